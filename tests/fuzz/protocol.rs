//! Any bytes on a connection, in both directions: never a panic, and the same frames however they are cut.

use arbitrary::{Arbitrary, Unstructured};
use sandcastle::guest::client::{Connection, Road, from_json, refusal};
use sandcastle::guest::protocol::{Ended, Frame, Job, Reply, Request, Summary, header};
use sandcastle::guest::server::probe;
use std::io::Cursor;
use std::time::Duration;

/// A connection's content: frames that lie now and then, or plain noise.
#[derive(Debug, Arbitrary)]
enum Piece {
    Frame { kind: u8, payload: Payload, lie: Option<u32> },
    Noise(Vec<u8>),
}

#[derive(Debug, Arbitrary)]
enum Payload {
    Hello(u32),
    Message(u8),
    Damaged { message: u8, place: u16, value: u8 },
    Bytes(Vec<u8>),
    Zeros(u32),
}

/// Messages that are understood, to be understood wrongly after a change.
const MESSAGES: [&str; 14] = [
    r#"{"protocol":1,"version":"0.1.0"}"#,
    r#"{"protocol":1,"request":"health"}"#,
    r#"{"protocol":1,"request":{"exec":{"argv":["true",{"base64":"/w=="}],"env":{"A":"b"},"tty":[24,80],"timeout_ms":1}}}"#,
    r#"{"protocol":1,"request":{"upload":{"dest":"/x","source":"many","name":"x"}}}"#,
    r#"{"protocol":1,"request":{"download":{"path":"..","exclude":["*"]}}}"#,
    r#"{"protocol":1,"request":{"job_output":{"id":"../../x","follow":true}}}"#,
    r#"{"protocol":1,"request":{"configure":{"user":"0:0","workdir":"/"}}}"#,
    r#""done""#,
    r#"{"health":{"uptime_ms":1,"execs":0,"jobs":0,"configured":true,"uid":0}}"#,
    r#"{"source":{"kind":"directory","name":"../x"}}"#,
    r#"{"jobs":[{"id":"a","argv":["x"],"exit_code":1}]}"#,
    r#"{"exit_code":300,"signal":9,"duration_ms":18446744073709551615}"#,
    r#"{"entries":1,"bytes":2,"skipped":["a"],"skipped_count":3}"#,
    r#"{"code":"not_found","message":"x: gone"}"#,
];

impl Payload {
    fn bytes(&self) -> Vec<u8> {
        let message = |number: u8| MESSAGES[usize::from(number) % MESSAGES.len()].as_bytes().to_vec();
        match self {
            Payload::Hello(version) => format!(r#"{{"protocol":{version},"version":"x"}}"#).into_bytes(),
            Payload::Message(number) => message(*number),
            Payload::Damaged { message: number, place, value } => {
                let mut bytes = message(*number);
                let place = usize::from(*place) % bytes.len();
                bytes[place] = *value;
                bytes
            }
            Payload::Bytes(bytes) => bytes.clone(),
            Payload::Zeros(count) => vec![0; usize::try_from(*count).unwrap_or(0) % 100_000],
        }
    }
}

fn bytes_of(piece: &Piece) -> Vec<u8> {
    const KINDS: [u8; 14] = [1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22];
    match piece {
        Piece::Noise(bytes) => bytes.clone(),
        Piece::Frame { kind, payload, lie } => {
            let payload = payload.bytes();
            let known = KINDS[usize::from(*kind) % KINDS.len()];
            let mut bytes = header(Frame::from_byte(known).unwrap(), payload.len()).to_vec();
            if *kind > 240 {
                bytes[0] = *kind;
            }
            if let Some(lie) = lie {
                bytes[1..].copy_from_slice(&lie.to_le_bytes());
            }
            bytes.extend(payload);
            bytes
        }
    }
}

/// One input.
pub fn run(data: &[u8]) {
    let mut source = Unstructured::new(data);
    let Ok((piece, early, greeted)) = <(u16, u16, bool)>::arbitrary(&mut source) else { return };
    let mut bytes = Vec::new();
    // What a socket takes at once, so that one thread can feed itself.
    while !source.is_empty() && bytes.len() < 64 * 1024 {
        let Ok(piece) = Piece::arbitrary(&mut source) else { break };
        bytes.extend(bytes_of(&piece));
    }
    bytes.truncate(100_000);
    let whole = probe::frames(&bytes, bytes.len()).unwrap();
    assert_eq!(whole, probe::frames(&bytes, usize::from(piece)).unwrap(), "cut into pieces of {piece}");
    let transfer = probe::upload(&bytes, 0).unwrap();
    assert_eq!(transfer, probe::upload(&bytes, usize::from(early)).unwrap(), "{early} bytes were read early");
    let greeting = if greeted { MESSAGES[0].as_bytes() } else { b"" };
    let seen = client(&bytes, greeting);
    if greeted {
        assert_eq!(seen, whole.0, "the two sides see different frames");
    }
}

/// What the client takes from a guest that sends this; every message is read as everything that it could be.
fn client(bytes: &[u8], greeting: &[u8]) -> Vec<(Frame, Vec<u8>)> {
    let mut stream = Vec::new();
    if !greeting.is_empty() {
        stream.extend(header(Frame::Hello, greeting.len()));
        stream.extend(greeting);
    }
    stream.extend(bytes);
    let guest = tokio::io::join(Cursor::new(stream), tokio::io::sink());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async {
        let connection = Connection::new(Box::new(guest), Road::Shared);
        let mut seen = Vec::new();
        let Ok((mut reader, _writer)) = connection.open(&Request::Health, Duration::from_secs(60)).await else {
            return seen;
        };
        while let Ok((kind, payload)) = reader.receive().await {
            let _ = (from_json::<Reply>(payload), from_json::<Ended>(payload), from_json::<Summary>(payload));
            let _ = (from_json::<Job>(payload), refusal(payload));
            seen.push((kind, payload.to_vec()));
        }
        seen
    })
}
