//! Lines out of a stream of bytes, in bounded memory; and where a piece of text may be cut.

use std::io;

/// The longest line; a longer one is cut.
pub(super) const LONGEST: usize = 64 << 10;

/// What ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// LF.
    Lf,
    /// LF, CR, or both together as one: what readers of server-sent events take for an end.
    Any,
}

impl Break {
    fn is(self, byte: u8) -> bool {
        byte == b'\n' || (self == Break::Any && byte == b'\r')
    }
}

/// Puts lines together out of pieces.
#[derive(Debug)]
pub(super) struct Lines {
    breaks: Break,
    held: Vec<u8>,
    after_cr: bool,
}

impl Lines {
    pub(super) fn new(breaks: Break) -> Lines {
        Lines { breaks, held: Vec::new(), after_cr: false }
    }

    /// Takes a piece in and gives each line that is complete, without its end.
    pub(super) fn feed(&mut self, mut bytes: &[u8], mut line: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        if std::mem::take(&mut self.after_cr) && bytes.first() == Some(&b'\n') {
            bytes = &bytes[1..];
        }
        while let Some(end) = bytes.iter().position(|byte| self.breaks.is(*byte)) {
            self.hold(&bytes[..end], &mut line)?;
            line(&self.held)?;
            self.held.clear();
            let rest = &bytes[end + 1..];
            bytes = match (bytes[end], self.breaks, rest.first()) {
                (b'\r', Break::Any, Some(b'\n')) => &rest[1..],
                (b'\r', Break::Any, None) => {
                    // The line is given now: its LF may be long in coming.
                    self.after_cr = true;
                    rest
                }
                _ => rest,
            };
        }
        self.hold(bytes, &mut line)
    }

    /// Gives what stands after the last end of a line.
    pub(super) fn end(&mut self, mut line: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let held = std::mem::take(&mut self.held);
        if held.is_empty() { Ok(()) } else { line(&held) }
    }

    fn hold(&mut self, mut part: &[u8], line: &mut impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        while self.held.len() + part.len() > LONGEST {
            let (now, later) = part.split_at(LONGEST - self.held.len());
            self.held.extend_from_slice(now);
            let cut = self.held.len() - incomplete_tail(&self.held);
            line(&self.held[..cut])?;
            self.held.drain(..cut);
            part = later;
        }
        self.held.extend_from_slice(part);
        Ok(())
    }
}

/// How many bytes at the end are the beginning of a character that is not there whole: at most 3.
pub(super) fn incomplete_tail(bytes: &[u8]) -> usize {
    let begins = |length: &usize| {
        let tail = &bytes[bytes.len() - length..];
        std::str::from_utf8(tail).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
    };
    (1..=bytes.len().min(3)).find(begins).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(breaks: Break, pieces: &[&[u8]]) -> Vec<Vec<u8>> {
        let mut lines = Lines::new(breaks);
        let mut given = Vec::new();
        let mut take = |line: &[u8]| {
            given.push(line.to_vec());
            Ok(())
        };
        for piece in pieces {
            lines.feed(piece, &mut take).unwrap();
        }
        lines.end(&mut take).unwrap();
        given
    }

    #[test]
    fn a_line_is_whole_however_it_was_split() {
        assert_eq!(lines(Break::Lf, &[b"o", b"ne\ntw", b"o\n\nlast"]), [&b"one"[..], b"two", b"", b"last"]);
        assert_eq!(lines(Break::Lf, &[b"a\r\nb\rc\n"]), [&b"a\r"[..], b"b\rc"]);
        assert!(lines(Break::Lf, &[b"", b""]).is_empty());
    }

    #[test]
    fn cr_lf_and_both_together_end_a_line_also_when_they_are_split() {
        let whole = lines(Break::Any, &[b"a\r\nb\rc\n\r\n\rd"]);
        assert_eq!(whole, [&b"a"[..], b"b", b"c", b"", b"", b"d"]);
        let bytes: Vec<&[u8]> = b"a\r\nb\rc\n\r\n\rd".chunks(1).collect();
        assert_eq!(lines(Break::Any, &bytes), whole);
        assert_eq!(lines(Break::Any, &[b"a\r", b"", b"b"]), [&b"a"[..], b"b"]);
    }

    #[test]
    fn a_line_without_end_is_cut_between_characters() {
        assert_eq!(lines(Break::Lf, &[&vec![b'x'; LONGEST], b"\n"]), [vec![b'x'; LONGEST]]);
        let mut text = vec![b'x'; LONGEST - 1];
        text.extend_from_slice("ü".repeat(LONGEST).as_bytes());
        let cut = lines(Break::Lf, &[&text]);
        assert!(cut.iter().all(|line| line.len() <= LONGEST && std::str::from_utf8(line).is_ok()));
        assert_eq!(cut.concat(), text);
        assert_eq!(lines(Break::Lf, &[&vec![0xff; 3 * LONGEST + 1]]).len(), 4);
    }

    #[test]
    fn only_the_beginning_of_a_character_is_held_back() {
        for (bytes, length) in [
            (&b""[..], 0),
            (b"abc", 0),
            (b"\xc3", 1),
            (b"a\xe2\x82", 2),
            (b"\xf0\x9f\x98", 3),
            (b"\xe2\x82\xac", 0),
            (b"\xff", 0),
            (b"\x82", 0),
        ] {
            assert_eq!(incomplete_tail(bytes), length, "{bytes:x?}");
        }
    }
}
