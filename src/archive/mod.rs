//! Tar streams both ways: packing a tree, and unpacking a stream whose every byte may be an attacker's.
//! Works on paths and descriptors alone; knows nothing of the engine, the guest, or what is printed.

mod apply;
mod attributes;
mod capture;
mod compact;
mod context;
mod cursor;
mod decompress;
mod destination;
mod error;
mod exclude;
mod index;
mod layer;
mod listing;
mod look;
mod merge;
mod meta;
mod names;
mod number;
mod pack;
mod pax;
mod pool;
mod publish;
mod reader;
mod sieve;
mod source;
mod sparse;
mod stage;
mod tally;
mod transplant;
mod unpack;
mod visit;
mod walk;
mod writer;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use apply::{Adoption, ApplyOptions, adopt, apply};
pub use capture::{CaptureOptions, Captured, GONE, Only, capture, list_some, list_tree};
pub use compact::{Layer, compact};
pub use context::pack_context;
pub use decompress::decompress;
pub use error::{ArchiveError, shown};
pub use exclude::{Patterns, check_patterns};
pub use index::{Indexed, index, read_index};
pub use layer::image_layer;
pub use listing::{Item, ItemKind, Items, ListReader, ListWriter, lies_below, order};
pub use look::look_through;
pub use merge::Merged;
pub use pack::{measure, pack, pack_many};
pub use sieve::{Content, Names, read_files, seal, sift};
pub use source::source_kind;
pub use stage::STAGING_PREFIX;
pub use tally::Summary;
pub use unpack::unpack;
pub use visit::{Assembler, visit};
pub use walk::{Bounds, Pulse};

/// What a stream holds, and so how it meets its destination (the cases of `docker cp`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One entry that is no directory: a file, or a link as itself. It is called `file` in the stream.
    File,
    /// One directory, which comes to lie in an existing destination under its own name.
    Directory,
    /// What one directory holds (`x/.`), merged into an existing destination.
    Contents,
    /// Several sources, each under its own last name.
    Many,
}

/// Whom unpacked entries are given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The user.
    pub uid: u32,
    /// The group.
    pub gid: u32,
}

/// Called now and then, and once at the end, with the bytes and the entries done so far.
pub type Progress = Arc<dyn Fn(u64, u64) + Send + Sync>;

/// How to pack.
#[derive(Default, Clone)]
pub struct PackOptions {
    /// A source that is a symlink stands for what it leads to (`-L`). Links below it stay links, as with `docker cp`.
    pub follow: bool,
    /// Patterns as in `.gitignore`, relative to each source directory.
    pub exclude: Vec<String>,
    /// Whether the `.gitignore` files found in the tree leave entries out too.
    pub gitignore: bool,
    /// A device node, fifo or socket is refused instead of left out.
    pub strict: bool,
    /// Told how far it is.
    pub progress: Option<Progress>,
}

/// How to unpack.
#[derive(Clone)]
pub struct UnpackOptions {
    /// Everything is given to it, created parents too; without it, entries are the caller's.
    pub owner: Option<Owner>,
    /// Entries keep the owner that the archive states.
    pub preserve_owner: bool,
    /// Setuid, setgid and sticky bits are kept.
    pub preserve_special: bool,
    /// A device node or fifo in the archive is refused instead of skipped.
    pub strict: bool,
    /// Files that stand in the way are replaced; without it they are kept.
    pub overwrite: bool,
    /// Files that programs of the caller run or obey without being asked (`.git/hooks`, `.bashrc`) are named in the
    /// summary.
    pub watch_startup_files: bool,
    /// The stream is an archive of changes: what its last entry names goes when all else has arrived, directories only
    /// when nothing is left in them. Nothing comes to these places, seen from the destination, and nothing goes there.
    pub changes: Option<Vec<Vec<u8>>>,
    /// How much is too much.
    pub limits: Limits,
    /// Told how far it is.
    pub progress: Option<Progress>,
}

impl Default for UnpackOptions {
    fn default() -> Self {
        UnpackOptions {
            owner: None,
            preserve_owner: false,
            preserve_special: false,
            strict: false,
            overwrite: true,
            watch_startup_files: false,
            changes: None,
            limits: Limits::default(),
            progress: None,
        }
    }
}

/// How much one archive may hold; more is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Entries, directories included.
    pub max_entries: u64,
    /// Bytes of all files together, holes included.
    pub max_bytes: u64,
    /// Directories above an entry.
    pub max_depth: usize,
    /// Bytes of one path.
    pub max_name: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { max_entries: 10_000_000, max_bytes: 1 << 50, max_depth: 1000, max_name: 4096 }
    }
}
