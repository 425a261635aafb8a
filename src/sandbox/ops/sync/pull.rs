//! A version of an object store fills a path of a sandbox.

use super::{Moved, mirror, report};
use crate::archive::{Assembler, Item, ItemKind};
use crate::error::{Error, Kind, Result};
use crate::guest::client::Connection;
use crate::guest::protocol::{SourceKind, Upload};
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::transfer::stream::{ChannelReader, PIECES, Piece};
use crate::sandbox::ops::{Deps, quiet, transfer, tree};
use crate::snapshot::remote::PART;
use crate::snapshot::remote::versions::{VersionManifest, Versions};
use bytes::Bytes;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use tokio::sync::mpsc;

/// Files that are fetched at once; those of more than 8 MiB one by one.
const AT_ONCE: usize = 8;

/// What is pulled, and where to.
#[derive(Debug, Clone, Default)]
pub struct Pull {
    /// The path in the sandbox; made if it is missing.
    pub path: Vec<u8>,
    /// The version; none is the latest.
    pub version: Option<u64>,
    /// What is there and not in the version goes.
    pub delete: bool,
    /// Everything belongs to root, and nobody may write it.
    pub read_only: bool,
}

/// What the archive is made of: the items in their order, each with the digest of its content if it is a file.
type Items = Arc<Vec<(Item, Option<String>)>>;

/// Fills a path with a version. Every file is checked against its digest on the way, and nothing of it is to be seen
/// before all of it is there.
///
/// # Errors
/// `not_found`; `damaged`, naming the object; `wrong_state` for a version of a newer form; `store_unreachable`. The sandbox
/// is untouched then.
pub(super) async fn pull(deps: &Deps, record: &SandboxRecord, wanted: Pull, versions: &Versions) -> Result<Moved> {
    let manifest = deps.signals.guard(versions.manifest(wanted.version)).await?;
    let version = manifest.version;
    let items = items_of(&manifest, wanted.read_only)?;
    let mut removed = 0;
    let mut extra = Vec::new();
    if wanted.delete {
        let plan = mirror::plan(deps, record, &wanted.path, &items).await?;
        if !plan.in_the_way.is_empty() {
            // What must go first goes only for a version that is whole.
            check(deps, &items, versions, version).await?;
            removed += mirror::remove(deps, record, &wanted.path, plan.in_the_way).await?;
        }
        extra = plan.extra;
    }
    fill(deps, record, &wanted, &items, versions, version).await?;
    if !extra.is_empty() {
        removed += mirror::remove(deps, record, &wanted.path, extra).await?;
    }
    let moved = Moved { version, files: manifest.files, bytes: manifest.bytes, removed, ..Default::default() };
    report(deps, &moved);
    Ok(moved)
}

fn items_of(manifest: &VersionManifest, read_only: bool) -> Result<Items> {
    let mut items = Vec::with_capacity(manifest.entries.len());
    for entry in &manifest.entries {
        let mut item = entry.item().map_err(|error| error.context(format!("version {}", manifest.version)))?;
        if read_only {
            item.mode &= !0o222;
        }
        items.push((item, entry.blake3.clone()));
    }
    match items.first() {
        Some((top, _)) if top.path.is_empty() && top.kind == ItemKind::Directory => Ok(Arc::new(items)),
        _ => Err(Error::new(Kind::Damaged, format!("version {} does not begin with its top", manifest.version))),
    }
}

async fn fill(
    deps: &Deps,
    record: &SandboxRecord,
    wanted: &Pull,
    items: &Items,
    versions: &Versions,
    version: u64,
) -> Result<()> {
    let (sender, receiver) = mpsc::channel(PIECES);
    let total: u64 = items.iter().map(|(item, _)| item.size).sum();
    let progress = transfer::progress(deps, Arc::new(AtomicU64::new(total)));
    let given = Upload {
        dest: wanted.path.clone().into(),
        source: SourceKind::Contents,
        preserve_owner: wanted.read_only,
        ..Default::default()
    };
    let archive = Arc::clone(items);
    let filling = quiet::with_guest(deps, record, "sync pull", async |connection: Connection<'_>| {
        let give = move |sink: &mut dyn Write| assemble(&archive, version, receiver, sink, &*progress);
        tree::fill(deps, connection, given, Box::new(give)).await
    });
    let (filled, fetched) = tokio::join!(filling, deps.signals.guard(fetch(items, versions, version, sender)));
    told(filled.map(drop), fetched)
}

/// Reads a whole version, and keeps nothing of it.
async fn check(deps: &Deps, items: &Items, versions: &Versions, version: u64) -> Result<()> {
    let (sender, receiver) = mpsc::channel(PIECES);
    let archive = Arc::clone(items);
    let reading =
        tokio::task::spawn_blocking(move || assemble(&archive, version, receiver, &mut std::io::sink(), &|_, _| {}));
    let fetched = deps.signals.guard(fetch(items, versions, version, sender)).await;
    let read = reading.await.map_err(|cause| Error::new(Kind::Failed, "checking a version").because(cause))?;
    told(read, fetched)
}

/// What the store has to say comes first: the other side knows only that its stream ended.
fn told(filled: Result<()>, fetched: Result<bool>) -> Result<()> {
    match fetched {
        Err(error) => Err(error),
        Ok(whole) => filled
            .and_then(|()| whole.then_some(()).ok_or_else(|| Error::new(Kind::Failed, "the transfer was broken off"))),
    }
}

/// Fetches the content of all files in their order, one after the other in one stream; false when nobody takes it.
async fn fetch(items: &Items, versions: &Versions, version: u64, sender: mpsc::Sender<Piece>) -> Result<bool> {
    let files = items.iter().filter(|(_, digest)| digest.is_some()).map(|(item, _)| item);
    let mut contents = stream::iter(files)
        .map(async |item: &Item| {
            // A large one is opened when it is its turn.
            let small = item.size <= PART as u64;
            let content = if small { Some(whole(item, versions, version).await?) } else { None };
            Ok::<_, Error>((item, content))
        })
        .buffered(AT_ONCE);
    while let Some((item, content)) = contents.try_next().await? {
        if let Some(content) = content {
            if !content.is_empty() && sender.send(Ok(content)).await.is_err() {
                return Ok(false);
            }
            continue;
        }
        let mut pieces = open(item, versions, version).await?;
        let mut left = item.size;
        while let Some(piece) = pieces.try_next().await? {
            left = left
                .checked_sub(piece.len() as u64)
                .ok_or_else(|| damaged(item, version, "it is longer than it was"))?;
            if sender.send(Ok(piece)).await.is_err() {
                return Ok(false);
            }
        }
        if left > 0 {
            return Err(damaged(item, version, "it ended too soon"));
        }
    }
    Ok(true)
}

async fn whole(item: &Item, versions: &Versions, version: u64) -> Result<Bytes> {
    let mut pieces = open(item, versions, version).await?;
    let mut content = Vec::new();
    while let Some(piece) = pieces.try_next().await? {
        content.extend_from_slice(&piece);
    }
    if content.len() as u64 != item.size {
        return Err(damaged(item, version, "it ended too soon"));
    }
    Ok(content.into())
}

async fn open(item: &Item, versions: &Versions, version: u64) -> Result<stream::BoxStream<'static, Result<Bytes>>> {
    let opened = versions.remote().open(&versions.key(version, &item.path)).await?;
    let (bytes, pieces) = opened.ok_or_else(|| damaged(item, version, "it is missing"))?;
    if bytes != item.size {
        return Err(damaged(item, version, &format!("it has {bytes} bytes where {} were written", item.size)));
    }
    Ok(pieces)
}

fn damaged(item: &Item, version: u64, why: &str) -> Error {
    let name = crate::archive::shown(&item.path);
    Error::new(Kind::Damaged, format!("version {version} is damaged: {name}: {why}"))
        .hint("pull an older version: sandcastle sync ls URL")
}

/// Writes the archive, and checks every file while its content passes.
fn assemble(
    items: &[(Item, Option<String>)],
    version: u64,
    contents: mpsc::Receiver<Piece>,
    mut sink: &mut dyn Write,
    progress: &(dyn Fn(u64, u64) + Send + Sync),
) -> Result<()> {
    let mut contents = ChannelReader::new(contents);
    let mut assembler = Assembler::new(&mut sink);
    let (mut bytes, mut count) = (0, 0);
    for (item, digest) in items {
        let mut content = Hashed { inner: &mut contents, hasher: blake3::Hasher::new() };
        assembler.add(item, &mut content)?;
        let found = content.hasher.finalize().to_hex();
        if digest.as_ref().is_some_and(|digest| digest.as_str() != found.as_str()) {
            return Err(damaged(item, version, "its content is not what was written (BLAKE3 differs)"));
        }
        (bytes, count) = (bytes + item.size, count + 1);
        progress(bytes, count);
    }
    Ok(assembler.finish()?)
}

/// A reader that notes the digest of what passes.
struct Hashed<'r> {
    inner: &'r mut dyn Read,
    hasher: blake3::Hasher,
}

impl Read for Hashed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..length]);
        Ok(length)
    }
}
