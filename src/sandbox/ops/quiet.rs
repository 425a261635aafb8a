//! Work with the guest of a sandbox that may be stopped: such a one is started for it without its services, and
//! stopped again.

use super::observe::Sandbox;
use super::{Deps, observe, reach};
use crate::error::{Kind, Result};
use crate::guest::client::Connection;
use crate::registry::journal::{OperationKind, START};
use crate::registry::lock::SandboxLock;
use crate::registry::record::SandboxRecord;
use crate::sandbox::status::State;
use std::time::Duration;

/// Time that a guest that we started gets to end.
const STOP: Duration = Duration::from_secs(10);

/// Does `work` over a connection to the guest; a stopped sandbox is started for it, its lock held, and stopped again.
/// `verb` is what the lock says meanwhile.
///
/// # Errors
/// `wrong_state` for a sandbox that is neither running nor stopped; `locked`; those of `work`.
pub async fn with_guest<T>(
    deps: &Deps,
    record: &SandboxRecord,
    verb: &str,
    work: impl AsyncFnOnce(Connection<'_>) -> Result<T>,
) -> Result<T> {
    let reached = reach::connect(deps, record).await;
    let stopped = match reached {
        Ok(connection) => {
            return match work(connection).await {
                Err(error) if matches!(error.kind(), Kind::TimedOut | Kind::OutcomeUnknown) => {
                    Err(reach::why_silent(deps, record, error).await)
                }
                other => other,
            };
        }
        Err(error) if error.kind() == Kind::WrongState => error,
        Err(error) => return Err(error),
    };
    let lock = deps.lock_sandbox(&record.id, verb).await?;
    let sandbox = observe::one(deps, &record.id).await?;
    if sandbox.state == State::Running {
        // Somebody has started it while we waited for the lock.
        drop(lock);
        return work(reach::connect(deps, record).await?).await;
    }
    if sandbox.state != State::Stopped {
        return Err(stopped);
    }
    started(deps, record, &lock, work).await
}

/// As [`with_guest`], for who has the lock already and knows the state.
///
/// # Errors
/// The same.
pub async fn under_lock<T>(
    deps: &Deps,
    sandbox: &Sandbox,
    lock: &SandboxLock,
    verb: &str,
    work: impl AsyncFnOnce(Connection<'_>) -> Result<T>,
) -> Result<T> {
    let record = &sandbox.record;
    match sandbox.state {
        State::Running => work(reach::connect(deps, record).await?).await,
        State::Stopped => started(deps, record, lock, work).await,
        other => Err(other.require(false, record.name.as_str(), verb).err().unwrap_or_else(|| {
            crate::error::Error::new(Kind::WrongState, format!("{} can't be reached", record.name))
        })),
    }
}

/// Starts a stopped sandbox for some work, and stops it again.
async fn started<T>(
    deps: &Deps,
    record: &SandboxRecord,
    _lock: &SandboxLock,
    work: impl AsyncFnOnce(Connection<'_>) -> Result<T>,
) -> Result<T> {
    let engine = deps.engine().await?;
    let container = reach::container_id(record)?;
    let mut entry = deps.registry.begin(OperationKind::Stop, &record.id, &record.name)?;
    crate::fs::create_private(&deps.registry.run_folder(&record.id))?;
    entry.step(START)?;
    let done = async {
        engine.start(&container).await?;
        let connection = reach::ready(deps, engine, record).await?;
        reach::introduce(deps, engine, connection, record).await?;
        work(reach::connect(deps, record).await?).await
    };
    let done = done.await;
    let ended = engine.stop(&container, STOP).await;
    // What the work failed with explains more than a stop that failed after it.
    let closed = ended.and_then(|()| entry.close());
    let value = done?;
    closed.map(|()| value)
}
