//! An image that sandcastle built, as it is shown.

use crate::sandbox::ops::images::Listed;
use crate::ui::human;
use jiff::Timestamp;
use serde::Serialize;

/// The name of this shape.
pub const SCHEMA: &str = "image.v1";

/// An image.
#[derive(Debug, Clone, Serialize)]
pub struct ImageView {
    /// `sha256:` and 64 hex digits.
    pub id: String,
    /// Its names; none once another image took the last one.
    pub names: Vec<String>,
    /// Bytes, with those that it shares with others.
    pub bytes: u64,
    /// When it was built.
    pub created_at: Option<Timestamp>,
    /// The sandboxes of this home that are made of it, by name.
    pub sandboxes: Vec<String>,
    /// It is the one that new sandboxes are made of where none is named.
    pub builtin: bool,
}

impl From<&Listed> for ImageView {
    fn from(listed: &Listed) -> Self {
        ImageView {
            id: listed.image.id.clone(),
            names: listed.image.tags.clone(),
            bytes: listed.image.bytes,
            created_at: Timestamp::from_second(listed.image.created).ok(),
            sandboxes: listed.sandboxes.clone(),
            builtin: listed.is_builtin,
        }
    }
}

impl ImageView {
    /// The headers of a listing.
    pub const HEADERS: [&'static str; 6] = ["NAME", "ID", "SIZE", "AGE", "SANDBOXES", "BUILT-IN"];

    /// A row of a listing at the moment `now`.
    pub fn row(&self, now: Timestamp) -> Vec<String> {
        let age = |at: Timestamp| human::age(now.duration_since(at).try_into().unwrap_or_default());
        vec![
            if self.names.is_empty() { "-".to_owned() } else { self.names.join(", ") },
            self.id.trim_start_matches("sha256:").chars().take(12).collect(),
            human::size(self.bytes),
            self.created_at.map(age).unwrap_or_default(),
            self.sandboxes.len().to_string(),
            if self.builtin { "yes" } else { "-" }.to_owned(),
        ]
    }
}
