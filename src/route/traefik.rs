//! Traefik's file provider: one TOML file a sandbox in the folder that Traefik watches. A file appears under its name
//! whole: one that can't be read would stop Traefik from loading any new route.

use super::{Endpoint, Route, RouteWriter, Target};
use crate::error::{Error, Kind, Result};
use crate::fs;
use crate::sandbox::id::Id;
use crate::sandbox::port::Port;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Writes into a folder that Traefik watches.
#[derive(Debug, Clone)]
pub struct Traefik {
    /// The watched folder.
    pub folder: PathBuf,
    /// What comes before the id in a host name.
    pub prefix: String,
    /// The domain below which the host names lie.
    pub domain: String,
    /// The entry points on which Traefik listens, the one for plain http first; none means all of its default ones.
    pub entrypoints: Vec<String>,
    /// The scheme of the public URL.
    pub scheme: String,
    /// The port on which the public reaches the proxy.
    pub public_port: u16,
}

#[derive(Serialize)]
struct File {
    http: Http,
}

#[derive(Serialize)]
struct Http {
    routers: BTreeMap<String, Router>,
    services: BTreeMap<String, Service>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Router {
    rule: String,
    service: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entry_points: Vec<String>,
    // An empty table: https with the proxy's own certificate. A certResolver here would override it.
    #[serde(skip_serializing_if = "Option::is_none")]
    tls: Option<BTreeMap<String, String>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Service {
    load_balancer: LoadBalancer,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LoadBalancer {
    pass_host_header: bool,
    servers: Vec<Server>,
}

#[derive(Serialize)]
struct Server {
    url: String,
}

impl Traefik {
    fn file(&self, id: &Id) -> PathBuf {
        self.folder.join(format!("sandcastle-{id}.toml"))
    }

    /// What dead processes left half-written goes. Nobody's route depends on it: the next one tries again.
    fn remove_abandoned(&self) {
        let _ = fs::remove_abandoned(&self.folder);
    }

    fn host(&self, id: &Id, port: Port, first: Port) -> String {
        let Traefik { prefix, domain, .. } = self;
        if port == first { format!("{prefix}{id}.{domain}") } else { format!("{prefix}{id}-{port}.{domain}") }
    }

    fn render(&self, route: &Route) -> Result<String> {
        let mut http = Http { routers: BTreeMap::new(), services: BTreeMap::new() };
        let first = route.targets.first().map_or(Port::DEFAULT, |target| target.port);
        for Target { port, backend } in &route.targets {
            let name = format!("sandcastle-{}-{port}", route.id);
            let router = |entry_points: &[String], tls| Router {
                rule: format!("Host(`{}`)", self.host(&route.id, *port, first)),
                service: name.clone(),
                entry_points: entry_points.to_vec(),
                tls,
            };
            // Traefik picks by whether a connection is TLS, so the https router may stand on every entry point. The
            // http one stands on the first alone: on one with a certResolver it would ask for a certificate a sandbox.
            let for_http = &self.entrypoints[..self.entrypoints.len().min(1)];
            http.routers.insert(format!("{name}-http"), router(for_http, None));
            http.routers.insert(format!("{name}-https"), router(&self.entrypoints, Some(BTreeMap::new())));
            let url = format!("http://{backend}");
            let load_balancer = LoadBalancer { pass_host_header: true, servers: vec![Server { url }] };
            http.services.insert(name, Service { load_balancer });
        }
        toml::to_string(&File { http }).map_err(|cause| Error::new(Kind::Failed, "writing a route").because(cause))
    }
}

impl RouteWriter for Traefik {
    fn is_proxy(&self) -> bool {
        true
    }

    fn write(&self, route: &Route) -> Result<()> {
        let text = self.render(route)?;
        let file = self.file(&route.id);
        if std::fs::read_to_string(&file).is_ok_and(|old| old == text) {
            return Ok(());
        }
        self.remove_abandoned();
        // For Traefik, which is root or of the folder's group, and for nobody else.
        fs::write_atomic(&file, text.as_bytes(), 0o640).map_err(|error| {
            error.context("writing the route").hint(format!(
                "check that {} exists and can be written, or change it: sandcastle config set route.dynamic_dir",
                self.folder.display()
            ))
        })
    }

    fn remove(&self, id: &Id) -> Result<()> {
        self.remove_abandoned();
        fs::remove_file(&self.file(id))
    }

    fn routed(&self) -> Result<Vec<Id>> {
        routed(&self.folder)
    }

    fn endpoint(&self, id: &Id, target: Target, first: Port) -> Endpoint {
        Endpoint { scheme: self.scheme.clone(), host: self.host(id, target.port, first), port: self.public_port }
    }
}

/// The sandboxes that have a route file in a folder.
///
/// # Errors
/// When the folder can't be read.
pub fn routed(folder: &Path) -> Result<Vec<Id>> {
    let names = fs::names_in(folder)?;
    Ok(names.iter().filter_map(|name| name.strip_prefix("sandcastle-")?.strip_suffix(".toml")?.parse().ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traefik(folder: &Path) -> Traefik {
        Traefik {
            folder: folder.to_owned(),
            prefix: "qa-".into(),
            domain: "example.test".into(),
            entrypoints: vec!["web".into(), "websecure".into()],
            scheme: "https".into(),
            public_port: 443,
        }
    }

    fn route() -> Route {
        let target =
            |port: &str| Target { port: port.parse().unwrap(), backend: format!("10.1.2.3:{port}").parse().unwrap() };
        Route { id: "abcdefghijkm".parse().unwrap(), targets: vec![target("8000"), target("3000")] }
    }

    #[test]
    fn each_port_has_an_http_and_an_https_router_and_one_service() {
        let folder = tempfile::tempdir().unwrap();
        insta::assert_snapshot!(traefik(folder.path()).render(&route()).unwrap());
    }

    #[test]
    fn a_route_is_written_and_removed_without_traces() {
        let folder = tempfile::tempdir().unwrap();
        let traefik = traefik(folder.path());
        traefik.write(&route()).unwrap();
        assert_eq!(routed(folder.path()).unwrap(), [route().id]);
        traefik.remove(&route().id).unwrap();
        traefik.remove(&route().id).unwrap();
        assert!(fs::names_in(folder.path()).unwrap().is_empty());
    }

    #[test]
    fn the_first_port_has_the_plain_name_and_the_others_their_own() {
        let traefik = traefik(Path::new("/nowhere"));
        let route = route();
        let url = |target| traefik.endpoint(&route.id, target, route.targets[0].port).url();
        assert_eq!(url(route.targets[0]), "https://qa-abcdefghijkm.example.test");
        assert_eq!(url(route.targets[1]), "https://qa-abcdefghijkm-3000.example.test");
    }
}
