//! A command that runs: its descriptors on our side and how far it is on its way to the end. No decisions.

use super::reactor::AlarmId;
use super::slab::Key;
use super::sys;
use super::wire::Outbox;
use crate::guest::protocol::{Frame, STDIN_WINDOW};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::io::Errno;
use rustix::process::WaitStatus;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Instant;

/// Bytes that are still read from a terminal after the end: the kernel can't tell how many there are.
const TERMINAL_TAIL: usize = 256 * 1024;

/// Who gets the output and the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    /// The client on a connection.
    Connection(Key),
    /// A job.
    Job(String),
    /// Nobody any more.
    Nobody,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// The main process runs.
    Running,
    /// It ended, others of its group have not.
    Lingering,
    /// What is in the pipes is read, then it is over.
    Final,
    /// The end was told.
    Told,
}

/// A running command.
#[derive(Debug)]
pub(super) struct Process {
    /// The main process, its group and its session.
    pub pid: i32,
    /// Who it runs for.
    pub owner: Owner,
    /// The connection that waits to hear that the job runs.
    pub starter: Option<Key>,
    /// The child's report, until exec.
    pub launch: Option<OwnedFd>,
    /// The program and the working directory, for messages.
    pub names: (String, String),
    /// Its stdin, if the client has it.
    pub feed: Option<Feed>,
    /// Its stdout (or terminal) and stderr.
    pub outputs: [Option<Output>; 2],
    /// Its terminal.
    pub terminal: Option<Rc<OwnedFd>>,
    /// How far it is.
    pub phase: Phase,
    /// How the main process ended, once it did.
    pub status: Option<WaitStatus>,
    /// When it started.
    pub started: Instant,
    /// When the main process ended.
    pub ended: Option<Instant>,
    /// The alarm of its time limit.
    pub limit: Option<AlarmId>,
    /// The alarm after TERM.
    pub kill: Option<AlarmId>,
    /// The alarm after the main process ended before others.
    pub linger: Option<AlarmId>,
    /// The time limit was reached.
    pub timed_out: bool,
    /// Others of the group had to be told to end.
    pub leftover: bool,
    /// Kills for want of memory before it started.
    pub kills_before: Option<u64>,
}

impl Process {
    /// Whether anything of its group is left.
    pub(super) fn group_lives(&self) -> bool {
        sys::kill(-self.pid, 0).is_ok()
    }

    /// Sends a signal to its group. A child on its way to exec may not have one yet.
    pub(super) fn signal(&self, signal: i32) {
        if sys::kill(-self.pid, signal).is_err() && self.status.is_none() {
            let _ = sys::kill(self.pid, signal);
        }
    }

    /// From here on only what is already in the pipes is read: others may hold them open, and write, for ever.
    pub(super) fn begin_final(&mut self) {
        self.phase = Phase::Final;
        for output in &mut self.outputs {
            let left = output.as_ref().map(|output| {
                if self.terminal.is_some() {
                    TERMINAL_TAIL
                } else {
                    rustix::io::ioctl_fionread(&*output.fd).map_or(0, |count| usize::try_from(count).unwrap_or(0))
                }
            });
            match (left, &mut *output) {
                (Some(left @ 1..), Some(output)) => (output.left, output.readable) = (Some(left), true),
                _ => *output = None,
            }
        }
    }

    /// Closes everything that leads to it. A terminal hangs up.
    pub(super) fn let_go(&mut self) {
        self.feed = None;
        self.outputs = [None, None];
        self.terminal = None;
        self.launch = None;
    }

    /// Whether all its output was read.
    pub(super) fn is_drained(&self) -> bool {
        self.outputs.iter().all(Option::is_none)
    }
}

/// A stream of output.
#[derive(Debug)]
pub(super) struct Output {
    /// The reading end.
    pub fd: Rc<OwnedFd>,
    /// The frames it becomes.
    pub kind: Frame,
    /// There may be something to read.
    pub readable: bool,
    /// How much is still read, once the process ended.
    pub left: Option<usize>,
}

/// What a read came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// So many bytes.
    Some(usize),
    /// Nothing now.
    Nothing,
    /// Nothing any more.
    End,
}

impl Output {
    pub(super) fn new(fd: Rc<OwnedFd>, kind: Frame) -> Output {
        Output { fd, kind, readable: false, left: None }
    }

    fn account(&mut self, result: rustix::io::Result<usize>) -> Taken {
        match (result, self.left) {
            (Ok(0), _) => Taken::End,
            (Ok(count), None) => Taken::Some(count),
            (Ok(count), Some(left)) => {
                self.left = Some(left.saturating_sub(count));
                Taken::Some(count)
            }
            (Err(Errno::INTR), _) => Taken::Some(0),
            (Err(Errno::AGAIN), None) => {
                self.readable = false;
                Taken::Nothing
            }
            // A terminal whose other side is closed gives EIO.
            (Err(_), _) => Taken::End,
        }
    }

    /// Reads once into a client's buffer.
    pub(super) fn take(&mut self, outbox: &mut Outbox) -> Taken {
        let most = self.left.unwrap_or(usize::MAX);
        if most == 0 {
            return Taken::End;
        }
        let result = outbox.read_frame(self.kind, most, |place| rustix::io::read(&*self.fd, place));
        self.account(result)
    }

    /// Reads once into a buffer.
    pub(super) fn read(&mut self, buffer: &mut [u8]) -> Taken {
        let most = self.left.unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 {
            return Taken::End;
        }
        let result = rustix::io::read(&*self.fd, &mut buffer[..most]);
        self.account(result)
    }
}

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
