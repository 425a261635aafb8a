//! The two roads to a guest. On the shared socket the kernel proves who listens: the first process of that container.

use super::{Connection, Road};
use crate::engine::{Engine, EngineId};
use crate::error::Result;
use crate::guest::protocol::{GUEST_FOLDER, NO_SOCKET_NAME, SOCKET_NAME};
use rustix::fs::{Mode, OFlags};
use std::os::fd::{AsRawFd, OwnedFd};
use std::path::Path;
use std::time::Duration;
use tokio::net::UnixStream;

/// Why the shared road can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Closed {
    /// Nothing is there: the sandbox does not run, or it has just been started.
    #[error("no socket")]
    Absent,
    /// The guest has said that it can't offer one: no group of the caller is out of reach for the users inside.
    #[error("the guest offers no socket to this caller")]
    NotOffered,
    /// Something is there that is not proved to be the guest.
    #[error("the listener is not proved to be the guest")]
    Unproved,
}

/// Dials the shared socket in `folder`, which belongs to the sandbox in `container`.
///
/// # Errors
/// Why not, so that the caller looks at the engine or takes the bridge.
pub async fn shared(
    folder: &Path,
    container: &str,
    deadline: Duration,
) -> std::result::Result<Connection<'static>, Closed> {
    let Some(socket) = open_socket(folder) else {
        let refused = std::fs::symlink_metadata(folder.join(NO_SOCKET_NAME)).is_ok();
        return Err(if refused { Closed::NotOffered } else { Closed::Absent });
    };
    // The path of a socket is limited to 107 bytes, and must not be looked up again: through the descriptor it is neither.
    let path = format!("/proc/self/fd/{}", socket.as_raw_fd());
    let stream = match tokio::time::timeout(deadline, UnixStream::connect(path)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(_)) | Err(_) => return Err(Closed::Absent),
    };
    // The pid is 0 where the listener's process is not visible from here: then nothing is proved.
    let listener = stream.peer_cred().ok().and_then(|peer| peer.pid()).ok_or(Closed::Unproved)?;
    if is_first_of(listener, container) {
        Ok(Connection::new(Box::new(stream), Road::Shared))
    } else {
        Err(Closed::Unproved)
    }
}

fn open_socket(folder: &Path) -> Option<OwnedFd> {
    let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = rustix::fs::open(folder, flags | OFlags::DIRECTORY, Mode::empty()).ok()?;
    let socket = rustix::fs::openat(&folder, SOCKET_NAME, flags, Mode::empty()).ok()?;
    let kind = rustix::fs::FileType::from_raw_mode(rustix::fs::fstat(&socket).ok()?.st_mode);
    (kind == rustix::fs::FileType::Socket).then_some(socket)
}

/// Whether a process of this machine is the first one of a container: never judged by its uid, which differs on
/// engines that remap or run without root.
fn is_first_of(pid: i32, container: &str) -> bool {
    if pid <= 0 || container.len() != 64 {
        return false;
    }
    let read = |name: &str| std::fs::read_to_string(format!("/proc/{pid}/{name}")).unwrap_or_default();
    is_first_in_namespace(&read("status")) && read("cgroup").contains(container)
}

fn is_first_in_namespace(status: &str) -> bool {
    let pids = status.lines().find_map(|line| line.strip_prefix("NSpid:"));
    let pids: Vec<&str> = pids.unwrap_or_default().split_whitespace().collect();
    pids.len() == 2 && pids[1] == "1"
}

/// Dials through one exec of the engine.
///
/// # Errors
/// As the engine's.
pub async fn bridge(engine: &dyn Engine, container: &EngineId) -> Result<Connection<'static>> {
    let program = format!("{GUEST_FOLDER}/sandcastle");
    let stream = engine.bridge(container, &[&program, "guest", "connect"]).await?;
    Ok(Connection::new(stream, Road::Bridge))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_process_of_a_namespace_directly_below_ours_is_believed() {
        assert!(is_first_in_namespace("Name:\tx\nNSpid:\t4711\t1\n"));
        for status in ["NSpid:\t4711\t2\n", "NSpid:\t4711\n", "NSpid:\t4711\t7\t1\n", "", "NSpid:\t1\n"] {
            assert!(!is_first_in_namespace(status), "{status:?}");
        }
    }

    #[tokio::test]
    async fn a_listener_outside_the_container_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let _listener = tokio::net::UnixListener::bind(folder.path().join(SOCKET_NAME)).unwrap();
        let container = "0".repeat(64);
        let refused = shared(folder.path(), &container, Duration::from_secs(1)).await.err();
        assert_eq!(refused, Some(Closed::Unproved));
    }

    #[tokio::test]
    async fn a_link_in_the_place_of_the_socket_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = folder.path().join("elsewhere");
        let _listener = tokio::net::UnixListener::bind(&elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, folder.path().join(SOCKET_NAME)).unwrap();
        let refused = shared(folder.path(), &"0".repeat(64), Duration::from_secs(1)).await.err();
        assert_eq!(refused, Some(Closed::Absent));
    }
}
