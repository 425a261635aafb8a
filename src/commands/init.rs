//! `init`: a new sandbox.

use super::sandbox_options::{SandboxOptions, from_settings};
use super::sync::SyncFrom;
use super::{Context, remote};
use crate::error::Result;
use crate::exit::Exit;
use crate::registry::record::SandboxRecord;
use crate::sandbox::duration::Span;
use crate::sandbox::name::Name;
use crate::sandbox::ops::create::{self, IfExists, Request};
use crate::sandbox::ops::image::Choice;
use crate::sandbox::ops::sync::{self, Pull};
use crate::sandbox::ops::wait::{self, Condition};
use crate::sandbox::ops::{kill, observe};
use crate::sandbox::spec;
use crate::snapshot::remote::versions::Versions;
use crate::ui::views::sandbox::{SCHEMA, SandboxView};

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
    super::setup::make_ready(context, request.image == Choice::Builtin).await?;
    let fills = args.sync_from.iter().map(|fill| Ok((fill, remote::versions(context, &fill.from, None)?)));
    let fills = fills.collect::<Result<Vec<_>>>()?;
    let created = create::run(&context.deps, &request).await?;
    let record = created.record;
    if created.reused && !fills.is_empty() {
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
        if created.reused {
            return Err(error);
        }
        kill::despite_signals(&context.deps, &record.id).await?;
        return Err(error.hint("the new sandbox was removed again"));
    }
    if context.ui.is_json() {
        let sandbox = observe::one(&context.deps, &record.id).await?;
        context.ui.versioned(SCHEMA, &SandboxView::of(&sandbox))?;
    } else {
        let told = context.ui.line(record.id.as_str());
        told.map_err(|error| error.hint(format!("the sandbox runs all the same: {}", record.id)))?;
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
