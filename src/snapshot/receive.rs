//! Takes in a snapshot that came as one file. Nothing of it is believed before it was checked, nothing is published
//! here, and nothing is held but the manifest.

use super::chain::{MAX_WINDOW, plain_limit};
use super::disk::DiskWriter;
use super::local::Staged;
use super::manifest::{MAX_BYTES, Manifest, Payload};
use super::portable::{BLOCK, DIGEST, IMAGE, ImageFile, MANIFEST, member, padding};
use super::seal::Sealed;
use super::write::{self, Tee};
use crate::archive::{self, ItemKind, Progress, lies_below, shown};
use crate::error::{Error, Kind, Result};
use std::cell::Cell;
use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use tar::Header;

/// So much may come of an image; beyond it, one that grows more than so many times is taken for a bomb.
const UNQUESTIONED: u64 = 1 << 30;
const MAX_GROWTH: u64 = 1000;

/// A snapshot that was taken in and is not published yet.
#[derive(Debug)]
pub struct Received {
    /// What it says of itself.
    pub manifest: Manifest,
    /// The image that it brings along.
    pub image: Option<ImageFile>,
}

/// Reads a file that an export made into `staged`, to its end, and checks all of it. An image goes to a file without a
/// name in `spools`.
///
/// # Errors
/// `damaged`, `wrong_state` for one of a newer form, `denied` for what a snapshot must not hold, `no_space`.
pub fn receive(
    source: &mut (dyn Read + Send),
    staged: &Staged,
    spools: &Path,
    progress: Option<&Progress>,
) -> Result<Received> {
    let mut input = BufReader::with_capacity(1 << 18, Sealed::new(source));
    if input.fill_buf().map_err(|error| unread(&error))?.is_empty() {
        return Err(damaged("it is empty"));
    }
    let (manifest, image) = head(&mut input, spools)?;
    if let Some(base) = &manifest.base {
        return Err(damaged(&format!("it only adds to {base}, and what is exported stands for itself")));
    }
    let index = tree(&mut input, &manifest, staged, progress)?;
    let mut more = [0];
    if input.read(&mut more).map_err(|error| unread(&error))? != 0 {
        return Err(damaged("something follows its end"));
    }
    check_paths(&staged.index())?;
    Ok(Received { manifest: Manifest { index, ..manifest }, image })
}

fn damaged(why: &str) -> Error {
    Error::new(Kind::Damaged, format!("the archive is damaged: {why}"))
}

/// An error of the source, or of what makes sense of it.
fn unread(error: &io::Error) -> Error {
    match error.raw_os_error() {
        Some(_) => Error::io("reading the archive", io::Error::from_raw_os_error(error.raw_os_error().unwrap_or(0))),
        None if error.kind() == io::ErrorKind::UnexpectedEof => damaged("it is cut off"),
        None => damaged(&crate::error::plain(error)),
    }
}

/// The first frame: the manifest, its digest, and perhaps the image.
fn head(input: &mut dyn BufRead, spools: &Path) -> Result<(Manifest, Option<ImageFile>)> {
    let failed = |error: io::Error| unread(&error);
    let taken = Cell::new(0);
    let counted = Counted { inner: input, taken: &taken };
    let mut frame = zstd::Decoder::with_buffer(counted).map_err(failed)?.single_frame();
    frame.window_log_max(MAX_WINDOW).map_err(failed)?;
    let size = next_member(&mut frame, MANIFEST)?.ok_or_else(|| missing(MANIFEST))?;
    let text = small(&mut frame, size)?;
    let size = next_member(&mut frame, DIGEST)?.ok_or_else(|| missing(DIGEST))?;
    let digest = small(&mut frame, size)?;
    if digest != format!("{}\n", blake3::hash(&text).to_hex()).as_bytes() {
        return Err(damaged("its manifest is not what was written (BLAKE3 differs)"));
    }
    let manifest = Manifest::parse("the archive", &text)?;
    let image = match next_member(&mut frame, IMAGE)? {
        None => None,
        Some(size) => {
            let image = image(&mut frame, size, &taken, spools)?;
            if next_member(&mut frame, "")?.is_some() {
                return Err(damaged("there is more beside its manifest than this version knows"));
            }
            Some(image)
        }
    };
    Ok((manifest, image))
}

fn missing(name: &str) -> Error {
    damaged(&match name {
        MANIFEST => "it holds no manifest, so no `snapshots export` made it".to_owned(),
        _ => format!("{name} is not where it should be"),
    })
}

/// The size of the next member, which must have this name; none at the end of the frame.
fn next_member(frame: &mut dyn Read, name: &str) -> Result<Option<u64>> {
    let mut block = Vec::new();
    Read::take(&mut *frame, BLOCK as u64).read_to_end(&mut block).map_err(|error| unread(&error))?;
    if block.is_empty() {
        return Ok(None);
    }
    let mut header = Header::new_gnu();
    let strange = || missing(name);
    if block.len() != BLOCK {
        return Err(strange());
    }
    header.as_mut_bytes().copy_from_slice(&block);
    let (size, time) = (header.size().map_err(|_| strange())?, header.mtime().map_err(|_| strange())?);
    if name.is_empty() || member(name, size, time)[..] != block[..] {
        return Err(strange());
    }
    Ok(Some(size))
}

/// A member that fits in memory.
fn small(frame: &mut dyn Read, size: u64) -> Result<Vec<u8>> {
    if size > MAX_BYTES {
        return Err(damaged("its manifest is larger than one can be"));
    }
    let mut content = Vec::new();
    Read::take(&mut *frame, size).read_to_end(&mut content).map_err(|error| unread(&error))?;
    if content.len() as u64 != size {
        return Err(damaged("it is cut off"));
    }
    pad(frame, size)?;
    Ok(content)
}

fn pad(frame: &mut dyn Read, size: u64) -> Result<()> {
    let mut rest = padding(size);
    frame.read_exact(&mut rest).map_err(|error| unread(&error))?;
    if rest.iter().any(|byte| *byte != 0) { Err(damaged("its padding is none")) } else { Ok(()) }
}

fn image(frame: &mut dyn Read, size: u64, taken: &Cell<u64>, spools: &Path) -> Result<ImageFile> {
    let unwritten = |error| Error::io("keeping the image", error);
    let mut file = tempfile::tempfile_in(spools).map_err(unwritten)?;
    let mut buffer = vec![0; 1 << 18];
    let mut made = 0;
    while made < size {
        let wanted = usize::try_from(size - made).unwrap_or(buffer.len()).min(buffer.len());
        let count = frame.read(&mut buffer[..wanted]).map_err(|error| unread(&error))?;
        if count == 0 {
            return Err(damaged("it is cut off"));
        }
        file.write_all(&buffer[..count]).map_err(unwritten)?;
        made += count as u64;
        if made > UNQUESTIONED && made / MAX_GROWTH > taken.get() {
            let message = format!("the image grows more than {MAX_GROWTH} times: it is taken for a bomb");
            return Err(Error::new(Kind::Denied, message));
        }
    }
    pad(frame, size)?;
    Ok(ImageFile { file, bytes: size })
}

/// Counts what is taken.
struct Counted<'c> {
    inner: &'c mut dyn BufRead,
    taken: &'c Cell<u64>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.taken.set(self.taken.get() + count as u64);
        Ok(count)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.taken.set(self.taken.get() + count as u64);
        self.inner.consume(count);
    }
}

/// The archive of the tree: kept as it is, read through, listed and held against the manifest. Its index, as written.
fn tree(
    input: &mut (dyn Read + Send),
    manifest: &Manifest,
    staged: &Staged,
    progress: Option<&Progress>,
) -> Result<Payload> {
    let unwritten = |error: io::Error| match error.kind() {
        io::ErrorKind::InvalidData => Error::new(Kind::Damaged, crate::error::plain(&error)).because(error),
        _ => Error::io("keeping the archive", error),
    };
    let mut file = DiskWriter::create(&staged.archive()).map_err(unwritten)?;
    let mut index = write::compressed(&staged.index(), 0)?;
    let mut stored = input.take(manifest.archive.bytes);
    let mut tee = Tee { stream: &mut stored, sink: &mut file, failed: None };
    let indexed = {
        let buffered = BufReader::with_capacity(1 << 18, &mut tee);
        let mut decoder = zstd::Decoder::with_buffer(buffered).map_err(|error| unread(&error))?;
        decoder.window_log_max(MAX_WINDOW).map_err(|error| unread(&error))?;
        archive::index(&mut decoder.take(plain_limit(manifest)), &mut index, progress)
    };
    if let Some(error) = tee.failed.take() {
        return Err(unwritten(error));
    }
    let indexed = indexed.map_err(|error| match Error::from(error) {
        error if matches!(error.kind(), Kind::Denied | Kind::NoSpace) => error,
        error => damaged(error.message()),
    })?;
    if file.finish().map_err(unwritten)? != manifest.archive {
        return Err(damaged("its files are not what was written (BLAKE3 differs)"));
    }
    let index = write::finish(index, &staged.index())?;
    if (indexed.entries, indexed.bytes, indexed.gone) != (manifest.files, manifest.bytes, manifest.gone) {
        return Err(damaged("it does not hold what its manifest says"));
    }
    Ok(index)
}

/// Nothing comes through a link or to a place of ours, and hard links lead to files of the archive.
fn check_paths(index: &Path) -> Result<()> {
    let read = |each: &mut dyn FnMut(archive::Item) -> Result<(), archive::ArchiveError>| -> Result<()> {
        archive::read_index(BufReader::new(super::chain::decoder(index)?), each)?;
        Ok(())
    };
    let mut targets = HashSet::new();
    let mut closed: Option<Vec<u8>> = None;
    let denied = |path: &[u8], why: &str| Err(archive::ArchiveError::Denied(format!("{}: {why}", shown(path))));
    read(&mut |item| {
        if closed.as_ref().is_some_and(|closed| lies_below(&item.path, closed)) {
            return denied(&item.path, "leads through a link or file of the archive");
        }
        if item.kind == ItemKind::Special {
            return denied(&item.path, "is a device, a fifo or a socket");
        }
        if item.path == b".sandcastle" || lies_below(&item.path, b".sandcastle") {
            return denied(&item.path, "is no place for files of a snapshot");
        }
        if item.kind == ItemKind::File && !item.link.is_empty() {
            targets.insert(item.link);
        }
        closed = (item.kind != ItemKind::Directory).then_some(item.path);
        Ok(())
    })?;
    if targets.is_empty() {
        return Ok(());
    }
    read(&mut |item| {
        if item.kind == ItemKind::Symlink || (item.kind == ItemKind::File && item.link.is_empty()) {
            targets.remove(&item.path);
        } else if item.kind == ItemKind::File && targets.contains(&item.link) {
            return denied(&item.path, "is a hard link to nothing before it in the archive");
        }
        Ok(())
    })
}
