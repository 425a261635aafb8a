//! The types of events, so that a misspelt one can't be.

use crate::error::Error;
use serde::{Deserialize, Serialize};

/// How much an event matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// As it should be.
    Info,
    /// Worth a look.
    Warning,
    /// Something failed.
    Error,
}

impl Severity {
    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

macro_rules! event_types {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $severity:ident;)*) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum EventType {
            $($(#[$doc])* $name,)*
        }

        impl EventType {
            /// All of them, group by group.
            pub const ALL: &'static [EventType] = &[$(EventType::$name,)*];

            /// As it is written: `group.what`.
            pub fn as_str(self) -> &'static str {
                match self { $(EventType::$name => $text,)* }
            }

            /// How much it matters, unless the event itself says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(EventType::$name => Severity::$severity,)* }
            }
        }
    };
}

event_types! {
    /// A sandbox was made.
    SandboxCreated = "sandbox.created", Info;
    /// It runs again.
    SandboxStarted = "sandbox.started", Info;
    /// It was stopped; its files are kept.
    SandboxStopped = "sandbox.stopped", Info;
    /// It was frozen.
    SandboxPaused = "sandbox.paused", Info;
    /// It goes on.
    SandboxResumed = "sandbox.resumed", Info;
    /// It has another name.
    SandboxRenamed = "sandbox.renamed", Info;
    /// Something else about it is different.
    SandboxModified = "sandbox.modified", Info;
    /// It is gone for good.
    SandboxKilled = "sandbox.killed", Info;
    /// Its container was found to be gone.
    SandboxLost = "sandbox.lost", Warning;
    /// Its time was over.
    SandboxExpired = "sandbox.expired", Info;
    /// Nothing used it for long.
    SandboxIdle = "sandbox.idle", Info;
    /// An operation began.
    OperationStarted = "operation.started", Info;
    /// An operation ended well.
    OperationFinished = "operation.finished", Info;
    /// An operation failed and was taken back.
    OperationFailed = "operation.failed", Error;
    /// A snapshot was taken.
    SnapshotTaken = "snapshot.taken", Info;
    /// A snapshot was removed.
    SnapshotRemoved = "snapshot.removed", Info;
    /// A sandbox became what a snapshot says.
    SnapshotRestored = "snapshot.restored", Info;
    /// A snapshot came from elsewhere.
    SnapshotImported = "snapshot.imported", Info;
    /// A snapshot was written to object storage.
    SnapshotPushed = "snapshot.pushed", Info;
    /// Routes to a sandbox were written.
    RouteWritten = "route.written", Info;
    /// Routes to a sandbox were removed.
    RouteRemoved = "route.removed", Info;
    /// A setting was set.
    ConfigSet = "config.set", Info;
    /// A setting is its default again.
    ConfigUnset = "config.unset", Info;
    /// A secret was set.
    SecretSet = "secret.set", Info;
    /// A secret was removed.
    SecretRemoved = "secret.removed", Info;
    /// Members were added to a pool.
    PoolFilled = "pool.filled", Info;
    /// A member of a pool became a sandbox.
    PoolClaimed = "pool.claimed", Info;
    /// Members of a pool were removed.
    PoolDrained = "pool.drained", Info;
    /// A collection ended.
    GcRan = "gc.ran", Info;
    /// A collection removed something.
    GcRemoved = "gc.removed", Info;
    /// A service runs.
    ServiceStarted = "service.started", Info;
    /// A service ended by itself.
    ServiceExited = "service.exited", Warning;
    /// What a preview shows answers.
    PreviewHealthy = "preview.healthy", Info;
    /// What a preview shows does not answer.
    PreviewUnhealthy = "preview.unhealthy", Warning;
    /// A task began.
    TaskStarted = "task.started", Info;
    /// A task ended well.
    TaskFinished = "task.finished", Info;
    /// A task failed.
    TaskFailed = "task.failed", Error;
}

/// Which types are wanted: one, or a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeFilter {
    /// A whole type, or a group with its dot.
    text: String,
}

impl TypeFilter {
    /// Whether a type, as it is written, is wanted.
    pub fn holds(&self, text: &str) -> bool {
        if self.text.ends_with('.') { text.starts_with(&self.text) } else { text == self.text }
    }
}

impl std::str::FromStr for TypeFilter {
    type Err = Error;

    fn from_str(text: &str) -> Result<TypeFilter, Error> {
        let one = EventType::ALL.iter().any(|known| known.as_str() == text);
        let group = format!("{}.", text.strip_suffix(".*").unwrap_or(text));
        let is_group = EventType::ALL.iter().any(|known| known.as_str().starts_with(&group));
        match (one, is_group && !text.ends_with('.')) {
            (true, _) => Ok(TypeFilter { text: text.to_owned() }),
            (_, true) => Ok(TypeFilter { text: group }),
            _ => Err(Error::usage(format!("{text:?} is no type of event")).hint(near(text))),
        }
    }
}

/// The types of the group that was meant, or else the groups.
fn near(text: &str) -> String {
    let group = |text: &'static str| text.split('.').next().unwrap_or(text);
    let meant = text.split('.').next().unwrap_or(text);
    let types = || EventType::ALL.iter().map(|known| known.as_str());
    let mut fitting: Vec<&str> = types().filter(|known| group(known) == meant).collect();
    if !fitting.is_empty() {
        return format!("of {meant} there are: {}", fitting.join(", "));
    }
    fitting = types().map(group).collect();
    fitting.dedup();
    format!("give a group ({}), or one such as sandbox.created", fitting.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_a_type_or_a_group_and_what_is_misspelt_is_told() {
        let holds = |filter: &str, text: &str| filter.parse::<TypeFilter>().unwrap().holds(text);
        assert!(holds("sandbox.created", "sandbox.created") && !holds("sandbox.created", "sandbox.killed"));
        for group in ["sandbox", "sandbox.*"] {
            assert!(holds(group, "sandbox.killed") && !holds(group, "snapshot.taken"), "{group}");
        }
        for (wrong, hint) in
            [("sandbox.kiled", "sandbox.killed"), ("box", "sandbox, operation"), ("sandbox.", "created")]
        {
            let error = wrong.parse::<TypeFilter>().unwrap_err();
            assert!(error.hints()[0].contains(hint), "{wrong}: {:?}", error.hints());
        }
    }

    #[test]
    fn every_type_is_written_once_and_in_a_group() {
        let mut texts: Vec<&str> = EventType::ALL.iter().map(|known| known.as_str()).collect();
        assert!(texts.iter().all(|text| text.split('.').count() == 2));
        let count = texts.len();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), count);
    }
}
