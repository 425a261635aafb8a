//! A sandbox is frozen, and goes on: all of its processes at once, with what they hold in memory.

use super::{Deps, observe, reach, reconcile};
use crate::error::Result;
use crate::registry::journal::OperationKind;
use crate::sandbox::id::Id;
use crate::sandbox::status::State;

/// Freezes a sandbox; a paused one stays as it is. Returns whether anything was done.
///
/// # Errors
/// `wrong_state` unless it runs; `locked`; failures of the engine.
pub async fn run(deps: &Deps, id: &Id) -> Result<bool> {
    change(deps, id, OperationKind::Pause).await
}

/// Lets a paused sandbox go on; a running one stays as it is. Returns whether anything was done.
///
/// # Errors
/// `wrong_state` unless it is paused; `locked`; failures of the engine.
pub async fn resume(deps: &Deps, id: &Id) -> Result<bool> {
    change(deps, id, OperationKind::Resume).await
}

async fn change(deps: &Deps, id: &Id, kind: OperationKind) -> Result<bool> {
    reconcile::abandoned(deps).await?;
    let _lock = deps.lock_sandbox(id, kind.verb()).await?;
    let engine = deps.engine().await?;
    let sandbox = observe::one(deps, id).await?;
    let (record, state) = (sandbox.record, sandbox.state);
    let pauses = kind == OperationKind::Pause;
    let can = if pauses { state.can_pause() } else { state.can_resume() };
    state.require(can, record.name.as_str(), kind.verb())?;
    if (state == State::Paused) == pauses {
        return Ok(false);
    }
    deps.registry.clear_failed(id)?;
    let entry = deps.registry.begin(kind, id, &record.name)?;
    let container = reach::container_id(&record)?;
    let changed = if pauses { engine.pause(&container).await } else { engine.unpause(&container).await };
    match changed {
        Ok(()) => entry.close().map(|()| true),
        Err(error) => {
            entry.fail(&error)?;
            Err(error.context(format!("{} {}", if pauses { "pausing" } else { "resuming" }, record.name)))
        }
    }
}
