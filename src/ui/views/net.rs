//! What `net` shows.

use crate::guest::protocol::{NetOutcome, Tried};
use crate::registry::record::SandboxRecord;
use crate::sandbox::egress::Egress;
use crate::sandbox::egress::layers::Layers;
use crate::sandbox::ops::net_test::{Target, Tested, Verdict};
use crate::sandbox::spec::Network;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;

/// How an egress policy is enforced, and what its names stand for.
#[derive(Debug, Clone, Serialize)]
pub struct EgressView {
    /// Layer by layer.
    #[serde(flatten)]
    pub layers: Layers,
    /// The addresses of its names, which alone are allowed or denied.
    pub names: BTreeMap<String, Vec<Ipv4Addr>>,
    /// When the names were looked up.
    pub resolved_at: Option<Timestamp>,
}

impl EgressView {
    /// The view of a sandbox's policy.
    pub fn of(record: &SandboxRecord) -> EgressView {
        let policy = if record.spec.network == Network::None { &Egress::None } else { &record.spec.egress };
        let resolved = record.resolved.as_ref();
        let names = resolved.iter().flat_map(|resolved| &resolved.names);
        EgressView {
            layers: policy.layers(),
            names: names.map(|(name, addresses)| (name.to_string(), addresses.clone())).collect(),
            resolved_at: resolved.map(|resolved| resolved.at),
        }
    }

    /// The policy and its layers, for people.
    pub fn line(&self, policy: &Egress) -> String {
        let Layers { address, dns, sni } = self.layers;
        format!("{policy} (address {}, DNS {}, SNI {})", address.as_str(), dns.as_str(), sni.as_str())
    }

    /// A line for each name, for people.
    pub fn lines(&self) -> Vec<String> {
        let since = self.resolved_at.map(|at| format!(" since {at}")).unwrap_or_default();
        let line = |(name, addresses): (&String, &Vec<Ipv4Addr>)| {
            let addresses: Vec<String> = addresses.iter().map(Ipv4Addr::to_string).collect();
            format!("{name} is {}{since}", addresses.join(", "))
        };
        self.names.iter().map(line).collect()
    }
}

/// The name of the shape of a test.
pub const SCHEMA: &str = "net_test.v1";

/// What a test came to.
#[derive(Debug, Clone, Serialize)]
pub struct NetTestView {
    /// The sandbox's id.
    pub sandbox: String,
    /// The URL as it was given.
    pub url: String,
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The egress policy.
    pub policy: String,
    /// `reachable`, `denied` by the policy, or `unreachable` for another reason.
    pub verdict: &'static str,
    /// What was tried, in order.
    pub layers: Vec<LayerView>,
}

/// One layer.
#[derive(Debug, Clone, Serialize)]
pub struct LayerView {
    /// `dns`, `address`, `tls`, or `tls_other_name`: whether a handshake for another name is answered, too.
    pub layer: &'static str,
    /// `allowed`, `refused`, `timeout` or `unresolved`.
    pub outcome: NetOutcome,
    /// Whether the policy allows it; null where the policy says nothing.
    pub policy_allows: Option<bool>,
    /// The addresses in question.
    pub addresses: Vec<String>,
    /// In more words.
    pub detail: String,
}

impl NetTestView {
    /// The headers of the table.
    pub const HEADERS: [&'static str; 4] = ["LAYER", "OUTCOME", "POLICY", "DETAIL"];

    /// The view of a test.
    pub fn of(record: &SandboxRecord, url: &str, target: &Target, tested: &Tested) -> NetTestView {
        let look = &tested.look;
        let layer = |layer, tried: &Tried, policy_allows| LayerView {
            layer,
            outcome: tried.outcome,
            policy_allows,
            addresses: Vec::new(),
            detail: tried.detail.clone(),
        };
        let addresses = look.addresses.iter().map(ToString::to_string).collect();
        let tried = look.tried.iter().map(ToString::to_string).collect();
        let mut other = layer("tls_other_name", &look.other_name, None);
        if other.outcome == NetOutcome::Allowed {
            other.detail = "another name is answered, too: names in TLS are not enforced".to_owned();
        }
        let mut layers = vec![
            LayerView { addresses, ..layer("dns", &look.name, tested.name_allowed) },
            LayerView { addresses: tried, ..layer("address", &look.address, tested.address_allowed) },
            layer("tls", &look.tls, None),
            other,
        ];
        layers.retain(|layer| layer.outcome != NetOutcome::Untried);
        NetTestView {
            sandbox: record.id.to_string(),
            url: url.to_owned(),
            host: target.host.clone(),
            port: target.port,
            policy: record.spec.egress.to_string(),
            verdict: match tested.verdict {
                Verdict::Reachable => "reachable",
                Verdict::Denied => "denied",
                Verdict::Unreachable => "unreachable",
            },
            layers,
        }
    }

    /// The last line for people.
    pub fn summary(&self) -> String {
        match self.verdict {
            "reachable" => format!("{} can be reached", self.url),
            "denied" => format!("{} is denied by the policy {}", self.url, self.policy),
            _ => format!("{} can't be reached, although the policy allows it", self.url),
        }
    }
}

impl LayerView {
    /// A row of the table.
    pub fn row(&self) -> Vec<String> {
        let outcome = match self.outcome {
            NetOutcome::Untried => "untried",
            NetOutcome::Allowed => "allowed",
            NetOutcome::Refused => "refused",
            NetOutcome::Timeout => "timeout",
            NetOutcome::Unresolved => "unresolved",
        };
        let policy = match self.policy_allows {
            Some(true) => "allows",
            Some(false) => "denies",
            None => "-",
        };
        let mut detail = self.addresses.join(" ");
        if !detail.is_empty() && !self.detail.is_empty() {
            detail += ": ";
        }
        detail += &self.detail;
        vec![self.layer.to_owned(), outcome.to_owned(), policy.to_owned(), detail]
    }
}
