//! What differs between two trees, by their lists: both are passed through once, side by side.

use crate::archive::{Item, ItemKind, Items, Patterns, lies_below, order};
use crate::error::Result;

/// How something differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// Only the new side has it.
    Added,
    /// Only the old side has it.
    Removed,
    /// Its content, its link or its mode differs.
    Modified,
    /// It is a thing of another kind: a link where a file was.
    TypeChanged,
}

/// One path that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The path from the top.
    pub path: Vec<u8>,
    /// What the new side has there.
    pub new: Option<Item>,
    /// What the old side has there.
    pub old: Option<Item>,
}

impl Change {
    /// How it differs.
    pub fn kind(&self) -> ChangeKind {
        match (&self.new, &self.old) {
            (Some(_), None) => ChangeKind::Added,
            (Some(new), Some(old)) if new.kind == old.kind => ChangeKind::Modified,
            (Some(_), Some(_)) => ChangeKind::TypeChanged,
            (None, _) => ChangeKind::Removed,
        }
    }

    /// Whether either side has this kind of thing there.
    pub fn has(&self, kind: ItemKind) -> bool {
        [&self.new, &self.old].into_iter().flatten().any(|item| item.kind == kind)
    }

    /// Whether the content differs, and not only the mode.
    pub fn is_in_content(&self) -> bool {
        match (&self.new, &self.old) {
            (Some(new), Some(old)) => !is_same_content(new, old),
            _ => true,
        }
    }
}

/// Whether two things are the same but for their modes.
fn is_same_content(one: &Item, other: &Item) -> bool {
    one.kind == other.kind
        && match one.kind {
            // Without a digest nothing is known.
            ItemKind::File => one.digest.is_some() && one.digest == other.digest && one.size == other.size,
            ItemKind::Symlink => one.link == other.link,
            ItemKind::Directory | ItemKind::Special | ItemKind::Gone => true,
        }
}

/// Which modes count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modes {
    /// Every bit.
    Exact,
    /// Whether a file can be executed: on a host folder the rest is the umask's affair.
    Executable,
}

impl Modes {
    fn are_same(self, one: &Item, other: &Item) -> bool {
        match (self, one.kind) {
            (_, ItemKind::Symlink) => true,
            (Modes::Exact, _) => one.mode == other.mode,
            (Modes::Executable, ItemKind::File) => (one.mode ^ other.mode) & 0o100 == 0,
            (Modes::Executable, _) => true,
        }
    }
}

/// What counts as a difference.
#[derive(Debug)]
pub struct Rules {
    /// Names of directories that are left out where only one side has them.
    pub caches: Vec<Vec<u8>>,
    /// They are left out where both sides have them too: no image vouches for them.
    pub caches_everywhere: bool,
    /// Places that are the guest's own, with all below them.
    pub own: Vec<Vec<u8>>,
    /// What else is left out.
    pub exclude: Patterns,
    /// Which modes count.
    pub modes: Modes,
}

impl Rules {
    /// Whether two things are the same. Owners and times never count.
    pub fn are_same(&self, one: &Item, other: &Item) -> bool {
        is_same_content(one, other) && self.modes.are_same(one, other)
    }

    fn leave_out(&self, path: &[u8], new: Option<&Item>, old: Option<&Item>) -> bool {
        let directory = [new, old].into_iter().flatten().any(|item| item.kind == ItemKind::Directory);
        let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        let one_sided = new.is_none() || old.is_none();
        let is_cache = directory && self.caches.iter().any(|cache| cache == name);
        (is_cache && (one_sided || self.caches_everywhere))
            || self.own.iter().any(|own| own == path)
            || self.exclude.leave_out(path, directory)
    }
}

/// Two trees side by side: each path once, with what either side has there.
struct Pairs<N, O> {
    new: N,
    old: O,
    next_new: Option<Item>,
    next_old: Option<Item>,
}

impl<N: Items, O: Items> Pairs<N, O> {
    /// Begins to read both.
    ///
    /// # Errors
    /// `damaged`.
    fn new(mut new: N, mut old: O) -> Result<Pairs<N, O>> {
        let (next_new, next_old) = (new.next()?, old.next()?);
        Ok(Pairs { new, old, next_new, next_old })
    }

    /// The next path.
    ///
    /// # Errors
    /// `damaged`.
    fn pair(&mut self) -> Result<Option<(Option<Item>, Option<Item>)>> {
        let (takes_new, takes_old) = match (&self.next_new, &self.next_old) {
            (None, None) => return Ok(None),
            (Some(new), Some(old)) => {
                let order = order(&new.path, &old.path);
                (order.is_le(), order.is_ge())
            }
            (new, old) => (new.is_some(), old.is_some()),
        };
        let (mut new, mut old) = (None, None);
        if takes_new {
            new = std::mem::replace(&mut self.next_new, self.new.next()?);
        }
        if takes_old {
            old = std::mem::replace(&mut self.next_old, self.old.next()?);
        }
        Ok(Some((new, old)))
    }
}

/// What the new tree has that the old one has not, in the order of a walk. The tops themselves are not compared.
///
/// # Errors
/// `damaged`.
pub fn compare(new: impl Items, old: impl Items, rules: &Rules) -> Result<Vec<Change>> {
    let mut pairs = Pairs::new(new, old)?;
    let mut changes = Vec::new();
    let mut left_out: Option<Vec<u8>> = None;
    while let Some((new, old)) = pairs.pair()? {
        let Some(path) = new.as_ref().or(old.as_ref()).map(|item| item.path.clone()) else { continue };
        if path.is_empty() || left_out.as_ref().is_some_and(|folder| lies_below(&path, folder)) {
            continue;
        }
        if rules.leave_out(&path, new.as_ref(), old.as_ref()) {
            left_out = Some(path);
            continue;
        }
        if !matches!((&new, &old), (Some(new), Some(old)) if rules.are_same(new, old)) {
            changes.push(Change { path, new, old });
        }
    }
    Ok(changes)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Items one after the other.
    pub(crate) struct Row(std::vec::IntoIter<Item>);

    impl Items for Row {
        fn next(&mut self) -> std::result::Result<Option<Item>, crate::archive::ArchiveError> {
            Ok(self.0.next())
        }
    }

    pub(crate) fn row(items: &[Item]) -> Row {
        let mut items = items.to_vec();
        items.sort_by(|one, other| order(&one.path, &other.path));
        Row(items.into_iter())
    }

    pub(crate) fn file(path: &str, content: u8) -> Item {
        let item = Item::at(path.into(), ItemKind::File);
        Item { mode: 0o644, size: 1, digest: Some([content; 32]), mtime: (i64::from(content), 0), ..item }
    }

    pub(crate) fn folder(path: &str) -> Item {
        Item { mode: 0o755, ..Item::at(path.into(), ItemKind::Directory) }
    }

    pub(crate) fn link(path: &str, to: &str) -> Item {
        Item { mode: 0o777, link: to.into(), ..Item::at(path.into(), ItemKind::Symlink) }
    }

    pub(crate) fn rules() -> Rules {
        Rules {
            caches: vec![b"out".to_vec()],
            caches_everywhere: false,
            own: vec![b"var/lib/own".to_vec()],
            exclude: Patterns::new(&["*.log".to_owned()]).unwrap(),
            modes: Modes::Exact,
        }
    }

    fn compared(new: &[Item], old: &[Item], rules: &Rules) -> Vec<(String, ChangeKind)> {
        let changes = compare(row(new), row(old), rules).unwrap();
        changes.iter().map(|change| (String::from_utf8(change.path.clone()).unwrap(), change.kind())).collect()
    }

    #[test]
    fn each_way_to_differ_has_its_name_and_what_is_the_same_is_silent() {
        use ChangeKind::*;
        let mode = Item { mode: 0o600, ..file("mode", 1) };
        let new = [folder(""), file("a", 1), file("b", 2), link("c", "x"), folder("d"), mode, file("same", 1)];
        let old =
            [file("b", 1), file("c", 1), file("gone", 1), file("mode", 1), file("same", 1), link("d", "x"), folder("")];
        let expected = [
            ("a", Added),
            ("b", Modified),
            ("c", TypeChanged),
            ("d", TypeChanged),
            ("gone", Removed),
            ("mode", Modified),
        ];
        let expected = expected.map(|(path, kind)| (path.to_owned(), kind));
        assert_eq!(compared(&new, &old, &rules()), expected);
        assert_eq!(compared(&new, &new, &rules()), []);
        let loose = Rules { modes: Modes::Executable, ..rules() };
        assert!(compared(&new, &old, &loose).iter().all(|(path, _)| path != "mode"));
    }

    #[test]
    fn caches_are_left_out_unless_both_sides_have_them() {
        let new = [folder("out"), file("out/x", 2), folder("a"), folder("a/out"), file("a/out/y", 1), file("b.log", 1)];
        let old = [folder("out"), file("out/x", 1), folder("a"), folder("var/lib/own"), file("var/lib/own/x", 1)];
        assert_eq!(compared(&new, &old, &rules()), [("out/x".to_owned(), ChangeKind::Modified)]);
        assert_eq!(compared(&old, &new, &rules()), [("out/x".to_owned(), ChangeKind::Modified)]);
        assert_eq!(compared(&new, &old, &Rules { caches_everywhere: true, ..rules() }), []);
    }

    #[test]
    fn a_file_without_a_digest_is_taken_for_changed() {
        let unknown = [Item { digest: None, ..file("a", 1) }];
        assert_eq!(compared(&unknown, &unknown, &rules()).len(), 1);
    }
}
