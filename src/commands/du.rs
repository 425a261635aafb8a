//! `du`: what takes up room on disks.

use super::Context;
use crate::error::Result;
use crate::exit::Exit;
use crate::sandbox::ops::{du, reconcile};
use crate::ui::views::du::{SCHEMA, UseView};

/// Show what takes up room on disks, and what gc would free.
///
/// Of a sandbox its size is what it added to its image; of a snapshot what goes when it goes, beside what it shares with those that it adds to.
/// Volumes and homes of accounts count once, however many sandboxes have them; gc never frees them.
/// Images are those that sandcastle built; all homes on an engine share them. Engines before 23 do not tell what images share: there each is
/// counted whole. The rest are the folders of our own files.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only this sandbox, the snapshots of it and the volumes that it has: name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: Option<String>,
}

/// Measures.
///
/// # Errors
/// `not_found`, `damaged`; failures of the engine.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let deps = &context.deps;
    let id = args.sandbox.map(|reference| deps.registry.resolve(&reference)).transpose()?;
    reconcile::abandoned(deps).await?;
    let pool_age = context.settings.pool_max_age();
    deps.step("measuring");
    let (parts, unknown) = match &id {
        Some(id) => deps.signals.guard(du::one(deps, pool_age, id)).await?,
        None => deps.signals.guard(du::all(deps, pool_age)).await?,
    };
    deps.step_done();
    context.ui.end_progress();
    let view = UseView::from(parts);
    if context.ui.is_json() {
        context.ui.versioned(SCHEMA, &view)?;
    } else if context.ui.is_quiet() {
        for id in view.items.iter().filter_map(|part| part.id.as_deref()) {
            context.ui.line(id)?;
        }
    } else {
        context.ui.table(&UseView::HEADERS, &view.rows())?;
    }
    for error in unknown {
        context.ui.warning(error.message());
    }
    Ok(Exit::DONE)
}
