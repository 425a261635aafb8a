//! Ids of events: the time in microseconds, written so that text sorts as time does.

use crate::error::Error;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Characters of an id; enough until the year 3111.
const LENGTH: usize = 11;
/// In the order of their codes.
const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
const END: u64 = 1 << (5 * LENGTH);

/// The id of an event. Later events have greater ones, as numbers and as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EventId(u64);

impl EventId {
    /// The first id of a moment.
    pub fn at(moment: Timestamp) -> EventId {
        EventId(u64::try_from(moment.as_microsecond()).unwrap_or(0).min(END - 1))
    }

    /// The id behind `last` at the moment `now`, whatever the clock says. None at the end of time.
    pub(super) fn next(now: Timestamp, last: Option<EventId>) -> Option<EventId> {
        let next = last.map_or(0, |last| last.0 + 1).max(EventId::at(now).0);
        (next < END).then_some(EventId(next))
    }
}

impl std::fmt::Display for EventId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digit = |place: usize| char::from(DIGITS[(self.0 >> (5 * place)) as usize & 31]);
        (0..LENGTH).rev().try_for_each(|place| std::fmt::Write::write_char(f, digit(place)))
    }
}

impl std::str::FromStr for EventId {
    type Err = Error;

    fn from_str(text: &str) -> Result<EventId, Error> {
        let well_formed = text.len() == LENGTH && text.bytes().all(|byte| DIGITS.contains(&byte));
        match u64::from_str_radix(text, 32) {
            Ok(number) if well_formed => Ok(EventId(number)),
            _ => Err(Error::usage(format!("{text:?} is not the id of an event"))
                .hint("take it from next_before or id in: sandcastle events --json")),
        }
    }
}

impl TryFrom<String> for EventId {
    type Error = Error;

    fn try_from(text: String) -> Result<EventId, Error> {
        text.parse()
    }
}

impl From<EventId> for String {
    fn from(id: EventId) -> String {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn text_sorts_as_numbers_do_and_comes_back(a in 0..END, b in 0..END) {
            let (a, b) = (EventId(a), EventId(b));
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
            prop_assert_eq!(a.to_string().parse::<EventId>().unwrap(), a);
        }
    }

    #[test]
    fn a_clock_that_stands_or_goes_back_still_gives_greater_ids() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let first = EventId::next(now, None).unwrap();
        assert_eq!(first, EventId::at(now));
        let second = EventId::next(now, Some(first)).unwrap();
        let third = EventId::next(Timestamp::UNIX_EPOCH, Some(second)).unwrap();
        assert!(first < second && second < third);
        assert_eq!(EventId::next(now, Some(EventId(END - 1))), None);
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["", "0", "0000000000w", "0000000000A", "+0000000000", "000000000000"] {
            assert!(text.parse::<EventId>().is_err(), "{text}");
        }
    }
}
