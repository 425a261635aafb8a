//! The real thing, end to end: the real binary, the real engine, real Traefik, HTTP, files and signals.

#[path = "../support/mod.rs"]
mod support;

mod background;
mod bench;
mod big_files;
mod calculator;
mod callers;
mod copies;
mod copy_matrix;
mod crash;
mod crowd;
mod diff;
mod events;
mod exec;
mod exec_crowd;
mod exec_faults;
mod exec_limits;
mod export;
mod files;
mod gc;
mod guest_noise;
mod hardening;
mod hostile;
mod hostile_archives;
mod image_build;
mod images;
mod jobs;
mod leftovers;
mod life;
mod live;
mod modify;
mod net;
mod peak;
mod pool;
mod race;
mod routes;
mod run;
mod runtimes;
mod secrets;
mod shell;
mod state;
mod states;
mod streams;
mod sync;
mod sync_faults;
