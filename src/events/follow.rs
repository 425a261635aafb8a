//! Events as they happen, oldest first, each once, from one file into the next.

use super::segment::{Segment, segments, unread};
use super::{Event, EventId, Timeline};
use crate::error::{Error, Result};
use crate::fs;
use jiff::Timestamp;
use rustix::fs::inotify::{self, CreateFlags, WatchFlags};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::unix::AsyncFd;

/// How often it is looked where the kernel has no watch left for us.
const LOOK: Duration = Duration::from_millis(100);

/// Waits for events.
#[derive(Debug)]
pub struct Follower {
    folder: PathBuf,
    watch: Option<AsyncFd<OwnedFd>>,
    /// The file that is being read.
    current: Option<(Segment, File)>,
    /// The last file that was read to its end.
    read: Option<EventId>,
    /// The beginning of a line whose end is not there yet.
    held: Vec<u8>,
    ready: VecDeque<Event>,
}

impl Timeline {
    /// Follows the timeline from now on, or from the file that `since` lies in; within a runtime. What is older than
    /// `since` in that file is given too.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn follow(&self, since: Option<Timestamp>) -> Result<Follower> {
        fs::create_private(&self.folder)?;
        // Before anything is read: what is written from here on wakes us.
        let watch = watch(&self.folder).ok();
        let mut follower = Follower {
            folder: self.folder.clone(),
            watch,
            current: None,
            read: None,
            held: Vec::new(),
            ready: VecDeque::new(),
        };
        let there = segments(&self.folder)?;
        match since {
            Some(since) => {
                let older = there.iter().take_while(|segment| segment.first <= EventId::at(since)).count();
                // The last that begins before it may hold later ones.
                follower.read = older.checked_sub(2).map(|last| there[last].first);
            }
            None => {
                let Some(newest) = there.last() else { return Ok(follower) };
                follower.read = there.len().checked_sub(2).map(|last| there[last].first);
                follower.begin(newest)?;
                follower.pass_over()?;
            }
        }
        Ok(follower)
    }
}

impl Follower {
    /// The next event; waits until there is one. Nothing is lost when it is dropped while it waits.
    ///
    /// # Errors
    /// When a file can't be read.
    pub async fn next(&mut self) -> Result<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Ok(event);
            }
            if !self.advance()? {
                self.wait().await?;
            }
        }
    }

    /// Reads what is there, and goes on to the next file when this one is over. False when there was nothing.
    fn advance(&mut self) -> Result<bool> {
        let later = |segment: &Segment| self.read.is_none_or(|read| segment.first > read);
        let mut there = segments(&self.folder)?.into_iter().filter(|segment| later(segment));
        // The current one may have been pruned: then the first that is there is already a later one.
        let next = match &self.current {
            None => there.next(),
            Some((current, _)) => there.find(|segment| segment.first > current.first),
        };
        // Only the newest file is written to: one that has a successor, which was looked for first, is now read to its end.
        let moved = self.read_on()?;
        if let Some(next) = next {
            if let Some((current, _)) = self.current.take() {
                self.read = Some(current.first);
                self.held.clear();
            }
            self.begin(&next)?;
            return Ok(true);
        }
        Ok(moved)
    }

    fn begin(&mut self, segment: &Segment) -> Result<()> {
        match segment.open()? {
            Some(file) => self.current = Some((segment.clone(), file)),
            None => self.read = Some(segment.first),
        }
        Ok(())
    }

    fn read_on(&mut self) -> Result<bool> {
        let Some((segment, file)) = &mut self.current else { return Ok(false) };
        let before = self.held.len();
        file.read_to_end(&mut self.held).map_err(|error| unread(&segment.path, error))?;
        let moved = self.held.len() > before;
        let Some(end) = self.held.iter().rposition(|byte| *byte == b'\n') else { return Ok(moved) };
        let lines: Vec<u8> = self.held.drain(..=end).collect();
        self.ready.extend(lines.split(|byte| *byte == b'\n').filter_map(Event::parse));
        Ok(moved)
    }

    /// Goes to the end of the current file; the beginning of a line that is being written is kept.
    fn pass_over(&mut self) -> Result<()> {
        let Some((segment, file)) = &mut self.current else { return Ok(()) };
        // As long as any line that is written at once.
        const LAST: u64 = 64 << 10;
        let length = file.metadata().map_err(|error| unread(&segment.path, error))?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(LAST))).map_err(|error| unread(&segment.path, error))?;
        self.read_on()?;
        self.ready.clear();
        Ok(())
    }

    async fn wait(&self) -> Result<()> {
        let Some(watch) = &self.watch else {
            tokio::time::sleep(LOOK).await;
            return Ok(());
        };
        let failed = |error| Error::io(format!("watching {}", self.folder.display()), error);
        let mut ready = watch.readable().await.map_err(failed)?;
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut woken = inotify::Reader::new(watch.get_ref(), &mut buffer);
        // What it was does not matter: all is looked at.
        while woken.next().is_ok() {}
        ready.clear_ready();
        Ok(())
    }
}

#[expect(deprecated, reason = "its successor is unsafe; an owned descriptor stays open, which is all that it asks for")]
fn watch(folder: &Path) -> std::io::Result<AsyncFd<OwnedFd>> {
    let watch = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
    inotify::add_watch(&watch, folder, WatchFlags::MODIFY | WatchFlags::CREATE)?;
    AsyncFd::new(watch)
}
