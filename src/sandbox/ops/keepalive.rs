//! How long a sandbox stays: until when `gc` leaves it alone, and when it may be removed.

use super::{Deps, observe, reconcile};
use crate::error::Result;
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use jiff::Timestamp;

/// What is to be changed; what is absent stays as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Until when it is left alone; none is no longer.
    pub until: Option<Option<Timestamp>>,
    /// When it may be removed; none is never.
    pub expires: Option<Option<Timestamp>>,
}

/// Changes how long a sandbox stays. Returns whether anything was done.
///
/// # Errors
/// `wrong_state` when it is lost; `locked`; failures of the engine.
pub async fn run(deps: &Deps, id: &Id, wanted: Wanted) -> Result<bool> {
    reconcile::abandoned(deps).await?;
    let _lock = deps.lock_sandbox(id, "keepalive").await?;
    let sandbox = observe::one(deps, id).await?;
    let before = sandbox.record;
    sandbox.state.require(sandbox.state.can_change_record(), before.name.as_str(), "keep alive")?;
    let after = SandboxRecord {
        keepalive_until: wanted.until.unwrap_or(before.keepalive_until),
        expires_at: wanted.expires.unwrap_or(before.expires_at),
        ..before.clone()
    };
    if after == before {
        return Ok(false);
    }
    deps.registry.publish(&after).map(|()| true)
}
