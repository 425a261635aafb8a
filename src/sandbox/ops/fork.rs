//! New sandboxes that begin as another one is, or as a snapshot says. One capture serves them all; it flows into them
//! while they start, and the source goes on as soon as it was read.

use super::create::{self, Created, Request};
use super::fill::{self, Filling, Spool};
use super::image::{self, Choice};
use super::observe::Sandbox;
use super::snapshot;
use super::{Deps, observe, reconcile, storage};
use crate::error::{Error, Kind, Result};
use crate::guest::protocol::{Capture, Text};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::spec::SandboxSpec;
use crate::sandbox::status::State;
use crate::sandbox::storage::Storage;
use crate::snapshot::{Chain, Manifest};
use futures_util::future::join_all;
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::Semaphore;

/// What forks begin as.
#[derive(Debug, Clone)]
pub enum Origin {
    /// A sandbox as it is at this moment.
    Sandbox(Box<SandboxRecord>),
    /// A snapshot.
    Snapshot(Box<Manifest>),
}

impl Origin {
    /// What people call it.
    pub fn called(&self) -> &str {
        match self {
            Origin::Sandbox(record) => record.name.as_str(),
            Origin::Snapshot(manifest) => manifest.called(),
        }
    }

    fn spec(&self) -> &SandboxSpec {
        match self {
            Origin::Sandbox(record) => &record.spec,
            Origin::Snapshot(manifest) => &manifest.spec,
        }
    }

    /// What a fork is that nothing else is said of: as the source was wanted, with a name of its own and no ttl.
    ///
    /// # Errors
    /// `not_found` when the engine has the image no more; `damaged`.
    pub async fn request(&self, deps: &Deps) -> Result<Request> {
        let spec = self.spec();
        let engine = deps.engine().await?;
        let image = image::exact(engine, spec).await?;
        let storage = match self {
            // Of what the source has, only what is still what it was.
            Origin::Sandbox(record) => storage::check_again(deps, engine, record).map(|()| spec.storage.clone())?,
            Origin::Snapshot(manifest) => of_snapshot_alone(deps, manifest),
        };
        let (env, labels): (BTreeMap<_, _>, _) = match self {
            Origin::Sandbox(record) => (record.env.clone(), record.labels.clone()),
            Origin::Snapshot(manifest) => (deps.snapshots.environment(&manifest.id)?, BTreeMap::new()),
        };
        Ok(Request {
            cpus: spec.cpus,
            memory: spec.memory,
            pids: spec.pids,
            network: spec.network.clone(),
            user: spec.user.clone(),
            workdir: spec.workdir.clone(),
            ports: spec.ports.clone(),
            published_on: spec.published_on,
            egress: spec.egress.clone(),
            hardening: spec.hardening.clone(),
            storage,
            env,
            labels,
            ..Request::plain(Choice::Found(Box::new(image)))
        })
    }
}

/// The account, where the snapshot was taken in this home. A snapshot may come from anybody: what of this machine its
/// source had mounted is not for it to say.
fn of_snapshot_alone(deps: &Deps, manifest: &Manifest) -> Storage {
    let storage = &manifest.spec.storage;
    let missing = manifest.left_out();
    if !missing.is_empty() {
        deps.note(format!(
            "what {} had mounted is no part of the snapshot: {}; say what to mount with --volume, --home, --data or --mount",
            manifest.source.name,
            missing.join(", ")
        ));
    }
    let ours = manifest.source.home == *deps.registry.home();
    let account = if ours { storage.account.clone() } else { String::new() };
    Storage { account, ..Storage::default() }
}

/// Makes a sandbox for each request, filled with what `origin` is. What became of each, in the order of the requests.
///
/// # Errors
/// When the origin can't be read: there is no fork then.
pub async fn run(deps: &Deps, origin: &Origin, requests: &[Request]) -> Result<Vec<Result<Created>>> {
    reconcile::abandoned(deps).await?;
    match origin {
        Origin::Snapshot(manifest) => of_snapshot(deps, manifest, requests).await,
        Origin::Sandbox(record) => of_sandbox(deps, &record.id, requests).await,
    }
}

async fn of_snapshot(deps: &Deps, manifest: &Manifest, requests: &[Request]) -> Result<Vec<Result<Created>>> {
    let kept = requests.iter().flat_map(|request| manifest.covered(&request.storage)).collect::<BTreeSet<_>>();
    if !kept.is_empty() {
        deps.note(format!(
            "files of the snapshot at {} go into volumes that are made now; others stay as they are",
            kept.into_iter().collect::<Vec<_>>().join(", ")
        ));
    }
    let filling = filling_of(deps, manifest).await?;
    // One without secrets in it has nothing to hand down.
    let source = Some(&manifest.source.id).filter(|_| !manifest.secrets.is_empty());
    Ok(create_all(deps, requests, &filling, source).await)
}

/// What sandboxes that begin as a snapshot are filled with; it is whole.
///
/// # Errors
/// `damaged`; `not_found` for a snapshot that it adds to.
pub(super) async fn filling_of(deps: &Deps, manifest: &Manifest) -> Result<Filling> {
    let chain = Chain::of(&deps.snapshots, &manifest.id)?;
    let checked = chain.clone();
    let check = tokio::task::spawn_blocking(move || checked.check());
    let snapshot = Some(manifest.id.clone());
    let filling = Filling { archives: fill::archives(&chain), snapshot, exact: true, new_machine: true };
    let checked = check.await.map_err(|cause| Error::new(Kind::Failed, "checking the snapshot").because(cause))?;
    checked.map(|()| filling)
}

/// Whether a sandbox can be forked as it stands.
///
/// # Errors
/// `wrong_state`.
pub fn require(sandbox: &Sandbox) -> Result<()> {
    let can = matches!(sandbox.state, State::Running | State::Stopped);
    sandbox.state.require(can, sandbox.record.name.as_str(), "fork")
}

async fn of_sandbox(deps: &Deps, id: &Id, requests: &[Request]) -> Result<Vec<Result<Created>>> {
    let lock = deps.lock_sandbox(id, "fork").await?;
    let sandbox = observe::one(deps, id).await?;
    require(&sandbox)?;
    let shared = requests.iter().any(|request| !request.storage.is_empty()) && !sandbox.record.spec.storage.is_empty();
    if shared {
        deps.note(format!(
            "volumes and folders that {} has mounted are not copied: its forks share them",
            sandbox.record.name
        ));
    }
    let spool = Spool::create(&deps.snapshots.spools())?;
    let filling = Filling {
        archives: vec![(spool.archive(), 0)],
        snapshot: sandbox.record.snapshot.clone(),
        exact: false,
        new_machine: true,
    };
    let taking = spool.clone();
    let capturing = async {
        let caches = deps.options.caches.iter().map(|name| Text::from(name.as_str())).collect();
        let wanted = Capture { caches, pause: true, ..Capture::default() };
        let take = move |stream: &mut dyn std::io::Read| taking.take(stream);
        let captured = snapshot::capture(deps, &sandbox, &lock, &wanted, None, take).await;
        spool.end(captured.is_ok());
        // The source is free again before its forks are there.
        drop(lock);
        captured
    };
    let (captured, created) = tokio::join!(capturing, create_all(deps, requests, &filling, Some(id)));
    let (captured, ()) = captured.map_err(|error| error.context(format!("reading {}", sandbox.record.name)))?;
    if captured.unkept_count > 0 {
        deps.warn(format!("{} things can't be made again, such as {}", captured.unkept_count, named(&captured.unkept)));
    }
    Ok(created)
}

fn named(names: &[Text]) -> String {
    let first: Vec<String> = names.iter().take(3).map(|name| crate::archive::shown(&name.0)).collect();
    first.join(", ")
}

/// More at once than twice the processors would only make each of them slower.
/// What `source` was given of secrets may be in their files, too.
async fn create_all(deps: &Deps, requests: &[Request], filling: &Filling, source: Option<&Id>) -> Vec<Result<Created>> {
    let places = 2 * std::thread::available_parallelism().map_or(1, usize::from);
    let places = Semaphore::new(places);
    let each = requests.iter().map(async |request| {
        // It is never closed.
        let _place = places.acquire().await.ok();
        deps.signals.check()?;
        let created = create::filled(deps, request, Some(filling)).await?;
        if let Some(source) = source
            && let Err(error) = deps.secrets.inherit(source, &created.record.id)
        {
            deps.warn(format!("snapshots of {} won't be searched for secrets: {error}", created.record.name));
        }
        Ok(created)
    });
    join_all(each).await
}
