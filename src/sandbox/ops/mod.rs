//! Operations on sandboxes, one a file. They emit events and never print; they know traits, not adapters.

pub mod background;
pub mod bench;
pub mod capture;
pub mod create;
pub mod diff;
pub mod doctor;
pub mod du;
pub mod egress;
mod errand;
pub mod exec;
pub mod export;
pub mod fence;
pub mod fill;
pub mod fork;
pub mod gc;
pub mod guest_binary;
pub mod host_trust;
pub mod image;
pub mod image_build;
pub mod image_list;
pub mod images;
pub mod import;
pub mod jobs;
pub mod journalled;
pub mod keepalive;
pub mod kill;
pub mod leaks;
pub mod map;
pub mod modify;
pub mod net_test;
pub mod network;
pub mod observe;
pub mod pause;
pub mod pool;
pub mod quiet;
pub mod race;
pub mod reach;
pub mod reconcile;
pub mod remove;
pub mod rename;
pub mod restart;
pub mod restore;
pub mod route;
pub mod run;
pub mod schedule;
pub mod score;
pub mod secrets;
pub mod setup;
pub mod shell;
pub mod snapshot;
pub mod snapshots;
pub mod start;
pub mod stats;
pub mod stop;
pub mod storage;
pub mod sync;
pub mod transfer;
pub mod tree;
pub mod volumes;
pub mod wait;
pub mod watch;

use super::report::{Event, Reporter};
use crate::engine::Engine;
use crate::error::Result;
use crate::events::{Draft, Timeline};
use crate::guest::client::Road;
use crate::registry::Registry;
use crate::registry::lock::SandboxLock;
use crate::route::RouteWriter;
use crate::sandbox::id::Id;
use crate::secrets::{KeySource, Store};
use crate::signal::Signals;
use crate::snapshot::LocalStore;
use futures_util::future::BoxFuture;
use host_trust::HostTrust;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OnceCell;

/// Finds and connects the engine, the first time that one is needed.
pub type ConnectEngine = Box<dyn Fn() -> BoxFuture<'static, Result<Arc<dyn Engine>>> + Send + Sync>;

/// What all operations work with.
pub struct Deps {
    /// The index of sandboxes.
    pub registry: Registry,
    /// The snapshots of this machine.
    pub snapshots: LocalStore,
    /// The secrets of this home.
    pub secrets: Store,
    /// What has happened.
    pub timeline: Timeline,
    /// How ports are reached.
    pub routes: Arc<dyn RouteWriter>,
    /// Who hears what happens.
    pub reporter: Arc<dyn Reporter>,
    /// Ctrl-C and its kin.
    pub signals: Signals,
    /// Limits and places.
    pub options: Options,
    /// The operation in the background that this process carries out.
    under: Option<Id>,
    engine: OnceCell<Arc<dyn Engine>>,
    connect: ConnectEngine,
}

/// Limits and places that the settings give.
#[derive(Debug, Clone)]
pub struct Options {
    /// How long a lock is waited for.
    pub lock_timeout: Duration,
    /// How long one short call, to the engine or to a guest, may take.
    pub call_timeout: Duration,
    /// The one road to take to guests, if not the best one.
    pub road: Option<Road>,
    /// The folder of the guest's binaries.
    pub guests: PathBuf,
    /// The program that becomes the guest.
    pub executable: PathBuf,
    /// Names of directories that rebuild themselves: snapshots and forks leave them out.
    pub caches: Vec<String>,
    /// The folder for what is made again when it is missing: lists of images, what engines can do.
    pub lists: PathBuf,
    /// The folder in which each account has a folder for its data.
    pub data_root: PathBuf,
    /// The folders of our own files, which no sandbox gets.
    pub own: Vec<PathBuf>,
    /// Where sockets of engines may be, which no sandbox gets.
    pub sockets: Vec<PathBuf>,
    /// What of this machine counts inside sandboxes that are to trust it.
    pub host: HostTrust,
    /// Who is asked for names in egress policies, if not this machine's resolvers.
    pub resolver: Option<SocketAddr>,
}

impl Options {
    /// Names of directories that are left out, if any are.
    pub fn leaves_out(&self, include_all: bool) -> Vec<String> {
        if include_all { Vec::new() } else { self.caches.clone() }
    }
}

impl Deps {
    /// Puts together what operations need; the engine is connected when first used.
    pub fn new(
        registry: Registry,
        snapshots: LocalStore,
        routes: Arc<dyn RouteWriter>,
        reporter: Arc<dyn Reporter>,
        signals: Signals,
        options: Options,
        connect: ConnectEngine,
    ) -> Deps {
        let timeline = Timeline::new(registry.state(), None);
        let engine = OnceCell::new();
        let secrets = secrets::store(&registry, KeySource::new(None, registry.state().join("secrets.key")));
        Deps {
            registry,
            snapshots,
            secrets,
            timeline,
            routes,
            reporter,
            signals,
            options,
            under: None,
            engine,
            connect,
        }
    }

    /// Events say that the caller acts for this one.
    #[must_use]
    pub fn acting_for(mut self, actor: Option<String>) -> Deps {
        self.timeline = Timeline::new(self.registry.state(), actor);
        self
    }

    /// Secrets are sealed with a key from elsewhere than a file beside them.
    #[must_use]
    pub fn sealing_with(mut self, keys: KeySource) -> Deps {
        self.secrets = secrets::store(&self.registry, keys);
        self
    }

    /// The engine.
    ///
    /// # Errors
    /// `engine_unreachable`, naming what was tried.
    pub async fn engine(&self) -> Result<&dyn Engine> {
        self.engine.get_or_try_init(|| (self.connect)()).await.map(|engine| &**engine)
    }

    /// Forgets the engine that was found, so that the next use looks again: after one was installed or started.
    pub fn reconnect(&mut self) {
        self.engine = OnceCell::new();
    }

    /// Takes the lock of a sandbox for a verb; a signal ends the waiting.
    ///
    /// # Errors
    /// `locked`, naming the holder; `interrupted`, `terminated`.
    pub async fn lock_sandbox(&self, id: &Id, verb: &str) -> Result<SandboxLock> {
        self.signals.guard(self.registry.lock_sandbox(id, verb, self.options.lock_timeout)).await
    }

    /// Writes down what happened. Nothing fails for an event that can't be written.
    pub fn record(&self, draft: Draft) {
        let draft = match &self.under {
            Some(operation) => draft.in_operation(operation),
            None => draft,
        };
        self.give_up_quietly(self.timeline.append(draft).map(drop));
    }

    /// Writes down what is seen again and again of a sandbox, the first time.
    pub fn record_once(&self, draft: Draft, sandbox: &Id) {
        self.give_up_quietly(self.timeline.append_once(draft, sandbox));
    }

    fn give_up_quietly(&self, recorded: Result<()>) {
        if let Err(error) = recorded {
            self.reporter.report(Event::Aside(format!("an event was not written down: {error}")));
        }
    }

    /// Reports that a step begins.
    pub fn step(&self, step: impl Into<String>) {
        self.reporter.report(Event::StepStarted { step: step.into() });
    }

    /// Reports that the step has ended well.
    pub fn step_done(&self) {
        self.reporter.report(Event::StepEnded);
    }

    /// Reports something worth knowing.
    pub fn note(&self, text: impl Into<String>) {
        self.reporter.report(Event::Note(text.into()));
    }

    /// Reports that something was not done, or done differently than asked.
    pub fn warn(&self, text: impl Into<String>) {
        self.reporter.report(Event::Warning(text.into()));
    }
}
