//! `stats`: what sandboxes use, once or again and again.

use super::Context;
use super::select::{Conditions, failed};
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::{observe, reconcile, stats};
use crate::ui::views::stats::{SCHEMA, StatsView};
use futures_util::future::join_all;
use futures_util::stream::{StreamExt, select_all};

/// Show what sandboxes use: processor, memory, processes, network and disk.
///
/// Without a name, all that run. The share of a processor needs two looks, which takes up to a second where the engine
/// looks once a second. Memory is without the page cache. What the engine does not count is shown as -.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Names, ids, or unique beginnings of ids
    #[arg(value_name = "SANDBOX")]
    sandboxes: Vec<String>,
    /// Which of them.
    #[command(flatten)]
    conditions: Conditions,
    /// Go on, about once a second, until they end; with --json one object a line
    #[arg(short, long)]
    follow: bool,
}

/// Reads and shows.
///
/// # Errors
/// Failures of single sandboxes are shown and end in the code of the first; failures of the engine.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    reconcile::abandoned(&context.deps).await?;
    let (records, failures) = choose(&args, context).await?;
    let first = failed(context, &failures);
    if !failures.is_empty() && records.is_empty() {
        return Ok(first);
    }
    let shown = if args.follow { follow(context, records).await } else { once(context, records).await };
    shown.map(|exit| if first == Exit::DONE { exit } else { first })
}

/// The sandboxes that are meant and count, and why others do not.
async fn choose(args: &Args, context: &Context) -> Result<(Vec<SandboxRecord>, Vec<Error>)> {
    let holds = args.conditions.test()?;
    if args.sandboxes.is_empty() {
        let (all, damaged) = observe::all(&context.deps).await?;
        let counted = all.into_iter().filter(|sandbox| holds(sandbox) && stats::require(sandbox).is_ok());
        return Ok((counted.map(|sandbox| sandbox.record).collect(), damaged));
    }
    let (mut records, mut failures) = (Vec::<SandboxRecord>::new(), Vec::new());
    for reference in &args.sandboxes {
        let found = async {
            let id = context.deps.registry.resolve(reference)?;
            let sandbox = observe::one(&context.deps, &id).await?;
            stats::require(&sandbox).map(|()| sandbox)
        };
        match found.await {
            Ok(sandbox) if holds(&sandbox) && records.iter().all(|record| record.id != sandbox.record.id) => {
                records.push(sandbox.record);
            }
            Ok(_) => {}
            Err(error) => failures.push(error),
        }
    }
    Ok((records, failures))
}

async fn once(context: &Context, records: Vec<SandboxRecord>) -> Result<Exit> {
    let reading = join_all(records.into_iter().map(|record| stats::once(&context.deps, record)));
    let readings = context.deps.signals.guard(async { Ok(reading.await) }).await?;
    let views: Vec<StatsView> = readings.iter().flatten().map(StatsView::from).collect();
    let failures = || readings.iter().filter_map(|reading| reading.as_ref().err());
    if !views.is_empty() || failures().next().is_none() {
        context.ui.list(SCHEMA, &views, |view| view.id.clone(), &StatsView::HEADERS, StatsView::row)?;
    }
    Ok(failed(context, failures()))
}

async fn follow(context: &Context, records: Vec<SandboxRecord>) -> Result<Exit> {
    let engine = context.deps.engine().await?;
    let streams = records.into_iter().map(|record| stats::follow(engine, record)).collect::<Result<Vec<_>>>()?;
    let mut readings = select_all(streams);
    let ui = &context.ui;
    if !ui.is_json() && !ui.is_quiet() {
        ui.line(&StatsView::line(&StatsView::HEADERS))?;
    }
    let mut exit = Exit::DONE;
    while let Some(reading) = context.deps.signals.guard(async { Ok(readings.next().await) }).await? {
        match reading.as_ref().map(StatsView::from) {
            Ok(view) if ui.is_json() => ui.versioned(SCHEMA, &view)?,
            Ok(view) if ui.is_quiet() => ui.line(&view.id)?,
            Ok(view) => ui.line(&StatsView::line(&view.row()))?,
            Err(error) => {
                ui.failure(error);
                exit = if exit == Exit::DONE { error.exit() } else { exit };
            }
        }
    }
    Ok(exit)
}
