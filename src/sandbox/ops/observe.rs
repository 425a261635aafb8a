//! What sandboxes there are and how they stand: records, the engine's listing and the journal put together.

use super::reconcile::is_taken_back;
use super::{Deps, background};
use crate::engine::{Container, ContainerState, Engine, Selector};
use crate::error::{Error, Result};
use crate::events::{Draft, EventType};
use crate::registry::journal::{Operation, OperationKind};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::status::State;
use std::collections::HashMap;

/// A sandbox as it stands.
#[derive(Debug, Clone)]
pub struct Sandbox {
    /// Its record.
    pub record: SandboxRecord,
    /// Its state.
    pub state: State,
    /// Its container, unless it is lost.
    pub container: Option<Container>,
    /// The operation in flight, or the last one that failed.
    pub operation: Option<Operation>,
}

/// All sandboxes, oldest first, and the records that could not be read.
///
/// # Errors
/// `engine_unreachable` and other failures of the listing; one damaged record never fails it.
pub async fn all(deps: &Deps) -> Result<(Vec<Sandbox>, Vec<Error>)> {
    let containers = listing(deps).await?;
    let (sandboxes, damaged) = with(deps, containers)?;
    for sandbox in &sandboxes {
        tell_if_lost(deps, sandbox).await?;
    }
    Ok((sandboxes, damaged))
}

/// What the engine has with the label of this home.
///
/// # Errors
/// `engine_unreachable` and other failures of the listing.
pub async fn listing(deps: &Deps) -> Result<Vec<Container>> {
    let selector = Selector::label(labels::HOME, deps.registry.home().to_string());
    deps.engine().await?.containers(&selector).await
}

/// As [`all`], with what was listed already.
///
/// # Errors
/// When the registry can't be read.
pub fn with(deps: &Deps, containers: Vec<Container>) -> Result<(Vec<Sandbox>, Vec<Error>)> {
    let mut containers: HashMap<Id, Container> =
        containers.into_iter().filter_map(|container| Some((owner(&container)?, container))).collect();
    let mut operations = operations(deps)?;
    let (mut sandboxes, mut damaged) = (Vec::new(), Vec::new());
    for id in deps.registry.ids()? {
        match deps.registry.find(&id) {
            Ok(Some(record)) => {
                let operation = operations.remove(&id);
                sandboxes.push(put_together(record, containers.remove(&id), operation));
            }
            Ok(None) => {}
            Err(error) => damaged.push(error),
        }
    }
    for (planned, operation) in deps.registry.planned()? {
        sandboxes.push(background::sandbox(planned, operation));
    }
    sandboxes.sort_by_key(|sandbox| sandbox.record.created_at);
    Ok((sandboxes, damaged))
}

/// One sandbox by its id.
///
/// # Errors
/// `not_found`; `damaged` when its record can't be read; failures of the engine.
pub async fn one(deps: &Deps, id: &Id) -> Result<Sandbox> {
    let record = record(deps, id)?;
    let container = containers_of(deps, deps.engine().await?, id).await?.into_iter().next();
    let operation = operations(deps)?.remove(id);
    let sandbox = put_together(record, container, operation);
    tell_if_lost(deps, &sandbox).await?;
    Ok(sandbox)
}

/// The first who sees that a sandbox is lost writes it down.
async fn tell_if_lost(deps: &Deps, sandbox: &Sandbox) -> Result<()> {
    let id = &sandbox.record.id;
    let at_work = sandbox.operation.as_ref().is_some_and(|operation| operation.error.is_none());
    if sandbox.state != State::Lost || at_work || deps.timeline.is_marked(id) {
        return Ok(());
    }
    // A restore changes its container between one look and the next.
    let there = containers_of(deps, deps.engine().await?, id).await?;
    let is_lost = there.iter().all(|container| container.state == ContainerState::Dead);
    if is_lost && deps.registry.find(id)?.is_some() {
        let lost = Draft::new(EventType::SandboxLost).sandbox(id, &sandbox.record.name);
        deps.record_once(lost, id);
    }
    Ok(())
}

/// One sandbox by its id, also one that is being made in the background, or could not be.
///
/// # Errors
/// As [`one`].
pub async fn look(deps: &Deps, id: &Id) -> Result<Sandbox> {
    match background::find(deps, id)? {
        Some(planned) => Ok(planned),
        None => one(deps, id).await,
    }
}

/// The operation in flight on a sandbox, or the last one that failed.
///
/// # Errors
/// When the journal can't be read.
pub fn operation_of(deps: &Deps, id: &Id) -> Result<Option<Operation>> {
    match background::find(deps, id)? {
        Some(planned) => Ok(planned.operation),
        None => Ok(operations(deps)?.remove(id)),
    }
}

/// The containers of a sandbox: labels of ours, of this home, and our name. Labels alone prove nothing, for an image
/// that was made of a sandbox brings them along.
///
/// # Errors
/// Failures of the engine.
pub async fn containers_of(deps: &Deps, engine: &dyn Engine, id: &Id) -> Result<Vec<Container>> {
    let home = deps.registry.home().to_string();
    let selector = Selector::label(labels::SANDBOX, id.to_string()).and(labels::HOME, home);
    let mut found = engine.containers(&selector).await?;
    found.retain(|container| owner(container).as_ref() == Some(id));
    Ok(found)
}

/// The sandbox that a container belongs to, by its label and its name.
pub fn owner(container: &Container) -> Option<Id> {
    let (_, named) = labels::parse_container_name(&container.name)?;
    (container.labels.get(labels::SANDBOX).map(String::as_str) == Some(named.as_str())).then_some(named)
}

/// The record of an id.
///
/// # Errors
/// `not_found`; `damaged`.
pub fn record(deps: &Deps, id: &Id) -> Result<SandboxRecord> {
    let gone =
        || Error::new(crate::error::Kind::NotFound, format!("no sandbox {id}")).hint("list them with: sandcastle ls");
    deps.registry.find(id)?.ok_or_else(|| background::explain(deps, id).unwrap_or_else(gone))
}

fn operations(deps: &Deps) -> Result<HashMap<Id, Operation>> {
    let mut operations: HashMap<Id, Operation> = HashMap::new();
    // An entry that can't be read says nothing about a sandbox; `doctor` names it.
    // One that was taken back, and is watched for what may still arrive, is over.
    for seen in deps.registry.operations()?.into_iter().flatten().filter(|seen| !is_taken_back(&seen.operation)) {
        let operation = seen.operation;
        let known = operations.get(&operation.sandbox);
        // One in the background has begun before the operations that it is made of. What failed is told when nothing runs.
        // That it was made for one command says least.
        let rank = |operation: &Operation| {
            (operation.error.is_some(), operation.kind == OperationKind::Run, operation.started_at)
        };
        if known.is_none_or(|known| rank(&operation) < rank(known)) {
            operations.insert(operation.sandbox.clone(), operation);
        }
    }
    Ok(operations)
}

fn put_together(record: SandboxRecord, container: Option<Container>, operation: Option<Operation>) -> Sandbox {
    let starts = |kind| matches!(kind, OperationKind::Create | OperationKind::Start | OperationKind::Restart);
    let failed = operation.as_ref().is_some_and(|operation| operation.error.is_some() && starts(operation.kind));
    let state = match container.as_ref().map(|container| container.state) {
        None | Some(ContainerState::Dead) => State::Lost,
        Some(ContainerState::Running) => State::Running,
        Some(ContainerState::Paused) => State::Paused,
        Some(ContainerState::Created | ContainerState::Exited) if failed => State::Failed,
        Some(ContainerState::Created | ContainerState::Exited) => State::Stopped,
    };
    Sandbox { record, state, container, operation }
}
