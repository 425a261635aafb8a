//! What the engine is told when a sandbox's container is made: the same for every sandbox, wherever it comes from.

use crate::engine::{ContainerSpec, Image, Mount, Tmpfs};
use crate::error::{Error, Kind, Result};
use crate::guest::protocol::{GUEST_FOLDER, SECRETS_FOLDER, SOCKET_FOLDER, TRUST_FOLDER};
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::name::Name;
use crate::sandbox::ops::{Deps, network, storage};
use crate::sandbox::size::ByteSize;
use crate::sandbox::spec::Writable;
use crate::sandbox::spec::{Network, SandboxSpec};
use std::collections::BTreeMap;

/// The eight capabilities that a sandbox keeps: enough for package managers and user tools, nothing of the host.
pub const CAPABILITIES: [&str; 8] =
    ["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "NET_BIND_SERVICE"];

/// The system calls that a sandbox may make: `templates/seccomp/README.md` tells how it was made.
const SECCOMP: &str = include_str!("../../../../templates/seccomp/default.json");

/// Room for a bundle of certificates while it is being replaced.
const TRUST: u64 = 6 << 20;
/// The most bytes of secrets that lie in a sandbox as files.
const SECRETS_BYTES: u64 = 4 << 20;

/// The container of a sandbox.
///
/// # Errors
/// When its spec has no form as a label.
pub(in crate::sandbox::ops) fn container_spec(
    deps: &Deps,
    id: &Id,
    name: &Name,
    spec: &SandboxSpec,
    image: &Image,
    guest: Mount,
    place: Option<&network::Place>,
) -> Result<ContainerSpec> {
    let label =
        serde_json::to_string(spec).map_err(|cause| Error::new(Kind::Failed, "writing the spec").because(cause))?;
    let mut argv = vec![format!("{GUEST_FOLDER}/sandcastle"), "guest".to_owned(), "init".to_owned()];
    let mut mounts = vec![guest];
    if matches!(mounts[0], Mount::Folder { .. }) {
        argv.push("--shared".to_owned());
        argv.extend(callers_groups().into_iter().map(|gid| format!("--gid={gid}")));
        let source = deps.registry.run_folder(id).to_string_lossy().into_owned();
        mounts.push(Mount::Folder { source, target: SOCKET_FOLDER.to_owned(), read_only: false });
    }
    mounts.extend(storage::mounts(deps.registry.home(), &spec.storage));
    let hardening = &spec.hardening;
    let mut tmpfs = vec![secrets_tmpfs(spec)];
    for writable in spec.writable() {
        match writable {
            Writable::Kept(target) => mounts.push(Mount::Anonymous { target }),
            Writable::Memory(path, bytes) => {
                let mode = if path == "/run" { 0o755 } else { 0o1777 };
                tmpfs.push(Tmpfs { path, bytes, mode, exec: true });
            }
        }
    }
    if hardening.trust_host_ca {
        tmpfs.push(Tmpfs { path: TRUST_FOLDER.to_owned(), bytes: TRUST, mode: 0o755, exec: false });
    }
    argv.push(format!("--user={}", image.user));
    argv.push(format!("--workdir={}", image.workdir));
    Ok(ContainerSpec {
        name: labels::container_name(name, id),
        // It can't be changed from inside or out, and the name can: by `rename`, and when one is claimed from a pool.
        hostname: id.to_string(),
        image_id: image.id.clone(),
        argv,
        env: BTreeMap::new(),
        labels: labels::of_sandbox(id, deps.registry.home(), &label),
        mounts,
        network: place.map(|place| (place.network.clone(), place.address)),
        aliases: match &spec.network {
            Network::Group(_) => vec![name.to_string(), id.to_string()],
            Network::Isolated | Network::None => Vec::new(),
        },
        host_network: false,
        published: spec.published_on.iter().flat_map(|on| spec.ports.iter().map(|port| (port.number(), *on))).collect(),
        cpus: spec.cpus,
        memory: spec.memory.bytes(),
        pids: spec.pids,
        capabilities: CAPABILITIES.iter().map(|&capability| capability.to_owned()).collect(),
        seccomp: Some(SECCOMP),
        tmpfs,
        read_only: hardening.is_read_only(),
        runtime: hardening.runtime.clone(),
        shm_size: Some(hardening.shm_bytes(spec.memory)),
        disk: hardening.disk.map(ByteSize::bytes),
    })
}

/// Where secrets lie as files. Anybody may go through it and only root look into it: each file is its command's user's.
fn secrets_tmpfs(spec: &SandboxSpec) -> Tmpfs {
    Tmpfs {
        path: SECRETS_FOLDER.to_owned(),
        bytes: SECRETS_BYTES.min(spec.memory.bytes() / 4),
        mode: 0o711,
        exec: false,
    }
}

/// Groups of the caller, the likeliest first: the guest gives the shared folder to one that no user inside has.
fn callers_groups() -> Vec<u32> {
    let mut groups: Vec<u32> =
        rustix::process::getgroups().unwrap_or_default().iter().map(|gid| gid.as_raw()).collect();
    groups.push(rustix::process::getegid().as_raw());
    groups.sort_unstable();
    groups.dedup();
    groups.truncate(64);
    groups
}
