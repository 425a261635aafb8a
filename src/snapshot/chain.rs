//! A snapshot with those that it only adds to: what it takes to make its tree again.

use super::local::LocalStore;
use super::manifest::Manifest;
use crate::archive::{self, Items, ListReader, Merged};
use crate::error::{Error, Kind, Result};
use crate::sandbox::id::Id;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// The most snapshots that one may need.
pub const MAX: usize = 8;
/// Memory that an archive may ask for to be read: a window of so many bits.
pub(super) const MAX_WINDOW: u32 = 27;
/// Bytes of headers that one entry may have at most.
const MAX_HEADERS: u64 = 2 << 20;

/// A snapshot and what it adds to, the whole one first.
#[derive(Debug, Clone)]
pub struct Chain {
    store: LocalStore,
    /// The snapshots; never empty.
    pub links: Vec<Manifest>,
}

impl Chain {
    /// The chain that ends with a snapshot.
    ///
    /// # Errors
    /// `not_found` when there is no such snapshot; `damaged` when one that it needs is missing.
    pub fn of(store: &LocalStore, id: &Id) -> Result<Chain> {
        let gone =
            || Error::new(Kind::NotFound, format!("no snapshot {id}")).hint("list them with: sandcastle snapshots ls");
        let mut links = vec![store.find(id)?.ok_or_else(gone)?];
        while let Some(base) = links.last().and_then(|last| last.base.clone()) {
            if links.len() == MAX || links.iter().any(|link| link.id == base) {
                return Err(Error::new(Kind::Damaged, format!("snapshot {id} needs more others than can be")));
            }
            let missing = || {
                Error::new(Kind::Damaged, format!("snapshot {id} only adds to {base}, which is not there"))
                    .hint("import or pull that one too")
            };
            links.push(store.find(&base)?.ok_or_else(missing)?);
        }
        links.reverse();
        Ok(Chain { store: store.clone(), links })
    }

    /// The snapshot itself.
    pub fn last(&self) -> &Manifest {
        &self.links[self.links.len() - 1]
    }

    /// Bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.links.iter().map(|link| link.bytes).sum()
    }

    /// Checks length and digest of every file that is needed.
    ///
    /// # Errors
    /// `damaged`, naming the file.
    pub fn check(&self) -> Result<()> {
        self.links.iter().try_for_each(|link| self.store.check_files(link))
    }

    /// The archive of one of the links as a plain tar, which ends at what its manifest says.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn archive(&self, link: &Manifest) -> Result<impl Read + Send + use<>> {
        Ok(decoder(&self.store.archive(&link.id))?.take(plain_limit(link)))
    }

    /// The index of one of the links, as [`archive::read_index`] reads it.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn index(&self, link: &Manifest) -> Result<impl Read + Send + use<>> {
        decoder(&self.store.index(&link.id))
    }

    /// The items of the tree: those of the image, and over them those of each link.
    ///
    /// # Errors
    /// `damaged`.
    pub fn items(&self, image: Box<dyn Items + Send>) -> Result<Box<dyn Items + Send>> {
        let mut items = image;
        for link in &self.links {
            let path = self.store.index(&link.id);
            let gone = archive::read_index(BufReader::new(decoder(&path)?), |_| Ok(()))?;
            let changed = ListReader::new(BufReader::new(decoder(&path)?))?;
            items = Box::new(Merged::new(items, changed, gone)?);
        }
        Ok(items)
    }

    /// Reads the whole archive of every link against its index and its manifest: every file has the digest that was
    /// written, and there is nothing else.
    ///
    /// # Errors
    /// `damaged`, saying what is wrong.
    pub fn verify(&self) -> Result<()> {
        self.links.iter().try_for_each(|link| self.verify_link(link))
    }

    /// As [`Chain::verify`], for one link alone.
    ///
    /// # Errors
    /// The same.
    pub fn verify_link(&self, link: &Manifest) -> Result<()> {
        self.store.check_files(link)?;
        let damaged = |why: String| Error::new(Kind::Damaged, format!("snapshot {} is damaged: {why}", link.id));
        let mut found = Vec::new();
        let indexed = archive::index(&mut self.archive(link)?, &mut found, None);
        let indexed = indexed.map_err(|error| damaged(error.to_string()))?;
        let mut kept = Vec::new();
        let mut index = BufReader::new(decoder(&self.store.index(&link.id))?);
        index.read_to_end(&mut kept).map_err(|error| damaged(format!("its index: {}", crate::error::plain(&error))))?;
        if found != kept {
            return Err(damaged("its index lists other files than it holds".to_owned()));
        }
        if (indexed.entries, indexed.bytes, indexed.gone) != (link.files, link.bytes, link.gone) {
            return Err(damaged("it does not hold what its manifest says".to_owned()));
        }
        Ok(())
    }
}

/// The most bytes of plain tar that a manifest stands for.
pub(super) fn plain_limit(manifest: &Manifest) -> u64 {
    let entries = manifest.files.saturating_add(manifest.gone).saturating_add(16);
    manifest.bytes.saturating_add(entries.saturating_mul(MAX_HEADERS))
}

pub(super) fn decoder(path: &Path) -> Result<zstd::Decoder<'static, BufReader<File>>> {
    let open = || {
        let mut decoder = zstd::Decoder::with_buffer(BufReader::with_capacity(1 << 18, File::open(path)?))?;
        decoder.window_log_max(MAX_WINDOW)?;
        Ok(decoder)
    };
    open().map_err(|error: std::io::Error| Error::io(format!("reading {}", path.display()), error))
}
