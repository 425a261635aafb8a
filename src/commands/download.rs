//! `download`: files out of a sandbox.

use super::{Context, upload::Picking};
use crate::archive::UnpackOptions;
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::guest::protocol::Download;
use crate::sandbox::ops::transfer::{self, Destination};
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;
use std::time::Instant;

/// Copy a file or folder out of a sandbox, with the rules of `docker cp`.
///
/// Missing parents of DEST are made; what is written belongs to the caller. Links are written as links and never
/// followed, nothing is ever written outside DEST, and device nodes, fifos and sockets are left out.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
    /// The path in the sandbox; relative ones start at its working directory
    #[arg(value_name = "SRC")]
    source: OsString,
    /// Where to; `-` is a tar stream on stdout
    #[arg(value_name = "DEST", default_value = ".")]
    dest: OsString,
    /// What is taken.
    #[command(flatten)]
    picking: Picking,
    /// Keep setuid and setgid bits
    #[arg(long)]
    preserve_special: bool,
    /// Keep files that are there already
    #[arg(long)]
    no_overwrite: bool,
    /// Refuse device nodes, fifos and sockets instead of leaving them out
    #[arg(long)]
    strict: bool,
}

/// Downloads.
///
/// # Errors
/// `not_found`, `conflict`, `denied`, `damaged`, `no_space`, `wrong_state`.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    if args.source.is_empty() || args.dest.is_empty() {
        return Err(Error::usage("a path is empty").hint("give SRC and DEST; `.` is the working directory"));
    }
    let record = context.record(&args.sandbox)?;
    let to_stdout = args.dest == "-";
    let dest =
        if to_stdout { Destination::Tar(context.ui.raw_stdout()) } else { Destination::Path(PathBuf::from(args.dest)) };
    let wanted = Download {
        path: args.source.into_vec().into(),
        follow: args.picking.follow_link,
        exclude: args.picking.exclude,
        gitignore: args.picking.gitignore,
        strict: args.strict,
        named: to_stdout,
    };
    let unpack = UnpackOptions {
        preserve_special: args.preserve_special,
        strict: args.strict,
        overwrite: !args.no_overwrite,
        ..Default::default()
    };
    let begun = Instant::now();
    context.deps.step(format!("downloading from {}", record.name));
    let summary = transfer::download(&context.deps, &record, wanted, dest, unpack).await?;
    context.deps.step_done();
    super::upload::report(context, summary, begun, !to_stdout)
}
