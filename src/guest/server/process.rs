//! A command that runs: its descriptors on our side and how far it is on its way to the end. No decisions.

use super::feed::Feed;
use super::proc;
use super::reactor::AlarmId;
use super::secret_files;
use super::session::{Ring, Session};
use super::slab::Key;
use super::sys;
use super::wire::Outbox;
use crate::guest::protocol::Frame;
use rustix::fd::OwnedFd;
use rustix::io::Errno;
use rustix::process::WaitStatus;
use std::rc::Rc;
use std::time::Instant;

/// Bytes that are still read from a terminal after the end: the kernel can't tell how many there are.
const TERMINAL_TAIL: usize = 256 * 1024;
/// How often what multiplies is looked for when it is signalled.
const SWEEPS: usize = 50;

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
    /// Its terminal, while it is ours.
    pub terminal: Option<Rc<OwnedFd>>,
    /// It has, or had, a terminal: its session is its own, and a shell gives the jobs in it groups of their own.
    pub interactive: bool,
    /// What makes it a session, if it is one.
    pub session: Option<Session>,
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
    /// What all its descendants carry.
    pub mark: u64,
    /// Kills for want of memory before it started.
    pub kills_before: Option<u64>,
    /// The secrets that it has as files; gone when nothing of it is left.
    pub _secrets: secret_files::Held,
}

impl Process {
    /// Whether anything of it is left: of its group, of the session of its terminal, of what it left behind in
    /// sessions of their own. A job may leave such: that is how a daemon starts. `known` are children of the guest.
    pub(super) fn lives(&self, known: impl Fn(i32) -> bool) -> bool {
        sys::kill(-self.pid, 0).is_ok()
            || (self.interactive && !proc::outsiders(self.pid, self.mark).is_empty())
            || (!matches!(self.owner, Owner::Job(_)) && proc::has_orphan(self.mark, known))
    }

    /// Sends a signal to its group and to everything else that came from it.
    pub(super) fn signal_all(&self, signal: i32) {
        self.signal(signal);
        let mut told: Vec<i32> = Vec::new();
        // What is forked meanwhile is found by looking again.
        for _ in 0..SWEEPS {
            let new: Vec<i32> =
                proc::outsiders(self.pid, self.mark).into_iter().filter(|pid| !told.contains(pid)).collect();
            if new.is_empty() {
                break;
            }
            for pid in &new {
                let _ = sys::kill(*pid, signal);
            }
            told.extend(new);
        }
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
                if self.interactive {
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

    /// Reads once into a client's buffer, and what is read also into a ring.
    pub(super) fn take(&mut self, outbox: &mut Outbox, ring: Option<&mut Ring>) -> Taken {
        let most = self.left.unwrap_or(usize::MAX);
        if most == 0 {
            return Taken::End;
        }
        let result = outbox.read_frame(self.kind, most, |place| {
            let count = rustix::io::read(&*self.fd, &mut *place)?;
            if let Some(ring) = ring {
                ring.push(&place[..count]);
            }
            Ok(count)
        });
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
