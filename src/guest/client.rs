//! The outside of the guest: dial it on one of two roads, call it, stream with it. Nothing that it says is trusted.

pub mod dial;

use super::protocol::{
    Envelope, Failure, FailureCode, Frame, HEADER, Hello, MAX_DATA, Malformed, Reply, Request, VERSION, header,
    parse_header,
};
use crate::engine::Duplex;
use crate::error::{Error, Kind, Result};
use bytes::{Buf, Bytes, BytesMut};
use futures_util::future::LocalBoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::time::Instant;

/// Bytes that are read at once where only a header is due: answers are short.
const AHEAD: usize = 4096;

/// Until a guest that says nothing is doubted.
const PATIENCE: Duration = Duration::from_secs(1);

/// The two ways to the guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Road {
    /// The socket in the folder that both sides share.
    Shared,
    /// The same bytes through one exec of the engine.
    Bridge,
}

/// Finds out why a guest says nothing; none if it should be waited for.
pub type Doubt<'d> = LocalBoxFuture<'d, Option<Error>>;

/// A connection to a guest, good for one request.
pub struct Connection<'d> {
    reader: Reader,
    writer: Writer,
    doubt: Option<Doubt<'d>>,
    /// How it was reached.
    pub road: Road,
}

/// The reading half.
pub struct Reader {
    stream: ReadHalf<Box<dyn Duplex>>,
    buffer: BytesMut,
    /// What the last frame held.
    current: Bytes,
}

/// The writing half.
pub struct Writer {
    stream: WriteHalf<Box<dyn Duplex>>,
}

impl<'d> Connection<'d> {
    /// Wraps a stream whose other end was proved to be the guest.
    pub fn new(stream: Box<dyn Duplex>, road: Road) -> Connection<'d> {
        let (reader, writer) = tokio::io::split(stream);
        Connection {
            reader: Reader { stream: reader, buffer: BytesMut::new(), current: Bytes::new() },
            writer: Writer { stream: writer },
            doubt: None,
            road,
        }
    }

    /// What is asked when the first word does not come within a second: a paused sandbox accepts connections.
    #[must_use]
    pub fn doubted(self, doubt: Doubt<'d>) -> Connection<'d> {
        Connection { doubt: Some(doubt), ..self }
    }

    /// Sends the one request of this connection and waits for the guest's first word.
    ///
    /// # Errors
    /// `timed_out` when it does not come within `deadline`: a paused sandbox accepts connections and says nothing.
    pub async fn open(mut self, request: &Request, deadline: Duration) -> Result<(Reader, Writer)> {
        let body = to_json(&Envelope { protocol: VERSION, request: request.clone() })?;
        tracing::debug!(road = ?self.road, bytes = body.len(), "asking the guest");
        let sent = self.writer.send_parts(Frame::Request, &body).await;
        if let Err(error) = sent
            && error.kind() == Kind::Usage
        {
            return Err(error);
        }
        let begun = Instant::now();
        if let Some(doubt) = self.doubt.take()
            && tokio::time::timeout(PATIENCE.min(deadline), self.reader.peek()).await.is_err()
            && let Some(error) = doubt.await
        {
            return Err(error);
        }
        let left = || deadline.saturating_sub(begun.elapsed());
        if self.road == Road::Bridge {
            // What fails in the engine's exec is told on the stream, in words: "OCI runtime exec failed: …", "cannot exec
            // in a stopped state". Silence is met again below.
            let _ = tokio::time::timeout(left(), self.reader.peek()).await;
            let greets = |first: &u8| matches!(Frame::from_byte(*first), Some(Frame::Hello | Frame::Failure));
            if self.reader.buffer.first().is_some_and(|first| !greets(first)) {
                return Err(Error::new(Kind::Busy, "the engine could not run anything in the sandbox")
                    .hint("it may be stopping or starting at this moment; look with: sandcastle ls"));
            }
        }
        // A guest that would not take the request says why before it hangs up.
        let answer = tokio::time::timeout(left(), self.reader.receive()).await;
        let (kind, payload) = answer.unwrap_or_else(|_| Err(late(deadline)))?;
        match kind {
            Frame::Hello => {
                let hello: Hello = from_json(payload)?;
                if hello.protocol == 0 {
                    return Err(not_a_guest("it speaks no protocol"));
                }
            }
            Frame::Failure => return Err(refusal(payload)),
            _ => return Err(not_a_guest("its first word is not a greeting")),
        }
        Ok((self.reader, self.writer))
    }

    /// Asks something that has one short answer.
    ///
    /// # Errors
    /// As the guest classes its failure; `timed_out` after `deadline`.
    pub async fn call(self, request: &Request, deadline: Duration) -> Result<Reply> {
        let (mut reader, _writer) = self.open(request, deadline).await?;
        let (kind, payload) = reader.receive_within(deadline).await?;
        match kind {
            Frame::Reply => from_json(payload),
            Frame::Failure => Err(refusal(payload)),
            _ => Err(not_a_guest("an answer of the wrong kind")),
        }
    }
}

fn late(deadline: Duration) -> Error {
    let message = format!("the sandbox gave no answer within {}", humantime::format_duration(deadline));
    Error::new(Kind::TimedOut, message).hint("see what state it is in: sandcastle ls")
}

impl Reader {
    /// The next frame. Its bytes stay valid until the next call.
    ///
    /// # Errors
    /// `outcome_unknown` when the connection ends; `damaged` for what no honest guest sends.
    pub async fn receive(&mut self) -> Result<(Frame, &[u8])> {
        let (kind, piece) = self.receive_piece().await?;
        self.current = piece;
        Ok((kind, &self.current))
    }

    /// Waits until the next frame begins, or nothing can come any more.
    async fn peek(&mut self) {
        // What went wrong is met again when it is received.
        let _ = self.fill(1, AHEAD).await;
    }

    /// As [`Reader::receive`], with bytes that are the caller's own and were not copied.
    ///
    /// # Errors
    /// The same.
    pub async fn receive_piece(&mut self) -> Result<(Frame, Bytes)> {
        self.fill(HEADER, AHEAD).await?;
        let head = self.buffer[..HEADER].try_into().unwrap_or_default();
        let (kind, length) = parse_header(head).map_err(|malformed: Malformed| not_a_guest(&malformed.to_string()))?;
        // With the header that follows, and no more: what is left over here must be copied.
        self.fill(HEADER + length, HEADER + length + HEADER).await?;
        self.buffer.advance(HEADER);
        Ok((kind, self.buffer.split_to(length).freeze()))
    }

    /// As [`Reader::receive`], but not for longer than `deadline`.
    ///
    /// # Errors
    /// Also `timed_out`.
    pub async fn receive_within(&mut self, deadline: Duration) -> Result<(Frame, &[u8])> {
        let received = tokio::time::timeout(deadline, self.receive()).await;
        received.unwrap_or_else(|_| Err(late(deadline)))
    }

    /// Reads until `wanted` bytes are there, and at most `limit`. Memory grows with what arrived, not with what a
    /// header claimed; nothing is lost when this is not waited for to the end.
    async fn fill(&mut self, wanted: usize, limit: usize) -> Result<()> {
        const PIECE: usize = MAX_DATA + 2 * HEADER;
        while self.buffer.len() < wanted {
            let room = limit - self.buffer.len();
            self.buffer.reserve(PIECE.min(room));
            let mut stream = (&mut self.stream).take(u64::try_from(room).unwrap_or(u64::MAX));
            let read = stream.read_buf(&mut self.buffer).await.map_err(|error| lost(Some(error)))?;
            if read == 0 {
                return Err(lost(None));
            }
        }
        Ok(())
    }
}

impl Writer {
    /// Sends one frame.
    ///
    /// # Errors
    /// `outcome_unknown` when the connection is gone.
    pub async fn send(&mut self, kind: Frame, payload: &[u8]) -> Result<()> {
        let head = header(kind, payload.len());
        let sent = async {
            // One call to the system where the road takes both parts, and no copy to join them.
            self.stream.write_all_buf(&mut Buf::chain(&head[..], payload)).await?;
            self.stream.flush().await
        };
        sent.await.map_err(|error| lost(Some(error)))
    }

    async fn send_parts(&mut self, kind: Frame, payload: &[u8]) -> Result<()> {
        if payload.len() > kind.cap() {
            return Err(Error::usage("the request is too long: shorten the command, its environment or its arguments"));
        }
        self.send(kind, payload).await
    }
}

/// The connection broke off: whether what was asked has happened is not known.
fn lost(cause: Option<std::io::Error>) -> Error {
    let error = Error::new(Kind::OutcomeUnknown, "the connection to the sandbox broke off")
        .hint("it may have been stopped or killed; look with: sandcastle ls");
    match cause {
        Some(cause) => error.because(cause),
        None => error,
    }
}

/// What no guest of ours says: the sandbox is hostile or broken.
pub(crate) fn not_a_guest(why: &str) -> Error {
    Error::new(Kind::Damaged, format!("the sandbox's guest can't be understood: {why}"))
        .hint("a root user inside may have tampered with it: kill the sandbox")
}

fn to_json<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|cause| Error::new(Kind::Failed, "writing a request").because(cause))
}

/// Reads a message of the guest.
///
/// # Errors
/// `damaged`.
pub fn from_json<T: DeserializeOwned>(payload: &[u8]) -> Result<T> {
    serde_json::from_slice(payload).map_err(|cause| not_a_guest("an odd message").because(cause))
}

/// A failure that the guest reports, as an error of ours.
pub fn refusal(payload: &[u8]) -> Error {
    let failure: Failure = match from_json(payload) {
        Ok(failure) => failure,
        Err(error) => return error,
    };
    let kind = match failure.code {
        FailureCode::CommandNotFound => Kind::CommandNotFound,
        FailureCode::NotExecutable => Kind::NotExecutable,
        FailureCode::NoSuchUser => Kind::NoSuchUser,
        FailureCode::NoSuchWorkdir => Kind::NoSuchWorkdir,
        FailureCode::PidsLimit => Kind::PidsLimit,
        FailureCode::NotFound => Kind::NotFound,
        FailureCode::Conflict => Kind::Conflict,
        FailureCode::Denied => Kind::Denied,
        FailureCode::Damaged => Kind::Damaged,
        FailureCode::NoSpace => Kind::NoSpace,
        FailureCode::Invalid => Kind::Usage,
        FailureCode::Version | FailureCode::Failed => Kind::Failed,
    };
    let error = Error::new(kind, failure.message);
    match failure.code {
        FailureCode::PidsLimit => error.hint("end some of its processes, or make a sandbox with a higher --pids"),
        FailureCode::Version => error.hint("restart the sandbox: its guest is of another version than this sandcastle"),
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> (Connection<'static>, tokio::io::DuplexStream) {
        let (near, far) = tokio::io::duplex(1 << 20);
        (Connection::new(Box::new(near), Road::Shared), far)
    }

    async fn call_against(answer: &[u8]) -> Error {
        let (connection, mut far) = pair();
        far.write_all(answer).await.unwrap();
        drop(far);
        connection.call(&Request::Health, Duration::from_secs(1)).await.unwrap_err()
    }

    #[tokio::test]
    async fn what_the_engine_says_in_the_place_of_the_guest_is_no_tampering() {
        for words in ["OCI runtime exec failed: exec failed: no such process\r\n", "cannot exec in a stopped state\r\n"]
        {
            let (near, mut far) = tokio::io::duplex(1024);
            far.write_all(words.as_bytes()).await.unwrap();
            let connection = Connection::new(Box::new(near), Road::Bridge);
            let error = connection.call(&Request::Health, Duration::from_secs(1)).await.unwrap_err();
            assert_eq!(error.kind(), Kind::Busy, "{words}");
        }
    }

    #[tokio::test]
    async fn hostile_frames_end_the_call_with_a_class_and_no_allocation() {
        assert_eq!(call_against(&[16, 0xff, 0xff, 0xff, 0xff]).await.kind(), Kind::Damaged);
        assert_eq!(call_against(&[99, 0, 0, 0, 0]).await.kind(), Kind::Damaged);
        assert_eq!(call_against(&[17, 2, 0, 0, 0, b'{', b'}']).await.kind(), Kind::Damaged);
        assert_eq!(call_against(&[16, 2, 0, 0, 0, b'{']).await.kind(), Kind::OutcomeUnknown);
        assert_eq!(call_against(b"").await.kind(), Kind::OutcomeUnknown);
    }

    #[tokio::test]
    async fn a_silent_peer_is_doubted_before_its_time_is_up() {
        let why = || Some(Error::new(Kind::WrongState, "paused"));
        let ask = async |connection: Connection<'_>| {
            connection.call(&Request::Health, Duration::from_millis(1100)).await.unwrap_err().kind()
        };
        let (connection, _far) = pair();
        assert_eq!(ask(connection.doubted(Box::pin(async move { why() }))).await, Kind::WrongState);
        let (connection, _far) = pair();
        assert_eq!(ask(connection.doubted(Box::pin(async { None }))).await, Kind::TimedOut);
    }

    #[tokio::test]
    async fn a_silent_peer_is_a_timeout() {
        let (connection, _far) = pair();
        let error = connection.call(&Request::Health, Duration::from_millis(20)).await.unwrap_err();
        assert_eq!(error.kind(), Kind::TimedOut);
    }
}
