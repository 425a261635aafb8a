//! What a sandbox may reach, as people say it.

use super::fence::{Fence, Otherwise};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a sandbox may reach outside.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Egress {
    /// The internet: no private, link-local or reserved address, not this machine, no other sandbox.
    #[default]
    Public,
    /// Everything but other sandboxes.
    Open,
    /// Nothing. It can still be reached from this machine.
    None,
}

impl Egress {
    /// What the kernel is to enforce for it.
    pub fn fence(&self) -> Fence {
        let otherwise = match self {
            Egress::Public => Otherwise::Public,
            Egress::Open => Otherwise::Allow,
            Egress::None => Otherwise::Deny,
        };
        Fence { filters: Vec::new(), otherwise }
    }
}

impl fmt::Display for Egress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Egress::Public => "public",
            Egress::Open => "open",
            Egress::None => "none",
        })
    }
}

impl FromStr for Egress {
    type Err = Error;

    fn from_str(text: &str) -> Result<Egress> {
        match text {
            "public" => Ok(Egress::Public),
            "open" => Ok(Egress::Open),
            "none" => Ok(Egress::None),
            _ => Err(Error::usage(format!("{text:?} is not an egress policy")).hint("give public, open or none")),
        }
    }
}

impl From<Egress> for String {
    fn from(egress: Egress) -> String {
        egress.to_string()
    }
}

impl TryFrom<String> for Egress {
    type Error = Error;

    fn try_from(text: String) -> Result<Egress> {
        text.parse()
    }
}
