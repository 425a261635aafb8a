//! A new sandbox: journal first, engine second, record last. Half-way there is no half-made sandbox: all is taken back.

mod confine;
mod container;
mod existing;
mod request;

pub(super) use confine::{can_limit, create as create_container};
pub use container::CAPABILITIES;
pub(super) use container::container_spec;
pub use existing::existing;
pub(super) use existing::free_unused;
pub use request::{IfExists, Request};
pub(super) use request::{new_record, spec};

use super::fill::Filling;
use super::image::{self, Choice};
use super::{Deps, egress, guest_binary, network, pool, reach, reconcile, route, storage};
use crate::engine::{Engine, Mount};
use crate::error::{Error, Kind, Result};
use crate::events::EventType;
use crate::registry::journal::{Entry, Operation, OperationKind};
use crate::registry::lock::SandboxLock;
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::name::Name;
use crate::sandbox::spec::Network;
use serde::Serialize;

/// What came of it.
#[derive(Debug)]
pub struct Created {
    /// The record.
    pub record: SandboxRecord,
    /// Where it comes from.
    pub made: Made,
    /// What its maker holds of a sandbox that goes with it: once this is let go unclosed, the next command kills it.
    pub held: Option<Entry>,
}

/// Where a sandbox comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Made {
    /// It was made anew.
    Cold,
    /// It was waiting in the pool.
    Pool,
    /// It was there before.
    Reused,
}

impl Created {
    fn reused(record: SandboxRecord) -> Created {
        Created { record, made: Made::Reused, held: None }
    }
}

/// Makes a sandbox that runs and answers.
///
/// # Errors
/// `conflict` when the name is taken; whatever the steps raise. Nothing is left then.
pub async fn run(deps: &Deps, request: &Request) -> Result<Created> {
    filled(deps, request, None).await
}

/// As [`run`]; before anybody sees it, the sandbox gets the files of a snapshot.
///
/// # Errors
/// Also those of the snapshot.
pub async fn filled(deps: &Deps, request: &Request, filling: Option<&Filling>) -> Result<Created> {
    let engine = deps.engine().await?;
    reconcile::abandoned(deps).await?;
    confine::check(engine, request).await?;
    // Whoever wants to kill one whose id is known already waits for its maker.
    let mut promised = match &request.id {
        Some(id) => Some((id.clone(), deps.lock_sandbox(id, OperationKind::Create.verb()).await?)),
        None => None,
    };
    // A replacement waits until image and guest are there: the old one must not go for a new one that can't be made.
    if let Some(name) = &request.name
        && request.if_exists != IfExists::Replace
        && let Some(there) = existing::settle_existing(deps, request, name).await?
    {
        return Ok(Created::reused(there));
    }
    if promised.is_none()
        && request.if_exists != IfExists::Replace
        && let Some(claimed) = pool::claim(deps, engine, request, filling).await?
    {
        return Ok(claimed);
    }
    // What is refused is refused before an image is fetched for it.
    let storage = storage::check(deps, engine, &request.storage)?;
    let request = &egress::resolved(deps, request).await?;
    let image = image::ensure(deps, engine, &request.image).await?;
    let guest = guest_binary::mount(deps, engine, &image.image).await?;
    let storage = storage::settle_home(deps, engine, storage, &image, &request.user).await?;
    let request = &Request { storage, ..request.clone() };
    loop {
        let (entry, lock) = match reserve(deps, request, &mut promised).await? {
            Some(reserved) => reserved,
            None => match existing::settle_existing(deps, request, &taken_name(request)?).await? {
                Some(there) => return Ok(Created::reused(there)),
                None => continue,
            },
        };
        return match build(deps, engine, request, filling, &image, guest, entry).await {
            Ok((record, held)) => Ok(Created { record, made: Made::Cold, held }),
            Err(error) => {
                lock.retire()?;
                Err(error)
            }
        };
    }
}

/// Writes down that a sandbox is there.
pub(super) fn tell(deps: &Deps, operation: &Operation, record: &SandboxRecord, filling: Option<&Filling>) {
    let created = deps.about(EventType::SandboxCreated, operation).flag("fork", filling.is_some());
    deps.record(match &record.snapshot {
        Some(snapshot) => created.with("snapshot", snapshot),
        None => created,
    });
}

fn taken_name(request: &Request) -> Result<Name> {
    request.name.clone().ok_or_else(|| Error::new(Kind::Conflict, "no free name was found"))
}

/// Journals the plan and reserves the name for it, for the id that was promised or a new one; none when somebody else
/// has the name.
pub(super) async fn reserve(
    deps: &Deps,
    request: &Request,
    promised: &mut Option<(Id, SandboxLock)>,
) -> Result<Option<(Entry, SandboxLock)>> {
    let wanted = request.name.as_ref();
    let tries = if wanted.is_some() { 1 } else { 50 };
    for _ in 0..tries {
        let name = wanted.cloned().unwrap_or_else(Name::made_up);
        if wanted.is_none() && deps.registry.id_of(&name)?.is_some() {
            continue;
        }
        let given = promised.is_some();
        let (id, lock) = match promised.take() {
            Some(promised) => promised,
            None => {
                let id = Id::random()?;
                let lock = deps.lock_sandbox(&id, OperationKind::Create.verb()).await?;
                (id, lock)
            }
        };
        let entry = deps.registry.begin(OperationKind::Create, &id, &name)?;
        if deps.registry.reserve_name(&name, &id)? || deps.registry.id_of(&name)?.as_ref() == Some(&id) {
            deps.begun(&entry.operation);
            return Ok(Some((entry, lock)));
        }
        entry.close()?;
        if given {
            *promised = Some((id, lock));
        } else {
            lock.retire()?;
        }
    }
    Ok(None)
}

async fn build(
    deps: &Deps,
    engine: &dyn Engine,
    request: &Request,
    filling: Option<&Filling>,
    image: &image::Resolved,
    guest: Mount,
    mut entry: Entry,
) -> Result<Introduced> {
    let made = steps(deps, engine, request, filling, image, guest, &mut entry).await;
    if let Ok((record, _)) = &made {
        tell(deps, &entry.operation, record, filling);
    }
    end(deps, engine, entry, made).await
}

/// Ends a creation: what was made of a failed one is taken back.
///
/// # Errors
/// Its failure.
pub(super) async fn end<T>(deps: &Deps, engine: &dyn Engine, entry: Entry, made: Result<T>) -> Result<T> {
    match made {
        Ok(made) => deps.done(entry).map(|()| made),
        Err(error) => {
            // Journalled until it is undone: if undoing fails too, the next command tries again.
            if let Err(undo) = reconcile::undo_create(deps, engine, &entry.operation).await {
                deps.failed(&entry.operation, &error);
                return Err(error.hint(format!("what was made could not be removed yet: {}", undo.message())));
            }
            // An engine that did not answer may still carry the request out: the next commands look again.
            if matches!(error.kind(), Kind::TimedOut | Kind::Busy) {
                deps.failed(&entry.operation, &error);
            } else {
                deps.undone(entry, &error)?;
            }
            Err(error)
        }
    }
}

async fn steps(
    deps: &Deps,
    engine: &dyn Engine,
    request: &Request,
    filling: Option<&Filling>,
    image: &image::Resolved,
    guest: Mount,
    entry: &mut Entry,
) -> Result<Introduced> {
    let booted = boot(deps, engine, request, filling, image, guest, entry).await?;
    introduce(deps, engine, request, booted.record, entry).await
}

/// A sandbox whose guest answers, and that nobody knows yet.
pub(super) struct Booted {
    /// Its record, which is nowhere.
    pub record: SandboxRecord,
    /// Keeps its network from being removed until something says that it is used.
    _place: Option<network::Place>,
}

/// A sandbox that is there, and what its maker holds of it.
pub(super) type Introduced = (SandboxRecord, Option<Entry>);

/// Makes the container of a sandbox, starts it, and fills it.
///
/// # Errors
/// Failures of the engine and of the filling; what was made is in the entry.
pub(super) async fn boot(
    deps: &Deps,
    engine: &dyn Engine,
    request: &Request,
    filling: Option<&Filling>,
    image: &image::Resolved,
    guest: Mount,
    entry: &mut Entry,
) -> Result<Booted> {
    let waiting = deps.registry.place_to_create(places());
    let _turn = deps.signals.guard(waiting).await?;
    let (id, name) = (entry.operation.sandbox.clone(), entry.operation.name.clone());
    let mut retried = false;
    let (mut record, place) = loop {
        let place = network::claim(deps, engine, &request.network, &id, entry).await?;
        let spec = spec(request, image, place.as_ref());
        let _kept = storage::make(deps, engine, &spec.storage, &id, entry).await?;
        let container = container_spec(deps, &id, &name, &spec, &image.image, guest.clone(), place.as_ref())?;
        make_run_folder(deps, engine, &id)?;
        deps.signals.check()?;
        entry.step("create container")?;
        let made = create_container(deps, engine, container).await?;
        deps.signals.check()?;
        entry.step("start container")?;
        match engine.start(&made).await {
            Ok(()) => break (new_record(request, id, name, made.to_string(), spec)?, place),
            // Somebody outside this registry may have the address: once more with another one.
            Err(error)
                if place.is_some()
                    && !retried
                    && matches!(error.kind(), Kind::Failed | Kind::Denied | Kind::Conflict) =>
            {
                engine.remove(&made).await?;
                retried = true;
            }
            Err(error) => return Err(explain_start(error, request)),
        }
    };
    deps.signals.check()?;
    entry.step("wait for guest")?;
    drop(reach::ready(deps, engine, &record).await?);
    if let Some(filling) = filling {
        entry.step("fill")?;
        record.snapshot = filling.snapshot.clone();
        filling.pour(deps, engine, &record).await?;
    }
    for address in entry.operation.addresses.iter().filter(|address| record.spec.address != Some(**address)) {
        deps.registry.release_address(*address, &record.id)?;
    }
    Ok(Booted { record, _place: place })
}

/// Tells the guest who it is, and everybody else that the sandbox is there.
///
/// # Errors
/// As the guest classes its failure; when route or record can't be written.
pub(super) async fn introduce(
    deps: &Deps,
    engine: &dyn Engine,
    request: &Request,
    record: SandboxRecord,
    entry: &mut Entry,
) -> Result<Introduced> {
    let connection = reach::ready(deps, engine, &record).await?;
    reach::introduce(deps, engine, connection, &record).await?;
    deps.signals.check()?;
    entry.step("write route")?;
    let record = route::publish(deps, record).await?;
    entry.step("publish record")?;
    // From its record on it is to be killed, not taken back.
    let hold = || deps.registry.begin(OperationKind::Run, &record.id, &record.name);
    let held = request.held.then(hold).transpose()?;
    deps.registry.publish(&record)?;
    Ok((record, held))
}

/// More sandboxes made at once than twice the processors would only make each of them slower.
pub(super) fn places() -> usize {
    2 * std::thread::available_parallelism().map_or(1, usize::from)
}

/// Does `work` with the guest of a container of `image` that nobody else sees, and that is gone afterwards.
///
/// # Errors
/// Those of a creation, and of `work`.
pub async fn throwaway<T>(
    deps: &Deps,
    engine: &dyn Engine,
    image: &image::Resolved,
    work: impl AsyncFnOnce(&SandboxRecord) -> Result<T>,
) -> Result<T> {
    let guest = guest_binary::mount(deps, engine, &image.image).await?;
    let (id, name) = (Id::random()?, Name::made_up());
    let lock = deps.lock_sandbox(&id, OperationKind::Create.verb()).await?;
    // A creation that never comes to its record: should we die, it is taken back as such.
    let mut entry = deps.registry.begin(OperationKind::Create, &id, &name)?;
    let request = Request { network: Network::None, ..Request::plain(Choice::Named(image.name.clone())) };
    let done = async {
        let spec = spec(&request, image, None);
        let container = container_spec(deps, &id, &name, &spec, &image.image, guest, None)?;
        make_run_folder(deps, engine, &id)?;
        entry.step("create container")?;
        let made = engine.create(&container).await?;
        entry.step("start container")?;
        engine.start(&made).await?;
        let record = new_record(&request, id.clone(), name.clone(), made.to_string(), spec)?;
        entry.step("work")?;
        deps.signals.guard(work(&record)).await
    };
    let done = done.await;
    let undone = reconcile::undo_create(deps, engine, &entry.operation).await;
    lock.retire()?;
    // What can't be removed now stays in the journal for the next command.
    if undone.is_ok() && !done.as_ref().is_err_and(|error| matches!(error.kind(), Kind::TimedOut | Kind::Busy)) {
        entry.close()?;
    }
    let value = done?;
    undone.map(|()| value)
}

fn explain_start(error: Error, request: &Request) -> Error {
    match request.published_on {
        Some(address) => {
            error.hint(format!("check that {address} (setting route.address) is an address of the engine's host"))
        }
        None => error,
    }
}

pub(super) fn make_run_folder(deps: &Deps, engine: &dyn Engine, id: &Id) -> Result<()> {
    if engine.is_local() { crate::fs::create_private(&deps.registry.run_folder(id)) } else { Ok(()) }
}
