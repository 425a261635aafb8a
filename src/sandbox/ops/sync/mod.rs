//! Trees between sandboxes and versions in an object store. Nothing of them is kept on this machine in between.

mod gather;
mod mirror;
mod pull;
mod push;

pub use pull::{Pull, pull};
pub use push::push;

use crate::sandbox::ops::Deps;
use crate::sandbox::report::Event;

/// What was moved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moved {
    /// The version.
    pub version: u64,
    /// Regular files.
    pub files: u64,
    /// Bytes of their content.
    pub bytes: u64,
    /// Things that were removed, because the version does not hold them.
    pub removed: u64,
    /// Names of device nodes, fifos and sockets that were left out; at most 100.
    pub left_out: Vec<Vec<u8>>,
    /// How many were left out.
    pub left_out_count: u64,
}

fn report(deps: &Deps, moved: &Moved) {
    deps.reporter.report(Event::Moved { bytes: moved.bytes, entries: moved.files, total: Some(moved.bytes) });
}
