//! A snapshot as it is shown.

use crate::sandbox::id::Id;
use crate::sandbox::name::Name;
use crate::sandbox::ops::snapshots;
use crate::snapshot::Manifest;
use crate::ui::human;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// The name of this shape.
pub const SCHEMA: &str = "snapshot.v1";

/// A snapshot.
#[derive(Debug, Clone, Serialize)]
pub struct SnapshotView {
    /// The id.
    pub id: String,
    /// The name, if this is the newest that was given it.
    pub name: Option<String>,
    /// What somebody wrote about it.
    pub comment: String,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// When the tree was read.
    pub created_at: Timestamp,
    /// The snapshot that the source descended from.
    pub parent: Option<String>,
    /// The snapshot that this one only adds to.
    pub base: Option<String>,
    /// The id of the sandbox that it was taken of.
    pub sandbox_id: String,
    /// Its name at that time.
    pub sandbox_name: String,
    /// The image by the name that was asked for.
    pub image: String,
    /// The image's id.
    pub image_id: String,
    /// Entries that are new or changed.
    pub files: u64,
    /// Bytes of their content.
    pub bytes: u64,
    /// Paths that are gone.
    pub gone: u64,
    /// Bytes on disk that are its own.
    pub unique_bytes: u64,
    /// Bytes on disk of those that it adds to.
    pub shared_bytes: u64,
    /// What was left out; at most 100.
    pub excluded: Vec<String>,
    /// How many were left out.
    pub excluded_count: u64,
    /// Where volumes were mounted whose files are in it.
    pub volumes: Vec<String>,
    /// What can't be made again; at most 100.
    pub unkept: Vec<String>,
    /// How many there were.
    pub unkept_count: u64,
    /// For how long the source stood still, where it did.
    pub pause_ms: Option<u64>,
    /// BLAKE3 of the archive.
    pub blake3: String,
    /// The version of its form.
    pub format: u32,
}

/// What was exported.
#[derive(Debug, Clone, Serialize)]
pub struct ExportView {
    /// The snapshot's id.
    pub id: String,
    /// The file, where it is one.
    pub path: Option<String>,
    /// The image, where it is one.
    pub image: Option<String>,
}

impl SnapshotView {
    /// The view of one among all.
    pub fn of(manifest: &Manifest, all: &[Manifest]) -> SnapshotView {
        SnapshotView::with(manifest, all, &snapshots::names(all))
    }

    /// The views of all, in their order.
    pub fn of_all(all: &[Manifest]) -> Vec<SnapshotView> {
        let names = snapshots::names(all);
        all.iter().map(|manifest| SnapshotView::with(manifest, all, &names)).collect()
    }

    fn with(manifest: &Manifest, all: &[Manifest], names: &BTreeMap<&Name, &Id>) -> SnapshotView {
        let (unique_bytes, shared_bytes) = snapshots::sizes(all, manifest);
        let has_name = |name: &&Name| names.get(*name).is_none_or(|id| **id == manifest.id);
        SnapshotView {
            id: manifest.id.to_string(),
            name: manifest.name.as_ref().filter(has_name).map(ToString::to_string),
            comment: manifest.comment.clone(),
            labels: manifest.labels.clone(),
            created_at: manifest.created_at,
            parent: manifest.parent.as_ref().map(ToString::to_string),
            base: manifest.base.as_ref().map(ToString::to_string),
            sandbox_id: manifest.source.id.to_string(),
            sandbox_name: manifest.source.name.to_string(),
            image: manifest.spec.image.clone(),
            image_id: manifest.spec.image_id.clone(),
            files: manifest.files,
            bytes: manifest.bytes,
            gone: manifest.gone,
            unique_bytes,
            shared_bytes,
            excluded: manifest.excluded.clone(),
            excluded_count: manifest.excluded_count,
            volumes: manifest.volumes.clone(),
            unkept: manifest.unkept.clone(),
            unkept_count: manifest.unkept_count,
            pause_ms: manifest.pause_ms,
            blake3: manifest.archive.blake3.clone(),
            format: manifest.format,
        }
    }

    /// The headers of a listing.
    pub const HEADERS: [&'static str; 7] = ["NAME", "ID", "SANDBOX", "AGE", "FILES", "SIZE", "COMMENT"];

    /// A row of a listing at the moment `now`.
    pub fn row(&self, now: Timestamp) -> Vec<String> {
        vec![
            self.name.clone().unwrap_or_else(|| "-".to_owned()),
            self.id.clone(),
            self.sandbox_name.clone(),
            human::age(now.duration_since(self.created_at).try_into().unwrap_or_default()),
            self.files.to_string(),
            human::size(self.unique_bytes),
            self.comment.clone(),
        ]
    }

    /// The lines that people read, name and value.
    pub fn lines(&self, now: Timestamp) -> Vec<(&'static str, String)> {
        let age = human::age(now.duration_since(self.created_at).try_into().unwrap_or_default());
        let some = |count: u64, names: &[String]| match count {
            0 => String::new(),
            count => format!("{count}: {}", names.iter().take(10).cloned().collect::<Vec<_>>().join(", ")),
        };
        let mut lines = vec![
            ("name", self.name.clone().unwrap_or_default()),
            ("id", self.id.clone()),
            ("comment", self.comment.clone()),
            ("created", format!("{} ({age} ago)", self.created_at)),
            ("sandbox", format!("{} ({})", self.sandbox_name, self.sandbox_id)),
            ("image", self.image.clone()),
            ("parent", self.parent.clone().unwrap_or_default()),
            ("adds to", self.base.clone().unwrap_or_default()),
            ("holds", format!("{} entries, {}; {} gone", self.files, human::size(self.bytes), self.gone)),
            (
                "on disk",
                format!("{} of its own, {} shared", human::size(self.unique_bytes), human::size(self.shared_bytes)),
            ),
            ("left out", some(self.excluded_count, &self.excluded)),
            ("volumes", self.volumes.join(", ")),
            ("not kept", some(self.unkept_count, &self.unkept)),
            ("pause", self.pause_ms.map(|pause| format!("{pause} ms")).unwrap_or_default()),
            ("labels", self.labels.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(", ")),
            ("blake3", self.blake3.clone()),
        ];
        lines.retain(|(_, value)| !value.is_empty());
        lines
    }
}

/// A sandbox that a snapshot came into.
#[derive(Debug, Clone, Serialize)]
pub struct RestoredView {
    /// The sandbox's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The snapshot that it is now.
    pub snapshot: String,
    /// The snapshot of what it was before.
    pub backup: Option<String>,
}

/// What became of one fork.
#[derive(Debug, Clone, Serialize)]
pub struct ForkView {
    /// The id; none when it failed.
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// Why there is none.
    pub error: Option<String>,
}

/// What was found of a snapshot.
#[derive(Debug, Clone, Serialize)]
pub struct VerifiedView {
    /// The id.
    pub id: String,
    /// Whether it is whole.
    pub ok: bool,
    /// What is wrong.
    pub error: Option<String>,
}
