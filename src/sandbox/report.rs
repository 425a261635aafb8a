//! What operations say while they work. They never print: `ui` turns these events into bars, lines or nothing.

use crate::secrets::Secret;

/// Something that happened during an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A named step began, in the form "building the sandbox image".
    StepStarted {
        /// What is being done.
        step: String,
    },
    /// More about the step that runs: a line of a build, the layer that is pulled.
    StepDetail {
        /// One line.
        detail: String,
        /// Steps done and steps in all, where both are known.
        of: Option<(u64, u64)>,
    },
    /// The last step that began has ended well.
    StepEnded,
    /// Bytes moved so far in the transfer that runs.
    Moved {
        /// Bytes of content since the start.
        bytes: u64,
        /// Entries since the start.
        entries: u64,
        /// Bytes in all, where they are known before the end.
        total: Option<u64>,
    },
    /// Worth knowing, not worrying.
    Note(String),
    /// Of use only to who asks for more detail.
    Aside(String),
    /// Something was not done, or done differently than asked.
    Warning(String),
}

/// Takes the events of operations. Called from any thread.
pub trait Reporter: Send + Sync {
    /// Takes one event; never fails and never blocks for long.
    fn report(&self, event: Event);

    /// Whether somebody watches bytes move, so that it is worth finding out how many there will be.
    fn watches_bytes(&self) -> bool {
        false
    }
}

/// How one of several commands that run at once goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Its sandbox is being made.
    Forking,
    /// It waits for others to end.
    Waiting,
    /// It runs.
    Running,
    /// What it did is being judged.
    Scoring,
    /// It is over, and this is how: `exit 3`.
    Ended(String),
}

/// Hears how several commands go on, each by its index. Called from any thread.
pub trait Watcher: Send + Sync {
    /// The sandbox of one is there and has a name.
    fn named(&self, index: usize, name: &str);

    /// One has come to another phase.
    fn phase(&self, index: usize, phase: Phase);

    /// One has written this.
    fn output(&self, index: usize, bytes: &[u8]);

    /// One gets this secret, which nothing that is said may repeat.
    fn secret(&self, value: &Secret);
}

/// Takes nothing in: for tests and for operations inside others.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Reporter for Silent {
    fn report(&self, _event: Event) {}
}
