//! The most memory that a process ever had resident, as the kernel counts it.

use std::process::{Child, ExitStatus};
use std::time::{Duration, Instant};

/// Waits for a child; how it ended, and the most memory that it had, in bytes.
#[track_caller]
pub fn wait(child: &mut Child, limit: Duration) -> (ExitStatus, u64) {
    let begun = Instant::now();
    let mut peak = 0;
    loop {
        // A mark that only rises: the last look before the end counts.
        peak = of(child.id()).unwrap_or(0).max(peak);
        if let Some(status) = child.try_wait().unwrap() {
            assert!(peak > 0, "the process was never looked at");
            return (status, peak);
        }
        if begun.elapsed() > limit {
            let _ = child.kill();
            panic!("still running after {limit:?}");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// The same of a process that lives.
pub fn of(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
}
