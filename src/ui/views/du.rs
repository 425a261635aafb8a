//! What takes up room on disks, as it is shown.

use crate::sandbox::ops::du::{Kind, Part};
use crate::ui::human;
use serde::Serialize;

/// The name of this shape.
pub const SCHEMA: &str = "du.v1";

/// Something that takes up room.
#[derive(Debug, Clone, Serialize)]
pub struct PartView {
    /// `sandbox`, `snapshot`, `volume`, `image` or `home` (a folder of our own files).
    pub kind: &'static str,
    /// Its id, of a volume its name on the engine; null for folders of the home.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Bytes that are its own.
    pub bytes: u64,
    /// Bytes that it shares with others of its kind; null where that is unknown.
    pub shared_bytes: Option<u64>,
    /// Bytes that `gc` frees.
    pub reclaimable_bytes: u64,
}

/// All parts and their sum.
#[derive(Debug, Clone, Serialize)]
pub struct UseView {
    /// The parts.
    pub items: Vec<PartView>,
    /// The sum of their own bytes.
    pub total_bytes: u64,
    /// The sum of what `gc` frees.
    pub reclaimable_bytes: u64,
}

impl From<Vec<Part>> for UseView {
    fn from(parts: Vec<Part>) -> Self {
        let (total_bytes, reclaimable_bytes) =
            (parts.iter().map(|part| part.bytes).sum(), parts.iter().map(|part| part.reclaimable).sum());
        UseView { items: parts.into_iter().map(PartView::from).collect(), total_bytes, reclaimable_bytes }
    }
}

impl From<Part> for PartView {
    fn from(part: Part) -> Self {
        PartView {
            kind: match part.kind {
                Kind::Sandbox => "sandbox",
                Kind::Snapshot => "snapshot",
                Kind::Volume => "volume",
                Kind::Image => "image",
                Kind::Home => "home",
            },
            id: part.id,
            name: part.name,
            bytes: part.bytes,
            shared_bytes: part.shared,
            reclaimable_bytes: part.reclaimable,
        }
    }
}

impl UseView {
    /// The headers of a listing.
    pub const HEADERS: [&'static str; 6] = ["KIND", "SIZE", "SHARED", "RECLAIMABLE", "ID", "NAME"];

    /// The rows of a listing, the sum last.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let size = |bytes: u64| if bytes == 0 { "-".to_owned() } else { human::size(bytes) };
        let mut rows: Vec<Vec<String>> = self
            .items
            .iter()
            .map(|part| {
                // The beginnings of volumes' names are all the same.
                let id = part.id.as_deref().filter(|_| part.kind != "volume");
                let id = id.unwrap_or("-").trim_start_matches("sha256:");
                vec![
                    part.kind.to_owned(),
                    human::size(part.bytes),
                    size(part.shared_bytes.unwrap_or_default()),
                    size(part.reclaimable_bytes),
                    id.chars().take(12).collect(),
                    part.name.clone(),
                ]
            })
            .collect();
        let sum = ["total", &human::size(self.total_bytes), "-", &size(self.reclaimable_bytes), "", ""];
        rows.push(sum.map(str::to_owned).to_vec());
        rows
    }
}
