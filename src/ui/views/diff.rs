//! How two trees differ, as it is shown: JSON, names, and a table like git's.

use crate::archive::{self, Item, ItemKind, lies_below};
use crate::sandbox::ops::diff::compare::{Change, ChangeKind};
use crate::sandbox::ops::diff::patch::{Lines, quoted};
use base64::Engine as _;
use serde::Serialize;
use std::fmt::Write;

/// The name of this shape.
pub const SCHEMA: &str = "diff.v1";
/// The columns of plus and minus signs off a terminal.
const GRAPH: usize = 40;

/// What one side has at a path.
#[derive(Debug, Clone, Serialize)]
pub struct ThingView {
    /// `file`, `directory`, `symlink` or `special`.
    pub kind: &'static str,
    /// Its permissions in octal digits: `0644`.
    pub mode: String,
    /// Bytes of a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Where a symbolic link leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl ThingView {
    fn new(item: &Item) -> ThingView {
        let kind = match item.kind {
            ItemKind::File => "file",
            ItemKind::Directory => "directory",
            ItemKind::Symlink => "symlink",
            ItemKind::Special | ItemKind::Gone => "special",
        };
        ThingView {
            kind,
            mode: format!("{:04o}", item.mode),
            size: (item.kind == ItemKind::File).then_some(item.size),
            link: (item.kind == ItemKind::Symlink).then(|| String::from_utf8_lossy(&item.link).into_owned()),
        }
    }
}

/// One path that differs.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// The path from the top; bytes that are no UTF-8 are replaced.
    pub path: String,
    /// The path where it is no UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_base64: Option<String>,
    /// `added`, `removed`, `modified` or `type_changed`.
    pub change: &'static str,
    /// What the new side has.
    pub new: Option<ThingView>,
    /// What the old side has.
    pub old: Option<ThingView>,
    /// A side is no text, or too long to be read as one; absent where nobody looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub binary: Option<bool>,
    /// Lines that only the new side has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines_added: Option<u64>,
    /// Lines that only the old side has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines_removed: Option<u64>,
}

impl ChangeView {
    /// A change; `looked` is what looking into the content came to, if anybody did.
    pub fn new(change: &Change, looked: Option<Option<Lines>>) -> ChangeView {
        let of = |item: &Option<Item>| item.as_ref().map(ThingView::new);
        let is_text = std::str::from_utf8(&change.path).is_ok();
        let lines = looked.flatten();
        ChangeView {
            path: String::from_utf8_lossy(&change.path).into_owned(),
            path_base64: (!is_text).then(|| base64::engine::general_purpose::STANDARD.encode(&change.path)),
            change: word(change.kind()),
            new: of(&change.new),
            old: of(&change.old),
            binary: looked.map(|lines| lines.is_none()),
            lines_added: lines.map(|lines| lines.added),
            lines_removed: lines.map(|lines| lines.removed),
        }
    }
}

fn word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Modified => "modified",
        ChangeKind::TypeChanged => "type_changed",
    }
}

/// How many changes there are of each kind.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TotalsView {
    /// Paths that only the new side has.
    pub added: u64,
    /// Paths that only the old side has.
    pub removed: u64,
    /// Paths whose content, link or mode differs.
    pub modified: u64,
    /// Paths that are another kind of thing.
    pub type_changed: u64,
    /// Bytes of the new side's files.
    pub bytes: u64,
}

impl TotalsView {
    /// The totals of some changes.
    pub fn of(changes: &[Change]) -> TotalsView {
        let mut totals = TotalsView::default();
        for change in changes {
            *match change.kind() {
                ChangeKind::Added => &mut totals.added,
                ChangeKind::Removed => &mut totals.removed,
                ChangeKind::Modified => &mut totals.modified,
                ChangeKind::TypeChanged => &mut totals.type_changed,
            } += 1;
            totals.bytes += change.new.as_ref().map_or(0, |item| item.size);
        }
        totals
    }
}

/// All that differs.
#[derive(Debug, Clone, Serialize)]
pub struct DiffView {
    /// The new side.
    pub new: String,
    /// The old side.
    pub old: String,
    /// What differs, in the order of a walk.
    pub items: Vec<ChangeView>,
    /// How many of each kind.
    pub totals: TotalsView,
}

/// What was brought to another tree, or would be.
#[derive(Debug, Clone, Serialize)]
pub struct ApplyView {
    /// Where the changes come from.
    pub source: String,
    /// What they are changes to.
    pub base: String,
    /// Where they go.
    pub dest: String,
    /// Nothing was done: it is what would be done.
    pub dry_run: bool,
    /// The changes, in the order of a walk.
    pub items: Vec<ChangeView>,
    /// What stands in their way; with any of them, nothing is done.
    pub conflicts: Vec<ConflictView>,
    /// Changes that the destination has already.
    pub settled_count: u64,
    /// Changes that can't be brought: device nodes, fifos, sockets, modes of folders that exist.
    pub left_out_count: u64,
    /// How many of each kind.
    pub totals: TotalsView,
}

/// A path that the destination has changed too.
#[derive(Debug, Clone, Serialize)]
pub struct ConflictView {
    /// The path from the top; bytes that are no UTF-8 are replaced.
    pub path: String,
    /// What is in the way.
    pub reason: &'static str,
    /// Whether `--force` would settle it.
    pub forcible: bool,
}

/// Whether a change is worth a line: a folder is only where nothing below it says the same.
pub fn is_shown(change: &Change, next: Option<&Change>) -> bool {
    let is_folder = [&change.new, &change.old].into_iter().flatten().all(|item| item.kind == ItemKind::Directory);
    let said_below = next.is_some_and(|next| lies_below(&next.path, &change.path));
    !(is_folder && said_below && change.kind() != ChangeKind::Modified)
}

/// A path on a line of its own: written as git does, a folder with a slash.
pub fn name(change: &Change) -> Vec<u8> {
    let is_folder = change.new.as_ref().or(change.old.as_ref()).is_some_and(|item| item.kind == ItemKind::Directory);
    let path = if is_folder { [&change.path[..], b"/"].concat() } else { change.path.clone() };
    quoted(b"", &path)
}

/// The letter that git has for a kind of change.
pub fn letter(kind: ChangeKind) -> char {
    match kind {
        ChangeKind::Added => 'A',
        ChangeKind::Removed => 'D',
        ChangeKind::Modified => 'M',
        ChangeKind::TypeChanged => 'T',
    }
}

/// A line of the table: a path, and what happened to it.
#[derive(Debug, Clone)]
pub struct Row {
    name: String,
    told: Told,
}

#[derive(Debug, Clone)]
enum Told {
    Lines(Lines),
    Words(String),
}

impl Row {
    /// The row of a change; `lines` as far as they can be counted.
    pub fn new(change: &Change, lines: Option<Lines>) -> Row {
        let size = |item: &Option<Item>| item.as_ref().map_or(0, |item| item.size);
        let mode = |item: &Option<Item>| item.as_ref().map_or(0, |item| item.mode);
        let told = match (change.kind(), lines) {
            (ChangeKind::Modified, _) if !change.is_in_content() => {
                Told::Words(format!("mode {:04o} -> {:04o}", mode(&change.old), mode(&change.new)))
            }
            (ChangeKind::Added, _) if change.has(ItemKind::Directory) => Told::Words("new folder".to_owned()),
            (ChangeKind::Removed, _) if change.has(ItemKind::Directory) => Told::Words("folder removed".to_owned()),
            _ if change.has(ItemKind::Special) => Told::Words("no file".to_owned()),
            (_, Some(lines)) => Told::Lines(lines),
            (_, None) => Told::Words(format!("Bin {} -> {} bytes", size(&change.old), size(&change.new))),
        };
        let slash = if change.has(ItemKind::Directory) && change.kind() != ChangeKind::TypeChanged { "/" } else { "" };
        Row { name: archive::shown(&change.path) + slash, told }
    }
}

/// The table, with a line of totals. Off a terminal no name is cut.
pub fn stat(rows: &[Row], width: Option<usize>) -> String {
    let length = |text: &str| text.chars().count();
    let longest = rows.iter().map(|row| length(&row.name)).max().unwrap_or(0);
    let most = rows.iter().map(|row| if let Told::Lines(lines) = row.told { lines.added + lines.removed } else { 0 });
    let most = most.max().unwrap_or(0);
    let digits = most.to_string().len();
    // A blank before the name, and ` | ` after it.
    let for_names = width.map_or(longest, |width| longest.min((width.saturating_sub(digits + 16)).max(16)));
    let graph = width.map_or(GRAPH, |width| width.saturating_sub(for_names + digits + 6)).clamp(8, 100);
    let mut text = String::new();
    let (mut added, mut removed) = (0, 0);
    for row in rows {
        let cut = match length(&row.name) {
            all if all > for_names => format!("...{}", row.name.chars().skip(all + 3 - for_names).collect::<String>()),
            _ => row.name.clone(),
        };
        let pad = " ".repeat(for_names - length(&cut).min(for_names));
        // Writing to a String can't fail.
        let _ = match &row.told {
            Told::Words(words) => writeln!(text, " {cut}{pad} | {words}"),
            Told::Lines(lines) => {
                (added, removed) = (added + lines.added, removed + lines.removed);
                let (plus, minus) = signs(*lines, most, graph);
                let count = lines.added + lines.removed;
                let signs = "+".repeat(plus) + &"-".repeat(minus);
                writeln!(text, "{}", format!(" {cut}{pad} | {count:>digits$} {signs}").trim_end())
            }
        };
    }
    let plural = |count: u64, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let mut total = format!(" {} changed", plural(rows.len() as u64, "path"));
    if added > 0 {
        total += &format!(", {}(+)", plural(added, "insertion"));
    }
    if removed > 0 {
        total += &format!(", {}(-)", plural(removed, "deletion"));
    }
    text + &total + "\n"
}

/// How many signs stand for some lines, where `most` lines have `width` of them.
fn signs(lines: Lines, most: u64, width: usize) -> (usize, usize) {
    let width = width as u64;
    let scaled = |count: u64| match count {
        0 => 0,
        _ if most <= width => count,
        _ => (u128::from(count) * u128::from(width) / u128::from(most)).max(1) as u64,
    };
    let number = |count: u64| usize::try_from(scaled(count)).unwrap_or(usize::MAX);
    (number(lines.added), number(lines.removed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::ops::diff::compare::tests::{file, folder, link};

    fn change(new: Option<Item>, old: Option<Item>) -> Change {
        let path = new.as_ref().or(old.as_ref()).unwrap().path.clone();
        Change { path, new, old }
    }

    fn sample() -> Vec<(Change, Option<Lines>)> {
        let lines = |added, removed| Some(Lines { added, removed });
        let mode = Item { mode: 0o755, ..file("run.sh", 1) };
        vec![
            (change(Some(file("a", 2)), Some(file("a", 1))), lines(3, 1)),
            (change(Some(file("a long/path to/a file", 1)), None), lines(120, 0)),
            (change(Some(file("binary", 1)), Some(file("binary", 2))), None),
            (change(Some(folder("empty")), None), lines(0, 0)),
            (change(None, Some(file("gone\n", 1))), lines(0, 2)),
            (change(Some(mode), Some(file("run.sh", 1))), lines(0, 0)),
            (change(Some(link("x", "y")), Some(file("x", 1))), lines(1, 1)),
        ]
    }

    #[test]
    fn the_table_reads_like_gits() {
        let rows: Vec<Row> = sample().iter().map(|(change, lines)| Row::new(change, *lines)).collect();
        insta::assert_snapshot!(stat(&rows, None), @r"
         a                     |   4 +-
         a long/path to/a file | 120 ++++++++++++++++++++++++++++++++++++++++
         binary                | Bin 1 -> 1 bytes
         empty/                | new folder
         gone\n                |   2 -
         run.sh                | mode 0644 -> 0755
         x                     |   2 +-
         7 paths changed, 124 insertions(+), 4 deletions(-)
        ");
        let narrow = stat(&rows, Some(30));
        assert!(narrow.contains(" ...ath to/a file | 120 ++++++++\n"), "{narrow}");
        assert!(stat(&rows, Some(44)).lines().take(rows.len()).all(|line| line.chars().count() <= 44));
    }

    #[test]
    fn a_folder_is_named_only_where_nothing_below_it_is() {
        let (outer, inner) = (change(Some(folder("a")), None), change(Some(file("a/b", 1)), None));
        assert!(!is_shown(&outer, Some(&inner)) && is_shown(&outer, None) && is_shown(&inner, None));
        let mode = change(Some(Item { mode: 0o700, ..folder("a") }), Some(folder("a")));
        assert!(is_shown(&mode, Some(&inner)));
    }

    #[test]
    fn programs_read_names_that_are_no_text_too() {
        let mut odd = change(Some(file("x", 1)), None);
        odd.path = b"\xff".to_vec();
        let view = serde_json::to_value(ChangeView::new(&odd, Some(None))).unwrap();
        let expected = serde_json::json!({
            "path": "\u{fffd}", "path_base64": "/w==", "change": "added", "binary": true,
            "new": { "kind": "file", "mode": "0644", "size": 1 }, "old": null,
        });
        assert_eq!(view, expected);
    }
}
