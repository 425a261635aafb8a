//! What of a policy holds at which layer: the kernel knows addresses, a resolver names, and nobody reads what a client
//! says inside a connection.

use super::{Destination, Egress};
use crate::sandbox::fence::Otherwise;
use serde::Serialize;

/// How a policy is enforced, layer by layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Layers {
    /// Addresses and ports.
    pub address: Layer,
    /// Names.
    pub dns: Layer,
    /// The server's name in a TLS handshake: a server that shares an address serves other names, too.
    pub sni: Layer,
}

/// How a layer is enforced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// The kernel of the engine's host refuses what is not allowed.
    Enforced,
    /// No resolver is reached; the names of the policy stand in `/etc/hosts`.
    Pinned,
    /// Every name can be looked up.
    Open,
    /// Nothing is enforced.
    NotEnforced,
}

impl Layer {
    /// For people.
    pub fn as_str(self) -> &'static str {
        match self {
            Layer::Enforced => "enforced",
            Layer::Pinned => "pinned",
            Layer::Open => "open",
            Layer::NotEnforced => "not enforced",
        }
    }
}

impl Egress {
    /// How it is enforced.
    pub fn layers(&self) -> Layers {
        let dns = match (self.reaches_resolvers(), self.names().is_empty()) {
            (true, _) => Layer::Open,
            (false, true) => Layer::Enforced,
            (false, false) => Layer::Pinned,
        };
        let open = *self == Egress::Open;
        Layers { address: if open { Layer::Open } else { Layer::Enforced }, dns, sni: Layer::NotEnforced }
    }

    /// Whether a resolver of the engine's host can be asked.
    pub fn reaches_resolvers(&self) -> bool {
        let dns = self.rules().iter().find(|rule| rule.to == Destination::Dns);
        dns.map_or(self.otherwise() != Otherwise::Deny, |rule| rule.allow)
    }
}
