//! Compressed tar streams, made plain on our side: what unpacks them inside gets no compression to be tricked with.
//! Nothing is held but the decompressor's window, whose size is limited too.

use std::cell::Cell;
use std::io::{BufReader, Cursor, ErrorKind, Read, Write};

use super::error::{ArchiveError, Result};

/// Bytes read and written at a time.
const PIECE: usize = 64 * 1024;
/// What `xz -9` needs, and a little more.
const XZ_MEMORY: u64 = 80 * 1024 * 1024;
/// The largest window of zstd as a power of two, 64 MiB; `--long` and `--ultra -22` want twice that.
const ZSTD_WINDOW: u32 = 26;
/// So much may come of anything; beyond it, a stream that grows more than so many times is taken for a bomb.
const UNQUESTIONED: u64 = 1024 * 1024 * 1024;
const MAX_GROWTH: u64 = 1000;

/// The compressions that are known by the first bytes of a stream.
const MAGIC: [(&[u8], &str); 5] = [
    (b"\x1f\x8b", "gzip"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"\x04\x22\x4d\x18", "lz4"),
];

/// The compression whose magic number a stream begins with.
pub(super) fn compression(start: &[u8]) -> Option<&'static str> {
    MAGIC.iter().find(|(magic, _)| start.starts_with(magic)).map(|(_, name)| *name)
}

/// Copies `stream` to `sink`, decompressed where it is compressed with gzip, xz, zstd or bzip2.
///
/// # Errors
/// `Damaged` for a compressed stream that is cut or broken, `Denied` for one that grows without measure.
pub fn decompress(stream: &mut dyn Read, sink: &mut dyn Write) -> Result<()> {
    let mut start = [0; 6];
    let mut filled = 0;
    while filled < start.len() {
        match stream.read(&mut start[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(unreadable("tar", &error)),
        }
    }
    let taken = Cell::new(0);
    let whole = Counted { inner: Cursor::new(&start[..filled]).chain(stream), count: &taken };
    let mut input = BufReader::with_capacity(PIECE, whole);
    let failed = |error: std::io::Error| unreadable("compressed", &error);
    match compression(&start[..filled]) {
        Some("gzip") => pour(&mut flate2::bufread::MultiGzDecoder::new(input), "gzip", &taken, sink),
        Some("bzip2") => pour(&mut bzip2::bufread::MultiBzDecoder::new(input), "bzip2", &taken, sink),
        Some("xz") => {
            let decoder = liblzma::stream::Stream::new_stream_decoder(XZ_MEMORY, liblzma::stream::CONCATENATED)
                .map_err(|error| failed(error.into()))?;
            pour(&mut liblzma::bufread::XzDecoder::new_stream(input, decoder), "xz", &taken, sink)
        }
        Some("zstd") => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(input).map_err(failed)?;
            decoder.window_log_max(ZSTD_WINDOW).map_err(failed)?;
            pour(&mut decoder, "zstd", &taken, sink)
        }
        // Plain, or what only a close look can tell: that is for who unpacks it.
        _ => pour(&mut input, "tar", &Cell::new(u64::MAX), sink),
    }
}

/// Moves everything; `taken` is how much came in.
fn pour(from: &mut dyn Read, name: &str, taken: &Cell<u64>, sink: &mut dyn Write) -> Result<()> {
    let mut buffer = vec![0; PIECE];
    let mut made = 0u64;
    loop {
        let count = match from.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => count,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(unreadable(name, &error)),
        };
        made += count as u64;
        if made > UNQUESTIONED && made / MAX_GROWTH > taken.get() {
            return Err(ArchiveError::Denied(format!(
                "the {name} stream grows more than {MAX_GROWTH} times: it is taken for a bomb"
            )));
        }
        sink.write_all(&buffer[..count]).map_err(|_| ArchiveError::Failed("the transfer was broken off".to_owned()))?;
    }
}

fn unreadable(name: &str, error: &std::io::Error) -> ArchiveError {
    let why = crate::error::plain(error);
    match error.kind() {
        ErrorKind::UnexpectedEof => ArchiveError::Damaged(format!("the {name} stream is cut off")),
        // A read of a pipe or file fails with a number of the system's; what decompressors find has none.
        _ if error.raw_os_error().is_none() => ArchiveError::Damaged(format!("the {name} stream is damaged: {why}")),
        _ => ArchiveError::Failed(format!("reading the {name} stream: {why}")),
    }
}

/// Counts what is read.
struct Counted<'c, R> {
    inner: R,
    count: &'c Cell<u64>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count.set(self.count.get() + count as u64);
        Ok(count)
    }
}
