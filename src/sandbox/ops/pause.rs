//! A sandbox is frozen, and goes on: all of its processes at once, with what they hold in memory.

use super::{Deps, observe, reach, reconcile};
use crate::error::Result;
use crate::events::EventType;
use crate::registry::journal::OperationKind;
use crate::registry::record::SandboxRecord;
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

/// The guest's clock has gone on: without a word from us a sandbox would have been idle for as long as it stood still.
async fn is_in_use(deps: &Deps, record: &SandboxRecord) {
    if let Ok(connection) = reach::connect(deps, record).await {
        // Best effort: it goes on all the same.
        let _ = reach::configure(deps, connection, record).await;
    }
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
    let entry = deps.begin(kind, id, &record.name)?;
    let container = reach::container_id(&record)?;
    let changed = if pauses { engine.pause(&container).await } else { engine.unpause(&container).await };
    match changed {
        Ok(()) => {
            let event = if pauses { EventType::SandboxPaused } else { EventType::SandboxResumed };
            deps.record(deps.about(event, &entry.operation));
            if !pauses {
                is_in_use(deps, &record).await;
            }
            deps.done(entry).map(|()| true)
        }
        Err(error) => {
            deps.keep_failure(entry, &error)?;
            Err(error.context(format!("{} {}", if pauses { "pausing" } else { "resuming" }, record.name)))
        }
    }
}
