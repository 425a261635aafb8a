//! Frames in and out of a connection that must never block the loop, in buffers that can't grow with what a peer says.

use crate::guest::protocol::{Failure, FailureCode, Frame, HEADER, MAX_DATA, Malformed, header, parse_header};
use rustix::buffer::spare_capacity;
use rustix::fd::{AsFd, BorrowedFd};
use rustix::io::Errno;
use rustix::net::SendFlags;
use serde::Serialize;
use std::ops::Range;

/// The most bytes that wait for a client that reads slowly, beside control frames.
const OUT_LIMIT: usize = 2 * (HEADER + MAX_DATA);
/// Output buffers start small: most commands say little.
const OUT_START: usize = 4096;
/// Below this a read of output is not worth its frame.
const OUT_LEAST: usize = 1024;
/// How much is read from a client at a time.
const IN_CHUNK: usize = 4096;
/// The same once a client sends stdin.
const IN_CHUNK_BULK: usize = 128 * 1024;

/// A failure to tell a client.
pub(super) fn failure(code: FailureCode, message: impl Into<String>) -> Failure {
    Failure { code, message: message.into() }
}

/// The text of an error, in our style: lower case, no number.
pub(super) fn reason(error: &std::io::Error) -> String {
    let text = error.to_string().to_lowercase();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

/// The class of a failure of the operating system.
pub(super) fn os_failure(what: &str, error: &std::io::Error) -> Failure {
    let code = match error.raw_os_error() {
        Some(libc::ENOSPC | libc::EDQUOT) => FailureCode::NoSpace,
        Some(libc::EACCES | libc::EPERM | libc::EROFS) => FailureCode::Denied,
        Some(libc::ENOENT) => FailureCode::NotFound,
        Some(libc::EAGAIN) => FailureCode::PidsLimit,
        _ => FailureCode::Failed,
    };
    failure(code, format!("{what}: {}", reason(error)))
}

/// What a client sent and nobody has looked at yet.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    bytes: Vec<u8>,
    start: usize,
    bulk: bool,
}

impl Inbox {
    /// From now on large reads.
    pub(super) fn expect_bulk(&mut self) {
        self.bulk = true;
    }

    /// Reads once. 0 is the end.
    pub(super) fn fill(&mut self, socket: impl AsFd) -> rustix::io::Result<usize> {
        if self.start == self.bytes.len() {
            self.bytes.clear();
        } else {
            self.bytes.drain(..self.start);
        }
        self.start = 0;
        let chunk = if self.bulk { IN_CHUNK_BULK } else { IN_CHUNK };
        self.bytes.reserve(chunk.saturating_sub(self.bytes.len()).max(IN_CHUNK));
        rustix::io::read(socket, spare_capacity(&mut self.bytes))
    }

    /// The next whole frame, as its kind and the place of its bytes. A frame over its cap is refused at its header.
    pub(super) fn next(&mut self) -> Result<Option<(Frame, Range<usize>)>, Malformed> {
        let Some(head) = self.bytes[self.start..].first_chunk::<HEADER>() else { return Ok(None) };
        let (kind, length) = parse_header(*head)?;
        let begin = self.start + HEADER;
        if self.bytes.len() - begin < length {
            return Ok(None);
        }
        self.start = begin + length;
        Ok(Some((kind, begin..begin + length)))
    }

    /// The bytes of a frame of [`Inbox::next`].
    pub(super) fn slice(&self, place: Range<usize>) -> &[u8] {
        self.bytes.get(place).unwrap_or_default()
    }

    /// What was read and is not yet part of a frame that was taken.
    pub(super) fn into_rest(mut self) -> Vec<u8> {
        self.bytes.drain(..self.start);
        self.bytes
    }
}

/// What waits to be sent.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    bytes: Vec<u8>,
    start: usize,
    end: usize,
}

impl Outbox {
    /// Whether output may be read into it.
    pub(super) fn has_room(&self) -> bool {
        self.room() > 0
    }

    /// Bytes of data that one more frame may carry; 0 when the client has to read first.
    fn room(&self) -> usize {
        let room = OUT_LIMIT.saturating_sub(self.end - self.start + HEADER).min(MAX_DATA);
        if room < OUT_LEAST { 0 } else { room }
    }

    /// Bytes that wait.
    #[cfg(test)]
    pub(super) fn length(&self) -> usize {
        self.end - self.start
    }

    /// Makes place for `count` bytes behind the end.
    fn make_place(&mut self, count: usize) {
        if self.bytes.len() - self.end < count && self.start > 0 {
            self.bytes.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.bytes.len() - self.end < count {
            self.bytes.resize(self.end + count, 0);
        }
    }

    /// Adds a frame, whatever its size.
    pub(super) fn frame(&mut self, kind: Frame, payload: &[u8]) {
        self.make_place(HEADER + payload.len());
        let (head, rest) = self.bytes[self.end..].split_at_mut(HEADER);
        head.copy_from_slice(&header(kind, payload.len()));
        rest[..payload.len()].copy_from_slice(payload);
        self.end += HEADER + payload.len();
    }

    /// Adds a frame with JSON. What can't be told within the cap is told as a failure.
    pub(super) fn json(&mut self, kind: Frame, message: &impl Serialize) {
        match serde_json::to_vec(message) {
            Ok(json) if json.len() <= kind.cap() => self.frame(kind, &json),
            _ => {
                let told = failure(FailureCode::Failed, "the answer is larger than the protocol allows");
                self.frame(Frame::Failure, &serde_json::to_vec(&told).unwrap_or_default());
            }
        }
    }

    /// Adds a data frame with what one call of `read` gives, at most `most` bytes. Nothing is copied twice.
    pub(super) fn read_frame(
        &mut self,
        kind: Frame,
        most: usize,
        read: impl FnOnce(&mut [u8]) -> rustix::io::Result<usize>,
    ) -> rustix::io::Result<usize> {
        let room = self.room().min(most);
        // The first output of a command gets a small buffer, the second a large one.
        let place = if self.bytes.len() < OUT_START { room.min(OUT_START) } else { room };
        self.make_place(HEADER + place);
        let begin = self.end + HEADER;
        let count = read(&mut self.bytes[begin..begin + place])?;
        if count > 0 {
            self.bytes[self.end..begin].copy_from_slice(&header(kind, count));
            self.end = begin + count;
        }
        Ok(count)
    }

    /// Sends what the socket takes. `Ok(false)`: the socket is full.
    pub(super) fn flush(&mut self, socket: BorrowedFd<'_>) -> rustix::io::Result<bool> {
        while self.start < self.end {
            match rustix::net::send(socket, &self.bytes[self.start..self.end], SendFlags::NOSIGNAL) {
                Ok(count) => self.start += count,
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return Ok(false),
                Err(error) => return Err(error),
            }
        }
        (self.start, self.end) = (0, 0);
        // An answer of megabytes must not stay.
        if self.bytes.len() > OUT_LIMIT {
            self.bytes = Vec::new();
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guest::protocol::MAX_CONTROL;
    use std::io::Write;
    use std::os::unix::net::UnixStream;

    fn take_all(inbox: &mut Inbox) -> Result<Vec<(Frame, Vec<u8>)>, Malformed> {
        let mut frames = Vec::new();
        while let Some((kind, place)) = inbox.next()? {
            frames.push((kind, inbox.slice(place).to_vec()));
        }
        Ok(frames)
    }

    #[test]
    fn frames_arrive_whole_however_they_are_cut() {
        let mut stream = header(Frame::Stdin, 3).to_vec();
        stream.extend(b"abc");
        stream.extend(header(Frame::StdinEnd, 0));
        stream.extend(header(Frame::Signal, 1));
        stream.push(15);
        for cut in 1..stream.len() {
            let (mut ours, theirs) = UnixStream::pair().unwrap();
            let mut inbox = Inbox::default();
            let mut frames = Vec::new();
            for part in stream.chunks(cut) {
                ours.write_all(part).unwrap();
                inbox.fill(&theirs).unwrap();
                frames.extend(take_all(&mut inbox).unwrap());
            }
            let expected = [(Frame::Stdin, b"abc".to_vec()), (Frame::StdinEnd, Vec::new()), (Frame::Signal, vec![15])];
            assert_eq!(frames, expected);
        }
    }

    #[test]
    fn random_bytes_never_panic_and_never_grow_the_buffer_beyond_a_frame() {
        let mut state = 1u64;
        for _ in 0..2000 {
            let (mut ours, theirs) = UnixStream::pair().unwrap();
            let mut inbox = Inbox::default();
            for _ in 0..4 {
                let noise: Vec<u8> = (0..64)
                    .map(|_| {
                        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                        // Small numbers make plausible headers.
                        ((state >> 56) % 24) as u8
                    })
                    .collect();
                ours.write_all(&noise).unwrap();
                inbox.fill(&theirs).unwrap();
                if take_all(&mut inbox).is_err() {
                    break;
                }
            }
            assert!(inbox.bytes.capacity() <= MAX_CONTROL + IN_CHUNK_BULK);
        }
    }

    #[test]
    fn output_stops_at_the_limit_and_goes_on_after_a_flush() {
        let mut outbox = Outbox::default();
        let mut total = 0;
        while outbox.has_room() {
            total += outbox.read_frame(Frame::Stdout, usize::MAX, |place| Ok(place.len())).unwrap();
        }
        assert!(total > MAX_DATA && outbox.bytes.len() <= OUT_LIMIT);
        let (ours, theirs) = UnixStream::pair().unwrap();
        theirs.set_nonblocking(true).unwrap();
        let mut inbox = Inbox::default();
        let mut seen = 0;
        while outbox.start < outbox.end {
            outbox.flush(ours.as_fd()).unwrap();
            while inbox.fill(&theirs).is_ok_and(|count| count > 0) {
                seen += take_all(&mut inbox).unwrap().iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
            }
        }
        assert_eq!(seen, total);
        assert!(outbox.has_room());
    }

    #[test]
    fn an_answer_over_the_cap_becomes_a_failure() {
        let mut outbox = Outbox::default();
        outbox.json(Frame::Reply, &"x".repeat(MAX_CONTROL));
        assert_eq!(outbox.bytes[0], Frame::Failure as u8);
    }
}
