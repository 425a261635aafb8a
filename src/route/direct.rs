//! No proxy: the sandbox's own address on the bridge, or the address of this machine on which its ports are published.

use super::{Endpoint, Route, RouteWriter, Target};
use crate::error::Result;
use crate::sandbox::id::Id;
use crate::sandbox::port::Port;

/// Nothing to write: every target is reached as it is.
#[derive(Debug, Clone)]
pub struct Direct {
    /// The scheme that applications speak on their ports.
    pub scheme: String,
}

impl RouteWriter for Direct {
    fn is_proxy(&self) -> bool {
        false
    }

    fn write(&self, _route: &Route) -> Result<()> {
        Ok(())
    }

    fn remove(&self, _id: &Id) -> Result<()> {
        Ok(())
    }

    fn endpoint(&self, _id: &Id, target: Target, _first: Port) -> Endpoint {
        let host = match target.backend.ip() {
            std::net::IpAddr::V6(address) => format!("[{address}]"),
            std::net::IpAddr::V4(address) => address.to_string(),
        };
        Endpoint { scheme: self.scheme.clone(), host, port: target.backend.port() }
    }
}
