//! A command whose output is kept, up to a limit, in the stead of being shown as it comes.

use super::Deps;
use super::exec::{self, Attached, Outcome, Sink, Stream};
use crate::error::{Error, Kind, Result};
use crate::guest::protocol::Exec;
use crate::registry::record::SandboxRecord;
use bytes::Bytes;
use std::sync::{Arc, Mutex};
use tokio::sync::mpsc;

/// A command that has ended, and what it wrote.
#[derive(Debug)]
pub struct Captured {
    /// How it went.
    pub outcome: Outcome,
    /// Its output.
    pub stdout: Vec<u8>,
    /// Its errors.
    pub stderr: Vec<u8>,
    /// There was more than the limit.
    pub truncated: bool,
}

/// Sees the output as it comes, on a thread of its own.
pub type Watch = Box<dyn FnMut(&[u8]) + Send>;

/// Runs a command and keeps the first `limit` bytes of each of its outputs.
///
/// # Errors
/// As [`exec::attached`].
pub async fn run(
    deps: &Deps,
    record: &SandboxRecord,
    command: Exec,
    stdin: Option<mpsc::Receiver<Bytes>>,
    limit: usize,
    watch: Option<Watch>,
) -> Result<Captured> {
    let kept = Arc::new(Mutex::new(Kept::default()));
    let sink = Box::new(Keeper { kept: Arc::clone(&kept), limit, watch });
    let outcome = exec::attached(deps, record, command, Attached { stdin, sizes: None, sink }).await?;
    let kept = std::mem::take(&mut *kept.lock().map_err(|_| Error::new(Kind::Failed, "the output was lost"))?);
    let Kept { stdout, stderr, truncated } = kept;
    Ok(Captured { outcome, stdout, stderr, truncated })
}

#[derive(Default)]
struct Kept {
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    truncated: bool,
}

struct Keeper {
    kept: Arc<Mutex<Kept>>,
    limit: usize,
    watch: Option<Watch>,
}

impl Sink for Keeper {
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> std::io::Result<()> {
        if let Some(watch) = &mut self.watch {
            watch(bytes);
        }
        let mut kept = self.kept.lock().map_err(|_| std::io::Error::other("the capture is gone"))?;
        let Kept { stdout, stderr, truncated } = &mut *kept;
        let held = if stream == Stream::Stdout { stdout } else { stderr };
        let room = self.limit - held.len().min(self.limit);
        *truncated |= bytes.len() > room;
        held.extend_from_slice(&bytes[..bytes.len().min(room)]);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_output_is_kept_up_to_the_limit_and_all_of_it_is_seen() {
        let kept = Arc::new(Mutex::new(Kept::default()));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let watch = {
            let seen = Arc::clone(&seen);
            Box::new(move |bytes: &[u8]| seen.lock().unwrap().extend_from_slice(bytes))
        };
        let mut keeper = Keeper { kept: Arc::clone(&kept), limit: 4, watch: Some(watch) };
        for (stream, bytes) in [(Stream::Stdout, &b"abc"[..]), (Stream::Stderr, b"1234"), (Stream::Stdout, b"def")] {
            assert!(!kept.lock().unwrap().truncated, "{stream:?}");
            keeper.write(stream, bytes).unwrap();
        }
        let kept = kept.lock().unwrap();
        assert_eq!((&kept.stdout[..], &kept.stderr[..], kept.truncated), (&b"abcd"[..], &b"1234"[..], true));
        assert_eq!(*seen.lock().unwrap(), b"abc1234def");
    }
}
