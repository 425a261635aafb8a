//! The kept output of a job: numbered segments of records, of which the last two stay.
//! A record is the stream (1 or 2), milliseconds since the epoch, a length, all little-endian, and the bytes.

use rustix::fd::OwnedFd;
use rustix::fs::{AtFlags, Dir, Mode, OFlags, ftruncate, openat, unlinkat};
use rustix::io::pwritev;
use std::io::{self, IoSlice};

/// Bytes after which a new segment begins.
pub(super) const SEGMENT: u64 = 8 * 1024 * 1024;
/// Bytes before those of a record.
pub(super) const HEAD: usize = 13;
const PREFIX: &str = "output.";

/// The name of a segment's file.
pub(super) fn segment_name(number: u32) -> String {
    format!("{PREFIX}{number}")
}

/// The numbers of the segments that are there, in order.
pub(super) fn segments(folder: &OwnedFd) -> Vec<u32> {
    let names = Dir::read_from(folder).into_iter().flatten().flatten();
    let number = |entry: rustix::fs::DirEntry| entry.file_name().to_str().ok()?.strip_prefix(PREFIX)?.parse().ok();
    let mut numbers: Vec<u32> = names.filter_map(number).collect();
    numbers.sort_unstable();
    numbers
}

/// Writes the output of one job.
#[derive(Debug)]
pub(super) struct Log {
    folder: OwnedFd,
    file: OwnedFd,
    number: u32,
    limit: u64,
    length: u64,
    payload: u64,
    payload_before: u64,
}

fn create(folder: &OwnedFd, number: u32) -> io::Result<OwnedFd> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    Ok(openat(folder, segment_name(number), flags, Mode::from_raw_mode(0o600))?)
}

impl Log {
    pub(super) fn create(folder: OwnedFd, limit: u64) -> io::Result<Log> {
        let file = create(&folder, 0)?;
        Ok(Log { folder, file, number: 0, limit, length: 0, payload: 0, payload_before: 0 })
    }

    /// Keeps bytes of a stream. Returns how many bytes, of these or of older ones, were dropped for it.
    pub(super) fn append(&mut self, stream: u8, time_ms: u64, bytes: &[u8]) -> u64 {
        let mut dropped = 0;
        if self.length > 0 && self.length + (HEAD + bytes.len()) as u64 > self.limit {
            dropped += self.rotate();
        }
        let mut head = [stream; HEAD];
        head[1..9].copy_from_slice(&time_ms.to_le_bytes());
        head[9..].copy_from_slice(&u32::try_from(bytes.len()).unwrap_or(0).to_le_bytes());
        let whole = (HEAD + bytes.len()) as u64;
        match pwritev(&self.file, &[IoSlice::new(&head), IoSlice::new(bytes)], self.length) {
            Ok(count) if count as u64 == whole => {
                self.length += whole;
                self.payload += bytes.len() as u64;
                dropped
            }
            // The disk is full: the command goes on, its output is lost and counted.
            _ => {
                let _ = ftruncate(&self.file, self.length);
                dropped + bytes.len() as u64
            }
        }
    }

    /// Begins a segment and removes the one before the last. Without room for a new one all goes on in the old.
    fn rotate(&mut self) -> u64 {
        let Ok(file) = create(&self.folder, self.number + 1) else { return 0 };
        let dropped = self.payload_before;
        if self.number > 0 {
            let _ = unlinkat(&self.folder, segment_name(self.number - 1), AtFlags::empty());
        }
        self.file = file;
        self.number += 1;
        self.length = 0;
        self.payload_before = std::mem::take(&mut self.payload);
        dropped
    }
}
