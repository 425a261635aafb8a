//! One whole process, from its start to its end, and the memory that it held.

use crate::error::{Error, Kind, Result};
use std::ffi::{OsStr, OsString};
use std::io::{Read, Seek};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::Command;

/// How often the memory of a process is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// How one run went.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// How long it took.
    pub time: Duration,
    /// The most memory it was seen with, in bytes.
    pub peak: Option<u64>,
}

impl Run {
    /// Of something that was done in this process.
    pub(super) fn since(begun: Instant) -> Run {
        Run { time: begun.elapsed(), peak: None }
    }
}

/// Whether the engine's client is there and reaches the engine.
pub(super) async fn client_exists(address: &str) -> bool {
    let mut ask = Command::new("docker");
    ask.args(["-H", address, "version"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    ask.status().await.is_ok_and(|status| status.success())
}

/// Runs a program; stdin is a file or nothing, stdout goes nowhere.
///
/// # Errors
/// `failed` with what it said, if it did not end well.
pub(super) async fn run<'a>(
    program: &OsStr,
    arguments: impl Iterator<Item = &'a OsStr>,
    stdin: Option<&Path>,
) -> Result<Run> {
    let shown = program.to_string_lossy().into_owned();
    let failed = |what: &str, cause: std::io::Error| Error::io(format!("{what} {shown}"), cause);
    let mut said = tempfile::tempfile().map_err(|cause| failed("a file for what is said by", cause))?;
    let mut command = std::process::Command::new(program);
    command.args(arguments).stdout(Stdio::null());
    command.stderr(said.try_clone().map_err(|cause| failed("a file for what is said by", cause))?);
    command.stdin(match stdin {
        Some(path) => std::fs::File::open(path).map_err(|cause| failed("opening the input of", cause))?.into(),
        None => Stdio::null(),
    });
    // Started and waited for on a thread that does nothing else: what an event loop adds would count for the process.
    let (started, pid) = tokio::sync::oneshot::channel();
    let running = tokio::task::spawn_blocking(move || {
        let begun = Instant::now();
        let mut child = command.spawn()?;
        let _ = started.send(child.id());
        let status = child.wait()?;
        Ok::<_, std::io::Error>((begun.elapsed(), status))
    });
    let watching = async {
        let Ok(pid) = pid.await else { return None };
        let mut peak = None;
        // Its end ends this; a short one is never looked at.
        loop {
            tokio::time::sleep(LOOK).await;
            match memory_of(pid) {
                Some(memory) => peak = peak.max(Some(memory)),
                None => return peak,
            }
        }
    };
    let (ended, peak) = tokio::join!(running, watching);
    let ended = ended.map_err(|cause| Error::new(Kind::Failed, format!("waiting for {shown}")).because(cause))?;
    let (time, status) = ended.map_err(|cause| failed("running", cause))?;
    if !status.success() {
        let mut text = String::new();
        let _ = said.rewind().and_then(|()| said.read_to_string(&mut text));
        return Err(Error::new(Kind::Failed, format!("{shown}: {status}: {}", text.trim())));
    }
    Ok(Run { time, peak })
}

/// Runs a program that prints one thing: how long it took, and what that was.
///
/// # Errors
/// `failed` with what it said, if it did not end well.
pub(super) async fn printed(program: &OsStr, arguments: Vec<OsString>) -> Result<(Duration, String)> {
    printed_at(program, arguments, None).await
}

/// As [`printed`], for a program of ours that is to have another home.
pub(super) async fn printed_at(
    program: &OsStr,
    arguments: Vec<OsString>,
    home: Option<&Path>,
) -> Result<(Duration, String)> {
    let shown = program.to_string_lossy().into_owned();
    let mut command = std::process::Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some(home) = home {
        command.env("SANDCASTLE_HOME", home);
    }
    let running = tokio::task::spawn_blocking(move || {
        let begun = Instant::now();
        command.output().map(|output| (begun.elapsed(), output))
    });
    let ended =
        running.await.map_err(|cause| Error::new(Kind::Failed, format!("waiting for {shown}")).because(cause))?;
    let (time, output) = ended.map_err(|cause| Error::io(format!("running {shown}"), cause))?;
    if output.status.success() {
        return Ok((time, String::from_utf8_lossy(&output.stdout).trim().to_owned()));
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Error::new(Kind::Failed, format!("{shown}: {}: {said}", output.status)))
}

fn memory_of(pid: u32) -> Option<u64> {
    bytes_of(&std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?, "VmHWM")
}

/// A figure of a `/proc/PID/status`, in bytes.
pub(super) fn bytes_of(status: &str, key: &str) -> Option<u64> {
    let rest = status.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    rest.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_in_bytes() {
        let status = "Name:\tx\nVmHWM:\t    9004 kB\nVmRSS:\t    1024 kB\n";
        assert_eq!(bytes_of(status, "VmHWM"), Some(9004 * 1024));
        assert_eq!(bytes_of(status, "VmR"), None);
        assert_eq!(bytes_of("", "VmHWM"), None);
    }

    #[tokio::test]
    async fn a_program_that_fails_says_what_it_said() {
        let failed = run("sh".as_ref(), ["-c", "echo why >&2; exit 3"].map(OsStr::new).into_iter(), None).await;
        assert!(failed.unwrap_err().message().contains("why"));
        assert!(run("true".as_ref(), [].into_iter(), None).await.is_ok());
    }
}
