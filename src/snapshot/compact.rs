//! A snapshot as one that stands for itself, whatever it adds to.

use super::chain::{Chain, decoder, plain_limit};
use super::local::{LocalStore, Staged};
use super::manifest::Manifest;
use super::write;
use crate::archive::{self, ItemKind, Layer};
use crate::error::{Error, Kind, Result};
use std::collections::HashSet;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

/// A snapshot that needs no other.
#[derive(Debug)]
pub struct Whole {
    /// What it says of itself: the same snapshot as before, without a base.
    pub manifest: Manifest,
    archive: PathBuf,
    index: PathBuf,
    /// What was made for it, which goes with it.
    _staged: Option<Staged>,
}

impl Whole {
    /// The snapshot that a chain ends with. The files of the chain are checked first; where it has one link, they are
    /// taken as they are.
    ///
    /// # Errors
    /// `damaged`, `no_space`.
    pub fn of(store: &LocalStore, chain: &Chain) -> Result<Whole> {
        chain.check()?;
        let last = chain.last().clone();
        if chain.links.len() == 1 {
            let (archive, index) = (store.archive(&last.id), store.index(&last.id));
            return Ok(Whole { manifest: last, archive, index, _staged: None });
        }
        let staged = store.stage()?;
        let written = merge(store, chain, &staged)?;
        let manifest = Manifest {
            base: None,
            files: written.indexed.entries,
            bytes: written.indexed.bytes,
            gone: written.indexed.gone,
            archive: written.archive,
            index: written.index,
            ..last
        };
        let (archive, index) = (staged.archive(), staged.index());
        Ok(Whole { manifest, archive, index, _staged: Some(staged) })
    }

    /// Where its archive is.
    pub fn archive(&self) -> &Path {
        &self.archive
    }

    /// The archive as a plain tar.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn plain(&self) -> Result<impl Read + Send + use<>> {
        Ok(decoder(&self.archive)?.take(plain_limit(&self.manifest)))
    }

    /// What it says is gone, in the order of a walk.
    ///
    /// # Errors
    /// `damaged`.
    pub fn gone(&self) -> Result<Vec<Vec<u8>>> {
        Ok(archive::read_index(BufReader::new(decoder(&self.index)?), |_| Ok(()))?)
    }
}

fn merge(store: &LocalStore, chain: &Chain, staged: &Staged) -> Result<write::Written> {
    let mut streams = Vec::new();
    for link in &chain.links {
        streams.push(chain.archive(link)?);
    }
    let mut layers = Vec::new();
    for (stream, link) in streams.iter_mut().zip(&chain.links) {
        let mut targets = HashSet::new();
        let gone = archive::read_index(BufReader::new(decoder(&store.index(&link.id))?), |item| {
            if item.kind == ItemKind::File && !item.link.is_empty() {
                targets.insert(item.link);
            }
            Ok(())
        })?;
        layers.push(Layer { stream, gone, targets });
    }
    let failed = |error| Error::io("making one archive of several", error);
    let scratch = tempfile::tempfile_in(store.spools()).map_err(failed)?;
    let (mut reader, mut writer) = std::io::pipe().map_err(failed)?;
    let (merged, written) = std::thread::scope(|scope| {
        let writing = scope.spawn(move || write::write(&mut reader, staged, None));
        let merged = archive::compact(layers, scratch, &mut writer);
        // The end of the stream.
        drop(writer);
        (merged, writing.join())
    });
    let written = written.map_err(|_| Error::new(Kind::Failed, "making one archive of several: a thread died"))?;
    match (merged, written) {
        // It is cut off because the merge failed.
        (Err(error), Err(cut)) if cut.kind() == Kind::Damaged => Err(error.into()),
        (_, Err(error)) => Err(error),
        (Err(error), Ok(_)) => Err(error.into()),
        (Ok(()), Ok(written)) => Ok(written),
    }
}
