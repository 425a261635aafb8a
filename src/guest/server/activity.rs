//! When something last happened in the sandbox: for who stops what is idle. Commands and transfers say so themselves;
//! CPU time and traffic are looked at when somebody asks, and held against an earlier look. Nothing is done meanwhile.

use super::proc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Work is more CPU time than this part of one processor since the earlier look.
const PART: u32 = 100;
/// And more than this: to look costs some itself, and to start a container.
const LEAST: Duration = Duration::from_millis(250);
/// Looks that follow each other within this are held against the same earlier one, or what is small would never add up.
const WINDOW: Duration = Duration::from_secs(60);

/// The moment of the last thing that happened; shared with the threads of transfers.
#[derive(Debug, Clone)]
pub(super) struct Pulse {
    born: Instant,
    last_ms: Arc<AtomicU64>,
}

impl Pulse {
    fn new() -> Pulse {
        Pulse { born: Instant::now(), last_ms: Arc::default() }
    }

    /// Something happens.
    pub(super) fn beat(&self) {
        let now = u64::try_from(self.born.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last_ms.fetch_max(now, Ordering::Relaxed);
    }

    fn since(&self) -> Duration {
        self.born.elapsed().saturating_sub(Duration::from_millis(self.last_ms.load(Ordering::Relaxed)))
    }
}

/// What was used up until a moment.
#[derive(Debug, Clone, Copy)]
struct Look {
    at: Instant,
    /// By everything but the guest.
    cpu: Duration,
    /// TCP segments in and out.
    segments: u64,
}

impl Look {
    fn now() -> Look {
        Look { at: Instant::now(), cpu: proc::cpu_time(), segments: proc::tcp_segments() }
    }

    fn shows_work_since(&self, before: &Look) -> bool {
        let tolerated = (self.at.duration_since(before.at) / PART).max(LEAST);
        self.segments != before.segments || self.cpu.saturating_sub(before.cpu) > tolerated
    }
}

/// What is known of the sandbox's activity.
#[derive(Debug)]
pub(super) struct Activity {
    /// Where commands and transfers tell that they happen.
    pub(super) pulse: Pulse,
    before: Look,
}

impl Activity {
    /// Of a sandbox that starts: nothing is used up yet.
    pub(super) fn new() -> Activity {
        let pulse = Pulse::new();
        let before = Look { at: pulse.born, cpu: Duration::ZERO, segments: 0 };
        Activity { pulse, before }
    }

    /// How long nothing has happened, `busy` things that run aside: they happen now.
    pub(super) fn idle(&mut self, busy: usize) -> Duration {
        self.idle_at(busy, Look::now())
    }

    fn idle_at(&mut self, busy: usize, look: Look) -> Duration {
        let works = look.shows_work_since(&self.before);
        if works || busy > 0 || look.at.duration_since(self.before.at) >= WINDOW {
            self.before = look;
        }
        if works || busy > 0 {
            self.pulse.beat();
        }
        if busy > 0 { Duration::ZERO } else { self.pulse.since() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(activity: &Activity, seconds: u64, cpu_ms: u64, segments: u64) -> Look {
        let at = activity.pulse.born + Duration::from_secs(seconds);
        Look { at, cpu: Duration::from_millis(cpu_ms), segments }
    }

    #[test]
    fn traffic_and_cpu_time_over_the_threshold_are_work_and_what_a_look_costs_is_not() {
        let first = Activity::new();
        let before = look(&first, 0, 0, 0);
        let works = |seconds, cpu_ms, segments| look(&first, seconds, cpu_ms, segments).shows_work_since(&before);
        assert!(works(1, 0, 1), "a segment");
        assert!(works(1, 300, 0), "a burst");
        assert!(works(3600, 40_000, 0), "more than a hundredth of an hour");
        assert!(!works(1, 100, 0), "the cost of a look");
        assert!(!works(3600, 30_000, 0), "less than a hundredth of an hour");
    }

    #[test]
    fn what_is_small_adds_up_however_often_it_is_looked_at() {
        let mut activity = Activity::new();
        // A tenth of a processor, looked at each second.
        for second in 1..=3 {
            activity.idle_at(0, look(&activity, second, second * 100, 0));
        }
        assert_eq!(activity.before.cpu, Duration::from_millis(300), "the third look found work");
        activity.idle_at(0, look(&activity, 4, 310, 0));
        assert_eq!(activity.before.cpu, Duration::from_millis(300));
        activity.idle_at(0, look(&activity, 100, 320, 0));
        assert_eq!(activity.before.cpu, Duration::from_millis(320), "the window moves on");
    }

    #[test]
    fn what_runs_is_never_idle_and_what_happened_is_remembered() {
        let mut activity = Activity::new();
        std::thread::sleep(Duration::from_millis(20));
        assert!(activity.idle_at(0, look(&activity, 0, 0, 0)) >= Duration::from_millis(20));
        assert_eq!(activity.idle_at(1, look(&activity, 0, 0, 0)), Duration::ZERO);
        std::thread::sleep(Duration::from_millis(20));
        let transfer = activity.pulse.clone();
        transfer.beat();
        assert!(activity.pulse.since() < Duration::from_millis(20));
    }
}
