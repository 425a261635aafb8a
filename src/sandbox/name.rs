//! Names of sandboxes: DNS labels, unique in a home, made up when not given.

use crate::error::Error;
use serde::{Deserialize, Serialize};

/// A name: `[a-z]([a-z0-9-]{0,61}[a-z0-9])?`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

impl Name {
    /// A friendly name such as `silent-panther`.
    pub fn made_up() -> Name {
        let text = petname::petname(2, "-").unwrap_or_default();
        text.parse().unwrap_or_else(|_| Name("silent-panther".to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether `text` is a DNS label as the contract allows it.
pub(crate) fn is_label(text: &str) -> bool {
    let bytes = text.as_bytes();
    (1..=63).contains(&bytes.len())
        && bytes[0].is_ascii_lowercase()
        && bytes[bytes.len() - 1] != b'-'
        && bytes.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-')
}

impl std::str::FromStr for Name {
    type Err = Error;

    fn from_str(text: &str) -> Result<Name, Error> {
        if is_label(text) {
            return Ok(Name(text.to_owned()));
        }
        Err(Error::usage(format!("{text:?} is not a name for a sandbox"))
            .hint("use up to 63 lower-case letters, digits and hyphens; begin with a letter, end without a hyphen"))
    }
}

impl TryFrom<String> for Name {
    type Error = Error;

    fn try_from(text: String) -> Result<Name, Error> {
        text.parse()
    }
}

impl From<Name> for String {
    fn from(name: Name) -> String {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_names_are_names() {
        for _ in 0..1000 {
            let name = Name::made_up();
            assert_eq!(name.as_str().parse::<Name>().unwrap(), name);
        }
    }

    #[test]
    fn hostile_names_are_refused() {
        let long = "a".repeat(64);
        for text in [
            "",
            "-x",
            "x-",
            "A",
            "ü",
            "a b",
            "../images/x",
            "x/../../y",
            "x%2f",
            "a?b=c",
            "a#b",
            "a`) || PathPrefix(`/",
            "{{env \"K\"}}",
            "a: b",
            "a\n",
            "\u{1b}[31m",
            "1a",
            &long,
        ] {
            assert!(text.parse::<Name>().is_err(), "{text:?}");
        }
    }
}
