//! A seal at the end of a file: the BLAKE3 of all before it, in a frame that zstd skips. It finds what the frames'
//! own checksums don't cover: unused bits of headers, files put together, and what was cut off or added.

use std::io::{self, Read, Write};

/// The magic number of a skippable frame (RFC 8878, 3.1.2) and the length of what is in it.
const HEAD: [u8; 8] = [0x53, 0x2a, 0x4d, 0x18, 32, 0, 0, 0];
/// Bytes of the whole seal.
const LENGTH: usize = HEAD.len() + 32;
/// Bytes read at a time.
const PIECE: usize = 128 * 1024;

/// Passes bytes on, and puts the seal under them.
pub struct Sealing<W> {
    sink: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Sealing<W> {
    /// Begins.
    pub fn new(sink: W) -> Sealing<W> {
        Sealing { sink, hasher: blake3::Hasher::new() }
    }

    /// Writes the seal, and gives the sink back.
    ///
    /// # Errors
    /// The sink's.
    pub fn finish(mut self) -> io::Result<W> {
        self.sink.write_all(&HEAD)?;
        self.sink.write_all(self.hasher.finalize().as_bytes())?;
        self.sink.flush()?;
        Ok(self.sink)
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.sink.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

/// Reads what stands before a seal. The end comes only when the seal was found to fit.
pub struct Sealed<R> {
    source: R,
    hasher: blake3::Hasher,
    /// What was read, with the part that was given out already before `start`.
    held: Vec<u8>,
    start: usize,
    ended: bool,
}

impl<R: Read> Sealed<R> {
    /// Begins.
    pub fn new(source: R) -> Sealed<R> {
        Sealed { source, hasher: blake3::Hasher::new(), held: Vec::new(), start: 0, ended: false }
    }

    /// Bytes that are no part of the seal, as far as is known.
    fn ready(&self) -> usize {
        (self.held.len() - self.start).saturating_sub(LENGTH)
    }

    fn fill(&mut self) -> io::Result<()> {
        while self.ready() == 0 && !self.ended {
            self.held.drain(..self.start);
            self.start = 0;
            let before = self.held.len();
            self.held.resize(before + PIECE, 0);
            let read = self.source.read(&mut self.held[before..]);
            self.held.truncate(before + *read.as_ref().unwrap_or(&0));
            match read {
                Ok(0) => {
                    self.check()?;
                    self.ended = true;
                }
                Err(error) if error.kind() != io::ErrorKind::Interrupted => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    fn check(&self) -> io::Result<()> {
        let expected = self.hasher.finalize();
        match self.held[self.start..].split_at_checked(HEAD.len()) {
            Some((head, digest)) if head == HEAD && digest == expected.as_bytes() => Ok(()),
            Some((head, digest)) if head == HEAD && digest.len() == 32 => {
                Err(io::Error::new(io::ErrorKind::InvalidData, "its content is not what was written (BLAKE3 differs)"))
            }
            _ => Err(io::Error::new(io::ErrorKind::InvalidData, "it is cut off, or something follows its end")),
        }
    }
}

impl<R: Read> Read for Sealed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let count = self.ready().min(buffer.len());
        let given = &self.held[self.start..self.start + count];
        buffer[..count].copy_from_slice(given);
        self.hasher.update(given);
        self.start += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(content: &[u8]) -> Vec<u8> {
        let mut sealing = Sealing::new(Vec::new());
        sealing.write_all(content).unwrap();
        sealing.finish().unwrap()
    }

    fn read(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        Sealed::new(bytes).read_to_end(&mut content).map(|_| content)
    }

    #[test]
    fn what_is_sealed_is_read_whole() {
        for length in [0, 1, 39, 40, 41, PIECE - 1, PIECE, 3 * PIECE + 7] {
            let content: Vec<u8> = (0..length).map(|number| number as u8).collect();
            assert_eq!(read(&sealed(&content)).unwrap(), content);
        }
    }

    #[test]
    fn no_other_bytes_are() {
        let good = sealed(b"content");
        for bit in 0..good.len() * 8 {
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(read(&bad).is_err(), "bit {bit}");
        }
        for end in 0..good.len() {
            assert!(read(&good[..end]).is_err(), "cut at {end}");
        }
        assert!(read(&[&good[..], b"x"].concat()).is_err());
        assert!(read(&[&good[..], &good].concat()).is_err());
    }
}
