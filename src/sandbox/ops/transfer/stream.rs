//! The stream of a transfer on our side: pieces of an archive between a connection and who makes or takes them.

use crate::archive;
use crate::error::{Error, Kind, Result};
use crate::guest::client::{Reader, Writer, from_json, not_a_guest, refusal};
use crate::guest::protocol::{Frame, MAX_DATA, Reply, SourceKind, Summary};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use std::io::{Read, Write};
use std::time::Duration;
use tokio::sync::mpsc;

/// A transfer that moves has no limit; one without a byte for so long has ended.
pub(in crate::sandbox::ops) const IDLE: Duration = Duration::from_secs(60);
/// Pieces between two who work at different speeds; each of at most [`MAX_DATA`] bytes.
pub(in crate::sandbox::ops) const PIECES: usize = 8;

/// A part of an archive, or what kept the rest from coming.
pub(in crate::sandbox::ops) type Piece = std::io::Result<Bytes>;
/// Who makes an archive: what it left out, or why it did not come to its end.
pub(in crate::sandbox::ops) type Making = tokio::task::JoinHandle<Result<Summary>>;

/// Sends the pieces of an archive that `making` makes, and hears what the guest made of it.
pub(in crate::sandbox::ops) async fn send_all(
    mut reader: Reader,
    mut writer: Writer,
    mut pieces: mpsc::Receiver<Piece>,
    making: Making,
) -> Result<Summary> {
    let sending = async {
        while let Some(Ok(piece)) = pieces.recv().await {
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
    let made = match making.await.map_err(|cause| Error::new(Kind::Failed, "making the archive").because(cause))? {
        Ok(made) => made,
        Err(error) => {
            // What the guest holds of it already is gone once it has answered.
            if writer.send(Frame::Failure, &[]).await.is_ok() {
                let _ = reader.receive_within(IDLE).await;
            }
            return Err(error);
        }
    };
    // Should this fail, the guest's last word is still to be read.
    let _ = writer.send(Frame::DataEnd, &[]).await;
    let (kind, payload) = reader.receive_within(IDLE).await?;
    Ok(with_left_out(summary_or_refusal(kind, payload)?, made))
}

/// The summary of the side that unpacked, with what the side that packed has left out.
pub(super) fn with_left_out(mut unpacked: Summary, packed: Summary) -> Summary {
    unpacked.skipped_count += packed.skipped_count;
    unpacked.skipped.extend(packed.skipped);
    unpacked
}

fn summary_or_refusal(kind: Frame, payload: &[u8]) -> Result<Summary> {
    match kind {
        Frame::DataEnd => from_json(payload),
        Frame::Failure => Err(refusal(payload)),
        _ => Err(stray()),
    }
}

/// What a guest says that it will give out: the kind, and the last name.
pub(in crate::sandbox::ops) async fn source_of(reader: &mut Reader) -> Result<(SourceKind, Vec<u8>)> {
    match reader.receive_within(IDLE).await? {
        (Frame::Reply, payload) => match from_json(payload)? {
            Reply::Source { kind, name } => Ok((kind, name.0)),
            _ => Err(not_a_guest("an answer of the wrong kind")),
        },
        (Frame::Failure, payload) => Err(refusal(payload)),
        _ => Err(stray()),
    }
}

/// Why no more was received.
pub(in crate::sandbox::ops) enum Broken {
    /// The guest ended it, or we did.
    Guest(Error),
    /// Nobody takes it any more.
    Taking,
}

/// Receives the pieces of an archive and passes them on; what the guest has left out of it.
pub(in crate::sandbox::ops) async fn receive_all<T: DeserializeOwned>(
    reader: &mut Reader,
    sender: mpsc::Sender<Piece>,
) -> std::result::Result<T, Broken> {
    loop {
        let received = tokio::time::timeout(IDLE, reader.receive_piece()).await;
        match received {
            Ok(Ok((Frame::Data, piece))) => sender.send(Ok(piece)).await.map_err(|_| Broken::Taking)?,
            Ok(Ok((Frame::DataEnd, payload))) => return from_json(&payload).map_err(Broken::Guest),
            other => {
                let error = match other {
                    Ok(Ok((Frame::Failure, payload))) => refusal(&payload),
                    Ok(Ok(_)) => stray(),
                    Ok(Err(error)) => error,
                    Err(_) => idle(),
                };
                // The end of the channel must not be taken for the end of the archive.
                let _ = sender.send(Err(std::io::ErrorKind::UnexpectedEof.into())).await;
                return Err(Broken::Guest(error));
            }
        }
    }
}

fn stray() -> Error {
    not_a_guest("a frame that does not belong to a transfer")
}

fn idle() -> Error {
    Error::new(Kind::TimedOut, format!("the transfer stood still for {} s", IDLE.as_secs()))
}

/// The protocol's word for a kind of archive.
pub(super) fn protocol_kind(kind: archive::Kind) -> SourceKind {
    match kind {
        archive::Kind::File => SourceKind::File,
        archive::Kind::Directory => SourceKind::Directory,
        archive::Kind::Contents => SourceKind::Contents,
        archive::Kind::Many => SourceKind::Many,
    }
}

/// The archive's word for a kind of the protocol.
pub(super) fn archive_kind(kind: SourceKind) -> archive::Kind {
    match kind {
        SourceKind::File => archive::Kind::File,
        SourceKind::Directory => archive::Kind::Directory,
        SourceKind::Contents => archive::Kind::Contents,
        SourceKind::Many => archive::Kind::Many,
    }
}

/// Collects what is written into pieces for a channel.
pub(in crate::sandbox::ops) struct ChannelWriter {
    sender: mpsc::Sender<Piece>,
    buffer: Vec<u8>,
}

impl ChannelWriter {
    pub(in crate::sandbox::ops) fn new(sender: mpsc::Sender<Piece>) -> ChannelWriter {
        ChannelWriter { sender, buffer: Vec::with_capacity(MAX_DATA) }
    }
}

impl Write for ChannelWriter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let taken = bytes.len().min(MAX_DATA - self.buffer.len());
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
        self.sender.blocking_send(Ok(piece.into())).map_err(|_| std::io::ErrorKind::BrokenPipe.into())
    }
}

/// Reads the pieces of a channel as one stream.
pub(in crate::sandbox::ops) struct ChannelReader {
    receiver: mpsc::Receiver<Piece>,
    piece: Bytes,
}

impl ChannelReader {
    pub(in crate::sandbox::ops) fn new(receiver: mpsc::Receiver<Piece>) -> ChannelReader {
        ChannelReader { receiver, piece: Bytes::new() }
    }
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
