//! Where the engine is: `SANDCASTLE_ENGINE`, else `DOCKER_HOST`, else the Docker context, else the known sockets.

use crate::error::{Error, Kind, Result};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The address of an engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A socket of this machine.
    Unix(PathBuf),
    /// An engine elsewhere, over plain HTTP.
    Tcp {
        /// Its name or address.
        host: String,
        /// Its port.
        port: u16,
    },
}

impl Address {
    /// Reads an address in the form of `DOCKER_HOST`.
    ///
    /// # Errors
    /// Usage, for a form that is not known.
    pub fn parse(text: &str) -> Result<Address> {
        if let Some(path) = text.strip_prefix("unix://") {
            return Ok(Address::Unix(PathBuf::from(path)));
        }
        if text.starts_with('/') {
            return Ok(Address::Unix(PathBuf::from(text)));
        }
        let bad = |why: &str| {
            Error::usage(format!("can't use engine address {text:?}: {why}"))
                .hint("give unix:///path/to/socket or tcp://host:port; for an engine behind ssh, forward its socket")
        };
        let rest =
            text.strip_prefix("tcp://").or_else(|| text.strip_prefix("http://")).ok_or_else(|| bad("unknown form"))?;
        let (host, port) = rest.trim_end_matches('/').rsplit_once(':').unwrap_or((rest, "2375"));
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let port = port.parse().map_err(|_| bad("the port is not a number"))?;
        if host.is_empty() || host.bytes().any(|byte| !(byte.is_ascii_alphanumeric() || b".-:_".contains(&byte))) {
            return Err(bad("the host is not a name or an address"));
        }
        Ok(Address::Tcp { host: host.to_owned(), port })
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Address::Unix(path) => write!(f, "unix://{}", path.display()),
            Address::Tcp { host, port } if host.contains(':') => write!(f, "tcp://[{host}]:{port}"),
            Address::Tcp { host, port } => write!(f, "tcp://{host}:{port}"),
        }
    }
}

/// What the search for an engine starts from; the settings read it from the environment.
#[derive(Debug, Clone, Default)]
pub struct Clues {
    /// The setting `engine`, by flag, environment or file.
    pub engine: Option<String>,
    /// `DOCKER_HOST`.
    pub docker_host: Option<String>,
    /// `DOCKER_CONTEXT`.
    pub docker_context: Option<String>,
    /// `DOCKER_TLS_VERIFY` is set.
    pub docker_tls: bool,
    /// The folder of Docker's own configuration: `DOCKER_CONFIG` or `~/.docker`.
    pub docker_config: Option<PathBuf>,
    /// `XDG_RUNTIME_DIR`.
    pub runtime_dir: Option<PathBuf>,
}

/// Finds the engine's address.
///
/// # Errors
/// Usage for an address that can't be read; `engine_unreachable`, naming what was tried, when no socket is there.
pub fn discover(clues: &Clues) -> Result<Address> {
    if let Some(engine) = &clues.engine {
        return Address::parse(engine);
    }
    if let Some(host) = &clues.docker_host {
        if clues.docker_tls && !host.starts_with("unix://") {
            return Err(Error::usage("DOCKER_TLS_VERIFY is set: engines behind TLS are not supported")
                .hint("forward the engine's socket, and set SANDCASTLE_ENGINE to it"));
        }
        return Address::parse(host).map_err(|error| error.context("DOCKER_HOST"));
    }
    if let Some(address) = context(clues)? {
        return Ok(address);
    }
    let known = known_sockets(clues.runtime_dir.as_deref());
    if let Some(path) = known.iter().find(|path| path.exists()) {
        return Ok(Address::Unix(path.clone()));
    }
    let tried: Vec<String> = known.iter().map(|path| path.display().to_string()).collect();
    Err(Error::new(Kind::EngineUnreachable, "can't reach a container engine: none of the known sockets is there").hint(
        format!(
            "tried {}; `sandcastle setup` installs or starts an engine; SANDCASTLE_ENGINE names one elsewhere",
            tried.join(", ")
        ),
    ))
}

fn known_sockets(runtime_dir: Option<&Path>) -> Vec<PathBuf> {
    let mut known = vec![PathBuf::from("/var/run/docker.sock")];
    known.extend(runtime_dir.map(|folder| folder.join("docker.sock")));
    known.extend(runtime_dir.map(|folder| folder.join("podman/podman.sock")));
    known.push(PathBuf::from("/run/podman/podman.sock"));
    known
}

/// Where sockets of engines may be, of the kinds that are common: whoever has one of them is root of its host.
pub fn sockets(clues: &Clues) -> Vec<PathBuf> {
    let mut sockets = known_sockets(clues.runtime_dir.as_deref());
    let fixed = ["docker.sock", "containerd/containerd.sock", "crio/crio.sock", "buildkit/buildkitd.sock"];
    sockets.extend(fixed.map(|name| Path::new("/run").join(name)));
    let own = ["run/docker.sock", "desktop/docker.sock"];
    sockets.extend(clues.docker_config.iter().flat_map(|folder| own.map(|name| folder.join(name))));
    let named = [&clues.engine, &clues.docker_host].into_iter().flatten();
    sockets.extend(named.filter_map(|named| match Address::parse(named) {
        Ok(Address::Unix(path)) => Some(path),
        _ => None,
    }));
    sockets
}

/// The endpoint of the Docker context in use; none for the default context.
fn context(clues: &Clues) -> Result<Option<Address>> {
    let Some(folder) = &clues.docker_config else { return Ok(None) };
    let name = match &clues.docker_context {
        Some(name) => Some(name.clone()),
        None => read_json(&folder.join("config.json")).and_then(|config| text(&config, &["currentContext"])),
    };
    let Some(name) = name.filter(|name| !name.is_empty() && name != "default") else { return Ok(None) };
    let contexts = std::fs::read_dir(folder.join("contexts/meta")).into_iter().flatten().flatten();
    let meta = contexts
        .filter_map(|entry| read_json(&entry.path().join("meta.json")))
        .find(|meta| text(meta, &["Name"]).as_deref() == Some(&name));
    let host = meta.and_then(|meta| text(&meta, &["Endpoints", "docker", "Host"]));
    let host = host.ok_or_else(|| {
        Error::new(Kind::EngineUnreachable, format!("the Docker context {name:?} has no endpoint"))
            .hint("look with: docker context ls; or set SANDCASTLE_ENGINE")
    })?;
    Address::parse(&host).map(Some).map_err(|error| error.context(format!("Docker context {name:?}")))
}

fn read_json(path: &Path) -> Option<serde_json::Value> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

fn text(value: &serde_json::Value, path: &[&str]) -> Option<String> {
    path.iter().try_fold(value, |value, key| value.get(key))?.as_str().map(str::to_owned)
}

/// The socket address of a host. Names go through a resolver of our own: a static binary can't use libc's.
pub(super) async fn resolve(host: &str, port: u16, deadline: Duration) -> Result<SocketAddr> {
    if let Ok(address) = host.parse() {
        return Ok(SocketAddr::new(address, port));
    }
    if host == "localhost" {
        return Ok(SocketAddr::from(([127, 0, 0, 1], port)));
    }
    let failed = |why: String| {
        Error::new(
            Kind::EngineUnreachable,
            format!("can't reach the container engine: no address for host {host:?}: {why}"),
        )
        .hint("give the engine's address as numbers, or check the name")
    };
    let resolver = hickory_resolver::TokioResolver::builder_tokio()
        .and_then(|builder| builder.build())
        .map_err(|cause| failed(cause.to_string()))?;
    let found = tokio::time::timeout(deadline, resolver.lookup_ip(host)).await;
    let found =
        found.map_err(|_| failed("no answer in time".to_owned()))?.map_err(|cause| failed(cause.to_string()))?;
    let first = found.iter().next().ok_or_else(|| failed("none".to_owned()))?;
    Ok(SocketAddr::new(first, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_docker_reads_them() {
        assert_eq!(Address::parse("unix:///run/x.sock").unwrap(), Address::Unix("/run/x.sock".into()));
        assert_eq!(Address::parse("tcp://h:1").unwrap(), Address::Tcp { host: "h".into(), port: 1 });
        assert_eq!(Address::parse("tcp://[::1]:2").unwrap(), Address::Tcp { host: "::1".into(), port: 2 });
        for text in ["ssh://h", "h:1", "tcp://h:x", "tcp://a/b:1", ""] {
            assert_eq!(Address::parse(text).unwrap_err().kind(), Kind::Usage, "{text}");
        }
    }

    #[test]
    fn a_flag_beats_the_environment_and_the_environment_the_context() {
        let folder = tempfile::tempdir().unwrap();
        let meta = folder.path().join("contexts/meta/x");
        std::fs::create_dir_all(&meta).unwrap();
        let put = |path: PathBuf, text: &str| {
            std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), text.as_bytes()).unwrap()
        };
        put(folder.path().join("config.json"), r#"{"currentContext":"far"}"#);
        put(meta.join("meta.json"), r#"{"Name":"far","Endpoints":{"docker":{"Host":"unix:///far.sock"}}}"#);
        let mut clues = Clues { docker_config: Some(folder.path().to_owned()), ..Default::default() };
        assert_eq!(discover(&clues).unwrap(), Address::Unix("/far.sock".into()));
        clues.docker_host = Some("unix:///host.sock".into());
        assert_eq!(discover(&clues).unwrap(), Address::Unix("/host.sock".into()));
        clues.engine = Some("/flag.sock".into());
        assert_eq!(discover(&clues).unwrap(), Address::Unix("/flag.sock".into()));
    }
}
