//! An operation as it is shown: the JSON of `--detach`, and what `show` and `ls` tell of one.

use crate::registry::journal::Operation;
use jiff::Timestamp;
use serde::Serialize;

/// The name of this shape.
pub const SCHEMA: &str = "operation.v1";

/// An operation.
#[derive(Debug, Clone, Serialize)]
pub struct OperationView {
    /// Its id: what `wait` and `retry` take.
    pub id: String,
    /// The verb.
    pub operation: &'static str,
    /// The sandbox that it is about; none for one of several or of none.
    pub sandbox: Option<String>,
    /// When it began.
    pub started_at: Timestamp,
    /// The step that began last.
    pub step: Option<String>,
    /// Whether its caller has left it to itself.
    pub detached: bool,
    /// How it failed.
    pub error: Option<String>,
}

impl OperationView {
    /// The view of an operation.
    pub fn of(operation: &Operation) -> OperationView {
        let id = operation.id.as_ref().unwrap_or(&operation.sandbox);
        OperationView {
            id: id.to_string(),
            operation: operation.kind.verb(),
            sandbox: (operation.sandbox != *id).then(|| operation.sandbox.to_string()),
            started_at: operation.started_at,
            step: operation.steps.last().map(|step| step.name.clone()),
            detached: operation.background.is_some(),
            error: operation.error.clone(),
        }
    }
}
