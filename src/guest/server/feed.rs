//! The way of a client's bytes to a command's stdin: a window of credit, so that a command that does not read costs
//! no more than that.

use crate::guest::protocol::STDIN_WINDOW;
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::io::Errno;
use std::collections::VecDeque;
use std::rc::Rc;

/// The way of a client's bytes to a command's stdin.
#[derive(Debug)]
pub(super) struct Feed {
    fd: Option<Rc<OwnedFd>>,
    terminal: bool,
    waiting: VecDeque<u8>,
    /// What the client may still send.
    window: usize,
    /// What went on and was not granted again.
    freed: usize,
    ended: bool,
}

/// A client that sends more than it was granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OverWindow;

impl Feed {
    pub(super) fn new(fd: Rc<OwnedFd>, terminal: bool) -> Feed {
        let waiting = VecDeque::new();
        Feed { fd: Some(fd), terminal, waiting, window: STDIN_WINDOW, freed: 0, ended: false }
    }

    /// Where the bytes go, to be watched.
    pub(super) fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        self.fd.as_ref().map(|fd| fd.as_fd())
    }

    /// Takes bytes of the client and passes on what the command takes now.
    pub(super) fn accept(&mut self, mut bytes: &[u8]) -> Result<(), OverWindow> {
        self.window = self.window.checked_sub(bytes.len()).ok_or(OverWindow)?;
        if self.ended {
            return Ok(());
        }
        while self.waiting.is_empty() && !bytes.is_empty() {
            match self.write(bytes) {
                0 => break,
                count => bytes = &bytes[count..],
            }
        }
        self.waiting.extend(bytes);
        Ok(())
    }

    /// The client's end of stdin.
    pub(super) fn end(&mut self) {
        if !self.ended {
            self.ended = true;
            // A terminal has no end of file; what a person would type has.
            if self.terminal {
                self.waiting.push_back(4);
            }
            self.flush();
        }
    }

    /// Passes on what waits, and then the end.
    pub(super) fn flush(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        while !waiting.is_empty() {
            match self.write(waiting.as_slices().0) {
                0 => break,
                count => drop(waiting.drain(..count)),
            }
        }
        self.waiting = waiting;
        if self.waiting.is_empty() {
            // Megabytes that passed through leave no buffer behind.
            self.waiting.shrink_to(4096);
            if self.ended {
                self.fd = None;
            }
        }
    }

    /// One write; 0 when the command does not read. Who closed its stdin loses the bytes, as with any pipe.
    fn write(&mut self, bytes: &[u8]) -> usize {
        let count = match self.fd.as_ref().map(|fd| rustix::io::write(&**fd, bytes)) {
            Some(Ok(count)) => count,
            Some(Err(Errno::AGAIN | Errno::INTR)) => 0,
            Some(Err(_)) | None => {
                self.fd = None;
                bytes.len()
            }
        };
        self.freed += count;
        count
    }

    /// Another client has it from now on. What the one before sent is still passed on, as long as that is bounded.
    pub(super) fn renew(&mut self) {
        if self.waiting.len() > STDIN_WINDOW {
            self.waiting.clear();
        }
        (self.window, self.freed) = (STDIN_WINDOW, 0);
    }

    /// What may be granted to the client, in portions worth a frame.
    pub(super) fn grant(&mut self) -> Option<u32> {
        if self.freed < STDIN_WINDOW / 4 || self.ended {
            return None;
        }
        self.window += self.freed;
        u32::try_from(std::mem::take(&mut self.freed)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::pipe::{PipeFlags, pipe_with};

    fn feed() -> (OwnedFd, Feed) {
        let (reader, writer) = pipe_with(PipeFlags::NONBLOCK).unwrap();
        (reader, Feed::new(Rc::new(writer), false))
    }

    #[test]
    fn a_command_that_does_not_read_is_given_no_more_than_the_window() {
        let (_reader, mut feed) = feed();
        let mut sent = 0;
        while feed.accept(&[0; 4096]).is_ok() {
            sent += 4096;
            while let Some(granted) = feed.grant() {
                assert!(granted > 0);
            }
        }
        // The pipe's own room was granted again, beside the window.
        assert!(sent <= STDIN_WINDOW + 64 * 1024, "{sent}");
        assert!(feed.waiting.len() <= STDIN_WINDOW);
    }

    #[test]
    fn a_closed_stdin_discards_and_keeps_granting() {
        let (reader, mut feed) = feed();
        drop(reader);
        for _ in 0..100 {
            feed.accept(&[0; 65536]).unwrap();
            while feed.grant().is_some() {}
        }
        assert!(feed.fd.is_none() && feed.waiting.is_empty());
    }

    #[test]
    fn the_end_comes_after_what_waits() {
        let (reader, mut feed) = feed();
        feed.accept(&[1; 100_000]).unwrap();
        feed.end();
        let (mut total, mut buffer) = (0, vec![0; 65536]);
        loop {
            match rustix::io::read(&reader, &mut buffer) {
                Ok(0) => break,
                Ok(count) => total += count,
                Err(_) => feed.flush(),
            }
        }
        assert_eq!(total, 100_000);
    }
}
