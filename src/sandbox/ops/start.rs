//! A stopped sandbox runs again: same files, same address, and the guest told who it is.

use super::{Deps, egress, network, observe, reach, reconcile, route, storage};
use crate::engine::{ContainerState, Engine};
use crate::error::{Error, Kind, Result};
use crate::events::EventType;
use crate::guest::client::Connection;
use crate::registry::journal::{Entry, OperationKind, START};
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
    match launch(deps, engine, &record, &mut entry, reach::ready(deps, engine, &record)).await {
        Ok(()) => {
            deps.record(deps.about(EventType::SandboxStarted, &entry.operation));
            deps.done(entry)?;
            Ok(true)
        }
        Err(error) => {
            Err(give_up(deps, engine, &record, entry, error).await?.context(format!("starting {}", record.name)))
        }
    }
}

/// Starts the container of a sandbox, tells its guest who it is once that is `ready`, and writes its routes.
///
/// # Errors
/// Failures of the engine; `wrong_state` when what it needs was removed behind its back.
pub(super) async fn launch(
    deps: &Deps,
    engine: &dyn Engine,
    record: &SandboxRecord,
    entry: &mut Entry,
    ready: impl Future<Output = Result<Connection<'static>>>,
) -> Result<()> {
    storage::check_again(deps, engine, record)?;
    crate::fs::create_private(&deps.registry.run_folder(&record.id))?;
    entry.step(START)?;
    let container = reach::container_id(record)?;
    let mut started = engine.start(&container).await;
    let failed = started.as_ref().is_err_and(|error| error.kind() == Kind::Failed);
    if failed && matches!(network::untangle(deps, engine).await, Ok(true)) {
        started = engine.start(&container).await;
    }
    started.map_err(|error| match error.kind() {
        // The container is there: it is its network, or a folder of ours, that is not.
        Kind::NotFound => Error::new(Kind::WrongState, error.message()).hint(
            "something that it needs was removed behind its back; its files can be copied with the engine's own client",
        ),
        _ => error,
    })?;
    entry.step("wait for guest")?;
    let connection = ready.await?;
    let fresh = egress::refreshed(deps, record).await;
    reach::introduce(deps, engine, connection, &fresh).await?;
    // Published ports change with each start.
    entry.step("write route")?;
    let after = route::publish(deps, fresh).await?;
    if after != *record { deps.registry.publish(&after) } else { Ok(()) }
}

/// After a launch that failed: a guest that was not told who it is must not stay. Should this fail too, the next command
/// goes on with it.
///
/// # Errors
/// When the journal can't be written.
pub(super) async fn give_up(
    deps: &Deps,
    engine: &dyn Engine,
    record: &SandboxRecord,
    entry: Entry,
    error: Error,
) -> Result<Error> {
    if engine.stop(&reach::container_id(record)?, Duration::ZERO).await.is_ok() {
        deps.keep_failure(entry, &error)?;
    } else {
        deps.failed(&entry.operation, &error);
    }
    Ok(error)
}

/// Starts a sandbox if it does not run.
///
/// # Errors
/// As [`run`].
pub async fn ensure(deps: &Deps, record: &SandboxRecord) -> Result<()> {
    run(deps, &record.id).await.map(drop)
}
