//! A command whose streams are ours: what `exec` and `run` have in common.

use crate::commands::Context;
use crate::error::{Kind, Result};
use crate::exit::Exit;
use crate::guest::protocol::{self, Ended};
use crate::registry::record::SandboxRecord;
use crate::sandbox::duration::Span;
use crate::sandbox::ops::capture;
use crate::sandbox::ops::exec::{self, Attached, Outcome};
use crate::ui::views::exec::ExecView;
use bytes::Bytes;
use tokio::sync::mpsc;

/// How output is written while it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::commands) enum Format {
    /// As it is, on stdout and stderr
    Raw,
    /// On stdout, as one JSON object a line; the last one says how the command ended
    Jsonl,
    /// On stdout, as server-sent events, one a line of output; the last one is `data: [DONE]`
    Sse,
}

/// How a command is joined to this process.
#[derive(Debug, Clone, Copy)]
pub(in crate::commands) struct Joining {
    /// stdin is read even from a terminal.
    pub interactive: bool,
    /// It has a terminal.
    pub tty: bool,
    /// Its time limit, for the message when it is up.
    pub timeout: Option<Span>,
    /// How its output is written.
    pub format: Option<Format>,
}

/// Runs a command with its streams joined to ours, and gives its code.
///
/// # Errors
/// As [`exec::attached`].
pub(in crate::commands) async fn joined(
    joining: Joining,
    context: &Context,
    record: &SandboxRecord,
    mut command: protocol::Exec,
) -> Result<Exit> {
    command.stdin = joining.interactive || context.ui.stdin_is_given();
    let terminal = joining.tty.then(|| context.ui.attach_terminal(joining.interactive)).transpose()?;
    let (raw, sizes) = match terminal {
        Some(terminal) => {
            command.tty = Some(terminal.size);
            (terminal.raw, Some(terminal.sizes))
        }
        None => (None, None),
    };
    let stdin = command.stdin.then(|| context.ui.stdin_pieces());
    let format = joining.format.unwrap_or(Format::Raw);
    let sink = match format {
        Format::Raw => context.ui.raw_streams(),
        Format::Jsonl => context.ui.jsonl_events(None),
        Format::Sse => context.ui.sse_events(),
    };
    let outcome = exec::attached(&context.deps, record, command, Attached { stdin, sizes, sink }).await;
    drop(raw);
    let outcome = outcome?;
    let exit = outcome.exit();
    let Outcome::Ended(ended) = outcome else { return Ok(exit) };
    remark(context, record, joining.timeout, &ended, "");
    let view = ExecView::without_output(exit, ended);
    match format {
        Format::Raw => Ok(exit),
        Format::Jsonl => unless_closed(exit, context.ui.jsonl_end(None, &view)),
        Format::Sse => unless_closed(exit, context.ui.sse_end(&view)),
    }
}

/// The command's code, unless whoever read its events went away before the last one.
pub(super) fn unless_closed(exit: Exit, written: Result<()>) -> Result<Exit> {
    match written {
        Err(error) if error.kind() == Kind::ClosedPipe => Ok(Outcome::OutputClosed.exit()),
        written => written.map(|()| exit),
    }
}

/// Says what the exit code does not; `whose` stands before it where several sandboxes take part.
pub(super) fn remark(context: &Context, record: &SandboxRecord, timeout: Option<Span>, ended: &Ended, whose: &str) {
    if ended.timed_out {
        let limit = timeout.map(|limit| limit.to_string()).unwrap_or_default();
        context.ui.warning(&format!("{whose}the command was ended after {limit}"));
    }
    if ended.stopped {
        context.ui.warning(&format!("{} was stopped, and the command with it", record.name));
    }
    if ended.oom {
        context.ui.warning(&format!("{} ran out of memory ({})", record.name, record.spec.memory));
    }
    if ended.leftover {
        let text = "processes that it left in the background were ended; --detach keeps a command running";
        context.ui.note(&format!("note: {whose}{text}"));
    }
}

/// The most of each stream that `--json` holds, over all sandboxes.
pub(super) const CAPTURE: usize = 16 << 20;

/// Runs a command with our stdin, and keeps its output. No view when nobody waited for its end.
///
/// # Errors
/// As [`exec::attached`].
pub(in crate::commands) async fn captured(
    joining: Joining,
    context: &Context,
    record: &SandboxRecord,
    mut command: protocol::Exec,
) -> Result<(Exit, Option<ExecView>)> {
    command.stdin = joining.interactive || context.ui.stdin_is_given();
    let stdin = command.stdin.then(|| context.ui.stdin_pieces());
    capture(context, record, command, stdin, CAPTURE).await
}

/// Runs a command and keeps up to `limit` bytes of each stream.
pub(super) async fn capture(
    context: &Context,
    record: &SandboxRecord,
    command: protocol::Exec,
    stdin: Option<mpsc::Receiver<Bytes>>,
    limit: usize,
) -> Result<(Exit, Option<ExecView>)> {
    let captured = capture::run(&context.deps, record, command, stdin, limit, None).await?;
    Ok((captured.outcome.exit(), ExecView::captured(captured)))
}
