//! `image rm`: images that nothing is made of go.

use crate::commands::{Context, select};
use crate::error::{Kind, Result};
use crate::exit::Exit;
use crate::sandbox::ops::images::{self, Listed};
use crate::ui::views::sandbox::ActionView;

/// Remove images that sandcastle built.
///
/// One that a sandbox is made of, or a snapshot is a difference to, is kept: exit code 6. More than one image needs a
/// confirmation, or --yes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Names, ids, or unique beginnings of ids
    #[arg(value_name = "IMAGE", required = true)]
    images: Vec<String>,
    /// An image that does not exist is fine
    #[arg(long)]
    ignore_not_found: bool,
    /// List what would be removed, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Removes.
///
/// # Errors
/// `confirmation_required`; failures of single images are shown and end in the code of the first.
pub(super) async fn run(args: Args, context: &Context) -> Result<Exit> {
    let all = images::all(&context.deps).await?;
    let mut chosen: Vec<&Listed> = Vec::new();
    let mut failures = Vec::new();
    for reference in &args.images {
        match images::find(&all, reference) {
            Ok(found) if chosen.iter().any(|other| other.image.id == found.image.id) => {}
            Ok(found) => chosen.push(found),
            Err(error) if args.ignore_not_found && error.kind() == Kind::NotFound => {}
            Err(error) => failures.push(error),
        }
    }
    if chosen.len() > 1 && !args.dry_run {
        context.ui.confirm(&format!("remove {} images?", chosen.len()))?;
    }
    let mut views = Vec::new();
    for listed in chosen {
        let done =
            if args.dry_run { images::require_unused(listed) } else { images::remove(&context.deps, listed).await };
        match done {
            Ok(()) => views.push(ActionView {
                id: listed.image.id.clone(),
                name: listed.image.tags.first().unwrap_or(&listed.image.id).clone(),
                action: "image rm",
                changed: true,
                dry_run: args.dry_run,
            }),
            Err(error) => failures.push(error),
        }
    }
    select::told(context, &views, &failures)
}
