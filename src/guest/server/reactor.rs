//! What the loop waits for: descriptors, edge by edge, and alarms. Nothing armed means no wake-up at all.
//! Tokens name what an event belongs to; they outlive it harmlessly.

use super::slab::{GENERATIONS, Key};
use rustix::event::epoll::{self, EventData, EventFlags};
use rustix::fd::{AsFd, OwnedFd};
use std::collections::BTreeMap;
use std::io;
use std::time::{Duration, Instant};

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// The socket in the shared folder.
    Shared,
    /// The abstract socket.
    Bridge,
    /// Signals to the guest.
    Signals,
    /// Something changed in the shared folder.
    Watch,
    /// A client.
    Connection(Key),
    /// The report of a child on its way to exec.
    Launch(Key),
    /// The stdin of a process.
    Stdin(Key),
    /// The stdout of a process, or its terminal.
    Stdout(Key),
    /// The stderr of a process.
    Stderr(Key),
}

impl Token {
    fn pack(self) -> u64 {
        let (kind, key) = match self {
            Token::Shared => (0, None),
            Token::Bridge => (1, None),
            Token::Signals => (2, None),
            Token::Watch => (3, None),
            Token::Connection(key) => (4, Some(key)),
            Token::Launch(key) => (5, Some(key)),
            Token::Stdin(key) => (6, Some(key)),
            Token::Stdout(key) => (7, Some(key)),
            Token::Stderr(key) => (8, Some(key)),
        };
        let key = key.map_or(0, |key| u64::from(key.generation) << 32 | u64::from(key.index));
        kind << 56 | key
    }

    fn unpack(bits: u64) -> Option<Token> {
        let index = u32::try_from(bits & u64::from(u32::MAX)).ok()?;
        let generation = u32::try_from(bits >> 32).ok()? % GENERATIONS;
        let key = Key { index, generation };
        match bits >> 56 {
            0 => Some(Token::Shared),
            1 => Some(Token::Bridge),
            2 => Some(Token::Signals),
            3 => Some(Token::Watch),
            4 => Some(Token::Connection(key)),
            5 => Some(Token::Launch(key)),
            6 => Some(Token::Stdin(key)),
            7 => Some(Token::Stdout(key)),
            8 => Some(Token::Stderr(key)),
            _ => None,
        }
    }
}

/// What happens when a time has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alarm {
    /// A client had its time to ask, or to take the answer.
    Connection(Key),
    /// The time limit of a process.
    Limit(Key),
    /// The group of a process had its time to end after TERM.
    Kill(Key),
    /// The group of a process had its time to end by itself.
    Linger(Key),
    /// Restore the socket.
    Restore,
    /// Accept again.
    Accept,
    /// The processes had their time to end after TERM.
    Stop,
    /// And after KILL.
    Leave,
    /// The clients had their time to hear the last words.
    Over,
    /// Nobody may want anything any more.
    Rest,
    /// What was held back may begin.
    Held,
}

/// A set alarm.
pub(super) type AlarmId = (Instant, u64);

/// Waits for events and alarms.
pub(super) struct Reactor {
    epoll: OwnedFd,
    alarms: BTreeMap<AlarmId, Alarm>,
    sequence: u64,
    events: Vec<epoll::Event>,
}

/// How often a source tells that it is ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// As long as it is.
    Level,
    /// When it becomes so.
    Edge,
}

impl Reactor {
    pub(super) fn new() -> io::Result<Reactor> {
        let epoll = epoll::create(epoll::CreateFlags::CLOEXEC)?;
        Ok(Reactor { epoll, alarms: BTreeMap::new(), sequence: 0, events: Vec::with_capacity(64) })
    }

    /// Watches a descriptor. It leaves the set by being closed, or by [`Reactor::forget`].
    pub(super) fn watch(&self, source: impl AsFd, token: Token, mode: Mode) -> io::Result<()> {
        let flags = match (mode, token) {
            (Mode::Level, _) => EventFlags::IN,
            (Mode::Edge, Token::Stdin(_)) => EventFlags::OUT | EventFlags::ET,
            (Mode::Edge, Token::Stderr(_) | Token::Launch(_)) => EventFlags::IN | EventFlags::ET,
            (Mode::Edge, _) => EventFlags::IN | EventFlags::OUT | EventFlags::RDHUP | EventFlags::ET,
        };
        Ok(epoll::add(&self.epoll, source, EventData::new_u64(token.pack()), flags)?)
    }

    /// Watches no longer what stays open.
    pub(super) fn forget(&self, source: impl AsFd) {
        let _ = epoll::delete(&self.epoll, source);
    }

    /// Sets an alarm.
    pub(super) fn alarm(&mut self, after: Duration, alarm: Alarm) -> AlarmId {
        self.sequence += 1;
        let id = (Instant::now() + after, self.sequence);
        self.alarms.insert(id, alarm);
        id
    }

    /// Takes an alarm back, if it is set.
    pub(super) fn cancel(&mut self, id: &mut Option<AlarmId>) {
        if let Some(id) = id.take() {
            self.alarms.remove(&id);
        }
    }

    /// Alarms that are due.
    pub(super) fn due(&mut self) -> Option<Alarm> {
        let (id, _) = self.alarms.first_key_value()?;
        if id.0 > Instant::now() {
            return None;
        }
        self.alarms.pop_first().map(|(_, alarm)| alarm)
    }

    /// Waits for events, at most until the next alarm, or not at all.
    pub(super) fn wait(&mut self, at_once: bool, ready: &mut Vec<(Token, EventFlags)>) -> io::Result<()> {
        let timeout = if at_once {
            Some(Duration::ZERO)
        } else {
            self.alarms.first_key_value().map(|((time, _), _)| time.saturating_duration_since(Instant::now()))
        };
        let timeout = timeout.and_then(|duration| rustix::time::Timespec::try_from(duration).ok());
        self.events.clear();
        match epoll::wait(&self.epoll, rustix::buffer::spare_capacity(&mut self.events), timeout.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        ready.extend(self.events.iter().filter_map(|event| {
            let flags = event.flags;
            Token::unpack(event.data.u64()).map(|token| (token, flags))
        }));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_survive_the_kernel() {
        let key = Key { index: 7, generation: GENERATIONS - 1 };
        for token in [Token::Shared, Token::Watch, Token::Connection(key), Token::Stderr(key)] {
            assert_eq!(Token::unpack(token.pack()), Some(token));
        }
        assert_eq!(Token::unpack(u64::MAX), None);
    }

    #[test]
    fn a_cancelled_alarm_never_rings() {
        let mut reactor = Reactor::new().unwrap();
        let mut first = Some(reactor.alarm(Duration::ZERO, Alarm::Stop));
        reactor.alarm(Duration::ZERO, Alarm::Leave);
        reactor.cancel(&mut first);
        assert_eq!((first, reactor.due(), reactor.due()), (None, Some(Alarm::Leave), None));
    }
}
