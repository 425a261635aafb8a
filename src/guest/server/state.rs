//! The guest's own folder in the sandbox: reached and written without following links, so that whoever is root
//! inside can't make the guest write elsewhere. On a read-only root there is none, and only jobs miss it.

use crate::guest::protocol::{Identity, MountedAt, STATE_FOLDER, TRUST_FOLDER, Trust};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{
    AtFlags, CWD, FileType, Gid, Mode, OFlags, Uid, chmodat, chownat, fchmod, fchown, fstat, mkdirat, openat, statat,
};
use rustix::io::Errno;
use std::fs::File;
use std::io::{self, Read, Write};

/// The name of the file with the [`Identity`].
const IDENTITY: &str = "identity.json";
/// The most that is read of it.
const IDENTITY_CAP: u64 = 8 * 1024 * 1024;

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// Opens a folder below another, making it if wanted.
pub(super) fn open_below(parent: BorrowedFd<'_>, name: &str, make: Option<u32>) -> io::Result<OwnedFd> {
    if let Some(mode) = make {
        match mkdirat(parent, name, Mode::from_raw_mode(mode)) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(openat(parent, name, FOLDER, Mode::empty())?)
}

/// Opens the guest's folder, made if wanted. It must be root's, and is for root only.
pub(super) fn open(make: bool) -> io::Result<OwnedFd> {
    let mut folder = openat(CWD, "/", FOLDER, Mode::empty())?;
    let mut names = STATE_FOLDER.split('/').filter(|name| !name.is_empty()).peekable();
    while let Some(name) = names.next() {
        let mode = if names.peek().is_some() { 0o755 } else { 0o700 };
        folder = open_below(folder.as_fd(), name, make.then_some(mode))?;
    }
    let stat = fstat(&folder)?;
    if stat.st_uid != 0 {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied));
    }
    if stat.st_mode & 0o777 != 0o700 {
        fchmod(&folder, Mode::from_raw_mode(0o700))?;
    }
    Ok(folder)
}

/// Replaces a file as a whole.
pub(super) fn write(folder: BorrowedFd<'_>, name: &str, bytes: &[u8]) -> io::Result<()> {
    let staged = format!(".{name}.new");
    // What lies there may be a leftover, or something set as a trap: the file must be a new one.
    let _ = rustix::fs::unlinkat(folder, &staged, AtFlags::empty());
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut file = File::from(openat(folder, &staged, flags, Mode::from_raw_mode(0o600))?);
    let written = file.write_all(bytes).and_then(|()| Ok(rustix::fs::renameat(folder, &staged, folder, name)?));
    if written.is_err() {
        let _ = rustix::fs::unlinkat(folder, &staged, AtFlags::empty());
    }
    written
}

/// Opens a regular file for reading, whatever was put in its place.
pub(super) fn open_file(folder: BorrowedFd<'_>, name: &str) -> io::Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let file = openat(folder, name, flags, Mode::empty())?;
    if FileType::from_raw_mode(fstat(&file)?.st_mode) != FileType::RegularFile {
        return Err(io::Error::from(io::ErrorKind::InvalidData));
    }
    Ok(file)
}

/// The content of a file, up to a cap.
pub(super) fn read(folder: BorrowedFd<'_>, name: &str, cap: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::from(open_file(folder, name)?).take(cap).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Keeps what survives the guest: everything but the environment. Without a writable root it is not kept.
pub(super) fn keep_identity(identity: &Identity) {
    let kept = without_environment(identity);
    if let (Ok(folder), Ok(json)) = (open(true), serde_json::to_vec(&kept)) {
        let _ = write(folder.as_fd(), IDENTITY, &json);
    }
}

/// What was kept, if anything was.
pub(super) fn kept_identity() -> Option<Identity> {
    let folder = open(false).ok()?;
    let identity: Identity = serde_json::from_slice(&read(folder.as_fd(), IDENTITY, IDENTITY_CAP).ok()?).ok()?;
    Some(without_environment(&identity))
}

/// The identity that may be told and kept.
pub(super) fn without_environment(identity: &Identity) -> Identity {
    Identity {
        env: Default::default(),
        workdir: identity.workdir.clone(),
        user: identity.user.clone(),
        record: identity.record.clone(),
        mounts: identity.mounts.clone(),
        trust: None,
        hosts: identity.hosts.clone(),
    }
}

/// Writes down what is trusted, for everybody to read. Its folder is a file system of its own that is root's.
pub(super) fn keep_trust(trust: &Trust) -> io::Result<()> {
    let folder = openat(CWD, TRUST_FOLDER, FOLDER, Mode::empty())?;
    let apt = format!("Acquire::https::CaInfo \"{TRUST_FOLDER}/{}\";\n", Trust::BUNDLE);
    for (name, bytes) in [(Trust::BUNDLE, &trust.certificates.0[..]), (Trust::APT, apt.as_bytes())] {
        write(folder.as_fd(), name, bytes)?;
        chmodat(&folder, name, Mode::from_raw_mode(0o644), AtFlags::empty())?;
    }
    Ok(())
}

/// Makes the working directory where it is missing, with its parents, all of them the user's. A link is followed
/// only if root made it: else a user could have folders made for it in places where it may not write. What is among the
/// `mounted` keeps its owner.
pub(super) fn make_workdir(path: &str, uid: u32, gid: u32, mounted: &[MountedAt]) -> io::Result<()> {
    let through = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mut folder = openat(CWD, "/", through, Mode::empty())?;
    for name in path.split('/').filter(|name| !name.is_empty() && *name != ".") {
        match mkdirat(&folder, name, Mode::from_raw_mode(0o755)) {
            Ok(()) => {
                let (uid, gid) = (Uid::from_raw(uid), Gid::from_raw(gid));
                chownat(&folder, name, Some(uid), Some(gid), AtFlags::SYMLINK_NOFOLLOW)?;
            }
            Err(Errno::EXIST | Errno::ROFS) => {}
            Err(error) => return Err(error.into()),
        }
        let stat = statat(&folder, name, AtFlags::SYMLINK_NOFOLLOW)?;
        // A new volume that the image has nothing for is root's.
        let is_new = stat.st_uid == 0 && stat.st_dev != fstat(&folder)?.st_dev && is_last(path, name);
        let from_outside = mounted.iter().any(|at| (at.device, at.inode) == (stat.st_dev, stat.st_ino));
        if is_new && uid != 0 && !from_outside {
            chown_empty(folder.as_fd(), name, uid, gid)?;
        }
        let link = FileType::from_raw_mode(stat.st_mode) == FileType::Symlink;
        if link && stat.st_uid != 0 {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied));
        }
        folder = openat(&folder, name, if link { through } else { through | OFlags::NOFOLLOW }, Mode::empty())?;
    }
    Ok(())
}

fn is_last(path: &str, name: &str) -> bool {
    path.trim_end_matches('/').rsplit('/').next() == Some(name)
}

/// Gives a folder away in which nothing is; what somebody has put there stays whose it is.
fn chown_empty(parent: BorrowedFd<'_>, name: &str, uid: u32, gid: u32) -> io::Result<()> {
    let folder = openat(parent, name, FOLDER, Mode::empty())?;
    let mut entries = rustix::fs::Dir::read_from(&folder)?;
    let empty = entries.all(|entry| entry.is_ok_and(|entry| matches!(entry.file_name().to_bytes(), b"." | b"..")));
    if empty {
        fchown(&folder, Some(Uid::from_raw(uid)), Some(Gid::from_raw(gid)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_as_a_whole_and_a_planted_link_is_not_written_through() {
        let home = tempfile::tempdir().unwrap();
        let victim = home.path().join("victim");
        File::create(&victim).unwrap();
        std::os::unix::fs::symlink(&victim, home.path().join(".a.new")).unwrap();
        let folder = openat(CWD, home.path(), FOLDER, Mode::empty()).unwrap();
        write(folder.as_fd(), "a", b"one").unwrap();
        write(folder.as_fd(), "a", b"two").unwrap();
        assert_eq!(read(folder.as_fd(), "a", 100).unwrap(), b"two");
        assert_eq!(std::fs::read(&victim).unwrap(), b"");
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 2);
    }

    #[test]
    fn folders_and_files_behind_links_are_not_opened() {
        let home = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/etc", home.path().join("folder")).unwrap();
        std::os::unix::fs::symlink("/etc/passwd", home.path().join("file")).unwrap();
        let folder = openat(CWD, home.path(), FOLDER, Mode::empty()).unwrap();
        assert!(open_below(folder.as_fd(), "folder", Some(0o700)).is_err());
        assert!(read(folder.as_fd(), "file", 100).is_err());
    }

    #[test]
    fn what_is_kept_holds_no_environment() {
        let env = [("TOKEN".to_owned(), crate::guest::protocol::Text::from("secret"))].into();
        let identity =
            Identity { env, workdir: "/w".into(), user: "u".into(), record: "{}".into(), ..Default::default() };
        let text = serde_json::to_string(&without_environment(&identity)).unwrap();
        assert!(!text.contains("secret") && !text.contains("TOKEN") && text.contains("/w"));
    }
}
