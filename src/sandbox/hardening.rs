//! How a sandbox is confined beyond what every one is.

use super::size::ByteSize;
use crate::error::{Error, Kind, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// `/dev/shm` where nothing is said, as engines have it.
const SHM: u64 = 64 << 20;
/// The smallest and the largest size that makes sense of what is written down here.
const SIZES: (ByteSize, ByteSize) = (ByteSize::mebibytes(1), ByteSize::mebibytes(64 << 20));
/// The working directory of a strict sandbox whose image has none.
pub const STRICT_WORKDIR: &str = "/workspace";

/// Confinement that is chosen for a sandbox when it is made.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hardening {
    /// How strict.
    #[serde(skip_serializing_if = "is_default")]
    pub profile: Profile,
    /// The runtime, where it is not the engine's default one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime: Option<String>,
    /// The size of `/dev/shm`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shm_size: Option<ByteSize>,
    /// The most bytes that it may write to its root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disk: Option<ByteSize>,
    /// Whether the certificates that this machine trusts, and its proxies, count inside.
    #[serde(skip_serializing_if = "is_default")]
    pub trust_host_ca: bool,
}

/// How strictly a sandbox is confined.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Eight capabilities, no new privileges, our seccomp profile, limits.
    #[default]
    Default,
    /// And a root that can't be written but for the working directory, the home and `/tmp`.
    Strict,
}

impl Profile {
    /// The words for them.
    pub const WORDS: &'static [&'static str] = &["default", "strict"];
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Profile::Default => "default",
            Profile::Strict => "strict",
        })
    }
}

impl FromStr for Profile {
    type Err = Error;

    fn from_str(text: &str) -> Result<Profile> {
        match text {
            "default" => Ok(Profile::Default),
            "strict" => Ok(Profile::Strict),
            _ => Err(Error::usage(format!("{text:?} is not a profile")).hint("give default or strict")),
        }
    }
}

impl Hardening {
    /// The size of `/dev/shm` in bytes: never all of the memory, which it is taken from.
    pub fn shm_bytes(&self, memory: ByteSize) -> u64 {
        self.shm_size.map_or(SHM.min(memory.bytes() / 2), ByteSize::bytes)
    }

    /// Whether its root can't be written.
    pub fn is_read_only(&self) -> bool {
        self.profile == Profile::Strict
    }

    /// Whether the memory of a sandbox can become less: what it has in memory was sized when it was made.
    ///
    /// # Errors
    /// `usage`, as [`Hardening::fits`]; `wrong_state` for a strict one, whose `/tmp` is half of what it began with.
    pub fn shrinks(&self, from: ByteSize, to: ByteSize) -> Result<()> {
        self.fits(to)?;
        if to >= from || (!self.is_read_only() && self.shm_bytes(from) < to.bytes()) {
            return Ok(());
        }
        let message = format!("its /dev/shm, or its /tmp, was made for {from} and would not be bounded by {to}");
        Err(Error::new(Kind::WrongState, message).hint("give more memory than that, or make a new sandbox"))
    }

    /// Whether one that waits in the pool is confined as is wanted: all of it is fixed when a container is made.
    pub fn is_served_by(&self, waiting: &Hardening, memory: ByteSize, waiting_memory: ByteSize) -> bool {
        // A strict one has its volumes where its own user and folder are.
        !self.is_read_only() && self == waiting && self.shm_bytes(memory) == self.shm_bytes(waiting_memory)
    }

    /// Whether what is in memory fits into a limit.
    ///
    /// # Errors
    /// Usage: shared memory of the size of all memory bounds nothing.
    pub fn fits(&self, memory: ByteSize) -> Result<()> {
        match self.shm_size {
            Some(size) if size >= memory => {
                Err(Error::usage(format!("a /dev/shm of {size} is not below the limit of memory, {memory}"))
                    .hint("give a smaller --shm-size, or more --memory"))
            }
            _ => Ok(()),
        }
    }
}

/// Checks the size of shared memory, or of a disk.
///
/// # Errors
/// Usage, naming the range.
pub fn size(text: &str) -> Result<ByteSize> {
    let size: ByteSize = text.parse()?;
    if (SIZES.0..=SIZES.1).contains(&size) {
        return Ok(size);
    }
    Err(Error::usage(format!("{text:?} is out of range")).hint("give from 1MiB to 64TiB, such as 256m or 10GiB"))
}

/// Checks the name of a runtime: letters, digits and `._-`, as engines have them.
///
/// # Errors
/// Usage.
pub fn runtime(text: &str) -> Result<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if (1..=128).contains(&text.len()) && text.bytes().all(plain) && text.as_bytes()[0].is_ascii_alphanumeric() {
        return Ok(text.to_owned());
    }
    Err(Error::usage(format!("{text:?} is not the name of a runtime")).hint("list them: sandcastle doctor"))
}

/// Whether a value need not be written down.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_memory_is_bounded_below_the_limit() {
        let plain = Hardening::default();
        assert_eq!(plain.shm_bytes(ByteSize::mebibytes(2048)), 64 << 20);
        assert_eq!(plain.shm_bytes(ByteSize::mebibytes(8)), 4 << 20);
        let own = Hardening { shm_size: Some(ByteSize::mebibytes(256)), ..Hardening::default() };
        assert_eq!(own.shm_bytes(ByteSize::mebibytes(512)), 256 << 20);
        assert!(own.fits(ByteSize::mebibytes(257)).is_ok() && own.fits(ByteSize::mebibytes(256)).is_err());
        let strict = Hardening { profile: Profile::Strict, ..Hardening::default() };
        let mib = ByteSize::mebibytes;
        assert!(plain.shrinks(mib(512), mib(65)).is_ok() && plain.shrinks(mib(512), mib(64)).is_err());
        assert!(strict.shrinks(mib(512), mib(511)).is_err() && strict.shrinks(mib(512), mib(513)).is_ok());
    }

    #[test]
    fn sizes_and_runtimes_are_checked_before_an_engine_sees_them() {
        assert!(size("64m").is_ok() && size("64TiB").is_ok());
        assert!(["1k", "65TiB", "-1", "x", ""].iter().all(|text| size(text).is_err()));
        assert!(["runsc", "io.containerd.runc.v2", "sysbox-runc"].iter().all(|text| runtime(text).is_ok()));
        assert!(["", "../x", "a b", "-x", "a/b", "a\nb"].iter().all(|text| runtime(text).is_err()));
        assert!("Strict".parse::<Profile>().is_err() && "strict".parse::<Profile>().unwrap() == Profile::Strict);
    }
}
