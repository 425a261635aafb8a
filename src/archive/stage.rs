//! The staging folder: what is unpacked lies here, hidden and for us alone, until all of it is there.
//! It stands beside its final place, so that moving it there is a rename, and goes when it is dropped.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::fs::{AtFlags, FileType, FlockOperation, Mode, RenameFlags};
use rustix::io::Errno;

use super::cursor::{directory, list};
use super::error::{ArchiveError, Result};

/// What the name of every staging folder begins with; one found without its process is rubbish.
pub const STAGING_PREFIX: &str = ".sandcastle-";

/// A staging folder and the tree in it.
pub(super) struct Stage {
    anchor: OwnedFd,
    name: String,
    root: OwnedFd,
    discarded: u64,
}

impl Stage {
    /// Makes one in the directory `anchor`, for what was typed as `dest`.
    pub(super) fn create(anchor: BorrowedFd<'_>, dest: &[u8]) -> Result<Self> {
        let fail = |errno| ArchiveError::system(dest, errno);
        let anchor =
            anchor.try_clone_to_owned().map_err(|error| ArchiveError::failed(dest, &crate::error::plain(&error)))?;
        remove_rubbish(anchor.as_fd());
        loop {
            let name = random_name()?;
            match rustix::fs::mkdirat(&anchor, name.as_str(), Mode::RWXU) {
                Err(Errno::EXIST) => continue,
                other => other.map_err(fail)?,
            }
            let root = directory(anchor.as_fd(), name.as_bytes()).map_err(fail)?;
            // Whoever may write to the destination can swap the folder before it is opened.
            let stat = rustix::fs::fstat(&root).map_err(fail)?;
            if stat.st_uid != rustix::process::geteuid().as_raw() || stat.st_mode & 0o077 != 0 {
                return Err(ArchiveError::denied(dest, "somebody replaced our staging folder there"));
            }
            // By this lock a folder whose process is dead is known. A file system without locks keeps its rubbish.
            let _ = rustix::fs::flock(&root, FlockOperation::NonBlockingLockExclusive);
            let stage = Stage { anchor, name, root, discarded: 0 };
            rustix::fs::mkdirat(&stage.root, "tree", Mode::RWXU).map_err(fail)?;
            return Ok(stage);
        }
    }

    /// The directory that stands for the one beside us.
    pub(super) fn tree(&self) -> Result<OwnedFd> {
        directory(self.root.as_fd(), b"tree").map_err(|errno| ArchiveError::system(b"the staging folder", errno))
    }

    /// Takes a directory out of the tree, with all that is in it.
    pub(super) fn discard(&mut self, parent: BorrowedFd<'_>, name: &[u8]) -> Result<(), Errno> {
        self.discarded += 1;
        let away = format!("discarded-{}", self.discarded);
        rustix::fs::renameat(parent, name, &self.root, away.as_str())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // Nobody is left to tell; a folder that stays is known by its prefix and collected later.
        if clear(self.root.as_fd()).is_ok() {
            let _ = rustix::fs::unlinkat(&self.anchor, self.name.as_str(), AtFlags::REMOVEDIR);
        }
    }
}

/// Removes the staging folders in `anchor` that dead processes left. Best effort: it is not what we were asked for.
fn remove_rubbish(anchor: BorrowedFd<'_>) {
    // A folder is locked some microseconds after it is made.
    const YOUNG: i64 = 2;
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Realtime).tv_sec;
    for (name, _) in list(anchor).unwrap_or_default() {
        let bytes = name.as_slice();
        let Some(root) = bytes.starts_with(STAGING_PREFIX.as_bytes()).then(|| directory(anchor, bytes).ok()).flatten()
        else {
            continue;
        };
        let ours = rustix::fs::fstat(&root).is_ok_and(|stat| {
            stat.st_uid == rustix::process::geteuid().as_raw()
                && stat.st_mode & 0o077 == 0
                && now - stat.st_mtime > YOUNG
        });
        let dead = ours && rustix::fs::flock(&root, FlockOperation::NonBlockingLockExclusive).is_ok();
        if dead && clear(root.as_fd()).is_ok() {
            let _ = rustix::fs::unlinkat(anchor, bytes, AtFlags::REMOVEDIR);
        }
    }
}

/// Empties `root`. Deep trees are lifted level by level to `root` first: no recursion, two descriptors.
fn clear(root: BorrowedFd<'_>) -> Result<(), Errno> {
    let mut lifted = 0u64;
    loop {
        let names = list(root)?;
        if names.is_empty() {
            return Ok(());
        }
        for (name, kind) in names {
            if kind != FileType::Directory {
                rustix::fs::unlinkat(root, name.as_slice(), AtFlags::empty())?;
                continue;
            }
            let inner = own_directory(root, &name)?;
            for (child, kind) in list(inner.as_fd())? {
                if kind != FileType::Directory {
                    rustix::fs::unlinkat(&inner, child.as_slice(), AtFlags::empty())?;
                    continue;
                }
                lifted += 1;
                // To move a directory elsewhere one must be allowed to write to it.
                drop(own_directory(inner.as_fd(), &child)?);
                let target = format!("lifted-{lifted}");
                rustix::fs::renameat_with(&inner, child.as_slice(), root, target.as_str(), RenameFlags::empty())?;
            }
            rustix::fs::unlinkat(root, name.as_slice(), AtFlags::REMOVEDIR)?;
        }
    }
}

/// Opens a directory of ours, whatever mode the archive gave it.
fn own_directory(parent: BorrowedFd<'_>, name: &[u8]) -> Result<OwnedFd, Errno> {
    if let Err(Errno::ACCESS) = directory(parent, name) {
        rustix::fs::chmodat(parent, name, Mode::RWXU, AtFlags::empty())?;
    }
    let opened = directory(parent, name)?;
    if !rustix::process::geteuid().is_root() {
        rustix::fs::fchmod(&opened, Mode::RWXU)?;
    }
    Ok(opened)
}

/// A fresh name for something temporary.
pub(super) fn random_name() -> Result<String> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|error| ArchiveError::Failed(format!("no random numbers: {error}")))?;
    let letters = bytes.map(|byte| char::from(b"abcdefghijklmnopqrstuvwxyz012345"[usize::from(byte % 32)]));
    Ok(STAGING_PREFIX.chars().chain(letters).collect())
}
