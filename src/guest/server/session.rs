//! Sessions: jobs with a terminal, which one client at a time is attached to and may leave running. What was last on
//! the terminal is kept in memory, for the client that comes back; at the end it goes into the job's log.

use super::connection::Role;
use super::exec::winsize;
use super::jobs::{Entry, write_meta};
use super::process::{Owner, Process};
use super::service::{Server, Work};
use super::slab::Key;
use super::sys::Program;
use super::users::Account;
use super::wire::{failure, os_failure};
use crate::guest::protocol::{Exec, Failure, FailureCode, Frame, Job, MAX_DATA, Reply, Text};
use rustix::fs::{FileType, stat};
use rustix::termios::tcsetwinsize;
use std::borrow::Cow;
use std::collections::VecDeque;
use std::ffi::CString;

/// Bytes that are kept of what was last on a terminal.
const KEPT: usize = 128 * 1024;
/// How far the beginning of a line is looked for when older bytes are gone.
const LINE: usize = 4096;
/// The longest control sequence that is looked at as a whole.
const SEQUENCE: usize = 64;
/// The shells of an account that names none, or one that lets nobody in.
const SHELLS: [&[u8]; 2] = [b"/bin/bash", b"/bin/sh"];

/// What makes a process a session.
#[derive(Debug)]
pub(super) struct Session {
    /// Its job.
    pub id: String,
    /// What was last on its terminal.
    pub ring: Ring,
}

impl Session {
    pub(super) fn new(id: String) -> Session {
        Session { id, ring: Ring::default() }
    }
}

/// The last bytes of a stream. Takes memory as they come.
#[derive(Debug, Default)]
pub(super) struct Ring {
    bytes: VecDeque<u8>,
    dropped: u64,
}

impl Ring {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let kept = &bytes[bytes.len().saturating_sub(KEPT)..];
        let excess = (self.bytes.len() + kept.len()).saturating_sub(KEPT);
        self.bytes.drain(..excess);
        self.dropped += (excess + bytes.len() - kept.len()) as u64;
        self.bytes.extend(kept);
    }

    /// What is kept, from the beginning of a line where there is one.
    fn content(&mut self) -> &[u8] {
        let dropped = self.dropped > 0;
        let bytes = &*self.bytes.make_contiguous();
        let line = || bytes.iter().take(LINE).position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        &bytes[if dropped { line() } else { 0 }..]
    }
}

/// What a terminal may be shown again: all but the questions to it, whose answers nobody waits for any more and
/// which would arrive as if they were typed.
fn without_questions(bytes: &[u8]) -> Vec<u8> {
    let mut shown = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == 0x1b) {
        shown.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let (length, is_question) = sequence(rest);
        if !is_question {
            shown.extend_from_slice(&rest[..length]);
        }
        rest = &rest[length..];
    }
    shown.extend_from_slice(rest);
    shown
}

/// The length of the control sequence at the beginning, and whether it asks the terminal something. One byte where
/// there is none that is whole.
fn sequence(bytes: &[u8]) -> (usize, bool) {
    let window = &bytes[..bytes.len().min(SEQUENCE)];
    match window.get(1) {
        Some(b'[') => match window[2..].iter().position(|byte| (0x40..=0x7e).contains(byte)) {
            Some(at) => {
                let (parameters, last) = (&window[2..2 + at], window[2 + at]);
                // Attributes, status and cursor, modes, size of the window.
                let question = match last {
                    b'c' | b'n' | b'x' => true,
                    b'p' => parameters.ends_with(b"$"),
                    b'q' | b'u' => {
                        parameters.first().is_some_and(|first| b">?".contains(first)) && parameters.len() < 3
                    }
                    b't' => matches!(parameters, [b'1', b'1'..=b'9', ..] | [b'2', b'0' | b'1', ..]),
                    _ => false,
                };
                (3 + at, question)
            }
            None => (1, false),
        },
        Some(b']' | b'P') => match window.iter().skip(2).position(|byte| *byte == 7 || *byte == 0x1b) {
            Some(at) => {
                let body = &window[2..2 + at];
                let end = if window[2 + at] == 7 { 3 + at } else { (4 + at).min(bytes.len()) };
                let asks = if window[1] == b']' {
                    body.ends_with(b"?")
                } else {
                    [&b"$q"[..], b"+q"].iter().any(|start| body.starts_with(start))
                };
                (end, asks)
            }
            None => (1, false),
        },
        Some(b'Z') => (2, true),
        _ => (1, false),
    }
}

/// Notes that a job is a session, and whether somebody is attached to it.
pub(super) fn mark(entry: &mut Entry, attached: bool) {
    (entry.job.session, entry.job.attached) = (true, attached);
    // For the listing after a restart only: a full disk is no reason to refuse.
    let _ = write_meta(&entry.job);
}

/// Sends a signal to all of a session. An interactive shell ignores TERM, but not that its terminal hangs up.
pub(super) fn signal(process: &Process, signal: i32) {
    process.signal_all(signal);
    if signal == libc::SIGTERM {
        process.signal_all(libc::SIGHUP);
        process.signal_all(libc::SIGCONT);
    }
}

fn is_program(path: &[u8]) -> bool {
    stat(path).is_ok_and(|found| {
        FileType::from_raw_mode(found.st_mode) == FileType::RegularFile && found.st_mode & 0o111 != 0
    })
}

/// The first of an account's own shell and the usual ones that is there and lets somebody in.
fn shell(own: &[u8], is_program: impl Fn(&[u8]) -> bool) -> Option<Vec<u8>> {
    let refuses = |path: &[u8]| path.ends_with(b"/nologin") || path.ends_with(b"/false");
    let own = Some(own).filter(|own| own.starts_with(b"/") && !refuses(own));
    own.into_iter().chain(SHELLS).find(|path| is_program(path)).map(<[u8]>::to_vec)
}

/// What is asked, with the login shell of the account filled in.
///
/// # Errors
/// `CommandNotFound` when a shell is needed and the sandbox has none.
pub(super) fn with_shell<'a>(exec: &'a Exec, account: &mut Account) -> Result<Cow<'a, Exec>, Failure> {
    if !exec.is_session() && !exec.login {
        return Ok(Cow::Borrowed(exec));
    }
    let found = shell(&account.shell, is_program);
    account.shell = found.clone().unwrap_or_default();
    if !exec.login {
        return Ok(Cow::Borrowed(exec));
    }
    let Some(path) = found else {
        return Err(failure(FailureCode::CommandNotFound, "the sandbox has no shell: neither /bin/bash nor /bin/sh"));
    };
    Ok(Cow::Owned(Exec { argv: vec![Text(path)], ..exec.clone() }))
}

/// Gives a shell the name by which it knows that it is a login shell.
pub(super) fn name_login(program: &mut Program) {
    if let Some(name) = program.argv.first_mut() {
        let last = name.as_bytes().rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        if let Ok(login) = CString::new([b"-", last].concat()) {
            *name = login;
        }
    }
}

/// How a session ended, for one who asks for it later.
fn ending(job: &Job) -> String {
    match (job.exit_code, job.signal) {
        (Some(code), _) => format!("it ended with exit code {code}"),
        (None, Some(signal)) => format!("signal {signal} ended it"),
        (None, None) => "it ended with the sandbox".to_owned(),
    }
}

impl Server {
    /// Joins a client to a session.
    pub(super) fn attach(&mut self, key: Key, id: &str, (rows, columns): (u16, u16)) -> Result<(), Failure> {
        let entry = self.jobs.get_mut(id)?;
        if !entry.job.session {
            return Err(failure(FailureCode::Conflict, format!("{id}: a job without a terminal")));
        }
        let place = entry.process;
        let Some(process) = place.and_then(|place| self.processes.get_mut(place)).filter(|it| it.status.is_none())
        else {
            return Err(failure(FailureCode::NotFound, format!("session {id}: {}", ending(&entry.job))));
        };
        let Some(place) = place else { return Ok(()) };
        let Some(terminal) = process.terminal.clone() else {
            return Err(failure(FailureCode::NotFound, format!("session {id}: it is ending")));
        };
        tcsetwinsize(&*terminal, winsize(rows, columns))
            .map_err(|error| os_failure("the size of the terminal", &error.into()))?;
        let before = std::mem::replace(&mut process.owner, Owner::Connection(key));
        if let Some(feed) = &mut process.feed {
            feed.renew();
        }
        mark(entry, true);
        let reply = Reply::Job(entry.job.clone());
        if let Some(connection) = self.connections.get_mut(key) {
            connection.role = Role::Attached(place);
            connection.inbox.expect_bulk();
            connection.outbox.json(Frame::Reply, &reply);
            if let Some(session) = &mut process.session {
                for piece in without_questions(session.ring.content()).chunks(MAX_DATA) {
                    connection.outbox.frame(Frame::Stdout, piece);
                }
            }
        }
        if let Owner::Connection(client) = before {
            self.part(client, 1);
        }
        self.queue(Work::Connection(key));
        Ok(())
    }

    /// The client leaves its session running.
    pub(super) fn detach(&mut self, client: Key, place: Key) {
        let Some(process) = self.processes.get_mut(place) else { return };
        let Some(session) = &process.session else {
            return self.fail(client, failure(FailureCode::Invalid, "only a session can be left running"));
        };
        process.owner = Owner::Job(session.id.clone());
        if let Ok(entry) = self.jobs.get_mut(&session.id) {
            mark(entry, false);
        }
        self.part(client, 0);
        self.wake(place);
    }

    /// A client has lost its session, which goes on.
    fn part(&mut self, client: Key, reason: u8) {
        if let Some(connection) = self.connections.get_mut(client) {
            // The session is another's now: the end of this connection is not its end.
            connection.role = Role::Starting;
            self.last(client, |outbox| outbox.frame(Frame::Detached, &[reason]));
        }
    }

    /// A session has ended: what was last on its terminal is its log. Gives its job.
    pub(super) fn close(&mut self, mut session: Session) -> String {
        let content = session.ring.content().to_vec();
        let dropped = session.ring.dropped;
        for piece in content.chunks(MAX_DATA) {
            self.jobs.append(&session.id, 1, piece);
        }
        if let Ok(entry) = self.jobs.get_mut(&session.id) {
            entry.job.attached = false;
            entry.job.dropped_bytes += dropped;
        }
        session.id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_keeps_the_last_bytes_and_takes_no_memory_before() {
        let mut ring = Ring::default();
        assert_eq!(ring.bytes.capacity(), 0);
        let all: Vec<u8> = (0..3 * KEPT as u32 + 17).map(|n| (n % 251) as u8 | 0x80).collect();
        for piece in all.chunks(1000) {
            ring.push(piece);
        }
        assert_eq!(ring.dropped, 2 * KEPT as u64 + 17);
        assert_eq!(ring.content(), &all[2 * KEPT + 17..]);
        ring.push(&all);
        assert_eq!(ring.content(), &all[2 * KEPT + 17..]);
    }

    #[test]
    fn what_lost_its_beginning_is_shown_from_the_next_line() {
        let mut ring = Ring::default();
        ring.push(b"cut off\nwhole");
        assert_eq!(ring.content(), b"cut off\nwhole");
        ring.push(&[b'x'; KEPT - 10]);
        assert!(ring.content().starts_with(b"wholexxx"));
    }

    #[test]
    fn a_terminal_is_not_asked_again() {
        let shown = |bytes: &[u8]| String::from_utf8(without_questions(bytes)).unwrap();
        assert_eq!(shown(b"a\x1b[cb\x1b[6nc\x1b[>0cd\x1b]11;?\x07e\x1bP$qm\x1b\\f\x1b[?2026$pg\x1b[18th"), "abcdefgh");
        for kept in
            ["\x1b[1;31mred\x1b[0m", "\x1b[?1049h\x1b[2J", "\x1b]0;title\x07", "\x1b[2 q", "\x1b", "\x1b[", "é\x1b]"]
        {
            assert_eq!(shown(kept.as_bytes()), kept);
        }
    }

    #[test]
    fn the_shell_is_the_accounts_own_or_the_first_that_is_there() {
        let there = |path: &[u8]| [&b"/bin/zsh"[..], b"/bin/sh", b"/usr/sbin/nologin"].contains(&path);
        assert_eq!(shell(b"/bin/zsh", there).unwrap(), b"/bin/zsh");
        for own in [&b""[..], b"/bin/missing", b"/usr/sbin/nologin", b"relative"] {
            assert_eq!(shell(own, there).unwrap(), b"/bin/sh");
        }
        assert_eq!(shell(b"/bin/zsh", |_| false), None);
    }
}
