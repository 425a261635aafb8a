//! A sandbox is frozen, and goes on: all of its processes at once, with what they hold in memory.

use super::{Deps, observe, reach, reconcile};
use crate::engine::Engine;
use crate::error::{Kind, Result};
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

/// Lets a paused sandbox go on, behind its fence; a running one stays as it is. Returns whether anything was done.
///
/// # Errors
/// `wrong_state` unless it is paused; `denied` where its egress policy can't be enforced; `locked`; failures of the
/// engine.
pub async fn resume(deps: &Deps, id: &Id) -> Result<bool> {
    change(deps, id, OperationKind::Resume).await
}

/// The guest's clock has gone on: without a word from us a sandbox would have been idle for as long as it stood still.
/// And something may have taken its fence away meanwhile: where that can't be put back it stays paused.
async fn go_on(deps: &Deps, engine: &dyn Engine, record: &SandboxRecord) -> Result<()> {
    let container = reach::container_id(record)?;
    engine.unpause(&container).await?;
    let told = match reach::connect(deps, record).await {
        Ok(connection) => reach::introduce(deps, engine, connection, record).await,
        Err(error) => Err(error),
    };
    match told {
        Err(error) if error.kind() == Kind::Denied => {
            engine.pause(&container).await?;
            Err(error)
        }
        // Best effort: a guest that is too busy to hear it goes on all the same.
        _ => Ok(()),
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
    let changed = if pauses { engine.pause(&container).await } else { go_on(deps, engine, &record).await };
    match changed {
        Ok(()) => {
            let event = if pauses { EventType::SandboxPaused } else { EventType::SandboxResumed };
            deps.record(deps.about(event, &entry.operation));
            deps.done(entry).map(|()| true)
        }
        Err(error) => {
            deps.keep_failure(entry, &error)?;
            Err(error.context(format!("{} {}", if pauses { "pausing" } else { "resuming" }, record.name)))
        }
    }
}
