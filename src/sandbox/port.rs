//! stub
use crate::error::Error;
use serde::{Deserialize, Serialize};
/// stub
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Port(u16);
impl Port {
    /// stub
    pub const DEFAULT: Port = Port(8000);
    /// stub
    pub fn get(self) -> u16 {
        self.0
    }
}
impl std::fmt::Display for Port {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
impl std::str::FromStr for Port {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        text.parse().ok().filter(|p| *p > 0).map(Port).ok_or_else(|| Error::usage("port"))
    }
}
