//! Finds values in a stream, in one pass and across the borders of its pieces: as they are, as base64 wherever they
//! begin in what was encoded, as hex, and as URLs hold them.

use super::entry::SecretName;
use super::value::Secret;
use crate::error::{Error, Kind, Result};
use aho_corasick::Anchored;
use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::nfa::contiguous::NFA;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of the shortest value that is searched for: a shorter one is found everywhere.
pub const LEAST: usize = 6;
/// Of a longer value so much is searched for, from its middle: its beginning may be what all of its kind begin with.
const ENOUGH: usize = 256;
/// A form of so many letters is searched for in halves: encoders break lines, and one break leaves one half whole.
const HALVED: usize = 32;

/// What is searched for.
pub struct Needles {
    automaton: NFA,
    start: StateID,
    owners: Vec<usize>,
    names: Vec<SecretName>,
}

impl Needles {
    /// The forms of these values; none when no value is long enough.
    ///
    /// # Errors
    /// When they are too many.
    pub fn new(values: &[(SecretName, Secret)]) -> Result<Option<Needles>> {
        let (mut forms, mut owners, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for (name, value) in values.iter().filter(|(_, value)| value.bytes().len() >= LEAST) {
            for form in forms_of(value.bytes()) {
                forms.push(form);
                owners.push(names.len());
            }
            names.push(name.clone());
        }
        if names.is_empty() {
            return Ok(None);
        }
        let unsearchable = |cause: Box<dyn std::error::Error + Send + Sync>| {
            Error::new(Kind::Failed, "the secrets can't be searched for").because(cause)
        };
        let automaton = NFA::new(&forms).map_err(|cause| unsearchable(cause.into()))?;
        let start = automaton.start_state(Anchored::No).map_err(|cause| unsearchable(cause.into()))?;
        Ok(Some(Needles { automaton, start, owners, names }))
    }

    /// Begins to search.
    pub fn scanner(&self) -> Scanner<'_> {
        Scanner { needles: self, state: self.start, found: BTreeSet::new() }
    }
}

/// A search that goes on from piece to piece.
pub struct Scanner<'n> {
    needles: &'n Needles,
    state: StateID,
    found: BTreeSet<usize>,
}

impl Scanner<'_> {
    /// Looks through the next piece.
    pub fn feed(&mut self, bytes: &[u8]) {
        let automaton = &self.needles.automaton;
        let mut state = self.state;
        for byte in bytes {
            state = automaton.next_state(Anchored::No, state, *byte);
            if automaton.is_special(state) && automaton.is_match(state) {
                for index in 0..automaton.match_len(state) {
                    self.found.insert(self.needles.owners[automaton.match_pattern(state, index).as_usize()]);
                }
            }
        }
        self.state = state;
    }

    /// The names of what was found.
    pub fn found(&self) -> BTreeSet<SecretName> {
        self.found.iter().map(|owner| self.needles.names[*owner].clone()).collect()
    }
}

/// A stream that is looked through while it is read; what is found is there to see afterwards.
pub struct Scanning<'s> {
    stream: &'s mut dyn Read,
    scanner: Scanner<'s>,
    found: Arc<Mutex<BTreeSet<SecretName>>>,
}

impl<'s> Scanning<'s> {
    /// Looks through `stream`.
    pub fn new(
        stream: &'s mut dyn Read,
        needles: &'s Needles,
        found: Arc<Mutex<BTreeSet<SecretName>>>,
    ) -> Scanning<'s> {
        Scanning { stream, scanner: needles.scanner(), found }
    }
}

impl Read for Scanning<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.stream.read(buffer)?;
        self.scanner.feed(&buffer[..count]);
        if !self.scanner.found.is_empty() {
            *self.found.lock().unwrap_or_else(PoisonError::into_inner) = self.scanner.found();
        }
        Ok(count)
    }
}

/// All forms of a value, each once.
fn forms_of(value: &[u8]) -> BTreeSet<Vec<u8>> {
    let value = match value.len() {
        0..=ENOUGH => value,
        length => &value[(length - ENOUGH) / 2..][..ENOUGH],
    };
    let mut forms = BTreeSet::from([value.to_vec(), url(value, false, false), url(value, true, false)]);
    forms.insert(url(value, false, true));
    for upper in [false, true] {
        halves(hex(value, upper), &mut forms);
    }
    for before in 0..3 {
        let shifted = [&vec![0; before][..], value].concat();
        // Only the letters that depend on nothing else but the value.
        let (begin, end) = ((before * 8).div_ceil(6), shifted.len() * 8 / 6);
        for encoded in [STANDARD_NO_PAD.encode(&shifted), URL_SAFE_NO_PAD.encode(&shifted)] {
            halves(encoded.as_bytes()[begin..end].to_vec(), &mut forms);
        }
    }
    forms
}

fn halves(form: Vec<u8>, forms: &mut BTreeSet<Vec<u8>>) {
    if form.len() < HALVED {
        forms.insert(form);
        return;
    }
    let (first, second) = form.split_at(form.len() / 2);
    forms.extend([first.to_vec(), second.to_vec()]);
}

fn hex(value: &[u8], upper: bool) -> Vec<u8> {
    let digits = value.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a String can't fail.
        let _ = if upper { write!(digits, "{byte:02X}") } else { write!(digits, "{byte:02x}") };
        digits
    });
    digits.into_bytes()
}

/// As in a URL (RFC 3986, 2.3): everything but the unreserved as percent and digits; in a form, a space as a plus.
fn url(value: &[u8], lower: bool, form: bool) -> Vec<u8> {
    let mut encoded = Vec::new();
    for byte in value {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(*byte),
            b' ' if form => encoded.push(b'+'),
            _ => {
                encoded.push(b'%');
                encoded.extend(hex(&[*byte], !lower));
            }
        }
    }
    encoded
}
