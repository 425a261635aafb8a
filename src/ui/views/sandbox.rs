//! A sandbox as it is shown: the JSON of `ls`, `show` and `init`, and what became of verbs over several.

use super::net::EgressView;
use crate::guest::client::Road;
use crate::route::Endpoint;
use crate::sandbox::egress::Egress;
use crate::sandbox::hardening::Profile;
use crate::sandbox::id::Id;
use crate::sandbox::ops::create::Made;
use crate::sandbox::ops::observe::Sandbox;
use crate::sandbox::port::Port;
use crate::sandbox::size::ByteSize;
use crate::sandbox::spec::{Network, SandboxSpec};
use crate::sandbox::status::State;
use crate::sandbox::storage::{Origin, Place};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::time::Duration;

/// The name of this shape.
pub const SCHEMA: &str = "sandbox.v1";

/// A sandbox. Of its environment only the names: values may be private.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SandboxView {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The state.
    pub state: State,
    /// The operation in flight, or the last one that failed.
    pub operation: Option<&'static str>,
    /// Its id, which `wait` and `retry` take.
    pub operation_id: Option<String>,
    /// The step of it that began last.
    pub operation_step: Option<String>,
    /// When it began.
    pub operation_started_at: Option<Timestamp>,
    /// How it failed.
    pub operation_error: Option<String>,
    /// The image by the name that was asked for.
    pub image: String,
    /// The image's id.
    pub image_id: String,
    /// The container's id on the engine.
    pub container_id: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When `gc` may remove it.
    pub expires_at: Option<Timestamp>,
    /// Until when `gc` leaves it alone.
    pub keepalive_until: Option<Timestamp>,
    /// Milliseconds without work after which `gc` stops it.
    pub idle_limit_ms: Option<u64>,
    /// It is gone once it is stopped.
    pub temporary: bool,
    /// Processors.
    pub cpus: f64,
    /// Bytes of memory.
    pub memory: ByteSize,
    /// Processes and threads.
    pub pids: i64,
    /// The network.
    pub network: Network,
    /// What it may reach outside.
    pub egress: Egress,
    /// The address on the bridge.
    pub address: Option<Ipv4Addr>,
    /// Declared ports, the default one first.
    pub ports: Vec<Port>,
    /// The default user.
    pub user: String,
    /// The default working directory.
    pub workdir: String,
    /// The account whose home, data, volumes and secrets it has.
    pub account: String,
    /// What is mounted into it.
    pub mounts: Vec<MountView>,
    /// Names of the default environment.
    pub env_names: Vec<String>,
    /// Labels.
    pub labels: BTreeMap<String, String>,
}

/// Something that is mounted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MountView {
    /// `volume`, `home`, `data` or `folder`.
    pub kind: &'static str,
    /// The volume by name, or the folder by its path on this machine; null for a home.
    pub source: Option<String>,
    /// The path inside.
    pub path: String,
    /// Whether it can't be written.
    pub read_only: bool,
}

impl MountView {
    fn of(place: &Place<'_>) -> MountView {
        let (kind, source) = match place.origin {
            Origin::Home => ("home", None),
            Origin::Volume(name) => ("volume", Some(name)),
            Origin::Data(folder) => ("data", Some(folder)),
            Origin::Folder(folder) => ("folder", Some(folder)),
        };
        MountView { kind, source: source.map(str::to_owned), path: place.path.to_owned(), read_only: place.read_only }
    }

    fn line(&self) -> String {
        let source = self.source.as_ref().map_or_else(|| "of the account".to_owned(), Clone::clone);
        let mode = if self.read_only { ", read-only" } else { "" };
        format!("{}: {} {source}{mode}", self.path, self.kind)
    }
}

impl SandboxView {
    /// The view of a sandbox.
    pub fn of(sandbox: &Sandbox) -> SandboxView {
        let (record, operation) = (&sandbox.record, sandbox.operation.as_ref());
        SandboxView {
            id: record.id.to_string(),
            name: record.name.to_string(),
            state: sandbox.state,
            operation: operation.map(|operation| operation.kind.verb()),
            operation_id: operation.and_then(|operation| operation.id.as_ref()).map(Id::to_string),
            operation_step: operation.and_then(|operation| operation.steps.last()).map(|step| step.name.clone()),
            operation_started_at: operation.map(|operation| operation.started_at),
            operation_error: operation.and_then(|operation| operation.error.clone()),
            image: record.spec.image.clone(),
            image_id: record.spec.image_id.clone(),
            container_id: record.container.clone(),
            created_at: record.created_at,
            expires_at: record.expires_at,
            keepalive_until: record.keepalive_until,
            idle_limit_ms: record.idle.map(|idle| u64::try_from(idle.duration().as_millis()).unwrap_or(u64::MAX)),
            temporary: record.temporary,
            cpus: record.spec.cpus,
            memory: record.spec.memory,
            pids: record.spec.pids,
            network: record.spec.network.clone(),
            // Without a network nothing is reached, whatever was said.
            egress: if record.spec.network == Network::None { Egress::None } else { record.spec.egress.clone() },
            address: record.spec.address,
            ports: record.spec.ports.clone(),
            user: record.spec.user.clone(),
            workdir: record.spec.workdir.clone(),
            account: record.spec.storage.account().to_owned(),
            mounts: record.spec.storage.places().iter().map(MountView::of).collect(),
            env_names: record.env.keys().cloned().collect(),
            labels: record.labels.clone(),
        }
    }

    /// The headers of a listing.
    pub const HEADERS: [&'static str; 6] = ["NAME", "ID", "STATE", "AGE", "OPERATION", "IMAGE"];

    /// A row of a listing at the moment `now`.
    pub fn row(&self, now: Timestamp) -> Vec<String> {
        vec![
            self.name.clone(),
            self.id.clone(),
            self.state.as_str().to_owned(),
            age(self.created_at, now),
            self.operation_text(now),
            self.image.clone(),
        ]
    }

    fn operation_text(&self, now: Timestamp) -> String {
        let since = self.operation_started_at.map(|at| age(at, now)).unwrap_or_default();
        match (self.operation, &self.operation_error) {
            (None, _) => "-".to_owned(),
            (Some(operation), None) => format!("{operation} for {since}"),
            (Some(operation), Some(_)) => format!("{operation} failed"),
        }
    }
}

fn human_ms(milliseconds: u64) -> String {
    super::super::human::duration(std::time::Duration::from_millis(milliseconds))
}

fn age(since: Timestamp, now: Timestamp) -> String {
    // A clock that was set back makes nothing younger than new.
    super::super::human::age(now.duration_since(since).try_into().unwrap_or_default())
}

/// A sandbox with all that can be found out about it.
#[derive(Debug, Clone, Serialize)]
pub struct DetailView {
    /// The sandbox.
    #[serde(flatten)]
    pub sandbox: SandboxView,
    /// How its egress policy is enforced.
    pub egress_enforced: EgressView,
    /// Where its default port is reached.
    pub url: Option<String>,
    /// The road to its guest, when that answers.
    pub road: Option<Road>,
    /// How long its guest has run.
    pub guest_uptime_ms: Option<u64>,
    /// Commands that run attached.
    pub running_execs: Option<u32>,
    /// Jobs that run.
    pub running_jobs: Option<u32>,
    /// For how long nothing has happened inside; 0 while something runs.
    pub idle_ms: Option<u64>,
    /// Processes that the kernel has ended for want of memory since its start.
    pub memory_kills: Option<u64>,
    /// How it is confined beyond what every one is.
    pub hardening: HardeningView,
    /// What the reader should know before trusting it.
    pub remarks: Vec<String>,
}

impl DetailView {
    /// The lines that people read, name and value.
    pub fn lines(&self, now: Timestamp) -> Vec<(&'static str, String)> {
        let sandbox = &self.sandbox;
        let list = |items: &[String]| items.join(", ");
        let mut lines = vec![
            ("name", sandbox.name.clone()),
            ("id", sandbox.id.clone()),
            ("state", sandbox.state.as_str().to_owned()),
            ("operation", sandbox.operation_text(now)),
            ("step", sandbox.operation_step.clone().filter(|_| sandbox.operation_error.is_none()).unwrap_or_default()),
            ("error", sandbox.operation_error.clone().unwrap_or_default()),
            ("image", sandbox.image.clone()),
            ("created", format!("{} ({} ago)", sandbox.created_at, age(sandbox.created_at, now))),
            ("expires", sandbox.expires_at.map(|at| at.to_string()).unwrap_or_default()),
            ("kept until", sandbox.keepalive_until.map(|at| at.to_string()).unwrap_or_default()),
            ("idle limit", sandbox.idle_limit_ms.map(human_ms).unwrap_or_default()),
            ("temporary", if sandbox.temporary { "gone once it is stopped".to_owned() } else { String::new() }),
            ("limits", format!("{} CPUs, {} memory, {} processes", sandbox.cpus, sandbox.memory, sandbox.pids)),
            ("confinement", self.hardening.text()),
            (
                "out of memory",
                match self.memory_kills {
                    Some(kills @ 1..) => format!("{kills} processes were ended for want of memory since its start"),
                    _ => String::new(),
                },
            ),
            ("address", sandbox.address.map_or("none (no network)".to_owned(), |address| address.to_string())),
            ("egress", self.egress_enforced.line(&sandbox.egress)),
            ("ports", list(&sandbox.ports.iter().map(Port::to_string).collect::<Vec<_>>())),
            ("url", self.url.clone().unwrap_or_default()),
            ("user", if sandbox.user.is_empty() { "root".to_owned() } else { sandbox.user.clone() }),
            ("workdir", sandbox.workdir.clone()),
            ("account", sandbox.account.clone()),
            ("environment", list(&sandbox.env_names)),
            ("labels", list(&sandbox.labels.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>())),
            ("container", sandbox.container_id.chars().take(12).collect()),
        ];
        lines.extend(sandbox.mounts.iter().map(|mount| ("mount", mount.line())));
        if let (Some(road), Some(execs), Some(jobs)) = (self.road, self.running_execs, self.running_jobs) {
            let road = match road {
                Road::Shared => "shared socket",
                Road::Bridge => "bridge through the engine",
            };
            lines.push(("guest", format!("answers over the {road}; {execs} commands, {jobs} jobs")));
            let idle = self.idle_ms.map(|idle| super::super::human::age(Duration::from_millis(idle)));
            lines.push(("idle", idle.map(|idle| format!("for {idle}")).unwrap_or_default()));
        }
        let place = lines.iter().position(|(name, _)| *name == "ports").unwrap_or(lines.len());
        let names = self.egress_enforced.lines().into_iter().map(|line| ("names", line));
        lines.splice(place..place, names);
        lines.extend(self.remarks.iter().map(|remark| ("remark", remark.clone())));
        // What is not made yet has no address and no user.
        let made = !sandbox.container_id.is_empty();
        lines.retain(|(name, value)| {
            !value.is_empty() && value != "-" && (made || !matches!(*name, "address" | "user"))
        });
        lines
    }
}

/// How a sandbox is confined beyond what every one is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HardeningView {
    /// The profile.
    pub profile: Profile,
    /// The runtime, where it is not the engine's default one.
    pub runtime: Option<String>,
    /// Bytes of `/dev/shm`, where that was asked for.
    pub shm_size: Option<ByteSize>,
    /// Bytes that it may write to its root, where that was asked for.
    pub disk: Option<ByteSize>,
    /// Whether what the client's machine trusts counts inside.
    pub trust_host_ca: bool,
}

impl HardeningView {
    /// The view of what a sandbox was made with.
    pub fn of(spec: &SandboxSpec) -> HardeningView {
        let hardening = &spec.hardening;
        HardeningView {
            profile: hardening.profile,
            runtime: hardening.runtime.clone(),
            shm_size: hardening.shm_size,
            disk: hardening.disk,
            trust_host_ca: hardening.trust_host_ca,
        }
    }

    fn text(&self) -> String {
        let mut parts = vec![format!("profile {}", self.profile)];
        parts.extend(self.runtime.as_ref().map(|runtime| format!("runtime {runtime}")));
        parts.extend(self.shm_size.map(|size| format!("{size} /dev/shm")));
        parts.extend(self.disk.map(|disk| format!("{disk} disk")));
        parts.extend(self.trust_host_ca.then(|| "trusts what this machine trusts".to_owned()));
        parts.join(", ")
    }
}

/// A new sandbox, and where it comes from.
#[derive(Debug, Clone, Serialize)]
pub struct MadeView {
    /// The sandbox.
    #[serde(flatten)]
    pub sandbox: SandboxView,
    /// Where it comes from; none while it is being made.
    pub made: Option<Made>,
}

/// What a verb did to one sandbox.
#[derive(Debug, Clone, Serialize)]
pub struct ActionView {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The verb.
    pub action: &'static str,
    /// Whether anything changed.
    pub changed: bool,
    /// Nothing was done: it is what would be done.
    pub dry_run: bool,
}

/// Where a port is reached.
#[derive(Debug, Clone, Serialize)]
pub struct EndpointView {
    /// The URL.
    pub url: String,
    /// Host and port.
    pub authority: String,
    /// The host alone.
    pub host: String,
    /// The port on that host.
    pub port: u16,
    /// `http` or `https`.
    pub scheme: String,
}

impl From<Endpoint> for EndpointView {
    fn from(endpoint: Endpoint) -> Self {
        EndpointView {
            url: endpoint.url(),
            authority: endpoint.authority(),
            host: endpoint.host,
            port: endpoint.port,
            scheme: endpoint.scheme,
        }
    }
}

/// What a transfer moved.
#[derive(Debug, Clone, Serialize)]
pub struct TransferView {
    /// Entries, folders included.
    pub entries: u64,
    /// Bytes of file content.
    pub bytes: u64,
    /// Device nodes, fifos and sockets that were left out.
    pub skipped_count: u64,
    /// Setuid and setgid bits that were removed.
    pub stripped_count: u64,
    /// Files that were there already and were kept (`--no-overwrite`).
    pub kept_count: u64,
    /// How long it took.
    pub duration_ms: u64,
}
