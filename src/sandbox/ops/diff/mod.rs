//! What one tree has that another has not: sandboxes, snapshots, images and folders of this machine, each with each.

pub mod apply;
pub mod compare;
mod layers;
pub mod patch;
pub mod reference;
mod spool;
pub mod tree;

use super::Deps;
use crate::archive::{self, ItemKind, Patterns};
use crate::error::{Error, Kind, Result};
use crate::guest::protocol::STATE_FOLDER;
use compare::{Change, Modes, Rules};
use patch::{Body, Lines};
use reference::Side;
use spool::{Contents, MAX_TEXT, Spool};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::sync::Arc;
use tree::{Reading, Tree, blocking};

/// What counts as a difference, as it was asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Names of directories that are left out.
    pub caches: Vec<String>,
    /// Patterns, as in a `.gitignore`, of what is left out.
    pub exclude: Vec<String>,
    /// The content of what differs will be asked for.
    pub content: bool,
}

impl Wanted {
    fn reading(&self) -> Reading {
        Reading { caches: self.caches.clone(), exclude: self.exclude.clone(), content: self.content, only: None }
    }

    /// The rules for a comparison; on a host folder modes are the umask's affair, and no image vouches for caches.
    fn rules(&self, sides: &[&Side]) -> Result<Rules> {
        let with_folder = sides.iter().any(|side| side.is_folder());
        let own = tree::inner(STATE_FOLDER);
        Ok(Rules {
            caches: self.caches.iter().map(|name| name.as_bytes().to_vec()).collect(),
            caches_everywhere: with_folder,
            own: sides.iter().filter_map(|side| side.path_of(&own)).collect(),
            exclude: Patterns::new(&self.exclude)?,
            modes: if with_folder { Modes::Executable } else { Modes::Exact },
        })
    }
}

/// Two trees, and how they differ.
#[derive(Debug)]
pub struct Compared {
    /// What differs, in the order of a walk.
    pub changes: Vec<Change>,
    new: Tree,
    old: Tree,
    contents: Option<(Contents, Contents)>,
}

/// Compares what `new` has with what `old` has.
///
/// # Errors
/// `not_found`, `wrong_state`, `damaged`, `no_space`, failures of the engine.
pub async fn run(deps: &Deps, new: &Side, old: &Side, wanted: &Wanted) -> Result<Compared> {
    let rules = wanted.rules(&[new, old])?;
    let reading = wanted.reading();
    deps.step(format!("comparing {} with {}", new.shown(), old.shown()));
    let new_tree = Tree::read(deps, new, &reading).await?;
    let old_tree = Tree::read(deps, old, &reading).await?;
    let (one, other) = (new_tree.clone(), old_tree.clone());
    let compared = blocking(move || compare::compare(one.items()?, other.items()?, &rules));
    let changes = deps.signals.guard(compared).await?;
    deps.step_done();
    Ok(Compared { changes, new: new_tree, old: old_tree, contents: None })
}

impl Compared {
    /// Reads the content of what differs, so that it can be shown.
    ///
    /// # Errors
    /// As the comparison.
    pub async fn read_contents(&mut self, deps: &Deps) -> Result<()> {
        let small =
            |change: &&Change| [&change.new, &change.old].into_iter().flatten().all(|item| item.size <= MAX_TEXT);
        let of = |side: fn(&Change) -> &Option<archive::Item>| -> BTreeSet<Vec<u8>> {
            let differs = self.changes.iter().filter(|change| change.is_in_content()).filter(small);
            let files = differs.filter(|change| {
                side(change).as_ref().is_some_and(|item| item.kind == ItemKind::File && item.size > 0)
            });
            files.map(|change| change.path.clone()).collect()
        };
        let (new, old) = (of(|change| &change.new), of(|change| &change.old));
        let contents = (Contents::new(deps)?, Contents::new(deps)?);
        for (tree, paths, contents) in [(&self.new, new, &contents.0), (&self.old, old, &contents.1)] {
            let contents = contents.clone();
            tree.entries(deps, &paths, Arc::new(move |stream, names| contents.take(stream, names))).await?;
        }
        self.contents = Some(contents);
        Ok(())
    }

    /// What either side has of a change, for a patch.
    ///
    /// # Errors
    /// When what was kept can't be read back.
    pub fn bodies(&self, change: &Change) -> Result<(Body, Body)> {
        let body = |item: &Option<archive::Item>, contents: Option<&Contents>| -> Result<Body> {
            let content = match (item, contents) {
                (Some(item), _) if item.kind == ItemKind::File && item.size == 0 => Some(Vec::new()),
                (Some(item), Some(contents)) if item.kind == ItemKind::File => contents.get(&change.path)?,
                _ => None,
            };
            Ok(Body::of(item.as_ref(), content.as_deref()))
        };
        let contents = self.contents.as_ref();
        Ok((body(&change.new, contents.map(|both| &both.0))?, body(&change.old, contents.map(|both| &both.1))?))
    }

    /// The lines that a change brings and takes; none where they can't be counted.
    ///
    /// # Errors
    /// When what was kept can't be read back.
    pub fn lines(&self, change: &Change) -> Result<Option<Lines>> {
        if !change.is_in_content() {
            return Ok(Some(Lines::default()));
        }
        let (new, old) = self.bodies(change)?;
        Ok(patch::count(&new, &old))
    }

    /// An archive of the changes: all that is new or changed, and then what is gone.
    ///
    /// # Errors
    /// As the comparison.
    async fn archive(&self, deps: &Deps, changes: &[Change], gone: Vec<Vec<u8>>) -> Result<Spool> {
        let kept = |kind: ItemKind| matches!(kind, ItemKind::File | ItemKind::Directory | ItemKind::Symlink);
        let has_new = changes.iter().filter(|change| change.new.as_ref().is_some_and(|item| kept(item.kind)));
        let paths = has_new.map(|change| change.path.clone()).collect();
        let parts = Spool::new(deps)?;
        let to = parts.clone();
        let take = move |stream: &mut dyn Read, names: &archive::Names| {
            to.fill(|sink| archive::sift(stream, names, sink).map_err(Error::from))
        };
        self.new.entries(deps, &paths, Arc::new(take)).await?;
        parts.fill(|sink| archive::seal(&gone, sink).map_err(Error::from))?;
        Ok(parts)
    }

    /// Writes the changes as an archive to `sink`: all that is new or changed, and then what is gone.
    ///
    /// # Errors
    /// As the comparison; `closed_pipe` when nobody reads it.
    pub async fn write_archive(&self, deps: &Deps, mut sink: Box<dyn Write + Send>) -> Result<()> {
        let gone =
            self.changes.iter().filter(|change| change.new.is_none()).map(|change| change.path.clone()).collect();
        let archive = self.archive(deps, &self.changes, gone).await?;
        let written = blocking(move || {
            let copied = std::io::copy(&mut archive.open(), &mut sink).and_then(|_| sink.flush());
            copied.map_err(|cause| match cause.kind() {
                std::io::ErrorKind::BrokenPipe => {
                    Error::new(Kind::ClosedPipe, "the reader of the tar stream has gone").because(cause)
                }
                _ => Error::io("writing the tar stream", cause),
            })
        });
        deps.signals.guard(written).await
    }
}
