//! What others wrote (names, paths, error texts), made safe for a terminal and for one line.

use std::borrow::Cow;
use std::fmt::Write;

/// `text` with every character that could move the cursor, break the line or reorder it written as an escape.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.chars().any(unsafe_to_show) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if unsafe_to_show(letter) {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

/// The JSON text `json` with the same characters as `\u` escapes: the value stays what it was.
///
/// `serde_json` escapes ESC, but neither DEL nor the 8-bit controls, which some terminals obey.
pub(super) fn escape_json(json: String) -> String {
    if !json.chars().any(unsafe_to_show) {
        return json;
    }
    let mut shown = String::with_capacity(json.len() + 8);
    for letter in json.chars() {
        if unsafe_to_show(letter) {
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                // Writing to a String can't fail.
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// Controls (C0, DEL, C1), line and paragraph separators, and the marks that reorder text (CVE-2021-42574).
fn unsafe_to_show(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_reordering_marks_are_written_out() {
        assert_eq!(escape("a\u{1b}[2Jb\nc\td"), "a\\u{1b}[2Jb\\nc\\td");
        assert_eq!(escape("\u{9b}31m \u{202e}exe.txt"), "\\u{9b}31m \\u{202e}exe.txt");
    }

    #[test]
    fn ordinary_text_of_any_script_is_left_alone() {
        for text in ["", "silent-panther", "größe 大きさ 🦀", "C:\\path"] {
            assert!(matches!(escape(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn json_keeps_its_value() {
        let value = serde_json::json!({ "name": "a\u{9b}\u{7f}\u{202e}\n🦀" });
        let shown = escape_json(value.to_string());
        assert!(!shown.chars().any(unsafe_to_show));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), value);
    }
}
