//! `kill`: sandboxes go, and nothing of them stays.

use super::background::{self, Detach};
use super::{Context, remote, select, sync as sync_command};
use crate::error::{Kind, Result};
use crate::exit::Exit;
use crate::registry::journal::OperationKind;
use crate::sandbox::duration::Span;
use crate::sandbox::id::Id;
use crate::sandbox::ops::{observe, sync};
use crate::snapshot::remote::Location;
use crate::snapshot::remote::versions::Versions;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

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
    /// First push a folder as a new version to this place, and kill only if all of it is there
    #[arg(long, value_name = "URL")]
    sync: Option<Location>,
    /// The folder that is pushed [default: the working directory]
    #[arg(long, value_name = "PATH", requires = "sync", default_value = ".", hide_default_value = true)]
    sync_path: OsString,
    /// A sandbox that does not exist is fine
    #[arg(long)]
    ignore_not_found: bool,
    /// List what would be removed, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Whether to stay.
    #[command(flatten)]
    detach: Detach,
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
    // Who does it in the background was asked before.
    if !args.dry_run && context.worker.is_none() {
        select::confirm(context, &chosen, "kill")?;
    }
    if args.detach.is_wanted(context) && !args.dry_run {
        return background::hand_over_chosen(context, OperationKind::Kill, chosen).await;
    }
    let versions = match args.sync {
        Some(place) => Some(remote::versions(context, &place.without_version()?, None)?),
        None => None,
    };
    let path = args.sync_path.into_vec();
    let grace = args.grace.map(Span::duration);
    select::each(context, chosen, "kill", args.dry_run, async |selected| {
        if let Some(versions) = &versions {
            save(context, &selected.id, &path, versions).await?;
        }
        crate::sandbox::ops::kill::run(&context.deps, &selected.id, grace).await.map(|()| true)
    })
    .await
}

/// Pushes what is to be kept of a sandbox.
async fn save(context: &Context, id: &Id, path: &[u8], versions: &Versions) -> Result<()> {
    let record = observe::record(&context.deps, id)?;
    context.deps.step(format!("pushing {} of {}", crate::archive::shown(path), record.name));
    let moved = sync::push(&context.deps, &record, path.to_vec(), versions).await;
    let moved = moved.map_err(|error| error.context("it was not killed, since it could not be pushed"))?;
    context.deps.step_done();
    sync_command::warn_of_left_out(context, &moved);
    context.ui.note(&format!("{} is version {} in {}", record.name, moved.version, versions.place()));
    Ok(())
}
