//! A sandbox for one command: it goes when its maker has done with it, or has died.

use super::{Deps, kill};
use crate::error::Result;
use crate::registry::journal::Entry;
use crate::registry::record::SandboxRecord;

/// Removes a sandbox that was made for one command, also after a signal. What can't be removed now stays journalled: the
/// next command goes on with it.
///
/// # Errors
/// When the journal can't be written.
pub async fn end(deps: &Deps, record: &SandboxRecord, held: Option<Entry>) -> Result<()> {
    match (kill::despite_signals(deps, &record.id).await, held) {
        (Ok(()), Some(held)) => held.close(),
        (Ok(()), None) => Ok(()),
        (Err(error), _) => {
            deps.warn(format!("{} could not be removed yet: {}", record.name, error.message()));
            Ok(())
        }
    }
}
