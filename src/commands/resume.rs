//! `resume`: paused sandboxes go on.

use super::{Context, select};
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::ops::pause;

/// Let paused sandboxes go on.
///
/// Their processes go on where they stood. One that runs stays as it is; a stopped one is for `sandcastle start`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which.
    #[command(flatten)]
    selection: select::Selection,
}

/// Resumes.
///
/// # Errors
/// As the selection's; failures of single sandboxes are shown and end in the code of the first.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let chosen = args.selection.choose(context).await?;
    select::each(context, chosen, "resume", false, async |selected| pause::resume(&context.deps, &selected.id).await)
        .await
}
