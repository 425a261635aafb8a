//! Sandboxes that wait in the pool and are not what a new one would be. Others are made in their place by who asked.

use super::{Action, Item, Report, Request};
use crate::error::Result;
use crate::sandbox::ops::{Deps, pool};

/// Removes them.
pub(super) async fn run(deps: &Deps, request: &Request, report: &mut Report) -> Result<()> {
    for (id, why) in pool::stale(deps, request.pool_age).await? {
        deps.signals.check()?;
        let item = Item::new(POOL_MEMBER, &id, &id, Action::Remove, why);
        let drained = if request.dry_run { Ok(true) } else { pool::drain(deps, &id).await };
        report.take(item, drained)?;
    }
    Ok(())
}

/// The kind of these things.
pub(super) const POOL_MEMBER: &str = "pool_member";
