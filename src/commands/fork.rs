//! `fork`: new sandboxes that begin as another one is.

use super::background::{self as detached, Detach};
use super::sandbox_options::SandboxOptions;
use super::{Context, init, limit_options, pool};
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::registry::background::Planned;
use crate::registry::journal::OperationKind;
use crate::sandbox::duration::Span;
use crate::sandbox::id::Id;
use crate::sandbox::name::Name;
use crate::sandbox::ops::create::{Created, Request};
use crate::sandbox::ops::fork::{self, Origin};
use crate::sandbox::ops::wait::{self, Condition};
use crate::sandbox::ops::{background, kill, observe, snapshots};
use crate::ui::views::snapshot::ForkView;

/// Make new sandboxes that begin as another sandbox is, or as a snapshot says, and print their ids.
///
/// The source is left as it is; a running one stands still only while its files are read, once for all forks. Each fork
/// has a name, an id, an address and routes of its own; limits, environment, user, ports and labels are the source's
/// unless an option says otherwise (a snapshot brings no labels, and its environment only on the machine where it was
/// taken). What runs in the source does not run in its forks. Caches such as node_modules are not copied, as with
/// snapshot.
#[derive(Debug, clap::Args)]
#[command(mut_args(limit_options::defaults_of_source))]
pub struct Args {
    /// A sandbox or a snapshot, by name, id, or unique beginning of an id; sandbox:X or snapshot:X says which
    #[arg(value_name = "SOURCE")]
    source: String,
    /// How many
    #[arg(short = 'n', long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=500))]
    number: u16,
    /// A name; of several forks the names are NAME-1, NAME-2 and so on [default: made up]
    #[arg(long)]
    name: Option<Name>,
    /// Limits, environment, network and the like.
    #[command(flatten)]
    options: SandboxOptions,
    /// Wait until each is running, ready, port:N or http:STATUS[@/path]
    #[arg(long, value_name = "CONDITION")]
    wait: Option<Condition>,
    /// How long --wait may take
    #[arg(long, value_name = "DURATION", default_value = "60s", requires = "wait")]
    timeout: Span,
    /// Whether to stay.
    #[command(flatten)]
    detach: Detach,
}

/// Forks.
///
/// # Errors
/// `not_found`, `damaged`, `conflict` for a name; failures of single forks are shown and end in the code of the first.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let deps = &context.deps;
    let origin = origin(context, &args.source)?;
    let base = args.options.over(origin.request(deps).await?, context)?;
    let requests = (1..=args.number)
        .map(|nth| {
            let request = Request { name: name_of(args.name.as_ref(), nth, args.number)?, ..base.clone() };
            Ok(init::promised(context, request, usize::from(nth) - 1))
        })
        .collect::<Result<Vec<_>>>()?;
    if args.detach.is_wanted(context) {
        return begin(context, &origin, requests).await;
    }
    let mut forks = fork::run(deps, &origin, &requests).await?;
    if let Some(condition) = &args.wait {
        let waiting = forks.into_iter().map(|fork| async { wait_for(context, fork?, condition, &args).await });
        forks = futures_util::future::join_all(waiting).await;
    }
    context.ui.end_progress();
    let told = show(context, &forks);
    pool::fill_up(context);
    told
}

/// Gives ids and names out, and leaves the rest to the background.
async fn begin(context: &Context, origin: &Origin, requests: Vec<Request>) -> Result<Exit> {
    let deps = &context.deps;
    let mut makes: Vec<Planned> = Vec::new();
    for request in &requests {
        let name = loop {
            let name = request.name.clone().map_or_else(|| background::free_name(deps), Ok)?;
            if request.name.is_some() || makes.iter().all(|planned| planned.name != name) {
                break name;
            }
        };
        makes.push(Planned { id: Id::random()?, name, spec: request.wanted() });
    }
    let operation = Id::random()?;
    let of = match origin {
        Origin::Sandbox(record) => {
            fork::require(&observe::one(deps, &record.id).await?)?;
            (record.id.clone(), record.name.clone())
        }
        Origin::Snapshot(_) => (operation.clone(), background::free_name(deps)?),
    };
    let told = detached::told(context, makes.clone())?;
    let entry = background::begin_making(deps, OperationKind::Fork, operation, (&of.0, &of.1), told)?;
    detached::start(context, entry)?;
    show_made(context, &makes)
}

fn show_made(context: &Context, makes: &[Planned]) -> Result<Exit> {
    if context.ui.is_json() {
        let view = |planned: &Planned| ForkView {
            id: Some(planned.id.to_string()),
            name: Some(planned.name.to_string()),
            error: None,
        };
        context.ui.items("fork.v1", &makes.iter().map(view).collect::<Vec<_>>())?;
    } else {
        makes.iter().try_for_each(|planned| context.ui.line(planned.id.as_str()))?;
    }
    Ok(Exit::DONE)
}

/// What a reference means where sandboxes and snapshots can stand.
///
/// # Errors
/// `ambiguous` when it is both; `not_found`.
pub fn origin(context: &Context, reference: &str) -> Result<Origin> {
    let sandbox = |reference: &str| context.record(reference).map(|record| Origin::Sandbox(Box::new(record)));
    let snapshot = |reference: &str| {
        snapshots::resolve(&context.deps, reference).map(|manifest| Origin::Snapshot(Box::new(manifest)))
    };
    match reference.split_once(':') {
        Some(("sandbox", rest)) => return sandbox(rest),
        Some(("snapshot", rest)) => return snapshot(rest),
        _ => {}
    }
    match (sandbox(reference), snapshot(reference)) {
        (Ok(_), Ok(_)) => Err(Error::new(Kind::Ambiguous, format!("{reference} is a sandbox and a snapshot"))
            .hint(format!("write sandbox:{reference} or snapshot:{reference}"))),
        (Ok(origin), Err(_)) => Ok(origin),
        (Err(error), Ok(origin)) if error.kind() == Kind::NotFound => Ok(origin),
        (Err(error), Err(other)) if error.kind() == Kind::NotFound && other.kind() == Kind::NotFound => {
            Err(Error::new(Kind::NotFound, format!("no sandbox and no snapshot {reference:?}"))
                .hint("list them with: sandcastle ls, sandcastle snapshots ls"))
        }
        (Err(error), Err(other)) if error.kind() == Kind::NotFound => Err(other),
        (Err(error), _) => Err(error),
    }
}

/// The name of the `nth` of several, from 1.
pub(super) fn name_of(name: Option<&Name>, nth: u16, of: u16) -> Result<Option<Name>> {
    match name {
        Some(name) if of > 1 => format!("{name}-{nth}").parse().map(Some),
        other => Ok(other.cloned()),
    }
}

async fn wait_for(context: &Context, fork: Created, condition: &Condition, args: &Args) -> Result<Created> {
    match wait::run(&context.deps, &fork.record.id, condition, args.timeout.duration()).await {
        Ok(()) => Ok(fork),
        Err(error) => {
            kill::despite_signals(&context.deps, &fork.record.id).await?;
            Err(error.context(format!("waiting for {}", fork.record.name)).hint("that fork was removed again"))
        }
    }
}

fn show(context: &Context, forks: &[Result<Created>]) -> Result<Exit> {
    let mut first = None;
    let mut views = Vec::new();
    for fork in forks {
        match fork {
            Ok(Created { record, .. }) => {
                views.push(ForkView {
                    id: Some(record.id.to_string()),
                    name: Some(record.name.to_string()),
                    error: None,
                });
            }
            Err(error) => {
                first = first.or(Some(error));
                views.push(ForkView { id: None, name: None, error: Some(error.message().to_owned()) });
            }
        }
    }
    if context.ui.is_json() {
        if views.iter().any(|view| view.id.is_some()) {
            context.ui.items("fork.v1", &views)?;
        }
    } else {
        for id in views.iter().filter_map(|view| view.id.as_ref()) {
            context.ui.line(id)?;
        }
    }
    for error in forks.iter().filter_map(|fork| fork.as_ref().err()) {
        context.ui.failure(error);
    }
    Ok(first.map_or(Exit::DONE, Error::exit))
}
