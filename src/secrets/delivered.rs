//! What a sandbox was given, kept sealed as long as it lives, whatever becomes of the entry: its files are searched for
//! these values before they leave it.

use super::entry::SecretName;
use super::sealed::Sealed;
use super::store::Store;
use super::value::Secret;
use crate::error::{Error, Kind, Result};
use crate::fs;
use crate::sandbox::id::Id;
use std::path::PathBuf;

impl Store {
    pub(super) fn delivered_folder(&self, sandbox: &Id) -> PathBuf {
        self.folder.join("delivered").join(sandbox.as_str())
    }

    /// Writes down that a sandbox is about to be given this value.
    ///
    /// # Errors
    /// `no_space`, `denied`.
    pub fn remember(&self, sandbox: &Id, sealed: &Sealed) -> Result<()> {
        let folder = self.delivered_folder(sandbox);
        let path = folder.join(format!("{}.{}.toml", sealed.entry.name, sealed.entry.version));
        if path.exists() {
            return Ok(());
        }
        fs::create_private(&folder)?;
        fs::write_once(&path, sealed.to_toml()?.as_bytes()).map(drop)
    }

    /// Writes down that one sandbox begins with the files of another: what that one was given may be in them.
    ///
    /// # Errors
    /// As [`Store::remember`]; `damaged`.
    pub fn inherit(&self, from: &Id, to: &Id) -> Result<()> {
        self.delivered_to(from)?.iter().try_for_each(|sealed| self.remember(to, sealed))
    }

    /// What a sandbox was given. Settings that may be read back are not among it.
    ///
    /// # Errors
    /// `damaged`.
    pub fn delivered_to(&self, sandbox: &Id) -> Result<Vec<Sealed>> {
        let folder = self.delivered_folder(sandbox);
        let mut found = Vec::new();
        for name in fs::names_in(&folder)?.iter().filter(|name| name.ends_with(".toml") && !name.starts_with('.')) {
            found.extend(Sealed::read(&folder.join(name))?);
        }
        found.retain(|sealed| !sealed.entry.plain);
        Ok(found)
    }

    /// The values that a sandbox was given, each under its secret's name.
    ///
    /// # Errors
    /// `damaged` when one can't be opened: then nothing can be searched for it.
    pub fn values_given_to(&self, sandbox: &Id) -> Result<Vec<(SecretName, Secret)>> {
        let given = self.delivered_to(sandbox)?;
        if given.is_empty() {
            return Ok(Vec::new());
        }
        let key = self.key()?;
        let open = |sealed: Sealed| match sealed.open(&key) {
            Ok(value) => Ok((sealed.entry.name, value)),
            Err(error) => Err(Error::new(Kind::Damaged, error.message().to_owned())
                .hint("the files can't be searched for it; leave the search out with --allow-secrets")),
        };
        given.into_iter().map(open).collect()
    }

    /// The files of all that was given to anybody.
    pub(super) fn delivered_files(&self) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        let above = self.folder.join("delivered");
        for folder in fs::names_in(&above)?.iter().map(|name| above.join(name)) {
            let names = fs::names_in(&folder)?;
            files.extend(names.iter().filter(|name| !name.starts_with('.')).map(|name| folder.join(name)));
        }
        Ok(files)
    }
}
