//! A snapshot as one file: a frame of zstd with the manifest, its digest and perhaps the image, then the archive as it
//! is stored, then a seal. The frames together are one tar stream, which `tar --zstd -t` lists.

use super::compact::Whole;
use super::seal::Sealing;
use crate::error::{Error, Kind, Result};
use crate::snapshot::Manifest;
use std::fs::File;
use std::io::{self, Read, Write};
use tar::{EntryType, Header};

/// What the snapshot says of itself.
pub(super) const MANIFEST: &str = ".sandcastle/manifest.json";
/// The BLAKE3 of that: found to fit before anything of it is believed.
pub(super) const DIGEST: &str = ".sandcastle/manifest.b3";
/// The image, as the engine saves it.
pub(super) const IMAGE: &str = ".sandcastle/image.tar";
/// The unit of a tar stream.
pub(super) const BLOCK: usize = 512;
/// zstd's level: the fastest of the usual ones.
const LEVEL: i32 = 1;

/// An image as the engine saves it, in a file without a name.
#[derive(Debug)]
pub struct ImageFile {
    /// The file.
    pub file: File,
    /// Its length in bytes.
    pub bytes: u64,
}

/// Writes a snapshot to `sink`.
///
/// # Errors
/// `damaged` when its files are not what they were; `no_space`, and what else the sink says.
pub fn export(whole: &Whole, image: Option<&ImageFile>, sink: impl Write) -> Result<()> {
    let manifest = whole.manifest.to_json()?;
    let unwritten = |error: io::Error| match error.kind() {
        io::ErrorKind::BrokenPipe => Error::new(Kind::ClosedPipe, "the reader of the archive has gone").because(error),
        _ => Error::io("writing the archive", error),
    };
    let mut sealing = Sealing::new(sink);
    write_head(&manifest, &whole.manifest, image, &mut sealing).map_err(unwritten)?;
    let path = whole.archive();
    let unread = |error| Error::io(format!("reading {}", path.display()), error);
    let mut stored = File::open(path).map_err(unread)?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        let count = stored.read(&mut buffer).map_err(unread)?;
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
        sealing.write_all(&buffer[..count]).map_err(unwritten)?;
    }
    if hasher.finalize().to_hex().as_str() != whole.manifest.archive.blake3 {
        return Err(Error::new(Kind::Damaged, format!("{} changed while it was read", path.display())));
    }
    sealing.finish().map(drop).map_err(unwritten)
}

fn write_head(text: &[u8], manifest: &Manifest, image: Option<&ImageFile>, sink: &mut dyn Write) -> io::Result<()> {
    let mut encoder = zstd::Encoder::new(sink, LEVEL)?;
    encoder.include_checksum(true)?;
    if image.is_some() {
        let threads = std::thread::available_parallelism().map_or(1, |count| u32::try_from(count.get()).unwrap_or(1));
        encoder.multithread(threads)?;
    }
    let time = u64::try_from(manifest.created_at.as_second()).unwrap_or(0);
    let digest = format!("{}\n", blake3::hash(text).to_hex());
    for (name, content) in [(MANIFEST, text), (DIGEST, digest.as_bytes())] {
        encoder.write_all(&member(name, content.len() as u64, time))?;
        encoder.write_all(content)?;
        encoder.write_all(&padding(content.len() as u64))?;
    }
    if let Some(image) = image {
        encoder.write_all(&member(IMAGE, image.bytes, time))?;
        let mut file = &image.file;
        io::Seek::rewind(&mut file)?;
        let copied = io::copy(&mut file.take(image.bytes), &mut encoder)?;
        if copied != image.bytes {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        encoder.write_all(&padding(image.bytes))?;
    }
    // No end of the archive: the tree follows.
    encoder.finish()?.flush()
}

/// The header of a member: there is one way to write it, so that a reader can tell every other one.
pub(super) fn member(name: &str, size: u64, time: u64) -> [u8; BLOCK] {
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Regular);
    header.set_mode(0o600);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(time);
    header.set_size(size);
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_cksum();
    *header.as_bytes()
}

/// What fills the last block of a member.
pub(super) fn padding(size: u64) -> Vec<u8> {
    vec![0; usize::try_from(size.wrapping_neg() % BLOCK as u64).unwrap_or(0)]
}
