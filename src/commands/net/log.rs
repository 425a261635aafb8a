//! `net log`: what a sandbox was refused.

use super::super::Context;
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::ops::fence;
use crate::ui::views::refusal::{RefusalView, SCHEMA};

/// List what a sandbox tried to reach and was refused.
///
/// One line for each destination, port and protocol, with the packets that the kernel of the engine's host turned away;
/// most packets first. A destination is forgotten six hours after it was last tried, and when the last sandbox goes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
}

/// Lists.
///
/// # Errors
/// `not_found`; failures of the engine.
pub(super) async fn run(args: Args, context: &Context) -> Result<Exit> {
    let record = context.record(&args.sandbox)?;
    let refused = fence::refused(&context.deps, &record).await?;
    let now = crate::clock::now();
    let views: Vec<RefusalView> = refused.iter().map(|one| RefusalView::of(one, now)).collect();
    context.ui.list(SCHEMA, &views, RefusalView::endpoint, &RefusalView::HEADERS, |view| view.row(now))?;
    Ok(Exit::DONE)
}
