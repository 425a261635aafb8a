//! What a look at the network from inside a sandbox came to: printed by the guest's program as JSON, run there by a
//! user who can't be trusted.

use serde::{Deserialize, Serialize};
use std::net::Ipv4Addr;

/// What was tried, layer by layer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NetLook {
    /// Whether the name stands for addresses inside.
    pub name: Tried,
    /// They stand in `/etc/hosts`.
    pub in_hosts: bool,
    /// The addresses.
    pub addresses: Vec<Ipv4Addr>,
    /// Whether one of them, or else of those that were given, takes a connection.
    pub address: Tried,
    /// That one, or the last that was tried.
    pub tried: Option<Ipv4Addr>,
    /// Whether the server answers a TLS handshake for the name.
    pub tls: Tried,
    /// Whether it, or whoever stands in between, answers one for another name.
    pub other_name: Tried,
}

/// How one layer went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tried {
    /// In a word.
    pub outcome: NetOutcome,
    /// In more words.
    pub detail: String,
}

/// How one layer went, in a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NetOutcome {
    /// It was not tried.
    #[default]
    Untried,
    /// It worked.
    Allowed,
    /// Somebody said no.
    Refused,
    /// Nobody answered.
    Timeout,
    /// The name stands for no address.
    Unresolved,
}
