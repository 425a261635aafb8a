//! Ids: 12 lower-case characters, DNS-safe, random. Of sandboxes, operations, jobs and homes alike.

use crate::error::Error;
use serde::{Deserialize, Serialize};

const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const LENGTH: usize = 12;

/// An id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

/// How much of an id stands for it, at least: as with git, of a million ids one begins so by chance.
const SHORTEST_BEGINNING: usize = 4;

impl Id {
    /// Whether `text` is a beginning that stands for this id. A short name that is gone must not mean what somebody
    /// else's id happens to begin with.
    pub fn begins_with(&self, text: &str) -> bool {
        text.len() >= SHORTEST_BEGINNING && self.as_str().starts_with(text)
    }

    /// A new random id: 60 bits, so that two of a million collide once in a million such sets.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn random() -> Result<Id, Error> {
        let mut bytes = [0u8; LENGTH];
        getrandom::fill(&mut bytes).map_err(|cause| {
            Error::new(crate::error::Kind::Failed, "the system gave no random bytes").because(cause)
        })?;
        Ok(Id::from_bytes(bytes))
    }

    fn from_bytes(bytes: [u8; LENGTH]) -> Id {
        // The first character is a letter, so that an id is a DNS label and never looks like a number.
        let letter = |byte: u8| ALPHABET[usize::from(byte) % 24];
        let any = |byte: u8| ALPHABET[usize::from(byte) % 32];
        let text: Vec<u8> =
            bytes.iter().enumerate().map(|(at, byte)| if at == 0 { letter(*byte) } else { any(*byte) }).collect();
        Id(String::from_utf8_lossy(&text).into_owned())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Id {
    type Err = Error;

    fn from_str(text: &str) -> Result<Id, Error> {
        let well_formed = text.len() == LENGTH
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            && text.as_bytes()[0].is_ascii_lowercase();
        if well_formed { Ok(Id(text.to_owned())) } else { Err(Error::usage(format!("{text:?} is not an id"))) }
    }
}

impl TryFrom<String> for Id {
    type Error = Error;

    fn try_from(text: String) -> Result<Id, Error> {
        text.parse()
    }
}

impl From<Id> for String {
    fn from(id: Id) -> String {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_characters_stand_for_an_id_and_fewer_for_nothing() {
        let id: Id = "s2f7pzwu4u3m".parse().unwrap();
        assert!(id.begins_with("s2f7") && id.begins_with("s2f7pzwu4u3m"));
        assert!(!id.begins_with("s2") && !id.begins_with("s2f") && !id.begins_with("") && !id.begins_with("s2f8"));
    }

    #[test]
    fn a_random_id_is_a_dns_label_of_twelve_characters() {
        for _ in 0..1000 {
            let id = Id::random().unwrap();
            assert_eq!(id.as_str().parse::<Id>().unwrap(), id);
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["", "abc", "ABCDEFGHIJKL", "1bcdefghijkl", "abcdefghijk/", "abcdefghijklm"] {
            assert!(text.parse::<Id>().is_err(), "{text}");
        }
    }
}
