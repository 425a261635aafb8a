//! A snapshot leaves this machine: as one file that stands for itself, or as an image that the engine has.

use super::{Deps, image, image_list};
use crate::archive::{self, ListReader};
use crate::engine::Engine;
use crate::error::{Error, Kind, Result};
use crate::sandbox::report::Event;
use crate::snapshot::disk::DiskWriter;
use crate::snapshot::oci::{self, LayerFile};
use crate::snapshot::portable::{self, ImageFile};
use crate::snapshot::{Chain, LocalStore, Manifest, Whole};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use tokio::io::AsyncReadExt;

/// What is ours in a tree and means nothing in an image.
const OURS: [&[u8]; 2] = [b".sandcastle", b"var/lib/sandcastle"];

/// Where an export goes.
pub enum Target {
    /// A file; one that is there is replaced only if `force`.
    File {
        /// Its path.
        path: PathBuf,
        /// Whether one that is there is replaced.
        force: bool,
    },
    /// A stream.
    Stream(Box<dyn Write + Send>),
}

/// Writes a snapshot as one file, with its image if that is wanted.
///
/// # Errors
/// `conflict` when the file is there; `damaged`, `no_space`; `not_found` for the image. There is no file then.
pub async fn run(deps: &Deps, manifest: &Manifest, target: Target, with_image: bool) -> Result<()> {
    let chain = Chain::of(&deps.snapshots, &manifest.id)?;
    if let Target::File { path, force } = &target {
        check_place(path, *force)?;
    }
    let image = match with_image {
        true => Some(saved_image(deps, chain.last()).await?),
        false => None,
    };
    deps.step(format!("exporting {}", manifest.called()));
    let store = deps.snapshots.clone();
    match target {
        Target::Stream(sink) => {
            let write = move || {
                let mut sink = BufWriter::with_capacity(1 << 18, sink);
                portable::export(&Whole::of(&store, &chain)?, image.as_ref(), &mut sink)
            };
            deps.signals.guard(blocking(write)).await?;
        }
        Target::File { path, force } => {
            let unwritten = |error| Error::io(format!("writing {}", path.display()), error);
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            // It is removed here, whatever the thread that writes to it still does.
            let staged = tempfile::Builder::new().prefix(".sandcastle-").make_in(folder, DiskWriter::create);
            let (writer, staged) = staged.map_err(unwritten)?.into_parts();
            let shown = path.clone();
            deps.signals.guard(blocking(move || write_file(&store, &chain, image.as_ref(), writer, &shown))).await?;
            let placed = match force {
                true => staged.persist(&path).map_err(|error| error.error),
                false => staged.persist_noclobber(&path).map_err(|error| error.error),
            };
            placed.map_err(|error| match error.kind() {
                std::io::ErrorKind::AlreadyExists => in_the_way(&path),
                _ => unwritten(error),
            })?;
            File::open(folder).and_then(|folder| folder.sync_all()).map_err(unwritten)?;
        }
    }
    deps.step_done();
    Ok(())
}

fn check_place(path: &Path, force: bool) -> Result<()> {
    match path.symlink_metadata() {
        Ok(found) if force && found.is_file() => Ok(()),
        Ok(found) if found.is_file() => Err(in_the_way(path)),
        Ok(_) => Err(Error::new(Kind::Conflict, format!("{} is no regular file", path.display()))
            .hint("name a file, or send the archive on: snapshots export SNAPSHOT -")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::io(format!("writing {}", path.display()), error)),
    }
}

fn in_the_way(path: &Path) -> Error {
    Error::new(Kind::Conflict, format!("{} is there already", path.display())).hint("replace it with --force")
}

fn write_file(
    store: &LocalStore,
    chain: &Chain,
    image: Option<&ImageFile>,
    mut writer: DiskWriter,
    path: &Path,
) -> Result<()> {
    portable::export(&Whole::of(store, chain)?, image, &mut writer)?;
    writer.finish().map(drop).map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidData => {
            Error::new(Kind::Damaged, format!("{} is damaged already", path.display())).because(error)
        }
        _ => Error::io(format!("writing {}", path.display()), error),
    })
}

/// Work that blocks, on a thread of its own.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|cause| Error::new(Kind::Failed, "the work was not finished").because(cause))?
}

/// The image of a snapshot as the engine saves it.
async fn saved_image(deps: &Deps, manifest: &Manifest) -> Result<ImageFile> {
    let engine = deps.engine().await?;
    let image = image::exact(engine, &manifest.spec).await?;
    deps.step(format!("saving image {}", manifest.spec.image));
    let saved = deps.signals.guard(spool(deps, engine, &image.image.id)).await?;
    deps.step_done();
    Ok(saved)
}

async fn spool(deps: &Deps, engine: &dyn Engine, id: &str) -> Result<ImageFile> {
    let folder = deps.snapshots.spools();
    crate::fs::create_private(&folder)?;
    let unwritten = |error| Error::io("keeping the image", error);
    let mut file = tempfile::tempfile_in(folder).map_err(unwritten)?;
    let (sender, mut pieces) = tokio::sync::mpsc::channel::<bytes::Bytes>(8);
    let keeping = tokio::task::spawn_blocking(move || {
        while let Some(piece) = pieces.blocking_recv() {
            file.write_all(&piece)?;
        }
        Ok(file)
    });
    let mut stream = engine.save_image(id);
    let mut length = 0;
    loop {
        let mut piece = bytes::BytesMut::with_capacity(1 << 18);
        let read = stream.read_buf(&mut piece).await;
        let count = read.map_err(|error| Error::io("reading the image from the engine", error))?;
        // A disk that takes no more says why when it is asked for its file.
        if count == 0 || sender.send(piece.freeze()).await.is_err() {
            break;
        }
        length += count as u64;
        deps.reporter.report(Event::Moved { bytes: length, entries: 0, total: None });
    }
    drop(sender);
    let kept = keeping.await.map_err(|cause| Error::new(Kind::Failed, "keeping the image").because(cause))?;
    Ok(ImageFile { file: kept.map_err(unwritten)?, bytes: length })
}

/// Makes an image of a snapshot on the engine, under a name.
///
/// # Errors
/// `not_found` for the image that it is over; `damaged`, `no_space`; failures of the engine. There is no image then.
pub async fn image(deps: &Deps, manifest: &Manifest, name: &str) -> Result<()> {
    let chain = Chain::of(&deps.snapshots, &manifest.id)?;
    let engine = deps.engine().await?;
    let base = image::exact(engine, &manifest.spec).await?;
    let list = image_list::of(deps, engine, &base).await?;
    let saved = saved_image(deps, manifest).await?;
    deps.step(format!("making image {name}"));
    let (store, called) = (deps.snapshots.clone(), name.to_owned());
    let make = move || {
        let whole = Whole::of(&store, &chain)?;
        let mut items = ListReader::new(BufReader::with_capacity(1 << 18, list.open()?))?;
        let layer = LayerFile::create(&store.spools(), |sink| {
            Ok(archive::image_layer(&mut whole.plain()?, whole.gone()?, &mut items, &OURS, sink)?)
        })?;
        oci::with_layer(saved, layer, &whole.manifest, &called)
    };
    let made: Box<dyn Read + Send> = deps.signals.guard(blocking(make)).await?;
    deps.signals.guard(engine.load_image(made)).await?;
    let found = engine.find_image(name).await?;
    if found.is_none_or(|image| image.labels.get(oci::SNAPSHOT).map(String::as_str) != Some(manifest.id.as_str())) {
        let message = format!("the engine took the image in, but does not have it by the name of {name}");
        return Err(Error::new(Kind::Failed, message));
    }
    deps.step_done();
    Ok(())
}
