//! Snapshots at rest: what they say of themselves, where they are kept, and that they are whole.
//! Knows nothing of sandboxes at work; the archive's form is `archive`'s business.

pub mod local;
pub mod manifest;

pub use local::LocalStore;
pub use manifest::Manifest;
