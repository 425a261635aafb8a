//! The home's bridge: made with the first sandbox, removed with the last, without talk between sandboxes.
//! A fixed address a sandbox, so that it survives stop and start; nothing is created per sandbox.

use super::Deps;
use crate::engine::{Container, Engine, EngineId, Network, Selector};
use crate::error::{Error, Kind, Result};
use crate::guest::fence::PREFIX;
use crate::registry::journal::Entry;
use crate::registry::lock::HomeLock;
use crate::sandbox::fence::{self, contains};
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::name::Name;
use crate::sandbox::spec;
use std::net::Ipv4Addr;

/// A bridge takes 1,023 ports; a /22 has 1,022 addresses, one of which is the gateway's.
const HOSTS: u32 = (1 << (32 - PREFIX)) - 3;
/// Bridges of one home: ten thousand sandboxes.
const SHARDS: u32 = 10;
/// Subnets tried for one bridge before it is somebody's network plan that is in the way.
const SUBNETS_TRIED: u32 = 32;

/// A place on a bridge.
#[derive(Debug)]
pub struct Place {
    /// The network.
    pub network: EngineId,
    /// The address.
    pub address: Ipv4Addr,
    /// Keeps the network from being removed while the sandbox is not yet on it.
    _shared: HomeLock,
}

/// Finds or makes the network of a sandbox, and reserves an address on it: the home's bridge, or its group's. None
/// where it is to have none.
///
/// # Errors
/// `conflict` when no subnet is free; `no_space` when all bridges are full.
pub async fn claim(
    deps: &Deps,
    engine: &dyn Engine,
    wanted: &spec::Network,
    id: &Id,
    entry: &mut Entry,
) -> Result<Option<Place>> {
    let (group, shards) = match wanted {
        spec::Network::None => return Ok(None),
        spec::Network::Isolated => (None, SHARDS),
        spec::Network::Group(name) => (Some(name), 1),
    };
    for shard in 0..shards {
        let (network, shared) = ensure(deps, engine, group, shard).await?;
        let base = subnet_base(&network)?;
        if let Some(address) = reserve(deps, id, base, entry)? {
            return Ok(Some(Place { network: network.id, address, _shared: shared }));
        }
    }
    Err(Error::new(Kind::NoSpace, "no address is left on the bridges of this home").hint("kill some sandboxes"))
}

/// The place of a sandbox that has its address already.
///
/// # Errors
/// `wrong_state` when its network is gone.
pub async fn place_of(deps: &Deps, engine: &dyn Engine, address: Ipv4Addr) -> Result<Place> {
    let shared = deps.registry.share_networks(deps.options.lock_timeout).await?;
    for network in ours(deps, engine).await? {
        if holds(&network, address) {
            return Ok(Place { network: network.id, address, _shared: shared });
        }
    }
    Err(Error::new(Kind::WrongState, format!("the network of {address} is gone"))
        .hint("something removed it behind sandcastle's back; fork the snapshot into a new sandbox"))
}

fn group_network(deps: &Deps, group: &Name) -> String {
    format!("sandcastle-{}-group-{group}", deps.registry.home())
}

async fn ensure(deps: &Deps, engine: &dyn Engine, group: Option<&Name>, shard: u32) -> Result<(Network, HomeLock)> {
    let patience = deps.options.lock_timeout;
    let name = match group {
        None => format!("sandcastle-{}-{shard}", deps.registry.home()),
        Some(group) => group_network(deps, group),
    };
    let shared = deps.registry.share_networks(patience).await?;
    if let [network] = &named(deps, engine, &name).await?[..] {
        return Ok((network.clone(), shared));
    }
    drop(shared);
    {
        let owned = deps.registry.own_networks(patience).await?;
        match named(deps, engine, &name).await?.len() {
            0 => make(deps, engine, &name, group).await?,
            1 => {}
            _ => drop(remove_doubles(deps, engine, &owned).await?),
        }
    }
    let shared = deps.registry.share_networks(patience).await?;
    let network = named(deps, engine, &name).await?.into_iter().next();
    network
        .map(|network| (network, shared))
        .ok_or_else(|| Error::new(Kind::Busy, "the network was removed at this moment"))
}

/// The networks of this home.
pub(super) async fn ours(deps: &Deps, engine: &dyn Engine) -> Result<Vec<Network>> {
    engine.networks(&Selector::label(labels::HOME, deps.registry.home().to_string())).await
}

async fn named(deps: &Deps, engine: &dyn Engine, name: &str) -> Result<Vec<Network>> {
    let mut found = ours(deps, engine).await?;
    found.retain(|network| network.name == name);
    Ok(found)
}

/// Removes networks that have the name of another one. False when there were none: engines before 28 make two of one
/// name, should the request of a dead process be carried out late, and then start nothing on either of them.
///
/// # Errors
/// `locked` while others use the networks; failures of the engine.
pub async fn untangle(deps: &Deps, engine: &dyn Engine) -> Result<bool> {
    let owned = deps.registry.own_networks(deps.options.lock_timeout).await?;
    remove_doubles(deps, engine, &owned).await
}

/// Of several with one name that stays on which addresses are reserved, or else the first.
async fn remove_doubles(deps: &Deps, engine: &dyn Engine, _owned: &HomeLock) -> Result<bool> {
    let ours = ours(deps, engine).await?;
    let addresses = deps.registry.addresses()?;
    let is_used = |network: &Network| addresses.iter().any(|address| holds(network, *address));
    let mut removed = false;
    for network in ours.iter().filter(|network| !is_used(network)) {
        let mut others = ours.iter().filter(|other| other.name == network.name && other.id != network.id);
        if others.any(|other| is_used(other) || other.id < network.id) {
            engine.remove_network(&network.id).await?;
            removed = true;
        }
    }
    Ok(removed)
}

async fn make(deps: &Deps, engine: &dyn Engine, name: &str, group: Option<&Name>) -> Result<()> {
    let mut labels = labels::of_home(deps.registry.home());
    labels.extend(group.map(|group| (labels::GROUP.to_owned(), group.to_string())));
    let taken = if engine.is_local() { routed_here() } else { Vec::new() };
    let mut last = None;
    for candidate in candidates(name) {
        if taken.iter().any(|(network, mask)| overlaps(candidate, *network, *mask)) {
            continue;
        }
        let subnet = format!("{candidate}/{PREFIX}");
        match engine.create_network(name, &subnet, group.is_some(), &labels).await {
            Ok(_) => return Ok(()),
            Err(error) if error.kind() == Kind::Conflict => last = Some(error),
            Err(error) => return Err(error),
        }
    }
    let error = Error::new(Kind::Conflict, "no free subnet for the sandboxes' network");
    Err(match last {
        Some(cause) => error.because(cause),
        None => error,
    }
    .hint("free some of 10.0.0.0/8 on this machine, or use --network none"))
}

/// Subnets to try, in an order of this bridge's own: two homes rarely want the same.
fn candidates(name: &str) -> impl Iterator<Item = Ipv4Addr> {
    let seed = blake3::hash(name.as_bytes());
    let seed = u32::from_le_bytes(seed.as_bytes()[..4].try_into().unwrap_or_default());
    // 10.128.0.0/9 holds 8,192 subnets of this size; an odd step visits each of them once.
    let nth = move |n: u32| (seed.wrapping_add(n.wrapping_mul(4097))) % (1 << (PREFIX - 9));
    (0..SUBNETS_TRIED).map(move |n| Ipv4Addr::from(u32::from(Ipv4Addr::new(10, 128, 0, 0)) + (nth(n) << (32 - PREFIX))))
}

fn overlaps(candidate: Ipv4Addr, network: u32, mask: u32) -> bool {
    let common = mask & fence::mask(PREFIX);
    // A default route overlaps with everything and says nothing.
    mask != 0 && u32::from(candidate) & common == network & common
}

/// Networks that this machine has routes to, a VPN's among them; as the kernel lists them, little-endian in hex.
fn routed_here() -> Vec<(u32, u32)> {
    let table = std::fs::read_to_string("/proc/net/route").unwrap_or_default();
    let hex = |text: &str| u32::from_str_radix(text, 16).ok().map(u32::swap_bytes);
    let lines = table.lines().skip(1).filter_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        Some((hex(fields.get(1)?)?, hex(fields.get(7)?)?))
    });
    lines.collect()
}

/// Whether an address is of this network.
pub(super) fn holds(network: &Network, address: Ipv4Addr) -> bool {
    subnet_base(network).is_ok_and(|base| contains(base, PREFIX, address))
}

pub(super) fn subnet_base(network: &Network) -> Result<Ipv4Addr> {
    let base = network.subnet.as_deref().and_then(|subnet| subnet.split_once('/')?.0.parse().ok());
    base.ok_or_else(|| Error::new(Kind::Failed, format!("the network {} has no subnet", network.name)))
}

/// Reserves a free address: the first host address is the gateway's, the last one broadcast.
fn reserve(deps: &Deps, id: &Id, base: Ipv4Addr, entry: &mut Entry) -> Result<Option<Ipv4Addr>> {
    let start = blake3::hash(id.as_str().as_bytes()).as_bytes()[0];
    for n in 0..HOSTS {
        let host = 2 + (u32::from(start) * 4 + n) % HOSTS;
        let address = Ipv4Addr::from(u32::from(base) + host);
        if deps.registry.is_reserved(address) {
            continue;
        }
        entry.address(address)?;
        if deps.registry.reserve_address(address, id)? {
            return Ok(Some(address));
        }
    }
    Ok(None)
}

/// Removes the network of a group once nobody is on it.
///
/// # Errors
/// Failures of the engine.
pub async fn leave(deps: &Deps, engine: &dyn Engine, wanted: &spec::Network) -> Result<()> {
    let spec::Network::Group(group) = wanted else { return Ok(()) };
    // Somebody may be about to join: then it is not ours to remove.
    let Ok(_owned) = deps.registry.own_networks(std::time::Duration::ZERO).await else { return Ok(()) };
    let addresses = deps.registry.addresses()?;
    for network in named(deps, engine, &group_network(deps, group)).await? {
        if addresses.iter().any(|address| holds(&network, *address)) {
            continue;
        }
        match engine.remove_network(&network.id).await {
            Err(error) if error.kind() == Kind::Conflict => continue,
            other => other?,
        }
        // Its addresses may be anybody's from now on.
        super::fence::clear(deps, engine, &[]).await?;
    }
    Ok(())
}

/// Removes the home's bridges, and what else its sandboxes shared, once no sandbox is left.
///
/// # Errors
/// Failures of the engine.
pub async fn sweep(deps: &Deps, engine: &dyn Engine) -> Result<()> {
    // As long as others are known the engine need not list them.
    if !deps.registry.ids()?.is_empty() || !deps.registry.member_ids()?.is_empty() {
        return Ok(());
    }
    let home = Selector::label(labels::HOME, deps.registry.home().to_string());
    if any_sandbox(engine, &home).await? {
        return Ok(());
    }
    // Somebody may be about to make one: then it is not ours to remove.
    let Ok(_owned) = deps.registry.own_networks(std::time::Duration::ZERO).await else { return Ok(()) };
    if any_sandbox(engine, &home).await? {
        return Ok(());
    }
    // Helpers that a dead process left.
    for helper in engine.containers(&home).await?.iter().filter(|container| is_helper(deps, container)) {
        engine.remove(&helper.id).await?;
    }
    // While the networks are there that tell the way to it.
    super::fence::remove(deps, engine).await?;
    for network in engine.networks(&home).await? {
        match engine.remove_network(&network.id).await {
            Err(error) if error.kind() != Kind::Conflict => return Err(error),
            _ => {}
        }
    }
    // What belongs to an account outlives all sandboxes.
    let mut volumes = engine.volumes(&home).await?;
    volumes.retain(|volume| !volume.labels.contains_key(labels::ACCOUNT));
    for volume in volumes {
        match engine.remove_volume(&volume.name).await {
            Err(error) if error.kind() != Kind::Conflict => return Err(error),
            _ => {}
        }
    }
    deps.registry.remove_abandoned_files()?;
    super::guest_binary::prune(deps)
}

async fn any_sandbox(engine: &dyn Engine, home: &Selector) -> Result<bool> {
    Ok(engine.containers(home).await?.iter().any(|container| super::observe::owner(container).is_some()))
}

fn is_helper(deps: &Deps, container: &Container) -> bool {
    let home = deps.registry.home();
    ["sweep", "fill", "fence"].iter().any(|work| container.name.starts_with(&format!("sandcastle-{work}-{home}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_are_distinct_subnets_of_the_private_range() {
        let all: Vec<Ipv4Addr> = candidates("sandcastle-x-0").collect();
        let distinct: std::collections::HashSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), SUBNETS_TRIED as usize);
        assert!(all.iter().all(|net| net.octets()[0] == 10 && net.octets()[1] >= 128 && net.octets()[3] == 0));
        assert!(all.iter().all(|net| u32::from(*net).trailing_zeros() >= u32::from(32 - PREFIX)));
    }

    #[test]
    fn a_route_that_covers_a_candidate_rules_it_out_and_the_default_route_does_not() {
        let candidate = Ipv4Addr::new(10, 130, 4, 0);
        let net = |text: &str| u32::from(text.parse::<Ipv4Addr>().unwrap());
        assert!(overlaps(candidate, net("10.0.0.0"), net("255.0.0.0")));
        assert!(overlaps(candidate, net("10.130.5.0"), net("255.255.255.0")));
        assert!(!overlaps(candidate, net("10.131.0.0"), net("255.255.0.0")));
        assert!(!overlaps(candidate, 0, 0));
    }
}
