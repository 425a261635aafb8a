//! What has changed in a tree since it was listed, as an archive of that alone. Whether something changed is told by
//! its ctime: it survives no change of content, owner, mode or name, and nobody can set it.

use std::collections::BTreeSet;
use std::io::Write;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::PackOptions;
use super::attributes;
use super::error::{ArchiveError, Result, shown};
use super::listing::{Item, ItemKind, Items, ListWriter, lies_below, order};
use super::pack::Packer;
use super::sparse;
use super::walk::{Bounds, Node, Pulse, Visitor, walk};

/// The archive's last entry: the paths of what is gone, each ended by a NUL.
pub const GONE: &[u8] = b".sandcastle/gone";
/// The type of an overlay. Source: linux/magic.h, `OVERLAYFS_SUPER_MAGIC`.
const OVERLAY: rustix::fs::FsWord = 0x794c_7630;
/// Names kept of what is left out or can't be kept; the rest is only counted.
const MAX_NAMES: usize = 100;

/// What of a tree is captured.
#[derive(Debug, Clone, Default)]
pub struct CaptureOptions {
    /// What is not walked.
    pub bounds: Bounds,
    /// Names of directories that are left out wherever they are, unless they were there before.
    pub caches: Vec<Vec<u8>>,
    /// Patterns as in `.gitignore`, relative to the top, of what is left out too.
    pub exclude: Vec<String>,
    /// Files that were changed since then, in seconds since 1970, are as they were only if their content is.
    pub doubt_since: Option<i64>,
}

/// What was captured.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Captured {
    /// Entries that are new or changed.
    pub entries: u64,
    /// Bytes of their files.
    pub bytes: u64,
    /// Paths that were there before and are gone, those below a gone directory not counted.
    pub gone: u64,
    /// Things that are as they were.
    pub unchanged: u64,
    /// How many of them were known by their ctime: none at all means that the list is of another disk.
    pub recognised: u64,
    /// Directories that were left out; at most 100.
    pub left_out: Vec<Vec<u8>>,
    /// How many were left out.
    pub left_out_count: u64,
    /// Device nodes, fifos and sockets, and files with capabilities, which can't be made again; at most 100.
    pub unkept: Vec<Vec<u8>>,
    /// How many there were.
    pub unkept_count: u64,
}

/// A part of a tree.
#[derive(Debug, Clone, Default)]
pub struct Only {
    /// These paths, and the directories on the way to them.
    pub paths: BTreeSet<Vec<u8>>,
    /// These with all that is below them.
    pub whole: BTreeSet<Vec<u8>>,
}

impl Only {
    fn has(&self, path: &[u8]) -> bool {
        self.paths.contains(path) || self.leads(path) || self.is_inside(path)
    }

    /// Whether what is wanted lies below this.
    fn leads(&self, path: &[u8]) -> bool {
        let first = if path.is_empty() { Vec::new() } else { [path, b"/"].concat() };
        [&self.paths, &self.whole].iter().any(|set| {
            set.range(first.clone()..).next().is_some_and(|next| next.starts_with(&first) && !next.is_empty())
        })
    }

    fn is_inside(&self, path: &[u8]) -> bool {
        let ends = path.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at);
        ends.chain([path.len()]).any(|end| self.whole.contains(&path[..end]))
    }
}

/// Lists the tree below `root`, with digests of its files if they are wanted. `pristine`: nobody has changed anything in
/// it yet.
///
/// # Errors
/// What can't be read; the sink's.
pub fn list_tree(
    root: OwnedFd,
    bounds: &Bounds,
    digests: bool,
    pristine: bool,
    sink: &mut dyn Write,
) -> Result<Captured> {
    list_part(root, bounds, (digests, pristine), None, sink)
}

/// Lists a part of the tree below `root`, with digests.
///
/// # Errors
/// What can't be read; the sink's.
pub fn list_some(root: OwnedFd, bounds: &Bounds, only: &Only, sink: &mut dyn Write) -> Result<Captured> {
    list_part(root, bounds, (true, false), Some(only), sink)
}

fn list_part(
    root: OwnedFd,
    bounds: &Bounds,
    (digests, pristine): (bool, bool),
    only: Option<&Only>,
    sink: &mut dyn Write,
) -> Result<Captured> {
    struct Lister<'s, 'o> {
        list: ListWriter<&'s mut dyn Write>,
        digests: bool,
        settled: bool,
        pristine: bool,
        pulse: Pulse,
        only: Option<&'o Only>,
        listed: Captured,
    }
    impl Visitor for Lister<'_, '_> {
        fn visit(&mut self, node: &Node<'_>) -> Result<bool> {
            if self.only.is_some_and(|only| !only.has(&node.item.path)) {
                return Ok(false);
            }
            let mut item = node.item.clone();
            item.settled = self.settled && item.kind == ItemKind::Directory;
            if self.pristine {
                // Of an image: each container may number its files anew.
                item.inode = 0;
            }
            if self.digests && item.kind == ItemKind::File {
                match look_into(node, &self.pulse) {
                    Ok((digest, attributes)) => (item.digest, item.attributes) = (Some(digest), attributes),
                    // It went away since it was listed.
                    Err(Unread::System(Errno::NOENT)) => return Ok(false),
                    Err(why) => return Err(why.at(&item.path)),
                }
            }
            self.list.write(&item).map_err(|error| unwritten(&error))?;
            self.listed.entries += 1;
            self.listed.bytes += item.size;
            Ok(true)
        }

        fn pass(&mut self, _path: &[u8]) -> Result<()> {
            Ok(())
        }
    }
    let list = ListWriter::new(sink).map_err(|error| unwritten(&error))?;
    let settled = pristine && rustix::fs::fstatfs(&root).is_ok_and(|found| found.f_type == OVERLAY);
    let mut lister =
        Lister { list, digests, settled, pristine, pulse: bounds.pulse.clone(), only, listed: Captured::default() };
    walk(root, bounds, &mut lister)?;
    lister.list.finish().map_err(|error| unwritten(&error))?;
    Ok(lister.listed)
}

/// Why a file was not read to its end.
enum Unread {
    System(Errno),
    /// Nobody wants it any more.
    Over(ArchiveError),
}

impl From<Errno> for Unread {
    fn from(errno: Errno) -> Unread {
        Unread::System(errno)
    }
}

impl Unread {
    fn at(self, path: &[u8]) -> ArchiveError {
        match self {
            Unread::System(errno) => ArchiveError::system(path, errno),
            Unread::Over(error) => error,
        }
    }
}

/// The digest of a file as an archive stores it, and whether it has extended attributes.
fn look_into(node: &Node<'_>, pulse: &Pulse) -> Result<([u8; 32], bool), Unread> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = rustix::fs::openat(node.parent, node.name, flags, Mode::empty())?;
    let attributes = !attributes::of(file.as_fd()).is_empty() || attributes::has_capabilities(file.as_fd());
    Ok((digest_of(file.as_fd(), pulse)?, attributes))
}

/// The BLAKE3 of what an archive stores of a file: its content, or the map of its holes and what is none.
fn digest_of(file: BorrowedFd<'_>, pulse: &Pulse) -> Result<[u8; 32], Unread> {
    let mut hasher = blake3::Hasher::new();
    let stat = rustix::fs::fstat(file)?;
    let segments = match sparse::holes_of(file, &stat)? {
        Some(segments) => {
            hasher.update(&sparse::written_map(&segments));
            segments
        }
        None => vec![(0, u64::MAX)],
    };
    let mut buffer = vec![0; 128 * 1024];
    for (mut offset, length) in segments {
        let end = offset.saturating_add(length);
        while offset < end {
            let wanted = usize::try_from(end - offset).unwrap_or(buffer.len()).min(buffer.len());
            match rustix::io::pread(file, &mut buffer[..wanted], offset) {
                Err(Errno::INTR) => {}
                Ok(0) => break,
                Ok(count) => {
                    hasher.update(&buffer[..count]);
                    offset += count as u64;
                    pulse.beat().map_err(Unread::Over)?;
                }
                Err(errno) => return Err(errno.into()),
            }
        }
    }
    Ok(hasher.finalize().into())
}

fn unwritten(error: &std::io::Error) -> ArchiveError {
    ArchiveError::Failed(format!("writing the list of files: {}", crate::error::plain(error)))
}

/// Packs what differs between the tree below `root` and the list `before` of it.
///
/// # Errors
/// What can't be read, `Damaged` for a bad list or a file that changes while it is read, the sink's.
pub fn capture(root: OwnedFd, before: impl Items, options: &CaptureOptions, sink: &mut dyn Write) -> Result<Captured> {
    let pack = PackOptions::default();
    let mut list = before;
    let next = list.next()?;
    let mut capture = Capture {
        packer: Packer::of_changes(&pack, sink)?,
        list,
        next,
        gone: Vec::new(),
        covered: None,
        options,
        excludes: super::exclude::compile(&options.exclude)?,
        captured: Captured::default(),
    };
    walk(root, &options.bounds, &mut capture)?;
    capture.finish()
}

/// Whether a directory is one of ours, in which a transfer prepares what it will put beside it.
fn is_staging(node: &Node<'_>) -> bool {
    let item = &node.item;
    let ours = item.kind == ItemKind::Directory && item.uid == 0 && item.mode == 0o700;
    ours && node.name.starts_with(super::stage::STAGING_PREFIX.as_bytes())
}

/// Whether a file has the content that the list says, and no attributes that it does not speak of.
fn has_content(node: &Node<'_>, before: &Item, pulse: &Pulse) -> Result<bool> {
    let Some(digest) = before.digest.filter(|_| !before.attributes) else { return Ok(false) };
    match look_into(node, pulse) {
        Ok(found) => Ok(found == (digest, false)),
        Err(Unread::System(Errno::NOENT)) => Ok(false),
        Err(why) => Err(why.at(&node.item.path)),
    }
}

struct Capture<'a, I> {
    packer: Packer<'a>,
    list: I,
    /// The first item of the list that the walk has not come to.
    next: Option<Item>,
    /// The content of the entry [`GONE`].
    gone: Vec<u8>,
    /// What lies below this in the list goes without saying: the directory is gone, replaced or passed.
    covered: Option<Vec<u8>>,
    options: &'a CaptureOptions,
    excludes: ignore::gitignore::Gitignore,
    captured: Captured,
}

impl<I: Items> Capture<'_, I> {
    /// The item of this path in the list. What comes before it there, and not in the walk, is gone.
    fn advance(&mut self, path: Option<&[u8]>) -> Result<Option<Item>> {
        while let Some(item) = self.next.take_if(|item| path.is_none_or(|path| order(&item.path, path).is_lt())) {
            self.next = self.list.next()?;
            if !self.is_covered(&item.path) {
                self.gone.extend_from_slice(&item.path);
                self.gone.push(0);
                self.captured.gone += 1;
                self.covered = (item.kind == ItemKind::Directory).then_some(item.path);
            }
        }
        let here = self.next.take_if(|item| Some(&item.path[..]) == path);
        if here.is_some() {
            self.next = self.list.next()?;
        }
        Ok(here)
    }

    fn leads_to_mount(&self, path: &[u8]) -> bool {
        self.options.bounds.mounts.iter().any(|mount| lies_below(mount, path))
    }

    fn is_covered(&self, path: &[u8]) -> bool {
        self.covered.as_ref().is_some_and(|folder| lies_below(path, folder))
    }

    fn is_left_out(&self, node: &Node<'_>) -> bool {
        let directory = node.item.kind == ItemKind::Directory;
        let path = std::path::Path::new(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(&node.item.path));
        (directory && self.options.caches.iter().any(|cache| cache == node.name))
            || self.excludes.matched(path, directory).is_ignore()
    }

    fn finish(mut self) -> Result<Captured> {
        self.advance(None)?;
        if !self.gone.is_empty() {
            self.packer.made_up(GONE, &self.gone)?;
        }
        let summary = self.packer.finish()?;
        let mut captured = self.captured;
        captured.entries = summary.entries;
        captured.bytes = summary.bytes;
        captured.unkept_count += summary.skipped_count;
        captured.unkept.extend(summary.skipped);
        captured.unkept.truncate(MAX_NAMES);
        Ok(captured)
    }

    /// Whether something is as the list has it: by its ctime, and where that says nothing by all else.
    fn is_unchanged(&self, before: &Item, node: &Node<'_>) -> Result<bool> {
        let now = &node.item;
        let described = |item: &Item| (item.mode, item.uid, item.gid, item.size, item.mtime);
        if described(before) != described(now) || (now.kind == ItemKind::Symlink && before.link != now.link) {
            return Ok(false);
        }
        if before.ctime == now.ctime {
            // Clocks are coarse: directories that were swapped may hold files of the very same time.
            let another = before.inode != 0 && before.inode != now.inode;
            let young = self.options.doubt_since.is_some_and(|at| now.ctime.0 >= at);
            return match now.kind {
                ItemKind::File if another || young => has_content(node, before, &self.options.bounds.pulse),
                _ => Ok(true),
            };
        }
        match now.kind {
            ItemKind::Symlink => Ok(true),
            // A name more or less of a file is told by nothing else.
            ItemKind::File if node.links == 1 => has_content(node, before, &self.options.bounds.pulse),
            _ => Ok(false),
        }
    }
}

impl<I: Items> Visitor for Capture<'_, I> {
    fn visit(&mut self, node: &Node<'_>) -> Result<bool> {
        let item = &node.item;
        let before = self.advance(Some(&item.path))?;
        if before.is_none() && is_staging(node) {
            return Ok(false);
        }
        if before.is_none() && self.is_left_out(node) {
            self.captured.left_out_count += 1;
            if self.captured.left_out.len() < MAX_NAMES {
                self.captured.left_out.push(item.path.clone());
            }
            return Ok(false);
        }
        match before {
            Some(before) if before.kind == item.kind && self.is_unchanged(&before, node)? => {
                self.captured.unchanged += 1;
                self.captured.recognised += u64::from(before.ctime == item.ctime);
                if before.settled && before.ctime == item.ctime && !self.leads_to_mount(&item.path) {
                    // All below is as the list says, and goes without looking.
                    self.covered = Some(before.path);
                    return Ok(false);
                }
                return Ok(true);
            }
            // What stood below goes with it.
            Some(before) if before.kind == ItemKind::Directory && item.kind != ItemKind::Directory => {
                self.covered = Some(before.path);
            }
            _ => {}
        }
        if item.path.contains(&0) || item.path == GONE {
            return Err(ArchiveError::Failed(format!("{}: this path is the archive's own", shown(&item.path))));
        }
        if self.packer.node(node)? {
            self.captured.unkept_count += 1;
            self.captured.unkept.push(item.path.clone());
            self.captured.unkept.truncate(MAX_NAMES);
        }
        Ok(true)
    }

    fn pass(&mut self, path: &[u8]) -> Result<()> {
        self.advance(Some(path))?;
        self.covered = Some(path.to_vec());
        Ok(())
    }
}
