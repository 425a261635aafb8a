//! Files out of a sandbox, to this machine or as a tar stream.

use super::stream::{Broken, ChannelReader, PIECES, Piece, archive_kind, receive_all, source_of, with_left_out};
use super::{Destination, amount, progress, protocol_summary, report_total};
use crate::archive::{self, UnpackOptions};
use crate::error::{Error, Kind, Result};
use crate::guest::client::Connection;
use crate::guest::protocol::{Download, Request, Summary};
use crate::registry::journal::OperationKind;
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::{Deps, quiet};
use std::ffi::OsStr;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Moves files out of a sandbox. A stopped one is started for it without its services, and stopped again.
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
    let options = UnpackOptions { progress: Some(progress(deps, Arc::default())), ..unpack };
    let moving = async |connection: Connection<'_>| {
        let (mut reader, _writer) = connection.open(&request, deps.options.call_timeout).await?;
        let (kind, name) = source_of(&mut reader).await?;
        let (sender, receiver) = mpsc::channel(PIECES);
        let unpacking = tokio::task::spawn_blocking(move || drain(receiver, dest, archive_kind(kind), &name, &options));
        // A signal ends the receiving alone: unpacking then finds its archive cut, and takes back what it has staged.
        let told = match deps.signals.guard(async { Ok(receive_all(&mut reader, sender).await) }).await {
            Ok(told) => told,
            Err(stopped) => Err(Broken::Guest(stopped)),
        };
        let unpacked = unpacking.await.map_err(|cause| Error::new(Kind::Failed, "unpacking").because(cause))?;
        match (told, unpacked) {
            (Err(Broken::Guest(error)), _) => Err(error),
            (_, Err(error)) => Err(error),
            (Err(Broken::Taking), Ok(_)) => Err(Error::new(Kind::Damaged, "the archive went on behind its end")),
            (Ok(told), Ok(summary)) => Ok(with_left_out(protocol_summary(summary), told)),
        }
    };
    let moved = quiet::with_guest(deps, record, "download", moving);
    let moved = deps.recorded(OperationKind::Download, record, moved, amount).await;
    moved.inspect(|summary| report_total(deps, summary))
}

fn drain(
    receiver: mpsc::Receiver<Piece>,
    dest: Destination,
    kind: archive::Kind,
    name: &[u8],
    options: &UnpackOptions,
) -> Result<archive::Summary> {
    let mut stream = ChannelReader::new(receiver);
    match dest {
        Destination::Path(path) => {
            archive::unpack(&mut stream, &path, kind, OsStr::from_bytes(name), options).map_err(Error::from)
        }
        Destination::Tar(mut sink) => std::io::copy(&mut stream, &mut sink)
            .and_then(|_| sink.flush())
            .map(|()| archive::Summary::default())
            .map_err(|cause| match cause.kind() {
                std::io::ErrorKind::BrokenPipe => {
                    Error::new(Kind::ClosedPipe, "the reader of the tar stream has gone").because(cause)
                }
                _ => Error::io("writing the tar stream", cause),
            }),
    }
}
