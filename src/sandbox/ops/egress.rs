//! Policies put in place: their names looked up, kept in the record, told to the guest, and made a fence.

use super::Deps;
use super::create::Request;
use crate::error::{Error, Kind, Result};
use crate::registry::record::SandboxRecord;
use crate::resolver::Resolver;
use crate::sandbox::egress::{DomainName, Egress, MAX_ADDRESSES, Resolved};
use crate::sandbox::spec::{Network, SandboxSpec};
use futures_util::future::join_all;
use std::net::Ipv4Addr;

/// What the names of a policy stand for now; none when it has no names.
///
/// # Errors
/// `not_found` for a name that does not exist, `busy` when nobody answers; `denied` for one that leads to what is not of
/// the internet.
pub async fn resolve(deps: &Deps, egress: &Egress) -> Result<Option<Resolved>> {
    let names = egress.names();
    if names.is_empty() {
        return Ok(None);
    }
    let resolver = Resolver::new(deps.options.resolver)?;
    let looked_up = deps.signals.guard(async {
        let each = names.into_iter().map(async |name| Ok((name.clone(), trusted(&resolver, egress, name).await?)));
        join_all(each).await.into_iter().collect::<Result<_>>()
    });
    let names = looked_up.await.map_err(|error| error.context("egress policy"))?;
    Ok(Some(Resolved { at: crate::clock::now(), names }))
}

async fn trusted(resolver: &Resolver, egress: &Egress, name: &DomainName) -> Result<Vec<Ipv4Addr>> {
    let addresses = resolver.addresses(name.as_str()).await?;
    if addresses.len() > MAX_ADDRESSES {
        let message = format!("{name} has {} addresses, and a name may have {MAX_ADDRESSES}", addresses.len());
        return Err(Error::new(Kind::Denied, message).hint("allow its networks by their addresses"));
    }
    match addresses.iter().find(|address| !egress.trusts(**address)) {
        None => Ok(addresses),
        Some(address) => {
            let message = format!("{name} leads to {address}, which is not of the internet");
            Err(Error::new(Kind::Denied, message).hint(format!("if that is meant, say so: allow:{address}")))
        }
    }
}

/// What is asked for, with what its names stand for, if that is not known yet. A sandbox without a network needs none.
///
/// # Errors
/// As [`resolve`].
pub async fn resolved(deps: &Deps, request: &Request) -> Result<Request> {
    let mut request = request.clone();
    if request.network != Network::None && request.resolved.is_none() {
        request.resolved = resolve(deps, &request.egress).await?;
    }
    Ok(request)
}

/// The record with its names looked up once more. Those that can't be keep the addresses they had: a sandbox must start
/// where no resolver answers.
pub async fn refreshed(deps: &Deps, record: &SandboxRecord) -> SandboxRecord {
    let mut fresh = record.clone();
    if record.spec.network == Network::None {
        return fresh;
    }
    match resolve(deps, &record.spec.egress).await {
        Ok(Some(resolved)) if record.resolved.as_ref().is_some_and(|old| old.names == resolved.names) => {}
        Ok(resolved) => fresh.resolved = resolved,
        Err(error) => {
            let since = record.resolved.as_ref().map(|old| format!(" as of {}", old.at)).unwrap_or_default();
            deps.warn(format!("{}: {}; the addresses{since} are kept", record.name, error.message()));
        }
    }
    fresh
}

/// Names and the address that each stands for inside, so that the sandbox and its fence agree.
pub(super) fn pins(record: &SandboxRecord) -> Vec<(String, String)> {
    let names = record.resolved.iter().flat_map(|resolved| &resolved.names);
    names
        .flat_map(|(name, addresses)| addresses.iter().map(|address| (name.to_string(), address.to_string())))
        .collect()
}

/// The record of a sandbox with another policy, its names looked up; nothing is put in place yet.
///
/// # Errors
/// As [`resolve`]; `usage` for a sandbox without a network.
pub async fn planned(deps: &Deps, record: &SandboxRecord, egress: &Egress) -> Result<SandboxRecord> {
    if record.spec.network == Network::None && *egress != Egress::None {
        return Err(no_network());
    }
    let resolved = resolve(deps, egress).await?;
    let spec = SandboxSpec { egress: egress.clone(), ..record.spec.clone() };
    Ok(SandboxRecord { resolved, spec, ..record.clone() })
}

/// Without a network nothing can be reached, whatever is allowed.
pub fn no_network() -> Error {
    Error::usage("a sandbox without a network reaches nothing").hint("leave out --egress, or --network none")
}
