//! The loop of PID 1: one thread that answers, signals and reaps, also when no process or thread can be made.
//! Everything is non-blocking; what may take long (archives) is given away, with its socket.

use super::command::Environment;
use super::jobs::Jobs;
use super::log::{LogReader, Read};
use super::proc::MemoryKills;
use super::process::Process;
use super::reactor::{Alarm, AlarmId, Mode, Reactor, Token};
use super::road::{self, Shared};
use super::slab::{Key, Slab};
use super::wire::{Inbox, Outbox, failure};
use crate::guest::protocol::{Ended, Failure, FailureCode, Frame, Identity, Reply};
use rustix::event::epoll::EventFlags;
use rustix::fd::{AsFd, OwnedFd};
use rustix::io::Errno;
use rustix::net::{Shutdown, SocketFlags, accept_with, shutdown};
use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};

/// Connections at a time.
const CONNECTIONS: usize = 1024;
/// Time for a client to send its request.
const REQUEST_TIME: Duration = Duration::from_secs(10);
/// Time for a client to take the last frame and close.
const LEAVE_TIME: Duration = Duration::from_secs(2);
/// Reads in a row before others get their turn.
pub(super) const TURNS: usize = 16;
/// Between two restorations of the socket.
const RESTORE_PAUSE: Duration = Duration::from_millis(10);
/// Between two attempts to accept when descriptors are scarce.
const ACCEPT_PAUSE: Duration = Duration::from_secs(1);

/// What a connection is for.
#[derive(Debug)]
pub(super) enum Role {
    /// Its request has not arrived.
    Asking,
    /// A command runs attached to it.
    Attached(Key),
    /// A job is about to run.
    Starting,
    /// It gets the output of a job.
    Following {
        /// The job.
        id: String,
        /// Where it is.
        reader: Box<LogReader>,
        /// Go on until the job ends.
        follow: bool,
    },
    /// It waits for the end of a job.
    Waiting {
        /// The job.
        id: String,
    },
    /// All was said.
    Leaving {
        /// And sent.
        sent: bool,
    },
}

/// A client.
pub(super) struct Connection {
    pub(super) socket: OwnedFd,
    pub(super) inbox: Inbox,
    pub(super) outbox: Outbox,
    pub(super) role: Role,
    alarm: Option<AlarmId>,
    unread: bool,
    queued: bool,
}

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
    pub(super) uid: u32,
    pub(super) ground: Ground,
    pub(super) memory: MemoryKills,
    pub(super) started: Instant,
    pub(super) transfers: Arc<AtomicUsize>,
    pub(super) stopping: bool,
    pub(super) over: bool,
    /// For the output of jobs; made when the first one speaks.
    pub(super) scratch: Vec<u8>,
    work: VecDeque<Work>,
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
            uid: 0,
            ground,
            memory: MemoryKills::open(),
            started: Instant::now(),
            transfers: Arc::default(),
            stopping: false,
            over: false,
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
            Alarm::Leave => self.over = true,
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
                _ => road::comes_from_engine(&socket),
            };
            if trusted && self.connections.len() < CONNECTIONS {
                self.admit(socket, Role::Asking, REQUEST_TIME);
            }
        }
    }

    /// Takes a connection in.
    pub(super) fn admit(&mut self, socket: OwnedFd, role: Role, time: Duration) -> Option<Key> {
        let connection = Connection {
            socket,
            inbox: Inbox::default(),
            outbox: Outbox::default(),
            role,
            alarm: None,
            unread: false,
            queued: false,
        };
        let key = self.connections.insert(connection);
        let alarm = self.reactor.alarm(time, Alarm::Connection(key));
        let connection = self.connections.get_mut(key)?;
        connection.alarm = Some(alarm);
        if self.reactor.watch(&connection.socket, Token::Connection(key), Mode::Edge).is_err() {
            self.disconnect(key);
            return None;
        }
        Some(key)
    }

    /// Gives a connection its turn: what it sent, then what it gets.
    pub(super) fn turn(&mut self, key: Key) {
        let Some(connection) = self.connections.get_mut(key) else { return };
        connection.queued = false;
        let more_in = connection.unread && self.receive(key);
        let more_out = self.pump(key);
        if more_in || more_out {
            self.queue(Work::Connection(key));
        }
    }

    /// Gives a turn without an event, soon.
    pub(super) fn queue(&mut self, work: Work) {
        if let Work::Connection(key) = work {
            let Some(connection) = self.connections.get_mut(key) else { return };
            if std::mem::replace(&mut connection.queued, true) {
                return;
            }
        }
        self.work.push_back(work);
    }

    /// Reads frames. `true`: there may be more.
    fn receive(&mut self, key: Key) -> bool {
        for _ in 0..TURNS {
            let Some(connection) = self.connections.get_mut(key) else { return false };
            match connection.inbox.fill(&connection.socket) {
                Ok(0) => {
                    self.disconnect(key);
                    return false;
                }
                Ok(_) => {}
                Err(Errno::INTR) => continue,
                Err(Errno::AGAIN) => {
                    connection.unread = false;
                    return false;
                }
                Err(_) => {
                    self.disconnect(key);
                    return false;
                }
            }
            self.frames(key);
        }
        true
    }

    fn frames(&mut self, key: Key) {
        loop {
            let Some(connection) = self.connections.get_mut(key) else { return };
            let (kind, place) = match connection.inbox.next() {
                Ok(Some(frame)) => frame,
                Ok(None) => return,
                Err(malformed) => {
                    return self.fail(key, failure(FailureCode::Invalid, malformed.to_string()));
                }
            };
            let bytes = connection.inbox.slice(place);
            match (&connection.role, kind) {
                (Role::Asking, Frame::Request) => {
                    let envelope = super::requests::parse(bytes);
                    self.reactor.cancel(&mut connection.alarm);
                    self.request(key, envelope);
                }
                (Role::Attached(process), _) => {
                    let process = self.processes.get_mut(*process);
                    if let Some(process) = process
                        && let Err(told) = super::exec::client_frame(process, kind, bytes)
                    {
                        return self.fail(key, told);
                    }
                }
                (Role::Leaving { .. }, _) => {}
                _ => return self.fail(key, failure(FailureCode::Invalid, "a frame that nothing called for")),
            }
        }
    }

    /// Moves output to a client. `true`: there is more to do at once.
    fn pump(&mut self, key: Key) -> bool {
        for _ in 0..TURNS {
            let Some(connection) = self.connections.get_mut(key) else { return false };
            let mut progress = false;
            match &mut connection.role {
                Role::Attached(process) => {
                    let process = *process;
                    if let Some(process) = self.processes.get_mut(process) {
                        progress = super::exec::fill(process, &mut connection.outbox);
                    }
                    // All was read, or nothing was there: this may be the end.
                    self.settle(process);
                }
                Role::Following { reader, .. } => {
                    let mut step = Read::Some;
                    if connection.outbox.has_room() {
                        step = reader.step(&mut connection.outbox);
                        progress = step == Read::Some;
                    }
                    if step == Read::End {
                        self.followed(key);
                    }
                }
                _ => {}
            }
            let Some(connection) = self.connections.get_mut(key) else { return false };
            match connection.outbox.flush(connection.socket.as_fd()) {
                Ok(true) => self.sent(key),
                Ok(false) => return false,
                Err(_) => {
                    self.disconnect(key);
                    return false;
                }
            }
            if !progress {
                return false;
            }
        }
        true
    }

    /// Everything went out. Who leaves is told so, and has a while to close, so that nothing is lost to a reset.
    fn sent(&mut self, key: Key) {
        let Some(connection) = self.connections.get_mut(key) else { return };
        if let Role::Leaving { sent: sent @ false } = &mut connection.role {
            *sent = true;
            let _ = shutdown(&connection.socket, Shutdown::Write);
            self.reactor.cancel(&mut connection.alarm);
            connection.alarm = Some(self.reactor.alarm(LEAVE_TIME, Alarm::Connection(key)));
        }
    }

    /// The last frame of a connection.
    fn last(&mut self, key: Key, add: impl FnOnce(&mut Outbox)) {
        let Some(connection) = self.connections.get_mut(key) else { return };
        if matches!(connection.role, Role::Leaving { .. }) {
            return;
        }
        let role = std::mem::replace(&mut connection.role, Role::Leaving { sent: false });
        add(&mut connection.outbox);
        self.release(key, role);
        self.queue(Work::Connection(key));
    }

    /// Answers, and that is all.
    pub(super) fn reply(&mut self, key: Key, reply: &Reply) {
        self.last(key, |outbox| outbox.json(Frame::Reply, reply));
    }

    /// Answers that it can't be.
    pub(super) fn fail(&mut self, key: Key, told: Failure) {
        self.last(key, |outbox| outbox.json(Frame::Failure, &told));
    }

    /// Tells how the command ended.
    pub(super) fn tell_end(&mut self, key: Key, ended: &Ended) {
        self.last(key, |outbox| outbox.json(Frame::Ended, ended));
    }

    /// The client is gone, or has to go.
    pub(super) fn disconnect(&mut self, key: Key) {
        if let Some(mut connection) = self.connections.remove(key) {
            self.reactor.cancel(&mut connection.alarm);
            self.release(key, connection.role);
        }
    }

    /// Takes a connection out without closing it.
    pub(super) fn hand_over(&mut self, key: Key) -> Option<Connection> {
        let mut connection = self.connections.remove(key)?;
        self.reactor.cancel(&mut connection.alarm);
        self.reactor.forget(&connection.socket);
        Some(connection)
    }

    /// What a connection was for is without it now.
    fn release(&mut self, key: Key, role: Role) {
        match role {
            Role::Attached(process) => self.abandon(process),
            Role::Following { id, .. } | Role::Waiting { id } => {
                if let Ok(entry) = self.jobs.get_mut(&id) {
                    entry.watchers.retain(|watcher| *watcher != key);
                }
            }
            Role::Asking | Role::Starting | Role::Leaving { .. } => {}
        }
    }
}
