//! Values of secrets that lie in the files of what is to leave a sandbox, or this machine.

use super::Deps;
use super::export::blocking;
use super::secrets;
use crate::archive;
use crate::error::{Error, Kind, Result};
use crate::sandbox::id::Id;
use crate::secrets::{Needles, Scanning, SecretName};
use crate::snapshot::{Chain, Manifest};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// A search through the files of a sandbox while they are captured. Of one that was given no secret it is none.
#[derive(Clone)]
pub struct Search {
    needles: Option<Arc<Needles>>,
    seen: Arc<Mutex<BTreeSet<SecretName>>>,
}

/// A value that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// Whose value.
    pub secret: SecretName,
    /// The file.
    pub path: String,
}

impl Search {
    /// For what a sandbox was given. Where that can't be opened any more nothing can be searched for, which is fine if
    /// it is `allowed`.
    ///
    /// # Errors
    /// `damaged`, `locked`.
    pub async fn of(deps: &Deps, sandbox: &Id, allowed: bool) -> Result<Search> {
        let needles = match secrets::needles(deps, sandbox).await {
            Err(error) if allowed && error.kind() == Kind::Damaged => None,
            other => other?.map(Arc::new),
        };
        Ok(Search { needles, seen: Arc::default() })
    }

    /// Does `work` with a stream, and looks through it meanwhile.
    pub fn through<T>(&self, stream: &mut dyn Read, work: impl FnOnce(&mut dyn Read) -> T) -> T {
        match &self.needles {
            None => work(stream),
            Some(needles) => work(&mut Scanning::new(stream, needles, Arc::clone(&self.seen))),
        }
    }

    /// What was found, and where: in the archive that was written meanwhile.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn found(&self, archive: &Path) -> Result<Vec<Leak>> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (Some(needles), false) = (self.needles.clone(), seen.is_empty()) else { return Ok(Vec::new()) };
        let path = archive.to_owned();
        let mut leaks = blocking(move || {
            let unread = |error| Error::io(format!("reading {}", path.display()), error);
            let mut plain = zstd::Decoder::new(File::open(&path).map_err(unread)?).map_err(unread)?;
            look(&mut plain, &needles)
        })
        .await?;
        // What is spread over several entries, or stands in a header, is in no single one.
        let unplaced: Vec<SecretName> =
            seen.into_iter().filter(|name| leaks.iter().all(|leak| leak.secret != *name)).collect();
        leaks.extend(unplaced.into_iter().map(|secret| Leak { secret, path: "(names of files)".to_owned() }));
        Ok(leaks)
    }
}

fn look(stream: &mut dyn Read, needles: &Needles) -> Result<Vec<Leak>> {
    let mut leaks: BTreeSet<Leak> = BTreeSet::new();
    let mut current = (Vec::new(), needles.scanner());
    archive::look_through(stream, |path, part| {
        if current.0 != path {
            current = (path.to_vec(), needles.scanner());
        }
        current.1.feed(part);
        leaks.extend(current.1.found().into_iter().map(|secret| Leak { secret, path: archive::shown(path) }));
    })?;
    Ok(leaks.into_iter().collect())
}

/// What is said of leaks: the first few.
pub fn described(leaks: &[Leak]) -> String {
    let named: Vec<String> = leaks.iter().take(5).map(|leak| format!("{} in {}", leak.secret, leak.path)).collect();
    let more = leaks.len().saturating_sub(named.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", named.join(", "))
}

/// The refusal of what holds secrets.
pub fn refusal(what: &str, leaks: &[Leak]) -> Error {
    Error::new(Kind::Denied, format!("{what} would hold secrets: {}", described(leaks)))
        .hint("remove them from the files, or leave the files out with --exclude")
        .hint("or take them along: --allow-secrets")
}

/// Fails when a snapshot that is to leave this machine holds secrets: those that it is known to hold, and those that its
/// source was given since.
///
/// # Errors
/// `denied`, naming secrets and files; `damaged`, `locked`.
pub async fn require_none(deps: &Deps, manifest: &Manifest, allowed: bool) -> Result<()> {
    if allowed {
        return Ok(());
    }
    let chain = Chain::of(&deps.snapshots, &manifest.id)?;
    let known: BTreeSet<&String> = chain.links.iter().flat_map(|link| &link.secrets).collect();
    if !known.is_empty() {
        let names: Vec<&str> = known.into_iter().map(String::as_str).collect();
        let message = format!("snapshot {} holds secrets: {}", manifest.called(), names.join(", "));
        return Err(Error::new(Kind::Denied, message)
            .hint("they were let in with --allow-secrets; let them out with --allow-secrets, too"));
    }
    let Some(needles) = secrets::needles(deps, &manifest.source.id).await? else { return Ok(()) };
    deps.step(format!("searching {} for secrets", manifest.called()));
    let searching = blocking(move || {
        let mut leaks = Vec::new();
        for link in &chain.links {
            leaks.extend(look(&mut chain.archive(link)?, &needles)?);
        }
        Ok(leaks)
    });
    let leaks = deps.signals.guard(searching).await?;
    deps.step_done();
    if leaks.is_empty() { Ok(()) } else { Err(refusal(&format!("what leaves with {}", manifest.called()), &leaks)) }
}
