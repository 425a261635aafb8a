//! Secrets as files: in a memory file system that the engine mounted, for the user of the command that they were given
//! to, and gone with the last command that has them. Whatever root inside puts in the way, nothing gets onto a disk.

use super::users::Account;
use super::wire::{failure, os_failure};
use crate::guest::protocol::{Failure, FailureCode, SECRETS_FOLDER, SecretFile};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, CWD, Gid, Mode, OFlags, Uid, fchown, fstatfs, openat, renameat, unlinkat};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::rc::Rc;

/// TMPFS_MAGIC of linux/magic.h.
const TMPFS: u64 = 0x0102_1994;
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// The files that are there, by name.
#[derive(Debug, Clone, Default)]
pub(super) struct SecretFiles(Rc<RefCell<BTreeMap<String, Shared>>>);

#[derive(Debug)]
struct Shared {
    /// The commands that have it.
    commands: usize,
    /// Whose it is.
    uid: u32,
}

/// The files of one command, which go with it unless others have them too.
#[derive(Debug)]
pub(super) struct Held {
    files: SecretFiles,
    names: Vec<String>,
}

impl SecretFiles {
    /// Writes the files of a command. One that others have, too, is replaced as a whole: whoever opens it from now on
    /// reads the new value.
    pub(super) fn place(&self, wanted: &[SecretFile], account: &Account) -> Result<Held, Failure> {
        let mut held = Held { files: self.clone(), names: Vec::new() };
        if wanted.is_empty() {
            return Ok(held);
        }
        let folder = open()?;
        for file in wanted {
            let name = &file.name;
            if !SecretFile::is_name(name) {
                return Err(failure(FailureCode::Invalid, format!("{name:?}: not a name for the file of a secret")));
            }
            let mut shared = self.0.borrow_mut();
            // Root reads everything; two other users can't share what only one of them may read.
            let uid = match shared.get(name) {
                Some(other) if account.uid != 0 && other.uid != 0 && other.uid != account.uid => {
                    let message = format!("{SECRETS_FOLDER}/{name} is in use by a command of another user");
                    return Err(failure(FailureCode::Conflict, message));
                }
                Some(other) if account.uid == 0 => other.uid,
                _ => account.uid,
            };
            let gid = if uid == account.uid { account.gid } else { 0 };
            write(&folder, file, uid, gid).map_err(|error| os_failure(&format!("{SECRETS_FOLDER}/{name}"), &error))?;
            if !held.names.contains(name) {
                let entry = shared.entry(name.clone()).or_insert(Shared { commands: 0, uid });
                (entry.commands, entry.uid) = (entry.commands + 1, uid);
                held.names.push(name.clone());
            }
        }
        Ok(held)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut shared = self.files.0.borrow_mut();
        for name in &self.names {
            let Some(entry) = shared.get_mut(name) else { continue };
            entry.commands -= 1;
            if entry.commands == 0 {
                shared.remove(name);
                // Whoever is root inside may have removed it already.
                if let Ok(folder) = open() {
                    let _ = unlinkat(&folder, name, AtFlags::empty());
                }
            }
        }
    }
}

/// Opens the folder, which must be in memory.
fn open() -> Result<OwnedFd, Failure> {
    let missing = |error: rustix::io::Errno| os_failure(SECRETS_FOLDER, &error.into());
    let mut folder = openat(CWD, "/", FOLDER, Mode::empty()).map_err(missing)?;
    for name in SECRETS_FOLDER.split('/').filter(|name| !name.is_empty()) {
        folder = openat(&folder, name, FOLDER, Mode::empty()).map_err(missing)?;
    }
    let found = fstatfs(&folder).map_err(missing)?;
    if u64::try_from(found.f_type).ok() != Some(TMPFS) {
        let message =
            format!("{SECRETS_FOLDER} is not in memory here: make the sandbox anew to give it secrets as files");
        return Err(failure(FailureCode::Denied, message));
    }
    Ok(folder)
}

fn write(folder: &OwnedFd, file: &SecretFile, uid: u32, gid: u32) -> std::io::Result<()> {
    let staged = format!(".{}.new", file.name);
    // What lies there may be a leftover, or something set as a trap: the file must be a new one.
    let _ = unlinkat(folder, &staged, AtFlags::empty());
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let fill = || {
        let mut made = File::from(openat(folder, &staged, flags, Mode::from_raw_mode(0o400))?);
        made.write_all(&file.content.0)?;
        fchown(made.as_fd(), Some(Uid::from_raw(uid)), Some(Gid::from_raw(gid)))?;
        renameat(folder, &staged, folder, &file.name)?;
        Ok(())
    };
    let filled: std::io::Result<()> = fill();
    if filled.is_err() {
        let _ = unlinkat(folder, &staged, AtFlags::empty());
    }
    filled
}
