//! `snapshots`: those that were taken, and what becomes of them.

mod export;
mod import;

use super::Context;
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::sandbox::duration::Span;
use crate::sandbox::id::Id;
use crate::sandbox::ops::{leaks, snapshots};
use crate::snapshot::remote::{Location, snapshots as remote_snapshots};
use crate::snapshot::{Chain, Manifest};
use crate::ui::human;
use crate::ui::views::sandbox::ActionView;
use crate::ui::views::snapshot::{SCHEMA, SnapshotView, VerifiedView};

/// Look at snapshots, verify them, remove them, move them between machines and into object storage.
///
/// A snapshot is named by its name, its id, or a unique beginning of its id. Snapshots outlive their sandboxes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    action: Action,
}

/// What to do with snapshots.
#[derive(Debug, clap::Subcommand)]
enum Action {
    /// List snapshots, oldest first
    ///
    /// SIZE is what goes from the disk with this one alone. A name stands beside the newest that was given it.
    Ls {
        /// Only those of this sandbox, by its name or id at that time
        #[arg(long, value_name = "SANDBOX")]
        sandbox: Option<String>,
        /// Only those with this label
        #[arg(short, long, value_name = "KEY[=VALUE]")]
        label: Vec<String>,
        /// Those in object storage, at s3://bucket/prefix
        #[arg(long, value_name = "URL")]
        remote: Option<Location>,
    },
    /// Write a snapshot to object storage, and print the ids of what was sent
    ///
    /// Those that it needs go first; what is there already is not sent again. Everything is checked before it is sent, and
    /// read back afterwards. A snapshot that is there is whole. Values of its source's environment stay here. How the
    /// store is reached: see `sandcastle sync --help`.
    Push {
        /// Which.
        #[arg(value_name = "SNAPSHOT")]
        snapshot: String,
        /// The place in a bucket: s3://bucket/prefix
        #[arg(long, value_name = "URL")]
        remote: Location,
        /// Let values of secrets that the sandbox was given leave with its files
        #[arg(long)]
        allow_secrets: bool,
    },
    /// Fetch a snapshot from object storage, and print the ids of what came
    ///
    /// Those that it needs come first; what is here already is not fetched again. Everything is checked.
    Pull {
        /// Which: by id, unique beginning of an id, or name.
        #[arg(value_name = "SNAPSHOT")]
        snapshot: String,
        /// The place in a bucket: s3://bucket/prefix
        #[arg(long, value_name = "URL")]
        remote: Location,
    },
    /// Show one snapshot
    Show {
        /// Which.
        #[arg(value_name = "SNAPSHOT")]
        snapshot: String,
    },
    /// Remove snapshots
    ///
    /// One that others only add to is refused, unless they go too with --cascade. More than one needs a confirmation,
    /// or --yes.
    Rm {
        /// Which.
        #[arg(value_name = "SNAPSHOT", required = true)]
        snapshots: Vec<String>,
        /// Remove those that need them, too
        #[arg(long)]
        cascade: bool,
        /// A snapshot that does not exist is fine
        #[arg(long)]
        ignore_not_found: bool,
        /// List what would be removed, and do nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Show which snapshot came from which
    ///
    /// Below each snapshot stand those that were taken of sandboxes that had been it: taken on, restored, or forked.
    Tree,
    /// Read snapshots to the end, and check every file in them
    ///
    /// Exit 9 if one is damaged.
    Verify {
        /// Which.
        #[arg(value_name = "SNAPSHOT", required_unless_present = "all")]
        snapshots: Vec<String>,
        /// All of this home
        #[arg(long, conflicts_with = "snapshots")]
        all: bool,
    },
    Export(export::Args),
    Import(import::Args),
    /// Remove old snapshots
    ///
    /// Of each sandbox the newest are kept, and those that a kept one needs. With both options a snapshot goes only when
    /// both say so. Asks, or needs --yes.
    Prune {
        /// Keep so many of each sandbox
        #[arg(long, value_name = "NUMBER", required_unless_present = "older_than")]
        keep_last: Option<usize>,
        /// Remove only what is older than this
        #[arg(long, value_name = "DURATION")]
        older_than: Option<Span>,
        /// Only those of this sandbox, by its name or id at that time
        #[arg(long, value_name = "SANDBOX")]
        sandbox: Option<String>,
        /// List what would be removed, and do nothing
        #[arg(long)]
        dry_run: bool,
    },
}

/// Does it.
///
/// # Errors
/// `not_found`, `ambiguous`, `damaged`, `confirmation_required`.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    // Nothing may come to add to what goes.
    let _alone = match &args.action {
        Action::Rm { .. } | Action::Prune { .. } => {
            let patience = context.deps.options.lock_timeout;
            Some(context.deps.signals.guard(context.deps.registry.own_snapshots(patience)).await?)
        }
        _ => None,
    };
    match args.action {
        Action::Ls { sandbox, label, remote } => {
            let all = match remote {
                None => all(context)?,
                Some(place) => all_remote(context, place).await?,
            };
            ls(context, &all, sandbox.as_deref(), &label)
        }
        Action::Push { snapshot, remote, allow_secrets } => push(context, &snapshot, remote, allow_secrets).await,
        Action::Pull { snapshot, remote } => pull(context, &snapshot, remote).await,
        Action::Show { snapshot } => show(context, &snapshot),
        Action::Rm { snapshots, cascade, ignore_not_found, dry_run } => {
            rm(context, &snapshots, cascade, ignore_not_found, dry_run)
        }
        Action::Tree => tree(context),
        Action::Export(args) => export::run(args, context).await,
        Action::Import(args) => import::run(args, context).await,
        Action::Verify { snapshots, all } => verify(context, &snapshots, all).await,
        Action::Prune { keep_last, older_than, sandbox, dry_run } => {
            let fits = |manifest: &Manifest| sandbox.as_deref().is_none_or(|sandbox| is_of(manifest, sandbox));
            let gone = snapshots::plan_prune(&context.deps, keep_last, older_than.map(Span::duration), fits)?;
            remove(context, gone, dry_run)
        }
    }
}

fn is_of(manifest: &Manifest, sandbox: &str) -> bool {
    manifest.source.name.as_str() == sandbox || manifest.source.id.as_str() == sandbox
}

/// All snapshots; those that can't be read are told of.
fn all(context: &Context) -> Result<Vec<Manifest>> {
    let (all, damaged) = context.deps.snapshots.all()?;
    for error in &damaged {
        context.ui.warning(error.message());
    }
    Ok(all)
}

/// All snapshots in an object store; those that can't be read are told of.
async fn all_remote(context: &Context, place: Location) -> Result<Vec<Manifest>> {
    let remote = super::remote::open(context, &place.without_version()?)?;
    let (all, damaged) = context.deps.signals.guard(remote_snapshots::list(&remote)).await?;
    for error in &damaged {
        context.ui.warning(error.message());
    }
    Ok(all)
}

async fn push(context: &Context, reference: &str, place: Location, allow_secrets: bool) -> Result<Exit> {
    let manifest = snapshots::resolve(&context.deps, reference)?;
    leaks::require_none(&context.deps, &manifest, allow_secrets).await?;
    let remote = super::remote::open(context, &place.without_version()?)?;
    let pushed = snapshots::push(&context.deps, &manifest, &remote).await?;
    moved(context, "push", &manifest.id, &pushed)
}

async fn pull(context: &Context, reference: &str, place: Location) -> Result<Exit> {
    let remote = super::remote::open(context, &place.without_version()?)?;
    let (id, pulled) = snapshots::pull(&context.deps, &remote, reference).await?;
    moved(context, "pull", &id, &pulled)
}

/// Shows what was moved; the wanted one also when it was there already.
fn moved(context: &Context, action: &'static str, wanted: &Id, ids: &[Id]) -> Result<Exit> {
    let unmoved = (!ids.contains(wanted)).then_some(wanted);
    let mut views = Vec::new();
    for id in ids.iter().chain(unmoved) {
        let manifest = context.deps.snapshots.find(id)?;
        let name = manifest.map_or_else(|| id.to_string(), |manifest| manifest.called().to_owned());
        views.push(ActionView { id: id.to_string(), name, action, changed: ids.contains(id), dry_run: false });
    }
    if context.ui.is_json() {
        context.ui.items("action.v1", &views)?;
    } else {
        for view in &views {
            context.ui.line(&view.id)?;
        }
    }
    Ok(Exit::DONE)
}

fn ls(context: &Context, all: &[Manifest], sandbox: Option<&str>, wanted: &[String]) -> Result<Exit> {
    let has = |manifest: &Manifest, label: &String| match label.split_once('=') {
        Some((key, value)) => manifest.labels.get(key).is_some_and(|has| has == value),
        None => manifest.labels.contains_key(label),
    };
    let fits = |manifest: &&Manifest| {
        sandbox.is_none_or(|sandbox| is_of(manifest, sandbox)) && wanted.iter().all(|label| has(manifest, label))
    };
    let views: Vec<SnapshotView> = SnapshotView::of_all(all)
        .into_iter()
        .zip(all)
        .filter(|(_, manifest)| fits(manifest))
        .map(|(view, _)| view)
        .collect();
    let now = crate::clock::now();
    context.ui.list(SCHEMA, &views, |view| view.id.clone(), &SnapshotView::HEADERS, |view| view.row(now))?;
    Ok(Exit::DONE)
}

fn show(context: &Context, reference: &str) -> Result<Exit> {
    let manifest = snapshots::resolve(&context.deps, reference)?;
    let view = SnapshotView::of(&manifest, &all(context)?);
    if context.ui.is_json() {
        context.ui.versioned(SCHEMA, &view)?;
    } else if context.ui.is_quiet() {
        context.ui.line(&view.id)?;
    } else {
        for (name, value) in view.lines(crate::clock::now()) {
            context.ui.line(&format!("{name:<12} {value}"))?;
        }
    }
    Ok(Exit::DONE)
}

fn rm(context: &Context, references: &[String], cascade: bool, ignore: bool, dry_run: bool) -> Result<Exit> {
    let mut ids: Vec<Id> = Vec::new();
    let mut failures = Vec::new();
    for reference in references {
        match snapshots::resolve(&context.deps, reference) {
            Ok(manifest) => ids.push(manifest.id),
            Err(error) if ignore && error.kind() == Kind::NotFound => {}
            // One that is damaged can still be removed by its id.
            Err(error) if matches!(error.kind(), Kind::Damaged | Kind::WrongState) => match reference.parse() {
                Ok(id) => ids.push(id),
                Err(_) => failures.push(error),
            },
            Err(error) => failures.push(error),
        }
    }
    let order = snapshots::plan_removal(&context.deps, &ids, cascade)?;
    remove_ids(context, &order, dry_run, failures)
}

fn remove(context: &Context, gone: Vec<Manifest>, dry_run: bool) -> Result<Exit> {
    let ids: Vec<Id> = gone.into_iter().map(|manifest| manifest.id).collect();
    remove_ids(context, &ids, dry_run, Vec::new())
}

/// Removes them in this order, and tells of `failures` of others, too. What comes after one that can't be removed may be
/// needed by it, and stays.
fn remove_ids(context: &Context, ids: &[Id], dry_run: bool, mut failures: Vec<Error>) -> Result<Exit> {
    if !dry_run && ids.len() > 1 {
        let named: Vec<&str> = ids.iter().map(Id::as_str).take(5).collect();
        let more = if ids.len() > named.len() { ", …" } else { "" };
        let question = format!("remove {} snapshots ({}{more})?", ids.len(), named.join(", "));
        if !context.ui.confirm(&question)? {
            return Err(Error::new(Kind::Failed, "declined: nothing was done"));
        }
    }
    let mut views = Vec::new();
    for id in ids {
        let name = context.deps.snapshots.find(id).ok().flatten();
        let name = name.map_or_else(|| id.to_string(), |manifest| manifest.called().to_owned());
        if !dry_run && let Err(error) = snapshots::remove(&context.deps, id) {
            failures.push(error);
            break;
        }
        views.push(ActionView { id: id.to_string(), name, action: "remove", changed: true, dry_run });
    }
    if context.ui.is_json() {
        if failures.is_empty() || !views.is_empty() {
            context.ui.items("action.v1", &views)?;
        }
    } else {
        for view in &views {
            context.ui.line(&view.id)?;
        }
    }
    for failure in &failures {
        context.ui.failure(failure);
    }
    Ok(failures.first().map_or(Exit::DONE, Error::exit))
}

fn tree(context: &Context) -> Result<Exit> {
    let all = all(context)?;
    let views = SnapshotView::of_all(&all);
    if context.ui.is_json() {
        context.ui.items(SCHEMA, &views)?;
        return Ok(Exit::DONE);
    }
    let now = crate::clock::now();
    let known = |id: &String| views.iter().any(|view| view.id == *id);
    let roots = views.iter().filter(|view| view.parent.as_ref().is_none_or(|parent| !known(parent)));
    // The last of a level comes first off the stack.
    let mut pending: Vec<(usize, &SnapshotView)> = roots.map(|view| (0, view)).collect();
    pending.reverse();
    while let Some((depth, view)) = pending.pop() {
        let name = view.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        let age = human::age(now.duration_since(view.created_at).try_into().unwrap_or_default());
        let comment = if view.comment.is_empty() { String::new() } else { format!("  {}", view.comment) };
        let branch = if depth == 0 { String::new() } else { format!("{}└─ ", "   ".repeat(depth - 1)) };
        context.ui.line(&format!("{branch}{}{name}  {} {age} ago{comment}", view.id, view.sandbox_name))?;
        let children = views.iter().filter(|child| child.parent.as_deref() == Some(view.id.as_str()));
        pending.extend(children.rev().map(|child| (depth + 1, child)));
    }
    Ok(Exit::DONE)
}

async fn verify(context: &Context, references: &[String], every: bool) -> Result<Exit> {
    let mut failures = Vec::new();
    let manifests = if every {
        let (all, damaged) = context.deps.snapshots.all()?;
        failures = damaged;
        all
    } else {
        references.iter().map(|reference| snapshots::resolve(&context.deps, reference)).collect::<Result<Vec<_>>>()?
    };
    let mut views = Vec::new();
    for manifest in manifests {
        context.deps.signals.check()?;
        let (store, id) = (context.deps.snapshots.clone(), manifest.id.clone());
        let checking = tokio::task::spawn_blocking(move || {
            let chain = Chain::of(&store, &manifest.id)?;
            // Of all, each is looked at anyway.
            if every { chain.verify_link(&manifest) } else { chain.verify() }
        });
        let checked = context
            .deps
            .signals
            .guard(async { checking.await.map_err(|cause| Error::new(Kind::Failed, "verifying").because(cause)) });
        let error = checked.await?.err();
        let message = error.as_ref().map(|error| error.message().to_owned());
        views.push(VerifiedView { id: id.to_string(), ok: error.is_none(), error: message });
        failures.extend(error);
    }
    if context.ui.is_json() {
        context.ui.items("verified.v1", &views)?;
    } else {
        for view in views.iter().filter(|view| view.ok) {
            context.ui.line(&view.id)?;
        }
    }
    for failure in &failures {
        context.ui.failure(failure);
    }
    Ok(failures.first().map_or(Exit::DONE, Error::exit))
}
