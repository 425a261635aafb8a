//! Owner, mode and time of what is unpacked, and a tree of those of its directories.
//! They are put on directories last: what comes into them changes their time, and may need their mode.

use std::collections::HashMap;
use std::os::fd::{AsFd, BorrowedFd};

use rustix::fs::{AtFlags, FileType, Gid, Mode, Stat, Timespec, Timestamps, UTIME_OMIT, Uid};
use rustix::io::Errno;

use super::Owner;
use super::cursor::Cursor;
use super::error::{ArchiveError, Result};
use super::names::joined;
use super::pax::Time;

/// What a directory that nobody described gets.
const PLAIN_DIRECTORY: u32 = 0o755;

/// What one entry is given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meta {
    pub(super) mode: u32,
    pub(super) mtime: Option<Time>,
    pub(super) owner: Option<Owner>,
}

impl Meta {
    /// Of a directory that the archive implies but does not hold.
    pub(super) fn implied(owner: Option<Owner>) -> Self {
        Meta { mode: PLAIN_DIRECTORY, mtime: None, owner }
    }

    /// Puts it on an open file or directory. What can't be written and is so already, but for its time, is left.
    pub(super) fn apply(&self, target: BorrowedFd<'_>) -> Result<(), Errno> {
        match self.put(target) {
            Err(Errno::ROFS) if self.is_on(&rustix::fs::fstat(target)?) => Ok(()),
            other => other,
        }
    }

    fn is_on(&self, found: &Stat) -> bool {
        let owner = self.owner.is_none_or(|owner| (owner.uid, owner.gid) == (found.st_uid, found.st_gid));
        let is_link = FileType::from_raw_mode(found.st_mode) == FileType::Symlink;
        owner && (is_link || found.st_mode & 0o7777 == self.mode)
    }

    /// The owner first, since changing it clears bits of the mode.
    fn put(&self, target: BorrowedFd<'_>) -> Result<(), Errno> {
        if let Some(Owner { uid, gid }) = self.owner {
            rustix::fs::fchown(target, Some(Uid::from_raw(uid)), Some(Gid::from_raw(gid)))?;
        }
        rustix::fs::fchmod(target, Mode::from_raw_mode(self.mode))?;
        match self.mtime {
            Some(time) => rustix::fs::futimens(target, &stamps(time)),
            None => Ok(()),
        }
    }

    /// The same for the link `name` itself; links have no mode.
    pub(super) fn apply_to_link(&self, parent: BorrowedFd<'_>, name: &[u8]) -> Result<(), Errno> {
        match self.put_on_link(parent, name) {
            Err(Errno::ROFS) if self.is_on(&rustix::fs::statat(parent, name, AtFlags::SYMLINK_NOFOLLOW)?) => Ok(()),
            other => other,
        }
    }

    fn put_on_link(&self, parent: BorrowedFd<'_>, name: &[u8]) -> Result<(), Errno> {
        if let Some(Owner { uid, gid }) = self.owner {
            let (uid, gid) = (Some(Uid::from_raw(uid)), Some(Gid::from_raw(gid)));
            rustix::fs::chownat(parent, name, uid, gid, AtFlags::SYMLINK_NOFOLLOW)?;
        }
        match self.mtime {
            Some(time) => rustix::fs::utimensat(parent, name, &stamps(time), AtFlags::SYMLINK_NOFOLLOW),
            None => Ok(()),
        }
    }
}

fn stamps(time: Time) -> Timestamps {
    Timestamps {
        last_access: Timespec { tv_sec: 0, tv_nsec: UTIME_OMIT },
        last_modification: Timespec { tv_sec: time.seconds, tv_nsec: i64::from(time.nanoseconds) },
    }
}

/// The directories of a staged tree.
#[derive(Default)]
pub(super) struct Folders {
    meta: Option<Meta>,
    below: HashMap<Vec<u8>, Folders>,
}

impl Folders {
    /// Notes that the directory `path` exists.
    pub(super) fn note<N: AsRef<[u8]>>(&mut self, path: &[N]) -> &mut Folders {
        path.iter().fold(self, |folder, name| folder.below.entry(name.as_ref().to_vec()).or_default())
    }

    /// Notes what the directory `path` is given.
    pub(super) fn describe<N: AsRef<[u8]>>(&mut self, path: &[N], meta: Meta) {
        self.note(path).meta = Some(meta);
    }

    /// Forgets the directory `path`.
    pub(super) fn forget<N: AsRef<[u8]>>(&mut self, path: &[N]) {
        if let Some((last, parents)) = path.split_last() {
            self.note(parents).below.remove(last.as_ref());
        }
    }

    /// The directory `path` and those below it.
    pub(super) fn find<N: AsRef<[u8]>>(&self, path: &[N]) -> Option<&Folders> {
        path.iter().try_fold(self, |folder, name| folder.below.get(name.as_ref()))
    }

    /// What it is given itself.
    pub(super) fn meta(&self, owner: Option<Owner>) -> Meta {
        self.meta.unwrap_or_else(|| Meta::implied(owner))
    }

    /// Describes what was described in `cursor`'s tree, the deepest first; directories that nobody spoke of stay as
    /// they are.
    pub(super) fn apply_given(&self, cursor: &mut Cursor) -> Result<()> {
        self.each_below(cursor, &[], |folder| folder.meta)?;
        match self.meta {
            Some(meta) => {
                let top = cursor.open::<&[u8]>(&[]).map_err(|errno| ArchiveError::system(b".", errno))?;
                meta.apply(top).map_err(|errno| ArchiveError::system(b".", errno))
            }
            None => Ok(()),
        }
    }

    /// Describes everything below `path` in `cursor`'s tree, the deepest first, but not `path` itself.
    pub(super) fn apply_below(&self, cursor: &mut Cursor, path: &[Vec<u8>], owner: Option<Owner>) -> Result<()> {
        self.each_below(cursor, path, |folder| Some(folder.meta(owner)))
    }

    fn each_below(&self, cursor: &mut Cursor, path: &[Vec<u8>], of: impl Fn(&Folders) -> Option<Meta>) -> Result<()> {
        let mut path = path.to_vec();
        let mut frames = vec![(self, self.below.iter())];
        while let Some((folder, rest)) = frames.last_mut() {
            if let Some((name, next)) = rest.next() {
                path.push(name.clone());
                // Opened on the way down, while the parents still let us through.
                cursor.open(&path).map_err(|errno| ArchiveError::system(&joined(&path), errno))?;
                frames.push((next, next.below.iter()));
                continue;
            }
            let meta = of(folder);
            frames.pop();
            if frames.is_empty() {
                return Ok(());
            }
            if let Some(meta) = meta {
                let target = cursor.open(&path).map_err(|errno| ArchiveError::system(&joined(&path), errno))?;
                meta.apply(target.as_fd()).map_err(|errno| ArchiveError::system(&joined(&path), errno))?;
            }
            path.pop();
        }
        Ok(())
    }
}
