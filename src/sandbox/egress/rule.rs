//! One rule of a policy: `allow:DEST[:PORTS]` or `deny:DEST[:PORTS]`.

use crate::error::{Error, Result};
use crate::sandbox::fence::mask;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::str::FromStr;

/// A destination, and whether it may be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Whether it may be reached.
    pub allow: bool,
    /// What it is about.
    pub to: Destination,
    /// Ports of TCP and UDP; none is every protocol and port.
    pub ports: Option<Ports>,
}

/// What a rule is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A network, or one address with the prefix 32.
    Network(Ipv4Addr, u8),
    /// A name, exactly.
    Name(DomainName),
    /// The private networks of RFC 1918.
    Private,
    /// Link-local addresses and those of cloud metadata that are not.
    Metadata,
    /// The machine that the engine runs on, as its sandboxes see it.
    Host,
    /// The resolvers that the engine's host uses.
    Dns,
}

/// Some ports, first and last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ports(u16, u16);

/// A whole DNS name in lower case, with a dot in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct DomainName(String);

const PRIVATE: [(Ipv4Addr, u8); 3] =
    [(Ipv4Addr::new(10, 0, 0, 0), 8), (Ipv4Addr::new(172, 16, 0, 0), 12), (Ipv4Addr::new(192, 168, 0, 0), 16)];

/// Link-local, where most clouds have it; Alibaba's and Azure's addresses lie elsewhere.
const METADATA: [(Ipv4Addr, u8); 3] = [
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(100, 100, 100, 200), 32),
    (Ipv4Addr::new(168, 63, 129, 16), 32),
];

impl Rule {
    /// The networks that it names by their addresses.
    pub(super) fn networks(&self) -> Vec<(Ipv4Addr, u8)> {
        match &self.to {
            Destination::Network(network, prefix) => vec![(*network, *prefix)],
            Destination::Private => PRIVATE.to_vec(),
            Destination::Metadata => METADATA.to_vec(),
            Destination::Name(_) | Destination::Host | Destination::Dns => Vec::new(),
        }
    }
}

impl Ports {
    /// The first and the last one.
    pub fn range(self) -> (u16, u16) {
        (self.0, self.1)
    }
}

impl DomainName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", if self.allow { "allow" } else { "deny" }, self.to)?;
        match self.ports {
            None => Ok(()),
            Some(Ports(first, last)) if first == last => write!(f, ":{first}"),
            Some(Ports(first, last)) => write!(f, ":{first}-{last}"),
        }
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Destination::Network(address, 32) => address.fmt(f),
            Destination::Network(network, prefix) => write!(f, "{network}/{prefix}"),
            Destination::Name(name) => name.fmt(f),
            Destination::Private => f.write_str("private"),
            Destination::Metadata => f.write_str("metadata"),
            Destination::Host => f.write_str("host"),
            Destination::Dns => f.write_str("dns"),
        }
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Rule {
    type Err = Error;

    fn from_str(text: &str) -> Result<Rule> {
        let unknown = || {
            Error::usage(format!("{text:?} is not an egress rule"))
                .hint("give public, open, none, or rules such as allow:api.example.com:443,deny:198.51.100.0/24,public")
        };
        let (verdict, rest) = text.split_once(':').ok_or_else(unknown)?;
        let allow = match verdict {
            "allow" => true,
            "deny" => false,
            _ => return Err(unknown()),
        };
        let refuse = |why: &str, hint: &str| Err(Error::usage(format!("{text:?}: {why}")).hint(hint));
        if rest.contains("://") {
            return refuse("a rule takes no URL", "give the host and the port, such as allow:example.com:443");
        }
        if rest.starts_with('[') || rest.matches(':').count() > 1 {
            return refuse(
                "it has more than one colon, and sandboxes have no IPv6",
                "write DEST:443 or DEST:8000-8100",
            );
        }
        let (to, ports) = match rest.split_once(':') {
            Some((to, ports)) => (to, Some(ports)),
            None => (rest, None),
        };
        let in_rule = |error: Error| {
            let told = Error::usage(format!("{text:?}: {}", error.message()));
            error.hints().iter().fold(told, |told, hint| told.hint(hint.as_str()))
        };
        let to: Destination = to.parse().map_err(in_rule)?;
        let ports = ports.map(str::parse).transpose().map_err(in_rule)?;
        match to {
            Destination::Host if !allow => refuse(
                "the host has more addresses than can be told from here",
                "leave it out: it is denied unless allow:host or open says otherwise",
            ),
            Destination::Dns if ports.is_some() => refuse("dns is port 53", "leave the port out"),
            _ => Ok(Rule { allow, to, ports }),
        }
    }
}

impl FromStr for Destination {
    type Err = Error;

    fn from_str(text: &str) -> Result<Destination> {
        match text {
            "private" => return Ok(Destination::Private),
            "metadata" => return Ok(Destination::Metadata),
            "host" => return Ok(Destination::Host),
            "dns" => return Ok(Destination::Dns),
            _ => {}
        }
        if let Some((network, prefix)) = text.split_once('/') {
            return network_of(network, prefix);
        }
        if let Ok(address) = text.parse() {
            return Ok(Destination::Network(address, 32));
        }
        text.parse().map(Destination::Name)
    }
}

fn network_of(network: &str, prefix: &str) -> Result<Destination> {
    let plain = (1..=2).contains(&prefix.len()) && prefix.bytes().all(|byte| byte.is_ascii_digit());
    let bits = prefix.parse::<u8>().ok().filter(|bits| plain && *bits <= 32);
    let (Ok(IpAddr::V4(address)), Some(bits)) = (network.parse::<IpAddr>(), bits) else {
        return Err(Error::usage(format!("{:?} is not an IPv4 network", format!("{network}/{prefix}")))
            .hint("write it as 198.51.100.0/24"));
    };
    let base = Ipv4Addr::from(u32::from(address) & mask(bits));
    // More than was meant must not be allowed by a slip.
    if base != address {
        return Err(Error::usage(format!("{address}/{bits} is an address within a network"))
            .hint(format!("give {address} or {base}/{bits}")));
    }
    Ok(Destination::Network(base, bits))
}

impl FromStr for Ports {
    type Err = Error;

    fn from_str(text: &str) -> Result<Ports> {
        let number = |text: &str| {
            let plain = (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u16>().ok().filter(|port| plain && *port > 0)
        };
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => Ok(Ports(first, last)),
            _ => Err(Error::usage(format!("{text:?} is no port and no range of ports"))
                .hint("give a number from 1 to 65535, or two as in 8000-8100")),
        }
    }
}

impl FromStr for DomainName {
    type Err = Error;

    fn from_str(text: &str) -> Result<DomainName> {
        if text.contains('*') {
            return Err(Error::usage(format!("{text:?} can't be enforced: rules hold for addresses, and those of all names below one can't be looked up"))
                .hint("name each host"));
        }
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        };
        let name = text.strip_suffix('.').unwrap_or(text);
        // The last label of a name is never a number: 10.1.2 is a slip.
        let last = name.rsplit('.').next().unwrap_or_default();
        let numeric = last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x");
        if name.len() <= 253 && name.contains('.') && !numeric && name.split('.').all(label) {
            return Ok(DomainName(name.to_ascii_lowercase()));
        }
        Err(Error::usage(format!("{text:?} is no destination"))
            .hint("give an IPv4 address, a network such as 198.51.100.0/24, a whole domain name, private, metadata, host or dns"))
    }
}

impl From<DomainName> for String {
    fn from(name: DomainName) -> String {
        name.0
    }
}

impl TryFrom<String> for DomainName {
    type Error = Error;

    fn try_from(text: String) -> Result<DomainName> {
        text.parse()
    }
}
