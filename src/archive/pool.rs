//! Fills small files on several threads. They are made by one alone: two that make files at once look for free inodes
//! in each other's way, which cost more on ext4 than it gained, while filling, describing and closing go side by side.

use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use rustix::io::Errno;

use super::error::{ArchiveError, Result};
use super::meta::Meta;
use super::sparse::write_solid;

/// The largest file that is written by another thread, from memory.
pub(super) const MAX_SMALL: u64 = 64 * 1024;
/// Files before threads are worth starting.
const MIN_FILES: u32 = 24;
/// What waits to be written: files, each with its descriptor, and their bytes.
const MAX_WAITING: usize = 128;
const MAX_WAITING_BYTES: usize = 4 * 1024 * 1024;
/// More threads gain nothing where the file system is the limit.
const MAX_THREADS: usize = 4;

/// A small file that was made and is empty.
struct Job {
    file: OwnedFd,
    content: Vec<u8>,
    meta: Meta,
    /// As it is called in the archive.
    path: Vec<u8>,
}

#[derive(Default)]
struct State {
    waiting: usize,
    bytes: usize,
    error: Option<ArchiveError>,
    /// What the reader waits for: that no more than so much waits to be written.
    until: Option<(usize, usize)>,
    /// What still waits need not be written.
    over: bool,
}

impl State {
    fn is_down_to(&self, files: usize, bytes: usize) -> bool {
        self.error.is_some() || (self.waiting <= files && self.bytes <= bytes)
    }
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until no more than so many files and bytes wait, or one has failed.
    fn wait_until(&self, files: usize, bytes: usize) -> Result<MutexGuard<'_, State>> {
        let mut state = self.lock();
        state.until = Some((files, bytes));
        let awake = self.changed.wait_while(state, |state| !state.is_down_to(files, bytes));
        let mut state = awake.unwrap_or_else(PoisonError::into_inner);
        state.until = None;
        match state.error.take() {
            Some(error) => {
                state.over = true;
                Err(error)
            }
            None => Ok(state),
        }
    }
}

struct Worker {
    jobs: Sender<Job>,
    thread: JoinHandle<()>,
}

/// Threads that write small files.
pub(super) struct Pool {
    shared: Arc<Shared>,
    workers: Vec<Worker>,
    seen: u32,
    /// The thread whose turn it is.
    next: usize,
}

impl Pool {
    pub(super) fn new() -> Self {
        Pool { shared: Arc::default(), workers: Vec::new(), seen: 0, next: 0 }
    }

    /// Whether one more small file is to go here.
    pub(super) fn is_worth_it(&mut self) -> bool {
        self.seen = self.seen.saturating_add(1);
        if self.seen == MIN_FILES {
            self.start();
        }
        !self.workers.is_empty()
    }

    fn start(&mut self) {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MAX_THREADS);
        // With one processor there is nothing to gain.
        for _ in 0..(if threads > 1 { threads } else { 0 }) {
            let (jobs, mine) = channel();
            let shared = Arc::clone(&self.shared);
            let spawned =
                std::thread::Builder::new().name("files".to_owned()).spawn(move || write_all_of(&mine, &shared));
            // A sandbox at its limit of processes gets no thread: then we write ourselves.
            let Ok(thread) = spawned else { return };
            self.workers.push(Worker { jobs, thread });
        }
    }

    /// Hands a file over that was just made.
    pub(super) fn write(&mut self, file: OwnedFd, content: Vec<u8>, meta: Meta, path: &[u8]) -> Result<()> {
        let length = content.len();
        let mut state = self.shared.lock();
        if state.error.is_some() || state.waiting >= MAX_WAITING || state.bytes + length > MAX_WAITING_BYTES {
            drop(state);
            // Not just one: being woken for every file would cost more than the file.
            state = self.shared.wait_until(MAX_WAITING / 2, MAX_WAITING_BYTES / 2)?;
        }
        state.waiting += 1;
        state.bytes += length;
        drop(state);
        let job = Job { file, content, meta, path: path.to_vec() };
        self.next = (self.next + 1) % self.workers.len();
        self.workers[self.next].jobs.send(job).map_err(|_| failed())
    }

    /// Waits until every file is written.
    pub(super) fn settle(&self) -> Result<()> {
        self.shared.wait_until(0, 0).map(drop)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.lock().over = true;
        for Worker { jobs, thread } in self.workers.drain(..) {
            drop(jobs);
            // What went wrong in it was noted by its last job.
            let _ = thread.join();
        }
    }
}

/// Counts a job as done, however it ends.
struct Done<'a> {
    shared: &'a Shared,
    bytes: usize,
    result: Result<()>,
}

impl Drop for Done<'_> {
    fn drop(&mut self) {
        let result = std::mem::replace(&mut self.result, Ok(()));
        let mut state = self.shared.lock();
        state.waiting -= 1;
        state.bytes -= self.bytes;
        if let Err(error) = result {
            state.error.get_or_insert(error);
        }
        let awaited = state.until.is_some_and(|(files, bytes)| state.is_down_to(files, bytes));
        drop(state);
        if awaited {
            self.shared.changed.notify_one();
        }
    }
}

fn write_all_of(jobs: &Receiver<Job>, shared: &Shared) {
    while let Ok(job) = jobs.recv() {
        let mut done = Done { shared, bytes: job.content.len(), result: Err(failed()) };
        let over = shared.lock().over;
        done.result = match over {
            true => Ok(()),
            false => job.write().map_err(|errno| ArchiveError::system(&job.path, errno)),
        };
    }
}

impl Job {
    fn write(&self) -> Result<(), Errno> {
        let length = self.content.len() as u64;
        if write_solid(self.file.as_fd(), &self.content, 0)?.unwrap_or(0) < length {
            rustix::fs::ftruncate(&self.file, length)?;
        }
        self.meta.apply(self.file.as_fd())
    }
}

fn failed() -> ArchiveError {
    ArchiveError::Failed("a thread that writes files has failed".into())
}
