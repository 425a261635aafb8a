//! Whether a sandbox reaches a URL, tried from inside, layer by layer, and what its policy says to that.

use super::{Deps, capture, fence};
use crate::error::{Error, Kind, Result};
use crate::guest::fence::gateway;
use crate::guest::protocol::{Exec, GUEST_FOLDER, NetLook, NetOutcome, Tried};
use crate::registry::record::SandboxRecord;
use crate::resolver::Resolver;
use crate::sandbox::egress::MAX_ADDRESSES;
use crate::sandbox::spec::Network;
use std::net::Ipv4Addr;
use std::time::Duration;
use url::{Host, Url};

/// The most that is read of what was seen inside.
const REPORT: usize = 64 * 1024;
/// The most characters of a reason.
const REASON: usize = 200;
/// How long the look may take: each of its attempts has a limit of its own.
const LIMIT: Duration = Duration::from_secs(40);

/// Where a URL leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The host, a name or an address.
    pub host: String,
    /// The TCP port.
    pub port: u16,
    /// Whether TLS is spoken there.
    pub tls: bool,
}

impl std::str::FromStr for Target {
    type Err = Error;

    fn from_str(text: &str) -> Result<Target> {
        let hint = "give http://HOST, https://HOST or tcp://HOST:PORT";
        let refuse = |why: &str| Error::usage(format!("{text:?} {why}")).hint(hint);
        let url = Url::parse(text).map_err(|_| refuse("is not a URL"))?;
        if !matches!(url.scheme(), "http" | "https" | "tcp") {
            return Err(refuse("has a scheme that can't be tried"));
        }
        let port = url.port_or_known_default().filter(|port| *port > 0).ok_or_else(|| refuse("has no port"))?;
        // Only of some schemes are hosts read as such.
        let host = match url.host() {
            Some(Host::Ipv4(address)) => address.to_string(),
            Some(Host::Ipv6(_)) => return Err(refuse("has an IPv6 address, and sandboxes have no IPv6")),
            Some(Host::Domain(name)) => name.trim_end_matches('.').to_owned(),
            None => return Err(refuse("has no host")),
        };
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if host.is_empty() || host.len() > 253 || host.starts_with('-') || !host.bytes().all(letter) {
            return Err(refuse("has a host that is no name"));
        }
        Ok(Target { host, port, tls: url.scheme() == "https" })
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The URL can be reached.
    Reachable,
    /// The egress policy denies it.
    Denied,
    /// The policy allows it, and it can't be reached all the same.
    Unreachable,
}

/// What was seen, and what the policy says to it.
#[derive(Debug)]
pub struct Tested {
    /// What was seen inside.
    pub look: NetLook,
    /// Whether the policy lets the name be looked up; none for an address.
    pub name_allowed: Option<bool>,
    /// Whether it allows the address and port; none where no address is known.
    pub address_allowed: Option<bool>,
    /// What it comes to.
    pub verdict: Verdict,
}

/// Tries it.
///
/// # Errors
/// As those of a command in a sandbox; `failed` when its guest can't look, or says what makes no sense.
pub async fn run(deps: &Deps, record: &SandboxRecord, target: &Target) -> Result<Tested> {
    let is_name = target.host.parse::<Ipv4Addr>().is_err();
    let known = if is_name { addresses(deps, record, &target.host).await } else { Vec::new() };
    let look = look(deps, record, target, &known).await?;
    let tested = judge(record, target, look);
    if tested.look.address.outcome == NetOutcome::Allowed && tested.address_allowed == Some(false) {
        deps.warn(format!(
            "{} was reached although the policy of {} denies it: put it in place again with a restart",
            target.host, record.name
        ));
    }
    Ok(tested)
}

/// What the name stands for outside: by its address it may be reached where no name is resolved.
async fn addresses(deps: &Deps, record: &SandboxRecord, host: &str) -> Vec<Ipv4Addr> {
    let pinned = record.resolved.iter().flat_map(|resolved| &resolved.names);
    if let Some((_, addresses)) = pinned.into_iter().find(|(name, _)| name.as_str() == host) {
        return addresses.clone();
    }
    match Resolver::new(deps.options.resolver) {
        Ok(resolver) => resolver.addresses(host).await.unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

async fn look(deps: &Deps, record: &SandboxRecord, target: &Target, known: &[Ipv4Addr]) -> Result<NetLook> {
    let mut argv = vec![format!("{GUEST_FOLDER}/sandcastle"), "guest".to_owned(), "probe".to_owned()];
    argv.extend(target.tls.then(|| "--tls".to_owned()));
    argv.extend(known.iter().take(MAX_ADDRESSES).map(|address| format!("--address={address}")));
    argv.extend([target.host.clone(), target.port.to_string()]);
    let exec = Exec {
        argv: argv.iter().map(|word| word.as_str().into()).collect(),
        workdir: Some("/".into()),
        // It is root's program, and gives root's rights away before it looks.
        user: Some("0".to_owned()),
        timeout_ms: u64::try_from(LIMIT.as_millis()).ok(),
        ..Exec::default()
    };
    let failed = |why: String| Error::new(Kind::Failed, format!("looking from inside {}: {why}", record.name));
    let printed = capture::run(deps, record, exec, None, REPORT, None).await.map_err(|error| match error.kind() {
        // Those are about commands of the user's.
        Kind::NotExecutable | Kind::CommandNotFound | Kind::NoSuchUser | Kind::NoSuchWorkdir | Kind::PidsLimit => {
            failed(error.message().to_owned()).because(error)
        }
        _ => error,
    })?;
    if printed.outcome.exit() != crate::exit::Exit::DONE {
        let hint = "its guest may be of an older sandcastle: fork it, and try the fork";
        return Err(failed(printed.outcome.to_string()).hint(hint));
    }
    let look: NetLook =
        serde_json::from_slice(&printed.stdout).map_err(|_| failed("what was told makes no sense".to_owned()))?;
    Ok(capped(look))
}

/// Whoever is inside may have written it: no more than can be shown.
fn capped(mut look: NetLook) -> NetLook {
    look.addresses.truncate(MAX_ADDRESSES);
    for tried in [&mut look.name, &mut look.address, &mut look.tls, &mut look.other_name] {
        tried.detail = tried.detail.chars().take(REASON).collect();
    }
    look
}

fn judge(record: &SandboxRecord, target: &Target, look: NetLook) -> Tested {
    let policy = &record.spec.egress;
    let none = record.spec.network == Network::None;
    let is_name = target.host.parse::<Ipv4Addr>().is_err();
    let pinned = record.resolved.iter().any(|resolved| resolved.names.keys().any(|name| name.as_str() == target.host));
    let name_allowed = is_name.then_some(pinned || look.in_hosts || !none && policy.reaches_resolvers());
    let address_allowed = look.tried.map(|address| !none && allows(record, address, target.port));
    let worked = |tried: &Tried| tried.outcome == NetOutcome::Allowed;
    let reached = (!is_name || worked(&look.name)) && worked(&look.address) && (!target.tls || worked(&look.tls));
    let verdict = if reached {
        Verdict::Reachable
    } else if address_allowed == Some(false) || name_allowed == Some(false) && !worked(&look.name) {
        Verdict::Denied
    } else {
        Verdict::Unreachable
    };
    Tested { look, name_allowed, address_allowed, verdict }
}

fn allows(record: &SandboxRecord, address: Ipv4Addr, port: u16) -> bool {
    let own = record.spec.address;
    let on_its_bridge = own.is_some_and(|own| gateway(own) == gateway(address));
    let is_host = own.is_some_and(|own| gateway(own) == address);
    // Itself it always reaches, other sandboxes only in its group.
    if own == Some(address) || address.is_loopback() {
        return true;
    }
    if on_its_bridge && !is_host {
        return matches!(record.spec.network, Network::Group(_));
    }
    // Which addresses resolvers have is not known here.
    fence::of(record).allows(address, port) || port == 53 && record.spec.egress.reaches_resolvers()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_says_host_port_and_whether_tls_is_spoken() {
        let target = |text: &str| text.parse::<Target>();
        let plain = |host: &str, port, tls| Target { host: host.to_owned(), port, tls };
        assert_eq!(target("https://API.example.com/x?y").unwrap(), plain("api.example.com", 443, true));
        assert_eq!(target("http://198.51.100.7:8080").unwrap(), plain("198.51.100.7", 8080, false));
        assert_eq!(target("tcp://db.example.com:5432").unwrap(), plain("db.example.com", 5432, false));
        for bad in [
            "",
            "example.com",
            "ftp://example.com",
            "https://",
            "https://[::1]/",
            "tcp://db.example.com",
            "http://x:0/",
            "tcp://--tls:1",
            "tcp://a b:1",
            "http://x:99999",
        ] {
            assert_eq!(target(bad).unwrap_err().kind(), Kind::Usage, "{bad}");
        }
    }

    fn record(egress: &str, resolved: &[(&str, [u8; 4])]) -> SandboxRecord {
        let names = resolved.iter().map(|(name, address)| (name.parse().unwrap(), vec![(*address).into()])).collect();
        let request = super::super::create::Request {
            egress: egress.parse().unwrap(),
            resolved: Some(crate::sandbox::egress::Resolved { at: jiff::Timestamp::UNIX_EPOCH, names }),
            ..super::super::create::Request::plain(super::super::image::Choice::Builtin)
        };
        let spec = crate::sandbox::spec::SandboxSpec { address: Some([10, 128, 4, 9].into()), ..request.wanted() };
        let id = crate::sandbox::id::Id::random().unwrap();
        super::super::create::new_record(&request, id, "box".parse().unwrap(), String::new(), spec).unwrap()
    }

    fn tried(outcome: NetOutcome) -> Tried {
        Tried { outcome, detail: String::new() }
    }

    #[test]
    fn who_is_to_blame_is_found_in_the_policy_and_not_in_what_is_told_inside() {
        use NetOutcome::{Allowed, Refused, Unresolved, Untried};
        let look = |name, address, tried_address: Option<[u8; 4]>| NetLook {
            name: tried(name),
            address: tried(address),
            tried: tried_address.map(Ipv4Addr::from),
            ..NetLook::default()
        };
        let verdict = |record: &SandboxRecord, url: &str, look| judge(record, &url.parse().unwrap(), look).verdict;
        let rules = record("allow:api.example.com:80", &[("api.example.com", [198, 51, 100, 7])]);
        let there = Some([198, 51, 100, 7]);
        assert_eq!(verdict(&rules, "http://api.example.com", look(Allowed, Allowed, there)), Verdict::Reachable);
        assert_eq!(verdict(&rules, "http://api.example.com", look(Allowed, Refused, there)), Verdict::Unreachable);
        assert_eq!(verdict(&rules, "http://api.example.com:81", look(Allowed, Refused, there)), Verdict::Denied);
        assert_eq!(verdict(&rules, "http://other.example.com", look(Unresolved, Untried, None)), Verdict::Denied);
        // A name that only its address leads to is not reached.
        assert_eq!(verdict(&rules, "http://other.example.com", look(Unresolved, Allowed, there)), Verdict::Denied);
        let public = record("public", &[]);
        assert_eq!(verdict(&public, "http://no.example.com", look(Unresolved, Untried, None)), Verdict::Unreachable);
        assert_eq!(verdict(&public, "http://10.1.2.3", look(Untried, Refused, Some([10, 1, 2, 3]))), Verdict::Denied);
        let open = record("open", &[]);
        let (host, other) = (Some([10, 128, 4, 1]), Some([10, 128, 5, 77]));
        assert_eq!(verdict(&open, "http://10.128.4.1", look(Untried, Refused, host)), Verdict::Unreachable);
        assert_eq!(verdict(&open, "http://10.128.5.77", look(Untried, Refused, other)), Verdict::Denied);
    }
}
