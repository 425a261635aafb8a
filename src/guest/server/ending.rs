//! How commands end: by themselves, by a limit, by their client's leaving, or with the sandbox. Reaping, and what is
//! told about the end: never before all output, and at once when nothing of the group is left.

use super::process::{Owner, Phase};
use super::reactor::Alarm;
use super::service::Server;
use super::slab::Key;
use super::sys;
use crate::guest::protocol::Ended;
use rustix::process::{WaitOptions, WaitStatus, wait};
use std::time::{Duration, Instant};

/// From TERM to KILL.
const KILL_AFTER: Duration = Duration::from_secs(2);
/// Time for the rest of a group to end by itself: `> >(tee file)` still writes after the command ended.
const LINGER: Duration = Duration::from_millis(250);
/// The longest that is extended to while the client does not take the output.
const LINGER_BLOCKED: Duration = Duration::from_secs(4);
/// From TERM to KILL when the sandbox stops; the engine gives ten seconds.
const STOP_AFTER: Duration = Duration::from_secs(8);
/// And from KILL to leaving, whatever is stuck.
const LEAVE_AFTER: Duration = Duration::from_millis(500);
/// Time for the clients to hear how their commands ended.
const HEARING: Duration = Duration::from_millis(500);

/// The code and the signal of an end.
fn outcome(status: WaitStatus) -> (Option<u8>, Option<u8>) {
    let byte = |number: i32| u8::try_from(number).ok();
    (status.exit_status().and_then(byte), status.terminating_signal().and_then(byte))
}

impl Server {
    /// Signals to the guest itself.
    pub(super) fn signals(&mut self) {
        let mut children = false;
        while let Some(signal) = sys::next_signal(rustix::fd::AsFd::as_fd(&self.signals)) {
            match signal.number {
                libc::SIGCHLD => children = true,
                // It is the engine's to say; root inside may not end the sandbox under its caller.
                libc::SIGTERM if signal.from_outside => self.stop(),
                _ => {}
            }
        }
        if children {
            self.reap();
        }
    }

    /// Collects everything that ended, orphans included.
    fn reap(&mut self) {
        let nothing_left = loop {
            match wait(WaitOptions::NOHANG) {
                Ok(Some((pid, status))) => {
                    if let Some(key) = self.by_pid.remove(&pid.as_raw_nonzero().get()) {
                        self.exited(key, status);
                    }
                }
                Ok(None) => break false,
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => break true,
            }
        };
        // An orphan that ended may have been the last of its group.
        let unsettled: Vec<Key> =
            self.processes.iter().filter(|(_, process)| process.status.is_some()).map(|(key, _)| key).collect();
        for key in unsettled {
            self.settle(key);
        }
        if self.stopping && nothing_left {
            self.leave();
        }
    }

    fn exited(&mut self, key: Key, status: WaitStatus) {
        // Whether it ever became its program is said before how it ended.
        self.launched(key);
        let Some(process) = self.processes.get_mut(key) else { return };
        self.reactor.cancel(&mut process.limit);
        process.status = Some(status);
        process.ended = Some(Instant::now());
        process.launch = None;
        process.feed = None;
        process.phase = Phase::Lingering;
        if process.lives(|pid| self.by_pid.contains_key(&pid)) {
            process.linger = Some(self.reactor.alarm(LINGER, Alarm::Linger(key)));
        }
        self.settle(key);
    }

    /// Goes on with what ended, as far as it is.
    pub(super) fn settle(&mut self, key: Key) {
        let Some(process) = self.processes.get_mut(key) else { return };
        if process.phase == Phase::Lingering && !process.lives(|pid| self.by_pid.contains_key(&pid)) {
            self.reactor.cancel(&mut process.linger);
            process.begin_final();
            if !process.is_drained() {
                return self.wake(key);
            }
        }
        if process.phase == Phase::Final && process.is_drained() {
            self.finish(key);
        }
        let Some(process) = self.processes.get_mut(key) else { return };
        if process.phase == Phase::Told
            && (process.kill.is_none() || !process.lives(|pid| self.by_pid.contains_key(&pid)))
        {
            self.reactor.cancel(&mut process.kill);
            self.processes.remove(key);
            self.activity.pulse.beat();
        }
    }

    /// Tells the end.
    fn finish(&mut self, key: Key) {
        let kills = self.memory.count();
        let stopping = self.stopping;
        let Some(process) = self.processes.get_mut(key) else { return };
        process.phase = Phase::Told;
        process.let_go();
        let (exit_code, signal) = process.status.map_or((None, None), outcome);
        let duration = process.ended.unwrap_or(process.started) - process.started;
        let ended = Ended {
            exit_code,
            signal,
            timed_out: process.timed_out,
            oom: kills.zip(process.kills_before).is_some_and(|(now, before)| now > before),
            leftover: process.leftover,
            // What it exits with by itself counts.
            stopped: stopping && signal.is_some(),
            duration_ms: u64::try_from(duration.as_millis()).unwrap_or(u64::MAX),
        };
        let session = process.session.take();
        let owner = std::mem::replace(&mut process.owner, Owner::Nobody);
        if let Owner::Connection(client) = owner {
            self.tell_end(client, &ended);
        }
        match (owner, session.map(|session| self.close(session))) {
            (_, Some(id)) | (Owner::Job(id), None) => {
                let signal = signal.filter(|_| !ended.stopped);
                let watchers = self.jobs.end(&id, |job| {
                    (job.exit_code, job.signal, job.interrupted) = (exit_code, signal, ended.stopped);
                    (job.timed_out, job.oom) = (ended.timed_out, ended.oom);
                });
                self.tell_watchers(&id, watchers);
            }
            (Owner::Connection(_) | Owner::Nobody, None) => {}
        }
    }

    /// Others of the group had their time.
    pub(super) fn stop_lingering(&mut self, key: Key) {
        let Some(process) = self.processes.get_mut(key) else { return };
        process.linger = None;
        if process.phase != Phase::Lingering {
            return;
        }
        if process.lives(|pid| self.by_pid.contains_key(&pid)) {
            // A client that reads slowly holds them up: their output must not be lost to that.
            let since = process.ended.map_or(LINGER_BLOCKED, |ended| ended.elapsed());
            let blocked = match &process.owner {
                Owner::Connection(client) => {
                    self.connections.get(*client).is_some_and(|connection| !connection.outbox.has_room())
                }
                _ => false,
            };
            // After a limit the group is given its whole two seconds: then nothing of it is left at the end.
            let ending = process.timed_out && process.kill.is_some();
            if (blocked && since < LINGER_BLOCKED) || ending {
                process.linger = Some(self.reactor.alarm(LINGER, Alarm::Linger(key)));
                return;
            }
            process.leftover = true;
            self.terminate(key);
        }
        if let Some(process) = self.processes.get_mut(key) {
            process.begin_final();
            self.wake(key);
            self.settle(key);
        }
    }

    /// TERM now and KILL later.
    fn terminate(&mut self, key: Key) {
        let Some(process) = self.processes.get_mut(key) else { return };
        if process.kill.is_none() {
            process.signal_all(libc::SIGTERM);
            // Who is stopped hears nothing.
            process.signal_all(libc::SIGCONT);
            process.kill = Some(self.reactor.alarm(KILL_AFTER, Alarm::Kill(key)));
        }
    }

    /// The time limit.
    pub(super) fn time_is_up(&mut self, key: Key) {
        let Some(process) = self.processes.get_mut(key) else { return };
        process.limit = None;
        process.timed_out = true;
        self.terminate(key);
    }

    /// The time after TERM.
    pub(super) fn kill_group(&mut self, key: Key) {
        let Some(process) = self.processes.get_mut(key) else { return };
        process.kill = None;
        process.signal_all(libc::SIGKILL);
        self.settle(key);
    }

    /// The client of a process is gone: nothing keeps running.
    pub(super) fn abandon(&mut self, key: Key) {
        let Some(process) = self.processes.get_mut(key) else { return };
        process.owner = Owner::Nobody;
        if process.phase == Phase::Told {
            return;
        }
        process.let_go();
        if process.status.is_none() || process.lives(|pid| self.by_pid.contains_key(&pid)) {
            self.terminate(key);
        }
        self.settle(key);
    }

    /// The sandbox is stopped: TERM to everything.
    fn stop(&mut self) {
        if self.stopping {
            return;
        }
        self.stopping = true;
        let _ = sys::kill(-1, libc::SIGTERM);
        let _ = sys::kill(-1, libc::SIGCONT);
        // An interactive shell ignores TERM, but not that its terminal hangs up.
        for (_, process) in self.processes.iter().filter(|(_, process)| process.terminal.is_some()) {
            process.signal(libc::SIGHUP);
        }
        self.reactor.alarm(STOP_AFTER, Alarm::Stop);
        self.reap();
    }

    /// Who did not end.
    pub(super) fn stop_hard(&mut self) {
        let _ = sys::kill(-1, libc::SIGKILL);
        self.reactor.alarm(LEAVE_AFTER, Alarm::Leave);
        self.reap();
    }

    /// Nothing runs any more: what is to be kept and told is kept and sent, then the sandbox ends.
    pub(super) fn leave(&mut self) {
        let jobs = self.processes.iter().filter(|(_, process)| matches!(process.owner, Owner::Job(_)));
        let jobs: Vec<Key> = jobs.map(|(key, _)| key).collect();
        for key in jobs {
            self.drain_job(key);
        }
        let keys: Vec<Key> = self.connections.iter().map(|(key, _)| key).collect();
        for key in keys {
            self.turn(key);
        }
        // The bridge ends with this process, whatever it still has to pass on: who hears leaves first.
        if !std::mem::replace(&mut self.leaving, true) {
            self.reactor.alarm(HEARING, Alarm::Over);
        }
        self.over |= self.connections.len() == 0;
    }
}
