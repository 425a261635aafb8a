//! Everything that is shown or asked: streams, tables, errors, progress, prompts. The only printer.
//! Knows nothing of sandboxes and never reads the environment: what matters there comes in `Options`.

mod error;
mod escape;
pub mod events;
mod hidden;
pub mod human;
mod input;
mod lines;
pub mod live;
mod modes;
mod paint;
mod progress;
mod prompt;
mod streams;
mod table;
pub mod terminal;
#[cfg(test)]
pub(crate) mod testing;
pub mod views;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

pub use self::escape::escape;
use self::paint::{Paint, Tone};
pub use self::progress::Progress;
pub use self::progress::board::Board;
use self::streams::Streams;
pub use self::streams::Terminals;
use crate::error::{Error, Kind, Result};

/// How often it is looked whether anybody still reads stdout.
const LOOK: Duration = Duration::from_millis(250);

/// When labels are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What the global flags and the environment say about output and questions.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// `--json`: one JSON value on stdout, errors and warnings as JSON lines on stderr.
    pub json: bool,
    /// `-q`: no progress, no notes; ids only on lists.
    pub quiet: bool,
    /// How often `-v` was given.
    pub verbose: u8,
    /// `--color`.
    pub color: ColorChoice,
    /// `--yes` or `SANDCASTLE_YES`: every question is answered yes.
    pub yes: bool,
    /// `--no-input`: a question is an error.
    pub no_input: bool,
    /// `NO_COLOR` is set.
    pub no_color: bool,
    /// `CLICOLOR_FORCE` is set.
    pub force_color: bool,
    /// `TERM=dumb`: the terminal can't move its cursor.
    pub dumb_terminal: bool,
}

/// The one way to the user. Clones share the same streams.
#[derive(Clone)]
pub struct Ui {
    options: Options,
    streams: Arc<Streams>,
    paint: Paint,
}

impl Ui {
    /// Over the streams of the process.
    pub fn new(options: Options) -> Self {
        Ui::over(options, Streams::standard())
    }

    fn over(options: Options, streams: Streams) -> Self {
        let paint = Paint::choose(&options, streams.terminals.stderr);
        Ui { options, streams: Arc::new(streams), paint }
    }

    /// What was asked for.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Whether the result is to be JSON.
    pub fn is_json(&self) -> bool {
        self.options.json
    }

    /// Whether lists are to be ids only.
    pub fn is_quiet(&self) -> bool {
        self.options.quiet
    }

    /// Which streams are terminals.
    pub fn terminals(&self) -> Terminals {
        self.streams.terminals
    }

    /// The columns of the terminal at stdout, if it is one.
    pub fn width(&self) -> Option<usize> {
        self.streams.width()
    }

    /// Waits until who read stdout has gone: who waits to write would not find out.
    pub async fn unheard(&self) -> Error {
        while !streams::is_unheard(&io::stdout()) {
            tokio::time::sleep(LOOK).await;
        }
        Error::new(Kind::ClosedPipe, "the reader of stdout has gone")
    }

    /// A line of the result on stdout.
    pub fn line(&self, text: &str) -> Result<()> {
        self.bytes(format!("{}\n", escape(text)).as_bytes())
    }

    /// Bytes of the result on stdout, as they are: for what the user asked to see raw.
    pub fn bytes(&self, bytes: &[u8]) -> Result<()> {
        self.streams.write_out(bytes).map_err(broken_output)
    }

    /// One JSON value on a line of stdout.
    pub fn json(&self, value: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string(value)
            .map_err(|cause| Error::new(Kind::Failed, "the result can't be written as JSON").because(cause))?;
        self.bytes((escape::escape_json(text) + "\n").as_bytes())
    }

    /// One JSON value with the name of its shape beside its fields.
    pub fn versioned(&self, schema: &'static str, value: &impl Serialize) -> Result<()> {
        self.json(&views::Versioned { schema, value })
    }

    /// A list as JSON: `{"schema": …, "items": […]}`.
    pub fn items<T: Serialize>(&self, schema: &'static str, items: &[T]) -> Result<()> {
        self.json(&views::Items { schema, items })
    }

    /// A table on stdout. On a terminal its last column is cut to the width.
    pub fn table(&self, headers: &[&str], rows: &[Vec<String>]) -> Result<()> {
        self.bytes(table::render(headers, rows, self.streams.width()).as_bytes())
    }

    /// A list in the form that was asked for: JSON, ids only, or a table.
    pub fn list<T: Serialize>(
        &self,
        schema: &'static str,
        items: &[T],
        id: impl Fn(&T) -> String,
        headers: &[&str],
        row: impl Fn(&T) -> Vec<String>,
    ) -> Result<()> {
        if self.options.json {
            self.items(schema, items)
        } else if self.options.quiet {
            let ids: String = items.iter().map(|item| format!("{}\n", escape(&id(item)))).collect();
            self.bytes(ids.as_bytes())
        } else {
            self.table(headers, &items.iter().map(row).collect::<Vec<_>>())
        }
    }

    /// Worth knowing. For people only: neither in JSON nor with `-q`.
    pub fn note(&self, text: &str) {
        if !self.options.json && !self.options.quiet {
            self.streams.write_err(&format!("{}\n", escape(text)));
        }
    }

    /// Something was not done, or done differently than asked. Said even with `-q`.
    pub fn warning(&self, text: &str) {
        if self.options.json {
            let line = serde_json::json!({ "warning": { "message": text } }).to_string();
            self.streams.write_err(&(escape::escape_json(line) + "\n"));
        } else {
            self.streams.write_err(&format!("{} {}\n", self.paint.on("warning:", Tone::Warning), escape(text)));
        }
    }

    /// What the reader can do next. For people only.
    pub fn hint(&self, text: &str) {
        if !self.options.json && !self.options.quiet {
            self.streams.write_err(&format!("{} {}\n", self.paint.on("hint:", Tone::Hint), escape(text)));
        }
    }

    /// Detail for `-v`.
    pub fn verbose(&self, text: &str) {
        if self.options.verbose > 0 {
            self.note(text);
        }
    }

    /// The error that ends the command. Called once, by `main`; a closed pipe is not one.
    pub fn error(&self, error: &Error) {
        self.end_progress();
        if error.kind() == Kind::ClosedPipe {
            return;
        }
        self.failure(error);
    }

    /// One failure of several: a verb over many sandboxes reports each and goes on.
    pub fn failure(&self, error: &Error) {
        self.streams.write_err(&if self.options.json {
            error::json(error)
        } else {
            error::human(error, self.options.verbose > 0, self.paint)
        });
    }

    /// Shows the progress of an operation until it is dropped.
    pub fn progress(&self) -> Progress {
        Progress::new(self.clone())
    }

    /// Shows how `count` commands go on that run at once, until it is finished.
    pub fn board(&self, count: usize) -> Arc<Board> {
        Arc::new(Board::new(self.clone(), count))
    }

    /// Clears the terminal of progress, for good: on Ctrl-C, before anything is said.
    pub fn end_progress(&self) {
        self.streams.end_drawing();
    }
}

fn broken_output(cause: io::Error) -> Error {
    match cause.kind() {
        io::ErrorKind::BrokenPipe => Error::new(Kind::ClosedPipe, "the reader of stdout has gone").because(cause),
        _ => Error::io("writing to stdout", cause),
    }
}

#[cfg(test)]
mod tests;
