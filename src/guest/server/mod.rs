//! The guest: PID 1 of every sandbox. It reaps, runs commands and jobs, moves files, and answers on a socket.
//! One thread and one epoll; only transfers get a thread of their own. Linux only.

mod activity;
mod bridge;
mod command;
mod connection;
mod ending;
mod exec;
mod feed;
mod hosts;
mod jobs;
mod log;
mod mark;
mod mounts;
pub mod net;
mod playback;
#[doc(hidden)]
pub mod probe;
mod proc;
mod process;
mod quiesce;
mod reactor;
mod requests;
mod road;
mod secret_files;
mod service;
mod session;
mod slab;
mod state;
mod sweep;
mod sys;
mod transfer;
mod tree;
mod users;
mod wire;

pub use bridge::run as connect;
pub use sweep::sweep;

use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::process::{DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit};
use service::{Ground, Server};
use std::io;
use std::os::unix::ffi::OsStringExt;
use users::Users;

/// Descriptors that the guest allows itself, if it may, and the most that anything in a sandbox has.
const FILES: u64 = 65_536;

/// How the guest is started.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Groups of the caller that may own the shared folder; the first that no user inside has is taken. Empty
    /// when the caller is root and needs none.
    pub gids: Vec<u32>,
    /// The image's user, the default one until an identity is handed over; empty is root.
    pub user: String,
    /// The image's working directory, likewise.
    pub workdir: String,
    /// The shared folder is mounted.
    pub shared: bool,
}

/// The image's environment, which the engine gave to PID 1. HOME is the engine's guess for root, whom commands
/// need not run as; it is found out again for each.
fn environment(users: &Users) -> command::Environment {
    #[expect(clippy::disallowed_methods, reason = "inside, the environment is the image's and no setting of ours")]
    let variables = std::env::vars_os();
    let mut environment: command::Environment =
        variables.map(|(name, value)| (name.into_vec(), value.into_vec())).collect();
    if environment.get(&b"HOME"[..]).is_some_and(|home| home == b"/" || home == users.root_home()) {
        environment.remove(&b"HOME"[..]);
    }
    environment
}

/// As many descriptors as allowed for the guest; its commands get what it was given. None gets more than a sandbox may
/// have: nobody inside is allowed to raise a limit again.
fn limit_files() -> (u64, u64) {
    let limit = getrlimit(Resource::Nofile);
    let (soft, hard) = (limit.current.unwrap_or(u64::MAX), limit.maximum.unwrap_or(u64::MAX).min(FILES));
    let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(hard), maximum: Some(hard) });
    (soft.min(hard), hard)
}

/// Runs as PID 1 until the sandbox is told to stop (TERM) and everything in it ended.
///
/// # Errors
/// What makes a guest impossible: no signals, no epoll, no `/dev/null`.
pub fn run(options: Options) -> io::Result<()> {
    // First of all: root inside may otherwise trace PID 1 and speak for it.
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    sys::close_all_on_exec();
    sys::keep_memory_small();
    let signals = sys::signal_descriptor(&[libc::SIGCHLD, libc::SIGTERM, libc::SIGINT, libc::SIGHUP])?;
    let users = Users::read();
    let shared = options.shared.then(|| road::Shared::open(&options.gids, &options.user, &users)).flatten();
    let bridge = road::listen_for_bridges().ok();
    let null = openat(CWD, "/dev/null", OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?;
    let ground = Ground { environment: environment(&users), null, files: limit_files() };
    drop(users);
    let mut server = Server::new(shared, bridge, signals, ground)?;
    server.take_identity(options.user, options.workdir);
    server.load_jobs();
    server.serve()
}
