//! Secrets at rest: one sealed file an entry, the key, and what must never be found elsewhere. Knows files and ids, and
//! nothing of engines, guests, sandboxes at work, or what is printed.

mod delivered;
mod entry;
mod key;
mod rekey;
mod scan;
mod sealed;
mod store;
#[cfg(test)]
mod tests;
mod value;

pub use entry::{Access, Entry, Scope, SecretName};
pub use key::{Key, KeySource};
pub use scan::{LEAST, Needles, Scanner, Scanning};
pub use sealed::Sealed;
pub use store::{New, Store};
pub use value::{MOST, Secret};
