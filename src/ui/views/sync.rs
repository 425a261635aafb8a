//! How versions in object storage are shown.

use crate::sandbox::ops::sync::Moved;
use crate::snapshot::remote::versions::Known;
use crate::ui::human;
use jiff::Timestamp;
use serde::Serialize;

/// The shape of what was moved.
pub const SCHEMA: &str = "sync.v1";
/// The shape of a version.
pub const VERSION_SCHEMA: &str = "version.v1";

/// What a push or a pull moved.
#[derive(Debug, Clone, Serialize)]
pub struct SyncView {
    /// `push` or `pull`.
    pub action: &'static str,
    /// The version.
    pub version: u64,
    /// The version as it can be typed.
    pub url: String,
    /// Whose it is.
    pub account: String,
    /// Regular files.
    pub files: u64,
    /// Bytes of their content.
    pub bytes: u64,
    /// Things that were removed because the version does not hold them (`--delete`).
    pub removed: u64,
    /// Device nodes, fifos and sockets that were left out.
    pub left_out_count: u64,
    /// How long it took.
    pub duration_ms: u64,
    /// Files that failed: none, since a version is whole or is not there.
    pub errors: u64,
}

impl SyncView {
    /// What `moved` comes to.
    pub fn of(
        action: &'static str,
        url: String,
        account: &str,
        moved: &Moved,
        duration: std::time::Duration,
    ) -> SyncView {
        SyncView {
            action,
            version: moved.version,
            url,
            account: account.to_owned(),
            files: moved.files,
            bytes: moved.bytes,
            removed: moved.removed,
            left_out_count: moved.left_out_count,
            duration_ms: u64::try_from(duration.as_millis()).unwrap_or(u64::MAX),
            errors: 0,
        }
    }
}

/// A version in a list.
#[derive(Debug, Clone, Serialize)]
pub struct VersionView {
    /// The version.
    pub version: u64,
    /// The moment that it is named after.
    pub created_at: Option<Timestamp>,
    /// Regular files, if that was noted.
    pub files: Option<u64>,
    /// Bytes of their content, if that was noted.
    pub bytes: Option<u64>,
    /// The sandbox that it came from, if that was noted.
    pub sandbox: Option<String>,
}

impl VersionView {
    /// What is known of a version.
    pub fn of(known: &Known) -> VersionView {
        let note = |name: &str| known.notes.get(name);
        VersionView {
            version: known.version,
            created_at: i64::try_from(known.version).ok().and_then(|seconds| Timestamp::from_second(seconds).ok()),
            files: note("files").and_then(|text| text.parse().ok()),
            bytes: note("bytes").and_then(|text| text.parse().ok()),
            sandbox: note("sandbox").cloned(),
        }
    }

    /// The headers of a listing.
    pub const HEADERS: [&'static str; 5] = ["VERSION", "AGE", "FILES", "SIZE", "SANDBOX"];

    /// A row of a listing at the moment `now`.
    pub fn row(&self, now: Timestamp) -> Vec<String> {
        let or = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        vec![
            self.version.to_string(),
            or(self.created_at.map(|at| human::age(now.duration_since(at).try_into().unwrap_or_default()))),
            or(self.files.map(|files| files.to_string())),
            or(self.bytes.map(human::size)),
            or(self.sandbox.clone()),
        ]
    }
}
