//! The Docker API (Docker Engine 20.10 and newer, Podman's service) through bollard, which nothing outside this folder names.

mod containers;
pub mod discover;
mod errors;
mod images;
mod networks;
mod usage;
mod volume_sizes;

use super::usage::{ContainerEvent, ContainerSize, Usage};
use super::{
    Build, Capabilities, Container, ContainerSpec, Duplex, Engine, EngineId, Image, ListedImage, Network, Selector,
    Source, Volume,
};
use crate::error::{Error, Kind, Result};
use crate::sandbox::report::Reporter;
use async_trait::async_trait;
use bollard::Docker;
use discover::Address;
use futures_util::stream::BoxStream;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;
use tokio::io::AsyncRead;

/// Seconds that bollard allows a request: beyond anything real, since every call has a deadline of its own
/// and the library's would also cut long uploads and builds.
const LIBRARY_TIMEOUT: u64 = 7 * 24 * 3600;

/// An engine that speaks the Docker API.
pub struct DockerEngine {
    docker: Docker,
    address: Address,
    deadline: Duration,
}

impl DockerEngine {
    /// Makes a client for the engine at `address`; short calls get `deadline`. Connects with the first call.
    ///
    /// # Errors
    /// `engine_unreachable` when there is no socket.
    pub async fn connect(address: Address, deadline: Duration) -> Result<DockerEngine> {
        // Paths carry no version with this release of the library, so every engine serves its own newest one.
        let docker = match &address {
            Address::Unix(path) => {
                Docker::connect_with_unix(&path.to_string_lossy(), LIBRARY_TIMEOUT, bollard::API_DEFAULT_VERSION)
            }
            Address::Tcp { host, port } => {
                let resolved = discover::resolve(host, *port, deadline).await?;
                Docker::connect_with_http(&format!("tcp://{resolved}"), LIBRARY_TIMEOUT, bollard::API_DEFAULT_VERSION)
            }
        };
        let docker = docker.map_err(|cause| errors::unreachable(&address, &cause))?;
        Ok(DockerEngine { docker, address, deadline })
    }

    /// A short call: a deadline, and errors in our terms.
    async fn call<T>(&self, what: &str, request: impl Future<Output = Result<T, bollard::errors::Error>>) -> Result<T> {
        self.call_within(self.deadline, what, request).await
    }

    async fn call_within<T>(
        &self,
        deadline: Duration,
        what: &str,
        request: impl Future<Output = Result<T, bollard::errors::Error>>,
    ) -> Result<T> {
        let begun = std::time::Instant::now();
        let answer = match tokio::time::timeout(deadline, request).await {
            Ok(answer) => answer.map_err(|cause| self.explain(what, cause)),
            Err(_) => Err(late(what, deadline).hint("it may still carry the request out; look with: sandcastle ls")),
        };
        tracing::debug!(took = ?begun.elapsed(), failed = answer.as_ref().err().map(|error| error.kind().code()), "{what}");
        answer
    }

    fn explain(&self, what: &str, cause: bollard::errors::Error) -> Error {
        errors::explain(&self.address, what, cause)
    }
}

fn late(what: &str, deadline: Duration) -> Error {
    Error::new(Kind::TimedOut, format!("{what}: the engine gave no answer within {} s", deadline.as_secs_f32()))
}

/// Of overlay2 on xfs only a try tells whether it is mounted with `pquota`.
fn disk_limits(driver: &str, backing: Option<&str>) -> Option<bool> {
    match (driver, backing) {
        ("btrfs" | "zfs" | "devicemapper" | "windowsfilter", _) => Some(true),
        ("overlay2" | "overlayfs", Some("xfs")) => None,
        _ => Some(false),
    }
}

fn filters(selector: &Selector) -> HashMap<String, Vec<String>> {
    let labels = selector.labels.iter().map(|(key, value)| format!("{key}={value}"));
    let labels = labels.chain(selector.keys.iter().cloned()).collect();
    HashMap::from([("label".to_owned(), labels)])
}

fn hash<V: Clone>(map: &BTreeMap<String, V>) -> HashMap<String, V> {
    map.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
}

fn tree(map: Option<HashMap<String, String>>) -> BTreeMap<String, String> {
    map.unwrap_or_default().into_iter().collect()
}

#[async_trait]
impl Engine for DockerEngine {
    fn address(&self) -> String {
        self.address.to_string()
    }

    fn is_local(&self) -> bool {
        matches!(self.address, Address::Unix(_))
    }

    async fn capabilities(&self) -> Result<Capabilities> {
        let version = self.call("asking the engine for its version", self.docker.version()).await?;
        let info = self.call("asking the engine what it can do", self.docker.info()).await?;
        let missing = [("memory", info.memory_limit), ("cpus", info.cpu_cfs_quota), ("pids", info.pids_limit)];
        let product = version.platform.map(|platform| platform.name).filter(|name| !name.is_empty());
        let driver = info.driver.unwrap_or_default();
        let status = info.driver_status.unwrap_or_default();
        let backing = status.into_iter().find(|pair| pair.first().is_some_and(|key| key == "Backing Filesystem"));
        let backing = backing.and_then(|pair| pair.into_iter().nth(1));
        Ok(Capabilities {
            product: product.unwrap_or_else(|| "Docker Engine".to_owned()),
            version: version.version.unwrap_or_default(),
            api_version: version.api_version.unwrap_or_default(),
            os: version.os.unwrap_or_default(),
            arch: version.arch.unwrap_or_default(),
            runtimes: info
                .runtimes
                .unwrap_or_default()
                .into_keys()
                .collect::<std::collections::BTreeSet<_>>()
                .into_iter()
                .collect(),
            default_runtime: info.default_runtime.unwrap_or_default(),
            security: info.security_options.unwrap_or_default(),
            cgroup_version: info.cgroup_version.map(|version| version.to_string()).unwrap_or_default(),
            disk_limits: disk_limits(&driver, backing.as_deref()),
            storage: backing.map_or(driver.clone(), |backing| format!("{driver} on {backing}")),
            missing_limits: missing.into_iter().filter(|(_, has)| *has == Some(false)).map(|(name, _)| name).collect(),
            cpus: info.ncpu.and_then(|cpus| u64::try_from(cpus).ok()).unwrap_or_default(),
            memory: info.mem_total.and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or_default(),
        })
    }

    async fn find_image(&self, name: &str) -> Result<Option<Image>> {
        images::find(self, name).await
    }

    async fn pull_image(&self, name: &str, reporter: &dyn Reporter) -> Result<Image> {
        images::pull(self, name, reporter).await
    }

    async fn build_image(&self, build: Build, context: Source, reporter: &dyn Reporter) -> Result<Image> {
        images::build(self, build, context, reporter).await
    }

    async fn import_image(&self, root: Source, tag: &str) -> Result<Image> {
        images::import(self, root, tag).await
    }

    fn save_image<'e>(&'e self, id: &str) -> Box<dyn AsyncRead + Send + Unpin + 'e> {
        images::save(self, id)
    }

    async fn load_image(&self, images: Source) -> Result<()> {
        images::load(self, images).await
    }

    async fn images(&self, selector: &Selector) -> Result<Vec<ListedImage>> {
        images::list(self, filters(selector)).await
    }

    async fn remove_image(&self, name: &str) -> Result<()> {
        images::remove(self, name).await
    }

    async fn create(&self, spec: &ContainerSpec) -> Result<EngineId> {
        containers::create(self, spec).await
    }

    async fn start(&self, id: &EngineId) -> Result<()> {
        containers::start(self, id).await
    }

    async fn stop(&self, id: &EngineId, grace: Duration) -> Result<()> {
        containers::stop(self, id, grace).await
    }

    async fn pause(&self, id: &EngineId) -> Result<()> {
        self.call("pausing the container", self.docker.pause_container(id.as_str())).await
    }

    async fn unpause(&self, id: &EngineId) -> Result<()> {
        self.call("resuming the container", self.docker.unpause_container(id.as_str())).await
    }

    async fn remove(&self, id: &EngineId) -> Result<()> {
        containers::remove(self, id).await
    }

    async fn rename(&self, id: &EngineId, name: &str) -> Result<()> {
        containers::rename(self, id, name).await
    }

    async fn update(&self, id: &EngineId, cpus: f64, memory: u64, pids: i64) -> Result<()> {
        containers::update(self, id, cpus, memory, pids).await
    }

    async fn containers(&self, selector: &Selector) -> Result<Vec<Container>> {
        containers::list(self, filters(selector)).await
    }

    async fn container_named(&self, name: &str) -> Result<Option<Container>> {
        // The filter is a pattern over names with a leading slash; the exact one is picked from what fits.
        let filter = HashMap::from([("name".to_owned(), vec![format!("^/?{name}$")])]);
        let found = containers::list(self, filter).await?;
        Ok(found.into_iter().find(|container| container.name == name))
    }

    async fn output_tail(&self, id: &EngineId) -> Result<String> {
        containers::output_tail(self, id).await
    }

    async fn ran_out_of_memory(&self, id: &EngineId) -> Result<bool> {
        let options = None::<bollard::query_parameters::InspectContainerOptions>;
        let found = self.call("looking at the container", self.docker.inspect_container(id.as_str(), options)).await?;
        Ok(found.state.and_then(|state| state.oom_killed).unwrap_or(false))
    }

    async fn bridge(&self, id: &EngineId, argv: &[&str]) -> Result<Box<dyn Duplex>> {
        containers::bridge(self, id, argv).await
    }

    async fn fill(&self, id: &EngineId, folder: &str, archive: Source) -> Result<()> {
        containers::fill(self, id, folder, archive).await
    }

    fn archive<'e>(&'e self, id: &EngineId, path: &str) -> Box<dyn AsyncRead + Send + Unpin + 'e> {
        containers::archive(self, id, path)
    }

    async fn create_network(
        &self,
        name: &str,
        subnet: &str,
        talks: bool,
        labels: &BTreeMap<String, String>,
    ) -> Result<Network> {
        networks::create(self, name, subnet, talks, labels).await
    }

    async fn networks(&self, selector: &Selector) -> Result<Vec<Network>> {
        networks::list(self, filters(selector)).await
    }

    async fn remove_network(&self, id: &EngineId) -> Result<()> {
        networks::remove(self, id).await
    }

    async fn ensure_volume(&self, name: &str, labels: &BTreeMap<String, String>) -> Result<()> {
        networks::ensure_volume(self, name, labels).await
    }

    async fn volumes(&self, selector: &Selector) -> Result<Vec<Volume>> {
        networks::volumes(self, filters(selector)).await
    }

    async fn remove_volume(&self, name: &str) -> Result<()> {
        networks::remove_volume(self, name).await
    }

    async fn usage(&self, id: &EngineId) -> Result<Usage> {
        usage::usage(self, id).await
    }

    fn usages<'e>(&'e self, id: &EngineId) -> BoxStream<'e, Result<Usage>> {
        usage::usages(self, id)
    }

    fn events<'e>(&'e self, selector: &Selector) -> BoxStream<'e, Result<ContainerEvent>> {
        usage::events(self, selector)
    }

    async fn container_sizes(&self, selector: &Selector) -> Result<Vec<ContainerSize>> {
        usage::container_sizes(self, selector).await
    }

    async fn volume_sizes(&self) -> Result<BTreeMap<String, u64>> {
        volume_sizes::volume_sizes(self).await
    }
}
