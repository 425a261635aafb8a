//! Another key for everything that is sealed. Each file is sealed anew by itself, so at every moment each is readable
//! with the old key or with the new one; each of the two is kept sealed with the other one until all is done. Whoever
//! comes after a crash has one of them, and so both.

use super::key::Key;
use super::sealed::{Sealed, open, seal};
use super::store::Store;
use crate::error::{Error, Kind, Result};
use crate::fs;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What the two keys are bound to while they are kept.
const BOUND: &[u8] = b"sandcastle rekey 1";

/// Two keys, each sealed with the other one.
#[derive(Serialize, Deserialize)]
struct Pending {
    schema: u32,
    old: Kept,
    new: Kept,
}

/// A key that is sealed with the other one.
#[derive(Serialize, Deserialize)]
struct Kept {
    id: String,
    nonce: String,
    value: String,
}

impl Kept {
    fn new(key: &Key, under: &Key) -> Result<Kept> {
        let (nonce, sealed) = seal(under, BOUND, key.bytes())?;
        Ok(Kept { id: key.id(), nonce: STANDARD.encode(nonce), value: STANDARD.encode(sealed) })
    }

    fn open(&self, under: &Key) -> Option<Key> {
        let (nonce, value) = (STANDARD.decode(&self.nonce).ok()?, STANDARD.decode(&self.value).ok()?);
        Key::of(&open(under, &nonce, BOUND, value)?)
    }
}

impl Store {
    fn pending_file(&self) -> PathBuf {
        self.folder.join("rekey.toml")
    }

    /// Whether a change of the key was begun and not ended.
    pub fn is_rekeying(&self) -> bool {
        self.pending_file().exists()
    }

    /// Seals everything with another key, for who has the store alone; how many entries there are. A key file is written
    /// last: until then the old key is the one.
    ///
    /// # Errors
    /// `damaged` when anything can't be opened: nothing is changed then. `no_space`, `denied`: the next command goes on.
    pub fn rekey(&self, new: &Key) -> Result<usize> {
        let old = self.key()?;
        let entries = self.entry_files()?.len();
        if old.id() != new.id() {
            for path in self.sealed_files()? {
                Sealed::read(&path)?.map_or(Ok(()), |sealed| sealed.open(&old).map(drop))?;
            }
            self.begin_rekey(&old, new)?;
            self.reseal([&old, new], new)?;
        }
        if let Some(file) = self.keys.file() {
            fs::write_atomic(file, new.text().as_bytes(), 0o600)?;
        }
        fs::remove_file(&self.pending_file())?;
        Ok(entries)
    }

    /// Ends a change of the key that was begun and not ended, for who has the store alone: everything is sealed with the
    /// key that is the one now. Before the key file was written that is the old one, afterwards the new one.
    ///
    /// # Errors
    /// `damaged` when the key is neither; `no_space`, `denied`.
    pub fn settle(&self) -> Result<()> {
        let path = self.pending_file();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Error::io(format!("reading {}", path.display()), error)),
        };
        let held = self.key()?;
        let foreign = || {
            Error::new(
                Kind::Damaged,
                "the key was being changed, and the one that is there is neither the old nor the new",
            )
            .hint("use one of the two, and try again")
        };
        let pending: Pending = toml::from_str(&text).map_err(|_| {
            Error::new(Kind::Damaged, format!("{} can't be read", path.display())).hint("bring the file back")
        })?;
        let other = if pending.old.id == held.id() { &pending.new } else { &pending.old };
        let other = other.open(&held).ok_or_else(foreign)?;
        self.reseal([&held, &other], &held)?;
        fs::remove_file(&path)
    }

    /// Keeps both keys, each sealed with the other one.
    pub(super) fn begin_rekey(&self, old: &Key, new: &Key) -> Result<()> {
        let pending = Pending { schema: 1, old: Kept::new(old, new)?, new: Kept::new(new, old)? };
        let text = toml::to_string(&pending)
            .map_err(|cause| Error::new(Kind::Failed, "writing down the change of the key").because(cause))?;
        fs::create_private(&self.folder)?;
        fs::write_atomic(&self.pending_file(), text.as_bytes(), 0o600)
    }

    pub(super) fn sealed_files(&self) -> Result<Vec<PathBuf>> {
        let mut files = self.entry_files()?;
        files.extend(self.delivered_files()?);
        Ok(files)
    }

    fn reseal(&self, from: [&Key; 2], to: &Key) -> Result<()> {
        self.sealed_files()?.iter().try_for_each(|path| reseal_file(path, from, to))
    }
}

/// Seals one file anew. What is damaged stays as it is: it could be opened with neither key.
pub(super) fn reseal_file(path: &Path, from: [&Key; 2], to: &Key) -> Result<()> {
    let Ok(Some(sealed)) = Sealed::read(path) else { return Ok(()) };
    if sealed.key == to.id() {
        return Ok(());
    }
    let Some(Ok(value)) = from.iter().find(|key| key.id() == sealed.key).map(|key| sealed.open(key)) else {
        return Ok(());
    };
    match fs::write_atomic(path, Sealed::new(sealed.entry, &value, to)?.to_toml()?.as_bytes(), 0o600) {
        // It went meanwhile with its sandbox.
        Err(error) if error.kind() == Kind::NotFound => Ok(()),
        other => other,
    }
}
