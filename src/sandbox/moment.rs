//! Moments, as people write them: so long ago, or that very moment.

use super::duration::Span;
use crate::error::Error;
use jiff::Timestamp;
use std::str::FromStr;

/// A moment, as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// So long before now.
    Ago(Span),
    /// This one.
    At(Timestamp),
}

impl Moment {
    /// The moment, seen from `now`.
    pub fn seen_from(self, now: Timestamp) -> Timestamp {
        match self {
            Moment::At(moment) => moment,
            Moment::Ago(span) => {
                now.checked_sub(span.duration()).unwrap_or(Timestamp::UNIX_EPOCH).max(Timestamp::UNIX_EPOCH)
            }
        }
    }
}

impl FromStr for Moment {
    type Err = Error;

    fn from_str(text: &str) -> Result<Moment, Error> {
        if let Ok(moment) = text.parse() {
            return Ok(Moment::At(moment));
        }
        text.parse().map(Moment::Ago).map_err(|_: Error| {
            Error::usage(format!("{text:?} is neither a length of time nor a moment"))
                .hint("write 10m, or 2026-01-31T12:00:00Z")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_length_of_time_ago_or_a_time() {
        let now: Timestamp = "2026-01-31T12:00:00Z".parse().unwrap();
        let at = |text: &str| text.parse::<Moment>().unwrap().seen_from(now);
        assert_eq!(at("10m"), at("2026-01-31T11:50:00Z"));
        assert_eq!(at("2026-01-31T13:50:00+02:00"), at("10m"));
        assert_eq!(at("99999d"), Timestamp::UNIX_EPOCH);
        assert!("yesterday".parse::<Moment>().is_err());
    }
}
