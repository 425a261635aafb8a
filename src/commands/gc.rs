//! `gc`: what is over is cleared away.

mod cron;

use super::{Context, pool, select::Conditions};
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::duration::Span;
use crate::sandbox::ops::gc::{self, Report, Request};
use crate::sandbox::ops::observe::Sandbox;
use crate::sandbox::ops::schedule::Every;
use crate::ui::views::gc::{GcItemView, GcView, SCHEMA};

/// Clear away what is over, and stop what is idle.
///
/// Without options: sandboxes whose ttl has passed are removed; those that have been idle for longer than their own idle
/// time are stopped, their files kept; temporary ones that are stopped are removed; operations whose process is gone are
/// finished or taken back; and what is left of sandboxes that are gone goes: containers without a record, records
/// without a container, routes, networks, volumes, files, logs, and images of other versions that this home has built.
/// What has waited in the pool for too long, or no longer fits, is made anew.
///
/// Nothing is asked: the options are the consent. Running work (a command, a job, a shell, a transfer) spares a sandbox
/// from --older-than, and counts as busy for --idle; `keepalive` spares it from both and from its ttl. What carries
/// another home's label, or none of ours, is never touched, nor what is at work, nor leftovers younger than a minute.
///
/// One line a thing: what was done, with what, and why. The exit code is 1 if something could not be removed.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Remove sandboxes that were made longer ago than this, unless something runs in them; failed creations, too
    #[arg(long, value_name = "DURATION")]
    older_than: Option<Span>,
    /// Stop sandboxes in which nothing ran for so long: no command, job, shell or transfer, no traffic, hardly any CPU
    #[arg(long, value_name = "DURATION")]
    idle: Option<Span>,
    /// Name operations whose process lives, but which have not moved for so long; they are not ended
    #[arg(long, value_name = "DURATION", default_value = "5m")]
    stuck: Span,
    /// Which sandboxes; with these nothing but sandboxes is looked at.
    #[command(flatten)]
    conditions: Conditions,
    /// List what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Run gc with these options again and again: by a timer of your systemd session, else by your crontab
    #[arg(long, conflicts_with = "remove_cron")]
    install_cron: bool,
    /// How often: 1m to 30m, 1h to 12h, hourly or daily
    #[arg(long, value_name = "INTERVAL", default_value = "10m", requires = "install_cron")]
    every: Every,
    /// Remove what --install-cron has added, and nothing else
    #[arg(long)]
    remove_cron: bool,
}

/// Clears away.
///
/// # Errors
/// `usage`; `engine_unreachable`. What could not be removed is shown and ends in code 1.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    if args.install_cron {
        return cron::install(&args, context).await;
    }
    if args.remove_cron {
        return cron::remove(&args, context).await;
    }
    let request = Request {
        older_than: args.older_than.map(Span::duration),
        idle: args.idle.map(Span::duration),
        stuck: args.stuck.duration(),
        pool_age: context.settings.pool_max_age(),
        dry_run: args.dry_run,
    };
    let holds = args.conditions.test()?;
    let chosen: Option<&dyn Fn(&Sandbox) -> bool> = if args.conditions.any() { Some(&holds) } else { None };
    let mut report = Report::default();
    let ended = gc::run(&context.deps, &request, chosen, &mut report).await;
    context.ui.end_progress();
    if report.pool_shrank() && !args.dry_run {
        pool::fill_up(context);
    }
    // What was done before Ctrl-C was done.
    if ended.is_ok() || !report.items.is_empty() {
        show(context, &report, args.dry_run)?;
    }
    ended?;
    let failures = report.items.iter().filter_map(|item| item.error.as_ref()).chain(&report.failures);
    Ok(if failures.map(|error| context.ui.failure(error)).count() > 0 { Exit::FAILED } else { Exit::DONE })
}

fn show(context: &Context, report: &Report, dry_run: bool) -> Result<()> {
    let view = GcView::of(&report.items, dry_run);
    if context.ui.is_json() {
        return context.ui.versioned(SCHEMA, &view);
    }
    if context.ui.is_quiet() {
        return view.items.iter().filter(|item| item.acts()).try_for_each(|item| context.ui.line(&item.id));
    }
    if view.items.is_empty() {
        context.ui.note("nothing is over");
        return Ok(());
    }
    let rows: Vec<Vec<String>> = view.items.iter().map(|item| item.row(dry_run)).collect();
    context.ui.table(&GcItemView::HEADERS, &rows)
}

impl Args {
    /// The same options as words, for who runs it later.
    fn words(&self) -> Vec<String> {
        let span = |name: &str, value: Option<Span>| value.map(|value| format!("--{name}={value}"));
        let stuck = Some(self.stuck).filter(|stuck| *stuck != Span::seconds(300));
        let spans = [span("older-than", self.older_than), span("idle", self.idle), span("stuck", stuck)];
        let labels = self.conditions.label.iter().map(|label| format!("--label={label}"));
        let filters = self.conditions.filter.iter().map(|filter| format!("--filter={filter}"));
        let account = self.conditions.account.iter().map(|account| format!("--account={account}"));
        spans.into_iter().flatten().chain(labels).chain(filters).chain(account).collect()
    }
}
