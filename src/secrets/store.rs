//! The entries: set, found, listed, removed. Each is a file of its own, so that many who set at once are in nobody's way.

use super::entry::{Access, Entry, Scope, SecretName};
use super::key::{Key, KeySource};
use super::sealed::Sealed;
use super::value::Secret;
use crate::error::{Error, Kind, Result};
use crate::fs;
use crate::sandbox::{id::Id, name::Name};
use std::path::PathBuf;

/// The secrets of a home.
#[derive(Debug, Clone)]
pub struct Store {
    pub(super) folder: PathBuf,
    pub(super) keys: KeySource,
}

/// A secret that is to be set.
#[derive(Debug, Clone)]
pub struct New {
    /// Its name.
    pub name: SecretName,
    /// Who may have it.
    pub scope: Scope,
    /// Where it may be delivered; none is as before, or to commands and services.
    pub access: Option<Access>,
    /// Whether it may be read back; none is as before, or not.
    pub plain: Option<bool>,
}

impl Store {
    /// The store in a folder, which is made when something is set.
    pub fn new(folder: PathBuf, keys: KeySource) -> Store {
        Store { folder, keys }
    }

    /// Where the key comes from.
    pub fn keys(&self) -> &KeySource {
        &self.keys
    }

    fn scope_folder(&self, scope: &Scope) -> PathBuf {
        match scope {
            Scope::Global => self.folder.join("global"),
            Scope::Account(name) => self.folder.join("accounts").join(name.as_str()),
            Scope::Sandbox(id) => self.folder.join("sandboxes").join(id.as_str()),
        }
    }

    fn file(&self, name: &SecretName, scope: &Scope) -> PathBuf {
        self.scope_folder(scope).join(format!("{name}.toml"))
    }

    /// The key that entries are opened with.
    ///
    /// # Errors
    /// `damaged` when it is gone; `denied`, `usage` as its file is.
    pub(super) fn key(&self) -> Result<Key> {
        self.keys.find()?.ok_or_else(|| self.keys.lost())
    }

    /// Sets a secret, new or anew, whole or not at all.
    ///
    /// # Errors
    /// `damaged` when the key is gone or an entry of that name can't be read; `wrong_state` when a newer sandcastle
    /// wrote it; `denied`, `no_space`. Nothing is changed then.
    pub fn set(&self, new: &New, value: &Secret) -> Result<Entry> {
        let before = match self.find(&new.name, &new.scope) {
            // What is damaged is replaced as a whole: that is how it is mended.
            Err(error) if error.kind() == Kind::Damaged => None,
            other => other?,
        };
        let key = self.key_to_seal_with()?;
        let now = crate::clock::now();
        let before = before.map(|sealed| sealed.entry);
        let before = before.as_ref();
        let entry = Entry {
            name: new.name.clone(),
            scope: new.scope.clone(),
            access: new.access.or(before.map(|entry| entry.access)).unwrap_or_default(),
            plain: new.plain.or(before.map(|entry| entry.plain)).unwrap_or_default(),
            created_at: before.map_or(now, |entry| entry.created_at),
            updated_at: now,
            version: Id::random()?,
        };
        let sealed = Sealed::new(entry, value, &key)?;
        fs::create_private(&self.scope_folder(&new.scope))?;
        fs::write_atomic(&self.file(&new.name, &new.scope), sealed.to_toml()?.as_bytes(), 0o600)?;
        Ok(sealed.entry)
    }

    fn key_to_seal_with(&self) -> Result<Key> {
        let used = self.some_entry()?;
        let key = match (self.keys.find()?, &used) {
            (Some(key), _) => key,
            // A new key would seal the others in for good.
            (None, Some(_)) => return Err(self.keys.lost()),
            (None, None) => self.keys.find_or_make()?,
        };
        match used {
            Some(other) if other.key != key.id() => {
                Err(Error::new(Kind::Damaged, "the secrets that are there were sealed with another key")
                    .hint("use the key that they were set with; to change it: sandcastle secret rekey"))
            }
            _ => Ok(key),
        }
    }

    /// The entry of a name in one scope.
    ///
    /// # Errors
    /// `damaged`; `wrong_state` when a newer sandcastle wrote it.
    pub fn find(&self, name: &SecretName, scope: &Scope) -> Result<Option<Sealed>> {
        let path = self.file(name, scope);
        match Sealed::read(&path)? {
            Some(sealed) if sealed.entry.name != *name || sealed.entry.scope != *scope => {
                Err(Error::new(Kind::Damaged, format!("{} is the file of another secret", path.display())))
            }
            found => Ok(found),
        }
    }

    /// The entry that a name means for a sandbox: its own, else its account's, else the global one.
    ///
    /// # Errors
    /// `not_found`; as [`Store::find`].
    pub fn lookup(&self, name: &SecretName, account: &str, sandbox: Option<&Id>) -> Result<Sealed> {
        let own = sandbox.map(|id| Scope::Sandbox(id.clone()));
        let account = account.parse::<Name>().ok().map(Scope::Account);
        for scope in own.into_iter().chain(account).chain([Scope::Global]) {
            if let Some(found) = self.find(name, &scope)? {
                return Ok(found);
            }
        }
        Err(not_found(name))
    }

    /// The value of an entry.
    ///
    /// # Errors
    /// `damaged`; `denied`, `usage` as the key's file is.
    pub fn open(&self, sealed: &Sealed) -> Result<Secret> {
        sealed.open(&self.key()?)
    }

    /// All entries, by scope and name, and what can't be read.
    ///
    /// # Errors
    /// When a folder can't be read.
    pub fn list(&self) -> Result<(Vec<Sealed>, Vec<Error>)> {
        let (mut entries, mut damaged) = (Vec::new(), Vec::new());
        for path in self.entry_files()? {
            match Sealed::read(&path) {
                Ok(found) => entries.extend(found),
                Err(error) => damaged.push(error),
            }
        }
        entries.sort_by(|one, other| (&one.entry.scope, &one.entry.name).cmp(&(&other.entry.scope, &other.entry.name)));
        Ok((entries, damaged))
    }

    /// Removes an entry; false when there is none. One that can't be read goes too.
    ///
    /// # Errors
    /// When the file can't be removed.
    pub fn remove(&self, name: &SecretName, scope: &Scope) -> Result<bool> {
        let path = self.file(name, scope);
        let was_there = path.symlink_metadata().is_ok();
        fs::remove_file(&path).map(|()| was_there)
    }

    /// Removes what belongs to a sandbox that is gone: its own secrets, and the record of what it was given.
    ///
    /// # Errors
    /// When something can't be removed.
    pub fn forget_sandbox(&self, id: &Id) -> Result<()> {
        fs::remove_folder(&self.scope_folder(&Scope::Sandbox(id.clone())))?;
        fs::remove_folder(&self.delivered_folder(id))
    }

    /// The sandboxes that anything here belongs to.
    ///
    /// # Errors
    /// When a folder can't be read.
    pub fn sandboxes(&self) -> Result<Vec<Id>> {
        let mut ids: Vec<Id> = Vec::new();
        for folder in ["sandboxes", "delivered"] {
            ids.extend(fs::names_in(&self.folder.join(folder))?.iter().filter_map(|name| name.parse().ok()));
        }
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    /// Any entry that can be read.
    fn some_entry(&self) -> Result<Option<Sealed>> {
        Ok(self.entry_files()?.iter().find_map(|path| Sealed::read(path).ok().flatten()))
    }

    /// The folders that files are in.
    ///
    /// # Errors
    /// When one can't be read.
    pub fn folders(&self) -> Result<Vec<PathBuf>> {
        let mut folders = vec![self.folder.clone(), self.folder.join("global")];
        for above in ["accounts", "sandboxes", "delivered"].map(|name| self.folder.join(name)) {
            folders.extend(fs::names_in(&above)?.iter().map(|name| above.join(name)));
        }
        Ok(folders)
    }

    /// The files of all entries.
    pub(super) fn entry_files(&self) -> Result<Vec<PathBuf>> {
        let mut folders = vec![self.folder.join("global")];
        for above in ["accounts", "sandboxes"].map(|name| self.folder.join(name)) {
            folders.extend(fs::names_in(&above)?.iter().map(|name| above.join(name)));
        }
        let mut files = Vec::new();
        for folder in folders {
            let names = fs::names_in(&folder)?;
            let entries = names.iter().filter(|name| name.ends_with(".toml") && !name.starts_with('.'));
            files.extend(entries.map(|name| folder.join(name)));
        }
        Ok(files)
    }
}

/// There is no such secret.
pub(super) fn not_found(name: &SecretName) -> Error {
    Error::new(Kind::NotFound, format!("no secret {name}"))
        .hint(format!("set it: sandcastle secret set {name}"))
        .hint("list them with: sandcastle secret ls")
}
