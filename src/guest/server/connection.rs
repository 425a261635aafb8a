//! Clients, one request each: frames in, frames out, and the end of a connection from either side.
//! Nothing is read that there is no room for, and nobody gets more than a few turns in a row.

use super::playback::{LogReader, Read};
use super::reactor::{Alarm, AlarmId, Mode, Token};
use super::service::{Server, Work};
use super::slab::Key;
use super::wire::{Inbox, Outbox, failure};
use crate::guest::protocol::{Ended, Failure, FailureCode, Frame, Reply};
use rustix::fd::{AsFd, OwnedFd};
use rustix::io::Errno;
use rustix::net::{Shutdown, shutdown};
use std::time::Duration;

/// Time for a client to take the last frame and close.
const LEAVE_TIME: Duration = Duration::from_secs(2);
/// Reads in a row before others get their turn.
pub(super) const TURNS: usize = 16;
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
    pub(super) unread: bool,
    queued: bool,
}

impl Server {
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
                (Role::Attached(process), Frame::Detach) => {
                    let process = *process;
                    return self.detach(key, process);
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
    pub(super) fn last(&mut self, key: Key, add: impl FnOnce(&mut Outbox)) {
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
        self.over |= self.leaving && self.connections.len() == 0;
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
