//! `snapshot`: what a sandbox is at this moment, kept.

use super::{Context, background};
use crate::archive::check_patterns;
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::duration::Span;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::name::Name;
use crate::sandbox::ops::snapshot::{self, Since, Wanted};
use crate::sandbox::ops::{observe, snapshots};
use crate::ui::human;
use crate::ui::views::snapshot::{SCHEMA, SnapshotView};
use std::ffi::OsString;
use std::time::Duration;

/// Take a snapshot of a sandbox and print its id.
///
/// What differs from the image is kept as one portable archive (.tar.zst) with a digest for every file: new and changed
/// files with their modes, owners, times, links, holes and attributes, and the names of what is gone. A running sandbox
/// stands still while its files are read, and goes on afterwards; what runs in it, and what lies in memory (/dev/shm,
/// tmpfs), is not part of it. Volumes that the image declares are.
///
/// Directories that rebuild themselves are left out where they are not the image's: node_modules, .next, out, .venv,
/// __pycache__, .cache (setting snapshot.caches). A name may be used again: the new snapshot takes it, the old one stays
/// by its id. After a large snapshot the next one of the same sandbox keeps only what has changed since, and needs it.
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
    /// Stop the sandbox first, and leave it stopped
    #[arg(long)]
    stop: bool,
    /// Let everything go on meanwhile: files that change while they are read fail it
    #[arg(long)]
    no_pause: bool,
    /// Keep only what has changed since this snapshot of the same sandbox, or, with "none", all that differs from the
    /// image [default: since the last one, where that pays]
    #[arg(long, value_name = "SNAPSHOT")]
    since: Option<String>,
    /// Print the id at once, and take the snapshot in the background; show of the sandbox tells what becomes of it
    #[arg(short, long, conflicts_with = "json")]
    detach: bool,
    /// The id that it gets: the part of --detach that works.
    #[arg(long, hide = true, value_name = "ID")]
    background: Option<Id>,
    /// Wait this long for another operation on the sandbox to end [default: the setting lock_timeout]
    #[arg(long, value_name = "DURATION")]
    wait: Option<Span>,
}

/// Takes it.
///
/// # Errors
/// `wrong_state`, `locked`, `no_space`; failures of the engine. There is no snapshot then.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    if args.background.is_some() {
        background::leave_session();
    }
    let id = context.deps.registry.resolve(&args.sandbox)?;
    let wanted = wanted(&args, context)?;
    if args.detach {
        let sandbox = observe::one(&context.deps, &id).await?;
        snapshot::require(&sandbox)?;
        background::spawn(context, &id, &wanted.id, again(&args, &id, &wanted.id))?;
        context.ui.line(wanted.id.as_str())?;
        return Ok(Exit::DONE);
    }
    let manifest = snapshot::run(&context.deps, &id, &wanted).await?;
    if args.background.is_some() {
        background::forget_log(context, &wanted.id)?;
    }
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
        since: match args.since.as_deref() {
            None => Since::Automatic,
            Some("none") => Since::Nothing,
            Some(reference) => Since::Given(snapshots::resolve(&context.deps, reference)?.id),
        },
        patience: args.wait.map(Span::duration),
        keep_failure: args.background.is_some(),
        ..match &args.background {
            Some(id) => Wanted { id: id.clone(), ..Wanted::plain()? },
            None => Wanted::plain()?,
        }
    })
}

/// The same command for a process in the background.
fn again(args: &Args, sandbox: &Id, id: &Id) -> Vec<OsString> {
    let mut words = vec!["snapshot".to_owned(), sandbox.to_string(), format!("--background={id}")];
    words.extend(args.name.iter().map(|name| format!("--name={name}")));
    words.push(format!("--comment={}", args.comment));
    words.extend(args.label.iter().map(|label| format!("--label={label}")));
    words.extend(args.exclude.iter().map(|pattern| format!("--exclude={pattern}")));
    words.extend(args.since.iter().map(|since| format!("--since={since}")));
    words.extend(args.wait.iter().map(|wait| format!("--wait={}", wait.duration().as_millis().div_ceil(1000))));
    let flags = [(args.include_all, "--include-all"), (args.stop, "--stop"), (args.no_pause, "--no-pause")];
    words.extend(flags.iter().filter(|(set, _)| *set).map(|(_, flag)| (*flag).to_owned()));
    words.into_iter().map(OsString::from).collect()
}
