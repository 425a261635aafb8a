//! The note that this home has a fence on the engine's host, and the lock under which that is changed.

use super::Registry;
use crate::error::{Error, Result};
use std::io::ErrorKind;
use std::path::PathBuf;

impl Registry {
    fn fence_file(&self) -> PathBuf {
        self.state().join("fence")
    }

    /// Notes, before it is made, that there is a fence, and the image by whose help it can be changed.
    ///
    /// # Errors
    /// When the note can't be written.
    pub fn note_fence(&self, image: &str) -> Result<()> {
        if self.fence()?.as_deref() == Some(image) {
            return Ok(());
        }
        crate::fs::write_atomic(&self.fence_file(), image.as_bytes(), 0o600)
    }

    /// The image of the note, if there may be a fence.
    ///
    /// # Errors
    /// When the note can't be read.
    pub fn fence(&self) -> Result<Option<String>> {
        match std::fs::read_to_string(self.fence_file()) {
            Ok(image) => Ok(Some(image)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::io(format!("reading {}", self.fence_file().display()), error)),
        }
    }

    /// Forgets the fence, once it is gone.
    ///
    /// # Errors
    /// When the note can't be removed.
    pub fn forget_fence(&self) -> Result<()> {
        crate::fs::remove_file(&self.fence_file())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_is_noted_until_it_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let registry = Registry::open(folder.path()).unwrap();
        assert_eq!(registry.fence().unwrap(), None);
        registry.note_fence("sha256:1").unwrap();
        registry.note_fence("sha256:2").unwrap();
        assert_eq!(registry.fence().unwrap().as_deref(), Some("sha256:2"));
        registry.forget_fence().unwrap();
        registry.forget_fence().unwrap();
        assert_eq!(registry.fence().unwrap(), None);
    }
}
