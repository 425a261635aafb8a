//! `wait`: until work in the background has ended, or a sandbox is as it is needed.

use super::Context;
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::sandbox::duration::Span;
use crate::sandbox::ops::background::{self, Subject};
use crate::sandbox::ops::wait::{self, Condition};
use std::time::Instant;

/// Wait until what is under way on a sandbox has ended, or until it is as it is needed.
///
/// Without a condition: until no operation is under way on it, such as one that was started with --detach. If that
/// fails, or has failed, so does this command, with the same exit code. The id that --detach printed is taken as well.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A sandbox, by name, id, or unique beginning of an id; or an operation, by its id
    #[arg(value_name = "SANDBOX")]
    subject: String,
    /// running, ready, stopped, port:N or http:STATUS[@/path]
    #[arg(value_name = "CONDITION")]
    condition: Option<Condition>,
    /// How long at most
    #[arg(long, value_name = "DURATION", default_value = "60s")]
    timeout: Span,
}

/// Waits.
///
/// # Errors
/// `timed_out`, `not_found`; as the operation failed.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let begun = Instant::now();
    let subject = background::subject(&context.deps, &args.subject)?;
    let timeout = args.timeout.duration();
    context.deps.step(format!("waiting for {}", args.subject));
    background::wait(&context.deps, &subject, timeout).await?;
    if let Some(condition) = &args.condition {
        let Subject::Sandbox(id) = &subject else {
            return Err(Error::usage(format!("{} is an operation: a condition is one of a sandbox", args.subject)));
        };
        let left = timeout.saturating_sub(begun.elapsed());
        wait::run(&context.deps, id, condition, left).await?;
    }
    context.deps.step_done();
    context.ui.end_progress();
    if context.ui.is_json() {
        let waited_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        context.ui.versioned("wait.v1", &serde_json::json!({ "subject": args.subject, "waited_ms": waited_ms }))?;
    }
    Ok(Exit::DONE)
}
