//! The files of a snapshot on their way into a sandbox that nobody has seen yet.

use super::{Deps, reach, storage, tree};
use crate::engine::Engine;
use crate::error::{Error, Kind, Result};
use crate::guest::protocol::{Apply, Text};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::snapshot::Chain;
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Writes an archive of changes, as often as it is asked to.
pub type Archive = Arc<dyn Fn(&mut dyn Write) -> Result<()> + Send + Sync>;

/// The archives of a snapshot, from the one that stands for itself to the last.
pub fn archives(chain: &Chain) -> Vec<(Archive, u64)> {
    let archive = |index: usize| -> Archive {
        let chain = chain.clone();
        Arc::new(move |sink: &mut dyn Write| {
            let mut stream = chain.archive(&chain.links[index])?;
            std::io::copy(&mut stream, sink).map(drop).map_err(|error| match error.kind() {
                // The guest says why it takes no more.
                std::io::ErrorKind::BrokenPipe => Error::io("passing the files on", error),
                _ => Error::new(Kind::Damaged, "the archive of the snapshot can't be read").because(error),
            })
        })
    };
    (0..chain.links.len()).map(|index| (archive(index), chain.links[index].bytes)).collect()
}

/// What a new sandbox is filled with.
#[derive(Clone)]
pub struct Filling {
    /// Archives of changes, each over the one before, with the bytes that it will need as far as is known.
    pub archives: Vec<(Archive, u64)>,
    /// The snapshot that the state descends from.
    pub snapshot: Option<Id>,
    /// The archives are that snapshot, and nothing else.
    pub exact: bool,
    /// The sandbox is another machine than the source.
    pub new_machine: bool,
}

impl Filling {
    /// Applies the archives to a sandbox whose guest answers.
    ///
    /// # Errors
    /// As the guest classes its failure, and those of the archives.
    pub async fn pour(&self, deps: &Deps, engine: &dyn Engine, record: &SandboxRecord) -> Result<()> {
        let mounted = match self.new_machine {
            true => storage::not_to_fill(deps, engine, record).await?,
            // Volumes of one that was there before are its account's.
            false => record.spec.storage.places().iter().map(|place| place.path).collect(),
        };
        for (archive, bytes) in &self.archives {
            let connection = reach::ready(deps, engine, record).await?;
            let wanted = Apply {
                bytes: *bytes,
                user: record.spec.user.clone(),
                workdir: record.spec.workdir.clone(),
                new_machine: self.new_machine,
                mounted: mounted.iter().copied().map(Text::from).collect(),
            };
            let archive = Arc::clone(archive);
            let applied = tree::apply(deps, connection, wanted, Box::new(move |sink| archive(sink))).await;
            applied.map_err(|error| match error.kind() {
                Kind::Denied if record.spec.hardening.is_read_only() => {
                    error.hint("its root can't be written: leave --profile strict out, or give --profile default")
                }
                _ => error,
            })?;
        }
        Ok(())
    }
}

/// An archive that is written to disk while others read it already. It has no name there: nothing of it stays.
#[derive(Clone)]
pub struct Spool {
    file: Arc<File>,
    progress: Arc<(Mutex<Progress>, Condvar)>,
}

#[derive(Default)]
struct Progress {
    written: u64,
    /// Whether all is there, or nothing more will come.
    ended: Option<bool>,
}

impl Spool {
    /// An empty one in a folder of ours.
    ///
    /// # Errors
    /// `no_space`, `denied`.
    pub fn create(folder: &Path) -> Result<Spool> {
        crate::fs::create_private(folder)?;
        let file = tempfile::tempfile_in(folder).map_err(|error| Error::io("making room for the files", error))?;
        Ok(Spool { file: Arc::new(file), progress: Arc::default() })
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that all was written, or that nothing more will come.
    pub fn end(&self, whole: bool) {
        self.progress().ended.get_or_insert(whole);
        self.progress.1.notify_all();
    }

    /// Takes a stream in.
    ///
    /// # Errors
    /// When it can't be read, or there is no room.
    pub fn take(&self, stream: &mut dyn Read) -> Result<()> {
        let failed = |error| Error::io("keeping the files", error);
        let mut buffer = vec![0; 1 << 18];
        let mut at = 0;
        loop {
            let count = match stream.read(&mut buffer) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                other => other.map_err(failed)?,
            };
            if count == 0 {
                return Ok(());
            }
            self.file.write_all_at(&buffer[..count], at).map_err(failed)?;
            at += count as u64;
            self.progress().written = at;
            self.progress.1.notify_all();
        }
    }

    /// The archive, for as many as want it, from its beginning.
    pub fn archive(&self) -> Archive {
        let spool = self.clone();
        Arc::new(move |sink: &mut dyn Write| spool.give(sink))
    }

    fn give(&self, sink: &mut dyn Write) -> Result<()> {
        let failed = |error| Error::io("passing the files on", error);
        let mut buffer = vec![0; 1 << 16];
        let mut at = 0;
        loop {
            let waiting = |progress: &mut Progress| progress.written == at && progress.ended.is_none();
            let progress = self.progress.1.wait_while(self.progress(), waiting);
            let progress = progress.unwrap_or_else(PoisonError::into_inner);
            let (written, ended) = (progress.written, progress.ended);
            drop(progress);
            if written == at {
                return match ended {
                    Some(true) => Ok(()),
                    _ => Err(Error::new(Kind::Failed, "the files of the source did not come to their end")),
                };
            }
            let wanted = usize::try_from(written - at).unwrap_or(buffer.len()).min(buffer.len());
            let count = self.file.read_at(&mut buffer[..wanted], at).map_err(failed)?;
            sink.write_all(&buffer[..count]).map_err(failed)?;
            at += count as u64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_get_all_that_is_written_and_no_more_than_was_whole() {
        let folder = tempfile::tempdir().unwrap();
        let content: Vec<u8> = (0..700_000u32).map(|number| number as u8).collect();
        for whole in [true, false] {
            let spool = Spool::create(folder.path()).unwrap();
            std::thread::scope(|scope| {
                let readers: Vec<_> = (0..3)
                    .map(|_| {
                        let archive = spool.archive();
                        scope.spawn(move || {
                            let mut read = Vec::new();
                            archive(&mut read).map(|()| read)
                        })
                    })
                    .collect();
                spool.take(&mut &content[..]).unwrap();
                spool.end(whole);
                for reader in readers {
                    match reader.join().unwrap() {
                        Ok(read) => assert!(whole && read == content),
                        Err(_) => assert!(!whole),
                    }
                }
            });
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
