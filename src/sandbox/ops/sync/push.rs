//! A path of a sandbox becomes a new version in an object store.

use super::gather::{Job, gather};
use super::{Moved, report};
use crate::error::{Error, Kind, Result};
use crate::guest::client::Connection;
use crate::guest::protocol::Download;
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::{Deps, quiet, transfer, tree};
use crate::snapshot::remote::versions::{self, Entry, Octets, Origin, VersionManifest, Versions};
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// Files that are sent at once.
const AT_ONCE: usize = 8;
/// Files between reading and sending; each of at most 8 MiB.
const WAITING: usize = 2;
/// How long removing what was half-written may take.
const CLEANING: Duration = Duration::from_secs(10);

/// Pushes a folder as a new version. Requests are retried, and the server checks each by its SHA-256; a push that fails all
/// the same leaves nothing but its claim, unless it was killed: then files without a manifest stay, which are no version.
/// The next push sends every file again.
///
/// # Errors
/// `not_found`, `conflict` for what is no folder, `denied`, `store_unreachable`, `busy`.
pub(super) async fn push(deps: &Deps, record: &SandboxRecord, path: Vec<u8>, versions: &Versions) -> Result<Moved> {
    let now = u64::try_from(crate::clock::now().as_second()).unwrap_or(0);
    let claimed = deps.signals.guard(versions.claim(now)).await?;
    let pushed = async {
        let (entries, mut moved) = send(deps, record, &path, versions, claimed.version).await?;
        let mut manifest = VersionManifest {
            format: versions::FORMAT,
            version: claimed.version,
            account: versions.account().to_owned(),
            sandbox: Origin { id: record.id.clone(), name: record.name.clone(), path: Octets::of(path) },
            created_at: crate::clock::now(),
            files: moved.files,
            bytes: moved.bytes,
            entries,
            blake3: String::new(),
        };
        deps.signals.guard(versions.publish(&claimed, &mut manifest)).await?;
        moved.version = claimed.version;
        report(deps, &moved);
        Ok(moved)
    };
    match pushed.await {
        Ok(moved) => Ok(moved),
        Err(error) => {
            let cleaned = tokio::time::timeout(CLEANING, versions.remove(claimed.version)).await;
            Err(match cleaned {
                Ok(Ok(())) => error,
                _ => error.hint(format!(
                    "what was sent is no version, but it is still there: {}/{}/",
                    versions.place(),
                    claimed.version
                )),
            })
        }
    }
}

async fn send(
    deps: &Deps,
    record: &SandboxRecord,
    path: &[u8],
    versions: &Versions,
    version: u64,
) -> Result<(Vec<Entry>, Moved)> {
    let (sender, jobs) = mpsc::channel(WAITING);
    let progress = transfer::progress(deps, Arc::default());
    let wanted = Download { path: path.to_vec().into(), ..Default::default() };
    let reading = quiet::with_guest(deps, record, "sync push", async |connection: Connection<'_>| {
        let take = move |kind, stream: &mut dyn std::io::Read| gather(kind, stream, &sender, &*progress);
        tree::read(deps, connection, wanted, take).await
    });
    // Neither is dropped in the middle: a sandbox that was started for this must be stopped again. When one fails, the
    // other finds its end of the channel closed.
    let (read, sent) = tokio::join!(reading, deps.signals.guard(upload(jobs, versions, version)));
    sent?;
    let (told, entries) = read?;
    let files = entries.iter().filter_map(|entry| entry.size);
    let moved = Moved {
        files: files.clone().count() as u64,
        bytes: files.sum(),
        left_out: told.skipped.into_iter().map(|name| name.0).collect(),
        left_out_count: told.skipped_count,
        ..Default::default()
    };
    Ok((entries, moved))
}

/// Sends files as they come, several at a time.
async fn upload(mut jobs: mpsc::Receiver<Job>, versions: &Versions, version: u64) -> Result<()> {
    let mut sending: FuturesUnordered<BoxFuture<'_, Result<()>>> = FuturesUnordered::new();
    loop {
        let room = sending.len() < AT_ONCE;
        tokio::select! {
            job = jobs.recv(), if room => match job {
                Some(job) => sending.push(Box::pin(one(job, versions, version))),
                None => break,
            },
            Some(sent) = sending.next(), if !sending.is_empty() => sent?,
        }
    }
    while let Some(sent) = sending.next().await {
        sent?;
    }
    Ok(())
}

async fn one(job: Job, versions: &Versions, version: u64) -> Result<()> {
    let remote = versions.remote();
    let (path, sent) = match job {
        Job::Whole(path, content) => {
            let key = versions.key(version, &path);
            (path, remote.put(&key, content, &BTreeMap::new()).await)
        }
        Job::Parts(path, parts) => {
            let key = versions.key(version, &path);
            (path, remote.put_parts(&key, parts).await)
        }
    };
    sent.map_err(|error: Error| match error.kind() {
        Kind::StoreUnreachable | Kind::Denied => error,
        _ => error.context(crate::archive::shown(&path)),
    })
}
