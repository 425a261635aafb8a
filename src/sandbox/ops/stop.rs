//! A sandbox stops: its files are kept, nothing of it runs.

use super::{Deps, observe, reach, reconcile, route};
use crate::error::{Kind, Result};
use crate::events::EventType;
use crate::registry::journal::OperationKind;
use crate::sandbox::id::Id;
use crate::sandbox::status::State;
use std::time::Duration;

/// What its lock says meanwhile.
const VERB: &str = "stop";

/// Stops a sandbox: its processes get TERM, and KILL after `grace`. A stopped one stays as it is.
/// Returns whether anything was done.
///
/// # Errors
/// `wrong_state` when it is lost; `locked`; failures of the engine.
pub async fn run(deps: &Deps, id: &Id, grace: Duration) -> Result<bool> {
    reconcile::abandoned(deps).await?;
    let _lock = deps.lock_sandbox(id, VERB).await?;
    locked(deps, id, grace).await
}

/// Stops, without waiting for anybody, what still is to stop once its lock is held. False when it is not, or when
/// somebody is at work on it.
///
/// # Errors
/// As [`run`], and of `due`.
pub async fn if_due(deps: &Deps, id: &Id, grace: Duration, due: impl AsyncFnOnce() -> Result<bool>) -> Result<bool> {
    let _lock = match deps.registry.lock_sandbox(id, VERB, Duration::ZERO).await {
        Err(error) if error.kind() == Kind::Locked => return Ok(false),
        other => other?,
    };
    if due().await? { locked(deps, id, grace).await } else { Ok(false) }
}

async fn locked(deps: &Deps, id: &Id, grace: Duration) -> Result<bool> {
    let engine = deps.engine().await?;
    let sandbox = observe::one(deps, id).await?;
    let record = sandbox.record;
    sandbox.state.require(sandbox.state.can_stop(), record.name.as_str(), "stop")?;
    if sandbox.state == State::Stopped {
        return Ok(false);
    }
    deps.registry.clear_failed(id)?;
    let entry = deps.begin(OperationKind::Stop, id, &record.name)?;
    let container = reach::container_id(&record)?;
    let stopped = async {
        if sandbox.state == State::Paused {
            engine.unpause(&container).await?;
        }
        engine.stop(&container, grace).await?;
        // Its address leads nowhere now, and its published ports may become another's.
        route::withdraw(deps, &record)
    };
    match stopped.await {
        Ok(()) => {
            deps.record(deps.about(EventType::SandboxStopped, &entry.operation));
            deps.done(entry)?;
            Ok(true)
        }
        Err(error) => {
            deps.keep_failure(entry, &error)?;
            Err(error.context(format!("stopping {}", record.name)))
        }
    }
}
