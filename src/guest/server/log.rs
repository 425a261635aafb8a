//! The kept output of a job: numbered segments of records, of which the last two stay.
//! A record is the stream (1 or 2), milliseconds since the epoch, a length, all little-endian, and the bytes.

use super::state::open_file;
use super::wire::Outbox;
use crate::guest::protocol::{Frame, MAX_DATA};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, Dir, Mode, OFlags, ftruncate, openat, unlinkat};
use rustix::io::{pread, pwritev};
use std::io::{self, IoSlice};

/// Bytes after which a new segment begins.
pub(super) const SEGMENT: u64 = 8 * 1024 * 1024;
const HEAD: usize = 13;
const PREFIX: &str = "output.";

fn segment_name(number: u32) -> String {
    format!("{PREFIX}{number}")
}

/// The numbers of the segments that are there, in order.
fn segments(folder: &OwnedFd) -> Vec<u32> {
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

/// What one step of a [`LogReader`] came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    /// Bytes went out.
    Some,
    /// Everything that is kept went out.
    End,
}

/// Reads the output of a job, also while it grows and loses its beginning.
#[derive(Debug)]
pub(super) struct LogReader {
    folder: OwnedFd,
    file: Option<OwnedFd>,
    number: u32,
    offset: u64,
    stream: Frame,
    left: usize,
}

impl LogReader {
    pub(super) fn open(folder: OwnedFd) -> LogReader {
        let mut reader = LogReader { folder, file: None, number: 0, offset: 0, stream: Frame::Stdout, left: 0 };
        if let Some(first) = segments(&reader.folder).first() {
            reader.switch(*first);
        }
        reader
    }

    fn switch(&mut self, number: u32) {
        self.file = open_file(self.folder.as_fd(), &segment_name(number)).ok();
        (self.number, self.offset, self.left) = (number, 0, 0);
    }

    /// Puts the next bytes into a client's buffer, which must have room.
    pub(super) fn step(&mut self, outbox: &mut Outbox) -> Read {
        loop {
            if let Some(file) = &self.file {
                if self.left == 0 {
                    let mut head = [0; HEAD];
                    if pread(file, &mut head, self.offset) == Ok(HEAD) {
                        let length = u32::from_le_bytes([head[9], head[10], head[11], head[12]]) as usize;
                        if (1..=MAX_DATA).contains(&length) {
                            self.stream = if head[0] == 2 { Frame::Stderr } else { Frame::Stdout };
                            (self.left, self.offset) = (length, self.offset + HEAD as u64);
                        }
                    }
                }
                if self.left > 0 {
                    let read = outbox.read_frame(self.stream, self.left, |place| pread(file, place, self.offset));
                    if let Ok(count @ 1..) = read {
                        (self.left, self.offset) = (self.left - count, self.offset + count as u64);
                        return Read::Some;
                    }
                }
            }
            // The end of this segment, or what is no record: on with the next one, if there is one.
            let Some(next) = segments(&self.folder).into_iter().find(|number| *number > self.number) else {
                return Read::End;
            };
            self.switch(next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guest::protocol::{HEADER, parse_header};
    use rustix::fs::CWD;
    use std::io::Read as _;
    use std::os::unix::net::UnixStream;

    fn folder(path: &std::path::Path) -> OwnedFd {
        openat(CWD, path, OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty()).unwrap()
    }

    fn read_all(reader: &mut LogReader) -> Vec<(Frame, Vec<u8>)> {
        let (ours, mut theirs) = UnixStream::pair().unwrap();
        let mut outbox = Outbox::default();
        let mut frames = Vec::new();
        while reader.step(&mut outbox) == Read::Some {
            outbox.flush(ours.as_fd()).unwrap();
            let mut head = [0; HEADER];
            theirs.read_exact(&mut head).unwrap();
            let (kind, length) = parse_header(head).unwrap();
            let mut bytes = vec![0; length];
            theirs.read_exact(&mut bytes).unwrap();
            frames.push((kind, bytes));
        }
        frames
    }

    #[test]
    fn records_come_back_in_order_and_a_reader_goes_on_where_it_was() {
        let home = tempfile::tempdir().unwrap();
        let mut log = Log::create(folder(home.path()), SEGMENT).unwrap();
        assert_eq!(log.append(1, 5, b"out") + log.append(2, 6, b"err"), 0);
        let mut reader = LogReader::open(folder(home.path()));
        assert_eq!(read_all(&mut reader), [(Frame::Stdout, b"out".to_vec()), (Frame::Stderr, b"err".to_vec())]);
        log.append(1, 7, b"more");
        assert_eq!(read_all(&mut reader), [(Frame::Stdout, b"more".to_vec())]);
    }

    #[test]
    fn the_oldest_segment_is_dropped_and_every_dropped_byte_counted() {
        let home = tempfile::tempdir().unwrap();
        let mut log = Log::create(folder(home.path()), 1000).unwrap();
        let mut early = LogReader::open(folder(home.path()));
        let mut dropped = 0;
        for number in 0..200u32 {
            dropped += log.append(1, 0, format!("{number:0100}").as_bytes());
        }
        let kept = read_all(&mut LogReader::open(folder(home.path())));
        assert_eq!(dropped + kept.len() as u64 * 100, 200 * 100);
        assert!((8..=16).contains(&kept.len()), "{}", kept.len());
        assert_eq!(kept.last().unwrap().1, format!("{:0100}", 199).as_bytes());
        // A reader that was there from the start has its first segment and then the kept ones.
        let seen = read_all(&mut early);
        assert_eq!(seen.first().unwrap().1, format!("{:0100}", 0).as_bytes());
        assert_eq!(seen.last(), kept.last());
    }

    #[test]
    fn a_segment_that_holds_nonsense_ends_there() {
        let home = tempfile::tempdir().unwrap();
        let mut log = Log::create(folder(home.path()), SEGMENT).unwrap();
        log.append(1, 0, b"good");
        std::io::Write::write_all(
            &mut std::fs::OpenOptions::new().append(true).open(home.path().join("output.0")).unwrap(),
            &[0xff; 40],
        )
        .unwrap();
        assert_eq!(read_all(&mut LogReader::open(folder(home.path()))), [(Frame::Stdout, b"good".to_vec())]);
    }
}
