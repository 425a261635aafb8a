//! An archive of changes as a layer of a container image: what is gone becomes whiteouts, and every directory on the
//! way to something comes with what it is, since engines make up what a layer leaves out.
//! Source: OCI image specification, "Image Layer Filesystem Changeset".

use std::collections::VecDeque;
use std::io::{Read, Write};

use super::Limits;
use super::capture::GONE;
use super::compact::{head, path_of, plain_path};
use super::error::{ArchiveError, Result};
use super::listing::{Item, ItemKind, Items, lies_below, order};
use super::pax::Time;
use super::reader::{BLOCK, Entry, EntryKind, Reader};
use super::sparse;
use super::writer::{Head, Writer};

/// Before the name of what is gone.
const WHITEOUT: &[u8] = b".wh.";
/// In a directory of which nothing that was there before stays.
const OPAQUE: &[u8] = b".wh..wh..opq";

/// Writes the archive of changes `stream` to `sink` as a layer over an image with the items `image`. `gone` is what the
/// archive's index says is gone; what lies at or below one of `without` is left out.
///
/// # Errors
/// `Damaged`; `Invalid` for a name that layers have another meaning for; the sink's.
pub fn image_layer(
    stream: &mut dyn Read,
    gone: Vec<Vec<u8>>,
    image: &mut dyn Items,
    without: &[&[u8]],
    sink: &mut dyn Write,
) -> Result<()> {
    let mut reader = Reader::new(stream);
    let next = image.next()?;
    let image = Image { items: image, next, way: Vec::new() };
    let mut layer = Layer { image, gone: gone.into(), made: Vec::new(), writer: Writer::new(sink) };
    let is_without = |path: &[u8]| without.iter().any(|place| path == *place || lies_below(path, place));
    while let Some(entry) = reader.next(&Limits::default())? {
        if entry.path == GONE {
            continue;
        }
        let path = plain_path(&entry.path)?;
        layer.whiteouts_before(Some(&path), is_without)?;
        if !is_without(&path) {
            layer.entry(&mut reader, &path, &entry)?;
        }
    }
    layer.whiteouts_before(None, is_without)?;
    layer.writer.finish()
}

/// The image's tree, walked along.
struct Image<'a> {
    items: &'a mut dyn Items,
    next: Option<Item>,
    /// The directories that the last item is in, itself included.
    way: Vec<Item>,
}

impl Image<'_> {
    /// Goes on to `path`; whether the image has it.
    fn go_to(&mut self, path: &[u8]) -> Result<bool> {
        let mut is_there = self.way.last().is_some_and(|item| item.path == path);
        while let Some(item) = self.next.take_if(|item| order(&item.path, path).is_le()) {
            self.next = self.items.next()?;
            is_there = item.path == path;
            while self.way.pop_if(|folder| !lies_below(&item.path, &folder.path)).is_some() {}
            if item.kind == ItemKind::Directory {
                self.way.push(item);
            }
        }
        Ok(is_there)
    }
}

struct Layer<'a> {
    image: Image<'a>,
    gone: VecDeque<Vec<u8>>,
    /// The directories on the way to the last entry that the layer has.
    made: Vec<Vec<u8>>,
    writer: Writer<'a>,
}

impl Layer<'_> {
    /// Writes what is gone and comes before `path` in a walk. What stands in another's place needs no word.
    fn whiteouts_before(&mut self, path: Option<&[u8]>, is_without: impl Fn(&[u8]) -> bool) -> Result<()> {
        while let Some(gone) = self.gone.pop_front_if(|gone| path.is_none_or(|path| order(gone, path).is_le())) {
            if Some(gone.as_slice()) == path || is_without(&gone) || !self.image.go_to(&gone)? {
                continue;
            }
            self.way_to(&gone)?;
            let split = gone.iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1);
            let (folder, name) = gone.split_at(split);
            self.writer.made_up(&[folder, WHITEOUT, name].concat(), b"")?;
        }
        Ok(())
    }

    fn entry(&mut self, reader: &mut Reader<'_>, path: &[u8], entry: &Entry) -> Result<()> {
        if path.rsplit(|byte| *byte == b'/').next().is_some_and(|name| name.starts_with(WHITEOUT)) {
            return Err(ArchiveError::invalid(path, "a name that begins with .wh. has another meaning in images"));
        }
        if matches!(entry.kind, EntryKind::Special(_)) {
            return Err(ArchiveError::damaged(path, "is nothing that a snapshot holds"));
        }
        self.image.go_to(path)?;
        self.way_to(path)?;
        let stored = path_of(path, entry.kind);
        let whole = Head { ctime: None, sparse: None, ..head(entry, &stored, &entry.link, entry.size, false)? };
        self.writer.head(&whole)?;
        // Engines unpack files with holes, and then can't tell any more what the layer's digest was.
        let segments = match entry.sparse {
            true => sparse::read_map(reader, path, entry.size)?,
            false => vec![(0, entry.size)],
        };
        let mut at = 0;
        for (begin, length) in segments {
            self.zeros(begin - at)?;
            at = begin;
            while let part @ [_, ..] = reader.data(begin + length - at)? {
                self.writer.data(part)?;
                at += part.len() as u64;
            }
        }
        self.zeros(entry.size - at)?;
        self.writer.pad(entry.size)?;
        if entry.kind == EntryKind::Directory {
            if entry.opaque {
                self.writer.made_up(&[path, b"/", OPAQUE].concat(), b"")?;
            }
            self.made.push(path.to_vec());
        }
        Ok(())
    }

    fn zeros(&mut self, mut count: u64) -> Result<()> {
        let zeros = [0; BLOCK];
        while count > 0 {
            let length = usize::try_from(count).unwrap_or(BLOCK).min(BLOCK);
            self.writer.data(&zeros[..length])?;
            count -= length as u64;
        }
        Ok(())
    }

    /// Writes the directories on the way to `path` that the layer does not have yet.
    fn way_to(&mut self, path: &[u8]) -> Result<()> {
        while self.made.pop_if(|made| !lies_below(path, made)).is_some() {}
        for end in (0..path.len()).filter(|at| path[*at] == b'/') {
            let folder = &path[..end];
            if self.made.iter().any(|made| made == folder) {
                continue;
            }
            let known = self.image.way.iter().find(|item| item.path == folder);
            let (mode, uid, gid, mtime) =
                known.map_or((0o755, 0, 0, (0, 0)), |item| (item.mode, item.uid, item.gid, item.mtime));
            let mtime = Time { seconds: mtime.0, nanoseconds: mtime.1 };
            let stored = path_of(folder, EntryKind::Directory);
            self.writer.head(&Head {
                kind: EntryKind::Directory,
                mode,
                uid,
                gid,
                mtime,
                ..Head::made_up(&stored, 0)
            })?;
            self.made.push(folder.to_vec());
        }
        Ok(())
    }
}
