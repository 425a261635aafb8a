//! What is wanted of a sandbox: fixed when it is made, kept as a label of its container.

use super::egress::Egress;
use super::hardening::{Hardening, is_default};
use super::name::Name;
use super::storage::Storage;
use super::{port::Port, size::ByteSize};
use crate::error::{Error, Result};
use crate::guest::protocol::STATE_FOLDER;
use crate::sandbox::duration::Span;
use serde::{Deserialize, Serialize};

/// The smallest memory limit that engines take.
pub const MIN_MEMORY: u64 = 6 << 20;
/// The largest memory limit that makes sense today; engines would take more without a word.
pub const MAX_MEMORY: u64 = 64 << 40;

/// The network that a sandbox has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Network {
    /// One without other sandboxes.
    #[default]
    Isolated,
    /// None at all.
    None,
    /// One with the other sandboxes of this group, and with nobody else.
    Group(Name),
}

impl std::fmt::Display for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Network::Isolated => f.write_str("isolated"),
            Network::None => f.write_str("none"),
            Network::Group(name) => write!(f, "group:{name}"),
        }
    }
}

impl std::str::FromStr for Network {
    type Err = Error;

    fn from_str(text: &str) -> Result<Network> {
        match text {
            "isolated" => Ok(Network::Isolated),
            "none" => Ok(Network::None),
            _ => match text.strip_prefix("group:") {
                Some(name) => name.parse().map(Network::Group),
                None => {
                    Err(Error::usage(format!("{text:?} is not a network")).hint("give isolated, none or group:NAME"))
                }
            },
        }
    }
}

impl From<Network> for String {
    fn from(network: Network) -> String {
        network.to_string()
    }
}

impl TryFrom<String> for Network {
    type Error = Error;

    fn try_from(text: String) -> Result<Network> {
        text.parse()
    }
}

/// What is wanted of a sandbox. Environment values are not part of it: it is readable in the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SandboxSpec {
    /// The image by the name that was asked for.
    pub image: String,
    /// The image's id on the engine: `sha256:` and 64 hex digits.
    pub image_id: String,
    /// Processors, as a share of one.
    pub cpus: f64,
    /// Memory in bytes; there is no swap beyond it.
    pub memory: ByteSize,
    /// The most processes and threads.
    pub pids: i64,
    /// The network.
    pub network: Network,
    /// The address on the shared bridge, if it has a network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<std::net::Ipv4Addr>,
    /// The default user; empty is the image's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub user: String,
    /// The default working directory; empty is the image's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub workdir: String,
    /// Ports declared with `--port`, the default one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ports: Vec<Port>,
    /// The address of this machine on which the ports are published, where one is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<std::net::IpAddr>,
    /// What it may reach.
    #[serde(default, skip_serializing_if = "is_default")]
    pub egress: Egress,
    /// How it is confined beyond what every one is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hardening: Hardening,
    /// What is mounted into it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub storage: Storage,
}

/// A folder that can be written though the root can't.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Writable {
    /// Kept when the sandbox is stopped.
    Kept(String),
    /// In memory, at most so many bytes.
    Memory(String, u64),
}

impl SandboxSpec {
    /// What can be written where the root can't be; what lies in memory is below its limit. Where something else is
    /// mounted is not among it.
    pub fn writable(&self) -> Vec<Writable> {
        if !self.hardening.is_read_only() {
            return Vec::new();
        }
        let is_root = self.user.is_empty() || ["root", "0"].contains(&self.user.split(':').next().unwrap_or_default());
        let home = if is_root { "/root" } else { "/home" };
        let mut kept = vec![home, STATE_FOLDER];
        if !kept.contains(&self.workdir.as_str()) {
            kept.insert(0, &self.workdir);
        }
        let memory = self.memory.bytes();
        let kept = kept.into_iter().map(|path| Writable::Kept(path.to_owned()));
        let parts = [("/tmp", memory / 2), ("/var/tmp", memory / 4), ("/run", memory / 16)];
        let in_memory = parts.map(|(path, bytes)| Writable::Memory(path.to_owned(), bytes));
        let places = self.storage.places();
        let free = |writable: &Writable| {
            let (Writable::Kept(path) | Writable::Memory(path, _)) = writable;
            places.iter().all(|place| place.path != path)
        };
        kept.chain(in_memory).filter(free).collect()
    }

    /// Folders that are kept in volumes of its own, for its root can't be written.
    pub fn kept(&self) -> Vec<String> {
        let kept = |writable| match writable {
            Writable::Kept(path) => Some(path),
            Writable::Memory(..) => None,
        };
        self.writable().into_iter().filter_map(kept).collect()
    }

    /// The port that `get-host` means when none is named.
    pub fn default_port(&self) -> Port {
        self.ports.first().copied().unwrap_or(Port::DEFAULT)
    }
}

/// Checks a number of processors: engines count in billionths and take up to what the host has.
///
/// # Errors
/// Usage, naming the range.
pub fn cpus(text: &str) -> Result<f64> {
    match text.parse::<f64>() {
        Ok(cpus) if (0.01..=1024.0).contains(&cpus) => Ok(cpus),
        _ => {
            Err(Error::usage(format!("{text:?} is not a number of processors")).hint("give a number from 0.01 to 1024"))
        }
    }
}

/// Checks a memory limit.
///
/// # Errors
/// Usage, naming the range: engines take nonsense such as 2^60 without a word.
pub fn memory(text: &str) -> Result<ByteSize> {
    let size: ByteSize = text.parse()?;
    if (MIN_MEMORY..=MAX_MEMORY).contains(&size.bytes()) {
        return Ok(size);
    }
    Err(Error::usage(format!("{text:?} is out of range for memory"))
        .hint("give from 6MiB to 64TiB, such as 512m or 2GiB"))
}

/// The longest time that a sandbox is kept alive at once.
pub const LONGEST_KEEPALIVE: Span = Span::seconds(7 * 86_400);

/// The times after which an idle sandbox may be stopped. Below a minute `gc` could not tell a pause from the end.
pub const IDLE: (Span, Span) = (Span::seconds(60), Span::seconds(86_400));

/// Checks a time to be kept alive.
///
/// # Errors
/// Usage, naming the range.
pub fn keepalive(text: &str) -> Result<Span> {
    let span: Span = text.parse()?;
    if span <= LONGEST_KEEPALIVE {
        return Ok(span);
    }
    Err(Error::usage(format!("{text:?} is too long to be kept alive")).hint("give from 0 to 7d, such as 90m"))
}

/// Checks a time of being idle.
///
/// # Errors
/// Usage, naming the range.
pub fn idle(text: &str) -> Result<Span> {
    let span: Span = text.parse()?;
    if (IDLE.0..=IDLE.1).contains(&span) {
        return Ok(span);
    }
    Err(Error::usage(format!("{text:?} is out of range for an idle time")).hint("give from 60s to 1d, such as 30m"))
}

/// Checks a limit of processes. Below 16 not even a shell pipeline beside the guest would start.
///
/// # Errors
/// Usage, naming the range.
pub fn pids(text: &str) -> Result<i64> {
    match text.parse::<i64>() {
        Ok(pids) if (16..=4_194_304).contains(&pids) => Ok(pids),
        _ => {
            Err(Error::usage(format!("{text:?} is not a limit of processes")).hint("give a number from 16 to 4194304"))
        }
    }
}

/// Checks the name of an image before the engine sees it: it becomes part of a request's path.
///
/// # Errors
/// Usage.
pub fn image(text: &str) -> Result<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/:@".contains(&byte);
    let well_formed = (1..=255).contains(&text.len())
        && text.bytes().all(plain)
        && text.as_bytes()[0].is_ascii_alphanumeric()
        && !text.contains("..")
        && !text.contains("//")
        && !text.ends_with(['/', ':', '@'])
        && !text.split('/').any(|part| part == ".")
        && has_lower_case_path(text);
    if well_formed {
        return Ok(text.to_owned());
    }
    Err(Error::usage(format!("{text:?} is not the name of an image"))
        .hint("use the engine's form, such as debian:stable-slim"))
}

/// Only a host and a tag may have upper case, as the engine has it.
fn has_lower_case_path(text: &str) -> bool {
    let name = text.split_once('@').map_or(text, |(name, _)| name);
    let (before, last) = name.rsplit_once('/').map_or((None, name), |(before, last)| (Some(before), last));
    let mut parts: Vec<&str> = before.into_iter().flat_map(|before| before.split('/')).collect();
    if parts.first().is_some_and(|first| first.contains(['.', ':']) || *first == "localhost") {
        parts.remove(0);
    }
    parts.push(last.split_once(':').map_or(last, |(last, _)| last));
    !parts.iter().any(|part| part.bytes().any(|byte| byte.is_ascii_uppercase()))
}

/// Checks a working directory.
///
/// # Errors
/// Usage, unless it is absolute and plain.
pub fn workdir(text: &str) -> Result<String> {
    if text.starts_with('/') && text.len() <= 4096 && !text.contains('\0') {
        return Ok(text.to_owned());
    }
    Err(Error::usage(format!("{text:?} is not an absolute path in the sandbox")))
}

/// Checks a user: a name, `uid`, `user:group` or `uid:gid`.
///
/// # Errors
/// Usage.
pub fn user(text: &str) -> Result<String> {
    let part = |part: &str| {
        (1..=64).contains(&part.len())
            && !part.starts_with('-')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-$".contains(&byte))
    };
    let mut parts = text.splitn(2, ':');
    if parts.all(part) {
        return Ok(text.to_owned());
    }
    Err(Error::usage(format!("{text:?} is not a user")).hint("give a name, uid, user:group or uid:gid"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::hardening::Profile;
    use crate::sandbox::ops::create::Request;
    use crate::sandbox::ops::image::Choice;

    fn strict(user: &str, workdir: &str) -> SandboxSpec {
        let hardening = Hardening { profile: Profile::Strict, ..Hardening::default() };
        let (user, workdir) = (user.to_owned(), workdir.to_owned());
        SandboxSpec { user, workdir, hardening, ..Request::plain(Choice::Builtin).wanted() }
    }

    #[test]
    fn a_strict_sandbox_keeps_its_work_its_home_and_its_jobs() {
        assert_eq!(strict("node", "/app").kept(), ["/app", "/home", "/var/lib/sandcastle"]);
        assert_eq!(strict("0:0", "/root").kept(), ["/root", "/var/lib/sandcastle"]);
        let mut mounted = strict("node", "/app");
        mounted.storage.folders = vec!["/here:/app".parse().unwrap(), "/there:/tmp".parse().unwrap()];
        assert_eq!(mounted.kept(), ["/home", "/var/lib/sandcastle"]);
        assert_eq!(mounted.writable().len(), 4);
        assert!(SandboxSpec { hardening: Hardening::default(), ..mounted }.writable().is_empty());
    }

    #[test]
    fn what_is_in_memory_is_below_the_limit() {
        let spec = strict("", "/work");
        for writable in spec.writable() {
            assert!(!matches!(writable, Writable::Memory(_, bytes) if bytes >= spec.memory.bytes()));
        }
    }

    #[test]
    fn limits_that_engines_would_swallow_are_refused() {
        for text in ["1", "5MiB", "1152921504606846976", "-1", "1x", ""] {
            assert!(memory(text).is_err(), "{text}");
        }
        for text in ["0", "-5", "1", "x"] {
            assert!(pids(text).is_err(), "{text}");
        }
        for text in ["0", "1000000", "-1", "nan", "inf"] {
            assert!(cpus(text).is_err(), "{text}");
        }
    }

    #[test]
    fn image_names_that_would_change_the_request_are_refused() {
        let long = "a".repeat(300);
        for text in ["", ";rm", "../x", "a//b", "a?b", "a#b", "a%2fb", "-x", "a/./b", "x@", "UPPER", "a/B:c", &long] {
            assert!(image(text).is_err(), "{text}");
        }
        for text in
            ["debian", "debian:13", "localhost:5000/a/b:c", "Host.Example/a:Tag", "a:V1", "a@sha256:00", "sha256:00"]
        {
            assert!(image(text).is_ok(), "{text}");
        }
    }
}
