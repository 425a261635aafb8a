//! The real binary where no engine is needed: help, usage, errors of every class, streams, settings.

#[path = "../support/mod.rs"]
mod support;

mod cron;
mod damage;
mod errors;
mod events;
mod help;
mod secrets;
mod settings;
mod streams;
