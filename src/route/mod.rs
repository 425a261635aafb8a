//! How a sandbox's ports are reached from outside: directly, or by host name through a proxy.

pub mod direct;
pub mod traefik;

use crate::error::Result;
use crate::sandbox::id::Id;
use crate::sandbox::port::Port;
use std::net::SocketAddr;

/// A port of a sandbox, and where this machine reaches it: on the bridge, or on an address where it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The port inside.
    pub port: Port,
    /// Where connections to it go.
    pub backend: SocketAddr,
}

/// What is routed for one sandbox: all of it, each time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The sandbox.
    pub id: Id,
    /// Its ports; the first has the plain host name, the others names of their own.
    pub targets: Vec<Target>,
}

/// Where a port is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// `http` or `https`.
    pub scheme: String,
    /// A host name or an address.
    pub host: String,
    /// The port on that host.
    pub port: u16,
}

impl Endpoint {
    /// Host and port; the port is left out where it is the scheme's default.
    pub fn authority(&self) -> String {
        let default = if self.scheme == "https" { 443 } else { 80 };
        if self.port == default { self.host.clone() } else { format!("{}:{}", self.host, self.port) }
    }

    /// The URL.
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.authority())
    }
}

/// Writes routes: declarative and idempotent. Each call leaves what it was given, or what was there before.
pub trait RouteWriter: Send + Sync {
    /// Whether ports are reached through a proxy, so that they must be written before they work.
    fn is_proxy(&self) -> bool;

    /// Makes the sandbox's routes exactly these.
    ///
    /// # Errors
    /// When they can't be written.
    fn write(&self, route: &Route) -> Result<()>;

    /// Removes the sandbox's routes; none is fine.
    ///
    /// # Errors
    /// When they can't be removed.
    fn remove(&self, id: &Id) -> Result<()>;

    /// The sandboxes that have routes, of whatever home: several may share one proxy.
    ///
    /// # Errors
    /// When they can't be listed.
    fn routed(&self) -> Result<Vec<Id>> {
        Ok(Vec::new())
    }

    /// Where a port of the sandbox is reached; `first` is the port of the plain host name.
    fn endpoint(&self, id: &Id, target: Target, first: Port) -> Endpoint;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_shown_unless_it_is_the_schemes_own() {
        let endpoint = |scheme: &str, port| Endpoint { scheme: scheme.into(), host: "h".into(), port }.url();
        assert_eq!(endpoint("https", 443), "https://h");
        assert_eq!(endpoint("http", 443), "http://h:443");
        assert_eq!(endpoint("http", 80), "http://h");
        assert_eq!(endpoint("https", 8443), "https://h:8443");
    }
}
