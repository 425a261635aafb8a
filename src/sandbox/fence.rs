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

    /// Whether TCP to an address may pass, as far as this side knows: of resolvers it knows nothing.
    pub fn allows(&self, address: Ipv4Addr, port: u16) -> bool {
        let fits = |filter: &&Filter| {
            !filter.resolvers
                && contains(filter.network, filter.prefix, address)
                && filter.ports.is_none_or(|(first, last)| (first..=last).contains(&port))
        };
        match (self.filters.iter().find(fits), self.otherwise) {
            (Some(filter), _) => filter.allow,
            (None, Otherwise::Public) => !is_reserved(address),
            (None, Otherwise::Allow) => true,
            (None, Otherwise::Deny) => false,
        }
    }
}

/// Networks that are not of the internet: this one, private, shared, loopback, link-local, for protocols and tests of
/// speed, multicast and what is reserved (RFC 6890). 192.0.2.0/24 and its like are for documentation and harm nobody.
pub const RESERVED: [(Ipv4Addr, u8); 11] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// Whether an address is of none of the internet's networks.
pub fn is_reserved(address: Ipv4Addr) -> bool {
    RESERVED.iter().any(|(network, prefix)| contains(*network, *prefix, address))
}

/// The bits of an address that name a network of this prefix, 0 to 32.
pub fn mask(prefix: u8) -> u32 {
    u32::MAX.checked_shl(32 - u32::from(prefix.min(32))).unwrap_or(0)
}

/// Whether an address is of a network.
pub fn contains(network: Ipv4Addr, prefix: u8, address: Ipv4Addr) -> bool {
    (u32::from(network) ^ u32::from(address)) & mask(prefix) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bits_of_a_network_are_counted_from_the_front() {
        assert_eq!(mask(22).to_be_bytes(), [255, 255, 252, 0]);
        assert_eq!((mask(32), mask(0)), (u32::MAX, 0));
    }

    #[test]
    fn fences_that_differ_answer_on_different_ports() {
        let open = Fence { otherwise: Otherwise::Allow, ..Fence::default() };
        assert_ne!(Fence::default().mark(1), open.mark(1));
        assert_ne!(Fence::default().mark(1), Fence::default().mark(2));
        assert!(Fence::default().mark(1) >= 1024);
    }
}
