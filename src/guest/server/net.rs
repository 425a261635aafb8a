//! A look at the network from inside, by somebody without rights: does a name resolve, does an address
//! take a connection, does TLS get an answer, for the right name and for another one.

mod dns;

use crate::guest::protocol::{NetLook, NetOutcome, Tried};
use rustix::thread::{Gid, Uid, set_thread_groups, set_thread_res_gid, set_thread_res_uid};
use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

/// How long each attempt may take.
const PATIENCE: Duration = Duration::from_secs(3);
/// The most addresses of one name that are tried.
const TRIES: usize = 4;
/// As what the network is looked at.
const NOBODY: u32 = 65534;
/// A name that no server has.
const OTHER_NAME: &str = "invalid.example";

/// What to look for.
#[derive(Debug)]
pub struct Target {
    /// A name or an IPv4 address.
    pub host: String,
    /// A TCP port.
    pub port: u16,
    /// Whether TLS is spoken there.
    pub tls: bool,
    /// Addresses to try where the name has none inside.
    pub addresses: Vec<Ipv4Addr>,
}

impl Tried {
    fn new(outcome: NetOutcome, detail: impl Into<String>) -> Tried {
        Tried { outcome, detail: detail.into() }
    }

    fn failed(error: &io::Error) -> Tried {
        let outcome = match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => NetOutcome::Timeout,
            _ => NetOutcome::Refused,
        };
        Tried::new(outcome, error.to_string())
    }
}

/// Looks, and prints what it saw.
///
/// # Errors
/// When stdout can't be written.
pub fn look(target: &Target) -> io::Result<()> {
    forgo_rights()?;
    let mut look = NetLook::default();
    if let Ok(address) = target.host.parse() {
        look.addresses = vec![address];
    } else {
        (look.name, look.in_hosts, look.addresses) = dns::resolve(&target.host, PATIENCE);
    }
    let addresses = if look.addresses.is_empty() { &target.addresses } else { &look.addresses };
    let mut reached = None;
    for address in addresses.iter().take(TRIES) {
        look.tried = Some(*address);
        match connect(*address, target.port) {
            Ok(stream) => {
                look.address = Tried::new(NetOutcome::Allowed, "");
                reached = Some((stream, *address));
                break;
            }
            Err(error) => look.address = Tried::failed(&error),
        }
    }
    if let (true, Some((stream, address))) = (target.tls, reached) {
        look.tls = shake_hands(Ok(stream), &target.host);
        look.other_name = shake_hands(connect(address, target.port), OTHER_NAME);
    }
    serde_json::to_writer(io::stdout().lock(), &look)?;
    io::stdout().flush()
}

/// Root alone may run this program, and what comes from the network is not for root.
fn forgo_rights() -> io::Result<()> {
    if !rustix::process::geteuid().is_root() {
        return Ok(());
    }
    let (uid, gid) = (Uid::from_raw(NOBODY), Gid::from_raw(NOBODY));
    set_thread_groups(&[])?;
    set_thread_res_gid(gid, gid, gid)?;
    Ok(set_thread_res_uid(uid, uid, uid)?)
}

fn connect(address: Ipv4Addr, port: u16) -> io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&SocketAddr::new(IpAddr::V4(address), port), PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Begins a TLS handshake for a name: whatever comes back as TLS is an answer. Nothing is checked and nothing sent
/// afterwards.
fn shake_hands(stream: io::Result<TcpStream>, name: &str) -> Tried {
    let answer = stream.and_then(|mut stream| {
        stream.write_all(&client_hello(name)?)?;
        let mut head = [0u8; 5];
        stream.read_exact(&mut head)?;
        Ok(head[0])
    });
    match answer {
        // Records of TLS: a handshake, an alert.
        Ok(22) => Tried::new(NetOutcome::Allowed, ""),
        Ok(21) => Tried::new(NetOutcome::Refused, "the server answers with an alert"),
        Ok(_) => Tried::new(NetOutcome::Refused, "the answer is not TLS"),
        Err(error) => Tried::failed(&error),
    }
}

fn client_hello(name: &str) -> io::Result<Vec<u8>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = builder.map_err(io::Error::other)?.with_root_certificates(rustls::RootCertStore::empty());
    let name = rustls::pki_types::ServerName::try_from(name.to_owned()).map_err(io::Error::other)?;
    let mut connection =
        rustls::ClientConnection::new(Arc::new(config.with_no_client_auth()), name).map_err(io::Error::other)?;
    let mut hello = Vec::new();
    connection.write_tls(&mut hello)?;
    Ok(hello)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// A server that reads what comes and answers with these bytes.
    fn answering(bytes: &'static [u8]) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut hello = [0u8; 4096];
            let _ = stream.read(&mut hello).unwrap();
            stream.write_all(bytes).unwrap();
        });
        port
    }

    #[test]
    fn what_answers_a_handshake_is_told_from_what_does_not() {
        let outcome =
            |bytes: &'static [u8]| shake_hands(connect(Ipv4Addr::LOCALHOST, answering(bytes)), "example.test").outcome;
        assert_eq!(outcome(&[22, 3, 3, 0, 1, 2]), NetOutcome::Allowed);
        assert_eq!(outcome(&[21, 3, 3, 0, 2, 2, 112]), NetOutcome::Refused);
        assert_eq!(outcome(b"HTTP/1.1 400 Bad Request\r\n\r\n"), NetOutcome::Refused);
        assert_eq!(outcome(b""), NetOutcome::Refused);
        let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        assert_eq!(shake_hands(connect(Ipv4Addr::LOCALHOST, nobody), "example.test").outcome, NetOutcome::Refused);
    }

    #[test]
    fn a_hello_names_the_server_that_is_asked_for() {
        let hello = client_hello("api.example.test").unwrap();
        assert_eq!(hello[0], 22);
        assert!(hello.windows(16).any(|part| part == b"api.example.test"));
    }
}
