//! A tar stream entry by entry: for who keeps a tree in another form, and for who makes a stream of that form again.

use std::io::{Read, Write};

use super::Limits;
use super::error::{ArchiveError, Result};
use super::listing::{Item, ItemKind};
use super::names::{components, joined};
use super::pax::Time;
use super::reader::{CHUNK, EntryKind, Reader};
use super::sparse::{Segment, read_map};
use super::tally::{Summary, Tally};
use super::writer::{Head, Writer};

/// Hands each entry of a stream to `take`, with its data. The holes of a file are read as zeros; a further name of a file
/// is an item with a link and no data; device nodes and fifos are left out and counted.
///
/// # Errors
/// `Damaged` for what is no whole archive, `Denied` for a path that leads away, and those of `take`.
pub fn visit<E: From<ArchiveError>>(
    stream: &mut dyn Read,
    limits: &Limits,
    take: &mut dyn FnMut(Item, &mut dyn Read) -> Result<(), E>,
) -> Result<Summary, E> {
    let mut reader = Reader::new(stream);
    let mut tally = Tally::new(None);
    while let Some(entry) = reader.next(limits)? {
        let path = plain(&entry.path, limits)?;
        let kind = match entry.kind {
            EntryKind::File | EntryKind::HardLink => ItemKind::File,
            EntryKind::Directory => ItemKind::Directory,
            EntryKind::Symlink => ItemKind::Symlink,
            EntryKind::Special(_) => {
                tally.skip(&path);
                continue;
            }
        };
        let link = match entry.kind {
            EntryKind::HardLink => plain(&entry.link, limits)?,
            EntryKind::Symlink => entry.link.clone(),
            _ => Vec::new(),
        };
        let segments = match entry.sparse {
            true => read_map(&mut reader, &entry.path, entry.size)?,
            false => vec![(0, entry.size)],
        };
        let mut item = Item::at(path, kind);
        (item.mode, item.size, item.link) = (entry.mode, entry.size, link);
        item.mtime = (entry.mtime.seconds, entry.mtime.nanoseconds);
        tally.admit(&item.path, item.size, limits)?;
        tally.entry();
        tally.bytes(item.size);
        let mut data =
            Data { reader: &mut reader, segments: segments.into_iter(), at: 0, size: item.size, zeros: 0, left: 0 };
        take(item, &mut data)?;
    }
    Ok(tally.finish())
}

/// The path from the top, without dots and doubled slashes; empty for the top itself.
fn plain(path: &[u8], limits: &Limits) -> Result<Vec<u8>> {
    let names = components(path, limits)?;
    Ok(if names.is_empty() { Vec::new() } else { joined(&names) })
}

/// The content of a file, its holes filled.
struct Data<'r, 's> {
    reader: &'r mut Reader<'s>,
    segments: std::vec::IntoIter<Segment>,
    at: u64,
    size: u64,
    /// Zeros before the next part.
    zeros: u64,
    /// Bytes of the part that is read.
    left: u64,
}

impl Read for Data<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.zeros == 0 && self.left == 0 {
            let (begin, length) = match self.segments.next() {
                Some(segment) => segment,
                None if self.at < self.size => (self.size, 0),
                None => return Ok(0),
            };
            self.zeros = begin - self.at;
            self.left = length;
        }
        let most = |left: u64, room: usize| room.min(usize::try_from(left).unwrap_or(usize::MAX));
        if self.zeros > 0 {
            let length = most(self.zeros, buffer.len());
            buffer[..length].fill(0);
            self.zeros -= length as u64;
            self.at += length as u64;
            return Ok(length);
        }
        let limit = most(self.left, buffer.len()) as u64;
        let data = self.reader.data(limit).map_err(std::io::Error::other)?;
        buffer[..data.len()].copy_from_slice(data);
        self.left -= data.len() as u64;
        self.at += data.len() as u64;
        Ok(data.len())
    }
}

/// Puts a stream together, entry by entry.
pub struct Assembler<'a> {
    writer: Writer<'a>,
}

impl<'a> Assembler<'a> {
    /// Begins a stream.
    pub fn new(sink: &'a mut dyn Write) -> Self {
        Assembler { writer: Writer::new(sink) }
    }

    /// Adds an entry with its data, which is read only of a file that is no further name of another. A path that is
    /// empty is the top itself.
    ///
    /// # Errors
    /// `Failed` when the data is not as long as was said; the sink's.
    pub fn add(&mut self, item: &Item, data: &mut dyn Read) -> Result<()> {
        let kind = match item.kind {
            ItemKind::File if item.link.is_empty() => EntryKind::File,
            ItemKind::File => EntryKind::HardLink,
            ItemKind::Directory => EntryKind::Directory,
            ItemKind::Symlink => EntryKind::Symlink,
            ItemKind::Special | ItemKind::Gone => {
                return Err(ArchiveError::failed(&item.path, "can't be put into an archive"));
            }
        };
        let size = if kind == EntryKind::File { item.size } else { 0 };
        self.writer.head(&Head {
            path: if item.path.is_empty() { b"." } else { &item.path },
            link: &item.link,
            kind,
            size,
            sparse: None,
            mode: item.mode,
            uid: item.uid,
            gid: item.gid,
            mtime: Time { seconds: item.mtime.0, nanoseconds: item.mtime.1 },
            ctime: None,
            identity: (0, 0),
            opaque: false,
            attributes: &[],
        })?;
        let mut buffer = vec![0; CHUNK.min(usize::try_from(size).unwrap_or(CHUNK))];
        let mut left = size;
        while left > 0 {
            let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            match data.read(&mut buffer[..most]) {
                Ok(0) => return Err(ArchiveError::failed(&item.path, "its content is shorter than was said")),
                Ok(length) => {
                    self.writer.data(&buffer[..length])?;
                    left -= length as u64;
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(ArchiveError::failed(&item.path, &crate::error::plain(&error))),
            }
        }
        self.writer.pad(size)
    }

    /// Ends the stream.
    ///
    /// # Errors
    /// The sink's.
    pub fn finish(self) -> Result<()> {
        self.writer.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(stream: &[u8]) -> Vec<(Item, Vec<u8>)> {
        let mut found = Vec::new();
        let mut take = |item: Item, data: &mut dyn Read| {
            let mut content = Vec::new();
            data.read_to_end(&mut content).unwrap();
            found.push((item, content));
            Ok::<(), ArchiveError>(())
        };
        visit(&mut &stream[..], &Limits::default(), &mut take).unwrap();
        found
    }

    fn entry(path: &[u8], kind: ItemKind, link: &[u8], content: &[u8]) -> (Item, Vec<u8>) {
        let mut item = Item::at(path.to_vec(), kind);
        (item.mode, item.mtime, item.link) = (0o640, (-3, 250_000_000), link.to_vec());
        item.size = content.len() as u64;
        (item, content.to_vec())
    }

    #[test]
    fn what_is_put_together_is_taken_apart_the_same() {
        let all = [
            entry(b"", ItemKind::Directory, b"", b""),
            entry(b"odd \xff\n name", ItemKind::File, b"", b"content"),
            entry(&[b'x'; 200], ItemKind::File, b"", &[7; 5000]),
            entry(b"link", ItemKind::Symlink, b"../away", b""),
            entry(b"more", ItemKind::File, b"odd \xff\n name", b""),
            entry(b"empty/folder", ItemKind::Directory, b"", b""),
        ];
        let mut stream = Vec::new();
        let mut assembler = Assembler::new(&mut stream);
        for (item, content) in &all {
            assembler.add(item, &mut &content[..]).unwrap();
        }
        assembler.finish().unwrap();
        assert_eq!(items(&stream), all);
    }

    #[test]
    fn content_that_is_shorter_than_was_said_is_no_entry() {
        let (mut item, _) = entry(b"x", ItemKind::File, b"", b"");
        item.size = 10;
        let mut stream = Vec::new();
        assert!(Assembler::new(&mut stream).add(&item, &mut &b"short"[..]).is_err());
    }

    #[test]
    fn holes_are_read_as_zeros() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("holes");
        let file = std::fs::File::create(&path).unwrap();
        file.set_len(3 << 20).unwrap();
        std::os::unix::fs::FileExt::write_all_at(&file, b"middle", 1 << 20).unwrap();
        let mut stream = Vec::new();
        super::super::pack(&path, super::super::Kind::File, &Default::default(), &mut stream).unwrap();
        assert!(stream.len() < 1 << 20, "it has holes in the archive");
        let found = items(&stream);
        assert_eq!(found[0].1, std::fs::read(&path).unwrap());
    }

    #[test]
    fn a_stream_that_was_cut_is_damaged_wherever_it_ends() {
        let (item, content) = entry(b"x", ItemKind::File, b"", &[1; 700]);
        let mut stream = Vec::new();
        let mut assembler = Assembler::new(&mut stream);
        assembler.add(&item, &mut &content[..]).unwrap();
        assembler.finish().unwrap();
        for end in (0..stream.len()).step_by(100) {
            let mut take = |_: Item, data: &mut dyn Read| match std::io::copy(data, &mut std::io::sink()) {
                Ok(_) => Ok(()),
                Err(error) => Err(ArchiveError::Damaged(error.to_string())),
            };
            let error = visit(&mut &stream[..end], &Limits::default(), &mut take).unwrap_err();
            assert!(matches!(error, ArchiveError::Damaged(_)), "{end}: {error}");
        }
    }
}
