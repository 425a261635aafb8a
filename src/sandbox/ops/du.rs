//! What everything of this home takes up on disks, and what of it is due to go.

use super::observe::Sandbox;
use super::volumes::{self, Listed};
use super::{Deps, gc, image, observe, snapshots};
use crate::engine::Selector;
use crate::error::{Error, Result};
use crate::fs;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A sandbox: what it added to its image.
    Sandbox,
    /// A snapshot.
    Snapshot,
    /// A volume of an account, or its home.
    Volume,
    /// An image of ours on the engine.
    Image,
    /// A folder of our own files.
    Home,
}

/// Something that takes up room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: Kind,
    /// Its id, where it has one.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Bytes that are its own.
    pub bytes: u64,
    /// Bytes that it shares with others, where that is known.
    pub shared: Option<u64>,
    /// Bytes that `gc` frees.
    pub reclaimable: u64,
}

/// All parts, kind by kind, each in the order of its listing; and what could not be read or measured.
///
/// # Errors
/// Failures of the engine and of our own folders.
pub async fn all(deps: &Deps, pool_age: Duration) -> Result<(Vec<Part>, Vec<Error>)> {
    let due = due(deps, pool_age).await?;
    let (found, _) = observe::all(deps).await?;
    let sizes = sizes(deps).await?;
    // One that is still being made is nowhere yet.
    let made = found.iter().filter(|sandbox| !sandbox.record.container.is_empty());
    let mut parts: Vec<Part> = made.map(|sandbox| of_sandbox(sandbox, &sizes, &due)).collect();
    let (kept, mut unknown) = of_snapshots(deps, |_| true)?;
    parts.extend(kept);
    parts.extend(of_volumes(deps, |_| true, &mut unknown).await?);
    parts.extend(images(deps, &due).await?);
    parts.extend(home(deps, &due)?);
    Ok((parts, unknown))
}

/// One sandbox, the snapshots that were taken of it, and the volumes that it has, which others may have too.
///
/// # Errors
/// `not_found`, `damaged`; failures of the engine.
pub async fn one(deps: &Deps, pool_age: Duration, id: &Id) -> Result<(Vec<Part>, Vec<Error>)> {
    let sandbox = observe::one(deps, id).await?;
    let mut parts = vec![of_sandbox(&sandbox, &sizes(deps).await?, &due(deps, pool_age).await?)];
    let (kept, mut unknown) = of_snapshots(deps, |source| source == id)?;
    parts.extend(kept);
    let name = sandbox.record.name.as_str();
    let mounted = |listed: &Listed| listed.sandboxes.iter().any(|has| has == name);
    parts.extend(of_volumes(deps, mounted, &mut unknown).await?);
    Ok((parts, unknown))
}

/// What `gc` would remove if it ran now, where members of the pool may be as old as `pool_age`.
async fn due(deps: &Deps, pool_age: Duration) -> Result<Vec<gc::Item>> {
    let request = gc::Request { older_than: None, idle: None, stuck: Duration::MAX, pool_age, dry_run: true };
    let mut report = gc::Report::default();
    gc::run(deps, &request, None, &mut report).await?;
    report.items.retain(|item| item.action == gc::Action::Remove);
    Ok(report.items)
}

fn is_due(due: &[gc::Item], kind: &str, id: &str) -> bool {
    due.iter().any(|item| item.kind == kind && item.id == id)
}

/// What each sandbox added to its image, in bytes: the engine walks over all their files for it.
///
/// # Errors
/// Failures of the engine.
pub async fn sizes(deps: &Deps) -> Result<HashMap<String, u64>> {
    let selector = Selector::label(labels::HOME, deps.registry.home().to_string());
    let sizes = deps.engine().await?.container_sizes(&selector).await?;
    Ok(sizes.into_iter().map(|size| (size.container.to_string(), size.writable)).collect())
}

fn of_sandbox(sandbox: &Sandbox, sizes: &HashMap<String, u64>, due: &[gc::Item]) -> Part {
    let record = &sandbox.record;
    let bytes = sizes.get(&record.container).copied().unwrap_or_default();
    Part {
        kind: Kind::Sandbox,
        id: Some(record.id.to_string()),
        name: record.name.to_string(),
        bytes,
        shared: None,
        reclaimable: if is_due(due, "sandbox", record.id.as_str()) { bytes } else { 0 },
    }
}

fn of_snapshots(deps: &Deps, of: impl Fn(&Id) -> bool) -> Result<(Vec<Part>, Vec<Error>)> {
    let (all, damaged) = deps.snapshots.all()?;
    let wanted = all.iter().filter(|manifest| of(&manifest.source.id));
    let parts = wanted.map(|manifest| {
        let (bytes, shared) = snapshots::sizes(&all, manifest);
        Part {
            kind: Kind::Snapshot,
            id: Some(manifest.id.to_string()),
            name: manifest.name.as_ref().map(ToString::to_string).unwrap_or_default(),
            bytes,
            shared: Some(shared),
            reclaimable: 0,
        }
    });
    Ok((parts.collect(), damaged))
}

/// Volumes outlive all sandboxes, so nothing of them is ever due. Where the engine can't measure them they are left out.
async fn of_volumes(deps: &Deps, of: impl Fn(&Listed) -> bool, unknown: &mut Vec<Error>) -> Result<Vec<Part>> {
    let mut found = volumes::all(deps).await?;
    found.retain(of);
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let sizes = match deps.engine().await?.volume_sizes().await {
        Ok(sizes) => sizes,
        Err(error) => {
            unknown.push(error);
            return Ok(Vec::new());
        }
    };
    let parts = found.into_iter().filter_map(|listed| {
        Some(Part {
            kind: Kind::Volume,
            name: listed.called(),
            bytes: *sizes.get(&listed.engine_name)?,
            shared: None,
            reclaimable: 0,
            id: Some(listed.engine_name),
        })
    });
    Ok(parts.collect())
}

/// The images that were built by sandcastle, for any home; not those that somebody made of a sandbox.
async fn images(deps: &Deps, due: &[gc::Item]) -> Result<Vec<Part>> {
    let mut found = deps.engine().await?.images(&Selector::label(image::MARK.0, image::MARK.1)).await?;
    found.retain(|image| !image.labels.contains_key(labels::SANDBOX) && !image.labels.contains_key(labels::HOME));
    let parts = found.into_iter().map(|image| {
        let own = image.bytes.saturating_sub(image.shared.unwrap_or_default());
        let short = || image.id.trim_start_matches("sha256:").chars().take(12).collect();
        Part {
            kind: Kind::Image,
            name: image.tags.first().cloned().unwrap_or_else(short),
            bytes: own,
            shared: image.shared,
            reclaimable: if is_due(due, "image", &image.id) { own } else { 0 },
            id: Some(image.id),
        }
    });
    Ok(parts.collect())
}

/// Our own files, one part a folder. Snapshots are counted by themselves, but not what was never finished among them.
fn home(deps: &Deps, due: &[gc::Item]) -> Result<Vec<Part>> {
    let state = deps.registry.root();
    let mut folders: Vec<PathBuf> =
        fs::names_in(state)?.into_iter().map(|name| state.join(name)).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.extend([deps.options.lists.clone(), deps.options.guests.clone()]);
    let mut parts = folders.iter().map(|folder| of_folder(folder, due, &[])).collect::<Result<Vec<_>>>()?;
    let spools = deps.snapshots.spools();
    let kept: Vec<String> = fs::names_in(&spools)?.into_iter().filter(|name| name.parse::<Id>().is_ok()).collect();
    parts.push(Part { name: "snapshots being written".to_owned(), ..of_folder(&spools, due, &kept)? });
    let logs = deps.registry.operation_logs();
    for (part, _) in parts.iter_mut().zip(&folders).filter(|(_, folder)| **folder == logs) {
        part.reclaimable += due.iter().filter(|item| item.kind == "log").filter_map(|item| item.bytes).sum::<u64>();
    }
    parts.retain(|part| part.bytes > 0);
    Ok(parts)
}

fn of_folder(folder: &Path, due: &[gc::Item], without: &[String]) -> Result<Part> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let names = fs::names_in(folder)?;
    let bytes = names.iter().filter(|name| !without.contains(name)).map(|name| fs::size_of(&folder.join(name))).sum();
    // Files are named by their path.
    let inside =
        due.iter().filter(|item| matches!(item.kind, "file" | "guest") && Path::new(&item.name).starts_with(folder));
    let reclaimable = inside.filter_map(|item| item.bytes).sum();
    Ok(Part { kind: Kind::Home, id: None, name, bytes, shared: None, reclaimable })
}
