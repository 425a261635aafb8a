//! What a sandbox was refused, as it is shown.

use crate::guest::fence::Refused;
use jiff::Timestamp;
use serde::Serialize;
use std::net::Ipv4Addr;
use std::time::Duration;

/// The name of this shape.
pub const SCHEMA: &str = "refusal.v1";

/// Packets to one destination that were refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusalView {
    /// Where they were to go.
    pub destination: Ipv4Addr,
    /// `tcp`, `udp`, `icmp`, or the number that IP has for it.
    pub protocol: String,
    /// The port; null for what has none.
    pub port: Option<u16>,
    /// How many.
    pub packets: u64,
    /// Their bytes.
    pub bytes: u64,
    /// When the last one was refused.
    pub last_at: Timestamp,
}

impl RefusalView {
    /// The headers of a listing.
    pub const HEADERS: [&'static str; 6] = ["DESTINATION", "PROTOCOL", "PORT", "PACKETS", "BYTES", "LAST"];

    /// As it was counted, looked at `now`.
    pub fn of(refused: &Refused, now: Timestamp) -> RefusalView {
        let last = now.checked_sub(Duration::from_millis(refused.ago_ms));
        RefusalView {
            destination: refused.destination,
            protocol: match refused.protocol {
                1 => "icmp".to_owned(),
                6 => "tcp".to_owned(),
                17 => "udp".to_owned(),
                other => other.to_string(),
            },
            port: matches!(refused.protocol, 6 | 17).then_some(refused.port),
            packets: refused.packets,
            bytes: refused.bytes,
            last_at: last.unwrap_or(now),
        }
    }

    /// The destination with its port, if there is one.
    pub fn endpoint(&self) -> String {
        self.port.map_or_else(|| self.destination.to_string(), |port| format!("{}:{port}", self.destination))
    }

    /// The row of a listing, read `now`.
    pub fn row(&self, now: Timestamp) -> Vec<String> {
        vec![
            self.destination.to_string(),
            self.protocol.clone(),
            self.port.map_or_else(|| "-".to_owned(), |port| port.to_string()),
            self.packets.to_string(),
            self.bytes.to_string(),
            crate::ui::human::age(now.duration_since(self.last_at).try_into().unwrap_or_default()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_protocol_without_ports_shows_none() {
        let now = "2026-01-01T00:00:10Z".parse().unwrap();
        let refused = Refused {
            source: Ipv4Addr::new(10, 128, 0, 2),
            destination: Ipv4Addr::new(169, 254, 169, 254),
            protocol: 6,
            port: 80,
            packets: 3,
            bytes: 180,
            ago_ms: 4000,
        };
        let view = RefusalView::of(&refused, now);
        assert_eq!(view.endpoint(), "169.254.169.254:80");
        assert_eq!(view.last_at.to_string(), "2026-01-01T00:00:06Z");
        let view = RefusalView::of(&Refused { protocol: 1, port: 0, ..refused }, now);
        assert_eq!((view.protocol.as_str(), view.port), ("icmp", None));
        assert_eq!(view.endpoint(), "169.254.169.254");
        assert_eq!(view.row(now)[2], "-");
    }
}
