//! Disposable sandboxes on a container engine, from one binary without a server.

#![deny(clippy::unwrap_used)]
#![warn(unreachable_pub)]

pub mod app;
pub mod archive;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod engine;
pub mod error;
pub mod events;
pub mod exit;
pub mod fs;
pub mod guest;
pub mod logging;
pub mod registry;
pub mod resolver;
pub mod route;
pub mod sandbox;
pub mod secrets;
pub mod settings;
pub mod signal;
pub mod snapshot;
pub mod ui;
