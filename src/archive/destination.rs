//! Where a stream goes, by the rules of `docker cp`: decided before the first byte is read.
//! The destination is the caller's own path, so links in it are followed; below it none is.

use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags};
use rustix::io::Errno;

use super::Kind;
use super::cursor::kind_of;
use super::error::{ArchiveError, Result};
use super::names::single;

/// As many as Linux follows.
const MAX_LINKS: u32 = 40;

/// An existing directory, and what will lie in it: names from the top, of which those that are missing are made.
/// For a file the last is the file; without names the entries come into the directory itself.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) anchor: OwnedFd,
    pub(super) base: Vec<Vec<u8>>,
    /// The directory as the caller knows it, for messages.
    pub(super) above: Vec<u8>,
}

/// Finds the place for a stream of `kind`, called `name` where the destination exists.
pub(super) fn resolve(dest: &Path, kind: Kind, name: &[u8]) -> Result<Place> {
    let typed = dest.as_os_str().as_bytes();
    match rustix::fs::statat(CWD, typed, AtFlags::empty()) {
        Ok(stat) => match FileType::from_raw_mode(stat.st_mode) {
            FileType::Directory => in_directory(dest, kind, name),
            FileType::RegularFile if kind == Kind::File => over_file(dest),
            FileType::RegularFile => Err(ArchiveError::conflict(typed, "is a file, where a directory should come")),
            _ => Err(ArchiveError::conflict(typed, "is neither a file nor a directory")),
        },
        Err(Errno::NOENT) if !typed.is_empty() => missing(dest, kind, name),
        Err(Errno::NOTDIR) => Err(ArchiveError::conflict(typed, "is a file, or leads through one")),
        Err(errno) => Err(ArchiveError::system(typed, errno)),
    }
}

fn in_directory(dest: &Path, kind: Kind, name: &[u8]) -> Result<Place> {
    let anchor = open(dest).map_err(|errno| ArchiveError::system(dest.as_os_str().as_bytes(), errno))?;
    let above = dest.as_os_str().as_bytes().to_vec();
    if matches!(kind, Kind::Contents | Kind::Many) {
        return Ok(Place { anchor, base: Vec::new(), above });
    }
    let name = single(name)?;
    let inside = || dest.join(std::ffi::OsStr::from_bytes(name)).into_os_string().into_vec();
    let found = kind_of(anchor.as_fd(), name).map_err(|errno| ArchiveError::system(&inside(), errno))?;
    match (kind, found) {
        (Kind::File, Some(FileType::Directory)) => Err(ArchiveError::conflict(&inside(), "is a directory")),
        (Kind::Directory, Some(FileType::Symlink)) => {
            Err(ArchiveError::denied(&inside(), "is a link, where a directory should come"))
        }
        (Kind::Directory, Some(found)) if found != FileType::Directory => {
            Err(ArchiveError::conflict(&inside(), "is a file, where a directory should come"))
        }
        _ => Ok(Place { anchor, base: vec![name.to_vec()], above }),
    }
}

fn over_file(dest: &Path) -> Result<Place> {
    let typed = dest.as_os_str().as_bytes();
    let fail = |errno| ArchiveError::system(typed, errno);
    // Through a link, what it leads to is replaced.
    let real = std::fs::canonicalize(dest).map_err(|error| fail(Errno::from_io_error(&error).unwrap_or(Errno::IO)))?;
    match (real.parent(), real.file_name()) {
        (Some(parent), Some(name)) => {
            let above = parent.as_os_str().as_bytes().to_vec();
            Ok(Place { anchor: open(parent).map_err(fail)?, base: vec![name.as_bytes().to_vec()], above })
        }
        _ => Err(ArchiveError::conflict(typed, "can't be replaced")),
    }
}

fn missing(dest: &Path, kind: Kind, name: &[u8]) -> Result<Place> {
    let typed = dest.as_os_str().as_bytes();
    let mut path = dest.to_path_buf();
    let mut links = 0;
    // A link that leads nowhere: what it names is made.
    while let Ok(target) = std::fs::read_link(trimmed(&path)) {
        path = trimmed(&path).parent().unwrap_or(Path::new("")).join(target);
        links += 1;
        if links == MAX_LINKS {
            return Err(ArchiveError::system(typed, Errno::LOOP));
        }
    }
    let mut base = Vec::new();
    let mut existing = trimmed(&path);
    let anchor = loop {
        match open(&existing) {
            Ok(anchor) => break anchor,
            Err(Errno::NOENT) => {}
            Err(Errno::NOTDIR) => return Err(ArchiveError::conflict(typed, "leads through a file")),
            Err(errno) => return Err(ArchiveError::system(typed, errno)),
        }
        match (existing.file_name(), existing.parent()) {
            (Some(name), Some(parent)) => {
                base.push(name.as_bytes().to_vec());
                existing = parent.to_path_buf();
            }
            _ => return Err(ArchiveError::system(typed, Errno::NOENT)),
        }
    };
    base.reverse();
    if kind == Kind::File && (typed.ends_with(b"/") || typed.ends_with(b"/.")) {
        base.push(single(name)?.to_vec());
    }
    Ok(Place { anchor, base, above: existing.into_os_string().into_vec() })
}

/// `path` without slashes and dots at its end.
fn trimmed(path: &Path) -> PathBuf {
    path.components().collect()
}

fn open(path: &Path) -> Result<OwnedFd, Errno> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    rustix::fs::openat(CWD, path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())
}
