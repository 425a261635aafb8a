//! A record is made again from what its container carries: labels that never change, and what the guest keeps of the
//! rest. The engine's word counts; the guest's only for what the engine does not know.

use super::{home, sandboxes};
use crate::engine::{Container, ContainerState, Engine};
use crate::error::{Error, Kind, Result};
use crate::guest::client::dial;
use crate::guest::protocol::{Reply, Request};
use crate::registry::inspect::Reserved;
use crate::registry::record::{SCHEMA, SandboxRecord};
use crate::sandbox::labels;
use crate::sandbox::ops::Deps;
use crate::sandbox::spec::{self, SandboxSpec};
use jiff::Timestamp;
use std::path::Path;

/// Makes the record of a container again, reserved and published. Says from what, to be read after "made again ".
///
/// # Errors
/// `damaged` when the labels say nothing; `conflict` when somebody else has its name or address by now.
pub(super) async fn run(deps: &Deps, engine: &dyn Engine, container: &Container) -> Result<&'static str> {
    let mut record = from_labels(container)?;
    let _lock = deps.registry.lock_sandbox(&record.id, "doctor", deps.options.lock_timeout).await?;
    if deps.registry.find(&record.id)?.is_some() {
        return Ok("by another process");
    }
    let kept = match container.state {
        ContainerState::Running => kept_by_guest(deps, engine, &record, container).await,
        _ => None,
    };
    let how = match kept {
        Some(_) => "from its container and its guest, without its default environment",
        None => "from its container alone, without labels, ttl and default environment",
    };
    if let Some(kept) = kept {
        take_over(&mut record, kept);
    }
    home::reserve(deps, &Reserved::Name(record.name.clone()), &record.id).map_err(|error| {
        error.hint(format!("another sandbox has the name {}: kill or rename that one first", record.name))
    })?;
    if let Some(address) = record.spec.address {
        home::reserve(deps, &Reserved::Address(address), &record.id)?;
    }
    deps.registry.publish(&record)?;
    Ok(how)
}

fn from_labels(container: &Container) -> Result<SandboxRecord> {
    let odd = |why: &str| Error::new(Kind::Damaged, format!("container {}: {why}", container.name));
    let (name, id) = sandboxes::ours(container).ok_or_else(|| odd("its name and its label differ"))?;
    let spec = container.labels.get(labels::SPEC).ok_or_else(|| odd("it has no spec"))?;
    let spec: SandboxSpec = serde_json::from_str(spec).map_err(|cause| odd("its spec can't be read").because(cause))?;
    let created_at = Timestamp::from_second(container.created).map_err(|_| odd("it has no date"))?;
    Ok(SandboxRecord {
        schema: SCHEMA,
        id,
        name,
        created_at,
        container: container.id.to_string(),
        expires_at: None,
        keepalive_until: None,
        idle: None,
        temporary: false,
        routed: Vec::new(),
        snapshot: None,
        spec,
        resolved: None,
        env: Default::default(),
        labels: Default::default(),
    })
}

/// What the guest was told to keep, if it answers.
async fn kept_by_guest(
    deps: &Deps,
    engine: &dyn Engine,
    record: &SandboxRecord,
    container: &Container,
) -> Option<SandboxRecord> {
    let deadline = deps.options.call_timeout;
    let folder = deps.registry.run_folder(&record.id);
    let connection = match dial::shared(&folder, &record.container, deadline).await {
        Ok(connection) => connection,
        Err(_) => dial::bridge(engine, &container.id).await.ok()?,
    };
    match connection.call(&Request::Identity, deadline).await.ok()? {
        Reply::Identity(identity) => {
            let kept = SandboxRecord::parse(Path::new("what the guest keeps"), &identity.record).ok()?;
            (kept.id == record.id).then_some(kept)
        }
        _ => None,
    }
}

/// Takes what can change from the guest's word: labels, expiry, ports, default user and folder. Name, image and limits
/// are the engine's.
fn take_over(record: &mut SandboxRecord, kept: SandboxRecord) {
    record.expires_at = kept.expires_at;
    record.keepalive_until = kept.keepalive_until;
    record.idle = kept.idle;
    record.temporary = kept.temporary;
    record.routed = kept.routed;
    // One that was claimed from the pool was made before these were known; they matter inside alone.
    let plain = kept.spec.user.is_empty() || spec::user(&kept.spec.user).is_ok();
    if plain && (kept.spec.workdir.is_empty() || spec::workdir(&kept.spec.workdir).is_ok()) {
        record.spec.user = kept.spec.user;
        record.spec.workdir = kept.spec.workdir;
    }
    // Root inside may have changed what was kept: it can only take away from what the label allows.
    record.spec.egress = record.spec.egress.clone().and(kept.spec.egress);
    record.resolved = kept.resolved.filter(|_| !record.spec.egress.names().is_empty());
    if record.spec.published_on.is_none() {
        record.spec.ports = kept.spec.ports;
    }
    let well_formed = |(key, value): &(String, String)| labels::parse(&format!("{key}={value}")).is_ok();
    record.labels = kept.labels.into_iter().filter(well_formed).collect();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::EngineId;
    use std::collections::BTreeMap;

    fn container(id: &str, spec: &str) -> Container {
        let labels = [(labels::SANDBOX, id), (labels::SPEC, spec)];
        Container {
            id: EngineId::parse(&"0".repeat(64)).unwrap(),
            name: "sandcastle-quiet-owl-abcdefghijkm".to_owned(),
            state: ContainerState::Exited,
            status: String::new(),
            labels: labels.map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
            created: 1_700_000_000,
            published: Vec::new(),
        }
    }

    const SPEC: &str = r#"{"image":"x","image_id":"sha256:00","cpus":2.0,"memory":1073741824,"pids":512,
        "network":"isolated","address":"10.130.4.9","ports":[8000]}"#;

    #[test]
    fn a_record_comes_back_from_the_labels_of_its_container() {
        let record = from_labels(&container("abcdefghijkm", SPEC)).unwrap();
        assert_eq!((record.name.as_str(), record.id.as_str()), ("quiet-owl", "abcdefghijkm"));
        assert_eq!(record.spec.default_port().number(), 8000);
        assert_eq!(record.created_at.as_second(), 1_700_000_000);
    }

    #[test]
    fn a_container_whose_label_and_name_differ_or_without_a_spec_gives_no_record() {
        for odd in [container("abcdefghijkn", SPEC), container("abcdefghijkm", "{}")] {
            assert_eq!(from_labels(&odd).unwrap_err().kind(), Kind::Damaged);
        }
    }

    #[test]
    fn the_guests_word_counts_for_labels_and_expiry_and_not_for_name_and_limits() {
        let mut record = from_labels(&container("abcdefghijkm", SPEC)).unwrap();
        let mut kept = record.clone();
        kept.spec.memory = "4GiB".parse().unwrap();
        kept.name = "other".parse().unwrap();
        kept.labels = BTreeMap::from([("a".into(), "b".into()), ("sandcastle.id".into(), "x".into())]);
        kept.expires_at = Some(Timestamp::UNIX_EPOCH);
        take_over(&mut record, kept);
        assert_eq!(record.labels, BTreeMap::from([("a".into(), "b".into())]));
        assert_eq!((record.name.as_str(), record.spec.memory.bytes()), ("quiet-owl", 1 << 30));
        assert_eq!(record.expires_at, Some(Timestamp::UNIX_EPOCH));
    }
}
