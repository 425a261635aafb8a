//! What is said to an engine and by it, as the engine in memory takes it.

use sandcastle::engine::{Container, ContainerSpec, ContainerState, EngineId, Mount, Selector, Volume};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;

pub fn labels(value: &Value) -> BTreeMap<String, String> {
    serde_json::from_value(value.clone()).unwrap_or_default()
}

pub fn selector(filters: &Value) -> Selector {
    let wanted = filters["label"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let (labels, keys): (Vec<&str>, Vec<&str>) = wanted.partition(|label| label.contains('='));
    let pairs = labels.iter().filter_map(|label| label.split_once('='));
    Selector {
        labels: pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        keys: keys.into_iter().map(str::to_owned).collect(),
    }
}

pub fn shown(container: &Container) -> Value {
    let state = match container.state {
        ContainerState::Created => "created",
        ContainerState::Running => "running",
        ContainerState::Paused => "paused",
        ContainerState::Exited => "exited",
        ContainerState::Dead => "dead",
    };
    let ports: Vec<Value> = container
        .published
        .iter()
        .map(|(inside, outside)| json!({"PrivatePort": inside, "PublicPort": outside, "Type": "tcp"}))
        .collect();
    json!({
        "Id": container.id.as_str(),
        "Names": [format!("/{}", container.name)],
        "State": state,
        "Status": container.status,
        "Labels": container.labels,
        "Created": container.created,
        "Ports": ports,
    })
}

/// What names, addresses, ports, limits and volumes depend on; the rest of a request means nothing to an engine without processes.
pub fn spec(name: &str, body: &Value) -> ContainerSpec {
    let endpoint = body["NetworkingConfig"]["EndpointsConfig"].as_object().and_then(|all| all.iter().next());
    let network = endpoint.and_then(|(network, settings)| {
        let address: Ipv4Addr = settings["IPAMConfig"]["IPv4Address"].as_str()?.parse().ok()?;
        Some((EngineId::parse(network)?, address))
    });
    let ports = body["HostConfig"]["PortBindings"].as_object().into_iter().flatten();
    let published = ports.filter_map(|(port, bindings)| {
        Some((port.split('/').next()?.parse().ok()?, bindings[0]["HostIp"].as_str()?.parse().ok()?))
    });
    let mounts = body["HostConfig"]["Mounts"].as_array().into_iter().flatten();
    let mounts = mounts.filter(|mount| mount["Type"] == "volume").filter_map(|mount| {
        let text = |key: &str| mount[key].as_str().map(str::to_owned);
        Some(Mount::Volume { name: text("Source")?, target: text("Target")?, read_only: mount["ReadOnly"] == true })
    });
    let (cpus, memory, pids) = limits(&body["HostConfig"]);
    ContainerSpec {
        name: name.to_owned(),
        image_id: body["Image"].as_str().unwrap_or_default().to_owned(),
        labels: labels(&body["Labels"]),
        network,
        published: published.collect(),
        mounts: mounts.collect(),
        cpus,
        memory,
        pids,
        ..Default::default()
    }
}

/// Processors, bytes of memory, processes.
pub fn limits(body: &Value) -> (f64, u64, i64) {
    let number = |key: &str| body[key].as_i64().unwrap_or_default();
    (number("NanoCpus") as f64 / 1e9, number("Memory").unsigned_abs(), number("PidsLimit"))
}

/// A volume as the engine shows it.
pub fn volume(volume: &Volume) -> Value {
    json!({
        "Name": volume.name, "Labels": volume.labels, "Driver": "local", "Mountpoint": "/", "Scope": "local", "Options": {},
    })
}
