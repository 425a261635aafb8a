//! The terminal in raw mode for a command with a PTY: its size, and its restoration whatever happens.

use super::Ui;
use crate::error::{Error, Kind, Result};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};
use std::sync::{Mutex, PoisonError};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;

/// How the terminal was before raw mode: also for an exit that drops nothing.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// A terminal in raw mode; put back when this is dropped.
#[derive(Debug)]
pub struct RawMode(());

/// Puts the terminal back as it was before raw mode, if it is in it.
pub fn restore() {
    let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(before) = before {
        // Nothing more can be done for a terminal that is gone.
        let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &before);
    }
}

impl RawMode {
    fn enter() -> Result<RawMode> {
        let refused =
            |cause: rustix::io::Errno| Error::new(Kind::Failed, "putting the terminal into raw mode").because(cause);
        let before = tcgetattr(std::io::stdin()).map_err(refused)?;
        let mut raw = before.clone();
        raw.make_raw();
        tcsetattr(std::io::stdin(), OptionalActions::Now, &raw).map_err(refused)?;
        *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
        Ok(RawMode(()))
    }
}

impl Drop for RawMode {
    fn drop(&mut self) {
        restore();
    }
}

/// A terminal that is joined to a PTY.
#[derive(Debug)]
pub struct Attached {
    /// Keeps raw mode on, where keys are passed on.
    pub raw: Option<RawMode>,
    /// Rows and columns now.
    pub size: (u16, u16),
    /// Rows and columns whenever they change.
    pub sizes: mpsc::Receiver<(u16, u16)>,
}

impl Ui {
    /// Joins the terminal to a PTY on the other side: in raw mode where its keys are passed on. Elsewhere Ctrl-C is ours.
    ///
    /// # Errors
    /// `usage` when stdin is no terminal.
    pub fn attach_terminal(&self, interactive: bool) -> Result<Attached> {
        if !self.terminals().stdin {
            return Err(
                Error::usage("stdin is not a terminal, so -t has nothing to join a PTY to").hint("leave -t out")
            );
        }
        let size = size();
        let (sender, sizes) = mpsc::channel(1);
        let mut changes = signal(SignalKind::window_change())
            .map_err(|cause| Error::new(Kind::Failed, "listening for the window's size").because(cause))?;
        tokio::spawn(async move {
            while changes.recv().await.is_some() {
                if sender.send(self::size()).await.is_err() {
                    return;
                }
            }
        });
        let raw = interactive.then(RawMode::enter).transpose()?;
        Ok(Attached { raw, size, sizes })
    }
}

fn size() -> (u16, u16) {
    match tcgetwinsize(std::io::stdin()) {
        Ok(size) if size.ws_row > 0 && size.ws_col > 0 => (size.ws_row, size.ws_col),
        _ => (24, 80),
    }
}
