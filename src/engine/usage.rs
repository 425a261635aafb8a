//! What containers use of the engine's host, what changes among them, and how large they are.

use super::EngineId;
use jiff::Timestamp;
use std::time::Duration;

/// What a container uses at one moment. What an engine does not count is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// When the engine looked.
    pub at: Timestamp,
    /// Processor time since its start.
    pub cpu_time: Duration,
    /// Bytes of memory without the page cache that could be dropped at any time.
    pub memory: u64,
    /// The most bytes of memory that it may use.
    pub memory_limit: u64,
    /// The most bytes that it used since its start, page cache included. Engines on cgroup v2 do not tell.
    pub memory_peak: Option<u64>,
    /// Processes and threads.
    pub pids: u64,
    /// The most of them.
    pub pids_limit: Option<u64>,
    /// Bytes that came over the network and that went; none without a network.
    pub network: Option<Flow>,
    /// Bytes that were read from disks and written to them.
    pub disk: Option<Flow>,
}

impl Usage {
    /// The share of one processor that was used since an `earlier` look, in percent: two busy processors are 200.
    /// None unless time has passed between the two; a restart in between counts from the new start.
    pub fn cpu_percent_since(&self, earlier: &Usage) -> Option<f64> {
        let elapsed = seconds_between(earlier, self)?;
        let used = self.cpu_time.checked_sub(earlier.cpu_time).unwrap_or(self.cpu_time);
        Some(used.as_secs_f64() / elapsed * 100.0)
    }

    /// Bytes a second over the network since an `earlier` look, in and out.
    pub fn network_rate_since(&self, earlier: &Usage) -> Option<(f64, f64)> {
        let elapsed = seconds_between(earlier, self)?;
        let (now, before) = (self.network?, earlier.network?);
        #[expect(clippy::cast_precision_loss, reason = "a rate is rounded anyway")]
        let rate = |now: u64, before: u64| now.checked_sub(before).unwrap_or(now) as f64 / elapsed;
        Some((rate(now.incoming, before.incoming), rate(now.outgoing, before.outgoing)))
    }
}

fn seconds_between(earlier: &Usage, later: &Usage) -> Option<f64> {
    let elapsed = later.at.duration_since(earlier.at).as_secs_f64();
    (elapsed > 0.0).then_some(elapsed)
}

/// Bytes in two directions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flow {
    /// Received, or read.
    pub incoming: u64,
    /// Sent, or written.
    pub outgoing: u64,
}

/// Something that happened to a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContainerEvent {
    /// To which.
    pub container: EngineId,
    /// What.
    pub change: Change,
}

/// What can happen to a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was made.
    Created,
    /// It runs.
    Started,
    /// It ended.
    Ended,
    /// It was frozen.
    Paused,
    /// It goes on.
    Resumed,
    /// It has another name.
    Renamed,
    /// It is gone.
    Removed,
}

/// How large a container is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContainerSize {
    /// Which.
    pub container: EngineId,
    /// Bytes that it added to its image or changed in it.
    pub writable: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usage(millisecond: i64, cpu: u64, incoming: u64) -> Usage {
        Usage {
            at: Timestamp::from_millisecond(millisecond).unwrap(),
            cpu_time: Duration::from_millis(cpu),
            memory: 0,
            memory_limit: 0,
            memory_peak: None,
            pids: 1,
            pids_limit: None,
            network: Some(Flow { incoming, outgoing: 0 }),
            disk: None,
        }
    }

    #[test]
    fn shares_and_rates_are_of_the_time_between_two_looks() {
        let (earlier, later) = (usage(1000, 500, 100), usage(3000, 4500, 2100));
        assert_eq!(later.cpu_percent_since(&earlier), Some(200.0));
        assert_eq!(later.network_rate_since(&earlier), Some((1000.0, 0.0)));
        assert_eq!(earlier.cpu_percent_since(&earlier), None);
        assert_eq!(earlier.cpu_percent_since(&later), None);
    }

    #[test]
    fn a_restart_in_between_counts_from_the_new_start() {
        let (earlier, later) = (usage(1000, 9000, 9000), usage(2000, 100, 50));
        assert_eq!(later.cpu_percent_since(&earlier), Some(10.0));
        assert_eq!(later.network_rate_since(&earlier), Some((50.0, 0.0)));
    }
}
