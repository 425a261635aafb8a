//! The timeline: what happened, one JSON object a line, only ever appended to. Knows files, the clock and ids, and
//! nothing of operations, the engine or the ui.

mod append;
mod backwards;
mod caller;
mod draft;
mod event;
mod event_type;
mod follow;
mod id;
mod prune;
mod read;
mod segment;

pub use caller::Caller;
pub use draft::{Datum, Draft};
pub use event::{Event, SCHEMA, Subject};
pub use event_type::{EventType, Severity, TypeFilter};
pub use follow::Follower;
pub use id::EventId;
pub use prune::Pruned;
pub use read::{Filter, Page};

use crate::sandbox::id::Id;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

/// The events of one home.
#[derive(Debug)]
pub struct Timeline {
    folder: PathBuf,
    actor: Option<String>,
    caller: OnceLock<Caller>,
    /// A lock that could not be had in time is not waited for again.
    gave_up: AtomicBool,
    /// Bytes of a file from which on the next one is begun.
    full: u64,
}

/// Bytes of one file.
const FULL: u64 = 4 << 20;
/// Events among which one is that has just been written.
const RECENT: usize = 200;
/// Files that are kept at most: beyond that the oldest goes.
const MOST_FILES: usize = 32;

impl Timeline {
    /// The timeline under the state folder; nothing is made before the first event. `actor` is who the caller says that
    /// it acts for.
    pub fn new(state: &Path, actor: Option<String>) -> Timeline {
        Timeline {
            folder: state.join("events"),
            actor,
            caller: OnceLock::new(),
            gave_up: AtomicBool::new(false),
            full: FULL,
        }
    }

    /// Goes on for who began an operation: the process that carries it out was not run by them.
    pub fn go_on(&self, operation: &Id) {
        // Its beginning was written a moment ago; without it the caller is who runs this process.
        let page = self.read(&Filter::default(), RECENT, None).unwrap_or_default();
        let begun = page.events.into_iter().find(|event| event.operation.as_ref() == Some(operation));
        if let Some(event) = begun {
            self.caller.get_or_init(|| event.caller);
        }
    }

    fn caller(&self) -> &Caller {
        self.caller.get_or_init(|| Caller::find(self.actor.as_deref()))
    }
}

#[cfg(test)]
mod tests;
