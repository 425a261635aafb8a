//! `ls`: the sandboxes of this home, once or as they change.

use super::{Context, live, select::Conditions};
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::ops::observe::Sandbox;
use crate::sandbox::ops::watch::{self, Watch};
use crate::ui::views::change::{self, Change, Changes};
use crate::ui::views::sandbox::{SCHEMA, SandboxView};

/// List the sandboxes of this home.
///
/// The oldest comes first. With --watch the list is shown as it changes: on a terminal as the live view of `top`, elsewhere and with --json
/// or -q as one line a change, after one for each sandbox that is there at first.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which of them.
    #[command(flatten)]
    conditions: Conditions,
    /// Go on, and show each change
    #[arg(short, long)]
    watch: bool,
}

/// Lists.
///
/// # Errors
/// Failures of the engine; a damaged record is only a warning.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit> {
    let holds = args.conditions.test()?;
    if args.watch && context.ui.has_screen() {
        return live::run(context, holds).await;
    }
    if args.watch {
        return context.deps.signals.guard(follow(context, holds)).await;
    }
    let (sandboxes, damaged) = watch::look(&context.deps).await?;
    let views: Vec<SandboxView> = sandboxes.iter().filter(|sandbox| holds(sandbox)).map(SandboxView::of).collect();
    let now = crate::clock::now();
    context.ui.list(SCHEMA, &views, |view| view.id.clone(), &SandboxView::HEADERS, |view| view.row(now))?;
    for error in damaged {
        context.ui.warning(error.message());
    }
    Ok(Exit::DONE)
}

/// One line a change, until the reader has gone. An engine that goes away is told of once, and waited for.
async fn follow(context: &Context, holds: impl Fn(&Sandbox) -> bool) -> Result<Exit> {
    let mut signs = Watch::begin(&context.deps).await?;
    let mut looked = watch::look(&context.deps).await?;
    let (mut changes, mut told) = (Changes::default(), false);
    loop {
        let views = looked.0.iter().filter(|sandbox| holds(sandbox)).map(SandboxView::of).collect();
        for change in changes.since(views, crate::clock::now()) {
            print(context, &change)?;
        }
        looked = loop {
            tokio::select! {
                () = signs.changed() => {}
                gone = context.ui.unheard() => return Err(gone),
            }
            match watch::look(&context.deps).await {
                Ok(looked) => break looked,
                Err(error) if !told => context.ui.warning(&format!("{}; waiting for it", error.message())),
                Err(_) => {}
            }
            told = true;
        };
        told = false;
    }
}

fn print(context: &Context, change: &Change) -> Result<()> {
    match (context.ui.is_json(), context.ui.is_quiet()) {
        (true, _) => context.ui.versioned(change::SCHEMA, change),
        (_, true) => context.ui.line(&change.sandbox.id),
        _ => context.ui.line(&change.line()),
    }
}
