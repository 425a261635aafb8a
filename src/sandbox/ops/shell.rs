//! A session: a command with a terminal in a sandbox, which a client is attached to and may leave running.

mod keys;

use self::keys::DetachKeys;
use super::exec::{Output, Sink, Stream, at, granted};
use super::{Deps, reach};
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::guest::client::{Reader, Writer, from_json, not_a_guest, refusal};
use crate::guest::protocol::{Ended, Exec, Frame, Job, MAX_DATA, Reply, Request, STDIN_WINDOW};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use bytes::{Bytes, BytesMut};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio::time::{Instant, timeout};

/// Bytes that were typed or pasted and that the program has not taken. More than that stays in the terminal.
const TYPED: usize = 4 << 20;
/// How long the guest may take to let a client go.
const PARTING: Duration = Duration::from_secs(2);
/// How long a terminal has another size after attaching: programs that fill it draw it anew when it changes.
const NUDGE: Duration = Duration::from_millis(100);
/// How long the first of the detach keys is held back for the second.
const HELD: Duration = Duration::from_millis(500);

/// A client's place in a session.
pub struct Session {
    /// The session's id, which is that of its job.
    pub id: Id,
    reader: Reader,
    writer: Writer,
    /// It ran before: what fills the terminal is to be drawn again.
    joined: bool,
}

/// What is joined to a session.
pub struct Terminal {
    /// What is typed; the end of the channel is the end of the terminal.
    pub keys: mpsc::Receiver<Bytes>,
    /// Its size, rows and columns.
    pub size: (u16, u16),
    /// Its new sizes.
    pub sizes: mpsc::Receiver<(u16, u16)>,
    /// The screen.
    pub screen: Box<dyn Sink>,
}

/// How a client's time in a session ended.
#[derive(Debug)]
pub enum Parting {
    /// The command ended.
    Ended(Ended),
    /// The user left, and the session goes on.
    Detached,
    /// The user left, and the guest did not say that it heard of it.
    Unconfirmed,
    /// Another client has the session now.
    TakenOver,
    /// Nobody takes the output any more; the command was told to end.
    ScreenClosed,
}

/// Starts a session.
///
/// # Errors
/// As [`reach::connect`].
pub async fn start(deps: &Deps, record: &SandboxRecord, exec: Exec, size: (u16, u16)) -> Result<Session> {
    let id = Id::random()?;
    let request = Request::Exec(Exec { job: Some(id.to_string()), stdin: true, tty: Some(size), ..exec });
    let (reader, writer) = open(deps, record, &request).await?;
    Ok(Session { id, reader, writer, joined: false })
}

/// Joins a session that runs, in the stead of the client that it may have.
///
/// # Errors
/// `not_found` with exit 4 when there is none of this id, or when it has ended.
pub async fn attach(deps: &Deps, record: &SandboxRecord, id: Id, size: (u16, u16)) -> Result<Session> {
    // Another size than the real one, which comes later.
    let other = (size.0.saturating_sub(1).max(1), size.1);
    let (mut reader, writer) = open(deps, record, &Request::Attach { id: id.to_string(), tty: other }).await?;
    match deps.signals.guard(reader.receive_within(deps.options.call_timeout)).await? {
        (Frame::Reply, _) => Ok(Session { id, reader, writer, joined: true }),
        (Frame::Failure, payload) => Err(no_session(refusal(payload), record, &id)),
        _ => Err(not_a_guest("an answer of the wrong kind")),
    }
}

fn no_session(error: Error, record: &SandboxRecord, id: &Id) -> Error {
    match error.kind() {
        Kind::NotFound => {
            error.exiting(Exit::NOT_FOUND).hint(format!("see what there is: sandcastle jobs ls {}", record.name))
        }
        Kind::Conflict => {
            error.exiting(Exit::CONFLICT).hint(format!("see its output: sandcastle jobs logs {} {id}", record.name))
        }
        _ => error,
    }
}

async fn open(deps: &Deps, record: &SandboxRecord, request: &Request) -> Result<(Reader, Writer)> {
    let opening = async {
        match reach::connect(deps, record).await?.open(request, deps.options.call_timeout).await {
            Err(error) if error.kind() == Kind::TimedOut => Err(reach::why_silent(deps, record, error).await),
            other => other,
        }
    };
    deps.signals.guard(opening).await
}

/// The one session that runs without a client.
///
/// # Errors
/// `ambiguous`, naming them, when there are several; `not_found` with exit 4 when there is none.
pub async fn detached(deps: &Deps, record: &SandboxRecord) -> Result<Id> {
    let Reply::Jobs(jobs) = reach::call(deps, record, &Request::Jobs).await? else {
        return Err(not_a_guest("an answer of the wrong kind"));
    };
    let running = |attached| {
        let session = move |job: &&Job| job.session && job.ended_at_ms.is_none() && job.attached == attached;
        // Ids come from the sandbox: what is none is none of ours.
        jobs.iter().filter(session).filter_map(|job| job.id.parse::<Id>().ok()).collect::<Vec<Id>>()
    };
    let name = &record.name;
    match (running(false).as_slice(), running(true).as_slice()) {
        ([id], _) => Ok(id.clone()),
        ([], []) => Err(Error::new(Kind::NotFound, format!("{name} has no session to attach to"))
            .exiting(Exit::NOT_FOUND)
            .hint(format!("start one: sandcastle shell {name}"))),
        ([], [id, ..]) => Err(Error::new(Kind::NotFound, format!("{name} has no detached session"))
            .exiting(Exit::NOT_FOUND)
            .hint(format!("take one over that has a client: sandcastle shell --attach {id} {name}"))),
        (several, _) => {
            let ids: Vec<&str> = several.iter().map(Id::as_str).collect();
            Err(Error::new(Kind::Ambiguous, format!("{name} has several detached sessions: {}", ids.join(", ")))
                .hint(format!("name one: sandcastle shell --attach {} {name}", ids[0])))
        }
    }
}

/// Stays in a session until it ends or is left.
///
/// # Errors
/// `outcome_unknown` when the connection ends; `terminated` and `interrupted` when a signal or the end of the terminal
/// does, which end the session too.
pub async fn relay(deps: &Deps, session: Session, terminal: Terminal) -> Result<Parting> {
    let Session { mut reader, writer, joined, .. } = session;
    let Terminal { mut keys, mut size, mut sizes, screen } = terminal;
    let mut output = Output::new(screen);
    let mut signals = deps.signals.clone();
    let mut typed = Typed::new();
    let mut resize = None;
    let mut nudge = joined.then(|| Instant::now() + NUDGE);
    let (frames, _sending) = spawn_writer(writer);
    loop {
        let due = typed.next_frame(&resize);
        tokio::select! {
            taken = output.deliver(), if output.is_full() => {
                if !taken {
                    return screen_closed(output).await;
                }
            }
            received = reader.receive(), if !output.is_full() => {
                let (kind, payload) = received?;
                match kind {
                    Frame::Stdout => output.hold(Stream::Stdout, payload),
                    Frame::Window => typed.window = granted(typed.window, payload),
                    Frame::Ended => {
                        let ended = from_json::<Ended>(payload)?;
                        return deps.signals.guard(output.finish()).await.map(|()| Parting::Ended(ended));
                    }
                    Frame::Detached => {
                        let parting = if payload == [1] { Parting::TakenOver } else { Parting::Detached };
                        // Nobody who leaves waits for a screen that takes nothing.
                        let _ = timeout(PARTING, output.finish()).await;
                        return Ok(parting);
                    }
                    Frame::Failure => return Err(refusal(payload)),
                    _ => return Err(not_a_guest("a frame that does not belong to a session")),
                }
            }
            piece = keys.recv(), if typed.has_room() => match piece {
                Some(piece) => typed.take(&piece),
                None => return Err(Error::new(Kind::Terminated, "the terminal has gone").exiting(Exit::of_signal(1))),
            },
            Some(new) = sizes.recv() => {
                size = new;
                resize = Some(size);
            }
            // Without a writer the reader says why.
            Ok(place) = frames.reserve(), if due.is_some() => {
                place.send(typed.frame(due, &mut resize));
            }
            () = at(nudge) => {
                nudge = None;
                resize = Some(size);
            }
            () = at(typed.held_until) => typed.pass_on(),
            () = at(typed.leave_by) => {
                return Ok(Parting::Unconfirmed);
            }
            _ = signals.next() => deps.signals.check()?,
        }
        if typed.is_leaving() && output.is_full() {
            // The user does not wait for a screen; what is lost on it comes again on attaching.
            output.discard();
        }
    }
}

async fn screen_closed(output: Output) -> Result<Parting> {
    match output.finish().await {
        Err(error) if error.kind() != Kind::ClosedPipe => Err(error),
        _ => Ok(Parting::ScreenClosed),
    }
}

type Message = (Frame, Bytes);

/// Ends the writer's task with the relay: then the connection is closed.
struct Sending(AbortHandle);

impl Drop for Sending {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Sends beside the relay, so that a sandbox which does not read keeps nobody from leaving it.
fn spawn_writer(mut writer: Writer) -> (mpsc::Sender<Message>, Sending) {
    let (frames, mut queue) = mpsc::channel::<Message>(1);
    let task = tokio::spawn(async move {
        while let Some((kind, payload)) = queue.recv().await {
            if writer.send(kind, &payload).await.is_err() {
                // The guest's last word is in the other direction.
                queue.close();
            }
        }
    });
    (frames, Sending(task.abort_handle()))
}

/// What was typed, on its way.
struct Typed {
    keys: DetachKeys,
    waiting: BytesMut,
    window: usize,
    held_until: Option<Instant>,
    leave_by: Option<Instant>,
    told: bool,
}

impl Typed {
    fn new() -> Typed {
        Typed {
            keys: DetachKeys::default(),
            waiting: BytesMut::new(),
            window: STDIN_WINDOW,
            held_until: None,
            leave_by: None,
            told: false,
        }
    }

    fn is_leaving(&self) -> bool {
        self.leave_by.is_some()
    }

    fn has_room(&self) -> bool {
        self.waiting.len() < TYPED && !self.is_leaving()
    }

    fn take(&mut self, piece: &[u8]) {
        let leave = self.keys.scan(piece, &mut self.waiting);
        self.held_until = self.keys.is_holding().then(|| Instant::now() + HELD);
        if leave {
            self.leave_by = Some(Instant::now() + PARTING);
        }
    }

    /// Nothing followed in time.
    fn pass_on(&mut self) {
        self.held_until = None;
        self.keys.pass_on(&mut self.waiting);
    }

    /// What is to be sent next: a size before keys, the farewell after what there is room for.
    fn next_frame(&self, resize: &Option<(u16, u16)>) -> Option<Frame> {
        if self.told {
            None
        } else if resize.is_some() {
            Some(Frame::Resize)
        } else if !self.waiting.is_empty() && self.window > 0 {
            Some(Frame::Stdin)
        } else {
            self.is_leaving().then_some(Frame::Detach)
        }
    }

    fn frame(&mut self, kind: Option<Frame>, resize: &mut Option<(u16, u16)>) -> Message {
        match kind {
            Some(Frame::Resize) => {
                let (rows, columns) = resize.take().unwrap_or_default();
                (Frame::Resize, [rows.to_le_bytes(), columns.to_le_bytes()].concat().into())
            }
            Some(Frame::Stdin) => {
                let piece = self.waiting.split_to(self.waiting.len().min(self.window).min(MAX_DATA));
                self.window -= piece.len();
                (Frame::Stdin, piece.freeze())
            }
            _ => {
                self.told = true;
                (Frame::Detach, Bytes::new())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_farewell_comes_after_what_there_is_room_for_and_waits_for_no_more() {
        let mut typed = Typed::new();
        typed.take(&vec![b'x'; STDIN_WINDOW + 10]);
        typed.take(b"\x10\x11");
        let mut resize = Some((24, 80));
        let mut sent = Vec::new();
        while let Some(kind) = typed.next_frame(&resize) {
            let (kind, payload) = typed.frame(Some(kind), &mut resize);
            sent.push((kind, payload.len()));
        }
        assert_eq!(sent.first(), Some(&(Frame::Resize, 4)));
        assert_eq!(sent.last(), Some(&(Frame::Detach, 0)));
        let keys: usize = sent.iter().filter(|(kind, _)| *kind == Frame::Stdin).map(|(_, length)| length).sum();
        assert_eq!(keys, STDIN_WINDOW);
        assert!(!typed.has_room() && typed.is_leaving());
    }

    #[test]
    fn keys_are_heard_while_the_program_takes_none() {
        let mut typed = Typed { window: 0, ..Typed::new() };
        typed.take(b"not taken");
        assert!(typed.has_room() && typed.next_frame(&None).is_none());
        typed.take(b"\x10\x11");
        assert_eq!(typed.next_frame(&None), Some(Frame::Detach));
    }
}
