//! A `Ui` that writes into memory, for tests of everything that shows something.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use super::streams::{Streams, Terminals};
use super::{Options, Ui};

/// What was written to one stream.
#[derive(Clone, Default)]
pub(crate) struct Captured(pub(super) Arc<Mutex<Vec<u8>>>);

impl Captured {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A `Ui` off a terminal, its stdout and its stderr.
pub(crate) fn captured(options: Options) -> (Ui, Captured, Captured) {
    let (out, err) = (Captured::default(), Captured::default());
    let ui = over(options, Terminals::default(), out.clone(), err.clone());
    (ui, out, err)
}

/// A `Ui` over any streams.
pub(crate) fn over(
    options: Options,
    terminals: Terminals,
    out: impl Write + Send + 'static,
    err: impl Write + Send + 'static,
) -> Ui {
    Ui::over(options, Streams::new(terminals, Box::new(out), Box::new(err)))
}
