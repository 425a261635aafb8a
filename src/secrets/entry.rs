//! What is known of a secret besides its value: its name, who may have it, and where it may go.

use crate::error::{Error, Result};
use crate::sandbox::{id::Id, name::Name};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The name of a secret: upper-case letters, digits and underscores, so that it is also the name of a variable.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct SecretName(String);

impl SecretName {
    /// The longest name.
    const LONGEST: usize = 128;

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A value was typed where only a name belongs. It is not repeated: it would be in a log.
    pub fn value_as_argument() -> Error {
        Error::usage("a value is never given as an argument: other users of this machine could see it")
            .hint("pass it on stdin, with --file or with --from-env; and take it for known: it is in your history")
    }
}

impl FromStr for SecretName {
    type Err = Error;

    fn from_str(text: &str) -> Result<SecretName> {
        if text.contains('=') {
            return Err(SecretName::value_as_argument());
        }
        let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        let well_formed = (1..=SecretName::LONGEST).contains(&text.len())
            && text.bytes().all(plain)
            && !text.as_bytes()[0].is_ascii_digit();
        if well_formed {
            return Ok(SecretName(text.to_owned()));
        }
        // It may be a value in the wrong place.
        Err(Error::usage("this is not the name of a secret")
            .hint("give up to 128 upper-case letters, digits and underscores, such as GITHUB_TOKEN"))
    }
}

impl From<SecretName> for String {
    fn from(name: SecretName) -> String {
        name.0
    }
}

impl TryFrom<String> for SecretName {
    type Error = Error;

    fn try_from(text: String) -> Result<SecretName> {
        text.parse()
    }
}

impl fmt::Display for SecretName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who may have a secret. A sandbox has its own before its account's, and those before the global ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Scope {
    /// Every sandbox of this home.
    #[default]
    Global,
    /// Every sandbox of this account.
    Account(Name),
    /// This sandbox.
    Sandbox(Id),
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::Global => f.write_str("global"),
            Scope::Account(name) => write!(f, "account:{name}"),
            Scope::Sandbox(id) => write!(f, "sandbox:{id}"),
        }
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> String {
        scope.to_string()
    }
}

impl TryFrom<String> for Scope {
    type Error = Error;

    fn try_from(text: String) -> Result<Scope> {
        match text.split_once(':') {
            None if text == "global" => Ok(Scope::Global),
            Some(("account", name)) => name.parse().map(Scope::Account),
            Some(("sandbox", id)) => id.parse().map(Scope::Sandbox),
            _ => Err(Error::usage(format!("{text:?} is not a scope"))),
        }
    }
}

/// Where a secret may be delivered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// To commands: exec, run, shell and jobs
    Exec,
    /// To services
    Service,
    /// To both
    #[default]
    Both,
    /// To nobody, for now
    None,
}

impl Access {
    /// Whether commands may have it.
    pub fn allows_exec(self) -> bool {
        matches!(self, Access::Exec | Access::Both)
    }

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Access::Exec => "exec",
            Access::Service => "service",
            Access::Both => "both",
            Access::None => "none",
        }
    }
}

/// A secret without its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub name: SecretName,
    /// Who may have it.
    pub scope: Scope,
    /// Where it may be delivered.
    pub access: Access,
    /// It is a setting that may be read back.
    pub plain: bool,
    /// When it was first set.
    pub created_at: Timestamp,
    /// When its value was last set.
    pub updated_at: Timestamp,
    /// Another one for every value.
    pub version: Id,
}
