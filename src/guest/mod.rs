//! What runs inside a sandbox, and how it is spoken to from outside.

pub mod client;
pub mod fence;
pub mod protocol;
pub mod server;
