//! `exec`: a command in a sandbox, its streams and its exit code ours.

use super::Context;
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::guest::protocol::{self, Ended, Text};
use crate::registry::record::SandboxRecord;
use crate::sandbox::duration::Span;
use crate::sandbox::ops::exec::{self, Attached, Outcome, Sink, Stream};
use crate::ui::views::exec::ExecView;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Run a command in a sandbox.
///
/// One word is a line for the shell (`sandcastle exec ID "cd /code && ls"`); several are passed on as they are.
/// stdin is passed on when it is a pipe, a file or a socket; stdout and stderr stay apart. The exit code is the
/// command's own: 126 when it can't be executed, 127 when it does not exist, 128+N for signal N, 124 after --timeout,
/// 125 for everything that failed on our side. Nothing keeps running afterwards unless --detach is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Run it as a job: print the job's id and return; see `sandcastle jobs`
    #[arg(short, long, conflicts_with_all = ["tty", "interactive", "timeout"])]
    detach: bool,
    /// Its surroundings.
    #[command(flatten)]
    surroundings: Surroundings,
    /// Read stdin even from a terminal
    #[arg(short, long)]
    interactive: bool,
    /// Give it a terminal
    #[arg(short, long, conflicts_with = "json")]
    tty: bool,
    /// End it after this long: TERM to all its processes, then KILL
    #[arg(long, value_name = "DURATION")]
    timeout: Option<Span>,
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
    /// The command and its arguments
    #[arg(value_name = "COMMAND", required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<OsString>,
}

// Where, as whom and with which variables a command runs. No doc comment: clap would make it the command's own.
#[derive(Debug, clap::Args)]
pub(super) struct Surroundings {
    /// Set a variable: KEY=VALUE, or KEY with the caller's value
    #[arg(short, long, value_name = "KEY[=VALUE]")]
    env: Vec<OsString>,
    /// Read variables from a file of KEY=VALUE lines
    #[arg(long, value_name = "FILE")]
    env_file: Vec<PathBuf>,
    /// The working directory instead of the sandbox's
    #[arg(short, long, value_name = "PATH")]
    workdir: Option<OsString>,
    /// The user instead of the sandbox's: a name, uid, user:group or uid:gid
    #[arg(short, long)]
    user: Option<String>,
}

impl Surroundings {
    /// A request for these words in these surroundings.
    pub(super) fn request(
        &self,
        words: impl IntoIterator<Item = OsString>,
        context: &Context,
    ) -> Result<protocol::Exec> {
        let mut env = BTreeMap::new();
        for file in &self.env_file {
            env.extend(super::init::env_file(file)?.into_iter().map(|(key, value)| (key, value.into())));
        }
        for entry in &self.env {
            if let Some((key, value)) = super::init::env_entry(entry, &context.environment)? {
                env.insert(key, Text(value));
            }
        }
        Ok(protocol::Exec {
            argv: words.into_iter().map(text).collect(),
            env,
            workdir: self.workdir.clone().map(text),
            user: self.user.as_deref().map(crate::sandbox::spec::user).transpose()?,
            ..Default::default()
        })
    }
}

/// Runs.
///
/// # Errors
/// With exit 125 for what failed on our side; 126 and 127 as the guest says.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let command = request(&args, context)?;
    let record = context.record(&args.sandbox)?;
    if args.detach {
        let id = exec::detached(&context.deps, &record, command).await?;
        if context.ui.is_json() {
            context.ui.versioned("job.v1", &serde_json::json!({ "id": id, "sandbox": record.id }))?;
        } else {
            context.ui.line(id.as_str())?;
        }
        return Ok(Exit::DONE);
    }
    if context.ui.is_json() {
        captured(&args, context, &record, command).await
    } else {
        joined(&args, context, &record, command).await
    }
}

fn request(args: &Args, context: &Context) -> Result<protocol::Exec> {
    if args.timeout.is_some_and(Span::is_zero) {
        return Err(
            Error::usage("a time limit of 0 would end the command at once").hint("leave --timeout out for no limit")
        );
    }
    let words = match args.command.as_slice() {
        [line] => vec!["/bin/sh".into(), "-c".into(), line.clone()],
        words => words.to_vec(),
    };
    let timeout_ms = args.timeout.map(|limit| exec::milliseconds(limit.duration()));
    Ok(protocol::Exec { timeout_ms, ..args.surroundings.request(words, context)? })
}

fn text(word: OsString) -> Text {
    Text(word.into_vec())
}

async fn joined(args: &Args, context: &Context, record: &SandboxRecord, mut command: protocol::Exec) -> Result<Exit> {
    command.stdin = args.interactive || context.ui.stdin_is_given();
    let terminal = args.tty.then(|| context.ui.attach_terminal(args.interactive)).transpose()?;
    let (raw, sizes) = match terminal {
        Some(terminal) => {
            command.tty = Some(terminal.size);
            (terminal.raw, Some(terminal.sizes))
        }
        None => (None, None),
    };
    let stdin = command.stdin.then(|| context.ui.stdin_pieces());
    let outcome =
        exec::attached(&context.deps, record, command, Attached { stdin, sizes, sink: context.ui.raw_streams() }).await;
    drop(raw);
    let outcome = outcome?;
    if let Outcome::Ended(ended) = &outcome {
        remark(context, record, args, ended);
    }
    Ok(outcome.exit())
}

fn remark(context: &Context, record: &SandboxRecord, args: &Args, ended: &Ended) {
    if ended.timed_out {
        let limit = args.timeout.map(|limit| limit.to_string()).unwrap_or_default();
        context.ui.warning(&format!("the command was ended after {limit}"));
    }
    if ended.oom {
        context.ui.warning(&format!("{} ran out of memory ({})", record.name, record.spec.memory));
    }
    if ended.leftover {
        context.ui.note("note: processes that it left in the background were ended; --detach keeps a command running");
    }
}

/// The most of each stream that `--json` holds.
const CAPTURE: usize = 16 << 20;

async fn captured(args: &Args, context: &Context, record: &SandboxRecord, mut command: protocol::Exec) -> Result<Exit> {
    command.stdin = args.interactive || context.ui.stdin_is_given();
    let stdin = command.stdin.then(|| context.ui.stdin_pieces());
    let capture = Arc::new(Mutex::new(Capture::default()));
    let sink = Box::new(CaptureSink(Arc::clone(&capture)));
    let outcome = exec::attached(&context.deps, record, command, Attached { stdin, sizes: None, sink }).await?;
    let capture = std::mem::take(&mut *capture.lock().map_err(|_| Error::new(Kind::Failed, "the output was lost"))?);
    let exit = outcome.exit();
    let Outcome::Ended(ended) = outcome else { return Ok(exit) };
    context.ui.versioned("exec.v1", &ExecView::new(exit, ended, capture.stdout, capture.stderr, capture.truncated))?;
    Ok(exit)
}

#[derive(Default)]
struct Capture {
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    truncated: bool,
}

struct CaptureSink(Arc<Mutex<Capture>>);

impl Sink for CaptureSink {
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> std::io::Result<()> {
        let mut capture = self.0.lock().map_err(|_| std::io::Error::other("the capture is gone"))?;
        let Capture { stdout, stderr, truncated } = &mut *capture;
        let held = if stream == Stream::Stdout { stdout } else { stderr };
        let room = CAPTURE - held.len().min(CAPTURE);
        *truncated |= bytes.len() > room;
        held.extend_from_slice(&bytes[..bytes.len().min(room)]);
        Ok(())
    }
}
