//! `restart`: sandboxes stop and start again.

use super::{Context, select};
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::duration::Span;
use crate::sandbox::ops::wait::{self, Condition};

/// Stop sandboxes and start them again.
///
/// Files, name and address are kept; jobs and all else that runs in them end. One that is stopped is started.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which.
    #[command(flatten)]
    selection: select::Selection,
    /// How long processes may take to end after TERM, before KILL
    #[arg(long, value_name = "DURATION", default_value = "10s")]
    grace: Span,
    /// Wait until it is running, ready, port:N or http:STATUS[@/path]
    #[arg(long, value_name = "CONDITION")]
    wait: Option<Condition>,
    /// How long --wait may take
    #[arg(long, value_name = "DURATION", default_value = "60s", requires = "wait")]
    timeout: Span,
    /// List what would be restarted, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Restarts.
///
/// # Errors
/// As the selection's; failures of single sandboxes are shown and end in the code of the first.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let chosen = args.selection.choose(context).await?;
    select::each(context, chosen, "restart", args.dry_run, async |selected| {
        crate::sandbox::ops::restart::run(&context.deps, &selected.id, args.grace.duration()).await?;
        if let Some(condition) = &args.wait {
            wait::run(&context.deps, &selected.id, condition, args.timeout.duration()).await?;
        }
        Ok(true)
    })
    .await
}
