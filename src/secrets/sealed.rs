//! The form of an entry on disk: TOML that says what it is, and its value under AES-256-GCM (NIST SP 800-38D). All that
//! it says of itself is authenticated with the value, so that files can't be exchanged or edited.

use super::entry::Entry;
use super::key::Key;
use super::value::Secret;
use crate::error::{Error, Kind, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::{Deserialize, Serialize};
use std::path::Path;
use zeroize::Zeroizing;

/// The schema that this build writes.
pub(super) const SCHEMA: u32 = 1;
/// The most bytes of a file: a value of 1 MiB as base64, and what stands around it.
const CAP: u64 = 2 << 20;

/// An entry with its value, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    schema: u32,
    /// What is known of it without the key.
    pub entry: Entry,
    /// The id of the key.
    pub(super) key: String,
    nonce: String,
    value: String,
}

#[derive(Deserialize)]
struct Schema {
    schema: u32,
}

impl Sealed {
    /// Seals a value with a nonce of its own.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub(super) fn new(entry: Entry, value: &Secret, key: &Key) -> Result<Sealed> {
        let (nonce, sealed) = seal(key, &bound(&entry)?, value.bytes())?;
        Ok(Sealed {
            schema: SCHEMA,
            entry,
            key: key.id(),
            nonce: STANDARD.encode(nonce),
            value: STANDARD.encode(sealed),
        })
    }

    /// The value.
    ///
    /// # Errors
    /// `damaged` when it is not what was sealed, or was sealed with another key.
    pub(super) fn open(&self, key: &Key) -> Result<Secret> {
        let what = format!("secret {} ({})", self.entry.name, self.entry.scope);
        if self.key != key.id() {
            return Err(Error::new(Kind::Damaged, format!("{what} was sealed with another key"))
                .hint("use the key that it was set with: the key file, or SANDCASTLE_SECRETS_KEY"));
        }
        let damaged = || {
            Error::new(Kind::Damaged, format!("{what} is damaged: its value is not what was sealed"))
                .hint(format!("set it again: sandcastle secret set {}", self.entry.name))
        };
        let nonce = STANDARD.decode(&self.nonce).map_err(|_| damaged())?;
        let value = STANDARD.decode(&self.value).map_err(|_| damaged())?;
        let bytes = open(key, &nonce, &bound(&self.entry)?, value).ok_or_else(damaged)?;
        Secret::new(bytes).map_err(|_| damaged())
    }

    /// The content of its file.
    pub(super) fn to_toml(&self) -> Result<String> {
        toml::to_string(self).map_err(|cause| Error::new(Kind::Failed, "writing a secret").because(cause))
    }

    /// Reads a file; none where there is none.
    ///
    /// # Errors
    /// `damaged`; `wrong_state` when a newer sandcastle wrote it.
    pub(super) fn read(path: &Path) -> Result<Option<Sealed>> {
        let damaged = |why: String| {
            Error::new(Kind::Damaged, format!("{} can't be read: {why}", path.display()))
                .hint("bring the file back, or set the secret again")
        };
        let text = match read_capped(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                return Err(damaged("it is not text".to_owned()));
            }
            Err(error) => return Err(Error::io(format!("reading {}", path.display()), error)),
        };
        let Schema { schema } = toml::from_str(&text).map_err(|cause| damaged(cause.message().to_owned()))?;
        if schema > SCHEMA {
            return Err(Error::new(Kind::WrongState, format!("{} was written by a newer sandcastle", path.display()))
                .hint("use that version, or a newer one"));
        }
        toml::from_str(&text).map(Some).map_err(|cause| damaged(cause.message().to_owned()))
    }
}

fn read_capped(path: &Path) -> std::io::Result<String> {
    use std::io::Read;
    let mut text = String::new();
    std::fs::File::open(path)?.take(CAP).read_to_string(&mut text)?;
    Ok(text)
}

/// What is authenticated beside the value: all that the file says of it.
fn bound(entry: &Entry) -> Result<Vec<u8>> {
    serde_json::to_vec(&("sandcastle secret", SCHEMA, entry))
        .map_err(|cause| Error::new(Kind::Failed, "sealing a secret").because(cause))
}

fn cipher(key: &Key) -> Result<LessSafeKey> {
    let unbound = UnboundKey::new(&AES_256_GCM, key.bytes());
    unbound.map(LessSafeKey::new).map_err(|_| Error::new(Kind::Failed, "the cipher takes no such key"))
}

/// Seals bytes with a random nonce. 2^32 of them could be sealed with one key before two nonces might be the same.
pub(super) fn seal(key: &Key, bound: &[u8], bytes: &[u8]) -> Result<([u8; NONCE_LEN], Vec<u8>)> {
    let mut nonce = [0; NONCE_LEN];
    getrandom::fill(&mut nonce)
        .map_err(|cause| Error::new(Kind::Failed, "the system gave no random bytes").because(cause))?;
    // Room for the tag, so that no copy of the plain bytes is left behind by a larger one.
    let mut sealed = Vec::with_capacity(bytes.len() + AES_256_GCM.tag_len());
    sealed.extend_from_slice(bytes);
    cipher(key)?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(bound), &mut sealed)
        .map_err(|_| Error::new(Kind::Failed, "sealing a secret"))?;
    Ok((nonce, sealed))
}

/// The bytes that were sealed; none when anything is not as it was.
pub(super) fn open(key: &Key, nonce: &[u8], bound: &[u8], sealed: Vec<u8>) -> Option<Zeroizing<Vec<u8>>> {
    let mut sealed = Zeroizing::new(sealed);
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let length = cipher(key).ok()?.open_in_place(nonce, Aad::from(bound), &mut sealed).ok()?.len();
    sealed.truncate(length);
    Some(sealed)
}
