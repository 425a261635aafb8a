//! A snapshot: what differs between a sandbox and its image, in one pass from the guest's walk to a verified archive.

use super::image_list::{self, ImageList};
use super::leaks::{self, Search};
use super::observe::Sandbox;
use super::transfer::progress;
use super::tree::{self, Give};
use super::{Deps, image, observe, quiet, reconcile, stop};
use crate::archive::{Items, ListReader, ListWriter};
use crate::error::{Error, Kind, Result};
use crate::events::{Draft, EventType};
use crate::guest::protocol::{Capture, Captured, Text};
use crate::registry::journal::OperationKind;
use crate::registry::lock::SandboxLock;
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::name::Name;
use crate::sandbox::report::Event;
use crate::sandbox::status::State;
use crate::snapshot::local::Staged;
use crate::snapshot::manifest::{FORMAT, Source};
use crate::snapshot::write::{self, Written};
use crate::snapshot::{Chain, Manifest};
use std::collections::BTreeMap;
use std::io::{BufReader, Write};
use std::sync::Arc;
use std::time::Duration;

/// Snapshots that one may add to, and their size from which adding is worth depending on them.
const DEPTH: usize = 5;
const WORTHWHILE: u64 = 8 << 20;
/// A page that was dirty when the last snapshot was taken may have been written to since without a trace in its file's
/// ctime. Kernels write pages out within a minute; ten times that is doubted.
const DOUBT: Duration = Duration::from_secs(600);
/// Room that is left for others.
const FLOOR: u64 = 64 << 20;

/// What a snapshot may add to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// The last one of this sandbox, where that pays.
    Automatic,
    /// This one.
    Given(Id),
    /// None: it stands for itself.
    Nothing,
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The id that it gets.
    pub id: Id,
    /// Its name.
    pub name: Option<Name>,
    /// What is written about it.
    pub comment: String,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// Patterns of what is left out.
    pub exclude: Vec<String>,
    /// Names of directories that are left out where they are new.
    pub caches: Vec<String>,
    /// Stop the sandbox first, and leave it stopped.
    pub stop: bool,
    /// Everything stands still while the tree is read.
    pub pause: bool,
    /// With the files of its named volumes, and of its account's home where it has that.
    pub volumes: bool,
    /// What it may add to.
    pub since: Since,
    /// Values of secrets that the sandbox was given may be in its files.
    pub allow_secrets: bool,
    /// How long another operation on the sandbox is waited for.
    pub patience: Option<Duration>,
}

impl Wanted {
    /// A snapshot with nothing said about it, that leaves nothing out.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn plain() -> Result<Wanted> {
        Ok(Wanted {
            id: Id::random()?,
            name: None,
            comment: String::new(),
            labels: BTreeMap::new(),
            exclude: Vec::new(),
            caches: Vec::new(),
            stop: false,
            pause: true,
            volumes: false,
            since: Since::Automatic,
            allow_secrets: false,
            patience: None,
        })
    }
}

/// Takes a snapshot of a sandbox that runs or is stopped.
///
/// # Errors
/// `wrong_state`; `locked`; `no_space`; failures of the engine. There is no snapshot then, and the sandbox goes on.
pub async fn run(deps: &Deps, id: &Id, wanted: &Wanted) -> Result<Manifest> {
    reconcile::abandoned(deps).await?;
    if wanted.stop {
        require_kept(&observe::record(deps, id)?)?;
        stop::run(deps, id, Duration::from_secs(10)).await?;
    }
    let patience = wanted.patience.unwrap_or(deps.options.lock_timeout);
    let verb = OperationKind::Snapshot.verb();
    let lock = deps.signals.guard(deps.registry.lock_sandbox(id, verb, patience)).await?;
    let sandbox = observe::one(deps, id).await?;
    under_lock(deps, &sandbox, &lock, wanted).await
}

/// A sandbox that is gone once it is stopped can't be stopped for a snapshot.
///
/// # Errors
/// `wrong_state`.
pub fn require_kept(record: &SandboxRecord) -> Result<()> {
    if !record.temporary {
        return Ok(());
    }
    let name = &record.name;
    Err(Error::new(Kind::WrongState, format!("{name} is temporary: it would be gone once it is stopped"))
        .hint("leave --stop out: it stands still while its files are read")
        .hint(format!("and let it go afterwards: sandcastle stop {name}")))
}

/// Whether a snapshot can be taken of a sandbox as it stands.
///
/// # Errors
/// `wrong_state`.
pub fn require(sandbox: &Sandbox) -> Result<()> {
    let can = matches!(sandbox.state, State::Running | State::Stopped);
    sandbox.state.require(can, sandbox.record.name.as_str(), "take a snapshot of")
}

/// As [`run`], for who has the lock already.
///
/// # Errors
/// The same.
pub async fn under_lock(deps: &Deps, sandbox: &Sandbox, lock: &SandboxLock, wanted: &Wanted) -> Result<Manifest> {
    let record = &sandbox.record;
    require(sandbox)?;
    deps.registry.clear_failed(&record.id)?;
    let entry = deps.begin(OperationKind::Snapshot, &record.id, &record.name)?;
    let taken = take(deps, sandbox, lock, wanted).await;
    match taken {
        Ok(taken) => {
            tell_left_out(deps, &taken);
            deps.record(told(deps.about(EventType::SnapshotTaken, &entry.operation), &taken));
            deps.done(entry)?;
            let after = SandboxRecord { snapshot: Some(taken.id.clone()), ..record.clone() };
            deps.registry.publish(&after)?;
            Ok(taken)
        }
        Err(error) => {
            // Nothing of it is anywhere.
            deps.undone(entry, &error)?;
            Err(error.context(format!("taking a snapshot of {}", record.name)))
        }
    }
}

/// What is mounted lies elsewhere, and is not part of a snapshot that was not asked to have it.
fn tell_left_out(deps: &Deps, taken: &Manifest) {
    let paths = taken.left_out();
    if !paths.is_empty() {
        deps.note(format!("left out, for it is mounted: {}", paths.join(", ")));
    }
}

fn told(draft: Draft, taken: &Manifest) -> Draft {
    let draft = draft.with("snapshot", &taken.id).with("bytes", taken.bytes).with("files", taken.files);
    let draft = match &taken.base {
        Some(base) => draft.with("base", base),
        None => draft,
    };
    match taken.pause_ms {
        Some(pause) => draft.with("pause_ms", pause),
        None => draft,
    }
}

async fn take(deps: &Deps, sandbox: &Sandbox, lock: &SandboxLock, wanted: &Wanted) -> Result<Manifest> {
    let record = &sandbox.record;
    let staged = Arc::new(deps.snapshots.stage()?);
    check_room(&staged)?;
    // What this one adds to must stay until it is published.
    let _stay = deps.signals.guard(deps.registry.share_snapshots(deps.options.lock_timeout)).await?;
    let base = base_of(deps, record, wanted)?;
    let created_at = crate::clock::now();
    let to = Arc::clone(&staged);
    let told = progress(deps, Arc::default());
    let search = Search::of(deps, &record.id, wanted.allow_secrets).await?;
    let searching = search.clone();
    let archiver = move |stream: &mut dyn std::io::Read| {
        searching.through(stream, |stream| write::write(stream, &to, Some(&told)))
    };
    let (captured, written) = capture(deps, sandbox, lock, &request(record, wanted), base.as_ref(), archiver).await?;
    deps.reporter.report(Event::Moved {
        bytes: captured.bytes,
        entries: captured.entries,
        total: Some(captured.bytes),
    });
    let leaks = search.found(&staged.archive()).await?;
    if !leaks.is_empty() {
        if !wanted.allow_secrets {
            return Err(leaks::refusal("it", &leaks));
        }
        deps.warn(format!("the snapshot holds secrets: {}", leaks::described(&leaks)));
    }
    let base = base.map(|chain| chain.last().id.clone());
    let secrets: std::collections::BTreeSet<String> = leaks.iter().map(|leak| leak.secret.to_string()).collect();
    let manifest = manifest(deps, record, wanted, created_at, base, captured, written);
    let manifest = Manifest { secrets: secrets.into_iter().collect(), ..manifest };
    // The thread that wrote it has ended.
    let staged =
        Arc::into_inner(staged).ok_or_else(|| Error::new(Kind::Failed, "the snapshot is still being written"))?;
    deps.snapshots.publish(staged, &manifest, &record.env)?;
    Ok(manifest)
}

fn request(record: &SandboxRecord, wanted: &Wanted) -> Capture {
    Capture {
        mounts: volumes(record, wanted).into_iter().map(Text::from).collect(),
        caches: wanted.caches.iter().map(|name| Text::from(name.as_str())).collect(),
        exclude: wanted.exclude.clone(),
        pause: wanted.pause,
        ..Capture::default()
    }
}

fn volumes<'r>(record: &'r SandboxRecord, wanted: &Wanted) -> Vec<&'r str> {
    if wanted.volumes { record.spec.storage.volume_paths() } else { Vec::new() }
}

fn check_room(staged: &Staged) -> Result<()> {
    let room = rustix::fs::statvfs(staged.scratch(""))
        .map_err(|error| Error::io("looking for room for the snapshot", error.into()))?;
    if room.f_bavail.saturating_mul(room.f_frsize) < FLOOR {
        return Err(Error::new(Kind::NoSpace, "there is no room for a snapshot")
            .hint("free some space; see: sandcastle snapshots prune"));
    }
    Ok(())
}

/// Captures what differs between a sandbox and its image, or `base`.
///
/// # Errors
/// As the guest classes its failure, and those of `take`.
pub async fn capture<T: Send + 'static>(
    deps: &Deps,
    sandbox: &Sandbox,
    lock: &SandboxLock,
    wanted: &Capture,
    base: Option<&Chain>,
    take: impl FnOnce(&mut dyn std::io::Read) -> Result<T> + Send + 'static,
) -> Result<(Captured, T)> {
    let engine = deps.engine().await?;
    let image = image::exact(engine, &sandbox.record.spec).await?;
    let list = image_list::of(deps, engine, &image).await?;
    let mut mounts = image_list::own_volumes(&image.image, &sandbox.record.spec);
    mounts.extend(wanted.mounts.iter().cloned());
    let wanted = Capture {
        mounts,
        doubt_since_ms: base.map_or(0, doubt_since),
        // Of a stopped one nothing runs that could be paused.
        pause: wanted.pause && sandbox.state == State::Running,
        ..wanted.clone()
    };
    let before = before(list.clone(), base.cloned());
    let work = async |connection: crate::guest::client::Connection<'_>| {
        tree::capture(deps, connection, wanted, before, take).await
    };
    let captured = quiet::under_lock(deps, sandbox, lock, "capture", work).await?;
    if captured.0.recognised == 0 && !list.is_new {
        // The list is of another disk: the engine has moved, or its image came anew. What was captured is right all
        // the same, for content was compared; the next one shall be quick again.
        list.forget()?;
    }
    Ok(captured)
}

fn doubt_since(base: &Chain) -> u64 {
    let since = base.last().created_at.as_millisecond() - i64::try_from(DOUBT.as_millis()).unwrap_or(0);
    u64::try_from(since).unwrap_or(1)
}

/// Writes the list that a capture is held against.
fn before(list: ImageList, base: Option<Chain>) -> Give {
    Box::new(move |sink: &mut dyn Write| {
        let Some(base) = base else { return list.copy_to(sink) };
        let image = ListReader::new(BufReader::with_capacity(1 << 18, list.open()?))?;
        let mut items = base.items(Box::new(image))?;
        let failed = |error| Error::io("passing a list on", error);
        let mut writer = ListWriter::new(sink).map_err(failed)?;
        while let Some(item) = items.next()? {
            writer.write(&item).map_err(failed)?;
        }
        writer.finish().map(drop).map_err(failed)
    })
}

/// The snapshot that a new one adds to, if any: only of the same container do ctimes tell anything.
fn base_of(deps: &Deps, record: &SandboxRecord, wanted: &Wanted) -> Result<Option<Chain>> {
    let of_this = |manifest: &Manifest| manifest.source.container == record.container;
    let volumes = volumes(record, wanted);
    match &wanted.since {
        Since::Nothing => Ok(None),
        Since::Given(id) => {
            let chain = Chain::of(&deps.snapshots, id)?;
            if !of_this(chain.last()) {
                let message = format!("snapshot {} is not of {} as it is now", chain.last().called(), record.name);
                return Err(Error::new(Kind::Usage, message)
                    .hint("a snapshot adds to one of the same sandbox, taken since its last restore"));
            }
            if chain.last().volumes != volumes {
                let message = format!("snapshot {} has other volumes in it", chain.last().called());
                return Err(Error::new(Kind::Usage, message)
                    .hint("a snapshot adds to one that was taken with --volumes as it is, or without as it is"));
            }
            if chain.links.len() >= DEPTH {
                let message =
                    format!("snapshot {} already adds to {} others", chain.last().called(), chain.links.len() - 1);
                return Err(Error::new(Kind::Usage, message).hint("leave --since out: the next one stands for itself"));
            }
            Ok(Some(chain))
        }
        Since::Automatic => {
            let Some(last) = &record.snapshot else { return Ok(None) };
            // One that is damaged, or gone, is nothing to build on.
            let chain = Chain::of(&deps.snapshots, last).ok();
            Ok(chain.filter(|chain| {
                of_this(chain.last())
                    && chain.last().volumes == volumes
                    && chain.links.len() < DEPTH
                    && chain.links[0].archive.bytes >= WORTHWHILE
                    && chain.check().is_ok()
            }))
        }
    }
}

fn manifest(
    deps: &Deps,
    record: &SandboxRecord,
    wanted: &Wanted,
    created_at: jiff::Timestamp,
    base: Option<Id>,
    captured: Captured,
    written: Written,
) -> Manifest {
    let names = |names: Vec<Text>| names.iter().map(|name| crate::archive::shown(&name.0)).collect();
    Manifest {
        format: FORMAT,
        id: wanted.id.clone(),
        name: wanted.name.clone(),
        comment: wanted.comment.clone(),
        labels: wanted.labels.clone(),
        created_at,
        parent: record.snapshot.clone(),
        base,
        source: Source {
            id: record.id.clone(),
            name: record.name.clone(),
            container: record.container.clone(),
            home: deps.registry.home().clone(),
        },
        spec: record.spec.clone(),
        files: written.indexed.entries,
        bytes: written.indexed.bytes,
        gone: written.indexed.gone,
        excluded: names(captured.left_out),
        excluded_count: captured.left_out_count,
        volumes: volumes(record, wanted).into_iter().map(str::to_owned).collect(),
        unkept: names(captured.unkept),
        unkept_count: captured.unkept_count,
        pause_ms: captured.paused_us.map(|paused| paused.div_ceil(1000)),
        secrets: Vec::new(),
        archive: written.archive,
        index: written.index,
    }
}
