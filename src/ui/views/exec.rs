//! How a command ended, and jobs, as they are shown.

use crate::exit::Exit;
use crate::guest::protocol::{Ended, Job};
use crate::sandbox::ops::capture::Captured;
use crate::sandbox::ops::exec::Outcome;
use base64::Engine as _;
use jiff::Timestamp;
use serde::Serialize;

/// What `exec --json` prints. Output that is not UTF-8 comes as base64 under a name of its own.
#[derive(Debug, Clone, Serialize)]
pub struct ExecView {
    /// The exit code of this process.
    pub exit_code: u8,
    /// The signal that ended the command.
    pub signal: Option<u8>,
    /// Whose code it is: `command`, or `sandcastle`: a time limit, the stop of the sandbox.
    pub origin: &'static str,
    /// Its output as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stdout: Option<String>,
    /// Its output where that is no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stdout_base64: Option<String>,
    /// Its errors as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stderr: Option<String>,
    /// Its errors where they are no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stderr_base64: Option<String>,
    /// How long it ran.
    pub duration_ms: u64,
    /// Some of the output is missing: there was more than is kept.
    pub truncated: bool,
    /// The time limit ended it.
    pub timed_out: bool,
    /// The sandbox ran out of memory meanwhile.
    pub out_of_memory: bool,
    /// Processes that it left were ended.
    pub leftover_ended: bool,
}

impl ExecView {
    /// The view of a command that has ended.
    pub fn new(exit: Exit, ended: Ended, stdout: Vec<u8>, stderr: Vec<u8>, truncated: bool) -> ExecView {
        let (stdout, stdout_base64) = text_or_base64(stdout);
        let (stderr, stderr_base64) = text_or_base64(stderr);
        ExecView {
            exit_code: exit.0,
            signal: ended.signal,
            origin: if ended.timed_out || ended.stopped { "sandcastle" } else { "command" },
            stdout,
            stdout_base64,
            stderr,
            stderr_base64,
            duration_ms: ended.duration_ms,
            truncated,
            timed_out: ended.timed_out,
            out_of_memory: ended.oom,
            leftover_ended: ended.leftover,
        }
    }
}

impl ExecView {
    /// The view of a command whose output was kept; none when nobody waited for its end.
    pub fn captured(captured: Captured) -> Option<ExecView> {
        let exit = captured.outcome.exit();
        let Outcome::Ended(ended) = captured.outcome else { return None };
        Some(ExecView::new(exit, ended, captured.stdout, captured.stderr, captured.truncated))
    }

    /// The view of a command that failed on our side.
    pub fn failed(exit: Exit) -> ExecView {
        let view = ExecView::without_output(exit, Ended::default());
        ExecView { origin: "sandcastle", ..view }
    }

    /// The view of a command whose output was shown as it came.
    pub fn without_output(exit: Exit, ended: Ended) -> ExecView {
        ExecView { stdout: None, stderr: None, ..ExecView::new(exit, ended, Vec::new(), Vec::new(), false) }
    }
}

/// The sandbox that something came from, where several take part.
#[derive(Debug, Clone, Serialize)]
pub struct Origin {
    /// Its id.
    pub sandbox: String,
    /// Its name.
    pub name: String,
}

/// One value of several, beside the sandbox that it came from.
#[derive(Debug, Clone, Serialize)]
pub struct Attributed<T> {
    /// Where it came from.
    #[serde(flatten)]
    pub origin: Origin,
    /// The value.
    #[serde(flatten)]
    pub value: T,
}

fn text_or_base64(bytes: Vec<u8>) -> (Option<String>, Option<String>) {
    match String::from_utf8(bytes) {
        Ok(text) => (Some(text), None),
        Err(other) => (None, Some(base64::engine::general_purpose::STANDARD.encode(other.as_bytes()))),
    }
}

/// A job.
#[derive(Debug, Clone, Serialize)]
pub struct JobView {
    /// Its id.
    pub id: String,
    /// `running`, `exited`, `signaled`, `timed_out`, or `interrupted` when the sandbox was stopped under it.
    pub state: &'static str,
    /// Its exit code.
    pub exit_code: Option<u8>,
    /// The signal that ended it.
    pub signal: Option<u8>,
    /// Whether a session has a client: `attached`, `detached`, `ended`; absent for other jobs.
    pub session: Option<&'static str>,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How long it ran.
    pub duration_ms: Option<u64>,
    /// The time limit ended it.
    pub timed_out: bool,
    /// The sandbox ran out of memory meanwhile.
    pub out_of_memory: bool,
    /// Bytes of output that were dropped because the kept output is limited.
    pub dropped_bytes: u64,
    /// What runs.
    pub command: String,
}

impl From<Job> for JobView {
    fn from(job: Job) -> Self {
        let at = |ms: u64| i64::try_from(ms).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok());
        let state = match &job {
            Job { interrupted: true, .. } => "interrupted",
            Job { ended_at_ms: None, .. } => "running",
            Job { timed_out: true, .. } => "timed_out",
            Job { signal: Some(_), .. } => "signaled",
            Job { .. } => "exited",
        };
        let session = job.session.then_some(match &job {
            Job { ended_at_ms: None, attached: true, .. } => "attached",
            Job { ended_at_ms: None, .. } if state == "running" => "detached",
            _ => "ended",
        });
        let words: Vec<String> = job.argv.iter().map(|word| String::from_utf8_lossy(&word.0).into_owned()).collect();
        // A shell line is shown as it was typed.
        let command = match words.as_slice() {
            [shell, flag, line] if shell == "/bin/sh" && flag == "-c" => line.clone(),
            words => shell_words::join(words),
        };
        JobView {
            id: job.id,
            state,
            exit_code: job.exit_code,
            signal: job.signal,
            session,
            started_at: at(job.started_at_ms),
            ended_at: job.ended_at_ms.and_then(at),
            duration_ms: job.ended_at_ms.map(|ended| ended.saturating_sub(job.started_at_ms)),
            timed_out: job.timed_out,
            out_of_memory: job.oom,
            dropped_bytes: job.dropped_bytes,
            command,
        }
    }
}

impl JobView {
    /// The headers of a listing.
    pub const HEADERS: [&'static str; 5] = ["JOB", "STATE", "SESSION", "AGE", "COMMAND"];

    /// A row of a listing at the moment `now`.
    pub fn row(&self, now: Timestamp) -> Vec<String> {
        let age = self.started_at.map(|at| now.duration_since(at).try_into().unwrap_or_default());
        let state = match (self.exit_code, self.signal) {
            _ if self.timed_out => "timed out".to_owned(),
            (Some(code), _) => format!("exited ({code})"),
            (None, Some(signal)) => format!("signal {signal}"),
            (None, None) => self.state.to_owned(),
        };
        let age = age.map(crate::ui::human::age).unwrap_or_default();
        vec![self.id.clone(), state, self.session.unwrap_or("-").to_owned(), age, self.command.clone()]
    }
}
