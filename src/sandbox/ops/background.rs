//! Operations that go on without their caller: what they make is shown while it is being made, they can be waited for,
//! and what failed can be tried again.

use super::observe::Sandbox;
use super::{Deps, observe, reconcile};
use crate::error::{Error, Kind, Result};
use crate::registry::background::{Background, Planned};
use crate::registry::journal::{Entry, Operation, OperationKind};
use crate::registry::record::{SCHEMA, SandboxRecord};
use crate::sandbox::id::Id;
use crate::sandbox::name::Name;
use crate::sandbox::status::State;
use std::time::Duration;

/// Begins an operation on a sandbox that another process will carry out.
///
/// # Errors
/// `locked` when another one is under way; when its entry can't be written.
pub async fn begin(
    deps: &Deps,
    kind: OperationKind,
    operation: Id,
    record: &SandboxRecord,
    background: Background,
) -> Result<Entry> {
    reconcile::abandoned(deps).await?;
    // Who holds it, and since when, is told at once; the process that does the work takes its turn later.
    drop(deps.registry.lock_sandbox(&record.id, kind.verb(), Duration::ZERO).await?);
    deps.registry.clear_failed(&record.id)?;
    deps.registry.begin_background(kind, operation, &record.id, &record.name, background)
}

/// Begins to make sandboxes: each has its id, and its name is reserved for it.
///
/// # Errors
/// `conflict` when a name is taken: nothing is reserved then.
pub fn begin_making(
    deps: &Deps,
    kind: OperationKind,
    operation: Id,
    of: (&Id, &Name),
    background: Background,
) -> Result<Entry> {
    let makes = background.makes.clone();
    let entry = deps.registry.begin_background(kind, operation, of.0, of.1, background)?;
    for (index, planned) in makes.iter().enumerate() {
        let reserved = deps.registry.reserve_name(&planned.name, &planned.id);
        if matches!(reserved, Ok(true)) {
            continue;
        }
        for done in &makes[..index] {
            deps.registry.forget(&done.id, Some(&done.name), None)?;
        }
        entry.close()?;
        reserved?;
        return Err(Error::new(Kind::Conflict, format!("a sandbox named {} exists", planned.name))
            .hint("choose another name, or kill that one"));
    }
    Ok(entry)
}

/// Work whose process is dead: what it had begun has entries of its own. Nobody heard of its end: it is told beside the
/// sandbox.
///
/// # Errors
/// When the registry can't be written.
pub(super) fn broke_off(deps: &Deps, entry: Entry) -> Result<()> {
    let unmade = unmade(deps, &entry.operation)?;
    // Its caller may have died before the names were reserved: what is shown has its name, or is not shown.
    for planned in &unmade {
        if !deps.registry.reserve_name(&planned.name, &planned.id)? {
            for planned in &unmade {
                deps.registry.forget(&planned.id, Some(&planned.name), None)?;
            }
            return entry.close();
        }
    }
    deps.keep_failure(entry, &Error::new(Kind::Failed, "its process ended before it was done"))
}

fn unmade(deps: &Deps, operation: &Operation) -> Result<Vec<Planned>> {
    let mut unmade = Vec::new();
    for planned in operation.makes() {
        if deps.registry.find(&planned.id)?.is_none() {
            unmade.push(planned.clone());
        }
    }
    Ok(unmade)
}

/// Whether what failed was let go of by a process that died before it had removed the entry: nothing has its name.
///
/// # Errors
/// When the registry can't be read.
pub(super) fn is_let_go(deps: &Deps, operation: &Operation) -> Result<bool> {
    let unmade = unmade(deps, operation)?;
    for planned in &unmade {
        if deps.registry.id_of(&planned.name)?.as_ref() == Some(&planned.id) {
            return Ok(false);
        }
    }
    Ok(!unmade.is_empty())
}

/// A name that nobody has now.
///
/// # Errors
/// `conflict` when none was found; when a file can't be read.
pub fn free_name(deps: &Deps) -> Result<Name> {
    for _ in 0..50 {
        let name = Name::made_up();
        if deps.registry.id_of(&name)?.is_none() {
            return Ok(name);
        }
    }
    Err(Error::new(Kind::Conflict, "no free name was found"))
}

/// A sandbox that is being made, or could not be.
pub(super) fn sandbox(planned: Planned, operation: Operation) -> Sandbox {
    let state = if operation.error.is_some() { State::Failed } else { State::Pending };
    let record = SandboxRecord {
        schema: SCHEMA,
        id: planned.id,
        name: planned.name,
        created_at: operation.started_at,
        container: String::new(),
        expires_at: None,
        keepalive_until: None,
        idle: None,
        temporary: false,
        routed: Vec::new(),
        snapshot: None,
        spec: planned.spec,
        resolved: None,
        env: Default::default(),
        labels: Default::default(),
    };
    Sandbox { record, state, container: None, operation: Some(operation) }
}

/// The sandbox of an id that has no record, if one is or was to be made.
///
/// # Errors
/// When the journal can't be read.
pub fn find(deps: &Deps, id: &Id) -> Result<Option<Sandbox>> {
    let planned = deps.registry.planned()?.into_iter().find(|(planned, _)| planned.id == *id);
    Ok(planned.map(|(planned, operation)| sandbox(planned, operation)))
}

/// Why a sandbox that has no record can't be worked with.
pub(super) fn explain(deps: &Deps, id: &Id) -> Option<Error> {
    let Sandbox { record, state, operation, .. } = find(deps, id).ok()??;
    Some(match operation.and_then(|operation| operation.error) {
        Some(error) => Error::new(Kind::WrongState, format!("{} is {}: {error}", record.name, state.as_str()))
            .hint(format!("try it again: sandcastle retry {}", record.name))
            .hint(format!("or let it go: sandcastle kill {}", record.name)),
        None => Error::new(Kind::WrongState, format!("{} is still being made", record.name))
            .hint(format!("wait for it: sandcastle wait {}", record.name)),
    })
}

/// What a reference to work in the background means.
#[derive(Debug)]
pub enum Subject {
    /// A sandbox.
    Sandbox(Id),
    /// An operation.
    Operation(Id),
}

/// Finds what a reference means: a sandbox, or the id of an operation that is under way, failed, or ended well.
///
/// # Errors
/// `not_found`, `ambiguous`, `usage`.
pub fn subject(deps: &Deps, reference: &str) -> Result<Subject> {
    let sandbox = match deps.registry.resolve(reference) {
        Err(error) if error.kind() == Kind::NotFound => error,
        found => return found.map(Subject::Sandbox),
    };
    match reference.parse::<Id>() {
        Ok(id) if deps.registry.operation(&id)?.is_some() || deps.registry.ended_well(&id) => {
            Ok(Subject::Operation(id))
        }
        _ => Err(sandbox),
    }
}

/// Waits until no operation is under way on a sandbox, or until one operation has ended.
///
/// # Errors
/// `timed_out`; as the operation failed.
pub async fn wait(deps: &Deps, subject: &Subject, timeout: Duration) -> Result<()> {
    let begun = std::time::Instant::now();
    let mut pause = Duration::from_millis(5);
    loop {
        reconcile::abandoned(deps).await?;
        let operation = match subject {
            Subject::Sandbox(id) => observe::operation_of(deps, id)?,
            Subject::Operation(id) => deps.registry.operation(id)?.map(|seen| seen.operation),
        };
        match operation {
            None => return Ok(()),
            Some(operation) if operation.error.is_some() => return Err(failure(&operation)),
            Some(operation) if begun.elapsed() > timeout => {
                let within = humantime::format_duration(timeout);
                let what = format!("{} of {} did not end within {within}", operation.kind.verb(), operation.name);
                return Err(Error::new(Kind::TimedOut, what).hint("wait longer with --timeout"));
            }
            Some(_) => {
                let sleep = async {
                    tokio::time::sleep(pause).await;
                    Ok(())
                };
                deps.signals.guard(sleep).await?;
            }
        }
        pause = (pause * 3 / 2).min(Duration::from_millis(100));
    }
}

/// The failure of an operation that is kept.
fn failure(operation: &Operation) -> Error {
    let kind = operation.error_code.unwrap_or(Kind::Failed);
    let message = operation.error.clone().unwrap_or_default();
    Error::new(kind, format!("{} of {} failed: {message}", operation.kind.verb(), operation.name))
        .hint(format!("try it again: sandcastle retry {}", operation.reference()))
}

/// Begins a failed operation once more.
///
/// # Errors
/// `locked`, `conflict` when the name of what it makes is taken by now: it stays as it was then.
pub async fn begin_again(deps: &Deps, failed: &Operation) -> Result<Entry> {
    let told = failed.background.clone().ok_or_else(|| Error::new(Kind::Failed, "it was told nothing"))?;
    let id = Id::random()?;
    let of = (&failed.sandbox, &failed.name);
    let own = failed.id.as_ref() == Some(&failed.sandbox);
    let entry = match deps.registry.find(&failed.sandbox)? {
        Some(record) if told.makes.is_empty() => return begin(deps, failed.kind, id, &record, told).await,
        _ if own => begin_making(deps, failed.kind, id.clone(), (&id, of.1), told)?,
        _ => begin_making(deps, failed.kind, id, of, told)?,
    };
    deps.registry.drop_failed(failed)?;
    Ok(entry)
}

/// The failed operation on a subject that is to be tried again.
///
/// # Errors
/// `wrong_state` when nothing failed, when it is under way, or where trying again would do harm, and why.
pub async fn to_retry(deps: &Deps, subject: &Subject) -> Result<Operation> {
    reconcile::abandoned(deps).await?;
    let (operation, called) = match subject {
        Subject::Sandbox(id) => (observe::operation_of(deps, id)?, id),
        Subject::Operation(id) => (deps.registry.operation(id)?.map(|seen| seen.operation), id),
    };
    let refuse = |why: String| Error::new(Kind::WrongState, why);
    let Some(operation) = operation else {
        return Err(refuse(format!("nothing has failed on {called}")).hint("see: sandcastle show"));
    };
    let verb = operation.kind.verb();
    if operation.error.is_none() {
        return Err(refuse(format!("{verb} of {} is still under way, since {}", operation.name, operation.started_at))
            .hint("wait for it: sandcastle wait"));
    }
    let made = operation.makes().iter().filter(|planned| deps.registry.has_record(&planned.id)).count();
    if made > 0 {
        let of = operation.makes().len();
        return Err(refuse(format!("{made} of {of} sandboxes were made: {verb} once more would make them twice"))
            .hint(format!("make {} more with: sandcastle fork -n {}", of - made, of - made)));
    }
    Ok(operation)
}
