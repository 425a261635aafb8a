//! Files into a sandbox and out of it: one archive stream through the guest, with no copy in between.

use super::{Deps, observe, reach};
use crate::archive::{self, ArchiveError, PackOptions, UnpackOptions};
use crate::error::{Error, Kind, Result};
use crate::guest::client::{Connection, Reader, Writer, from_json, not_a_guest, refusal};
use crate::guest::protocol::{Download, Frame, MAX_DATA, Reply, Request, SourceKind, Summary, Upload};
use crate::registry::journal::START;
use crate::registry::record::SandboxRecord;
use crate::sandbox::report::{Event, Reporter};
use crate::sandbox::status::State;
use bytes::Bytes;
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// A transfer that moves has no limit; one without a byte for so long has ended.
const IDLE: Duration = Duration::from_secs(60);
/// Time that a guest that we started for a transfer gets to end.
const QUIET_STOP: Duration = Duration::from_secs(10);

/// Where an upload comes from.
pub enum Source {
    /// Files and folders of this machine, as they were typed.
    Paths(Vec<PathBuf>),
    /// A tar stream.
    Tar(Box<dyn Read + Send>),
}

/// Where a download goes.
pub enum Destination {
    /// A path of this machine, as it was typed.
    Path(PathBuf),
    /// A tar stream.
    Tar(Box<dyn Write + Send>),
}

/// Moves files into a sandbox. A stopped one is started for it without its services, and stopped again.
///
/// # Errors
/// `not_found` for a missing source, `conflict`, `denied`, `damaged`, `no_space`. Nothing half-written stays.
pub async fn upload(
    deps: &Deps,
    record: &SandboxRecord,
    source: Source,
    wanted: Upload,
    pack: PackOptions,
) -> Result<Summary> {
    let (kind, name) = describe(&source, &pack)?;
    let request = Request::Upload(Upload { source: protocol_kind(kind), name: name.into(), ..wanted });
    let progress = progress(deps);
    let moving = async |connection: Connection| {
        let (reader, writer) = connection.open(&request, deps.options.call_timeout).await?;
        let (sender, receiver) = mpsc::channel(8);
        let options = PackOptions { progress: Some(progress), ..pack };
        let packing = tokio::task::spawn_blocking(move || feed(source, kind, &options, sender));
        deps.signals.guard(send_all(reader, writer, receiver, packing)).await
    };
    with_guest(deps, record, moving).await.inspect(|summary| report_total(deps, summary))
}

fn report_total(deps: &Deps, summary: &Summary) {
    let Summary { bytes, entries, .. } = *summary;
    deps.reporter.report(Event::Moved { bytes, entries, total: Some(bytes) });
}

fn describe(source: &Source, pack: &PackOptions) -> Result<(archive::Kind, Vec<u8>)> {
    match source {
        Source::Tar(_) => Ok((archive::Kind::Many, Vec::new())),
        Source::Paths(paths) => match paths.as_slice() {
            [single] => archive::source_kind(single, pack.follow).map_err(explain),
            many => {
                for path in many {
                    archive::source_kind(path, pack.follow).map_err(explain)?;
                }
                Ok((archive::Kind::Many, Vec::new()))
            }
        },
    }
}

fn feed(
    source: Source,
    kind: archive::Kind,
    options: &PackOptions,
    sender: mpsc::Sender<Bytes>,
) -> std::result::Result<archive::Summary, ArchiveError> {
    let mut sink = ChannelWriter { sender, buffer: Vec::with_capacity(MAX_DATA) };
    let packed = match source {
        Source::Paths(paths) if kind == archive::Kind::Many => archive::pack_many(&paths, options, &mut sink),
        Source::Paths(paths) => archive::pack(&paths[0], kind, options, &mut sink),
        Source::Tar(mut stream) => std::io::copy(&mut stream, &mut sink)
            .map(|_| archive::Summary::default())
            .map_err(|error| ArchiveError::Failed(format!("reading the tar stream: {}", crate::error::plain(&error)))),
    }?;
    sink.flush().map_err(|_| ArchiveError::Failed("the transfer was broken off".to_owned()))?;
    Ok(packed)
}

type Packing = tokio::task::JoinHandle<std::result::Result<archive::Summary, ArchiveError>>;

async fn send_all(
    mut reader: Reader,
    mut writer: Writer,
    mut pieces: mpsc::Receiver<Bytes>,
    packing: Packing,
) -> Result<Summary> {
    let sending = async {
        while let Some(piece) = pieces.recv().await {
            if tokio::time::timeout(IDLE, writer.send(Frame::Data, &piece)).await.map_err(|_| idle())?.is_err() {
                // The guest has broken off; why, it says in the other direction.
                return Ok(false);
            }
        }
        Ok::<bool, Error>(true)
    };
    // A refusal may come while we still send. Who feeds us may go on for ever: it is not waited for.
    let broken_off = tokio::select! {
        biased;
        sent = sending => !sent?,
        answer = reader.receive() => {
            let (kind, payload) = answer?;
            return summary_or_refusal(kind, payload);
        }
    };
    if broken_off {
        let (kind, payload) = reader.receive_within(IDLE).await?;
        return summary_or_refusal(kind, payload);
    }
    drop(pieces);
    let packed = packing.await.map_err(|cause| Error::new(Kind::Failed, "packing").because(cause))?;
    let skipped = match packed {
        Ok(summary) => summary,
        Err(error) => {
            // A refusal of the guest explains more than our own broken pipe.
            drop(writer);
            if let Ok(Ok((Frame::Failure, payload))) =
                tokio::time::timeout(Duration::from_millis(200), reader.receive()).await
                && matches!(error, ArchiveError::Failed(_))
            {
                return Err(refusal(payload));
            }
            return Err(explain(error));
        }
    };
    // Should this fail, the guest's last word is still to be read.
    let _ = writer.send(Frame::DataEnd, &[]).await;
    let (kind, payload) = reader.receive_within(IDLE).await?;
    let mut summary = summary_or_refusal(kind, payload)?;
    summary.skipped_count += skipped.skipped_count;
    summary.skipped.extend(skipped.skipped.into_iter().map(Into::into));
    Ok(summary)
}

fn summary_or_refusal(kind: Frame, payload: &[u8]) -> Result<Summary> {
    match kind {
        Frame::DataEnd => from_json(payload),
        Frame::Failure => Err(refusal(payload)),
        _ => Err(not_a_guest("a frame that does not belong to a transfer")),
    }
}

/// Moves files out of a sandbox.
///
/// # Errors
/// `not_found`, `conflict`, `denied`, `damaged`, `no_space`. Nothing half-written stays, nothing outside is touched.
pub async fn download(
    deps: &Deps,
    record: &SandboxRecord,
    wanted: Download,
    dest: Destination,
    unpack: UnpackOptions,
) -> Result<Summary> {
    let request = Request::Download(Download { named: matches!(dest, Destination::Tar(_)), ..wanted });
    let options = UnpackOptions { progress: Some(progress(deps)), ..unpack };
    let moving = async |connection: Connection| {
        let (mut reader, _writer) = connection.open(&request, deps.options.call_timeout).await?;
        let (frame, payload) = reader.receive_within(IDLE).await?;
        let (kind, name) = match frame {
            Frame::Reply => match from_json(payload)? {
                Reply::Source { kind, name } => (archive_kind(kind), name.0),
                _ => return Err(not_a_guest("an answer of the wrong kind")),
            },
            Frame::Failure => return Err(refusal(payload)),
            _ => return Err(not_a_guest("a frame that does not belong to a transfer")),
        };
        let (sender, receiver) = mpsc::channel(8);
        let unpacking = tokio::task::spawn_blocking(move || drain(receiver, dest, kind, &name, &options));
        // A signal ends the receiving alone: unpacking then finds its archive cut, and takes back what it has staged.
        let told = match deps.signals.guard(async { Ok(receive_all(&mut reader, sender).await) }).await {
            Ok(told) => told,
            Err(stopped) => Err(Broken::Guest(stopped)),
        };
        let unpacked = unpacking.await.map_err(|cause| Error::new(Kind::Failed, "unpacking").because(cause))?;
        match (told, unpacked) {
            (Err(Broken::Guest(error)), _) => Err(error),
            (_, Err(error)) => Err(explain(error)),
            (Err(Broken::Unpacking), Ok(_)) => Err(Error::new(Kind::Damaged, "the archive went on behind its end")),
            (Ok(told), Ok(mut summary)) => {
                summary.skipped_count += told.skipped_count;
                summary.skipped.extend(told.skipped.into_iter().map(|name| name.0));
                Ok(protocol_summary(summary))
            }
        }
    };
    with_guest(deps, record, moving).await.inspect(|summary| report_total(deps, summary))
}

enum Broken {
    Guest(Error),
    Unpacking,
}

async fn receive_all(
    reader: &mut Reader,
    sender: mpsc::Sender<std::io::Result<Bytes>>,
) -> std::result::Result<Summary, Broken> {
    loop {
        let received = reader.receive_within(IDLE).await;
        match received {
            Ok((Frame::Data, payload)) => {
                let piece = Bytes::copy_from_slice(payload);
                sender.send(Ok(piece)).await.map_err(|_| Broken::Unpacking)?;
            }
            Ok((Frame::DataEnd, payload)) => return from_json(payload).map_err(Broken::Guest),
            other => {
                let error = match other {
                    Ok((Frame::Failure, payload)) => refusal(payload),
                    Ok(_) => not_a_guest("a frame that does not belong to a transfer"),
                    Err(error) if error.kind() == Kind::TimedOut => idle(),
                    Err(error) => error,
                };
                // Unpacking must not take the end of the channel for the end of the archive.
                let _ = sender.send(Err(std::io::ErrorKind::UnexpectedEof.into())).await;
                return Err(Broken::Guest(error));
            }
        }
    }
}

fn drain(
    receiver: mpsc::Receiver<std::io::Result<Bytes>>,
    dest: Destination,
    kind: archive::Kind,
    name: &[u8],
    options: &UnpackOptions,
) -> std::result::Result<archive::Summary, ArchiveError> {
    let mut stream = ChannelReader { receiver, piece: Bytes::new() };
    match dest {
        Destination::Path(path) => archive::unpack(&mut stream, &path, kind, OsStr::from_bytes(name), options),
        Destination::Tar(mut sink) => std::io::copy(&mut stream, &mut sink)
            .and_then(|_| sink.flush())
            .map(|()| archive::Summary::default())
            .map_err(|error| ArchiveError::Failed(format!("writing the tar stream: {}", crate::error::plain(&error)))),
    }
}

/// Runs a transfer against the guest; a stopped sandbox is started for it, its lock held, and stopped again.
async fn with_guest(
    deps: &Deps,
    record: &SandboxRecord,
    moving: impl AsyncFnOnce(Connection) -> Result<Summary>,
) -> Result<Summary> {
    let reached = reach::connect(deps, record).await;
    let stopped = match reached {
        Ok(connection) => {
            return match moving(connection).await {
                Err(error) if matches!(error.kind(), Kind::TimedOut | Kind::OutcomeUnknown) => {
                    Err(reach::why_silent(deps, record, error).await)
                }
                other => other,
            };
        }
        Err(error) if error.kind() == Kind::WrongState => error,
        Err(error) => return Err(error),
    };
    let _lock = deps.lock_sandbox(&record.id, "transfer").await?;
    let sandbox = observe::one(deps, &record.id).await?;
    if sandbox.state != State::Stopped {
        return Err(stopped);
    }
    let engine = deps.engine().await?;
    let container = reach::container_id(record)?;
    let mut entry = deps.registry.begin(crate::registry::journal::OperationKind::Stop, &record.id, &record.name)?;
    crate::fs::create_private(&deps.registry.run_folder(&record.id))?;
    entry.step(START)?;
    let moved = async {
        engine.start(&container).await?;
        let connection = reach::ready(deps, engine, record).await?;
        reach::configure(deps, connection, record).await?;
        moving(reach::connect(deps, record).await?).await
    };
    let moved = moved.await;
    engine.stop(&container, QUIET_STOP).await?;
    entry.close()?;
    moved
}

fn progress(deps: &Deps) -> Arc<dyn Fn(u64, u64) + Send + Sync> {
    let reporter: Arc<dyn Reporter> = Arc::clone(&deps.reporter);
    let last = std::sync::Mutex::new(Instant::now());
    Arc::new(move |bytes, entries| {
        // Often enough for the eye.
        if let Ok(mut last) = last.try_lock()
            && last.elapsed() > Duration::from_millis(50)
        {
            *last = Instant::now();
            reporter.report(Event::Moved { bytes, entries, total: None });
        }
    })
}

fn idle() -> Error {
    Error::new(Kind::TimedOut, format!("the transfer stood still for {} s", IDLE.as_secs()))
}

fn explain(error: ArchiveError) -> Error {
    let kind = match &error {
        ArchiveError::NotFound(_) => Kind::NotFound,
        ArchiveError::Conflict(_) => Kind::Conflict,
        ArchiveError::Denied(_) => Kind::Denied,
        ArchiveError::Damaged(_) => Kind::Damaged,
        ArchiveError::NoSpace(_) => Kind::NoSpace,
        ArchiveError::Failed(_) => Kind::Failed,
    };
    Error::new(kind, error.to_string())
}

fn protocol_kind(kind: archive::Kind) -> SourceKind {
    match kind {
        archive::Kind::File => SourceKind::File,
        archive::Kind::Directory => SourceKind::Directory,
        archive::Kind::Contents => SourceKind::Contents,
        archive::Kind::Many => SourceKind::Many,
    }
}

fn archive_kind(kind: SourceKind) -> archive::Kind {
    match kind {
        SourceKind::File => archive::Kind::File,
        SourceKind::Directory => archive::Kind::Directory,
        SourceKind::Contents => archive::Kind::Contents,
        SourceKind::Many => archive::Kind::Many,
    }
}

fn protocol_summary(summary: archive::Summary) -> Summary {
    Summary {
        entries: summary.entries,
        bytes: summary.bytes,
        skipped: summary.skipped.into_iter().map(Into::into).collect(),
        skipped_count: summary.skipped_count,
        stripped_count: summary.stripped_count,
    }
}

/// Collects what is written into pieces for a channel.
struct ChannelWriter {
    sender: mpsc::Sender<Bytes>,
    buffer: Vec<u8>,
}

impl Write for ChannelWriter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let room = MAX_DATA - self.buffer.len();
        let taken = bytes.len().min(room);
        self.buffer.extend_from_slice(&bytes[..taken]);
        if self.buffer.len() == MAX_DATA {
            self.flush()?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.buffer, Vec::with_capacity(MAX_DATA));
        self.sender.blocking_send(piece.into()).map_err(|_| std::io::ErrorKind::BrokenPipe.into())
    }
}

/// Reads the pieces of a channel as one stream.
struct ChannelReader {
    receiver: mpsc::Receiver<std::io::Result<Bytes>>,
    piece: Bytes,
}

impl Read for ChannelReader {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.piece.is_empty() {
            match self.receiver.blocking_recv() {
                Some(piece) => self.piece = piece?,
                None => return Ok(0),
            }
        }
        let length = buffer.len().min(self.piece.len());
        buffer[..length].copy_from_slice(&self.piece.split_to(length));
        Ok(length)
    }
}
