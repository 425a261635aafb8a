//! `restore`: a sandbox becomes what it was.

use super::Context;
use super::background::{self, Detach};
use crate::error::Result;
use crate::exit::Exit;
use crate::registry::journal::OperationKind;
use crate::sandbox::duration::Span;
use crate::sandbox::ops::wait::{self, Condition};
use crate::sandbox::ops::{observe, restore, snapshots};
use crate::ui::views::snapshot::RestoredView;

/// Make a sandbox what it was when a snapshot was taken.
///
/// Files become those of the snapshot; id, name, address, routes, limits and environment stay. What runs in the sandbox
/// ends. What it is now is kept as a snapshot first, whose id is told, unless --no-backup is given. One that ran runs
/// again afterwards; a stopped one stays stopped, unless --start or --wait is given. Should anything fail, the sandbox is
/// what it was.
///
/// What lies in the home and in the working directory of the sandbox user becomes its own; everything else keeps its
/// owner.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
    /// The snapshot, by name, id, or unique beginning of an id
    #[arg(value_name = "SNAPSHOT")]
    snapshot: String,
    /// Do not keep what the sandbox is now
    #[arg(long)]
    no_backup: bool,
    /// Start it if it was stopped
    #[arg(long)]
    start: bool,
    /// Wait until it is running, ready, port:N or http:STATUS[@/path]
    #[arg(long, value_name = "CONDITION")]
    wait: Option<Condition>,
    /// How long --wait may take
    #[arg(long, value_name = "DURATION", default_value = "60s", requires = "wait")]
    timeout: Span,
    /// Whether to stay.
    #[command(flatten)]
    detach: Detach,
}

/// Restores.
///
/// # Errors
/// `not_found`, `damaged`, `wrong_state`, `no_space`; failures of the engine. The sandbox is what it was then.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let deps = &context.deps;
    let id = deps.registry.resolve(&args.sandbox)?;
    let manifest = snapshots::resolve(deps, &args.snapshot)?;
    if args.detach.is_wanted(context) {
        let record = observe::record(deps, &id)?;
        return background::hand_over(context, OperationKind::Restore, &record).await;
    }
    let start = args.start || args.wait.is_some();
    let restored = restore::run(deps, &id, &manifest, !args.no_backup, start).await?;
    context.ui.end_progress();
    let record = &restored.record;
    if let Some(backup) = &restored.backup {
        context.ui.note(&format!("what {} was before is snapshot {}", record.name, backup.id));
    }
    if let Some(condition) = &args.wait {
        let waited = wait::run(deps, &id, condition, args.timeout.duration()).await;
        waited.map_err(|error| error.context(format!("{} is restored, but waiting for it", record.name)))?;
    }
    let view = RestoredView {
        id: record.id.to_string(),
        name: record.name.to_string(),
        snapshot: manifest.id.to_string(),
        backup: restored.backup.map(|backup| backup.id.to_string()),
    };
    if context.ui.is_json() {
        context.ui.versioned("restored.v1", &view)?;
    } else {
        context.ui.line(if context.ui.is_quiet() { &view.id } else { &view.name })?;
    }
    Ok(Exit::DONE)
}
