//! How clients reach the guest: the socket in the shared folder and the abstract one of the bridge, and whom to believe.
//! Whoever is root inside can remove the shared socket; it comes back.

use super::proc;
use super::sweep;
use super::sys;
use super::users::Users;
use crate::guest::protocol::{BRIDGE_SOCKET, NO_SOCKET_NAME, SOCKET_FOLDER, SOCKET_NAME};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, CWD, Gid, Mode, OFlags, Stat, Uid, inotify};
use rustix::fs::{chmodat, chownat, fchmod, fchown, fstat, openat, renameat, statat, unlinkat};
use rustix::net::{AddressFamily, SocketAddrUnix, SocketFlags, SocketType, bind, listen, socket_with};
use std::io;

const STAGED: &str = ".guest.sock.new";
const BACKLOG: i32 = 1024;

/// The socket in the shared folder.
pub(super) struct Shared {
    folder: OwnedFd,
    listener: OwnedFd,
    socket: (u64, u64),
    watch: OwnedFd,
    gid: u32,
    folder_mode: u32,
    socket_mode: u32,
}

fn identity(stat: &Stat) -> (u64, u64) {
    (stat.st_dev, stat.st_ino)
}

fn new_socket() -> io::Result<OwnedFd> {
    Ok(socket_with(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC | SocketFlags::NONBLOCK, None)?)
}

/// The group for the folder: the first of the caller's that no user inside has. Without a candidate, or with
/// root's group alone in question, the caller is root outside and needs no group.
fn choose(gids: &[u32], user: &str, users: &Users) -> Option<(u32, u32, u32)> {
    let free = gids.iter().find(|gid| !users.group_is_used(**gid, user));
    match free {
        Some(gid) => Some((*gid, 0o2770, 0o660)),
        None if gids.is_empty() || gids.contains(&0) => Some((0, 0o700, 0o600)),
        None => None,
    }
}

impl Shared {
    /// Makes the folder safe and listens in it. `None`: no group fits, the client finds a marker instead.
    pub(super) fn open(gids: &[u32], user: &str, users: &Users) -> io::Result<Option<Shared>> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let folder = openat(CWD, SOCKET_FOLDER, flags, Mode::empty())?;
        let _ = unlinkat(&folder, NO_SOCKET_NAME, AtFlags::empty());
        let own = |gid: u32, mode: u32| -> io::Result<()> {
            fchown(&folder, Some(Uid::ROOT), Some(Gid::from_raw(gid)))?;
            Ok(fchmod(&folder, Mode::from_raw_mode(mode))?)
        };
        let chosen = choose(gids, user, users);
        let Some((gid, folder_mode, socket_mode)) = chosen.filter(|(gid, mode, _)| own(*gid, *mode).is_ok()) else {
            // Readable for the caller, whoever that is; writable for nobody.
            own(0, 0o755)?;
            let _ = unlinkat(&folder, SOCKET_NAME, AtFlags::empty());
            let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            openat(&folder, NO_SOCKET_NAME, flags, Mode::from_raw_mode(0o644))?;
            return Ok(None);
        };
        let watch = inotify::init(inotify::CreateFlags::CLOEXEC | inotify::CreateFlags::NONBLOCK)?;
        use inotify::WatchFlags as Event;
        let events = Event::DELETE | Event::MOVED_FROM | Event::MOVED_TO | Event::ATTRIB | Event::ONLYDIR;
        inotify::add_watch(&watch, SOCKET_FOLDER, events)?;
        let listener = new_socket()?;
        let mut shared = Shared { folder, listener, socket: (0, 0), watch, gid, folder_mode, socket_mode };
        shared.publish()?;
        Ok(Some(shared))
    }

    /// Binds a new socket under a temporary name and renames it: who sees it can connect to it.
    fn publish(&mut self) -> io::Result<()> {
        let listener = new_socket()?;
        let _ = unlinkat(&self.folder, STAGED, AtFlags::empty());
        bind(&listener, &SocketAddrUnix::new(format!("{SOCKET_FOLDER}/{STAGED}"))?)?;
        listen(&listener, BACKLOG)?;
        let gid = Gid::from_raw(self.gid);
        chownat(&self.folder, STAGED, Some(Uid::ROOT), Some(gid), AtFlags::SYMLINK_NOFOLLOW)?;
        chmodat(&self.folder, STAGED, Mode::from_raw_mode(self.socket_mode), AtFlags::empty())?;
        let stat = statat(&self.folder, STAGED, AtFlags::SYMLINK_NOFOLLOW)?;
        if renameat(&self.folder, STAGED, &self.folder, SOCKET_NAME).is_err() {
            // A folder stands there.
            sweep::remove_entry(self.folder.as_fd(), SOCKET_NAME)?;
            renameat(&self.folder, STAGED, &self.folder, SOCKET_NAME)?;
        }
        self.listener = listener;
        self.socket = identity(&stat);
        Ok(())
    }

    /// Puts right what changed in the folder. `true`: there is a new listener.
    pub(super) fn restore(&mut self) -> io::Result<bool> {
        let mut buffer = [const { std::mem::MaybeUninit::uninit() }; 4096];
        let mut events = inotify::Reader::new(&self.watch, &mut buffer);
        while events.next().is_ok() {}
        let stat = fstat(&self.folder)?;
        if (stat.st_uid, stat.st_gid, stat.st_mode & 0o7777) != (0, self.gid, self.folder_mode) {
            fchown(&self.folder, Some(Uid::ROOT), Some(Gid::from_raw(self.gid)))?;
            fchmod(&self.folder, Mode::from_raw_mode(self.folder_mode))?;
        }
        let stat = statat(&self.folder, SOCKET_NAME, AtFlags::SYMLINK_NOFOLLOW);
        let ours = stat.is_ok_and(|stat| {
            identity(&stat) == self.socket
                && (stat.st_uid, stat.st_gid, stat.st_mode & 0o7777) == (0, self.gid, self.socket_mode)
        });
        if !ours {
            self.publish()?;
        }
        Ok(!ours)
    }

    /// The socket to accept from.
    pub(super) fn listener(&self) -> &OwnedFd {
        &self.listener
    }

    /// Readable when something changed in the folder.
    pub(super) fn watch(&self) -> &OwnedFd {
        &self.watch
    }

    /// Removes everything from the folder.
    pub(super) fn empty(&self) -> io::Result<()> {
        sweep::empty(self.folder.as_fd())
    }
}

/// Listens for bridges. The name belongs to the network namespace: where that is shared, the first guest has it.
pub(super) fn listen_for_bridges() -> io::Result<OwnedFd> {
    let listener = new_socket()?;
    bind(&listener, &SocketAddrUnix::new_abstract_name(BRIDGE_SOCKET.as_bytes())?)?;
    listen(&listener, BACKLOG)?;
    Ok(listener)
}

/// Whether who connected to the shared socket is outside: only there the pid is 0.
pub(super) fn comes_from_outside(socket: &OwnedFd) -> bool {
    sys::peer(socket.as_fd()).is_ok_and(|peer| peer.pid == 0)
}

/// Whether who connected to the abstract socket was put into the sandbox by the engine, as root.
pub(super) fn comes_from_engine(socket: &OwnedFd) -> bool {
    sys::peer(socket.as_fd()).is_ok_and(|peer| peer.uid == 0 && peer.pid > 0 && proc::parent(peer.pid) == Some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_callers_first_group_that_nobody_inside_has_is_taken() {
        let users = Users::parse(b"root:x:0:0::/:\nagent:x:1000:1000::/:\n", b"agent:x:1000:\nall:x:100:agent\n");
        assert_eq!(choose(&[1000, 100, 27, 998], "agent", &users), Some((27, 0o2770, 0o660)));
        assert_eq!(choose(&[1000, 100], "agent", &users), None);
        assert_eq!(choose(&[27], "5:27", &users), None);
        assert_eq!(choose(&[0], "agent", &users), Some((0, 0o2770, 0o660)));
        assert_eq!(choose(&[0], "1001", &users), Some((0, 0o700, 0o600)));
        assert_eq!(choose(&[], "agent", &users), Some((0, 0o700, 0o600)));
    }
}
