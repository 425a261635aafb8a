//! Containers: made, started, ended, listed; and the bridge to the guest inside.

use super::networks::{gone_is_done, odd_answer};
use super::{Container, ContainerSpec, DockerEngine, Duplex, EngineId, Source, hash, tree};
use crate::engine::{ContainerState, Mount, Tmpfs};
use crate::error::{Error, Kind, Result};
use bollard::container::LogOutput;
use bollard::exec::{CreateExecOptions, StartExecOptions, StartExecResults};
use bollard::models::{
    ContainerCreateBody, ContainerSummaryStateEnum, ContainerUpdateBody, EndpointIpamConfig, EndpointSettings,
    HealthConfig, HostConfig, HostConfigCgroupnsModeEnum, HostConfigLogConfig, MountType, NetworkingConfig,
    PortBinding, ResourcesUlimits,
};
use bollard::query_parameters::{
    CreateContainerOptionsBuilder, DownloadFromContainerOptionsBuilder, ListContainersOptionsBuilder,
    LogsOptionsBuilder, RemoveContainerOptionsBuilder, RenameContainerOptionsBuilder, StopContainerOptionsBuilder,
    UploadToContainerOptionsBuilder,
};
use futures_util::{StreamExt, TryStreamExt};
use std::collections::HashMap;
use std::time::Duration;
use tokio::io::AsyncRead;
use tokio_util::io::StreamReader;

/// The most that a start may take: an engine under the load of twenty of them needs seconds.
const START: Duration = Duration::from_secs(120);

pub(super) async fn create(engine: &DockerEngine, spec: &ContainerSpec) -> Result<EngineId> {
    let options = CreateContainerOptionsBuilder::default().name(&spec.name).build();
    let what = format!("creating container {}", spec.name);
    let made = engine.call_within(START, &what, engine.docker.create_container(Some(options), body(spec))).await?;
    EngineId::parse(&made.id).ok_or_else(|| odd_answer("a container without an id"))
}

fn body(spec: &ContainerSpec) -> ContainerCreateBody {
    let (entrypoint, arguments) = spec.argv.split_at(spec.argv.len().min(1));
    let endpoint = spec.network.as_ref().map(|(network, address)| {
        let fixed = EndpointIpamConfig { ipv4_address: Some(address.to_string()), ..Default::default() };
        (
            network.to_string(),
            EndpointSettings {
                ipam_config: Some(fixed),
                aliases: (!spec.aliases.is_empty()).then(|| spec.aliases.clone()),
                ..Default::default()
            },
        )
    });
    let ports = spec.published.iter().map(|(port, _)| format!("{port}/tcp")).collect::<Vec<_>>();
    ContainerCreateBody {
        hostname: Some(spec.hostname.clone()),
        // The guest is root whatever the image says, and resolves the image's user itself.
        user: Some("0:0".to_owned()),
        image: Some(spec.image_id.clone()),
        entrypoint: Some(entrypoint.to_vec()),
        cmd: Some(arguments.to_vec()),
        env: Some(spec.env.iter().map(|(key, value)| format!("{key}={value}")).collect()),
        labels: Some(hash(&spec.labels)),
        working_dir: Some("/".to_owned()),
        healthcheck: Some(HealthConfig { test: Some(vec!["NONE".to_owned()]), ..Default::default() }),
        stop_signal: Some("SIGTERM".to_owned()),
        exposed_ports: (!ports.is_empty()).then_some(ports),
        host_config: Some(host_config(spec)),
        networking_config: endpoint
            .map(|endpoint| NetworkingConfig { endpoints_config: Some(HashMap::from([endpoint])) }),
        ..Default::default()
    }
}

fn host_config(spec: &ContainerSpec) -> HostConfig {
    let memory = i64::try_from(spec.memory).unwrap_or(i64::MAX);
    let network_mode = match &spec.network {
        Some((network, _)) => network.to_string(),
        None if spec.host_network => "host".to_owned(),
        None => "none".to_owned(),
    };
    let bindings = spec.published.iter().map(|(port, address)| {
        // No host port: the engine takes a free one.
        let binding = PortBinding { host_ip: Some(address.to_string()), host_port: None };
        (format!("{port}/tcp"), Some(vec![binding]))
    });
    HostConfig {
        memory: Some(memory),
        // The same as memory: no swap beyond it.
        memory_swap: Some(memory),
        nano_cpus: Some(nano_cpus(spec.cpus)),
        pids_limit: Some(spec.pids),
        network_mode: Some(network_mode),
        port_bindings: (!spec.published.is_empty()).then(|| bindings.collect()),
        mounts: Some(spec.mounts.iter().map(mount).collect()),
        cap_drop: Some(vec!["ALL".to_owned()]),
        cap_add: Some(spec.capabilities.clone()),
        security_opt: Some(security(spec)),
        ulimits: Some(vec![no_core_dumps()]),
        readonly_rootfs: Some(spec.read_only),
        tmpfs: (!spec.tmpfs.is_empty()).then(|| spec.tmpfs.iter().map(tmpfs).collect()),
        runtime: spec.runtime.clone(),
        shm_size: spec.shm_size.and_then(|bytes| i64::try_from(bytes).ok()),
        storage_opt: spec.disk.map(|bytes| HashMap::from([("size".to_owned(), bytes.to_string())])),
        ipc_mode: Some("private".to_owned()),
        cgroupns_mode: Some(HostConfigCgroupnsModeEnum::PRIVATE),
        log_config: Some(HostConfigLogConfig {
            typ: Some("json-file".to_owned()),
            config: Some(HashMap::from([
                ("max-size".to_owned(), "1m".to_owned()),
                ("max-file".to_owned(), "1".to_owned()),
            ])),
        }),
        ..Default::default()
    }
}

fn security(spec: &ContainerSpec) -> Vec<String> {
    let mut options = vec!["no-new-privileges".to_owned()];
    // The text itself: of a path the engine would say only at the start that it can't read it.
    options.extend(spec.seccomp.map(|profile| format!("seccomp={profile}")));
    options
}

/// A core dump would hold what was in memory, and the host may gather them. Open files are the guest's to limit: an engine
/// may be allowed fewer than we would ask for.
fn no_core_dumps() -> ResourcesUlimits {
    ResourcesUlimits { name: Some("core".to_owned()), soft: Some(0), hard: Some(0) }
}

fn tmpfs(tmpfs: &Tmpfs) -> (String, String) {
    let exec = if tmpfs.exec { "exec" } else { "noexec" };
    (tmpfs.path.clone(), format!("rw,nosuid,nodev,{exec},size={},mode={:o}", tmpfs.bytes, tmpfs.mode))
}

fn mount(mount: &Mount) -> bollard::models::Mount {
    let (kind, source, target, read_only) = match mount {
        Mount::Folder { source, target, read_only } => (MountType::BIND, Some(source), target, *read_only),
        Mount::Volume { name, target, read_only } => (MountType::VOLUME, Some(name), target, *read_only),
        Mount::Anonymous { target } => (MountType::VOLUME, None, target, false),
    };
    bollard::models::Mount {
        typ: Some(kind),
        source: source.cloned(),
        target: Some(target.clone()),
        read_only: Some(read_only),
        ..Default::default()
    }
}

pub(super) async fn start(engine: &DockerEngine, id: &EngineId) -> Result<()> {
    let options = None::<bollard::query_parameters::StartContainerOptions>;
    engine.call_within(START, "starting the container", engine.docker.start_container(id.as_str(), options)).await
}

pub(super) async fn stop(engine: &DockerEngine, id: &EngineId, grace: Duration) -> Result<()> {
    let seconds = i32::try_from(grace.as_secs()).unwrap_or(i32::MAX);
    let options = StopContainerOptionsBuilder::default().t(seconds).build();
    let call = engine.docker.stop_container(id.as_str(), Some(options));
    engine.call_within(grace + START, "stopping the container", call).await
}

pub(super) async fn rename(engine: &DockerEngine, id: &EngineId, name: &str) -> Result<()> {
    let options = RenameContainerOptionsBuilder::default().name(name).build();
    engine.call("renaming the container", engine.docker.rename_container(id.as_str(), options)).await
}

pub(super) async fn update(engine: &DockerEngine, id: &EngineId, cpus: f64, memory: u64, pids: i64) -> Result<()> {
    let memory = i64::try_from(memory).unwrap_or(i64::MAX);
    let limits = ContainerUpdateBody {
        nano_cpus: Some(nano_cpus(cpus)),
        memory: Some(memory),
        memory_swap: Some(memory),
        pids_limit: Some(pids),
        ..Default::default()
    };
    engine.call("setting the limits of the container", engine.docker.update_container(id.as_str(), limits)).await
}

#[expect(clippy::cast_possible_truncation, reason = "the number of processors is at most 1024")]
fn nano_cpus(cpus: f64) -> i64 {
    (cpus * 1e9) as i64
}

pub(super) async fn remove(engine: &DockerEngine, id: &EngineId) -> Result<()> {
    let options = || RemoveContainerOptionsBuilder::default().force(true).v(true).build();
    let what = "removing the container";
    let begun = std::time::Instant::now();
    loop {
        let call = engine.docker.remove_container(id.as_str(), Some(options()));
        match gone_is_done(engine.call_within(START, what, call).await) {
            // Somebody else removes it at this moment: done when it is gone.
            Err(error) if error.kind() == Kind::Conflict && begun.elapsed() < START => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            other => return other,
        }
    }
}

pub(super) async fn list(engine: &DockerEngine, filters: HashMap<String, Vec<String>>) -> Result<Vec<Container>> {
    let options = ListContainersOptionsBuilder::default().all(true).filters(&filters).build();
    let found = engine.call("listing containers", engine.docker.list_containers(Some(options))).await?;
    let known = found.into_iter().filter_map(|summary| {
        let name = summary.names?.into_iter().next()?;
        Some(Container {
            id: EngineId::parse(summary.id.as_deref()?)?,
            name: name.trim_start_matches('/').to_owned(),
            state: state(summary.state),
            status: summary.status.unwrap_or_default(),
            labels: tree(summary.labels),
            created: summary.created.unwrap_or_default(),
            published: published(summary.ports.unwrap_or_default()),
        })
    });
    Ok(known.collect())
}

fn published(ports: Vec<bollard::models::PortSummary>) -> Vec<(u16, u16)> {
    ports.into_iter().filter_map(|port| Some((port.private_port, port.public_port?))).collect()
}

fn state(state: Option<ContainerSummaryStateEnum>) -> ContainerState {
    use ContainerSummaryStateEnum as Word;
    match state {
        Some(Word::RUNNING | Word::RESTARTING) => ContainerState::Running,
        Some(Word::PAUSED) => ContainerState::Paused,
        Some(Word::CREATED) => ContainerState::Created,
        Some(Word::REMOVING | Word::DEAD) => ContainerState::Dead,
        _ => ContainerState::Exited,
    }
}

pub(super) async fn output_tail(engine: &DockerEngine, id: &EngineId) -> Result<String> {
    let options = LogsOptionsBuilder::default().stdout(true).stderr(true).tail("20").build();
    let mut lines = engine.docker.logs(id.as_str(), Some(options));
    let collect = async {
        let mut text = String::new();
        while let Some(Ok(line)) = lines.next().await {
            text.push_str(&String::from_utf8_lossy(&line.into_bytes()));
            if text.len() > 16 * 1024 {
                break;
            }
        }
        Ok(text)
    };
    engine.call("reading the container's output", collect).await.map(|text| super::errors::one_line(&text))
}

pub(super) async fn bridge(engine: &DockerEngine, id: &EngineId, argv: &[&str]) -> Result<Box<dyn Duplex>> {
    let options = CreateExecOptions::<String> {
        attach_stdin: Some(true),
        attach_stdout: Some(true),
        attach_stderr: Some(false),
        user: Some("0:0".to_owned()),
        working_dir: Some("/".to_owned()),
        cmd: Some(argv.iter().map(|&argument| argument.to_owned()).collect()),
        ..Default::default()
    };
    let made =
        engine.call("opening a bridge into the sandbox", engine.docker.create_exec(id.as_str(), options)).await?;
    let start = StartExecOptions { output_capacity: Some(64 * 1024), ..Default::default() };
    let started =
        engine.call("opening a bridge into the sandbox", engine.docker.start_exec(&made.id, Some(start))).await?;
    let StartExecResults::Attached { output, input } = started else {
        return Err(Error::new(Kind::Failed, "opening a bridge into the sandbox: the engine gave no stream"));
    };
    let bytes = output.map_err(std::io::Error::other).try_filter_map(|piece| async move {
        Ok(match piece {
            LogOutput::StdOut { message } | LogOutput::Console { message } => Some(message),
            LogOutput::StdErr { .. } | LogOutput::StdIn { .. } => None,
        })
    });
    Ok(Box::new(tokio::io::join(StreamReader::new(Box::pin(bytes)), input)))
}

pub(super) async fn fill(engine: &DockerEngine, id: &EngineId, folder: &str, archive: Source) -> Result<()> {
    let options = UploadToContainerOptionsBuilder::default().path(folder).build();
    let body = bollard::body_try_stream(super::images::pieces(archive));
    let call = engine.docker.upload_to_container(id.as_str(), Some(options), body);
    call.await.map_err(|cause| engine.explain("handing files to the engine", cause))
}

pub(super) fn archive<'e>(
    engine: &'e DockerEngine,
    id: &EngineId,
    path: &str,
) -> Box<dyn AsyncRead + Send + Unpin + 'e> {
    let options = DownloadFromContainerOptionsBuilder::default().path(path).build();
    let bytes = engine.docker.download_from_container(id.as_str(), Some(options)).map_err(|error| match error {
        bollard::errors::Error::DockerResponseServerError { status_code: 404, .. } => {
            std::io::Error::new(std::io::ErrorKind::NotFound, error)
        }
        other => std::io::Error::other(other),
    });
    Box::new(StreamReader::new(Box::pin(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec() -> ContainerSpec {
        ContainerSpec {
            name: "sandcastle-a-b".to_owned(),
            argv: vec!["/guest".to_owned(), "init".to_owned()],
            mounts: vec![
                Mount::Folder { source: "/home".to_owned(), target: "/a".to_owned(), read_only: true },
                Mount::Anonymous { target: "/b".to_owned() },
            ],
            cpus: 0.5,
            memory: 1 << 30,
            pids: 64,
            seccomp: Some("{}"),
            ..Default::default()
        }
    }

    fn strictest() -> ContainerSpec {
        ContainerSpec {
            tmpfs: vec![Tmpfs { path: "/tmp".to_owned(), bytes: 4096, mode: 0o1777, exec: true }],
            read_only: true,
            runtime: Some("runsc".to_owned()),
            shm_size: Some(1 << 20),
            disk: Some(10 << 30),
            network: EngineId::parse(&"a".repeat(64)).map(|id| (id, std::net::Ipv4Addr::LOCALHOST)),
            published: vec![(80, std::net::IpAddr::from([127, 0, 0, 1]))],
            ..spec()
        }
    }

    /// Whatever is asked for: there is no way to say any of this.
    #[test]
    fn no_request_asks_for_privileges_a_namespace_of_the_host_or_a_device() {
        for spec in [spec(), strictest()] {
            let body = serde_json::to_value(body(&spec)).unwrap();
            let host = &body["HostConfig"];
            for key in ["Privileged", "PidMode", "UsernsMode", "UTSMode", "Devices", "DeviceRequests", "Binds"] {
                assert!(host[key].is_null(), "{key}: {}", host[key]);
            }
            for key in ["VolumesFrom", "MaskedPaths", "ReadonlyPaths", "OomKillDisable", "CgroupParent", "Sysctls"] {
                assert!(host[key].is_null(), "{key}: {}", host[key]);
            }
            assert_eq!((&host["IpcMode"], &host["CgroupnsMode"]), (&"private".into(), &"private".into()));
            assert_ne!(host["NetworkMode"], "host");
            assert_eq!(host["CapDrop"], serde_json::json!(["ALL"]));
            assert_eq!(host["SecurityOpt"], serde_json::json!(["no-new-privileges", "seccomp={}"]));
            assert_eq!((&host["Memory"], &host["MemorySwap"]), (&(1 << 30).into(), &(1 << 30).into()));
            assert_eq!((&host["PidsLimit"], &host["NanoCpus"]), (&64.into(), &500_000_000.into()));
            assert_eq!(host["LogConfig"]["Config"]["max-size"], "1m");
        }
    }

    #[test]
    fn what_is_chosen_for_a_container_stands_in_its_request() {
        let body = serde_json::to_value(body(&strictest())).unwrap();
        let host = &body["HostConfig"];
        assert_eq!(host["Tmpfs"]["/tmp"], "rw,nosuid,nodev,exec,size=4096,mode=1777");
        assert_eq!((&host["ReadonlyRootfs"], &host["Runtime"]), (&true.into(), &"runsc".into()));
        assert_eq!((&host["ShmSize"], &host["StorageOpt"]["size"]), (&(1 << 20).into(), &"10737418240".into()));
        assert_eq!(host["Ulimits"], serde_json::json!([{"Name": "core", "Soft": 0, "Hard": 0}]));
        assert!(host["Mounts"][1]["Source"].is_null() && host["Mounts"][1]["Type"] == "volume", "{}", host["Mounts"]);
    }
}
