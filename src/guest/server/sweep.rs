//! Emptying a folder in which whoever is root inside may have left anything: no link is followed, no depth is too deep.
//! Used by the guest for the shared folder and its jobs, and by a helper container for what a dead sandbox left.

use rustix::fd::{AsFd, BorrowedFd};
use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, openat, renameat, statat, unlinkat};
use rustix::io::Errno;
use std::ffi::CString;
use std::io;
use std::path::Path;

/// Folders deeper than this are moved to the top first, so that neither the stack nor the descriptors run out.
const DEPTH: usize = 32;
/// Passes over the top: each flattens [`DEPTH`] levels, so this bounds only what fights back.
const PASSES: usize = 100_000;

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// Removes everything below a folder; the folder stays. Links are removed, never followed, the folder's own
/// name included.
///
/// # Errors
/// The first thing that could not be removed; everything else is gone.
pub fn sweep(folder: &Path) -> io::Result<()> {
    empty(openat(CWD, folder, FOLDER, Mode::empty())?.as_fd())
}

/// As [`sweep`], of an open folder.
pub(super) fn empty(top: BorrowedFd<'_>) -> io::Result<()> {
    let mut moved = 0;
    for _ in 0..PASSES {
        let moved_before = moved;
        let result = empty_level(top, top, 0, &mut moved);
        if moved == moved_before {
            return result;
        }
    }
    Err(io::Error::from(io::ErrorKind::ResourceBusy))
}

/// Removes one name in a folder, with everything below it.
pub(super) fn remove_entry(folder: BorrowedFd<'_>, name: &str) -> io::Result<()> {
    if let Ok(below) = openat(folder, name, FOLDER, Mode::empty()) {
        empty(below.as_fd())?;
        return Ok(unlinkat(folder, name, AtFlags::REMOVEDIR)?);
    }
    Ok(unlinkat(folder, name, AtFlags::empty())?)
}

fn empty_level(top: BorrowedFd<'_>, folder: BorrowedFd<'_>, depth: usize, moved: &mut u64) -> io::Result<()> {
    let mut first = Ok(());
    for entry in Dir::read_from(folder)? {
        let name = entry?.file_name().to_owned();
        if name.as_bytes() == b"." || name.as_bytes() == b".." {
            continue;
        }
        if let Err(error) = remove(top, folder, &name, depth, moved) {
            first = first.and(Err(error));
        }
    }
    first
}

fn remove(
    top: BorrowedFd<'_>,
    parent: BorrowedFd<'_>,
    name: &CString,
    depth: usize,
    moved: &mut u64,
) -> io::Result<()> {
    match unlinkat(parent, name, AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => return Ok(()),
        // The kernel says one of these for a folder.
        Err(Errno::ISDIR | Errno::PERM) => {}
        Err(error) => return Err(error.into()),
    }
    let kind = FileType::from_raw_mode(statat(parent, name, AtFlags::SYMLINK_NOFOLLOW)?.st_mode);
    if kind != FileType::Directory {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied));
    }
    if depth >= DEPTH {
        loop {
            *moved += 1;
            match renameat(parent, name, top, format!(".sweep-{moved}")) {
                Err(Errno::EXIST | Errno::NOTEMPTY | Errno::NOTDIR | Errno::ISDIR) => {}
                result => return Ok(result?),
            }
        }
    }
    let folder = openat(parent, name, FOLDER, Mode::empty())?;
    let emptied = empty_level(top, folder.as_fd(), depth + 1, moved);
    match unlinkat(parent, name, AtFlags::REMOVEDIR) {
        Ok(()) | Err(Errno::NOENT) => Ok(()),
        Err(error) => emptied.and(Err(error.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn everything_below_goes_and_nothing_beside() {
        let home = tempfile::tempdir().unwrap();
        let (folder, outside) = (home.path().join("folder"), home.path().join("outside"));
        fs::create_dir_all(folder.join("a/b/c")).unwrap();
        fs::create_dir(&outside).unwrap();
        fs::File::create(outside.join("kept")).unwrap();
        fs::File::create(folder.join("a/file")).unwrap();
        symlink(&outside, folder.join("link")).unwrap();
        symlink(&outside, folder.join("a/b/link")).unwrap();
        symlink("nowhere", folder.join("dangling")).unwrap();
        sweep(&folder).unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        assert!(outside.join("kept").exists());
        symlink(&outside, home.path().join("folder-link")).unwrap();
        assert!(sweep(&home.path().join("folder-link")).is_err());
        assert!(outside.join("kept").exists());
    }

    #[test]
    fn a_tree_deeper_than_any_path_goes() {
        let home = tempfile::tempdir().unwrap();
        let mut folder = openat(CWD, home.path(), FOLDER, Mode::empty()).unwrap();
        for _ in 0..3000 {
            rustix::fs::mkdirat(&folder, "deep", Mode::from_raw_mode(0o755)).unwrap();
            folder = openat(&folder, "deep", FOLDER, Mode::empty()).unwrap();
        }
        sweep(home.path()).unwrap();
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }
}
