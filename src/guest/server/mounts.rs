//! What is mounted from outside, and whose files it holds: the sandbox user gets the number of the owner of the first
//! folder, so that what either side writes is the other's too, without a walk over the folder. Before anything runs.

use super::tree::{own_folders, resolved};
use super::users::{self, Account, Users};
use super::wire::os_failure;
use crate::archive::{self, Adoption, Bounds, Owner};
use crate::guest::protocol::{Failure, Identity, MountKind, MountPoint, Mounted, MountedAt};
use rustix::fd::OwnedFd;
use rustix::fs::{AtFlags, CWD, FileType, Gid, Mode, OFlags, Stat, Uid, chownat, fstat, openat};
use std::io;

const THROUGH: OFlags = OFlags::PATH.union(OFlags::CLOEXEC);
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

/// Another number for the user of this name than the image's: that of the files that it shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Renumbered {
    /// The user.
    pub(super) name: Vec<u8>,
    /// Its uid from now on.
    pub(super) uid: u32,
    /// Its group from now on.
    pub(super) gid: u32,
}

/// A mount as it is found.
struct Found<'m> {
    point: &'m MountPoint,
    stat: Stat,
}

/// Looks at what is mounted, makes the sandbox user fit to it, and hands over what is its to have. `shared` is the group
/// of the folder with our socket, which no user inside may be in.
pub(super) fn settle(identity: &mut Identity, shared: Option<u32>) -> Result<(Mounted, Option<Renumbered>), Failure> {
    let users = Users::read();
    let mut account = users.resolve(&identity.user)?;
    let mut found = Vec::new();
    for point in &identity.mounts {
        let stat = openat(CWD, point.path.as_str(), THROUGH, Mode::empty()).and_then(fstat);
        found.push(Found { point, stat: stat.map_err(|error| os_failure(&point.path, &error.into()))? });
    }
    let mut renumbered = None;
    if let Some(owner) = wanted(&account, &found, shared) {
        let before = account.clone();
        (account.uid, account.gid) = (owner.uid, owner.gid);
        // Without a writable root it keeps the number all the same, and only lacks the name for it.
        let _ = users::renumber(&before, owner.uid, owner.gid);
        if before.name.is_empty() {
            identity.user = format!("{}:{}", owner.uid, owner.gid);
        } else {
            let name = String::from_utf8_lossy(&before.name).into_owned();
            identity.user = match identity.user.split_once(':') {
                // A group that was named on purpose stays.
                Some((_, group)) if !group.is_empty() => format!("{name}:{group}"),
                _ => name,
            };
            renumbered = Some(Renumbered { name: before.name.clone(), uid: owner.uid, gid: owner.gid });
        }
        hand_over_own(&before, owner, &identity.workdir, &identity.mounts)
            .map_err(|error| os_failure("the user's own files", &error))?;
    }
    let owner = Owner { uid: account.uid, gid: account.gid };
    let mut mounts = Vec::new();
    for Found { point, stat } in found {
        let given = give(point, &stat, owner).map_err(|error| os_failure(&point.path, &error))?;
        let (uid, gid) = if given { (owner.uid, owner.gid) } else { (stat.st_uid, stat.st_gid) };
        mounts.push(MountedAt {
            path: point.path.clone(),
            device: stat.st_dev,
            inode: stat.st_ino,
            uid,
            writable: may_write(&account, uid, gid, stat.st_mode),
        });
    }
    Ok((Mounted { uid: account.uid, gid: account.gid, mounts, unpinned: None }, renumbered))
}

/// The numbers that the user is to have, if they are not those that it has: of the first folder that is not root's, else
/// of the first volume that was written to before. Root stays root.
fn wanted(account: &Account, found: &[Found<'_>], shared: Option<u32>) -> Option<Owner> {
    if account.uid == 0 {
        return None;
    }
    let is_folder = |one: &&Found<'_>| matches!(one.point.kind, MountKind::Folder | MountKind::Data);
    let owned = |one: &&Found<'_>| one.stat.st_uid != 0;
    let first = found.iter().filter(is_folder).find(owned).or_else(|| found.iter().find(owned))?;
    let (uid, gid) = (first.stat.st_uid, first.stat.st_gid);
    // Whoever is in that group could take our socket away; and root's is nobody else's.
    let gid = if Some(gid) == shared || gid == 0 { account.gid } else { gid };
    ((uid, gid) != (account.uid, account.gid)).then_some(Owner { uid, gid })
}

/// Gives what the user had under its old number to the new one: its home, the working directory, and directories at the
/// top of the tree that are its own. What is mounted there from outside is not entered.
fn hand_over_own(before: &Account, owner: Owner, workdir: &str, mounts: &[MountPoint]) -> io::Result<()> {
    let mut paths: Vec<Vec<u8>> = vec![before.home.clone(), workdir.as_bytes().to_vec()];
    for entry in std::fs::read_dir("/")?.flatten() {
        use std::os::unix::ffi::OsStringExt;
        use std::os::unix::fs::MetadataExt;
        let own = entry.metadata().is_ok_and(|metadata| metadata.is_dir() && metadata.uid() == before.uid);
        if own && before.uid != 0 {
            paths.push([b"/", &entry.file_name().into_vec()[..]].concat());
        }
    }
    let paths: Vec<&[u8]> = paths.iter().map(Vec::as_slice).collect();
    let bounds = Bounds {
        skip: mounts.iter().map(|point| resolved(point.path.as_bytes())).collect(),
        every_mount: true,
        ..Bounds::default()
    };
    adopt(&own_folders(&paths), before.uid, bounds, owner)
}

fn adopt(folders: &[Vec<u8>], from: u32, bounds: Bounds, owner: Owner) -> io::Result<()> {
    let root: OwnedFd = openat(CWD, "/", FOLDER, Mode::empty())?;
    let adopted = archive::adopt(root, &Adoption { folders, from: Some(from), bounds }, owner);
    adopted.map_err(|error| io::Error::other(error.to_string()))
}

/// Gives a volume, or a folder that we made, to the user: one that is new, or one that nobody else has at hand.
fn give(point: &MountPoint, stat: &Stat, owner: Owner) -> io::Result<bool> {
    let is_folder = FileType::from_raw_mode(stat.st_mode) == FileType::Directory;
    if point.kind == MountKind::Folder || point.read_only || owner.uid == 0 || stat.st_uid == owner.uid || !is_folder {
        return Ok(false);
    }
    if stat.st_uid == 0 {
        // Folders on the way to other data of the account were made as root's too, where the caller is root.
        let is_new = |entry: io::Result<std::fs::DirEntry>| {
            point.kind == MountKind::Data && entry.is_ok_and(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        };
        if !std::fs::read_dir(&point.path)?.all(is_new) {
            return Ok(false);
        }
        let (uid, gid) = (Uid::from_raw(owner.uid), Gid::from_raw(owner.gid));
        chownat(CWD, point.path.as_str(), Some(uid), Some(gid), AtFlags::empty())?;
        return Ok(true);
    }
    if !point.hand_over {
        return Ok(false);
    }
    let path = resolved(point.path.as_bytes());
    let bounds = Bounds { mounts: vec![path.clone()], ..Bounds::default() };
    adopt(&[path], stat.st_uid, bounds, owner)?;
    Ok(true)
}

fn may_write(account: &Account, uid: u32, gid: u32, mode: u32) -> bool {
    let bits = if account.uid == uid {
        mode >> 6
    } else if account.gid == gid || account.groups.contains(&gid) {
        mode >> 3
    } else {
        mode
    };
    account.uid == 0 || bits & 2 != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(point: &MountPoint, uid: u32, gid: u32) -> Found<'_> {
        let mut stat = rustix::fs::stat("/").unwrap();
        (stat.st_uid, stat.st_gid) = (uid, gid);
        Found { point, stat }
    }

    fn agent() -> Account {
        Account { uid: 1000, gid: 1000, name: b"agent".to_vec(), ..Account::default() }
    }

    #[test]
    fn the_first_folder_decides_then_a_volume_and_never_root() {
        let folder = MountPoint { kind: MountKind::Folder, ..MountPoint::default() };
        let volume = MountPoint { kind: MountKind::Volume, ..MountPoint::default() };
        let numbers = |found: &[Found<'_>], shared| wanted(&agent(), found, shared).map(|owner| (owner.uid, owner.gid));
        assert_eq!(numbers(&[found(&volume, 7, 7), found(&folder, 0, 0), found(&folder, 8, 9)], None), Some((8, 9)));
        assert_eq!(numbers(&[found(&folder, 0, 0), found(&volume, 7, 70)], None), Some((7, 70)));
        assert_eq!(numbers(&[found(&folder, 1000, 1000)], None), None);
        assert_eq!(numbers(&[found(&folder, 0, 0)], None), None);
        assert!(wanted(&Account::default(), &[found(&folder, 8, 9)], None).is_none());
        // The group of our socket's folder is not given away, nor root's.
        assert_eq!(numbers(&[found(&folder, 8, 9)], Some(9)), Some((8, 1000)));
        assert_eq!(numbers(&[found(&folder, 8, 0)], Some(9)), Some((8, 1000)));
    }

    #[test]
    fn who_may_write_is_told_by_owner_group_and_the_rest() {
        let account = Account { groups: vec![1000, 50], ..agent() };
        for (uid, gid, mode, may) in [
            (1000, 0, 0o755, true),
            (1000, 0, 0o577, false),
            (0, 50, 0o775, true),
            (0, 51, 0o775, false),
            (0, 0, 0o777, true),
        ] {
            assert_eq!(may_write(&account, uid, gid, mode), may, "{uid} {gid} {mode:o}");
        }
        assert!(may_write(&Account::default(), 5, 5, 0));
    }
}
