//! The one error of the program: a kind, what failed and why, and hints. `ui` renders it, once.

use crate::exit::Exit;
use serde::{Deserialize, Serialize};

/// A result with our error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, in the terms of the exit-code table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The operation failed.
    Failed,
    /// No room on a disk that the operation needs.
    NoSpace,
    /// Wrong usage.
    Usage,
    /// A prefix fits several sandboxes.
    Ambiguous,
    /// A destructive command over several sandboxes was not confirmed.
    ConfirmationRequired,
    /// Somebody else holds a lock.
    Locked,
    /// The engine is busy or restarting; the same call may succeed later.
    Busy,
    /// No such sandbox, image, path.
    NotFound,
    /// Already exists.
    Conflict,
    /// Wrong state for this.
    WrongState,
    /// The engine can't be reached.
    EngineUnreachable,
    /// An object store can't be reached, or fails again and again.
    StoreUnreachable,
    /// Refused by policy or permission.
    Denied,
    /// Damaged data.
    Damaged,
    /// A deadline passed.
    TimedOut,
    /// Ctrl-C.
    Interrupted,
    /// TERM or HUP.
    Terminated,
    /// The answer was lost; the command may or may not have run.
    OutcomeUnknown,
    /// The sandbox's limit of processes is reached.
    PidsLimit,
    /// The sandbox has no such user.
    NoSuchUser,
    /// The sandbox has no such working directory.
    NoSuchWorkdir,
    /// The command can't be executed.
    NotExecutable,
    /// The command does not exist in the sandbox.
    CommandNotFound,
    /// Whoever read our output has gone (`sandcastle ls | head -1`): a quiet success, never shown.
    ClosedPipe,
}

impl Kind {
    /// The `code` of the machine-readable error.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Failed => "failed",
            Kind::NoSpace => "no_space",
            Kind::Usage => "usage",
            Kind::Ambiguous => "ambiguous",
            Kind::ConfirmationRequired => "confirmation_required",
            Kind::Locked => "locked",
            Kind::Busy => "busy",
            Kind::NotFound => "not_found",
            Kind::Conflict => "conflict",
            Kind::WrongState => "wrong_state",
            Kind::EngineUnreachable => "engine_unreachable",
            Kind::StoreUnreachable => "store_unreachable",
            Kind::Denied => "denied",
            Kind::Damaged => "damaged",
            Kind::TimedOut => "timed_out",
            Kind::Interrupted => "interrupted",
            Kind::Terminated => "terminated",
            Kind::OutcomeUnknown => "outcome_unknown",
            Kind::PidsLimit => "pids_limit",
            Kind::NoSuchUser => "no_such_user",
            Kind::NoSuchWorkdir => "no_such_workdir",
            Kind::NotExecutable => "not_executable",
            Kind::CommandNotFound => "command_not_found",
            Kind::ClosedPipe => "closed_pipe",
        }
    }

    /// The exit code of the process.
    pub fn exit(self) -> Exit {
        match self {
            Kind::Failed | Kind::NoSpace => Exit::FAILED,
            Kind::Usage | Kind::Ambiguous | Kind::ConfirmationRequired => Exit::USAGE,
            Kind::Locked | Kind::Busy => Exit::TRANSIENT,
            Kind::NotFound => Exit::NOT_FOUND,
            Kind::Conflict => Exit::CONFLICT,
            Kind::WrongState => Exit::WRONG_STATE,
            Kind::EngineUnreachable | Kind::StoreUnreachable => Exit::ENGINE_UNREACHABLE,
            Kind::Denied => Exit::DENIED,
            Kind::Damaged => Exit::DAMAGED,
            Kind::TimedOut => Exit::TIMED_OUT,
            Kind::Interrupted => Exit::INTERRUPTED,
            Kind::Terminated => Exit::TERMINATED,
            // `exec` reports all four as 125, whatever they are elsewhere.
            Kind::OutcomeUnknown | Kind::PidsLimit => Exit::FAILED,
            Kind::NoSuchUser | Kind::NoSuchWorkdir => Exit::USAGE,
            Kind::NotExecutable => Exit::NOT_EXECUTABLE,
            Kind::CommandNotFound => Exit::COMMAND_NOT_FOUND,
            Kind::ClosedPipe => Exit::DONE,
        }
    }

    /// Whether the same call may succeed later with nothing else changed.
    pub fn retryable(self) -> bool {
        matches!(self, Kind::Locked | Kind::Busy | Kind::EngineUnreachable | Kind::StoreUnreachable | Kind::TimedOut)
    }
}

/// An error of ours. Messages are lower case, without a full stop, and read well after `error: `.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    kind: Kind,
    message: String,
    hints: Vec<String>,
    exit: Option<Exit>,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of `kind`; `message` says what failed and why.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Error { kind, message: message.into(), hints: Vec::new(), exit: None, source: None }
    }

    /// Wrong usage.
    pub fn usage(message: impl Into<String>) -> Self {
        Error::new(Kind::Usage, message)
    }

    /// A file operation on `path` that failed; the kind follows the cause.
    pub fn io(what: impl std::fmt::Display, cause: std::io::Error) -> Self {
        let kind = match cause.kind() {
            std::io::ErrorKind::NotFound => Kind::NotFound,
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => Kind::Denied,
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Kind::NoSpace,
            _ => Kind::Failed,
        };
        Error::new(kind, format!("{what}: {}", plain(&cause))).because(cause)
    }

    /// Adds a hint: an action that the reader can take.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Keeps the cause for `-v`.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(cause.into());
        self
    }

    /// Ends the process with another code than the kind's: `exec` reports all of its own failures as 125.
    #[must_use]
    pub fn exiting(mut self, exit: Exit) -> Self {
        self.exit = Some(exit);
        self
    }

    /// Puts what was being done before the message.
    #[must_use]
    pub fn context(mut self, what: impl std::fmt::Display) -> Self {
        self.message = format!("{what}: {}", self.message);
        self
    }

    /// The kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What failed and why.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What the reader can do about it.
    pub fn hints(&self) -> &[String] {
        &self.hints
    }

    /// Whether its exit code was chosen and is not its kind's.
    pub fn has_exit(&self) -> bool {
        self.exit.is_some()
    }

    /// The exit code of the process.
    pub fn exit(&self) -> Exit {
        self.exit.unwrap_or(self.kind.exit())
    }
}

/// The text of an I/O error without the ` (os error N)` tail.
pub fn plain(cause: &std::io::Error) -> String {
    let text = cause.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
