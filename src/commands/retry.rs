//! `retry`: what failed is tried again.

use super::{Context, background as detached};
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::registry::journal::{Operation, OperationKind};
use crate::sandbox::duration::Span;
use crate::sandbox::id::Id;
use crate::sandbox::ops::background::{self, Subject};
use crate::sandbox::ops::{observe, start, stop};
use crate::ui::views::operation::OperationView;
use std::time::Duration;

/// Try the operation again that failed last on a sandbox.
///
/// What was started with --detach is started once more in the background, with the same arguments and in the same
/// folder, and waited for, unless --detach is given; Ctrl-C ends the waiting, not the work. Variables that were named
/// without a value (-e KEY) are taken from the present environment. A failed start or stop is tried again at once. Where
/// trying again would do harm, this command says why.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A sandbox, by name, id, or unique beginning of an id; or an operation, by its id
    #[arg(value_name = "SANDBOX")]
    subject: String,
    /// Do not wait for its end
    #[arg(short, long)]
    detach: bool,
    /// How long to wait at most
    #[arg(long, value_name = "DURATION", default_value = "10m")]
    timeout: Span,
}

/// Tries again.
///
/// # Errors
/// `wrong_state` when nothing failed, or it would do harm; as the operation fails once more.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let deps = &context.deps;
    let subject = background::subject(deps, &args.subject)?;
    let (failed, view) = begin(context, &subject).await?;
    let Some(view) = view else { return done(context, &failed) };
    if args.detach {
        return detached::show(context, &view);
    }
    let id: Id = view.id.parse()?;
    deps.step(format!("trying {} of {} again", failed.kind.verb(), failed.reference()));
    background::wait(deps, &Subject::Operation(id), args.timeout.duration()).await?;
    deps.step_done();
    done(context, &failed)
}

/// Tries again what failed, and gives what goes on in the background; otherwise it is done.
///
/// # Errors
/// As [`run`].
pub(super) async fn begin(context: &Context, subject: &Subject) -> Result<(Operation, Option<OperationView>)> {
    let failed = background::to_retry(&context.deps, subject).await?;
    if failed.background.is_none() {
        at_once(context, &failed).await?;
        return Ok((failed, None));
    }
    let entry = background::begin_again(&context.deps, &failed).await?;
    let view = detached::start_again(context, entry)?;
    Ok((failed, Some(view)))
}

async fn at_once(context: &Context, failed: &Operation) -> Result<()> {
    let (deps, id) = (&context.deps, &failed.sandbox);
    match failed.kind {
        OperationKind::Start => start::run(deps, id).await.map(drop),
        OperationKind::Stop => stop::run(deps, id, Duration::from_secs(10)).await.map(drop),
        kind => Err(Error::new(Kind::WrongState, format!("what {} was told is not kept", kind.verb()))
            .hint("give the command once more")),
    }
}

fn done(context: &Context, failed: &Operation) -> Result<Exit> {
    context.ui.end_progress();
    if context.ui.is_json() {
        match observe::record(&context.deps, &failed.sandbox) {
            Ok(record) => {
                context.ui.versioned("retry.v1", &serde_json::json!({ "id": record.id, "name": record.name }))?
            }
            Err(_) => context.ui.versioned("retry.v1", &serde_json::json!({ "id": failed.sandbox, "name": null }))?,
        }
    } else {
        context.ui.line(failed.reference())?;
    }
    Ok(Exit::DONE)
}
