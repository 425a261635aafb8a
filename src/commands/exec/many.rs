//! `exec --all`: one command in several sandboxes at once, and one exit code.

use super::Args;
use super::streams::{CAPTURE, Format, capture, remark, unless_closed};
use crate::commands::{Context, select};
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::guest::protocol::{self, Ended};
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::exec::{self, Attached, Outcome, our_failure};
use crate::ui::views::exec::{Attributed, ExecView, Origin};
use futures_util::stream::{self, StreamExt};
use serde::Serialize;
use std::cell::Cell;

/// How many sandboxes are worked in at once unless asked otherwise.
const AT_ONCE: u16 = 8;
/// The least of each stream that `--json` holds of each sandbox.
const LEAST_CAPTURE: usize = 64 << 10;

/// What is the same for all sandboxes.
struct Shared {
    /// The length of the longest name.
    width: usize,
    /// How many bytes of each stream are kept of each.
    limit: usize,
    /// The reader of our output has gone.
    closed: Cell<bool>,
}

/// What came of the command in one sandbox.
enum Done {
    /// It runs as a job of this id.
    Job(String),
    /// It ended, and its output was shown.
    Shown(Exit, Option<Ended>),
    /// It ended, and this is its output; none when nobody waits for it.
    Captured(Exit, Option<ExecView>),
    /// A signal came before it was started, or the reader of our output went away.
    NotStarted,
}

/// Runs the command in every sandbox that is meant.
///
/// # Errors
/// Failures of the listing; `interrupted` or `terminated` when a signal kept some from being started. A failure in
/// one sandbox is shown, and the others go on.
pub(super) async fn run(args: &Args, context: &Context, command: protocol::Exec) -> Result<Exit> {
    let (records, damaged) = args.conditions.running(context).await?;
    if records.is_empty() && damaged.is_empty() {
        return Err(select::none_runs());
    }
    let shared = Shared {
        width: records.iter().map(|record| record.name.as_str().len()).max().unwrap_or_default(),
        limit: (CAPTURE / records.len().max(1)).max(LEAST_CAPTURE),
        closed: Cell::new(false),
    };
    // Also between one command's end and the next one's start.
    let handing_on = context.deps.signals.hand_on();
    let mut done: Vec<(usize, Result<Done>)> = stream::iter(records.iter().enumerate())
        .map(|(place, record)| {
            let (command, shared) = (command.clone(), &shared);
            async move { (place, one(args, context, record, command, shared).await) }
        })
        .buffer_unordered(usize::from(args.parallel.unwrap_or(AT_ONCE)))
        .collect()
        .await;
    drop(handing_on);
    done.sort_by_key(|(place, _)| *place);
    let done = records.iter().zip(done.into_iter().map(|(_, done)| done)).collect();
    report(args, context, done, damaged)
}

fn origin(record: &SandboxRecord) -> Origin {
    Origin { sandbox: record.id.to_string(), name: record.name.to_string() }
}

async fn one(
    args: &Args,
    context: &Context,
    record: &SandboxRecord,
    command: protocol::Exec,
    shared: &Shared,
) -> Result<Done> {
    if shared.closed.get() || context.deps.signals.check().is_err() {
        return Ok(Done::NotStarted);
    }
    let command = args.secrets.deliver(context, record, command).await?;
    if args.detach {
        return exec::detached(&context.deps, record, command).await.map(|id| Done::Job(id.to_string()));
    }
    if context.ui.is_json() {
        return capture(context, record, command, None, shared.limit)
            .await
            .map(|(exit, view)| Done::Captured(exit, view));
    }
    let events = args.stream == Some(Format::Jsonl);
    let sink = if events {
        context.ui.jsonl_events(Some(origin(record)))
    } else {
        context.ui.prefixed_streams(record.name.as_str(), shared.width)
    };
    let outcome = exec::attached(&context.deps, record, command, Attached { stdin: None, sizes: None, sink }).await?;
    let exit = outcome.exit();
    let Outcome::Ended(ended) = outcome else {
        shared.closed.set(true);
        return Ok(Done::Shown(exit, None));
    };
    if events {
        let (ui, origin, view) = (context.ui.clone(), origin(record), ExecView::without_output(exit, ended.clone()));
        // Not on this thread: a slow reader of stdout must not keep the other sandboxes from hearing Ctrl-C.
        let written = tokio::task::spawn_blocking(move || ui.jsonl_end(Some(origin), &view)).await;
        let written = written.map_err(|cause| Error::new(Kind::Failed, "writing the output").because(cause))?;
        if written.as_ref().is_err_and(|error| error.kind() == Kind::ClosedPipe) {
            shared.closed.set(true);
        }
        return Ok(Done::Shown(unless_closed(exit, written)?, Some(ended)));
    }
    Ok(Done::Shown(exit, Some(ended)))
}

#[derive(Serialize)]
struct JobOf {
    id: String,
}

/// Shows what is shown only at the end, in the order of the listing; the exit code.
fn report(
    args: &Args,
    context: &Context,
    done: Vec<(&SandboxRecord, Result<Done>)>,
    damaged: Vec<Error>,
) -> Result<Exit> {
    let (mut jobs, mut views, mut failures, mut waiting) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut first = None;
    for (record, done) in done {
        let exit = match done {
            Ok(Done::Job(id)) => {
                jobs.push(Attributed { origin: origin(record), value: JobOf { id } });
                Exit::DONE
            }
            Ok(Done::Shown(exit, ended)) => {
                if let Some(ended) = ended {
                    remark(context, record, args.timeout, &ended, &format!("{}: ", record.name));
                }
                exit
            }
            Ok(Done::Captured(exit, view)) => {
                views.extend(view.map(|value| Attributed { origin: origin(record), value }));
                exit
            }
            Ok(Done::NotStarted) => {
                waiting.push(record.name.as_str());
                Exit::DONE
            }
            Err(error) => {
                let error = our_failure(error).context(&record.name);
                let exit = error.exit();
                failures.push(error);
                exit
            }
        };
        first = first.or(Some(exit).filter(|exit| *exit != Exit::DONE));
    }
    failures.extend(damaged.into_iter().map(our_failure));
    if !context.ui.is_json() {
        for job in &jobs {
            context.ui.line(&job.value.id)?;
        }
    } else if args.detach && (failures.is_empty() || !jobs.is_empty()) {
        context.ui.items("job.v1", &jobs)?;
    } else if !args.detach && (failures.is_empty() || !views.is_empty()) {
        context.ui.items("exec.v1", &views)?;
    }
    let failed = select::failed(context, &failures);
    if let Err(stopped) = context.deps.signals.check() {
        // The commands were told, and what they answered is theirs; the whole was stopped.
        return if waiting.is_empty() {
            Ok(stopped.exit())
        } else {
            Err(stopped.context(format!("not started in {}", waiting.join(", "))))
        };
    }
    Ok(first.unwrap_or(failed))
}
