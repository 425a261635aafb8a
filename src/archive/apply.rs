//! Makes a tree what an archive of changes says: what it holds replaces what stands in its way, what it calls gone goes.
//! Nothing is staged: for trees that nobody looks at yet.

use std::io::Read;
use std::os::fd::OwnedFd;

use super::error::Result;
use super::tally::Summary;
use super::unpack::{Changes, Ground, Unpacker};
use super::{Kind, Limits, Owner, Progress, UnpackOptions};

/// How changes are applied.
#[derive(Clone, Default)]
pub struct ApplyOptions {
    /// Who gets what lies below `adopted`; all else keeps the owner that the archive states.
    pub owner: Option<Owner>,
    /// Directories by their path from the top, without a slash at either end.
    pub adopted: Vec<Vec<u8>>,
    /// Names at the top that nothing may come to.
    pub protected: Vec<Vec<u8>>,
    /// How much is too much.
    pub limits: Limits,
    /// Told how far it is.
    pub progress: Option<Progress>,
}

/// Applies an archive of changes to the tree below `root`. The stream is read to its end.
///
/// # Errors
/// `Damaged` for anything but one whole archive, `Denied` for an entry that leads elsewhere, `NoSpace`. What came
/// before it is applied then.
pub fn apply(stream: &mut dyn Read, root: OwnedFd, options: &ApplyOptions) -> Result<Summary> {
    let unpack = UnpackOptions {
        owner: options.owner,
        preserve_owner: true,
        preserve_special: true,
        limits: options.limits,
        progress: options.progress.clone(),
        ..UnpackOptions::default()
    };
    let (protected, adopted) = (options.protected.clone(), options.adopted.clone());
    let changes = Changes { protected, adopted, ..Changes::default() };
    let mut unpacker = Unpacker::new(Kind::Many, &unpack, root, Ground::Changed(changes));
    unpacker.entries(stream)?;
    unpacker.settle_changes()
}
