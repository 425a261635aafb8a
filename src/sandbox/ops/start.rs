//! A stopped sandbox runs again: same files, same address, and the guest told who it is.

use super::{Deps, observe, reach, reconcile, route};
use crate::engine::ContainerState;
use crate::error::{Error, Kind, Result};
use crate::events::EventType;
use crate::registry::journal::{OperationKind, START};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use std::time::Duration;

/// Starts a sandbox; one that runs stays as it is. Returns whether anything was done.
///
/// # Errors
/// `wrong_state` when it is paused or lost; `locked`; failures of the engine.
pub async fn run(deps: &Deps, id: &Id) -> Result<bool> {
    reconcile::abandoned(deps).await?;
    let _lock = deps.lock_sandbox(id, "start").await?;
    let engine = deps.engine().await?;
    let sandbox = observe::one(deps, id).await?;
    let record = sandbox.record;
    sandbox.state.require(sandbox.state.can_start(), record.name.as_str(), "start")?;
    if sandbox.container.is_some_and(|container| container.state == ContainerState::Running) {
        return Ok(false);
    }
    deps.registry.clear_failed(id)?;
    let mut entry = deps.begin(OperationKind::Start, id, &record.name)?;
    let started = async {
        crate::fs::create_private(&deps.registry.run_folder(id))?;
        entry.step(START)?;
        engine.start(&reach::container_id(&record)?).await.map_err(|error| match error.kind() {
            // The container is there: it is its network, or a folder of ours, that is not.
            Kind::NotFound => Error::new(Kind::WrongState, error.message()).hint(
                "something that it needs was removed behind its back; its files can be copied with the engine's own client",
            ),
            _ => error,
        })?;
        entry.step("wait for guest")?;
        let connection = reach::ready(deps, engine, &record).await?;
        reach::configure(deps, connection, &record).await?;
        // Published ports change with each start.
        entry.step("write route")?;
        let after = route::publish(deps, record.clone()).await?;
        if after != record { deps.registry.publish(&after) } else { Ok(()) }
    };
    match started.await {
        Ok(()) => {
            deps.record(deps.about(EventType::SandboxStarted, &entry.operation));
            deps.done(entry)?;
            Ok(true)
        }
        Err(error) => {
            // A guest that was not told who it is must not stay. Should this fail, the next command goes on with it.
            if engine.stop(&reach::container_id(&record)?, Duration::ZERO).await.is_ok() {
                deps.keep_failure(entry, &error)?;
            } else {
                deps.failed(&entry.operation, &error);
            }
            Err(error.context(format!("starting {}", record.name)))
        }
    }
}

/// Starts a sandbox if it does not run.
///
/// # Errors
/// As [`run`].
pub async fn ensure(deps: &Deps, record: &SandboxRecord) -> Result<()> {
    run(deps, &record.id).await.map(drop)
}
