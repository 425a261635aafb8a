//! Which tests hold which rows of the table of bad input and faults that this project is built to (118 rows, verb by
//! verb: `init` 1–28, `exec` 29–52, `upload` 53–69, `download` 70–86, state 87–106, the rest 107–118).
//! A row is held by tests that assert what it expects; what of it none asserts is said beside them.
//!
//! `cargo test --test rows -- --nocapture` prints what is not covered.

#[path = "rows/table.rs"]
mod table;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use table::ROWS;

/// A row: its number, the tests that hold it, and what of it no test holds; nothing where they hold all of it.
type Row = (u8, &'static [&'static str], &'static str);

/// The last row.
const LAST: u8 = 118;

#[test]
fn every_row_stands_here_once_in_order_and_is_held_or_says_why_not() {
    let numbers: Vec<u8> = ROWS.iter().map(|(number, ..)| *number).collect();
    assert_eq!(numbers, (1..=LAST).collect::<Vec<u8>>());
    let held = ROWS.iter().filter(|(_, tests, open)| !tests.is_empty() && open.is_empty()).count();
    for (number, tests, open) in ROWS {
        assert!(!tests.is_empty() || !open.is_empty(), "row {number} has neither a test nor a reason");
        if !open.is_empty() {
            println!("{number}: {}{open}", if tests.is_empty() { "not covered: " } else { "open: " });
        }
    }
    println!("{held} of {LAST} rows are held whole");
}

#[test]
fn every_test_that_a_row_names_exists() {
    let mut sources = BTreeMap::new();
    for (number, tests, _) in ROWS {
        for test in *tests {
            let (file, function) = test.split_once("::").unwrap_or_else(|| panic!("row {number}: {test}"));
            let text = sources.entry(file).or_insert_with(|| source(file));
            assert!(is_test(text, function), "row {number}: {file} has no test {function}");
        }
    }
}

/// The text of a file: of the sources, or below `tests/`.
fn source(file: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path: PathBuf = if file.starts_with("src/") { root.join(file) } else { root.join("tests").join(file) };
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Whether a function of that name is a test: the mark stands before it, with nothing but other marks in between.
fn is_test(text: &str, function: &str) -> bool {
    let mut marked = false;
    for line in text.lines().map(str::trim) {
        let opens =
            |prefix: &str| line.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(&format!("{function}(")));
        if marked && (opens("fn ") || opens("async fn ")) {
            return true;
        }
        marked = line == "#[test]" || line.starts_with("#[tokio::test") || (marked && line.starts_with("#["));
    }
    false
}

#[test]
fn what_is_only_named_like_a_test_is_none() {
    assert!(is_test("#[test]\nfn one() {}", "one"));
    assert!(is_test("  #[tokio::test]\n  #[cfg(unix)]\n  async fn one() {}", "one"));
    assert!(!is_test("fn one() {}\n#[test]\nfn two() {}", "one"));
    assert!(!is_test("#[test]\nfn one_more() {}", "one"));
    assert!(!is_test("#[test]\nlet x;\nfn one() {}", "one"));
}
