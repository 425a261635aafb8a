//! What has changed about a sandbox.

use crate::sandbox::change::Change;
use crate::sandbox::ops::modify::Modified;
use serde::Serialize;

/// The name of this shape.
pub const SCHEMA: &str = "modify.v1";

/// What has changed about a sandbox, or would.
#[derive(Debug, Clone, Serialize)]
pub struct ModifyView {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// Whether anything is different now.
    pub changed: bool,
    /// Nothing was done: it is what would be done.
    pub dry_run: bool,
    /// It was stopped and started again.
    pub restarted: bool,
    /// What is different, each with what it was.
    pub changes: Vec<Change>,
}

impl ModifyView {
    /// The headers of the table of changes.
    pub const HEADERS: [&'static str; 4] = ["SETTING", "OLD", "NEW", "COUNTS FOR"];

    /// The view of what was done.
    pub fn of(modified: Modified, dry_run: bool) -> ModifyView {
        let Modified { record, changes, restarted } = modified;
        ModifyView {
            id: record.id.to_string(),
            name: record.name.to_string(),
            changed: !dry_run && (restarted || !changes.is_empty()),
            dry_run,
            restarted,
            changes,
        }
    }

    /// The rows of that table.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        let row = |change: &Change| {
            vec![change.setting.clone(), shown(&change.from), shown(&change.to), change.when.as_str().to_owned()]
        };
        self.changes.iter().map(row).collect()
    }
}
