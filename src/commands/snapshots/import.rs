//! `snapshots import`: a snapshot from a file.

use super::Context;
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::sandbox::name::Name;
use crate::sandbox::ops::import;
use crate::ui::views::snapshot::{SCHEMA, SnapshotView};
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

/// Take a snapshot in from a file, and print its id
///
/// The file is one that `snapshots export` wrote, here or elsewhere. All of it is checked before anything is kept. The
/// engine must have the very image that the snapshot is over, unless the file brings it. A snapshot that is here already
/// stays as it is.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The file; `-` is stdin
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A name for it, in place of its own
    #[arg(long)]
    name: Option<Name>,
}

/// Imports it.
///
/// # Errors
/// `not_found` for the file or the image, `damaged`, `denied`, `wrong_state`, `conflict`, `no_space`.
pub(super) async fn run(args: Args, context: &Context) -> Result<Exit> {
    let from_stdin = args.file.as_os_str() == "-";
    if from_stdin && context.ui.terminals().stdin {
        return Err(
            Error::usage("stdin is a terminal, not an archive").hint("send one: sandcastle snapshots import - < FILE")
        );
    }
    let source: Box<dyn Read + Send> = if from_stdin {
        Box::new(std::io::stdin())
    } else {
        let file = File::open(&args.file);
        Box::new(file.map_err(|error| Error::io(format!("reading {}", args.file.display()), error))?)
    };
    let manifest = import::run(&context.deps, source, args.name).await.map_err(|error| {
        error.context(if from_stdin { "importing".to_owned() } else { format!("importing {}", args.file.display()) })
    })?;
    context.ui.end_progress();
    if context.ui.is_json() {
        let (all, _) = context.deps.snapshots.all()?;
        context.ui.versioned(SCHEMA, &SnapshotView::of(&manifest, &all))?;
    } else {
        context.ui.line(manifest.id.as_str())?;
    }
    Ok(Exit::DONE)
}
