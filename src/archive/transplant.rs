//! Moving a file where a rename can't go: to another file system, or onto a file that is itself a mount.

use std::fs::File;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use super::meta::Meta;
use super::pax::Time;
use super::stage::random_name;
use super::{Owner, attributes};

/// Copies `name` to a temporary name on the other file system and renames it there.
pub(super) fn across(from: BorrowedFd<'_>, to: BorrowedFd<'_>, name: &[u8]) -> Result<(), Errno> {
    let temporary = random_name().map_err(|_| Errno::IO)?;
    let stat = rustix::fs::statat(from, name, AtFlags::SYMLINK_NOFOLLOW)?;
    let result =
        copy(from, to, name, &temporary, &stat).and_then(|()| rustix::fs::renameat(to, temporary.as_str(), to, name));
    if result.is_err() {
        let _ = rustix::fs::unlinkat(to, temporary.as_str(), AtFlags::empty());
    }
    result
}

fn copy(from: BorrowedFd<'_>, to: BorrowedFd<'_>, name: &[u8], temporary: &str, stat: &Stat) -> Result<(), Errno> {
    let mtime = Some(Time { seconds: stat.st_mtime, nanoseconds: u32::try_from(stat.st_mtime_nsec).unwrap_or(0) });
    let owner = |made: &Stat| {
        let differs = (made.st_uid, made.st_gid) != (stat.st_uid, stat.st_gid);
        differs.then_some(Owner { uid: stat.st_uid, gid: stat.st_gid })
    };
    let mode = stat.st_mode & 0o7777;
    if FileType::from_raw_mode(stat.st_mode) == FileType::Symlink {
        let target = rustix::fs::readlinkat(from, name, Vec::new())?;
        rustix::fs::symlinkat(target, to, temporary)?;
        let made = rustix::fs::statat(to, temporary, AtFlags::SYMLINK_NOFOLLOW)?;
        return Meta { mode, mtime, owner: owner(&made) }.apply_to_link(to, temporary.as_bytes());
    }
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let target = rustix::fs::openat(to, temporary, flags, Mode::RUSR | Mode::WUSR)?;
    let made = rustix::fs::fstat(&target)?;
    let target = pour(from, name, target)?;
    // What the other file system does not take is lost; its content is not.
    let source = rustix::fs::openat(from, name, OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty())?;
    attributes::put(target.as_fd(), &attributes::of(source.as_fd()));
    Meta { mode, mtime, owner: owner(&made) }.apply(target.as_fd())
}

/// Writes the content of the staged file into the file `name` that stands there, which keeps its owner and mode.
pub(super) fn into(from: BorrowedFd<'_>, to: BorrowedFd<'_>, name: &[u8]) -> Result<(), Errno> {
    let flags = OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let target = rustix::fs::openat(to, name, flags, Mode::empty())?;
    if FileType::from_raw_mode(rustix::fs::fstat(&target)?.st_mode) != FileType::RegularFile {
        return Err(Errno::BUSY);
    }
    rustix::fs::ftruncate(&target, 0)?;
    pour(from, name, target).map(drop)
}

fn pour(from: BorrowedFd<'_>, name: &[u8], target: OwnedFd) -> Result<File, Errno> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let source = rustix::fs::openat(from, name, flags, Mode::empty()).or_else(|errno| match errno {
        // It has the mode that the archive gave it already, which may not let us read.
        Errno::ACCESS => {
            rustix::fs::chmodat(from, name, Mode::RUSR, AtFlags::empty())?;
            rustix::fs::openat(from, name, flags, Mode::empty())
        }
        other => Err(other),
    })?;
    let mut source = File::from(source);
    let mut target = File::from(target);
    std::io::copy(&mut source, &mut target).map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))?;
    Ok(target)
}
