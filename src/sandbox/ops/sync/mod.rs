//! Trees between sandboxes and versions in an object store. Nothing of them is kept on this machine in between.

mod gather;
mod mirror;
mod pull;
mod push;

pub use pull::Pull;

use crate::error::Result;
use crate::events::Draft;
use crate::registry::journal::OperationKind;
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::Deps;
use crate::sandbox::report::Event;
use crate::snapshot::remote::versions::Versions;

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

/// As [`push::push`] does, and writes it down.
///
/// # Errors
/// The same.
pub async fn push(deps: &Deps, record: &SandboxRecord, path: Vec<u8>, versions: &Versions) -> Result<Moved> {
    deps.recorded(OperationKind::Sync, record, push::push(deps, record, path, versions), amount("push")).await
}

/// As [`pull::pull`] does, and writes it down.
///
/// # Errors
/// The same.
pub async fn pull(deps: &Deps, record: &SandboxRecord, wanted: Pull, versions: &Versions) -> Result<Moved> {
    deps.recorded(OperationKind::Sync, record, pull::pull(deps, record, wanted, versions), amount("pull")).await
}

fn amount(direction: &'static str) -> impl FnOnce(&Moved, Draft) -> Draft {
    move |moved, draft| {
        let draft = draft.with("bytes", moved.bytes).with("files", moved.files).with("version", moved.version);
        draft.with("direction", direction)
    }
}

fn report(deps: &Deps, moved: &Moved) {
    deps.reporter.report(Event::Moved { bytes: moved.bytes, entries: moved.files, total: Some(moved.bytes) });
}
