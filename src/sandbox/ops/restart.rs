//! A sandbox stops and starts again, as one operation: nobody else comes between the two.

use super::{Deps, observe, reach, reconcile, start, stop};
use crate::error::{Error, Result};
use crate::registry::journal::OperationKind;
use crate::sandbox::id::Id;
use crate::sandbox::status::State;
use std::time::Duration;

/// Restarts a sandbox: its processes get TERM, and KILL after `grace`. One that does not run is started.
///
/// # Errors
/// `wrong_state` when it is paused or lost; `locked`; failures of the engine.
pub async fn run(deps: &Deps, id: &Id, grace: Duration) -> Result<()> {
    reconcile::abandoned(deps).await?;
    let _lock = deps.lock_sandbox(id, OperationKind::Restart.verb()).await?;
    let engine = deps.engine().await?;
    let sandbox = observe::one(deps, id).await?;
    let record = sandbox.record;
    sandbox.state.require(sandbox.state.can_restart(), record.name.as_str(), "restart")?;
    deps.registry.clear_failed(id)?;
    let mut entry = deps.registry.begin(OperationKind::Restart, id, &record.name)?;
    let failing = |error: Error| error.context(format!("restarting {}", record.name));
    if sandbox.state == State::Running {
        entry.step("stop container")?;
        if let Err(error) = stop::halt(deps, engine, &record, sandbox.state, grace).await {
            entry.fail(&error)?;
            return Err(failing(error));
        }
    }
    // Ctrl-C from here on must not leave a sandbox stopped that ran.
    let ready = reach::ready_despite_signals(deps, engine, &record);
    match start::launch(deps, engine, &record, &mut entry, ready).await {
        Ok(()) => {
            entry.close()?;
            deps.signals.check()
        }
        Err(error) => Err(failing(start::give_up(deps, engine, &record, entry, error).await?)),
    }
}
