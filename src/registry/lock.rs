//! Locks as typed guards: on files of their own, which are never replaced or removed while somebody may hold them.

use super::{Registry, write_all};
use crate::error::{Error, Kind, Result};
use crate::sandbox::id::Id;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Leave to change one sandbox. Held for the operation on that sandbox only.
#[derive(Debug)]
pub struct SandboxLock {
    _file: File,
    path: PathBuf,
}

/// Leave to use what all of a home share (networks, snapshots), or, alone, to remove it.
#[derive(Debug)]
pub struct HomeLock {
    _file: File,
}

impl Registry {
    fn lock_file(&self, name: &str) -> PathBuf {
        self.root.join("locks").join(format!("{name}.lock"))
    }

    /// Takes the lock of a sandbox; waits up to `patience`. Says who holds it, since when and for what.
    ///
    /// # Errors
    /// `locked` after `patience`.
    pub async fn lock_sandbox(&self, id: &Id, verb: &str, patience: Duration) -> Result<SandboxLock> {
        let path = self.lock_file(id.as_str());
        let begun = std::time::Instant::now();
        let mut file = take(&path, patience, Mode::Exclusive).await?;
        tracing::trace!(sandbox = %id, took = ?begun.elapsed(), "locked for {verb}");
        let holder = format!("{verb} (process {}) since {}\n", std::process::id(), crate::clock::now());
        file.set_len(0).and_then(|()| file.rewind()).map_err(|error| Error::io("writing a lock", error))?;
        write_all(&mut file, &path, holder.as_bytes())?;
        Ok(SandboxLock { _file: file, path })
    }

    /// Takes leave to use the home's networks, so that nobody removes them meanwhile.
    ///
    /// # Errors
    /// `locked` after `patience`.
    pub async fn share_networks(&self, patience: Duration) -> Result<HomeLock> {
        let file = take(&self.lock_file("networks"), patience, Mode::Shared).await?;
        Ok(HomeLock { _file: file })
    }

    /// Takes leave to change the home's networks.
    ///
    /// # Errors
    /// `locked` after `patience`.
    pub async fn own_networks(&self, patience: Duration) -> Result<HomeLock> {
        let file = take(&self.lock_file("networks"), patience, Mode::Exclusive).await?;
        Ok(HomeLock { _file: file })
    }

    /// Takes leave to add snapshots to others, so that nobody removes those meanwhile.
    ///
    /// # Errors
    /// `locked` after `patience`.
    pub async fn share_snapshots(&self, patience: Duration) -> Result<HomeLock> {
        let file = take(&self.lock_file("snapshots"), patience, Mode::Shared).await?;
        Ok(HomeLock { _file: file })
    }

    /// Takes leave to remove snapshots.
    ///
    /// # Errors
    /// `locked` after `patience`.
    pub async fn own_snapshots(&self, patience: Duration) -> Result<HomeLock> {
        let file = take(&self.lock_file("snapshots"), patience, Mode::Exclusive).await?;
        Ok(HomeLock { _file: file })
    }

    /// Takes leave to use secrets, so that nobody changes their key meanwhile.
    ///
    /// # Errors
    /// `locked` after `patience`.
    pub async fn share_secrets(&self, patience: Duration) -> Result<HomeLock> {
        let file = take(&self.lock_file("secrets"), patience, Mode::Shared).await?;
        Ok(HomeLock { _file: file })
    }

    /// Takes leave to change the key of the secrets.
    ///
    /// # Errors
    /// `locked` after `patience`.
    pub async fn own_secrets(&self, patience: Duration) -> Result<HomeLock> {
        let file = take(&self.lock_file("secrets"), patience, Mode::Exclusive).await?;
        Ok(HomeLock { _file: file })
    }

    /// Takes leave to fill the pool, or to empty it: one at a time.
    ///
    /// # Errors
    /// `locked` after `patience`.
    pub async fn lock_pool(&self, patience: Duration) -> Result<HomeLock> {
        let file = take(&self.lock_file("pool"), patience, Mode::Exclusive).await?;
        Ok(HomeLock { _file: file })
    }

    /// Takes one of `places` in which sandboxes are made: whoever asks, and from whatever process, waits for one.
    ///
    /// # Errors
    /// When a lock can't be opened.
    pub async fn place_to_create(&self, places: usize) -> Result<HomeLock> {
        let mut pause = Duration::from_millis(2);
        loop {
            for place in 0..places {
                let file = open(&self.lock_file(&format!("create-{place}")))?;
                match file.try_lock() {
                    Ok(()) => return Ok(HomeLock { _file: file }),
                    Err(TryLockError::WouldBlock) => {}
                    Err(TryLockError::Error(error)) => return Err(Error::io("locking a place to create", error)),
                }
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_millis(20));
        }
    }

    /// Takes leave to change the fence around this home's sandboxes.
    ///
    /// # Errors
    /// `locked` after `patience`.
    pub async fn lock_fence(&self, patience: Duration) -> Result<HomeLock> {
        let file = take(&self.lock_file("fence"), patience, Mode::Exclusive).await?;
        Ok(HomeLock { _file: file })
    }

    /// Takes leave to make this machine ready: one setup at a time.
    ///
    /// # Errors
    /// `locked` after `patience`.
    pub async fn lock_setup(&self, patience: Duration) -> Result<HomeLock> {
        let file = take(&self.lock_file("setup"), patience, Mode::Exclusive).await?;
        Ok(HomeLock { _file: file })
    }
}

impl SandboxLock {
    /// Gives the lock up for good: the sandbox is gone, and so is its lock's file.
    ///
    /// # Errors
    /// When the file can't be removed.
    pub fn retire(self) -> Result<()> {
        crate::fs::remove_file(&self.path)
    }
}

#[derive(Clone, Copy)]
enum Mode {
    Shared,
    Exclusive,
}

async fn take(path: &Path, patience: Duration, mode: Mode) -> Result<File> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        let file = open(path)?;
        let attempt = match mode {
            Mode::Shared => file.try_lock_shared(),
            Mode::Exclusive => file.try_lock(),
        };
        match attempt {
            // The last holder may have removed the file between our opening and our locking it.
            Ok(()) if is_current(&file, path) => return Ok(file),
            Ok(()) => continue,
            Err(TryLockError::WouldBlock) if begun.elapsed() < patience => {
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(Duration::from_millis(100));
            }
            Err(TryLockError::WouldBlock) => return Err(held(path, file, patience)),
            Err(TryLockError::Error(error)) => return Err(Error::io(format!("locking {}", path.display()), error)),
        }
    }
}

fn open(path: &Path) -> Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(|error| Error::io(format!("opening lock {}", path.display()), error))
}

fn is_current(file: &File, path: &Path) -> bool {
    match (file.metadata(), std::fs::symlink_metadata(path)) {
        (Ok(held), Ok(named)) => held.dev() == named.dev() && held.ino() == named.ino(),
        _ => false,
    }
}

fn held(path: &Path, mut file: File, patience: Duration) -> Error {
    let mut holder = String::new();
    // Best effort: the text is for people, and the holder may be writing it.
    let _ = file.read_to_string(&mut holder);
    let holder = if holder.trim().is_empty() { "another process" } else { holder.trim() };
    let what = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    Error::new(Kind::Locked, format!("{what} is busy: {holder}")).hint(format!(
        "waited {}; try again, or wait longer with the setting lock_timeout",
        humantime::format_duration(patience)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_held_lock_says_who_holds_it_and_is_free_after_the_drop() {
        let folder = tempfile::tempdir().unwrap();
        let registry = Registry::open(folder.path()).unwrap();
        let id = Id::random().unwrap();
        let lock = registry.lock_sandbox(&id, "snapshot", Duration::ZERO).await.unwrap();
        let error = registry.lock_sandbox(&id, "kill", Duration::from_millis(5)).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Locked);
        assert!(error.message().contains(&format!("snapshot (process {})", std::process::id())), "{error}");
        drop(lock);
        registry.lock_sandbox(&id, "kill", Duration::ZERO).await.unwrap().retire().unwrap();
        registry.lock_sandbox(&id, "kill", Duration::ZERO).await.unwrap();
    }

    #[tokio::test]
    async fn a_lock_file_that_was_replaced_or_removed_meanwhile_locks_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.lock");
        let old = take(&path, Duration::ZERO, Mode::Exclusive).await.unwrap();
        let waiting = tokio::spawn({
            let path = path.clone();
            async move { take(&path, Duration::from_millis(400), Mode::Exclusive).await.map(|_| ()) }
        });
        tokio::time::sleep(Duration::from_millis(20)).await;
        // Another file gets the name, and another holder: who waited for the first has nothing by getting that.
        let new = open(&folder.path().join("new")).unwrap();
        new.lock().unwrap();
        rustix::fs::rename(folder.path().join("new"), &path).unwrap();
        drop(old);
        assert_eq!(waiting.await.unwrap().unwrap_err().kind(), Kind::Locked);
        drop(new);
        let held = take(&path, Duration::ZERO, Mode::Exclusive).await.unwrap();
        std::fs::remove_file(&path).unwrap();
        assert!(!is_current(&held, &path));
        take(&path, Duration::ZERO, Mode::Exclusive).await.unwrap();
    }
}
