//! An event before it has an id. Its words are those of the source code and its numbers are counts: there is no way in for
//! a value of an environment, a secret, an output or an argument of a command.

use super::{EventType, Severity};
use crate::error::Error;
use crate::sandbox::{id::Id, name::Name};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A number, yes or no, or a plain word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Datum {
    /// Yes or no.
    Flag(bool),
    /// A count, bytes or milliseconds; which of them, its key says.
    Number(u64),
    /// A word. Made only of words of the source, ids and names.
    Word(Word),
}

/// A word that may be written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word(String);

impl Word {
    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for Datum {
    fn from(word: &'static str) -> Datum {
        Datum::Word(Word(word.to_owned()))
    }
}

impl From<&Id> for Datum {
    fn from(id: &Id) -> Datum {
        Datum::Word(Word(id.to_string()))
    }
}

impl From<&Name> for Datum {
    fn from(name: &Name) -> Datum {
        Datum::Word(Word(name.to_string()))
    }
}

impl From<u64> for Datum {
    fn from(number: u64) -> Datum {
        Datum::Number(number)
    }
}

impl From<u16> for Datum {
    fn from(number: u16) -> Datum {
        Datum::Number(number.into())
    }
}

impl From<bool> for Datum {
    fn from(flag: bool) -> Datum {
        Datum::Flag(flag)
    }
}

impl std::fmt::Display for Datum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Datum::Flag(flag) => flag.fmt(f),
            Datum::Number(number) => number.fmt(f),
            Datum::Word(word) => f.write_str(word.as_str()),
        }
    }
}

/// An event that is to be recorded.
#[derive(Debug, Clone)]
pub struct Draft {
    pub(super) event_type: EventType,
    pub(super) severity: Severity,
    pub(super) reason: Option<&'static str>,
    pub(super) sandbox: Option<(Id, Name)>,
    pub(super) operation: Option<Id>,
    pub(super) task: Option<Id>,
    pub(super) flags: Vec<&'static str>,
    pub(super) data: BTreeMap<&'static str, Datum>,
}

impl Draft {
    /// One of this type with nothing else said.
    pub fn new(event_type: EventType) -> Draft {
        Draft {
            event_type,
            severity: event_type.severity(),
            reason: None,
            sandbox: None,
            operation: None,
            task: None,
            flags: Vec::new(),
            data: BTreeMap::new(),
        }
    }

    /// It happened to this sandbox.
    #[must_use]
    pub fn sandbox(mut self, id: &Id, name: &Name) -> Draft {
        self.sandbox = Some((id.clone(), name.clone()));
        self
    }

    /// It is part of this operation.
    #[must_use]
    pub fn operation(mut self, id: &Id) -> Draft {
        self.operation = Some(id.clone());
        self
    }

    /// It is part of this operation, unless another one was named.
    #[must_use]
    pub fn in_operation(self, id: &Id) -> Draft {
        if self.operation.is_some() { self } else { self.operation(id) }
    }

    /// It is part of this task.
    #[must_use]
    pub fn task(mut self, id: &Id) -> Draft {
        self.task = Some(id.clone());
        self
    }

    /// Why it happened, in one word.
    #[must_use]
    pub fn reason(mut self, reason: &'static str) -> Draft {
        self.reason = Some(reason);
        self
    }

    /// It failed like this: of an error nothing but its code is kept, for its text may quote what is private.
    #[must_use]
    pub fn because(self, error: &Error) -> Draft {
        self.reason(error.kind().code())
    }

    /// It matters more or less than its type says.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Draft {
        self.severity = severity;
        self
    }

    /// Something that holds for it, where `holds`.
    #[must_use]
    pub fn flag(mut self, flag: &'static str, holds: bool) -> Draft {
        if holds {
            self.flags.push(flag);
        }
        self
    }

    /// A number or a word that belongs to it.
    #[must_use]
    pub fn with(mut self, key: &'static str, datum: impl Into<Datum>) -> Draft {
        self.data.insert(key, datum.into());
        self
    }
}
