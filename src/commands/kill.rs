//! `kill`: sandboxes go, and nothing of them stays.

use super::{Context, select};
use crate::error::{Kind, Result};
use crate::exit::Exit;
use crate::sandbox::duration::Span;

/// Remove sandboxes with everything that belongs to them.
///
/// Processes, files, address, routes and name go. Processes are killed at once unless --grace is given. Afterwards the engine is asked for anything that
/// is left of the sandbox. More than one sandbox needs a confirmation, or --yes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which.
    #[command(flatten)]
    selection: select::Selection,
    /// Ask processes to end with TERM, and give them this long
    #[arg(long, value_name = "DURATION")]
    grace: Option<Span>,
    /// A sandbox that does not exist is fine
    #[arg(long)]
    ignore_not_found: bool,
    /// List what would be removed, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Kills.
///
/// # Errors
/// `confirmation_required`; failures of single sandboxes are shown and end in the code of the first.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let mut chosen = args.selection.choose(context).await?;
    if args.ignore_not_found {
        chosen.failures.retain(|error| error.kind() != Kind::NotFound);
    }
    // `--all` also takes those whose record can't be read: their id is the name of its file.
    if args.selection.all && !args.selection.conditions.any() {
        for id in context.deps.registry.ids()? {
            if chosen.sandboxes.iter().all(|selected| selected.id != id) {
                chosen.sandboxes.push(select::Selected { name: id.to_string(), id });
            }
        }
        chosen.failures.clear();
    }
    if !args.dry_run {
        select::confirm(context, &chosen, "kill")?;
    }
    let grace = args.grace.map(Span::duration);
    select::each(context, chosen, "kill", args.dry_run, async |selected| {
        crate::sandbox::ops::kill::run(&context.deps, &selected.id, grace).await.map(|()| true)
    })
    .await
}
