//! What is asked for when a sandbox is made, and the spec and record that come of it.

use crate::engine::Image;
use crate::error::{Error, Result};
use crate::registry::record::{SCHEMA, SandboxRecord};
use crate::sandbox::duration::Span;
use crate::sandbox::egress::{Egress, Resolved};
use crate::sandbox::hardening::{Hardening, STRICT_WORKDIR};
use crate::sandbox::id::Id;
use crate::sandbox::name::Name;
use crate::sandbox::ops::image::{self, Choice};
use crate::sandbox::ops::network;
use crate::sandbox::port::Port;
use crate::sandbox::size::ByteSize;
use crate::sandbox::spec::{Network, SandboxSpec};
use crate::sandbox::storage::Storage;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

/// What to do when the name is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfExists {
    /// `conflict`.
    Fail,
    /// Take the one that is there.
    Reuse,
    /// Kill the one that is there.
    Replace,
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The id, where it was given out before: its name is reserved for it.
    pub id: Option<Id>,
    /// A name, or one is made up.
    pub name: Option<Name>,
    /// What to do when the name is taken.
    pub if_exists: IfExists,
    /// The image.
    pub image: image::Choice,
    /// Processors.
    pub cpus: f64,
    /// Memory.
    pub memory: ByteSize,
    /// Processes and threads.
    pub pids: i64,
    /// The network.
    pub network: Network,
    /// The default user; empty is the image's.
    pub user: String,
    /// The default working directory; empty is the image's.
    pub workdir: String,
    /// Ports, the default one first.
    pub ports: Vec<Port>,
    /// The address on which ports are published, if they are.
    pub published_on: Option<IpAddr>,
    /// What it may reach.
    pub egress: Egress,
    /// What the names in that stand for, once they were looked up.
    pub resolved: Option<Resolved>,
    /// How it is confined beyond what every one is.
    pub hardening: Hardening,
    /// The limits that were asked for by name (`memory`, `cpus`, `pids`): without them it must not run.
    pub must_limit: Vec<&'static str>,
    /// What is mounted into it.
    pub storage: Storage,
    /// The default environment.
    pub env: BTreeMap<String, String>,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// Time until `gc` may remove it.
    pub ttl: Option<Duration>,
    /// Time without work after which `gc` stops it.
    pub idle: Option<Span>,
    /// It is gone once it is stopped.
    pub temporary: bool,
    /// It does not outlive its maker.
    pub held: bool,
}

impl Request {
    /// A sandbox of an image with nothing said about it.
    pub fn plain(image: Choice) -> Request {
        Request {
            id: None,
            name: None,
            if_exists: IfExists::Fail,
            image,
            cpus: 2.0,
            memory: ByteSize::mebibytes(2048),
            pids: 512,
            network: Network::Isolated,
            user: String::new(),
            workdir: String::new(),
            ports: Vec::new(),
            published_on: None,
            egress: Egress::default(),
            resolved: None,
            hardening: Hardening::default(),
            must_limit: Vec::new(),
            storage: Storage::default(),
            env: BTreeMap::new(),
            labels: BTreeMap::new(),
            ttl: None,
            idle: None,
            temporary: false,
            held: false,
        }
    }
}

impl Request {
    /// What is wanted, as far as that is known before the image is.
    pub fn wanted(&self) -> SandboxSpec {
        let name = match &self.image {
            Choice::Builtin => image::builtin_tag(),
            Choice::Named(name) => name.clone(),
            Choice::Found(found) => found.name.clone(),
        };
        spec(self, &image::Resolved { name, image: Image::default() }, None)
    }
}

/// The spec that a request comes to with its image and its place.
pub(in crate::sandbox::ops) fn spec(
    request: &Request,
    image: &image::Resolved,
    place: Option<&network::Place>,
) -> SandboxSpec {
    let or = |own: &str, default: &str| if own.is_empty() { default.to_owned() } else { own.to_owned() };
    SandboxSpec {
        image: image.name.clone(),
        image_id: image.image.id.clone(),
        cpus: request.cpus,
        memory: request.memory,
        pids: request.pids,
        network: request.network.clone(),
        address: place.map(|place| place.address),
        user: or(&request.user, &image.image.user),
        workdir: workdir(or(&request.workdir, &image.image.workdir), &request.hardening),
        ports: request.ports.clone(),
        published_on: request.published_on.filter(|_| !request.ports.is_empty()),
        egress: request.egress.clone(),
        hardening: request.hardening.clone(),
        storage: request.storage.clone(),
    }
}

/// A root that can't be written needs another place to work in.
fn workdir(workdir: String, hardening: &Hardening) -> String {
    let is_root = workdir.is_empty() || workdir == "/";
    if hardening.is_read_only() && is_root { STRICT_WORKDIR.to_owned() } else { workdir }
}

/// The record of a sandbox that begins now.
///
/// # Errors
/// `usage` when its ttl goes beyond all dates.
pub(in crate::sandbox::ops) fn new_record(
    request: &Request,
    id: Id,
    name: Name,
    container: String,
    spec: SandboxSpec,
) -> Result<SandboxRecord> {
    let created_at = crate::clock::now();
    let expires_at = match request.ttl {
        None => None,
        Some(ttl) => Some(created_at.checked_add(ttl).map_err(|_| Error::usage("the ttl is too long"))?),
    };
    let (env, labels) = (request.env.clone(), request.labels.clone());
    Ok(SandboxRecord {
        schema: SCHEMA,
        id,
        name,
        created_at,
        container,
        expires_at,
        keepalive_until: None,
        idle: request.idle,
        temporary: request.temporary,
        routed: Vec::new(),
        snapshot: None,
        spec,
        resolved: request.resolved.clone(),
        env,
        labels,
    })
}
