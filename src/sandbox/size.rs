//! Sizes in bytes, as people write them: `2g`, `512MiB`, `1.5 GiB`.
//! Units are binary with or without the `i`, as in docker: `512m` is 512 MiB.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::error::Error;

/// A number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ByteSize(u64);

/// The units that `Display` uses, largest first.
const UNITS: [(u64, &str); 5] =
    [(1 << 50, "PiB"), (1 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];

impl ByteSize {
    /// A size of `bytes`.
    pub const fn new(bytes: u64) -> Self {
        ByteSize(bytes)
    }

    /// A size of `mebibytes`.
    pub const fn mebibytes(mebibytes: u32) -> Self {
        ByteSize((mebibytes as u64) << 20)
    }

    /// The number of bytes.
    pub const fn bytes(self) -> u64 {
        self.0
    }
}

impl FromStr for ByteSize {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let malformed = || {
            Error::usage(format!("`{}` is not a size", text.escape_debug()))
                .hint("write a number and a unit: 512m, 2g, 1.5GiB")
        };
        let number = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        // parse-size also takes exponents and `_`, and overflows past 19 digits: none of that is a size people write.
        let plain = number.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ' '));
        let digits = number.chars().filter(char::is_ascii_digit).count();
        if !plain || !(1..=19).contains(&digits) {
            return Err(malformed());
        }
        parse_size::Config::new().with_binary().parse_size(text).map(ByteSize).map_err(|_| malformed())
    }
}

/// Exact, in the largest unit that leaves a whole number, so that what is shown can be typed back.
impl fmt::Display for ByteSize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match UNITS.iter().find(|(unit, _)| self.0 != 0 && self.0.is_multiple_of(*unit)) {
            Some((unit, name)) => write!(formatter, "{} {name}", self.0 / unit),
            None => write!(formatter, "{} B", self.0),
        }
    }
}

impl Serialize for ByteSize {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.0)
    }
}

impl<'de> Deserialize<'de> for ByteSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = ByteSize;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a size: a number of bytes, or a string such as \"2GiB\"")
            }

            fn visit_u64<E: de::Error>(self, bytes: u64) -> Result<ByteSize, E> {
                Ok(ByteSize(bytes))
            }

            fn visit_i64<E: de::Error>(self, bytes: i64) -> Result<ByteSize, E> {
                u64::try_from(bytes).map(ByteSize).map_err(|_| E::invalid_value(de::Unexpected::Signed(bytes), &self))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<ByteSize, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Option<u64> {
        text.parse::<ByteSize>().ok().map(ByteSize::bytes)
    }

    #[test]
    fn units_are_binary_with_or_without_the_i() {
        assert_eq!(bytes("512m"), Some(512 << 20));
        assert_eq!(bytes("512MiB"), Some(512 << 20));
        assert_eq!(bytes("2g"), Some(2 << 30));
        assert_eq!(bytes("2 GB"), Some(2 << 30));
        assert_eq!(bytes(" 1.5 GiB "), Some(3 << 29));
        assert_eq!(bytes("4096"), Some(4096));
        assert_eq!(bytes("10b"), Some(10));
    }

    #[test]
    fn what_is_not_a_size_is_refused_without_a_panic() {
        for text in
            ["", " ", "g", "-1", "2x", "1e3", "1_000", "two", "1.2.3", "2gg", "99999999999999999999", "17000p", "٣g"]
        {
            assert_eq!(bytes(text), None, "{text:?}");
        }
    }

    #[test]
    fn what_is_shown_can_be_typed_back() {
        for size in [0, 1, 1023, 1024, 1 << 20, 2 << 30, 1_500_000_001, u64::MAX / 2] {
            assert_eq!(bytes(&ByteSize::new(size).to_string()), Some(size));
        }
        assert_eq!(ByteSize::new(3 << 29).to_string(), "1536 MiB");
        assert_eq!(ByteSize::mebibytes(2048).to_string(), "2 GiB");
    }

    #[test]
    fn json_holds_bytes_and_takes_text_too() {
        let size = ByteSize::mebibytes(1);
        assert_eq!(serde_json::to_string(&size).unwrap(), "1048576");
        assert_eq!(serde_json::from_str::<ByteSize>("1048576").unwrap(), size);
        assert_eq!(serde_json::from_str::<ByteSize>("\"1MiB\"").unwrap(), size);
        assert!(serde_json::from_str::<ByteSize>("-1").is_err());
    }
}
