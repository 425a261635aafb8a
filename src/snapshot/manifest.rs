//! What a snapshot says of itself. A snapshot exists if and only if its manifest does.

use crate::error::{Error, Kind, Result};
use crate::sandbox::{id::Id, name::Name, spec::SandboxSpec, storage::Storage};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form of archive and manifest that this build writes.
pub const FORMAT: u32 = 1;
/// The most bytes that a manifest has.
pub const MAX_BYTES: u64 = 4 << 20;

/// A snapshot: what it holds, of what, and how it is known to be whole. Never a secret, never an environment value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of the form.
    pub format: u32,
    /// The id.
    pub id: Id,
    /// The name that it was given; of several with one name, the newest one has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// What somebody wrote about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// Labels.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// When the tree was read.
    pub created_at: Timestamp,
    /// The snapshot that the source descended from: taken of it, restored or forked into it before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Id>,
    /// The snapshot that this one only adds to: without it this one can't be restored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Id>,
    /// The sandbox that it was taken of.
    pub source: Source,
    /// What was wanted of that sandbox. The image is in it by name and id.
    pub spec: SandboxSpec,
    /// Entries that are new or changed.
    pub files: u64,
    /// Bytes of their content.
    pub bytes: u64,
    /// Paths of the image, or of the base, that are gone.
    #[serde(default)]
    pub gone: u64,
    /// What was left out as caches or because it was asked for; at most 100 are named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<String>,
    /// How many were left out.
    #[serde(default)]
    pub excluded_count: u64,
    /// Where named volumes, or a home of an account, were mounted whose files are in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<String>,
    /// Device nodes, fifos, sockets and attributes that can't be made again; at most 100 are named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unkept: Vec<String>,
    /// How many there were.
    #[serde(default)]
    pub unkept_count: u64,
    /// For how long the source's processes were stopped, in milliseconds; absent when they were not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause_ms: Option<u64>,
    /// Names of secrets whose values are in it all the same, because that was allowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub secrets: Vec<String>,
    /// The tree: tar, compressed with zstd.
    pub archive: Payload,
    /// The list of what the archive holds and what is gone, with a digest for every file; compressed with zstd.
    pub index: Payload,
}

/// The sandbox that a snapshot was taken of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its id.
    pub id: Id,
    /// Its name at that time.
    pub name: Name,
    /// Its container: ctimes of another one say nothing.
    pub container: String,
    /// The home that it belonged to.
    pub home: Id,
}

/// A file of a snapshot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// Its length in bytes.
    pub bytes: u64,
    /// Its BLAKE3 in 64 hex digits.
    pub blake3: String,
}

#[derive(Deserialize)]
struct Format {
    format: u32,
}

impl Manifest {
    /// Reads a manifest; `place` is what it is called in a message.
    ///
    /// # Errors
    /// `damaged`; `wrong_state` for one of a newer form.
    pub fn parse(place: &str, text: &[u8]) -> Result<Manifest> {
        let damaged = |why: serde_json::Error| {
            Error::new(Kind::Damaged, format!("the manifest of {place} can't be read")).because(why)
        };
        let Format { format } = serde_json::from_slice(text).map_err(damaged)?;
        if format > FORMAT {
            let message = format!("{place} was made by a newer sandcastle (format {format}, this one knows {FORMAT})");
            return Err(Error::new(Kind::WrongState, message).hint("use that version, or a newer one"));
        }
        serde_json::from_slice(text).map_err(damaged)
    }

    /// The manifest as it stands in its file.
    ///
    /// # Errors
    /// When a value has no form in JSON, which none of the types allows.
    pub fn to_json(&self) -> Result<Vec<u8>> {
        let written = serde_json::to_vec_pretty(self);
        written.map_err(|cause| Error::new(Kind::Failed, "writing a manifest").because(cause))
    }

    /// Where something was mounted whose files are not in it.
    pub fn left_out(&self) -> Vec<&str> {
        let places = self.spec.storage.places().into_iter().map(|place| place.path);
        places.filter(|path| self.volumes.iter().all(|volume| volume != path)).collect()
    }

    /// Its volumes at whose places something is mounted in a sandbox.
    pub fn covered<'m>(&'m self, storage: &Storage) -> Vec<&'m str> {
        let places = storage.places();
        let mounted = |volume: &&str| places.iter().any(|place| place.path == *volume);
        self.volumes.iter().map(String::as_str).filter(mounted).collect()
    }

    /// What people call it: its name, else its id.
    pub fn called(&self) -> &str {
        self.name.as_ref().map_or(self.id.as_str(), Name::as_str)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn sample() -> Manifest {
        let payload = Payload { bytes: 0, blake3: blake3::hash(b"").to_hex().to_string() };
        Manifest {
            format: FORMAT,
            id: Id::random().unwrap(),
            name: Some("first".parse().unwrap()),
            comment: "before the upgrade".to_owned(),
            labels: [("team".to_owned(), "blue".to_owned())].into(),
            created_at: crate::clock::now(),
            parent: None,
            base: None,
            source: Source {
                id: Id::random().unwrap(),
                name: Name::made_up(),
                container: "0".repeat(64),
                home: Id::random().unwrap(),
            },
            spec: crate::sandbox::spec::SandboxSpec {
                image: "debian:13".to_owned(),
                image_id: format!("sha256:{}", "0".repeat(64)),
                cpus: 2.0,
                memory: "2GiB".parse().unwrap(),
                pids: 512,
                network: crate::sandbox::spec::Network::Isolated,
                address: None,
                user: String::new(),
                workdir: "/work".to_owned(),
                ports: Vec::new(),
                published_on: None,
                egress: Default::default(),
                hardening: Default::default(),
                storage: Default::default(),
            },
            files: 3,
            bytes: 70,
            gone: 1,
            excluded: vec!["work/node_modules".to_owned()],
            excluded_count: 1,
            volumes: Vec::new(),
            unkept: Vec::new(),
            unkept_count: 0,
            secrets: Vec::new(),
            pause_ms: Some(12),
            archive: payload.clone(),
            index: payload,
        }
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let manifest = sample();
        assert_eq!(Manifest::parse("it", &manifest.to_json().unwrap()).unwrap(), manifest);
    }

    #[test]
    fn one_of_a_newer_form_is_refused_before_anything_else_of_it_is_looked_at() {
        let error = Manifest::parse("it", br#"{"format": 2, "id": {"new": "form"}}"#).unwrap_err();
        assert_eq!(error.kind(), Kind::WrongState);
        for damaged in [&b"{}"[..], b"", b"[1]", br#"{"format": 1}"#] {
            assert_eq!(Manifest::parse("it", damaged).unwrap_err().kind(), Kind::Damaged);
        }
    }
}
