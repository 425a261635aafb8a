//! What a sandbox is told about itself, and what it finds then.

use super::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a sandbox is told about itself after it was started.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    /// The default environment of what runs inside, over the image's.
    pub env: BTreeMap<String, Text>,
    /// The default working directory; made if missing, owned by the user.
    pub workdir: String,
    /// The default user: a name, `uid`, `user:group` or `uid:gid`; empty is root.
    pub user: String,
    /// What a rebuilt registry takes back, as JSON text that the guest does not read. Never a secret.
    pub record: String,
    /// What is mounted from outside, what lies in another mount after that one. The answer is [`Reply::Mounted`] where
    /// there is any.
    ///
    /// [`Reply::Mounted`]: super::Reply::Mounted
    pub mounts: Vec<MountPoint>,
    /// What of the client's machine is trusted inside; it goes into [`TRUST_FOLDER`], where that is mounted.
    ///
    /// [`TRUST_FOLDER`]: super::TRUST_FOLDER
    pub trust: Option<Trust>,
    /// Names and the address that each stands for inside; a name may have several.
    pub hosts: Vec<(String, String)>,
}

/// Something that is mounted from outside.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MountPoint {
    /// The absolute path inside.
    pub path: String,
    /// What it is.
    pub kind: MountKind,
    /// Whether it can't be written.
    pub read_only: bool,
    /// What belongs to another user than the sandbox's may be given to that one: nobody else has it at hand.
    pub hand_over: bool,
}

/// What is mounted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MountKind {
    /// A folder of the user: its files are theirs, and nothing in it gets another owner.
    #[default]
    Folder,
    /// A folder that was made for sandboxes.
    Data,
    /// A volume.
    Volume,
}

/// What was found mounted, and who the sandbox user is with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mounted {
    /// The sandbox user's number.
    pub uid: u32,
    /// Its group.
    pub gid: u32,
    /// The mounts, in the order in which they were named.
    pub mounts: Vec<MountedAt>,
    /// Why the names could not be written to `/etc/hosts`, if they could not.
    pub unpinned: Option<String>,
}

/// A mount as the guest found it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MountedAt {
    /// The path inside.
    pub path: String,
    /// The number of its device: the same on the engine's host where both have one kernel.
    pub device: u64,
    /// The number of its inode: the same goes for it.
    pub inode: u64,
    /// Who owns it now.
    pub uid: u32,
    /// Whether its owner and mode let the sandbox user write.
    pub writable: bool,
}

/// What of the client's machine is trusted inside.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Trust {
    /// Certificate authorities, as PEM.
    pub certificates: Text,
}

impl Trust {
    /// The file with the certificates.
    pub const BUNDLE: &str = "ca.pem";
    /// The file that tells apt of it.
    pub const APT: &str = "apt.conf";
}
