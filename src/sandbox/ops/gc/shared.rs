//! What sandboxes share and none needs any more: networks, volumes, guests, and images that this home has built.

use super::{Action, GRACE, Item, Look, Report, Request};
use crate::engine::{Engine, ListedImage, Network, Selector};
use crate::error::{Kind, Result};
use crate::registry::journal::OperationKind;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::ops::{Deps, fence, guest_binary, image, images, network, observe};
use crate::sandbox::spec::SandboxSpec;
use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::time::Duration;

/// What sandboxes need, as records and labels say.
struct Needs {
    addresses: Vec<Ipv4Addr>,
    images: BTreeSet<String>,
    /// There is no sandbox at all.
    none: bool,
}

impl Needs {
    /// Of everything but what went.
    fn of(deps: &Deps, look: &Look, removed: &BTreeSet<Id>) -> Result<Needs> {
        let known = deps.registry.ids()?;
        let members = deps.registry.pool()?.into_iter().map(|member| member.spec);
        let records = known.iter().filter_map(|id| deps.registry.find(id).ok().flatten()).map(|record| record.spec);
        let containers =
            look.containers.iter().filter(|found| observe::owner(found).is_some_and(|id| !removed.contains(&id)));
        let specs: Vec<SandboxSpec> = containers
            .filter_map(|found| serde_json::from_str(found.labels.get(labels::SPEC)?).ok())
            .chain(records)
            .chain(members)
            .collect();
        Ok(Needs {
            addresses: specs.iter().filter_map(|spec| spec.address).collect(),
            images: specs.iter().map(|spec| spec.image_id.clone()).collect(),
            none: known.is_empty() && specs.is_empty(),
        })
    }
}

/// Removes it.
pub(super) async fn run(
    deps: &Deps,
    engine: &dyn Engine,
    request: &Request,
    look: &Look,
    removed: &BTreeSet<Id>,
    report: &mut Report,
) -> Result<()> {
    let needs = Needs::of(deps, look, removed)?;
    let home = Selector::label(labels::HOME, deps.registry.home().to_string());
    let unused = |network: &Network| !needs.addresses.iter().any(|address| network::holds(network, *address));
    let networks: Vec<Network> = engine.networks(&home).await?.into_iter().filter(unused).collect();
    // What belongs to an account outlives all sandboxes.
    let mut volumes = engine.volumes(&home).await?;
    volumes.retain(|volume| !volume.labels.contains_key(labels::ACCOUNT));
    let guests = if needs.none { guest_binary::stale(deps)? } else { Vec::new() };
    let fenced = deps.registry.fence()?.is_some();
    if fenced || !networks.is_empty() || (needs.none && !(volumes.is_empty() && guests.is_empty())) {
        // Whoever makes a sandbox shares this lock, or has said in the journal that it will.
        let owned = if request.dry_run { None } else { deps.registry.own_networks(Duration::ZERO).await.ok() };
        if (owned.is_some() || request.dry_run) && is_quiet(deps, look)? {
            fences(deps, engine, request, needs.none, report).await?;
            for network in &networks {
                let item = Item::new("network", &network.id, &network.name, Action::Remove, "no sandbox is on it");
                let gone = if request.dry_run { Ok(()) } else { engine.remove_network(&network.id).await };
                report.take(item, unless_used(gone))?;
            }
            for volume in volumes.iter().map(|volume| &volume.name).filter(|_| needs.none) {
                let item = Item::new("volume", volume, volume, Action::Remove, "no sandbox is left");
                let gone = if request.dry_run { Ok(()) } else { engine.remove_volume(volume).await };
                report.take(item, unless_used(gone))?;
            }
            for guest in guests {
                let name = guest.display().to_string();
                let item =
                    Item::new("guest", &name, &name, Action::Remove, "of another version, and no sandbox is left");
                let item = item.bytes(crate::fs::size_of(&guest));
                let gone = if request.dry_run { Ok(()) } else { guest_binary::remove(&guest) };
                report.take(item, gone.map(|()| true))?;
            }
        }
    }
    unneeded_images(deps, engine, request, &needs, report).await
}

/// Rules on the engine's host that are for nobody any more.
async fn fences(deps: &Deps, engine: &dyn Engine, request: &Request, none: bool, report: &mut Report) -> Result<()> {
    if deps.registry.fence()?.is_none() {
        return Ok(());
    }
    if none {
        let item = Item::new("fence", deps.registry.home(), "all", Action::Remove, "no sandbox is left");
        let gone = if request.dry_run { Ok(()) } else { fence::remove(deps, engine).await };
        return report.take(item, gone.map(|()| true));
    }
    let stale = fence::stale(deps, engine).await?;
    if stale.is_empty() {
        return Ok(());
    }
    let gone = if request.dry_run { Ok(()) } else { fence::clear(deps, engine, &stale).await };
    for address in &stale {
        let item = Item::new("fence", address, address.to_string(), Action::Remove, "no sandbox has this address");
        report.take(item, Ok(gone.is_ok()))?;
    }
    gone
}

/// Whether nothing is being made, and nothing has come since everything was looked at.
fn is_quiet(deps: &Deps, look: &Look) -> Result<bool> {
    let makes = |kind| {
        use OperationKind::{Create, Fork, Pool, Restore};
        matches!(kind, Create | Fork | Pool | Restore)
    };
    let made = deps.registry.operations()?.iter().flatten().any(|seen| seen.lives && makes(seen.operation.kind));
    Ok(!made && deps.registry.ids()?.iter().all(|id| look.known.contains(id)))
}

/// What is in use after all is somebody's.
fn unless_used(removed: Result<()>) -> Result<bool> {
    match removed {
        Err(error) if error.kind() == Kind::Conflict => Ok(false),
        other => other.map(|()| true),
    }
}

/// Images of ours: the mark, and this home as their builder. An image that was committed from a sandbox carries the
/// mark too, and that sandbox's labels: it is the user's.
async fn unneeded_images(
    deps: &Deps,
    engine: &dyn Engine,
    request: &Request,
    needs: &Needs,
    report: &mut Report,
) -> Result<()> {
    let built = Selector::label(image::MARK.0, image::MARK.1).and(image::BUILDER, deps.registry.home().to_string());
    let listed = engine.images(&built).await?;
    let current = image::builtin_tag();
    let newest = listed.iter().find(|image| image.tags.contains(&current)).map(|image| image.created);
    let now = crate::clock::now().as_second();
    let over = |image: &&ListedImage| {
        let committed = image.labels.contains_key(labels::SANDBOX) || image.labels.contains_key(labels::HOME);
        let older = newest.is_some_and(|newest| image.created < newest);
        let built_in = image.tags.iter().all(|tag| image::is_builtin(tag) && *tag != current);
        let young = u64::try_from(now - image.created).unwrap_or_default() < GRACE.as_secs();
        !committed && !young && !needs.images.contains(&image.id) && (image.tags.is_empty() || (built_in && older))
    };
    let mut over: Vec<&ListedImage> = listed.iter().filter(over).collect();
    if over.is_empty() {
        return Ok(());
    }
    // A snapshot is a difference to its very image.
    let snapshots = images::snapshots(deps)?;
    over.retain(|image| snapshots.iter().all(|snapshot| snapshot.spec.image_id != image.id));
    for image in over {
        deps.signals.check()?;
        let reason = if image.tags.is_empty() {
            "built anew since, and not in use"
        } else {
            "of another version, and not in use"
        };
        let name = image.tags.first().cloned().unwrap_or_else(|| image.id.chars().take(19).collect());
        let item = Item::new("image", &image.id, name, Action::Remove, reason).bytes(image.bytes);
        let names = if image.tags.is_empty() { std::slice::from_ref(&image.id) } else { &image.tags };
        let mut gone = Ok(true);
        for name in names.iter().filter(|_| !request.dry_run) {
            gone = gone.and(unless_used(engine.remove_image(name).await));
        }
        report.take(item, gone)?;
    }
    Ok(())
}
