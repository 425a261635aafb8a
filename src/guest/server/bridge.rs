//! The slow road: runs inside through an engine's exec and joins its stdin and stdout with the guest's abstract socket.
//! One thread and one poll, so that it works with the last free process id.

use super::{road, sys};
use crate::guest::protocol::{BRIDGE_SOCKET, MAX_DATA};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::fd::{AsFd, BorrowedFd};
use rustix::io::{Errno, ioctl_fionbio};
use rustix::net::{AddressFamily, Shutdown, SocketAddrUnix, SocketFlags, SocketType, connect, shutdown, socket_with};
use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use std::io;

/// One direction.
struct Relay {
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
}

impl Relay {
    fn new() -> Relay {
        Relay { bytes: vec![0; MAX_DATA], start: 0, end: 0, ended: false }
    }

    fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Fills the buffer, which is empty.
    fn fill(&mut self, from: BorrowedFd<'_>) {
        match rustix::io::read(from, &mut self.bytes) {
            Ok(0) => self.ended = true,
            Ok(count) => (self.start, self.end) = (0, count),
            Err(Errno::AGAIN | Errno::INTR) => {}
            Err(_) => self.ended = true,
        }
    }

    fn drain(&mut self, to: BorrowedFd<'_>) -> io::Result<()> {
        while self.start < self.end {
            match rustix::io::write(to, &self.bytes[self.start..self.end]) {
                Ok(count) => self.start += count,
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

/// Joins stdin and stdout with the guest until either side ends. When stdin ends the guest sees its client gone;
/// when the guest ends, what it sent still goes out.
///
/// # Errors
/// No guest, or one that is not PID 1; a stdout that nobody reads.
pub fn run() -> io::Result<()> {
    // Root inside could otherwise take the connection over.
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    // The guest that stops the sandbox sends TERM to everything, and has last words for its clients after that.
    let _blocked = sys::signal_descriptor(&[libc::SIGTERM])?;
    let socket = socket_with(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)?;
    if road::peers_are_told() {
        connect(&socket, &SocketAddrUnix::new_abstract_name(BRIDGE_SOCKET.as_bytes())?)?;
        if sys::peer(socket.as_fd())?.pid != 1 {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "who listens is not the guest"));
        }
    } else {
        // Nobody but root could have put a socket there.
        connect(&socket, &SocketAddrUnix::new(road::closed_socket())?)?;
    }
    let (stdin, stdout) = (io::stdin(), io::stdout());
    let (input, output, guest) = (stdin.as_fd(), stdout.as_fd(), socket.as_fd());
    for fd in [input, output, guest] {
        ioctl_fionbio(fd, true)?;
    }
    let result = relay(input, output, guest);
    let _ = shutdown(&socket, Shutdown::Both);
    result
}

fn relay(input: BorrowedFd<'_>, output: BorrowedFd<'_>, guest: BorrowedFd<'_>) -> io::Result<()> {
    let (mut inward, mut outward) = (Relay::new(), Relay::new());
    loop {
        let when = |condition: bool, flags: PollFlags| if condition { flags } else { PollFlags::empty() };
        let from_guest = when(outward.is_empty() && !outward.ended, PollFlags::IN);
        let mut set = [
            PollFd::from_borrowed_fd(input, when(inward.is_empty(), PollFlags::IN)),
            PollFd::from_borrowed_fd(guest, from_guest | when(!inward.is_empty(), PollFlags::OUT)),
            PollFd::from_borrowed_fd(output, when(!outward.is_empty(), PollFlags::OUT)),
        ];
        match poll(&mut set, None) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let [from_input, of_guest, of_output] = set.map(|entry| entry.revents());
        if of_output.intersects(PollFlags::ERR) {
            return Err(io::Error::from(io::ErrorKind::BrokenPipe));
        }
        if of_guest.intersects(PollFlags::IN | PollFlags::HUP | PollFlags::ERR) && outward.is_empty() {
            outward.fill(guest);
        }
        outward.drain(output)?;
        if outward.ended && outward.is_empty() {
            return Ok(());
        }
        if outward.ended {
            // The last bytes go out whatever else happens.
            ioctl_fionbio(output, false)?;
            return outward.drain(output);
        }
        if inward.is_empty() && !from_input.is_empty() {
            inward.fill(input);
        }
        // A guest that closed takes nothing more, but may have sent something: the next round reads it.
        if inward.drain(guest).is_err() {
            inward.start = inward.end;
        }
        if inward.ended {
            return Ok(());
        }
    }
}
