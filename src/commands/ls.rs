//! `ls`: the sandboxes of this home.

use super::{Context, select::Conditions};
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::ops::{observe, reconcile};
use crate::ui::views::sandbox::{SCHEMA, SandboxView};

/// List the sandboxes of this home.
///
/// The oldest comes first.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which of them.
    #[command(flatten)]
    conditions: Conditions,
}

/// Lists.
///
/// # Errors
/// Failures of the engine; a damaged record is only a warning.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let holds = args.conditions.test()?;
    reconcile::abandoned(&context.deps).await?;
    let (sandboxes, damaged) = observe::all(&context.deps).await?;
    let views: Vec<SandboxView> = sandboxes.iter().filter(|sandbox| holds(sandbox)).map(SandboxView::of).collect();
    let now = crate::clock::now();
    context.ui.list(SCHEMA, &views, |view| view.id.clone(), &SandboxView::HEADERS, |view| view.row(now))?;
    for error in damaged {
        context.ui.warning(error.message());
    }
    Ok(Exit::DONE)
}
