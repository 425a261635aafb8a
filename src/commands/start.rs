//! `start`: stopped sandboxes run again.

use super::background::{self, Detach};
use super::{Context, select};
use crate::error::Result;
use crate::exit::Exit;
use crate::registry::journal::OperationKind;
use crate::sandbox::duration::Span;
use crate::sandbox::ops::wait::{self, Condition};

/// Start stopped sandboxes.
///
/// One that runs stays as it is.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which.
    #[command(flatten)]
    selection: select::Selection,
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

/// Starts.
///
/// # Errors
/// As the selection's; failures of single sandboxes are shown and end in the code of the first.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let chosen = args.selection.choose(context).await?;
    if args.detach.is_wanted(context) {
        return background::hand_over_chosen(context, OperationKind::Start, chosen).await;
    }
    select::each(context, chosen, "start", false, async |selected| {
        let changed = crate::sandbox::ops::start::run(&context.deps, &selected.id).await?;
        if let Some(condition) = &args.wait {
            wait::run(&context.deps, &selected.id, condition, args.timeout.duration()).await?;
        }
        Ok(changed)
    })
    .await
}
