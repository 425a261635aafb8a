//! Packs sources into a stream, one chunk at a time, from a tree that others may change meanwhile.
//! A file comes whole at the size that it was opened with, or the stream fails.

use std::collections::HashMap;
use std::io::Write;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use super::attributes::{self, Attribute};
use super::cursor::{Cursor, directory, list};
use super::error::{ArchiveError, Result};
use super::exclude::Excludes;
use super::pax::Time;
use super::reader::{CHUNK, EntryKind};
use super::source::{source_kind, special};
use super::sparse::{self, Segment};
use super::tally::{Summary, Tally};
use super::walk::Node;
use super::writer::{Head, Writer};
use super::{Kind, PackOptions};

/// Bytes held of a file that does not tell its size.
const MAX_WITHOUT_SIZE: usize = 16 * 1024 * 1024;

/// Packs `source`, which `source_kind` found to be of `kind`, as a plain tar stream with its end marker.
/// Fifos, sockets and device nodes below it are skipped and named in the summary.
///
/// # Errors
/// `Damaged` names a file that shrank or vanished while it was read, `Denied` one that may not be read.
pub fn pack(source: &Path, kind: Kind, options: &PackOptions, sink: &mut dyn Write) -> Result<Summary> {
    if kind == Kind::Many {
        return pack_many(&[source.to_path_buf()], options, sink);
    }
    let mut packer = Packer::new(options, sink)?;
    let label: &[u8] = if kind == Kind::File { b"file" } else { b"." };
    packer.source(source, kind, label)?;
    packer.finish()
}

/// Packs several sources, each under its own last name (`x/.`: what it holds), for `Kind::Many`.
///
/// # Errors
/// As `pack`; `Conflict` when two sources have the same last name.
pub fn pack_many(sources: &[PathBuf], options: &PackOptions, sink: &mut dyn Write) -> Result<Summary> {
    let mut packer = Packer::new(options, sink)?;
    let mut labels: Vec<Vec<u8>> = Vec::new();
    for source in sources {
        let (kind, name) = source_kind(source, options.follow)?;
        let label = if kind == Kind::Contents { b".".to_vec() } else { name };
        if kind != Kind::Contents && labels.contains(&label) {
            return Err(ArchiveError::conflict(&label, "two sources have this name"));
        }
        packer.source(source, kind, &label)?;
        labels.push(label);
    }
    packer.finish()
}

/// How many bytes packing the sources would read, as far as can be told; walks them without reading a file.
///
/// # Errors
/// As `pack_many`, as far as they show.
pub fn measure(sources: &[PathBuf], options: &PackOptions) -> Result<u64> {
    let mut nowhere = std::io::sink();
    let mut packer = Packer::new(options, &mut nowhere)?;
    packer.measures = true;
    for source in sources {
        let (kind, _) = source_kind(source, options.follow)?;
        packer.source(source, kind, b".")?;
    }
    Ok(packer.tally.summary.bytes)
}

pub(super) struct Packer<'a> {
    /// Nothing is read: the sizes are added up.
    measures: bool,
    /// Entries tell when anything about them was changed.
    ctimes: bool,
    /// The last file had capabilities, where that is of interest.
    capable: bool,
    writer: Writer<'a>,
    options: &'a PackOptions,
    tally: Tally,
    buffer: Box<[u8]>,
    /// Where the first of several links to a file came in the stream.
    linked: HashMap<(u64, u64), Vec<u8>>,
    /// Extended attributes of the next entry.
    attributes: Vec<Attribute>,
    /// The source as it was typed, for messages.
    origin: Vec<u8>,
}

/// A directory being walked: the length of the way to it, and the names still to come.
struct Frame {
    way: usize,
    names: std::vec::IntoIter<(Vec<u8>, FileType)>,
}

impl<'a> Packer<'a> {
    pub(super) fn new(options: &'a PackOptions, sink: &'a mut dyn Write) -> Result<Self> {
        Ok(Packer {
            measures: false,
            ctimes: false,
            capable: false,
            writer: Writer::new(sink),
            options,
            tally: Tally::new(options.progress.clone()),
            buffer: vec![0; CHUNK].into_boxed_slice(),
            linked: HashMap::new(),
            attributes: Vec::new(),
            origin: Vec::new(),
        })
    }

    /// One whose entries tell when anything about them was changed.
    pub(super) fn of_changes(options: &'a PackOptions, sink: &'a mut dyn Write) -> Result<Self> {
        Ok(Packer { ctimes: true, ..Packer::new(options, sink)? })
    }

    pub(super) fn finish(self) -> Result<Summary> {
        self.writer.finish()?;
        Ok(self.tally.finish())
    }

    /// Packs one thing that a walk has found, under its path. True when something about it can't be kept.
    pub(super) fn node(&mut self, node: &Node<'_>) -> Result<bool> {
        let path = &node.item.path;
        if node.kind != FileType::Directory {
            self.capable = false;
            self.leaf(node.parent, node.name, node.kind, OFlags::NOFOLLOW, path, path)?;
            return Ok(self.capable);
        }
        let directory = directory(node.parent, node.name).map_err(|errno| self.vanished(path, errno))?;
        let stat = rustix::fs::fstat(&directory).map_err(|errno| self.fail(path, errno))?;
        self.attributes = attributes::of(directory.as_fd());
        let stored = if path.is_empty() { b"./".to_vec() } else { [&path[..], b"/"].concat() };
        self.head(&stored, b"", EntryKind::Directory, 0, None, &stat)?;
        self.tally.entry();
        Ok(false)
    }

    /// Packs a file that is in no tree.
    pub(super) fn made_up(&mut self, path: &[u8], content: &[u8]) -> Result<()> {
        self.writer.made_up(path, content)
    }

    fn source(&mut self, source: &Path, kind: Kind, label: &[u8]) -> Result<()> {
        let typed = source.as_os_str().as_bytes();
        self.origin = typed.to_vec();
        let (lookup, open) = match self.options.follow {
            true => (AtFlags::empty(), OFlags::empty()),
            false => (AtFlags::SYMLINK_NOFOLLOW, OFlags::NOFOLLOW),
        };
        if kind == Kind::File {
            let stat = rustix::fs::statat(CWD, typed, lookup).map_err(|errno| self.fail(b"", errno))?;
            let found = FileType::from_raw_mode(stat.st_mode);
            if let Some(name) = special(found) {
                return Err(ArchiveError::invalid(typed, &format!("is a {name}")));
            }
            return self.leaf(CWD, typed, found, open, b"", label);
        }
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC | open;
        let root = rustix::fs::openat(CWD, typed, flags, Mode::empty()).map_err(|errno| self.fail(b"", errno))?;
        self.walk(root, label)
    }

    /// Packs the directory `root` as `label`, and all below it.
    fn walk(&mut self, root: OwnedFd, label: &[u8]) -> Result<()> {
        let mut excludes = Excludes::new(self.options)?;
        let mut cursor = Cursor::new(root);
        // From the source to the directory at hand, ending with a slash unless that is the source itself.
        let mut way: Vec<u8> = Vec::new();
        let mut names: Vec<Vec<u8>> = Vec::new();
        let mut frames = vec![self.enter(&mut cursor, &names, &way, label, &mut excludes)?];
        while let Some(frame) = frames.last_mut() {
            way.truncate(frame.way);
            let Some((name, kind)) = frame.names.next() else {
                excludes.leave(frame.way);
                frames.pop();
                names.pop();
                continue;
            };
            let path = [&way[..], &name].concat();
            if excludes.leaves_out(&path, kind == FileType::Directory) {
                continue;
            }
            if kind == FileType::Directory {
                names.push(name);
                way = [&path[..], b"/"].concat();
                let frame = self.enter(&mut cursor, &names, &way, label, &mut excludes)?;
                frames.push(frame);
            } else {
                let parent = cursor.open(&names).map_err(|errno| self.vanished(&path, errno))?;
                let stored = [label, b"/", &path].concat();
                self.leaf(parent, &name, kind, OFlags::NOFOLLOW, &path, &stored)?;
            }
        }
        Ok(())
    }

    /// Packs the entry of one directory and lists what it holds.
    fn enter(
        &mut self,
        cursor: &mut Cursor,
        names: &[Vec<u8>],
        way: &[u8],
        label: &[u8],
        excludes: &mut Excludes,
    ) -> Result<Frame> {
        let directory = cursor.open(names).map_err(|errno| self.vanished(way, errno))?;
        let stat = rustix::fs::fstat(directory).map_err(|errno| self.fail(way, errno))?;
        let stored = [label, b"/", way].concat();
        self.attributes = attributes::of(directory);
        self.head(&stored, b"", EntryKind::Directory, 0, None, &stat)?;
        self.tally.entry();
        excludes.enter(directory, way);
        let names = list(directory).map_err(|errno| self.vanished(way, errno))?;
        Ok(Frame { way: way.len(), names: names.into_iter() })
    }

    /// Packs what is no directory.
    fn leaf(
        &mut self,
        parent: BorrowedFd<'_>,
        name: &[u8],
        kind: FileType,
        open: OFlags,
        path: &[u8],
        stored: &[u8],
    ) -> Result<()> {
        match kind {
            FileType::Symlink => {
                let stat = rustix::fs::statat(parent, name, AtFlags::SYMLINK_NOFOLLOW);
                let stat = stat.map_err(|errno| self.vanished(path, errno))?;
                let target = rustix::fs::readlinkat(parent, name, Vec::new());
                let target = target.map_err(|errno| self.vanished(path, errno))?;
                self.head(stored, target.to_bytes(), EntryKind::Symlink, 0, None, &stat)?;
            }
            FileType::RegularFile if self.measures => {
                if let Ok(stat) = rustix::fs::statat(parent, name, AtFlags::empty()) {
                    let occupied = stat.st_blocks.saturating_mul(512);
                    self.tally.bytes(u64::try_from(stat.st_size.min(occupied)).unwrap_or(0));
                }
            }
            FileType::RegularFile => {
                // Another kind of thing may have taken its place: a fifo must not stop us.
                let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY | open;
                let file = rustix::fs::openat(parent, name, flags, Mode::empty());
                let file = file.map_err(|errno| self.vanished(path, errno))?;
                let stat = rustix::fs::fstat(&file).map_err(|errno| self.fail(path, errno))?;
                if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
                    return Err(ArchiveError::damaged(&self.named(path), "it was replaced while being read"));
                }
                self.file(file.as_fd(), &stat, path, stored)?;
            }
            _ => {
                let named = self.named(path);
                if self.options.strict {
                    return Err(ArchiveError::denied(&named, "it is a device node, a fifo or a socket"));
                }
                self.tally.skip(&named);
                return Ok(());
            }
        }
        self.tally.entry();
        Ok(())
    }

    fn file(&mut self, file: BorrowedFd<'_>, stat: &Stat, path: &[u8], stored: &[u8]) -> Result<()> {
        let identity = (stat.st_dev, stat.st_ino);
        if stat.st_nlink > 1 {
            if let Some(first) = self.linked.get(&identity) {
                let first = first.clone();
                return self.head(stored, &first, EntryKind::HardLink, 0, None, stat);
            }
            self.linked.insert(identity, stored.to_vec());
        }
        self.attributes = attributes::of(file);
        self.capable = self.ctimes && attributes::has_capabilities(file);
        let size = u64::try_from(stat.st_size).unwrap_or(0);
        if let Some(segments) = sparse::holes_of(file, stat).map_err(|errno| self.fail(path, errno))? {
            return self.file_with_holes(file, stat, path, stored, &segments);
        }
        if size == 0 {
            return self.file_without_size(file, stat, path, stored);
        }
        self.head(stored, b"", EntryKind::File, size, None, stat)?;
        self.content(file, 0, size, path)?;
        self.still_the_same(file, stat, path)?;
        self.writer.pad(size)
    }

    /// An archive of changes is believed by its times: what changed while it was read must not be in it.
    fn still_the_same(&self, file: BorrowedFd<'_>, before: &Stat, path: &[u8]) -> Result<()> {
        if !self.ctimes {
            return Ok(());
        }
        let now = rustix::fs::fstat(file).map_err(|errno| self.fail(path, errno))?;
        let told = |stat: &Stat| (stat.st_ctime, stat.st_ctime_nsec, stat.st_size);
        if told(&now) == told(before) {
            return Ok(());
        }
        Err(ArchiveError::damaged(&self.named(path), "it changed while being read"))
    }

    /// Packs a file that is empty, or says so: what the kernel makes up in `/proc` has no size until it is read.
    fn file_without_size(&mut self, file: BorrowedFd<'_>, stat: &Stat, path: &[u8], stored: &[u8]) -> Result<()> {
        let mut content = Vec::new();
        self.still_the_same(file, stat, path)?;
        loop {
            match rustix::io::pread(file, &mut self.buffer[..], content.len() as u64) {
                Err(Errno::INTR) => {}
                Err(errno) => return Err(self.fail(path, errno)),
                Ok(0) => break,
                Ok(count) => content.extend_from_slice(&self.buffer[..count]),
            }
            if content.len() > MAX_WITHOUT_SIZE {
                return Err(ArchiveError::failed(&self.named(path), "it has no size and no end"));
            }
        }
        let size = content.len() as u64;
        self.head(stored, b"", EntryKind::File, size, None, stat)?;
        self.writer.data(&content)?;
        self.tally.bytes(size);
        self.writer.pad(size)
    }

    fn file_with_holes(
        &mut self,
        file: BorrowedFd<'_>,
        stat: &Stat,
        path: &[u8],
        stored: &[u8],
        segments: &[Segment],
    ) -> Result<()> {
        let map = sparse::written_map(segments);
        let total = map.len() as u64 + segments.iter().map(|(_, length)| length).sum::<u64>();
        self.head(stored, b"", EntryKind::File, total, u64::try_from(stat.st_size).ok(), stat)?;
        self.writer.data(&map)?;
        for &(offset, length) in segments {
            self.content(file, offset, length, path)?;
        }
        // A hole reads the same when the file no longer reaches that far.
        let now = rustix::fs::fstat(file).map_err(|errno| self.fail(path, errno))?;
        if now.st_size < stat.st_size {
            return Err(self.shrank(path));
        }
        self.still_the_same(file, stat, path)?;
        self.writer.pad(total)
    }

    fn content(&mut self, file: BorrowedFd<'_>, mut offset: u64, length: u64, path: &[u8]) -> Result<()> {
        let end = offset + length;
        while offset < end {
            let wanted = usize::try_from(end - offset).unwrap_or(CHUNK).min(CHUNK);
            let count = match rustix::io::pread(file, &mut self.buffer[..wanted], offset) {
                Err(Errno::INTR) => continue,
                Err(errno) => return Err(self.fail(path, errno)),
                Ok(0) => return Err(self.shrank(path)),
                Ok(count) => count,
            };
            self.writer.data(&self.buffer[..count])?;
            self.tally.bytes(count as u64);
            offset += count as u64;
        }
        Ok(())
    }

    fn head(
        &mut self,
        path: &[u8],
        link: &[u8],
        kind: EntryKind,
        size: u64,
        sparse: Option<u64>,
        stat: &Stat,
    ) -> Result<()> {
        let mode = stat.st_mode & 0o7777;
        let mtime = Time { seconds: stat.st_mtime, nanoseconds: u32::try_from(stat.st_mtime_nsec).unwrap_or(0) };
        let attributes = std::mem::take(&mut self.attributes);
        let (uid, gid, attributes) = (stat.st_uid, stat.st_gid, &attributes[..]);
        let nanoseconds = u32::try_from(stat.st_ctime_nsec).unwrap_or(0);
        let ctime = self.ctimes.then_some(Time { seconds: stat.st_ctime, nanoseconds });
        let opaque = false;
        let links = u32::try_from(stat.st_nlink).unwrap_or(u32::MAX);
        let identity = (stat.st_ino, u64::from(links));
        let head = Head { path, link, kind, size, sparse, mode, uid, gid, mtime, ctime, identity, attributes, opaque };
        self.writer.head(&head)
    }

    /// `path` from the source, as it is called outside.
    fn named(&self, path: &[u8]) -> Vec<u8> {
        let path = path.strip_suffix(b"/").unwrap_or(path);
        match self.origin.last() {
            _ if path.is_empty() => self.origin.clone(),
            Some(b'/') => [&self.origin[..], path].concat(),
            _ => [&self.origin[..], b"/", path].concat(),
        }
    }

    fn fail(&self, path: &[u8], errno: Errno) -> ArchiveError {
        ArchiveError::system(&self.named(path), errno)
    }

    /// The error for something that was listed and can't be opened.
    fn vanished(&self, path: &[u8], errno: Errno) -> ArchiveError {
        match errno {
            Errno::NOENT if path.is_empty() => self.fail(path, errno),
            Errno::NOENT => ArchiveError::damaged(&self.named(path), "it vanished while being read"),
            Errno::LOOP | Errno::NOTDIR | Errno::NXIO => {
                ArchiveError::damaged(&self.named(path), "it was replaced while being read")
            }
            _ => self.fail(path, errno),
        }
    }

    fn shrank(&self, path: &[u8]) -> ArchiveError {
        ArchiveError::damaged(&self.named(path), "it shrank while being read")
    }
}
