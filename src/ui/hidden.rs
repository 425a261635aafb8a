//! Values that nothing we say may repeat: whatever an error or a note holds of them is masked. The output of the user's
//! own commands is not ours, and passes as it is.

use super::Ui;
use super::escape::{escape, escape_json};
use super::streams::Streams;
use crate::secrets::{LEAST, Secret};
use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// What stands in the place of a value.
const MASK: &str = "[secret]";

/// The values, in every form that they have in what we write.
#[derive(Default)]
pub(super) struct Hidden(Mutex<Vec<String>>);

impl Hidden {
    fn add(&self, value: &Secret) {
        // A shorter one would stand in words that have nothing to do with it.
        if value.bytes().len() < LEAST {
            return;
        }
        let text = String::from_utf8_lossy(value.bytes()).into_owned();
        let debug = format!("{text:?}").trim_matches('"').to_owned();
        let mut forms = vec![escape(&text).into_owned(), debug, text];
        // Each of them may be part of a message that is written as JSON.
        let json = |form: &String| serde_json::to_string(form).unwrap_or_default().trim_matches('"').to_owned();
        forms.extend(forms.iter().map(json).collect::<Vec<_>>());
        forms.extend(forms.iter().map(|form| escape_json(form.clone())).collect::<Vec<_>>());
        let mut hidden = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        hidden.extend(forms.into_iter().filter(|form| form.len() >= LEAST));
        // The longest first: one may be part of another.
        hidden.sort_by(|one, other| (other.len(), other).cmp(&(one.len(), one)));
        hidden.dedup();
    }

    /// The text without them.
    pub(super) fn mask<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let hidden = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut masked = Cow::Borrowed(text);
        for value in hidden.iter() {
            if masked.contains(value.as_str()) {
                masked = Cow::Owned(masked.replace(value.as_str(), MASK));
            }
        }
        masked
    }
}

/// stderr for the lines of the log.
pub struct LogLines(Arc<Streams>);

impl Write for LogLines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_err(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Ui {
    /// Where the log goes: what is hidden is hidden there, too.
    pub fn log_lines(&self) -> LogLines {
        LogLines(Arc::clone(&self.streams))
    }

    /// From now on nothing that is said repeats this value.
    pub fn hide(&self, value: &Secret) {
        self.streams.hidden.add(value);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::super::testing::captured;
    use super::*;
    use crate::error::{Error, Kind};

    #[test]
    fn neither_errors_nor_notes_repeat_a_hidden_value_in_any_form_they_give_it() {
        for json in [false, true] {
            let value = "p\"ss\nw\u{1b}rd-42";
            let (ui, _, err) = captured(Options { json, verbose: 2, ..Options::default() });
            ui.hide(&Secret::new(value.as_bytes().to_vec()).unwrap());
            ui.note(&format!("a note of {value}"));
            ui.warning(&format!("a warning of {value:?}"));
            // A line at a time, as the log writes.
            let line = format!("a line of {value}, {value:?}\n");
            ui.log_lines().write_all(line.as_bytes()).unwrap();
            let cause = Error::new(Kind::Failed, format!("caused by {value}"));
            ui.error(&Error::new(Kind::Failed, format!("no {value}")).because(cause).hint(format!("not {value}")));
            let said = err.text();
            assert!(!said.contains("rd-42") && said.contains("[secret]"), "{said}");
        }
    }

    #[test]
    fn a_value_that_is_given_again_and_again_is_kept_once() {
        let hidden = Hidden::default();
        let values = ["hunter-one", "hunter-two"].map(|value| Secret::new(value.as_bytes().to_vec()).unwrap());
        values.iter().for_each(|value| hidden.add(value));
        let kept = hidden.0.lock().unwrap().len();
        values.iter().for_each(|value| hidden.add(value));
        assert_eq!(hidden.0.lock().unwrap().len(), kept);
    }

    #[test]
    fn of_two_values_of_which_one_is_part_of_the_other_nothing_is_left() {
        let (ui, _, err) = captured(Options::default());
        for value in ["hunter", "hunter-and-more"] {
            ui.hide(&Secret::new(value.as_bytes().to_vec()).unwrap());
        }
        ui.note("hunter-and-more hunter");
        assert_eq!(err.text(), "[secret] [secret]\n");
    }
}
