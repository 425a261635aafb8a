//! What containers use, the events of their lives, and sizes.

use super::{ContainerEvent, ContainerSize, DockerEngine, EngineId, Selector, Usage, filters, late};
use crate::engine::usage::{Change, Flow};
use crate::error::{Error, Kind, Result};
use bollard::models::{ContainerBlkioStats, ContainerMemoryStats, ContainerNetworkStats, ContainerStatsResponse};
use bollard::query_parameters::{EventsOptionsBuilder, ListContainersOptionsBuilder, StatsOptionsBuilder};
use futures_util::stream::{BoxStream, StreamExt, TryStreamExt};
use jiff::Timestamp;
use std::collections::HashMap;
use std::time::Duration;
use tokio::time::timeout;

const READING: &str = "reading what the container uses";

/// Sizes are found by walking over all files of a container.
pub(super) const WALK: Duration = Duration::from_secs(120);

pub(super) async fn usage(engine: &DockerEngine, id: &EngineId) -> Result<Usage> {
    let options = StatsOptionsBuilder::default().stream(false).one_shot(true).build();
    let mut samples = Box::pin(engine.docker.stats(id.as_str(), Some(options)));
    let sample = timeout(engine.deadline, samples.next()).await.map_err(|_| late(READING, engine.deadline))?;
    let sample = sample.transpose().map_err(|cause| engine.explain(READING, cause))?;
    sample.as_ref().and_then(of_sample).ok_or_else(ended)
}

pub(super) fn usages<'e>(engine: &'e DockerEngine, id: &EngineId) -> BoxStream<'e, Result<Usage>> {
    let options = StatsOptionsBuilder::default().stream(true).build();
    let samples = engine.docker.stats(id.as_str(), Some(options));
    // Of one that has ended there are samples without a time.
    let usages = samples.map(|sample| match sample {
        Ok(sample) => of_sample(&sample).map(Ok),
        Err(cause) => Some(Err(engine.explain(READING, cause))),
    });
    usages.take_while(|usage| std::future::ready(usage.is_some())).filter_map(std::future::ready).boxed()
}

fn ended() -> Error {
    Error::new(Kind::WrongState, format!("{READING}: it does not run"))
}

fn of_sample(sample: &ContainerStatsResponse) -> Option<Usage> {
    let at: Timestamp = sample.read.as_deref()?.parse().ok().filter(|at| *at > Timestamp::UNIX_EPOCH)?;
    let cpu = sample.cpu_stats.as_ref()?.cpu_usage.as_ref()?.total_usage?;
    let memory = sample.memory_stats.as_ref()?;
    let pids = sample.pids_stats.as_ref();
    Some(Usage {
        at,
        cpu_time: Duration::from_nanos(cpu),
        memory: without_cache(memory)?,
        memory_limit: memory.limit.unwrap_or_default(),
        memory_peak: memory.max_usage,
        pids: pids.and_then(|pids| pids.current).unwrap_or_default(),
        // Without a limit some say 0, some the largest number there is.
        pids_limit: pids.and_then(|pids| pids.limit).filter(|limit| (1..u64::MAX).contains(limit)),
        network: sample.networks.as_ref().map(network),
        disk: sample.blkio_stats.as_ref().and_then(disk),
    })
}

/// The memory that counts, as the engine's own client has it: the cache that is given back first does not.
/// It is `total_inactive_file` on cgroup v1, `inactive_file` on v2.
fn without_cache(memory: &ContainerMemoryStats) -> Option<u64> {
    let usage = memory.usage?;
    let detail = |name: &str| memory.stats.as_ref().and_then(|stats| stats.get(name).copied());
    let cache = detail("total_inactive_file").or_else(|| detail("inactive_file")).unwrap_or_default();
    Some(if cache < usage { usage - cache } else { usage })
}

fn network(interfaces: &HashMap<String, ContainerNetworkStats>) -> Flow {
    let sum = |part: fn(&ContainerNetworkStats) -> Option<u64>| interfaces.values().filter_map(part).sum();
    Flow { incoming: sum(|one| one.rx_bytes), outgoing: sum(|one| one.tx_bytes) }
}

/// Some kernels count nothing for cgroup v1; v1 writes `Read`, v2 `read`.
fn disk(counted: &ContainerBlkioStats) -> Option<Flow> {
    let entries = counted.io_service_bytes_recursive.as_ref().filter(|entries| !entries.is_empty())?;
    let sum = |operation: &str| {
        let of_it = entries
            .iter()
            .filter(|entry| entry.op.as_deref().is_some_and(|found| found.eq_ignore_ascii_case(operation)));
        of_it.filter_map(|entry| entry.value).sum()
    };
    Some(Flow { incoming: sum("read"), outgoing: sum("write") })
}

pub(super) fn events<'e>(engine: &'e DockerEngine, selector: &Selector) -> BoxStream<'e, Result<ContainerEvent>> {
    let mut wanted = filters(selector);
    wanted.insert("type".to_owned(), vec!["container".to_owned()]);
    let actions = ["create", "start", "die", "pause", "unpause", "rename", "destroy"];
    wanted.insert("event".to_owned(), actions.map(str::to_owned).to_vec());
    let messages = engine.docker.events(Some(EventsOptionsBuilder::default().filters(&wanted).build()));
    let events = messages.map_err(|cause| engine.explain("listening for the engine's events", cause));
    let known = events.try_filter_map(|message| async move {
        let change = message.action.as_deref().and_then(change);
        let container = message.actor.and_then(|actor| EngineId::parse(actor.id.as_deref()?));
        Ok(container.zip(change).map(|(container, change)| ContainerEvent { container, change }))
    });
    known.boxed()
}

fn change(action: &str) -> Option<Change> {
    Some(match action {
        "create" => Change::Created,
        "start" => Change::Started,
        "die" => Change::Ended,
        "pause" => Change::Paused,
        "unpause" => Change::Resumed,
        "rename" => Change::Renamed,
        "destroy" => Change::Removed,
        _ => return None,
    })
}

pub(super) async fn container_sizes(engine: &DockerEngine, selector: &Selector) -> Result<Vec<ContainerSize>> {
    let options = ListContainersOptionsBuilder::default().all(true).size(true).filters(&filters(selector)).build();
    let found = engine.call_within(WALK, "measuring containers", engine.docker.list_containers(Some(options))).await?;
    let sizes = found.into_iter().filter_map(|summary| {
        let container = EngineId::parse(summary.id.as_deref()?)?;
        // An engine leaves out a size of 0.
        Some(ContainerSize { container, writable: summary.size_rw.unwrap_or_default().try_into().unwrap_or_default() })
    });
    Ok(sizes.collect())
}
