//! One side of a comparison: a list of all that it holds, and a way to the content of what is asked for.

use super::layers::{AnyItems, Layer, Narrowed, Without, below};
use super::reference::Side;
use super::spool::Spool;
use crate::archive::{self, Bounds, CaptureOptions, Items, ListReader, ListWriter, Names, Only};
use crate::error::{Error, Kind, Result};
use crate::guest::protocol::{Capture, Text};
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::image::{self, Resolved};
use crate::sandbox::ops::image_list::{self, ImageList};
use crate::sandbox::ops::tree::Give;
use crate::sandbox::ops::{Deps, create, quiet, reach, tree};
use crate::snapshot::{Chain, Manifest};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How a side is read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Names of directories that are left out where they are new.
    pub caches: Vec<String>,
    /// Patterns of what is left out where it is new.
    pub exclude: Vec<String>,
    /// The content of what has changed will be asked for.
    pub content: bool,
    /// Of a host folder, no more than this.
    pub only: Option<Only>,
}

/// Takes an archive and which of its entries are wanted; called for one after the other.
pub type Take = Arc<dyn Fn(&mut dyn Read, &Names) -> Result<()> + Send + Sync>;

/// A tree that can be listed again and again.
#[derive(Debug, Clone)]
pub struct Tree {
    base: Base,
    layers: Vec<Layer>,
    /// The folder that is meant; empty is the whole tree.
    within: Vec<u8>,
    /// The layers know of nothing else than that folder.
    layers_are_narrow: bool,
}

#[derive(Debug, Clone)]
enum Base {
    Image { image: Resolved, list: ImageList },
    Folder { path: PathBuf, list: Spool },
}

impl Tree {
    /// Reads a side.
    ///
    /// # Errors
    /// `not_found`, `wrong_state`, `damaged`, failures of the engine.
    pub async fn read(deps: &Deps, side: &Side, reading: &Reading) -> Result<Tree> {
        match side {
            Side::Sandbox(record, within) => Tree::of_sandbox(deps, record, inner(within), reading).await,
            Side::Snapshot(manifest, within) => Tree::of_snapshot(deps, manifest, inner(within)).await,
            Side::Image(image, within) => {
                let list = image_list::of(deps, deps.engine().await?, image).await?;
                Ok(Tree::over(image.clone(), list, inner(within)))
            }
            Side::Folder(path) => Tree::of_folder(deps, path.clone(), reading.only.clone()).await,
        }
    }

    fn over(image: Resolved, list: ImageList, within: Vec<u8>) -> Tree {
        Tree { base: Base::Image { image, list }, layers: Vec::new(), within, layers_are_narrow: false }
    }

    async fn of_sandbox(deps: &Deps, record: &SandboxRecord, within: Vec<u8>, reading: &Reading) -> Result<Tree> {
        let engine = deps.engine().await?;
        let image = image::exact(engine, &record.spec).await?;
        loop {
            let list = image_list::of(deps, engine, &image).await?;
            let volumes = image_list::own_volumes(&image.image, &record.spec);
            let volume = |volume: &Text| below(&inner(&volume.0), &within).map(|path| Text(path.to_vec()));
            let wanted = Capture {
                path: Text([b"/", &within[..]].concat()),
                mounts: volumes.iter().filter_map(volume).collect(),
                caches: reading.caches.iter().map(|name| Text::from(name.as_str())).collect(),
                exclude: reading.exclude.clone(),
                ..Capture::default()
            };
            let (index, archive) = (Spool::new(deps)?, reading.content.then(|| Spool::new(deps)).transpose()?);
            let layer = Layer::Captured { index: index.clone(), archive: archive.clone() };
            let take = move |stream: &mut dyn Read| {
                let list = |stream: &mut dyn Read| {
                    index.fill(|sink| archive::index(stream, sink, None).map(drop).map_err(Error::from))
                };
                match &archive {
                    None => list(stream),
                    Some(archive) => archive.keep(stream).and_then(|()| list(&mut archive.open())),
                }
            };
            let before = before(list.clone(), within.clone(), Names::new());
            let (captured, ()) = quiet::with_guest(deps, record, "diff", async |connection| {
                tree::capture(deps, connection, wanted, before, take).await
            })
            .await
            .map_err(|error| error.context(format!("reading {}", record.name)))?;
            if let Some(first) = captured.unkept.first() {
                let things =
                    if captured.unkept_count == 1 { "1 thing" } else { &format!("{} things", captured.unkept_count) };
                let (name, kinds) = (archive::shown(&first.0), "device nodes, fifos, sockets, file capabilities");
                deps.note(format!("{things} of {} can't be compared ({kinds}), such as {name}", record.name));
            }
            if captured.recognised > 0 || list.is_new || !within.is_empty() {
                let base = Tree::over(image, list, within);
                return Ok(Tree { layers: vec![layer], layers_are_narrow: true, ..base });
            }
            // The list is of another disk: the engine has moved, or its image came anew.
            list.forget()?;
        }
    }

    async fn of_snapshot(deps: &Deps, manifest: &Manifest, within: Vec<u8>) -> Result<Tree> {
        let engine = deps.engine().await?;
        let chain = Chain::of(&deps.snapshots, &manifest.id)?;
        let image = image::exact(engine, &manifest.spec).await?;
        let list = image_list::of(deps, engine, &image).await?;
        let checked = chain.clone();
        blocking(move || checked.check()).await?;
        let layers = chain.links.iter().map(|link| Layer::Stored(chain.clone(), Box::new(link.clone()))).collect();
        Ok(Tree { layers, ..Tree::over(image, list, within) })
    }

    async fn of_folder(deps: &Deps, path: PathBuf, only: Option<Only>) -> Result<Tree> {
        let list = Spool::new(deps)?;
        let (root, sink) = (open(&path)?, list.clone());
        deps.signals
            .guard(blocking(move || {
                sink.fill(|sink| {
                    let bounds = Bounds::default();
                    let listed = match &only {
                        Some(only) => archive::list_some(root, &bounds, only, sink),
                        None => archive::list_tree(root, &bounds, true, false, sink),
                    };
                    listed.map(drop).map_err(Error::from)
                })
            }))
            .await?;
        let (base, layers, within) = (Base::Folder { path, list }, Vec::new(), Vec::new());
        Ok(Tree { base, layers, within, layers_are_narrow: false })
    }

    /// All that it holds, in the order of a walk.
    ///
    /// # Errors
    /// `damaged`.
    pub fn items(&self) -> Result<AnyItems> {
        let mut items: AnyItems = match &self.base {
            Base::Folder { list, .. } => return Ok(Box::new(ListReader::new(list.open())?)),
            Base::Image { list, .. } => Box::new(ListReader::new(BufReader::with_capacity(1 << 18, list.open()?))?),
        };
        if self.layers_are_narrow {
            items = Box::new(Narrowed::new(items, &self.within));
        }
        for layer in &self.layers {
            items = layer.over(items)?;
        }
        if !self.layers_are_narrow {
            items = Box::new(Narrowed::new(items, &self.within));
        }
        Ok(items)
    }

    /// Has `take` take the entries of these paths: from the layers, and the rest from the image, of
    /// which a container is made for it, or from the folder.
    ///
    /// # Errors
    /// Failures of the engine and of `take`.
    pub async fn entries(&self, deps: &Deps, paths: &BTreeSet<Vec<u8>>, take: Take) -> Result<()> {
        let (tree, wanted, taker) = (self.clone(), paths.clone(), Arc::clone(&take));
        let rest = deps.signals.guard(blocking(move || tree.entries_of_layers(wanted, &taker))).await?;
        if rest.is_empty() {
            return Ok(());
        }
        let full = |path: &Vec<u8>| match self.within.as_slice() {
            [] => path.clone(),
            within => [within, b"/", path].concat(),
        };
        let names: Names = rest.iter().map(|path| (full(path), path.clone())).collect();
        match &self.base {
            Base::Folder { path, list } => {
                let (path, list, archive) = (path.clone(), list.clone(), Spool::new(deps)?);
                let read = move || {
                    let before = Without::new(ListReader::new(list.open())?, &names);
                    archive.fill(|sink| {
                        archive::capture(open(&path)?, before, &CaptureOptions::default(), sink).map_err(Error::from)
                    })?;
                    take(&mut archive.open(), &names)
                };
                deps.signals.guard(blocking(read)).await
            }
            Base::Image { image, list } => {
                let wanted = Capture { mounts: image_list::volumes(&image.image), ..Capture::default() };
                let before = before(list.clone(), Vec::new(), names.clone());
                let engine = deps.engine().await?;
                deps.step(format!("reading {} of the image", count(rest.len())));
                create::throwaway(deps, engine, image, async |record| {
                    let connection = reach::ready(deps, engine, record).await?;
                    tree::capture(deps, connection, wanted, before, move |stream| take(stream, &names)).await.map(drop)
                })
                .await?;
                deps.step_done();
                Ok(())
            }
        }
    }

    /// Goes through the layers, the highest first; what none of them has is left.
    fn entries_of_layers(&self, mut rest: BTreeSet<Vec<u8>>, take: &Take) -> Result<BTreeSet<Vec<u8>>> {
        let prefix: &[u8] = if self.layers_are_narrow { b"" } else { &self.within };
        for layer in self.layers.iter().rev() {
            let outside = |path: &[u8]| below(path, prefix).filter(|path| rest.contains(*path)).map(<[u8]>::to_vec);
            let names = layer.names(outside)?;
            if names.is_empty() {
                continue;
            }
            let Some(mut archive) = layer.archive()? else { continue };
            take(&mut archive, &names)?;
            for name in names.values() {
                rest.remove(name);
            }
        }
        Ok(rest)
    }
}

fn count(files: usize) -> String {
    if files == 1 { "a file".to_owned() } else { format!("{files} files") }
}

/// Writes the part of an image's list that lies below `within`, without what is wanted.
fn before(list: ImageList, within: Vec<u8>, wanted: Names) -> Give {
    Box::new(move |sink: &mut dyn Write| {
        let failed = |error| Error::io("passing a list on", error);
        let image = ListReader::new(BufReader::with_capacity(1 << 18, list.open()?))?;
        let mut items = Narrowed::new(Without::new(image, &wanted), &within);
        let mut writer = ListWriter::new(sink).map_err(failed)?;
        while let Some(item) = items.next()? {
            writer.write(&item).map_err(failed)?;
        }
        writer.finish().map(drop).map_err(failed)
    })
}

/// The path without its slashes at either end, as lists have it.
pub fn inner(path: impl AsRef<[u8]>) -> Vec<u8> {
    let names = path.as_ref().split(|byte| *byte == b'/').filter(|name| !matches!(*name, b"" | b"."));
    names.collect::<Vec<_>>().join(&b'/')
}

/// Opens a folder of this machine; links on the way to it are the caller's own.
fn open(path: &Path) -> Result<OwnedFd> {
    let flags = i32::try_from(rustix::fs::OFlags::DIRECTORY.bits()).unwrap_or(0);
    let opened = File::options().read(true).custom_flags(flags).open(path);
    opened.map(OwnedFd::from).map_err(|error| Error::io(path.display(), error))
}

/// Does blocking work away from the runtime's thread.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|cause| Error::new(Kind::Failed, "comparing").because(cause))?
}
