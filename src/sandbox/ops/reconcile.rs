//! Finishes or rolls back what dead processes left: every command that looks at the engine does it first.

use super::{Deps, background, modify, network, reach, remove, rename, restore, route, start, storage};
use crate::engine::{ContainerState, Engine};
use crate::error::{Kind, Result};
use crate::events::EventType;
use crate::registry::journal::{Entry, Found, Operation, OperationKind, START, Seen};
use std::time::Duration;

/// A request that a dead process had sent may still be carried out: after a roll-back its entry is kept for so long.
const LATE: Duration = Duration::from_secs(20);

/// A start takes a quarter of a second on an idle machine.
const UNDER_WAY: Duration = Duration::from_secs(3);

/// Settles all operations whose process is dead. Those that can't be settled now are named in a warning.
///
/// # Errors
/// When the journal can't be read, or the engine not be reached while something is to be settled.
pub async fn abandoned(deps: &Deps) -> Result<()> {
    let mut unreachable = None;
    for (operation, settled) in settle_all(deps).await? {
        let what = format!("{} of {}", operation.kind.verb(), operation.name);
        match settled {
            Err(error) if error.kind() == Kind::EngineUnreachable => unreachable = Some(error),
            Err(error) => deps.warn(format!("could not settle the {what} that broke off: {}", error.message())),
            Ok(()) => {}
        }
    }
    unreachable.map_or(Ok(()), Err)
}

/// As [`abandoned`]; gives what was settled here and now, and what could not be.
///
/// # Errors
/// When the journal can't be read.
pub(super) async fn settle_all(deps: &Deps) -> Result<Vec<(Operation, Result<()>)>> {
    let settled = std::cell::RefCell::new(Vec::new());
    let settle_one = async |found: Result<Found>| match found {
        Ok(Found::Abandoned(entry)) => {
            let operation = entry.operation.clone();
            let done = settle(deps, entry).await;
            // One that was taken back before is only watched, and one whose sandbox is being worked on is theirs who do.
            if done.is_err() || !(is_taken_back(&operation) || is_left_alone(deps, &operation)) {
                settled.borrow_mut().push((operation, done));
            }
        }
        Ok(Found::Failed(entry)) => {
            let closed = background::is_let_go(deps, &entry.operation)
                .and_then(|let_go| if let_go { entry.close() } else { Ok(()) });
            if let Err(error) = closed {
                deps.warn(error.message().to_owned());
            }
        }
        Ok(Found::Running(_)) => {}
        Err(error) => deps.warn(error.message().to_owned()),
    };
    deps.registry.take_operations(settle_one).await?;
    Ok(settled.into_inner())
}

async fn settle(deps: &Deps, mut entry: Entry) -> Result<()> {
    if entry.operation.background.is_some() {
        return background::broke_off(deps, entry);
    }
    let engine = deps.engine().await?;
    let operation = entry.operation.clone();
    // Whoever works on that sandbox now has settled this first, or will with its next command.
    let Ok(lock) = deps.registry.lock_sandbox(&operation.sandbox, "recovery", Duration::ZERO).await else {
        return Ok(());
    };
    match operation.kind {
        // A record is published whole, and last: a creation with a record was done.
        OperationKind::Create if deps.registry.find(&operation.sandbox)?.is_some() => {
            entry.close()?;
            deps.settled(EventType::SandboxCreated, &operation);
            deps.settled(EventType::OperationFinished, &operation);
            Ok(())
        }
        OperationKind::Create => {
            undo_create(deps, engine, &operation).await?;
            lock.retire()?;
            tell_taken_back(deps, &operation);
            if is_recent(&operation) { entry.step(ROLLED_BACK) } else { entry.close() }
        }
        OperationKind::Pool if deps.registry.member(&operation.sandbox)?.is_some() => entry.close(),
        OperationKind::Pool => {
            undo_create(deps, engine, &operation).await?;
            lock.retire()?;
            if is_recent(&operation) { entry.step(ROLLED_BACK) } else { entry.close() }
        }
        OperationKind::Kill | OperationKind::Run => {
            // It may have got another name since it was made for a command.
            let record = deps.registry.find(&operation.sandbox).ok().flatten();
            let never_was = operation.kind == OperationKind::Run && record.is_none();
            let name = record.map_or_else(|| operation.name.clone(), |record| record.name);
            remove::finish(deps, engine, &operation.sandbox, Some(&name)).await?;
            // One that waited in the pool has no record that would tell its address once its container is gone.
            deps.registry.release_addresses(&operation.sandbox)?;
            lock.retire()?;
            entry.close()?;
            if never_was {
                return Ok(());
            }
            deps.settled(EventType::SandboxKilled, &operation);
            deps.settled(EventType::OperationFinished, &operation);
            Ok(())
        }
        // Nothing of a snapshot is anywhere until it is whole, and its source is let go of by the guest.
        OperationKind::Snapshot => {
            tell_taken_back(deps, &operation);
            entry.close()
        }
        // Only ever in the background.
        OperationKind::Fork
        | OperationKind::Upload
        | OperationKind::Download
        | OperationKind::Sync
        | OperationKind::BuildImage => entry.close(),
        OperationKind::Restore => {
            restore::settle(deps, engine, &operation).await?;
            if operation.noted(restore::PUBLISHED) {
                deps.settled(EventType::OperationFinished, &operation);
            } else {
                tell_taken_back(deps, &operation);
            }
            if is_recent(&operation) { entry.step(ROLLED_BACK) } else { entry.close() }
        }
        OperationKind::Start => {
            finish_start(deps, engine, &operation).await?;
            entry.close()
        }
        OperationKind::Restart => finish_restart(deps, engine, entry).await,
        // It is frozen or not: either is whole.
        OperationKind::Pause | OperationKind::Resume => entry.close(),
        OperationKind::Rename => {
            rename::settle(deps, engine, &operation.sandbox).await?;
            if rename::is_open(&operation) && is_recent(&operation) { entry.step(ROLLED_BACK) } else { entry.close() }
        }
        OperationKind::Modify => {
            modify::settle(deps, engine, &mut entry).await?;
            tell_taken_back(deps, &operation);
            if modify::is_open(&operation) && is_recent(&operation) { entry.step(ROLLED_BACK) } else { entry.close() }
        }
        OperationKind::Stop => {
            finish_stop(deps, engine, &operation).await?;
            entry.close()
        }
    }
}

/// Once: what was taken back is looked at again for what may still arrive, and its own process may have told of it.
fn tell_taken_back(deps: &Deps, operation: &Operation) {
    if !operation.noted(ROLLED_BACK) && !operation.noted(TOLD) {
        deps.settled(EventType::OperationFailed, operation);
    }
}

/// The step of an operation whose failure was told, and that could not be taken back.
pub(super) const TOLD: &str = "failed";

/// The step of a creation that was taken back, and whose entry is kept for what may still arrive.
pub(super) const ROLLED_BACK: &str = "rolled back";

/// Whether nothing is left to do but to watch for what may still arrive.
pub(super) fn is_taken_back(operation: &Operation) -> bool {
    operation.steps.last().is_some_and(|step| step.name == ROLLED_BACK)
}

/// Whether its process is dead and it has not been settled.
pub(super) fn is_abandoned(seen: &Seen) -> bool {
    !seen.lives && seen.operation.error.is_none() && !is_taken_back(&seen.operation)
}

fn is_left_alone(deps: &Deps, operation: &Operation) -> bool {
    let seen = operation.id.as_ref().and_then(|id| deps.registry.operation(id).ok().flatten());
    seen.as_ref().is_some_and(is_abandoned)
}

/// Whether a request that the dead process had sent may still be under way in the engine.
fn is_recent(operation: &Operation) -> bool {
    let last = operation.steps.iter().rev().find(|step| step.name != ROLLED_BACK);
    let last = last.map_or(operation.started_at, |step| step.at);
    crate::clock::now().duration_since(last).unsigned_abs() < LATE
}

/// Takes back all that a creation may have made: container, socket folder, route, name, address, and the shared
/// network if it was the first. Does no harm when repeated.
///
/// # Errors
/// Failures of the engine.
pub async fn undo_create(deps: &Deps, engine: &dyn Engine, operation: &Operation) -> Result<()> {
    let id = &operation.sandbox;
    // One that was being claimed from the pool has its old name or the new one.
    deps.registry.take_member(id)?;
    for container in super::observe::containers_of(deps, engine, id).await? {
        engine.remove(&container.id).await?;
    }
    storage::undo(deps, engine, operation).await?;
    remove::remove_run_folder(deps, engine, id).await?;
    deps.routes.remove(id)?;
    deps.registry.release_addresses(id)?;
    // What was to be made in the background keeps its name, to be tried again or killed.
    let planned = deps.registry.planned()?.iter().any(|(planned, _)| planned.id == *id);
    deps.registry.forget(id, (!planned).then_some(&operation.name), None)?;
    network::sweep(deps, engine).await
}

/// A start that broke off before the guest knew who it is.
async fn finish_start(deps: &Deps, engine: &dyn Engine, operation: &Operation) -> Result<()> {
    let Some(record) = deps.registry.find(&operation.sandbox)? else { return Ok(()) };
    if runs(deps, operation).await? {
        let connection = reach::ready(deps, engine, &record).await?;
        match reach::introduce(deps, engine, connection, &record).await {
            // Nothing may run in it. What stands in its way is told by the next start.
            Err(error) if error.kind() == Kind::Denied => {
                engine.stop(&reach::container_id(&record)?, Duration::ZERO).await?;
                deps.settled(EventType::OperationFailed, operation);
                return Ok(());
            }
            other => other?,
        }
        let after = route::publish(deps, record.clone()).await?;
        if after != record {
            deps.registry.publish(&after)?;
        }
        deps.settled(EventType::SandboxStarted, operation);
        deps.settled(EventType::OperationFinished, operation);
        return Ok(());
    }
    deps.settled(EventType::OperationFailed, operation);
    Ok(())
}

/// A restart that broke off anywhere: the sandbox ran, or was to.
async fn finish_restart(deps: &Deps, engine: &dyn Engine, mut entry: Entry) -> Result<()> {
    let Some(record) = deps.registry.find(&entry.operation.sandbox)? else { return entry.close() };
    let ready = reach::ready(deps, engine, &record);
    match start::launch(deps, engine, &record, &mut entry, ready).await {
        Ok(()) => entry.close(),
        Err(error) if matches!(error.kind(), Kind::EngineUnreachable | Kind::Interrupted | Kind::Terminated) => {
            Err(error)
        }
        Err(error) => start::give_up(deps, engine, &record, entry, error).await.and_then(Err),
    }
}

/// A stop that broke off, or a quiet start for a transfer: its sandbox was to be stopped.
async fn finish_stop(deps: &Deps, engine: &dyn Engine, operation: &Operation) -> Result<()> {
    let Some(record) = deps.registry.find(&operation.sandbox)? else { return Ok(()) };
    if runs(deps, operation).await? {
        engine.stop(&reach::container_id(&record)?, Duration::from_secs(10)).await?;
    }
    route::withdraw(deps, &record)?;
    // Who starts a sandbox for a transfer does not tell of that, nor of its end.
    if !operation.noted(START) {
        deps.settled(EventType::SandboxStopped, operation);
        deps.settled(EventType::OperationFinished, operation);
    }
    Ok(())
}

/// Whether a sandbox runs. A start that the dead process had asked for a moment ago may still be under way.
async fn runs(deps: &Deps, operation: &Operation) -> Result<bool> {
    let asked = operation.steps.iter().rev().find(|step| step.name == START).map(|step| step.at);
    loop {
        let container = super::observe::one(deps, &operation.sandbox).await?.container;
        if container.is_some_and(|container| container.state == ContainerState::Running) {
            return Ok(true);
        }
        let elapsed = asked.map(|at| crate::clock::now().duration_since(at).unsigned_abs());
        if elapsed.is_none_or(|elapsed| elapsed > UNDER_WAY) {
            return Ok(false);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
