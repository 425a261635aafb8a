//! Progress of operations: a bar on a terminal, a line at each end of a long step elsewhere.
//! Nothing is shown of what is over in 250 ms.

mod bar;
pub(super) mod board;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use self::bar::Bar;
use super::Ui;
use super::escape::escape;
use super::human;
use crate::sandbox::report::{Event, Reporter};

/// How long something takes before it is worth a line or a bar.
const PATIENCE: Duration = Duration::from_millis(250);

/// Shows an operation's events. Whatever is on the screen goes when this is dropped, on success, error or Ctrl-C.
pub struct Progress {
    shared: Arc<Shared>,
    timer: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    ui: Ui,
    form: Form,
    patience: Duration,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Bar,
    Lines,
    Nothing,
}

impl Form {
    fn of(ui: &Ui) -> Form {
        let options = ui.options();
        if options.quiet {
            Form::Nothing
        } else if ui.terminals().stderr && !options.dumb_terminal {
            Form::Bar
        } else if options.json {
            // A program that asked for JSON gets no prose on stderr.
            Form::Nothing
        } else {
            Form::Lines
        }
    }
}

#[derive(Default)]
struct State {
    /// Steps that run, the innermost last.
    steps: Vec<Step>,
    /// When the first step of all began: a bar appears that long after, not after each step.
    began: Option<Instant>,
    bar: Option<Bar>,
    over: bool,
}

struct Step {
    name: String,
    began: Instant,
    announced: bool,
    detail: Option<String>,
    moved: Option<Moved>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Moved {
    bytes: u64,
    entries: u64,
    total: Option<u64>,
}

impl Progress {
    pub(super) fn new(ui: Ui) -> Self {
        let form = Form::of(&ui);
        Progress::with(ui, form, PATIENCE)
    }

    fn with(ui: Ui, form: Form, patience: Duration) -> Self {
        let shared = Shared { ui, form, patience, state: Mutex::default(), changed: Condvar::new() };
        Progress { shared: Arc::new(shared), timer: Mutex::new(None) }
    }

    /// Takes what is shown off the screen. Nothing is shown after this.
    pub fn finish(&self) {
        let mut state = self.shared.lock();
        state.over = true;
        self.shared.erase(&mut state);
        drop(state);
        self.shared.changed.notify_all();
        let timer = self.timer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(timer) = timer {
            // It wakes at once and ends; a panic in it is not worth another.
            let _ = timer.join();
        }
    }

    fn start_timer(&self) {
        let mut timer = self.timer.lock().unwrap_or_else(PoisonError::into_inner);
        if timer.is_none() {
            let shared = Arc::clone(&self.shared);
            // Without the thread there is no progress, which stops no operation.
            *timer = std::thread::Builder::new().name("progress".into()).spawn(move || shared.keep_time()).ok();
        }
    }
}

impl Reporter for Progress {
    fn watches_bytes(&self) -> bool {
        self.shared.form == Form::Bar
    }

    fn report(&self, event: Event) {
        match event {
            Event::Note(text) => return self.shared.ui.note(&text),
            Event::Aside(text) => return self.shared.ui.verbose(&text),
            Event::Warning(text) => return self.shared.ui.warning(&text),
            _ if self.shared.form == Form::Nothing => return,
            _ => {}
        }
        let mut state = self.shared.lock();
        if state.over {
            return;
        }
        let steps = state.steps.len();
        match event {
            Event::StepStarted { step } => state.begin(&step),
            Event::StepDetail { detail, of } => state.current().detail = Some(detailed(&detail, of)),
            Event::Moved { bytes, entries, total } => state.current().moved = Some(Moved { bytes, entries, total }),
            Event::StepEnded => {
                if let Some(step) = state.steps.pop() {
                    self.shared.end(&step);
                }
            }
            Event::Note(_) | Event::Aside(_) | Event::Warning(_) => {}
        }
        self.shared.show(&mut state);
        // Only a new step has a time to wait for; bytes that move wake nobody.
        let began = state.steps.len() > steps;
        drop(state);
        if began {
            self.start_timer();
            self.shared.changed.notify_all();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}

impl State {
    fn begin(&mut self, name: &str) {
        let now = Instant::now();
        self.began.get_or_insert(now);
        let name = escape(name).into_owned();
        self.steps.push(Step { name, began: now, announced: false, detail: None, moved: None });
    }

    /// The innermost step; a transfer outside of any step is one of its own.
    fn current(&mut self) -> &mut Step {
        if self.steps.is_empty() {
            self.begin("moving data");
        }
        let last = self.steps.len() - 1;
        &mut self.steps[last]
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The timer: shows what has lasted long enough, then sleeps until the next step will have.
    fn keep_time(&self) {
        let mut state = self.lock();
        while !state.over {
            let wait = self.show(&mut state);
            let waited = match wait {
                Some(wait) => self.changed.wait_timeout(state, wait).map(|(state, _)| state).map_err(|_| ()),
                None => self.changed.wait(state).map_err(|_| ()),
            };
            let Ok(awake) = waited else { return };
            state = awake;
        }
    }

    /// Shows what is due and says after how long to look again.
    fn show(&self, state: &mut State) -> Option<Duration> {
        match self.form {
            Form::Bar => self.show_bar(state),
            Form::Lines => self.show_lines(state),
            Form::Nothing => None,
        }
    }

    fn show_lines(&self, state: &mut State) -> Option<Duration> {
        let mut next = None;
        for step in state.steps.iter_mut().filter(|step| !step.announced) {
            match self.patience.checked_sub(step.began.elapsed()).filter(|rest| !rest.is_zero()) {
                None => {
                    step.announced = true;
                    self.ui.note(&format!("{} …", step.name));
                }
                Some(rest) => next = Some(next.map_or(rest, |next: Duration| next.min(rest))),
            }
        }
        next
    }

    fn show_bar(&self, state: &mut State) -> Option<Duration> {
        let Some(step) = state.steps.last() else {
            self.erase(state);
            return None;
        };
        let since = state.began.unwrap_or(step.began).elapsed();
        if let Some(rest) = self.patience.checked_sub(since).filter(|rest| !rest.is_zero()) {
            return Some(rest);
        }
        match &mut state.bar {
            Some(bar) => bar.show(step),
            None => {
                let mut bar = Bar::unseen();
                bar.show(step);
                // Only now: before it has something to say it would draw an empty line.
                bar.draw(&self.ui.streams);
                state.bar = Some(bar);
            }
        }
        None
    }

    fn end(&self, step: &Step) {
        if step.announced {
            let took = human::duration(step.began.elapsed());
            let moved = step.moved.map(|moved| format!(", {}", human::size(moved.bytes))).unwrap_or_default();
            self.ui.note(&format!("{}: done in {took}{moved}", step.name));
        }
    }

    fn erase(&self, state: &mut State) {
        if let Some(bar) = state.bar.take() {
            bar.erase(&self.ui.streams);
        }
    }
}

fn detailed(detail: &str, of: Option<(u64, u64)>) -> String {
    match of {
        Some((done, all)) => format!("{done} of {all}: {}", escape(detail)),
        None => escape(detail).into_owned(),
    }
}

#[cfg(test)]
mod tests;
