//! What a sandbox uses, as it is shown.

use crate::sandbox::ops::stats::Reading;
use crate::ui::human;
use jiff::Timestamp;
use serde::Serialize;

/// The name of this shape.
pub const SCHEMA: &str = "stats.v1";

/// What a sandbox used at one moment. What the engine does not count is null.
#[derive(Debug, Clone, Serialize)]
pub struct StatsView {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// When the engine looked.
    pub at: Timestamp,
    /// Percent of one processor since the look before: two busy ones are 200.
    pub cpu_percent: Option<f64>,
    /// Processor time since the start.
    pub cpu_time_ms: u64,
    /// Memory without the page cache.
    pub memory_bytes: u64,
    /// The most that it may use.
    pub memory_limit_bytes: u64,
    /// The most that it used since its start, page cache included.
    pub memory_peak_bytes: Option<u64>,
    /// Processes and threads.
    pub pids: u64,
    /// The most of them.
    pub pids_limit: Option<u64>,
    /// Bytes that came over the network; null without one.
    pub network_received_bytes: Option<u64>,
    /// Bytes that went.
    pub network_sent_bytes: Option<u64>,
    /// Bytes that were read from disks.
    pub disk_read_bytes: Option<u64>,
    /// Bytes that were written to them.
    pub disk_written_bytes: Option<u64>,
}

impl From<&Reading> for StatsView {
    fn from(reading: &Reading) -> Self {
        let usage = &reading.usage;
        StatsView {
            id: reading.record.id.to_string(),
            name: reading.record.name.to_string(),
            at: usage.at,
            // More digits would be noise.
            cpu_percent: reading.cpu_percent.map(|share| (share * 100.0).round() / 100.0),
            cpu_time_ms: u64::try_from(usage.cpu_time.as_millis()).unwrap_or(u64::MAX),
            memory_bytes: usage.memory,
            memory_limit_bytes: usage.memory_limit,
            memory_peak_bytes: usage.memory_peak,
            pids: usage.pids,
            pids_limit: usage.pids_limit,
            network_received_bytes: usage.network.map(|flow| flow.incoming),
            network_sent_bytes: usage.network.map(|flow| flow.outgoing),
            disk_read_bytes: usage.disk.map(|flow| flow.incoming),
            disk_written_bytes: usage.disk.map(|flow| flow.outgoing),
        }
    }
}

impl StatsView {
    /// The headers of a listing.
    pub const HEADERS: [&'static str; 10] =
        ["NAME", "CPU", "CPU TIME", "MEMORY", "LIMIT", "PIDS", "NET IN", "NET OUT", "READ", "WRITTEN"];

    /// A row of a listing.
    pub fn row(&self) -> Vec<String> {
        let size = |bytes: Option<u64>| bytes.map_or("-".to_owned(), human::size);
        let pids = self.pids_limit.map_or(self.pids.to_string(), |limit| format!("{}/{limit}", self.pids));
        vec![
            self.name.clone(),
            self.cpu_percent.map_or("-".to_owned(), human::percent),
            human::duration(std::time::Duration::from_millis(self.cpu_time_ms)),
            human::size(self.memory_bytes),
            human::size(self.memory_limit_bytes),
            pids,
            size(self.network_received_bytes),
            size(self.network_sent_bytes),
            size(self.disk_read_bytes),
            size(self.disk_written_bytes),
        ]
    }

    /// A line of a listing that has no end: columns of a fixed width, which a longer value pushes on.
    pub fn line(cells: &[impl AsRef<str>]) -> String {
        const WIDTHS: [usize; 10] = [20, 6, 11, 8, 8, 8, 8, 8, 8, 8];
        let padded = cells.iter().zip(WIDTHS).map(|(cell, width)| format!("{:<width$}", cell.as_ref()));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    }
}
