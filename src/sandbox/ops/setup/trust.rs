//! What this host trusts beyond what its distribution ships: the certificates that a build has to trust as well.

use super::Request;
use crate::sandbox::ops::Deps;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Where systems keep the bundle of all that they trust.
const BUNDLES: [&str; 4] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];
/// What Debian, and its kin, ship; elsewhere it is mixed with the rest, and the build leaves out what it knows.
const SHIPPED: &str = "/usr/share/ca-certificates";
const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// The certificates of this host's own, as PEM; empty on most hosts. Nothing but certificates is taken from the files.
pub(super) fn additions(deps: &Deps, request: &Request) -> String {
    let mut known = BTreeSet::new();
    shipped(Path::new(SHIPPED), &mut known);
    subtract(trusted(deps, request.ca_bundle.as_deref()), known)
}

fn trusted(deps: &Deps, ca_bundle: Option<&Path>) -> Vec<String> {
    let mut bundles: Vec<PathBuf> = BUNDLES.iter().map(PathBuf::from).filter(|path| path.exists()).take(1).collect();
    bundles.extend(ca_bundle.map(Path::to_owned));
    let mut trusted = Vec::new();
    for bundle in &bundles {
        match std::fs::read(bundle) {
            Ok(text) => trusted.extend(certificates(&String::from_utf8_lossy(&text))),
            Err(error) => deps.warn(format!(
                "the certificates in {} are left out: {}",
                bundle.display(),
                crate::error::plain(&error)
            )),
        }
    }
    trusted
}

/// All that this host trusts, as PEM: its system's bundle, and the one that was named.
pub(in crate::sandbox::ops) fn all(deps: &Deps, ca_bundle: Option<&Path>) -> String {
    subtract(trusted(deps, ca_bundle), BTreeSet::new())
}

fn subtract(trusted: Vec<String>, mut known: BTreeSet<String>) -> String {
    let mut text = String::new();
    for body in trusted {
        if !known.contains(&body) {
            text.push_str(BEGIN);
            // Base64, 64 letters a line, as OpenSSL wants it.
            for (at, letter) in body.chars().enumerate() {
                if at % 64 == 0 {
                    text.push('\n');
                }
                text.push(letter);
            }
            text.push('\n');
            text.push_str(END);
            text.push('\n');
            known.insert(body);
        }
    }
    text
}

/// The bodies of the certificates in a text, without white space.
fn certificates(text: &str) -> Vec<String> {
    let blocks = text.split(BEGIN).skip(1).filter_map(|block| block.split_once(END));
    let bodies = blocks.map(|(body, _)| body.split_whitespace().collect::<String>());
    let base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
    bodies.filter(|body| !body.is_empty() && body.bytes().all(base64)).collect()
}

fn shipped(folder: &Path, known: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => shipped(&entry.path(), known),
            Ok(kind) if kind.is_file() => {
                if let Ok(text) = std::fs::read_to_string(entry.path()) {
                    known.extend(certificates(&text));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pem(body: &str) -> String {
        format!("{BEGIN}\n{body}\n{END}\n")
    }

    #[test]
    fn what_the_distribution_ships_and_what_comes_twice_is_left_out() {
        let long = "A".repeat(100);
        let bundle = format!("{}# ours\n{}{}{}", pem("AAAA\nBBBB"), pem(&long), pem("CC=="), pem("CC=="));
        // The same certificate, wrapped differently.
        let known = certificates(&pem("AAAABB\r\nBB")).into_iter().collect();
        let left = subtract(certificates(&bundle), known);
        assert_eq!(left, format!("{}{}", pem(&format!("{}\n{}", "A".repeat(64), "A".repeat(36))), pem("CC==")));
    }

    #[test]
    fn nothing_but_whole_certificates_is_taken() {
        let key = "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----\n";
        assert_eq!(certificates(&format!("{key}{}{key}", pem("AA=="))), ["AA=="]);
        assert!(certificates(&format!("{BEGIN}\nAA\n{key}")).is_empty());
        assert!(certificates(&pem("$(x)")).is_empty());
    }
}
