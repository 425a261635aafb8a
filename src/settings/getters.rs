//! What each setting is for the rest of the program: a type, not a text.
//! The fallbacks are never reached: `load` leaves no key without its default, and a test compares the two.

use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use super::choices::{Answer, GuestRoad, RouteProvider, Scheme};
use super::{Settings, Value};
use crate::sandbox::duration::Span;
use crate::sandbox::egress::Egress;
use crate::sandbox::hardening::Hardening;
use crate::sandbox::port::Port;
use crate::sandbox::size::ByteSize;
use crate::sandbox::spec::Network;

impl Settings {
    /// The engine's address, if one was named.
    pub fn engine(&self) -> Option<&str> {
        self.text("engine")
    }

    /// The limit of one short call to the engine.
    pub fn engine_timeout(&self) -> Duration {
        self.span("engine_timeout").unwrap_or(Span::seconds(10)).duration()
    }

    /// How long to wait for a lock.
    pub fn lock_timeout(&self) -> Duration {
        self.span("lock_timeout").unwrap_or(Span::seconds(30)).duration()
    }

    /// The image of new sandboxes; `None` is the built-in one.
    pub fn image(&self) -> Option<&str> {
        self.text("image")
    }

    /// Processors of a new sandbox.
    pub fn cpus(&self) -> f64 {
        match self.of("sandbox.cpus").value {
            Value::Float(number) => number,
            _ => 2.0,
        }
    }

    /// Memory of a new sandbox.
    pub fn memory(&self) -> ByteSize {
        match self.of("sandbox.memory").value {
            Value::Size(size) => size,
            _ => ByteSize::mebibytes(2048),
        }
    }

    /// Most processes of a new sandbox.
    pub fn pids(&self) -> u32 {
        self.integer("sandbox.pids").and_then(|number| number.try_into().ok()).unwrap_or(512)
    }

    /// What a new sandbox can reach.
    pub fn network(&self) -> Network {
        self.choice("sandbox.network").unwrap_or(Network::Isolated)
    }

    /// What a new sandbox may reach outside. The fallback is never reached.
    pub fn egress(&self) -> Egress {
        self.choice("sandbox.egress").unwrap_or(Egress::None)
    }

    /// Who is asked for names in egress policies; `None` is whom this machine asks.
    pub fn egress_resolver(&self) -> Option<SocketAddr> {
        let with_port = self.choice("egress.resolver");
        with_port.or_else(|| Some(SocketAddr::new(self.choice("egress.resolver")?, 53)))
    }

    /// The user of a new sandbox; `None` is the image's.
    pub fn user(&self) -> Option<&str> {
        self.text("sandbox.user")
    }

    /// The working directory of a new sandbox; `None` is the image's.
    pub fn workdir(&self) -> Option<&str> {
        self.text("sandbox.workdir")
    }

    /// The age at which `gc` removes a new sandbox; `None` is never.
    pub fn ttl(&self) -> Option<Span> {
        self.span("sandbox.ttl")
    }

    /// The time without work after which `gc` stops a new sandbox; `None` is never.
    pub fn idle(&self) -> Option<Span> {
        self.span("sandbox.idle")
    }

    /// How a new sandbox is confined beyond what every one is.
    pub fn hardening(&self) -> Hardening {
        Hardening {
            profile: self.choice("sandbox.profile").unwrap_or_default(),
            runtime: self.text("sandbox.runtime").map(str::to_owned),
            shm_size: self.size("sandbox.shm_size"),
            disk: self.size("sandbox.disk"),
            trust_host_ca: self.choice("trust_host_ca") == Some(Answer::Yes),
        }
    }

    /// What a public host name starts with.
    pub fn route_prefix(&self) -> &str {
        self.text("route.prefix").unwrap_or("qa-")
    }

    /// What makes ports visible.
    pub fn route_provider(&self) -> RouteProvider {
        self.choice("route.provider").unwrap_or(RouteProvider::Direct)
    }

    /// The folder that Traefik watches.
    pub fn route_dynamic_dir(&self) -> Option<&Path> {
        self.text("route.dynamic_dir").map(Path::new)
    }

    /// The domain of public host names.
    pub fn route_domain(&self) -> Option<&str> {
        self.text("route.domain")
    }

    /// The entrypoints of Traefik.
    pub fn route_entrypoints(&self) -> &[String] {
        match &self.of("route.entrypoints").value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Names of directories that snapshots and forks leave out.
    pub fn snapshot_caches(&self) -> &[String] {
        match &self.of("snapshot.caches").value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The scheme of public URLs: where none is set, https with Traefik and http without.
    pub fn route_scheme(&self) -> Scheme {
        self.choice("route.scheme").unwrap_or(match self.route_provider() {
            RouteProvider::Direct => Scheme::Http,
            RouteProvider::Traefik => Scheme::Https,
        })
    }

    /// The port of public URLs; `None` is the scheme's.
    pub fn route_public_port(&self) -> Option<Port> {
        self.integer("route.public_port").and_then(|number| Port::new(number.try_into().ok()?))
    }

    /// The address to publish ports on; `None` is not to.
    pub fn route_address(&self) -> Option<IpAddr> {
        self.choice("route.address")
    }

    /// How the guest is reached.
    pub fn guest_road(&self) -> GuestRoad {
        self.choice("guest.road").unwrap_or(GuestRoad::Auto)
    }

    /// Whose versions `sync` means.
    pub fn account(&self) -> &str {
        self.text("account").unwrap_or("default")
    }

    /// The folder in which each account has a folder for its data; none is one of our own.
    pub fn data_root(&self) -> Option<&Path> {
        self.text("data_root").map(Path::new)
    }

    /// The URL of the object store, if one was named.
    pub fn s3_endpoint(&self) -> Option<&str> {
        self.text("s3.endpoint")
    }

    /// The region of the object store, if one was named.
    pub fn s3_region(&self) -> Option<&str> {
        self.text("s3.region")
    }

    /// Whether the bucket stands in the path, if that was said.
    pub fn s3_path_style(&self) -> Option<bool> {
        self.choice("s3.path_style").map(|answer: Answer| answer == Answer::Yes)
    }

    /// How many sandboxes of the default image are to wait in the pool.
    pub fn pool_size(&self) -> u16 {
        self.integer("pool.size").and_then(|size| size.try_into().ok()).unwrap_or_default()
    }

    /// Other kinds that are to wait, each a kind and a number.
    pub fn pool_members(&self) -> &[String] {
        match &self.of("pool.members").value {
            Value::List(kinds) => kinds,
            _ => &[],
        }
    }

    /// Whether a claim fills the pool up again.
    pub fn pool_refill(&self) -> bool {
        self.choice("pool.refill") != Some(Answer::No)
    }

    /// The age at which what waits in the pool is renewed.
    pub fn pool_max_age(&self) -> Duration {
        self.span("pool.max_age").map_or(Duration::from_secs(86_400), Span::duration)
    }

    /// Whether an object store may be without TLS.
    pub fn s3_allow_http(&self) -> bool {
        self.choice("s3.allow_http") == Some(Answer::Yes)
    }

    /// The Debian mirror for images; `None` is the host's own.
    pub fn setup_mirror(&self) -> Option<&str> {
        self.text("setup.mirror")
    }

    fn text(&self, name: &str) -> Option<&str> {
        match &self.of(name).value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A word of the key's own list: `load` has checked it.
    fn choice<T: FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).and_then(|word| word.parse().ok())
    }

    fn span(&self, name: &str) -> Option<Span> {
        match self.of(name).value {
            Value::Span(span) => Some(span),
            _ => None,
        }
    }

    fn size(&self, name: &str) -> Option<ByteSize> {
        match self.of(name).value {
            Value::Size(size) => Some(size),
            _ => None,
        }
    }

    fn integer(&self, name: &str) -> Option<u64> {
        match self.of(name).value {
            Value::Integer(number) => Some(number),
            _ => None,
        }
    }
}
