//! Signs that a record or the journal has changed, from the kernel: for views that stay open. Costs nothing while
//! nothing changes.

use super::Registry;
use crate::error::{Error, Result};
use rustix::fs::inotify::{self, CreateFlags, WatchFlags};
use tokio::net::unix::pipe::Receiver;

/// Tells when something has changed since it was last asked. To the runtime, what the kernel tells is a pipe like any.
#[derive(Debug)]
pub struct Watch(Receiver);

impl Registry {
    /// Begins to watch records and journal; within a runtime.
    ///
    /// # Errors
    /// When the system has no more watches to give, or a folder is gone.
    pub fn watch(&self) -> Result<Watch> {
        let failed = |cause: std::io::Error| Error::io("watching the registry", cause);
        let watch =
            inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).map_err(|errno| failed(errno.into()))?;
        // Readers open entries for writing, to be able to take them: the closing of one is no sign. The end of a process
        // that was killed is therefore none either.
        let signs = WatchFlags::CREATE
            | WatchFlags::MOVED_TO
            | WatchFlags::MOVED_FROM
            | WatchFlags::DELETE
            | WatchFlags::MODIFY
            | WatchFlags::ONLYDIR;
        for folder in ["registry/sandboxes", "journal"] {
            inotify::add_watch(&watch, self.root.join(folder), signs).map_err(|errno| failed(errno.into()))?;
        }
        Receiver::from_owned_fd_unchecked(watch).map(Watch).map_err(failed)
    }
}

impl Watch {
    /// Waits for a change. May be dropped at any time: the change is told again.
    ///
    /// # Errors
    /// When the system fails.
    pub async fn changed(&self) -> Result<()> {
        self.0.readable().await.map_err(|cause| Error::io("watching the registry", cause))
    }

    /// Forgets the changes so far.
    pub fn forget(&self) {
        let mut buffer = [0; 4096];
        while matches!(self.0.try_read(&mut buffer), Ok(1..)) {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::journal::OperationKind;
    use crate::sandbox::{id::Id, name::Name};
    use std::time::Duration;

    async fn changes(watch: &Watch) -> bool {
        tokio::time::timeout(Duration::from_millis(200), watch.changed()).await.is_ok()
    }

    #[tokio::test]
    async fn what_an_operation_writes_is_a_sign_and_what_a_reader_does_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let registry = Registry::open(folder.path()).unwrap();
        let watch = registry.watch().unwrap();
        assert!(!changes(&watch).await, "nothing has happened");
        let id = Id::random().unwrap();
        let mut entry = registry.begin(OperationKind::Stop, &id, &Name::made_up()).unwrap();
        assert!(changes(&watch).await, "it began");
        assert!(changes(&watch).await, "it is told until it is forgotten");
        watch.forget();
        registry.operations().unwrap();
        registry.ids().unwrap();
        assert!(!changes(&watch).await, "reading is no change");
        entry.step("remove").unwrap();
        assert!(changes(&watch).await, "a step");
        watch.forget();
        entry.close().unwrap();
        assert!(changes(&watch).await, "its end");
        watch.forget();
        assert!(!changes(&watch).await);
    }
}
