//! The mark of the fence around the sandbox, as it is seen from inside: proof that the rules are in force, and which.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// The kernel of the engine's host answers in microseconds. Nothing else is served meanwhile, and nothing else is asked
/// of a guest that was just started.
const PATIENCE: Duration = Duration::from_millis(300);

/// Whether the mark is there: a machine refuses a connection with a reset, with silence, or as forbidden, and never by
/// saying that it does not know TCP.
pub(super) fn is_seen(gateway: Ipv4Addr, port: u16) -> bool {
    let answer = TcpStream::connect_timeout(&SocketAddr::from((gateway, port)), PATIENCE);
    answer.is_err_and(|error| error.raw_os_error() == Some(libc::ENOPROTOOPT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn neither_a_port_that_is_open_nor_one_that_is_closed_is_a_mark() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        assert!(!is_seen(Ipv4Addr::LOCALHOST, port));
        drop(listener);
        assert!(!is_seen(Ipv4Addr::LOCALHOST, port));
    }
}
