//! How a sandbox is confined beyond what every one is.

use super::size::ByteSize;
use serde::{Deserialize, Serialize};

/// Confinement that is chosen for a sandbox when it is made.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hardening {
    /// How strict.
    #[serde(skip_serializing_if = "is_default")]
    pub profile: Profile,
    /// The runtime, where it is not the engine's default one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime: Option<String>,
    /// The size of `/dev/shm`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shm_size: Option<ByteSize>,
    /// The most bytes that it may write to its root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disk: Option<ByteSize>,
    /// Whether the certificates that this machine trusts, and its proxies, count inside.
    #[serde(skip_serializing_if = "is_default")]
    pub trust_host_ca: bool,
}

/// How strictly a sandbox is confined.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Eight capabilities, no new privileges, the engine's seccomp profile, limits.
    #[default]
    Default,
    /// And a root that can't be written but for the working directory and `/tmp`.
    Strict,
}

/// Whether a value need not be written down.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
