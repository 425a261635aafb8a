//! What `upload`, `download` and `cp` have in common: what is taken, what is kept of it, and what is said afterwards.

use super::Context;
use crate::archive::{PackOptions, UnpackOptions};
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::guest::protocol::{Download, Summary, Text, Upload};
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::transfer::{self, Destination, Source};
use crate::ui::views::sandbox::TransferView;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;
use std::time::Instant;

/// How many names a warning holds.
const NAMED: usize = 5;

/// What is taken, and what is kept of it.
#[derive(Debug, Clone, clap::Args)]
pub struct Handling {
    /// Copy what the source points to if it is a link
    #[arg(short = 'L', long)]
    follow_link: bool,
    /// Leave out what fits this pattern, as in a .gitignore
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// Leave out what the .gitignore files in the source leave out
    #[arg(long)]
    gitignore: bool,
    /// Keep the numbers of owners and groups; otherwise everything belongs to who receives it
    #[arg(long)]
    preserve_owner: bool,
    /// Keep setuid, setgid and sticky bits
    #[arg(long)]
    preserve_special: bool,
    /// Keep files that are there already
    #[arg(long)]
    no_overwrite: bool,
    /// Refuse device nodes, fifos and sockets instead of leaving them out
    #[arg(long)]
    strict: bool,
}

impl Handling {
    fn pack(&self) -> PackOptions {
        PackOptions {
            follow: self.follow_link,
            exclude: self.exclude.clone(),
            gitignore: self.gitignore,
            strict: self.strict,
            ..Default::default()
        }
    }

    fn unpack(&self) -> UnpackOptions {
        UnpackOptions {
            preserve_owner: self.preserve_owner,
            preserve_special: self.preserve_special,
            strict: self.strict,
            overwrite: !self.no_overwrite,
            ..Default::default()
        }
    }

    fn given(&self, dest: OsString) -> Upload {
        Upload {
            dest: dest.into_vec().into(),
            preserve_owner: self.preserve_owner,
            preserve_special: self.preserve_special,
            strict: self.strict,
            no_overwrite: self.no_overwrite,
            ..Default::default()
        }
    }

    fn taken(&self, path: OsString) -> Download {
        Download {
            path: path.into_vec().into(),
            follow: self.follow_link,
            exclude: self.exclude.clone(),
            gitignore: self.gitignore,
            strict: self.strict,
            named: false,
        }
    }

    /// Fails for what can't be meant.
    fn check(&self) -> Result<()> {
        crate::archive::check_patterns(&self.exclude)
            .map_err(|error| Error::usage(format!("--exclude: {error}")).hint("patterns are those of a .gitignore"))
    }
}

/// Refuses an empty path, which no system call takes.
pub(super) fn not_empty(path: &OsString) -> Result<()> {
    if path.is_empty() {
        return Err(Error::usage("a path is empty").hint("give SRC and DEST; `.` is the working directory"));
    }
    Ok(())
}

/// Whether a transfer can go on without its caller: its sources are there, and nothing is one of the caller's streams.
pub(super) fn can_be_left(dest: &OsString, sources: &[OsString]) -> Result<()> {
    sources.iter().chain([dest]).try_for_each(not_empty)?;
    if sources.iter().chain([dest]).any(|path| path == "-") {
        return Err(Error::usage("`-` is a stream of the caller, and --detach lets the caller go")
            .hint("leave one of them away"));
    }
    for source in sources {
        std::fs::symlink_metadata(source).map_err(|error| Error::io(format!("reading {}", source.display()), error))?;
    }
    Ok(())
}

/// Copies files of this machine, or the tar stream on stdin (`-`), into a sandbox.
pub(super) async fn upload(
    context: &Context,
    reference: &str,
    mut sources: Vec<OsString>,
    dest: OsString,
    handling: &Handling,
) -> Result<Exit> {
    sources.iter().chain([&dest]).try_for_each(not_empty)?;
    handling.check()?;
    let source = if sources.iter().any(|path| path == "-") {
        if sources.len() > 1 {
            return Err(Error::usage("a tar stream on stdin can't be mixed with other sources"));
        }
        if context.ui.terminals().stdin {
            return Err(Error::usage("stdin is a terminal, not a tar stream")
                .hint("send an archive: tar -c FOLDER | sandcastle upload SANDBOX - DEST"));
        }
        Source::Tar(Box::new(std::io::stdin()))
    } else {
        Source::Paths(sources.drain(..).map(Into::into).collect())
    };
    let record = context.record(reference)?;
    let begun = Instant::now();
    context.deps.step(format!("uploading to {}", record.name));
    let summary = transfer::upload(&context.deps, &record, source, handling.given(dest), handling.pack()).await?;
    context.deps.step_done();
    report(context, summary, begun, false)
}

/// Copies a path of a sandbox to this machine, or to stdout as a tar stream (`-`). Limits come with `unpack`.
pub(super) async fn download(
    context: &Context,
    reference: &str,
    source: OsString,
    dest: OsString,
    handling: &Handling,
    limits: crate::archive::Limits,
) -> Result<Exit> {
    [&source, &dest].into_iter().try_for_each(not_empty)?;
    handling.check()?;
    let to_stdout = dest == "-";
    if to_stdout {
        stream_is_possible(context, handling)?;
        if limits != crate::archive::Limits::default() {
            return Err(Error::usage("the limits are for what is written here, and `-` passes it all on")
                .hint("leave --max-bytes, --max-files and --max-depth out"));
        }
    }
    let record = context.record(reference)?;
    let destination =
        if to_stdout { Destination::Tar(context.ui.raw_stdout()) } else { Destination::Path(PathBuf::from(dest)) };
    let unpack = UnpackOptions { limits, watch_startup_files: true, ..handling.unpack() };
    let begun = Instant::now();
    context.deps.step(format!("downloading from {}", record.name));
    let summary = transfer::download(&context.deps, &record, handling.taken(source), destination, unpack).await?;
    context.deps.step_done();
    report(context, summary, begun, to_stdout)
}

fn stream_is_possible(context: &Context, handling: &Handling) -> Result<()> {
    if context.ui.is_json() {
        return Err(Error::usage("stdout carries the tar stream, so there is no place for --json")
            .hint("leave one of them away: `-` or --json"));
    }
    if context.ui.terminals().stdout {
        return Err(Error::usage("stdout is a terminal, and a tar stream is not for reading")
            .hint("send it on: sandcastle download SANDBOX SRC - | tar -t"));
    }
    if handling.no_overwrite || handling.preserve_owner || handling.preserve_special {
        return Err(Error::usage("what is kept of a tar stream is decided by who unpacks it")
            .hint("leave --no-overwrite, --preserve-owner and --preserve-special away"));
    }
    Ok(())
}

/// Copies from one sandbox to another, or within one.
pub(super) async fn copy(
    context: &Context,
    (from, source): (&str, OsString),
    (to, dest): (&str, OsString),
    handling: &Handling,
) -> Result<Exit> {
    [&source, &dest].into_iter().try_for_each(not_empty)?;
    handling.check()?;
    let from: SandboxRecord = context.record(from)?;
    let to = context.record(to)?;
    let begun = Instant::now();
    context.deps.step(format!("copying from {} to {}", from.name, to.name));
    let taken = (&from, handling.taken(source));
    let summary = transfer::copy(&context.deps, taken, (&to, handling.given(dest))).await?;
    context.deps.step_done();
    report(context, summary, begun, false)
}

/// Shows what a transfer moved, and names what it left out or changed.
fn report(context: &Context, summary: Summary, begun: Instant, to_stdout: bool) -> Result<Exit> {
    let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    remark(context, &summary);
    let Summary { entries, bytes, skipped_count, stripped_count, kept_count, .. } = summary;
    if context.ui.is_json() && !to_stdout {
        let view = TransferView { entries, bytes, skipped_count, stripped_count, kept_count, duration_ms };
        context.ui.versioned("transfer.v1", &view)?;
    }
    Ok(Exit::DONE)
}

/// Names what a transfer left out or changed.
pub(super) fn remark(context: &Context, summary: &Summary) {
    let Summary { skipped, skipped_count, stripped_count, kept_count, .. } = summary;
    let (skipped_count, stripped_count, kept_count) = (*skipped_count, *stripped_count, *kept_count);
    if skipped_count > 0 {
        let names = some_of(skipped, skipped_count);
        context.ui.warning(&format!(
            "left out {}: {names}",
            count(skipped_count, "device node, fifo or socket", "device nodes, fifos or sockets")
        ));
    }
    if stripped_count > 0 {
        let files = count(stripped_count, "file", "files");
        context
            .ui
            .warning(&format!("removed setuid, setgid or sticky bits of {files} (--preserve-special keeps them)"));
    }
    if summary.startup_count > 0 {
        let names = some_of(&summary.startup, summary.startup_count);
        context.ui.warning(&format!("programs of yours may run what is now in {names}: look before you use them"));
    }
    if kept_count > 0 {
        context.ui.note(&format!(
            "kept {} that {} there already",
            count(kept_count, "file", "files"),
            if kept_count == 1 { "was" } else { "were" }
        ));
    }
    if summary.lost_attributes > 0 {
        let lost = count(summary.lost_attributes, "extended attribute", "extended attributes");
        context.ui.note(&format!("lost {lost} that the file system there does not take"));
    }
}

fn count(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

fn some_of(names: &[Text], all: u64) -> String {
    let shown: Vec<String> = names.iter().take(NAMED).map(|name| crate::archive::shown(&name.0)).collect();
    let more = if all > shown.len() as u64 { ", …" } else { "" };
    shown.join(", ") + more
}
