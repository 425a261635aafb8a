//! The pool is filled, emptied, and looked over.

use super::{is_fit, of_snapshot, source_of, waiting_name};
use crate::engine::Engine;
use crate::error::{Error, Kind, Result};
use crate::events::{Draft, EventType};
use crate::registry::journal::OperationKind;
use crate::registry::pool::Member;
use crate::sandbox::id::Id;
use crate::sandbox::ops::create::{self, Request};
use crate::sandbox::ops::fill::Filling;
use crate::sandbox::ops::image::{self, Choice, Resolved};
use crate::sandbox::ops::{Deps, guest_binary, reconcile, remove, snapshots};
use crate::sandbox::pool::{Class, Origin};
use crate::sandbox::spec::SandboxSpec;
use futures_util::stream::{self, StreamExt};
use std::time::Duration;

/// A kind of sandbox as it is to wait, with its image found.
pub struct Wanted {
    /// What people call it.
    pub origin: Origin,
    /// What its members are made of.
    pub spec: SandboxSpec,
    request: Request,
    image: Resolved,
    filling: Option<Filling>,
}

impl Wanted {
    /// Whether one that waits is of this kind.
    pub fn is(&self, member: &Member) -> bool {
        let (one, other) = (&self.spec, &member.spec);
        (&one.image, &one.image_id) == (&other.image, &other.image_id)
            && (one.cpus, one.memory, one.pids, &one.network) == (other.cpus, other.memory, other.pids, &other.network)
            && one.hardening == other.hardening
            && self.filling.as_ref().and_then(|filling| filling.snapshot.as_ref()) == member.snapshot.as_ref()
    }
}

/// What became of a filling.
#[derive(Debug, Default)]
pub struct Filled {
    /// The ids that were made.
    pub made: Vec<Id>,
    /// Why others were not.
    pub failures: Vec<Error>,
}

/// Finds what a kind means here and now. `base` is a sandbox of the default image with the default limits.
///
/// # Errors
/// `not_found` for an image or a snapshot.
pub async fn wanted(deps: &Deps, class: &Class, base: &Request) -> Result<Wanted> {
    let engine = deps.engine().await?;
    let (mut request, filling) = match &class.origin {
        Origin::Default => (base.clone(), None),
        Origin::Image(name) => (Request { image: Choice::Named(name.clone()), ..base.clone() }, None),
        Origin::Snapshot(reference) => {
            let manifest = snapshots::resolve(deps, reference)?;
            let (request, filling) = of_snapshot(deps, &manifest).await?;
            (request, Some(filling))
        }
    };
    // Nothing of a user: no name, no environment, no labels, no ports, no user and folder but the image's.
    let image = image::ensure(deps, engine, &request.image).await?;
    request = Request {
        cpus: class.cpus.unwrap_or(request.cpus),
        memory: class.memory.unwrap_or(request.memory),
        pids: class.pids.unwrap_or(request.pids),
        network: request.network,
        hardening: request.hardening,
        ..Request::plain(Choice::Found(Box::new(image.clone())))
    };
    let spec = create::spec(&request, &image, None);
    Ok(Wanted { origin: class.origin.clone(), spec, request, image, filling })
}

/// Makes as many of a kind as are missing to `size`. `beforehand` is called before each and may end it.
///
/// # Errors
/// `locked` while another process fills or empties the pool; when the pool can't be read.
pub async fn fill(deps: &Deps, wanted: &Wanted, size: u16) -> Result<Filled> {
    let engine = deps.engine().await?;
    reconcile::abandoned(deps).await?;
    let there = deps.registry.pool()?.iter().filter(|member| wanted.is(member)).count();
    let missing = usize::from(size).saturating_sub(there);
    let at_once = std::thread::available_parallelism().map_or(1, usize::from);
    let making = stream::iter(0..missing).map(|_| async {
        deps.signals.check()?;
        member(deps, engine, wanted).await
    });
    let made: Vec<Result<Id>> = making.buffer_unordered(at_once).collect().await;
    let mut filled = Filled::default();
    for one in made {
        match one {
            Ok(id) => filled.made.push(id),
            Err(error) => filled.failures.push(error),
        }
    }
    Ok(filled)
}

async fn member(deps: &Deps, engine: &dyn Engine, wanted: &Wanted) -> Result<Id> {
    let guest = guest_binary::mount(deps, engine, &wanted.image.image).await?;
    let (id, name) = (Id::random()?, waiting_name()?);
    let lock = deps.lock_sandbox(&id, OperationKind::Pool.verb()).await?;
    let mut entry = deps.begin(OperationKind::Pool, &id, &name)?;
    let source = source_of(&guest);
    let filling = wanted.filling.as_ref();
    let booted = create::boot(deps, engine, &wanted.request, filling, &wanted.image, guest, &mut entry).await;
    let waiting = booted.and_then(|booted| {
        let record = &booted.record;
        let snapshot = filling.and_then(|filling| filling.snapshot.clone());
        let member = Member::new(id.clone(), record.container.clone(), source, snapshot, record.spec.clone());
        deps.registry.add_member(&member).map(|()| booted)
    });
    match create::end(deps, engine, entry, waiting.map(|booted| booted.record)).await {
        Ok(_) => {
            deps.record(Draft::new(EventType::PoolFilled).with("member", &id));
            Ok(id)
        }
        Err(error) => {
            lock.retire()?;
            Err(error)
        }
    }
}

/// Removes one that waits. False when somebody has claimed it, or is about to.
///
/// # Errors
/// Failures of the engine, after which the next command goes on with it.
pub async fn drain(deps: &Deps, id: &Id) -> Result<bool> {
    let engine = deps.engine().await?;
    let lock = match deps.registry.lock_sandbox(id, "pool drain", Duration::ZERO).await {
        Ok(lock) => lock,
        Err(error) if error.kind() == Kind::Locked => return Ok(false),
        Err(error) => return Err(error),
    };
    if !deps.registry.member_ids()?.contains(id) {
        return Ok(false);
    }
    let name = waiting_name()?;
    let mut entry = deps.registry.begin(OperationKind::Kill, id, &name)?;
    deps.registry.take_member(id)?;
    entry.step("remove")?;
    remove::finish(deps, engine, id, Some(&name)).await?;
    entry.close()?;
    deps.record(Draft::new(EventType::PoolDrained).with("member", id));
    lock.retire()?;
    Ok(true)
}

/// Those that wait and are not what a new one would be, each with why.
///
/// # Errors
/// When the pool can't be read, or the engine not be asked for an image.
pub async fn stale(deps: &Deps, oldest: Duration) -> Result<Vec<(Id, &'static str)>> {
    let ids = deps.registry.member_ids()?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let engine = deps.engine().await?;
    let guest = super::guest(deps, engine).await?;
    let mut stale = Vec::new();
    for id in ids {
        let why = match deps.registry.member(&id) {
            Ok(None) => None,
            Err(_) => Some("its file can't be read"),
            Ok(Some(member)) => {
                let age = crate::clock::now().duration_since(member.made_at);
                let is_old = Duration::try_from(age).is_ok_and(|age| age > oldest);
                if is_old {
                    Some("it has waited too long")
                } else if member.guest != guest {
                    Some("it was made by another version of sandcastle")
                } else if is_of_another_image(engine, &member).await? {
                    Some("its image was replaced")
                } else if is_fit(deps, &member).await || deps.registry.member(&id).ok().flatten().is_none() {
                    None
                } else {
                    Some("it does not answer, or something runs in it")
                }
            }
        };
        stale.extend(why.map(|why| (id, why)));
    }
    Ok(stale)
}

async fn is_of_another_image(engine: &dyn Engine, member: &Member) -> Result<bool> {
    if member.snapshot.is_some() {
        return Ok(false);
    }
    let now = engine.find_image(&member.spec.image).await?;
    Ok(now.is_none_or(|image| image.id != member.spec.image_id))
}
