//! Networks and volumes.

use super::{DockerEngine, EngineId, Network, Volume, hash, tree};
use crate::error::{Error, Kind, Result};
use bollard::models::{Ipam, IpamConfig, NetworkCreateRequest, VolumeCreateRequest};
use bollard::query_parameters::{ListNetworksOptionsBuilder, ListVolumesOptionsBuilder};
use std::collections::{BTreeMap, HashMap};

pub(super) async fn create(
    engine: &DockerEngine,
    name: &str,
    subnet: &str,
    talks: bool,
    labels: &BTreeMap<String, String>,
) -> Result<Network> {
    let ipam = IpamConfig { subnet: Some(subnet.to_owned()), ..Default::default() };
    let request = NetworkCreateRequest {
        name: name.to_owned(),
        driver: Some("bridge".to_owned()),
        ipam: Some(Ipam { config: Some(vec![ipam]), ..Default::default() }),
        options: Some(HashMap::from([("com.docker.network.bridge.enable_icc".to_owned(), talks.to_string())])),
        labels: Some(hash(labels)),
        ..Default::default()
    };
    let made = engine.call("creating the network", engine.docker.create_network(request)).await.map_err(|error| {
        // A subnet that overlaps with another is 400, 403 or 500, depending on the engine.
        match error.kind() {
            Kind::Denied | Kind::Failed => Error::new(Kind::Conflict, error.message()).because(error),
            _ => error,
        }
    })?;
    let id = EngineId::parse(&made.id).ok_or_else(|| odd_answer("a network without an id"))?;
    let interface = interface(&id);
    Ok(Network { id, name: name.to_owned(), subnet: Some(subnet.to_owned()), interface, labels: labels.clone() })
}

/// The engine names a bridge after its network, where it is told no other name.
fn interface(id: &EngineId) -> String {
    format!("br-{}", &id.as_str()[..12])
}

pub(super) async fn list(engine: &DockerEngine, filters: HashMap<String, Vec<String>>) -> Result<Vec<Network>> {
    let options = ListNetworksOptionsBuilder::default().filters(&filters).build();
    let found = engine.call("listing networks", engine.docker.list_networks(Some(options))).await?;
    let ours = found.into_iter().filter_map(|network| {
        let subnets = network.ipam.and_then(|ipam| ipam.config).unwrap_or_default();
        let id = EngineId::parse(network.id.as_deref()?)?;
        Some(Network {
            interface: interface(&id),
            id,
            name: network.name?,
            subnet: subnets.into_iter().find_map(|config| config.subnet),
            labels: tree(network.labels),
        })
    });
    Ok(ours.collect())
}

pub(super) async fn remove(engine: &DockerEngine, id: &EngineId) -> Result<()> {
    let removal = engine.call("removing the network", engine.docker.remove_network(id.as_str())).await;
    gone_is_done(removal).map_err(|error| match error.kind() {
        // A network with endpoints is 403 on every engine, which elsewhere means a policy.
        Kind::Denied => Error::new(Kind::Conflict, error.message()).because(error),
        _ => error,
    })
}

pub(super) async fn ensure_volume(engine: &DockerEngine, name: &str, labels: &BTreeMap<String, String>) -> Result<()> {
    let request = VolumeCreateRequest { name: Some(name.to_owned()), labels: Some(hash(labels)), ..Default::default() };
    engine.call("creating the volume", engine.docker.create_volume(request)).await.map(drop)
}

pub(super) async fn volumes(engine: &DockerEngine, filters: HashMap<String, Vec<String>>) -> Result<Vec<Volume>> {
    let options = ListVolumesOptionsBuilder::default().filters(&filters).build();
    let found = engine.call("listing volumes", engine.docker.list_volumes(Some(options))).await?;
    let volumes = found.volumes.unwrap_or_default().into_iter().map(|volume| Volume {
        name: volume.name,
        labels: volume.labels.into_iter().collect(),
        created: volume.created_at.and_then(|at| at.parse::<jiff::Timestamp>().ok()).map_or(0, |at| at.as_second()),
    });
    Ok(volumes.collect())
}

pub(super) async fn remove_volume(engine: &DockerEngine, name: &str) -> Result<()> {
    let options = None::<bollard::query_parameters::RemoveVolumeOptions>;
    gone_is_done(engine.call("removing the volume", engine.docker.remove_volume(name, options)).await)
}

pub(super) fn gone_is_done(answer: Result<()>) -> Result<()> {
    match answer {
        Err(error) if error.kind() == Kind::NotFound => Ok(()),
        other => other,
    }
}

pub(super) fn odd_answer(what: &str) -> Error {
    Error::new(Kind::Failed, format!("the engine answered with {what}"))
}
