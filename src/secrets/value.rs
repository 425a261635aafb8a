//! The value of a secret: bytes that are not shown, not written down by accident, and gone from memory after use.

use crate::error::{Error, Result};
use zeroize::Zeroizing;

/// The most bytes of a value.
pub const MOST: usize = 1 << 20;

/// A process that holds a value leaves none behind when it crashes, whoever collects what crashes.
fn dump_no_core() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        use rustix::process::{Resource, getrlimit, setrlimit};
        // Neither fails for a process that asks it of itself.
        let _ = setrlimit(Resource::Core, rustix::process::Rlimit { current: Some(0), ..getrlimit(Resource::Core) });
        #[cfg(target_os = "linux")]
        let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
    });
}

/// The value of a secret. It has no text form.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// A value.
    ///
    /// # Errors
    /// `usage` when it is empty or too long.
    pub fn new(bytes: impl Into<Zeroizing<Vec<u8>>>) -> Result<Secret> {
        dump_no_core();
        let bytes = bytes.into();
        match bytes.len() {
            0 => Err(Error::usage("the value is empty").hint("pass it on stdin, with --file or with --from-env")),
            1..=MOST => Ok(Secret(bytes)),
            _ => Err(Error::usage(format!("the value is longer than {MOST} bytes (1 MiB)"))
                .hint("keep the key of a larger file as the secret, and the file itself elsewhere")),
        }
    }

    /// The bytes, for who hands them on.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}
