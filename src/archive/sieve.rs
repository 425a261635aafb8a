//! Picks entries out of archives of changes: as an archive of those alone, under the names that are wanted, or as the
//! content of files.

use std::collections::HashMap;
use std::io::{Read, Write};

use super::Limits;
use super::capture::GONE;
use super::error::{ArchiveError, Result};
use super::names::{components, joined};
use super::pax::Time;
use super::reader::{Entry, EntryKind, Reader};
use super::writer::{Head, Writer};

/// Which entries are wanted, by their paths in the archive, and what they are called outside.
pub type Names = HashMap<Vec<u8>, Vec<u8>>;

/// What a file holds, as far as it is of interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// All of it.
    Whole(Vec<u8>),
    /// The same as a file that came before, by its name outside.
    SameAs(Vec<u8>),
    /// It has holes, or is longer than was wanted.
    Unread,
}

/// Passes the entries of `stream` that are wanted on to `sink`, without the end of the archive: more may follow, and
/// then [`seal`]. A name of a file whose first name is not wanted must be named with that first one.
///
/// # Errors
/// `Damaged` for anything but one whole archive, `Denied` for paths that lead elsewhere; the sink's.
pub fn sift(stream: &mut dyn Read, names: &Names, sink: &mut dyn Write) -> Result<()> {
    let mut writer = Writer::new(sink);
    each(stream, names, |reader, entry, place| {
        let (kind, link) = match place {
            Place::First => (entry.kind, &entry.link[..]),
            // The first name was passed on under this one.
            Place::Link(first) if first == entry.path => return Ok(()),
            Place::Link(first) => (EntryKind::HardLink, first),
        };
        let path = match kind {
            EntryKind::Directory => [&entry.path[..], b"/"].concat(),
            _ => entry.path.clone(),
        };
        let owner = |number: u64| u32::try_from(number).map_err(|_| ArchiveError::damaged(&path, "its owner is odd"));
        let size = reader.left();
        writer.head(&Head {
            path: &path,
            link,
            kind,
            size,
            sparse: entry.sparse.then_some(entry.size),
            mode: entry.mode,
            uid: owner(entry.uid)?,
            gid: owner(entry.gid)?,
            mtime: entry.mtime,
            ctime: None,
            identity: (0, 0),
            opaque: false,
            attributes: &entry.attributes,
        })?;
        while let part @ [_, ..] = reader.data(u64::MAX)? {
            writer.data(part)?;
        }
        writer.pad(size)
    })?;
    writer.pause()
}

/// Ends an archive of changes: what is gone comes last.
///
/// # Errors
/// The sink's.
pub fn seal(gone: &[Vec<u8>], sink: &mut dyn Write) -> Result<()> {
    let mut writer = Writer::new(sink);
    if !gone.is_empty() {
        let content: Vec<u8> = gone.iter().flat_map(|path| path.iter().copied().chain([0])).collect();
        let (size, mtime) = (content.len() as u64, Time { seconds: 0, nanoseconds: 0 });
        let (link, attributes) = (&b""[..], &[][..]);
        let (kind, mode, sparse, ctime) = (EntryKind::File, 0o600, None, None);
        let opaque = false;
        writer.head(&Head {
            path: GONE,
            link,
            kind,
            size,
            sparse,
            mode,
            uid: 0,
            gid: 0,
            mtime,
            ctime,
            identity: (0, 0),
            opaque,
            attributes,
        })?;
        writer.data(&content)?;
        writer.pad(size)?;
    }
    writer.finish()
}

/// Reads the wanted files of `stream`; those of more than `most` bytes are only named.
///
/// # Errors
/// As [`sift`]; those of `take`.
pub fn read_files(
    stream: &mut dyn Read,
    names: &Names,
    most: u64,
    mut take: impl FnMut(Vec<u8>, Content) -> Result<()>,
) -> Result<()> {
    each(stream, names, |reader, entry, place| {
        let content = match place {
            Place::Link(first) if first == entry.path => return Ok(()),
            Place::Link(first) => Content::SameAs(first.to_vec()),
            Place::First if entry.kind != EntryKind::File => return Ok(()),
            Place::First if entry.sparse || entry.size > most => Content::Unread,
            Place::First => {
                let mut bytes = Vec::new();
                while let part @ [_, ..] = reader.data(u64::MAX)? {
                    bytes.extend_from_slice(part);
                }
                Content::Whole(bytes)
            }
        };
        take(entry.path.clone(), content)
    })
}

/// What an entry stands for.
enum Place<'p> {
    /// Itself.
    First,
    /// One more name of a file that came before under this name outside.
    Link(&'p [u8]),
}

/// Goes through the wanted entries; their paths are those outside.
fn each(
    stream: &mut dyn Read,
    names: &Names,
    mut work: impl FnMut(&mut Reader<'_>, &Entry, Place<'_>) -> Result<()>,
) -> Result<()> {
    let limits = Limits::default();
    let mut reader = Reader::new(stream);
    while let Some(mut entry) = reader.next(&limits)? {
        if entry.path == GONE {
            continue;
        }
        let path = plain(&entry.path, &limits)?;
        let Some(outside) = names.get(&path) else { continue };
        entry.path.clone_from(outside);
        match entry.kind {
            EntryKind::Special(_) => {}
            EntryKind::HardLink => match names.get(&plain(&entry.link, &limits)?) {
                Some(first) => work(&mut reader, &entry, Place::Link(first))?,
                None => return Err(ArchiveError::denied(&path, "a hard link to nothing earlier in the archive")),
            },
            EntryKind::File | EntryKind::Directory | EntryKind::Symlink => work(&mut reader, &entry, Place::First)?,
        }
    }
    Ok(())
}

fn plain(path: &[u8], limits: &Limits) -> Result<Vec<u8>> {
    let names = components(path, limits)?;
    Ok(if names.is_empty() { Vec::new() } else { joined(&names) })
}
