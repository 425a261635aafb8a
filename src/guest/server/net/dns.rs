//! A name looked up as simply as can be: `/etc/hosts`, then one question over UDP to each server of `/etc/resolv.conf`.

use crate::guest::protocol::{NetOutcome, Tried};
use std::fs::File;
use std::io::{self, Read};
use std::net::{Ipv4Addr, UdpSocket};
use std::time::{Duration, Instant};

/// The most that is read of a file.
const CAP: u64 = 1 << 20;
/// The most addresses that are taken of an answer.
const MAX_ADDRESSES: usize = 64;
/// As many servers as the C library asks.
const MAX_SERVERS: usize = 3;

/// The addresses of a name, and whether they stand in `/etc/hosts`.
pub(super) fn resolve(name: &str, patience: Duration) -> (Tried, bool, Vec<Ipv4Addr>) {
    let pinned = in_hosts(&read("/etc/hosts"), name);
    if !pinned.is_empty() {
        return (Tried::new(NetOutcome::Allowed, "from /etc/hosts"), true, pinned);
    }
    let servers = servers(&read("/etc/resolv.conf"));
    let mut tried = Tried::new(NetOutcome::Unresolved, "no server in /etc/resolv.conf");
    for server in servers.into_iter().take(MAX_SERVERS) {
        tried = match ask(server, name, patience) {
            Ok(Answer::Addresses(addresses)) if !addresses.is_empty() => {
                return (Tried::new(NetOutcome::Allowed, format!("from {server}")), false, addresses);
            }
            Ok(Answer::Addresses(_)) => {
                return (Tried::new(NetOutcome::Unresolved, "it has no IPv4 address"), false, Vec::new());
            }
            Ok(Answer::Code(3)) => {
                return (Tried::new(NetOutcome::Unresolved, "there is no such name"), false, Vec::new());
            }
            Ok(Answer::Code(5)) => Tried::new(NetOutcome::Refused, format!("{server} refuses to say")),
            Ok(Answer::Code(code)) => Tried::new(NetOutcome::Unresolved, format!("{server} fails with code {code}")),
            Err(error) => Tried::failed(&error),
        };
    }
    (tried, false, Vec::new())
}

fn read(path: &str) -> String {
    let mut bytes = Vec::new();
    // What is not there says nothing.
    let _ = File::open(path).and_then(|file| file.take(CAP).read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

fn in_hosts(text: &str, name: &str) -> Vec<Ipv4Addr> {
    let lines = text.lines().filter_map(|line| {
        let mut words = line.split('#').next()?.split_whitespace();
        let address = words.next()?.parse().ok()?;
        words.any(|word| word.eq_ignore_ascii_case(name)).then_some(address)
    });
    lines.take(MAX_ADDRESSES).collect()
}

fn servers(text: &str) -> Vec<Ipv4Addr> {
    text.lines().filter_map(|line| line.trim().strip_prefix("nameserver")?.trim().parse().ok()).collect()
}

enum Answer {
    Addresses(Vec<Ipv4Addr>),
    /// The server's code, which is not that of success.
    Code(u8),
}

fn ask(server: Ipv4Addr, name: &str, patience: Duration) -> io::Result<Answer> {
    let mut id = [0u8; 2];
    getrandom::fill(&mut id).map_err(io::Error::other)?;
    let question = question(id, name)?;
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
    // A connected socket hears of a refusal.
    socket.connect((server, 53))?;
    socket.send(&question)?;
    let deadline = Instant::now() + patience;
    let mut answer = [0u8; 4096];
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::Error::from(io::ErrorKind::TimedOut));
        }
        socket.set_read_timeout(Some(left))?;
        let length = socket.recv(&mut answer)?;
        if let Some(found) = parse(&answer[..length], &question) {
            return Ok(found);
        }
    }
}

/// A question for the addresses of a name: a header with "recursion desired", the name, type A, class IN (RFC 1035).
fn question(id: [u8; 2], name: &str) -> io::Result<Vec<u8>> {
    let mut bytes = vec![id[0], id[1], 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in name.trim_end_matches('.').split('.') {
        let length = u8::try_from(label.len()).ok().filter(|length| (1..=63).contains(length));
        bytes.push(length.ok_or_else(|| io::Error::other("no name of a host"))?);
        bytes.extend_from_slice(label.as_bytes());
    }
    bytes.extend_from_slice(&[0, 0, 1, 0, 1]);
    Ok(bytes)
}

/// What an answer to this question says; none when it is none.
fn parse(bytes: &[u8], question: &[u8]) -> Option<Answer> {
    let head = bytes.get(..12)?;
    if head[..2] != question[..2] || head[2] & 0x80 == 0 {
        return None;
    }
    if head[3] & 0x0f != 0 {
        return Some(Answer::Code(head[3] & 0x0f));
    }
    let count = u16::from_be_bytes([head[6], head[7]]);
    let asked = u16::from_be_bytes([head[4], head[5]]);
    let mut at = 12;
    for _ in 0..asked {
        at = after_name(bytes, at)? + 4;
    }
    let mut addresses = Vec::new();
    for _ in 0..count {
        at = after_name(bytes, at)?;
        let record = bytes.get(at..at + 10)?;
        let length = usize::from(u16::from_be_bytes([record[8], record[9]]));
        let data = bytes.get(at + 10..at + 10 + length)?;
        if record[..4] == [0, 1, 0, 1]
            && let Ok(address) = <[u8; 4]>::try_from(data)
            && addresses.len() < MAX_ADDRESSES
        {
            addresses.push(Ipv4Addr::from(address));
        }
        at += 10 + length;
    }
    Some(Answer::Addresses(addresses))
}

/// Where a name ends: at an empty label, or at a pointer to the rest of it.
fn after_name(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            0 => return Some(at + 1),
            length if length & 0xc0 == 0xc0 => return Some(at + 2),
            length if length & 0xc0 == 0 => at += 1 + usize::from(length),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_found_in_hosts_and_servers_in_resolv_conf() {
        let hosts = "127.0.0.1 localhost\n198.51.100.7\tapi.example.com other # api.example.net\n::1 api.example.com\n\
                     198.51.100.8 API.example.com\n";
        assert_eq!(in_hosts(hosts, "api.example.com").len(), 2);
        assert!(in_hosts(hosts, "api.example.net").is_empty() && in_hosts(hosts, "198.51.100.7").is_empty());
        let found = servers("# x\nsearch a\nnameserver 127.0.0.11\n nameserver\t192.0.2.53 \nnameserver ::1\n");
        assert_eq!(found, [Ipv4Addr::new(127, 0, 0, 11), Ipv4Addr::new(192, 0, 2, 53)]);
    }

    #[test]
    fn an_answer_gives_its_addresses_and_one_to_another_question_does_not_count() {
        let question = question([7, 9], "api.example.com").unwrap();
        let mut answer = question.clone();
        answer[2] = 0x81;
        answer[3] = 0x80;
        answer[7] = 2;
        // An alias, then the address of what it leads to.
        answer.extend_from_slice(&[0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 9, 0, 4, 1, b'x', 0xc0, 16]);
        answer.extend_from_slice(&[0xc0, 45, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 198, 51, 100, 7]);
        let Some(Answer::Addresses(found)) = parse(&answer, &question) else { panic!("no answer") };
        assert_eq!(found, [Ipv4Addr::new(198, 51, 100, 7)]);
        answer[3] = 0x83;
        assert!(matches!(parse(&answer, &question), Some(Answer::Code(3))));
        answer[0] = 8;
        assert!(parse(&answer, &question).is_none());
    }

    #[test]
    fn what_is_no_name_is_not_asked_for() {
        for name in ["", "a..b", &"a".repeat(64)] {
            assert!(question([0, 0], name).is_err(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn an_answer_of_any_bytes_comes_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let question = question([7, 9], "api.example.com").unwrap();
            let mut answer = question.clone();
            answer[2] = 0x80;
            answer[7] = 200;
            answer.extend_from_slice(&bytes);
            let _ = parse(&answer, &question);
            let _ = parse(&bytes, &question);
        }
    }
}
