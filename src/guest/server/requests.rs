//! What is asked and answered at once: health, identity, jobs, ports, farewell. Commands and transfers go on elsewhere.

use super::connection::Role;
use super::hosts;
use super::jobs::Jobs;
use super::mark;
use super::mounts;
use super::proc;
use super::process::Phase;
use super::road::Shared;
use super::service::{Server, Work};
use super::slab::Key;
use super::state;
use super::transfer;
use super::users::Users;
use super::wire::{failure, os_failure};
use crate::guest::protocol::{
    Envelope, Failure, FailureCode, Frame, Hello, Identity, LogPart, Mounted, Reply, Request, VERSION,
};
use serde::Deserialize;
use std::sync::atomic::Ordering;

/// The part of an [`Envelope`] that every version has.
#[derive(Deserialize)]
struct Version {
    protocol: u32,
}

/// The request in a frame, if it is one of ours.
pub(super) fn parse(bytes: &[u8]) -> Result<Request, Failure> {
    let invalid = |error: serde_json::Error| failure(FailureCode::Invalid, format!("the request: {error}"));
    let version: Version = serde_json::from_slice(bytes).map_err(invalid)?;
    // This one and the one before, of which there was none for the first.
    if version.protocol == 0 || !(VERSION.saturating_sub(1)..=VERSION).contains(&version.protocol) {
        let message = format!("the guest speaks protocol {VERSION}, the client {}", version.protocol);
        return Err(failure(FailureCode::Version, message));
    }
    Ok(serde_json::from_slice::<Envelope>(bytes).map_err(invalid)?.request)
}

/// Whether somebody uses the sandbox, rather than only asks how it is.
fn is_use(request: &Request) -> bool {
    !matches!(
        request,
        Request::Health
            | Request::Activity
            | Request::Identity
            | Request::Jobs
            | Request::JobOutput { .. }
            | Request::JobWait { .. }
            | Request::Listening { .. }
            | Request::Fenced { .. }
            | Request::Farewell
    )
}

impl Server {
    /// Says hello and answers, or begins to.
    pub(super) fn request(&mut self, key: Key, request: Result<Request, Failure>) {
        let Some(connection) = self.connections.get_mut(key) else { return };
        let hello = Hello { protocol: VERSION, version: env!("CARGO_PKG_VERSION").to_owned() };
        connection.outbox.json(Frame::Hello, &hello);
        if request.as_ref().is_ok_and(is_use) {
            self.activity.pulse.beat();
        }
        let answer = match request {
            Err(told) => Err(told),
            Ok(Request::Exec(exec)) => return self.exec(key, exec),
            Ok(Request::Attach { id, tty }) => match self.attach(key, &id, tty) {
                Ok(()) => return,
                Err(told) => Err(told),
            },
            Ok(Request::Upload(upload)) => return transfer::begin(self, key, transfer::Task::Upload(upload)),
            Ok(Request::Download(download)) => return transfer::begin(self, key, transfer::Task::Download(download)),
            Ok(Request::List(list)) => return transfer::begin(self, key, transfer::Task::List(list)),
            Ok(Request::Capture(capture)) => return transfer::begin(self, key, transfer::Task::Capture(capture)),
            Ok(Request::Apply(apply)) => return transfer::begin(self, key, transfer::Task::Apply(apply)),
            Ok(Request::JobOutput { id, follow, part }) => match self.follow(key, id, follow, part) {
                Ok(()) => return,
                Err(told) => Err(told),
            },
            Ok(Request::JobWait { id }) => match self.wait_for(key, id) {
                Ok(Some(reply)) => Ok(reply),
                Ok(None) => return,
                Err(told) => Err(told),
            },
            Ok(Request::Health) => Ok(self.health()),
            Ok(Request::Activity) => Ok(self.ask_activity()),
            Ok(Request::Configure(identity)) => self.configure(identity),
            Ok(Request::Identity) => Ok(Reply::Identity(state::without_environment(&self.identity))),
            Ok(Request::Jobs) => Ok(Reply::Jobs(self.jobs.list())),
            Ok(Request::JobSignal { id, signal }) => self.signal_job(&id, signal),
            Ok(Request::Listening { port }) => Ok(Reply::Listening(proc::listening(port))),
            Ok(Request::Fenced { gateway, port }) => Ok(Reply::Fenced(mark::is_seen(gateway, port))),
            Ok(Request::Farewell) => self.farewell(),
        };
        match answer {
            Ok(reply) => self.reply(key, &reply),
            Err(told) => self.fail(key, told),
        }
    }

    /// What runs now.
    fn busy(&self) -> usize {
        let running = self.processes.iter().filter(|(_, process)| process.phase != Phase::Told).count();
        running + self.held.len() + self.transfers.load(Ordering::Relaxed)
    }

    fn idle_ms(&mut self) -> u64 {
        let busy = self.busy();
        u64::try_from(self.activity.idle(busy).as_millis()).unwrap_or(u64::MAX)
    }

    fn ask_activity(&mut self) -> Reply {
        let idle_ms = self.idle_ms();
        Reply::Activity { busy: u32::try_from(self.busy()).unwrap_or(u32::MAX), idle_ms }
    }

    fn health(&mut self) -> Reply {
        let idle_ms = Some(self.idle_ms());
        let jobs = self.jobs.running();
        let attached = self.connections.iter().filter(|(_, connection)| matches!(connection.role, Role::Attached(_)));
        Reply::Health {
            uptime_ms: u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX),
            execs: u32::try_from(attached.count()).unwrap_or(u32::MAX),
            jobs: u32::try_from(jobs).unwrap_or(u32::MAX),
            configured: self.configured,
            uid: self.uid,
            processes: proc::others(),
            idle_ms,
            memory_kills: self.memory.count(),
        }
    }

    fn configure(&mut self, mut identity: Identity) -> Result<Reply, Failure> {
        let mut mounted = None;
        if !identity.mounts.is_empty() {
            let group = self.shared.as_ref().and_then(Shared::group);
            let (found, renumbered) = mounts::settle(&mut identity, group)?;
            self.renumbered = renumbered.or(self.renumbered.take());
            mounted = Some(found);
        }
        let account = self.users().resolve(&identity.user)?;
        if identity.workdir.contains('\0') || !(identity.workdir.is_empty() || identity.workdir.starts_with('/')) {
            return Err(failure(FailureCode::Invalid, format!("{}: not an absolute path", identity.workdir)));
        }
        // On a read-only root the folder is there or it is not; a command will say so.
        let given = mounted.as_ref().map_or(&[][..], |mounted| &mounted.mounts);
        let _ = state::make_workdir(&identity.workdir, account.uid, account.gid, given);
        state::keep_identity(&identity);
        if let Some(trust) = identity.trust.take() {
            state::keep_trust(&trust).map_err(|error| os_failure("what the host trusts", &error))?;
        }
        let pinned = hosts::pin(&identity.hosts);
        self.uid = account.uid;
        self.identity = identity;
        // A snapshot may have brought jobs along.
        if self.jobs.is_empty() {
            self.load_jobs();
        }
        self.configured = true;
        let unpinned = pinned.err().map(|error| error.to_string());
        Ok(match (mounted, unpinned) {
            (Some(mounted), unpinned) => Reply::Mounted(Mounted { unpinned, ..mounted }),
            (None, Some(why)) => Reply::Unpinned { why },
            (None, None) => Reply::Done,
        })
    }

    /// The users as the files have them, and the sandbox user under the number that it was given.
    pub(super) fn users(&self) -> Users {
        let mut users = Users::read();
        if let Some(renumbered) = &self.renumbered {
            users.give_number(&renumbered.name, renumbered.uid, renumbered.gid);
        }
        users
    }

    fn farewell(&mut self) -> Result<Reply, Failure> {
        if let Some(shared) = self.shared.take() {
            self.reactor.forget(shared.watch());
            self.reactor.forget(shared.listener());
            shared.empty().map_err(|error| os_failure("the shared folder", &error))?;
        }
        Ok(Reply::Done)
    }

    fn signal_job(&mut self, id: &str, signal: u8) -> Result<Reply, Failure> {
        let entry = self.jobs.get_mut(id)?;
        if !(1..=64).contains(&signal) {
            return Err(failure(FailureCode::Invalid, format!("{signal}: no such signal")));
        }
        if let Some(process) = entry.process.and_then(|process| self.processes.get(process)) {
            match (&process.session, i32::from(signal)) {
                (Some(_), signal) => super::session::signal(process, signal),
                // Who ends or freezes a job means all of it; other signals are for those who know them.
                (None, all @ (libc::SIGKILL | libc::SIGTERM | libc::SIGSTOP | libc::SIGCONT)) => {
                    process.signal_all(all);
                }
                (None, signal) => process.signal(signal),
            }
        }
        Ok(Reply::Job(entry.job.clone()))
    }

    fn wait_for(&mut self, key: Key, id: String) -> Result<Option<Reply>, Failure> {
        let entry = self.jobs.get_mut(&id)?;
        if entry.process.is_none() {
            return Ok(Some(Reply::Job(entry.job.clone())));
        }
        entry.watchers.push(key);
        if let Some(connection) = self.connections.get_mut(key) {
            connection.role = Role::Waiting { id };
        }
        Ok(None)
    }

    fn follow(&mut self, key: Key, id: String, follow: bool, part: LogPart) -> Result<(), Failure> {
        let reader = self.jobs.reader(&id, part);
        let entry = self.jobs.get_mut(&id)?;
        if entry.job.session && entry.process.is_some() {
            return Err(failure(
                FailureCode::Conflict,
                format!("{id}: a session that runs: its output is on its terminal"),
            ));
        }
        let reader = Box::new(reader.map_err(|error| os_failure("the job's output", &error))?);
        if follow {
            entry.watchers.push(key);
        }
        if let Some(connection) = self.connections.get_mut(key) {
            connection.role = Role::Following { id, reader, follow };
        }
        self.queue(Work::Connection(key));
        Ok(())
    }

    /// A follower has everything that is kept.
    pub(super) fn followed(&mut self, key: Key) {
        let Some(connection) = self.connections.get_mut(key) else { return };
        let Role::Following { id, follow, .. } = &connection.role else { return };
        match self.jobs.get_mut(id) {
            Ok(entry) if *follow && entry.process.is_some() => {}
            Ok(entry) => {
                let reply = Reply::Job(entry.job.clone());
                self.reply(key, &reply);
            }
            Err(told) => self.fail(key, told),
        }
    }

    /// Tells who waited that a job has ended.
    pub(super) fn tell_watchers(&mut self, id: &str, watchers: Vec<Key>) {
        for key in watchers {
            match self.connections.get(key).map(|connection| &connection.role) {
                Some(Role::Waiting { .. }) => match self.jobs.get_mut(id).map(|entry| Reply::Job(entry.job.clone())) {
                    Ok(reply) => self.reply(key, &reply),
                    Err(told) => self.fail(key, told),
                },
                Some(_) => self.queue(Work::Connection(key)),
                None => {}
            }
        }
    }

    /// Keeps output of a job and wakes its followers.
    pub(super) fn keep_output(&mut self, id: &str, stream: u8, bytes: &[u8]) {
        self.jobs.append(id, stream, bytes);
        let watchers = self.jobs.get_mut(id).map(|entry| entry.watchers.clone()).unwrap_or_default();
        for key in watchers {
            self.queue(Work::Connection(key));
        }
    }

    /// The jobs of an earlier start.
    pub(super) fn load_jobs(&mut self) {
        self.jobs = Jobs::load();
    }

    /// The identity of an earlier start, or what the image says.
    pub(super) fn take_identity(&mut self, user: String, workdir: String) {
        self.identity = state::kept_identity().unwrap_or(Identity { user, workdir, ..Identity::default() });
        self.uid = self.users().resolve(&self.identity.user).map_or(u32::MAX, |account| account.uid);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_of_another_version_is_told_so_even_if_it_means_nothing_here() {
        let code = |text: &str| parse(text.as_bytes()).map(|_| ()).map_err(|told| told.code);
        assert_eq!(code(r#"{"protocol":1,"request":"health"}"#), Ok(()));
        assert_eq!(code(r#"{"protocol":2,"request":{"teleport":{}}}"#), Err(FailureCode::Version));
        assert_eq!(code(r#"{"protocol":0,"request":"health"}"#), Err(FailureCode::Version));
        assert_eq!(code(r#"{"protocol":1,"request":{"teleport":{}}}"#), Err(FailureCode::Invalid));
        assert_eq!(code("[]"), Err(FailureCode::Invalid));
        assert_eq!(code(&"[".repeat(100_000)), Err(FailureCode::Invalid));
    }
}
