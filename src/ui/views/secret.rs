//! A secret as it is shown: what is known of it besides its value.

use crate::secrets::Entry;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::Serialize;

/// The name of this shape.
pub const SCHEMA: &str = "secret.v1";

/// A secret.
#[derive(Debug, Clone, Serialize)]
pub struct SecretView {
    /// Its name.
    pub name: String,
    /// `global`, `account:NAME` or `sandbox:ID`.
    pub scope: String,
    /// Where it may be delivered: `exec`, `service`, `both` or `none`.
    pub access: &'static str,
    /// Whether it may be read back.
    pub plain: bool,
    /// When it was first set.
    pub created_at: Timestamp,
    /// When its value was last set.
    pub updated_at: Timestamp,
    /// The value of a plain one, where it was asked for and is text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The same where it is not text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_base64: Option<String>,
    /// The sandboxes that were given the value before this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held_by: Vec<String>,
}

impl SecretView {
    /// The view of an entry, with its value if it is a plain one that was asked for.
    pub fn of(entry: &Entry, value: Option<&[u8]>) -> SecretView {
        let text = value.and_then(|value| std::str::from_utf8(value).ok());
        SecretView {
            name: entry.name.to_string(),
            scope: entry.scope.to_string(),
            access: entry.access.as_str(),
            plain: entry.plain,
            created_at: entry.created_at,
            updated_at: entry.updated_at,
            value: text.map(str::to_owned),
            value_base64: value.filter(|_| text.is_none()).map(|value| STANDARD.encode(value)),
            held_by: Vec::new(),
        }
    }

    /// The headers of a listing.
    pub const HEADERS: [&'static str; 5] = ["NAME", "SCOPE", "ACCESS", "KIND", "UPDATED"];
    /// Those of a listing with values.
    pub const PLAIN_HEADERS: [&'static str; 5] = ["NAME", "SCOPE", "ACCESS", "UPDATED", "VALUE"];

    /// A row of a listing at the moment `now`.
    pub fn row(&self, now: Timestamp, with_value: bool) -> Vec<String> {
        let age = super::super::human::age(now.duration_since(self.updated_at).try_into().unwrap_or_default());
        let mut row = vec![self.name.clone(), self.scope.clone(), self.access.to_owned()];
        if with_value {
            let value =
                self.value.clone().or_else(|| self.value_base64.as_ref().map(|value| format!("base64:{value}")));
            row.extend([age, value.unwrap_or_default()]);
        } else {
            row.extend([if self.plain { "plain" } else { "secret" }.to_owned(), age]);
        }
        row
    }
}

/// A secret that was removed.
#[derive(Debug, Clone, Serialize)]
pub struct RemovedView {
    /// Its name.
    pub name: String,
    /// Whose it was.
    pub scope: String,
    /// Whether it would be removed, and is still there.
    pub dry_run: bool,
}
