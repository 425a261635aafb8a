//! The pool: sandboxes that are started and ready before anybody asks for them. A claim gives one its name, its
//! environment and its identity; nothing else tells it from one that was made anew.

mod claim;
mod fill;

pub use claim::{claim, is_fit};
pub use fill::{Filled, Wanted, drain, fill, stale, wanted};

use super::{Deps, fork, guest_binary};
use crate::engine::{Engine, Image, Mount};
use crate::error::Result;
use crate::registry::pool::Member;
use crate::registry::record::SandboxRecord;
use crate::sandbox::name::Name;

/// The name in the name of a container that waits.
const WAITING: &str = "pool";

fn waiting_name() -> Result<Name> {
    WAITING.parse()
}

/// Where the guest of new sandboxes is mounted from now.
async fn guest(deps: &Deps, engine: &dyn Engine) -> Result<String> {
    Ok(source_of(&guest_binary::mount(deps, engine, &Image::default()).await?))
}

fn source_of(mount: &Mount) -> String {
    match mount {
        Mount::Folder { source, .. } => source.clone(),
        Mount::Volume { name, .. } => name.clone(),
        Mount::Anonymous { target } => target.clone(),
    }
}

/// A record of one that waits, to reach its guest with: it is nowhere.
fn record_of(member: &Member) -> Result<SandboxRecord> {
    let request = super::create::Request::plain(super::image::Choice::Builtin);
    let mut record = super::create::new_record(
        &request,
        member.id.clone(),
        waiting_name()?,
        member.container.clone(),
        member.spec.clone(),
    )?;
    record.snapshot = member.snapshot.clone();
    Ok(record)
}

/// What a snapshot's members are filled with, and what is asked for them.
async fn of_snapshot(
    deps: &Deps,
    manifest: &crate::snapshot::Manifest,
) -> Result<(super::create::Request, super::fill::Filling)> {
    let origin = fork::Origin::Snapshot(Box::new(manifest.clone()));
    let request = super::create::Request { env: Default::default(), ..origin.request(deps).await? };
    Ok((request, fork::filling_of(deps, manifest).await?))
}
