//! What is to be different about a sandbox that is there, and what that comes to: pure, nothing is done here.

use super::duration::Span;
use super::egress::{DomainName, Egress, Resolved};
use super::port::Port;
use super::size::ByteSize;
use crate::error::{Error, Kind, Result};
use crate::registry::record::SandboxRecord;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;

/// What is to be different; none is as it is.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Processors.
    pub cpus: Option<f64>,
    /// Memory.
    pub memory: Option<ByteSize>,
    /// Processes and threads.
    pub pids: Option<i64>,
    /// Variables of the default environment.
    pub env: BTreeMap<String, String>,
    /// Variables that go.
    pub unset_env: Vec<String>,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// Labels that go.
    pub remove_labels: Vec<String>,
    /// The declared ports, the default one first.
    pub ports: Option<Vec<Port>>,
    /// What it may reach outside.
    pub egress: Option<Egress>,
    /// The time from now until `gc` may remove it; none within is never.
    pub ttl: Option<Option<Span>>,
    /// The time without work after which `gc` stops it; none within is never.
    pub idle: Option<Option<Span>>,
}

/// One thing that becomes different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What: `memory`, `env.KEY`, `label.KEY`.
    pub setting: String,
    /// What it was, as people write it; the values of variables are not told.
    pub from: Option<String>,
    /// What it becomes.
    pub to: Option<String>,
    /// When it counts.
    pub when: When,
}

/// When a change counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// At once.
    Now,
    /// For commands that begin from now on; what runs has what it was started with until a restart.
    NewCommands,
}

impl When {
    /// As it stands in a table.
    pub fn as_str(self) -> &'static str {
        match self {
            When::Now => "now",
            When::NewCommands => "new commands",
        }
    }
}

impl Wanted {
    /// The limits that are named, as engines call what they can't enforce.
    pub fn limits(&self) -> Vec<&'static str> {
        let named = [("memory", self.memory.is_some()), ("cpus", self.cpus.is_some()), ("pids", self.pids.is_some())];
        named.into_iter().filter(|(_, named)| *named).map(|(limit, _)| limit).collect()
    }

    /// The record with all of it but the egress policy, whose names have to be looked up.
    ///
    /// # Errors
    /// `usage` for a ttl beyond all dates, and for less memory than `/dev/shm` has; `wrong_state` for ports that only a
    /// new container could have.
    pub fn apply(&self, before: &SandboxRecord, now: Timestamp) -> Result<SandboxRecord> {
        let mut after = before.clone();
        after.spec.cpus = self.cpus.unwrap_or(before.spec.cpus);
        after.spec.memory = self.memory.unwrap_or(before.spec.memory);
        after.spec.pids = self.pids.unwrap_or(before.spec.pids);
        after.spec.hardening.shrinks(before.spec.memory, after.spec.memory)?;
        after.env.extend(self.env.clone());
        after.env.retain(|key, _| !self.unset_env.contains(key));
        after.labels.extend(self.labels.clone());
        after.labels.retain(|key, _| !self.remove_labels.contains(key));
        if let Some(ports) = self.ports.as_ref().filter(|ports| **ports != before.spec.ports) {
            if let Some(address) = before.spec.published_on {
                let name = &before.name;
                return Err(Error::new(
                    Kind::WrongState,
                    format!("the ports of {name} are published on {address}, which only a new container can change"),
                )
                .hint(format!("make one that begins as it is: sandcastle fork {name} --port PORT")));
            }
            // One that was declared and is not any more is not routed either.
            after.routed.retain(|port| !before.spec.ports.contains(port));
            after.spec.ports.clone_from(ports);
        }
        if let Some(ttl) = self.ttl {
            let at = |ttl: Span| now.checked_add(ttl.duration()).map_err(|_| Error::usage("the ttl is too long"));
            after.expires_at = ttl.map(at).transpose()?;
        }
        after.idle = self.idle.unwrap_or(before.idle);
        Ok(after)
    }
}

/// What is different about a sandbox.
pub fn changes(before: &SandboxRecord, after: &SandboxRecord) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut tell = |setting: &str, from: Option<String>, to: Option<String>| {
        if from != to {
            changes.push(Change { setting: setting.to_owned(), from, to, when: When::Now });
        }
    };
    let (old, new) = (&before.spec, &after.spec);
    tell("cpus", Some(old.cpus.to_string()), Some(new.cpus.to_string()));
    tell("memory", Some(old.memory.to_string()), Some(new.memory.to_string()));
    tell("pids", Some(old.pids.to_string()), Some(new.pids.to_string()));
    tell("egress", Some(old.egress.to_string()), Some(new.egress.to_string()));
    // A name may stand for something else than before, though the policy is the same.
    tell("egress_names", before.resolved.as_ref().map(names), after.resolved.as_ref().map(names));
    tell("ports", ports(&old.ports), ports(&new.ports));
    let time = |at: Option<Timestamp>| at.map(|at| at.to_string());
    tell("ttl", time(before.expires_at), time(after.expires_at));
    tell("idle", before.idle.map(|idle| idle.to_string()), after.idle.map(|idle| idle.to_string()));
    for key in before.labels.keys().chain(after.labels.keys().filter(|key| !before.labels.contains_key(*key))) {
        let value = |labels: &BTreeMap<String, String>| labels.get(key).cloned();
        tell(&format!("label.{key}"), value(&before.labels), value(&after.labels));
    }
    for key in before.env.keys().chain(after.env.keys().filter(|key| !before.env.contains_key(*key))) {
        let (from, to) = (before.env.get(key), after.env.get(key));
        if from != to {
            let told = |value: Option<&String>, word: &str| value.map(|_| word.to_owned());
            let to = told(to, if from.is_some() { "another value" } else { "a value" });
            let setting = format!("env.{key}");
            changes.push(Change { setting, from: told(from, "a value"), to, when: When::NewCommands });
        }
    }
    changes
}

fn names(resolved: &Resolved) -> String {
    let name = |(name, addresses): (&DomainName, &Vec<Ipv4Addr>)| {
        let addresses: Vec<String> = addresses.iter().map(Ipv4Addr::to_string).collect();
        format!("{name}={}", addresses.join(","))
    };
    resolved.names.iter().map(name).collect::<Vec<_>>().join(" ")
}

fn ports(ports: &[Port]) -> Option<String> {
    (!ports.is_empty()).then(|| ports.iter().map(Port::to_string).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::record::SCHEMA;
    use crate::sandbox::ops::create::Request;
    use crate::sandbox::ops::image::Choice;

    fn record() -> SandboxRecord {
        SandboxRecord {
            schema: SCHEMA,
            id: "abcdefghijkl".parse().unwrap(),
            name: "box".parse().unwrap(),
            created_at: Timestamp::UNIX_EPOCH,
            container: String::new(),
            expires_at: None,
            keepalive_until: None,
            idle: None,
            temporary: false,
            routed: vec!["8000".parse().unwrap(), "9000".parse().unwrap()],
            snapshot: None,
            resolved: None,
            spec: crate::sandbox::spec::SandboxSpec {
                ports: vec!["8000".parse().unwrap()],
                ..Request::plain(Choice::Builtin).wanted()
            },
            env: [("A", "1"), ("B", "2")].map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
            labels: [("team".to_owned(), "a".to_owned())].into(),
        }
    }

    #[test]
    fn what_is_named_changes_and_the_rest_stays() {
        let wanted = Wanted {
            memory: Some(ByteSize::mebibytes(512)),
            env: [("A".to_owned(), "secret".to_owned()), ("C".to_owned(), "3".to_owned())].into(),
            unset_env: vec!["B".to_owned()],
            labels: [("x".to_owned(), "y".to_owned())].into(),
            remove_labels: vec!["team".to_owned(), "none".to_owned()],
            ports: Some(vec!["3000".parse().unwrap()]),
            ttl: Some(Some(Span::seconds(60))),
            ..Wanted::default()
        };
        let before = record();
        let after = wanted.apply(&before, Timestamp::UNIX_EPOCH).unwrap();
        let changes = changes(&before, &after);
        let lines: Vec<String> = changes
            .iter()
            .map(|change| {
                let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
                format!(
                    "{}: {} > {} ({})",
                    change.setting,
                    shown(&change.from),
                    shown(&change.to),
                    change.when.as_str()
                )
            })
            .collect();
        assert_eq!(
            lines,
            [
                "memory: 2 GiB > 512 MiB (now)",
                "ports: 8000 > 3000 (now)",
                "ttl: - > 1970-01-01T00:01:00Z (now)",
                "label.team: a > - (now)",
                "label.x: - > y (now)",
                "env.A: a value > another value (new commands)",
                "env.B: a value > - (new commands)",
                "env.C: - > a value (new commands)",
            ]
        );
        assert_eq!(after.routed, ["9000".parse().unwrap()], "a port that nobody had declared stays routed");
        assert_eq!(wanted.apply(&after, Timestamp::UNIX_EPOCH).unwrap(), after, "a second time nothing changes");
    }

    #[test]
    fn what_only_a_new_container_can_have_is_refused() {
        let mut record = record();
        record.spec.published_on = Some([127, 0, 0, 1].into());
        let wanted = Wanted { ports: Some(vec!["1".parse().unwrap()]), ..Wanted::default() };
        assert_eq!(wanted.apply(&record, Timestamp::UNIX_EPOCH).unwrap_err().kind(), Kind::WrongState);
        record.spec.hardening.shm_size = Some(ByteSize::mebibytes(256));
        let wanted = Wanted { memory: Some(ByteSize::mebibytes(256)), ..Wanted::default() };
        assert_eq!(wanted.apply(&record, Timestamp::UNIX_EPOCH).unwrap_err().kind(), Kind::Usage);
    }
}
