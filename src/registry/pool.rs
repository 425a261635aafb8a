//! Sandboxes that wait to be claimed: a file each, which goes with the claim. Whoever holds the sandbox's lock while its
//! file is there has it.

use super::Registry;
use super::record::damaged;
use crate::error::{Error, Kind, Result};
use crate::fs;
use crate::sandbox::id::Id;
use crate::sandbox::spec::SandboxSpec;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The schema that this build writes.
const SCHEMA: u32 = 1;

/// A sandbox that runs, is ready, and is nobody's: no name, no environment, no labels, no route.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The version of this form.
    pub schema: u32,
    /// The id that its labels carry.
    pub id: Id,
    /// When it was ready.
    pub made_at: Timestamp,
    /// The container's id on the engine.
    pub container: String,
    /// Where its guest was mounted from.
    pub guest: String,
    /// The snapshot that it was filled with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<Id>,
    /// As it was made.
    pub spec: SandboxSpec,
}

impl Member {
    /// One that is ready now.
    pub fn new(id: Id, container: String, guest: String, snapshot: Option<Id>, spec: SandboxSpec) -> Member {
        Member { schema: SCHEMA, id, made_at: crate::clock::now(), container, guest, snapshot, spec }
    }
}

impl Registry {
    fn members(&self) -> PathBuf {
        self.root.join("registry/pool")
    }

    fn member_file(&self, id: &Id) -> PathBuf {
        self.members().join(format!("{id}.toml"))
    }

    /// All that wait, oldest first. What can't be read is left out: nobody claims it, and `gc` removes it.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn pool(&self) -> Result<Vec<Member>> {
        let mut members: Vec<Member> =
            self.member_ids()?.iter().filter_map(|id| self.member(id).ok().flatten()).collect();
        members.sort_by_key(|member| member.made_at);
        Ok(members)
    }

    /// The ids of all that wait, whether they can be read or not.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn member_ids(&self) -> Result<Vec<Id>> {
        let names = fs::names_in(&self.members())?;
        Ok(names.iter().filter_map(|name| name.strip_suffix(".toml")?.parse().ok()).collect())
    }

    /// The one of this id, if it waits.
    ///
    /// # Errors
    /// `damaged`; `wrong_state` when a newer sandcastle wrote it.
    pub fn member(&self, id: &Id) -> Result<Option<Member>> {
        let file = self.member_file(id);
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(format!("reading {}", file.display()), error)),
        };
        let member: Member = toml::from_str(&text).map_err(|cause| damaged(&file, cause.message()))?;
        if member.schema > SCHEMA {
            return Err(Error::new(Kind::WrongState, format!("{} was written by a newer sandcastle", file.display())));
        }
        if member.id == *id { Ok(Some(member)) } else { Err(damaged(&file, "it is the file of another sandbox")) }
    }

    /// Puts one into the pool.
    ///
    /// # Errors
    /// `no_space`, `denied`.
    pub fn add_member(&self, member: &Member) -> Result<()> {
        fs::create_private(&self.members())?;
        let text =
            toml::to_string(member).map_err(|cause| Error::new(Kind::Failed, "writing a record").because(cause))?;
        fs::write_atomic(&self.member_file(&member.id), text.as_bytes(), 0o600)
    }

    /// Takes one out of the pool; for who holds its lock.
    ///
    /// # Errors
    /// When its file can't be removed.
    pub fn take_member(&self, id: &Id) -> Result<()> {
        fs::remove_file(&self.member_file(id))
    }

    /// Since when nobody has claimed one or added one; none when there is no pool.
    pub fn pool_changed_at(&self) -> Option<std::time::SystemTime> {
        std::fs::metadata(self.members()).and_then(|metadata| metadata.modified()).ok()
    }
}
