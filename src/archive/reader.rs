//! Takes a tar stream apart: ustar with the GNU and pax extensions, every length capped before it is believed.
//! A stream counts only with its end marker; the `tar` crate takes one that was cut off for whole.

use std::io::Read;

use tar::Header;

use super::Limits;
use super::attributes::Attribute;
use super::decompress::compression;
use super::error::{ArchiveError, Result};
use super::number;
use super::pax::{Extensions, Time};

/// The unit of a tar stream.
pub(super) const BLOCK: usize = 512;
/// How much is moved at once.
pub(super) const CHUNK: usize = 128 * 1024;
/// A long name or link target: more than any system's `PATH_MAX`.
const MAX_LONG_NAME: u64 = 64 * 1024;
/// A pax header: extended attributes of 64 KiB each may be in it.
const MAX_PAX: u64 = 1024 * 1024;
/// Extension headers before one entry; real archives have up to three.
const MAX_EXTENSIONS: u32 = 16;
/// Zeros after the end marker: GNU tar pads to its record, whose largest sensible size this is.
const MAX_TRAILER: u64 = 16 * 1024 * 1024;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    File,
    Directory,
    Symlink,
    HardLink,
    /// A device node or fifo, by its name in messages.
    Special(&'static str),
}

/// One entry, before its data.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) path: Vec<u8>,
    pub(super) link: Vec<u8>,
    pub(super) kind: EntryKind,
    /// Bytes of the file.
    pub(super) size: u64,
    /// The data begins with a map of what is no hole.
    pub(super) sparse: bool,
    pub(super) mode: u32,
    pub(super) uid: u64,
    pub(super) gid: u64,
    pub(super) mtime: Time,
    /// When anything about it was changed, where the archive tells.
    pub(super) ctime: Option<Time>,
    /// Its number on the disk that it came from; 0 where the archive does not tell.
    pub(super) inode: u64,
    /// Names that it had there; 0 where the archive does not tell.
    pub(super) links: u64,
    pub(super) attributes: Vec<Attribute>,
    /// Of a directory in an archive of changes: it takes the place of what was there, with all below that.
    pub(super) opaque: bool,
}

/// Reads entries from a stream.
pub(super) struct Reader<'a> {
    stream: &'a mut dyn Read,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    /// Data of the current entry that was not taken yet.
    left: u64,
    padding: u64,
    begun: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(stream: &'a mut dyn Read) -> Self {
        let buffer = vec![0; CHUNK].into_boxed_slice();
        Reader { stream, buffer, start: 0, end: 0, left: 0, padding: 0, begun: false }
    }

    /// The next entry, or `None` after the end marker. What was left of the last one's data is skipped.
    pub(super) fn next(&mut self, limits: &Limits) -> Result<Option<Entry>> {
        self.finish_entry()?;
        let mut extensions = Extensions::default();
        let (mut long_path, mut long_link) = (None, None);
        for _ in 0..MAX_EXTENSIONS {
            let Some(header) = self.header()? else {
                return Ok(None);
            };
            let size = unsigned(&header.as_old().size, "size")?;
            match header.as_old().linkflag[0] {
                b'L' => long_path = Some(until_zero(self.whole(size, MAX_LONG_NAME)?)),
                b'K' => long_link = Some(until_zero(self.whole(size, MAX_LONG_NAME)?)),
                b'x' | b'X' => extensions.read(&self.whole(size, MAX_PAX)?)?,
                b'g' => self.global(size)?,
                // The name of the volume.
                b'V' => self.expect(size),
                flag => {
                    let path = extensions.path.take().or(long_path).unwrap_or_else(|| header.path_bytes().into_owned());
                    let link = extensions.link.take().or(long_link);
                    let link = link.or_else(|| header.link_name_bytes().map(|name| name.into_owned()));
                    return self.entry(&header, flag, path, link.unwrap_or_default(), extensions, limits).map(Some);
                }
            }
            self.finish_entry()?;
        }
        Err(ArchiveError::Damaged("the archive: too many extended headers before one entry".into()))
    }

    fn entry(
        &mut self,
        header: &Header,
        flag: u8,
        path: Vec<u8>,
        link: Vec<u8>,
        extensions: Extensions,
        limits: &Limits,
    ) -> Result<Entry> {
        let kind = match flag {
            // Before ustar, a directory was a file whose name ends with a slash.
            0 if path.ends_with(b"/") => EntryKind::Directory,
            0 | b'0' | b'7' => EntryKind::File,
            b'1' => EntryKind::HardLink,
            b'2' => EntryKind::Symlink,
            b'3' => EntryKind::Special("character device"),
            b'4' => EntryKind::Special("block device"),
            b'5' => EntryKind::Directory,
            b'6' => EntryKind::Special("fifo"),
            b'S' => return Err(ArchiveError::failed(&path, "an old sparse format (use tar --format=posix)")),
            _ => return Err(ArchiveError::damaged(&path, "the archive holds an unknown type of entry")),
        };
        let stored = extensions.size.map_or_else(|| unsigned(&header.as_old().size, "size"), Ok)?;
        if kind != EntryKind::File && stored != 0 {
            return Err(ArchiveError::damaged(&path, "it is no file, but the archive states a size"));
        }
        if stored > limits.max_bytes {
            return Err(ArchiveError::denied(&path, &format!("larger than {} bytes", limits.max_bytes)));
        }
        let mut entry = Entry {
            path,
            link,
            kind,
            size: stored,
            sparse: false,
            mode: u32::try_from(unsigned(&header.as_old().mode, "mode")? & 0o7777).unwrap_or(0),
            uid: extensions.uid.map_or_else(|| unsigned(&header.as_old().uid, "owner"), Ok)?,
            gid: extensions.gid.map_or_else(|| unsigned(&header.as_old().gid, "group"), Ok)?,
            mtime: extensions.mtime.map_or_else(|| seconds(header), Ok)?,
            ctime: extensions.ctime,
            inode: extensions.inode.unwrap_or(0),
            links: extensions.links.unwrap_or(0),
            attributes: extensions.attributes,
            opaque: extensions.opaque && kind == EntryKind::Directory,
        };
        if extensions.sparse.is_some() || extensions.sparse_old {
            match (extensions.sparse, extensions.sparse_size) {
                (Some((1, 0)), Some(size)) if kind == EntryKind::File && !extensions.sparse_old => {
                    entry.size = size;
                    entry.sparse = true;
                    entry.path = extensions.sparse_path.unwrap_or(entry.path);
                }
                _ => {
                    return Err(ArchiveError::failed(
                        &entry.path,
                        "an old sparse format (use tar --sparse-version=1.0)",
                    ));
                }
            }
        }
        self.expect(stored);
        Ok(entry)
    }

    /// A part of the current entry's data, of at most `limit` bytes; empty at its end.
    pub(super) fn data(&mut self, limit: u64) -> Result<&[u8]> {
        let limit = limit.min(self.left);
        if limit == 0 {
            return Ok(&[]);
        }
        if self.start == self.end && !self.fill()? {
            return Err(cut("in the middle of a file"));
        }
        let length = (self.end - self.start).min(usize::try_from(limit).unwrap_or(usize::MAX));
        self.left -= length as u64;
        self.start += length;
        Ok(&self.buffer[self.start - length..self.start])
    }

    /// Exactly one block of the current entry's data.
    pub(super) fn data_block(&mut self) -> Result<[u8; BLOCK]> {
        self.left = self.left.checked_sub(BLOCK as u64).ok_or_else(|| cut("in the middle of a sparse file's map"))?;
        self.block()?.ok_or_else(|| cut("in the middle of a sparse file's map"))
    }

    /// Bytes of the current entry's data that were not taken yet.
    pub(super) fn left(&self) -> u64 {
        self.left
    }

    fn expect(&mut self, size: u64) {
        self.left = size;
        self.padding = size.wrapping_neg() % BLOCK as u64;
    }

    fn finish_entry(&mut self) -> Result<()> {
        while !self.data(u64::MAX)?.is_empty() {}
        self.left = std::mem::take(&mut self.padding);
        while !self.data(u64::MAX)?.is_empty() {}
        Ok(())
    }

    /// The next header, checked; `None` at the end of the archive.
    fn header(&mut self) -> Result<Option<Header>> {
        let first = !std::mem::replace(&mut self.begun, true);
        let Some(block) = self.block()? else {
            return Err(if first {
                ArchiveError::Damaged("the archive is empty".into())
            } else {
                cut("before its end")
            });
        };
        if block == [0; BLOCK] {
            return match self.block()? {
                Some(second) if second == [0; BLOCK] => self.trailer().map(|()| None),
                Some(_) => Err(ArchiveError::Damaged("the archive: its end marker is damaged".into())),
                None => Err(cut("before its end")),
            };
        }
        let mut header = Header::new_old();
        *header.as_mut_bytes() = block;
        if number::field(&header.as_old().cksum) == Some(checksum(&block)) {
            return Ok(Some(header));
        }
        Err(ArchiveError::Damaged(match (first, compression(&block)) {
            (true, Some(name)) => format!("the stream is compressed with {name}, not a plain tar archive"),
            (true, None) => "the stream is not a tar archive".into(),
            (false, _) => "the archive: a header is damaged".into(),
        }))
    }

    /// Reads what follows the end marker: only padding may. A second archive there would be lost without a word.
    fn trailer(&mut self) -> Result<()> {
        let mut zeros = 0;
        loop {
            if self.buffer[self.start..self.end].iter().any(|&byte| byte != 0) {
                return Err(ArchiveError::Damaged("the archive: something follows its end".into()));
            }
            zeros += (self.end - self.start) as u64;
            if zeros > MAX_TRAILER {
                return Err(ArchiveError::Damaged("the archive: too much follows its end".into()));
            }
            self.start = self.end;
            if !self.fill()? {
                return Ok(());
            }
        }
    }

    /// A global header: comments and the like. One that renames or resizes every entry is no honest one.
    fn global(&mut self, size: u64) -> Result<()> {
        let mut global = Extensions::default();
        global.read(&self.whole(size, MAX_PAX)?)?;
        if global.path.is_some() || global.link.is_some() || global.size.is_some() || global.sparse.is_some() {
            return Err(ArchiveError::Damaged("the archive: a global header states a name or size".into()));
        }
        Ok(())
    }

    /// The whole data of an extension header, if it is no larger than `limit`.
    fn whole(&mut self, size: u64, limit: u64) -> Result<Vec<u8>> {
        if size > limit {
            return Err(ArchiveError::Damaged(format!("the archive: an extended header claims {size} bytes")));
        }
        self.expect(size);
        let mut bytes = Vec::new();
        loop {
            match self.data(u64::MAX)? {
                [] => return Ok(bytes),
                part => bytes.extend_from_slice(part),
            }
        }
    }

    fn block(&mut self) -> Result<Option<[u8; BLOCK]>> {
        let mut block = [0; BLOCK];
        let mut filled = 0;
        while filled < BLOCK {
            if self.start == self.end && !self.fill()? {
                return if filled == 0 { Ok(None) } else { Err(short(&block[..filled])) };
            }
            let length = (BLOCK - filled).min(self.end - self.start);
            block[filled..filled + length].copy_from_slice(&self.buffer[self.start..self.start + length]);
            self.start += length;
            filled += length;
        }
        Ok(Some(block))
    }

    /// Refills the empty buffer; false at the end of the stream.
    fn fill(&mut self) -> Result<bool> {
        loop {
            match self.stream.read(&mut self.buffer) {
                Ok(length) => {
                    (self.start, self.end) = (0, length);
                    return Ok(length > 0);
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Err(cut("by the sender")),
                Err(error) => {
                    let why = crate::error::plain(&error);
                    return Err(ArchiveError::Failed(format!("the archive can't be read: {why}")));
                }
            }
        }
    }
}

fn cut(place: &str) -> ArchiveError {
    ArchiveError::Damaged(format!("the archive is cut off {place}"))
}

/// A block that ends too soon; something tiny may still be told by its first bytes.
fn short(start: &[u8]) -> ArchiveError {
    match compression(start) {
        Some(name) => ArchiveError::Damaged(format!("the stream is compressed with {name}, not a plain tar archive")),
        None => cut("in the middle of a block"),
    }
}

fn unsigned(field: &[u8], what: &str) -> Result<u64> {
    number::field(field)
        .and_then(|value| u64::try_from(value).ok())
        .ok_or_else(|| ArchiveError::Damaged(format!("the archive: the {what} of an entry is no number")))
}

fn seconds(header: &Header) -> Result<Time> {
    let seconds = number::field(&header.as_old().mtime)
        .ok_or_else(|| ArchiveError::Damaged("the archive: the time of an entry is no number".into()))?;
    Ok(Time { seconds, nanoseconds: 0 })
}

fn until_zero(mut bytes: Vec<u8>) -> Vec<u8> {
    let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    bytes.truncate(end);
    bytes
}

/// The sum of a header's bytes, its own field counted as blanks.
fn checksum(block: &[u8; BLOCK]) -> i64 {
    let sum = |bytes: &[u8]| bytes.iter().map(|&byte| i64::from(byte)).sum::<i64>();
    sum(&block[..148]) + sum(&block[156..]) + 8 * i64::from(b' ')
}
