//! `image`: the images that sandboxes are made of.

mod build;
mod rm;

use super::Context;
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::ops::images;
use crate::ui::views::image::{ImageView, SCHEMA};

/// Build, list and remove images for sandboxes.
///
/// Any image of the engine can be used with `init --image`; these are the ones that sandcastle built.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Build(build::Args),
    /// List the images that sandcastle built, the newest first
    Ls,
    Rm(rm::Args),
}

/// Does it.
///
/// # Errors
/// Failures of the engine; `usage`, `not_found`, `wrong_state`.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit> {
    match args.command {
        Command::Build(args) => build::run(args, context).await,
        Command::Ls => ls(context).await,
        Command::Rm(args) => rm::run(args, context).await,
    }
}

async fn ls(context: &Context) -> Result<Exit> {
    let views: Vec<ImageView> = images::all(&context.deps).await?.iter().map(ImageView::from).collect();
    let now = crate::clock::now();
    context.ui.list(SCHEMA, &views, |view| view.id.clone(), &ImageView::HEADERS, |view| view.row(now))?;
    Ok(Exit::DONE)
}
