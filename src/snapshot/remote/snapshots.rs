//! Snapshots in an object store: `{prefix}/snapshots/<id>/`, the manifest last. What is there is whole, and so are those
//! that it only adds to.

use super::{PART, Remote, part_of};
use crate::error::{Error, Kind, Result};
use crate::sandbox::id::Id;
use crate::snapshot::chain::{Chain, MAX};
use crate::snapshot::local::{ARCHIVE, INDEX, LocalStore, MANIFEST, check_payload};
use crate::snapshot::manifest::{MAX_BYTES, Manifest, Payload};
use bytes::Bytes;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use tokio::sync::mpsc;

/// The folder of all snapshots.
const FOLDER: &str = "snapshots";
/// The note beside a manifest that tells its digest.
const DIGEST: &str = "blake3";
/// Manifests that are read at once.
const AT_ONCE: usize = 8;

fn key(id: &Id, name: &str) -> String {
    format!("{FOLDER}/{id}/{name}")
}

/// Pushes a snapshot, those that it needs first; those that were not there before. What is there already is kept if it
/// is what it should be, so that a push that broke off goes on where it was. Every file is checked before it is sent,
/// and read back afterwards.
///
/// # Errors
/// `damaged` for one that is not whole here, or did not arrive so; those of the store. There is no manifest then.
pub async fn push(store: &LocalStore, chain: &Chain, remote: &Remote) -> Result<Vec<Id>> {
    let mut pushed = Vec::new();
    for link in &chain.links {
        if manifest(remote, &link.id).await?.is_some() {
            continue;
        }
        let (local, checked) = (store.clone(), link.clone());
        blocking("checking a snapshot", move || local.check_files(&checked)).await?;
        send(&store.archive(&link.id), remote, &key(&link.id, ARCHIVE), &link.archive).await?;
        send(&store.index(&link.id), remote, &key(&link.id, INDEX), &link.index).await?;
        let text = link.to_json()?;
        let notes = BTreeMap::from([(DIGEST.to_owned(), blake3::hash(&text).to_hex().to_string())]);
        remote.put(&key(&link.id, MANIFEST), text.into(), &notes).await?;
        pushed.push(link.id.clone());
    }
    Ok(pushed)
}

/// Pulls the snapshot of this id, name, or unique prefix of an id, those that it needs first; its id, and those that were
/// not here before.
///
/// # Errors
/// `not_found`, `ambiguous`; `damaged`, `wrong_state` for one of a newer form; those of the store. What is not whole is
/// not here then.
pub async fn pull(store: &LocalStore, remote: &Remote, reference: &str) -> Result<(Id, Vec<Id>)> {
    let mut links = vec![find(remote, reference).await?];
    while let Some(base) = links.last().and_then(|last| last.base.clone()) {
        let id = &links[0].id;
        if links.len() == MAX || links.iter().any(|link| link.id == base) {
            return Err(Error::new(Kind::Damaged, format!("snapshot {id} needs more others than can be")));
        }
        if store.find(&base)?.is_some() {
            break;
        }
        let missing = || Error::new(Kind::Damaged, format!("snapshot {id} only adds to {base}, which is not there"));
        links.push(manifest(remote, &base).await?.ok_or_else(missing)?);
    }
    let mut pulled = Vec::new();
    for link in links.iter().rev() {
        if store.find(&link.id)?.is_some() {
            continue;
        }
        let staged = store.stage()?;
        fetch(remote, &key(&link.id, ARCHIVE), staged.archive(), &link.archive).await?;
        fetch(remote, &key(&link.id, INDEX), staged.index(), &link.index).await?;
        store.publish(staged, link, &BTreeMap::new())?;
        pulled.push(link.id.clone());
    }
    Ok((links.swap_remove(0).id, pulled))
}

/// All snapshots there, oldest first, and what could not be read.
///
/// # Errors
/// Those of the store; one damaged manifest never fails it.
pub async fn list(remote: &Remote) -> Result<(Vec<Manifest>, Vec<Error>)> {
    let ids: Vec<Id> = remote.folders(FOLDER).await?.iter().filter_map(|name| name.parse().ok()).collect();
    let read: Vec<Result<Option<Manifest>>> =
        stream::iter(ids).map(async |id| manifest(remote, &id).await).buffered(AT_ONCE).collect().await;
    let (mut manifests, mut damaged) = (Vec::new(), Vec::new());
    for found in read {
        match found {
            Ok(found) => manifests.extend(found),
            Err(error) if matches!(error.kind(), Kind::Damaged | Kind::WrongState) => damaged.push(error),
            Err(error) => return Err(error),
        }
    }
    manifests.sort_by(|one, other| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)));
    Ok((manifests, damaged))
}

async fn find(remote: &Remote, reference: &str) -> Result<Manifest> {
    if let Ok(id) = reference.parse::<Id>()
        && let Some(found) = manifest(remote, &id).await?
    {
        return Ok(found);
    }
    let (all, damaged) = list(remote).await?;
    let named = |manifest: &&Manifest| manifest.name.as_ref().is_some_and(|name| name.as_str() == reference);
    if let Some(newest) = all.iter().rev().find(named) {
        return Ok(newest.clone());
    }
    let fits = |manifest: &&Manifest| manifest.id.begins_with(reference);
    match all.iter().filter(fits).collect::<Vec<_>>().as_slice() {
        [one] => Ok((*one).clone()),
        // Its manifest may be the one that can't be read.
        [] => Err(damaged.into_iter().find(|error| error.message().contains(reference)).unwrap_or_else(|| {
            Error::new(Kind::NotFound, format!("no snapshot {reference:?} in {}", remote.location()))
                .hint("list them with: sandcastle snapshots ls --remote URL")
        })),
        many => Err(Error::new(Kind::Ambiguous, format!("{reference:?} fits {} snapshots", many.len()))
            .hint("give more of the id")),
    }
}

/// The manifest of an id, if there is such a snapshot.
async fn manifest(remote: &Remote, id: &Id) -> Result<Option<Manifest>> {
    let key = key(id, MANIFEST);
    let Some(text) = remote.get(&key, MAX_BYTES).await? else { return Ok(None) };
    let damaged = |why: String| Error::new(Kind::Damaged, format!("the manifest of snapshot {id} is damaged: {why}"));
    let found = Manifest::parse(&format!("snapshot {id}"), &text)?;
    let stated = remote.look(&key).await?.and_then(|known| known.notes.get(DIGEST).cloned());
    // Other tools may have copied it without its notes.
    if stated.is_some_and(|stated| stated != blake3::hash(&text).to_hex().as_str()) {
        return Err(damaged("its content is not what was written (BLAKE3 differs)".to_owned()));
    }
    if found.id != *id {
        return Err(damaged(format!("it is of {}", found.id)));
    }
    Ok(Some(found))
}

async fn blocking<T: Send + 'static>(what: &str, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|cause| Error::new(Kind::Failed, what).because(cause))?
}

/// Sends a file, unless it is there already as it should be.
async fn send(path: &Path, remote: &Remote, key: &str, expected: &Payload) -> Result<()> {
    if remote.look(key).await?.is_some_and(|known| known.bytes == expected.bytes)
        && digest_of(remote, key).await? == *expected
    {
        return Ok(());
    }
    let (sender, parts) = mpsc::channel(1);
    let (file, length) = (path.to_owned(), expected.bytes);
    let reading = tokio::task::spawn_blocking(move || read_parts(&file, length, &sender));
    let sent = if expected.bytes <= PART as u64 {
        put_whole(remote, key, parts).await
    } else {
        remote.put_parts(key, parts).await
    };
    reading.await.map_err(|cause| Error::new(Kind::Failed, "reading a snapshot").because(cause))??;
    sent?;
    if digest_of(remote, key).await? != *expected {
        let error = Error::new(Kind::Damaged, format!("{key} did not arrive as it was sent"));
        return Err(error.hint("try again; if it stays so, the store or the way to it is broken"));
    }
    Ok(())
}

async fn put_whole(remote: &Remote, key: &str, mut parts: mpsc::Receiver<Option<Bytes>>) -> Result<()> {
    let mut content = Vec::new();
    while let Some(Some(part)) = parts.recv().await {
        content.extend_from_slice(&part);
    }
    remote.put(key, content.into(), &BTreeMap::new()).await
}

fn read_parts(path: &Path, length: u64, sender: &mpsc::Sender<Option<Bytes>>) -> Result<()> {
    let failed = |error| Error::io(format!("reading {}", path.display()), error);
    let mut file = File::open(path).map_err(failed)?;
    loop {
        let mut part = Vec::new();
        (&mut file).take(part_of(length) as u64).read_to_end(&mut part).map_err(failed)?;
        let last = part.is_empty();
        // Who sends has failed, and says why.
        if sender.blocking_send((!last).then(|| part.into())).is_err() || last {
            return Ok(());
        }
    }
}

/// Length and digest of an object.
async fn digest_of(remote: &Remote, key: &str) -> Result<Payload> {
    let gone = || Error::new(Kind::Damaged, format!("{key} is missing"));
    let (_, mut pieces) = remote.open(key).await?.ok_or_else(gone)?;
    let (mut hasher, mut bytes) = (blake3::Hasher::new(), 0);
    while let Some(piece) = pieces.try_next().await? {
        hasher.update(&piece);
        bytes += piece.len() as u64;
    }
    Ok(Payload { bytes, blake3: hasher.finalize().to_hex().to_string() })
}

/// Fetches an object into a file, and checks it.
async fn fetch(remote: &Remote, key: &str, path: PathBuf, expected: &Payload) -> Result<()> {
    let damaged = |why: String| Error::new(Kind::Damaged, format!("{key} is damaged: {why}"));
    let (bytes, mut pieces) = remote.open(key).await?.ok_or_else(|| damaged("it is missing".to_owned()))?;
    if bytes != expected.bytes {
        return Err(damaged(format!("it has {bytes} bytes where {} were written", expected.bytes)));
    }
    let (sender, mut receiver) = mpsc::channel::<Bytes>(4);
    let (file, payload) = (path.clone(), expected.clone());
    let writing = tokio::task::spawn_blocking(move || {
        let failed = |error| Error::io(format!("writing {}", file.display()), error);
        let mut sink = File::create_new(&file).map_err(failed)?;
        while let Some(piece) = receiver.blocking_recv() {
            sink.write_all(&piece).map_err(failed)?;
        }
        sink.sync_all().map_err(failed)?;
        check_payload(&file, &payload)
    });
    let moved = async {
        while let Some(piece) = pieces.try_next().await? {
            if sender.send(piece).await.is_err() {
                break;
            }
        }
        Ok::<(), Error>(())
    };
    let moved = moved.await;
    drop(sender);
    let written = writing.await.map_err(|cause| Error::new(Kind::Failed, "writing a snapshot").because(cause))?;
    moved?;
    written.map_err(|error| match error.kind() {
        Kind::Damaged => damaged("its content is not what was written (BLAKE3 differs)".to_owned()),
        _ => error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::local::payload_of;
    use crate::snapshot::manifest::tests::sample;
    use object_store::memory::InMemory;
    use std::sync::Arc;

    fn remote() -> Remote {
        Remote::new(Arc::new(InMemory::new()), "s3://bucket/some/where".parse().unwrap())
    }

    fn store() -> (tempfile::TempDir, LocalStore) {
        let folder = tempfile::tempdir().unwrap();
        let store = LocalStore::new(folder.path().join("snapshots"));
        (folder, store)
    }

    fn published(store: &LocalStore, content: &[u8], base: Option<&Manifest>) -> Manifest {
        let staged = store.stage().unwrap();
        crate::fs::write_atomic(&staged.archive(), content, 0o600).unwrap();
        crate::fs::write_atomic(&staged.index(), b"index", 0o600).unwrap();
        let mut manifest = sample();
        manifest.base = base.map(|base| base.id.clone());
        manifest.archive = payload_of(&staged.archive()).unwrap();
        manifest.index = payload_of(&staged.index()).unwrap();
        store.publish(staged, &manifest, &[("SECRET".to_owned(), "value".to_owned())].into()).unwrap();
        manifest
    }

    #[tokio::test]
    async fn a_snapshot_goes_there_and_comes_back_with_those_that_it_needs() {
        let (_here, here) = store();
        let (_there, there) = store();
        let remote = remote();
        let large = vec![5; 2 * PART + 17];
        let base = published(&here, &large, None);
        let last = published(&here, b"more", Some(&base));
        let chain = Chain::of(&here, &last.id).unwrap();
        assert_eq!(push(&here, &chain, &remote).await.unwrap(), [base.id.clone(), last.id.clone()]);
        assert!(push(&here, &chain, &remote).await.unwrap().is_empty(), "twice is once");
        assert_eq!(list(&remote).await.unwrap().0, [base.clone(), last.clone()]);
        assert_eq!(pull(&there, &remote, last.id.as_str()).await.unwrap().1, [base.id.clone(), last.id.clone()]);
        assert!(pull(&there, &remote, "first").await.unwrap().1.is_empty(), "by its name, and it is here");
        assert_eq!(there.find(&last.id).unwrap().as_ref(), Some(&last));
        there.check_files(&base).unwrap();
        assert!(there.environment(&last.id).unwrap().is_empty(), "values of the environment stay at home");
    }

    #[tokio::test]
    async fn what_is_damaged_there_does_not_come_here() {
        let (_here, here) = store();
        let (_there, there) = store();
        let remote = remote();
        let manifest = published(&here, b"some tree", None);
        push(&here, &Chain::of(&here, &manifest.id).unwrap(), &remote).await.unwrap();
        let refused = async |name: &str, content: Option<&[u8]>, kind: Kind| {
            let key = key(&manifest.id, name);
            let whole = remote.get(&key, 1 << 20).await.unwrap().unwrap();
            let notes = remote.look(&key).await.unwrap().unwrap().notes;
            match content {
                Some(content) => remote.put(&key, Bytes::copy_from_slice(content), &notes).await.unwrap(),
                None => remote.remove(&key).await.unwrap(),
            }
            assert_eq!(
                pull(&there, &remote, manifest.id.as_str()).await.unwrap_err().kind(),
                kind,
                "{name} {content:?}"
            );
            assert!(there.all().unwrap().0.is_empty());
            remote.put(&key, whole, &notes).await.unwrap();
        };
        refused(ARCHIVE, Some(b"some tres"), Kind::Damaged).await;
        refused(ARCHIVE, Some(b"some tre"), Kind::Damaged).await;
        refused(ARCHIVE, None, Kind::Damaged).await;
        refused(INDEX, Some(b"indey"), Kind::Damaged).await;
        refused(MANIFEST, Some(b"{"), Kind::Damaged).await;
        refused(MANIFEST, Some(br#"{"format": 99}"#), Kind::WrongState).await;
        refused(MANIFEST, None, Kind::NotFound).await;
        let mut changed = manifest.clone();
        changed.spec.pids += 1;
        refused(MANIFEST, Some(&changed.to_json().unwrap()), Kind::Damaged).await;
        assert_eq!(
            pull(&there, &remote, manifest.id.as_str()).await.unwrap(),
            (manifest.id.clone(), vec![manifest.id.clone()])
        );
    }

    #[tokio::test]
    async fn one_that_is_damaged_here_is_not_sent_and_one_that_broke_off_goes_on() {
        let (_here, here) = store();
        let remote = remote();
        let manifest = published(&here, b"some tree", None);
        let chain = Chain::of(&here, &manifest.id).unwrap();
        crate::fs::write_atomic(&here.archive(&manifest.id), b"some tres", 0o600).unwrap();
        assert_eq!(push(&here, &chain, &remote).await.unwrap_err().kind(), Kind::Damaged);
        assert!(list(&remote).await.unwrap().0.is_empty());
        crate::fs::write_atomic(&here.archive(&manifest.id), b"some tree", 0o600).unwrap();
        // Left by a push that broke off: the same length, and not the same.
        remote.put(&key(&manifest.id, ARCHIVE), Bytes::from_static(b"some tres"), &BTreeMap::new()).await.unwrap();
        push(&here, &chain, &remote).await.unwrap();
        assert_eq!(remote.get(&key(&manifest.id, ARCHIVE), 99).await.unwrap().unwrap(), "some tree");
    }
}
