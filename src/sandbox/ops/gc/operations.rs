//! Operations that broke off, that do not move, and that failed; and what they wrote.

use super::{Action, Item, KEPT, Look, Report, Request, about, age};
use crate::error::Result;
use crate::registry::journal::{Entry, Found, Operation, OperationKind, Seen};
use crate::sandbox::ops::Deps;
use crate::sandbox::ops::observe::Sandbox;
use crate::sandbox::ops::reconcile;
use std::cell::RefCell;
use std::time::Duration;

/// How long who looks at an operation, or settles it, may hold its entry.
const HELD: Duration = Duration::from_millis(300);

/// Settles what dead processes left, and tells of it when all are meant.
pub(super) async fn settle(deps: &Deps, request: &Request, told: bool, report: &mut Report) -> Result<()> {
    if request.dry_run {
        let seen = deps.registry.operations()?;
        let broken = seen.iter().flatten().filter(|seen| told && reconcile::is_abandoned(seen));
        report.items.extend(broken.map(|seen| item(&seen.operation, Action::Settle, "its process is gone".to_owned())));
        return Ok(());
    }
    for (operation, settled) in reconcile::settle_all(deps).await? {
        if told || settled.is_err() {
            let item = item(&operation, Action::Settle, "its process is gone".to_owned());
            report.take(item, settled.map(|()| true))?;
        }
    }
    Ok(())
}

fn item(operation: &Operation, action: Action, reason: String) -> Item {
    let name = format!("{} of {}", operation.kind.verb(), operation.name);
    Item::new("operation", &operation.sandbox, name, action, reason)
}

/// Tells of operations whose process lives and does not move. It may be waiting for the engine, or have been stopped by
/// its user: ending it is theirs.
pub(super) async fn stuck(
    deps: &Deps,
    request: &Request,
    look: &Look,
    chosen: Option<&dyn Fn(&Sandbox) -> bool>,
    report: &mut Report,
) -> Result<()> {
    let of = |seen: &Seen| look.sandboxes.iter().find(|sandbox| sandbox.record.id == seen.operation.sandbox);
    let still = |seen: &Seen| {
        // What it wrote last counts as a move.
        let said = seen.operation.id.as_ref().and_then(|id| deps.registry.log_age(id));
        let silent = said.is_none_or(|age| age >= request.stuck);
        seen.lives && silent && age(last_moved(&seen.operation), look.now) >= request.stuck
    };
    let meant = look.operations.iter().filter(|seen| chosen.is_none_or(|holds| of(seen).is_some_and(holds)));
    let candidates: Vec<&Seen> = meant.filter(|seen| still(seen)).collect();
    if candidates.is_empty() {
        return Ok(());
    }
    // Who settles one of a dead process holds it for a moment.
    tokio::time::sleep(HELD).await;
    for seen in candidates {
        let Some(id) = &seen.operation.id else { continue };
        if !deps.registry.operation(id)?.is_some_and(|now| now.lives) {
            continue;
        }
        let step = seen.operation.steps.last().map(|step| format!(", in the step \"{}\"", step.name));
        let length = about(age(last_moved(&seen.operation), look.now));
        let reason = format!("has not moved for {length}{}; its process lives", step.unwrap_or_default());
        report.items.push(item(&seen.operation, Action::Report, reason));
    }
    Ok(())
}

fn last_moved(operation: &Operation) -> jiff::Timestamp {
    operation.steps.last().map_or(operation.started_at, |step| step.at)
}

/// Removes what is kept of failed operations without a sandbox, and the logs of operations that are over.
pub(super) async fn collect(deps: &Deps, request: &Request, report: &mut Report) -> Result<()> {
    let limit = request.older_than.unwrap_or(KEPT);
    let now = crate::clock::now();
    let found = RefCell::new(Vec::new());
    deps.registry
        .take_operations(async |entry| {
            let Ok(Found::Failed(entry)) = entry else { return };
            let failed = age(last_moved(&entry.operation), now);
            let operation = &entry.operation;
            let creates = operation.kind == OperationKind::Create || !operation.makes().is_empty();
            // That of a sandbox says why it is failed, until it is started or killed.
            let has_sandbox = !matches!(deps.registry.find(&operation.sandbox), Ok(None));
            if failed < limit || failed.is_zero() || (has_sandbox && !creates) {
                return;
            }
            let what = if creates { "no sandbox came of it" } else { "its sandbox is gone" };
            let reason = format!("failed {} ago, and {what}", about(failed));
            let item = item(&entry.operation, Action::Remove, reason);
            let closed = if request.dry_run { Ok(()) } else { drop_failed(deps, entry) };
            found.borrow_mut().push((item, closed));
        })
        .await?;
    for (item, closed) in found.into_inner() {
        report.take(item, closed.map(|()| true))?;
    }
    for log in deps.registry.logs_without_operation(KEPT)? {
        let item = Item::new(
            "log",
            &log.operation,
            format!("log of {}", log.operation),
            Action::Remove,
            "its operation is over",
        );
        let removed = if request.dry_run { Ok(()) } else { deps.registry.remove_log(&log.operation) };
        report.take(item.bytes(log.bytes), removed.map(|()| true))?;
    }
    Ok(())
}

/// Drops a failed operation, the names that were kept for what it was to make, and what it said.
fn drop_failed(deps: &Deps, entry: Entry) -> Result<()> {
    for planned in entry.operation.makes().iter().filter(|planned| !deps.registry.has_record(&planned.id)) {
        deps.registry.forget(&planned.id, Some(&planned.name), None)?;
    }
    if let Some(id) = &entry.operation.id {
        deps.registry.remove_log(id)?;
    }
    entry.close()
}
