//! A snapshot comes to this machine as one file. It is here when all of it was checked, or not at all.

use super::export::blocking;
use super::transfer::progress;
use super::{Deps, snapshots};
use crate::engine::Source;
use crate::error::{Error, Kind, Result};
use crate::events::EventType;
use crate::sandbox::name::Name;
use crate::snapshot::portable::ImageFile;
use crate::snapshot::receive::{self, Received};
use crate::snapshot::{Chain, Manifest, Whole};
use std::collections::BTreeMap;
use std::io::{Read, Seek};
use std::sync::Arc;

/// Takes a snapshot in, under another name if one is given. One that is here already stays as it is.
///
/// # Errors
/// `damaged`, `denied`; `wrong_state` for one of a newer form, or when the engine makes another image of the one that
/// it brings; `conflict` when another one has its id; `not_found` when the engine lacks its image; `no_space`.
/// Nothing is changed then.
pub async fn run(deps: &Deps, mut source: Box<dyn Read + Send>, name: Option<Name>) -> Result<Manifest> {
    let staged = Arc::new(deps.snapshots.stage()?);
    let (to, spools) = (Arc::clone(&staged), deps.snapshots.spools());
    let told = progress(deps, Arc::default());
    deps.step("reading the archive");
    let read = blocking(move || receive::receive(&mut *source, &to, &spools, Some(&told)));
    let Received { manifest, image } = deps.signals.guard(read).await?;
    deps.step_done();
    let manifest = Manifest { name: name.clone().or_else(|| manifest.name.clone()), ..manifest };
    if let Some(here) = deps.snapshots.find(&manifest.id)? {
        let same = same(deps, here, &manifest, name).await?;
        // The snapshot may be here, and its image not any more.
        if image.is_some() {
            ensure_image(deps, &manifest, image).await?;
        }
        return Ok(same);
    }
    ensure_image(deps, &manifest, image).await?;
    deps.signals.check()?;
    let staged = Arc::into_inner(staged);
    let staged = staged.ok_or_else(|| Error::new(Kind::Failed, "the archive is still being read"))?;
    deps.snapshots.publish(staged, &manifest, &BTreeMap::new())?;
    snapshots::tell(deps, EventType::SnapshotImported, std::slice::from_ref(&manifest.id));
    Ok(manifest)
}

/// What becomes of one that is here already.
async fn same(deps: &Deps, here: Manifest, coming: &Manifest, name: Option<Name>) -> Result<Manifest> {
    let digest = match &here.base {
        None => here.archive.blake3.clone(),
        // What is exported of it stands for itself.
        Some(_) => {
            let (store, chain) = (deps.snapshots.clone(), Chain::of(&deps.snapshots, &here.id)?);
            blocking(move || Ok(Whole::of(&store, &chain)?.manifest.archive.blake3)).await?
        }
    };
    if digest != coming.archive.blake3 {
        let message = format!("there is another snapshot {} here already, with other files", here.id);
        return Err(
            Error::new(Kind::Conflict, message).hint(format!("look at it: sandcastle snapshots show {}", here.id))
        );
    }
    match name {
        Some(name) if here.name.as_ref() != Some(&name) => {
            let renamed = Manifest { name: Some(name), ..here };
            deps.snapshots.update(&renamed)?;
            Ok(renamed)
        }
        _ => Ok(here),
    }
}

/// Sees to it that the engine has the image, where there is an engine.
async fn ensure_image(deps: &Deps, manifest: &Manifest, brought: Option<ImageFile>) -> Result<()> {
    let id = &manifest.spec.image_id;
    let found = match deps.engine().await {
        Ok(engine) => engine.find_image(id).await.map(|image| (engine, image)),
        Err(error) => Err(error),
    };
    let (engine, image) = match found {
        Err(error) if error.kind() == Kind::EngineUnreachable && brought.is_none() => {
            deps.warn(format!(
                "whether the engine has the image {} ({id}) is not known: {}",
                manifest.spec.image, error
            ));
            return Ok(());
        }
        other => other?,
    };
    if image.is_some() {
        return Ok(());
    }
    let Some(mut brought) = brought else {
        let message = format!("the engine does not have the image {} ({id})", manifest.spec.image);
        return Err(Error::new(Kind::NotFound, message)
            .hint("pull or load that very image, or export the snapshot with --with-image"));
    };
    brought.file.rewind().map_err(|error| Error::io("reading the image", error))?;
    deps.step(format!("loading image {}", manifest.spec.image));
    let source: Source = Box::new(brought.file);
    deps.signals.guard(engine.load_image(source)).await?;
    if engine.find_image(id).await?.is_none() {
        let message = format!("the engine took the image {} in under another id than {id}", manifest.spec.image);
        return Err(Error::new(Kind::WrongState, message)
            .hint("an engine with another kind of image store counts ids otherwise; use the kind that exported it"));
    }
    deps.step_done();
    Ok(())
}
