//! A place in a tree, held by descriptors: every step down is one `openat` that follows no link.
//! Nobody who swaps a directory for a link meanwhile can lead it elsewhere.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags};
use rustix::io::Errno;

/// Levels whose descriptors are all kept; below, only every sixteenth and the last, so that
/// a tree of a thousand levels stays within the usual limit of 1,024 open files.
const KEPT_LEVELS: usize = 32;

/// A directory below a root, with the way to it.
pub(super) struct Cursor {
    root: OwnedFd,
    way: Vec<(Vec<u8>, Option<OwnedFd>)>,
}

impl Cursor {
    pub(super) fn new(root: OwnedFd) -> Self {
        Cursor { root, way: Vec::new() }
    }

    /// Goes to the directory `path`. `ENOTDIR` where a link or file stands in the way.
    pub(super) fn open<N: AsRef<[u8]>>(&mut self, path: &[N]) -> Result<BorrowedFd<'_>, Errno> {
        self.go(path, false)
    }

    /// Goes to the directory `path`, and makes what is missing of it, for the caller alone.
    pub(super) fn make<N: AsRef<[u8]>>(&mut self, path: &[N]) -> Result<BorrowedFd<'_>, Errno> {
        self.go(path, true)
    }

    fn go<N: AsRef<[u8]>>(&mut self, path: &[N], make: bool) -> Result<BorrowedFd<'_>, Errno> {
        let shared = self.way.iter().zip(path).take_while(|((name, _), next)| name == next.as_ref()).count();
        // Below, others may have been moved in its place; and where no descriptor is held, one must start higher.
        self.way.truncate(shared);
        while self.way.last().is_some_and(|(_, fd)| fd.is_none()) {
            self.way.pop();
        }
        for name in &path[self.way.len()..] {
            let name = name.as_ref();
            let next = match directory(self.here(), name) {
                Err(Errno::NOENT) if make => {
                    rustix::fs::mkdirat(self.here(), name, Mode::RWXU)?;
                    directory(self.here(), name)?
                }
                other => other?,
            };
            let level = self.way.len();
            if level > KEPT_LEVELS && level % 16 != 1 {
                self.way[level - 1].1 = None;
            }
            self.way.push((name.to_vec(), Some(next)));
        }
        Ok(self.here())
    }

    fn here(&self) -> BorrowedFd<'_> {
        match self.way.last() {
            Some((_, Some(fd))) => fd.as_fd(),
            _ => self.root.as_fd(),
        }
    }
}

/// Opens the directory `name`; not through a link.
pub(super) fn directory(parent: BorrowedFd<'_>, name: &[u8]) -> Result<OwnedFd, Errno> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    match rustix::fs::openat(parent, name, flags, Mode::empty()) {
        // Linux says ENOTDIR for a link here, others ELOOP.
        Err(Errno::LOOP) => Err(Errno::NOTDIR),
        other => other,
    }
}

/// What `name` is, a link as itself; `None` when it is not there.
pub(super) fn kind_of(parent: BorrowedFd<'_>, name: &[u8]) -> Result<Option<FileType>, Errno> {
    match rustix::fs::statat(parent, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => Ok(Some(FileType::from_raw_mode(stat.st_mode))),
        Err(Errno::NOENT) => Ok(None),
        Err(errno) => Err(errno),
    }
}

/// Removes `name` with all that is below it. Links are removed and never followed.
pub(super) fn remove_tree(parent: BorrowedFd<'_>, name: &[u8]) -> Result<(), Errno> {
    match rustix::fs::unlinkat(parent, name, AtFlags::empty()) {
        // The kernel says one of these for a directory.
        Err(Errno::ISDIR | Errno::PERM) => {}
        other => return other,
    }
    let top = rustix::fs::openat(parent, ".", OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    let mut cursor = Cursor::new(top);
    let mut way = vec![name.to_vec()];
    let mut frames = vec![list(cursor.open(&way)?)?];
    while let Some(names) = frames.last_mut() {
        match names.pop() {
            Some((name, FileType::Directory)) => {
                way.push(name);
                frames.push(list(cursor.open(&way)?)?);
            }
            Some((name, _)) => rustix::fs::unlinkat(cursor.open(&way)?, name, AtFlags::empty())?,
            None => {
                frames.pop();
                let name = way.pop().unwrap_or_default();
                rustix::fs::unlinkat(cursor.open(&way)?, name, AtFlags::REMOVEDIR)?;
            }
        }
    }
    Ok(())
}

/// The names in a directory and what they are, at one moment.
pub(super) fn list(directory: BorrowedFd<'_>) -> Result<Vec<(Vec<u8>, FileType)>, Errno> {
    let mut names = Vec::new();
    for entry in Dir::read_from(directory)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if matches!(name, b"." | b"..") {
            continue;
        }
        let kind = match entry.file_type() {
            // Some file systems don't say.
            FileType::Unknown => match kind_of(directory, name)? {
                Some(kind) => kind,
                None => continue,
            },
            kind => kind,
        };
        names.push((name.to_vec(), kind));
    }
    Ok(names)
}
