//! `init`: a new sandbox.

use super::background::{self as detached, Detach};
use super::sandbox_options::{SandboxOptions, from_settings};
use super::sync::SyncFrom;
use super::{Context, pool, remote};
use crate::error::Result;
use crate::exit::Exit;
use crate::registry::background::Planned;
use crate::registry::journal::OperationKind;
use crate::registry::record::SandboxRecord;
use crate::sandbox::duration::Span;
use crate::sandbox::id::Id;
use crate::sandbox::name::Name;
use crate::sandbox::ops::create::{self, IfExists, Made, Request};
use crate::sandbox::ops::image::{Choice, builtin_tag};
use crate::sandbox::ops::pool::claim;
use crate::sandbox::ops::sync::{self, Pull};
use crate::sandbox::ops::wait::{self, Condition};
use crate::sandbox::ops::{background, kill, observe, storage};
use crate::sandbox::spec;
use crate::snapshot::remote::versions::Versions;
use crate::ui::views::sandbox::{MadeView, SCHEMA, SandboxView};

/// Make a sandbox and print its id.
///
/// It has 2 GiB of memory without swap, 2 CPUs, 512 processes, eight capabilities, an address of its own and no way to
/// other sandboxes, unless the options or the configuration say otherwise. It runs until it is stopped or killed.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A name for it: lower-case letters, digits and hyphens [default: made up]
    #[arg(long)]
    name: Option<Name>,
    /// The image, by the engine's name for it [default: the built-in one]
    #[arg(long, value_parser = spec::image)]
    image: Option<String>,
    /// Limits, environment, network and the like.
    #[command(flatten)]
    options: SandboxOptions,
    /// What to do when the name is taken
    #[arg(long, value_name = "WHAT", default_value = "fail", requires = "name")]
    if_exists: IfExistsArg,
    /// Fill a path from a version in object storage before anything runs: s3://bucket/prefix[@VERSION]:/path[:ro]; with
    /// `:ro` it belongs to root and nobody else may write it
    #[arg(long, value_name = "VERSION:PATH")]
    sync_from: Vec<SyncFrom>,
    /// Wait until it is running, ready, port:N or http:STATUS[@/path]
    #[arg(long, value_name = "CONDITION")]
    wait: Option<Condition>,
    /// How long --wait may take
    #[arg(long, value_name = "DURATION", default_value = "60s", requires = "wait")]
    timeout: Span,
    /// Whether to stay.
    #[command(flatten)]
    detach: Detach,
}

/// What to do when the name is taken.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum IfExistsArg {
    /// End with exit 5
    Fail,
    /// Print the id of the one that is there, started if it was stopped
    Reuse,
    /// Kill the one that is there first
    Replace,
}

/// Makes it.
///
/// # Errors
/// `usage`, `conflict`, `engine_unreachable`, `not_found` for the image; nothing is left then.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit> {
    let request = request(&args, context)?;
    // What waits in the pool shows that this machine is ready.
    if !may_wait(context, &request)? {
        super::setup::make_ready(context, request.image == Choice::Builtin).await?;
    }
    let fills = args.sync_from.iter().map(|fill| Ok((fill, remote::versions(context, &fill.from, None)?)));
    let fills = fills.collect::<Result<Vec<_>>>()?;
    if args.detach.is_wanted(context) {
        return begin(context, &args, request).await;
    }
    let request = promised(context, request, 0);
    let created = create::run(&context.deps, &request).await?;
    let record = created.record;
    let reused = created.made == Made::Reused;
    if reused && !fills.is_empty() {
        context.ui.note(&format!("{} was there already: it keeps its files, and nothing was pulled", record.name));
    } else {
        for (fill, versions) in &fills {
            if let Err(error) = pull(context, &record, fill, versions).await {
                let error = error.context(format!("filling {} of {}", fill.path, record.name));
                return Err(match kill::despite_signals(&context.deps, &record.id).await {
                    Ok(()) => error.hint("the new sandbox was removed again"),
                    Err(_) => error.hint(format!("remove the new sandbox: sandcastle kill {}", record.id)),
                });
            }
        }
    }
    if let Some(condition) = &args.wait
        && let Err(error) = wait::run(&context.deps, &record.id, condition, args.timeout.duration()).await
    {
        // Whoever did not get an id could not kill it.
        let error = error.context(format!("waiting for {}", record.name));
        if reused {
            return Err(error);
        }
        kill::despite_signals(&context.deps, &record.id).await?;
        return Err(error.hint("the new sandbox was removed again"));
    }
    let told = show(context, &record.id, Some(created.made)).await;
    if !reused {
        pool::fill_up(context);
    }
    told.map_err(|error| error.hint(format!("the sandbox runs all the same: {}", record.id)))
}

/// Whether something in the pool may be what is asked for.
fn may_wait(context: &Context, request: &Request) -> Result<bool> {
    let members = context.deps.registry.pool()?;
    Ok(match &request.image {
        Choice::Builtin => members.iter().any(|member| member.spec.image == builtin_tag()),
        Choice::Named(_) | Choice::Found(_) => !members.is_empty(),
    })
}

/// Gives id and name out, and leaves the rest to the background.
async fn begin(context: &Context, args: &Args, request: Request) -> Result<Exit> {
    let name = request.name.clone().map_or_else(|| background::free_name(&context.deps), Ok)?;
    if let Some(there) = create::existing(&context.deps, &request, &name).await? {
        return show(context, &there.id, Some(Made::Reused)).await;
    }
    // What is refused is refused here, and not when nobody looks any more.
    storage::check(&context.deps, context.deps.engine().await?, &request.storage)?;
    // What waits is there at once.
    if args.sync_from.is_empty()
        && args.wait.is_none()
        && let Some(claimed) = claim(&context.deps, context.deps.engine().await?, &request, None).await?
    {
        let told = show(context, &claimed.record.id, Some(claimed.made)).await;
        pool::fill_up(context);
        return told;
    }
    let id = Id::random()?;
    let makes = vec![Planned { id: id.clone(), name: name.clone(), spec: request.wanted() }];
    let told = detached::told(context, makes)?;
    let entry = background::begin_making(&context.deps, OperationKind::Create, Id::random()?, (&id, &name), told)?;
    detached::start(context, entry)?;
    show(context, &id, None).await
}

/// The request, for the id and name that were given out before the work was handed over.
pub(super) fn promised(context: &Context, request: Request, nth: usize) -> Request {
    match context.worker.as_ref().and_then(|worker| worker.makes.get(nth)) {
        Some(planned) => Request { id: Some(planned.id.clone()), name: Some(planned.name.clone()), ..request },
        None => request,
    }
}

async fn show(context: &Context, id: &Id, made: Option<Made>) -> Result<Exit> {
    if context.ui.is_json() {
        let sandbox = SandboxView::of(&observe::look(&context.deps, id).await?);
        context.ui.versioned(SCHEMA, &MadeView { sandbox, made })?;
    } else {
        context.ui.line(id.as_str())?;
    }
    Ok(Exit::DONE)
}

async fn pull(context: &Context, record: &SandboxRecord, fill: &SyncFrom, versions: &Versions) -> Result<()> {
    context.deps.step(format!("pulling {} into {}", fill.from, fill.path));
    let path = fill.path.clone().into_bytes();
    let wanted = Pull { path, version: fill.from.version, delete: false, read_only: fill.read_only };
    sync::pull(&context.deps, record, wanted, versions).await?;
    context.deps.step_done();
    Ok(())
}

fn request(args: &Args, context: &Context) -> Result<Request> {
    let base = Request {
        name: args.name.clone(),
        if_exists: match args.if_exists {
            IfExistsArg::Fail => IfExists::Fail,
            IfExistsArg::Reuse => IfExists::Reuse,
            IfExistsArg::Replace => IfExists::Replace,
        },
        ..from_settings(context, args.image.clone())
    };
    args.options.over(base, context)
}
