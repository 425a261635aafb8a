//! A DNS server on this machine for names that exist nowhere else.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex};

type Zone = Arc<Mutex<Option<HashMap<String, Vec<Ipv4Addr>>>>>;

/// A server that answers for as long as the test runs.
pub struct Dns {
    address: SocketAddr,
    zone: Zone,
}

impl Dns {
    /// One that knows these names, and no other.
    pub fn new(names: &[(&str, &[[u8; 4]])]) -> Dns {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let address = socket.local_addr().unwrap();
        let dns = Dns { address, zone: Zone::default() };
        dns.set(names);
        let zone = Arc::clone(&dns.zone);
        std::thread::spawn(move || {
            let mut question = [0u8; 512];
            while let Ok((length, asker)) = socket.recv_from(&mut question) {
                let answer = zone.lock().unwrap().as_ref().and_then(|zone| answer(zone, &question[..length]));
                if let Some(answer) = answer {
                    let _ = socket.send_to(&answer, asker);
                }
            }
        });
        dns
    }

    /// Where it listens, as `egress.resolver` takes it.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on it knows these names.
    pub fn set(&self, names: &[(&str, &[[u8; 4]])]) {
        let entries = names
            .iter()
            .map(|(name, addresses)| ((*name).to_owned(), addresses.iter().copied().map(Ipv4Addr::from).collect()));
        *self.zone.lock().unwrap() = Some(entries.collect());
    }

    /// From now on it answers nobody.
    pub fn fall_silent(&self) {
        *self.zone.lock().unwrap() = None;
    }
}

fn answer(zone: &HashMap<String, Vec<Ipv4Addr>>, question: &[u8]) -> Option<Vec<u8>> {
    let (mut at, mut labels) = (12, Vec::new());
    loop {
        let length = usize::from(*question.get(at)?);
        if length == 0 {
            break;
        }
        labels.push(String::from_utf8_lossy(question.get(at + 1..at + 1 + length)?).to_ascii_lowercase());
        at += 1 + length;
    }
    let end = at + 5;
    let of_addresses = question.get(at + 1..end)? == [0, 1, 0, 1];
    let found = zone.get(&labels.join("."));
    let addresses = found.filter(|_| of_addresses).cloned().unwrap_or_default();
    let mut answer = question[..2].to_vec();
    answer.extend_from_slice(&[0x81, if found.is_some() { 0x80 } else { 0x83 }, 0, 1]);
    answer.extend_from_slice(&u16::try_from(addresses.len()).unwrap().to_be_bytes());
    answer.extend_from_slice(&[0, 0, 0, 0]);
    answer.extend_from_slice(&question[12..end]);
    for address in addresses {
        answer.extend_from_slice(&[0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4]);
        answer.extend_from_slice(&address.octets());
    }
    Some(answer)
}
