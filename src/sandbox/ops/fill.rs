//! The files of a snapshot on their way into a sandbox that nobody has seen yet.

use super::{Deps, reach, tree};
use crate::engine::Engine;
use crate::error::Result;
use crate::guest::protocol::Apply;
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use std::io::Write;
use std::sync::Arc;

/// Writes an archive of changes, as often as it is asked to.
pub type Archive = Arc<dyn Fn(&mut dyn Write) -> Result<()> + Send + Sync>;

/// What a new sandbox is filled with.
#[derive(Clone)]
pub struct Filling {
    /// Archives of changes, each over the one before.
    pub archives: Vec<Archive>,
    /// Bytes that they will need, as far as is known.
    pub bytes: u64,
    /// The snapshot that they are, if they are one.
    pub snapshot: Option<Id>,
    /// The sandbox is another machine than the source.
    pub new_machine: bool,
}

impl Filling {
    /// Applies the archives to a sandbox whose guest answers.
    ///
    /// # Errors
    /// As the guest classes its failure, and those of the archives.
    pub async fn pour(&self, deps: &Deps, engine: &dyn Engine, record: &SandboxRecord) -> Result<()> {
        for archive in &self.archives {
            let connection = reach::ready(deps, engine, record).await?;
            let wanted = Apply {
                bytes: self.bytes,
                user: record.spec.user.clone(),
                workdir: record.spec.workdir.clone(),
                new_machine: self.new_machine,
            };
            let archive = Arc::clone(archive);
            tree::apply(deps, connection, wanted, Box::new(move |sink| archive(sink))).await?;
        }
        Ok(())
    }
}
