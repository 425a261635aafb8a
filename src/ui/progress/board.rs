//! Several commands that run at once: a line for each on a terminal, elsewhere a line when each has ended.

use super::super::Ui;
use super::super::escape::escape;
use super::super::human;
use super::super::lines::{Break, Lines};
use super::{Form, PATIENCE};
use crate::sandbox::report::{Phase, Watcher};
use crate::secrets::Secret;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often the lines are drawn.
const TICK: Duration = Duration::from_millis(150);

/// Shows how several commands go on. What is on the screen goes when this is finished; how each ended is said then.
pub struct Board {
    shared: Arc<Shared>,
    timer: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    ui: Ui,
    form: Form,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    rows: Vec<Row>,
    over: bool,
}

struct Row {
    name: String,
    phase: Phase,
    began: Instant,
    took: Option<Duration>,
    lines: Lines,
    last: String,
}

impl Row {
    fn new(index: usize) -> Row {
        Row {
            name: index.to_string(),
            phase: Phase::Waiting,
            began: Instant::now(),
            took: None,
            lines: Lines::new(Break::Any),
            last: String::new(),
        }
    }

    fn state(&self) -> &str {
        match &self.phase {
            Phase::Forking => "forking",
            Phase::Waiting => "waiting",
            Phase::Running => "running",
            Phase::Scoring => "scoring",
            Phase::Ended(how) => how,
        }
    }

    /// The line while it goes on.
    fn now(&self, width: usize) -> String {
        let took = human::age(self.took.unwrap_or_else(|| self.began.elapsed()));
        let text = format!("{:width$}  {:7}  {took:>6}  {}", self.name, self.state(), self.last);
        escape(text.trim_end()).into_owned()
    }

    /// The line when it is over.
    fn end(&self) -> Option<String> {
        let Phase::Ended(how) = &self.phase else { return None };
        let took = self.took.map(|took| format!(" after {}", human::duration(took))).unwrap_or_default();
        Some(format!("{}: {how}{took}", self.name))
    }
}

impl Board {
    pub(in crate::ui) fn new(ui: Ui, count: usize) -> Board {
        let form = Form::of(&ui);
        let rows = (0..count).map(Row::new).collect();
        let shared =
            Arc::new(Shared { ui, form, state: Mutex::new(State { rows, over: false }), changed: Condvar::new() });
        let drawing = Arc::clone(&shared);
        // Without the thread nothing is drawn, which stops no command.
        let timer = (form == Form::Bar)
            .then(|| std::thread::Builder::new().name("board".into()).spawn(move || drawing.draw()).ok())
            .flatten();
        Board { shared, timer: Mutex::new(timer) }
    }

    /// Takes the lines off the screen and says how each ended, where that was not said yet.
    pub fn finish(&self) {
        {
            let mut state = self.shared.lock();
            if state.over {
                return;
            }
            state.over = true;
        }
        self.shared.changed.notify_all();
        let timer = self.timer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(timer) = timer {
            // It wakes at once and ends; a panic in it is not worth another.
            let _ = timer.join();
            let ended: Vec<String> = self.shared.lock().rows.iter().filter_map(Row::end).collect();
            for line in ended {
                self.shared.ui.note(&line);
            }
        }
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        self.finish();
    }
}

impl Watcher for Board {
    fn named(&self, index: usize, name: &str) {
        self.shared.change(index, |row| row.name = name.to_owned());
    }

    fn phase(&self, index: usize, phase: Phase) {
        let ended = self.shared.change(index, |row| {
            match phase {
                Phase::Running => row.began = Instant::now(),
                // One that never ran took no time.
                Phase::Ended(_) if matches!(row.phase, Phase::Running | Phase::Scoring) => {
                    row.took = Some(row.began.elapsed());
                }
                _ => {}
            }
            row.phase = phase;
            row.end()
        });
        if let (Form::Lines, Some(Some(line))) = (self.shared.form, ended) {
            self.shared.ui.note(&line);
        }
    }

    fn secret(&self, value: &Secret) {
        self.shared.ui.hide(value);
    }

    fn output(&self, index: usize, bytes: &[u8]) {
        if self.shared.form != Form::Bar {
            return;
        }
        self.shared.change(index, |row| {
            let Row { lines, last, .. } = row;
            let taken = lines.feed(bytes, |line| {
                let line = String::from_utf8_lossy(line);
                if !line.trim().is_empty() {
                    line.trim_end().clone_into(last);
                }
                Ok(())
            });
            // The closure never fails.
            taken.is_ok()
        });
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<T>(&self, index: usize, change: impl FnOnce(&mut Row) -> T) -> Option<T> {
        self.lock().rows.get_mut(index).map(change)
    }

    /// The timer: draws all lines again and again, and takes them off the screen in the end.
    fn draw(&self) {
        let mut bars: Vec<ProgressBar> = Vec::new();
        let mut wait = PATIENCE;
        loop {
            let state = self.lock();
            let waited = self.changed.wait_timeout_while(state, wait, |state| !state.over);
            let Ok((state, _)) = waited else { break };
            if state.over {
                break;
            }
            wait = TICK;
            let width = state.rows.iter().map(|row| row.name.len()).max().unwrap_or_default();
            let lines: Vec<String> = state.rows.iter().map(|row| row.now(width)).collect();
            drop(state);
            for (place, line) in lines.into_iter().enumerate() {
                match bars.get(place) {
                    Some(bar) => bar.set_message(line),
                    None => bars.push(self.appear(line)),
                }
            }
        }
        for bar in bars {
            self.ui.streams.erase(&bar);
        }
    }

    fn appear(&self, line: String) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        // The template is ours; without it the bar has a style of its own.
        if let Ok(style) = ProgressStyle::with_template("{wide_msg}") {
            bar.set_style(style);
        }
        bar.set_message(line);
        self.ui.streams.draw(&bar);
        bar.tick();
        bar
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing;
    use super::*;
    use crate::ui::Options;

    #[test]
    fn off_a_terminal_each_end_is_a_line() {
        let (ui, _, stderr) = testing::captured(Options::default());
        let board = Board::new(ui, 3);
        board.named(0, "fox");
        board.phase(0, Phase::Ended("no fork: \u{1b}[2J".to_owned()));
        board.phase(1, Phase::Forking);
        board.phase(1, Phase::Running);
        board.output(1, b"hello\n");
        drop(board);
        assert_eq!(stderr.text(), "fox: no fork: \\u{1b}[2J\n");
    }

    #[test]
    fn a_line_shows_the_last_words_with_controls_written_out() {
        let mut row = Row::new(7);
        row.phase = Phase::Running;
        row.last = "50 %\u{1b}[31m".to_owned();
        row.took = Some(Duration::from_secs(3));
        assert_eq!(row.now(3), "7    running     3 s  50 %\\u{1b}[31m");
        row.phase = Phase::Ended("exit 3".to_owned());
        assert_eq!(row.end().as_deref(), Some("7: exit 3 after 3.0 s"));
    }
}
