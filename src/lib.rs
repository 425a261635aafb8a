//! Disposable sandboxes on a container engine, from one binary without a server.

pub mod error;
pub mod exit;
pub mod guest;
pub mod sandbox;
