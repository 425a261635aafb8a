//! `pool`: sandboxes that are ready before anybody asks for them.

use super::sandbox_options::from_settings;
use super::{Context, background};
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::sandbox::ops::image::builtin_tag;
use crate::sandbox::ops::pool;
use crate::sandbox::pool::{Class, Declared, MOST, Origin};
use crate::sandbox::size::ByteSize;
use crate::sandbox::spec;
use crate::ui::views::pool::{PoolView, SCHEMA};
use std::ffi::OsString;
use std::time::Duration;

/// How long nobody must have claimed one before the pool is filled up again: a burst is not to be slowed down.
const CALM: Duration = Duration::from_millis(400);

/// Keep sandboxes ready, so that init and fork take some milliseconds.
///
/// One that waits is started and has no name, environment, labels, ports or routes; init gives it those. It is made as
/// any other sandbox is, with the same limits and the same isolation. What can't be had from the pool (another image,
/// published ports) is made anew; init --json says which it was. How many are to wait is declared by the settings
/// pool.size (of the default image) and pool.members; each claim then fills the pool up again in the background, and gc
/// renews what is old. One that waits takes some 20 MB of memory.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    action: Action,
}

/// What to do with the pool.
#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Make those that are missing, of one kind or of all that are declared
    Fill {
        /// Of this image [default: all kinds that are declared]
        #[arg(long, value_parser = spec::image, conflicts_with = "snapshot")]
        image: Option<String>,
        /// Filled with this snapshot, so that forking it takes some milliseconds
        #[arg(long)]
        snapshot: Option<String>,
        /// Processors
        #[arg(long, value_name = "NUMBER", value_parser = spec::cpus)]
        cpus: Option<f64>,
        /// Memory
        #[arg(long, value_name = "SIZE", value_parser = spec::memory)]
        memory: Option<ByteSize>,
        /// The most processes and threads
        #[arg(long, value_name = "NUMBER", value_parser = spec::pids)]
        pids: Option<i64>,
        /// How many are to wait
        #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(0..=i64::from(MOST)))]
        size: Option<u16>,
        /// What a claim does in the background.
        #[arg(long, hide = true)]
        refill: bool,
    },
    /// Show what waits, and what is to
    Status,
    /// Remove all that wait
    Drain {
        /// List what would be removed, and do nothing
        #[arg(long)]
        dry_run: bool,
    },
}

/// Does it.
///
/// # Errors
/// `not_found` for an image or a snapshot; `locked` while the pool is being filled; failures of the engine.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit> {
    match args.action {
        Action::Fill { refill: true, .. } => refill(context).await,
        Action::Fill { image, snapshot, cpus, memory, pids, size, .. } => {
            let origin = match (image, snapshot) {
                (Some(image), _) => Some(Origin::Image(image)),
                (_, Some(snapshot)) => Some(Origin::Snapshot(snapshot)),
                _ if size.is_some() || cpus.is_some() || memory.is_some() || pids.is_some() => Some(Origin::Default),
                _ => None,
            };
            let kinds = match origin {
                Some(origin) => {
                    let class = Class { origin, cpus, memory, pids };
                    vec![Declared { class, size: size.unwrap_or(1) }]
                }
                None => declared(context)?,
            };
            if kinds.is_empty() {
                return Err(Error::usage("no pool is declared")
                    .hint("declare one: sandcastle config set pool.size 2, or give --size"));
            }
            let builtin = kinds.iter().any(|kind| kind.class.origin == Origin::Default);
            super::setup::make_ready(context, builtin && context.settings.image().is_none()).await?;
            let _turn = context.deps.registry.lock_pool(context.deps.options.lock_timeout).await?;
            fill(context, &kinds).await
        }
        Action::Status => status(context).await,
        Action::Drain { dry_run } => drain(context, dry_run).await,
    }
}

/// What the settings declare.
///
/// # Errors
/// `usage` when a kind is none.
pub(super) fn declared(context: &Context) -> Result<Vec<Declared>> {
    let settings = &context.settings;
    let own = Declared { class: Class::default_image(), size: settings.pool_size() };
    let others = settings.pool_members().iter().map(|kind| kind.parse());
    let mut declared = others.collect::<Result<Vec<Declared>>>()?;
    declared.insert(0, own);
    declared.retain(|kind| kind.size > 0);
    Ok(declared)
}

async fn fill(context: &Context, kinds: &[Declared]) -> Result<Exit> {
    let deps = &context.deps;
    let mut first = None;
    let mut made = Vec::new();
    for kind in kinds {
        let wanted = pool::wanted(deps, &kind.class, &from_settings(context, None)).await?;
        deps.step(format!("filling the pool of {}", kind.class.origin));
        let filled = pool::fill(deps, &wanted, kind.size).await?;
        deps.step_done();
        made.extend(filled.made);
        for failure in filled.failures {
            context.ui.failure(&failure);
            first.get_or_insert(failure.exit());
        }
    }
    context.ui.end_progress();
    if context.ui.is_json() {
        let ids: Vec<String> = made.iter().map(ToString::to_string).collect();
        context.ui.versioned("pool_filled.v1", &serde_json::json!({ "made": ids }))?;
    } else {
        made.iter().try_for_each(|id| context.ui.line(id.as_str()))?;
    }
    Ok(first.unwrap_or(Exit::DONE))
}

/// Fills up what was claimed, when nobody has claimed for a moment; one process at a time does it for all.
async fn refill(context: &Context) -> Result<Exit> {
    let deps = &context.deps;
    background::leave_session();
    loop {
        let _turn = match deps.registry.lock_pool(Duration::ZERO).await {
            Err(error) if error.kind() == Kind::Locked => return Ok(Exit::DONE),
            taken => taken?,
        };
        while let Some(changed) = deps.registry.pool_changed_at()
            && changed.elapsed().is_ok_and(|since| since < CALM)
        {
            deps.signals.check()?;
            tokio::time::sleep(CALM / 4).await;
        }
        let mut made = 0;
        for kind in declared(context)? {
            let wanted = pool::wanted(deps, &kind.class, &from_settings(context, None)).await?;
            for (id, _) in pool::stale(deps, context.settings.pool_max_age()).await? {
                pool::drain(deps, &id).await?;
            }
            let filled = pool::fill(deps, &wanted, kind.size).await?;
            if let Some(failure) = filled.failures.into_iter().next() {
                return Err(failure);
            }
            made += filled.made.len();
        }
        // Who claimed while this one worked found the lock taken, and left it to us.
        if made == 0 {
            return Ok(Exit::DONE);
        }
    }
}

/// Has the pool filled up again in the background, where one is declared. What fails there shows in `pool status`.
pub(super) fn fill_up(context: &Context) {
    let is_declared = context.settings.pool_size() > 0 || !context.settings.pool_members().is_empty();
    if is_declared && context.settings.pool_refill() {
        let words = ["pool", "fill", "--refill"].map(OsString::from);
        if let Err(error) = background::spawn_alone(context, words) {
            context.ui.verbose(&format!("the pool is not filled up again: {}", error.message()));
        }
    }
}

async fn status(context: &Context) -> Result<Exit> {
    let deps = &context.deps;
    let members = deps.registry.pool()?;
    let stale = pool::stale(deps, context.settings.pool_max_age()).await?;
    let mut views = Vec::new();
    let mut counted = vec![false; members.len()];
    for kind in declared(context)? {
        let wanted = pool::wanted(deps, &kind.class, &from_settings(context, None)).await?;
        let fitting: Vec<usize> = (0..members.len()).filter(|at| wanted.is(&members[*at])).collect();
        fitting.iter().for_each(|at| counted[*at] = true);
        let fitting: Vec<_> = fitting.iter().map(|at| &members[*at]).collect();
        views.push(PoolView::of(&wanted.spec, &kind.class.origin, kind.size, &fitting, &stale));
    }
    // Filled by hand, or no longer declared: one line a kind.
    for at in 0..members.len() {
        if counted[at] {
            continue;
        }
        let like = |other: usize| PoolView::are_alike(&members[at], &members[other]);
        let fitting: Vec<usize> = (at..members.len()).filter(|other| !counted[*other] && like(*other)).collect();
        fitting.iter().for_each(|other| counted[*other] = true);
        let origin = match &members[at].snapshot {
            Some(snapshot) => Origin::Snapshot(snapshot.to_string()),
            None if members[at].spec.image == builtin_tag() => Origin::Default,
            None => Origin::Image(members[at].spec.image.clone()),
        };
        let fitting: Vec<_> = fitting.iter().map(|other| &members[*other]).collect();
        views.push(PoolView::of(&members[at].spec, &origin, 0, &fitting, &stale));
    }
    let now = crate::clock::now();
    context.ui.list(SCHEMA, &views, |view| view.ids.join("\n"), &PoolView::HEADERS, |view| view.row(now))?;
    Ok(Exit::DONE)
}

async fn drain(context: &Context, dry_run: bool) -> Result<Exit> {
    let deps = &context.deps;
    // What is being made for the pool is to go too.
    let _turn = deps.registry.lock_pool(deps.options.lock_timeout).await?;
    let mut gone = Vec::new();
    let mut first = None;
    for id in deps.registry.member_ids()? {
        deps.signals.check()?;
        let drained = if dry_run { Ok(true) } else { pool::drain(deps, &id).await };
        match drained {
            Ok(true) => gone.push(id.to_string()),
            Ok(false) => {}
            Err(error) => {
                context.ui.failure(&error);
                first.get_or_insert(error.exit());
            }
        }
    }
    context.ui.end_progress();
    if context.ui.is_json() {
        let view = serde_json::json!({ "removed": gone, "dry_run": dry_run });
        context.ui.versioned("pool_drained.v1", &view)?;
    } else {
        gone.iter().try_for_each(|id| context.ui.line(id))?;
    }
    Ok(first.unwrap_or(Exit::DONE))
}
