//! All about one sandbox, in the live view: what `show` says, the steps and the log of its operation, and its jobs.

use crate::commands::{Context, show};
use crate::error::Result;
use crate::sandbox::id::Id;
use crate::sandbox::ops::{jobs, observe};
use crate::sandbox::status::State;
use crate::ui::views::exec::JobView;

/// The last lines of a log that are shown.
const LOG_LINES: usize = 200;

/// Its name, and the lines.
///
/// # Errors
/// `not_found`, `damaged`; failures of the engine.
pub(super) async fn of(context: &Context, id: &Id) -> Result<(String, Vec<String>)> {
    let sandbox = observe::look(&context.deps, id).await?;
    let now = crate::clock::now();
    let view = show::detail(context, &sandbox).await;
    let mut lines: Vec<String> =
        view.lines(now).into_iter().map(|(name, value)| format!("{name:<12} {value}")).collect();
    if let Some(container) = &sandbox.container {
        lines.push(format!("{:<12} {}", "engine says", container.status));
    }
    for step in sandbox.operation.iter().flat_map(|operation| &operation.steps) {
        lines.push(format!("{:<12} {:.0}  {}", "step", step.at, step.name));
    }
    if let Some(id) = sandbox.operation.as_ref().and_then(|operation| operation.id.as_ref()) {
        // Only what goes on in the background has a log.
        let said = std::fs::read_to_string(context.deps.registry.operation_log(id)).unwrap_or_default();
        let skipped = said.lines().count().saturating_sub(LOG_LINES);
        lines.extend(said.lines().skip(skipped).map(|line| format!("{:<12} {line}", "log")));
    }
    // Of a stopped one the guest would be started for it.
    if sandbox.state == State::Running {
        let jobs = jobs::list(&context.deps, &sandbox.record).await.unwrap_or_default();
        let line = |job| format!("{:<12} {}", "job", JobView::from(job).row(now).join("  "));
        lines.extend(jobs.into_iter().map(line));
    }
    Ok((sandbox.record.name.to_string(), lines))
}
