//! Questions. Asked only where somebody can read and answer them; the only user of dialoguer's prompts.

use std::io;

use bytes::Bytes;
use dialoguer::Confirm;
use dialoguer::console::Term;
use tokio::sync::mpsc::Receiver;
use zeroize::Zeroizing;

use super::Ui;
use super::escape::escape;
use crate::error::{Error, Kind, Result};

/// Bytes of the longest line that a terminal takes; what is beyond that it drops (N_TTY_BUF_SIZE).
const LONGEST: usize = 4096;
/// What to do where a value can't be asked for.
const ELSEWHERE: &str = "pass it on stdin, with --file or with --from-env";

impl Ui {
    /// Asks `question`, which ends in a question mark; no is the default, and an error of kind [`Kind::Failed`].
    ///
    /// Where nothing can be asked the error is of kind [`Kind::ConfirmationRequired`]. Ctrl-C is
    /// [`Kind::Interrupted`] where SIGINT has a handler; the terminal is as it was.
    pub fn confirm(&self, question: &str) -> Result<()> {
        if self.options.yes {
            return Ok(());
        }
        let terminals = self.streams.terminals;
        if self.options.no_input || !terminals.stdin || !terminals.stderr {
            let why =
                if self.options.no_input { "--no-input forbids asking" } else { "there is no terminal to ask on" };
            let message = format!("`{}` needs a confirmation, and {why}", question.trim_end_matches('?'));
            return Err(Error::new(Kind::ConfirmationRequired, message).hint("pass --yes to confirm"));
        }
        let agreed = self.streams.aside(|| ask(question))?;
        if agreed { Ok(()) } else { Err(Error::new(Kind::Failed, "declined: nothing was done")) }
    }

    /// Asks for a value twice, and shows nothing of it. An empty one is not asked for again. May be dropped at any moment:
    /// keys are shown again then.
    ///
    /// # Errors
    /// `usage` where nothing can be asked, and for a line that a terminal does not take whole.
    pub async fn ask_secret(&self, what: &str) -> Result<Zeroizing<Vec<u8>>> {
        if self.options.no_input || !self.streams.terminals.stderr {
            let why = if self.options.no_input { "--no-input forbids asking" } else { "stderr is no terminal" };
            return Err(Error::usage(format!("the {what} is not given, and {why}")).hint(ELSEWHERE));
        }
        let _hidden = self.hidden_keys()?;
        let mut lines = self.stdin_pieces();
        loop {
            let value = self.hidden_line(what, &mut lines).await?;
            if value.is_empty() || *value == *self.hidden_line("once more", &mut lines).await? {
                return Ok(value);
            }
            self.streams.write_err("the two differ\n");
        }
    }

    /// A line without its end; empty at the end of what is typed.
    async fn hidden_line(&self, prompt: &str, lines: &mut Receiver<Bytes>) -> Result<Zeroizing<Vec<u8>>> {
        self.streams.write_err(&format!("{}: ", escape(prompt)));
        let mut line = Zeroizing::new(lines.recv().await.unwrap_or_default().to_vec());
        self.streams.write_err("\n");
        if line.len() >= LONGEST {
            return Err(Error::usage("a terminal cuts a line that is so long").hint(ELSEWHERE));
        }
        line.pop_if(|last| *last == b'\n');
        Ok(line)
    }
}

fn ask(question: &str) -> Result<bool> {
    let term = Term::stderr();
    let answer = Confirm::new().with_prompt(escape(question)).default(false).interact_on_opt(&term);
    answer.map(|answer| answer.unwrap_or(false)).map_err(|error| unanswered(error, "asking for confirmation"))
}

fn unanswered(dialoguer::Error::IO(cause): dialoguer::Error, what: &str) -> Error {
    // dialoguer hides the cursor and shows it again only after an answer. It reads keys in raw mode and raises
    // SIGINT for Ctrl-C itself: with a handler installed, the call comes back here.
    let term = Term::stderr();
    let _ = term.show_cursor();
    let _ = term.write_line("");
    match cause.kind() {
        io::ErrorKind::Interrupted => Error::new(Kind::Interrupted, "interrupted"),
        io::ErrorKind::UnexpectedEof => Error::new(Kind::ConfirmationRequired, "not confirmed: the terminal has gone"),
        _ => Error::io(what, cause),
    }
}

#[cfg(test)]
mod tests {
    use crate::exit::Exit;
    use crate::ui::testing::captured;
    use crate::ui::{Options, Terminals, testing};

    #[test]
    fn off_a_terminal_a_question_is_an_error_that_says_how_to_answer() {
        let (ui, out, err) = captured(Options::default());
        let error = ui.confirm("remove 3 sandboxes?").unwrap_err();
        assert_eq!((error.kind().code(), error.exit()), ("confirmation_required", Exit::USAGE));
        assert_eq!(error.message(), "`remove 3 sandboxes` needs a confirmation, and there is no terminal to ask on");
        assert_eq!(error.hints(), ["pass --yes to confirm"]);
        assert_eq!((out.text(), err.text()), (String::new(), String::new()));
    }

    #[test]
    fn yes_answers_and_no_input_forbids_even_on_a_terminal() {
        let terminals = Terminals { stdin: true, stdout: true, stderr: true };
        let ask = |yes, no_input| {
            let options = Options { yes, no_input, ..Options::default() };
            testing::over(options, terminals, testing::Captured::default(), testing::Captured::default())
                .confirm("sure?")
        };
        ask(true, false).unwrap();
        ask(true, true).unwrap();
        assert_eq!(ask(false, true).unwrap_err().exit(), Exit::USAGE);
    }
}
