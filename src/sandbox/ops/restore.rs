//! A snapshot comes into the sandbox that it is for: a new container takes the place of the old one, which goes only
//! when the new one has everything. Until the record says otherwise the sandbox is what it was.

use super::fill::{self, Filling};
use super::observe::Sandbox;
use super::snapshot::{self, Since, Wanted};
use super::{Deps, create, guest_binary, image, network, observe, reach, reconcile, route, storage};
use crate::engine::{ContainerState, Engine, EngineId};
use crate::error::{Error, Kind, Result};
use crate::events::EventType;
use crate::registry::journal::{Entry, Operation, OperationKind};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::spec::SandboxSpec;
use crate::sandbox::status::State;
use crate::snapshot::{Chain, Manifest};
use std::time::Duration;

/// Noted when a sandbox ran that is restored.
const STOP: &str = "stop the old container";
/// The first step behind the new record: from there on a restore is done, whatever happens.
pub(super) const PUBLISHED: &str = "remove the old container";
/// Time that the guest of a sandbox gets to end that does not go on running.
const GRACE: Duration = Duration::from_secs(10);

/// What came of it.
#[derive(Debug)]
pub struct Restored {
    /// The sandbox as it is now.
    pub record: SandboxRecord,
    /// What it was before.
    pub backup: Option<Manifest>,
}

/// Makes a sandbox what it was when the snapshot was taken. Its id, name, address, routes and limits stay.
///
/// # Errors
/// `damaged`, `not_found` for the image, `wrong_state`, `no_space`. The sandbox is what it was then.
pub async fn run(deps: &Deps, id: &Id, manifest: &Manifest, backup: bool, start: bool) -> Result<Restored> {
    reconcile::abandoned(deps).await?;
    let lock = deps.lock_sandbox(id, OperationKind::Restore.verb()).await?;
    let mut sandbox = observe::one(deps, id).await?;
    let can = matches!(sandbox.state, State::Running | State::Stopped);
    sandbox.state.require(can, sandbox.record.name.as_str(), "restore")?;
    let engine = deps.engine().await?;
    let chain = Chain::of(&deps.snapshots, &manifest.id)?;
    let checked = chain.clone();
    let check = tokio::task::spawn_blocking(move || checked.check()).await;
    check.map_err(|cause| Error::new(Kind::Failed, "checking the snapshot").because(cause))??;
    let image = image::exact(engine, &manifest.spec).await?;
    let name = sandbox.record.name.clone();
    let mut entry = deps.begin(OperationKind::Restore, id, &name)?;
    let mut kept = None;
    let replaced = async {
        let next = prepare(deps, engine, &sandbox.record, &image, &mut entry).await?;
        // As late as can be: what is written from here on is in neither.
        if backup {
            let comment = format!("before {} was restored", manifest.called());
            // It must not fall when the one that it would add to is removed.
            let wanted = Wanted { comment, since: Since::Nothing, allow_secrets: true, ..Wanted::plain()? };
            let taken = snapshot::under_lock(deps, &sandbox, &lock, &wanted).await?;
            sandbox.record.snapshot = Some(taken.id.clone());
            kept = Some(taken);
        }
        replace(deps, engine, &sandbox, &chain, next, start, &mut entry).await
    };
    let replaced = replaced.await;
    let backup = kept;
    match replaced {
        Ok(record) => {
            write_down(deps, &entry.operation, manifest, backup.as_ref());
            deps.done(entry)?;
            tell_volumes(deps, &record, manifest);
            Ok(Restored { record, backup })
        }
        Err(error) => {
            let error = error.context(format!("restoring {name}"));
            let operation = entry.operation.clone();
            match settle(deps, engine, &operation).await {
                // An engine that did not answer may still carry the request out: the next commands look again.
                Ok(()) if matches!(error.kind(), Kind::TimedOut | Kind::Busy) => entry.step(reconcile::ROLLED_BACK)?,
                Ok(()) => entry.close()?,
                // Journalled until it is undone: the next command goes on with it.
                Err(undo) => {
                    deps.failed(&operation, &error);
                    return Err(error.hint(format!("what it was is not back yet: {}", undo.message())));
                }
            }
            let record = observe::record(deps, id)?;
            if record.container != sandbox.record.container {
                // What failed came after the new one was in place, and was made up for.
                deps.warn(error.message().to_owned());
                write_down(deps, &operation, manifest, backup.as_ref());
                deps.finished(&operation);
                return Ok(Restored { record, backup });
            }
            deps.failed(&operation, &error);
            Err(match &backup {
                Some(backup) => {
                    error.hint(format!("it is what it was; its state is also kept as snapshot {}", backup.id))
                }
                None => error.hint("it is what it was"),
            })
        }
    }
}

/// The volumes are its account's: others may work with them.
fn tell_volumes(deps: &Deps, record: &SandboxRecord, manifest: &Manifest) {
    if let [first, ..] = manifest.covered(&record.spec.storage)[..] {
        let snapshot = manifest.called();
        deps.note(format!(
            "volumes stay as they are; for their files: sandcastle fork {snapshot} --volume NEW-NAME:{first}"
        ));
    }
}

fn write_down(deps: &Deps, operation: &Operation, manifest: &Manifest, backup: Option<&Manifest>) {
    let restored = deps.about(EventType::SnapshotRestored, operation).with("snapshot", &manifest.id);
    deps.record(match backup {
        Some(backup) => restored.with("backup", &backup.id),
        None => restored,
    });
}

/// The name of the container that is to take the old one's place. It names no sandbox until then.
pub(super) fn temporary_name(id: &Id) -> String {
    format!("sandcastle-{id}-restoring")
}

/// A container that was made and not started.
struct Next {
    made: EngineId,
    spec: SandboxSpec,
    /// Its name, once it has taken the old one's place.
    name: String,
    /// Keeps the network from being removed.
    _place: Option<network::Place>,
}

async fn prepare(
    deps: &Deps,
    engine: &dyn Engine,
    old: &SandboxRecord,
    image: &image::Resolved,
    entry: &mut Entry,
) -> Result<Next> {
    storage::check_again(deps, engine, old)?;
    let guest = guest_binary::mount(deps, engine, &image.image).await?;
    let place = match old.spec.address {
        Some(address) => Some(network::place_of(deps, engine, address).await?),
        None => None,
    };
    let spec = SandboxSpec { image: image.name.clone(), image_id: image.image.id.clone(), ..old.spec.clone() };
    let mut container = create::container_spec(deps, &old.id, &old.name, &spec, &image.image, guest, place.as_ref())?;
    let name = std::mem::replace(&mut container.name, temporary_name(&old.id));
    create::make_run_folder(deps, engine, &old.id)?;
    entry.step("create container")?;
    let made = create::create_container(deps, engine, container).await?;
    deps.signals.check()?;
    Ok(Next { made, spec, name, _place: place })
}

async fn replace(
    deps: &Deps,
    engine: &dyn Engine,
    sandbox: &Sandbox,
    chain: &Chain,
    next: Next,
    start: bool,
    entry: &mut Entry,
) -> Result<SandboxRecord> {
    let old = &sandbox.record;
    let goes_on = start || sandbox.state == State::Running;
    let Next { made, spec, name, _place } = next;
    if sandbox.state == State::Running {
        // They share the address and the socket's folder: one of them at a time.
        entry.step(STOP)?;
        engine.stop(&reach::container_id(old)?, Duration::ZERO).await?;
    }
    entry.step("start container")?;
    engine.start(&made).await?;
    let mut record = SandboxRecord { container: made.to_string(), spec, ..old.clone() };
    record.snapshot = Some(chain.last().id.clone());
    entry.step("fill")?;
    let filling =
        Filling { archives: fill::archives(chain), snapshot: record.snapshot.clone(), exact: true, new_machine: false };
    filling.pour(deps, engine, &record).await?;
    let connection = reach::ready(deps, engine, &record).await?;
    reach::introduce(deps, engine, connection, &record).await?;
    deps.signals.check()?;
    if !goes_on {
        entry.step("stop container")?;
        engine.stop(&made, GRACE).await?;
    }
    entry.step("publish record")?;
    deps.registry.publish(&record)?;
    // From here on the new one is the sandbox, whatever happens.
    entry.step(PUBLISHED)?;
    engine.remove(&reach::container_id(old)?).await?;
    engine.rename(&made, &name).await?;
    if goes_on {
        // Published ports change with each container.
        let after = route::publish(deps, record.clone()).await?;
        if after != record {
            deps.registry.publish(&after)?;
            record = after;
        }
    }
    Ok(record)
}

/// Finishes a restore whose record says that it was done, and takes any other one back. Does no harm when repeated.
///
/// # Errors
/// Failures of the engine.
pub async fn settle(deps: &Deps, engine: &dyn Engine, operation: &Operation) -> Result<()> {
    let temporary = engine.container_named(&temporary_name(&operation.sandbox)).await?;
    let Some(record) = deps.registry.find(&operation.sandbox)? else {
        // It was killed meanwhile.
        return match temporary {
            Some(left) => engine.remove(&left.id).await,
            None => Ok(()),
        };
    };
    let current = reach::container_id(&record)?;
    if temporary.as_ref().is_some_and(|container| container.id == current) {
        for old in observe::containers_of(deps, engine, &record.id).await? {
            engine.remove(&old.id).await?;
        }
        engine.rename(&current, &labels::container_name(&record.name, &record.id)).await?;
        return tell(deps, &record).await;
    }
    if let Some(half_made) = temporary {
        engine.remove(&half_made.id).await?;
    }
    let noted = |name: &str| operation.steps.iter().any(|step| step.name == name);
    // What arrives late is removed, and nothing else is done twice.
    if noted(STOP) && !noted(reconcile::ROLLED_BACK) {
        return revive(deps, engine, &record, &current).await;
    }
    Ok(())
}

async fn revive(deps: &Deps, engine: &dyn Engine, record: &SandboxRecord, container: &EngineId) -> Result<()> {
    engine.start(container).await?;
    let connection = reach::ready_despite_signals(deps, engine, record).await?;
    reach::introduce(deps, engine, connection, record).await?;
    tell(deps, record).await
}

/// Routes lead to the sandbox again, if it runs.
async fn tell(deps: &Deps, record: &SandboxRecord) -> Result<()> {
    let container = observe::one(deps, &record.id).await?.container;
    if container.is_none_or(|container| container.state != ContainerState::Running) {
        return Ok(());
    }
    let after = route::publish(deps, record.clone()).await?;
    if after != *record { deps.registry.publish(&after) } else { Ok(()) }
}
