//! Where the value of a setting came from.

use std::fmt;
use std::path::PathBuf;

/// Where a value came from, the strongest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A flag of this call.
    Flag,
    /// This variable of the environment.
    Environment(&'static str),
    /// This project file.
    Project(PathBuf),
    /// This file of the user's settings.
    User(PathBuf),
    /// Nobody set it.
    Default,
}

impl Origin {
    /// The word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Origin::Flag => "flag",
            Origin::Environment(_) => "environment",
            Origin::Project(_) => "project",
            Origin::User(_) => "user",
            Origin::Default => "default",
        }
    }

    /// Which variable or file it was.
    pub fn place(&self) -> Option<String> {
        match self {
            Origin::Environment(name) => Some((*name).to_owned()),
            Origin::Project(path) | Origin::User(path) => Some(path.display().to_string()),
            Origin::Flag | Origin::Default => None,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place() {
            Some(place) => write!(formatter, "{} ({place})", self.word()),
            None => formatter.write_str(self.word()),
        }
    }
}
