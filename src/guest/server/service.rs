//! The loop of PID 1: one thread that answers, signals and reaps, also when no process or thread can be made.
//! Everything is non-blocking; what may take long (archives) is given away, with its socket.

use super::activity::Activity;
use super::command::Environment;
use super::connection::{Connection, Role};
use super::jobs::Jobs;
use super::mounts::Renumbered;
use super::proc::MemoryKills;
use super::process::Process;
use super::quiesce::Gate;
use super::reactor::{Alarm, Mode, Reactor, Token};
use super::road::{self, Shared};
use super::slab::{Key, Slab};
use super::sys;
use crate::guest::protocol::{Exec, Identity};
use rustix::event::epoll::EventFlags;
use rustix::fd::OwnedFd;
use rustix::io::Errno;
use rustix::net::{SocketFlags, accept_with};
use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};

/// Connections at a time.
const CONNECTIONS: usize = 1024;
/// Time for a client to send its request.
const REQUEST_TIME: Duration = Duration::from_secs(10);
/// Between two restorations of the socket.
const RESTORE_PAUSE: Duration = Duration::from_millis(10);
/// Until a guest without clients gives its memory back.
const REST: Duration = Duration::from_secs(2);
/// Between two attempts to accept when descriptors are scarce.
const ACCEPT_PAUSE: Duration = Duration::from_secs(1);

/// Something that gets its next turn without an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// A connection.
    Connection(Key),
    /// The output of a job's process.
    Process(Key),
}

/// What the commands of a sandbox start from.
pub(super) struct Ground {
    /// The environment of PID 1: the image's.
    pub(super) environment: Environment,
    /// `/dev/null`, opened before anybody could put something else there.
    pub(super) null: OwnedFd,
    /// The limits of open files that the guest was started with.
    pub(super) files: (u64, u64),
}

/// The guest.
pub(super) struct Server {
    pub(super) reactor: Reactor,
    pub(super) shared: Option<Shared>,
    bridge: Option<OwnedFd>,
    pub(super) signals: OwnedFd,
    pub(super) connections: Slab<Connection>,
    pub(super) processes: Slab<Process>,
    pub(super) by_pid: HashMap<i32, Key>,
    pub(super) jobs: Jobs,
    pub(super) identity: Identity,
    pub(super) configured: bool,
    /// The sandbox user has another number than the image gave it.
    pub(super) renumbered: Option<Renumbered>,
    pub(super) uid: u32,
    pub(super) ground: Ground,
    pub(super) memory: MemoryKills,
    pub(super) started: Instant,
    pub(super) transfers: Arc<AtomicUsize>,
    pub(super) activity: Activity,
    /// Closed while everything stands still.
    pub(super) gate: Arc<Gate>,
    /// Commands that came meanwhile.
    pub(super) held: Vec<(Key, Exec)>,
    /// Secrets that lie as files.
    pub(super) secret_files: super::secret_files::SecretFiles,
    /// The mark of the last command; they count down from "unlimited".
    pub(super) mark: u64,
    pub(super) stopping: bool,
    pub(super) over: bool,
    /// Nothing runs any more; only the last words are still to be heard.
    pub(super) leaving: bool,
    resting: bool,
    /// For the output of jobs; made when the first one speaks.
    pub(super) scratch: Vec<u8>,
    pub(super) work: VecDeque<Work>,
}

impl Server {
    /// A guest that listens already.
    pub(super) fn new(
        shared: Option<Shared>,
        bridge: Option<OwnedFd>,
        signals: OwnedFd,
        ground: Ground,
    ) -> io::Result<Server> {
        let reactor = Reactor::new()?;
        reactor.watch(&signals, Token::Signals, Mode::Level)?;
        if let Some(shared) = &shared {
            reactor.watch(shared.listener(), Token::Shared, Mode::Level)?;
            reactor.watch(shared.watch(), Token::Watch, Mode::Level)?;
        }
        if let Some(bridge) = &bridge {
            reactor.watch(bridge, Token::Bridge, Mode::Level)?;
        }
        Ok(Server {
            reactor,
            shared,
            bridge,
            signals,
            connections: Slab::new(),
            processes: Slab::new(),
            by_pid: HashMap::new(),
            jobs: Jobs::default(),
            identity: Identity::default(),
            configured: false,
            renumbered: None,
            uid: 0,
            ground,
            memory: MemoryKills::open(),
            started: Instant::now(),
            transfers: Arc::default(),
            activity: Activity::new(),
            gate: Arc::default(),
            held: Vec::new(),
            secret_files: Default::default(),
            mark: u64::MAX,
            stopping: false,
            over: false,
            leaving: false,
            resting: true,
            scratch: Vec::new(),
            work: VecDeque::new(),
        })
    }

    /// Serves until the sandbox is told to stop and nothing runs any more.
    pub(super) fn serve(&mut self) -> io::Result<()> {
        let mut ready = Vec::new();
        while !self.over {
            self.reactor.wait(!self.work.is_empty(), &mut ready)?;
            for (token, flags) in ready.drain(..) {
                self.event(token, flags);
            }
            while let Some(alarm) = self.reactor.due() {
                self.ring(alarm);
            }
            for _ in 0..self.work.len() {
                match self.work.pop_front() {
                    Some(Work::Connection(key)) => self.turn(key),
                    Some(Work::Process(key)) => self.drain_job(key),
                    None => {}
                }
            }
        }
        Ok(())
    }

    fn event(&mut self, token: Token, flags: EventFlags) {
        match token {
            Token::Shared | Token::Bridge => self.accept(token),
            Token::Signals => self.signals(),
            Token::Watch => {
                // No more than so many restorations a second, whatever happens in the folder.
                if let Some(shared) = &self.shared {
                    self.reactor.forget(shared.watch());
                    self.reactor.alarm(RESTORE_PAUSE, Alarm::Restore);
                }
            }
            Token::Connection(key) => {
                if let Some(connection) = self.connections.get_mut(key) {
                    connection.unread |= flags != EventFlags::OUT;
                    self.turn(key);
                }
            }
            Token::Launch(key) => self.launched(key),
            Token::Stdin(key) => self.feed(key),
            Token::Stdout(key) => {
                self.readable(key, 0);
                // A terminal is both.
                if flags.contains(EventFlags::OUT) {
                    self.feed(key);
                }
            }
            Token::Stderr(key) => self.readable(key, 1),
        }
    }

    fn ring(&mut self, alarm: Alarm) {
        match alarm {
            Alarm::Connection(key) => self.disconnect(key),
            Alarm::Limit(key) => self.time_is_up(key),
            Alarm::Kill(key) => self.kill_group(key),
            Alarm::Linger(key) => self.stop_lingering(key),
            Alarm::Restore => self.restore(),
            Alarm::Accept => {
                for (listener, token) in self.listeners() {
                    let _ = self.reactor.watch(listener, token, Mode::Level);
                }
            }
            Alarm::Stop => self.stop_hard(),
            Alarm::Leave => self.leave(),
            Alarm::Over => self.over = true,
            Alarm::Rest => self.rest(),
            Alarm::Held => self.begin_held(),
        }
    }

    /// Once after the last client has gone: an idle guest holds next to nothing of the machine's memory.
    fn rest(&mut self) {
        self.resting = self.connections.len() == 0;
        if self.resting {
            sys::let_go_of_program();
        } else {
            self.reactor.alarm(REST, Alarm::Rest);
        }
    }

    fn listeners(&self) -> impl Iterator<Item = (&OwnedFd, Token)> {
        let shared = self.shared.as_ref().map(|shared| (shared.listener(), Token::Shared));
        shared.into_iter().chain(self.bridge.as_ref().map(|bridge| (bridge, Token::Bridge)))
    }

    fn restore(&mut self) {
        let Some(shared) = &mut self.shared else { return };
        // A failure (a full disk) is tried again at the next change.
        if let Ok(true) = shared.restore() {
            let _ = self.reactor.watch(shared.listener(), Token::Shared, Mode::Level);
        }
        let _ = self.reactor.watch(shared.watch(), Token::Watch, Mode::Level);
    }

    fn accept(&mut self, token: Token) {
        loop {
            let Some((listener, _)) = self.listeners().find(|(_, of)| *of == token) else { return };
            let socket = match accept_with(listener, SocketFlags::CLOEXEC | SocketFlags::NONBLOCK) {
                Ok(socket) => socket,
                Err(Errno::INTR | Errno::CONNABORTED) => continue,
                Err(Errno::AGAIN) => return,
                Err(_) => {
                    for (listener, _) in self.listeners() {
                        self.reactor.forget(listener);
                    }
                    self.reactor.alarm(ACCEPT_PAUSE, Alarm::Accept);
                    return;
                }
            };
            let trusted = match token {
                Token::Shared => road::comes_from_outside(&socket),
                _ => road::comes_from_engine(&socket).inspect(|bridge| self.gate.spare(*bridge)).is_some(),
            };
            if trusted && self.connections.len() < CONNECTIONS {
                self.admit(socket, Role::Asking, REQUEST_TIME);
                if std::mem::take(&mut self.resting) {
                    self.reactor.alarm(REST, Alarm::Rest);
                }
            }
        }
    }
}
