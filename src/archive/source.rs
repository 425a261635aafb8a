//! What a source stands for, by the rules of `docker cp`: the name typed decides, down to its last slash.

use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

use rustix::fs::{AtFlags, CWD, FileType};
use rustix::io::Errno;

use super::Kind;
use super::error::{ArchiveError, Result};

/// What packing `path` gives, and the last name that it gets at its destination (empty for the root).
///
/// `x/.` and `.` are the contents of a directory. A link is itself, unless `follow` or a slash after it says otherwise.
///
/// # Errors
/// `NotFound` when nothing is there; `Invalid` for a fifo, socket or device, and for `x/` when `x` is no directory.
pub fn source_kind(path: &Path, follow: bool) -> Result<(Kind, Vec<u8>)> {
    let typed = path.as_os_str().as_bytes();
    let trimmed = &typed[..typed.iter().rposition(|&byte| byte != b'/').map_or(0, |last| last + 1)];
    let last = trimmed.rsplit(|&byte| byte == b'/').next().unwrap_or_default();
    let slash = trimmed.len() < typed.len();
    let lookup = if follow || slash { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
    let found = match rustix::fs::statat(CWD, typed, lookup) {
        Ok(stat) => FileType::from_raw_mode(stat.st_mode),
        Err(Errno::NOTDIR) if slash || last == b"." => return Err(ArchiveError::invalid(typed, "is not a directory")),
        Err(Errno::NOTDIR) => return Err(ArchiveError::system(typed, Errno::NOENT)),
        Err(Errno::LOOP) => return Err(ArchiveError::invalid(typed, "is a link that leads back to itself")),
        Err(errno) => return Err(ArchiveError::system(typed, errno)),
    };
    if let Some(kind) = special(found) {
        return Err(ArchiveError::invalid(typed, &format!("is a {kind}")));
    }
    match (found, last) {
        (FileType::Directory, b"" | b".") => Ok((Kind::Contents, resolved_name(path))),
        (FileType::Directory, b"..") => match resolved_name(path) {
            name if name.is_empty() => Ok((Kind::Contents, name)),
            name => Ok((Kind::Directory, name)),
        },
        (FileType::Directory, name) => Ok((Kind::Directory, name.to_vec())),
        (_, name) => Ok((Kind::File, name.to_vec())),
    }
}

fn resolved_name(path: &Path) -> Vec<u8> {
    let resolved = std::fs::canonicalize(path).ok();
    resolved.and_then(|path| path.file_name().map(|name| name.to_owned().into_vec())).unwrap_or_default()
}

/// What a thing is called that is not packed.
pub(super) fn special(kind: FileType) -> Option<&'static str> {
    match kind {
        FileType::Fifo => Some("fifo"),
        FileType::Socket => Some("socket"),
        FileType::CharacterDevice => Some("character device"),
        FileType::BlockDevice => Some("block device"),
        _ => None,
    }
}
