//! Reads an archive of changes as it passes, and lists what it holds: with a digest for every file.

use std::collections::HashMap;
use std::io::{Read, Write};

use super::capture::GONE;
use super::error::{ArchiveError, Result};
use super::listing::{Item, ItemKind, ListReader, ListWriter, order};
use super::names::{components, joined};
use super::reader::{Entry, EntryKind, Reader};
use super::{Limits, Progress};

/// The most bytes of names of what is gone.
const MAX_GONE: u64 = 1 << 30;

/// What an archive of changes holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Indexed {
    /// Entries.
    pub entries: u64,
    /// Bytes of its files.
    pub bytes: u64,
    /// Paths that are gone, or were there as something else that is gone.
    pub gone: u64,
}

/// Reads an archive to its end and writes its index to `sink`: a list of the entries, then one of what is gone. A
/// directory that takes the place of all that was there is in both.
///
/// # Errors
/// `Damaged` for anything but one whole archive in the order of a walk; `Denied` for paths that lead elsewhere.
pub fn index(stream: &mut dyn Read, sink: &mut dyn Write, progress: Option<&Progress>) -> Result<Indexed> {
    let limits = Limits::default();
    let mut reader = Reader::new(stream);
    let mut list = ListWriter::new(&mut *sink).map_err(|error| unwritten(&error))?;
    let mut indexed = Indexed::default();
    let mut gone: Vec<u8> = Vec::new();
    let mut replaced: Vec<Vec<u8>> = Vec::new();
    let mut firsts = Firsts::new();
    while let Some(entry) = reader.next(&limits)? {
        if entry.path == GONE {
            if reader.left() > MAX_GONE {
                return Err(ArchiveError::denied(GONE, "too much is gone"));
            }
            while let part @ [_, ..] = reader.data(u64::MAX)? {
                gone.extend_from_slice(part);
            }
            continue;
        }
        let opaque = entry.opaque;
        // What is stored: holes need no room.
        indexed.bytes += reader.left();
        let item = item(&mut reader, entry, &limits, &mut firsts)?;
        if opaque {
            replaced.push(item.path.clone());
        }
        indexed.entries += 1;
        list.write(&item).map_err(|error| unwritten(&error))?;
        if let Some(progress) = progress
            && indexed.entries.is_multiple_of(64)
        {
            progress(indexed.bytes, indexed.entries);
        }
    }
    let sink = list.finish().map_err(|error| unwritten(&error))?;
    let mut list = ListWriter::new(sink).map_err(|error| unwritten(&error))?;
    let mut paths: Vec<&[u8]> = gone.split(|byte| *byte == 0).filter(|path| !path.is_empty()).collect();
    if !replaced.is_empty() {
        paths.extend(replaced.iter().map(Vec::as_slice));
        paths.sort_by(|one, other| order(one, other));
    }
    for path in paths {
        components(path, &limits)?;
        list.write(&Item::at(path.to_vec(), ItemKind::Gone)).map_err(|error| unwritten(&error))?;
        indexed.gone += 1;
    }
    list.finish().map_err(|error| unwritten(&error))?;
    Ok(indexed)
}

/// Digests and sizes of files that have more than one name, by the first.
type Firsts = HashMap<Vec<u8>, (Option<[u8; 32]>, u64)>;

/// The item of an entry; its data is read.
fn item(reader: &mut Reader<'_>, entry: Entry, limits: &Limits, firsts: &mut Firsts) -> Result<Item> {
    let names = components(&entry.path, limits)?;
    let path = if names.is_empty() { Vec::new() } else { joined(&names) };
    let kind = match entry.kind {
        EntryKind::File | EntryKind::HardLink => ItemKind::File,
        EntryKind::Directory => ItemKind::Directory,
        EntryKind::Symlink => ItemKind::Symlink,
        EntryKind::Special(_) => ItemKind::Special,
    };
    let (mut digest, mut size) = (None, 0);
    if entry.kind == EntryKind::File {
        let mut hasher = blake3::Hasher::new();
        while let part @ [_, ..] = reader.data(u64::MAX)? {
            hasher.update(part);
        }
        (digest, size) = (Some(hasher.finalize().into()), entry.size);
        if entry.links > 1 {
            firsts.insert(path.clone(), (digest, size));
        }
    } else if entry.kind == EntryKind::HardLink
        && let Some(first) = firsts.get(&entry.link)
    {
        (digest, size) = *first;
    }
    let owner =
        |number: u64| u32::try_from(number).map_err(|_| ArchiveError::damaged(&path, "its owner is out of range"));
    let (uid, gid) = (owner(entry.uid)?, owner(entry.gid)?);
    let ctime = entry.ctime.map_or((0, 0), |time| (time.seconds, time.nanoseconds));
    Ok(Item {
        kind,
        mode: entry.mode,
        uid,
        gid,
        size,
        mtime: (entry.mtime.seconds, entry.mtime.nanoseconds),
        ctime,
        inode: entry.inode,
        link: entry.link,
        attributes: !entry.attributes.is_empty(),
        settled: false,
        digest,
        path,
    })
}

fn unwritten(error: &std::io::Error) -> ArchiveError {
    ArchiveError::Failed(format!("writing the index: {}", crate::error::plain(error)))
}

/// Reads both lists of an index: `changed` gets every item, and the paths that are gone are returned.
///
/// # Errors
/// `Damaged`; those of `changed`.
pub fn read_index(mut source: impl Read, mut changed: impl FnMut(Item) -> Result<()>) -> Result<Vec<Vec<u8>>> {
    let mut items = ListReader::new(&mut source)?;
    while let Some(item) = items.read()? {
        changed(item)?;
    }
    let mut paths = Vec::new();
    let mut gone = ListReader::new(&mut source)?;
    while let Some(item) = gone.read()? {
        paths.push(item.path);
    }
    Ok(paths)
}
