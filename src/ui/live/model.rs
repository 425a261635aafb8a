//! What the live view knows and how keys change it. Draws nothing and does nothing to a sandbox: it only says what is
//! wished.

use super::order::Order;
use super::row::{Measured, Row};
use crate::sandbox::id::Id;
use crate::sandbox::ops::stats::Usage;
use crate::sandbox::status::State;
use std::collections::HashMap;

/// A key, as far as the view knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A letter.
    Letter(char),
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// Backspace.
    Backspace,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// The order before.
    Left,
    /// The next order.
    Right,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// The first row.
    Home,
    /// The last row.
    End,
}

/// What a key asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// To leave.
    Quit,
    /// To see all about a sandbox.
    Details(Id),
    /// To stop it.
    Stop(Id),
    /// To remove it.
    Kill(Id),
    /// To try its failed operation again.
    Retry(Id),
}

/// What the screen shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mode {
    /// The rows.
    Rows,
    /// The rows, while a filter is typed.
    Filter,
    /// The rows, and a question.
    Confirm(Wish, String),
    /// What the keys do.
    Help,
    /// All about one sandbox, scrolled by so many lines.
    Details(String, Vec<String>, usize),
}

/// The state of the view.
#[derive(Debug)]
pub struct Model {
    rows: Vec<Row>,
    measured: HashMap<Id, Measured>,
    selected: Option<Id>,
    /// The first row on the screen, and how many fit on it.
    first: usize,
    fitting: usize,
    pub(super) order: Order,
    pub(super) reversed: bool,
    pub(super) filter: String,
    pub(super) mode: Mode,
    notice: Option<String>,
    trouble: Option<String>,
}

impl Default for Model {
    fn default() -> Model {
        Model {
            rows: Vec::new(),
            measured: HashMap::new(),
            selected: None,
            first: 0,
            fitting: 1,
            order: Order::Age,
            reversed: false,
            filter: String::new(),
            mode: Mode::Rows,
            notice: None,
            trouble: None,
        }
    }
}

impl Model {
    /// Takes in how all sandboxes stand. The engine answers again.
    pub fn set_rows(&mut self, rows: Vec<Row>) {
        let at = self.index();
        self.trouble = None;
        self.measured.retain(|id, _| rows.iter().any(|row| row.id == *id));
        for row in rows.iter().filter(|row| !counts(row.state)) {
            if let Some(measured) = self.measured.get_mut(&row.id) {
                measured.stop();
            }
        }
        self.rows = rows;
        self.arrange();
        self.reselect(at);
    }

    /// Takes in what a sandbox uses now.
    pub fn set_usage(&mut self, id: &Id, usage: Usage) {
        if self.rows.iter().any(|row| row.id == *id && counts(row.state)) {
            self.measured.entry(id.clone()).or_default().see(usage);
            self.arrange();
        }
    }

    /// Takes in how large the sandboxes are.
    pub fn set_disk(&mut self, sizes: &HashMap<Id, u64>) {
        for (id, bytes) in sizes.iter().filter(|(id, _)| self.rows.iter().any(|row| row.id == **id)) {
            self.measured.entry(id.clone()).or_default().disk = Some(*bytes);
        }
        self.arrange();
    }

    /// Says something until the next key.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(text.into());
    }

    /// Says why nothing new is known, until it is.
    pub fn set_trouble(&mut self, text: impl Into<String>) {
        self.trouble = Some(text.into());
    }

    /// Shows all about a sandbox, if it is still waited for.
    pub fn show_details(&mut self, title: String, lines: Vec<String>) {
        self.notice = None;
        if matches!(self.mode, Mode::Rows | Mode::Details(..)) {
            self.mode = Mode::Details(title, lines, 0);
        }
    }

    /// The sandboxes on the screen of which something can be read.
    pub fn counted(&self) -> Vec<Id> {
        let on_screen = self.shown().into_iter().skip(self.first).take(self.fitting);
        on_screen.filter(|row| counts(row.state)).map(|row| row.id.clone()).collect()
    }

    /// Whether something goes on that a spinner shows.
    pub fn is_busy(&self) -> bool {
        self.rows.iter().any(Row::is_busy)
    }

    /// Does what a key means; says what else is wished.
    pub fn press(&mut self, key: Key) -> Option<Wish> {
        self.notice = None;
        match std::mem::replace(&mut self.mode, Mode::Rows) {
            Mode::Rows => self.press_on_rows(key),
            Mode::Filter => {
                self.press_in_filter(key);
                None
            }
            Mode::Confirm(wish, _) => (key == Key::Letter('y')).then_some(wish),
            Mode::Help => None,
            Mode::Details(title, lines, at) => {
                let last = lines.len().saturating_sub(1);
                let at = match key {
                    Key::Up => at.saturating_sub(1),
                    Key::Down => (at + 1).min(last),
                    Key::PageUp => at.saturating_sub(self.fitting),
                    Key::PageDown => (at + self.fitting).min(last),
                    Key::Home => 0,
                    Key::End => last,
                    _ => return None,
                };
                self.mode = Mode::Details(title, lines, at);
                None
            }
        }
    }

    fn press_on_rows(&mut self, key: Key) -> Option<Wish> {
        let ask = |model: &mut Model, verb: &str, loss: &str, wish: fn(Id) -> Wish| {
            if let Some((id, name)) = model.selected_row().map(|row| (row.id.clone(), row.name.clone())) {
                model.mode = Mode::Confirm(wish(id), format!("{verb} {name}{loss}?"));
            }
        };
        match key {
            Key::Letter('q') => return Some(Wish::Quit),
            Key::Letter('l') | Key::Enter => return self.selected_row().map(|row| Wish::Details(row.id.clone())),
            Key::Letter('r') => match self.selected_row() {
                Some(row) if row.error.is_some() => return Some(Wish::Retry(row.id.clone())),
                Some(_) => self.say("no operation failed here: there is nothing to retry"),
                None => {}
            },
            Key::Letter('s') => ask(self, "stop", "", Wish::Stop),
            Key::Letter('k') => ask(self, "kill", " with all its files", Wish::Kill),
            Key::Letter('?' | 'h') => self.mode = Mode::Help,
            Key::Letter('/') => self.mode = Mode::Filter,
            Key::Letter('o') => self.reversed = !self.reversed,
            Key::Letter('>') | Key::Right => self.order = self.order.step(1),
            Key::Letter('<') | Key::Left => self.order = self.order.step(Order::COUNT - 1),
            Key::Escape => self.filter.clear(),
            Key::Up => self.select(self.index().saturating_sub(1)),
            Key::Down => self.select(self.index() + 1),
            Key::PageUp => self.select(self.index().saturating_sub(self.fitting)),
            Key::PageDown => self.select(self.index() + self.fitting),
            Key::Home => self.select(0),
            Key::End => self.select(usize::MAX),
            Key::Letter(_) | Key::Backspace => {}
        }
        self.arrange();
        self.reselect(self.index());
        None
    }

    fn press_in_filter(&mut self, key: Key) {
        match key {
            Key::Enter => return,
            Key::Escape => {
                self.filter.clear();
                return self.reselect(0);
            }
            Key::Letter(letter) => self.filter.push(letter),
            Key::Backspace => drop(self.filter.pop()),
            _ => {}
        }
        self.mode = Mode::Filter;
        self.reselect(self.index());
    }

    /// The rows that the filter lets through, in order.
    pub(super) fn shown(&self) -> Vec<&Row> {
        let wanted = self.filter.to_lowercase();
        self.rows
            .iter()
            .filter(|row| wanted.split_whitespace().all(|word| row.text.to_lowercase().contains(word)))
            .collect()
    }

    pub(super) fn all(&self) -> &[Row] {
        &self.rows
    }

    pub(super) fn measured(&self, row: &Row) -> Measured {
        self.measured.get(&row.id).cloned().unwrap_or_default()
    }

    /// The row that keys are about.
    pub(super) fn selected_row(&self) -> Option<&Row> {
        let selected = self.selected.as_ref()?;
        self.shown().into_iter().find(|row| row.id == *selected)
    }

    /// What stands below the rows: trouble first, then what was said, then how the selected sandbox failed.
    pub(super) fn message(&self) -> Option<(bool, String)> {
        let failed = || self.selected_row().and_then(|row| Some(format!("{}: {}", row.name, row.error.as_ref()?)));
        match (&self.trouble, &self.notice) {
            (Some(trouble), _) => Some((true, trouble.clone())),
            (None, Some(notice)) => Some((false, notice.clone())),
            // Among the details it stands already.
            (None, None) if matches!(self.mode, Mode::Details(..)) => None,
            (None, None) => failed().map(|text| (true, text)),
        }
    }

    /// The first row of a screen that so many fit on, so that the selected one is on it.
    pub(super) fn fit(&mut self, fitting: usize) -> usize {
        self.fitting = fitting.max(1);
        let at = self.index();
        self.first = self.first.clamp((at + 1).saturating_sub(self.fitting), at);
        self.first = self.first.min(self.shown().len().saturating_sub(self.fitting));
        self.first
    }

    fn index(&self) -> usize {
        let position = |id: &Id| self.shown().iter().position(|row| row.id == *id);
        self.selected.as_ref().and_then(position).unwrap_or_default()
    }

    fn select(&mut self, at: usize) {
        let shown = self.shown();
        self.selected = shown.get(at.min(shown.len().saturating_sub(1))).map(|row| row.id.clone());
    }

    /// Keeps the selected row, or takes the one that stands in its place.
    fn reselect(&mut self, at: usize) {
        if self.selected_row().is_none() {
            self.select(at);
        }
    }

    fn arrange(&mut self) {
        let (order, reversed, measured) = (self.order, self.reversed, &self.measured);
        self.rows.sort_by(|one, other| {
            let by = order.compare((one, measured.get(&one.id)), (other, measured.get(&other.id)));
            if reversed { by.reverse() } else { by }
        });
    }
}

/// Whether an engine counts what a sandbox in this state uses.
fn counts(state: State) -> bool {
    matches!(state, State::Running | State::Paused)
}
