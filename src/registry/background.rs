//! Operations that go on without their caller: what they were told, kept with their entry in the journal, so that they
//! can be shown, waited for and repeated. The lock of the entry is handed over to the process that does the work.

use super::Registry;
use super::journal::{Entry, Found, Operation, OperationKind, Seen};
use crate::error::{Error, Kind, Result};
use crate::sandbox::spec::SandboxSpec;
use crate::sandbox::{id::Id, name::Name};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;

/// What an operation in the background was told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Background {
    /// The command line after the program's name; empty when it was not text.
    pub words: Vec<String>,
    /// The working directory.
    pub folder: PathBuf,
    /// The sandboxes that it makes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub makes: Vec<Planned>,
}

/// A sandbox that is to be made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    /// The id that it gets.
    pub id: Id,
    /// The name that it gets.
    pub name: Name,
    /// What is wanted, as far as it is known before the image is.
    pub spec: SandboxSpec,
}

impl Operation {
    /// The sandboxes that it makes in the background.
    pub fn makes(&self) -> &[Planned] {
        self.background.as_ref().map_or(&[], |background| &background.makes)
    }

    /// What people call it by: its sandbox, or itself where it is of none.
    pub fn reference(&self) -> &str {
        if self.id.as_ref() == Some(&self.sandbox) { self.sandbox.as_str() } else { self.name.as_str() }
    }

    /// Whether it is about this sandbox.
    pub fn concerns(&self, id: &Id) -> bool {
        self.sandbox == *id || self.makes().iter().any(|planned| planned.id == *id)
    }
}

impl Registry {
    /// Begins an operation that another process will carry out.
    ///
    /// # Errors
    /// When its entry can't be written.
    pub fn begin_background(
        &self,
        kind: OperationKind,
        id: Id,
        sandbox: &Id,
        name: &Name,
        background: Background,
    ) -> Result<Entry> {
        self.begin_with(Operation { background: Some(background), ..Operation::new(kind, id, sandbox, name) })
    }

    /// Takes an operation over whose locked entry came along as `handed`: the lock lives as long as that is open.
    ///
    /// # Errors
    /// `usage` when it is another file; `not_found`, `damaged`.
    pub fn adopt(&self, id: &Id, handed: impl AsFd) -> Result<Entry> {
        let path = self.entry_file(id);
        let foreign = || Error::usage("this operation was not handed over to this process");
        let handed = handed.as_fd().try_clone_to_owned().map(File::from).and_then(|file| file.metadata());
        let handed = handed.map_err(|error| Error::io("taking an operation over", error))?;
        let named = std::fs::symlink_metadata(&path).map_err(|_| foreign())?;
        if (handed.dev(), handed.ino()) != (named.dev(), named.ino()) {
            return Err(foreign());
        }
        self.look(id)?.map(Found::into_entry).ok_or_else(foreign)
    }

    /// The operation of this id, looked at.
    ///
    /// # Errors
    /// `damaged`.
    pub fn operation(&self, id: &Id) -> Result<Option<Seen>> {
        Ok(self.look(id)?.map(Found::seen))
    }

    /// Drops the kept entry of a failed operation.
    ///
    /// # Errors
    /// When it can't be removed.
    pub fn drop_failed(&self, operation: &Operation) -> Result<()> {
        match &operation.id {
            Some(id) => crate::fs::remove_file(&self.entry_file(id)),
            None => Ok(()),
        }
    }

    /// Where an operation in the background says how it goes.
    pub fn operation_log(&self, id: &Id) -> PathBuf {
        self.operation_logs().join(format!("{id}.log"))
    }

    /// The folder of [`Registry::operation_log`]s.
    pub fn operation_logs(&self) -> PathBuf {
        self.root.join("operations")
    }

    /// Whether an operation in the background has ended well: its entry is gone, and what it said is still there.
    pub fn ended_well(&self, id: &Id) -> bool {
        self.operation_log(id).exists() && !self.entry_file(id).exists()
    }

    /// The sandboxes that operations in the background make or failed to make and that have no record, each with its
    /// operation.
    ///
    /// # Errors
    /// When the journal can't be read.
    pub fn planned(&self) -> Result<Vec<(Planned, Operation)>> {
        let mut planned = Vec::new();
        for seen in self.operations()?.into_iter().flatten() {
            for made in seen.operation.makes() {
                if !self.has_record(&made.id) {
                    planned.push((made.clone(), seen.operation.clone()));
                }
            }
        }
        Ok(planned)
    }

    /// The planned sandbox that a reference names: a name, an id, or a unique prefix of an id.
    ///
    /// # Errors
    /// `ambiguous`; when the journal can't be read.
    pub(super) fn resolve_planned(&self, reference: &str) -> Result<Option<Id>> {
        let planned = self.planned()?;
        let named = planned.iter().find(|(planned, _)| planned.name.as_str() == reference);
        if let Some((planned, _)) = named {
            return Ok(Some(planned.id.clone()));
        }
        let fitting: Vec<&Id> =
            planned.iter().map(|(planned, _)| &planned.id).filter(|id| id.begins_with(reference)).collect();
        match fitting.as_slice() {
            [] => Ok(None),
            [id] => Ok(Some((*id).clone())),
            many => Err(Error::new(Kind::Ambiguous, format!("{reference:?} fits {} sandboxes", many.len()))
                .hint("give more of the id")),
        }
    }
}
