//! `upload`: files into a sandbox.

use super::Context;
use crate::archive::PackOptions;
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::guest::protocol::{Summary, Upload};
use crate::sandbox::ops::transfer::{self, Source};
use crate::ui::views::sandbox::TransferView;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::time::Instant;

/// Copy files and folders into a sandbox, with the rules of `docker cp`.
///
/// Missing parents of DEST are made. Relative paths inside start at the sandbox's working directory. Everything is
/// given to the sandbox's user. A transfer that breaks off leaves nothing half-written. A stopped sandbox works too.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
    /// Files and folders, then where they go; `-` as the only source is a tar stream on stdin
    #[arg(value_name = "PATH", num_args = 2.., required = true, help = "SRC… DEST: what to copy (`-`: a tar stream on stdin), and where to")]
    paths: Vec<OsString>,
    /// What is taken.
    #[command(flatten)]
    picking: Picking,
    /// Keep the owners instead of giving everything to the sandbox's user
    #[arg(long)]
    preserve_owner: bool,
    /// Keep setuid and setgid bits
    #[arg(long)]
    preserve_special: bool,
    /// Refuse device nodes, fifos and sockets instead of leaving them out
    #[arg(long)]
    strict: bool,
}

/// What of a source is taken.
#[derive(Debug, clap::Args)]
pub struct Picking {
    /// Copy what links point to instead of the links
    #[arg(short = 'L', long)]
    pub(super) follow_link: bool,
    /// Leave out what fits this pattern, as in a .gitignore
    #[arg(long, value_name = "PATTERN")]
    pub(super) exclude: Vec<String>,
    /// Leave out what the .gitignore files in the source leave out
    #[arg(long)]
    pub(super) gitignore: bool,
}

/// Uploads.
///
/// # Errors
/// `not_found`, `conflict`, `denied`, `damaged`, `no_space`, `wrong_state`.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let mut paths = args.paths;
    if paths.iter().any(|path| path.is_empty()) {
        return Err(Error::usage("a path is empty").hint("give SRC and DEST; `.` is the working directory"));
    }
    let dest = paths.pop().ok_or_else(|| Error::usage("no destination was named"))?;
    let record = context.record(&args.sandbox)?;
    let source = if paths.iter().any(|path| path == "-") {
        if paths.len() > 1 {
            return Err(Error::usage("a tar stream on stdin can't be mixed with other sources"));
        }
        Source::Tar(Box::new(std::io::stdin()))
    } else {
        Source::Paths(paths.into_iter().map(Into::into).collect())
    };
    let wanted = Upload {
        dest: dest.into_vec().into(),
        preserve_owner: args.preserve_owner,
        preserve_special: args.preserve_special,
        strict: args.strict,
        ..Default::default()
    };
    let pack = PackOptions {
        follow: args.picking.follow_link,
        exclude: args.picking.exclude,
        gitignore: args.picking.gitignore,
        strict: args.strict,
        ..Default::default()
    };
    let begun = Instant::now();
    context.deps.step(format!("uploading to {}", record.name));
    let summary = transfer::upload(&context.deps, &record, source, wanted, pack).await?;
    context.deps.step_done();
    report(context, summary, begun, true)
}

/// Shows what a transfer moved, and names what it left out.
pub(super) fn report(context: &Context, summary: Summary, begun: Instant, to_stdout: bool) -> Result<Exit> {
    if summary.skipped_count > 0 {
        let names: Vec<String> =
            summary.skipped.iter().take(5).map(|name| String::from_utf8_lossy(&name.0).into_owned()).collect();
        let more = if summary.skipped_count > names.len() as u64 { ", …" } else { "" };
        context.ui.warning(&format!(
            "left out {} device nodes, fifos or sockets: {}{more}",
            summary.skipped_count,
            names.join(", ")
        ));
    }
    if summary.stripped_count > 0 {
        context.ui.warning(&format!(
            "removed setuid and setgid bits of {} files (--preserve-special keeps them)",
            summary.stripped_count
        ));
    }
    if context.ui.is_json() && to_stdout {
        let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let Summary { entries, bytes, skipped_count, stripped_count, .. } = summary;
        context
            .ui
            .versioned("transfer.v1", &TransferView { entries, bytes, skipped_count, stripped_count, duration_ms })?;
    }
    Ok(Exit::DONE)
}
