//! Trees of a sandbox through its guest: listed, captured as what has changed, read, filled and changed.

use super::Deps;
use super::transfer::stream::{
    Broken, ChannelReader, ChannelWriter, IDLE, PIECES, Piece, receive_all, send_all, source_of,
};
use crate::error::{Error, Kind, Result};
use crate::guest::client::{Connection, Reader, Writer};
use crate::guest::protocol::{Apply, Capture, Captured, Download, Frame, Request, SourceKind, Summary, Upload};
use serde::de::DeserializeOwned;
use std::io::{Read, Write};
use tokio::sync::mpsc;

/// Pieces that a tree may be ahead of who takes it: a source stands still for as long as it is read.
const AHEAD: usize = 64;

/// Writes a list, or an archive, into a stream.
pub type Give = Box<dyn FnOnce(&mut dyn Write) -> Result<()> + Send>;

/// Has a tree listed; `take` reads the list.
///
/// # Errors
/// As the guest classes its failure, and those of `take`.
pub async fn list<T: Send + 'static>(
    deps: &Deps,
    connection: Connection<'_>,
    wanted: Capture,
    take: impl FnOnce(&mut dyn Read) -> Result<T> + Send + 'static,
) -> Result<(Captured, T)> {
    exchange(deps, connection, Request::List(wanted), None, take).await
}

/// Has captured what differs from the list that `before` writes; `take` reads the archive.
///
/// # Errors
/// As the guest classes its failure, and those of `before` and `take`.
pub async fn capture<T: Send + 'static>(
    deps: &Deps,
    connection: Connection<'_>,
    wanted: Capture,
    before: Give,
    take: impl FnOnce(&mut dyn Read) -> Result<T> + Send + 'static,
) -> Result<(Captured, T)> {
    exchange(deps, connection, Request::Capture(wanted), Some(before), take).await
}

async fn exchange<T: Send + 'static>(
    deps: &Deps,
    connection: Connection<'_>,
    request: Request,
    before: Option<Give>,
    take: impl FnOnce(&mut dyn Read) -> Result<T> + Send + 'static,
) -> Result<(Captured, T)> {
    let (reader, writer) = connection.open(&request, deps.options.call_timeout).await?;
    receive(deps, reader, writer, before, take).await
}

/// Has a path read as an archive, with what the guest has left out of it.
///
/// # Errors
/// As the guest classes its failure, and those of `take`.
pub async fn read<T: Send + 'static>(
    deps: &Deps,
    connection: Connection<'_>,
    wanted: Download,
    take: impl FnOnce(SourceKind, &mut dyn Read) -> Result<T> + Send + 'static,
) -> Result<(Summary, T)> {
    let (mut reader, writer) = connection.open(&Request::Download(wanted), deps.options.call_timeout).await?;
    let (kind, _) = source_of(&mut reader).await?;
    receive(deps, reader, writer, None, move |stream| take(kind, stream)).await
}

async fn receive<S: DeserializeOwned, T: Send + 'static>(
    deps: &Deps,
    mut reader: Reader,
    writer: Writer,
    before: Option<Give>,
    take: impl FnOnce(&mut dyn Read) -> Result<T> + Send + 'static,
) -> Result<(S, T)> {
    let (sender, receiver) = mpsc::channel(AHEAD);
    let taking = tokio::task::spawn_blocking(move || {
        let mut stream = ChannelReader::new(receiver);
        take(&mut stream)
    });
    let receiving = async {
        let sending = async {
            if let Some(before) = before {
                // Should this fail, the guest says why, or the connection is gone.
                give(writer, before).await?;
            }
            std::future::pending::<Result<()>>().await
        };
        tokio::select! {
            told = receive_all::<S>(&mut reader, sender) => Ok(told),
            failed = sending => failed.map(|()| Err(Broken::Taking)),
        }
    };
    let told = match deps.signals.guard(receiving).await {
        Ok(told) => told,
        Err(error) => Err(Broken::Guest(error)),
    };
    let taken = taking.await.map_err(|cause| Error::new(Kind::Failed, "taking the archive").because(cause))?;
    match (told, taken) {
        (Err(Broken::Guest(error)), _) | (_, Err(error)) => Err(error),
        (Err(Broken::Taking), Ok(_)) => Err(Error::new(Kind::Damaged, "the archive went on behind its end")),
        (Ok(captured), Ok(value)) => Ok((captured, value)),
    }
}

/// Sends what `before` writes, and its end.
async fn give(mut writer: Writer, before: Give) -> Result<()> {
    let (sender, mut pieces) = mpsc::channel::<Piece>(PIECES);
    let making = tokio::task::spawn_blocking(move || {
        let mut sink = ChannelWriter::new(sender);
        before(&mut sink)?;
        sink.flush().map_err(|error| Error::io("passing a list on", error))
    });
    while let Some(Ok(piece)) = pieces.recv().await {
        if !matches!(tokio::time::timeout(IDLE, writer.send(Frame::Data, &piece)).await, Ok(Ok(()))) {
            // The guest has broken off, and says why in the other direction.
            return std::future::pending().await;
        }
    }
    making.await.map_err(|cause| Error::new(Kind::Failed, "making a list").because(cause))??;
    if writer.send(Frame::DataEnd, &[]).await.is_err() {
        return std::future::pending().await;
    }
    // The connection ends with its writing half.
    let _open = writer;
    std::future::pending().await
}

/// Has the changes applied that `archive` writes.
///
/// # Errors
/// As the guest classes its failure, and those of `archive`.
pub async fn apply(deps: &Deps, connection: Connection<'_>, wanted: Apply, archive: Give) -> Result<Summary> {
    send(deps, connection, &Request::Apply(wanted), archive).await
}

/// Has a path filled with the archive that `archive` writes, which is to be seen when it is whole.
///
/// # Errors
/// As the guest classes its failure, and those of `archive`.
pub async fn fill(deps: &Deps, connection: Connection<'_>, wanted: Upload, archive: Give) -> Result<Summary> {
    send(deps, connection, &Request::Upload(wanted), archive).await
}

async fn send(deps: &Deps, connection: Connection<'_>, request: &Request, archive: Give) -> Result<Summary> {
    let (reader, writer) = connection.open(request, deps.options.call_timeout).await?;
    let (sender, receiver) = mpsc::channel(PIECES);
    let making = tokio::task::spawn_blocking(move || {
        let mut sink = ChannelWriter::new(sender);
        archive(&mut sink)?;
        sink.flush().map_err(|error| Error::io("passing an archive on", error))?;
        Ok(Summary::default())
    });
    deps.signals.guard(send_all(reader, writer, receiver, making)).await
}
