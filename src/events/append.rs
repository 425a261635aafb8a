//! One more event: under a lock that all processes of this home share, with one write.

use super::backwards::Backwards;
use super::segment::{Segment, segments, unread};
use super::{Draft, Event, EventId, MOST_FILES, Timeline};
use crate::error::{Error, Kind, Result};
use crate::fs;
use crate::sandbox::id::Id;
use jiff::Timestamp;
use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How long others may hold the lock before an event is given up. They need some microseconds.
const PATIENCE: Duration = Duration::from_secs(5);
/// Holds the last event of a file, as a rule.
const TAIL: u64 = 4 << 10;

impl Timeline {
    /// Appends an event. Ids grow across all processes, also when the clock was set back.
    ///
    /// # Errors
    /// `locked` when another process holds the timeline for seconds; `no_space`, `denied`. Nobody should fail for it.
    pub fn append(&self, draft: Draft) -> Result<EventId> {
        self.append_by(draft, crate::clock::now)
    }

    /// Appends an event that is seen again and again, such as a loss, once for a sandbox.
    ///
    /// # Errors
    /// As [`Timeline::append`].
    pub fn append_once(&self, draft: Draft, sandbox: &Id) -> Result<()> {
        fs::create_private(&self.folder)?;
        // The first who makes the mark is the one who tells.
        if fs::write_once(&self.mark(sandbox), b"")? { self.append(draft).map(drop) } else { Ok(()) }
    }

    /// Whether [`Timeline::append_once`] was done for a sandbox.
    pub fn is_marked(&self, sandbox: &Id) -> bool {
        self.mark(sandbox).exists()
    }

    /// Forgets that mark: the sandbox is gone, or it is back.
    ///
    /// # Errors
    /// When it can't be removed.
    pub fn unmark(&self, sandbox: &Id) -> Result<()> {
        fs::remove_file(&self.mark(sandbox))
    }

    fn mark(&self, sandbox: &Id) -> PathBuf {
        self.folder.join(format!("told-{sandbox}"))
    }

    pub(super) fn append_by(&self, draft: Draft, clock: impl Fn() -> Timestamp) -> Result<EventId> {
        let caller = self.caller().clone();
        let _lock = self.lock()?;
        let there = segments(&self.folder)?;
        let end = there.last().map(End::of).transpose()?;
        let now = clock();
        let id = EventId::next(now, end.as_ref().map(|end| end.last))
            .ok_or_else(|| Error::new(Kind::Failed, "there is no later id for an event"))?;
        let mut line = serde_json::to_vec(&Event::of(draft, id, now, caller))
            .map_err(|cause| Error::new(Kind::Failed, "writing an event").because(cause))?;
        line.push(b'\n');
        match end {
            Some(end) if end.bytes + line.len() as u64 <= self.full => {
                if end.torn {
                    // What a dead process left half-written ends here.
                    line.insert(0, b'\n');
                }
                write_at_once(end.file, &line)?;
            }
            _ => {
                let spare = there.len().saturating_sub(MOST_FILES - 1);
                for oldest in there.iter().take(spare) {
                    fs::remove_file(&oldest.path)?;
                }
                write_at_once(fs::appendable(&Segment::named(&self.folder, id).path)?, &line)?;
            }
        }
        Ok(id)
    }

    /// Takes the lock, which nobody holds for long.
    pub(super) fn lock(&self) -> Result<File> {
        fs::create_private(&self.folder)?;
        let path = self.folder.join("lock");
        let file = fs::appendable(&path)?;
        let begun = Instant::now();
        let patience = if self.gave_up.load(Ordering::Relaxed) { Duration::ZERO } else { PATIENCE };
        let mut pause = Duration::from_micros(100);
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if begun.elapsed() < patience => {
                    std::thread::sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(5));
                }
                Err(TryLockError::WouldBlock) => {
                    self.gave_up.store(true, Ordering::Relaxed);
                    return Err(Error::new(Kind::Locked, "the timeline is held by another process"));
                }
                Err(TryLockError::Error(error)) => {
                    return Err(Error::io(format!("locking {}", path.display()), error));
                }
            }
        }
    }
}

/// Where a file ends.
struct End {
    file: File,
    bytes: u64,
    last: EventId,
    torn: bool,
}

impl End {
    fn of(segment: &Segment) -> Result<End> {
        let file = fs::appendable(&segment.path)?;
        let find = || -> std::io::Result<(u64, EventId, bool)> {
            let (mut lines, torn) = Backwards::new(&file, TAIL)?;
            // A file without a whole event in it was begun by a process that died then.
            let mut last = segment.first;
            while let Some(line) = lines.next()? {
                if let Some(event) = Event::parse(&line) {
                    last = last.max(event.id);
                    break;
                }
            }
            Ok((file.metadata()?.len(), last, torn))
        };
        let (bytes, last, torn) = find().map_err(|error| unread(&segment.path, error))?;
        Ok(End { file, bytes, last, torn })
    }
}

/// In one write, so that a reader, or a crash, finds a line or a piece at the very end.
fn write_at_once(mut file: File, line: &[u8]) -> Result<()> {
    match file.write(line) {
        Ok(written) if written == line.len() => Ok(()),
        Ok(_) => Err(Error::new(Kind::NoSpace, "there is no room for an event")),
        Err(error) => Err(Error::io("writing an event", error)),
    }
}
