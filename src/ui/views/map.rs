//! What `map` and `race` show.

use super::exec::ExecView;
use crate::error::Error;
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::capture::Captured;
use crate::sandbox::ops::exec::Outcome;
use crate::sandbox::ops::race::{Entrant, Raced};
use serde::Serialize;

/// The command in one of several sandboxes.
#[derive(Debug, Clone, Serialize)]
pub struct MapView {
    /// What SANDCASTLE_INDEX was.
    pub index: usize,
    /// The sandbox's id; none when it could not be made.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// How the command ended, and its output.
    #[serde(flatten)]
    pub exec: ExecView,
    /// Why it did not run, or how it was lost.
    pub error: Option<String>,
}

impl MapView {
    /// The view of a command that ended.
    pub fn of(index: usize, record: Option<&SandboxRecord>, captured: Captured) -> MapView {
        let exit = captured.outcome.exit();
        let exec = ExecView::captured(captured).unwrap_or_else(|| ExecView::failed(exit));
        let (id, name) = names(record);
        MapView { index, id, name, exec, error: None }
    }

    /// The view of one that did not run, or was lost.
    pub fn failed(index: usize, record: Option<&SandboxRecord>, error: &Error) -> MapView {
        let (id, name) = names(record);
        MapView { index, id, name, exec: ExecView::failed(error.exit()), error: Some(error.message().to_owned()) }
    }
}

fn names(record: Option<&SandboxRecord>) -> (Option<String>, Option<String>) {
    (record.map(|record| record.id.to_string()), record.map(|record| record.name.to_string()))
}

/// A race.
#[derive(Debug, Clone, Serialize)]
pub struct RaceView {
    /// Which has won; none when nobody has.
    pub winner: Option<EntrantView>,
    /// All, by their index.
    pub entrants: Vec<EntrantView>,
    /// Whether the source has become what the winner was.
    pub promoted: bool,
    /// The snapshot of the winner that came into the source.
    pub snapshot: Option<String>,
    /// The snapshot of what the source was before.
    pub backup: Option<String>,
}

/// One fork of a race.
#[derive(Debug, Clone, Serialize)]
pub struct EntrantView {
    /// What SANDCASTLE_INDEX was.
    pub index: usize,
    /// Its id; none when it could not be made.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// The exit code of its command, if that ended.
    pub exit_code: Option<u8>,
    /// Its score.
    pub score: Option<f64>,
    /// How long its command ran.
    pub duration_ms: Option<u64>,
    /// Nothing of it is there any more.
    pub removed: bool,
    /// Why it has not won.
    pub reason: Option<String>,
}

impl EntrantView {
    fn new(index: usize, entrant: &Entrant) -> EntrantView {
        let (id, name) = names(entrant.record.as_ref());
        let outcome = entrant.captured.as_ref().map(|captured| &captured.outcome);
        EntrantView {
            index,
            id,
            name,
            exit_code: outcome.map(|outcome| outcome.exit().0),
            score: entrant.score,
            duration_ms: outcome.and_then(|outcome| match outcome {
                Outcome::Ended(ended) => Some(ended.duration_ms),
                Outcome::OutputClosed => None,
            }),
            removed: entrant.removed,
            reason: entrant.out.clone(),
        }
    }
}

impl RaceView {
    /// The view of a race that was held.
    pub fn new(raced: &Raced) -> RaceView {
        let entrants: Vec<EntrantView> =
            raced.entrants.iter().enumerate().map(|(index, entrant)| EntrantView::new(index, entrant)).collect();
        let promoted = raced.promoted.as_ref();
        RaceView {
            winner: raced.winner.map(|index| entrants[index].clone()),
            entrants,
            promoted: promoted.is_some(),
            snapshot: promoted.map(|promoted| promoted.snapshot.id.to_string()),
            backup: promoted.and_then(|promoted| Some(promoted.backup.as_ref()?.id.to_string())),
        }
    }
}

/// What went wrong in one of several, with its name before it, or its number where it has none.
pub fn failure_of(index: usize, record: Option<&SandboxRecord>, error: Error) -> Error {
    match record {
        Some(record) => error.context(&record.name),
        None => error.context(format!("fork {index}")),
    }
}
