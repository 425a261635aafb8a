//! Takes away what is left of a sandbox: container, socket folder, route, name, address, record; and proves that the
//! engine holds nothing of it. Does no harm when repeated.

use super::{Deps, errand, network, observe, restore, route};
use crate::engine::{Container, ContainerSpec, Engine, Mount, Selector};
use crate::error::{Error, Kind, Result};
use crate::guest::protocol::GUEST_FOLDER;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::name::Name;
use crate::sandbox::spec::SandboxSpec;
use std::time::{Duration, Instant};

/// Removes all that is left of a sandbox and checks that it is gone. Does no harm when repeated.
///
/// # Errors
/// Failures of the engine; `failed` when something with the sandbox's label is still there.
pub async fn finish(deps: &Deps, engine: &dyn Engine, id: &Id, name: Option<&Name>) -> Result<()> {
    // One that waits in the pool, and was to be drained.
    deps.registry.take_member(id)?;
    // What the record says is also in the container's label, should the record be damaged.
    let record = deps.registry.find(id).ok().flatten();
    let mut address = record.as_ref().and_then(|record| record.spec.address);
    let mut on = record.as_ref().map(|record| record.spec.network.clone()).unwrap_or_default();
    for container in all_of(deps, engine, id).await? {
        let spec = container.labels.get(labels::SPEC).and_then(|spec| serde_json::from_str::<SandboxSpec>(spec).ok());
        if let Some(spec) = spec {
            address = address.or(spec.address);
            on = spec.network;
        }
        engine.remove(&container.id).await?;
    }
    remove_run_folder(deps, engine, id).await?;
    match &record {
        Some(record) => route::withdraw(deps, record)?,
        None => deps.routes.remove(id)?,
    }
    gone(deps, engine, id).await?;
    deps.secrets.forget_sandbox(id)?;
    deps.registry.forget(id, name, address)?;
    // Best effort, as all of the timeline: a kill does not fail for a mark that stays.
    let _ = deps.timeline.unmark(id);
    network::leave(deps, engine, &on).await?;
    network::sweep(deps, engine).await
}

/// Its container, and one that was to take its place, of a restore that broke off.
async fn all_of(deps: &Deps, engine: &dyn Engine, id: &Id) -> Result<Vec<Container>> {
    let temporary = restore::temporary_name(id);
    let ours = Selector::label(labels::SANDBOX, id.to_string()).and(labels::HOME, deps.registry.home().to_string());
    let mut found = engine.containers(&ours).await?;
    found.retain(|container| container.name == temporary || observe::owner(container).as_ref() == Some(id));
    Ok(found)
}

/// The engine's listing may lag behind a removal by some moments.
async fn gone(deps: &Deps, engine: &dyn Engine, id: &Id) -> Result<()> {
    let begun = Instant::now();
    loop {
        let left = all_of(deps, engine, id).await?;
        let Some(first) = left.first() else { return Ok(()) };
        if begun.elapsed() > Duration::from_secs(10) {
            return Err(Error::new(Kind::Failed, format!("container {} is still there: {}", first.name, first.status))
                .hint("the engine holds it; try again, or restart the engine"));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Removes the shared folder of a sandbox whose container is gone; with a helper container where the caller may not.
///
/// # Errors
/// Failures of the engine or the file system.
pub async fn remove_run_folder(deps: &Deps, engine: &dyn Engine, id: &Id) -> Result<()> {
    let folder = deps.registry.run_folder(id);
    // Root inside may have left what the caller may not remove, or what is nested too deep for a plain removal.
    if crate::fs::remove_folder(&folder).is_ok() {
        return Ok(());
    }
    let inside = format!("/sweep/{id}");
    let spec = ContainerSpec {
        name: format!("sandcastle-sweep-{}-{id}", deps.registry.home()),
        image_id: any_image(deps, engine, id).await?,
        argv: vec![format!("{GUEST_FOLDER}/sandcastle"), "guest".to_owned(), "sweep".to_owned(), inside],
        labels: labels::of_home(deps.registry.home()),
        mounts: vec![
            super::guest_binary::mount(deps, engine, &crate::engine::Image::default()).await?,
            Mount::Folder {
                source: deps.registry.run_root().to_string_lossy().into_owned(),
                target: "/sweep".to_owned(),
                read_only: false,
            },
        ],
        cpus: 1.0,
        memory: 64 << 20,
        pids: 16,
        capabilities: vec!["DAC_OVERRIDE".to_owned(), "FOWNER".to_owned()],
        ..Default::default()
    };
    errand::run(engine, &spec, async |helper| sweep_with(engine, helper, &folder).await).await?;
    crate::fs::remove_folder(&folder)
}

async fn sweep_with(engine: &dyn Engine, helper: &crate::engine::EngineId, folder: &std::path::Path) -> Result<()> {
    engine.start(helper).await?;
    let begun = Instant::now();
    while std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
        && begun.elapsed() < Duration::from_secs(20)
    {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// The helper needs some image, whatever it holds: the sandbox's own, else the default one.
async fn any_image(deps: &Deps, engine: &dyn Engine, id: &Id) -> Result<String> {
    if let Ok(Some(record)) = deps.registry.find(id)
        && let Some(image) = engine.find_image(&record.spec.image_id).await?
    {
        return Ok(image.id);
    }
    let builtin = engine.find_image(&super::image::builtin_tag()).await?;
    builtin.map(|image| image.id).ok_or_else(|| {
        Error::new(Kind::Denied, "a sandbox left files that only root can remove, and no image is there for a helper")
            .hint(format!("remove them as root: {}", deps.registry.run_folder(id).display()))
    })
}
