//! Old events go by whole files; what is kept is never written again.

use super::segment::segments;
use super::{EventId, Timeline};
use crate::error::Result;
use crate::fs;
use jiff::Timestamp;

/// What went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Files.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
}

impl Timeline {
    /// Removes the files of which every event is from before `moment`. The newest stays, for ids go on from it. With
    /// `dry_run` they are only counted.
    ///
    /// # Errors
    /// `locked`; when a file can't be removed.
    pub fn prune(&self, moment: Timestamp, dry_run: bool) -> Result<Pruned> {
        let mut pruned = Pruned::default();
        if !self.folder.exists() {
            return Ok(pruned);
        }
        let _lock = self.lock()?;
        let there = segments(&self.folder)?;
        // All of a file is older than the first event of the next one.
        let old = there.windows(2).take_while(|pair| pair[1].first <= EventId::at(moment));
        for segment in old.map(|pair| &pair[0]) {
            pruned.bytes += segment.path.metadata().map_or(0, |metadata| metadata.len());
            pruned.files += 1;
            if !dry_run {
                fs::remove_file(&segment.path)?;
            }
        }
        Ok(pruned)
    }
}
