//! The files of the timeline: each is named by the id of its first event, so that names sort as time does.

use super::EventId;
use crate::error::{Error, Result};
use crate::fs;
use std::fs::File;
use std::path::{Path, PathBuf};

/// A file of events.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// The id of its first event: no event in it has a smaller one.
    pub(super) first: EventId,
    pub(super) path: PathBuf,
}

impl Segment {
    pub(super) fn named(folder: &Path, first: EventId) -> Segment {
        Segment { first, path: folder.join(format!("{first}.jsonl")) }
    }

    /// Opens it for reading; none when it was pruned meanwhile.
    pub(super) fn open(&self) -> Result<Option<File>> {
        match File::open(&self.path) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unread(&self.path, error)),
        }
    }
}

pub(super) fn unread(path: &Path, error: std::io::Error) -> Error {
    Error::io(format!("reading {}", path.display()), error)
}

/// The files, oldest first; none before the first event.
pub(super) fn segments(folder: &Path) -> Result<Vec<Segment>> {
    let names = fs::names_in(folder)?;
    let firsts = names.iter().filter_map(|name| name.strip_suffix(".jsonl")?.parse().ok());
    let mut segments: Vec<Segment> = firsts.map(|first| Segment::named(folder, first)).collect();
    segments.sort_by_key(|segment| segment.first);
    Ok(segments)
}
