//! A list over another one: what a tree holds after changes, without holding either list.

use std::collections::VecDeque;

use super::error::Result;
use super::listing::{Item, ItemKind, Items, lies_below, order};

/// The items of `below`, replaced by those of `above`, without what is gone.
pub struct Merged<B, A> {
    below: B,
    above: A,
    next_below: Option<Item>,
    next_above: Option<Item>,
    /// Paths that are gone with all below them, in the order of a walk.
    gone: VecDeque<Vec<u8>>,
    /// What lies below this went with it.
    covered: Option<Vec<u8>>,
}

impl<B: Items, A: Items> Merged<B, A> {
    /// Begins to merge; `gone` is in the order of a walk.
    ///
    /// # Errors
    /// `Damaged` for a list that was cut off or altered.
    pub fn new(mut below: B, mut above: A, gone: Vec<Vec<u8>>) -> Result<Merged<B, A>> {
        let (next_below, next_above) = (below.next()?, above.next()?);
        Ok(Merged { below, above, next_below, next_above, gone: gone.into(), covered: None })
    }

    fn is_gone(&mut self, path: &[u8]) -> bool {
        if self.covered.as_ref().is_some_and(|folder| lies_below(path, folder)) {
            return true;
        }
        while let Some(gone) = self.gone.pop_front_if(|gone| order(gone, path).is_le()) {
            if *gone == *path || lies_below(path, &gone) {
                self.covered = Some(gone);
                return true;
            }
        }
        false
    }
}

impl<B: Items, A: Items> Items for Merged<B, A> {
    fn next(&mut self) -> Result<Option<Item>> {
        loop {
            let comes_first = match (&self.next_below, &self.next_above) {
                (None, None) => return Ok(None),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some(below), Some(above)) => order(&below.path, &above.path),
            };
            if comes_first.is_lt() {
                let Some(item) = self.next_below.take() else { return Ok(None) };
                self.next_below = self.below.next()?;
                if self.is_gone(&item.path) {
                    continue;
                }
                return Ok(Some(item));
            }
            let replaced = if comes_first.is_eq() { self.next_below.take() } else { None };
            if replaced.is_some() {
                self.next_below = self.below.next()?;
            }
            let Some(item) = self.next_above.take() else { return Ok(None) };
            self.next_above = self.above.next()?;
            // A directory that takes the place of all that was there is called gone, too.
            let is_covered = self.is_gone(&item.path);
            // What stood below a directory that is none any more went with it.
            if !is_covered
                && replaced.is_some_and(|item| item.kind == ItemKind::Directory)
                && item.kind != ItemKind::Directory
            {
                self.covered = Some(item.path.clone());
            }
            return Ok(Some(item));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Given(VecDeque<Item>);

    impl Items for Given {
        fn next(&mut self) -> Result<Option<Item>> {
            Ok(self.0.pop_front())
        }
    }

    fn given(paths: &[(&str, ItemKind)]) -> Given {
        Given(paths.iter().map(|(path, kind)| Item::at(path.as_bytes().to_vec(), *kind)).collect())
    }

    #[test]
    fn a_directory_that_came_anew_holds_nothing_of_the_one_that_was_gone() {
        use ItemKind::{Directory as D, File as F};
        let below = given(&[("b", D), ("b/c", D), ("b/c/d", F), ("b/e", F), ("b/f", F), ("g", F)]);
        let above = given(&[("b", D), ("b/c", F), ("b/f", F)]);
        let mut merged = Merged::new(below, above, vec![b"b".to_vec()]).unwrap();
        let mut paths = Vec::new();
        while let Some(item) = merged.next().unwrap() {
            paths.push(String::from_utf8(item.path).unwrap());
        }
        assert_eq!(paths, ["b", "b/c", "b/f", "g"]);
    }

    #[test]
    fn above_wins_and_what_is_gone_or_lies_below_a_replaced_directory_is_not_there() {
        use ItemKind::{Directory as D, File as F};
        let below = given(&[
            ("", D),
            ("a", D),
            ("a/x", F),
            ("a/y", F),
            ("b", D),
            ("b/c", D),
            ("b/c/d", F),
            ("b-c", F),
            ("e", D),
            ("e/f", F),
            ("g", F),
        ]);
        let above = given(&[("a", D), ("a/x", F), ("a/z", F), ("e", F), ("h", F)]);
        let gone = vec![b"a/y".to_vec(), b"b".to_vec()];
        let mut merged = Merged::new(below, above, gone).unwrap();
        let mut paths = Vec::new();
        while let Some(item) = merged.next().unwrap() {
            paths.push(String::from_utf8(item.path).unwrap());
        }
        assert_eq!(paths, ["", "a", "a/x", "a/z", "b-c", "e", "g", "h"]);
    }
}
