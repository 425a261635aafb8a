//! A claim: one that waits becomes somebody's, in one step that two can't both win.

use super::{guest, record_of};
use crate::engine::Engine;
use crate::error::Result;
use crate::events::EventType;
use crate::guest::protocol::{Reply, Request as Ask};
use crate::registry::journal::Entry;
use crate::registry::lock::SandboxLock;
use crate::registry::pool::Member;
use crate::registry::record::SandboxRecord;
use crate::sandbox::labels;
use crate::sandbox::name::Name;
use crate::sandbox::ops::create::{self, Created, Made, Request};
use crate::sandbox::ops::fill::Filling;
use crate::sandbox::ops::image::{self, Choice, Resolved};
use crate::sandbox::ops::{Deps, egress, reach};
use crate::sandbox::spec::SandboxSpec;
use std::time::Duration;

/// How long one that waits may take to answer: it has nothing else to do.
const ANSWER: Duration = Duration::from_millis(500);

/// Claims a sandbox that waits and can become what is asked for. None when there is none: it is made anew then.
///
/// # Errors
/// Failures of the engine and of the guest after the claim: what was claimed is gone then. `None` also when the name is
/// taken: who asks finds out why.
pub async fn claim(
    deps: &Deps,
    engine: &dyn Engine,
    request: &Request,
    filling: Option<&Filling>,
) -> Result<Option<Created>> {
    // Ports that the engine publishes can't be added to a container.
    if request.published_on.is_some() && !request.ports.is_empty() {
        return Ok(None);
    }
    let Some((member, lock)) = pick(deps, engine, request, filling).await? else { return Ok(None) };
    let request = &egress::resolved(deps, request).await?;
    let mut promised = Some((member.id.clone(), lock));
    let Some((mut entry, lock)) = create::reserve(deps, request, &mut promised).await? else { return Ok(None) };
    let handed = hand_over(deps, engine, request, filling, &member, &mut entry).await;
    if let Ok((record, _)) = &handed {
        deps.record(deps.about(EventType::PoolClaimed, &entry.operation));
        create::tell(deps, &entry.operation, record, filling);
    }
    match create::end(deps, engine, entry, handed).await {
        Ok((record, held)) => Ok(Some(Created { record, made: Made::Pool, held })),
        Err(error) => {
            lock.retire()?;
            Err(error)
        }
    }
}

/// Finds one that fits, and locks it.
async fn pick(
    deps: &Deps,
    engine: &dyn Engine,
    request: &Request,
    filling: Option<&Filling>,
) -> Result<Option<(Member, SandboxLock)>> {
    let mut members = deps.registry.pool()?;
    let snapshot = filling.filter(|filling| filling.exact).and_then(|filling| filling.snapshot.as_ref());
    members.retain(|member| {
        let fills = member.snapshot.is_none() || member.snapshot.as_ref() == snapshot;
        fills
            && member.spec.network == request.network
            && request.hardening.is_served_by(&member.spec.hardening, request.memory, member.spec.memory)
            && request.storage.is_empty()
    });
    retain_of_image(engine, &request.image, &mut members).await?;
    // A named image costs a call already: with the one that names it that is all that a claim may take.
    if matches!(request.image, Choice::Named(_)) {
        members.retain(|member| has_limits(&member.spec, request));
    }
    if members.is_empty() {
        return Ok(None);
    }
    let guest = guest(deps, engine).await?;
    members.retain(|member| member.guest == guest);
    members.sort_by_key(|member| (member.snapshot.is_none(), !has_limits(&member.spec, request)));
    for member in members {
        let Ok(lock) = deps.registry.lock_sandbox(&member.id, "init", Duration::ZERO).await else { continue };
        // Somebody may have claimed it between our look and our lock.
        if deps.registry.member(&member.id).ok().flatten().is_none() {
            continue;
        }
        if is_fit(deps, &member).await {
            return Ok(Some((member, lock)));
        }
    }
    Ok(None)
}

async fn retain_of_image(engine: &dyn Engine, wanted: &Choice, members: &mut Vec<Member>) -> Result<()> {
    match wanted {
        // Its name is the digest of its Dockerfile.
        Choice::Builtin => members.retain(|member| member.spec.image == image::builtin_tag()),
        Choice::Found(found) => members.retain(|member| member.spec.image_id == found.image.id),
        Choice::Named(name) => {
            if !members.is_empty() {
                // The name may stand for another image by now.
                let now = engine.find_image(name).await?.map(|image| image.id);
                members.retain(|member| now.as_ref() == Some(&member.spec.image_id));
            }
        }
    }
    Ok(())
}

fn has_limits(spec: &SandboxSpec, request: &Request) -> bool {
    (spec.cpus, spec.memory, spec.pids) == (request.cpus, request.memory, request.pids)
}

/// Whether one that waits answers, and is as it was when it came into the pool: nothing runs in it, nobody has it.
pub async fn is_fit(deps: &Deps, member: &Member) -> bool {
    let Ok(record) = record_of(member) else { return false };
    let asking = async {
        let connection = reach::connect_unlisted(deps, deps.engine().await?, &record).await?;
        connection.call(&Ask::Health, ANSWER).await
    };
    let answer = tokio::time::timeout(ANSWER * 2, asking).await;
    matches!(answer, Ok(Ok(Reply::Health { execs: 0, jobs: 0, processes: 0, configured: false, .. })))
}

async fn hand_over(
    deps: &Deps,
    engine: &dyn Engine,
    request: &Request,
    filling: Option<&Filling>,
    member: &Member,
    entry: &mut Entry,
) -> Result<create::Introduced> {
    let name: Name = entry.operation.name.clone();
    if let Some(address) = member.spec.address {
        entry.address(address)?;
    }
    entry.step("claim")?;
    deps.registry.take_member(&member.id)?;
    let mut record = record(request, member, name.clone())?;
    let container = reach::container_id(&record)?;
    engine.rename(&container, &labels::container_name(&name, &member.id)).await?;
    if !has_limits(&member.spec, request) {
        engine.update(&container, request.cpus, request.memory.bytes(), request.pids).await?;
    }
    deps.signals.check()?;
    if let Some(filling) = filling {
        record.snapshot = filling.snapshot.clone();
        if member.snapshot.is_none() {
            entry.step("fill")?;
            filling.pour(deps, engine, &record).await?;
        }
    }
    create::introduce(deps, engine, request, record, entry).await
}

fn record(request: &Request, member: &Member, name: Name) -> Result<SandboxRecord> {
    let image = crate::engine::Image {
        id: member.spec.image_id.clone(),
        user: member.spec.user.clone(),
        workdir: member.spec.workdir.clone(),
        ..Default::default()
    };
    let called = match &request.image {
        Choice::Found(found) => found.name.clone(),
        Choice::Named(name) => name.clone(),
        Choice::Builtin => member.spec.image.clone(),
    };
    let spec = create::spec(request, &Resolved { name: called, image }, None);
    let spec = SandboxSpec { address: member.spec.address, ..spec };
    create::new_record(request, member.id.clone(), name, member.container.clone(), spec)
}
