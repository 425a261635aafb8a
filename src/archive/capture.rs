//! What has changed in a tree since it was listed, as an archive of that alone. Whether something changed is told by
//! its ctime: it survives no change of content, owner, mode or name, and nobody can set it.

use std::io::{Read, Write};
use std::os::fd::OwnedFd;

use super::PackOptions;
use super::error::{ArchiveError, Result, shown};
use super::listing::{Item, ItemKind, ListReader, ListWriter, lies_below, order};
use super::pack::Packer;
use super::walk::{Bounds, Node, Visitor, walk};

/// The archive's last entry: the paths of what is gone, each ended by a NUL.
pub const GONE: &[u8] = b".sandcastle/gone";
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
    /// Directories that were left out; at most 100.
    pub left_out: Vec<Vec<u8>>,
    /// How many were left out.
    pub left_out_count: u64,
    /// Device nodes, fifos and sockets, which can't be made again; at most 100.
    pub skipped: Vec<Vec<u8>>,
    /// How many there were.
    pub skipped_count: u64,
}

/// Lists the tree below `root`.
///
/// # Errors
/// What can't be read; the sink's.
pub fn list_tree(root: OwnedFd, bounds: &Bounds, sink: &mut dyn Write) -> Result<u64> {
    struct Lister<'s> {
        list: ListWriter<&'s mut dyn Write>,
        count: u64,
    }
    impl Visitor for Lister<'_> {
        fn visit(&mut self, node: &Node<'_>) -> Result<bool> {
            self.list.write(&node.item).map_err(|error| unwritten(&error))?;
            self.count += 1;
            Ok(true)
        }

        fn pass(&mut self, _path: &[u8]) -> Result<()> {
            Ok(())
        }
    }
    let list = ListWriter::new(sink).map_err(|error| unwritten(&error))?;
    let mut lister = Lister { list, count: 0 };
    walk(root, bounds, &mut lister)?;
    lister.list.finish().map_err(|error| unwritten(&error))?;
    Ok(lister.count)
}

fn unwritten(error: &std::io::Error) -> ArchiveError {
    ArchiveError::Failed(format!("writing the list of files: {}", crate::error::plain(error)))
}

/// Packs what differs between the tree below `root` and the list `before` of it.
///
/// # Errors
/// What can't be read, `Damaged` for a bad list or a file that changes while it is read, the sink's.
pub fn capture(root: OwnedFd, before: impl Read, options: &CaptureOptions, sink: &mut dyn Write) -> Result<Captured> {
    let pack = PackOptions::default();
    let mut list = ListReader::new(before)?;
    let next = list.read()?;
    let mut capture = Capture {
        packer: Packer::new(&pack, sink)?,
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

struct Capture<'a, R> {
    packer: Packer<'a>,
    list: ListReader<R>,
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

impl<R: Read> Capture<'_, R> {
    /// The item of this path in the list. What comes before it there, and not in the walk, is gone.
    fn advance(&mut self, path: Option<&[u8]>) -> Result<Option<Item>> {
        while let Some(item) = self.next.take_if(|item| path.is_none_or(|path| order(&item.path, path).is_lt())) {
            self.next = self.list.read()?;
            if !self.is_covered(&item.path) {
                self.gone.extend_from_slice(&item.path);
                self.gone.push(0);
                self.captured.gone += 1;
                self.covered = (item.kind == ItemKind::Directory).then_some(item.path);
            }
        }
        let here = self.next.take_if(|item| Some(&item.path[..]) == path);
        if here.is_some() {
            self.next = self.list.read()?;
        }
        Ok(here)
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
        let Captured { gone, unchanged, left_out, left_out_count, .. } = self.captured;
        Ok(Captured {
            entries: summary.entries,
            bytes: summary.bytes,
            gone,
            unchanged,
            left_out,
            left_out_count,
            skipped: summary.skipped,
            skipped_count: summary.skipped_count,
        })
    }
}

impl<R: Read> Visitor for Capture<'_, R> {
    fn visit(&mut self, node: &Node<'_>) -> Result<bool> {
        let item = &node.item;
        let before = self.advance(Some(&item.path))?;
        if before.is_none() && self.is_left_out(node) {
            self.captured.left_out_count += 1;
            if self.captured.left_out.len() < MAX_NAMES {
                self.captured.left_out.push(item.path.clone());
            }
            return Ok(false);
        }
        match before {
            Some(before) if before.kind == item.kind && before.ctime == item.ctime => {
                self.captured.unchanged += 1;
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
        self.packer.node(node)?;
        Ok(true)
    }

    fn pass(&mut self, path: &[u8]) -> Result<()> {
        self.advance(Some(path))?;
        self.covered = Some(path.to_vec());
        Ok(())
    }
}
