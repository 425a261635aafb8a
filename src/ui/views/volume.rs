//! A volume as it is shown.

use crate::sandbox::ops::volumes::Listed;
use crate::ui::human;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// The name of this shape.
pub const SCHEMA: &str = "volume.v1";

/// A volume, or the home of an account.
#[derive(Debug, Clone, Serialize)]
pub struct VolumeView {
    /// Its name; null for a home.
    pub name: Option<String>,
    /// `volume` or `home`.
    pub kind: &'static str,
    /// The account that it belongs to.
    pub account: String,
    /// Its name on the engine, which no other one has.
    pub engine_name: String,
    /// When it was made, where the engine tells.
    pub created_at: Option<Timestamp>,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// The sandboxes that have it, running or not, by name.
    pub sandboxes: Vec<String>,
}

/// A volume that was asked for.
#[derive(Debug, Clone, Serialize)]
pub struct CreatedView {
    /// The volume.
    #[serde(flatten)]
    pub volume: VolumeView,
    /// Whether it was made just now.
    pub created: bool,
}

impl From<&Listed> for VolumeView {
    fn from(listed: &Listed) -> Self {
        VolumeView {
            name: listed.name.clone(),
            kind: if listed.name.is_some() { "volume" } else { "home" },
            account: listed.account.clone(),
            engine_name: listed.engine_name.clone(),
            created_at: Some(listed.created).filter(|at| *at > 0).and_then(|at| Timestamp::from_second(at).ok()),
            labels: listed.labels.clone(),
            sandboxes: listed.sandboxes.clone(),
        }
    }
}

impl VolumeView {
    /// The headers of a listing.
    pub const HEADERS: [&'static str; 5] = ["NAME", "KIND", "ACCOUNT", "AGE", "SANDBOXES"];

    /// A row of a listing at the moment `now`.
    pub fn row(&self, now: Timestamp) -> Vec<String> {
        let age = |at: Timestamp| human::age(now.duration_since(at).try_into().unwrap_or_default());
        let or_none = |text: String| if text.is_empty() { "-".to_owned() } else { text };
        vec![
            or_none(self.name.clone().unwrap_or_default()),
            self.kind.to_owned(),
            self.account.clone(),
            or_none(self.created_at.map(age).unwrap_or_default()),
            or_none(self.sandboxes.join(", ")),
        ]
    }
}
