//! What everything of this home takes up on disks, and what of it is due to go.

use super::observe::Sandbox;
use super::{Deps, guest_binary, image, observe, snapshots};
use crate::engine::Selector;
use crate::error::{Error, Result};
use crate::fs;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::status::State;
use std::collections::{BTreeSet, HashMap};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// What something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A sandbox: what it added to its image.
    Sandbox,
    /// A snapshot.
    Snapshot,
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

/// All parts, kind by kind, each in the order of its listing; and records that could not be read.
///
/// # Errors
/// Failures of the engine and of our own folders.
pub async fn all(deps: &Deps) -> Result<(Vec<Part>, Vec<Error>)> {
    let (found, mut damaged) = observe::all(deps).await?;
    let sizes = sizes(deps).await?;
    let mut parts: Vec<Part> = found
        .iter()
        .filter(|sandbox| !sandbox.record.container.is_empty())
        .map(|sandbox| of_sandbox(sandbox, &sizes))
        .collect();
    let (kept, unreadable) = of_snapshots(deps, |_| true)?;
    parts.extend(kept);
    damaged.extend(unreadable);
    parts.extend(images(deps, &found).await?);
    parts.extend(home(deps, found.is_empty())?);
    Ok((parts, damaged))
}

/// One sandbox, and the snapshots that were taken of it.
///
/// # Errors
/// `not_found`, `damaged`; failures of the engine.
pub async fn one(deps: &Deps, id: &Id) -> Result<Vec<Part>> {
    let sandbox = observe::one(deps, id).await?;
    let mut parts = vec![of_sandbox(&sandbox, &sizes(deps).await?)];
    parts.extend(of_snapshots(deps, |source| source == id)?.0);
    Ok(parts)
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

fn of_sandbox(sandbox: &Sandbox, sizes: &HashMap<String, u64>) -> Part {
    let record = &sandbox.record;
    let bytes = sizes.get(&record.container).copied().unwrap_or_default();
    Part {
        kind: Kind::Sandbox,
        id: Some(record.id.to_string()),
        name: record.name.to_string(),
        bytes,
        shared: None,
        reclaimable: if is_due(sandbox) { bytes } else { 0 },
    }
}

/// Whether `gc` removes it: its time is over and nobody keeps it, or it is temporary and has stopped.
fn is_due(sandbox: &Sandbox) -> bool {
    let (record, now) = (&sandbox.record, crate::clock::now());
    let is_over = record.expires_at.is_some_and(|at| at <= now);
    let is_kept = record.keepalive_until.is_some_and(|until| until > now);
    (is_over && !is_kept) || (record.temporary && sandbox.state == State::Stopped)
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

/// The images that we built. All homes on an engine share them.
async fn images(deps: &Deps, sandboxes: &[Sandbox]) -> Result<Vec<Part>> {
    let found = deps.engine().await?.image_sizes(&Selector::label(image::MARK.0, image::MARK.1)).await?;
    let current = image::builtin_tag();
    let used: BTreeSet<&str> = sandboxes.iter().map(|sandbox| sandbox.record.spec.image_id.as_str()).collect();
    let parts = found.into_iter().map(|image| {
        let is_wanted = image.names.contains(&current) || used.contains(image.id.as_str());
        let short = || image.id.trim_start_matches("sha256:").chars().take(12).collect();
        let own = image.bytes.saturating_sub(image.shared.unwrap_or_default());
        Part {
            kind: Kind::Image,
            name: image.names.first().cloned().unwrap_or_else(short),
            id: Some(image.id.clone()),
            bytes: own,
            shared: image.shared,
            reclaimable: if is_wanted { 0 } else { own },
        }
    });
    Ok(parts.collect())
}

/// Our own files, one part a folder: snapshots are counted by themselves, but not what was never finished among them.
fn home(deps: &Deps, is_empty: bool) -> Result<Vec<Part>> {
    let state = deps.registry.root();
    let mut folders: Vec<PathBuf> =
        fs::names_in(state)?.into_iter().map(|name| state.join(name)).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.push(deps.options.lists.clone());
    let mut parts = Vec::new();
    for folder in folders {
        parts.push(of_folder(&folder, &[])?);
    }
    let guests = &deps.options.guests;
    let mut part = of_folder(guests, &[])?;
    // They go with the last sandbox that may run one of them.
    if is_empty && let Some(current) = guest_binary::current(guests, &deps.options.executable) {
        part.reclaimable += part.bytes - of_folder(&current, &[])?.bytes;
    }
    parts.push(part);
    let spools = deps.snapshots.spools();
    let kept: Vec<String> = fs::names_in(&spools)?.into_iter().filter(|name| name.parse::<Id>().is_ok()).collect();
    parts.push(Part { name: "snapshots being written".to_owned(), ..of_folder(&spools, &kept)? });
    parts.retain(|part| part.bytes > 0);
    Ok(parts)
}

fn of_folder(folder: &Path, without: &[String]) -> Result<Part> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut part = Part { kind: Kind::Home, id: None, name, bytes: 0, shared: None, reclaimable: 0 };
    for name in fs::names_in(folder)?.iter().filter(|name| !without.contains(name)) {
        let path = folder.join(name);
        let bytes = on_disk(&path);
        part.bytes += bytes;
        if fs::is_abandoned(&path) {
            part.reclaimable += bytes;
        } else if path.is_dir() && !path.is_symlink() {
            part.reclaimable += of_folder(&path, &[])?.reclaimable;
        }
    }
    Ok(part)
}

/// What a file, or a folder with all in it, takes up. What goes away meanwhile, or is not ours to read, counts nothing.
fn on_disk(path: &Path) -> u64 {
    let Ok(metadata) = std::fs::symlink_metadata(path) else { return 0 };
    let inside = match metadata.is_dir() {
        true => fs::names_in(path).unwrap_or_default().iter().map(|name| on_disk(&path.join(name))).sum(),
        false => 0,
    };
    metadata.blocks() * 512 + inside
}
