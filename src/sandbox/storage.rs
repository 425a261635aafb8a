//! What of this machine, or of other sandboxes, a sandbox has: volumes, folders, an account's home and data.

use super::hardening::is_default;
use serde::{Deserialize, Serialize};

/// The account that nobody named.
pub const DEFAULT_ACCOUNT: &str = "default";

/// What is mounted into a sandbox.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Storage {
    /// Whose home, data, volumes and secrets it has; empty is the default account.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub account: String,
    /// Whether its home is that of the account, which outlives it.
    #[serde(skip_serializing_if = "is_default")]
    pub home: bool,
    /// A folder below the account's data root that it has as `/data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// Named volumes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<VolumeMount>,
    /// Folders of this machine.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub folders: Vec<FolderMount>,
}

impl Storage {
    /// The account by name.
    pub fn account(&self) -> &str {
        if self.account.is_empty() { DEFAULT_ACCOUNT } else { &self.account }
    }

    /// Whether nothing is mounted.
    pub fn is_empty(&self) -> bool {
        !self.home && self.data.is_none() && self.volumes.is_empty() && self.folders.is_empty()
    }
}

/// A named volume in a sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumeMount {
    /// Its name, as people say it.
    pub name: String,
    /// The absolute path inside.
    pub path: String,
    /// Whether it can't be written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub read_only: bool,
}

/// A folder of this machine in a sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderMount {
    /// The absolute path here, without links.
    pub folder: String,
    /// The absolute path inside.
    pub path: String,
    /// Whether it can't be written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub read_only: bool,
}
