//! What is left of sandboxes without a record: containers, shared folders, routes, names, addresses, what they were given
//! of secrets, and locks. All of one sandbox at a time, under its lock, once nothing says that somebody has it.

use super::{Action, GRACE, Item, Look, Report, Request};
use crate::engine::{Container, Engine, Selector};
use crate::error::{Kind, Result};
use crate::registry::inspect::Reservation;
use crate::registry::journal::OperationKind;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::name::Name;
use crate::sandbox::ops::doctor::sandboxes as doctor;
use crate::sandbox::ops::{Deps, remove};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What there is of one sandbox.
#[derive(Default)]
struct Traces {
    container: Option<(Name, Container)>,
    run_folder: bool,
    routed: bool,
    secrets: bool,
    reservations: Vec<Reservation>,
    locked: bool,
}

/// Removes it all.
pub(super) async fn run(
    deps: &Deps,
    engine: &dyn Engine,
    request: &Request,
    look: &Look,
    report: &mut Report,
) -> Result<()> {
    helpers(deps, engine, request, look, report).await?;
    let mut left = traces(deps, look)?;
    if left.is_empty() {
        return Ok(());
    }
    // Several homes may share a proxy, and a container counts whatever it is called: one call says of all of them.
    let elsewhere = engine.containers(&Selector::key(labels::SANDBOX)).await?;
    let elsewhere: BTreeSet<&str> =
        elsewhere.iter().filter_map(|found| found.labels.get(labels::SANDBOX)).map(String::as_str).collect();
    left.retain(|id, traces| traces.container.is_some() || !elsewhere.contains(id.as_str()));
    let lost_registry = look.known.is_empty() && deps.registry.reservations()?.is_empty();
    for (id, traces) in left {
        deps.signals.check()?;
        if let Some((name, _)) = traces.container.as_ref().filter(|_| lost_registry) {
            let reason = "has no record, but the registry is empty: sandcastle doctor --fix makes it again";
            report.items.push(Item::new("container", &id, name, Action::Spare, reason));
            continue;
        }
        if request.dry_run {
            report.items.extend(items(deps, &id, &traces));
            continue;
        }
        let found = items(deps, &id, &traces);
        match one(deps, engine, &id, traces).await {
            Ok(true) => report.items.extend(found),
            Ok(false) => {}
            Err(error) => {
                if let Some(item) = found.into_iter().next() {
                    report.take(item, Err(error))?;
                }
            }
        }
    }
    Ok(())
}

/// Containers that were to work for a moment, of processes that died meanwhile.
async fn helpers(deps: &Deps, engine: &dyn Engine, request: &Request, look: &Look, report: &mut Report) -> Result<()> {
    for helper in look.containers.iter().filter(|container| doctor::is_left_helper(container)) {
        deps.signals.check()?;
        let item = Item::new("container", &helper.id, &helper.name, Action::Remove, "a helper that was left");
        let removed = if request.dry_run { Ok(()) } else { engine.remove(&helper.id).await };
        report.take(item, removed.map(|()| true))?;
    }
    Ok(())
}

fn traces(deps: &Deps, look: &Look) -> Result<BTreeMap<Id, Traces>> {
    let mut left: BTreeMap<Id, Traces> = BTreeMap::new();
    for id in deps.registry.run_folders()? {
        left.entry(id).or_default().run_folder = true;
    }
    for id in deps.routes.routed()? {
        left.entry(id).or_default().routed = true;
    }
    // Whoever delivered one while its sandbox was killed wrote it down once more.
    for id in deps.secrets.sandboxes()? {
        left.entry(id).or_default().secrets = true;
    }
    for id in deps.registry.locked_sandboxes()? {
        left.entry(id).or_default().locked = true;
    }
    for reservation in deps.registry.reservations()? {
        if let Some(owner) = reservation.owner.clone() {
            left.entry(owner).or_default().reservations.push(reservation);
        }
    }
    for container in &look.containers {
        if let Some((name, id)) = doctor::ours(container) {
            left.entry(id).or_default().container = Some((name, container.clone()));
        }
    }
    left.retain(|id, traces| {
        let young = traces.container.as_ref().is_some_and(|(_, container)| is_young(container, look));
        !young && !look.known.contains(id) && !look.busy.contains(id)
    });
    Ok(left)
}

fn is_young(container: &Container, look: &Look) -> bool {
    let age = u64::try_from(look.now.as_second() - container.created).unwrap_or_default();
    Duration::from_secs(age) < GRACE
}

fn items(deps: &Deps, id: &Id, traces: &Traces) -> Vec<Item> {
    // With its container goes all the rest.
    if let Some((name, container)) = &traces.container {
        let reason = format!("container {} has no record", container.name);
        return vec![Item::new("container", id, name, Action::Remove, reason)];
    }
    let of =
        |kind, name: String| Item::new(kind, id, name, Action::Remove, format!("left of a sandbox that is gone, {id}"));
    let mut items = Vec::new();
    if traces.run_folder {
        items.push(of("run_folder", deps.registry.run_folder(id).display().to_string()));
    }
    if traces.routed {
        items.push(of("route", format!("route of {id}")));
    }
    if traces.secrets {
        items.push(of("secrets", format!("secrets of {id}")));
    }
    items.extend(traces.reservations.iter().map(|reservation| of("reservation", reservation.what.to_string())));
    if traces.locked && items.is_empty() {
        items.push(of("lock", format!("lock of {id}")));
    }
    items
}

/// Removes what is left of a sandbox, unless somebody has it after all.
async fn one(deps: &Deps, engine: &dyn Engine, id: &Id, traces: Traces) -> Result<bool> {
    let lock = match deps.registry.lock_sandbox(id, "gc", Duration::ZERO).await {
        Err(error) if error.kind() == Kind::Locked => return Ok(false),
        other => other?,
    };
    if doctor::busy(deps)?.contains(id) || !matches!(deps.registry.find(id), Ok(None)) {
        return Ok(false);
    }
    if let Some((name, _)) = &traces.container {
        let mut entry = deps.begin(OperationKind::Kill, id, name)?;
        entry.step("remove")?;
        remove::finish(deps, engine, id, Some(name)).await?;
        deps.done(entry)?;
    }
    if traces.run_folder {
        remove::remove_run_folder(deps, engine, id).await?;
    }
    if traces.routed {
        deps.routes.remove(id)?;
    }
    if traces.secrets {
        deps.secrets.forget_sandbox(id)?;
    }
    for reservation in &traces.reservations {
        deps.registry.drop_reservation(reservation)?;
    }
    lock.retire().map(|()| true)
}
