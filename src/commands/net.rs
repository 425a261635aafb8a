//! `net`: what sandboxes reach, and what they were refused.

mod log;
mod test;

use super::Context;
use crate::error::Result;
use crate::exit::Exit;

/// Look at the network of a sandbox as its egress policy makes it.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Log(log::Args),
    Test(test::Args),
}

/// Does it.
///
/// # Errors
/// `usage`, `not_found`, `wrong_state`; failures of the engine.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    match args.command {
        Command::Log(args) => log::run(args, context).await,
        Command::Test(args) => test::run(args, context).await,
    }
}
