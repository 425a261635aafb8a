//! What the rows of the live view are ordered by.

use super::row::{Measured, Row};
use std::cmp::Ordering;

/// What the rows are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Age,
    Name,
    State,
    Cpu,
    Memory,
    Network,
    Disk,
    Ttl,
}

impl Order {
    const ALL: [Order; 8] =
        [Order::Age, Order::Name, Order::State, Order::Cpu, Order::Memory, Order::Network, Order::Disk, Order::Ttl];

    /// Its name on the screen.
    pub(super) fn name(self) -> &'static str {
        match self {
            Order::Age => "age",
            Order::Name => "name",
            Order::State => "state",
            Order::Cpu => "cpu",
            Order::Memory => "memory",
            Order::Network => "network",
            Order::Disk => "disk",
            Order::Ttl => "ttl",
        }
    }

    /// How many there are.
    pub(super) const COUNT: usize = Order::ALL.len();

    /// The one so many further on, round and round.
    pub(super) fn step(self, by: usize) -> Order {
        let at = Order::ALL.iter().position(|order| *order == self).unwrap_or_default();
        Order::ALL[(at + by) % Order::ALL.len()]
    }

    /// Which of two rows comes first: what is large before what is small, what is not known last, and the older one
    /// where nothing else decides.
    pub(super) fn compare(self, one: (&Row, Option<&Measured>), other: (&Row, Option<&Measured>)) -> Ordering {
        let ((one, of_one), (other, of_other)) = (one, other);
        let larger = |value: fn(&Measured) -> Option<f64>| {
            let (one, other) = (of_one.and_then(value), of_other.and_then(value));
            other.partial_cmp(&one).unwrap_or(Ordering::Equal)
        };
        let by = match self {
            Order::Age => Ordering::Equal,
            Order::Name => one.name.cmp(&other.name),
            Order::State => one.state.as_str().cmp(other.state.as_str()),
            Order::Cpu => larger(|measured| measured.cpu),
            Order::Memory => larger(|measured| measured.usage.as_ref().map(|usage| size(usage.memory))),
            Order::Network => larger(|measured| measured.network.map(|(incoming, outgoing)| incoming + outgoing)),
            Order::Disk => larger(|measured| measured.disk.map(size)),
            Order::Ttl => {
                let end = |row: &Row| (row.expires_at.is_none(), row.expires_at);
                end(one).cmp(&end(other))
            }
        };
        by.then_with(|| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)))
    }
}

#[expect(clippy::cast_precision_loss, reason = "only compared")]
fn size(bytes: u64) -> f64 {
    bytes as f64
}
