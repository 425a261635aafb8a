//! What has been moved so far: for the summary, the limits, and whoever watches.

use super::error::{ArchiveError, Result};
use super::{Limits, Progress};

/// Names kept of what was skipped; the rest is only counted.
const MAX_NAMES: usize = 100;
/// Progress is told after so much.
const STEP_BYTES: u64 = 1024 * 1024;
const STEP_ENTRIES: u64 = 64;

/// What was packed or unpacked.
#[derive(Default, Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Entries, directories included, without the skipped ones.
    pub entries: u64,
    /// Bytes of all files.
    pub bytes: u64,
    /// Names of devices, fifos and sockets that were left out; at most 100.
    pub skipped: Vec<Vec<u8>>,
    /// How many were left out.
    pub skipped_count: u64,
    /// Entries that lost a setuid, setgid or sticky bit.
    pub stripped_count: u64,
    /// Files that were kept as they are, because nothing was to be overwritten.
    pub kept_count: u64,
    /// Extended attributes that the file system did not take.
    pub lost_attributes: u64,
    /// Names of files that programs run or obey without being asked, where that is watched; at most 100.
    pub startup: Vec<Vec<u8>>,
    /// How many of them there were.
    pub startup_count: u64,
}

/// A summary in the making.
pub(super) struct Tally {
    pub(super) summary: Summary,
    progress: Option<Progress>,
    told: (u64, u64),
}

impl Tally {
    pub(super) fn new(progress: Option<Progress>) -> Self {
        Tally { summary: Summary::default(), progress, told: (0, 0) }
    }

    pub(super) fn entry(&mut self) {
        self.summary.entries += 1;
        self.tell();
    }

    pub(super) fn bytes(&mut self, count: u64) {
        self.summary.bytes += count;
        self.tell();
    }

    pub(super) fn skip(&mut self, name: &[u8]) {
        self.summary.skipped_count += 1;
        if self.summary.skipped.len() < MAX_NAMES {
            self.summary.skipped.push(name.to_vec());
        }
    }

    pub(super) fn startup(&mut self, name: &[u8]) {
        self.summary.startup_count += 1;
        if self.summary.startup.len() < MAX_NAMES {
            self.summary.startup.push(name.to_vec());
        }
    }

    /// Fails when one more entry of `size` bytes is too much.
    pub(super) fn admit(&self, name: &[u8], size: u64, limits: &Limits) -> Result<()> {
        if self.summary.entries + self.summary.skipped_count >= limits.max_entries {
            return Err(ArchiveError::denied(
                name,
                &format!("more than {} entries in the archive", limits.max_entries),
            ));
        }
        if self.summary.bytes.saturating_add(size) > limits.max_bytes {
            return Err(ArchiveError::denied(name, &format!("more than {} bytes in the archive", limits.max_bytes)));
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Summary {
        if let Some(progress) = &self.progress {
            progress(self.summary.bytes, self.summary.entries);
        }
        self.summary
    }

    fn tell(&mut self) {
        let Some(progress) = &self.progress else { return };
        let now = (self.summary.bytes, self.summary.entries);
        if now.0 - self.told.0 >= STEP_BYTES || now.1 - self.told.1 >= STEP_ENTRIES {
            self.told = now;
            progress(now.0, now.1);
        }
    }
}
