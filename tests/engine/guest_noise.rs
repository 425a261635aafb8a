//! A real guest that gets noise from its caller's side: thousands of conversations that no client of ours leads.
//! Its state machine meets every frame in every state, and must go on as if nothing had been.

use crate::support::Home;
use sandcastle::guest::protocol::{Frame, HEADER, header};
use std::fs::File;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::time::Duration;

const CONVERSATIONS: u32 = 2000;
/// What the guest may hold afterwards, the pages of its own program aside: those are as many as a build has.
const MEMORY: u64 = 12 << 20;

/// What a conversation may begin with. What runs ends by itself or with its connection.
const REQUESTS: [&str; 14] = [
    r#""health""#,
    r#""jobs""#,
    r#""identity""#,
    r#"{"exec":{"argv":["cat"],"stdin":true}}"#,
    r#"{"exec":{"argv":["sh","-c","yes noise"]}}"#,
    r#"{"exec":{"argv":["cat"],"stdin":true,"tty":[24,80]}}"#,
    r#"{"exec":{"argv":["sh","-c","sleep 60 & sleep 60"],"timeout_ms":50}}"#,
    r#"{"exec":{"argv":["no-such-command"],"user":"nobody:nogroup"}}"#,
    r#"{"exec":{"argv":[]}}"#,
    r#"{"upload":{"dest":"/tmp/noise","source":"many"}}"#,
    r#"{"download":{"path":"/etc","gitignore":true}}"#,
    r#"{"download":{"path":"/proc/self/environ\u0000"}}"#,
    r#"{"job_output":{"id":"../../etc","follow":true}}"#,
    r#"{"job_signal":{"id":"aaaaaaaaaaaa","signal":255}}"#,
];

/// The frames that a client may send, and some that it may not.
const KINDS: [Frame; 8] = [
    Frame::Stdin,
    Frame::StdinEnd,
    Frame::Signal,
    Frame::Resize,
    Frame::Data,
    Frame::DataEnd,
    Frame::Request,
    Frame::Hello,
];

/// Numbers that look random and are the same in every run.
struct Dice(blake3::OutputReader);

impl Dice {
    fn new(number: u32) -> Dice {
        Dice(blake3::Hasher::new().update(&number.to_le_bytes()).finalize_xof())
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        self.0.fill(&mut bytes);
        bytes
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::from(u16::from_le_bytes(self.bytes(2).try_into().unwrap())) % limit
    }
}

fn frame(kind: Frame, payload: &[u8]) -> Vec<u8> {
    [&header(kind, payload.len())[..], payload].concat()
}

fn noise(dice: &mut Dice) -> Vec<u8> {
    let mut bytes = Vec::new();
    if dice.below(10) > 0 {
        let version = usize::from(dice.below(20) > 0);
        let request = REQUESTS[dice.below(REQUESTS.len())];
        bytes.extend(frame(Frame::Request, format!(r#"{{"protocol":{version},"request":{request}}}"#).as_bytes()));
    }
    for _ in 0..dice.below(8) {
        let kind = KINDS[dice.below(KINDS.len())];
        let length = match dice.below(4) {
            0 => kind.cap().min(4),
            1 => dice.below(kind.cap() + 1),
            _ => dice.below(6),
        };
        let payload = dice.bytes(length);
        let mut next = frame(kind, &payload);
        if dice.below(12) == 0 {
            // A length or type that lies.
            let place = dice.below(HEADER);
            next[place] = dice.bytes(1)[0];
        }
        bytes.extend(next);
    }
    let cut = dice.below(4) == 0;
    bytes.truncate(if cut { dice.below(bytes.len() + 1) } else { bytes.len() });
    bytes
}

/// One conversation; the guest may hang up whenever it likes.
fn converse(folder: &File, number: u32) {
    let mut dice = Dice::new(number);
    // A path of a socket may be no longer than 107 bytes.
    let path = format!("/proc/self/fd/{}/guest.sock", folder.as_raw_fd());
    let mut stream = UnixStream::connect(path).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    stream.set_write_timeout(Some(Duration::from_millis(200))).unwrap();
    let bytes = noise(&mut dice);
    let piece = 1 + dice.below(bytes.len() + 1);
    for part in bytes.chunks(piece) {
        if stream.write_all(part).is_err() {
            break;
        }
    }
    if dice.below(2) == 0 {
        let _ = stream.shutdown(Shutdown::Write);
    }
    let mut answer = vec![0; 64 * 1024];
    for _ in 0..dice.below(3) {
        if !stream.read(&mut answer).is_ok_and(|count| count > 0) {
            break;
        }
    }
}

fn processes(home: &Home, id: &str) -> usize {
    let list = ["exec", "-u", "root", id, "--", "find", "/proc", "-maxdepth", "1", "-name", "[0-9]*"];
    home.run(list).success().text().lines().count()
}

#[test]
fn noise_from_the_callers_side_leaves_the_guest_as_it_was() {
    let home = Home::new();
    let id = home.init();
    let before = processes(&home, &id);
    let folder = File::open(home.state().join("run").join(&id)).unwrap();
    std::thread::scope(|scope| {
        for lane in 0..8 {
            let folder = &folder;
            scope.spawn(move || (lane..CONVERSATIONS).step_by(8).for_each(|number| converse(folder, number)));
        }
    });
    let shown = home.run(["show", &id, "--json"]).success().json();
    assert_eq!((&shown["state"], &shown["road"]), (&"running".into(), &"shared".into()));
    home.run(["exec", &id, "echo alive; exit 3"]).code(3).stdout("alive\n");
    // What ran for a caller that is gone gets TERM, and two seconds later KILL.
    let begun = std::time::Instant::now();
    while processes(&home, &id) != before {
        assert!(begun.elapsed() < Duration::from_secs(15), "processes were left inside");
        std::thread::sleep(Duration::from_millis(200));
    }
    let status = home.run(["exec", "-u", "root", &id, "--", "grep", "RssAnon", "/proc/1/status"]).success().text();
    let kibibytes: u64 = status.split_whitespace().nth(1).unwrap().parse().unwrap();
    assert!(kibibytes < MEMORY >> 10, "the guest has {kibibytes} KiB resident");
}
