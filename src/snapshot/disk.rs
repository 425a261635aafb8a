//! A large file written past the page cache, on a thread of its own, and read back from the disk as it grows: what is
//! said to be there is there, and memory stays free for what is looked at again.

use super::manifest::Payload;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

/// What is written at once. Disks want addresses and lengths in whole sectors, the largest of which has [`ALIGNMENT`].
const BLOCK: usize = 1 << 20;
const ALIGNMENT: usize = 4096;
/// Blocks between two who work at different speeds.
const WAITING: usize = 3;
/// All there are: one is being filled, one written, one compared, and some wait.
const BLOCKS: usize = 8;

/// Memory that a disk reads and writes without a copy.
struct Block {
    memory: Vec<u8>,
    start: usize,
    filled: usize,
}

impl Block {
    fn new() -> Block {
        let memory = vec![0; BLOCK + ALIGNMENT];
        let start = memory.as_ptr().align_offset(ALIGNMENT);
        Block { memory, start, filled: 0 }
    }

    fn filled(&self) -> &[u8] {
        &self.memory[self.start..self.start + self.filled]
    }

    fn whole(&mut self) -> &mut [u8] {
        &mut self.memory[self.start..self.start + BLOCK]
    }
}

/// Writes a file, digests it, and compares it with what the disk gives back.
pub struct DiskWriter {
    block: Block,
    full: Option<SyncSender<Block>>,
    empty: Receiver<Block>,
    thread: Option<JoinHandle<io::Result<Payload>>>,
}

impl DiskWriter {
    /// Begins a new file.
    ///
    /// # Errors
    /// When it can't be made, or a thread not be started.
    pub fn create(path: &Path) -> io::Result<DiskWriter> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        let mode = Mode::RUSR | Mode::WUSR;
        let (file, direct) = match rustix::fs::open(path, flags | OFlags::DIRECT, mode) {
            Ok(file) => (file, true),
            // Not every file system can; the file is there then, on some.
            Err(Errno::INVAL) => (rustix::fs::open(path, flags.difference(OFlags::EXCL) | OFlags::TRUNC, mode)?, false),
            Err(errno) => return Err(errno.into()),
        };
        let (full, blocks) = sync_channel(WAITING);
        let (given_back, empty) = sync_channel(BLOCKS + 1);
        for _ in 0..BLOCKS {
            let _ = given_back.send(Block::new());
        }
        let disk = Disk { file: Arc::new(file.into()), direct, written: 0, digest: blake3::Hasher::new() };
        let spawned = std::thread::Builder::new().name("disk".to_owned()).spawn(move || disk.run(&blocks, given_back));
        Ok(DiskWriter { block: Block::new(), full: Some(full), empty, thread: Some(spawned?) })
    }

    /// Ends the file: it is on disk, and is what was written.
    ///
    /// # Errors
    /// `StorageFull` and its like; `InvalidData` when the disk gives back something else.
    pub fn finish(mut self) -> io::Result<Payload> {
        if self.block.filled > 0 {
            self.pass()?;
        }
        self.full = None;
        self.end()
    }

    /// Hands the block over, and takes an empty one.
    fn pass(&mut self) -> io::Result<()> {
        let Ok(next) = self.empty.recv() else { return Err(self.end().err().unwrap_or_else(broken)) };
        let full = std::mem::replace(&mut self.block, next);
        match self.full.as_ref().map(|sender| sender.send(full)) {
            Some(Ok(())) => Ok(()),
            _ => Err(self.end().err().unwrap_or_else(broken)),
        }
    }

    /// What the thread came to.
    fn end(&mut self) -> io::Result<Payload> {
        self.thread.take().ok_or_else(broken)?.join().map_err(|_| broken())?
    }
}

impl Write for DiskWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let block = &mut self.block;
        let count = bytes.len().min(BLOCK - block.filled);
        let at = block.start + block.filled;
        block.memory[at..at + count].copy_from_slice(&bytes[..count]);
        block.filled += count;
        if block.filled == BLOCK {
            self.pass()?;
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for DiskWriter {
    fn drop(&mut self) {
        self.full = None;
        // What was begun is somebody's staged file: it must not be written to when that is gone.
        let _ = self.end();
    }
}

fn broken() -> io::Error {
    io::Error::other("the thread that writes has failed")
}

struct Disk {
    file: Arc<File>,
    direct: bool,
    written: u64,
    digest: blake3::Hasher,
}

impl Disk {
    fn run(mut self, blocks: &Receiver<Block>, given_back: SyncSender<Block>) -> io::Result<Payload> {
        let (sender, receiver) = sync_channel(WAITING);
        let file = Arc::clone(&self.file);
        let reader = std::thread::Builder::new().name("verify".to_owned());
        let reader = reader.spawn(move || read_back(&file, &receiver, &given_back))?;
        let written = self.write_all_of(blocks, &sender);
        drop(sender);
        let verified = reader.join().map_err(|_| broken())?;
        // A block that is not as it was given explains why nobody took the next.
        verified?;
        written?;
        Ok(Payload { bytes: self.written, blake3: self.digest.finalize().to_hex().to_string() })
    }

    fn write_all_of(&mut self, blocks: &Receiver<Block>, written: &SyncSender<(u64, Block)>) -> io::Result<()> {
        while let Ok(block) = blocks.recv() {
            if block.filled < BLOCK {
                // The last one has no whole sectors.
                self.indirect()?;
            }
            self.file.write_all_at(block.filled(), self.written)?;
            self.digest.update(block.filled());
            let at = self.written;
            self.written += block.filled as u64;
            written.send((at, block)).map_err(|_| broken())?;
        }
        self.file.sync_all()
    }

    fn indirect(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.direct) {
            let flags = rustix::fs::fcntl_getfl(self.file.as_fd())?;
            rustix::fs::fcntl_setfl(self.file.as_fd(), flags.difference(OFlags::DIRECT))?;
        }
        Ok(())
    }
}

/// Compares what the disk gives back with what it was given, block by block.
fn read_back(file: &File, written: &Receiver<(u64, Block)>, given_back: &SyncSender<Block>) -> io::Result<()> {
    let mut spare = Block::new();
    while let Ok((at, mut block)) = written.recv() {
        let found = &mut spare.whole()[..block.filled];
        file.read_exact_at(found, at)?;
        if found != block.filled() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the disk does not give back what was written"));
        }
        block.filled = 0;
        // Who writes may have ended.
        let _ = given_back.send(block);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_every_length_are_on_disk_as_they_were_given() {
        let folder = tempfile::tempdir().unwrap();
        for length in [0, 1, ALIGNMENT, BLOCK - 1, BLOCK, BLOCK + 1, 20 * BLOCK + 77] {
            let content: Vec<u8> = (0..length).map(|at| (at * 31 % 251) as u8).collect();
            let path = folder.path().join(length.to_string());
            let mut writer = DiskWriter::create(&path).unwrap();
            for part in content.chunks(100_003) {
                writer.write_all(part).unwrap();
            }
            let payload = writer.finish().unwrap();
            assert_eq!(payload.bytes, length as u64);
            assert_eq!(payload.blake3, blake3::hash(&content).to_hex().to_string());
            assert!(std::fs::read(&path).unwrap() == content, "{length}");
        }
    }

    #[test]
    fn one_that_is_dropped_half_way_ends_its_thread() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("half");
        let mut writer = DiskWriter::create(&path).unwrap();
        writer.write_all(&vec![7; 3 * BLOCK + 5]).unwrap();
        drop(writer);
        assert!(std::fs::metadata(&path).unwrap().len() <= 3 * BLOCK as u64 + 5);
        assert!(DiskWriter::create(&path).is_err());
    }
}
