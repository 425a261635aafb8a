//! Which calls to the engine in memory can be made to fail, and how.

use crate::error::Kind;

/// A call that can be made to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// `create`.
    Create,
    /// `start`.
    Start,
    /// `stop`.
    Stop,
    /// `remove`.
    Remove,
    /// `pause`.
    Pause,
    /// `rename`.
    Rename,
    /// `update`.
    Update,
    /// `containers` and `container_named`.
    List,
    /// `bridge`.
    Bridge,
    /// `create_network`.
    CreateNetwork,
    /// `remove_network`.
    RemoveNetwork,
    /// `networks`.
    Networks,
    /// `find_image`.
    FindImage,
    /// `images`.
    Images,
    /// `volumes`.
    Volumes,
}

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Nothing happens, and the caller is told.
    Error(Kind),
    /// It happens, and the caller is told that it did not.
    DoneButLost(Kind),
    /// It happens, and the caller never hears: as if it were killed while it waited.
    Hang,
}
