//! Snapshots at rest: what they say of themselves, where they are kept, and that they are whole.
//! Knows nothing of sandboxes at work; the archive's form is `archive`'s business.

pub mod chain;
pub mod compact;
pub mod disk;
pub mod local;
pub mod manifest;
pub mod oci;
pub mod portable;
pub mod receive;
pub mod remote;
pub mod seal;
pub mod write;

#[cfg(test)]
mod tests;

pub use chain::Chain;
pub use compact::Whole;
pub use local::LocalStore;
pub use manifest::Manifest;
