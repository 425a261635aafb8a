//! The three streams, the bars drawn on one of them, and the lock that keeps their lines apart.

use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::hidden::Hidden;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// Which of the three streams are terminals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Terminals {
    /// Standard input.
    pub stdin: bool,
    /// Standard output.
    pub stdout: bool,
    /// Standard error.
    pub stderr: bool,
}

impl Terminals {
    /// Asks the operating system.
    pub fn detect() -> Self {
        Terminals {
            stdin: io::stdin().is_terminal(),
            stdout: io::stdout().is_terminal(),
            stderr: io::stderr().is_terminal(),
        }
    }
}

pub(super) struct Streams {
    pub(super) terminals: Terminals,
    out: Mutex<Box<dyn Write + Send>>,
    err: Mutex<Box<dyn Write + Send>>,
    bars: MultiProgress,
    drawn: AtomicUsize,
    /// What is not to be shown.
    pub(super) hidden: Hidden,
}

impl Streams {
    /// The streams of the process.
    pub(super) fn standard() -> Self {
        Streams::new(Terminals::detect(), Box::new(io::stdout()), Box::new(io::stderr()))
    }

    pub(super) fn new(terminals: Terminals, out: Box<dyn Write + Send>, err: Box<dyn Write + Send>) -> Self {
        let bars = MultiProgress::with_draw_target(ProgressDrawTarget::stderr());
        let (out, err) = (Mutex::new(out), Mutex::new(err));
        Streams { terminals, out, err, bars, drawn: AtomicUsize::new(0), hidden: Hidden::default() }
    }

    /// Writes to stdout and flushes: a consumer behind a pipe sees each result when it exists.
    pub(super) fn write_out(&self, bytes: &[u8]) -> io::Result<()> {
        let write = || {
            let mut out = lock(&self.out);
            out.write_all(bytes)?;
            out.flush()
        };
        if self.terminals.stdout { self.aside(write) } else { write() }
    }

    /// Writes to stderr. When that fails there is nowhere left to say so.
    pub(super) fn write_err(&self, text: &str) {
        let text = self.hidden.mask(text);
        self.aside(|| {
            let mut err = lock(&self.err);
            let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
        });
    }

    /// Does `work` with the bars off the screen. Nothing in `work` may report progress: the bars are locked.
    pub(super) fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        if self.drawn.load(Ordering::Acquire) == 0 { work() } else { self.bars.suspend(work) }
    }

    /// Puts a bar on the screen.
    pub(super) fn draw(&self, bar: &ProgressBar) {
        self.drawn.fetch_add(1, Ordering::AcqRel);
        self.bars.add(bar.clone());
    }

    /// Takes a bar off the screen.
    pub(super) fn erase(&self, bar: &ProgressBar) {
        bar.finish_and_clear();
        self.bars.remove(bar);
        self.drawn.fetch_sub(1, Ordering::AcqRel);
    }

    /// Takes every bar off the screen, for good: what still runs in the background draws no more.
    pub(super) fn end_drawing(&self) {
        if self.drawn.load(Ordering::Acquire) != 0 {
            // A terminal that has gone needs no clearing.
            let _ = self.bars.clear();
        }
        self.bars.set_draw_target(ProgressDrawTarget::hidden());
    }

    /// The width of the terminal at stdout.
    pub(super) fn width(&self) -> Option<usize> {
        if !self.terminals.stdout {
            return None;
        }
        let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
        // A terminal that does not know its size says 0.
        (size.ws_col > 0).then_some(usize::from(size.ws_col))
    }
}

/// Whether nobody is left at the other end of a stream.
pub(super) fn is_unheard(stream: &impl AsFd) -> bool {
    let mut ready = [PollFd::new(stream, PollFlags::empty())];
    // What can't be asked is taken to be heard: the next write tells.
    let asked = poll(&mut ready, Some(&Timespec::default()));
    asked.is_ok() && ready[0].revents().intersects(PollFlags::ERR | PollFlags::HUP)
}

/// A writer is as good after a panic elsewhere as before.
fn lock(writer: &Mutex<Box<dyn Write + Send>>) -> MutexGuard<'_, Box<dyn Write + Send>> {
    writer.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_without_a_reader_is_unheard_and_a_file_never() {
        let (reader, writer) = std::io::pipe().unwrap();
        assert!(!is_unheard(&writer));
        drop(reader);
        assert!(is_unheard(&writer));
        assert!(!is_unheard(&tempfile::tempfile().unwrap()));
    }
}
