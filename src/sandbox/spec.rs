//! What is wanted of a sandbox: fixed when it is made, kept as a label of its container.

use super::egress::Egress;
use super::hardening::{Hardening, is_default};
use super::name::Name;
use super::storage::Storage;
use super::{port::Port, size::ByteSize};
use crate::error::{Error, Result};
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

impl SandboxSpec {
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
