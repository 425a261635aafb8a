//! The only writer of our own state: whole files or none, private to the caller, on disk before they are named.

use crate::error::{Error, Kind, Result};
use std::fs::{DirBuilder, File};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// How the names of files begin that are being written; one that stays is of a writer that died.
pub const STAGED: &str = ".staged-";

/// Makes a folder and its parents, 0700 where they are new.
///
/// # Errors
/// When one can't be made.
pub fn create_private(folder: &Path) -> Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| Error::io(format!("creating {}", folder.display()), error))
}

/// A file of ours was not written.
fn unwritten(path: &Path, cause: std::io::Error) -> Error {
    let error = Error::io(format!("writing {}", path.display()), cause);
    if error.kind() == Kind::NoSpace {
        return error
            .hint("make room on that disk; what sandcastle keeps there: sandcastle du, sandcastle snapshots ls");
    }
    error
}

/// Writes a file so that a reader, or a crash, finds the old content or the new one and nothing between.
///
/// # Errors
/// `no_space`, `denied`; the old content is untouched then.
pub fn write_atomic(path: &Path, bytes: &[u8], mode: u32) -> Result<()> {
    let write = || -> std::io::Result<()> {
        let staged = stage(path, bytes, mode)?;
        staged.path.persist(path).map_err(|error| error.error)?;
        sync_folder(path)
    };
    write().map_err(|error| unwritten(path, error))
}

/// Writes a file unless one of that name is there: false then, and it is untouched. One of many callers wins.
///
/// # Errors
/// `no_space`, `denied`.
pub fn write_once(path: &Path, bytes: &[u8]) -> Result<bool> {
    let write = || -> std::io::Result<bool> {
        match stage(path, bytes, 0o600)?.path.persist_noclobber(path) {
            Ok(()) => sync_folder(path).map(|()| true),
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error.error),
        }
    };
    if path.exists() {
        return Ok(false);
    }
    write().map_err(|error| unwritten(path, error))
}

/// Writes a file that is locked from before it has its name, and gives it open for appending.
///
/// # Errors
/// `no_space`, `denied`.
pub fn write_locked(path: &Path, bytes: &[u8]) -> Result<File> {
    let write = || -> std::io::Result<File> {
        let mut staged = tempfile::Builder::new().prefix(STAGED).tempfile_in(folder_of(path))?;
        // Appending needs a descriptor of its own kind; the lock belongs to it and follows the file through its renaming.
        let mut file = File::options().read(true).append(true).mode(0o600).open(staged.path())?;
        file.try_lock().map_err(std::io::Error::from)?;
        file.write_all(bytes)?;
        staged.flush()?;
        file.sync_all()?;
        staged.persist(path).map_err(|error| error.error)?;
        sync_folder(path)?;
        Ok(file)
    };
    write().map_err(|error| unwritten(path, error))
}

/// Opens a private file that is only appended to, and makes it where it is missing.
///
/// # Errors
/// `no_space`, `denied`.
pub fn appendable(path: &Path) -> Result<File> {
    let opened = File::options().read(true).append(true).create(true).mode(0o600).open(path);
    opened.map_err(|error| unwritten(path, error))
}

/// A new file for what a process in the background says.
///
/// # Errors
/// `no_space`, `denied`.
pub fn log_file(folder: &Path, name: &str) -> Result<File> {
    create_private(folder)?;
    let path = folder.join(format!("{name}.log"));
    let made = File::options().write(true).create_new(true).mode(0o600).open(&path);
    made.map_err(|error| unwritten(&path, error))
}

/// Removes a file; one that is not there is fine.
///
/// # Errors
/// When it can't be removed.
pub fn remove_file(path: &Path) -> Result<()> {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    match std::fs::remove_file(path) {
        // A file below what is no folder is not there either.
        Err(error) if !matches!(error.kind(), NotFound | NotADirectory) => {
            Err(Error::io(format!("removing {}", path.display()), error))
        }
        _ => Ok(()),
    }
}

/// Removes a folder of ours with all that is in it, without following links; one that is not there is fine.
///
/// # Errors
/// When something in it can't be removed.
pub fn remove_folder(path: &Path) -> Result<()> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::io(format!("removing {}", path.display()), error))
        }
        _ => Ok(()),
    }
}

/// Removes a folder of ours so that a crash leaves all of it or, under its name, nothing: what is left of it then goes
/// with what else dead processes left there.
///
/// # Errors
/// When it can't be renamed, or something in it not be removed.
pub fn remove_whole(path: &Path) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let going = folder_of(path).join(format!("{STAGED}{name}"));
    remove_folder(&going)?;
    match rustix::fs::rename(path, &going) {
        Ok(()) => remove_folder(&going),
        Err(rustix::io::Errno::NOENT) => Ok(()),
        Err(error) => Err(Error::io(format!("removing {}", path.display()), error.into())),
    }
}

/// Removes the files and folders in a folder that dead processes left half-written.
///
/// # Errors
/// When the folder can't be read, or a file not be removed.
pub fn remove_abandoned(folder: &Path) -> Result<()> {
    for path in abandoned(folder)? {
        if path.is_dir() { remove_folder(&path)? } else { remove_file(&path)? }
    }
    Ok(())
}

/// What [`remove_abandoned`] removes.
///
/// # Errors
/// When the folder can't be read.
pub fn abandoned(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = names_in(folder)?.iter().map(|name| folder.join(name)).collect();
    found.retain(|path| is_abandoned(path));
    Ok(found)
}

/// Bytes of a file, or of all files in a folder, as far as they can be seen. Links are not followed.
pub fn size_of(path: &Path) -> u64 {
    match std::fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
            entries.map(|entry| size_of(&entry.path())).sum()
        }
        Ok(metadata) if metadata.is_file() => metadata.len(),
        _ => 0,
    }
}

/// Whether a file or folder was being written by a process that has died.
fn is_abandoned(path: &Path) -> bool {
    // A file is locked some microseconds after it is made.
    const YOUNG: std::time::Duration = std::time::Duration::from_secs(1);
    if !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(STAGED)) {
        return false;
    }
    let Ok(file) = File::open(path) else { return false };
    let age = file.metadata().and_then(|metadata| metadata.modified()).ok().and_then(|at| at.elapsed().ok());
    age.is_some_and(|age| age > YOUNG) && file.try_lock().is_ok()
}

/// A folder that is being filled: gone again unless it is published. By its lock one of a dead process is known.
#[derive(Debug)]
pub struct StagedFolder {
    path: PathBuf,
    _lock: File,
}

impl StagedFolder {
    /// Makes one in `parent`, beside its final place.
    ///
    /// # Errors
    /// `no_space`, `denied`.
    pub fn create(parent: &Path) -> Result<StagedFolder> {
        let failed = |error| Error::io(format!("creating a folder in {}", parent.display()), error);
        // It is removed by our own drop, which must come before the lock is let go of.
        let private = std::fs::Permissions::from_mode(0o700);
        let made = tempfile::Builder::new().prefix(STAGED).permissions(private).tempdir_in(parent);
        let path = made.map_err(failed)?.keep();
        let lock = File::open(&path).map_err(failed)?;
        lock.try_lock().map_err(|error| failed(error.into()))?;
        Ok(StagedFolder { path, _lock: lock })
    }

    /// Where it is now.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives a file in it a place elsewhere on the same disk; the rest goes. The file was synced by who wrote it.
    ///
    /// # Errors
    /// `no_space`, `denied`.
    pub fn give(self, file: &Path, to: &Path) -> Result<()> {
        rustix::fs::rename(file, to)
            .map_err(std::io::Error::from)
            .and_then(|()| sync_folder(to))
            .map_err(|error| Error::io(format!("writing {}", to.display()), error))
    }

    /// Gives it its name. The files in it were synced by who wrote them.
    ///
    /// # Errors
    /// When something of that name is there.
    pub fn publish(mut self, to: &Path) -> Result<()> {
        let publish = || -> std::io::Result<()> {
            File::open(&self.path)?.sync_all()?;
            rustix::fs::rename(&self.path, to)?;
            sync_folder(to)
        };
        publish().map_err(|error| unwritten(to, error))?;
        self.path.clear();
        Ok(())
    }
}

impl Drop for StagedFolder {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            // What stays is removed by the next who stages something.
            let _ = remove_folder(&self.path);
        }
    }
}

/// A file without a name under `folder`, gone with its last user.
///
/// # Errors
/// `no_space`, `denied`.
pub fn scratch(folder: &Path) -> Result<File> {
    create_private(folder)?;
    tempfile::tempfile_in(folder).map_err(|error| Error::io(format!("making a file in {}", folder.display()), error))
}

/// The names in a folder; none when it is not there.
///
/// # Errors
/// When it can't be read.
pub fn names_in(folder: &Path) -> Result<Vec<String>> {
    let failed = |error| Error::io(format!("reading {}", folder.display()), error);
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(failed)?,
    };
    entries.map(|entry| Ok(entry.map_err(failed)?.file_name().to_string_lossy().into_owned())).collect()
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

/// A file that was written and waits for its name. Nobody has it open for writing any more: a program could not be run
/// from the moment that it has its name.
struct Staged {
    path: tempfile::TempPath,
    /// Held until it has its name: by it a file that a dead process left is known.
    _lock: File,
}

fn stage(path: &Path, bytes: &[u8], mode: u32) -> std::io::Result<Staged> {
    let mut staged = tempfile::Builder::new().prefix(STAGED).tempfile_in(folder_of(path))?;
    let lock = File::open(staged.path())?;
    lock.try_lock().map_err(std::io::Error::from)?;
    staged.as_file().set_permissions(std::fs::Permissions::from_mode(mode))?;
    staged.write_all(bytes)?;
    staged.as_file().sync_all()?;
    Ok(Staged { path: staged.into_temp_path(), _lock: lock })
}

fn sync_folder(path: &Path) -> std::io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        write_atomic(&path, b"one", 0o600).unwrap();
        write_atomic(&path, b"two", 0o600).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(names_in(folder.path()).unwrap(), ["x"]);
    }

    #[test]
    fn a_folder_goes_whole_and_so_does_what_an_earlier_try_left_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        let left = folder.path().join(format!("{STAGED}x"));
        for place in [&path, &left] {
            create_private(place).unwrap();
            write_atomic(&place.join("file"), b"one", 0o600).unwrap();
        }
        remove_whole(&path).unwrap();
        remove_whole(&path).unwrap();
        assert!(names_in(folder.path()).unwrap().is_empty());
    }

    #[test]
    fn what_is_written_once_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        assert!(write_once(&path, b"one").unwrap());
        assert!(!write_once(&path, b"two").unwrap());
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
    }

    #[test]
    fn a_locked_file_is_locked_under_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        let held = write_locked(&path, b"one").unwrap();
        assert!(File::open(&path).unwrap().try_lock().is_err());
        drop(held);
        assert!(File::open(&path).unwrap().try_lock().is_ok());
    }
}
