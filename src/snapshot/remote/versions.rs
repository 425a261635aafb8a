//! Versions of a tree in an object store: `{prefix}/{account}/{version}/files/…`, and `manifest.json` last. A version
//! exists if and only if its manifest does.

use super::Remote;
use crate::archive::{Item, ItemKind};
use crate::error::{Error, Kind, Result};
use crate::sandbox::id::Id;
use crate::sandbox::name::Name;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form of the manifest that this build writes.
pub const FORMAT: u32 = 1;
/// The most bytes that a manifest has: 10 million short paths.
const MAX_BYTES: u64 = 2 << 30;
/// The most bytes of a key that is a path as it is; S3 takes 1,024 with prefix, account and version.
const MAX_KEY: usize = 600;
/// Numbers that are tried when others push at the same time.
const MAX_TRIES: u64 = 1000;
/// Versions that are looked at together.
const AT_ONCE: usize = 8;

/// What a version holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VersionManifest {
    /// The version of the form.
    pub format: u32,
    /// The version: unix seconds, or the next free number.
    pub version: u64,
    /// Whose it is.
    pub account: String,
    /// The sandbox that it was pushed from.
    pub sandbox: Origin,
    /// When it was pushed.
    pub created_at: Timestamp,
    /// Regular files.
    pub files: u64,
    /// Bytes of their content.
    pub bytes: u64,
    /// Everything in the tree, in the order of a walk; the first is the tree's top.
    pub entries: Vec<Entry>,
    /// BLAKE3 of this manifest with this field empty.
    pub blake3: String,
}

/// Where a version came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The sandbox's id.
    pub id: Id,
    /// Its name at that time.
    pub name: Name,
    /// The path in it, as it was typed.
    #[serde(flatten)]
    pub path: Octets,
}

/// One thing in a version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its way from the top; the top itself is empty.
    #[serde(flatten)]
    pub path: Octets,
    /// What it is.
    pub kind: EntryKind,
    /// Its permissions.
    pub mode: u32,
    /// When its content was changed: seconds since 1970 …
    pub mtime: i64,
    /// … and the nanoseconds after them.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub mtime_nanoseconds: u32,
    /// Where a link leads; of a hard link, the other name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// Bytes of a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// BLAKE3 of a file's content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blake3: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A regular file with an object of its own.
    File,
    /// One more name of a file.
    HardLink,
    /// A folder.
    Directory,
    /// A symbolic link.
    Symlink,
}

/// A path: as text where it is text, else in base64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Octets {
    /// UTF-8.
    Text {
        /// As it is.
        path: String,
    },
    /// Anything else.
    Base64 {
        /// In base64.
        path_base64: String,
    },
}

/// Where a link leads: as text where it is text, else in base64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// UTF-8.
    Text(String),
    /// In base64.
    Base64(String),
}

fn decode(text: &str) -> Result<Vec<u8>> {
    STANDARD
        .decode(text)
        .map_err(|cause| Error::new(Kind::Damaged, "a path in the manifest is not base64").because(cause))
}

impl Octets {
    /// Bytes in the form that fits them.
    pub fn of(bytes: Vec<u8>) -> Octets {
        match String::from_utf8(bytes) {
            Ok(path) => Octets::Text { path },
            Err(other) => Octets::Base64 { path_base64: STANDARD.encode(other.as_bytes()) },
        }
    }

    /// The bytes.
    ///
    /// # Errors
    /// `damaged`.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        match self {
            Octets::Text { path } => Ok(path.clone().into_bytes()),
            Octets::Base64 { path_base64 } => decode(path_base64),
        }
    }
}

impl Entry {
    /// An item of an archive as an entry, with the digest of its content if it is a file.
    pub fn of(item: Item, blake3: Option<String>) -> Entry {
        let kind = match item.kind {
            ItemKind::Directory => EntryKind::Directory,
            ItemKind::Symlink => EntryKind::Symlink,
            _ if item.link.is_empty() => EntryKind::File,
            _ => EntryKind::HardLink,
        };
        let target = (!item.link.is_empty()).then(|| match String::from_utf8(item.link) {
            Ok(text) => Target::Text(text),
            Err(other) => Target::Base64(STANDARD.encode(other.as_bytes())),
        });
        Entry {
            path: Octets::of(item.path),
            kind,
            mode: item.mode,
            mtime: item.mtime.0,
            mtime_nanoseconds: item.mtime.1,
            target,
            size: (kind == EntryKind::File).then_some(item.size),
            blake3,
        }
    }

    /// The entry as an item for an archive.
    ///
    /// # Errors
    /// `damaged`.
    pub fn item(&self) -> Result<Item> {
        let kind = match self.kind {
            EntryKind::File | EntryKind::HardLink => ItemKind::File,
            EntryKind::Directory => ItemKind::Directory,
            EntryKind::Symlink => ItemKind::Symlink,
        };
        let mut item = Item::at(self.path.bytes()?, kind);
        (item.mode, item.mtime) = (self.mode, (self.mtime, self.mtime_nanoseconds));
        item.size = self.size.unwrap_or(0);
        item.link = match &self.target {
            None => Vec::new(),
            Some(Target::Text(text)) => text.clone().into_bytes(),
            Some(Target::Base64(text)) => decode(text)?,
        };
        let links = matches!(self.kind, EntryKind::HardLink | EntryKind::Symlink);
        if links == item.link.is_empty() || (self.kind == EntryKind::File) != self.blake3.is_some() {
            return Err(Error::new(Kind::Damaged, "an entry of the manifest contradicts itself"));
        }
        Ok(item)
    }
}

impl VersionManifest {
    /// As it is stored, with its own digest.
    ///
    /// # Errors
    /// None that can happen.
    pub fn to_json(&mut self) -> Result<Vec<u8>> {
        self.blake3.clear();
        self.blake3 = blake3::hash(&self.written()?).to_hex().to_string();
        self.written()
    }

    fn written(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(|cause| Error::new(Kind::Failed, "writing a manifest").because(cause))
    }

    /// Reads a manifest, and checks it against its own digest.
    ///
    /// # Errors
    /// `damaged`; `wrong_state` for one of a newer form.
    pub fn parse(version: u64, text: &[u8]) -> Result<VersionManifest> {
        #[derive(Deserialize)]
        struct Form {
            format: u32,
        }
        let damaged =
            |why: &str| Error::new(Kind::Damaged, format!("the manifest of version {version} is damaged: {why}"));
        let Form { format } =
            serde_json::from_slice(text).map_err(|cause| damaged("it can't be read").because(cause))?;
        if format > FORMAT {
            let newer = format!("version {version} has form {format}, and this sandcastle knows {FORMAT}");
            return Err(Error::new(Kind::WrongState, newer).hint("use the sandcastle that pushed it, or a newer one"));
        }
        let mut manifest: VersionManifest =
            serde_json::from_slice(text).map_err(|cause| damaged("it can't be read").because(cause))?;
        let stated = manifest.blake3.clone();
        manifest.to_json()?;
        if manifest.blake3 != stated {
            return Err(damaged("its content is not what was written (BLAKE3 differs)"));
        }
        if manifest.version != version {
            return Err(damaged(&format!("it is of version {}", manifest.version)));
        }
        Ok(manifest)
    }
}

/// What is known of a version without its manifest.
#[derive(Debug, Clone)]
pub struct Known {
    /// The version.
    pub version: u64,
    /// What was noted beside it: `files`, `bytes`, `sandbox`. Not checked against anything.
    pub notes: BTreeMap<String, String>,
}

/// The versions of one account.
#[derive(Clone)]
pub struct Versions {
    remote: Remote,
    account: String,
}

/// A version that is being written: nobody else writes under this number.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// The number.
    pub version: u64,
    token: Bytes,
}

impl Versions {
    /// The versions of an account, whose name is one of DNS.
    pub fn of(remote: Remote, account: impl Into<String>) -> Versions {
        Versions { remote, account: account.into() }
    }

    /// The store that they are in.
    pub fn remote(&self) -> &Remote {
        &self.remote
    }

    /// Whose they are.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// Where they are, for people.
    pub fn place(&self) -> String {
        format!("{}/{}", self.remote.location(), self.account)
    }

    fn folder(&self, version: u64) -> String {
        format!("{}/{version}", self.account)
    }

    fn manifest_key(&self, version: u64) -> String {
        format!("{}/manifest.json", self.folder(version))
    }

    fn claim_key(&self, version: u64) -> String {
        format!("{}/claim", self.folder(version))
    }

    /// The object of a file. A path that can't be a key, or not on every server, is kept by its digest.
    pub fn key(&self, version: u64, path: &[u8]) -> String {
        let folder = self.folder(version);
        let plain = std::str::from_utf8(path).ok().filter(|path| {
            path.len() <= MAX_KEY
                && !path.chars().any(|letter| letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}'))
                && object_store::path::Path::parse(path).is_ok_and(|parsed| parsed.as_ref() == *path)
        });
        match plain {
            Some(path) => format!("{folder}/files/{path}"),
            None => format!("{folder}/odd/{}", blake3::hash(path).to_hex()),
        }
    }

    /// All numbers that something was ever written under, whole or not.
    async fn numbers(&self) -> Result<Vec<u64>> {
        let folders = self.remote.folders(&self.account).await?;
        let mut numbers: Vec<u64> = folders.iter().filter_map(|name| name.parse().ok()).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// All whole versions, oldest first.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn all(&self) -> Result<Vec<Known>> {
        let looked = stream::iter(self.numbers().await?).map(async |version| self.known(version).await);
        looked.buffered(AT_ONCE).try_filter_map(async |known| Ok(known)).try_collect().await
    }

    async fn known(&self, version: u64) -> Result<Option<Known>> {
        let found = self.remote.look(&self.manifest_key(version)).await?;
        Ok(found.map(|found| Known { version, notes: found.notes }))
    }

    /// The highest whole version.
    ///
    /// # Errors
    /// `not_found` when there is none; those of the store.
    pub async fn latest(&self) -> Result<Known> {
        for version in self.numbers().await?.into_iter().rev() {
            if let Some(known) = self.known(version).await? {
                return Ok(known);
            }
        }
        Err(Error::new(Kind::NotFound, format!("there is no version in {}", self.place()))
            .hint("push one: sandcastle sync push SANDBOX PATH URL"))
    }

    /// The manifest of a version, or of the latest one.
    ///
    /// # Errors
    /// `not_found`, `damaged`, `wrong_state` for one of a newer form; those of the store.
    pub async fn manifest(&self, version: Option<u64>) -> Result<VersionManifest> {
        let version = match version {
            Some(version) => version,
            None => self.latest().await?.version,
        };
        match self.remote.get(&self.manifest_key(version), MAX_BYTES).await? {
            Some(text) => VersionManifest::parse(version, &text),
            None => Err(Error::new(Kind::NotFound, format!("there is no version {version} in {}", self.place()))
                .hint("list them: sandcastle sync ls URL")),
        }
    }

    /// Takes the number `now`, or the next one that nobody has and that is higher than all others.
    ///
    /// # Errors
    /// `busy` when others are always faster; those of the store.
    pub async fn claim(&self, now: u64) -> Result<Claimed> {
        let highest = self.numbers().await?.last().copied().unwrap_or(0);
        let first = now.max(highest.saturating_add(1));
        let token = Bytes::from(Id::random()?.to_string());
        for version in first..first.saturating_add(MAX_TRIES) {
            if self.remote.put_new(&self.claim_key(version), token.clone()).await? {
                return Ok(Claimed { version, token });
            }
        }
        Err(Error::new(Kind::Busy, "others push here all the time").hint("try again"))
    }

    /// Makes a version exist.
    ///
    /// # Errors
    /// `busy` when somebody else writes under the same number, on a server that does not know `If-None-Match`; `damaged`
    /// when something else arrived than was sent; those of the store.
    pub async fn publish(&self, claimed: &Claimed, manifest: &mut VersionManifest) -> Result<()> {
        let text = Bytes::from(manifest.to_json()?);
        let token = self.remote.get(&self.claim_key(claimed.version), 1024).await?;
        if token.as_ref() != Some(&claimed.token) {
            return Err(
                Error::new(Kind::Busy, format!("somebody else writes version {}", claimed.version)).hint("try again")
            );
        }
        let notes = [
            ("files", manifest.files.to_string()),
            ("bytes", manifest.bytes.to_string()),
            ("sandbox", manifest.sandbox.name.to_string()),
        ];
        let notes = notes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let key = self.manifest_key(claimed.version);
        self.remote.put(&key, text.clone(), &notes).await?;
        if self.remote.get(&key, MAX_BYTES).await?.as_ref() != Some(&text) {
            return Err(Error::new(Kind::Damaged, "the manifest did not arrive as it was sent"));
        }
        Ok(())
    }

    /// Removes all that was written under a number; the manifest first, so that nothing half-removed is a version.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn remove(&self, version: u64) -> Result<()> {
        self.remote.remove(&self.manifest_key(version)).await?;
        self.remote.remove_folder(&self.folder(version)).await
    }
}
