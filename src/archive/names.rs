//! Paths inside an archive: taken apart into plain names, or refused.
//! What passes here can't lead upwards or away; links are the cursor's business.

use super::Limits;
use super::error::{ArchiveError, Result};

/// The names of `path` from the top; none for `.` itself. `./` and doubled slashes mean nothing.
pub(super) fn components<'a>(path: &'a [u8], limits: &Limits) -> Result<Vec<&'a [u8]>> {
    if path.is_empty() {
        return Err(ArchiveError::Damaged("an entry of the archive has no name".into()));
    }
    if path.len() > limits.max_name {
        let start = &path[..path.len().min(64)];
        return Err(ArchiveError::denied(start, &format!("its path is longer than {} bytes", limits.max_name)));
    }
    if path.contains(&0) {
        return Err(ArchiveError::damaged(path, "its name holds a zero byte"));
    }
    if path[0] == b'/' {
        return Err(ArchiveError::denied(path, "an absolute path in the archive is refused"));
    }
    let names: Vec<&[u8]> = path.split(|&byte| byte == b'/').filter(|name| !matches!(*name, b"" | b".")).collect();
    if names.contains(&&b".."[..]) {
        return Err(ArchiveError::denied(path, "a path with .. in the archive is refused"));
    }
    if names.len() > limits.max_depth {
        let start = &path[..path.len().min(64)];
        return Err(ArchiveError::denied(start, &format!("it is more than {} directories deep", limits.max_depth)));
    }
    Ok(names)
}

/// `name` as the one name that it has to be.
pub(super) fn single(name: &[u8]) -> Result<&[u8]> {
    if matches!(name, b"" | b"." | b"..") || name.iter().any(|byte| matches!(byte, b'/' | 0)) {
        return Err(ArchiveError::failed(name, "can't be the name of a file"));
    }
    Ok(name)
}

/// Files in a home or project that shells, git, editors and the like run or obey without being asked.
const STARTUP: &[&str] = &[
    ".bash_login",
    ".bash_logout",
    ".bash_profile",
    ".bashrc",
    ".cargo",
    ".envrc",
    ".gitattributes",
    ".gitconfig",
    ".gitmodules",
    ".inputrc",
    ".npmrc",
    ".profile",
    ".pypirc",
    ".ssh",
    ".tmux.conf",
    ".vimrc",
    ".vscode",
    ".zlogin",
    ".zprofile",
    ".zshenv",
    ".zshrc",
];

/// Whether programs of who unpacks this run or obey it without being asked.
pub(super) fn runs_unasked(names: &[&[u8]]) -> bool {
    let hooks = names.windows(2).any(|pair| pair[0] == b".git" && matches!(pair[1], b"hooks" | b"config"));
    hooks || names.iter().any(|name| STARTUP.iter().any(|known| known.as_bytes() == *name))
}

/// `path` below the directory `above`, as the caller would write it.
pub(super) fn below<N: AsRef<[u8]>>(above: &[u8], path: &[N]) -> Vec<u8> {
    let path = joined(path);
    match above {
        b"" | b"." | b"./" => path,
        _ if above.ends_with(b"/") => [above, &path].concat(),
        _ => [above, b"/", &path].concat(),
    }
}

/// The names joined to a path, `.` for none.
pub(super) fn joined<N: AsRef<[u8]>>(names: &[N]) -> Vec<u8> {
    if names.is_empty() {
        return b".".to_vec();
    }
    names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(&b'/')
}
