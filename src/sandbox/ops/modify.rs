//! A sandbox gets other limits, environment, labels, ports or times: the engine first, the guest next, the record last.
//! What breaks off in between goes back to what the record says.

use super::{Deps, create, egress, fence, observe, reach, reconcile, route, start, stop};
use crate::engine::Engine;
use crate::error::{Error, Kind, Result};
use crate::events::EventType;
use crate::registry::journal::{Entry, Operation, OperationKind};
use crate::registry::record::SandboxRecord;
use crate::sandbox::change::{self, Change, Wanted};
use crate::sandbox::id::Id;
use crate::sandbox::status::State;
use std::time::Duration;

/// The step in which the engine is asked, the one in which the sandbox is stopped, and the last one.
const ASKED: &str = "set limits";
const STOP: &str = "stop container";
const PUBLISHED: &str = "publish record";

/// How long what runs has to end before a restart.
const GRACE: Duration = Duration::from_secs(10);

/// What became of it.
#[derive(Debug)]
pub struct Modified {
    /// The record as it is now, or would be.
    pub record: SandboxRecord,
    /// What is different.
    pub changes: Vec<Change>,
    /// It was stopped and started again.
    pub restarted: bool,
}

/// Changes a sandbox; with `restart`, stops it for that and starts it again if it runs. With `dry_run` nothing is done.
///
/// # Errors
/// `wrong_state` when it is lost, when it uses more memory than it is to have, or for what only a new container can
/// have; `denied` for a limit that the engine can't enforce; `locked`; failures of the engine. It is as it was then.
pub async fn run(deps: &Deps, id: &Id, wanted: &Wanted, dry_run: bool, restart: bool) -> Result<Modified> {
    reconcile::abandoned(deps).await?;
    let _lock = deps.lock_sandbox(id, OperationKind::Modify.verb()).await?;
    let engine = deps.engine().await?;
    let sandbox = observe::one(deps, id).await?;
    let (before, state) = (sandbox.record, sandbox.state);
    state.require(state.can_change_record(), before.name.as_str(), "modify")?;
    let mut after = wanted.apply(&before, crate::clock::now())?;
    if let Some(egress) = &wanted.egress {
        after = egress::planned(deps, &after, egress).await?;
    }
    let changes = change::changes(&before, &after);
    create::can_limit(engine, &wanted.limits()).await?;
    let restarts = restart && state == State::Running;
    if has_other_limits(&before, &after) && state == State::Running && !restarts {
        leaves_room(engine, &before, &after).await?;
    }
    if dry_run || (changes.is_empty() && !restarts) {
        return Ok(Modified { record: after, changes, restarted: false });
    }
    let mut entry = deps.begin(OperationKind::Modify, id, &before.name)?;
    let done = match restarts {
        true => anew(deps, engine, &before, &after, &mut entry).await,
        false => live(deps, engine, &before, &after, state, &mut entry).await,
    };
    match done {
        Ok(record) => {
            let told = deps.about(EventType::SandboxModified, &entry.operation).with("changes", changes.len() as u64);
            deps.record(told.flag("restart", restarts));
            deps.done(entry)?;
            Ok(Modified { record, changes, restarted: restarts })
        }
        Err(error) => {
            let error = error.context(format!("modifying {}", before.name));
            // Journalled until it is undone: if this fails, the next command goes on with it.
            if let Err(undo) = settle(deps, engine, &mut entry).await {
                deps.not_taken_back(&mut entry, &error);
                return Err(error.hint(format!("what it was is not back everywhere yet: {}", undo.message())));
            }
            deps.taken_back(entry, &error)?;
            Err(error)
        }
    }
}

fn has_other_limits(before: &SandboxRecord, after: &SandboxRecord) -> bool {
    let limits = |record: &SandboxRecord| (record.spec.cpus, record.spec.memory, record.spec.pids);
    limits(before) != limits(after)
}

/// Below what is in use, one kernel refuses the limit and another one kills for it.
async fn leaves_room(engine: &dyn Engine, before: &SandboxRecord, after: &SandboxRecord) -> Result<()> {
    let limit = after.spec.memory;
    if limit >= before.spec.memory {
        return Ok(());
    }
    let used = engine.usage(&reach::container_id(before)?).await?.memory;
    if used < limit.bytes() {
        return Ok(());
    }
    let name = &before.name;
    Err(Error::new(Kind::WrongState, format!("{name} uses {} MiB of memory, more than {limit}", used >> 20))
        .hint("end what uses it, or add --restart: what runs in it ends then"))
}

async fn live(
    deps: &Deps,
    engine: &dyn Engine,
    before: &SandboxRecord,
    after: &SandboxRecord,
    state: State,
    entry: &mut Entry,
) -> Result<SandboxRecord> {
    if has_other_limits(before, after) {
        entry.step(ASKED)?;
        set_limits(engine, after).await?;
    }
    deps.signals.check()?;
    let fenced = fence::of(before) != fence::of(after);
    let record = match state {
        State::Running => tell(deps, engine, after).await?,
        // It goes on behind the new one. Its guest hears of the names when it does.
        State::Paused if fenced => fence::apply(deps, engine, after).await.map(|()| after.clone())?,
        _ => after.clone(),
    };
    entry.step(PUBLISHED)?;
    deps.registry.publish(&record)?;
    Ok(record)
}

/// The fence is put in place, and guest and proxy hear of it.
async fn tell(deps: &Deps, engine: &dyn Engine, record: &SandboxRecord) -> Result<SandboxRecord> {
    let connection = reach::connect(deps, record).await?;
    reach::introduce(deps, engine, connection, record).await?;
    route::publish(deps, record.clone()).await
}

async fn anew(
    deps: &Deps,
    engine: &dyn Engine,
    before: &SandboxRecord,
    after: &SandboxRecord,
    entry: &mut Entry,
) -> Result<SandboxRecord> {
    entry.step(STOP)?;
    stop::halt(deps, engine, before, State::Running, GRACE).await?;
    deps.record(deps.about(EventType::SandboxStopped, &entry.operation));
    entry.step(ASKED)?;
    set_limits(engine, after).await?;
    entry.step(PUBLISHED)?;
    deps.registry.publish(after)?;
    // Ctrl-C from here on must not leave a sandbox stopped that ran.
    let ready = reach::ready_despite_signals(deps, engine, after);
    start::launch(deps, engine, after, entry, ready).await?;
    deps.record(deps.about(EventType::SandboxStarted, &entry.operation));
    observe::record(deps, &after.id)
}

async fn set_limits(engine: &dyn Engine, record: &SandboxRecord) -> Result<()> {
    let spec = &record.spec;
    engine.update(&reach::container_id(record)?, spec.cpus, spec.memory.bytes(), spec.pids).await
}

/// Whether the engine was asked for other limits and had not answered.
pub(super) fn is_open(operation: &Operation) -> bool {
    operation.noted(ASKED) && !operation.noted(PUBLISHED)
}

/// Makes a sandbox what its record says, and lets it run if it did. Does no harm when repeated.
///
/// # Errors
/// Failures of the engine; when its guest does not answer.
pub async fn settle(deps: &Deps, engine: &dyn Engine, entry: &mut Entry) -> Result<()> {
    let id = entry.operation.sandbox.clone();
    let Some(record) = deps.registry.find(&id)? else { return Ok(()) };
    match set_limits(engine, &record).await {
        // It was removed behind its back.
        Err(error) if error.kind() == Kind::NotFound => return Ok(()),
        other => other?,
    }
    if reconcile::is_taken_back(&entry.operation) {
        return Ok(());
    }
    let state = observe::one(deps, &id).await?.state;
    if entry.operation.noted(STOP) && state != State::Running {
        let ready = reach::ready_despite_signals(deps, engine, &record);
        return start::launch(deps, engine, &record, entry, ready).await;
    }
    if state == State::Paused {
        fence::apply(deps, engine, &record).await?;
    }
    if state == State::Running {
        let after = tell(deps, engine, &record).await?;
        if after != record {
            deps.registry.publish(&after)?;
        }
    }
    Ok(())
}
