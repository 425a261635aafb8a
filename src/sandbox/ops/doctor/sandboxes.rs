//! Sandboxes: records that can't be read, that have no container, containers that have no record, and what is left of
//! sandboxes that are gone.

use super::{Check, or_ok, restore};
use crate::engine::{Container, Engine, Selector};
use crate::error::{Kind, Result};
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::name::Name;
use crate::sandbox::ops::{Deps, remove};
use std::collections::BTreeSet;

/// A helper container lives for seconds.
const HELPER: i64 = 600;

/// Records that can't be read.
pub(super) fn records(deps: &Deps) -> Result<Vec<Check>> {
    let ids = deps.registry.ids()?;
    let unreadable = ids.iter().filter_map(|id| deps.registry.find(id).err());
    let problems = unreadable.map(|error| Check::of_error("records", &error)).collect();
    Ok(or_ok(problems, "records", || format!("{} can be read", ids.len())))
}

/// Records and containers that have lost each other.
pub(super) async fn containers(deps: &Deps, engine: &dyn Engine, fix: bool) -> Result<Vec<Check>> {
    // In this order: who is busy, the engine, the records. What is made or killed meanwhile is in the first.
    let busy = busy(deps)?;
    let containers = match engine.containers(&of_home(deps)).await {
        Ok(containers) => containers,
        Err(error) => return Ok(vec![Check::of_error("sandboxes", &error)]),
    };
    let known: BTreeSet<Id> = deps.registry.ids()?.into_iter().collect();
    let mut problems = Vec::new();
    for container in &containers {
        match ours(container) {
            Some((name, id)) if !known.contains(&id) && !busy.contains(&id) => {
                let detail = format!("{name} ({id}) has a container and no record");
                let found = Check::warning("sandboxes", detail);
                problems.push(if fix { restored(deps, engine, container, found).await } else { found.mended(None) });
            }
            None if is_left_helper(container) => {
                let removed = if fix { Some(engine.remove(&container.id).await) } else { None };
                problems
                    .push(Check::warning("sandboxes", format!("helper {} was left", container.name)).mended(removed));
            }
            _ => {}
        }
    }
    for id in known.iter().filter(|id| !busy.contains(id)) {
        let Ok(Some(record)) = deps.registry.find(id) else { continue };
        if !containers
            .iter()
            .any(|container| container.labels.get(labels::SANDBOX).is_some_and(|text| text == id.as_str()))
        {
            let detail = format!("{} ({id}) is lost: its container is gone", record.name);
            problems.push(Check::warning("sandboxes", detail).hint(format!("sandcastle kill {}", record.name)));
        }
    }
    Ok(or_ok(problems, "sandboxes", || format!("{} records, each with its container", known.len())))
}

async fn restored(deps: &Deps, engine: &dyn Engine, container: &Container, found: Check) -> Check {
    match restore::run(deps, engine, container).await {
        Ok(how) => {
            let detail = format!("{}; its record was made again {how}", found.detail);
            Check { detail, ..found }.mended(Some(Ok(())))
        }
        Err(error) => {
            let hint = error.hints().first().cloned();
            let check = found.mended(Some(Err(error)));
            Check { hint, ..check }
        }
    }
}

pub(super) fn of_home(deps: &Deps) -> Selector {
    Selector::label(labels::HOME, deps.registry.home().to_string())
}

/// Ours means: the label, and a name that says the same.
pub(in crate::sandbox::ops) fn ours(container: &Container) -> Option<(Name, Id)> {
    let (name, id) = labels::parse_container_name(&container.name)?;
    (container.labels.get(labels::SANDBOX)? == id.as_str()).then_some((name, id))
}

/// A helper whose process died.
pub(in crate::sandbox::ops) fn is_left_helper(container: &Container) -> bool {
    let is_helper = ["sandcastle-sweep-", "sandcastle-fill-", "sandcastle-fence-"]
        .iter()
        .any(|start| container.name.starts_with(start));
    is_helper && crate::clock::now().as_second() - container.created > HELPER
}

/// Sandboxes that an operation is at work on, or was and is not settled; those that wait in the pool; and those that
/// were to be made and have only their names.
pub(in crate::sandbox::ops) fn busy(deps: &Deps) -> Result<BTreeSet<Id>> {
    let found = deps.registry.operations()?;
    let unsettled = found.iter().flatten().filter(|seen| seen.lives || seen.operation.error.is_none());
    let busy = unsettled.flat_map(|seen| {
        let makes = seen.operation.makes().iter().map(|planned| &planned.id);
        makes.chain(std::iter::once(&seen.operation.sandbox)).cloned()
    });
    let planned = deps.registry.planned()?.into_iter().map(|(planned, _)| planned.id);
    Ok(busy.chain(planned).chain(deps.registry.member_ids()?).collect())
}

/// Shared folders of sandboxes that are gone.
pub(super) async fn run_folders(deps: &Deps, engine: &dyn Engine, fix: bool) -> Result<Vec<Check>> {
    let mut problems = Vec::new();
    for id in deps.registry.run_folders()? {
        if is_gone(deps, engine, &id).await? {
            let detail = format!("{} is left of a sandbox that is gone", deps.registry.run_folder(&id).display());
            let removed = if fix { Some(remove::remove_run_folder(deps, engine, &id).await) } else { None };
            problems.push(Check::warning("sockets", detail).mended(removed));
        }
    }
    Ok(or_ok(problems, "sockets", || "no folders of sandboxes that are gone".to_owned()))
}

/// Routes of sandboxes that are gone. Those of other homes on this engine are theirs.
pub(super) async fn routes(deps: &Deps, engine: &dyn Engine, fix: bool) -> Result<Vec<Check>> {
    if !deps.routes.is_proxy() {
        return Ok(Vec::new());
    }
    let routed = match deps.routes.routed() {
        Ok(routed) => routed,
        Err(error) => return Ok(vec![Check::of_error("routes", &error)]),
    };
    let mut problems = Vec::new();
    for id in &routed {
        if is_gone(deps, engine, id).await? {
            let removed = fix.then(|| deps.routes.remove(id));
            problems.push(Check::warning("routes", format!("{id} is routed, and gone")).mended(removed));
        }
    }
    Ok(or_ok(problems, "routes", || format!("{} sandboxes are routed", routed.len())))
}

/// Whether nobody has this sandbox: no operation, no container of whatever home, no record. Where the engine does not
/// say, it is taken for alive.
async fn is_gone(deps: &Deps, engine: &dyn Engine, id: &Id) -> Result<bool> {
    if busy(deps)?.contains(id) {
        return Ok(false);
    }
    match engine.containers(&Selector::label(labels::SANDBOX, id.to_string())).await {
        Err(error) if matches!(error.kind(), Kind::Interrupted | Kind::Terminated) => Err(error),
        Err(_) => Ok(false),
        Ok(containers) => Ok(containers.is_empty() && matches!(deps.registry.find(id), Ok(None))),
    }
}
