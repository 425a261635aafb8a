//! Ctrl-P Ctrl-Q among what is typed.

use bytes::BytesMut;

/// Ctrl-P.
const FIRST: u8 = 0x10;
/// Ctrl-Q.
const SECOND: u8 = 0x11;

/// Finds the keys that leave a session. The first one is held back until it is clear that it is not one of them.
#[derive(Debug, Default)]
pub(super) struct DetachKeys(State);

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Other,
    /// The first key was typed and not passed on.
    Held,
    /// The first key was typed and passed on; the second may still come.
    Passed,
}

impl DetachKeys {
    /// Passes on what was typed, up to the keys. `true`: they are there, and what follows them is dropped.
    pub(super) fn scan(&mut self, typed: &[u8], rest: &mut BytesMut) -> bool {
        let mut typed = typed;
        loop {
            match (self.0, typed.first()) {
                (_, None) => return false,
                (State::Held | State::Passed, Some(&SECOND)) => return true,
                (State::Held, Some(_)) => rest.extend_from_slice(&[FIRST]),
                (State::Other | State::Passed, Some(_)) => {}
            }
            self.0 = State::Other;
            let plain = typed.iter().position(|byte| *byte == FIRST).unwrap_or(typed.len());
            rest.extend_from_slice(&typed[..plain]);
            typed = &typed[plain..];
            if let [FIRST, others @ ..] = typed {
                self.0 = State::Held;
                typed = others;
            }
        }
    }

    /// Whether a key is held back.
    pub(super) fn is_holding(&self) -> bool {
        self.0 == State::Held
    }

    /// Passes the held key on: who wants the line before should not have to wait for the next key.
    pub(super) fn pass_on(&mut self, rest: &mut BytesMut) {
        if self.is_holding() {
            rest.extend_from_slice(&[FIRST]);
            self.0 = State::Passed;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(pieces: &[&[u8]]) -> (Vec<u8>, bool, bool) {
        let (mut keys, mut rest) = (DetachKeys::default(), BytesMut::new());
        let left = pieces.iter().any(|piece| keys.scan(piece, &mut rest));
        (rest.to_vec(), left, keys.is_holding())
    }

    #[test]
    fn the_two_keys_leave_however_they_arrive() {
        assert_eq!(scan(&[b"ls\x10\x11rest"]), (b"ls".to_vec(), true, true));
        assert_eq!(scan(&[b"ls\x10", b"\x11"]), (b"ls".to_vec(), true, true));
        assert_eq!(scan(&[b"\x10\x10\x11"]), (b"\x10".to_vec(), true, true));
    }

    #[test]
    fn anything_else_is_passed_on_byte_for_byte() {
        assert_eq!(scan(&[b"\x11a\x10", b"b\x11"]), (b"\x11a\x10b\x11".to_vec(), false, false));
        assert_eq!(scan(&[b"\x10\x10", b"x"]), (b"\x10\x10x".to_vec(), false, false));
        assert_eq!(scan(&[b"a\x10"]), (b"a".to_vec(), false, true));
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(scan(&[&all[..0x11], &all[0x12..]]).0.len(), 255);
        assert_eq!(scan(&[&[0xf0, 0x9f], &[0x8f, 0xb0]]).0, "\u{1f3f0}".as_bytes());
    }

    #[test]
    fn a_key_that_was_passed_on_in_time_still_leaves_with_the_second() {
        let (mut keys, mut rest) = (DetachKeys::default(), BytesMut::new());
        assert!(!keys.scan(b"\x10", &mut rest));
        keys.pass_on(&mut rest);
        keys.pass_on(&mut rest);
        assert_eq!(&rest[..], b"\x10");
        assert!(keys.scan(b"\x11", &mut rest));
        assert_eq!(&rest[..], b"\x10");
    }
}
