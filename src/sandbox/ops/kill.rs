//! A sandbox is killed: asked to end if there is time for that, then removed for good.

use super::{Deps, background, observe, reach, reconcile, remove};
use crate::engine::Engine;
use crate::error::{Error, Kind, Result};
use crate::events::EventType;
use crate::guest::protocol::Request;
use crate::registry::journal::OperationKind;
use crate::registry::lock::SandboxLock;
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::status::State;
use std::time::Duration;

/// What its lock says meanwhile.
const VERB: &str = "kill";
/// How long a guest may take to empty the shared folder before we do it ourselves.
const FAREWELL: Duration = Duration::from_millis(500);

/// Kills a sandbox: at once, or after asking its processes to end for `grace`.
///
/// # Errors
/// `not_found`; `locked`; failures of the engine, after which the next command goes on with it.
pub async fn run(deps: &Deps, id: &Id, grace: Option<Duration>) -> Result<()> {
    kill(deps, id, grace, deps.lock_sandbox(id, VERB)).await
}

/// Kills at once, also after a signal: what an operation made for itself does not outlive it.
///
/// # Errors
/// As [`run`].
pub async fn despite_signals(deps: &Deps, id: &Id) -> Result<()> {
    kill(deps, id, None, deps.registry.lock_sandbox(id, VERB, deps.options.lock_timeout)).await
}

async fn kill(
    deps: &Deps,
    id: &Id,
    grace: Option<Duration>,
    locking: impl Future<Output = Result<SandboxLock>>,
) -> Result<()> {
    reconcile::abandoned(deps).await?;
    let lock = locking.await?;
    locked(deps, id, grace, lock).await
}

/// Kills at once, without waiting for anybody, what still is to go once its lock is held. False when it is not, or
/// when somebody is at work on it.
///
/// # Errors
/// As [`run`], and of `due`.
pub async fn if_due(deps: &Deps, id: &Id, due: impl AsyncFnOnce() -> Result<bool>) -> Result<bool> {
    let lock = match deps.registry.lock_sandbox(id, VERB, Duration::ZERO).await {
        Err(error) if error.kind() == Kind::Locked => return Ok(false),
        other => other?,
    };
    match due().await {
        Ok(true) => locked(deps, id, None, lock).await.map(|()| true),
        // It has gone, and its lock's file is ours.
        Err(error) if error.kind() == Kind::NotFound => lock.retire().map(|()| false),
        other => other,
    }
}

async fn locked(deps: &Deps, id: &Id, grace: Option<Duration>, lock: SandboxLock) -> Result<()> {
    let engine = deps.engine().await?;
    let record = match deps.registry.find(id) {
        // Two kills at once: the other one has done it. Or it was never made.
        Ok(None) => {
            never_made(deps, id)?;
            return lock.retire();
        }
        other => other,
    };
    let (name, kept) = match record {
        Ok(record) => (record.as_ref().map(|record| record.name.clone()), record),
        // A damaged record still names its sandbox by its file; the engine knows the rest. A newer one is not ours to drop.
        Err(error) if error.kind() == Kind::Damaged => (None, None),
        Err(error) => return Err(error),
    };
    let name = match name {
        Some(name) => name,
        None => named_by_engine(deps, engine, id).await?,
    };
    deps.registry.clear_failed(id)?;
    let mut entry = deps.begin(OperationKind::Kill, id, &name)?;
    let removed = async {
        if let Some(record) = &kept {
            if let Some(grace) = grace {
                entry.step("ask to end")?;
                stop_gently(deps, engine, record, grace).await?;
            } else {
                entry.step("say farewell")?;
                farewell(deps, record).await;
            }
        }
        entry.step("remove")?;
        remove::finish(deps, engine, id, Some(&name)).await
    };
    if let Err(error) = removed.await {
        // The next command goes on with it.
        deps.failed(&entry.operation, &error);
        return Err(error);
    }
    deps.record(deps.about(EventType::SandboxKilled, &entry.operation));
    deps.done(entry)?;
    lock.retire()
}

/// Of a sandbox whose creation in the background failed there is only the failure.
fn never_made(deps: &Deps, id: &Id) -> Result<()> {
    if let Some(planned) = background::find(deps, id)? {
        planned.state.require(planned.state == State::Failed, planned.record.name.as_str(), "kill").map_err(
            |error| Error::new(Kind::Busy, format!("{} is about to be made", planned.record.name)).because(error),
        )?;
        deps.secrets.forget_sandbox(id)?;
        deps.registry.forget(id, Some(&planned.record.name), None)?;
        deps.registry.clear_failed(id)?;
    }
    Ok(())
}

async fn named_by_engine(deps: &Deps, engine: &dyn Engine, id: &Id) -> Result<crate::sandbox::name::Name> {
    let containers = observe::containers_of(deps, engine, id).await?;
    let named = containers.iter().find_map(|container| labels::parse_container_name(&container.name));
    Ok(named.map_or_else(crate::sandbox::name::Name::made_up, |(name, _)| name))
}

async fn stop_gently(deps: &Deps, engine: &dyn Engine, record: &SandboxRecord, grace: Duration) -> Result<()> {
    // What is frozen can't end by itself.
    if observe::one(deps, &record.id).await?.state == State::Paused {
        engine.unpause(&reach::container_id(record)?).await?;
    }
    match engine.stop(&reach::container_id(record)?, grace).await {
        Err(error) if error.kind() == Kind::NotFound => Ok(()),
        other => other,
    }
}

/// Root inside may have left files in the shared folder that the caller can't remove: the guest can.
async fn farewell(deps: &Deps, record: &SandboxRecord) {
    use crate::guest::client::dial;
    let folder = deps.registry.run_folder(&record.id);
    if let Ok(connection) = dial::shared(&folder, &record.container, FAREWELL).await {
        // Best effort: what is left is swept afterwards.
        let _ = connection.call(&Request::Farewell, FAREWELL).await;
    }
}
