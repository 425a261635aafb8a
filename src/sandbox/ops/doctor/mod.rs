//! Looks over engine, home and sandboxes, and mends what can be mended. Without leave to fix it only settles, as every
//! command does, what dead processes left.

mod engine;
mod fences;
mod home;
mod restore;
pub(super) mod sandboxes;

use super::{Deps, guest_binary, reconcile};
use crate::error::{Error, Kind, Result};
use serde::Serialize;

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// As it should be.
    Ok,
    /// Works, but not as it should.
    Warning,
    /// Does not work.
    Failed,
    /// Was wrong, and is right now.
    Fixed,
}

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was checked, such as `engine` or `reservations`; several checks may have one name.
    pub name: &'static str,
    /// How it came out.
    pub status: Status,
    /// What was found, on one line.
    pub detail: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Check {
    fn new(name: &'static str, status: Status, detail: impl Into<String>) -> Check {
        Check { name, status, detail: detail.into(), hint: None }
    }

    fn ok(name: &'static str, detail: impl Into<String>) -> Check {
        Check::new(name, Status::Ok, detail)
    }

    fn warning(name: &'static str, detail: impl Into<String>) -> Check {
        Check::new(name, Status::Warning, detail)
    }

    fn failed(name: &'static str, detail: impl Into<String>) -> Check {
        Check::new(name, Status::Failed, detail)
    }

    fn of_error(name: &'static str, error: &Error) -> Check {
        let hints = error.hints().join("; ");
        Check { hint: Some(hints).filter(|hints| !hints.is_empty()), ..Check::failed(name, error.message()) }
    }

    fn hint(self, hint: impl Into<String>) -> Check {
        Check { hint: Some(hint.into()), ..self }
    }

    /// What came of mending it: this check is what was found. `--fix` is the hint where it was not asked for.
    fn mended(self, fixed: Option<Result<()>>) -> Check {
        match fixed {
            None => self.hint("sandcastle doctor --fix"),
            Some(Ok(())) => Check { status: Status::Fixed, hint: None, ..self },
            Some(Err(error)) => {
                let detail = format!("{}; mending it failed: {}", self.detail, error.message());
                Check { status: Status::Failed, detail, ..self }
            }
        }
    }
}

/// The problems of one kind, or one check that says that there are none.
fn or_ok(problems: Vec<Check>, name: &'static str, detail: impl FnOnce() -> String) -> Vec<Check> {
    if problems.is_empty() { vec![Check::ok(name, detail())] } else { problems }
}

/// Checks everything; with `fix` mends what it can. What is wrong is a check, not an error.
///
/// # Errors
/// `interrupted`; when the home can't be read at all.
pub async fn run(deps: &Deps, fix: bool) -> Result<Vec<Check>> {
    let mut checks = home::folders(deps, fix)?;
    checks.push(match guest_binary::check(&deps.options.executable) {
        Ok(()) => Check::ok("guest", "this program is static and can run inside any image"),
        Err(error) => Check::of_error("guest", &error),
    });
    let (engine, found) = engine::look(deps).await;
    checks.extend(found);
    deps.signals.check()?;
    checks.extend(journal(deps, engine.is_some()).await?);
    checks.extend(home::leftovers(deps, fix).await?);
    checks.extend(sandboxes::records(deps)?);
    if let Some(engine) = engine {
        // Records first: what they bring back has reservations and routes.
        checks.extend(sandboxes::containers(deps, engine, fix).await?);
        checks.extend(sandboxes::run_folders(deps, engine, fix).await?);
        checks.extend(sandboxes::routes(deps, engine, fix).await?);
        checks.extend(fences::run(deps, engine, fix).await?);
    }
    checks.extend(home::reservations(deps, engine, fix).await?);
    Ok(checks)
}

async fn journal(deps: &Deps, engine: bool) -> Result<Vec<Check>> {
    let before = abandoned(deps)?;
    if engine && before > 0 {
        match reconcile::abandoned(deps).await {
            Err(error) if matches!(error.kind(), Kind::Interrupted | Kind::Terminated) => return Err(error),
            Err(error) => return Ok(vec![Check::of_error("operations", &error)]),
            Ok(()) => {}
        }
    }
    let mut problems = Vec::new();
    for unreadable in deps.registry.operations()?.iter().filter_map(|found| found.as_ref().err()) {
        problems.push(
            Check::failed("operations", unreadable.message())
                .hint("nothing is known of that operation: move the file away, then run sandcastle doctor again"),
        );
    }
    match (before, abandoned(deps)?) {
        (_, left) if left > 0 => {
            let what = format!("{left} operations that broke off are not settled yet");
            problems.push(Check::warning("operations", what).hint("any command settles them once the engine answers"));
        }
        (settled, _) if settled > 0 => {
            problems.push(Check::new(
                "operations",
                Status::Fixed,
                format!("{settled} operations that broke off were settled"),
            ));
        }
        _ => {}
    }
    Ok(or_ok(problems, "operations", || "none broke off".to_owned()))
}

fn abandoned(deps: &Deps) -> Result<usize> {
    Ok(deps.registry.operations()?.iter().flatten().filter(|seen| reconcile::is_abandoned(seen)).count())
}
