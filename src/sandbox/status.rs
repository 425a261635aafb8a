//! The states of a sandbox and what each allows: the life cycle on one screen.

use crate::error::{Error, Kind, Result};
use serde::{Deserialize, Serialize};

/// The state of a sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The guest answers.
    Running,
    /// Files kept, nothing runs.
    Stopped,
    /// Frozen by the user.
    Paused,
    /// Its creation or last start failed.
    Failed,
    /// A record without an engine object.
    Lost,
    /// Being made in the background: nothing of it can be used yet.
    Pending,
}

impl State {
    /// The state as it stands in tables and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Running => "running",
            State::Stopped => "stopped",
            State::Paused => "paused",
            State::Failed => "failed",
            State::Lost => "lost",
            State::Pending => "pending",
        }
    }

    /// Whether `start` makes sense; on a running sandbox it changes nothing.
    pub fn can_start(self) -> bool {
        matches!(self, State::Running | State::Stopped | State::Failed)
    }

    /// Whether `stop` makes sense; on a stopped sandbox it changes nothing.
    pub fn can_stop(self) -> bool {
        matches!(self, State::Running | State::Stopped | State::Paused)
    }

    /// Whether `restart` makes sense; a stopped sandbox is only started.
    pub fn can_restart(self) -> bool {
        self.can_start()
    }

    /// Whether `pause` makes sense; on a paused sandbox it changes nothing.
    pub fn can_pause(self) -> bool {
        matches!(self, State::Running | State::Paused)
    }

    /// Whether `resume` makes sense; on a running sandbox it changes nothing.
    pub fn can_resume(self) -> bool {
        matches!(self, State::Running | State::Paused)
    }

    /// Whether its name can be changed, and when it goes: all but a record without an engine object.
    pub fn can_change_record(self) -> bool {
        self != State::Lost
    }

    /// Fails with exit 6 unless `allowed`, naming the state and the verb that leads out.
    ///
    /// # Errors
    /// `wrong_state`.
    pub fn require(self, allowed: bool, name: &str, verb: &str) -> Result<()> {
        if allowed {
            return Ok(());
        }
        let error = Error::new(Kind::WrongState, format!("can't {verb} {name}: it is {}", self.as_str()));
        Err(match self {
            State::Stopped | State::Failed => error.hint(format!("start it: sandcastle start {name}")),
            State::Paused => error.hint(format!("let it go on: sandcastle resume {name}")),
            State::Lost => error.hint(format!("its container is gone; remove the record: sandcastle kill {name}")),
            State::Running => error.hint(format!("stop it: sandcastle stop {name}")),
            State::Pending => error.hint(format!("wait for it: sandcastle wait {name}")),
        })
    }
}
