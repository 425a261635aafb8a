//! Folders that are made for a sandbox on this machine: below the account's data root, and where mounts lie in mounts.
//! Reached step by step without following links, so that nothing of it comes to lie elsewhere.

use crate::error::{Error, Kind, Result};
use crate::registry::journal::{Entry, Operation};
use crate::registry::record::SandboxRecord;
use crate::sandbox::storage::{Origin, Place, Storage};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, CWD, Mode, OFlags, chownat, fstat, mkdirat, openat};
use rustix::io::Errno;
use std::path::{Path, PathBuf};

/// What the step of the journal begins with that notes a folder before it is made.
pub(super) const MADE: &str = "make folder ";

const FOLDER: OFlags = OFlags::DIRECTORY.union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// Where a folder of the account's data is, or will be, once `root` is there.
///
/// # Errors
/// `denied` when a link lies on the way; `conflict` when a file does.
pub(super) fn locate(root: &Path, account: &str, path: &str) -> Result<String> {
    crate::fs::create_private(root)?;
    let root = real(root)?;
    let below: Vec<&str> = std::iter::once(account).chain(path.split('/')).collect();
    descend(&root, &below, |_, _| Ok(false))?;
    let folder = root.join(account).join(path);
    folder.into_os_string().into_string().map_err(|_| Error::usage("the data root is not a path in UTF-8"))
}

fn real(root: &Path) -> Result<PathBuf> {
    std::fs::canonicalize(root).map_err(|error| Error::io(format!("looking at {}", root.display()), error))
}

/// Makes the folder of the account's data.
///
/// # Errors
/// As [`locate`], and when it can't be made.
pub(super) fn make(root: &Path, storage: &Storage, entry: &mut Entry) -> Result<()> {
    let root = real(root)?;
    let below = Path::new(&storage.data_folder).strip_prefix(&root).ok().and_then(Path::to_str);
    let below: Vec<&str> = below.map(|below| below.split('/').collect()).unwrap_or_default();
    make_below(&root, &below, entry)
}

/// Makes the places of mounts that lie in a folder of this machine: else the engine makes them, and they are root's.
///
/// # Errors
/// `denied` when a link lies on the way; `usage` when the outer mount is a file.
pub(super) fn make_mount_points(storage: &Storage, entry: &mut Entry) -> Result<()> {
    let places = storage.places();
    for (index, inner) in places.iter().enumerate() {
        let around = |outer: &&Place<'_>| inner.path.strip_prefix(outer.path).is_some_and(|rest| rest.starts_with('/'));
        // The innermost of those around it.
        let Some(outer) = places[..index].iter().rev().find(around) else { continue };
        let (Origin::Folder(folder) | Origin::Data(folder)) = outer.origin else { continue };
        let is_file = matches!(inner.origin, Origin::Folder(source) if !Path::new(source).is_dir());
        if !Path::new(folder).is_dir() {
            return Err(Error::usage(format!("{} lies in {}, which is a file", inner.path, outer.path)));
        }
        let rest: Vec<&str> = inner.path[outer.path.len() + 1..].split('/').collect();
        // For a file the engine makes one; what it is in is ours to make.
        let rest = if is_file { &rest[..rest.len() - 1] } else { &rest[..] };
        make_below(Path::new(folder), rest, entry)?;
    }
    Ok(())
}

fn make_below(root: &Path, below: &[&str], entry: &mut Entry) -> Result<()> {
    descend(root, below, |path, parent| {
        entry.step(&format!("{MADE}{}", path.display()))?;
        let name = path.file_name().unwrap_or_default();
        let failed = |errno: Errno| Error::io(format!("making {}", path.display()), errno.into());
        match mkdirat(parent, name, Mode::from_raw_mode(0o755)) {
            Ok(()) => {}
            Err(Errno::EXIST) => return Ok(true),
            Err(errno) => return Err(failed(errno)),
        }
        // Where the caller is root, it is for who has the folder around it.
        let owner = fstat(parent).map_err(failed)?;
        if rustix::process::geteuid().is_root() && owner.st_uid != 0 {
            let (uid, gid) = (rustix::fs::Uid::from_raw(owner.st_uid), rustix::fs::Gid::from_raw(owner.st_gid));
            chownat(parent, name, Some(uid), Some(gid), AtFlags::SYMLINK_NOFOLLOW).map_err(failed)?;
        }
        Ok(true)
    })
}

/// Goes down from `root`; `missing` makes what is not there, or says that the way ends.
fn descend(root: &Path, below: &[&str], mut missing: impl FnMut(&Path, &OwnedFd) -> Result<bool>) -> Result<()> {
    let mut path = root.to_owned();
    let failed = |path: &Path, errno: Errno| match errno {
        Errno::LOOP => Error::new(Kind::Denied, format!("{} is a link: it may lead anywhere", path.display()))
            .hint("replace it by a folder"),
        // A link is told so by one kernel and as no directory by another.
        Errno::NOTDIR if path.is_symlink() => {
            Error::new(Kind::Denied, format!("{} is a link: it may lead anywhere", path.display()))
                .hint("replace it by a folder")
        }
        Errno::NOTDIR => Error::new(Kind::Conflict, format!("{} is not a folder", path.display())),
        errno => Error::io(format!("looking at {}", path.display()), errno.into()),
    };
    let mut folder =
        openat(CWD, &path, OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()).map_err(|errno| failed(&path, errno))?;
    for name in below {
        path.push(name);
        folder = match openat(folder.as_fd(), *name, FOLDER, Mode::empty()) {
            Err(Errno::NOENT) => {
                if !missing(&path, &folder)? {
                    return Ok(());
                }
                openat(folder.as_fd(), *name, FOLDER, Mode::empty())
            }
            other => other,
        }
        .map_err(|errno| failed(&path, errno))?;
    }
    Ok(())
}

/// Removes the folders that an operation noted, the last one first, if they are empty and no sandbox has them.
pub(super) fn undo(operation: &Operation, others: &[SandboxRecord]) {
    for folder in operation.steps.iter().rev().filter_map(|step| step.name.strip_prefix(MADE)) {
        let used = |record: &SandboxRecord| {
            record.spec.storage.places().iter().any(|place| match place.origin {
                Origin::Data(source) | Origin::Folder(source) => {
                    Path::new(source).starts_with(folder) || Path::new(folder).starts_with(source)
                }
                Origin::Home | Origin::Volume(_) => false,
            })
        };
        if !others.iter().any(used) {
            // One that holds something by now is somebody's.
            let _ = std::fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_found_below_its_account_and_never_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("accounts");
        let expected = root.join("me/a/b");
        assert_eq!(locate(&root, "me", "a/b").unwrap(), expected.to_str().unwrap());
        assert!(!root.join("me").exists());
        std::fs::create_dir(root.join("me")).unwrap();
        std::os::unix::fs::symlink("/etc", root.join("me/link")).unwrap();
        std::fs::File::create(root.join("me/file")).unwrap();
        assert_eq!(locate(&root, "me", "link").unwrap_err().kind(), Kind::Denied);
        assert_eq!(locate(&root, "me", "link/x").unwrap_err().kind(), Kind::Denied);
        assert_eq!(locate(&root, "me", "file/x").unwrap_err().kind(), Kind::Conflict);
        std::os::unix::fs::symlink("/etc", root.join("you")).unwrap();
        assert_eq!(locate(&root, "you", "x").unwrap_err().kind(), Kind::Denied);
    }
}
