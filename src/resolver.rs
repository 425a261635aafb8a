//! Names looked up without libc, which a static program can't use: this machine's hosts file, then its resolvers or the
//! one that the settings name.

use crate::error::{Error, Kind, Result};
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, LookupIpStrategy, NameServerConfig, ResolverConfig};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

/// How long one answer of a resolver is waited for; it is asked twice.
const ANSWER: Duration = Duration::from_secs(2);
/// How long a name may take in all, however many resolvers there are.
const LOOKUP: Duration = Duration::from_secs(6);

/// Looks names up.
pub struct Resolver(TokioResolver);

impl Resolver {
    /// One that asks `server`, or those that this machine asks.
    ///
    /// # Errors
    /// `failed` when this machine's resolvers can't be read.
    pub fn new(server: Option<SocketAddr>) -> Result<Resolver> {
        let failed = |cause: NetError| {
            Error::new(Kind::Failed, "the resolvers of this machine are not known")
                .because(cause)
                .hint("name one: sandcastle config set egress.resolver ADDRESS")
        };
        let mut builder = match server {
            None => TokioResolver::builder_tokio().map_err(failed)?,
            Some(server) => {
                let at = |mut connection: ConnectionConfig| {
                    connection.port = server.port();
                    connection
                };
                let connections = vec![at(ConnectionConfig::udp()), at(ConnectionConfig::tcp())];
                let server = NameServerConfig::new(server.ip(), true, connections);
                let config = ResolverConfig::from_name_servers(vec![server]);
                TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
            }
        };
        let options = builder.options_mut();
        options.ip_strategy = LookupIpStrategy::Ipv4Only;
        options.timeout = ANSWER;
        options.attempts = 1;
        builder.build().map(Resolver).map_err(failed)
    }

    /// The IPv4 addresses of a whole name, sorted, each once; never none.
    ///
    /// # Errors
    /// `not_found` when it has none; `busy` when nobody answers.
    pub async fn addresses(&self, name: &str) -> Result<Vec<Ipv4Addr>> {
        // With the dot at its end nothing is searched for below the domains of this machine.
        let found = tokio::time::timeout(LOOKUP, self.0.lookup_ip(format!("{name}."))).await;
        let silent = || {
            Error::new(Kind::Busy, format!("{name} could not be looked up"))
                .hint("try again, or name a resolver: sandcastle config set egress.resolver ADDRESS")
        };
        let unknown =
            || Error::new(Kind::NotFound, format!("{name} has no IPv4 address")).hint("check how the name is written");
        let found = match found {
            Err(_) => return Err(silent()),
            Ok(Err(cause)) if cause.is_nx_domain() || cause.is_no_records_found() => return Err(unknown()),
            Ok(Err(cause)) => return Err(silent().because(cause)),
            Ok(Ok(found)) => found,
        };
        let mut addresses: Vec<Ipv4Addr> = found
            .iter()
            .filter_map(|address| match address {
                IpAddr::V4(address) => Some(address),
                IpAddr::V6(_) => None,
            })
            .collect();
        addresses.sort_unstable();
        addresses.dedup();
        if addresses.is_empty() { Err(unknown()) } else { Ok(addresses) }
    }
}
