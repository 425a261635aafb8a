//! Running a command: from the request over fork to the moment it executes, and its streams while it runs.

use super::command;
use super::connection::{Role, TURNS};
use super::feed::{Feed, OverWindow};
use super::process::{Output, Owner, Phase, Process, Taken};
use super::reactor::{Alarm, Mode, Token};
use super::service::{Server, Work};
use super::session::{self, Session};
use super::slab::Key;
use super::sys::{self, Descriptors, REPORT, Step};
use super::wire::{Outbox, failure, os_failure, reason};
use crate::guest::protocol::{Exec, Failure, FailureCode, Frame, MAX_DATA, Reply};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{Gid, Uid, fchown};
use rustix::io::{Errno, ioctl_fionbio};
use rustix::pipe::{PipeFlags, pipe_with};
use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Between two attempts to begin what was held back.
const HELD: Duration = Duration::from_millis(5);
/// How long commands wait for the one who starts the sandbox to say so.
const STARTING: Duration = Duration::from_secs(8);

/// The descriptors of a command, on its side and on ours.
struct Streams {
    child: [Option<OwnedFd>; 3],
    feed: Option<Rc<OwnedFd>>,
    outputs: [Option<Rc<OwnedFd>>; 2],
    terminal: Option<Rc<OwnedFd>>,
}

pub(super) fn winsize(rows: u16, columns: u16) -> Winsize {
    Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }
}

/// Both ends of a pipe, of which ours never blocks.
fn half_open(ours_reads: bool) -> io::Result<(Rc<OwnedFd>, OwnedFd)> {
    let (reader, writer) = pipe_with(PipeFlags::CLOEXEC)?;
    let (ours, theirs) = if ours_reads { (reader, writer) } else { (writer, reader) };
    ioctl_fionbio(&ours, true)?;
    Ok((Rc::new(ours), theirs))
}

fn terminal((rows, columns): (u16, u16)) -> io::Result<Streams> {
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
    let master = openpt(flags)?;
    grantpt(&master)?;
    unlockpt(&master)?;
    let slave = ioctl_tiocgptpeer(&master, flags)?;
    tcsetwinsize(&master, winsize(rows, columns))?;
    ioctl_fionbio(&master, true)?;
    let master = Rc::new(master);
    Ok(Streams {
        child: [Some(slave.try_clone()?), Some(slave.try_clone()?), Some(slave)],
        feed: None,
        outputs: [Some(master.clone()), None],
        terminal: Some(master),
    })
}

fn pipes(stdin: bool) -> io::Result<Streams> {
    let (feed, stdin) =
        if stdin { half_open(false).map(|(ours, theirs)| (Some(ours), Some(theirs)))? } else { (None, None) };
    let (out, stdout) = half_open(true)?;
    let (error, stderr) = half_open(true)?;
    Ok(Streams { child: [stdin, Some(stdout), Some(stderr)], feed, outputs: [Some(out), Some(error)], terminal: None })
}

/// The failure that a child reported.
fn launch_failure(names: &(String, String), step: Step, errno: i32) -> Failure {
    let error = io::Error::from_raw_os_error(errno);
    let (program, workdir) = names;
    match (step, errno) {
        (Step::Exec, libc::ENOENT) => {
            // `exec box "ls -l" -q`: what was meant as a line was taken for a program's name.
            let words = if program.contains(' ') { "; a line for the shell is one word, and stands last" } else { "" };
            failure(FailureCode::CommandNotFound, format!("{program}: command not found{words}"))
        }
        (Step::Interpreter, _) => {
            failure(FailureCode::NotExecutable, format!("{program}: the program that interprets it is missing"))
        }
        (Step::Exec, libc::E2BIG) => {
            failure(FailureCode::Invalid, format!("{program}: an argument or the environment is too long"))
        }
        (Step::Exec, libc::EAGAIN) => failure(FailureCode::PidsLimit, format!("{program}: {}", reason(&error))),
        (Step::Exec, _) => failure(FailureCode::NotExecutable, format!("{program}: {}", reason(&error))),
        (Step::Workdir, _) => failure(FailureCode::NoSuchWorkdir, format!("{workdir}: {}", reason(&error))),
        (Step::User, _) => failure(FailureCode::NoSuchUser, format!("becoming the user: {}", reason(&error))),
        (Step::Setup, _) => os_failure("preparing the command", &error),
    }
}

/// What a client sends to its command.
pub(super) fn client_frame(process: &mut Process, kind: Frame, bytes: &[u8]) -> Result<(), Failure> {
    match (kind, bytes) {
        (Frame::Stdin, bytes) => match &mut process.feed {
            Some(feed) => feed
                .accept(bytes)
                .map_err(|OverWindow| failure(FailureCode::Invalid, "more bytes of stdin than were granted"))?,
            None => return Err(failure(FailureCode::Invalid, "stdin was not asked for")),
        },
        (Frame::StdinEnd, _) => {
            if let Some(feed) = &mut process.feed {
                feed.end();
            }
        }
        // As from a terminal, to the group; the last word is for all.
        (Frame::Signal, [9]) => process.signal_all(libc::SIGKILL),
        (Frame::Signal, [signal @ 1..=64]) => process.signal(i32::from(*signal)),
        (Frame::Resize, [r0, r1, c0, c1]) => {
            if let Some(terminal) = &process.terminal {
                let size = winsize(u16::from_le_bytes([*r0, *r1]), u16::from_le_bytes([*c0, *c1]));
                let _ = tcsetwinsize(&**terminal, size);
            }
        }
        _ => return Err(failure(FailureCode::Invalid, "a frame that no command takes")),
    }
    Ok(())
}

/// Reads output into the buffer of a client that has room, and grants stdin. `true`: something moved.
pub(super) fn fill(process: &mut Process, outbox: &mut Outbox) -> bool {
    let mut progress = false;
    for place in &mut process.outputs {
        let Some(output) = place.as_mut().filter(|output| output.readable && outbox.has_room()) else { continue };
        match output.take(outbox, process.session.as_mut().map(|session| &mut session.ring)) {
            Taken::Some(_) => progress = true,
            Taken::Nothing => {}
            Taken::End => *place = None,
        }
    }
    if let Some(granted) = process.feed.as_mut().and_then(Feed::grant) {
        outbox.frame(Frame::Window, &granted.to_le_bytes());
        progress = true;
    }
    progress
}

impl Server {
    /// Runs a command for a client.
    pub(super) fn exec(&mut self, key: Key, exec: Exec) {
        // Whoever starts a sandbox looks whether it is behind its fence before it tells the guest who it is.
        if !self.configured && self.started.elapsed() > STARTING {
            // Its id, as it stands in every sandbox.
            let id = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
            let message =
                format!("it was started behind sandcastle's back; restart it: sandcastle restart {}", id.trim());
            return self.fail(key, failure(FailureCode::Conflict, message));
        }
        let gate = Arc::clone(&self.gate);
        let Some(_open) = gate.pass().filter(|_| self.configured) else {
            // Everything stands still for a moment: nothing new may begin.
            if self.held.is_empty() {
                self.reactor.alarm(HELD, Alarm::Held);
            }
            self.held.push((key, exec));
            return;
        };
        if let Err(told) = self.launch(key, &exec) {
            self.fail(key, told);
        }
    }

    /// Tries again to begin what was held back.
    pub(super) fn begin_held(&mut self) {
        for (key, exec) in std::mem::take(&mut self.held) {
            // Its client may have left.
            if self.connections.get_mut(key).is_some() {
                self.exec(key, exec);
            }
        }
    }

    fn launch(&mut self, key: Key, exec: &Exec) -> Result<(), Failure> {
        if self.stopping {
            return Err(failure(FailureCode::Failed, "the sandbox is stopping"));
        }
        if exec.job.is_some() && (exec.stdin != exec.tty.is_some()) {
            return Err(failure(FailureCode::Invalid, "a job has stdin with a terminal only, and then always"));
        }
        let user = exec.user.as_deref().unwrap_or(&self.identity.user);
        let mut account = self.users().resolve(user)?;
        let exec = &*session::with_shell(exec, &mut account)?;
        let asked = exec.workdir.as_ref().map_or(&b""[..], |workdir| &workdir.0);
        let workdir = command::resolve_path(&self.identity.workdir, asked);
        let ground = &self.ground;
        let mut program =
            command::prepare(exec, &ground.environment, &self.identity.env, &workdir, &account, ground.files)?;
        if exec.login {
            session::name_login(&mut program);
        }
        let opened = exec.tty.map_or_else(|| pipes(exec.stdin), terminal);
        let mut streams = opened.map_err(|error| os_failure("preparing the command", &error))?;
        if exec.stdin && streams.terminal.is_some() {
            streams.feed = streams.terminal.clone();
        }
        if account.uid != 0 {
            // Opening /dev/stdout by name is a question of who owns the pipe.
            let (uid, gid) = (Uid::from_raw(account.uid), Gid::from_raw(account.gid));
            for fd in streams.child.iter().flatten() {
                let _ = fchown(fd, Some(uid), if streams.terminal.is_some() { None } else { Some(gid) });
            }
        }
        let (report, report_child) = half_open(true).map_err(|error| os_failure("preparing the command", &error))?;
        let secrets = self.secret_files.place(&exec.secret_files, &account)?;
        if let Some(id) = &exec.job {
            self.jobs.create(id, &exec.argv)?;
        }
        let kills_before = self.memory.count();
        self.mark -= 1;
        program.mark = self.mark;
        let null = self.ground.null.as_fd();
        let [stdin, stdout, stderr] = streams.child.each_ref().map(|fd| fd.as_ref().map_or(null, AsFd::as_fd));
        let descriptors = Descriptors {
            stdio: [stdin, stdout, stderr],
            terminal: streams.terminal.is_some(),
            report: report_child.as_fd(),
        };
        let pid = sys::spawn(&program, &descriptors).map_err(|error| {
            if let Some(id) = &exec.job {
                self.jobs.discard(id);
            }
            match error.raw_os_error() {
                Some(libc::EAGAIN) => failure(FailureCode::PidsLimit, "no more processes are allowed in the sandbox"),
                _ => os_failure("starting a process", &error),
            }
        })?;
        drop(report_child);
        streams.child = [None, None, None];
        let text = |bytes: &[u8]| match bytes {
            b"" => "''".to_owned(),
            bytes => String::from_utf8_lossy(bytes).into_owned(),
        };
        let names = (text(&exec.argv[0].0), text(&workdir));
        let process = Process {
            pid,
            owner: match &exec.job {
                Some(id) if !exec.is_session() => Owner::Job(id.clone()),
                _ => Owner::Connection(key),
            },
            starter: (exec.job.is_some() && !exec.is_session()).then_some(key),
            session: exec.job.clone().filter(|_| exec.is_session()).map(Session::new),
            launch: Rc::into_inner(report),
            names,
            feed: streams.feed.map(|fd| Feed::new(fd, streams.terminal.is_some())),
            outputs: [(0, Frame::Stdout), (1, Frame::Stderr)]
                .map(|(index, kind)| streams.outputs[index].take().map(|fd| Output::new(fd, kind))),
            interactive: streams.terminal.is_some(),
            terminal: streams.terminal,
            phase: Phase::Running,
            status: None,
            started: Instant::now(),
            ended: None,
            limit: None,
            kill: None,
            linger: None,
            timed_out: false,
            leftover: false,
            kills_before,
            _secrets: secrets,
            mark: self.mark,
        };
        self.enter(key, process, exec);
        Ok(())
    }

    /// Enters a process that was forked: from here on the loop has it.
    fn enter(&mut self, key: Key, process: Process, exec: &Exec) {
        let pid = process.pid;
        let process = self.processes.insert(process);
        self.by_pid.insert(pid, process);
        if let Some(connection) = self.connections.get_mut(key) {
            let leaves = exec.job.is_some() && !exec.is_session();
            connection.role = if leaves { Role::Starting } else { Role::Attached(process) };
            if exec.stdin {
                connection.inbox.expect_bulk();
            }
        }
        if let Some(id) = &exec.job
            && let Ok(entry) = self.jobs.get_mut(id)
        {
            entry.process = Some(process);
            if exec.is_session() {
                session::mark(entry, true);
            }
        }
        let limit = exec.timeout_ms.map(|ms| self.reactor.alarm(Duration::from_millis(ms), Alarm::Limit(process)));
        let Some(entry) = self.processes.get_mut(process) else { return };
        entry.limit = limit;
        let feed = entry.feed.as_ref().filter(|_| entry.terminal.is_none()).and_then(Feed::descriptor);
        let sources = [
            (entry.launch.as_ref().map(AsFd::as_fd), Token::Launch(process)),
            (feed, Token::Stdin(process)),
            (entry.outputs[0].as_ref().map(|output| output.fd.as_fd()), Token::Stdout(process)),
            (entry.outputs[1].as_ref().map(|output| output.fd.as_fd()), Token::Stderr(process)),
        ];
        let watch = |(source, token): (Option<rustix::fd::BorrowedFd<'_>>, Token)| {
            source.is_none_or(|source| self.reactor.watch(source, token, Mode::Edge).is_ok())
        };
        if !sources.into_iter().all(watch) {
            // The kernel has no memory for it: what can't be heard must not run.
            entry.signal(libc::SIGKILL);
        }
    }

    /// The child became its program, or could not.
    pub(super) fn launched(&mut self, key: Key) {
        let Some(process) = self.processes.get_mut(key) else { return };
        let Some(report) = &process.launch else { return };
        let mut buffer = [0; REPORT];
        let read = match rustix::io::read(report, &mut buffer) {
            Err(Errno::AGAIN | Errno::INTR) => return,
            read => read.unwrap_or(0),
        };
        process.launch = None;
        let starter = process.starter.take();
        if read < REPORT {
            if let Some(starter) = starter {
                self.reply(starter, &Reply::Done);
            }
            return self.wake(key);
        }
        let (step, errno) = Step::parse(buffer);
        let told = launch_failure(&process.names, step, errno);
        process.let_go();
        let session = process.session.take();
        let owner = std::mem::replace(&mut process.owner, Owner::Nobody);
        if let Some(session) = session {
            self.jobs.discard(&session.id);
        }
        match owner {
            Owner::Connection(client) => self.fail(client, told),
            Owner::Job(id) => {
                self.jobs.discard(&id);
                if let Some(starter) = starter {
                    self.fail(starter, told);
                }
            }
            Owner::Nobody => {}
        }
    }

    /// Output arrived.
    pub(super) fn readable(&mut self, key: Key, index: usize) {
        let Some(process) = self.processes.get_mut(key) else { return };
        if let Some(output) = &mut process.outputs[index] {
            output.readable = true;
        }
        if process.launch.is_none() {
            self.wake(key);
        }
    }

    /// Stdin takes bytes again.
    pub(super) fn feed(&mut self, key: Key) {
        let Some(process) = self.processes.get_mut(key) else { return };
        let Some(feed) = &mut process.feed else { return };
        feed.flush();
        if let Owner::Connection(client) = process.owner {
            self.queue(Work::Connection(client));
        }
    }

    /// Gives the owner of a process a turn.
    pub(super) fn wake(&mut self, key: Key) {
        match self.processes.get(key).map(|process| &process.owner) {
            Some(Owner::Connection(client)) => self.queue(Work::Connection(*client)),
            Some(Owner::Job(_)) => self.queue(Work::Process(key)),
            _ => {}
        }
    }

    /// Keeps the output of a job's process.
    pub(super) fn drain_job(&mut self, key: Key) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.resize(MAX_DATA, 0);
        let mut more = false;
        for _ in 0..TURNS {
            more = false;
            for index in 0..2 {
                let Some(process) = self.processes.get_mut(key) else { break };
                let Owner::Job(id) = &process.owner else { break };
                let Some(output) = process.outputs[index].as_mut().filter(|output| output.readable) else { continue };
                match output.read(&mut scratch) {
                    Taken::Some(count) => {
                        let (id, stream) = (id.clone(), if output.kind == Frame::Stderr { 2 } else { 1 });
                        more = true;
                        if let Some(session) = &mut process.session {
                            session.ring.push(&scratch[..count]);
                        } else if count > 0 {
                            self.keep_output(&id, stream, &scratch[..count]);
                        }
                    }
                    Taken::Nothing => {}
                    Taken::End => process.outputs[index] = None,
                }
            }
            if !more {
                break;
            }
        }
        self.scratch = scratch;
        if more {
            self.queue(Work::Process(key));
        }
        self.settle(key);
    }
}
