//! What a pool holds: kinds of sandboxes that are started before anybody asks for them, and how many of each.

use super::size::ByteSize;
use super::spec;
use crate::error::{Error, Result};
use std::fmt;
use std::str::FromStr;

/// The most sandboxes of one kind: each costs some 20 MB even while it waits.
pub const MOST: u16 = 200;

/// What sandboxes of a pool begin as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The default image.
    Default,
    /// This image.
    Image(String),
    /// This snapshot, by name or id.
    Snapshot(String),
}

/// A kind of sandbox, as the defaults are but for what is said.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// What they begin as.
    pub origin: Origin,
    /// Processors.
    pub cpus: Option<f64>,
    /// Memory.
    pub memory: Option<ByteSize>,
    /// Processes and threads.
    pub pids: Option<i64>,
}

impl Class {
    /// Of the default image, with the default limits.
    pub const fn default_image() -> Class {
        Class { origin: Origin::Default, cpus: None, memory: None, pids: None }
    }
}

/// A kind of sandbox, and how many of it are to be ready.
#[derive(Debug, Clone, PartialEq)]
pub struct Declared {
    /// The kind.
    pub class: Class,
    /// How many.
    pub size: u16,
}

/// `IMAGE [cpus=N] [memory=SIZE] [pids=N] NUMBER`, where IMAGE may be `default` or `snapshot:NAME`.
impl FromStr for Declared {
    type Err = Error;

    fn from_str(text: &str) -> Result<Declared> {
        let bad = || {
            Error::usage(format!("{text:?} is not a kind of sandbox and a number"))
                .hint("write it as: debian:13 cpus=1 memory=512m 4")
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let [origin, limits @ .., size] = words.as_slice() else { return Err(bad()) };
        let origin = match *origin {
            "default" => Origin::Default,
            named => match named.strip_prefix("snapshot:") {
                Some(snapshot) if !snapshot.is_empty() => Origin::Snapshot(snapshot.to_owned()),
                Some(_) => return Err(bad()),
                None => Origin::Image(spec::image(named)?),
            },
        };
        let mut class = Class { origin, ..Class::default_image() };
        for limit in limits {
            match limit.split_once('=') {
                Some(("cpus", value)) => class.cpus = Some(spec::cpus(value)?),
                Some(("memory", value)) => class.memory = Some(spec::memory(value)?),
                Some(("pids", value)) => class.pids = Some(spec::pids(value)?),
                _ => return Err(bad()),
            }
        }
        let size = size.parse().ok().filter(|size| *size <= MOST).ok_or_else(bad)?;
        Ok(Declared { class, size })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => formatter.write_str("default"),
            Origin::Image(name) => formatter.write_str(name),
            Origin::Snapshot(name) => write!(formatter, "snapshot:{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_and_what_is_none_is_refused() {
        let read: Declared = "debian:13 cpus=1 memory=512m pids=64 4".parse().unwrap();
        assert_eq!((read.class.origin, read.size), (Origin::Image("debian:13".into()), 4));
        assert_eq!((read.class.cpus, read.class.pids), (Some(1.0), Some(64)));
        let read: Declared = "snapshot:base 2".parse().unwrap();
        assert_eq!(read.class.origin.to_string(), "snapshot:base");
        assert_eq!("default 0".parse::<Declared>().unwrap().class, Class::default_image());
        for text in ["", "debian", "debian x", "debian disk=1 2", "snapshot: 2", "default 201", "../x 1", "default -1"]
        {
            assert!(text.parse::<Declared>().is_err(), "{text:?}");
        }
    }
}
