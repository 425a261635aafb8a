//! What can go wrong with an archive, in the terms of the exit-code table.
//! Names come from strangers: they reach a message only through `shown`.

use std::fmt::Write as _;

use rustix::io::Errno;

/// Why packing or unpacking failed. Every text reads "what: why".
#[derive(thiserror::Error, Debug)]
pub enum ArchiveError {
    /// The source or a part of the path is not there.
    #[error("{0}")]
    NotFound(String),
    /// What stands at the destination can't be combined with what comes.
    #[error("{0}")]
    Conflict(String),
    /// Refused by the system's permissions, or by our rules for archives.
    #[error("{0}")]
    Denied(String),
    /// The stream is not one whole tar archive, or the source changed while it was read.
    #[error("{0}")]
    Damaged(String),
    /// No room for what the archive holds.
    #[error("{0}")]
    NoSpace(String),
    /// What was asked for makes no sense: a pattern that is none, a source that is a fifo.
    #[error("{0}")]
    Invalid(String),
    /// Anything else.
    #[error("{0}")]
    Failed(String),
}

/// A result with this module's error.
pub(super) type Result<T, E = ArchiveError> = std::result::Result<T, E>;

impl ArchiveError {
    /// A call about `name` that the system answered with `errno`.
    pub(super) fn system(name: &[u8], errno: Errno) -> Self {
        let text = format!("{}: {}", shown(name), crate::error::plain(&errno.into()));
        match errno {
            Errno::NOENT => ArchiveError::NotFound(text),
            Errno::ACCESS | Errno::PERM | Errno::ROFS => ArchiveError::Denied(text),
            Errno::NOSPC | Errno::DQUOT => ArchiveError::NoSpace(text),
            Errno::EXIST | Errno::NOTDIR | Errno::ISDIR | Errno::NOTEMPTY => ArchiveError::Conflict(text),
            _ => ArchiveError::Failed(text),
        }
    }

    /// `name` is refused, because of `why`.
    pub(super) fn denied(name: &[u8], why: &str) -> Self {
        ArchiveError::Denied(format!("{}: {why}", shown(name)))
    }

    /// `name` is in the way, because of `why`.
    pub(super) fn conflict(name: &[u8], why: &str) -> Self {
        ArchiveError::Conflict(format!("{}: {why}", shown(name)))
    }

    /// `name` can't be what it should be, because of `why`.
    pub(super) fn damaged(name: &[u8], why: &str) -> Self {
        ArchiveError::Damaged(format!("{}: {why}", shown(name)))
    }

    /// `name` can't be meant, because of `why`.
    pub(super) fn invalid(name: &[u8], why: &str) -> Self {
        ArchiveError::Invalid(format!("{}: {why}", shown(name)))
    }

    /// `name` can't be dealt with, because of `why`.
    pub(super) fn failed(name: &[u8], why: &str) -> Self {
        ArchiveError::Failed(format!("{}: {why}", shown(name)))
    }
}

/// `name` for a terminal: control and invisible characters, and bytes that are no UTF-8, are escaped.
pub fn shown(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    for chunk in name.utf8_chunks() {
        for letter in chunk.valid().chars() {
            match letter {
                // These two are printable, and escaping them would change ordinary names.
                '\'' | '"' => text.push(letter),
                _ => text.extend(letter.escape_debug()),
            }
        }
        for byte in chunk.invalid() {
            // Writing to a `String` can't fail.
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

impl From<ArchiveError> for crate::error::Error {
    fn from(error: ArchiveError) -> Self {
        use crate::error::Kind;
        let kind = match &error {
            ArchiveError::NotFound(_) => Kind::NotFound,
            ArchiveError::Conflict(_) => Kind::Conflict,
            ArchiveError::Denied(_) => Kind::Denied,
            ArchiveError::Damaged(_) => Kind::Damaged,
            ArchiveError::NoSpace(_) => Kind::NoSpace,
            ArchiveError::Invalid(_) => Kind::Usage,
            ArchiveError::Failed(_) => Kind::Failed,
        };
        crate::error::Error::new(kind, error.to_string())
    }
}
