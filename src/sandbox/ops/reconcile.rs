//! Finishes or rolls back what dead processes left: every command that looks at the engine does it first.

use super::{Deps, network, reach, remove};
use crate::engine::{ContainerState, Engine};
use crate::error::{Kind, Result};
use crate::registry::journal::{Entry, Found, Operation, OperationKind};
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use std::time::Duration;

/// A request that a dead process had sent may still be carried out: after a roll-back its entry is kept for so long.
const LATE: Duration = Duration::from_secs(20);

/// Settles all operations whose process is dead. Those that can't be settled now are named in a warning.
///
/// # Errors
/// When the journal can't be read, or the engine not be reached while something is to be settled.
pub async fn abandoned(deps: &Deps) -> Result<()> {
    for found in deps.registry.operations()? {
        match found {
            Ok(Found::Abandoned(entry)) => {
                let what = format!("{} of {}", entry.operation.kind.verb(), entry.operation.name);
                match settle(deps, entry).await {
                    Err(error) if error.kind() == Kind::EngineUnreachable => return Err(error),
                    Err(error) => deps.warn(format!("could not settle the {what} that broke off: {}", error.message())),
                    Ok(()) => {}
                }
            }
            Ok(Found::Running(_) | Found::Failed(_)) => {}
            Err(error) => deps.warn(error.message().to_owned()),
        }
    }
    Ok(())
}

async fn settle(deps: &Deps, mut entry: Entry) -> Result<()> {
    let engine = deps.engine().await?;
    let operation = entry.operation.clone();
    match operation.kind {
        OperationKind::Create if deps.registry.find(&operation.sandbox)?.is_some_and(|record| is_whole(&record)) => {
            entry.close()
        }
        OperationKind::Create => {
            undo_create(deps, engine, &operation).await?;
            let age = crate::clock::now().duration_since(operation.started_at).unsigned_abs();
            if age < LATE { entry.step("rolled back") } else { entry.close() }
        }
        OperationKind::Kill => {
            remove::finish(deps, engine, &operation.sandbox).await?;
            entry.close()
        }
        OperationKind::Start => {
            finish_start(deps, engine, &operation.sandbox).await?;
            entry.close()
        }
        OperationKind::Stop => entry.close(),
    }
}

/// A record is published whole, and last: a creation with a record was done.
fn is_whole(record: &crate::registry::record::SandboxRecord) -> bool {
    !record.container.is_empty()
}

/// Takes back all that a creation may have made: container, socket folder, route, name, address, and the shared
/// network if it was the first. Does no harm when repeated.
///
/// # Errors
/// Failures of the engine.
pub async fn undo_create(deps: &Deps, engine: &dyn Engine, operation: &Operation) -> Result<()> {
    let id = &operation.sandbox;
    let name = labels::container_name(&operation.name, id);
    if let Some(container) = engine.container_named(&name).await?
        && container.labels.get(labels::SANDBOX).map(String::as_str) == Some(id.as_str())
        && container.labels.get(labels::HOME).map(String::as_str) == Some(deps.registry.home().as_str())
    {
        engine.remove(&container.id).await?;
    }
    remove::remove_run_folder(deps, engine, id).await?;
    deps.routes.remove(id)?;
    for address in &operation.addresses {
        deps.registry.release_address(*address, id)?;
    }
    deps.registry.forget(id, Some(&operation.name), None)?;
    network::sweep(deps, engine).await
}

/// A start that broke off before the guest knew who it is.
async fn finish_start(deps: &Deps, engine: &dyn Engine, id: &Id) -> Result<()> {
    let Some(record) = deps.registry.find(id)? else { return Ok(()) };
    let sandbox = super::observe::one(deps, id).await?;
    if sandbox.container.is_some_and(|container| container.state == ContainerState::Running) {
        let connection = reach::ready(deps, engine, &record).await?;
        reach::configure(deps, connection, &record).await?;
    }
    Ok(())
}
