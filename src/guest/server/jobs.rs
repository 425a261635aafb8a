//! Commands that outlive their client: what is kept about them, in memory and below the state folder.
//! Each has a folder with `meta.json`, written as a whole, and the segments of its output.

use super::log::{Log, SEGMENT};
use super::playback::LogReader;
use super::slab::Key;
use super::state;
use super::wire::{failure, os_failure};
use crate::guest::protocol::{Failure, FailureCode, Job, LogPart, Text};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, Dir, unlinkat};
use std::collections::BTreeMap;
use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

const FOLDER: &str = "jobs";
const META: &str = "meta.json";
/// The most that is read of it.
const META_CAP: u64 = 64 * 1024;
/// The most entries that are looked at after a restart: root inside may have made any number.
const LOADED: usize = 4096;
/// Finished jobs that are kept.
const KEPT: usize = 200;
/// Jobs that run at the same time.
const RUNNING: usize = 256;
/// Bytes of its arguments that are kept of a job: the list of all must fit into one answer.
const KEPT_ARGV: usize = 1024;

/// Milliseconds since the Unix epoch.
pub(super) fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Whether it is an id of ours; such a one is also safe as a file name.
fn is_id(id: &str) -> bool {
    id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

fn shorten(argv: &[Text]) -> Vec<Text> {
    let mut room = KEPT_ARGV;
    let mut kept = Vec::new();
    for argument in argv {
        if room == 0 {
            break;
        }
        let part = &argument.0[..argument.0.len().min(room)];
        room -= part.len().max(1);
        kept.push(Text(part.to_vec()));
    }
    kept
}

/// A job as the guest has it.
#[derive(Debug)]
pub(super) struct Entry {
    /// What is told about it.
    pub job: Job,
    /// Its process while it runs.
    pub process: Option<Key>,
    /// Connections that wait for its output or its end.
    pub watchers: Vec<Key>,
    log: Option<Log>,
}

/// All jobs.
#[derive(Debug, Default)]
pub(super) struct Jobs {
    entries: BTreeMap<String, Entry>,
}

fn open_folder(make: bool) -> io::Result<OwnedFd> {
    state::open_below(state::open(make)?.as_fd(), FOLDER, make.then_some(0o700))
}

/// Keeps what is told about a job.
pub(super) fn write_meta(job: &Job) -> io::Result<()> {
    let folder = state::open_below(open_folder(false)?.as_fd(), &job.id, None)?;
    state::write(folder.as_fd(), META, &serde_json::to_vec(job)?)
}

fn remove_folder(id: &str) {
    let Ok(jobs) = open_folder(false) else { return };
    if let Ok(folder) = state::open_below(jobs.as_fd(), id, None) {
        let _ = super::sweep::empty(folder.as_fd());
    }
    let _ = unlinkat(&jobs, id, AtFlags::REMOVEDIR);
}

impl Jobs {
    /// What an earlier guest left. Jobs that ran then were cut off.
    pub(super) fn load() -> Jobs {
        let mut jobs = Jobs::default();
        let Ok(folder) = open_folder(false) else { return jobs };
        for entry in Dir::read_from(&folder).into_iter().flatten().flatten().take(LOADED) {
            let Some(id) = entry.file_name().to_str().ok().filter(|name| is_id(name)) else { continue };
            let meta = state::open_below(folder.as_fd(), id, None)
                .and_then(|folder| state::read(folder.as_fd(), META, META_CAP))
                .and_then(|json| Ok(serde_json::from_slice::<Job>(&json)?));
            let Some(mut job) = meta.ok().filter(|job| job.id == id) else { continue };
            job.argv = shorten(&job.argv);
            if job.ended_at_ms.is_none() && !job.interrupted {
                (job.interrupted, job.attached) = (true, false);
                let _ = write_meta(&job);
            }
            jobs.entries.insert(job.id.clone(), Entry { job, process: None, watchers: Vec::new(), log: None });
        }
        jobs.prune();
        jobs
    }

    /// Whether none is known.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The number that run.
    pub(super) fn running(&self) -> usize {
        self.entries.values().filter(|entry| entry.process.is_some()).count()
    }

    /// The entry of an id.
    pub(super) fn get_mut(&mut self, id: &str) -> Result<&mut Entry, Failure> {
        self.entries.get_mut(id).ok_or_else(|| failure(FailureCode::NotFound, format!("{id}: no such job")))
    }

    /// All of them, oldest first.
    pub(super) fn list(&self) -> Vec<Job> {
        let mut list: Vec<Job> = self.entries.values().map(|entry| entry.job.clone()).collect();
        list.sort_by(|one, other| (one.started_at_ms, &one.id).cmp(&(other.started_at_ms, &other.id)));
        list
    }

    /// Makes a place for a job that is about to start.
    pub(super) fn create(&mut self, id: &str, argv: &[Text]) -> Result<(), Failure> {
        if !is_id(id) {
            return Err(failure(FailureCode::Invalid, "a job's id has 12 lower-case letters and digits"));
        }
        if self.entries.contains_key(id) {
            return Err(failure(FailureCode::Conflict, format!("{id}: a job of this id exists")));
        }
        if self.running() >= RUNNING {
            return Err(failure(FailureCode::Failed, format!("{RUNNING} jobs run already")));
        }
        let job = Job { id: id.to_owned(), argv: shorten(argv), started_at_ms: now_ms(), ..Job::default() };
        let make = || {
            // What nobody knows of is not worth keeping.
            remove_folder(id);
            let folder = state::open_below(open_folder(true)?.as_fd(), id, Some(0o700))?;
            state::write(folder.as_fd(), META, &serde_json::to_vec(&job)?)?;
            Log::create(folder, SEGMENT)
        };
        let log = make().map_err(|error| {
            remove_folder(id);
            os_failure("the folder for the job's output", &error)
        })?;
        let entry = Entry { job, process: None, watchers: Vec::new(), log: Some(log) };
        self.entries.insert(id.to_owned(), entry);
        Ok(())
    }

    /// Forgets a job that never ran.
    pub(super) fn discard(&mut self, id: &str) {
        if self.entries.remove(id).is_some() {
            remove_folder(id);
        }
    }

    /// Keeps output.
    pub(super) fn append(&mut self, id: &str, stream: u8, bytes: &[u8]) {
        if let Some(entry) = self.entries.get_mut(id)
            && let Some(log) = &mut entry.log
        {
            let dropped = log.append(stream, now_ms(), bytes);
            entry.job.dropped_bytes += dropped;
            if dropped as usize > bytes.len() {
                let _ = write_meta(&entry.job);
            }
        }
    }

    /// Records the end of a job and gives who waited for it.
    pub(super) fn end(&mut self, id: &str, record: impl FnOnce(&mut Job)) -> Vec<Key> {
        let Some(entry) = self.entries.get_mut(id) else { return Vec::new() };
        entry.process = None;
        entry.log = None;
        entry.job.ended_at_ms = Some(now_ms());
        record(&mut entry.job);
        let _ = write_meta(&entry.job);
        let watchers = std::mem::take(&mut entry.watchers);
        self.prune();
        watchers
    }

    /// A reader of the kept output.
    pub(super) fn reader(&self, id: &str, part: LogPart) -> io::Result<LogReader> {
        Ok(LogReader::open(state::open_below(open_folder(false)?.as_fd(), id, None)?, part))
    }

    /// Removes the finished jobs beyond the limit, those that ended first.
    fn prune(&mut self) {
        let finished = self.entries.values().filter(|entry| entry.process.is_none() && entry.log.is_none());
        let mut ids: Vec<(u64, String)> =
            finished.map(|entry| (entry.job.ended_at_ms.unwrap_or_default(), entry.job.id.clone())).collect();
        if ids.len() > KEPT {
            ids.sort_unstable();
            for (_, id) in &ids[..ids.len() - KEPT] {
                self.discard(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_twelve_letters_and_digits() {
        assert!(is_id("abc123def456"));
        for id in ["", "abc123def45", "abc123def4567", "ABC123def456", "../../../etc", "abc123def45/", "abc123def45\0"]
        {
            assert!(!is_id(id), "{id}");
        }
    }

    #[test]
    fn long_arguments_are_kept_in_part() {
        let argv: Vec<Text> = (0..5000).map(|_| Text::from("")).chain([Text::from("x")]).collect();
        assert_eq!(shorten(&argv).len(), KEPT_ARGV);
        let long = [Text(vec![b'a'; 100_000]), Text::from("b")];
        assert_eq!(shorten(&long), [Text(vec![b'a'; KEPT_ARGV])]);
        assert_eq!(shorten(&[Text::from("sh"), Text::from("-c")]), [Text::from("sh"), Text::from("-c")]);
    }
}
