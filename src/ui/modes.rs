//! What a program switched on a terminal and did not switch back, read from its output: so that only that is undone.

use std::collections::BTreeMap;

/// Bytes of a control sequence that are looked at; a longer one switches nothing that matters.
const SEQUENCE: usize = 64;
/// Modes that are kept in mind.
const MODES: usize = 64;
/// Modes that a terminal begins with: lines wrap, the cursor is seen.
const BEGUN: [u16; 2] = [7, 25];
/// Not modes to undo: the first only saves the cursor, and undoing it moves it; the second asks how a cursor blinks.
const NEITHER: [u16; 2] = [1048, 12];

/// How a terminal differs from what it was.
#[derive(Debug, Default)]
pub(super) struct Modes {
    /// Private modes (`ESC [ ? … h` and `l`) that are not as they begin.
    switched: BTreeMap<u16, bool>,
    /// The keypad sends sequences.
    keypad: bool,
    /// Letters have attributes.
    styled: bool,
    /// Only a part of the screen scrolls.
    region: bool,
    /// The cursor has another shape.
    shape: bool,
    /// Keys are told in xterm's longer form.
    long_keys: bool,
    /// How often kitty's form of keys was asked for.
    kitty_keys: u8,
    state: State,
    sequence: Vec<u8>,
}

/// Where in a control sequence the output is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    Escape,
    Sequence,
}

impl Modes {
    /// Reads output, however it is cut.
    pub(super) fn read(&mut self, mut bytes: &[u8]) {
        while let Some(&byte) = bytes.first() {
            match self.state {
                State::Text => match bytes.iter().position(|byte| *byte == 0x1b) {
                    Some(at) => {
                        bytes = &bytes[at..];
                        self.state = State::Escape;
                    }
                    None => return,
                },
                State::Escape => self.escape(byte),
                State::Sequence => match byte {
                    0x40..=0x7e => {
                        self.state = State::Text;
                        let sequence = std::mem::take(&mut self.sequence);
                        self.switch(&sequence, byte);
                        self.sequence = sequence;
                    }
                    0x1b => self.state = State::Escape,
                    0x18 | 0x1a => self.state = State::Text,
                    _ if self.sequence.len() < SEQUENCE => self.sequence.push(byte),
                    _ => self.state = State::Text,
                },
            }
            bytes = &bytes[1..];
        }
    }

    fn escape(&mut self, byte: u8) {
        self.state = State::Text;
        match byte {
            b'[' => {
                self.sequence.clear();
                self.state = State::Sequence;
            }
            0x1b => self.state = State::Escape,
            b'=' => self.keypad = true,
            b'>' => self.keypad = false,
            // All as at first.
            b'c' => *self = Modes::default(),
            _ => {}
        }
    }

    fn switch(&mut self, sequence: &[u8], last: u8) {
        match (sequence, last) {
            ([b'?', numbers @ ..], b'h' | b'l') => {
                for number in numbers.split(|byte| *byte == b';') {
                    let number = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
                    if let Some(number) = number {
                        self.private(number, last == b'h');
                    }
                }
            }
            ([] | [b'0'], b'm') => self.styled = false,
            ([b'>', keys @ ..], b'm') => self.long_keys = keys.starts_with(b"4;") && !keys.ends_with(b";0"),
            ([b'0'..=b'9' | b';' | b':', ..], b'm') => self.styled = true,
            (region, b'r') if !region.starts_with(b"?") => self.region = !region.is_empty(),
            ([shape @ .., b' '], b'q') => self.shape = !matches!(shape, [] | [b'0']),
            ([b'>', ..], b'u') => self.kitty_keys = self.kitty_keys.saturating_add(1),
            ([b'<', ..], b'u') => self.kitty_keys = self.kitty_keys.saturating_sub(1),
            ([b'!'], b'p') => (self.styled, self.region, self.keypad) = (false, false, false),
            _ => {}
        }
    }

    fn private(&mut self, number: u16, on: bool) {
        if NEITHER.contains(&number) {
            return;
        }
        if on == BEGUN.contains(&number) {
            self.switched.remove(&number);
        } else if self.switched.len() < MODES {
            self.switched.insert(number, on);
        }
    }

    /// What puts all of it back; empty when nothing differs.
    pub(super) fn undo(&self) -> String {
        let mut undo = String::new();
        if self.state != State::Text {
            // What was cut in the middle is no beginning of this.
            undo.push('\x18');
        }
        let mut add = |needed: bool, sequence: &str| undo.push_str(if needed { sequence } else { "" });
        add(self.kitty_keys > 0, &format!("\x1b[<{}u", self.kitty_keys));
        add(self.long_keys, "\x1b[>4;0m");
        add(self.keypad, "\x1b>");
        add(self.styled, "\x1b[0m");
        // Setting a region moves the cursor: it is kept over that.
        add(self.region, "\x1b7\x1b[r\x1b8");
        add(self.shape, "\x1b[0 q");
        for (number, on) in &self.switched {
            add(true, &format!("\x1b[?{number}{}", if *on { 'l' } else { 'h' }));
        }
        undo
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(output: &str) -> String {
        let mut modes = Modes::default();
        modes.read(output.as_bytes());
        let mut slowly = Modes::default();
        output.bytes().for_each(|byte| slowly.read(&[byte]));
        assert_eq!(modes.undo(), slowly.undo(), "however it is cut");
        modes.undo()
    }

    #[test]
    fn only_what_was_left_on_is_undone() {
        assert_eq!(after("plain text, \x1b[31mred\x1b[0m, \x1b[2J\x1b[H, \x1b]0;title\x07"), "");
        assert_eq!(after("\x1b[?1049h\x1b[?25l\x1b[?1000;1006h"), "\x1b[?25h\x1b[?1000l\x1b[?1006l\x1b[?1049l");
        assert_eq!(after("\x1b[?1049h\x1b[?25l\x1b[?25h\x1b[?1049l"), "");
        assert_eq!(after("\x1b[?2004h$ "), "\x1b[?2004l");
        assert_eq!(after("\x1b[?7l"), "\x1b[?7h");
        assert_eq!(after("\x1b=\x1b[1;31m\x1b[5;20r\x1b[4 q"), "\x1b>\x1b[0m\x1b7\x1b[r\x1b8\x1b[0 q");
        assert_eq!(after("\x1b[>1u\x1b[>5u\x1b[<u\x1b[>4;2m"), "\x1b[<1u\x1b[>4;0m");
        assert_eq!(after("\x1b[?1049h\x1bc"), "");
    }

    #[test]
    fn hostile_output_costs_no_memory() {
        let mut modes = Modes::default();
        for number in 0..10_000 {
            modes.read(format!("\x1b[?{number}h").as_bytes());
        }
        modes.read(b"\x1b[");
        modes.read(&[b'1'; 1_000_000]);
        assert!(modes.switched.len() <= MODES && modes.sequence.capacity() <= 2 * SEQUENCE);
        assert_eq!(after("\x1b[?99999999h\x1b[?h\x1b[?;;l"), "");
    }

    #[test]
    fn a_sequence_that_was_cut_is_ended_first() {
        assert_eq!(after("\x1b[?25l\x1b["), "\x18\x1b[?25h");
    }
}
