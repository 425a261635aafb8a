//! The live view: one screen that follows all sandboxes. The only user of ratatui and crossterm.

mod draw;
mod model;
mod order;
mod row;
#[cfg(test)]
mod tests;

pub use self::model::{Key, Model, Wish};
pub use self::row::Row;
use super::paint::Paint;
use super::terminal::{self, RawMode};
use super::{Ui, broken_output};
use crate::error::{Error, Kind, Result};
use crate::sandbox::report::{Event, Reporter};
use crossterm::event::{Event as TerminalEvent, EventStream, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use futures_util::StreamExt;
use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use std::io::{self, BufWriter, Write};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// The terminal as a whole, given back as it was when this is dropped, and also by a panic or a signal.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Noted>>>,
    keys: EventStream,
    coloured: bool,
    _raw: RawMode,
}

/// What comes from the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Ctrl-C, which is a key in raw mode.
    Interrupt,
    /// It has another size, or was covered: draw again.
    Redraw,
    /// It is gone.
    Gone,
}

impl Ui {
    /// Whether the live view can be shown: keys come from a terminal, and what is drawn goes to one.
    pub fn has_screen(&self) -> bool {
        let terminals = self.terminals();
        terminals.stdin && terminals.stdout && !self.options.dumb_terminal && !self.options.json && !self.options.quiet
    }

    /// Takes the whole terminal.
    ///
    /// # Errors
    /// When it refuses.
    pub fn screen(&self) -> Result<Screen> {
        let raw = self.raw_mode()?;
        let mut out = BufWriter::with_capacity(64 * 1024, Noted);
        // Another screen, without a cursor: what was noted is undone however this ends.
        out.write_all(b"\x1b[?1049h\x1b[?25l").and_then(|()| out.flush()).map_err(broken_output)?;
        let terminal = Terminal::new(CrosstermBackend::new(out)).map_err(broken_output)?;
        let coloured = Paint::choose(&self.options, true) == Paint::Coloured;
        Ok(Screen { terminal, keys: EventStream::new(), coloured, _raw: raw })
    }
}

impl Screen {
    /// Waits for the next key, or the like. May be dropped at any time.
    pub async fn input(&mut self) -> Input {
        loop {
            match self.keys.next().await {
                Some(Ok(TerminalEvent::Key(key))) => {
                    if let Some(input) = input(key) {
                        return input;
                    }
                }
                Some(Ok(TerminalEvent::Resize(..))) => return Input::Redraw,
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Input::Gone,
            }
        }
    }

    /// Draws the view as it stands at `now`; only what has changed goes to the terminal.
    ///
    /// # Errors
    /// When the terminal can't be written.
    pub fn draw(&mut self, model: &mut Model, now: Timestamp) -> Result<()> {
        let coloured = self.coloured;
        self.terminal.draw(|frame| draw::draw(frame, model, now, coloured)).map(drop).map_err(broken_output)
    }
}

fn input(key: KeyEvent) -> Option<Input> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    Some(Input::Key(match key.code {
        KeyCode::Char('c') if control => return Some(Input::Interrupt),
        KeyCode::Char(_) if control || key.modifiers.contains(KeyModifiers::ALT) => return None,
        KeyCode::Char(letter) => Key::Letter(letter),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        _ => return None,
    }))
}

/// How long nothing needs to be drawn that only time changes: ages in seconds, or a spinner.
pub fn pause(model: &Model) -> Duration {
    if model.is_busy() { row::TURN } else { Duration::from_secs(1) }
}

/// stdout, of which the terminal takes note to be able to put itself back.
struct Noted;

impl Write for Noted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = rustix::io::write(rustix::stdio::stdout(), bytes)?;
        terminal::note(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Hears what operations say while the view has the terminal: warnings are for the line below the rows.
pub struct Overheard(UnboundedSender<String>);

impl Overheard {
    /// One, and where the warnings come out.
    pub fn new() -> (Overheard, UnboundedReceiver<String>) {
        let (sender, receiver) = unbounded_channel();
        (Overheard(sender), receiver)
    }
}

impl Reporter for Overheard {
    fn report(&self, event: Event) {
        if let Event::Warning(text) = event {
            // The view may be gone already.
            let _ = self.0.send(text);
        }
    }
}

/// The failure of a view that has no terminal to be on.
pub fn no_screen() -> Error {
    Error::new(Kind::Usage, "the live view needs a terminal for keys and output")
        .hint("list once: sandcastle ls")
        .hint("or read usage as JSON: sandcastle stats --json")
}
