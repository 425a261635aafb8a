//! `snapshots export`: a snapshot as one file, or as an image.

use super::Context;
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::sandbox::image_name::ImageName;
use crate::sandbox::ops::export::{self, Target};
use crate::sandbox::ops::{leaks, snapshots};
use crate::snapshot::Manifest;
use crate::ui::views::snapshot::ExportView;
use std::path::PathBuf;

/// Write a snapshot to a file, and print its path
///
/// The file is one tar stream compressed with zstd, which `tar --zstd -t` lists: a manifest with digests, and the tree.
/// It stands for itself, also where the snapshot only adds to another. What is read back of it is checked whole. The
/// base image is not in it unless that is asked for; the default environment never is. Files that hold a value of a
/// secret that the sandbox was given are refused (exit 8).
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its name, id, or a unique beginning of its id
    #[arg(value_name = "SNAPSHOT")]
    snapshot: String,
    /// The file, or a folder for it; `-` is stdout [default: NAME.tar.zst, or ID.tar.zst where it has no name]
    #[arg(value_name = "FILE", conflicts_with = "oci")]
    file: Option<PathBuf>,
    /// Put the base image in, too: the file needs nothing then
    #[arg(long, conflicts_with = "oci")]
    with_image: bool,
    /// Replace the file if it is there
    #[arg(long, conflicts_with = "oci")]
    force: bool,
    /// Let values of secrets that the sandbox was given leave with its files
    #[arg(long)]
    allow_secrets: bool,
    /// Make an ordinary image on the engine instead, for `docker run`, and print its name
    #[arg(long, value_name = "NAME[:TAG]")]
    oci: Option<ImageName>,
}

/// Exports it.
///
/// # Errors
/// `not_found`, `conflict`, `damaged`, `no_space`; failures of the engine.
pub(super) async fn run(args: Args, context: &Context) -> Result<Exit> {
    let manifest = snapshots::resolve(&context.deps, &args.snapshot)?;
    leaks::require_none(&context.deps, &manifest, args.allow_secrets).await?;
    if let Some(name) = &args.oci {
        export::image(&context.deps, &manifest, name.as_str()).await?;
        context.ui.end_progress();
        return show(context, ExportView { id: manifest.id.to_string(), path: None, image: Some(name.to_string()) });
    }
    if args.file.as_ref().is_some_and(|file| file.as_os_str() == "-") {
        stream_is_possible(context)?;
        let target = Target::Stream(context.ui.raw_stdout());
        export::run(&context.deps, &manifest, target, args.with_image).await?;
        return Ok(Exit::DONE);
    }
    let path = place(args.file, &manifest);
    let target = Target::File { path: path.clone(), force: args.force };
    export::run(&context.deps, &manifest, target, args.with_image).await?;
    context.ui.end_progress();
    let path = Some(path.to_string_lossy().into_owned());
    show(context, ExportView { id: manifest.id.to_string(), path, image: None })
}

fn place(file: Option<PathBuf>, manifest: &Manifest) -> PathBuf {
    let name = format!("{}.tar.zst", manifest.called());
    match file {
        Some(folder) if folder.is_dir() => folder.join(name),
        Some(file) => file,
        None => PathBuf::from(name),
    }
}

fn stream_is_possible(context: &Context) -> Result<()> {
    if context.ui.is_json() {
        return Err(Error::usage("stdout carries the archive, so there is no place for --json")
            .hint("leave one of them away: `-` or --json"));
    }
    if context.ui.terminals().stdout {
        return Err(Error::usage("stdout is a terminal, and an archive is not for reading")
            .hint("send it on: sandcastle snapshots export SNAPSHOT - | ssh HOST sandcastle snapshots import -"));
    }
    Ok(())
}

fn show(context: &Context, view: ExportView) -> Result<Exit> {
    if context.ui.is_json() {
        context.ui.versioned("export.v1", &view)?;
    } else {
        let line = view.path.as_ref().or(view.image.as_ref());
        context.ui.line(line.map_or("", String::as_str))?;
    }
    Ok(Exit::DONE)
}
