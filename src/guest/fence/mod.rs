//! The fence around a home's sandboxes: a table of our own in the network namespace of the engine's host, written over
//! netlink. It runs there in a container of its own, or in this process where that namespace is its own.

mod attributes;
mod expression;
pub mod host;
mod netlink;
mod refused;
mod rules;
mod table;

use crate::sandbox::fence::{Fence, mask};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io;
use std::net::Ipv4Addr;
use std::path::Path;

/// The rules that all fences share, as a number: a table of another one is made anew.
pub const VERSION: u32 = 1;
/// The bits of an address that name its network: all networks of ours are of this size.
pub const PREFIX: u8 = 22;
/// How long a refusal is remembered after the last one of its kind, in milliseconds.
const MEMORY: u64 = 6 * 3_600_000;
/// Where the order lies in the container that carries it out, and where it leaves its answer.
pub const FOLDER: &str = "/.sandcastle-fence";
/// The name of the order in that folder.
pub const ORDER: &str = "order";
/// The name of the answer.
pub const ANSWER: &str = "answer";

/// What is to be done.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Order {
    /// The home's id; the table bears it.
    pub home: String,
    /// The work.
    pub work: Work,
}

/// The work.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Make the table so, at once or not at all.
    Put(Change),
    /// Say what stands in the table, and what was refused.
    Look,
    /// Remove the table.
    Remove,
}

/// How the table is to be.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Change {
    /// All networks of the home.
    pub networks: Vec<Bridge>,
    /// Resolvers of the engine's host, beside those that its own files name.
    pub resolvers: Vec<Ipv4Addr>,
    /// Fences that take the place of those that their addresses had; the default one needs no rules of its own.
    pub fences: Vec<(Ipv4Addr, Fence)>,
    /// Every other fence of the home, for a table that has to be made anew.
    pub others: Vec<(Ipv4Addr, Fence)>,
}

/// A network of the home.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Bridge {
    /// The address of the network.
    pub base: Ipv4Addr,
    /// The interface on the engine's host.
    pub interface: String,
    /// Whether its sandboxes reach each other.
    pub talks: bool,
}

impl Bridge {
    /// The address that the host has on it.
    pub fn gateway(&self) -> Ipv4Addr {
        gateway(self.base)
    }
}

/// The gateway of the network of ours that an address is on: there its sandbox sees the engine's host.
pub fn gateway(address: Ipv4Addr) -> Ipv4Addr {
    Ipv4Addr::from((u32::from(address) & mask(PREFIX)) + 1)
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Why it could not be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// There is a table, with the rules of this version.
    pub stands: bool,
    /// What one sandbox sends to another on the same bridge is looked at.
    pub bridged: bool,
    /// Addresses with a fence of their own.
    pub fenced: BTreeSet<Ipv4Addr>,
    /// What was refused.
    pub refused: Vec<Refused>,
}

/// Packets that were refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Refused {
    /// Who sent them.
    pub source: Ipv4Addr,
    /// Where they were to go.
    pub destination: Ipv4Addr,
    /// The protocol, as IP numbers it.
    pub protocol: u8,
    /// The port of TCP or UDP; else 0.
    pub port: u16,
    /// How many.
    pub packets: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Milliseconds since the last one.
    pub ago_ms: u64,
}

/// Does it in the network namespace of this thread. Blocks for about a millisecond.
///
/// # Errors
/// The kernel's: no leave, no nf_tables.
pub fn carry_out(order: &Order) -> io::Result<Answer> {
    let table = table::Table::of(&order.home);
    match &order.work {
        Work::Put(change) => table.put(change).map(|()| Answer::default()),
        Work::Look => table.look(),
        Work::Remove => table.remove().map(|()| Answer::default()),
    }
}

/// Reads an order from a folder, and leaves the answer there.
///
/// # Errors
/// When they can't be read or written.
pub fn run(folder: &Path) -> io::Result<()> {
    let order: Order = serde_json::from_slice(&std::fs::read(folder.join(ORDER))?)?;
    let answer =
        carry_out(&order).unwrap_or_else(|error| Answer { failure: Some(error.to_string()), ..Answer::default() });
    let mut file = std::fs::File::create(folder.join(ANSWER))?;
    io::Write::write_all(&mut file, &serde_json::to_vec(&answer)?)
}
