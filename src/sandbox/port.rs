//! TCP ports: 1 to 65535.
//! Port 0 ("any") is not a port here: nothing that is stored or asked for may have it.

use std::fmt;
use std::num::NonZeroU16;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// A TCP port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Port(NonZeroU16);

impl Port {
    /// The port that is meant where none is named or declared.
    pub const DEFAULT: Port = Port(NonZeroU16::new(8000).expect("8000 is not 0"));

    /// The port `number`, unless it is 0.
    pub const fn new(number: u16) -> Option<Self> {
        match NonZeroU16::new(number) {
            Some(number) => Some(Port(number)),
            None => None,
        }
    }

    /// Its number.
    pub const fn number(self) -> u16 {
        self.0.get()
    }
}

impl FromStr for Port {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        // `+80` parses as a number; as a port it is a slip.
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let port = if digits { text.parse().ok().and_then(Port::new) } else { None };
        port.ok_or_else(|| {
            Error::usage(format!("`{}` is not a port", text.escape_debug())).hint("ports are numbers from 1 to 65535")
        })
    }
}

impl fmt::Display for Port {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_run_from_1_to_65535() {
        for good in ["1", "80", "65535"] {
            assert_eq!(good.parse::<Port>().unwrap().to_string(), good);
        }
        for bad in ["0", "65536", "-1", "+80", "", "http", " 80"] {
            assert!(bad.parse::<Port>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn json_holds_a_number() {
        assert_eq!(serde_json::to_string(&Port::new(8000).unwrap()).unwrap(), "8000");
        assert!(serde_json::from_str::<Port>("0").is_err());
    }
}
