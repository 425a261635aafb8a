//! What is kept while trees are compared: files without names, which go with us however we end.

use crate::archive::{Content, Names, read_files};
use crate::error::{Error, Result};
use crate::sandbox::ops::Deps;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::os::unix::fs::FileExt;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes that are read or written at once.
const CHUNK: usize = 256 * 1024;

/// Files of more bytes are not compared line by line.
pub(super) const MAX_TEXT: u64 = 10 << 20;

/// A file to write once and read as often as needed.
#[derive(Debug, Clone)]
pub(super) struct Spool(Arc<File>);

impl Spool {
    /// An empty one.
    ///
    /// # Errors
    /// `no_space`, `denied`.
    pub(super) fn new(deps: &Deps) -> Result<Spool> {
        crate::fs::scratch(&deps.options.lists).map(|file| Spool(Arc::new(file)))
    }

    /// Has it written, after what it holds already.
    ///
    /// # Errors
    /// Those of `work`; `no_space`.
    pub(super) fn fill<T>(&self, work: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<T> {
        let mut sink = BufWriter::with_capacity(CHUNK, &*self.0);
        let done = work(&mut sink)?;
        sink.flush().map_err(unwritten)?;
        Ok(done)
    }

    /// Keeps a stream.
    ///
    /// # Errors
    /// The stream's; `no_space`.
    pub(super) fn keep(&self, stream: &mut dyn Read) -> Result<()> {
        self.fill(|sink| std::io::copy(stream, sink).map(drop).map_err(unwritten))
    }

    /// Reads it from its beginning.
    pub(super) fn open(&self) -> impl Read + Send + use<> {
        BufReader::with_capacity(CHUNK, Reading { file: Arc::clone(&self.0), at: 0 })
    }
}

fn unwritten(error: std::io::Error) -> Error {
    match error.kind() {
        // Who sent it says why.
        std::io::ErrorKind::UnexpectedEof => Error::new(crate::error::Kind::Damaged, "the archive was cut off"),
        _ => Error::io("keeping what was read", error),
    }
}

struct Reading {
    file: Arc<File>,
    at: u64,
}

impl Read for Reading {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read_at(buffer, self.at)?;
        self.at += count as u64;
        Ok(count)
    }
}

/// The content of some files.
#[derive(Debug, Clone)]
pub(super) struct Contents(Arc<Mutex<Kept>>);

#[derive(Debug)]
struct Kept {
    file: File,
    end: u64,
    /// Where each file lies; one whose content was not read has no place.
    places: HashMap<Vec<u8>, Option<(u64, u64)>>,
}

impl Contents {
    /// None yet.
    ///
    /// # Errors
    /// `no_space`, `denied`.
    pub(super) fn new(deps: &Deps) -> Result<Contents> {
        let file = crate::fs::scratch(&deps.options.lists)?;
        Ok(Contents(Arc::new(Mutex::new(Kept { file, end: 0, places: HashMap::new() }))))
    }

    /// Takes the wanted files out of an archive.
    ///
    /// # Errors
    /// `damaged`; `no_space`.
    pub(super) fn take(&self, stream: &mut dyn Read, names: &Names) -> Result<()> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut failed = None;
        read_files(stream, names, MAX_TEXT, |path, content| {
            let place = match content {
                Content::Unread => None,
                Content::SameAs(first) => kept.places.get(&first).copied().flatten(),
                Content::Whole(bytes) => {
                    let at = kept.end;
                    if let Err(error) = kept.file.write_all_at(&bytes, at) {
                        failed.get_or_insert(error);
                    }
                    kept.end += bytes.len() as u64;
                    Some((at, bytes.len() as u64))
                }
            };
            kept.places.insert(path, place);
            Ok(())
        })?;
        failed.map_or(Ok(()), |error| Err(unwritten(error)))
    }

    /// The content of a file; none where it was not read.
    ///
    /// # Errors
    /// When it can't be read back.
    pub(super) fn get(&self, path: &[u8]) -> Result<Option<Vec<u8>>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(Some((at, length))) = kept.places.get(path) else { return Ok(None) };
        let mut bytes = vec![0; usize::try_from(*length).unwrap_or(0)];
        kept.file.read_exact_at(&mut bytes, *at).map_err(|error| Error::io("reading back what was kept", error))?;
        Ok(Some(bytes))
    }
}
