//! Makes a tree what an archive of changes says: what it holds replaces what stands in its way, what it calls gone goes.
//! Nothing is staged: for trees that nobody looks at yet.

use std::io::Read;
use std::os::fd::OwnedFd;

use super::error::{ArchiveError, Result};
use super::listing::{ItemKind, lies_below};
use super::tally::Summary;
use super::unpack::{Changes, Ground, Unpacker};
use super::walk::{Bounds, Node, Visitor, walk};
use super::{Kind, Limits, Owner, Progress, UnpackOptions};
use rustix::fs::{AtFlags, Gid, Uid};
use rustix::io::Errno;

/// How changes are applied.
#[derive(Clone, Default)]
pub struct ApplyOptions {
    /// Names at the top that nothing may come to.
    pub protected: Vec<Vec<u8>>,
    /// Places that are passed over, with all below them, and what they lie in stays: something else is mounted there.
    pub mounted: Vec<Vec<u8>>,
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
        preserve_owner: true,
        preserve_special: true,
        limits: options.limits,
        progress: options.progress.clone(),
        ..UnpackOptions::default()
    };
    let changes =
        Changes { protected: options.protected.clone(), mounted: options.mounted.clone(), ..Changes::default() };
    let mut unpacker = Unpacker::new(Kind::Many, &unpack, root, Ground::Changed(changes));
    unpacker.entries(stream)?;
    unpacker.settle_changes()
}

/// What gets another owner.
#[derive(Debug, Clone)]
pub struct Adoption<'a> {
    /// Directories by their paths from the top, with all that lies in them.
    pub folders: &'a [Vec<u8>],
    /// Only what belongs to this user, where one is given.
    pub from: Option<u32>,
    /// What is entered of what is mounted there.
    pub bounds: Bounds,
}

/// Gives directories below `root` and what lies in them to `owner`. What is its already stays untouched.
///
/// # Errors
/// What can't be read or changed.
pub fn adopt(root: OwnedFd, adoption: &Adoption<'_>, owner: Owner) -> Result<()> {
    struct Adopter<'a> {
        folders: &'a [Vec<u8>],
        from: Option<u32>,
        owner: Owner,
    }
    impl Visitor for Adopter<'_> {
        fn visit(&mut self, node: &Node<'_>) -> Result<bool> {
            let path = &node.item.path;
            let inside = self.folders.iter().any(|folder| path == folder || lies_below(path, folder));
            if !inside {
                // On the way to one of them, and not into all that lies beside.
                let leads = |folder: &Vec<u8>| lies_below(folder, path);
                return Ok(node.item.kind == ItemKind::Directory && self.folders.iter().any(leads));
            }
            let meant = self.from.is_none_or(|from| from == node.item.uid);
            if meant && (node.item.uid, node.item.gid) != (self.owner.uid, self.owner.gid) {
                let (uid, gid) = (Uid::from_raw(self.owner.uid), Gid::from_raw(self.owner.gid));
                match rustix::fs::chownat(node.parent, node.name, Some(uid), Some(gid), AtFlags::SYMLINK_NOFOLLOW) {
                    // What can't be written need not be anybody's to write.
                    Ok(()) | Err(Errno::NOENT | Errno::ROFS) => {}
                    Err(errno) => return Err(ArchiveError::system(path, errno)),
                }
            }
            Ok(true)
        }

        fn pass(&mut self, _path: &[u8]) -> Result<()> {
            Ok(())
        }
    }
    walk(root, &adoption.bounds, &mut Adopter { folders: adoption.folders, from: adoption.from, owner })
}
