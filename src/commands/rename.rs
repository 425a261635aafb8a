//! `rename`: a sandbox gets another name.

use super::{Context, select};
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::name::Name;

/// Give a sandbox another name, and print it.
///
/// Its id stays, and with it everything that is reached by it: files, address, URLs. It may be running, paused or stopped.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
    /// The new name: lower-case letters, digits and hyphens
    #[arg(value_name = "NEW_NAME")]
    name: Name,
}

/// Renames.
///
/// # Errors
/// `not_found`; `conflict` when another sandbox has the name.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let id = context.deps.registry.resolve(&args.sandbox)?;
    let chosen = select::Chosen::one(id, args.name.to_string());
    select::each(context, chosen, "rename", false, async |selected| {
        crate::sandbox::ops::rename::run(&context.deps, &selected.id, &args.name).await
    })
    .await
}
