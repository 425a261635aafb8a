//! Snapshots, restores and forks of real sandboxes: everything comes back, and only where it belongs.

mod faults;
mod flow;
mod forks;
mod trees;

use crate::support::Home;
use std::path::{Path, PathBuf};

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engine/state").join(name)
}

/// A snapshot's id.
#[track_caller]
fn snapshot(home: &Home, arguments: &[&str]) -> String {
    home.run(["snapshot"].iter().chain(arguments)).success().any_stderr().id()
}

/// What a shell line in a sandbox prints.
#[track_caller]
fn shell(home: &Home, sandbox: &str, line: &str) -> String {
    home.run(["exec", sandbox, line]).success().text()
}

/// What lies in the store of a home, half-written things included.
fn stored(home: &Home) -> Vec<String> {
    crate::support::names(&home.folder().join("home/data/snapshots"))
}
