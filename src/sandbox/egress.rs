//! What a sandbox may reach, as people say it: `public`, `open`, `none`, or rules of which the first that fits decides.

pub mod layers;
mod rule;

pub use rule::{Destination, DomainName, Ports, Rule};

use super::fence::{Fence, Filter, Otherwise, contains, is_reserved};
use crate::error::{Error, Result};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

/// The most rules of one policy.
pub const MAX_RULES: usize = 256;
/// The most addresses that a name may stand for.
pub const MAX_ADDRESSES: usize = 64;

/// What a sandbox may reach outside.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Egress {
    /// The internet: no private, link-local or reserved address, not this machine, no other sandbox.
    #[default]
    Public,
    /// Everything but other sandboxes.
    Open,
    /// Nothing. It can still be reached from this machine.
    None,
    /// What rules say.
    Rules(Rules),
}

/// Rules, tried in order, and what holds where none fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// At least one.
    pub rules: Vec<Rule>,
    /// What holds for the rest.
    pub otherwise: Otherwise,
}

/// What the names of a policy stood for when it was put in place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolved {
    /// When they were looked up.
    pub at: Timestamp,
    /// The addresses of each name, in order.
    pub names: BTreeMap<DomainName, Vec<Ipv4Addr>>,
}

impl Egress {
    /// The rules; none where a word says all.
    pub fn rules(&self) -> &[Rule] {
        match self {
            Egress::Rules(rules) => &rules.rules,
            Egress::Public | Egress::Open | Egress::None => &[],
        }
    }

    /// What holds where no rule fits.
    pub fn otherwise(&self) -> Otherwise {
        match self {
            Egress::Public => Otherwise::Public,
            Egress::Open => Otherwise::Allow,
            Egress::None => Otherwise::Deny,
            Egress::Rules(rules) => rules.otherwise,
        }
    }

    /// The names in it, each once.
    pub fn names(&self) -> Vec<&DomainName> {
        let mut names = Vec::new();
        for rule in self.rules() {
            if let Destination::Name(name) = &rule.to
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        names
    }

    /// What both of two policies allow, as far as that can be told; where it can't, nothing.
    #[must_use]
    pub fn and(self, other: Egress) -> Egress {
        match (self, other) {
            (one, other) if one == other => one,
            (Egress::Open, other) | (other, Egress::Open) => other,
            _ => Egress::None,
        }
    }

    /// Whether an address may stand behind a name that is allowed. Who holds a name says where it leads: to what is not
    /// of the internet only if a rule allows that by its address, too.
    pub fn trusts(&self, address: Ipv4Addr) -> bool {
        let allowed = |rule: &Rule| {
            rule.allow && rule.networks().iter().any(|(network, prefix)| contains(*network, *prefix, address))
        };
        !is_reserved(address) || self.rules().iter().any(allowed)
    }

    /// What the kernel is to enforce. `host` is the address at which the sandbox sees the engine's host; a rule for it
    /// says nothing where there is none, and neither does one for a name that was not resolved.
    pub fn fence(&self, resolved: Option<&Resolved>, host: Option<Ipv4Addr>) -> Fence {
        let mut filters = Vec::new();
        for rule in self.rules() {
            let filter = Filter { allow: rule.allow, ports: rule.ports.map(Ports::range), ..Filter::default() };
            let networks = match &rule.to {
                Destination::Dns => {
                    filters.push(Filter { resolvers: true, ..filter });
                    continue;
                }
                Destination::Name(name) => {
                    let addresses = resolved.and_then(|resolved| resolved.names.get(name));
                    addresses.into_iter().flatten().map(|address| (*address, 32)).collect()
                }
                Destination::Host => host.iter().map(|address| (*address, 32)).collect(),
                _ => rule.networks(),
            };
            filters.extend(networks.into_iter().map(|(network, prefix)| Filter { network, prefix, ..filter.clone() }));
        }
        Fence { filters, otherwise: self.otherwise() }
    }
}

impl fmt::Display for Egress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Egress::Public => f.write_str("public"),
            Egress::Open => f.write_str("open"),
            Egress::None => f.write_str("none"),
            Egress::Rules(rules) => {
                let words: Vec<String> = rules.rules.iter().map(Rule::to_string).collect();
                f.write_str(&words.join(","))?;
                f.write_str(match rules.otherwise {
                    Otherwise::Public => ",public",
                    Otherwise::Allow => ",open",
                    Otherwise::Deny => "",
                })
            }
        }
    }
}

impl FromStr for Egress {
    type Err = Error;

    fn from_str(text: &str) -> Result<Egress> {
        let mut rules = Vec::new();
        let mut last = None;
        for part in text.split(',').map(|part| part.trim_matches(' ')) {
            if let Some(word) = last {
                return Err(Error::usage(format!(
                    "{word:?} says what holds for all the rest, and {part:?} follows it"
                ))
                .hint("put public, open or none last, once"));
            }
            match part {
                "public" | "open" | "none" => last = Some(part),
                _ if rules.len() == MAX_RULES => {
                    return Err(Error::usage(format!("an egress policy has at most {MAX_RULES} rules"))
                        .hint("allow or deny networks, such as 198.51.100.0/24, instead of single addresses"));
                }
                _ => rules.push(part.parse()?),
            }
        }
        let otherwise = match last {
            Some("public") => Otherwise::Public,
            Some("open") => Otherwise::Allow,
            _ => Otherwise::Deny,
        };
        Ok(match (rules.is_empty(), otherwise) {
            (false, otherwise) => Egress::Rules(Rules { rules, otherwise }),
            (true, Otherwise::Public) => Egress::Public,
            (true, Otherwise::Allow) => Egress::Open,
            (true, Otherwise::Deny) => Egress::None,
        })
    }
}

impl From<Egress> for String {
    fn from(egress: Egress) -> String {
        egress.to_string()
    }
}

impl TryFrom<String> for Egress {
    type Error = Error;

    fn try_from(text: String) -> Result<Egress> {
        text.parse()
    }
}

#[cfg(test)]
mod tests;
