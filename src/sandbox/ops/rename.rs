//! A sandbox gets another name: it is reserved first, the container takes it next, and the record tells it last. What
//! breaks off in between goes back to the name in the record.

use super::{Deps, create, observe, reach, reconcile};
use crate::engine::Engine;
use crate::error::{Error, Kind, Result};
use crate::events::EventType;
use crate::registry::journal::{Operation, OperationKind};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::name::Name;
use crate::sandbox::spec::Network;
use crate::sandbox::status::State;

/// The step in which the engine is asked, and the one after it.
const ASKED: &str = "rename container";
const PUBLISHED: &str = "publish record";

/// Gives a sandbox another name. Its id, and with that its host names, stay. Returns whether anything was done.
///
/// # Errors
/// `conflict` when another sandbox has the name; `wrong_state` when it is lost; `locked`; failures of the engine. It has
/// its old name then.
pub async fn run(deps: &Deps, id: &Id, name: &Name) -> Result<bool> {
    reconcile::abandoned(deps).await?;
    let _lock = deps.lock_sandbox(id, OperationKind::Rename.verb()).await?;
    let engine = deps.engine().await?;
    let sandbox = observe::one(deps, id).await?;
    let old = sandbox.record;
    sandbox.state.require(sandbox.state.can_change_record(), old.name.as_str(), "rename")?;
    if old.name == *name {
        return Ok(false);
    }
    let mut entry = deps.begin(OperationKind::Rename, id, &old.name)?;
    let renamed = async {
        entry.step("reserve name")?;
        reserve(deps, name, id).await?;
        entry.step(ASKED)?;
        engine.rename(&reach::container_id(&old)?, &labels::container_name(name, id)).await?;
        entry.step(PUBLISHED)?;
        let record = SandboxRecord { name: name.clone(), ..old.clone() };
        deps.registry.publish(&record)?;
        Ok::<_, Error>(record)
    };
    match renamed.await {
        Ok(record) => {
            deps.registry.release_other_names(id, name)?;
            deps.record(deps.about(EventType::SandboxRenamed, &entry.operation).with("to", name));
            deps.done(entry)?;
            if let Network::Group(group) = &record.spec.network {
                // The engine takes names on a network only with the container's making.
                deps.note(format!(
                    "in the group {group} it is still called {} until it is restored or forked",
                    old.name
                ));
            }
            tell_guest(deps, engine, &record, sandbox.state).await;
            Ok(true)
        }
        Err(error) => {
            // Journalled until it is undone: if this fails, the next command goes on with it.
            if let Err(undo) = settle(deps, engine, id).await {
                deps.not_taken_back(&mut entry, &error);
                return Err(error.hint(format!("its old name is not back everywhere yet: {}", undo.message())));
            }
            deps.taken_back(entry, &error)?;
            Err(error.context(format!("renaming {} to {name}", old.name)))
        }
    }
}

async fn reserve(deps: &Deps, name: &Name, id: &Id) -> Result<()> {
    while !deps.registry.reserve_name(name, id)? {
        let Some(owner) = deps.registry.id_of(name)? else { continue };
        // One that has a record, or is being made.
        if deps.registry.find(&owner)?.is_some()
            || deps.registry.is_being_made(&owner)?
            || !create::free_unused(deps, name, &owner).await?
        {
            return Err(Error::new(Kind::Conflict, format!("a sandbox named {name} exists"))
                .hint(format!("choose another name, or rename that one first: sandcastle rename {owner} NAME")));
        }
    }
    Ok(())
}

/// The file that the guest keeps is for a rebuilt registry, which takes the name from the container: a guest that does not
/// answer is told at the next start.
async fn tell_guest(deps: &Deps, engine: &dyn Engine, record: &SandboxRecord, state: State) {
    if state == State::Running
        && let Ok(connection) = reach::connect(deps, record).await
    {
        let _ = reach::introduce(deps, engine, connection, record).await;
    }
}

/// Whether the engine was asked for the new name and had not answered.
pub(super) fn is_open(operation: &Operation) -> bool {
    operation.noted(ASKED) && !operation.noted(PUBLISHED)
}

/// Makes all names be the one in the record. Does no harm when repeated.
///
/// # Errors
/// Failures of the engine.
pub async fn settle(deps: &Deps, engine: &dyn Engine, id: &Id) -> Result<()> {
    let Some(record) = deps.registry.find(id)? else { return Ok(()) };
    let name = labels::container_name(&record.name, id);
    for container in observe::containers_of(deps, engine, id).await? {
        if container.id.as_str() == record.container && container.name != name {
            engine.rename(&container.id, &name).await?;
        }
    }
    deps.registry.release_other_names(id, &record.name)
}
