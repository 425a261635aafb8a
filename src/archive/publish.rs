//! Moves a staged tree to its place: by one rename where nothing is there yet, else merged, file by file.
//! Every file is whole at each moment; what can be refused is refused before the first move.

use std::os::fd::AsFd;

use rustix::fs::{FileType, Mode, RenameFlags};
use rustix::io::Errno;

use super::cursor::{Cursor, directory, kind_of, list};
use super::error::{ArchiveError, Result};
use super::meta::{Folders, Meta};
use super::names::joined;
use super::transplant;
use super::{Owner, UnpackOptions};

/// A path from the top of both trees.
type Names = Vec<Vec<u8>>;

/// A staged tree on its way.
pub(super) struct Publisher<'a> {
    staged: Cursor,
    destination: Cursor,
    folders: &'a Folders,
    owner: Option<Owner>,
    overwrite: bool,
    kept: u64,
    /// Directories that had to be made anew on another file system.
    remade: Vec<(Names, Meta)>,
}

impl<'a> Publisher<'a> {
    pub(super) fn new(staged: Cursor, destination: Cursor, folders: &'a Folders, options: &UnpackOptions) -> Self {
        let (owner, overwrite) = (options.owner, options.overwrite);
        Publisher { staged, destination, folders, owner, overwrite, kept: 0, remade: Vec::new() }
    }

    /// Moves everything; how many files were kept instead of overwritten.
    pub(super) fn run(mut self) -> Result<u64> {
        self.check()?;
        let mut pending: Vec<Names> = vec![Vec::new()];
        while let Some(parents) = pending.pop() {
            for (name, kind) in self.staged_names(&parents)? {
                let mut path = parents.clone();
                path.push(name);
                let moved = match kind {
                    FileType::Directory => self.folder(&path),
                    _ => self.leaf(&path).map(|()| true),
                };
                if !moved? {
                    pending.push(path);
                }
            }
        }
        // The deepest were made last.
        while let Some((path, meta)) = self.remade.pop() {
            let target = self.destination.open(&path).map_err(|errno| fail(&path, errno))?;
            meta.apply(target).map_err(|errno| fail(&path, errno))?;
        }
        Ok(self.kept)
    }

    /// Looks for what can't be merged, wherever a directory meets one that exists.
    fn check(&mut self) -> Result<()> {
        let mut pending: Vec<Names> = vec![Vec::new()];
        while let Some(parents) = pending.pop() {
            let names = self.staged_names(&parents)?;
            let there = self.destination.open(&parents).map_err(|errno| fail(&parents, errno))?;
            for (name, kind) in names {
                let mut path = parents.clone();
                let found = kind_of(there, &name).map_err(|errno| fail(&path, errno))?;
                path.push(name);
                if meeting(&path, kind, found)? {
                    pending.push(path);
                }
            }
        }
        Ok(())
    }

    fn staged_names(&mut self, path: &Names) -> Result<Vec<(Vec<u8>, FileType)>> {
        self.staged.open(path).and_then(list).map_err(|errno| fail(path, errno))
    }

    /// Moves a directory whole; false when one is there and what it holds has to be merged.
    fn folder(&mut self, path: &Names) -> Result<bool> {
        let fail = |errno| fail(path, errno);
        let Some((name, parents)) = path.split_last() else { return Ok(false) };
        let to = self.destination.open(parents).map_err(fail)?;
        if meeting(path, FileType::Directory, kind_of(to, name).map_err(fail)?)? {
            return Ok(false);
        }
        let folder = self.folders.find(path);
        let meta = folder.map_or_else(|| Meta::implied(self.owner), |folder| folder.meta(self.owner));
        if let Some(folder) = folder {
            folder.apply_below(&mut self.staged, path, self.owner)?;
        }
        let from = self.staged.open(parents).map_err(fail)?;
        let held = directory(from, name).map_err(fail)?;
        let moved = match rustix::fs::renameat_with(from, name.as_slice(), to, name.as_slice(), RenameFlags::NOREPLACE)
        {
            // Not every file system knows how to refuse; an empty directory may be replaced then, nothing else.
            Err(Errno::INVAL | Errno::NOSYS) => rustix::fs::renameat(from, name.as_slice(), to, name.as_slice()),
            other => other,
        };
        match moved {
            Ok(()) => {
                meta.apply(held.as_fd()).map_err(fail)?;
                Ok(true)
            }
            // Somebody made it just now.
            Err(Errno::EXIST | Errno::NOTEMPTY) => meeting(path, FileType::Directory, kind_of(to, name).map_err(fail)?)
                .and_then(|there| if there { Ok(false) } else { Err(fail(Errno::BUSY)) }),
            Err(Errno::XDEV) => {
                rustix::fs::mkdirat(to, name.as_slice(), Mode::RWXU).map_err(fail)?;
                self.remade.push((path.clone(), meta));
                Ok(false)
            }
            Err(errno) => Err(fail(errno)),
        }
    }

    /// Moves what is no directory.
    fn leaf(&mut self, path: &Names) -> Result<()> {
        let Some((name, parents)) = path.split_last() else { return Ok(()) };
        let to = self.destination.open(parents).map_err(|errno| fail(path, errno))?;
        let from = self.staged.open(parents).map_err(|errno| fail(path, errno))?;
        if !self.overwrite && kind_of(to, name).map_err(|errno| fail(path, errno))?.is_some() {
            self.kept += 1;
            return Ok(());
        }
        let flags = if self.overwrite { RenameFlags::empty() } else { RenameFlags::NOREPLACE };
        let moved = match rustix::fs::renameat_with(from, name.as_slice(), to, name.as_slice(), flags) {
            Err(Errno::INVAL | Errno::NOSYS) => rustix::fs::renameat(from, name.as_slice(), to, name.as_slice()),
            other => other,
        };
        match moved {
            Err(Errno::EXIST) if !self.overwrite => {
                self.kept += 1;
                Ok(())
            }
            Err(Errno::XDEV) => transplant::across(from, to, name).map_err(|errno| fail(path, errno)),
            // The engine mounts single files, such as /etc/hosts: they can be written but not replaced.
            Err(Errno::BUSY) => transplant::into(from, to, name).map_err(|errno| fail(path, errno)),
            Err(Errno::ISDIR) => Err(ArchiveError::conflict(&joined(path), "is a directory")),
            other => other.map_err(|errno| fail(path, errno)),
        }
    }
}

/// Whether a directory meets a directory; fails where what comes and what is there can't be combined.
fn meeting(path: &Names, comes: FileType, there: Option<FileType>) -> Result<bool> {
    let is_directory = comes == FileType::Directory;
    match there {
        None => Ok(false),
        Some(FileType::Directory) if is_directory => Ok(true),
        Some(FileType::Directory) => Err(ArchiveError::conflict(&joined(path), "is a directory")),
        Some(FileType::Symlink) if is_directory => {
            Err(ArchiveError::denied(&joined(path), "is a link, where a directory should come"))
        }
        Some(_) if is_directory => {
            Err(ArchiveError::conflict(&joined(path), "is a file, where a directory should come"))
        }
        Some(_) => Ok(false),
    }
}

fn fail(path: &Names, errno: Errno) -> ArchiveError {
    ArchiveError::system(&joined(path), errno)
}
