//! An event as it is stored, and as readers get it. What a later version wrote is read as far as it is understood.

use super::caller::Caller;
use super::{Datum, Draft, EventId, Severity};
use crate::sandbox::{id::Id, name::Name};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The shape of an event, in the files and when it is shown.
pub const SCHEMA: &str = "event.v1";

/// Which sandbox it was, by the name of that time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Name,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The shape.
    pub schema: Cow<'static, str>,
    /// Its id.
    pub id: EventId,
    /// When it was, by the clock of that time.
    pub at: Timestamp,
    /// Its type: `sandbox.created`.
    #[serde(rename = "type")]
    pub event_type: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// Why it happened, in one word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Cow<'static, str>>,
    /// To which sandbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sandbox: Option<Subject>,
    /// In which operation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<Id>,
    /// In which task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Id>,
    /// What else holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Cow<'static, str>>,
    /// Numbers and plain words, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<Cow<'static, str>, Datum>,
    /// Who ran us.
    #[serde(default)]
    pub caller: Caller,
}

impl Event {
    pub(super) fn of(draft: Draft, id: EventId, at: Timestamp, caller: Caller) -> Event {
        Event {
            schema: SCHEMA.into(),
            id,
            at,
            event_type: draft.event_type.as_str().into(),
            severity: draft.severity,
            reason: draft.reason.map(Cow::from),
            sandbox: draft.sandbox.map(|(id, name)| Subject { id, name }),
            operation: draft.operation,
            task: draft.task,
            flags: draft.flags.into_iter().map(Cow::from).collect(),
            data: draft.data.into_iter().map(|(key, datum)| (key.into(), datum)).collect(),
            caller,
        }
    }

    /// Reads a line; none for what is torn, damaged, or of another shape.
    pub(super) fn parse(line: &[u8]) -> Option<Event> {
        serde_json::from_slice(line).ok().filter(|event: &Event| event.schema == SCHEMA)
    }
}
