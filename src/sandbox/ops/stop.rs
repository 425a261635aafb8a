//! A sandbox stops: its files are kept, nothing of it runs.

use super::observe::Sandbox;
use super::{Deps, kill, observe, reach, reconcile, route};
use crate::engine::Engine;
use crate::error::{Kind, Result};
use crate::events::EventType;
use crate::registry::journal::OperationKind;
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::status::State;
use std::time::Duration;

/// What its lock says meanwhile.
const VERB: &str = "stop";

/// Stops a sandbox: its processes get TERM, and KILL after `grace`. A stopped one stays as it is.
/// A temporary one is removed. Returns whether anything was done.
///
/// # Errors
/// `wrong_state` when it is lost; `locked`; failures of the engine.
pub async fn run(deps: &Deps, id: &Id, grace: Duration) -> Result<bool> {
    reconcile::abandoned(deps).await?;
    if observe::record(deps, id)?.temporary {
        let Sandbox { record, state, .. } = observe::one(deps, id).await?;
        state.require(state.can_stop(), record.name.as_str(), "stop")?;
        return kill::run(deps, id, Some(grace)).await.map(|()| true);
    }
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
    match halt(deps, engine, &record, sandbox.state, grace).await {
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

/// Ends what runs in a sandbox, and its routes.
///
/// # Errors
/// Failures of the engine.
pub(super) async fn halt(
    deps: &Deps,
    engine: &dyn Engine,
    record: &SandboxRecord,
    state: State,
    grace: Duration,
) -> Result<()> {
    let container = reach::container_id(record)?;
    if state == State::Paused {
        engine.unpause(&container).await?;
    }
    engine.stop(&container, grace).await?;
    // Its address leads nowhere now, and its published ports may become another's.
    route::withdraw(deps, record)
}
