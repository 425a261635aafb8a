//! What the kernel of the engine's host is to enforce for one sandbox: addresses and ports, nothing of names.

use serde::{Deserialize, Serialize};
use std::net::Ipv4Addr;

/// The fence around one sandbox: the first filter that fits decides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fence {
    /// Filters, in order.
    pub filters: Vec<Filter>,
    /// What holds where no filter fits.
    pub otherwise: Otherwise,
}

/// What holds where no filter fits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Otherwise {
    /// The internet and the resolvers of the engine's host; no private, link-local, reserved or multicast address, not
    /// the host itself, no bridge of it.
    #[default]
    Public,
    /// Everything.
    Allow,
    /// Nothing.
    Deny,
}

/// Some addresses and ports, and what holds for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Port 53 of the resolvers that the engine's host uses is meant, which only that host knows, and not `network`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub resolvers: bool,
    /// Whether they may be reached.
    pub allow: bool,
    /// The network's address.
    pub network: Ipv4Addr,
    /// How many bits of it count, 0 to 32.
    pub prefix: u8,
    /// The first and the last port, of TCP and UDP; none is every protocol and port.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ports: Option<(u16, u16)>,
}

impl Default for Filter {
    fn default() -> Filter {
        Filter { resolvers: false, allow: false, network: Ipv4Addr::UNSPECIFIED, prefix: 32, ports: None }
    }
}

impl Fence {
    /// A port that only this very fence answers on, with a reset, at an address where nobody lives: whoever is refused
    /// there at once is behind it. It changes with the rules that every fence shares, whose version it is given.
    pub fn mark(&self, version: u32) -> u16 {
        let text = serde_json::to_vec(self).unwrap_or_default();
        let mut hasher = blake3::Hasher::new();
        hasher.update(&version.to_le_bytes()).update(&text);
        let digest = hasher.finalize();
        1024 + u16::from_le_bytes([digest.as_bytes()[0], digest.as_bytes()[1]]) % 60_000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_that_differ_answer_on_different_ports() {
        let open = Fence { otherwise: Otherwise::Allow, ..Fence::default() };
        assert_ne!(Fence::default().mark(1), open.mark(1));
        assert_ne!(Fence::default().mark(1), Fence::default().mark(2));
        assert!(Fence::default().mark(1) >= 1024);
    }
}
