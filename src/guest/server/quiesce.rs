//! Everything in the sandbox stands still while its tree is read, and goes on afterwards, whatever happens to the client.
//! Parents are stopped before their children and go on after them: no shell sees a job of its own stopped.

use super::proc::{self, Seen};
use super::sys;
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

/// Time for processes to stop; one that the kernel keeps busy counts as quiet.
const SETTLE: Duration = Duration::from_secs(3);
/// Between two looks.
const LOOK: Duration = Duration::from_micros(300);
/// Looks at all processes until no new one is found.
const SWEEPS: usize = 16;

/// Lets commands begin, or not.
#[derive(Default)]
pub(super) struct Gate {
    /// Held by who begins a command, and closed by who needs silence.
    closed: Mutex<bool>,
    /// One silence at a time.
    turn: Mutex<()>,
    /// The processes of the engine that carry the bridge: they are never stopped.
    bridges: Mutex<HashSet<i32>>,
}

impl Gate {
    /// Leave to begin something, for as long as it is held; none while everything stands still.
    pub(super) fn pass(&self) -> Option<MutexGuard<'_, bool>> {
        match self.closed.try_lock() {
            Ok(closed) if !*closed => Some(closed),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()).filter(|closed| !**closed),
            _ => None,
        }
    }

    /// Notes a process that must go on.
    pub(super) fn spare(&self, bridge: i32) {
        lock(&self.bridges).insert(bridge);
    }

    fn close(&self, closed: bool) {
        *lock(&self.closed) = closed;
    }

    fn spared(&self) -> HashSet<i32> {
        let mut bridges = lock(&self.bridges);
        // A number may have been given to somebody else since.
        bridges.retain(|pid| proc::parent(*pid) == Some(0));
        bridges.clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A silence: ends when it is dropped.
pub(super) struct Silence<'g> {
    gate: &'g Gate,
    /// Those that stood still before, by somebody else's will.
    before: HashSet<i32>,
    begun: Instant,
    _turn: MutexGuard<'g, ()>,
}

impl<'g> Silence<'g> {
    /// Stops every other process; none when some of them would not stand still.
    pub(super) fn begin(gate: &'g Gate) -> Option<Silence<'g>> {
        let turn = lock(&gate.turn);
        let begun = Instant::now();
        gate.close(true);
        let mut silence = Silence { gate, before: HashSet::new(), begun, _turn: turn };
        let spared = gate.spared();
        let seen = others(&spared);
        silence.before.extend(seen.iter().filter(|seen| seen.was_stopped()).map(|seen| seen.pid));
        for generation in generations(&seen) {
            let generation: Vec<i32> = generation.into_iter().filter(|pid| !silence.before.contains(pid)).collect();
            for pid in &generation {
                let _ = sys::kill(*pid, libc::SIGSTOP);
            }
            wait_for(&generation, begun);
        }
        // What was born meanwhile: in one sweep, which nothing that runs can escape.
        for _ in 0..SWEEPS {
            let running: Vec<i32> = running(&spared);
            if running.is_empty() {
                return Some(silence);
            }
            // One that somebody else let go on meanwhile stands still by our will now.
            silence.before.retain(|pid| !running.contains(pid));
            let _ = sys::kill(-1, libc::SIGSTOP);
            for bridge in &spared {
                let _ = sys::kill(*bridge, libc::SIGCONT);
            }
            wait_for(&running, begun);
            if begun.elapsed() > SETTLE {
                break;
            }
        }
        running(&spared).is_empty().then_some(silence)
    }

    /// Everything goes on. How long it stood still.
    pub(super) fn end(self) -> Duration {
        let begun = self.begun;
        drop(self);
        begun.elapsed()
    }
}

impl Drop for Silence<'_> {
    fn drop(&mut self) {
        let seen = others(&HashSet::new());
        for generation in generations(&seen).into_iter().rev() {
            for pid in generation.into_iter().filter(|pid| !self.before.contains(pid)) {
                let _ = sys::kill(pid, libc::SIGCONT);
            }
        }
        self.gate.close(false);
    }
}

fn running(spared: &HashSet<i32>) -> Vec<i32> {
    others(spared).iter().filter(|seen| !is_quiet(seen)).map(|seen| seen.pid).collect()
}

/// Whether no thread of a process runs code of its own.
fn is_quiet(seen: &Seen) -> bool {
    seen.is_quiet() && proc::threads(seen.pid).iter().all(Seen::is_quiet)
}

fn others(spared: &HashSet<i32>) -> Vec<Seen> {
    proc::seen().into_iter().filter(|seen| seen.pid != 1 && !spared.contains(&seen.pid)).collect()
}

/// The processes by how far they are from those without a parent here, the nearest first.
fn generations(seen: &[Seen]) -> Vec<Vec<i32>> {
    let known: HashSet<i32> = seen.iter().map(|seen| seen.pid).collect();
    let mut children: HashMap<i32, Vec<i32>> = HashMap::new();
    let mut next = Vec::new();
    for Seen { pid, parent, .. } in seen {
        if known.contains(parent) {
            children.entry(*parent).or_default().push(*pid);
        } else {
            next.push(*pid);
        }
    }
    let mut generations = Vec::new();
    while !next.is_empty() {
        let below = next.iter().flat_map(|pid| children.remove(pid).unwrap_or_default()).collect();
        generations.push(std::mem::replace(&mut next, below));
    }
    generations
}

fn wait_for(pids: &[i32], begun: Instant) {
    let mut left: Vec<i32> = pids.to_vec();
    loop {
        left.retain(|pid| proc::look_at(*pid).is_some_and(|seen| !is_quiet(&seen)));
        if left.is_empty() || begun.elapsed() > SETTLE {
            return;
        }
        std::thread::sleep(LOOK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_come_before_their_children() {
        let seen = |pid, parent| Seen { pid, parent, state: b'S' };
        let all = [seen(9, 5), seen(5, 1), seen(7, 0), seen(12, 9), seen(8, 5)];
        assert_eq!(generations(&all), [vec![5, 7], vec![9, 8], vec![12]]);
    }

    #[test]
    fn nothing_begins_while_the_gate_is_closed() {
        let gate = Gate::default();
        assert!(gate.pass().is_some());
        gate.close(true);
        assert!(gate.pass().is_none());
        gate.close(false);
        assert!(gate.pass().is_some());
    }
}
