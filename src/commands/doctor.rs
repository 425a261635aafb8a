//! `doctor`: this machine, the engine, the home and its sandboxes, checked.

use super::Context;
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::ops::doctor::{self, Check, Status};
use std::collections::BTreeSet;

/// Check this machine, the engine and the registry.
///
/// With --fix what can be mended is: records are made again from the engine, reservations that nobody holds are removed,
/// egress policies that are no longer in force are put in place again. The exit code is 1 when anything is wrong that
/// needs you.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Mend what can be mended
    #[arg(long)]
    fix: bool,
}

/// Checks.
///
/// # Errors
/// When the home can't be read at all; what is wrong otherwise is a check.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let checks = doctor::run(&context.deps, args.fix).await?;
    context.ui.list("check.v1", &checks, |check| check.name.to_owned(), &["CHECK", "STATUS", "DETAIL"], row)?;
    let wrong = checks.iter().filter(|check| check.status != Status::Ok);
    let hints: BTreeSet<String> =
        wrong.filter_map(|check| Some(format!("{}: {}", check.name, check.hint.as_ref()?))).collect();
    for hint in hints {
        context.ui.hint(&hint);
    }
    let failed = checks.iter().any(|check| check.status == Status::Failed);
    Ok(if failed { Exit::FAILED } else { Exit::DONE })
}

fn row(check: &Check) -> Vec<String> {
    let status = match check.status {
        Status::Ok => "ok",
        Status::Warning => "warning",
        Status::Failed => "failed",
        Status::Fixed => "fixed",
    };
    vec![check.name.to_owned(), status.to_owned(), check.detail.clone()]
}
