//! The fence around each sandbox: in the kernel of the engine's host, out of the sandbox's reach. Nothing of a user runs
//! inside before the fence was seen from there; whatever took it away, the next start puts it back.

mod road;

use super::{Deps, network};
use crate::engine::{Engine, Network};
use crate::error::{Error, Kind, Result};
use crate::guest::fence::{self, Answer, Bridge, Change, Refused, VERSION, Work};
use crate::guest::protocol::{Reply, Request};
use crate::registry::record::SandboxRecord;
use crate::sandbox::fence::Fence;
use crate::sandbox::labels;
use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::time::Duration;

/// The kernel answers at once, but no more than so often a second.
const TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_millis(250);

/// What the kernel is to enforce for a sandbox.
pub fn of(record: &SandboxRecord) -> Fence {
    record.spec.egress.fence(record.resolved.as_ref(), record.spec.address.map(fence::gateway))
}

/// Makes sure that a sandbox, whose guest answers, is behind its fence. Costs one call to the guest where it is.
///
/// # Errors
/// `denied` where it can't be enforced.
pub async fn ensure(deps: &Deps, engine: &dyn Engine, record: &SandboxRecord) -> Result<()> {
    if record.spec.address.is_none() || stands(deps, engine, record).await? {
        return Ok(());
    }
    apply(deps, engine, record).await?;
    for left in (0..TRIES).rev() {
        if stands(deps, engine, record).await? {
            return Ok(());
        }
        if left > 0 {
            tokio::time::sleep(PAUSE).await;
        }
    }
    Err(refuse(record, "the rules were written, and are not in force"))
}

/// Whether a sandbox sees its own fence from inside.
///
/// # Errors
/// When its guest does not answer.
pub async fn stands(deps: &Deps, engine: &dyn Engine, record: &SandboxRecord) -> Result<bool> {
    let Some(address) = record.spec.address else { return Ok(true) };
    let gateway = fence::gateway(address);
    let request = Request::Fenced { gateway, port: of(record).mark(VERSION) };
    let connection = super::reach::connect_unlisted(deps, engine, record).await?;
    match connection.call(&request, deps.options.call_timeout).await? {
        Reply::Fenced(stands) => Ok(stands),
        _ => Err(crate::guest::client::not_a_guest("an answer of the wrong kind")),
    }
}

/// Puts the fence of a sandbox in place, in the stead of any that its address had. What is under way and no longer
/// allowed is cut off.
///
/// # Errors
/// `denied` where it can't be enforced; `locked`.
pub async fn apply(deps: &Deps, engine: &dyn Engine, record: &SandboxRecord) -> Result<()> {
    let Some(address) = record.spec.address else { return Ok(()) };
    let _lock = deps.registry.lock_fence(deps.options.lock_timeout).await?;
    let mut change = change(deps, bridges(deps, engine).await?)?;
    change.others.retain(|(other, _)| *other != address);
    change.fences.push((address, of(record)));
    deps.registry.note_fence(&record.spec.image_id)?;
    let done = put(deps, engine, change).await;
    done.map_err(|error| match error.kind() {
        Kind::Failed | Kind::Denied | Kind::NotFound | Kind::TimedOut => refuse(record, error.message()).because(error),
        _ => error,
    })
}

fn refuse(record: &SandboxRecord, why: &str) -> Error {
    Error::new(
        Kind::Denied,
        format!("the egress policy {} can't be enforced on this engine: {why}", record.spec.egress),
    )
    .hint("use --network none; sandcastle doctor says more")
}

/// What stands on the engine's host.
///
/// # Errors
/// Failures of the engine, and of the kernel there.
pub async fn look(deps: &Deps, engine: &dyn Engine) -> Result<Answer> {
    if deps.registry.fence()?.is_none() {
        return Ok(Answer::default());
    }
    send(deps, engine, &bridges(deps, engine).await?, Work::Look).await
}

/// What a sandbox was refused since it is there, what was refused most often first.
///
/// # Errors
/// The same.
pub async fn refused(deps: &Deps, record: &SandboxRecord) -> Result<Vec<Refused>> {
    let Some(address) = record.spec.address else { return Ok(Vec::new()) };
    let mut refused = look(deps, deps.engine().await?).await?.refused;
    // Before that the address was another's.
    let age = crate::clock::now().duration_since(record.created_at).as_millis();
    refused.retain(|one| one.source == address && i128::from(one.ago_ms) <= age);
    refused.sort_by_key(|one| (std::cmp::Reverse(one.packets), one.destination, one.protocol, one.port));
    Ok(refused)
}

/// Addresses that have fences of their own, and that nobody has any more. Whoever asks owns the networks.
///
/// # Errors
/// The same.
pub async fn stale(deps: &Deps, engine: &dyn Engine) -> Result<Vec<Ipv4Addr>> {
    let reserved: BTreeSet<Ipv4Addr> = deps.registry.addresses()?.into_iter().collect();
    Ok(look(deps, engine).await?.fenced.difference(&reserved).copied().collect())
}

/// Takes their fences away, and those of networks that are gone.
///
/// # Errors
/// The same.
pub async fn clear(deps: &Deps, engine: &dyn Engine, stale: &[Ipv4Addr]) -> Result<()> {
    if deps.registry.fence()?.is_none() {
        return Ok(());
    }
    let _lock = deps.registry.lock_fence(deps.options.lock_timeout).await?;
    let mut change = change(deps, bridges(deps, engine).await?)?;
    change.fences = stale.iter().map(|address| (*address, Fence::default())).collect();
    put(deps, engine, change).await
}

/// Removes the home's table, once there is no sandbox.
///
/// # Errors
/// The same.
pub async fn remove(deps: &Deps, engine: &dyn Engine) -> Result<()> {
    if deps.registry.fence()?.is_none() {
        return Ok(());
    }
    let _lock = deps.registry.lock_fence(deps.options.lock_timeout).await?;
    send(deps, engine, &bridges(deps, engine).await?, Work::Remove).await?;
    deps.registry.forget_fence()
}

/// The home's networks, as the engine's host has them.
async fn bridges(deps: &Deps, engine: &dyn Engine) -> Result<Vec<Bridge>> {
    Ok(network::ours(deps, engine).await?.iter().filter_map(bridge).collect())
}

fn bridge(network: &Network) -> Option<Bridge> {
    let base = network::subnet_base(network).ok()?;
    let interface = network.interface.clone();
    Some(Bridge { base, interface, talks: network.labels.contains_key(labels::GROUP) })
}

/// The home as it is now: its networks, and the fences that are not the default one.
fn change(deps: &Deps, networks: Vec<Bridge>) -> Result<Change> {
    let records = deps.registry.ids()?.into_iter().filter_map(|id| deps.registry.find(&id).ok().flatten());
    let own = records.filter_map(|record| Some((record.spec.address?, of(&record))));
    let others = own.filter(|(_, fence)| *fence != Fence::default()).collect();
    Ok(Change { networks, others, ..Change::default() })
}

async fn put(deps: &Deps, engine: &dyn Engine, mut change: Change) -> Result<()> {
    if engine.is_local() {
        // The engine's host is this machine: what it asks, the sandboxes may ask.
        change.resolvers = fence::host::resolvers();
    }
    let bridges = change.networks.clone();
    send(deps, engine, &bridges, Work::Put(change)).await.map(drop)
}

async fn send(deps: &Deps, engine: &dyn Engine, bridges: &[Bridge], work: Work) -> Result<Answer> {
    let order = fence::Order { home: deps.registry.home().to_string(), work };
    let answer = if road::leads_there(deps, engine, bridges) {
        road::here(order).await?
    } else {
        road::through_engine(deps, engine, &order).await?
    };
    match &answer.failure {
        Some(failure) => Err(Error::new(Kind::Denied, format!("the kernel of the engine's host said: {failure}"))),
        None => Ok(answer),
    }
}
