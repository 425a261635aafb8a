//! How an error looks: lines for people, one line of JSON for programs.

use std::fmt::Write;

use serde::Serialize;

use super::escape::{escape, escape_json};
use super::paint::{Paint, Tone};
use crate::error::Error;

#[derive(Serialize)]
struct Envelope<'a> {
    error: View<'a>,
}

#[derive(Serialize)]
struct View<'a> {
    code: &'static str,
    message: &'a str,
    hint: Option<String>,
    retryable: bool,
    exit_code: u8,
}

/// `{"error":{…}}`, on one line.
pub(super) fn json(error: &Error) -> String {
    let hint = (!error.hints().is_empty()).then(|| error.hints().join("; "));
    let view = View {
        code: error.kind().code(),
        message: error.message(),
        hint,
        retryable: error.kind().retryable(),
        exit_code: error.exit().0,
    };
    // Strings, a bool and a number: this can't fail to serialise.
    let text = serde_json::to_string(&Envelope { error: view }).unwrap_or_default();
    escape_json(text) + "\n"
}

/// `error: …`, then its causes where they are wanted, then `hint: …` for each hint.
pub(super) fn human(error: &Error, causes: bool, paint: Paint) -> String {
    let mut text = format!("{} {}\n", paint.on("error:", Tone::Error), escape(error.message()));
    let mut cause = std::error::Error::source(error);
    while let Some(this) = cause.filter(|_| causes) {
        // Writing to a String can't fail.
        let _ = writeln!(text, "  caused by: {}", escape(&this.to_string()));
        cause = this.source();
    }
    for hint in error.hints() {
        let _ = writeln!(text, "{} {}", paint.on("hint:", Tone::Hint), escape(hint));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;
    use crate::exit::Exit;

    fn sample() -> Error {
        let cause = std::io::Error::from_raw_os_error(2);
        Error::new(Kind::NotFound, "no sandbox named `a\u{1b}[2J\nhint: rm -rf /`")
            .because(Error::io("reading the record", cause))
            .hint("list them: sandcastle ls")
            .hint("make one: sandcastle init")
    }

    #[test]
    fn people_get_the_message_and_its_hints_on_lines_that_a_name_cannot_forge() {
        insta::assert_snapshot!(human(&sample(), false, Paint::Plain), @r"
        error: no sandbox named `a\u{1b}[2J\nhint: rm -rf /`
        hint: list them: sandcastle ls
        hint: make one: sandcastle init
        ");
    }

    #[test]
    fn verbose_adds_the_chain_of_causes() {
        insta::assert_snapshot!(human(&sample(), true, Paint::Plain), @r"
        error: no sandbox named `a\u{1b}[2J\nhint: rm -rf /`
          caused by: reading the record: no such file or directory
          caused by: No such file or directory (os error 2)
        hint: list them: sandcastle ls
        hint: make one: sandcastle init
        ");
    }

    #[test]
    fn programs_get_one_line_of_json() {
        insta::assert_snapshot!(json(&sample()), @r#"{"error":{"code":"not_found","message":"no sandbox named `a\u001b[2J\nhint: rm -rf /`","hint":"list them: sandcastle ls; make one: sandcastle init","retryable":false,"exit_code":4}}"#);
    }

    #[test]
    fn without_hints_the_hint_is_null_and_the_exit_code_is_the_one_the_process_ends_with() {
        let error = Error::new(Kind::EngineUnreachable, "the engine does not answer").exiting(Exit::EXEC_FAILED);
        insta::assert_snapshot!(json(&error), @r#"{"error":{"code":"engine_unreachable","message":"the engine does not answer","hint":null,"retryable":true,"exit_code":125}}"#);
    }
}
