//! The lines of a file from its end, a block at a time.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

/// Some hundred events.
const BLOCK: u64 = 64 << 10;

/// Reads a file's lines, last first.
#[derive(Debug)]
pub(super) struct Backwards<'f> {
    file: &'f File,
    /// Where `held` begins in the file.
    position: u64,
    /// What was read and not given yet.
    held: Vec<u8>,
    block: u64,
}

impl<'f> Backwards<'f> {
    /// From the end as it is now. Also says whether the file ends within a line: such a piece is not given, for it is
    /// being written, or its writer died.
    pub(super) fn new(file: &'f File, block: u64) -> io::Result<(Backwards<'f>, bool)> {
        let position = file.metadata()?.len();
        let mut lines = Backwards { file, position, held: Vec::new(), block };
        let rest = lines.next()?;
        Ok((lines, rest.is_some_and(|rest| !rest.is_empty())))
    }

    /// With blocks that pay when many lines are wanted.
    pub(super) fn in_large_blocks(file: &'f File) -> io::Result<Backwards<'f>> {
        Backwards::new(file, BLOCK).map(|(lines, _)| lines)
    }

    /// The line before the last one that was given, without its end.
    pub(super) fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut unseen = self.held.len();
        loop {
            if let Some(end) = self.held[..unseen].iter().rposition(|byte| *byte == b'\n') {
                let line = self.held.split_off(end + 1);
                self.held.pop();
                return Ok(Some(line));
            }
            if self.position == 0 {
                let first = std::mem::take(&mut self.held);
                return Ok((!first.is_empty()).then_some(first));
            }
            let length = self.block.min(self.position);
            let mut block = vec![0; length as usize];
            self.position -= length;
            self.file.read_exact_at(&mut block, self.position)?;
            unseen = block.len();
            block.append(&mut self.held);
            self.held = block;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;

    fn lines(text: &[u8], block: u64) -> (Vec<Vec<u8>>, bool) {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text).unwrap();
        let (mut backwards, torn) = Backwards::new(&file, block).unwrap();
        let mut found = Vec::new();
        while let Some(line) = backwards.next().unwrap() {
            found.push(line);
        }
        found.reverse();
        (found, torn)
    }

    #[test]
    fn a_piece_without_an_end_is_told_and_not_given() {
        assert_eq!(lines(b"", 4), (vec![], false));
        assert_eq!(lines(b"torn", 2), (vec![], true));
        assert_eq!(lines(b"one\ntorn", 3), (vec![b"one".to_vec()], true));
    }

    proptest! {
        #[test]
        fn every_line_is_given_once_whatever_the_blocks(
            wanted in proptest::collection::vec("[a-z]{1,9}", 0..9),
            block in 1..20u64,
        ) {
            let text: String = wanted.iter().map(|line| format!("{line}\n")).collect();
            let (found, torn) = lines(text.as_bytes(), block);
            prop_assert!(!torn);
            prop_assert_eq!(found, wanted.iter().map(|line| line.as_bytes().to_vec()).collect::<Vec<_>>());
        }
    }
}
