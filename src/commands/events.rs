//! `events`: what has happened, and what happens.

use super::Context;
use crate::error::{Error, Kind, Result};
use crate::events::{Event, EventId, Filter, SCHEMA, TypeFilter};
use crate::exit::Exit;
use crate::sandbox::id::Id;
use crate::sandbox::moment::Moment;
use crate::ui::views::event::{EventView, PAGE, PageView};

/// Show what happened to sandboxes, and who did it.
///
/// The newest comes first. Events tell of sandboxes, operations, snapshots, routes and settings; they never hold values of
/// an environment, secrets, output, or arguments of commands. Each names the user, the program that ran sandcastle, and
/// what SANDCASTLE_ACTOR says. No engine is needed.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only those of this sandbox: its name, its id, or a unique beginning of its id; also of one that is gone
    #[arg(value_name = "SANDBOX")]
    sandbox: Option<String>,
    /// Show events as they happen, from now or from --since on, oldest first; with --json one object on each line
    #[arg(short, long, conflicts_with_all = ["until", "limit", "before"])]
    follow: bool,
    /// Only those of this time (10m), or from this moment on (2026-01-31T12:00:00Z)
    #[arg(long, value_name = "TIME")]
    since: Option<Moment>,
    /// Only those that are older than this (10m), or up to this moment (2026-01-31T12:00:00Z)
    #[arg(long, value_name = "TIME")]
    until: Option<Moment>,
    /// Only those of this type or group, such as sandbox.created or snapshot; may be given several times
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<TypeFilter>,
    /// Only those of this task
    #[arg(long, value_name = "ID")]
    task: Option<Id>,
    /// At most so many, from 1 to 200
    #[arg(long, value_name = "NUMBER", default_value = "50", value_parser = clap::value_parser!(u16).range(1..=200))]
    limit: u16,
    /// Only those before this event: the next page, by next_before of the last one
    #[arg(long, value_name = "ID")]
    before: Option<EventId>,
}

/// Shows.
///
/// # Errors
/// `not_found` for a sandbox that no event tells of, `ambiguous`.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let now = crate::clock::now();
    let (sandboxes, unknown) = match &args.sandbox {
        Some(reference) => named(context, reference)?,
        None => (Vec::new(), None),
    };
    let filter = Filter {
        sandboxes,
        types: args.types,
        since: args.since.map(|moment| moment.seen_from(now)),
        until: args.until.map(|moment| moment.seen_from(now)),
        task: args.task,
    };
    if args.follow {
        return follow(context, &filter).await;
    }
    let page = context.deps.timeline.read(&filter, args.limit.into(), args.before)?;
    if let Some(error) = unknown.filter(|_| page.events.is_empty()) {
        // There may be events of it that were not asked for.
        let any = Filter { sandboxes: filter.sandboxes, ..Filter::default() };
        if context.deps.timeline.read(&any, 1, None)?.events.is_empty() {
            return Err(error);
        }
    }
    let view = PageView::of(&page);
    if context.ui.is_json() {
        context.ui.versioned(PAGE, &view)?;
        return Ok(Exit::DONE);
    }
    context.ui.list(PAGE, &view.items, |event| event.id.clone(), &EventView::HEADERS, EventView::row)?;
    if let Some(next) = view.next_before.filter(|_| context.ui.terminals().stdout) {
        context.ui.hint(&format!("there are older ones: --before {next}"));
    }
    Ok(Exit::DONE)
}

/// What events may call a sandbox, and the error for one that neither the registry nor any event knows.
fn named(context: &Context, reference: &str) -> Result<(Vec<String>, Option<Error>)> {
    let typed = reference.to_owned();
    match context.deps.registry.resolve(reference) {
        Ok(id) => Ok((vec![typed, id.to_string()], None)),
        Err(error) if error.kind() == Kind::NotFound => Ok((vec![typed], Some(error))),
        Err(error) => Err(error),
    }
}

async fn follow(context: &Context, filter: &Filter) -> Result<Exit> {
    let mut follower = context.deps.timeline.follow(filter.since)?;
    loop {
        let next = async {
            tokio::select! {
                event = follower.next() => event,
                gone = context.ui.unheard() => Err(gone),
            }
        };
        let event = context.deps.signals.guard(next).await?;
        if filter.holds(&event) {
            show(context, &event)?;
        }
    }
}

fn show(context: &Context, event: &Event) -> Result<()> {
    let view = EventView::of(event);
    if context.ui.is_json() {
        context.ui.versioned(SCHEMA, &view)
    } else if context.ui.is_quiet() {
        context.ui.line(&view.id)
    } else {
        context.ui.line(&view.line())
    }
}
