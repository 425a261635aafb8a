//! A container that does one piece of work of ours, and goes.

use crate::engine::{ContainerSpec, Engine, EngineId};
use crate::error::Result;

/// Makes it, does `work` with it, and removes it, whatever came of that. One of its name that a dead process left goes
/// first: whoever sends it under a fixed name holds the lock of what it is for.
///
/// # Errors
/// Failures of the engine, and of `work`.
pub(super) async fn run<T>(
    engine: &dyn Engine,
    spec: &ContainerSpec,
    work: impl AsyncFnOnce(&EngineId) -> Result<T>,
) -> Result<T> {
    if let Some(left) = engine.container_named(&spec.name).await? {
        engine.remove(&left.id).await?;
    }
    let made = engine.create(spec).await?;
    let done = work(&made).await;
    engine.remove(&made).await?;
    done
}
