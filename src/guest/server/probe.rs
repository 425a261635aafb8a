//! Bytes of a client taken apart as a connection and a transfer do it: what the fuzz target of the protocol calls.
//! Nothing here runs a command or touches a file.

use super::requests;
use super::transfer::Receiver;
use super::wire::Inbox;
use crate::guest::protocol::Frame;
use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;

/// Frames with their bytes.
pub type Frames = Vec<(Frame, Vec<u8>)>;

/// The frames in `bytes`, which arrive in pieces of `piece` bytes, and whether they ended in something malformed.
/// Requests are parsed as well.
///
/// # Errors
/// No socket to feed them through.
pub fn frames(bytes: &[u8], piece: usize) -> io::Result<(Frames, bool)> {
    let (mut client, guest) = UnixStream::pair()?;
    let mut inbox = Inbox::default();
    let mut frames = Vec::new();
    for part in bytes.chunks(piece.max(1)) {
        client.write_all(part)?;
        let mut taken = 0;
        while taken < part.len() {
            taken += inbox.fill(&guest)?;
            loop {
                match inbox.next() {
                    Ok(Some((kind, place))) => {
                        let payload = inbox.slice(place);
                        if kind == Frame::Request {
                            // Refused or understood: it must only come back.
                            let _ = requests::parse(payload);
                        }
                        frames.push((kind, payload.to_vec()));
                    }
                    Ok(None) => break,
                    Err(_) => return Ok((frames, true)),
                }
            }
        }
    }
    Ok((frames, false))
}

/// The archive in the frames of an upload, of which the loop of the guest had read the first `early` bytes.
/// `None` where they are not one whole transfer.
///
/// # Errors
/// No socket to feed them through.
pub fn upload(bytes: &[u8], early: usize) -> io::Result<Option<Vec<u8>>> {
    let (mut client, guest) = UnixStream::pair()?;
    let (early, rest) = bytes.split_at(early.min(bytes.len()));
    client.write_all(rest)?;
    drop(client);
    let mut archive = Vec::new();
    Ok(Receiver::new(early.to_vec(), &guest).read_to_end(&mut archive).ok().map(|_| archive))
}
