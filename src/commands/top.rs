//! `top`: all sandboxes on one screen that follows them.

use super::{Context, live, select::Conditions};
use crate::error::Result;
use crate::exit::Exit;
use crate::ui;

/// Watch all sandboxes on one screen.
///
/// State, operation, processor, memory, network, disk, age and time left of each, as they change. Keys choose, order and filter, show all about one,
/// and stop, kill or retry it; ? lists them. q or Ctrl-C leaves. Needs a terminal.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which of them.
    #[command(flatten)]
    conditions: Conditions,
}

/// Watches.
///
/// # Errors
/// `usage` without a terminal; `interrupted`; failures of the first look. Later ones are shown, and it goes on trying.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit> {
    let holds = args.conditions.test()?;
    if !context.ui.has_screen() {
        return Err(ui::live::no_screen());
    }
    live::run(context, holds).await
}
