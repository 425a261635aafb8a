//! The home: whose its folders are, what was left in them, and names and addresses that nobody has.

use super::{Check, or_ok, sandboxes};
use crate::engine::Engine;
use crate::error::{Error, Kind, Result};
use crate::fs;
use crate::registry::inspect::{self, Reservation, Reserved};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::ops::{Deps, setup};
use std::collections::BTreeSet;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::time::Duration;

/// A file that is written takes moments: one that is staged for longer has no writer any more.
const OLD: Duration = Duration::from_secs(600);
/// Bytes below which the records and the journal of the next operations may not fit any more.
const ROOM: u64 = 1 << 20;

/// Whether the folders are there, and the caller's alone.
pub(super) fn folders(deps: &Deps, fix: bool) -> Result<Vec<Check>> {
    let root = deps.registry.root();
    let caller = rustix::process::geteuid().as_raw();
    let mut problems = Vec::new();
    for (path, metadata) in inspect::folders(&deps.registry)? {
        let shown = path.display();
        let Some(metadata) = metadata else {
            let made = fix.then(|| fs::create_private(&path));
            problems.push(Check::failed("home", format!("{shown} is missing")).mended(made));
            continue;
        };
        if !metadata.is_dir() {
            problems.push(Check::failed("home", format!("{shown} is not a folder")).hint("move it away"));
        } else if metadata.uid() != caller {
            let detail = format!("{shown} belongs to user {}", metadata.uid());
            problems.push(Check::failed("home", detail).hint("run as that user, or give the folder to the caller"));
        } else if path != root && metadata.mode() & 0o077 != 0 {
            // The mode of the sockets' parent is what keeps other users of the machine out of the sandboxes.
            let detail = format!("{shown} can be entered by others: mode {:o}", metadata.mode() & 0o777);
            problems.push(Check::failed("home", detail).mended(fix.then(|| close(&path))));
        }
    }
    problems.extend(unwritable(root));
    Ok(or_ok(problems, "home", || format!("{} is the caller's alone", root.display())))
}

/// Why nothing could be written below a folder, or soon can't.
fn unwritable(folder: &Path) -> Option<Check> {
    let shown = folder.display();
    if let Err(cause) = rustix::fs::access(folder, rustix::fs::Access::WRITE_OK) {
        let why = std::io::Error::from(cause).kind();
        return Some(
            Check::failed("home", format!("{shown} can't be written: {why}")).hint("let the caller write there"),
        );
    }
    let room = rustix::fs::statvfs(folder).map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize)).ok()?;
    let detail = format!("the disk of {shown} is full: less than 1 MiB is free");
    (room < ROOM).then(|| Check::failed("home", detail).hint("make room; sandcastle du shows what it keeps"))
}

fn close(folder: &Path) -> Result<()> {
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
        .map_err(|error| Error::io(format!("closing {}", folder.display()), error))
}

/// Files of writers that died.
pub(super) async fn leftovers(deps: &Deps, fix: bool) -> Result<Vec<Check>> {
    let mut problems = Vec::new();
    for path in deps.registry.leftovers(OLD)? {
        let removed = fix.then(|| fs::remove_file(&path));
        let detail = format!("{} was never finished by its writer", path.display());
        problems.push(Check::warning("leftovers", detail).mended(removed));
    }
    if let Some(folder) = setup::leftover(deps).await {
        let detail = format!("{} was left by a setup that died", folder.display());
        let removed = fix.then(|| fs::remove_folder(&folder));
        problems.push(Check::warning("leftovers", detail).mended(removed));
    }
    Ok(or_ok(problems, "leftovers", || "no unfinished files".to_owned()))
}

/// Names and addresses without a sandbox, and sandboxes without theirs.
pub(super) async fn reservations(deps: &Deps, engine: Option<&dyn Engine>, fix: bool) -> Result<Vec<Check>> {
    // In this order: a sandbox that is being made has its reservations after its journal entry, and is no longer
    // journalled only when its record is there.
    let reservations = deps.registry.reservations()?;
    let mut problems = Vec::new();
    // A container without a record has a right to its name too: without the engine's word nothing is stale.
    if let Some(alive) = alive(deps, engine).await? {
        for reservation in &reservations {
            let has_container = reservation.owner.as_ref().is_some_and(|owner| alive.contains(owner));
            if !has_container && is_stale(deps, reservation)? {
                let dropped = if fix { Some(drop_stale(deps, reservation).await) } else { None };
                let detail = format!("{} is reserved for a sandbox that does not exist", reservation.what);
                problems.push(Check::warning("reservations", detail).mended(dropped));
            }
        }
    }
    for id in deps.registry.ids()? {
        // A record that can't be read was named before.
        let Ok(Some(record)) = deps.registry.find(&id) else { continue };
        problems.extend(unreserved(deps, &record, &reservations, fix)?);
    }
    Ok(or_ok(problems, "reservations", || format!("{} names and addresses, all in use", reservations.len())))
}

/// The sandboxes that have a container, if the engine says.
async fn alive(deps: &Deps, engine: Option<&dyn Engine>) -> Result<Option<BTreeSet<Id>>> {
    let Some(engine) = engine else { return Ok(None) };
    match engine.containers(&sandboxes::of_home(deps)).await {
        Err(error) if matches!(error.kind(), Kind::Interrupted | Kind::Terminated) => Err(error),
        Err(_) => Ok(None),
        Ok(containers) => {
            Ok(Some(containers.iter().filter_map(|container| Some(sandboxes::ours(container)?.1)).collect()))
        }
    }
}

fn is_stale(deps: &Deps, reservation: &Reservation) -> Result<bool> {
    let Some(owner) = &reservation.owner else { return Ok(true) };
    Ok(!sandboxes::busy(deps)?.contains(owner) && matches!(deps.registry.find(owner), Ok(None)))
}

async fn drop_stale(deps: &Deps, reservation: &Reservation) -> Result<()> {
    let Some(owner) = &reservation.owner else { return deps.registry.drop_reservation(reservation) };
    let lock = deps.registry.lock_sandbox(owner, "doctor", deps.options.lock_timeout).await?;
    if is_stale(deps, reservation)? {
        deps.registry.drop_reservation(reservation)?;
        return lock.retire();
    }
    Ok(())
}

fn unreserved(deps: &Deps, record: &SandboxRecord, all: &[Reservation], fix: bool) -> Result<Vec<Check>> {
    let mut wanted = vec![Reserved::Name(record.name.clone())];
    wanted.extend(record.spec.address.map(Reserved::Address));
    let mut problems = Vec::new();
    for what in wanted {
        let owner = all.iter().find(|reservation| reservation.what == what).and_then(|found| found.owner.as_ref());
        if owner == Some(&record.id) {
            continue;
        }
        // It may have been made since the reservations were read.
        let detail = format!("{what} is not reserved for the sandbox that has it, {} ({})", record.name, record.id);
        if fix {
            let reserved = reserve(deps, &what, &record.id);
            problems.push(Check::warning("reservations", detail).mended(Some(reserved)));
        } else if !is_reserved_now(deps, &what, &record.id)? {
            problems.push(Check::warning("reservations", detail).mended(None));
        }
    }
    Ok(problems)
}

fn is_reserved_now(deps: &Deps, what: &Reserved, id: &Id) -> Result<bool> {
    let now = deps.registry.reservations()?;
    Ok(now.iter().any(|reservation| reservation.what == *what && reservation.owner.as_ref() == Some(id)))
}

/// Reserves it for a sandbox that has it.
pub(super) fn reserve(deps: &Deps, what: &Reserved, id: &Id) -> Result<()> {
    let reserved = match what {
        Reserved::Name(name) => deps.registry.reserve_name(name, id)?,
        Reserved::Address(address) => deps.registry.reserve_address(*address, id)?,
    };
    if reserved {
        return Ok(());
    }
    Err(Error::new(Kind::Conflict, format!("{what} is reserved for another sandbox")))
}
