//! Frames and messages between the client outside and the guest inside: the only thing both sides share.
//! One connection carries one request. Each side treats what the other sends as hostile: every length is capped.
//!
//! A frame is `type: u8`, `length: u32` little-endian, `length` bytes. The client speaks first, with a
//! [`Frame::Request`]; the guest answers with [`Frame::Hello`] and then with what the request calls for.
//! Fields that are missing have their default, so that sides of different age understand each other.

mod identity;
mod message;
mod net;
mod text;

pub use identity::{Identity, MountKind, MountPoint, Mounted, MountedAt, Trust};
pub use message::*;
pub use net::{NetLook, NetOutcome, Tried};
pub use text::{Base64, Text};

/// The protocol that this build speaks. The guest answers requests of this version and the one before.
pub const VERSION: u32 = 1;
/// Bytes of a frame's header.
pub const HEADER: usize = 5;
/// The most bytes that a data frame carries; also the size of a relay buffer.
pub const MAX_DATA: usize = 64 * 1024;
/// The most bytes that a frame with JSON carries.
pub const MAX_CONTROL: usize = 4 * 1024 * 1024;
/// Bytes of stdin that the client may send before the guest grants more with [`Frame::Window`].
pub const STDIN_WINDOW: usize = 256 * 1024;
/// The folder of the guest's binary inside a sandbox, and of the shared socket. Both lie directly under `/`,
/// where root inside can't rename them away.
pub const GUEST_FOLDER: &str = "/.sandcastle";
/// The shared folder inside a sandbox.
pub const SOCKET_FOLDER: &str = "/.sandcastle-run";
/// The socket's name in the shared folder.
pub const SOCKET_NAME: &str = "guest.sock";
/// A file of this name in the shared folder, in the socket's stead: no group of the caller is out of reach for
/// the users inside, so only the bridge is left.
pub const NO_SOCKET_NAME: &str = "no-socket";
/// The abstract socket (without its leading NUL) on which the guest accepts the bridge.
pub const BRIDGE_SOCKET: &str = "sandcastle-guest";
/// The guest's own folder inside a sandbox: identity and jobs, readable by root only.
pub const STATE_FOLDER: &str = "/var/lib/sandcastle";

/// What a sandbox that is to trust its client's machine has of it, in memory.
pub const TRUST_FOLDER: &str = "/.sandcastle-trust";
/// The memory file system inside a sandbox in which secrets lie as files while a command that was given them runs.
pub const SECRETS_FOLDER: &str = "/run/secrets";

/// The kinds of frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Frame {
    /// Client: a [`Request`] as JSON; the first frame, sent once.
    Request = 1,
    /// Client: bytes for the command's stdin, within the window.
    Stdin = 2,
    /// Client: end of stdin. Empty.
    StdinEnd = 3,
    /// Client: one byte, the number of a signal for the process group.
    Signal = 4,
    /// Client: the terminal's size, rows and columns as two `u16` little-endian.
    Resize = 5,
    /// Both: bytes of an archive or a log.
    Data = 6,
    /// Both: the whole stream was sent. Empty from the client; a [`Summary`] as JSON from the guest.
    DataEnd = 7,
    /// Client: leave the session running and let this connection go. Empty.
    Detach = 8,
    /// Guest: a [`Hello`] as JSON; its first frame.
    Hello = 16,
    /// Guest: the answer to a request as JSON, [`Reply`].
    Reply = 17,
    /// Guest: a [`Failure`] as JSON; nothing follows. Empty from a client that breaks off the archive it sends.
    Failure = 18,
    /// Guest: bytes of the command's stdout (or of its PTY).
    Stdout = 19,
    /// Guest: bytes of the command's stderr.
    Stderr = 20,
    /// Guest: an [`Ended`] as JSON; nothing follows.
    Ended = 21,
    /// Guest: a `u32` little-endian, bytes of stdin granted beyond those granted before.
    Window = 22,
    /// Guest: the session goes on without this client, one byte: 0 as it asked, 1 because another one took over;
    /// nothing follows.
    Detached = 23,
    /// Guest: when the bytes that follow were written, a `u64` little-endian, milliseconds since the Unix epoch.
    Written = 24,
}

impl Frame {
    /// The frame of a type byte, if it is one.
    pub fn from_byte(byte: u8) -> Option<Frame> {
        use Frame::*;
        let client = [Request, Stdin, StdinEnd, Signal, Resize, Data, DataEnd, Detach];
        let guest = [Hello, Reply, Failure, Stdout, Stderr, Ended, Window, Detached, Written];
        client.into_iter().chain(guest).find(|frame| *frame as u8 == byte)
    }

    /// The most bytes that a frame of this kind may carry.
    pub fn cap(self) -> usize {
        match self {
            Frame::Stdin | Frame::Data | Frame::Stdout | Frame::Stderr => MAX_DATA,
            Frame::StdinEnd | Frame::Detach => 0,
            Frame::Signal | Frame::Detached => 1,
            Frame::Resize | Frame::Window => 4,
            Frame::Written => 8,
            Frame::Request | Frame::DataEnd | Frame::Hello | Frame::Reply | Frame::Failure | Frame::Ended => {
                MAX_CONTROL
            }
        }
    }
}

/// The header of a frame of `kind` with `length` bytes.
pub fn header(kind: Frame, length: usize) -> [u8; HEADER] {
    let length = u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
    [kind as u8, length[0], length[1], length[2], length[3]]
}

/// A header that no honest peer sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// An unknown type byte.
    #[error("unknown frame type {0}")]
    Type(u8),
    /// More bytes than this kind may carry.
    #[error("frame of {0} bytes is over the limit")]
    Length(u32),
}

/// Reads a header: the kind and the length of what follows.
pub fn parse_header(bytes: [u8; HEADER]) -> Result<(Frame, usize), Malformed> {
    let kind = Frame::from_byte(bytes[0]).ok_or(Malformed::Type(bytes[0]))?;
    let length = u32::from_le_bytes([bytes[1], bytes[2], bytes[3], bytes[4]]);
    let size = usize::try_from(length).unwrap_or(usize::MAX);
    if size > kind.cap() { Err(Malformed::Length(length)) } else { Ok((kind, size)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_is_found_by_its_byte_and_capped() {
        assert_eq!(parse_header(header(Frame::Detach, 0)), Ok((Frame::Detach, 0)));
        assert_eq!(parse_header(header(Frame::Detach, 1)), Err(Malformed::Length(1)));
        assert_eq!(parse_header(header(Frame::Detached, 1)), Ok((Frame::Detached, 1)));
        assert_eq!(parse_header(header(Frame::Detached, 2)), Err(Malformed::Length(2)));
        assert_eq!(parse_header(header(Frame::Written, 9)), Err(Malformed::Length(9)));
    }

    #[test]
    fn a_header_over_the_cap_is_refused_before_anything_is_allocated() {
        assert_eq!(parse_header([6, 0xff, 0xff, 0xff, 0xff]), Err(Malformed::Length(u32::MAX)));
        assert_eq!(parse_header([99, 0, 0, 0, 0]), Err(Malformed::Type(99)));
        assert_eq!(parse_header(header(Frame::Data, MAX_DATA)), Ok((Frame::Data, MAX_DATA)));
    }
}
