//! `modify`: limits, environment, labels, ports and times of a sandbox that is there.

use super::Context;
use super::limit_options::LimitOptions;
use super::sandbox_options::{distinct, environment};
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::sandbox::change::Wanted;
use crate::sandbox::duration::Span;
use crate::sandbox::labels;
use crate::sandbox::ops::modify;
use crate::sandbox::port::Port;
use crate::sandbox::spec;
use crate::ui::views::modify::{ModifyView, SCHEMA};
use std::ffi::OsString;

/// Change a sandbox that is there, and print what is different.
///
/// Limits, labels, ports, what it may reach and times count at once, without a restart; variables count for commands
/// that begin from now on. With --restart it is stopped and started again, so that everything in it has them, and memory can go below what is in
/// use. It may be stopped or paused: limits then count from its next start. Image, user, working directory, network and
/// profile are fixed when a sandbox is made; fork makes one that begins as it is and has others.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
    /// How much it may use.
    #[command(flatten)]
    limits: LimitOptions,
    /// A variable of its default environment: KEY=VALUE, or KEY with the caller's value
    #[arg(short, long, value_name = "KEY[=VALUE]")]
    env: Vec<OsString>,
    /// A variable that goes
    #[arg(long, value_name = "KEY")]
    unset_env: Vec<String>,
    /// A label
    #[arg(short, long, value_name = "KEY=VALUE")]
    label: Vec<String>,
    /// A label that goes
    #[arg(long, value_name = "KEY")]
    remove_label: Vec<String>,
    /// A port, in place of those that were declared; the first one is the default of get-host
    #[arg(short, long, value_name = "PORT")]
    port: Vec<Port>,
    /// What it may reach: public, open, none, or rules as with init, separated by commas
    #[arg(long, value_name = "POLICY")]
    egress: Vec<String>,
    /// This long from now gc may remove it; 0 is never
    #[arg(long, value_name = "DURATION")]
    ttl: Option<Span>,
    /// After this long without work, 60s to 1d, gc stops it; 0 is never
    #[arg(long, value_name = "DURATION", value_parser = idle)]
    idle: Option<Span>,
    /// Stop it for the change and start it again, if it runs
    #[arg(long)]
    restart: bool,
    /// Print what would be different, and do nothing
    #[arg(long)]
    dry_run: bool,
}

fn idle(text: &str) -> Result<Span> {
    let span: Span = text.parse()?;
    if span.is_zero() { Ok(span) } else { spec::idle(text) }
}

/// Modifies.
///
/// # Errors
/// `not_found`; `usage` when nothing is to be different; as the operation.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let wanted = wanted(&args, context)?;
    let id = context.deps.registry.resolve(&args.sandbox)?;
    let modified = modify::run(&context.deps, &id, &wanted, args.dry_run, args.restart).await?;
    context.ui.end_progress();
    let view = ModifyView::of(modified, args.dry_run);
    if context.ui.is_json() {
        context.ui.versioned(SCHEMA, &view)?;
    } else if context.ui.is_quiet() {
        context.ui.line(&view.id)?;
    } else if view.changes.is_empty() {
        context.ui.note("nothing is different");
    } else {
        context.ui.table(&ModifyView::HEADERS, &view.rows())?;
    }
    Ok(Exit::DONE)
}

fn wanted(args: &Args, context: &Context) -> Result<Wanted> {
    let or_never = |span: Span| Some(span).filter(|span| !span.is_zero());
    let changed = args.limits != LimitOptions::default() || !args.env.is_empty();
    let changed = changed || !args.unset_env.is_empty() || !args.label.is_empty() || !args.remove_label.is_empty();
    let changed =
        changed || !args.port.is_empty() || args.ttl.is_some() || args.idle.is_some() || !args.egress.is_empty();
    if !changed {
        return Err(Error::usage("nothing is to be different")
            .hint("say what: --memory, --cpus, --pids, --env, --label, --port, --egress, --ttl or --idle"));
    }
    Ok(Wanted {
        cpus: args.limits.cpus,
        memory: args.limits.memory,
        pids: args.limits.pids,
        env: environment(&args.env, &[], context)?,
        unset_env: args.unset_env.clone(),
        labels: args.label.iter().map(|label| labels::parse(label)).collect::<Result<_>>()?,
        remove_labels: args.remove_label.clone(),
        ports: (!args.port.is_empty()).then(|| distinct(&args.port)),
        egress: (!args.egress.is_empty()).then(|| args.egress.join(",").parse()).transpose()?,
        ttl: args.ttl.map(or_never),
        idle: args.idle.map(or_never),
    })
}
