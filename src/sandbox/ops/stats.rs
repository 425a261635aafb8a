//! What sandboxes use: once, or again and again. The engine counts; a share of a processor needs two looks.

use super::observe::Sandbox;
use super::{Deps, reach};
use crate::engine::Engine;
pub use crate::engine::usage::Usage;
use crate::error::{Error, Result};
use crate::registry::record::SandboxRecord;
use crate::sandbox::status::State;
use futures_util::future::ready;
use futures_util::stream::{BoxStream, StreamExt};
use std::time::Duration;

/// Between the two looks at one sandbox. An engine that looks by itself once a second takes that long anyway.
const APART: Duration = Duration::from_millis(200);

/// What a sandbox used at one moment.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Which sandbox.
    pub record: SandboxRecord,
    /// What the engine counted.
    pub usage: Usage,
    /// The share of one processor since the look before, in percent.
    pub cpu_percent: Option<f64>,
}

/// Whether there is anything to read of it.
///
/// # Errors
/// `wrong_state` unless it runs or is paused.
pub fn require(sandbox: &Sandbox) -> Result<()> {
    let counted = matches!(sandbox.state, State::Running | State::Paused);
    sandbox.state.require(counted, sandbox.record.name.as_str(), "read the usage of")
}

/// What a sandbox uses now.
///
/// # Errors
/// `wrong_state` when it has just ended; failures of the engine.
pub async fn once(deps: &Deps, record: SandboxRecord) -> Result<Reading> {
    let first = usage(deps, &record).await?;
    tokio::time::sleep(APART).await;
    let second = usage(deps, &record).await?;
    let cpu_percent = second.cpu_percent_since(&first);
    Ok(Reading { record, usage: second, cpu_percent })
}

/// One look, without a share of a processor.
///
/// # Errors
/// `wrong_state` when it does not run; failures of the engine.
pub async fn usage(deps: &Deps, record: &SandboxRecord) -> Result<Usage> {
    let used = deps.engine().await?.usage(&reach::container_id(record)?).await;
    used.map_err(|error| named(error, record))
}

/// What a sandbox uses, about once a second, until it ends.
///
/// # Errors
/// `damaged` when its record names no container.
pub fn follow<'e>(engine: &'e dyn Engine, record: SandboxRecord) -> Result<BoxStream<'e, Result<Reading>>> {
    let usages = engine.usages(&reach::container_id(&record)?);
    let mut before: Option<Usage> = None;
    let readings = usages.map(move |usage| {
        let usage = usage.map_err(|error| named(error, &record))?;
        let cpu_percent = before.as_ref().and_then(|before| usage.cpu_percent_since(before));
        before = Some(usage.clone());
        Ok(Reading { record: record.clone(), usage, cpu_percent })
    });
    // Of the first one no share is known; the second is a second away.
    let whole = readings.filter(|reading| ready(!matches!(reading, Ok(Reading { cpu_percent: None, .. }))));
    Ok(whole.boxed())
}

fn named(error: Error, record: &SandboxRecord) -> Error {
    error.context(&record.name)
}
