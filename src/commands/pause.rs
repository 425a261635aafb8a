//! `pause`: sandboxes are frozen.

use super::{Context, select};
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::ops::pause;

/// Freeze sandboxes: everything in them stands still, and is kept in memory.
///
/// A paused one uses no processor and answers nothing, `exec` included, until `sandcastle resume`. It can also be
/// stopped, renamed and killed. One that is paused already stays as it is.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which.
    #[command(flatten)]
    selection: select::Selection,
    /// List what would be paused, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Pauses.
///
/// # Errors
/// As the selection's; failures of single sandboxes are shown and end in the code of the first.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let chosen = args.selection.choose(context).await?;
    select::each(context, chosen, "pause", args.dry_run, async |selected| pause::run(&context.deps, &selected.id).await)
        .await
}
