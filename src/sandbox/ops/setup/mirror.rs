//! Which Debian mirror the base image is made from, and which ones it is to use itself: those that this host uses.

use super::Request;
use super::host::Host;
use crate::error::{Error, Kind, Result};
use crate::sandbox::ops::Deps;
use std::process::Stdio;
use std::time::Duration;
use tokio::process::Command;

/// The suite that images are made of.
pub(super) const SUITE: &str = "trixie";
/// The keys that sign Debian's archive: on this host and in the image.
pub(super) const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";
const DEFAULT: &str = "http://deb.debian.org/debian";
const DEFAULT_SECURITY: &str = "http://deb.debian.org/debian-security";
/// apt's own downloader: it uses apt's proxies and certificates.
const DOWNLOADER: &str = "/usr/lib/apt/apt-helper";
/// How long a mirror may take for one small file.
const PATIENCE: Duration = Duration::from_secs(30);

/// The mirrors of an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mirrors {
    /// Packages are fetched from here.
    pub(super) main: String,
    /// Whether it has the suite's updates.
    updates: bool,
    /// Security updates, if they can be had.
    security: Option<String>,
}

impl Mirrors {
    /// apt's sources inside the image.
    pub(super) fn sources(&self) -> String {
        let entry = |mirror: &str, suites: &str| {
            format!("Types: deb\nURIs: {mirror}\nSuites: {suites}\nComponents: main\nSigned-By: {KEYRING}\n")
        };
        // A mirror on the host's own loopback can't be reached from inside.
        let inside =
            |mirror: &str, default: &str| if is_loopback(mirror) { default.to_owned() } else { mirror.to_owned() };
        let suites = if self.updates { format!("{SUITE} {SUITE}-updates") } else { SUITE.to_owned() };
        let mut text = entry(&inside(&self.main, DEFAULT), &suites);
        if let Some(security) = &self.security {
            text.push('\n');
            text.push_str(&entry(&inside(security, DEFAULT_SECURITY), &format!("{SUITE}-security")));
        }
        text
    }
}

/// Whether a URL, or a proxy, is on this machine's loopback: never reachable from a container.
pub(in crate::sandbox::ops) fn is_loopback(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.starts_with("127.") || host.starts_with("[::1]") || host == "localhost" || host.starts_with("localhost:")
}

/// The mirrors to use: the one that was set, else the host's own, else Debian's.
///
/// # Errors
/// `failed` when none answers.
pub(super) async fn choose(deps: &Deps, request: &Request, host: &Host) -> Result<Mirrors> {
    let own = match &request.mirror {
        Some(mirror) => Mirror { main: Some(mirror.trim_end_matches('/').to_owned()), security: None },
        None => host_mirrors(host).await,
    };
    let main = match own.main {
        Some(main) if request.mirror.is_some() => vec![main],
        Some(main) => vec![main, DEFAULT.to_owned()],
        None => vec![DEFAULT.to_owned()],
    };
    deps.signals
        .guard(async {
            let Some(main) = first_answering(main.iter().map(String::as_str), SUITE).await else {
                return Err(Error::new(Kind::Failed, format!("no Debian mirror answers: tried {}", main.join(", ")))
                    .hint("name one that does: sandcastle config set setup.mirror URL"));
            };
            let beside = main.strip_suffix("/debian").map(|root| format!("{root}/debian-security"));
            let candidates = own.security.as_deref().into_iter().chain(beside.as_deref()).chain([DEFAULT_SECURITY]);
            let security = first_answering(candidates, &format!("{SUITE}-security")).await;
            if security.is_none() {
                deps.warn("no mirror with Debian's security updates answers: the base image goes without");
            }
            let updates = answers(&main, &format!("{SUITE}-updates")).await;
            Ok(Mirrors { main, updates, security })
        })
        .await
}

async fn first_answering(mirrors: impl Iterator<Item = &str>, suite: &str) -> Option<String> {
    for mirror in mirrors {
        if answers(mirror, suite).await {
            return Some(mirror.to_owned());
        }
    }
    None
}

/// Whether a mirror has a suite. Where it can't be asked it is believed: debootstrap will tell.
async fn answers(mirror: &str, suite: &str) -> bool {
    let Ok(folder) = tempfile::tempdir() else { return true };
    if !std::path::Path::new(DOWNLOADER).exists() {
        return true;
    }
    let mut command = Command::new(DOWNLOADER);
    for option in ["Acquire::Retries=0", "Acquire::http::Timeout=10", "Acquire::https::Timeout=10"] {
        command.args(["-o", option]);
    }
    command.arg("download-file").arg(format!("{mirror}/dists/{suite}/InRelease")).arg(folder.path().join("InRelease"));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let asked = tokio::time::timeout(PATIENCE, command.status()).await;
    asked.is_ok_and(|status| status.is_ok_and(|status| status.success()))
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Mirror {
    main: Option<String>,
    security: Option<String>,
}

/// The mirrors that this host gets its own packages from, if it is a Debian.
async fn host_mirrors(host: &Host) -> Mirror {
    if host.id != "debian" {
        return Mirror::default();
    }
    let mut command = Command::new("apt-get");
    command.args(["update", "--print-uris"]).stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    match tokio::time::timeout(PATIENCE, command.output()).await {
        Ok(Ok(output)) => parse_uris(&String::from_utf8_lossy(&output.stdout), &host.codename),
        _ => Mirror::default(),
    }
}

/// The lines of `apt-get update --print-uris`: `'URL' FILE SIZE`. Other schemes than http are of no use elsewhere.
fn parse_uris(text: &str, codename: &str) -> Mirror {
    let mut main: Option<String> = None;
    let mut security = None;
    for line in text.lines() {
        let url = line.strip_prefix('\'').and_then(|line| line.split('\'').next()).unwrap_or_default();
        let known = url.starts_with("http://") || url.starts_with("https://");
        let Some((mirror, suite)) = url.strip_suffix("/InRelease").and_then(|url| url.rsplit_once("/dists/")) else {
            continue;
        };
        if !known {
            continue;
        }
        if suite.ends_with("-security") {
            security.get_or_insert_with(|| mirror.to_owned());
        } else if suite == codename || matches!(suite, "stable" | "testing" | "unstable" | "sid") {
            // A third party's archive may have a suite of the same name; Debian's mirrors end in /debian.
            let better = mirror.ends_with("/debian") && main.as_ref().is_some_and(|main| !main.ends_with("/debian"));
            if main.is_none() || better {
                main = Some(mirror.to_owned());
            }
        }
    }
    Mirror { main, security }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hosts_mirrors_are_read_from_what_apt_would_fetch() {
        let text = "'https://third.example/apt/dists/bookworm/InRelease' a 0\n\
            'http://m.example/debian/dists/bookworm/InRelease' b 0\n\
            'http://m.example/debian/dists/bookworm-updates/InRelease' c 0\n\
            'http://m.example/debian-security/dists/bookworm-security/InRelease' d 0\n\
            'http://m.example/debian/dists/bookworm/main/binary-amd64/Packages.xz' e 0\n\
            'file:/srv/debian/dists/bookworm/InRelease' f 0\n'tor+http://x/debian/dists/bookworm/InRelease' g 0\nno\n";
        let found = parse_uris(text, "bookworm");
        assert_eq!(found.main.as_deref(), Some("http://m.example/debian"));
        assert_eq!(found.security.as_deref(), Some("http://m.example/debian-security"));
        assert_eq!(parse_uris(text, "trixie").main, None);
        assert_eq!(parse_uris("", "bookworm"), Mirror::default());
    }

    #[test]
    fn sources_name_what_answers_and_no_mirror_on_the_loopback() {
        let mirrors = |main: &str, security: Option<&str>| Mirrors {
            main: main.to_owned(),
            updates: security.is_some(),
            security: security.map(str::to_owned),
        };
        insta::assert_snapshot!(mirrors("http://m.example/debian", Some("http://m.example/debian-security")).sources());
        let local = mirrors("http://localhost:3142/debian", None).sources();
        assert!(local.contains("URIs: http://deb.debian.org/debian\nSuites: trixie\n"), "{local}");
    }

    #[test]
    fn a_loopback_is_told_from_other_hosts() {
        for url in
            ["http://127.0.0.1:3128", "http://u:p@localhost:1/x", "localhost", "http://[::1]:8080/", "127.1.2.3:9"]
        {
            assert!(is_loopback(url), "{url}");
        }
        for url in ["http://proxy:3128", "http://localhost.example", "http://h/127.0.0.1", "http://10.127.0.1", ""] {
            assert!(!is_loopback(url), "{url}");
        }
    }
}
