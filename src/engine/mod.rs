//! The engine seam: what operations need of a container engine, in our nouns and nothing of any client library.
//! Everything is idempotent by contract: removing what is gone is done.

pub mod docker;
pub mod fake;
pub mod usage;

use crate::error::Result;
use crate::sandbox::report::Reporter;
use async_trait::async_trait;
use futures_util::stream::BoxStream;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use usage::{ContainerEvent, ContainerSize, Usage};

/// An object's id on the engine: 64 hex digits, so that it can stand in a request's path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EngineId(String);

impl EngineId {
    /// The id, if `text` is one.
    pub fn parse(text: &str) -> Option<EngineId> {
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (text.len() == 64 && text.bytes().all(hex)).then(|| EngineId(text.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for EngineId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an engine is and can do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// The engine's name, such as `Docker Engine` or `Podman Engine`.
    pub product: String,
    /// Its version.
    pub version: String,
    /// The newest version of its API.
    pub api_version: String,
    /// The operating system of its containers, such as `linux`.
    pub os: String,
    /// The processor of its containers in the engine's words, such as `amd64` or `x86_64`.
    pub arch: String,
    /// The runtimes that it has.
    pub runtimes: Vec<String>,
    /// The one of them that it takes where none is named.
    pub default_runtime: String,
    /// Its security options, such as `seccomp` and `rootless`.
    pub security: Vec<String>,
    /// `1` or `2`.
    pub cgroup_version: String,
    /// The storage driver, and what it lies on where the engine tells.
    pub storage: String,
    /// Whether it can bound what a container writes to its root; none is known only once one is made.
    pub disk_limits: Option<bool>,
    /// Limits that it can't enforce: `memory`, `cpus`, `pids`.
    pub missing_limits: Vec<&'static str>,
    /// Processors of the engine's host.
    pub cpus: u64,
    /// Memory of the engine's host in bytes.
    pub memory: u64,
}

/// An image that the engine has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Image {
    /// `sha256:` and 64 hex digits.
    pub id: String,
    /// Its default user; empty is root.
    pub user: String,
    /// Its working directory; empty is `/`.
    pub workdir: String,
    /// Its processor.
    pub arch: String,
    /// Labels that it brings along; they never count as ours.
    pub labels: BTreeMap<String, String>,
    /// Folders that it declares as volumes.
    pub volumes: Vec<String>,
}

/// An image, as far as a listing tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListedImage {
    /// `sha256:` and 64 hex digits.
    pub id: String,
    /// Its names; none when the last one was given to another image.
    pub tags: Vec<String>,
    /// All its labels.
    pub labels: BTreeMap<String, String>,
    /// Seconds since the Unix epoch.
    pub created: i64,
    /// Bytes, with those that it shares with others.
    pub bytes: u64,
    /// Bytes of layers that other images have too, where the engine tells.
    pub shared: Option<u64>,
}

/// The state of a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContainerState {
    /// Made, never started.
    Created,
    /// Runs.
    Running,
    /// Frozen.
    Paused,
    /// Ended.
    Exited,
    /// Being removed or beyond use.
    Dead,
}

/// A container, as far as a listing tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Container {
    /// Its id.
    pub id: EngineId,
    /// Its name.
    pub name: String,
    /// Its state.
    pub state: ContainerState,
    /// The engine's words about it, such as `Exited (137) 3 minutes ago`.
    pub status: String,
    /// All its labels.
    pub labels: BTreeMap<String, String>,
    /// Seconds since the Unix epoch.
    pub created: i64,
    /// Ports that are published: the port inside, and the one on the engine's host.
    pub published: Vec<(u16, u16)>,
}

/// A folder or volume that is mounted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mount {
    /// A folder of the engine's host.
    Folder {
        /// The absolute path there.
        source: String,
        /// The absolute path inside.
        target: String,
        /// Whether it can't be written.
        read_only: bool,
    },
    /// A named volume.
    Volume {
        /// Its name.
        name: String,
        /// The absolute path inside.
        target: String,
        /// Whether it can't be written.
        read_only: bool,
    },
    /// A volume without a name, which begins as what the image has there and goes with the container.
    Anonymous {
        /// The absolute path inside.
        target: String,
    },
}

/// A file system in memory: empty at every start, root's, without device nodes and setuid programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tmpfs {
    /// The absolute path inside.
    pub path: String,
    /// The most bytes that it holds. They count as the container's memory.
    pub bytes: u64,
    /// The mode of its top folder.
    pub mode: u32,
    /// Whether programs in it may be run.
    pub exec: bool,
}

/// What a container is made of.
#[derive(Debug, Clone, Default)]
pub struct ContainerSpec {
    /// Its name.
    pub name: String,
    /// The name that it gives itself.
    pub hostname: String,
    /// The image's id.
    pub image_id: String,
    /// Program and arguments, whatever the image says.
    pub argv: Vec<String>,
    /// Environment, over the image's.
    pub env: BTreeMap<String, String>,
    /// Labels, over the image's.
    pub labels: BTreeMap<String, String>,
    /// Mounts.
    pub mounts: Vec<Mount>,
    /// Memory file systems.
    pub tmpfs: Vec<Tmpfs>,
    /// The network by id and the fixed address on it; none is no network at all.
    pub network: Option<(EngineId, Ipv4Addr)>,
    /// Names by which others on the same network find it.
    pub aliases: Vec<String>,
    /// It shares the network of the engine's host: only ever for a helper of ours, never for a sandbox.
    pub host_network: bool,
    /// Ports that are published on an address of the engine's host, each under a free port that the engine chooses.
    pub published: Vec<(u16, IpAddr)>,
    /// Processors.
    pub cpus: f64,
    /// Bytes; no swap beyond them.
    pub memory: u64,
    /// Processes and threads.
    pub pids: i64,
    /// Capabilities that are left after all were dropped.
    pub capabilities: Vec<String>,
    /// The seccomp profile as JSON; none is the engine's own.
    pub seccomp: Option<&'static str>,
    /// Whether its root can't be written.
    pub read_only: bool,
    /// The runtime; none is the engine's default one.
    pub runtime: Option<String>,
    /// Bytes of `/dev/shm`; none is what the engine gives.
    pub shm_size: Option<u64>,
    /// The most bytes that it may write to its root, where the storage driver can enforce that.
    pub disk: Option<u64>,
}

/// What is built.
#[derive(Debug, Clone, Default)]
pub struct Build {
    /// The Dockerfile's name in the build's folder.
    pub dockerfile: String,
    /// Build arguments.
    pub args: BTreeMap<String, String>,
    /// The name that the image gets.
    pub tag: String,
    /// Labels that the image gets.
    pub labels: BTreeMap<String, String>,
    /// Take nothing from earlier builds.
    pub fresh: bool,
}

/// A network that was made by us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// Its id.
    pub id: EngineId,
    /// Its name.
    pub name: String,
    /// Its first subnet.
    pub subnet: Option<String>,
    /// Its bridge, by the name of the interface on the engine's host.
    pub interface: String,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
}

/// A named volume.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Volume {
    /// Its name.
    pub name: String,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// Seconds since the Unix epoch; 0 when the engine does not tell.
    pub created: i64,
}

/// Which objects a listing holds.
#[derive(Debug, Clone, Default)]
pub struct Selector {
    /// Labels with their values, all of which must fit.
    pub labels: Vec<(String, String)>,
    /// Labels that must be there, whatever their values.
    pub keys: Vec<String>,
}

impl Selector {
    /// Objects with this label.
    pub fn label(key: &str, value: impl Into<String>) -> Selector {
        Selector { labels: vec![(key.to_owned(), value.into())], keys: Vec::new() }
    }

    /// Objects with this label, whatever its value.
    pub fn key(key: &str) -> Selector {
        Selector { labels: Vec::new(), keys: vec![key.to_owned()] }
    }

    /// And with this one.
    #[must_use]
    pub fn and(mut self, key: &str, value: impl Into<String>) -> Selector {
        self.labels.push((key.to_owned(), value.into()));
        self
    }
}

/// A two-way stream of bytes to a program inside a container.
pub trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// A source of bytes for the engine: a blocking reader on a thread of its own.
pub type Source = Box<dyn std::io::Read + Send>;

/// A container engine. Short calls have the deadline that the adapter was made with; streams have none.
#[async_trait]
pub trait Engine: Send + Sync {
    /// Where it was found, such as `unix:///var/run/docker.sock`.
    fn address(&self) -> String;

    /// Whether folders of this machine can be mounted.
    fn is_local(&self) -> bool;

    /// What it is and can do.
    async fn capabilities(&self) -> Result<Capabilities>;

    /// The image of a name or id, if the engine has it.
    async fn find_image(&self, name: &str) -> Result<Option<Image>>;

    /// Pulls an image from its image registry.
    async fn pull_image(&self, name: &str, reporter: &dyn Reporter) -> Result<Image>;

    /// Builds an image from a folder, given as a plain tar.
    async fn build_image(&self, build: Build, context: Source, reporter: &dyn Reporter) -> Result<Image>;

    /// Makes an image of a root file system, given as a plain tar.
    async fn import_image(&self, root: Source, tag: &str) -> Result<Image>;

    /// An image as a plain tar, which [`Engine::load_image`] takes. Ends with an error when nothing comes for a minute.
    fn save_image<'e>(&'e self, id: &str) -> Box<dyn AsyncRead + Send + Unpin + 'e>;

    /// Takes in images that were saved, given as a plain tar.
    async fn load_image(&self, images: Source) -> Result<()>;

    /// The images that fit: one call, whatever their number.
    async fn images(&self, selector: &Selector) -> Result<Vec<ListedImage>>;

    /// Removes an image's name, and the image with its last one.
    async fn remove_image(&self, name: &str) -> Result<()>;

    /// Makes a container. `conflict` when the name is taken.
    async fn create(&self, spec: &ContainerSpec) -> Result<EngineId>;

    /// Starts it; a running one stays as it is. `conflict` when its address or a port is taken.
    async fn start(&self, id: &EngineId) -> Result<()>;

    /// Asks it to end, and ends it after `grace`; a stopped one stays as it is.
    async fn stop(&self, id: &EngineId, grace: Duration) -> Result<()>;

    /// Freezes a running one; a paused one stays as it is.
    async fn pause(&self, id: &EngineId) -> Result<()>;

    /// Lets a paused one go on.
    async fn unpause(&self, id: &EngineId) -> Result<()>;

    /// Removes it at once, running or not, with its anonymous volumes, and returns when it is gone.
    async fn remove(&self, id: &EngineId) -> Result<()>;

    /// Gives it another name. `conflict` when that is taken.
    async fn rename(&self, id: &EngineId, name: &str) -> Result<()>;

    /// Sets the limits of one that runs: processors, bytes of memory without swap beyond them, processes.
    async fn update(&self, id: &EngineId, cpus: f64, memory: u64, pids: i64) -> Result<()>;

    /// The containers that fit, running or not: one call, whatever their number, and never blocked by one of them.
    async fn containers(&self, selector: &Selector) -> Result<Vec<Container>>;

    /// The container of this exact name.
    async fn container_named(&self, name: &str) -> Result<Option<Container>>;

    /// The last lines that the container printed, for a message about its failure.
    async fn output_tail(&self, id: &EngineId) -> Result<String>;

    /// Whether memory ran out in a container since it was last started, as the engine heard of it.
    async fn ran_out_of_memory(&self, id: &EngineId) -> Result<bool>;

    /// Runs a program inside as root, joined to a stream: its stdin and stdout.
    async fn bridge(&self, id: &EngineId, argv: &[&str]) -> Result<Box<dyn Duplex>>;

    /// Unpacks a plain tar into a container that was never started. (In one that runs, this locks it and unpacks as
    /// root of the host: only to be measured, on files of our own.)
    async fn fill(&self, id: &EngineId, folder: &str, archive: Source) -> Result<()>;

    /// A path of a container as a plain tar; the same goes for it.
    fn archive<'e>(&'e self, id: &EngineId, path: &str) -> Box<dyn AsyncRead + Send + Unpin + 'e>;

    /// Makes a bridge network, whose containers reach each other or don't. `conflict` when the subnet is taken.
    async fn create_network(
        &self,
        name: &str,
        subnet: &str,
        talks: bool,
        labels: &BTreeMap<String, String>,
    ) -> Result<Network>;

    /// The networks that fit.
    async fn networks(&self, selector: &Selector) -> Result<Vec<Network>>;

    /// Removes a network; one that is in use is `conflict`.
    async fn remove_network(&self, id: &EngineId) -> Result<()>;

    /// Makes a named volume, or finds it.
    async fn ensure_volume(&self, name: &str, labels: &BTreeMap<String, String>) -> Result<()>;

    /// The volumes that fit.
    async fn volumes(&self, selector: &Selector) -> Result<Vec<Volume>>;

    /// Removes a volume; one that is in use is `conflict`.
    async fn remove_volume(&self, name: &str) -> Result<()>;

    /// What a running container uses now; `wrong_state` when it does not run. Some engines look once a second: a second
    /// call may take that long.
    async fn usage(&self, id: &EngineId) -> Result<Usage>;

    /// What it uses, about once a second, until it ends.
    fn usages<'e>(&'e self, id: &EngineId) -> BoxStream<'e, Result<Usage>>;

    /// What happens to the containers that fit, from now on. Ends, or fails, with the connection.
    fn events<'e>(&'e self, selector: &Selector) -> BoxStream<'e, Result<ContainerEvent>>;

    /// How large the containers are that fit: the engine walks over all their files for it.
    async fn container_sizes(&self, selector: &Selector) -> Result<Vec<ContainerSize>>;

    /// Bytes in each volume, by name, as far as the engine can tell. It walks over all files of all volumes for that.
    async fn volume_sizes(&self) -> Result<BTreeMap<String, u64>>;
}
