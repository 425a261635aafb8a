//! The snapshots of this machine: a folder each, staged and published by one rename. What is there is whole.

use super::manifest::{MAX_BYTES, Manifest, Payload};
use crate::error::{Error, Kind, Result};
use crate::fs::{self, StagedFolder};
use crate::sandbox::id::Id;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The tree, as tar compressed with zstd.
pub const ARCHIVE: &str = "tree.tar.zst";
/// The list of what the archive holds, compressed with zstd.
pub const INDEX: &str = "index.zst";
/// What the snapshot says of itself.
pub const MANIFEST: &str = "manifest.json";
/// What never leaves this machine: the default environment of the source.
const OWN: &str = "own.json";

/// The snapshots under one folder.
#[derive(Debug, Clone)]
pub struct LocalStore {
    root: PathBuf,
}

/// A snapshot that is being written: gone again unless it is published.
#[derive(Debug)]
pub struct Staged {
    folder: StagedFolder,
}

impl Staged {
    /// Where its archive is to be written.
    pub fn archive(&self) -> PathBuf {
        self.folder.path().join(ARCHIVE)
    }

    /// Where its index is to be written.
    pub fn index(&self) -> PathBuf {
        self.folder.path().join(INDEX)
    }

    /// A place for something that is needed meanwhile; it must be gone before the snapshot is published.
    pub fn scratch(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl LocalStore {
    /// The snapshots under `root`, which need not exist.
    pub fn new(root: PathBuf) -> LocalStore {
        LocalStore { root }
    }

    /// The folder for what only passes through.
    pub fn spools(&self) -> PathBuf {
        self.root.clone()
    }

    /// The folder of a snapshot.
    pub fn folder(&self, id: &Id) -> PathBuf {
        self.root.join(id.as_str())
    }

    /// The archive of a snapshot.
    pub fn archive(&self, id: &Id) -> PathBuf {
        self.folder(id).join(ARCHIVE)
    }

    /// The index of a snapshot.
    pub fn index(&self, id: &Id) -> PathBuf {
        self.folder(id).join(INDEX)
    }

    /// Begins a snapshot. What dead processes left half-written goes first.
    ///
    /// # Errors
    /// `no_space`, `denied`.
    pub fn stage(&self) -> Result<Staged> {
        fs::create_private(&self.root)?;
        fs::remove_abandoned(&self.root)?;
        Ok(Staged { folder: StagedFolder::create(&self.root)? })
    }

    /// Publishes what was staged: its files are on disk, the manifest last, before the snapshot has its name.
    /// `env` is the default environment of the source, for forks on this machine.
    ///
    /// # Errors
    /// `conflict` when there is a snapshot of this id; `no_space`. There is nothing of it then.
    pub fn publish(&self, staged: Staged, manifest: &Manifest, env: &BTreeMap<String, String>) -> Result<()> {
        let folder = self.folder(&manifest.id);
        if folder.exists() {
            return Err(Error::new(Kind::Conflict, format!("there is a snapshot {} already", manifest.id)));
        }
        if !env.is_empty() {
            let own = serde_json::to_vec(env)
                .map_err(|cause| Error::new(Kind::Failed, "writing an environment").because(cause))?;
            fs::write_atomic(&staged.folder.path().join(OWN), &own, 0o600)?;
        }
        fs::write_atomic(&staged.folder.path().join(MANIFEST), &manifest.to_json()?, 0o600)?;
        staged.folder.publish(&folder)
    }

    /// Changes what can change of a manifest: its name, comment and labels.
    ///
    /// # Errors
    /// `no_space`, `denied`; the old one is untouched then.
    pub fn update(&self, manifest: &Manifest) -> Result<()> {
        fs::write_atomic(&self.folder(&manifest.id).join(MANIFEST), &manifest.to_json()?, 0o600)
    }

    /// The manifest of an id, if there is such a snapshot.
    ///
    /// # Errors
    /// `damaged`; `wrong_state` for one of a newer form.
    pub fn find(&self, id: &Id) -> Result<Option<Manifest>> {
        let path = self.folder(id).join(MANIFEST);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(format!("reading {}", path.display()), error)),
        };
        let mut text = Vec::new();
        let read = file.take(MAX_BYTES).read_to_end(&mut text);
        read.map_err(|error| Error::io(format!("reading {}", path.display()), error))?;
        let manifest = Manifest::parse(&format!("snapshot {id}"), &text)?;
        if manifest.id != *id {
            return Err(Error::new(Kind::Damaged, format!("the manifest of snapshot {id} is of {}", manifest.id)));
        }
        Ok(Some(manifest))
    }

    /// The default environment of a snapshot's source, as far as it is known here.
    ///
    /// # Errors
    /// `damaged`.
    pub fn environment(&self, id: &Id) -> Result<BTreeMap<String, String>> {
        let path = self.folder(id).join(OWN);
        match std::fs::read(&path) {
            Ok(text) => serde_json::from_slice(&text)
                .map_err(|cause| Error::new(Kind::Damaged, format!("{} can't be read", path.display())).because(cause)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(BTreeMap::new()),
            Err(error) => Err(Error::io(format!("reading {}", path.display()), error)),
        }
    }

    /// All snapshots, oldest first, and what could not be read.
    ///
    /// # Errors
    /// When the folder can't be read; one damaged manifest never fails it.
    pub fn all(&self) -> Result<(Vec<Manifest>, Vec<Error>)> {
        let (mut manifests, mut damaged) = (Vec::new(), Vec::new());
        for id in fs::names_in(&self.root)?.iter().filter_map(|name| name.parse::<Id>().ok()) {
            match self.find(&id) {
                Ok(Some(manifest)) => manifests.push(manifest),
                // A folder without a manifest is no snapshot.
                Ok(None) => damaged.push(Error::new(Kind::Damaged, format!("snapshot {id} has no manifest"))),
                Err(error) => damaged.push(error),
            }
        }
        manifests.sort_by(|one, other| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)));
        Ok((manifests, damaged))
    }

    /// Folders of snapshots whose manifest is gone, for longer than `age`: somebody died while removing them.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn parts(&self, age: std::time::Duration) -> Result<Vec<PathBuf>> {
        let ids = fs::names_in(&self.root)?.into_iter().filter_map(|name| name.parse::<Id>().ok());
        let folders = ids.map(|id| self.folder(&id)).filter(|folder| folder.is_dir());
        let is_old = |folder: &PathBuf| {
            let changed = std::fs::metadata(folder).and_then(|metadata| metadata.modified());
            changed.is_ok_and(|at| at.elapsed().is_ok_and(|elapsed| elapsed > age))
        };
        Ok(folders.filter(|folder| !folder.join(MANIFEST).exists() && is_old(folder)).collect())
    }

    /// Removes a snapshot: all of it or nothing.
    ///
    /// # Errors
    /// When a file can't be removed.
    pub fn remove(&self, id: &Id) -> Result<()> {
        fs::remove_whole(&self.folder(id))
    }

    /// Checks length and digest of a snapshot's files.
    ///
    /// # Errors
    /// `damaged`, naming the file.
    pub fn check_files(&self, manifest: &Manifest) -> Result<()> {
        check_payload(&self.archive(&manifest.id), &manifest.archive)?;
        check_payload(&self.index(&manifest.id), &manifest.index)
    }
}

/// Length and digest of a file.
///
/// # Errors
/// When it can't be read.
pub fn payload_of(path: &Path) -> Result<Payload> {
    let failed = |error| Error::io(format!("reading {}", path.display()), error);
    let mut hasher = blake3::Hasher::new();
    let mut file = File::open(path).map_err(failed)?;
    let bytes = std::io::copy(&mut file, &mut hasher).map_err(failed)?;
    Ok(Payload { bytes, blake3: hasher.finalize().to_hex().to_string() })
}

/// Checks length and digest of a file.
///
/// # Errors
/// `damaged`, saying which of them is wrong.
pub fn check_payload(path: &Path, expected: &Payload) -> Result<()> {
    let damaged = |why: String| Err(Error::new(Kind::Damaged, format!("{} is damaged: {why}", path.display())));
    let length = match std::fs::metadata(path) {
        Ok(metadata) => metadata.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return damaged("it is missing".to_owned()),
        Err(error) => return Err(Error::io(format!("reading {}", path.display()), error)),
    };
    if length != expected.bytes {
        return damaged(format!("it has {length} bytes where {} were written", expected.bytes));
    }
    if payload_of(path)?.blake3 != expected.blake3 {
        return damaged("its content is not what was written (BLAKE3 differs)".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::manifest::tests::sample;
    use super::*;

    fn put(path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> std::io::Result<()> {
        std::io::Write::write_all(&mut File::create(path)?, content.as_ref())
    }

    fn store() -> (tempfile::TempDir, LocalStore) {
        let folder = tempfile::tempdir().unwrap();
        let store = LocalStore::new(folder.path().join("snapshots"));
        (folder, store)
    }

    fn published(store: &LocalStore, content: &[u8]) -> Manifest {
        let staged = store.stage().unwrap();
        put(staged.archive(), content).unwrap();
        put(staged.index(), b"index").unwrap();
        let mut manifest = sample();
        manifest.archive = payload_of(&staged.archive()).unwrap();
        manifest.index = payload_of(&staged.index()).unwrap();
        store.publish(staged, &manifest, &[("A".to_owned(), "b".to_owned())].into()).unwrap();
        manifest
    }

    #[test]
    fn what_is_published_is_found_and_what_is_only_staged_is_not() {
        let (_folder, store) = store();
        assert!(store.all().unwrap().0.is_empty());
        let manifest = published(&store, b"tree");
        let half = store.stage().unwrap();
        put(half.archive(), b"ha").unwrap();
        assert_eq!(store.all().unwrap().0, std::slice::from_ref(&manifest));
        assert_eq!(store.find(&manifest.id).unwrap(), Some(manifest.clone()));
        assert_eq!(store.environment(&manifest.id).unwrap()["A"], "b");
        drop(half);
        assert_eq!(fs::names_in(&store.root).unwrap(), [manifest.id.to_string()]);
        store.remove(&manifest.id).unwrap();
        assert!(store.find(&manifest.id).unwrap().is_none());
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_found() {
        let (_folder, store) = store();
        let manifest = published(&store, b"some tree");
        store.check_files(&manifest).unwrap();
        let path = store.archive(&manifest.id);
        let content = std::fs::read(&path).unwrap();
        for bit in 0..content.len() * 8 {
            let mut flipped = content.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            put(&path, &flipped).unwrap();
            assert_eq!(store.check_files(&manifest).unwrap_err().kind(), Kind::Damaged);
        }
        for end in 0..content.len() {
            put(&path, &content[..end]).unwrap();
            assert_eq!(store.check_files(&manifest).unwrap_err().kind(), Kind::Damaged);
        }
    }

    #[test]
    fn a_damaged_manifest_is_told_of_and_hides_no_other() {
        let (_folder, store) = store();
        let (whole, other) = (published(&store, b"a"), published(&store, b"b"));
        put(store.folder(&other.id).join(MANIFEST), b"{").unwrap();
        let (found, damaged) = store.all().unwrap();
        assert_eq!((found, damaged.len()), (vec![whole], 1));
    }
}
