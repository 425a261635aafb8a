//! The socket to the kernel's nf_tables, and its messages: all of a change in one batch, which holds or does not.

use super::attributes::Attributes;
use rustix::io::Errno;
use rustix::net::netlink::{NETFILTER, SocketAddrNetlink};
use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, sockopt};
use std::io;
use std::os::fd::OwnedFd;
use std::time::Duration;

/// The kernel's answers come at once; this is for one that does not.
const PATIENCE: Duration = Duration::from_secs(5);
/// The part of netfilter that is meant, `NFNL_SUBSYS_NFTABLES`.
const TABLES: u16 = 10;
/// Tables of IPv4 and IPv6 alike, `NFPROTO_INET`.
const INET: u8 = 1;
const HEADER: usize = 16;
/// `struct nfgenmsg`.
const GENERAL: usize = 4;

const BATCH_BEGIN: u16 = 16;
const BATCH_END: u16 = 17;
const ERROR: u16 = 2;
const DONE: u16 = 3;

const REQUEST: u16 = 1;
const ACKNOWLEDGE: u16 = 4;
const DUMP: u16 = 0x300;
/// Make it; one that is there stays, `NLM_F_CREATE`.
pub(super) const CREATE: u16 = 0x400;
/// Behind the others, `NLM_F_APPEND`.
pub(super) const APPEND: u16 = 0x800;

/// What a message is about, `enum nf_tables_msg_types`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Kind {
    /// A new table.
    NewTable = 0,
    /// Which tables there are.
    GetTable = 1,
    /// A table that goes, with all that it holds.
    DeleteTable = 2,
    /// A new chain.
    NewChain = 3,
    /// Which chain there is.
    GetChain = 4,
    /// A chain that goes.
    DeleteChain = 5,
    /// A new rule.
    NewRule = 6,
    /// Rules that go.
    DeleteRule = 8,
    /// A new set.
    NewSet = 9,
    /// New elements of a set.
    NewElements = 12,
    /// Which elements there are.
    GetElements = 13,
    /// Elements that go.
    DeleteElements = 14,
}

fn append(bytes: &mut Vec<u8>, kind: u16, flags: u16, sequence: u32, general: [u8; GENERAL], body: &[u8]) {
    let length = u32::try_from(HEADER + GENERAL + body.len()).unwrap_or(u32::MAX);
    bytes.extend_from_slice(&length.to_ne_bytes());
    bytes.extend_from_slice(&kind.to_ne_bytes());
    bytes.extend_from_slice(&flags.to_ne_bytes());
    bytes.extend_from_slice(&sequence.to_ne_bytes());
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(&general);
    bytes.extend_from_slice(body);
}

/// Changes that are made together or not at all.
#[derive(Debug, Default)]
pub(super) struct Batch {
    messages: Vec<(Kind, u16, Attributes)>,
}

impl Batch {
    /// And this one.
    pub(super) fn push(&mut self, kind: Kind, flags: u16, body: Attributes) {
        self.messages.push((kind, flags, body));
    }

    /// The bytes, and the sequence number of the last change: the first one's is 1.
    fn encode(&self) -> (Vec<u8>, u32) {
        let [high, low] = TABLES.to_be_bytes();
        let mut bytes = Vec::new();
        append(&mut bytes, BATCH_BEGIN, REQUEST, 0, [0, 0, high, low], &[]);
        let mut sequence = 0;
        for (index, (kind, flags, body)) in self.messages.iter().enumerate() {
            sequence += 1;
            let last = if index + 1 == self.messages.len() { ACKNOWLEDGE } else { 0 };
            let kind = (TABLES << 8) | *kind as u16;
            append(&mut bytes, kind, REQUEST | flags | last, sequence, [INET, 0, 0, 0], body.as_bytes());
        }
        append(&mut bytes, BATCH_END, REQUEST, sequence + 1, [0, 0, high, low], &[]);
        (bytes, sequence)
    }
}

/// The socket.
#[derive(Debug)]
pub(super) struct Socket(OwnedFd);

impl Socket {
    /// Opens it, to the network namespace of this thread.
    pub(super) fn open() -> io::Result<Socket> {
        let family = AddressFamily::NETLINK;
        let socket = rustix::net::socket_with(family, SocketType::RAW, SocketFlags::CLOEXEC, Some(NETFILTER))?;
        rustix::net::bind(&socket, &SocketAddrNetlink::new(0, 0))?;
        sockopt::set_socket_timeout(&socket, sockopt::Timeout::Recv, Some(PATIENCE))?;
        Ok(Socket(socket))
    }

    /// Makes the changes of a batch, all or none of them.
    ///
    /// # Errors
    /// The kernel's first complaint.
    pub(super) fn commit(&self, batch: &Batch) -> io::Result<()> {
        if batch.messages.is_empty() {
            return Ok(());
        }
        let (bytes, last) = batch.encode();
        // All of a batch is one datagram.
        let _ = sockopt::set_socket_send_buffer_size_force(&self.0, bytes.len() + 64 * 1024);
        rustix::net::send(&self.0, &bytes, SendFlags::empty())?;
        let mut first = None;
        self.receive(|sequence, kind, body| {
            if kind == ERROR {
                let code = error_code(body);
                if code != 0 {
                    first.get_or_insert(code);
                }
                // Without leave nothing of a batch is looked at: the answer is to its beginning.
                return sequence == last || (sequence == 0 && code != 0);
            }
            false
        })?;
        first.map_or(Ok(()), |code| Err(io::Error::from_raw_os_error(code)))
    }

    /// Asks for one thing. None when it is not there.
    pub(super) fn get(&self, kind: Kind, body: &Attributes) -> io::Result<Option<Vec<u8>>> {
        self.ask(kind, REQUEST | ACKNOWLEDGE, body).map(|found| found.map(|all| all.concat()))
    }

    /// Asks for all that fit. None when there is nothing that could hold them.
    pub(super) fn dump(&self, kind: Kind, body: &Attributes) -> io::Result<Option<Vec<Vec<u8>>>> {
        self.ask(kind, REQUEST | DUMP, body)
    }

    fn ask(&self, kind: Kind, flags: u16, body: &Attributes) -> io::Result<Option<Vec<Vec<u8>>>> {
        let mut bytes = Vec::new();
        append(&mut bytes, (TABLES << 8) | kind as u16, flags, 1, [INET, 0, 0, 0], body.as_bytes());
        rustix::net::send(&self.0, &bytes, SendFlags::empty())?;
        let (mut found, mut failure) = (Vec::new(), 0);
        self.receive(|_, kind, body| match kind {
            DONE => true,
            ERROR => {
                failure = error_code(body);
                true
            }
            _ => {
                found.push(body.get(GENERAL..).unwrap_or_default().to_vec());
                false
            }
        })?;
        match failure {
            0 => Ok(Some(found)),
            code if code == Errno::NOENT.raw_os_error() => Ok(None),
            code => Err(io::Error::from_raw_os_error(code)),
        }
    }

    /// Hands every message on, with its sequence number and kind, until the taker has enough.
    fn receive(&self, mut take: impl FnMut(u32, u16, &[u8]) -> bool) -> io::Result<()> {
        let mut buffer = vec![0u8; 1 << 20];
        loop {
            let (length, _) = rustix::net::recv(&self.0, &mut buffer[..], RecvFlags::empty())?;
            let mut rest = &buffer[..length];
            while let Some((sequence, kind, body, after)) = message(rest) {
                if take(sequence, kind, body) {
                    return Ok(());
                }
                rest = after;
            }
        }
    }
}

/// The first message in `bytes`: sequence number, kind, body, and what follows.
fn message(bytes: &[u8]) -> Option<(u32, u16, &[u8], &[u8])> {
    let number = |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_ne_bytes);
    let length = usize::try_from(number(0)?).ok()?;
    let kind = u16::from_ne_bytes([*bytes.get(4)?, *bytes.get(5)?]);
    let body = bytes.get(HEADER..length)?;
    Some((number(8)?, kind, body, bytes.get(length.next_multiple_of(4)..).unwrap_or_default()))
}

fn error_code(body: &[u8]) -> i32 {
    body.get(..4).and_then(|four| four.try_into().ok()).map_or(0, |four| -i32::from_ne_bytes(four))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_framed_and_only_its_last_change_is_acknowledged() {
        let mut batch = Batch::default();
        batch.push(Kind::NewTable, CREATE, Attributes::new().text(1, "t"));
        batch.push(Kind::DeleteTable, 0, Attributes::new().text(1, "t"));
        let (bytes, last) = batch.encode();
        assert_eq!(last, 2);
        let mut rest = &bytes[..];
        let mut seen = Vec::new();
        while let Some((sequence, kind, body, after)) = message(rest) {
            seen.push((sequence, kind, rest[6], body.len()));
            rest = after;
        }
        // 0x0a00 and 0x0a02 are the table's messages of nf_tables.
        assert_eq!(seen, [(0, 16, 1, 4), (1, 0x0a00, 1, 12), (2, 0x0a02, 5, 12), (3, 17, 1, 4)]);
    }

    #[test]
    fn a_message_that_is_cut_off_is_none() {
        let mut batch = Batch::default();
        batch.push(Kind::NewTable, CREATE, Attributes::new().text(1, "t"));
        let (bytes, _) = batch.encode();
        assert!(message(&bytes[..15]).is_none());
        assert!(message(&bytes[..19]).is_none());
        assert!(message(&[]).is_none());
    }
}
