//! What becomes of a new sandbox whose name is taken.

use super::{IfExists, Request};
use crate::error::{Error, Kind, Result};
use crate::registry::journal::OperationKind;
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::name::Name;
use crate::sandbox::ops::{Deps, kill, observe, reconcile, start};
use crate::sandbox::status::State;
use std::time::{Duration, Instant};

/// The sandbox that is to be reused by what the request says, if there is one; one that is to be replaced goes.
///
/// # Errors
/// `conflict` when the name is taken.
pub async fn existing(deps: &Deps, request: &Request, name: &Name) -> Result<Option<SandboxRecord>> {
    reconcile::abandoned(deps).await?;
    settle_existing(deps, request, name).await
}

/// What `--if-exists` says about a name: the sandbox to reuse, or none when the way is free.
pub(super) async fn settle_existing(deps: &Deps, request: &Request, name: &Name) -> Result<Option<SandboxRecord>> {
    let Some(owner) = deps.registry.id_of(name)? else { return Ok(None) };
    if request.id.as_ref() == Some(&owner) {
        return Ok(None);
    }
    let taken = || {
        Error::new(Kind::Conflict, format!("a sandbox named {name} exists"))
            .hint("choose another name, or pass --if-exists reuse or --if-exists replace")
    };
    let record = deps.registry.find(&owner)?;
    let settled = match (request.if_exists, record) {
        (IfExists::Fail, Some(_)) => observe::one(deps, &owner).await.and_then(|there| {
            let error = taken();
            Err(if there.state == State::Lost {
                error.hint(format!("its container is gone: sandcastle kill {name}"))
            } else {
                error
            })
        }),
        (IfExists::Replace, Some(_)) => kill::run(deps, &owner, None).await.map(|()| None),
        (IfExists::Reuse, Some(record)) => start::ensure(deps, &record).await.map(|()| Some(record)),
        // It is being made: its maker holds its lock until it is there, or is not.
        (IfExists::Fail, None) if deps.registry.is_being_made(&owner)? => Err(taken()),
        (_, None) if free_unused(deps, name, &owner).await? => Ok(None),
        (_, None) => return Box::pin(settle_existing(deps, request, name)).await,
    };
    match settled {
        // It was killed meanwhile: the way is free, or somebody else was quicker.
        Err(error) if error.kind() == Kind::NotFound && deps.registry.find(&owner)?.is_none() => {
            Box::pin(settle_existing(deps, request, name)).await
        }
        settled => settled,
    }
}

/// Frees a name whose owner has no record, once a maker that lives has come to its end. False when it has a record.
pub(in crate::sandbox::ops) async fn free_unused(deps: &Deps, name: &Name, owner: &Id) -> Result<bool> {
    let begun = Instant::now();
    loop {
        let lock = deps.lock_sandbox(owner, OperationKind::Create.verb()).await?;
        if deps.registry.find(owner)?.is_some() {
            return Ok(false);
        }
        if !deps.registry.is_being_made(owner)? {
            // Its maker is gone without a trace but this name.
            deps.registry.forget(owner, Some(name), None)?;
            // One that could not be made in the background is forgotten with its name.
            deps.registry.clear_failed(owner)?;
            return lock.retire().map(|()| true);
        }
        // Who makes it in the background has not come to its lock yet.
        drop(lock);
        if begun.elapsed() > deps.options.lock_timeout {
            return Err(Error::new(Kind::Locked, format!("{name} is still being made"))
                .hint(format!("wait for it: sandcastle wait {name}")));
        }
        deps.signals.check()?;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
