//! What this machine trusts, and its proxies, handed to a sandbox: for hosts whose https is looked into on the way out.
//! It goes through the guest into memory at every start, so that it works with any image and any engine, is never older
//! than the start, and is part of no snapshot. Variables lead the usual programs to it.

use super::Deps;
use super::setup::mirror::is_loopback;
use super::setup::trust;
use crate::error::{Error, Kind, Result};
use crate::guest::protocol::{Identity, TRUST_FOLDER, Trust};
use crate::registry::record::SandboxRecord;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What of this machine counts inside sandboxes that are to trust it.
#[derive(Debug, Clone, Default)]
pub struct HostTrust {
    /// The bundle that the environment names, beside the system's.
    pub ca_bundle: Option<PathBuf>,
    /// Proxies by the names of their variables, in both cases.
    pub proxies: BTreeMap<String, String>,
}

/// Programs that take a bundle from a variable: OpenSSL and what links it, Python's requests, curl, git, pip, Node and
/// npm, the AWS clients.
const BUNDLES: [&str; 7] = [
    "SSL_CERT_FILE",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "GIT_SSL_CAINFO",
    "PIP_CERT",
    "NODE_EXTRA_CA_CERTS",
    "AWS_CA_BUNDLE",
];
/// The most bytes of certificates: with them the rest must fit into one frame.
const MOST: usize = 2 << 20;

/// Adds what this machine trusts to what a sandbox is told, if it is to trust it. What the user has set stays.
///
/// # Errors
/// `wrong_state` when this machine has no certificates that could be handed over.
pub(super) fn add(deps: &Deps, record: &SandboxRecord, identity: &mut Identity) -> Result<()> {
    if !record.spec.hardening.trust_host_ca {
        return Ok(());
    }
    let host = &deps.options.host;
    let certificates = trust::all(deps, host.ca_bundle.as_deref());
    if certificates.is_empty() || certificates.len() > MOST {
        return Err(Error::new(Kind::WrongState, "this machine has no bundle of certificates to hand over")
            .hint("install ca-certificates, or name a bundle of at most 2 MiB with SSL_CERT_FILE"));
    }
    for (name, value) in variables(&host.proxies) {
        identity.env.entry(name).or_insert_with(|| value.as_str().into());
    }
    if let Some(proxy) = host.proxies.values().find(|proxy| is_loopback(proxy)) {
        deps.warn(format!("the proxy {proxy} is this machine's own: {} may not reach it", record.name));
    }
    identity.trust = Some(Trust { certificates: certificates.as_str().into() });
    Ok(())
}

fn variables(proxies: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let bundle = format!("{TRUST_FOLDER}/{}", Trust::BUNDLE);
    let mut variables: BTreeMap<String, String> =
        BUNDLES.iter().map(|&name| (name.to_owned(), bundle.clone())).collect();
    variables.insert("APT_CONFIG".to_owned(), format!("{TRUST_FOLDER}/{}", Trust::APT));
    variables.extend(proxies.clone());
    variables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_is_led_to_the_bundle_and_the_proxies_come_along() {
        let proxies = BTreeMap::from([("https_proxy".to_owned(), "http://proxy:3128".to_owned())]);
        let variables = variables(&proxies);
        assert_eq!(variables["PIP_CERT"], "/.sandcastle-trust/ca.pem");
        assert_eq!(variables["APT_CONFIG"], "/.sandcastle-trust/apt.conf");
        assert_eq!(variables["https_proxy"], "http://proxy:3128");
    }

    #[test]
    fn a_proxy_of_this_very_machine_is_known() {
        for (proxy, here) in [
            ("http://127.0.0.1:3128", true),
            ("http://user:word@localhost:1", true),
            ("[::1]:80", true),
            ("http://proxy.example.com", false),
            ("http://10.0.0.1:3128", false),
        ] {
            assert_eq!(is_loopback(proxy), here, "{proxy}");
        }
    }
}
