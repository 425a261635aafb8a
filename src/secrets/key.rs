//! The key that seals secrets: out of the environment, or in a file of the caller's alone that is made at its first use.

use crate::error::{Error, Kind, Result};
use crate::fs;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustix::fs::{Mode, OFlags};
use std::fs::File;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Bytes of a key.
pub(super) const LENGTH: usize = 32;
/// The most bytes of a key file.
const FILE_CAP: u64 = 4096;
/// What the id of a key is derived for (BLAKE3, "derive key").
const ID_CONTEXT: &str = "sandcastle 2026 id of a key of secrets";

/// A key. It has no text form but the one in its file.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; LENGTH]>);

impl Key {
    /// A new one.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn random() -> Result<Key> {
        let mut bytes = Zeroizing::new([0; LENGTH]);
        getrandom::fill(&mut bytes[..])
            .map_err(|cause| Error::new(Kind::Failed, "the system gave no random bytes").because(cause))?;
        Ok(Key(bytes))
    }

    /// The key that base64 text stands for; `place` is where it was found.
    fn parse(text: &str, place: &str) -> Result<Key> {
        let wrong = || {
            Error::usage(format!("{place} holds no key: a key is {LENGTH} bytes as base64"))
                .hint("make one: head -c 32 /dev/urandom | base64")
        };
        let bytes = Zeroizing::new(STANDARD.decode(text.trim()).map_err(|_| wrong())?);
        Key::of(&bytes).ok_or_else(wrong)
    }

    /// The key of these bytes, if they are as many as a key has.
    pub(super) fn of(bytes: &[u8]) -> Option<Key> {
        bytes.try_into().ok().map(|bytes| Key(Zeroizing::new(bytes)))
    }

    /// The content of its file.
    pub(super) fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(STANDARD.encode(&self.0[..]) + "\n")
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0[..]
    }

    /// By it the key of a file is known; it says nothing about the key.
    pub(super) fn id(&self) -> String {
        blake3::Hash::from_bytes(blake3::derive_key(ID_CONTEXT, &self.0[..])).to_hex()[..16].to_owned()
    }

    /// The key in a file of the caller's alone; none where there is no file.
    ///
    /// # Errors
    /// `denied` where anybody else could read or replace it; `usage` when it holds no key.
    pub fn read(path: &Path) -> Result<Option<Key>> {
        let shown = path.display();
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let file = match rustix::fs::open(path, flags, Mode::empty()) {
            Ok(file) => File::from(file),
            Err(rustix::io::Errno::NOENT) => return Ok(None),
            Err(rustix::io::Errno::LOOP) => {
                return Err(Error::new(Kind::Denied, format!("{shown} is a link, and a key must be a file"))
                    .hint("put the file itself there, with mode 0600"));
            }
            Err(error) => return Err(Error::io(format!("reading {shown}"), error.into())),
        };
        let unread = |error| Error::io(format!("reading {shown}"), error);
        let found = file.metadata().map_err(unread)?;
        if !found.is_file() {
            return Err(Error::new(Kind::Denied, format!("{shown} is no regular file, and a key must be one")));
        }
        if found.uid() != rustix::process::geteuid().as_raw() {
            let message = format!("{shown} belongs to another user (uid {})", found.uid());
            return Err(Error::new(Kind::Denied, message).hint(format!("chown it to yourself: {shown}")));
        }
        if found.mode() & 0o077 != 0 {
            let message =
                format!("others may use {shown}, the key of your secrets (mode {:04o})", found.mode() & 0o7777);
            return Err(Error::new(Kind::Denied, message).hint(format!("chmod 600 {shown}")));
        }
        let mut text = Zeroizing::new(String::new());
        file.take(FILE_CAP).read_to_string(&mut text).map_err(|error| match error.kind() {
            std::io::ErrorKind::InvalidData => Error::usage(format!("{shown} holds no key: it is not text")),
            _ => unread(error),
        })?;
        Key::parse(&text, &shown.to_string()).map(Some)
    }

    /// The key in a file, made with a new one where there is none. Two who make it at once get the same.
    ///
    /// # Errors
    /// As [`Key::read`]; `no_space`.
    pub fn read_or_make(path: &Path) -> Result<Key> {
        if let Some(key) = Key::read(path)? {
            return Ok(key);
        }
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_private(folder)?;
        }
        fs::write_once(path, Key::random()?.text().as_bytes())?;
        Key::read(path)?.ok_or_else(|| Error::new(Kind::NotFound, format!("{} is gone again", path.display())))
    }
}

/// Where the key comes from.
#[derive(Clone)]
pub struct KeySource {
    variable: Option<Zeroizing<String>>,
    file: PathBuf,
}

/// The variable that holds a key, for messages.
const VARIABLE: &str = "SANDCASTLE_SECRETS_KEY";

impl KeySource {
    /// The variable's value wins over the file.
    pub fn new(variable: Option<String>, file: PathBuf) -> KeySource {
        KeySource { variable: variable.map(Zeroizing::new), file }
    }

    /// The key file, unless a variable holds the key.
    pub fn file(&self) -> Option<&Path> {
        if self.variable.is_some() { None } else { Some(&self.file) }
    }

    /// The key, if there is one yet.
    ///
    /// # Errors
    /// As [`Key::read`].
    pub(super) fn find(&self) -> Result<Option<Key>> {
        match &self.variable {
            Some(text) => Key::parse(text, VARIABLE).map(Some),
            None => Key::read(&self.file),
        }
    }

    /// The key; a new one is made where there is none.
    pub(super) fn find_or_make(&self) -> Result<Key> {
        match &self.variable {
            Some(text) => Key::parse(text, VARIABLE),
            None => Key::read_or_make(&self.file),
        }
    }

    /// What to say when there are secrets and no key.
    pub(super) fn lost(&self) -> Error {
        Error::new(Kind::Damaged, format!("the key is gone, and there are secrets: {}", self.file.display()))
            .hint(format!("bring the file back, or set {VARIABLE}"))
            .hint("or give the secrets up: sandcastle secret rm NAME")
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

impl std::fmt::Debug for KeySource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeySource({})", if self.variable.is_some() { "variable" } else { "file" })
    }
}
