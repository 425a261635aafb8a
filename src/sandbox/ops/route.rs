//! Where a sandbox's ports are reached, and the routes that make it so.

use super::{Deps, observe};
use crate::error::{Error, Kind, Result};
use crate::events::{Draft, EventType};
use crate::registry::record::SandboxRecord;
use crate::route::{Endpoint, Route, Target};
use crate::sandbox::id::Id;
use crate::sandbox::port::Port;
use crate::sandbox::status::State;
use std::net::{IpAddr, SocketAddr};

/// Writes the routes of a sandbox that has just started, and notes in the record what is routed.
///
/// # Errors
/// When a route can't be written; failures of the engine.
pub async fn publish(deps: &Deps, mut record: SandboxRecord) -> Result<SandboxRecord> {
    if !deps.routes.is_proxy() || record.spec.address.is_none() {
        return Ok(record);
    }
    let mut ports = vec![record.spec.default_port()];
    ports.extend(record.spec.ports.iter().chain(&record.routed).copied());
    let mut distinct = Vec::new();
    for port in ports {
        if !distinct.contains(&port) && (record.spec.published_on.is_none() || record.spec.ports.contains(&port)) {
            distinct.push(port);
        }
    }
    record.routed = distinct;
    write(deps, &record).await?;
    Ok(record)
}

async fn write(deps: &Deps, record: &SandboxRecord) -> Result<()> {
    let backends = Backends::look(deps, record).await?;
    let targets = record.routed.iter().map(|port| backends.target(record, *port)).collect::<Result<Vec<_>>>()?;
    let ports = targets.len() as u64;
    deps.routes.write(&Route { id: record.id.clone(), targets })?;
    deps.record(Draft::new(EventType::RouteWritten).sandbox(&record.id, &record.name).with("ports", ports));
    Ok(())
}

/// Removes the routes of a sandbox that ends: they would lead nowhere, or to another one.
///
/// # Errors
/// When they can't be removed.
pub fn withdraw(deps: &Deps, record: &SandboxRecord) -> Result<()> {
    deps.routes.remove(&record.id)?;
    if deps.routes.is_proxy() && !record.routed.is_empty() {
        deps.record(Draft::new(EventType::RouteRemoved).sandbox(&record.id, &record.name));
    }
    Ok(())
}

/// Where a port is reached; the default one when none is named. A port that the proxy does not know yet is routed first.
///
/// # Errors
/// `wrong_state` for a sandbox that does not run or has no network, and for an undeclared port where only declared ones
/// are published.
pub async fn endpoint(deps: &Deps, id: &Id, port: Option<Port>) -> Result<Endpoint> {
    let sandbox = observe::one(deps, id).await?;
    let record = &sandbox.record;
    sandbox.state.require(sandbox.state == State::Running, record.name.as_str(), "reach")?;
    let port = port.unwrap_or(record.spec.default_port());
    let endpoint = known(deps, record, port).await?;
    if deps.routes.is_proxy() && !record.routed.contains(&port) {
        let _lock = deps.lock_sandbox(id, "get-host").await?;
        let mut record = observe::record(deps, id)?;
        record.routed.push(port);
        let record = publish(deps, record).await?;
        deps.registry.publish(&record)?;
    }
    Ok(endpoint)
}

/// Where a port would be reached; nothing is written.
///
/// # Errors
/// As [`endpoint`].
pub async fn known(deps: &Deps, record: &SandboxRecord, port: Port) -> Result<Endpoint> {
    let target = target(deps, record, port).await?;
    Ok(deps.routes.endpoint(&record.id, target, record.spec.default_port()))
}

/// Where this machine reaches a port, whatever its public URL is.
///
/// # Errors
/// As [`endpoint`].
pub async fn target(deps: &Deps, record: &SandboxRecord, port: Port) -> Result<Target> {
    Backends::look(deps, record).await?.target(record, port)
}

/// Where this machine reaches the ports of one sandbox.
enum Backends {
    Bridge(IpAddr),
    Published(IpAddr, Vec<(u16, u16)>),
}

impl Backends {
    async fn look(deps: &Deps, record: &SandboxRecord) -> Result<Backends> {
        let Some(address) = record.spec.address else {
            return Err(Error::new(Kind::WrongState, format!("{} has no network", record.name))
                .hint("make one that has: sandcastle init --network isolated"));
        };
        let Some(on) = record.spec.published_on else { return Ok(Backends::Bridge(address.into())) };
        let engine = deps.engine().await?;
        let name = crate::sandbox::labels::container_name(&record.name, &record.id);
        let container = engine.container_named(&name).await?;
        Ok(Backends::Published(on, container.map(|container| container.published).unwrap_or_default()))
    }

    fn target(&self, record: &SandboxRecord, port: Port) -> Result<Target> {
        let backend = match self {
            Backends::Bridge(address) => SocketAddr::new(*address, port.number()),
            Backends::Published(on, published) => {
                let found = published.iter().find(|(inside, _)| *inside == port.number());
                let (_, outside) = found.ok_or_else(|| not_published(record, port))?;
                SocketAddr::new(*on, *outside)
            }
        };
        Ok(Target { port, backend })
    }
}

fn not_published(record: &SandboxRecord, port: Port) -> Error {
    let name = &record.name;
    if record.spec.ports.contains(&port) {
        return Error::new(Kind::WrongState, format!("port {port} of {name} is published only while it runs"))
            .hint(format!("start it: sandcastle start {name}"));
    }
    Error::new(Kind::WrongState, format!("port {port} of {name} is not published on route.address"))
        .hint(format!("declare it when the sandbox is made: sandcastle init --port {port}"))
}
