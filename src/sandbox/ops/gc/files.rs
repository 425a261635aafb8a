//! Files that dead processes left half-written, and parts of snapshots that are none.

use super::{Action, GRACE, Item, REMEMBERED, Report, Request, about};
use crate::error::Result;
use crate::fs;
use crate::sandbox::ops::{Deps, guest_binary, setup};
use std::path::Path;
use std::time::Duration;

/// Removes them.
pub(super) async fn run(deps: &Deps, request: &Request, report: &mut Report) -> Result<()> {
    let mut folders = deps.registry.staging_folders();
    folders.extend([deps.snapshots.spools(), deps.options.lists.clone()]);
    folders.extend(guest_binary::staging_folders(deps)?);
    folders.extend(deps.secrets.folders()?);
    // A key that was never used is a key all the same.
    folders.extend(deps.secrets.keys().file().and_then(Path::parent).map(Path::to_owned));
    for folder in folders {
        for path in fs::abandoned(&folder)? {
            remove(&path, "its writer died", request, report)?;
        }
    }
    if let Some(folder) = setup::leftover(deps).await {
        remove(&folder, "left by a setup that died", request, report)?;
    }
    let pruned = deps.timeline.prune(crate::clock::now() - REMEMBERED, request.dry_run)?;
    if pruned.files > 0 {
        let reason = format!("{} files of them are older than {}", pruned.files, about(REMEMBERED));
        report.items.push(Item::new("events", "events", "of old", Action::Remove, reason).bytes(pruned.bytes));
    }
    // Somebody may be removing that very snapshot: then it is theirs.
    let Ok(_alone) = deps.registry.own_snapshots(Duration::ZERO).await else { return Ok(()) };
    for path in deps.snapshots.parts(GRACE)? {
        remove(&path, "part of a snapshot that was being removed", request, report)?;
    }
    Ok(())
}

fn remove(path: &Path, reason: &str, request: &Request, report: &mut Report) -> Result<()> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let item = Item::new("file", name, path.display(), Action::Remove, reason).bytes(fs::size_of(path));
    let gone = || if path.is_dir() { fs::remove_folder(path) } else { fs::remove_file(path) };
    let removed = if request.dry_run { Ok(()) } else { gone() };
    report.take(item, removed.map(|()| true))
}
