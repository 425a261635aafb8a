//! Uploads and downloads: a thread each, on a blocking socket, so that a slow client or a slow disk stalls nobody.
//! The archives themselves are the business of `archive`.

use super::activity::Pulse;
use super::command::resolve_path;
use super::connection::Role;
use super::quiesce::Gate;
use super::service::Server;
use super::slab::Key;
use super::tree;
use super::wire::{failure, os_failure};
use crate::archive::{self, ArchiveError, Kind, Owner, PackOptions, UnpackOptions};
use crate::guest::protocol::{
    Apply, Capture, Captured, Download, Failure, FailureCode, Frame, HEADER, MAX_DATA, Reply, SourceKind, Summary,
    Text, Upload, header, parse_header,
};
use rustix::fd::AsFd;
use std::ffi::OsStr;
use std::io::{self, BufReader, Read, Write};
use std::net::Shutdown;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A transfer that moves nothing for so long is over.
const IDLE: Duration = Duration::from_secs(60);
/// Time for a client that still sends to hear of the failure.
const DISCARD: Duration = Duration::from_secs(2);
/// Transfers at a time.
const TRANSFERS: usize = 64;

/// What is to be moved.
pub(super) enum Task {
    /// In.
    Upload(Upload),
    /// Out.
    Download(Download),
    /// The list of a tree, out.
    List(Capture),
    /// What has changed in it, out.
    Capture(Capture),
    /// Changes, in.
    Apply(Apply),
}

/// Counts a transfer as long as it lives.
struct Place(Arc<AtomicUsize>, Pulse);

impl Drop for Place {
    fn drop(&mut self) {
        self.1.beat();
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What the client hears at the end.
enum Ending {
    Moved(Summary),
    Captured(Captured),
}

/// Everything a thread needs.
pub(super) struct Errand {
    pub(super) socket: UnixStream,
    /// What the loop had read already.
    early: Vec<u8>,
    task: Task,
    pub(super) workdir: String,
    owner: Owner,
    pub(super) gate: Arc<Gate>,
    _place: Place,
}

/// Gives a connection to a thread of its own.
pub(super) fn begin(server: &mut Server, key: Key, task: Task) {
    let place = Place(server.transfers.clone(), server.activity.pulse.clone());
    if place.0.fetch_add(1, Ordering::Relaxed) >= TRANSFERS {
        return server.fail(key, failure(FailureCode::Failed, format!("{TRANSFERS} transfers run already")));
    }
    let account = match server.users().resolve(&server.identity.user) {
        Ok(account) => account,
        Err(told) => return server.fail(key, told),
    };
    let Some(mut connection) = server.hand_over(key) else { return };
    let _ = connection.outbox.flush(connection.socket.as_fd());
    let Ok(spare) = connection.socket.try_clone() else { return };
    let socket = UnixStream::from(connection.socket);
    let ready = socket
        .set_nonblocking(false)
        .and_then(|()| socket.set_read_timeout(Some(IDLE)))
        .and_then(|()| socket.set_write_timeout(Some(IDLE)));
    let errand = Errand {
        socket,
        early: connection.inbox.into_rest(),
        task,
        workdir: server.identity.workdir.clone(),
        owner: Owner { uid: account.uid, gid: account.gid },
        gate: Arc::clone(&server.gate),
        _place: place,
    };
    let spawned = ready
        .and_then(|()| std::thread::Builder::new().name("transfer".to_owned()).spawn(move || run(errand)).map(|_| ()));
    if let Err(error) = spawned {
        // The thread's socket went with it; this one is the same.
        let _ = rustix::io::ioctl_fionbio(&spare, true);
        if let Some(key) = server.admit(spare, Role::Starting, DISCARD) {
            server.fail(key, os_failure("starting a thread for the transfer", &error));
        }
    }
}

fn run(mut errand: Errand) {
    let early = std::mem::take(&mut errand.early);
    let task = std::mem::replace(&mut errand.task, Task::Download(Download::default()));
    let mut receiver = Receiver::new(early, &errand.socket);
    let result = match &task {
        Task::Upload(upload) => take_in(&errand, upload, &mut receiver).map(Ending::Moved),
        Task::Download(download) => give_out(&errand, download).map(Ending::Moved),
        Task::List(wanted) => tree::list(&errand, wanted).map(Ending::Captured),
        Task::Capture(wanted) => tree::capture(&errand, wanted, receiver).map(Ending::Captured),
        Task::Apply(wanted) => tree::apply(wanted, &mut receiver).map(Ending::Moved),
    };
    let sent = match &result {
        Ok(Ending::Moved(summary)) => send_json(&errand.socket, Frame::DataEnd, summary),
        Ok(Ending::Captured(captured)) => send_json(&errand.socket, Frame::DataEnd, captured),
        Err(told) => send_json(&errand.socket, Frame::Failure, told),
    };
    if sent.is_ok() {
        discard(&errand.socket);
    }
}

fn take_in(errand: &Errand, upload: &Upload, receiver: &mut Receiver<'_>) -> Result<Summary, Failure> {
    let dest = resolve_path(&errand.workdir, &upload.dest.0);
    if dest.contains(&0) || upload.name.0.contains(&0) {
        return Err(failure(FailureCode::Invalid, "a path holds a NUL byte"));
    }
    let options = UnpackOptions {
        owner: (!upload.preserve_owner).then_some(errand.owner),
        preserve_owner: upload.preserve_owner,
        preserve_special: upload.preserve_special,
        strict: upload.strict,
        overwrite: !upload.no_overwrite,
        changes: upload.changes.then(|| tree::protected_below(&dest)),
        ..UnpackOptions::default()
    };
    let dest = Path::new(OsStr::from_bytes(&dest));
    let name = OsStr::from_bytes(&upload.name.0);
    let summary = archive::unpack(receiver, dest, kind_of(upload.source), name, &options).map_err(told)?;
    // What was unpacked is there; a client that has not said that this was all is still told the truth.
    io::copy(receiver, &mut io::sink())
        .map_err(|error| failure(FailureCode::Damaged, format!("the end of the archive: {error}")))?;
    Ok(summary_of(summary))
}

fn give_out(errand: &Errand, download: &Download) -> Result<Summary, Failure> {
    let path = resolve_path(&errand.workdir, &download.path.0);
    if path.contains(&0) {
        return Err(failure(FailureCode::Invalid, "a path holds a NUL byte"));
    }
    let path = Path::new(OsStr::from_bytes(&path));
    let (kind, name) = archive::source_kind(path, download.follow).map_err(told)?;
    let reply = Reply::Source { kind: source_kind(kind), name: Text(name) };
    let broken = |error: io::Error| os_failure("the connection", &error);
    send_json(&errand.socket, Frame::Reply, &reply).map_err(broken)?;
    let options = PackOptions {
        follow: download.follow,
        exclude: download.exclude.clone(),
        gitignore: download.gitignore,
        strict: download.strict,
        ..PackOptions::default()
    };
    let mut sender = Sender::new(&errand.socket);
    let packed = if download.named {
        archive::pack_many(&[path.to_owned()], &options, &mut sender)
    } else {
        archive::pack(path, kind, &options, &mut sender)
    };
    let summary = packed.map_err(told)?;
    sender.flush().map_err(broken)?;
    Ok(summary_of(summary))
}

fn kind_of(kind: SourceKind) -> Kind {
    match kind {
        SourceKind::File => Kind::File,
        SourceKind::Directory => Kind::Directory,
        SourceKind::Contents => Kind::Contents,
        SourceKind::Many => Kind::Many,
    }
}

fn source_kind(kind: Kind) -> SourceKind {
    match kind {
        Kind::File => SourceKind::File,
        Kind::Directory => SourceKind::Directory,
        Kind::Contents => SourceKind::Contents,
        Kind::Many => SourceKind::Many,
    }
}

pub(super) fn summary_of(summary: archive::Summary) -> Summary {
    Summary {
        entries: summary.entries,
        bytes: summary.bytes,
        skipped: summary.skipped.into_iter().map(Text).collect(),
        skipped_count: summary.skipped_count,
        stripped_count: summary.stripped_count,
        kept_count: summary.kept_count,
        lost_attributes: summary.lost_attributes,
        ..Summary::default()
    }
}

pub(super) fn told(error: ArchiveError) -> Failure {
    let code = match &error {
        ArchiveError::NotFound(_) => FailureCode::NotFound,
        ArchiveError::Conflict(_) => FailureCode::Conflict,
        ArchiveError::Denied(_) => FailureCode::Denied,
        ArchiveError::Damaged(_) => FailureCode::Damaged,
        ArchiveError::NoSpace(_) => FailureCode::NoSpace,
        ArchiveError::Invalid(_) => FailureCode::Invalid,
        ArchiveError::Failed(_) => FailureCode::Failed,
    };
    failure(code, error.to_string())
}

fn send_json(mut socket: &UnixStream, kind: Frame, message: &impl serde::Serialize) -> io::Result<()> {
    let json = serde_json::to_vec(message)?;
    socket.write_all(&header(kind, json.len()))?;
    socket.write_all(&json)
}

/// Reads on until the client closes, for a bounded time: closing while it sends would lose the last frame.
fn discard(mut socket: &UnixStream) {
    let _ = socket.shutdown(Shutdown::Write);
    let deadline = Instant::now() + DISCARD;
    let mut buffer = vec![0; MAX_DATA];
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() || socket.set_read_timeout(Some(left)).is_err() {
            return;
        }
        match socket.read(&mut buffer) {
            Ok(0) => return,
            Err(error) if error.kind() != io::ErrorKind::Interrupted => return,
            _ => {}
        }
    }
}

/// The end of the connection is not the end of the archive, and a silence is neither.
fn cut(error: io::Error) -> io::Error {
    let text = match error.kind() {
        io::ErrorKind::UnexpectedEof => "the connection ended before the archive did",
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => "nothing arrived for a minute",
        _ => return error,
    };
    io::Error::new(error.kind(), text)
}

/// The bytes in the `Data` frames of a client, up to its `DataEnd`, or to the `Failure` of one that breaks off.
pub(super) struct Receiver<'a> {
    stream: BufReader<io::Chain<io::Cursor<Vec<u8>>, &'a UnixStream>>,
    left: usize,
    ended: bool,
}

impl<'a> Receiver<'a> {
    pub(super) fn new(early: Vec<u8>, socket: &'a UnixStream) -> Receiver<'a> {
        let stream = io::Cursor::new(early).chain(socket);
        Receiver { stream: BufReader::with_capacity(MAX_DATA, stream), left: 0, ended: false }
    }
}

impl Read for Receiver<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.left == 0 && !self.ended && !buffer.is_empty() {
            let mut head = [0; HEADER];
            self.stream.read_exact(&mut head).map_err(cut)?;
            match parse_header(head) {
                Ok((Frame::Data, length)) => self.left = length,
                Ok((Frame::DataEnd, 0)) => self.ended = true,
                Ok((Frame::Failure, 0)) => return Err(cut(io::Error::from(io::ErrorKind::UnexpectedEof))),
                _ => return Err(io::Error::new(io::ErrorKind::InvalidData, "a frame that no transfer takes")),
            }
        }
        let most = self.left.min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let count = self.stream.read(&mut buffer[..most]).map_err(cut)?;
        if count == 0 {
            return Err(cut(io::Error::from(io::ErrorKind::UnexpectedEof)));
        }
        self.left -= count;
        Ok(count)
    }
}

/// Makes `Data` frames of what is written.
pub(super) struct Sender<'a> {
    socket: &'a UnixStream,
    /// A frame: the place of its header, then bytes.
    frame: Vec<u8>,
}

impl<'a> Sender<'a> {
    pub(super) fn new(socket: &'a UnixStream) -> Sender<'a> {
        let mut frame = Vec::with_capacity(HEADER + MAX_DATA);
        frame.extend([0; HEADER]);
        Sender { socket, frame }
    }
}

impl Write for Sender<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = bytes.len().min(HEADER + MAX_DATA - self.frame.len());
        self.frame.extend(&bytes[..count]);
        if self.frame.len() == HEADER + MAX_DATA {
            self.flush()?;
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        let length = self.frame.len() - HEADER;
        if length > 0 {
            self.frame[..HEADER].copy_from_slice(&header(Frame::Data, length));
            (&mut &*self.socket).write_all(&self.frame)?;
            self.frame.truncate(HEADER);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receive(bytes: &[u8], early: usize) -> io::Result<Vec<u8>> {
        let (mut ours, theirs) = UnixStream::pair().unwrap();
        ours.write_all(&bytes[early..]).unwrap();
        drop(ours);
        let mut out = Vec::new();
        Receiver::new(bytes[..early].to_vec(), &theirs).read_to_end(&mut out).map(|_| out)
    }

    fn stream(parts: &[&[u8]], end: bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        for part in parts {
            bytes.extend(header(Frame::Data, part.len()));
            bytes.extend(*part);
        }
        if end {
            bytes.extend(header(Frame::DataEnd, 0));
        }
        bytes
    }

    #[test]
    fn the_stream_is_whole_wherever_the_loop_stopped_reading() {
        let bytes = stream(&[b"ab", b"", b"cde"], true);
        for early in 0..=bytes.len() {
            assert_eq!(receive(&bytes, early).unwrap(), b"abcde");
        }
    }

    #[test]
    fn a_stream_cut_anywhere_is_an_error() {
        let bytes = stream(&[b"ab", b"cde"], true);
        for cut in 0..bytes.len() {
            assert_eq!(receive(&bytes[..cut], 0).unwrap_err().kind(), io::ErrorKind::UnexpectedEof, "{cut}");
        }
        let broken_off = [&stream(&[b"ab"], false)[..], &header(Frame::Failure, 0)].concat();
        assert_eq!(receive(&broken_off, 0).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        let wrong = [&stream(&[b"ab"], false)[..], &header(Frame::Stdin, 1), b"x"].concat();
        assert_eq!(receive(&wrong, 0).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }

    #[test]
    fn what_is_sent_is_received() {
        let (ours, theirs) = UnixStream::pair().unwrap();
        let sent: Vec<u8> = (0..200_000u32).map(|number| number as u8).collect();
        let expected = sent.clone();
        let thread = std::thread::spawn(move || {
            let mut sender = Sender::new(&ours);
            sender.write_all(&sent).unwrap();
            sender.flush().unwrap();
            (&mut &ours).write_all(&header(Frame::DataEnd, 0)).unwrap();
        });
        let mut out = Vec::new();
        Receiver::new(Vec::new(), &theirs).read_to_end(&mut out).unwrap();
        thread.join().unwrap();
        assert_eq!(out, expected);
    }
}
