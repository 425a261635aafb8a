//! An archive of changes on its way to disk, in one pass: read through and indexed, compressed, digested.

use super::disk::DiskWriter;
use super::local::Staged;
use super::manifest::Payload;
use crate::archive::{self, Indexed, Progress};
use crate::error::{Error, Kind, Result};
use std::io::{Read, Write};
use std::path::Path;

/// zstd's level: the fastest of the usual ones.
const LEVEL: i32 = 1;

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// The archive.
    pub archive: Payload,
    /// Its index.
    pub index: Payload,
    /// What it holds.
    pub indexed: Indexed,
}

/// Writes the plain tar `stream` and its index, and reads both back.
///
/// # Errors
/// `damaged` for anything but one whole archive, or when what is on disk is not what was written; `no_space`.
pub fn write(stream: &mut dyn Read, staged: &Staged, progress: Option<&Progress>) -> Result<Written> {
    let threads = std::thread::available_parallelism().map_or(1, |count| u32::try_from(count.get()).unwrap_or(1));
    let mut archive = compressed(&staged.archive(), threads)?;
    let mut index = compressed(&staged.index(), 0)?;
    let mut tee = Tee { stream, sink: &mut archive, failed: None };
    let indexed = archive::index(&mut tee, &mut index, progress);
    // A full disk shows as a stream that could not be read.
    if let Some(error) = tee.failed.take() {
        return Err(Error::io("writing the snapshot", error));
    }
    let indexed = indexed?;
    Ok(Written { archive: finish(archive, &staged.archive())?, index: finish(index, &staged.index())?, indexed })
}

pub(super) type Compressed = zstd::Encoder<'static, DiskWriter>;

pub(super) fn compressed(path: &Path, threads: u32) -> Result<Compressed> {
    let begin = || -> std::io::Result<Compressed> {
        let mut encoder = zstd::Encoder::new(DiskWriter::create(path)?, LEVEL)?;
        encoder.include_checksum(true)?;
        encoder.multithread(threads)?;
        Ok(encoder)
    };
    begin().map_err(|error| Error::io(format!("writing {}", path.display()), error))
}

pub(super) fn finish(encoder: Compressed, path: &Path) -> Result<Payload> {
    let ended = encoder.finish().and_then(DiskWriter::finish);
    ended.map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidData => {
            Error::new(Kind::Damaged, format!("{} is damaged already", path.display())).because(error)
        }
        _ => Error::io(format!("writing {}", path.display()), error),
    })
}

/// Passes what is read on to somebody else.
pub(super) struct Tee<'a, W> {
    pub(super) stream: &'a mut dyn Read,
    pub(super) sink: &'a mut W,
    /// Why the sink took no more.
    pub(super) failed: Option<std::io::Error>,
}

impl<W: Write> Read for Tee<'_, W> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.stream.read(buffer)?;
        match self.sink.write_all(&buffer[..count]) {
            Ok(()) => Ok(count),
            Err(error) => {
                let kind = error.kind();
                self.failed = Some(error);
                Err(kind.into())
            }
        }
    }
}
