//! A command in a sandbox: joined to streams until it ends, or detached as a job.

use super::{Deps, reach};
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::guest::client::{Reader, Writer};
use crate::guest::client::{from_json, not_a_guest, refusal};
use crate::guest::protocol::{Ended, Exec, Frame, MAX_DATA, Reply, Request, STDIN_WINDOW};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use bytes::Bytes;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::Instant;

/// Signal 9.
const KILL: u8 = 9;
/// How long after a time limit a guest may say nothing: what does not end by itself it ends after two seconds. One
/// that is frozen ends nothing.
const OVERDUE: Duration = Duration::from_secs(10);

/// One of a command's two outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// stdout, and all that comes from a PTY.
    Stdout,
    /// stderr.
    Stderr,
}

/// Takes a command's output in; called on a thread of its own, so it may block: that slows the command.
pub trait Sink: Send + 'static {
    /// Takes some bytes.
    ///
    /// # Errors
    /// A closed pipe ends the command.
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> std::io::Result<()>;

    /// Hears when the bytes that follow were written, in milliseconds since the Unix epoch, where that is known.
    fn written(&mut self, _at_ms: u64) {}

    /// Called once after the last bytes, for what was held back; never when there were none.
    ///
    /// # Errors
    /// As [`Sink::write`].
    fn end(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What is joined to a command.
pub struct Attached {
    /// Its stdin, if it has one; the end of the channel is its end.
    pub stdin: Option<mpsc::Receiver<Bytes>>,
    /// The terminal's new sizes, rows and columns.
    pub sizes: Option<mpsc::Receiver<(u16, u16)>>,
    /// Its output.
    pub sink: Box<dyn Sink>,
}

/// How it went.
#[derive(Debug)]
pub enum Outcome {
    /// The command ended.
    Ended(Ended),
    /// Whoever read our output went away; the command was told to end.
    OutputClosed,
}

impl Outcome {
    /// The exit code of the process that ran the command.
    pub fn exit(&self) -> Exit {
        match self {
            // As a shell reports a command that wrote into a closed pipe.
            Outcome::OutputClosed => Exit::of_signal(13),
            Outcome::Ended(ended) if ended.timed_out => Exit::TIMED_OUT,
            Outcome::Ended(Ended { exit_code: Some(code), .. }) => Exit(*code),
            Outcome::Ended(ended) => Exit::of_signal(i32::from(ended.signal.unwrap_or(KILL))),
        }
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Outcome::OutputClosed => f.write_str("nobody read its output"),
            Outcome::Ended(ended) if ended.timed_out => f.write_str("timed out"),
            Outcome::Ended(ended) if ended.stopped => f.write_str("the sandbox was stopped"),
            Outcome::Ended(Ended { exit_code: Some(code), .. }) => write!(f, "exit {code}"),
            Outcome::Ended(ended) => write!(f, "signal {}", ended.signal.unwrap_or(KILL)),
        }
    }
}

/// Runs a command and stays with it.
///
/// # Errors
/// As [`reach::connect`]; as the guest classes a command that can't start; `outcome_unknown` when the connection ends.
pub async fn attached(deps: &Deps, record: &SandboxRecord, exec: Exec, joined: Attached) -> Result<Outcome> {
    let connection = reach::connect(deps, record).await?;
    let limit = exec.timeout_ms.map(Duration::from_millis);
    let opened = connection.open(&Request::Exec(exec), deps.options.call_timeout).await;
    let (reader, writer) = match opened {
        Err(error) if error.kind() == Kind::TimedOut => return Err(reach::why_silent(deps, record, error).await),
        other => other?,
    };
    // The first two signals belong to the command: handed on, then KILL.
    let _handing_on = deps.signals.hand_on();
    match relay(deps, reader, writer, limit, joined).await {
        Err(error) if error.kind() == Kind::ClosedPipe => Ok(Outcome::OutputClosed),
        Err(error) if error.kind() == Kind::OutcomeUnknown => Err(reach::explain_loss(deps, record, error).await),
        Err(error) if error.kind() == Kind::TimedOut => Err(reach::why_silent(deps, record, error).await),
        other => other,
    }
}

async fn relay(
    deps: &Deps,
    reader: Reader,
    writer: Writer,
    limit: Option<Duration>,
    joined: Attached,
) -> Result<Outcome> {
    let mut output = Output::new(joined.sink);
    let ended = converse(deps, reader, writer, &mut output, (joined.stdin, joined.sizes), limit).await;
    // What was received is shown, also when the connection was lost after it.
    let shown = output.finish().await;
    let ended = ended?;
    shown.map(|()| ended.map_or(Outcome::OutputClosed, Outcome::Ended))
}

type Input = (Option<mpsc::Receiver<Bytes>>, Option<mpsc::Receiver<(u16, u16)>>);

/// Relays until the command ends; nothing when the reader of our output went away before.
async fn converse(
    deps: &Deps,
    mut reader: Reader,
    mut writer: Writer,
    output: &mut Output,
    (mut stdin, mut sizes): Input,
    limit: Option<Duration>,
) -> Result<Option<Ended>> {
    let mut overdue = limit.map(|limit| Instant::now() + limit.saturating_add(OVERDUE));
    let mut signals = deps.signals.clone();
    let mut window = STDIN_WINDOW;
    let mut unsent = Bytes::new();
    let mut heard = 0u32;
    loop {
        tokio::select! {
            taken = output.deliver(), if output.is_full() => {
                if !taken {
                    return Ok(None);
                }
            }
            received = reader.receive(), if !output.is_full() => {
                let (kind, payload) = received?;
                overdue = overdue.map(|at| at.max(Instant::now() + OVERDUE));
                match kind {
                    Frame::Stdout => output.hold(Stream::Stdout, payload),
                    Frame::Stderr => output.hold(Stream::Stderr, payload),
                    Frame::Window => window = granted(window, payload),
                    Frame::Ended => return from_json::<Ended>(payload).map(Some),
                    Frame::Failure => return Err(refusal(payload)),
                    _ => return Err(not_a_guest("a frame that does not belong to a command")),
                }
            }
            piece = next_piece(&mut stdin, &mut unsent), if stdin.is_some() && window > 0 => match piece {
                Some(mut piece) => {
                    unsent = piece.split_off(piece.len().min(window).min(MAX_DATA));
                    window -= piece.len();
                    // A guest that has ended the command no longer reads: its last word is in the other direction.
                    let _ = writer.send(Frame::Stdin, &piece).await;
                }
                None => {
                    stdin = None;
                    let _ = writer.send(Frame::StdinEnd, &[]).await;
                }
            },
            signal = signals.next() => {
                heard += 1;
                let number = if heard > 1 { KILL } else { signal.number() };
                let _ = writer.send(Frame::Signal, &[number]).await;
            }
            size = next_size(&mut sizes), if sizes.is_some() => match size {
                Some((rows, columns)) => {
                    let [a, b] = rows.to_le_bytes();
                    let [c, d] = columns.to_le_bytes();
                    let _ = writer.send(Frame::Resize, &[a, b, c, d]).await;
                }
                None => sizes = None,
            },
            () = at(overdue), if !output.is_full() => {
                return Err(Error::new(Kind::TimedOut, "the sandbox did not end the command at its time limit")
                    .hint("see what state it is in: sandcastle ls"));
            }
        }
    }
}

/// Waits for a moment; for ever if there is none.
pub(super) async fn at(time: Option<Instant>) {
    match time {
        Some(time) => tokio::time::sleep_until(time).await,
        None => std::future::pending().await,
    }
}

/// The window after a grant.
pub(super) fn granted(window: usize, payload: &[u8]) -> usize {
    let more = payload.try_into().map(u32::from_le_bytes).unwrap_or_default();
    // Never more than the protocol's window, whatever a guest grants.
    window.saturating_add(usize::try_from(more).unwrap_or(usize::MAX)).min(STDIN_WINDOW)
}

async fn next_piece(stdin: &mut Option<mpsc::Receiver<Bytes>>, unsent: &mut Bytes) -> Option<Bytes> {
    if !unsent.is_empty() {
        return Some(std::mem::take(unsent));
    }
    stdin.as_mut()?.recv().await
}

async fn next_size(sizes: &mut Option<mpsc::Receiver<(u16, u16)>>) -> Option<(u16, u16)> {
    sizes.as_mut()?.recv().await
}

/// What goes to a sink.
enum Piece {
    Bytes(Stream, Vec<u8>),
    Written(u64),
}

/// Hands output to the sink's thread, one piece at a time: memory stays flat, and signals are heard while it blocks.
pub(super) struct Output {
    idle: Option<Box<dyn Sink>>,
    thread: Option<(mpsc::Sender<Piece>, tokio::task::JoinHandle<std::io::Result<()>>)>,
    held: Option<Piece>,
}

impl Output {
    pub(super) fn new(sink: Box<dyn Sink>) -> Output {
        Output { idle: Some(sink), thread: None, held: None }
    }

    pub(super) fn is_full(&self) -> bool {
        self.held.is_some()
    }

    pub(super) fn hold(&mut self, stream: Stream, bytes: &[u8]) {
        self.hold_piece(Piece::Bytes(stream, bytes.to_vec()));
    }

    /// Holds when what follows was written.
    pub(super) fn hold_time(&mut self, at_ms: u64) {
        self.hold_piece(Piece::Written(at_ms));
    }

    fn hold_piece(&mut self, piece: Piece) {
        self.held = Some(piece);
        // A command without output needs no thread.
        if let Some(mut sink) = self.idle.take() {
            let (sender, mut receiver) = mpsc::channel::<Piece>(4);
            let thread = tokio::task::spawn_blocking(move || {
                while let Some(piece) = receiver.blocking_recv() {
                    match piece {
                        Piece::Bytes(stream, bytes) => sink.write(stream, &bytes)?,
                        Piece::Written(at_ms) => sink.written(at_ms),
                    }
                }
                sink.end()
            });
            self.thread = Some((sender, thread));
        }
    }

    /// Drops the held piece.
    pub(super) fn discard(&mut self) {
        self.held = None;
    }

    /// Passes the held piece on; false when the reader of our output has gone.
    pub(super) async fn deliver(&mut self) -> bool {
        let Some((sender, _)) = &self.thread else { return true };
        let Ok(permit) = sender.reserve().await else { return false };
        if let Some(piece) = self.held.take() {
            permit.send(piece);
        }
        true
    }

    /// Waits until all is written.
    ///
    /// # Errors
    /// `closed_pipe` when the reader has gone; whatever else kept it from being written.
    pub(super) async fn finish(mut self) -> Result<()> {
        if self.is_full() {
            // Why it was not taken, the thread says.
            self.deliver().await;
        }
        let Some((sender, thread)) = self.thread else { return Ok(()) };
        drop(sender);
        let written = thread.await.map_err(|cause| Error::new(Kind::Failed, "writing the output").because(cause))?;
        written.map_err(|cause| match cause.kind() {
            std::io::ErrorKind::BrokenPipe => {
                Error::new(Kind::ClosedPipe, "the reader of the output has gone").because(cause)
            }
            _ => Error::io("writing the output", cause),
        })
    }
}

/// Runs a command as a job of the sandbox, and leaves it.
///
/// # Errors
/// As [`attached`].
pub async fn detached(deps: &Deps, record: &SandboxRecord, exec: Exec) -> Result<Id> {
    let id = Id::random()?;
    let request = Request::Exec(Exec { job: Some(id.to_string()), stdin: false, tty: None, ..exec });
    match reach::call(deps, record, &request).await? {
        Reply::Done => Ok(id),
        _ => Err(not_a_guest("an answer of the wrong kind")),
    }
}

/// The time that a command may take, in the protocol's unit.
pub fn milliseconds(limit: Duration) -> u64 {
    u64::try_from(limit.as_millis()).unwrap_or(u64::MAX)
}

/// Reports what failed on our side as `exec` does: exit 125, unless the code says more
/// or was chosen.
pub fn our_failure(error: Error) -> Error {
    match error.kind() {
        _ if error.has_exit() => error,
        Kind::Usage
        | Kind::Ambiguous
        | Kind::CommandNotFound
        | Kind::NotExecutable
        | Kind::ClosedPipe
        | Kind::Interrupted
        | Kind::Terminated => error,
        _ => error.exiting(Exit::EXEC_FAILED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_failures_are_125_unless_the_code_says_more_or_was_chosen() {
        let exit = |error: Error| our_failure(error).exit();
        assert_eq!(exit(Error::new(Kind::NotFound, "no such sandbox")), Exit::EXEC_FAILED);
        assert_eq!(exit(Error::new(Kind::CommandNotFound, "x")), Exit::COMMAND_NOT_FOUND);
        assert_eq!(exit(Error::usage("x")), Exit::USAGE);
        assert_eq!(exit(Error::new(Kind::NotFound, "no session").exiting(Exit::NOT_FOUND)), Exit::NOT_FOUND);
    }
}
