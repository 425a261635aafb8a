//! Reads the kept output of a job, also while it grows and loses its beginning; from a moment or from its last lines
//! on. Looking for the place to begin goes piece by piece, so that others get their turn.

use super::log::{HEAD, segment_name, segments};
use super::state::open_file;
use super::wire::Outbox;
use crate::guest::protocol::{Frame, LogPart, MAX_DATA};
use rustix::fd::{AsFd, OwnedFd};
use rustix::io::pread;

/// Records that are passed over before others get their turn.
const PASSED: usize = 256;

/// What one step of a [`LogReader`] came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    /// It got on.
    Some,
    /// Everything that is kept went out.
    End,
}

/// Where the reader is on its way to the first byte that is wanted.
#[derive(Debug)]
enum Search {
    /// It passes over what was written too early.
    Time,
    /// It counts the lines from there to the end.
    Count(Lines),
    /// It passes over so many lines.
    Skip(u64),
    /// It is there.
    Done,
}

/// The line ends in each segment, from the place where counting began.
#[derive(Debug)]
struct Lines {
    offset: u64,
    segments: Vec<(u32, u64)>,
    unfinished: bool,
}

impl Lines {
    /// The segment in which the last `tail` lines begin, and how many line ends lie before them there. None: at the
    /// end of all.
    fn begin(&self, tail: u64) -> Option<(u32, u64)> {
        let ends: u64 = self.segments.iter().map(|(_, ends)| ends).sum();
        let mut skipped = (ends + u64::from(self.unfinished)).saturating_sub(tail);
        if tail == 0 {
            return None;
        }
        for (number, ends) in &self.segments {
            if skipped <= *ends {
                return Some((*number, skipped));
            }
            skipped -= ends;
        }
        None
    }
}

/// Reads the output of a job.
#[derive(Debug)]
pub(super) struct LogReader {
    folder: OwnedFd,
    file: Option<OwnedFd>,
    number: u32,
    offset: u64,
    stream: Frame,
    left: usize,
    time: u64,
    told: bool,
    part: LogPart,
    search: Search,
}

impl LogReader {
    pub(super) fn open(folder: OwnedFd, part: LogPart) -> LogReader {
        let mut reader = LogReader {
            folder,
            file: None,
            number: 0,
            offset: 0,
            stream: Frame::Stdout,
            left: 0,
            time: 0,
            told: true,
            part,
            search: Search::Time,
        };
        if let Some(first) = segments(&reader.folder).first() {
            reader.switch(*first, 0);
        }
        reader
    }

    fn switch(&mut self, number: u32, offset: u64) {
        self.file = open_file(self.folder.as_fd(), &segment_name(number)).ok();
        (self.number, self.offset, self.left) = (number, offset, 0);
    }

    /// Goes on to the next segment, if there is one.
    fn next_segment(&mut self) -> bool {
        let next = segments(&self.folder).into_iter().find(|number| *number > self.number);
        if let Some(next) = next {
            self.switch(next, 0);
        }
        next.is_some()
    }

    /// Goes on to the next bytes: of this record, or of the one that follows. False at the end of all.
    fn advance(&mut self) -> bool {
        loop {
            if self.left == 0
                && let Some(file) = &self.file
            {
                let mut head = [0; HEAD];
                if pread(file, &mut head, self.offset) == Ok(HEAD) {
                    let [stream, time @ .., a, b, c, d] = head;
                    let length = u32::from_le_bytes([a, b, c, d]) as usize;
                    if (1..=MAX_DATA).contains(&length) {
                        self.stream = if stream == 2 { Frame::Stderr } else { Frame::Stdout };
                        (self.left, self.offset) = (length, self.offset + HEAD as u64);
                        (self.time, self.told) = (u64::from_le_bytes(time), false);
                    }
                }
            }
            if self.left > 0 && self.file.is_some() {
                return true;
            }
            // The end of this segment, or what is no record.
            if !self.next_segment() {
                return false;
            }
        }
    }

    fn pass(&mut self, count: usize) {
        (self.left, self.offset) = (self.left - count, self.offset + count as u64);
    }

    /// The bytes at hand; none where the file is shorter than its record says, which ends the segment.
    fn look<'a>(&mut self, scratch: &'a mut [u8]) -> &'a [u8] {
        let place = &mut scratch[..self.left];
        match self.file.as_ref().map(|file| pread(file, &mut *place, self.offset)) {
            Some(Ok(count @ 1..)) => &place[..count],
            _ => {
                self.file = None;
                &[]
            }
        }
    }

    /// Gets on towards the first byte that is wanted.
    fn search(&mut self) -> Read {
        match std::mem::replace(&mut self.search, Search::Done) {
            Search::Done => {}
            Search::Time => {
                self.search = Search::Time;
                for _ in 0..PASSED {
                    if !self.advance() {
                        // What comes later is new, whatever the number of lines.
                        self.part.tail = None;
                        return Read::End;
                    }
                    if self.time >= self.part.since_ms {
                        self.search = match self.part.tail {
                            None => Search::Done,
                            Some(_) => Search::Count(Lines {
                                offset: self.offset - HEAD as u64,
                                segments: vec![(self.number, 0)],
                                unfinished: false,
                            }),
                        };
                        break;
                    }
                    self.pass(self.left);
                }
            }
            Search::Count(mut lines) => {
                let mut scratch = vec![0; MAX_DATA];
                if self.advance() {
                    let number = self.number;
                    let bytes = self.look(&mut scratch);
                    let ends = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
                    if lines.segments.last().is_none_or(|(last, _)| *last != number) {
                        lines.segments.push((number, 0));
                    }
                    if let (Some((_, sum)), Some(last)) = (lines.segments.last_mut(), bytes.last()) {
                        *sum += ends;
                        lines.unfinished = *last != b'\n';
                    }
                    self.pass(bytes.len());
                    self.search = Search::Count(lines);
                } else if let Some((number, skipped)) = lines.begin(self.part.tail.unwrap_or(u64::MAX)) {
                    // Where this segment was dropped meanwhile, the next one follows, from its beginning.
                    let first = lines.segments.first().is_some_and(|(first, _)| *first == number);
                    self.switch(number, if first { lines.offset } else { 0 });
                    if self.file.is_some() {
                        self.search = Search::Skip(skipped);
                    }
                }
            }
            Search::Skip(0) => {}
            Search::Skip(mut skipped) => {
                let mut scratch = vec![0; MAX_DATA];
                if self.advance() {
                    let bytes = self.look(&mut scratch);
                    let mut passed = bytes.len();
                    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
                        skipped -= 1;
                        if skipped == 0 {
                            passed = at + 1;
                            break;
                        }
                    }
                    self.pass(passed);
                    self.search = Search::Skip(skipped);
                }
            }
        }
        Read::Some
    }

    /// Puts the next bytes into a client's buffer, which must have room.
    pub(super) fn step(&mut self, outbox: &mut Outbox) -> Read {
        if !matches!(self.search, Search::Done) {
            return self.search();
        }
        while self.advance() {
            if self.part.times && !std::mem::replace(&mut self.told, true) {
                outbox.frame(Frame::Written, &self.time.to_le_bytes());
            }
            let Some(file) = &self.file else { continue };
            match outbox.read_frame(self.stream, self.left, |place| pread(file, place, self.offset)) {
                Ok(count @ 1..) => {
                    self.pass(count);
                    return Read::Some;
                }
                // Shorter than it says.
                _ => self.file = None,
            }
        }
        Read::End
    }
}

#[cfg(test)]
mod tests {
    use super::super::log::{Log, SEGMENT};
    use super::*;
    use crate::guest::protocol::{HEADER, parse_header};
    use rustix::fs::{CWD, Mode, OFlags, openat};
    use std::io::Read as _;
    use std::os::unix::net::UnixStream;

    fn folder(path: &std::path::Path) -> OwnedFd {
        openat(CWD, path, OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty()).unwrap()
    }

    fn from_the_start(path: &std::path::Path) -> LogReader {
        LogReader::open(folder(path), LogPart::default())
    }

    fn read_all(reader: &mut LogReader) -> Vec<(Frame, Vec<u8>)> {
        let (ours, mut theirs) = UnixStream::pair().unwrap();
        let mut outbox = Outbox::default();
        let mut frames = Vec::new();
        loop {
            let step = reader.step(&mut outbox);
            let mut length = outbox.length();
            outbox.flush(ours.as_fd()).unwrap();
            while length > 0 {
                let mut head = [0; HEADER];
                theirs.read_exact(&mut head).unwrap();
                let (kind, size) = parse_header(head).unwrap();
                let mut bytes = vec![0; size];
                theirs.read_exact(&mut bytes).unwrap();
                frames.push((kind, bytes));
                length -= HEADER + size;
            }
            if step == Read::End {
                return frames;
            }
        }
    }

    fn text(reader: &mut LogReader) -> String {
        read_all(reader).into_iter().map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect()
    }

    #[test]
    fn records_come_back_in_order_and_a_reader_goes_on_where_it_was() {
        let home = tempfile::tempdir().unwrap();
        let mut log = Log::create(folder(home.path()), SEGMENT).unwrap();
        assert_eq!(log.append(1, 5, b"out") + log.append(2, 6, b"err"), 0);
        let mut reader = from_the_start(home.path());
        assert_eq!(read_all(&mut reader), [(Frame::Stdout, b"out".to_vec()), (Frame::Stderr, b"err".to_vec())]);
        log.append(1, 7, b"more");
        assert_eq!(read_all(&mut reader), [(Frame::Stdout, b"more".to_vec())]);
    }

    #[test]
    fn the_oldest_segment_is_dropped_and_every_dropped_byte_counted() {
        let home = tempfile::tempdir().unwrap();
        let mut log = Log::create(folder(home.path()), 1000).unwrap();
        let mut early = from_the_start(home.path());
        let mut dropped = 0;
        for number in 0..200u32 {
            dropped += log.append(1, 0, format!("{number:0100}").as_bytes());
        }
        let kept = read_all(&mut from_the_start(home.path()));
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
        assert_eq!(text(&mut from_the_start(home.path())), "good");
    }

    #[test]
    fn the_last_lines_are_found_wherever_records_and_segments_are_cut() {
        let home = tempfile::tempdir().unwrap();
        let mut log = Log::create(folder(home.path()), 200).unwrap();
        for (index, piece) in ["1\n2\n", "3", "\n4\n5\n6\n", "7\n8"].iter().enumerate() {
            log.append(1 + (index % 2) as u8, 0, piece.as_bytes());
        }
        let last = |lines: u64| {
            text(&mut LogReader::open(folder(home.path()), LogPart { tail: Some(lines), ..Default::default() }))
        };
        let all = "1\n2\n3\n4\n5\n6\n7\n8";
        for lines in 0..=9u64 {
            let expected: Vec<&str> = all.split('\n').collect();
            let expected = expected[8usize.saturating_sub(lines as usize)..].join("\n");
            assert_eq!(last(lines), expected, "{lines}");
        }
        assert_eq!(last(u64::MAX), all);
        // Over three segments, of which two are kept.
        log.append(1, 0, b"\n");
        for number in 0..30 {
            log.append(1, 0, format!("line {number:02}\n").as_bytes());
        }
        for lines in [1, 5, 9, 10, 11, 15] {
            let expected: String = (30 - lines..30).map(|number| format!("line {number:02}\n")).collect();
            assert_eq!(last(lines), expected, "{lines}");
        }
    }

    #[test]
    fn what_is_written_later_comes_whole_after_the_last_lines() {
        let home = tempfile::tempdir().unwrap();
        let mut log = Log::create(folder(home.path()), SEGMENT).unwrap();
        let open = |tail| LogReader::open(folder(home.path()), LogPart { tail: Some(tail), ..Default::default() });
        let mut before_all = open(1);
        assert_eq!(text(&mut before_all), "");
        log.append(1, 0, b"a\nb\nc");
        let (mut none, mut one) = (open(0), open(1));
        assert_eq!((text(&mut none), text(&mut one)), (String::new(), "c".to_owned()));
        log.append(1, 0, b"d\ne\n");
        assert_eq!((text(&mut none), text(&mut one)), ("d\ne\n".to_owned(), "d\ne\n".to_owned()));
        assert_eq!(text(&mut before_all), "a\nb\ncd\ne\n");
    }

    #[test]
    fn what_was_written_too_early_is_left_out_and_times_are_told_where_wanted() {
        let home = tempfile::tempdir().unwrap();
        let mut log = Log::create(folder(home.path()), SEGMENT).unwrap();
        for time in 0..1000u64 {
            log.append(1, time, format!("{time}\n").as_bytes());
        }
        let open = |since_ms, tail, times| LogReader::open(folder(home.path()), LogPart { since_ms, tail, times });
        assert_eq!(text(&mut open(997, None, false)), "997\n998\n999\n");
        assert_eq!(text(&mut open(990, Some(2), false)), "998\n999\n");
        assert_eq!(text(&mut open(998, Some(9), false)), "998\n999\n");
        let mut future = open(2000, Some(1), false);
        assert_eq!(text(&mut future), "");
        log.append(1, 1999, b"too early\n");
        log.append(1, 2000, b"in time\nand more\n");
        assert_eq!(text(&mut future), "in time\nand more\n");
        let mut timed = open(2000, None, true);
        let told = (Frame::Written, 2000u64.to_le_bytes().to_vec());
        assert_eq!(read_all(&mut timed), [told, (Frame::Stdout, b"in time\nand more\n".to_vec())]);
    }
}
