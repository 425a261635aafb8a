//! `stop`: sandboxes end, their files stay.

use super::{Context, select};
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::duration::Span;
use crate::sandbox::ops::observe;

/// Stop sandboxes; their files are kept.
///
/// Address and name are kept too; nothing of them runs. A stopped one stays as it is. A temporary one (`init --rm`) is
/// removed with all that belongs to it, as `kill` does; --json tells which it was.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which.
    #[command(flatten)]
    selection: select::Selection,
    /// How long processes may take to end after TERM, before KILL
    #[arg(long, value_name = "DURATION", default_value = "10s")]
    grace: Span,
    /// List what would be stopped, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Stops.
///
/// # Errors
/// As the selection's; failures of single sandboxes are shown and end in the code of the first.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let chosen = args.selection.choose(context).await?;
    let action = |selected: &select::Selected| match observe::record(&context.deps, &selected.id) {
        Ok(record) if record.temporary => "kill",
        _ => "stop",
    };
    select::each_as(context, chosen, action, args.dry_run, async |selected| {
        crate::sandbox::ops::stop::run(&context.deps, &selected.id, args.grace.duration()).await
    })
    .await
}
