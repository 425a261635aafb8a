//! What lies over an image, and the adapters that make one tree of both.

use super::spool::Spool;
use crate::archive::{self, ArchiveError, Item, ItemKind, Items, ListReader, Merged, Names, lies_below};
use crate::error::Result;
use crate::snapshot::{Chain, Manifest};
use std::collections::HashMap;
use std::io::{BufReader, Read};

/// Any list.
pub(super) type AnyItems = Box<dyn Items + Send>;

/// An archive of changes with its index.
#[derive(Debug, Clone)]
pub(super) enum Layer {
    /// What was captured of a sandbox just now.
    Captured {
        /// The archive, where it was kept.
        archive: Option<Spool>,
        /// What it holds.
        index: Spool,
    },
    /// A snapshot, or one that it adds to.
    Stored(Chain, Box<Manifest>),
}

impl Layer {
    /// The archive; none where it was not kept.
    ///
    /// # Errors
    /// When it can't be read.
    pub(super) fn archive(&self) -> Result<Option<Box<dyn Read + Send>>> {
        Ok(match self {
            Layer::Captured { archive, .. } => archive.as_ref().map(|spool| Box::new(spool.open()) as _),
            Layer::Stored(chain, link) => Some(Box::new(chain.archive(link)?)),
        })
    }

    fn index(&self) -> Result<Box<dyn Read + Send>> {
        Ok(match self {
            Layer::Captured { index, .. } => Box::new(index.open()),
            Layer::Stored(chain, link) => Box::new(BufReader::new(chain.index(link)?)),
        })
    }

    /// The items of a tree with this over it.
    ///
    /// # Errors
    /// `damaged`.
    pub(super) fn over(&self, below: AnyItems) -> Result<AnyItems> {
        let mut linked: HashMap<Vec<u8>, Vec<u8>> = HashMap::new();
        let gone = archive::read_index(self.index()?, |item| {
            if is_name_of_another(&item) {
                linked.insert(item.path, item.link);
            }
            Ok(())
        })?;
        let mut firsts: HashMap<Vec<u8>, Item> =
            linked.values().map(|first| (first.clone(), Item::at(first.clone(), ItemKind::Gone))).collect();
        archive::read_index(self.index()?, |item| {
            if let Some(first) = firsts.get_mut(&item.path) {
                *first = item;
            }
            Ok(())
        })?;
        let changed = Told { inner: ListReader::new(self.index()?)?, firsts };
        Ok(Box::new(Merged::new(below, changed, gone)?))
    }

    /// Which of its entries are wanted, by the names that `outside` gives them.
    ///
    /// # Errors
    /// `damaged`.
    pub(super) fn names(&self, outside: impl Fn(&[u8]) -> Option<Vec<u8>>) -> Result<Names> {
        let mut names = Names::new();
        archive::read_index(self.index()?, |item| {
            if let Some(name) = outside(&item.path) {
                // The content of one more name stands at the first.
                if is_name_of_another(&item) {
                    names.entry(item.link).or_insert_with(|| name.clone());
                }
                names.insert(item.path, name);
            }
            Ok(())
        })?;
        Ok(names)
    }
}

fn is_name_of_another(item: &Item) -> bool {
    item.kind == ItemKind::File && !item.link.is_empty()
}

/// A list whose further names of files tell what the first ones tell.
struct Told<R> {
    inner: ListReader<R>,
    firsts: HashMap<Vec<u8>, Item>,
}

impl<R: Read> Items for Told<R> {
    fn next(&mut self) -> Result<Option<Item>, ArchiveError> {
        let Some(mut item) = self.inner.read()? else { return Ok(None) };
        if is_name_of_another(&item)
            && let Some(first) = self.firsts.get(&item.link)
        {
            (item.digest, item.size, item.mode) = (first.digest, first.size, first.mode);
        }
        Ok(Some(item))
    }
}

/// The part of a list that lies below a folder, seen from there.
pub(super) struct Narrowed<I> {
    inner: I,
    within: Vec<u8>,
}

impl<I: Items> Narrowed<I> {
    /// What lies below `within`; empty is all.
    pub(super) fn new(inner: I, within: &[u8]) -> Narrowed<I> {
        Narrowed { inner, within: within.to_vec() }
    }
}

impl<I: Items> Items for Narrowed<I> {
    fn next(&mut self) -> Result<Option<Item>, ArchiveError> {
        while let Some(item) = self.inner.next()? {
            if let Some(path) = below(&item.path, &self.within) {
                let is_top = path.is_empty();
                if is_top && item.kind != ItemKind::Directory {
                    return Err(no_folder(&item));
                }
                return Ok(Some(Item { path: path.to_vec(), ..item }));
            }
            if item.kind == ItemKind::Symlink && lies_below(&self.within, &item.path) {
                return Err(no_folder(&item));
            }
        }
        Ok(None)
    }
}

fn no_folder(item: &Item) -> ArchiveError {
    let what = match item.kind {
        ItemKind::Symlink => format!("a link to {}: name that", archive::shown(&item.link)),
        _ => "no folder".to_owned(),
    };
    ArchiveError::Invalid(format!("/{} is {what}", archive::shown(&item.path)))
}

/// `path` as it is seen from the folder `within`, if it lies there.
pub(super) fn below<'p>(path: &'p [u8], within: &[u8]) -> Option<&'p [u8]> {
    if within.is_empty() || path == within {
        return Some(&path[within.len()..]);
    }
    lies_below(path, within).then(|| &path[within.len() + 1..])
}

/// A list without some of its items.
pub(super) struct Without<'n, I> {
    inner: I,
    names: &'n Names,
}

impl<'n, I: Items> Without<'n, I> {
    /// `inner` without what `names` names.
    pub(super) fn new(inner: I, names: &'n Names) -> Without<'n, I> {
        Without { inner, names }
    }
}

impl<I: Items> Items for Without<'_, I> {
    fn next(&mut self) -> Result<Option<Item>, ArchiveError> {
        while let Some(mut item) = self.inner.next()? {
            if !self.names.contains_key(&item.path) {
                // Below it, something may be wanted.
                item.settled &= self.names.is_empty();
                return Ok(Some(item));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::super::compare::tests::{file, folder, link, row};
    use super::*;

    fn all(mut items: impl Items) -> Result<Vec<String>, ArchiveError> {
        let mut paths = Vec::new();
        while let Some(item) = items.next()? {
            paths.push(String::from_utf8(item.path).unwrap());
        }
        Ok(paths)
    }

    #[test]
    fn a_part_of_a_list_is_seen_from_its_folder() {
        let items = [folder(""), folder("a"), file("a-b", 1), folder("a/b"), file("a/b/c", 1), link("l", "a")];
        assert_eq!(all(Narrowed::new(row(&items), b"a")).unwrap(), ["", "b", "b/c"]);
        assert_eq!(all(Narrowed::new(row(&items), b"a/b")).unwrap(), ["", "c"]);
        assert_eq!(all(Narrowed::new(row(&items), b"none")).unwrap(), Vec::<String>::new());
        assert_eq!(all(Narrowed::new(row(&items), b"")).unwrap().len(), 6);
        for wrong in [&b"l"[..], b"l/b", b"a-b"] {
            assert!(matches!(all(Narrowed::new(row(&items), wrong)), Err(ArchiveError::Invalid(_))));
        }
    }
}
