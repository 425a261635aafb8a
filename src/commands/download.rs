//! `download`: files out of a sandbox.

use super::background::{self, Detach};
use super::{Context, files};
use crate::archive::Limits;
use crate::error::Result;
use crate::exit::Exit;
use crate::registry::journal::OperationKind;
use crate::sandbox::size::ByteSize;
use std::ffi::OsString;

/// Copy a file or folder out of a sandbox.
///
/// Paths mean what they mean to `docker cp`: a folder comes to lie in a DEST that exists, `SRC/.` is what the folder
/// holds. Unlike there, missing parents of DEST are made, and so is a DEST that ends with a slash; `DEST/` may be a
/// link to a folder. What is written belongs to the caller. Links are written as links and never followed, nothing is
/// ever written outside DEST, and device nodes, fifos and sockets are left out and named. A transfer that breaks off
/// leaves nothing half-written. A stopped sandbox works too.
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
    /// What is taken, and what is kept of it.
    #[command(flatten)]
    handling: files::Handling,
    /// Whether to stay.
    #[command(flatten)]
    detach: Detach,
    /// How much is too much.
    #[command(flatten)]
    limits: LimitArgs,
}

/// How much is too much: a sandbox may hold more than this machine has room for.
#[derive(Debug, clap::Args)]
pub struct LimitArgs {
    /// Refuse more than this in all, holes in files included, such as 10GiB
    #[arg(long, value_name = "SIZE")]
    max_bytes: Option<ByteSize>,
    /// Refuse more files and folders than this
    #[arg(long, value_name = "NUMBER")]
    max_files: Option<u64>,
    /// Refuse folders in folders beyond this depth
    #[arg(long, value_name = "NUMBER")]
    max_depth: Option<usize>,
}

impl LimitArgs {
    fn over(&self, default: Limits) -> Limits {
        Limits {
            max_bytes: self.max_bytes.map_or(default.max_bytes, ByteSize::bytes),
            max_entries: self.max_files.unwrap_or(default.max_entries),
            max_depth: self.max_depth.unwrap_or(default.max_depth),
            ..default
        }
    }
}

/// Downloads.
///
/// # Errors
/// `not_found`, `conflict`, `denied`, `damaged`, `no_space`, `wrong_state`.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    if args.detach.is_wanted(context) {
        let record = context.record(&args.sandbox)?;
        files::can_be_left(&args.dest, &[])?;
        return background::hand_over(context, OperationKind::Download, &record).await;
    }
    let limits = args.limits.over(Limits::default());
    files::download(context, &args.sandbox, args.source, args.dest, &args.handling, limits).await
}
