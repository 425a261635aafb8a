//! The real thing, end to end: the real binary, the real engine, real Traefik, HTTP, files and signals.

#[path = "../support/mod.rs"]
mod support;

mod calculator;
mod callers;
mod copies;
mod crash;
mod crowd;
mod exec;
mod files;
mod hostile;
mod images;
mod jobs;
mod leftovers;
mod life;
mod routes;
