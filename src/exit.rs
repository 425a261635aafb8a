//! The exit-code table of the command line: the one place where its numbers stand.

/// A process exit code, as the contract defines it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exit(pub u8);

impl Exit {
    /// Done.
    pub const DONE: Exit = Exit(0);
    /// The operation failed.
    pub const FAILED: Exit = Exit(1);
    /// Wrong usage: unknown flag, bad value, malformed reference, ambiguous prefix.
    pub const USAGE: Exit = Exit(2);
    /// Transient: locked, busy, engine restarting.
    pub const TRANSIENT: Exit = Exit(3);
    /// No such sandbox, image, path.
    pub const NOT_FOUND: Exit = Exit(4);
    /// Already exists.
    pub const CONFLICT: Exit = Exit(5);
    /// Wrong state for this.
    pub const WRONG_STATE: Exit = Exit(6);
    /// Engine unreachable.
    pub const ENGINE_UNREACHABLE: Exit = Exit(7);
    /// Refused by policy or permission.
    pub const DENIED: Exit = Exit(8);
    /// Damaged data; nothing was changed.
    pub const DAMAGED: Exit = Exit(9);
    /// Timed out.
    pub const TIMED_OUT: Exit = Exit(124);
    /// `exec`: everything that failed on our side.
    pub const EXEC_FAILED: Exit = Exit(125);
    /// `exec`: command not executable.
    pub const NOT_EXECUTABLE: Exit = Exit(126);
    /// `exec`: command not found in the sandbox.
    pub const COMMAND_NOT_FOUND: Exit = Exit(127);
    /// Interrupted by Ctrl-C.
    pub const INTERRUPTED: Exit = Exit(130);
    /// Terminated by TERM.
    pub const TERMINATED: Exit = Exit(143);

    /// The code of a command that a signal ended, as shells report it: 128 + N.
    pub fn of_signal(signal: i32) -> Exit {
        Exit(128u8.saturating_add(u8::try_from(signal).unwrap_or(127)))
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        std::process::ExitCode::from(exit.0)
    }
}
