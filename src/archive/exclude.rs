//! What is left out: the patterns typed, and the `.gitignore` files on the way down.
//! The matching is the `ignore` crate's; a directory left out is not entered, so nothing below can come back.

use std::ffi::OsStr;
use std::io::Read;
use std::os::fd::BorrowedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustix::fs::{Mode, OFlags};

use super::PackOptions;
use super::error::{ArchiveError, Result};

/// Bytes read of one `.gitignore`.
const MAX_FILE: u64 = 1024 * 1024;

/// Fails for the first of `patterns` that is none.
///
/// # Errors
/// `Invalid`, naming it.
pub fn check_patterns(patterns: &[String]) -> Result<()> {
    compile(patterns).map(drop)
}

/// Patterns that were typed, for who walks no tree.
#[derive(Debug)]
pub struct Patterns(Gitignore);

impl Patterns {
    /// Reads patterns.
    ///
    /// # Errors
    /// `Invalid`, naming the first that is none.
    pub fn new(patterns: &[String]) -> Result<Patterns> {
        compile(patterns).map(Patterns)
    }

    /// Whether they leave out `path`, seen from the top.
    pub fn leave_out(&self, path: &[u8], directory: bool) -> bool {
        self.0.matched(Path::new(OsStr::from_bytes(path)), directory).is_ignore()
    }
}

/// The rules of patterns that were typed.
pub(super) fn compile(patterns: &[String]) -> Result<Gitignore> {
    let mut builder = GitignoreBuilder::new("");
    // Git takes an open bracket as it is; whoever types one has forgotten something.
    builder.allow_unclosed_class(false);
    for pattern in patterns {
        let why = |error: &ignore::Error| match error {
            ignore::Error::Glob { err, .. } => err.clone(),
            other => other.to_string(),
        };
        builder.add_line(None, pattern).map_err(|error| ArchiveError::invalid(pattern.as_bytes(), &why(&error)))?;
    }
    builder.build().map_err(|error| ArchiveError::Invalid(format!("the patterns: {error}")))
}

/// The rules that hold in the directory being walked.
pub(super) struct Excludes {
    typed: Gitignore,
    gitignore: bool,
    /// For each level with a `.gitignore`: the length of the way to it, and its rules.
    found: Vec<(usize, Gitignore)>,
}

impl Excludes {
    /// Fails for a pattern that is none.
    pub(super) fn new(options: &PackOptions) -> Result<Self> {
        Ok(Excludes { typed: compile(&options.exclude)?, gitignore: options.gitignore, found: Vec::new() })
    }

    /// Enters the directory whose way from the source is `way` (empty, or ending with a slash).
    pub(super) fn enter(&mut self, directory: BorrowedFd<'_>, way: &[u8]) {
        if !self.gitignore {
            return;
        }
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let Ok(file) = rustix::fs::openat(directory, ".gitignore", flags, Mode::empty()) else { return };
        let mut text = Vec::new();
        // One that can't be read rules nothing; packing it will say why, if it is packed.
        if std::fs::File::from(file).take(MAX_FILE).read_to_end(&mut text).is_err() {
            return;
        }
        let mut builder = GitignoreBuilder::new("");
        for line in String::from_utf8_lossy(&text).lines() {
            // Git passes over lines that it can't read, too.
            let _ = builder.add_line(None, line);
        }
        if let Ok(rules) = builder.build() {
            self.found.push((way.len(), rules));
        }
    }

    /// Leaves the directory whose way has this length.
    pub(super) fn leave(&mut self, way: usize) {
        self.found.retain(|(length, _)| *length < way);
    }

    /// Whether the entry `path`, from the source, is left out.
    pub(super) fn leaves_out(&self, path: &[u8], directory: bool) -> bool {
        let of = |rules: &Gitignore, path| match rules.matched(Path::new(OsStr::from_bytes(path)), directory) {
            Match::None => None,
            Match::Ignore(_) => Some(true),
            Match::Whitelist(_) => Some(false),
        };
        let inner_first = self.found.iter().rev();
        of(&self.typed, path)
            .or_else(|| {
                inner_first
                    .filter(|(length, _)| path.len() > *length)
                    .find_map(|(length, rules)| of(rules, &path[*length..]))
            })
            .unwrap_or(false)
    }
}
