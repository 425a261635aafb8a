//! Files with holes: the map of what is no hole, as pax stores it (GNU sparse format 1.0).
//! Source: GNU tar manual, "Storing Sparse Files".

use std::os::fd::BorrowedFd;

use rustix::fs::{SeekFrom, Stat};
use rustix::io::Errno;

use super::error::{ArchiveError, Result};
use super::reader::{BLOCK, Reader};

/// Parts of one file; more is an attack or a file system gone wild.
const MAX_SEGMENTS: u64 = 200_000;

/// Zeros are left out of a file in pieces of this size.
const PIECE: u64 = 64 * 1024;
static ZEROS: [u8; PIECE as usize] = [0; PIECE as usize];

/// Holes are worth a map in files from this size on.
const MIN_SPARSE: u64 = 64 * 1024;

/// The parts of an open file that are none, if it has holes that are worth a map.
pub(super) fn holes_of(file: BorrowedFd<'_>, stat: &Stat) -> Result<Option<Vec<Segment>>, Errno> {
    let size = u64::try_from(stat.st_size).unwrap_or(0);
    let occupied = u64::try_from(stat.st_blocks).unwrap_or(0).saturating_mul(512);
    if size >= MIN_SPARSE && occupied < size { segments_of(file, size) } else { Ok(None) }
}

/// A part of a file that is no hole: where it begins and its length.
pub(super) type Segment = (u64, u64);

/// Reads the map that precedes the data of the sparse file `name` of `size` bytes.
pub(super) fn read_map(reader: &mut Reader<'_>, name: &[u8], size: u64) -> Result<Vec<Segment>> {
    let bad = || ArchiveError::damaged(name, "the map of its holes is malformed");
    let mut numbers = Numbers { reader, block: [0; BLOCK], at: BLOCK };
    let count = numbers.next()?.filter(|&count| count <= MAX_SEGMENTS).ok_or_else(bad)?;
    let mut segments = Vec::new();
    let mut reached = 0u64;
    for _ in 0..count {
        let offset = numbers.next()?.filter(|&offset| offset >= reached).ok_or_else(bad)?;
        let length = numbers.next()?.ok_or_else(bad)?;
        reached = offset.checked_add(length).filter(|&end| end <= size).ok_or_else(bad)?;
        segments.push((offset, length));
    }
    if segments.iter().map(|(_, length)| length).sum::<u64>() != numbers.reader.left() {
        return Err(bad());
    }
    Ok(segments)
}

/// Decimal numbers, a line each, read block by block.
struct Numbers<'r, 'a> {
    reader: &'r mut Reader<'a>,
    block: [u8; BLOCK],
    at: usize,
}

impl Numbers<'_, '_> {
    /// The next number; `None` when there is none where one should be.
    fn next(&mut self) -> Result<Option<u64>> {
        let mut value: Option<u64> = None;
        // No number of 64 bits has more than 20 digits.
        for _ in 0..21 {
            if self.at == BLOCK {
                self.block = self.reader.data_block()?;
                self.at = 0;
            }
            let byte = self.block[self.at];
            self.at += 1;
            match byte {
                b'\n' => return Ok(value),
                b'0'..=b'9' => {
                    let digit = u64::from(byte - b'0');
                    value = value.unwrap_or(0).checked_mul(10).and_then(|value| value.checked_add(digit));
                    if value.is_none() {
                        return Ok(None);
                    }
                }
                _ => return Ok(None),
            }
        }
        Ok(None)
    }
}

/// The map as it precedes the data.
pub(super) fn written_map(segments: &[Segment]) -> Vec<u8> {
    let mut text = format!("{}\n", segments.len());
    for (offset, length) in segments {
        text.push_str(&format!("{offset}\n{length}\n"));
    }
    let mut map = text.into_bytes();
    map.resize(map.len().next_multiple_of(BLOCK), 0);
    map
}

/// The parts of an open file of `size` bytes that are no hole; `None` where the file system can't tell
/// or it is not worth it.
pub(super) fn segments_of(file: BorrowedFd<'_>, size: u64) -> Result<Option<Vec<Segment>>, Errno> {
    let mut segments = Vec::new();
    let mut at = 0;
    while at < size {
        let data = match rustix::fs::seek(file, SeekFrom::Data(at)) {
            Err(Errno::NXIO) => break,
            Err(Errno::INVAL | Errno::NOTSUP) => return Ok(None),
            other => other?,
        };
        if data >= size {
            break;
        }
        at = rustix::fs::seek(file, SeekFrom::Hole(data))?.min(size);
        // A file that shrinks meanwhile; reading it will show.
        if at <= data || segments.len() as u64 == MAX_SEGMENTS {
            return Ok(None);
        }
        segments.push((data, at - data));
    }
    let whole = segments.first() == Some(&(0, size));
    Ok(Some(segments).filter(|_| !whole))
}

/// Writes `data` to an open file at `offset`, but for what is zero in large pieces; where the last byte that was
/// written ends.
pub(super) fn write_solid(file: BorrowedFd<'_>, data: &[u8], offset: u64) -> Result<Option<u64>, Errno> {
    let mut end = None;
    for (from, to) in solid(data, offset) {
        write_all(file, &data[from..to], offset + from as u64)?;
        end = Some(offset + to as u64);
    }
    Ok(end)
}

/// The ranges of `data`, which comes to lie at `offset`, that are worth writing.
fn solid(data: &[u8], offset: u64) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let piece_end = |at: usize| {
            let room = PIECE - (offset + at as u64) % PIECE;
            data.len().min(at + usize::try_from(room).unwrap_or(usize::MAX))
        };
        let is_zero = |from: usize, to: usize| data[from..to] == ZEROS[..to - from];
        while at < data.len() && is_zero(at, piece_end(at)) {
            at = piece_end(at);
        }
        let start = at;
        while at < data.len() && !is_zero(at, piece_end(at)) {
            at = piece_end(at);
        }
        (start < at).then_some((start, at))
    })
}

fn write_all(file: BorrowedFd<'_>, mut bytes: &[u8], mut offset: u64) -> Result<(), Errno> {
    while !bytes.is_empty() {
        match rustix::io::pwrite(file, bytes, offset) {
            Err(Errno::INTR) => {}
            Err(errno) => return Err(errno),
            Ok(0) => return Err(Errno::IO),
            Ok(count) => {
                bytes = &bytes[count..];
                offset += count as u64;
            }
        }
    }
    Ok(())
}
