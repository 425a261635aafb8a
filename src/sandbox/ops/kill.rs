//! A sandbox goes: container, socket folder, route, name, address, record; and proof that the engine holds nothing of it.

use super::{Deps, network, reach, reconcile};
use crate::engine::{ContainerSpec, Engine, Mount, Selector};
use crate::error::{Error, Kind, Result};
use crate::guest::protocol::{GUEST_FOLDER, Request};
use crate::registry::journal::OperationKind;
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use std::time::{Duration, Instant};

/// How long a guest may take to empty the shared folder before we do it ourselves.
const FAREWELL: Duration = Duration::from_millis(500);

/// Kills a sandbox: at once, or after asking its processes to end for `grace`.
///
/// # Errors
/// `not_found`; `locked`; failures of the engine, after which the next command goes on with it.
pub async fn run(deps: &Deps, id: &Id, grace: Option<Duration>) -> Result<()> {
    let engine = deps.engine().await?;
    reconcile::abandoned(deps).await?;
    let lock = deps.registry.lock_sandbox(id, "kill", deps.options.lock_timeout).await?;
    let record = match deps.registry.find(id) {
        // Two kills at once: the other one has done it.
        Ok(None) => return lock.retire(),
        other => other,
    };
    let (name, kept) = match record {
        Ok(record) => (record.as_ref().map(|record| record.name.clone()), record),
        // A damaged record still names its sandbox by its file; the engine knows the rest.
        Err(_) => (None, None),
    };
    let name = match name {
        Some(name) => name,
        None => named_by_engine(deps, engine, id).await?,
    };
    deps.registry.clear_failed(id)?;
    let mut entry = deps.registry.begin(OperationKind::Kill, id, &name)?;
    if let Some(record) = &kept {
        if let Some(grace) = grace {
            entry.step("ask to end")?;
            stop_gently(engine, record, grace).await?;
        } else {
            entry.step("say farewell")?;
            farewell(deps, record).await;
        }
    }
    entry.step("remove")?;
    finish(deps, engine, id).await?;
    entry.close()?;
    lock.retire()
}

async fn named_by_engine(deps: &Deps, engine: &dyn Engine, id: &Id) -> Result<crate::sandbox::name::Name> {
    let containers = engine.containers(&selector(deps, id)).await?;
    let named = containers.iter().find_map(|container| labels::parse_container_name(&container.name));
    Ok(named.map_or_else(crate::sandbox::name::Name::made_up, |(name, _)| name))
}

fn selector(deps: &Deps, id: &Id) -> Selector {
    Selector::label(labels::SANDBOX, id.to_string()).and(labels::HOME, deps.registry.home().to_string())
}

async fn stop_gently(engine: &dyn Engine, record: &SandboxRecord, grace: Duration) -> Result<()> {
    match engine.stop(&reach::container_id(record)?, grace).await {
        Err(error) if error.kind() == Kind::NotFound => Ok(()),
        other => other,
    }
}

/// Root inside may have left files in the shared folder that the caller can't remove: the guest can.
async fn farewell(deps: &Deps, record: &SandboxRecord) {
    use crate::guest::client::dial;
    let folder = deps.registry.run_folder(&record.id);
    if let Ok(connection) = dial::shared(&folder, &record.container, FAREWELL).await {
        // Best effort: what is left is swept afterwards.
        let _ = connection.call(&Request::Farewell, FAREWELL).await;
    }
}

/// Removes all that is left of a sandbox and checks that it is gone. Does no harm when repeated.
///
/// # Errors
/// Failures of the engine; `failed` when something with the sandbox's label is still there.
pub async fn finish(deps: &Deps, engine: &dyn Engine, id: &Id) -> Result<()> {
    let selector = selector(deps, id);
    for container in engine.containers(&selector).await? {
        if labels::parse_container_name(&container.name).is_some_and(|(_, named)| named == *id) {
            engine.remove(&container.id).await?;
        }
    }
    remove_run_folder(deps, engine, id).await?;
    deps.routes.remove(id)?;
    gone(engine, &selector).await?;
    let record = deps.registry.find(id).ok().flatten();
    let address = record.as_ref().and_then(|record| record.spec.address);
    deps.registry.forget(id, record.as_ref().map(|record| &record.name), address)?;
    network::sweep(deps, engine).await
}

/// The engine's listing may lag behind a removal by some moments.
async fn gone(engine: &dyn Engine, selector: &Selector) -> Result<()> {
    let begun = Instant::now();
    loop {
        let left = engine.containers(selector).await?;
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
    match crate::fs::remove_folder(&folder) {
        Err(error) if error.kind() == Kind::Denied => {}
        other => return other,
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
    if let Some(left) = engine.container_named(&spec.name).await? {
        engine.remove(&left.id).await?;
    }
    let helper = engine.create(&spec).await?;
    let swept = sweep_with(engine, &helper, &folder).await;
    engine.remove(&helper).await?;
    swept?;
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
