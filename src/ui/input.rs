//! stdin of the process as pieces on a channel, and stdout as a sink: for commands whose streams are the user's.

use super::Ui;
use crate::sandbox::ops::exec::{Sink, Stream};
use bytes::Bytes;
use rustix::fs::FileType;
use std::io::{Read, Write};
use tokio::sync::mpsc;

/// Bytes read at once.
const PIECE: usize = 64 * 1024;

impl Ui {
    /// Whether stdin is something that was given to us to read: a pipe, a file or a socket; not a terminal, not /dev/null.
    pub fn stdin_is_given(&self) -> bool {
        let kind = rustix::fs::fstat(std::io::stdin()).map(|stat| FileType::from_raw_mode(stat.st_mode));
        matches!(kind, Ok(FileType::Fifo | FileType::RegularFile | FileType::Socket))
    }

    /// Reads stdin on a thread of its own, which a blocked read does not keep from exiting. The end of the channel is its end.
    pub fn stdin_pieces(&self) -> mpsc::Receiver<Bytes> {
        let (sender, receiver) = mpsc::channel(4);
        std::thread::spawn(move || {
            let mut stdin = std::io::stdin().lock();
            let mut buffer = vec![0u8; PIECE];
            loop {
                match stdin.read(&mut buffer) {
                    Ok(0) => return,
                    Ok(length) => {
                        if sender.blocking_send(Bytes::copy_from_slice(&buffer[..length])).is_err() {
                            return;
                        }
                    }
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                    Err(_) => return,
                }
            }
        });
        receiver
    }

    /// stdout and stderr for a command's output, unbuffered.
    pub fn raw_streams(&self) -> Box<dyn Sink> {
        Box::new(RawStreams)
    }

    /// stdout for bytes of any kind.
    pub fn raw_stdout(&self) -> Box<dyn Write + Send> {
        Box::new(RawStdout)
    }
}

/// Each call's bytes stay together, whoever else writes.
pub(super) struct RawStreams;

impl Sink for RawStreams {
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> std::io::Result<()> {
        match stream {
            Stream::Stdout => {
                super::terminal::note(bytes);
                let _alone = std::io::stdout().lock();
                RawStdout.write_all(bytes)
            }
            Stream::Stderr => std::io::stderr().lock().write_all(bytes),
        }
    }
}

/// stdout without the standard library's line buffer, which would hold a prompt back.
struct RawStdout;

impl Write for RawStdout {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Ok(rustix::io::write(rustix::stdio::stdout(), bytes)?)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
