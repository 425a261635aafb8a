//! Lengths of time, as people write them: `30s`, `24h`, `7d`; a bare number is seconds.
//! The type is `Span`, so that it is not taken for the standard library's `Duration`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::error::Error;

/// A length of time, to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span(Duration);

/// The units that `Display` uses, in milliseconds, largest first.
const UNITS: [(u128, &str); 4] = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s")];

/// More digits than any length of time needs; humantime panics on sums beyond 2^64 seconds.
const LONGEST_NUMBER: usize = 9;

impl Span {
    /// A span of `seconds`.
    pub const fn seconds(seconds: u64) -> Self {
        Span(Duration::from_secs(seconds))
    }

    /// A span of `milliseconds`.
    pub const fn milliseconds(milliseconds: u64) -> Self {
        Span(Duration::from_millis(milliseconds))
    }

    /// As the standard library has it.
    pub const fn duration(self) -> Duration {
        self.0
    }

    /// Whether it has no length.
    pub const fn is_zero(self) -> bool {
        self.0.is_zero()
    }
}

impl From<Span> for Duration {
    fn from(span: Span) -> Self {
        span.0
    }
}

impl FromStr for Span {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let malformed = || {
            Error::usage(format!("`{}` is not a length of time", text.escape_debug()))
                .hint("write a number and a unit: 30s, 15m, 24h, 7d")
        };
        let too_long = text.split(|letter: char| !letter.is_ascii_digit()).any(|number| number.len() > LONGEST_NUMBER);
        if text.len() > 32 || too_long {
            return Err(malformed());
        }
        if let Ok(seconds) = text.parse() {
            return Ok(Span::seconds(seconds));
        }
        let whole = humantime::parse_duration(text).map_err(|_| malformed())?;
        if whole.subsec_nanos() % 1_000_000 != 0 {
            return Err(malformed());
        }
        Ok(Span(whole))
    }
}

/// Exact, in the largest unit that leaves a whole number, so that what is shown can be typed back.
impl fmt::Display for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = self.0.as_millis();
        if milliseconds == 0 {
            return formatter.write_str("0s");
        }
        match UNITS.iter().find(|(unit, _)| milliseconds.is_multiple_of(*unit)) {
            Some((unit, name)) => write!(formatter, "{}{name}", milliseconds / unit),
            None => write!(formatter, "{milliseconds}ms"),
        }
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Span;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a length of time: a number of seconds, or a string such as \"24h\"")
            }

            fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<Span, E> {
                seconds.to_string().parse().map_err(E::custom)
            }

            fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<Span, E> {
                seconds.to_string().parse().map_err(E::custom)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Span, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn milliseconds(text: &str) -> Option<u128> {
        text.parse::<Span>().ok().map(|span| span.duration().as_millis())
    }

    #[test]
    fn units_add_up_and_a_bare_number_is_seconds() {
        assert_eq!(milliseconds("30"), Some(30_000));
        assert_eq!(milliseconds("30s"), Some(30_000));
        assert_eq!(milliseconds("1h 30m"), Some(5_400_000));
        assert_eq!(milliseconds("24h"), Some(86_400_000));
        assert_eq!(milliseconds("7d"), Some(7 * 86_400_000));
        assert_eq!(milliseconds("250ms"), Some(250));
        assert_eq!(milliseconds("0"), Some(0));
    }

    #[test]
    fn what_is_not_a_length_of_time_is_refused_without_a_panic() {
        let hostile = "18446744073709551615s 1000000000ns";
        for text in ["", "s", "-1", "5 parsecs", "1.5", "10us", "99999999999", hostile, "ever"] {
            assert_eq!(milliseconds(text), None, "{text:?}");
        }
    }

    #[test]
    fn what_is_shown_can_be_typed_back() {
        for (span, shown) in [
            (Span::seconds(0), "0s"),
            (Span::seconds(90), "90s"),
            (Span::seconds(86_400), "1d"),
            (Span::seconds(5400), "90m"),
            (Span::milliseconds(1500), "1500ms"),
        ] {
            assert_eq!(span.to_string(), shown);
            assert_eq!(shown.parse::<Span>().unwrap(), span);
        }
    }

    #[test]
    fn files_hold_text_and_take_seconds_too() {
        assert_eq!(serde_json::to_string(&Span::seconds(30)).unwrap(), "\"30s\"");
        assert_eq!(serde_json::from_str::<Span>("30").unwrap(), Span::seconds(30));
        assert_eq!(serde_json::from_str::<Span>("\"30s\"").unwrap(), Span::seconds(30));
        assert!(serde_json::from_str::<Span>("-30").is_err());
    }
}
