//! `snapshot`: what a sandbox is at this moment, kept.

use super::Context;
use super::background::{self, Detach};
use crate::archive::check_patterns;
use crate::error::Result;
use crate::exit::Exit;
use crate::registry::journal::OperationKind;
use crate::sandbox::duration::Span;
use crate::sandbox::labels;
use crate::sandbox::name::Name;
use crate::sandbox::ops::snapshot::{self, Since, Wanted};
use crate::sandbox::ops::{observe, snapshots};
use crate::ui::human;
use crate::ui::views::snapshot::{SCHEMA, SnapshotView};
use std::time::Duration;

/// Take a snapshot of a sandbox and print its id.
///
/// What differs from the image is kept as one portable archive (.tar.zst) with a digest for every file: new and changed
/// files with their modes, owners, times, links, holes and attributes, and the names of what is gone. A running sandbox
/// stands still while its files are read, and goes on afterwards; what runs in it, and what lies in memory (/dev/shm,
/// tmpfs), is not part of it. Volumes that the image declares are; named ones are with --volumes: their files are a
/// fork's own then, or fill a volume that is made for it (fork SNAPSHOT --volume NAME:PATH). A restore leaves the volumes
/// of a sandbox as they are. Other sandboxes with the same volume do not stand still.
///
/// Directories that rebuild themselves are left out where they are not the image's: node_modules, .next, out, .venv,
/// __pycache__, .cache (setting snapshot.caches). A name may be used again: the new snapshot takes it, the old one stays
/// by its id. After a large snapshot the next one of the same sandbox keeps only what has changed since, and needs it.
///
/// The files are searched for the values of secrets that the sandbox was given, as they are, as base64, as hex and as in
/// a URL; where one is found there is no snapshot (exit 8). Compressed files are not looked into, and values of less than
/// 6 bytes not searched for.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
    /// A name for the snapshot: lower-case letters, digits and hyphens
    #[arg(long)]
    name: Option<Name>,
    /// What it is good for
    #[arg(short = 'm', long, value_name = "TEXT", default_value = "")]
    comment: String,
    /// A label
    #[arg(short, long, value_name = "KEY=VALUE")]
    label: Vec<String>,
    /// Leave out what fits this pattern, as in a .gitignore, and is not the image's
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// Keep caches too
    #[arg(long)]
    include_all: bool,
    /// Stop the sandbox first, and leave it stopped; not a temporary one, which would be gone
    #[arg(long)]
    stop: bool,
    /// Let everything go on meanwhile: files that change while they are read fail it
    #[arg(long)]
    no_pause: bool,
    /// With the files of its named volumes, and of its account's home; folders of this machine are never part of it
    #[arg(long)]
    volumes: bool,
    /// Keep only what has changed since this snapshot of the same sandbox, or, with "none", all that differs from the
    /// image [default: since the last one, where that pays]
    #[arg(long, value_name = "SNAPSHOT")]
    since: Option<String>,
    /// Take it even if values of secrets that the sandbox was given are in its files
    #[arg(long)]
    allow_secrets: bool,
    /// Whether to stay.
    #[command(flatten)]
    detach: Detach,
    /// Wait this long for another operation on the sandbox to end [default: the setting lock_timeout]
    #[arg(long, value_name = "DURATION")]
    wait: Option<Span>,
}

/// Takes it.
///
/// # Errors
/// `wrong_state`, `locked`, `no_space`; failures of the engine. There is no snapshot then.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let id = context.deps.registry.resolve(&args.sandbox)?;
    let wanted = wanted(&args, context)?;
    if args.detach.is_wanted(context) {
        let sandbox = observe::one(&context.deps, &id).await?;
        snapshot::require(&sandbox)?;
        if args.stop {
            snapshot::require_kept(&sandbox.record)?;
        }
        return background::hand_over_as(context, OperationKind::Snapshot, &sandbox.record, wanted.id).await;
    }
    let manifest = snapshot::run(&context.deps, &id, &wanted).await?;
    context.ui.end_progress();
    if manifest.unkept_count > 0 {
        let names = manifest.unkept.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
        context.ui.warning(&format!("{} things can't be made again, such as {names}", manifest.unkept_count));
    }
    if manifest.excluded_count > 0 {
        let names = manifest.excluded.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
        context.ui.note(&format!("{} left out, such as {names} (--include-all keeps caches)", manifest.excluded_count));
    }
    if let Some(pause) = manifest.pause_ms {
        let paused = human::duration(Duration::from_millis(pause));
        context.ui.note(&format!(
            "{} entries, {}; the sandbox stood still for {paused}",
            manifest.files,
            human::size(manifest.archive.bytes)
        ));
    }
    if context.ui.is_json() {
        let (all, _) = context.deps.snapshots.all()?;
        context.ui.versioned(SCHEMA, &SnapshotView::of(&manifest, &all))?;
    } else {
        context.ui.line(manifest.id.as_str())?;
    }
    Ok(Exit::DONE)
}

fn wanted(args: &Args, context: &Context) -> Result<Wanted> {
    check_patterns(&args.exclude)?;
    Ok(Wanted {
        name: args.name.clone(),
        comment: args.comment.clone(),
        labels: args.label.iter().map(|label| labels::parse(label)).collect::<Result<_>>()?,
        exclude: args.exclude.clone(),
        caches: context.deps.options.leaves_out(args.include_all),
        stop: args.stop,
        pause: !args.no_pause,
        volumes: args.volumes,
        since: match args.since.as_deref() {
            None => Since::Automatic,
            Some("none") => Since::Nothing,
            Some(reference) => Since::Given(snapshots::resolve(&context.deps, reference)?.id),
        },
        allow_secrets: args.allow_secrets,
        patience: args.wait.map(Span::duration),
        ..match &context.worker {
            // The id that was told when it was handed over.
            Some(worker) => Wanted { id: worker.operation.clone(), ..Wanted::plain()? },
            None => Wanted::plain()?,
        }
    })
}
