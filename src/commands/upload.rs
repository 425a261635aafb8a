//! `upload`: files into a sandbox.

use super::background::{self, Detach};
use super::{Context, files};
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::registry::journal::OperationKind;
use std::ffi::OsString;

/// Copy files into a sandbox.
///
/// Paths mean what they mean to `docker cp`: a folder comes to lie in a DEST that exists, `SRC/.` is what the folder
/// holds, a link is copied as a link. Unlike there, missing parents of DEST are made, and so is a DEST that ends with
/// a slash; device nodes, fifos and sockets are left out and named. Relative paths inside start at the sandbox's
/// working directory. Everything is given to the sandbox's user. A tar stream on stdin may be compressed with gzip,
/// xz, zstd or bzip2. A transfer that breaks off leaves nothing half-written. A stopped sandbox works too.
#[derive(Debug, clap::Args)]
#[command(override_usage = "sandcastle upload [OPTIONS] <SANDBOX> <SRC>... <DEST>")]
pub struct Args {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
    /// Files and folders, then where they go; `-` as the only source is a tar stream on stdin
    #[arg(value_name = "PATH", num_args = 2.., required = true, help = "SRC… DEST: what to copy (`-`: a tar stream on stdin), and where to")]
    paths: Vec<OsString>,
    /// What is taken, and what is kept of it.
    #[command(flatten)]
    handling: files::Handling,
    /// Whether to stay.
    #[command(flatten)]
    detach: Detach,
}

/// Uploads.
///
/// # Errors
/// `not_found`, `conflict`, `denied`, `damaged`, `no_space`, `wrong_state`.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let mut sources = args.paths;
    let dest = sources.pop().ok_or_else(|| Error::usage("no destination was named"))?;
    if args.detach.is_wanted(context) {
        let record = context.record(&args.sandbox)?;
        files::can_be_left(&dest, &sources)?;
        return background::hand_over(context, OperationKind::Upload, &record).await;
    }
    files::upload(context, &args.sandbox, sources, dest, &args.handling).await
}
