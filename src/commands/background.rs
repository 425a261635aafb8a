//! Work that goes on when its caller has gone: the same program once more, in a session of its own.

use super::Context;
use crate::error::{Error, Result};
use crate::sandbox::id::Id;
use std::ffi::OsString;
use std::process::Stdio;

/// Starts `words` in the background, for an operation of this id on a sandbox. What it says goes to a file.
///
/// # Errors
/// When it can't be started.
pub fn spawn(context: &Context, sandbox: &Id, operation: &Id, words: Vec<OsString>) -> Result<()> {
    let log = crate::fs::log_file(&context.home.state_dir().join("operations"), operation.as_str())?;
    let failed = |error| Error::io(format!("working on {sandbox} in the background"), error);
    let mut command = std::process::Command::new(&context.deps.options.executable);
    if let Some(address) = context.settings.engine() {
        command.args(["--engine", address]);
    }
    command.args(["--no-input"]).args(words);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
    command.spawn().map(drop).map_err(failed)
}

/// Removes what a process in the background has said: all went well.
///
/// # Errors
/// When the file can't be removed.
pub fn forget_log(context: &Context, operation: &Id) -> Result<()> {
    crate::fs::remove_file(&context.home.state_dir().join("operations").join(format!("{operation}.log")))
}

/// Leaves the session of the caller: its terminal's signals and end are not ours. The first act of a process in the
/// background.
pub fn leave_session() {
    // Fails for who leads a group already: one that was started by hand.
    let _ = rustix::process::setsid();
}
