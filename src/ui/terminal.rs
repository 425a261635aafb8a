//! The terminal in raw mode for a command with a PTY: its size, and its restoration whatever happens.

use super::Ui;
use super::modes::Modes;
use crate::error::{Error, Kind, Result};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::io::dup;
use rustix::termios::{
    LocalModes, OptionalActions, QueueSelector, Termios, isatty, tcflush, tcgetattr, tcgetwinsize, tcsetattr,
};
use std::sync::{Mutex, MutexGuard, Once, PoisonError, TryLockError};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;

/// How the terminal was before raw mode: also for an exit that drops nothing.
static BEFORE: Mutex<Option<Before>> = Mutex::new(None);

/// The longest that a terminal is waited for which takes no output.
const PATIENCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };

/// A terminal in raw mode, or in another one for a while; put back when this is dropped.
#[derive(Debug)]
pub struct RawMode(());

#[derive(Debug)]
struct Before {
    keys: OwnedFd,
    attributes: Termios,
    /// Where the output goes, if that is a terminal, and what it did to it.
    screen: Option<(OwnedFd, Modes)>,
}

impl Before {
    /// Nothing more can be done for a terminal that is gone: errors do not count here.
    fn restore(self) {
        // What was typed for the other side, or pasted, is not for whoever reads the terminal next.
        let _ = tcflush(&self.keys, QueueSelector::IFlush);
        let _ = tcsetattr(&self.keys, OptionalActions::Now, &self.attributes);
        let Some((screen, modes)) = self.screen else { return };
        let undo = modes.undo();
        let mut ready = [PollFd::new(&screen, PollFlags::OUT)];
        if !undo.is_empty() && poll(&mut ready, Some(&PATIENCE)).is_ok_and(|count| count > 0) {
            let _ = rustix::io::write(&screen, undo.as_bytes());
        }
    }
}

fn before() -> MutexGuard<'static, Option<Before>> {
    BEFORE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts the terminal back as it was before raw mode, if it is in it.
pub fn restore() {
    let before = before().take();
    if let Some(before) = before {
        before.restore();
    }
}

/// The same in the middle of a panic, which may have happened with the lock held.
fn restore_in_panic() {
    let before = match BEFORE.try_lock() {
        Ok(mut before) => before.take(),
        Err(TryLockError::Poisoned(before)) => before.into_inner().take(),
        Err(TryLockError::WouldBlock) => None,
    };
    if let Some(before) = before {
        before.restore();
    }
}

/// Takes note of what goes to the terminal in raw mode.
pub(super) fn note(output: &[u8]) {
    if let Some(Before { screen: Some((_, modes)), .. }) = &mut *before() {
        modes.read(output);
    }
}

impl RawMode {
    fn enter(keys: BorrowedFd<'_>, screen: BorrowedFd<'_>, change: fn(&mut Termios)) -> Result<RawMode> {
        let refused =
            |cause: rustix::io::Errno| Error::new(Kind::Failed, "changing the terminal's mode").because(cause);
        let attributes = tcgetattr(keys).map_err(refused)?;
        let screen = isatty(screen).then(|| dup(screen)).transpose().map_err(refused)?;
        let keys = dup(keys).map_err(refused)?;
        let mut changed = attributes.clone();
        change(&mut changed);
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let others = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                restore_in_panic();
                others(panic);
            }));
        });
        let mut before = before();
        tcsetattr(&keys, OptionalActions::Now, &changed).map_err(refused)?;
        *before = Some(Before { keys, attributes, screen: screen.map(|screen| (screen, Modes::default())) });
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
        self.require_terminal()?;
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
        let raw = interactive.then(|| self.raw_mode()).transpose()?;
        Ok(Attached { raw, size, sizes })
    }

    /// Fails where there is no terminal to join a PTY to.
    ///
    /// # Errors
    /// `usage`.
    pub fn require_terminal(&self) -> Result<()> {
        if self.terminals().stdin {
            return Ok(());
        }
        Err(Error::usage("stdin is not a terminal, so -t has nothing to join a PTY to").hint("leave -t out"))
    }

    /// Leaves the line that somebody else's output ended in.
    pub fn new_line(&self) {
        if self.terminals().stderr {
            self.streams.write_err("\n");
        }
    }

    /// Puts the terminal into raw mode until the value is dropped.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub fn raw_mode(&self) -> Result<RawMode> {
        RawMode::enter(std::io::stdin().as_fd(), std::io::stdout().as_fd(), Termios::make_raw)
    }

    /// Shows nothing of what is typed until the value is dropped; Ctrl-C is Ctrl-C.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub(super) fn hidden_keys(&self) -> Result<RawMode> {
        let hide = |attributes: &mut Termios| attributes.local_modes.remove(LocalModes::ECHO);
        RawMode::enter(std::io::stdin().as_fd(), std::io::stdout().as_fd(), hide)
    }
}

fn size() -> (u16, u16) {
    match tcgetwinsize(std::io::stdin()) {
        Ok(size) if size.ws_row > 0 && size.ws_col > 0 => (size.ws_row, size.ws_col),
        _ => (24, 80),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, unlockpt};

    #[test]
    fn a_panic_puts_the_terminal_back_and_so_does_the_end() {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).and_then(|()| unlockpt(&master)).unwrap();
        let terminal = ioctl_tiocgptpeer(&master, OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        let cooked = || tcgetattr(&terminal).unwrap().local_modes.contains(LocalModes::ICANON | LocalModes::ECHO);
        let said = || {
            let mut buffer = [0; 256];
            let count = rustix::io::read(&master, &mut buffer).unwrap();
            String::from_utf8_lossy(&buffer[..count]).into_owned()
        };
        assert!(cooked());

        let raw = RawMode::enter(terminal.as_fd(), terminal.as_fd(), Termios::make_raw).unwrap();
        assert!(!cooked());
        note(b"\x1b[?1049h\x1b[?25l");
        drop(raw);
        assert!(cooked());
        assert_eq!(said(), "\x1b[?25h\x1b[?1049l");

        let raw = RawMode::enter(terminal.as_fd(), terminal.as_fd(), Termios::make_raw).unwrap();
        note(b"\x1b[?2004h");
        let seen = std::thread::spawn(|| {
            let _held = BEFORE.lock().unwrap();
            panic!("with the lock held");
        });
        seen.join().unwrap_err();
        assert!(!cooked(), "nothing can be done, and nothing hangs");
        std::thread::spawn(|| panic!("in our own code")).join().unwrap_err();
        assert!(cooked());
        assert_eq!(said(), "\x1b[?2004l");
        drop(raw);
    }
}
