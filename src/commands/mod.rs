//! One file a verb: its arguments, which are also its help, and `run`: resolve, call one operation, show one view.

pub mod apply;
pub mod background;
pub mod bench;
pub mod completions;
pub mod config;
pub mod cp;
pub mod diff;
pub mod doctor;
pub mod download;
pub mod du;
pub mod events;
pub mod exec;
pub mod files;
pub mod fork;
pub mod gc;
pub mod get_host;
pub mod guest;
pub mod hardening_options;
pub mod image;
pub mod init;
pub mod jobs;
pub mod keepalive;
pub mod kill;
pub mod limit_options;
pub mod live;
pub mod ls;
pub mod man;
pub mod map;
pub mod modify;
pub mod net;
pub mod pause;
pub mod pool;
pub mod race;
pub mod remote;
pub mod rename;
pub mod restart;
pub mod restore;
pub mod resume;
pub mod retry;
pub mod run;
pub mod sandbox_options;
pub mod secret;
pub mod secret_options;
pub mod select;
pub mod setup;
pub mod shell;
pub mod show;
pub mod snapshot;
pub mod snapshots;
pub mod start;
pub mod stats;
pub mod stop;
pub mod storage_options;
pub mod sync;
pub mod top;
pub mod upload;
pub mod volume;
pub mod wait;

use crate::error::Result;
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::{Deps, observe};
use crate::settings::{Environment, Home, Settings};
use crate::ui::Ui;

/// What commands work with; `app` puts it together.
pub struct Context {
    /// The way to the user.
    pub ui: Ui,
    /// The settings.
    pub settings: Settings,
    /// The environment as it was at the start.
    pub environment: Environment,
    /// Where our own files are.
    pub home: Home,
    /// The command line after the program's name.
    pub arguments: Vec<std::ffi::OsString>,
    /// The work that was handed over to this process, if any was.
    pub worker: Option<background::Worker>,
    /// What operations work with.
    pub deps: Deps,
}

impl Context {
    /// The record that a reference names.
    ///
    /// # Errors
    /// `usage`, `not_found`, `ambiguous`, `damaged`.
    pub fn record(&self, reference: &str) -> Result<SandboxRecord> {
        let id = self.deps.registry.resolve(reference)?;
        observe::record(&self.deps, &id)
    }
}
