//! A tree that comes as an archive, on its way to objects: small files whole, large ones in parts, each with a digest.

use crate::archive::{self, Item, ItemKind, Limits};
use crate::error::{Error, Kind, Result};
use crate::guest::protocol::SourceKind;
use crate::snapshot::remote::versions::Entry;
use crate::snapshot::remote::{PART, part_of};
use bytes::Bytes;
use std::io::Read;
use tokio::sync::mpsc;

/// A file that is to become an object.
pub(super) enum Job {
    /// Its path and its content.
    Whole(Vec<u8>, Bytes),
    /// Its path, and its content as it comes; `None` is its end.
    Parts(Vec<u8>, mpsc::Receiver<Option<Bytes>>),
}

/// Reads an archive to its end and hands its files on; what the archive holds.
pub(super) fn gather(
    kind: SourceKind,
    stream: &mut dyn Read,
    jobs: &mpsc::Sender<Job>,
    progress: &(dyn Fn(u64, u64) + Send + Sync),
) -> Result<Vec<Entry>> {
    if matches!(kind, SourceKind::File | SourceKind::Many) {
        return Err(
            Error::new(Kind::Conflict, "it is no folder, and a version is one").hint("name the folder it is in")
        );
    }
    let mut entries = Vec::new();
    let (mut bytes, mut count) = (0, 0);
    let mut take = |item: Item, data: &mut dyn Read| -> Result<()> {
        let mut digest = None;
        if item.kind == ItemKind::File && item.link.is_empty() {
            digest = Some(hand_on(&item, data, jobs)?);
            bytes += item.size;
        }
        count += 1;
        progress(bytes, count);
        entries.push(Entry::of(item, digest));
        Ok(())
    };
    archive::visit(stream, &Limits::default(), &mut take)?;
    Ok(entries)
}

/// Hands the content of a file on; its digest.
fn hand_on(item: &Item, data: &mut dyn Read, jobs: &mpsc::Sender<Job>) -> Result<String> {
    let gone = || Error::new(Kind::Failed, "the transfer was broken off");
    if item.size <= PART as u64 {
        let content = next(data, PART)?;
        let digest = blake3::hash(&content).to_hex().to_string();
        jobs.blocking_send(Job::Whole(item.path.clone(), content)).map_err(|_| gone())?;
        return Ok(digest);
    }
    let (sender, parts) = mpsc::channel(1);
    jobs.blocking_send(Job::Parts(item.path.clone(), parts)).map_err(|_| gone())?;
    let mut hasher = blake3::Hasher::new();
    loop {
        let part = next(data, part_of(item.size))?;
        if part.is_empty() {
            sender.blocking_send(None).map_err(|_| gone())?;
            return Ok(hasher.finalize().to_hex().to_string());
        }
        hasher.update(&part);
        sender.blocking_send(Some(part)).map_err(|_| gone())?;
    }
}

/// The next bytes: as many as were asked for, unless it ends.
fn next(data: &mut dyn Read, most: usize) -> Result<Bytes> {
    let mut part = Vec::new();
    let read = data.take(most as u64).read_to_end(&mut part);
    read.map_err(|cause| Error::new(Kind::Damaged, crate::error::plain(&cause)))?;
    Ok(part.into())
}
