//! The record of a sandbox: what is stored, with its schema version.

use crate::error::{Error, Kind, Result};
use crate::sandbox::duration::Span;
use crate::sandbox::egress::Resolved;
use crate::sandbox::port::Port;
use crate::sandbox::{id::Id, name::Name, spec::SandboxSpec};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The schema that this build writes.
pub const SCHEMA: u32 = 1;

/// A sandbox as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SandboxRecord {
    /// The version of this form.
    pub schema: u32,
    /// The id.
    pub id: Id,
    /// The name.
    pub name: Name,
    /// When it was made.
    pub created_at: Timestamp,
    /// The container's id on the engine.
    pub container: String,
    /// When it is to be removed by `gc`, if ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Until when `gc` leaves it alone, whatever its age and however idle it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keepalive_until: Option<Timestamp>,
    /// After being idle for so long `gc` stops it, its files kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle: Option<Span>,
    /// It is gone once it is stopped.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub temporary: bool,
    /// Ports that are routed by host name through a proxy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routed: Vec<Port>,
    /// The snapshot that its state descends from: the last one that was taken of it, or came into it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<Id>,
    /// What was wanted.
    pub spec: SandboxSpec,
    /// What the names in its egress policy stand for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<Resolved>,
    /// The default environment; handed to the guest after each start, never to the engine.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub env: BTreeMap<String, String>,
    /// The user's labels.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
}

/// The last line of a record: one that was cut where a whole one could end has lost it.
const END: &str = "# end";

#[derive(Deserialize)]
struct Version {
    schema: u32,
}

impl SandboxRecord {
    /// Reads a record.
    ///
    /// # Errors
    /// `damaged`; `wrong_state` when a newer sandcastle wrote it.
    pub fn parse(file: &Path, text: &str) -> Result<SandboxRecord> {
        let version: Version = toml::from_str(text).map_err(|cause| damaged(file, cause.message()))?;
        if version.schema > SCHEMA {
            return Err(Error::new(
                Kind::WrongState,
                format!("{} was written by a newer sandcastle (schema {})", file.display(), version.schema),
            )
            .hint("use that version, or a newer one"));
        }
        if !text.trim_end().ends_with(END) {
            return Err(damaged(file, "it is cut off"));
        }
        toml::from_str(text).map_err(|cause| damaged(file, cause.message()))
    }

    /// The record as it stands in its file.
    ///
    /// # Errors
    /// When a value has no form in TOML, which none of the types allows.
    pub fn to_toml(&self) -> Result<String> {
        let text = toml::to_string(self);
        let text = text.map_err(|cause| Error::new(Kind::Failed, "writing a record").because(cause))?;
        Ok(format!("{text}\n{END}\n"))
    }
}

/// A file of ours that can't be read. It is never dropped and never overwritten.
pub(crate) fn damaged(file: &Path, why: &str) -> Error {
    Error::new(Kind::Damaged, format!("{} can't be read: {why}", file.display()))
        .hint("move it away, then let `sandcastle doctor --fix` make it again from the engine")
}
