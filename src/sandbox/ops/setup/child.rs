//! Programs of this host that setup runs: as root where needed, line by line to the reporter, and ended as a whole
//! group when the user wants to stop.

use super::Request;
use super::host::{PATH, Privilege, program};
use crate::error::{Error, Kind, Result};
use crate::sandbox::ops::Deps;
use crate::sandbox::report::Event;
use rustix::process::{Pid, Signal};
use std::collections::VecDeque;
use std::ffi::OsStr;
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::unix::pipe;
use tokio::process::{Child, Command};

/// A program that says nothing for so long hangs: mirrors and proxies sometimes accept and never answer.
const SILENCE: Duration = Duration::from_secs(600);
/// What is still in the pipe when the program has ended; a service that it started may hold the pipe for ever.
const REST: Duration = Duration::from_millis(300);
/// How long a group may take to end after TERM.
const GRACE: Duration = Duration::from_secs(5);
/// Lines that an error quotes.
const TAIL: usize = 5;

/// How a program is stopped on Ctrl-C.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// Its whole group ends.
    Group,
    /// It alone is asked with INT, and waited for: apt ignores it while dpkg runs, so that no package stays half-way.
    Gently,
}

/// Runs programs as root, or as the caller.
pub(super) struct Runner<'a> {
    deps: &'a Deps,
    request: &'a Request,
    privilege: Privilege,
}

impl<'a> Runner<'a> {
    /// A runner with this way to root.
    pub(super) fn new(deps: &'a Deps, request: &'a Request, privilege: Privilege) -> Runner<'a> {
        Runner { deps, request, privilege }
    }

    /// Makes sure that root's commands will run, before anything is begun. May ask for the user's password.
    ///
    /// # Errors
    /// `denied`.
    pub(super) async fn authorize(&self) -> Result<()> {
        let denied = |why: &str| {
            Error::new(Kind::Denied, format!("making this machine ready needs root: {why}"))
                .hint("run `sandcastle setup` as root")
        };
        match self.privilege {
            Privilege::Root => return Ok(()),
            Privilege::None => return Err(denied("sudo is not installed")),
            Privilege::Sudo => {}
        }
        let mut quietly = Command::new("sudo");
        quietly.args(["-n", "true"]).stdin(Stdio::null()).stderr(Stdio::null());
        if quietly.status().await.is_ok_and(|status| status.success()) {
            return Ok(());
        }
        if !self.request.interactive {
            return Err(denied("sudo wants a password, and there is no terminal to ask on"));
        }
        let asked = Command::new("sudo").arg("-v").status().await;
        if asked.is_ok_and(|status| status.success()) { Ok(()) } else { Err(denied("sudo refused")) }
    }

    /// A command as root.
    pub(super) fn as_root(&self, argv: &[&str]) -> std::process::Command {
        let mut command = match self.privilege {
            Privilege::Sudo => {
                let mut command = std::process::Command::new("sudo");
                // By name, so that a proxy's password does not show in the list of processes.
                let kept: Vec<&str> = self.environment().map(|(key, _)| key).collect();
                command.args(["-n", &format!("--preserve-env={}", kept.join(",")), "--"]).args(argv);
                command
            }
            Privilege::Root | Privilege::None => {
                // The caller's PATH may lack the folders of root's programs, which these call in turn.
                let known = program(argv[0]).map_or_else(|| argv[0].into(), std::path::PathBuf::into_os_string);
                let mut command = std::process::Command::new(known);
                command.args(&argv[1..]).env("PATH", PATH);
                command
            }
        };
        command.envs(self.environment()).stdin(Stdio::null());
        command
    }

    fn environment(&self) -> impl Iterator<Item = (&str, &OsStr)> {
        let ours = [("DEBIAN_FRONTEND", "noninteractive"), ("LC_ALL", "C.UTF-8")];
        let proxies = self.request.proxies.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        // An engine that is started here pulls, and trusts what we were told to trust.
        let trust = self.request.ca_bundle.iter().map(|path| ("SSL_CERT_FILE", path.as_os_str()));
        proxies.chain(ours).map(|(key, value)| (key, OsStr::new(value))).chain(trust)
    }

    /// Runs a command as root to its end; its lines are details of the step that runs, and the last one is returned.
    /// `what` is what it does, in the form "installing docker.io".
    ///
    /// # Errors
    /// `failed`, with its last lines; `interrupted`, after it and what it started have ended.
    pub(super) async fn run(&self, what: &str, argv: &[&str], stop: Stop) -> Result<String> {
        self.deps.signals.check()?;
        let mut lines = Lines::default();
        let (mut child, output) = spawn(self.as_root(argv)).map_err(|error| Error::io(what, error))?;
        let ended = self.deps.signals.guard(self.follow(what, &mut child, output, &mut lines)).await;
        match ended {
            Ok(status) if status.success() => Ok(lines.0.pop_back().unwrap_or_default()),
            Ok(status) => Err(lines.failure(what, status)),
            Err(error) => {
                self.end(&mut child, stop).await;
                Err(error)
            }
        }
    }

    /// As [`Runner::run`], whether or not the user wants to stop: for cleaning up. Nothing is reported.
    pub(super) async fn run_to_the_end(&self, what: &str, argv: &[&str]) -> Result<()> {
        let mut command = Command::from(self.as_root(argv));
        let output = command.stdout(Stdio::null()).stderr(Stdio::piped()).process_group(0).output().await;
        let output = output.map_err(|error| Error::io(what, error))?;
        if output.status.success() {
            return Ok(());
        }
        let mut lines = Lines::default();
        for line in String::from_utf8_lossy(&output.stderr).lines() {
            lines.push(line);
        }
        Err(lines.failure(what, output.status))
    }

    async fn follow(
        &self,
        what: &str,
        child: &mut Child,
        output: pipe::Receiver,
        lines: &mut Lines,
    ) -> Result<ExitStatus> {
        let mut output = BufReader::new(output).split(b'\n');
        let waiting = |error| Error::io(what, error);
        let status = loop {
            let next = tokio::select! {
                biased;
                next = tokio::time::timeout(SILENCE, output.next_segment()) => next.map_err(|_| silent(what))?,
                ended = child.wait() => break ended.map_err(waiting)?,
            };
            match next {
                Ok(Some(line)) => self.report(lines, &line),
                // It closed its output and works on.
                Ok(None) | Err(_) => {
                    let ended = tokio::time::timeout(SILENCE, child.wait()).await.map_err(|_| silent(what))?;
                    return ended.map_err(waiting);
                }
            }
        };
        let rest = async {
            while let Ok(Some(line)) = output.next_segment().await {
                self.report(lines, &line);
            }
        };
        let _ = tokio::time::timeout(REST, rest).await;
        Ok(status)
    }

    fn report(&self, lines: &mut Lines, line: &[u8]) {
        if let Some(detail) = lines.push(&String::from_utf8_lossy(line)) {
            self.deps.reporter.report(Event::StepDetail { detail, of: None });
        }
    }

    /// Ends a program, and with it what it started.
    async fn end(&self, child: &mut Child, stop: Stop) {
        let Some(pid) = child.id().and_then(|pid| Pid::from_raw(i32::try_from(pid).ok()?)) else { return };
        if stop == Stop::Gently {
            self.signal("INT", Signal::INT, pid, false).await;
            // apt finishes with the package database first; a second Ctrl-C does not wait for it.
            let _ = child.wait().await;
            return;
        }
        self.signal("TERM", Signal::TERM, pid, true).await;
        let begun = Instant::now();
        let mut killed = false;
        loop {
            // The leader has to be reaped before its group counts as gone.
            let _ = child.try_wait();
            if rustix::process::test_kill_process_group(pid) == Err(rustix::io::Errno::SRCH) {
                return;
            }
            if begun.elapsed() > GRACE && !killed {
                killed = true;
                self.signal("KILL", Signal::KILL, pid, true).await;
            }
            if begun.elapsed() > 2 * GRACE {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Signals a program or its group; root's through sudo. What has ended meanwhile is fine.
    async fn signal(&self, name: &str, signal: Signal, pid: Pid, group: bool) {
        if self.privilege == Privilege::Sudo {
            let target = format!("{}{}", if group { "-" } else { "" }, pid.as_raw_nonzero());
            let _ = self.run_to_the_end("ending it", &["kill", &format!("-{name}"), "--", &target]).await;
        } else {
            let _ = if group {
                rustix::process::kill_process_group(pid, signal)
            } else {
                rustix::process::kill_process(pid, signal)
            };
        }
    }
}

/// Starts a command as a group of its own, so that the terminal's Ctrl-C reaches us alone; both its outputs are one pipe.
fn spawn(command: std::process::Command) -> std::io::Result<(Child, pipe::Receiver)> {
    let (reader, writer) = std::io::pipe()?;
    let mut command = Command::from(command);
    let child = command.stdout(writer.try_clone()?).stderr(writer).process_group(0).spawn()?;
    // The command keeps the writing end open as long as it lives.
    drop(command);
    Ok((child, pipe::Receiver::from_owned_fd(reader.into())?))
}

fn silent(what: &str) -> Error {
    Error::new(Kind::TimedOut, format!("{what}: nothing was heard for {} minutes", SILENCE.as_secs() / 60))
        .hint("check that the package mirror, or the proxy to it, can be reached")
}

/// The last lines that a program said.
#[derive(Debug, Default)]
struct Lines(VecDeque<String>);

impl Lines {
    /// Takes a line as a terminal would leave it: what stands behind the last carriage return. None when it is empty.
    fn push(&mut self, line: &str) -> Option<String> {
        let shown = line.trim_end().rsplit('\r').next().unwrap_or_default();
        let shown: String = shown.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(600).collect();
        if shown.is_empty() {
            return None;
        }
        if self.0.len() == TAIL {
            self.0.pop_front();
        }
        self.0.push_back(shown.clone());
        Some(shown)
    }

    fn failure(&self, what: &str, status: ExitStatus) -> Error {
        let error = Error::new(Kind::Failed, format!("{what} failed ({status})"));
        let said: Vec<&str> = self.0.iter().map(String::as_str).collect();
        if said.is_empty() { error } else { error.hint(format!("its last lines: {}", said.join(" | "))) }
    }
}
