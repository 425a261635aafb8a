//! How clients reach the guest: the socket in the shared folder and the abstract one of the bridge, and whom to believe.
//! Whoever is root inside can remove the shared socket; it comes back.

use super::proc;
use super::sweep;
use super::sys;
use super::users::Users;
use crate::guest::protocol::{BRIDGE_SOCKET, NO_SOCKET_NAME, SOCKET_FOLDER, SOCKET_NAME, STATE_FOLDER};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, CWD, Gid, Mode, OFlags, Stat, Uid, inotify};
use rustix::fs::{chmodat, chownat, fchmod, fchown, fstat, openat, renameat, statat, unlinkat};
use rustix::net::{AddressFamily, SocketAddrUnix, SocketFlags, SocketType, bind, listen, socket_with};
use std::io;
use std::sync::OnceLock;

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

/// Makes the folder root's, with a group and a mode.
fn own(folder: &OwnedFd, gid: u32, mode: u32) -> io::Result<()> {
    fchown(folder, Some(Uid::ROOT), Some(Gid::from_raw(gid)))?;
    Ok(fchmod(folder, Mode::from_raw_mode(mode))?)
}

/// The groups that may have the folder, with its mode and the socket's: those of the caller that no user inside
/// has. Without any, or with root's among them, the caller may be root outside, who needs no group.
fn choices(gids: &[u32], user: &str, users: &Users) -> Vec<(u32, u32, u32)> {
    let free = gids.iter().filter(|gid| !users.group_is_used(**gid, user)).map(|gid| (*gid, 0o2770, 0o660));
    let root = (gids.is_empty() || gids.contains(&0)).then_some((0, 0o700, 0o600));
    free.chain(root).collect()
}

impl Shared {
    /// Makes the folder safe and listens in it. `None`: it can't be, and the client finds a marker instead.
    pub(super) fn open(gids: &[u32], user: &str, users: &Users) -> Option<Shared> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let folder = openat(CWD, SOCKET_FOLDER, flags, Mode::empty()).ok()?;
        let _ = unlinkat(&folder, NO_SOCKET_NAME, AtFlags::empty());
        let chosen = choices(gids, user, users).into_iter().find(|(gid, mode, _)| own(&folder, *gid, *mode).is_ok());
        let marked = folder.try_clone().ok()?;
        let shared = chosen.and_then(|modes| Shared::listen(folder, modes).ok());
        if shared.is_none() {
            // Readable for the caller, whoever that is; writable for nobody.
            let _ = own(&marked, 0, 0o755);
            let _ = unlinkat(&marked, SOCKET_NAME, AtFlags::empty());
            let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let _ = openat(&marked, NO_SOCKET_NAME, flags, Mode::from_raw_mode(0o644));
        }
        shared
    }

    fn listen(folder: OwnedFd, (gid, folder_mode, socket_mode): (u32, u32, u32)) -> io::Result<Shared> {
        let watch = inotify::init(inotify::CreateFlags::CLOEXEC | inotify::CreateFlags::NONBLOCK)?;
        use inotify::WatchFlags as Event;
        let events = Event::DELETE | Event::MOVED_FROM | Event::MOVED_TO | Event::ATTRIB | Event::ONLYDIR;
        inotify::add_watch(&watch, SOCKET_FOLDER, events)?;
        let listener = new_socket()?;
        let mut shared = Shared { folder, listener, socket: (0, 0), watch, gid, folder_mode, socket_mode };
        shared.publish()?;
        Ok(shared)
    }

    /// The group that may have the folder, if it is not root alone.
    pub(super) fn group(&self) -> Option<u32> {
        (self.gid != 0).then_some(self.gid)
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
            own(&self.folder, self.gid, self.folder_mode)?;
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

/// Whether the kernel tells who is at the other end of a socket. gVisor's answers with whoever asks; it is known by the
/// version that it gives itself.
pub(super) fn peers_are_told() -> bool {
    static TOLD: OnceLock<bool> = OnceLock::new();
    let is_gvisor = |version: String| version.contains("Sun Jan 10 15:06:54 PST 2016");
    *TOLD.get_or_init(|| !std::fs::read_to_string("/proc/version").is_ok_and(is_gvisor))
}

/// The socket of the bridges when peers are not told: the guest's folder, which is closed to all but root, decides then.
pub(super) const CLOSED_SOCKET: &str = "bridge.sock";

/// Its path.
pub(super) fn closed_socket() -> String {
    format!("{STATE_FOLDER}/{CLOSED_SOCKET}")
}

/// Listens for bridges. The name belongs to the network namespace: where that is shared, the first guest has it.
pub(super) fn listen_for_bridges() -> io::Result<OwnedFd> {
    let listener = new_socket()?;
    if peers_are_told() {
        bind(&listener, &SocketAddrUnix::new_abstract_name(BRIDGE_SOCKET.as_bytes())?)?;
    } else {
        let folder = super::state::open(true)?;
        let _ = unlinkat(&folder, CLOSED_SOCKET, AtFlags::empty());
        bind(&listener, &SocketAddrUnix::new(closed_socket())?)?;
    }
    listen(&listener, BACKLOG)?;
    Ok(listener)
}

/// Whether who connected to the shared socket is outside: only there the pid is 0.
pub(super) fn comes_from_outside(socket: &OwnedFd) -> bool {
    sys::peer(socket.as_fd()).is_ok_and(|peer| peer.pid == 0)
}

/// The process that connected to the abstract socket, if the engine put it into the sandbox, as root.
/// Where that is not told, its way has been through a folder of root's.
pub(super) fn comes_from_engine(socket: &OwnedFd) -> Option<i32> {
    if !peers_are_told() {
        return Some(0);
    }
    let peer = sys::peer(socket.as_fd()).ok()?;
    (peer.uid == 0 && peer.pid > 0 && proc::parent(peer.pid) == Some(0)).then_some(peer.pid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_callers_groups_that_nobody_inside_has_are_tried_in_turn() {
        let users = Users::parse(b"root:x:0:0::/:\nagent:x:1000:1000::/:\n", b"agent:x:1000:\nall:x:100:agent\n");
        let gids = |gids: &[u32], user: &str| -> Vec<u32> {
            choices(gids, user, &users).into_iter().filter(|choice| choice.1 == 0o2770).map(|choice| choice.0).collect()
        };
        assert_eq!(gids(&[1000, 100, 27, 998], "agent"), [27, 998]);
        assert!(gids(&[27], "5:27").is_empty());
        assert_eq!(choices(&[1000, 100], "agent", &users), []);
        let root = (0, 0o700, 0o600);
        assert_eq!(choices(&[0], "agent", &users), [(0, 0o2770, 0o660), root]);
        assert_eq!(choices(&[0], "1001", &users), [root]);
        assert_eq!(choices(&[], "agent", &users), [root]);
    }
}
