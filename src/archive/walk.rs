//! A whole tree in the order of its list, without what is mounted in it. Only one way down is held, never the tree.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;

use rustix::fs::{AtFlags, FileType, Statx, StatxFlags};
use rustix::io::Errno;

use super::cursor::{Cursor, list};
use super::error::{ArchiveError, Result};
use super::listing::{Item, ItemKind};

/// Told now and then by who walks or reads for long without a word; an error ends the work.
#[derive(Clone, Default)]
pub struct Pulse(Option<Arc<dyn Fn() -> std::io::Result<()> + Send + Sync>>);

impl Pulse {
    /// One that is heard.
    pub fn new(beat: impl Fn() -> std::io::Result<()> + Send + Sync + 'static) -> Pulse {
        Pulse(Some(Arc::new(beat)))
    }

    pub(super) fn beat(&self) -> Result<()> {
        let beaten = self.0.as_ref().map_or(Ok(()), |beat| beat());
        beaten
            .map_err(|error| ArchiveError::Failed(format!("nobody listens any more: {}", crate::error::plain(&error))))
    }
}

impl std::fmt::Debug for Pulse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pulse")
    }
}

/// Things that are looked at between two beats.
const BEAT: u32 = 1000;

/// What is not walked.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    /// Told while it goes on.
    pub pulse: Pulse,
    /// Places that are passed over, with all below them, as if they were not there.
    pub skip: Vec<Vec<u8>>,
    /// Mounts that belong to the tree although they are of another file system.
    pub mounts: Vec<Vec<u8>>,
    /// All mounts do.
    pub every_mount: bool,
}

/// One thing on the way.
pub(super) struct Node<'w> {
    /// The directory that it is in; for the top itself, the top.
    pub(super) parent: BorrowedFd<'w>,
    /// Its name there; `.` for the top.
    pub(super) name: &'w [u8],
    /// What it is.
    pub(super) item: Item,
    /// The same in the system's words.
    pub(super) kind: FileType,
    /// Names that it has.
    pub(super) links: u32,
}

/// Looks at what a walk finds.
pub(super) trait Visitor {
    /// Looks at one thing; false keeps the walk from going into a directory.
    fn visit(&mut self, node: &Node<'_>) -> Result<bool>;

    /// Passes a place where something else is mounted, or that is skipped.
    fn pass(&mut self, path: &[u8]) -> Result<()>;
}

/// A directory being walked: the length of the way to it, and the names still to come, the first one last.
struct Frame {
    way: usize,
    names: Vec<Vec<u8>>,
}

/// Walks the tree below `root`, itself included.
///
/// # Errors
/// What can't be read, and the visitor's.
pub(super) fn walk(root: OwnedFd, bounds: &Bounds, visitor: &mut dyn Visitor) -> Result<()> {
    let top = stat(root.as_fd(), b"").map_err(|errno| ArchiveError::system(b"/", errno))?;
    let mut mounts = vec![(0, mount_of(&top))];
    let item = item_of(b"", &top, root.as_fd(), b"").map_err(|errno| ArchiveError::system(b"/", errno))?;
    visitor.visit(&Node { parent: root.as_fd(), name: b".", item, kind: FileType::Directory, links: 1 })?;
    let mut cursor = Cursor::new(root);
    let mut steps: Vec<Vec<u8>> = Vec::new();
    let mut way: Vec<u8> = Vec::new();
    let mut frames = vec![Frame { way: 0, names: sorted(&mut cursor, &steps, b"")? }];
    let mut looked = 0;
    while let Some(frame) = frames.last_mut() {
        looked += 1;
        if looked % BEAT == 0 {
            bounds.pulse.beat()?;
        }
        way.truncate(frame.way);
        let Some(name) = frame.names.pop() else {
            frames.pop();
            steps.pop();
            mounts.retain(|(depth, _)| *depth <= steps.len());
            continue;
        };
        if !way.is_empty() {
            way.push(b'/');
        }
        way.extend_from_slice(&name);
        if bounds.skip.contains(&way) {
            visitor.pass(&way)?;
            continue;
        }
        let fail = |errno| ArchiveError::system(&way, errno);
        let parent = match cursor.open(&steps) {
            Err(Errno::NOENT) => continue,
            other => other.map_err(fail)?,
        };
        let found = match stat(parent, &name) {
            // It went away since it was listed.
            Err(Errno::NOENT) => continue,
            other => other.map_err(fail)?,
        };
        let mount = mount_of(&found);
        let mut entered = None;
        if mounts.last().is_none_or(|(_, here)| *here != mount) {
            if !bounds.every_mount && !bounds.mounts.contains(&way) {
                visitor.pass(&way)?;
                continue;
            }
            entered = Some(mount);
        }
        let kind = FileType::from_raw_mode(u32::from(found.stx_mode));
        let item = match item_of(&way, &found, parent, &name) {
            Err(Errno::NOENT) => continue,
            other => other.map_err(fail)?,
        };
        if visitor.visit(&Node { parent, name: &name, item, kind, links: found.stx_nlink })?
            && kind == FileType::Directory
        {
            steps.push(name);
            let names = sorted(&mut cursor, &steps, &way)?;
            if let Some(mount) = entered {
                mounts.push((steps.len(), mount));
            }
            frames.push(Frame { way: way.len(), names });
        }
    }
    Ok(())
}

fn sorted(cursor: &mut Cursor, steps: &[Vec<u8>], way: &[u8]) -> Result<Vec<Vec<u8>>> {
    let names = cursor.open(steps).and_then(list);
    let mut names: Vec<Vec<u8>> = match names {
        Err(Errno::NOENT) => Vec::new(),
        other => other.map_err(|errno| ArchiveError::system(way, errno))?.into_iter().map(|(name, _)| name).collect(),
    };
    names.sort_unstable_by(|one, other| other.cmp(one));
    Ok(names)
}

fn stat(parent: BorrowedFd<'_>, name: &[u8]) -> Result<Statx, Errno> {
    let flags = AtFlags::SYMLINK_NOFOLLOW | AtFlags::NO_AUTOMOUNT | AtFlags::EMPTY_PATH;
    rustix::fs::statx(parent, name, flags, StatxFlags::BASIC_STATS | StatxFlags::MNT_ID)
}

/// What tells one mount from another; kernels that don't number them have at least the device.
fn mount_of(stat: &Statx) -> (u64, u32, u32) {
    if stat.stx_mask & StatxFlags::MNT_ID.bits() != 0 {
        (stat.stx_mnt_id, 0, 0)
    } else {
        (0, stat.stx_dev_major, stat.stx_dev_minor)
    }
}

fn item_of(path: &[u8], stat: &Statx, parent: BorrowedFd<'_>, name: &[u8]) -> Result<Item, Errno> {
    let (kind, link) = match FileType::from_raw_mode(u32::from(stat.stx_mode)) {
        FileType::RegularFile => (ItemKind::File, Vec::new()),
        FileType::Directory => (ItemKind::Directory, Vec::new()),
        FileType::Symlink => (ItemKind::Symlink, rustix::fs::readlinkat(parent, name, Vec::new())?.into_bytes()),
        _ => (ItemKind::Special, Vec::new()),
    };
    Ok(Item {
        path: path.to_vec(),
        kind,
        mode: u32::from(stat.stx_mode) & 0o7777,
        uid: stat.stx_uid,
        gid: stat.stx_gid,
        size: if kind == ItemKind::File { stat.stx_size } else { 0 },
        mtime: (stat.stx_mtime.tv_sec, stat.stx_mtime.tv_nsec),
        ctime: (stat.stx_ctime.tv_sec, stat.stx_ctime.tv_nsec),
        inode: stat.stx_ino,
        link,
        attributes: false,
        settled: false,
        digest: None,
    })
}
