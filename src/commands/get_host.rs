//! `get-host`: where a sandbox's port is reached.

use super::Context;
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::ops::route;
use crate::sandbox::port::Port;
use crate::ui::views::sandbox::EndpointView;

/// Print the URL of a sandbox's port.
///
/// Without PORT it is the first --port of `init`, else 8000. Any port works without having been declared, except where
/// the setting route.address publishes only declared ones. With no proxy set up the URL is the sandbox's own address
/// on the bridge, which works at once from this machine.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
    /// The port inside the sandbox
    #[arg(value_name = "PORT")]
    port: Option<Port>,
    /// Print host and port alone
    #[arg(long)]
    host: bool,
}

/// Prints.
///
/// # Errors
/// `not_found`; `wrong_state` for a sandbox without a network or a port that is not published.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let id = context.deps.registry.resolve(&args.sandbox)?;
    let view: EndpointView = route::endpoint(&context.deps, &id, args.port).await?.into();
    if context.ui.is_json() {
        context.ui.versioned("endpoint.v1", &view)?;
    } else {
        context.ui.line(if args.host { &view.authority } else { &view.url })?;
    }
    Ok(Exit::DONE)
}
