//! Unpacks a stream into a staging folder, entry by entry, and publishes it when its end was seen.
//! Until then nothing is at the destination, whatever happens.

use std::ffi::OsStr;
use std::io::Read;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fs::{AtFlags, FileType, Mode, OFlags};
use rustix::io::Errno;

use super::attributes::{self, Attribute};
use super::capture::GONE;
use super::cursor::{Cursor, kind_of, remove_tree};
use super::destination;
use super::error::{ArchiveError, Result};
use super::listing::lies_below;
use super::meta::{Folders, Meta};
use super::names::{below, components, joined, runs_unasked};
use super::pool::{MAX_SMALL, Pool};
use super::publish::Publisher;
use super::reader::{Entry, EntryKind, Reader};
use super::sparse::{self, write_solid};
use super::stage::Stage;
use super::tally::{Summary, Tally};
use super::{Kind, Owner, UnpackOptions};

/// Unpacks the plain tar `stream` of `kind` to `dest`; `name` is what a file or directory is called in an existing one.
/// The stream is read to its end. Directories that exist already keep their owner and mode.
///
/// # Errors
/// `Damaged` for anything but one whole archive, `Denied` for an entry that leads elsewhere, `Conflict` where
/// a file meets a directory. Nothing is at the destination then, unless a move failed half way for another reason.
pub fn unpack(
    stream: &mut dyn Read,
    dest: &Path,
    kind: Kind,
    name: &OsStr,
    options: &UnpackOptions,
) -> Result<Summary> {
    let place = destination::resolve(dest, kind, name.as_bytes())?;
    let stage = Stage::create(place.anchor.as_fd(), dest.as_os_str().as_bytes())?;
    let tree = stage.tree()?;
    let mut unpacker = Unpacker {
        base: &place.base,
        above: &place.above,
        ..Unpacker::new(kind, options, tree, Ground::Staged(stage))
    };
    unpacker.entries(stream)?;
    unpacker.publish(place.anchor)
}

/// Where entries come to lie.
pub(super) enum Ground {
    /// In a staging folder, until all are there.
    Staged(Stage),
    /// Where they belong, one by one, in the place of what was there: for an archive of changes.
    Changed(Changes),
}

/// What is particular about an archive of changes.
#[derive(Default)]
pub(super) struct Changes {
    /// Places at the top that nothing may come to.
    pub(super) protected: Vec<Vec<u8>>,
    /// Places that are passed over: something else is mounted there.
    pub(super) mounted: Vec<Vec<u8>>,
    /// The content of the entry that says what is gone.
    pub(super) gone: Vec<u8>,
}

/// The most bytes of names of what is gone.
const MAX_GONE: u64 = 1 << 30;

pub(super) struct Unpacker<'a> {
    kind: Kind,
    options: &'a UnpackOptions,
    base: &'a [Vec<u8>],
    /// The directory that it all goes to, as the caller knows it.
    above: &'a [u8],
    cursor: Cursor,
    folders: Folders,
    tally: Tally,
    /// The directory last noted in `folders`.
    noted: Vec<Vec<u8>>,
    /// Attributes of directories, put on last: a default list would be handed down to what comes into them.
    attributes: Vec<(Vec<Vec<u8>>, Vec<Attribute>)>,
    /// Ends before the stage goes: it still writes there.
    pool: Pool,
    ground: Ground,
    /// What goes before the staged tree takes its place: paths, each ended by a NUL.
    gone: Vec<u8>,
}

impl<'a> Unpacker<'a> {
    pub(super) fn new(kind: Kind, options: &'a UnpackOptions, tree: OwnedFd, ground: Ground) -> Unpacker<'a> {
        Unpacker {
            kind,
            options,
            base: &[],
            above: b"",
            cursor: Cursor::new(tree),
            folders: Folders::default(),
            tally: Tally::new(options.progress.clone()),
            noted: Vec::new(),
            attributes: Vec::new(),
            pool: Pool::new(),
            ground,
            gone: Vec::new(),
        }
    }

    pub(super) fn entries(&mut self, stream: &mut dyn Read) -> Result<()> {
        let mut reader = Reader::new(stream);
        while let Some(entry) = reader.next(&self.options.limits)? {
            self.entry(&mut reader, entry)?;
        }
        self.pool.settle()
    }

    fn entry(&mut self, reader: &mut Reader<'_>, mut entry: Entry) -> Result<()> {
        self.tally.admit(&entry.path, entry.size, &self.options.limits)?;
        let stored = entry.path.clone();
        let names = components(&stored, &self.options.limits)?;
        if let Ground::Changed(changes) = &mut self.ground {
            if stored == GONE {
                return changes.read_gone(reader);
            }
            changes.check(&names)?;
            if changes.passes_over(&names, &entry)? {
                return Ok(());
            }
        }
        if let Some(protected) = &self.options.changes {
            if stored == GONE {
                self.gone = read_gone(reader)?;
                return Ok(());
            }
            check_place(&names, protected)?;
        }
        if let EntryKind::Special(what) = entry.kind {
            if self.options.strict {
                return Err(ArchiveError::denied(&entry.path, &format!("is a {what}")));
            }
            self.tally.skip(&entry.path);
            return Ok(());
        }
        let meta = self.meta(&entry)?;
        let base = self.base;
        let mut path: Vec<&[u8]> = base.iter().map(Vec::as_slice).collect();
        if self.kind == Kind::File {
            if names != [b"file"] || entry.kind == EntryKind::Directory || self.tally.summary.entries > 0 {
                return Err(ArchiveError::damaged(&entry.path, "the archive should hold one file and nothing else"));
            }
        } else if names.is_empty() {
            return self.top(&entry, &path, meta);
        } else {
            path.extend(&names);
        }
        // What may fail from here on fails at the destination.
        entry.path = below(self.above, &path);
        if self.options.watch_startup_files && entry.kind != EntryKind::Directory && runs_unasked(&path) {
            self.tally.startup(&entry.path);
        }
        match entry.kind {
            EntryKind::Directory => self.directory(&entry, &path, meta)?,
            EntryKind::Symlink => {
                if entry.link.is_empty() || entry.link.contains(&0) {
                    return Err(ArchiveError::damaged(&entry.path, "a link of the archive leads nowhere"));
                }
                self.place(&entry, &path, |parent, name| {
                    match rustix::fs::symlinkat(entry.link.as_slice(), parent, name) {
                        Err(Errno::EXIST) if leads_to(parent, name, &entry.link) => {}
                        other => other?,
                    }
                    meta.apply_to_link(parent, name)
                })?;
            }
            EntryKind::HardLink => self.hard_link(&entry, &path)?,
            EntryKind::File | EntryKind::Special(_) => self.file(reader, &entry, &path, meta)?,
        }
        self.tally.entry();
        Ok(())
    }

    /// The entry of the directory that the stream is about. One that exists already is left as it is.
    fn top(&mut self, entry: &Entry, path: &[&[u8]], meta: Meta) -> Result<()> {
        if entry.kind != EntryKind::Directory {
            return Err(ArchiveError::damaged(&entry.path, "is no directory"));
        }
        if matches!(self.ground, Ground::Changed(_)) {
            self.folders.describe(path, meta);
        } else if !path.is_empty() && self.kind != Kind::Many {
            self.cursor.make(path).map_err(|errno| leads_through(&entry.path, errno))?;
            self.folders.describe(path, meta);
        }
        self.tally.entry();
        Ok(())
    }

    fn directory(&mut self, entry: &Entry, path: &[&[u8]], meta: Meta) -> Result<()> {
        if entry.opaque
            && let Ground::Changed(changes) = &self.ground
            && !changes.holds_a_mount(&path.join(&b'/'))
        {
            self.clear(entry, path)?;
        }
        self.place(entry, path, |parent, name| match rustix::fs::mkdirat(parent, name, Mode::RWXU) {
            Err(Errno::EXIST) if kind_of(parent, name)? == Some(FileType::Directory) => Ok(()),
            other => other,
        })?;
        self.folders.describe(path, meta);
        if !entry.attributes.is_empty() {
            self.attributes.push((path.iter().map(|name| name.to_vec()).collect(), entry.attributes.clone()));
        }
        Ok(())
    }

    /// Removes what is at `path` with all below it.
    fn clear(&mut self, entry: &Entry, path: &[&[u8]]) -> Result<()> {
        let Some((name, parents)) = path.split_last() else { return Ok(()) };
        let parent = self.cursor.make(parents).map_err(|errno| leads_through(&entry.path, errno))?;
        match remove_tree(parent, name) {
            Ok(()) | Err(Errno::NOENT) => {}
            Err(errno) => return Err(ArchiveError::system(&entry.path, errno)),
        }
        self.folders.forget(path);
        self.noted.clear();
        Ok(())
    }

    fn hard_link(&mut self, entry: &Entry, path: &[&[u8]]) -> Result<()> {
        let target = components(&entry.link, &self.options.limits)?;
        let full: Vec<&[u8]> = self.base.iter().map(Vec::as_slice).chain(target.iter().copied()).collect();
        let outside = || ArchiveError::denied(&entry.path, "a hard link to nothing earlier in the archive");
        let (last, parents) = full.split_last().filter(|_| !target.is_empty()).ok_or_else(outside)?;
        let from = self.cursor.open(parents).map_err(|_| outside())?;
        let from = from
            .try_clone_to_owned()
            .map_err(|error| ArchiveError::failed(&entry.path, &crate::error::plain(&error)))?;
        match kind_of(from.as_fd(), last).map_err(|errno| ArchiveError::system(&entry.path, errno))? {
            None | Some(FileType::Directory) => return Err(outside()),
            // GNU tar writes this for a file that it was given twice.
            Some(_) if full == path => return Ok(()),
            Some(_) => {}
        }
        self.place(entry, path, |parent, name| rustix::fs::linkat(&from, *last, parent, name, AtFlags::empty()))
    }

    fn file(&mut self, reader: &mut Reader<'_>, entry: &Entry, path: &[&[u8]], meta: Meta) -> Result<()> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mode = Mode::RUSR | Mode::WUSR;
        let small = !entry.sparse && entry.attributes.is_empty() && entry.size <= MAX_SMALL && self.kind != Kind::File;
        let file = self.place(entry, path, |parent, name| rustix::fs::openat(parent, name, flags, mode))?;
        if small && self.pool.is_worth_it() {
            let mut content = Vec::with_capacity(usize::try_from(entry.size.min(MAX_SMALL)).unwrap_or(0));
            loop {
                match reader.data(u64::MAX)? {
                    [] => break,
                    part => content.extend_from_slice(part),
                }
            }
            self.tally.bytes(entry.size);
            return self.pool.write(file, content, meta, &entry.path);
        }
        self.fill(reader, entry, file.as_fd())?;
        self.tally.summary.lost_attributes += attributes::put(file.as_fd(), &entry.attributes);
        meta.apply(file.as_fd()).map_err(|errno| ArchiveError::system(&entry.path, errno))
    }

    /// Writes the data of `entry` to a new file; what is zero stays a hole.
    fn fill(&mut self, reader: &mut Reader<'_>, entry: &Entry, file: BorrowedFd<'_>) -> Result<()> {
        let fail = |errno| ArchiveError::system(&entry.path, errno);
        let segments = match entry.sparse {
            true => sparse::read_map(reader, &entry.path, entry.size)?,
            false => vec![(0, entry.size)],
        };
        let mut written_to = 0;
        for (offset, length) in segments {
            let (mut at, end) = (offset, offset + length);
            while at < end {
                let data = reader.data(end - at)?;
                let (count, start) = (data.len() as u64, at);
                written_to = write_solid(file, data, start).map_err(fail)?.unwrap_or(written_to);
                at += count;
                self.tally.bytes(count);
            }
        }
        if written_to < entry.size {
            rustix::fs::ftruncate(file, entry.size).map_err(fail)?;
        }
        Ok(())
    }

    /// Makes something new at `path`, in place of what an earlier entry of that name left there.
    fn place<T>(
        &mut self,
        entry: &Entry,
        path: &[&[u8]],
        make: impl Fn(BorrowedFd<'_>, &[u8]) -> Result<T, Errno>,
    ) -> Result<T> {
        let fail = |errno| ArchiveError::system(&entry.path, errno);
        let Some((name, parents)) = path.split_last() else {
            return Err(ArchiveError::damaged(&entry.path, "has no name"));
        };
        if self.noted != parents {
            self.folders.note(parents);
            let shared = self.noted.iter().zip(parents).take_while(|(noted, name)| noted == *name).count();
            self.noted.truncate(shared);
            self.noted.extend(parents[shared..].iter().map(|name| name.to_vec()));
        }
        let parent = self.cursor.make(parents).map_err(|errno| leads_through(&entry.path, errno))?;
        match make(parent, name) {
            Err(Errno::EXIST) => {}
            other => return other.map_err(fail),
        }
        if kind_of(parent, name).map_err(fail)? == Some(FileType::Directory) {
            match &mut self.ground {
                Ground::Staged(stage) => stage.discard(parent, name),
                Ground::Changed(_) => remove_tree(parent, name),
            }
            .map_err(fail)?;
            self.folders.forget(path);
            self.noted.clear();
        } else {
            rustix::fs::unlinkat(parent, *name, AtFlags::empty()).map_err(fail)?;
        }
        let parent = self.cursor.make(parents).map_err(|errno| leads_through(&entry.path, errno))?;
        make(parent, name).map_err(fail)
    }

    fn meta(&mut self, entry: &Entry) -> Result<Meta> {
        // A link has no mode, and a hard link takes part in that of its target.
        let moded = matches!(entry.kind, EntryKind::File | EntryKind::Directory);
        let mode = if self.options.preserve_special { entry.mode } else { entry.mode & 0o777 };
        if moded && mode != entry.mode {
            self.tally.summary.stripped_count += 1;
        }
        let owner = match (self.options.preserve_owner, u32::try_from(entry.uid), u32::try_from(entry.gid)) {
            (false, ..) => self.options.owner,
            // The highest number means "leave it" to the system.
            (true, Ok(uid), Ok(gid)) if uid != u32::MAX && gid != u32::MAX => Some(Owner { uid, gid }),
            (true, ..) => return Err(ArchiveError::damaged(&entry.path, "its owner is out of range")),
        };
        Ok(Meta { mode, mtime: Some(entry.mtime), owner })
    }

    fn describe_directories(&mut self) {
        for (path, attributes) in std::mem::take(&mut self.attributes) {
            // A later entry may have taken its place.
            if let Ok(directory) = self.cursor.open(&path) {
                self.tally.summary.lost_attributes += attributes::put(directory, &attributes);
            }
        }
    }

    /// What is gone goes, and the directories are described.
    pub(super) fn settle_changes(mut self) -> Result<Summary> {
        if let Ground::Changed(changes) = &self.ground {
            for path in changes.gone.split(|byte| *byte == 0).filter(|path| !path.is_empty()) {
                let names = components(path, &self.options.limits)?;
                changes.check(&names)?;
                let Some((name, parents)) = names.split_last() else { continue };
                let whole = names.join(&b'/');
                if changes.is_mounted(&whole) || changes.holds_a_mount(&whole) {
                    continue;
                }
                match self.cursor.open(parents).and_then(|parent| remove_tree(parent, name)) {
                    // It was not there in the first place.
                    Ok(()) | Err(Errno::NOENT | Errno::NOTDIR) => {}
                    Err(errno) => return Err(ArchiveError::system(path, errno)),
                }
            }
        }
        self.describe_directories();
        self.folders.apply_given(&mut self.cursor)?;
        Ok(self.tally.finish())
    }

    /// Removes what an archive of changes calls gone. A directory that still holds something stays: others put it there.
    fn remove_gone(&mut self, destination: &mut Cursor) -> Result<()> {
        let Some(protected) = &self.options.changes else { return Ok(()) };
        let paths = self.gone.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        let mut paths = paths.map(|path| components(path, &self.options.limits)).collect::<Result<Vec<_>>>()?;
        paths.iter().try_for_each(|names| check_place(names, protected))?;
        // What a directory holds comes after it.
        paths.reverse();
        for names in paths {
            let full: Vec<&[u8]> = self.base.iter().map(Vec::as_slice).chain(names).collect();
            let Some((name, parents)) = full.split_last() else { continue };
            let removed = destination.open(parents).and_then(|parent| {
                match rustix::fs::unlinkat(parent, *name, AtFlags::empty()) {
                    // The kernel says one of these for a directory.
                    Err(refused @ (Errno::ISDIR | Errno::PERM)) => {
                        rustix::fs::unlinkat(parent, *name, AtFlags::REMOVEDIR)
                            .map_err(|errno| if errno == Errno::NOTDIR { refused } else { errno })
                    }
                    other => other,
                }
            });
            match removed {
                Ok(()) | Err(Errno::NOENT | Errno::NOTDIR | Errno::NOTEMPTY | Errno::EXIST) => {}
                Err(errno) => return Err(ArchiveError::system(&below(self.above, &full), errno)),
            }
        }
        Ok(())
    }

    fn publish(mut self, anchor: OwnedFd) -> Result<Summary> {
        self.describe_directories();
        match self.kind {
            Kind::File | Kind::Directory if self.tally.summary.entries == 0 => {
                return Err(ArchiveError::Damaged("the archive holds nothing".into()));
            }
            Kind::File => {}
            Kind::Directory | Kind::Contents | Kind::Many => {
                self.cursor.make(self.base).map_err(|errno| ArchiveError::system(b"the destination", errno))?;
                self.folders.note(self.base);
            }
        }
        let mut destination = Cursor::new(anchor);
        self.remove_gone(&mut destination)?;
        let publisher = Publisher::new(self.cursor, destination, &self.folders, self.options);
        self.tally.summary.kept_count = publisher.run()?;
        Ok(self.tally.finish())
    }
}

/// Fails for what comes to a protected place.
fn check_place(names: &[&[u8]], protected: &[Vec<u8>]) -> Result<()> {
    let path = names.join(&b'/');
    match protected.iter().any(|place| path == *place || lies_below(&path, place)) {
        true => Err(ArchiveError::denied(&path, "is no place for files of an archive")),
        false => Ok(()),
    }
}

fn read_gone(reader: &mut Reader<'_>) -> Result<Vec<u8>> {
    if reader.left() > MAX_GONE {
        return Err(ArchiveError::denied(GONE, "too much is gone"));
    }
    let mut gone = Vec::new();
    while let part @ [_, ..] = reader.data(u64::MAX)? {
        gone.extend_from_slice(part);
    }
    Ok(gone)
}

impl Changes {
    fn read_gone(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        self.gone = read_gone(reader)?;
        Ok(())
    }

    fn is_mounted(&self, path: &[u8]) -> bool {
        self.mounted.iter().any(|place| path == place.as_slice() || lies_below(path, place))
    }

    fn holds_a_mount(&self, path: &[u8]) -> bool {
        self.mounted.iter().any(|place| lies_below(place, path))
    }

    /// Whether an entry belongs to where something else is mounted now. What a mount lies in must stay a directory:
    /// all below it would go, and the mount's files are somebody else's.
    fn passes_over(&self, names: &[&[u8]], entry: &Entry) -> Result<bool> {
        let path = names.join(&b'/');
        if entry.kind != EntryKind::Directory && self.holds_a_mount(&path) {
            return Err(ArchiveError::denied(&path, "stands where a mount of the sandbox lies below"));
        }
        Ok(self.is_mounted(&path))
    }

    /// Nothing comes to what is the engine's, the kernel's or the guest's own.
    fn check(&self, names: &[&[u8]]) -> Result<()> {
        match names.first() {
            Some(top) if self.protected.iter().any(|place| place == top) => {
                Err(ArchiveError::denied(&joined(names), "is no place for files of an archive"))
            }
            _ => Ok(()),
        }
    }
}

/// Whether a link that is there is the one that is meant.
fn leads_to(parent: BorrowedFd<'_>, name: &[u8], target: &[u8]) -> bool {
    rustix::fs::readlinkat(parent, name, Vec::new()).is_ok_and(|found| found.as_bytes() == target)
}

/// The error for an entry whose way leads through something that is no directory.
fn leads_through(path: &[u8], errno: Errno) -> ArchiveError {
    match errno {
        Errno::NOTDIR | Errno::LOOP => ArchiveError::denied(path, "leads through a link or file of the archive"),
        _ => ArchiveError::system(path, errno),
    }
}
