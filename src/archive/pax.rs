//! Pax extended headers: `length key=value` records, of which we take those that say where, how big, whose and when.
//! Source: POSIX.1-2017, pax, "pax Extended Header".

use super::attributes::{Attribute, MAX_ATTRIBUTES, is_moved};
use super::error::{ArchiveError, Result};

/// Before the name of an extended attribute.
pub(super) const ATTRIBUTE: &[u8] = b"SCHILY.xattr.";
/// Of a directory in an archive of changes: what was there before is gone with all below it.
pub(super) const OPAQUE: &[u8] = b"SANDCASTLE.opaque";

/// What extended headers said about the entry that follows them.
#[derive(Debug, Default, Clone)]
pub(super) struct Extensions {
    pub(super) path: Option<Vec<u8>>,
    pub(super) link: Option<Vec<u8>>,
    pub(super) size: Option<u64>,
    pub(super) uid: Option<u64>,
    pub(super) gid: Option<u64>,
    pub(super) mtime: Option<Time>,
    pub(super) ctime: Option<Time>,
    pub(super) inode: Option<u64>,
    pub(super) links: Option<u64>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) opaque: bool,
    /// `GNU.sparse.*`: the version, the name and the size of the file with its holes.
    pub(super) sparse: Option<(u64, u64)>,
    pub(super) sparse_path: Option<Vec<u8>>,
    pub(super) sparse_size: Option<u64>,
    /// A sparse format older than 1.0, whose map is in the header.
    pub(super) sparse_old: bool,
}

/// Seconds since 1970 and the nanoseconds after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) seconds: i64,
    pub(super) nanoseconds: u32,
}

impl Extensions {
    /// Adds the records of one extended header.
    pub(super) fn read(&mut self, mut block: &[u8]) -> Result<()> {
        while !block.is_empty() {
            let (key, value, rest) = record(block).ok_or_else(|| bad("a record is malformed"))?;
            self.take(key, value)?;
            block = rest;
        }
        Ok(())
    }

    fn take(&mut self, key: &[u8], value: &[u8]) -> Result<()> {
        match key {
            // An empty value takes back what an earlier record said.
            b"path" => self.path = Some(value.to_vec()).filter(|value| !value.is_empty()),
            b"linkpath" => self.link = Some(value.to_vec()).filter(|value| !value.is_empty()),
            b"size" => self.size = Some(number(value)?),
            b"uid" => self.uid = Some(number(value)?),
            b"gid" => self.gid = Some(number(value)?),
            b"mtime" => self.mtime = Some(time(value).ok_or_else(|| bad("its time is no number"))?),
            b"comment" => {
                if let Some((inode, links)) = identity(value) {
                    (self.inode, self.links) = (Some(inode), Some(links));
                }
            }
            b"ctime" => self.ctime = Some(time(value).ok_or_else(|| bad("its time is no number"))?),
            b"GNU.sparse.major" => self.sparse.get_or_insert_default().0 = number(value)?,
            b"GNU.sparse.minor" => self.sparse.get_or_insert_default().1 = number(value)?,
            b"GNU.sparse.name" => self.sparse_path = Some(value.to_vec()),
            b"GNU.sparse.realsize" => self.sparse_size = Some(number(value)?),
            OPAQUE => self.opaque = value == b"1",
            _ if key.starts_with(b"GNU.sparse.") => self.sparse_old = true,
            _ if key.starts_with(ATTRIBUTE) => {
                let name = &key[ATTRIBUTE.len()..];
                if is_moved(name) && self.attributes.len() < MAX_ATTRIBUTES {
                    self.attributes.push((name.to_vec(), value.to_vec()));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Before what an archive of changes says of a file beyond what tar has a word for. As a comment, which every reader
/// passes over in silence.
const IDENTITY: &str = "sandcastle ";

/// The comment that tells a file's number on its disk, and how many names it has there.
pub(super) fn identity_comment(inode: u64, links: u64) -> String {
    format!("{IDENTITY}ino={inode} nlink={links}")
}

fn identity(comment: &[u8]) -> Option<(u64, u64)> {
    let text = std::str::from_utf8(comment).ok()?.strip_prefix(IDENTITY)?;
    let (inode, links) = text.strip_prefix("ino=")?.split_once(" nlink=")?;
    Some((digits(inode.as_bytes())?, digits(links.as_bytes())?))
}

/// Takes `length key=value\n` off the front.
fn record(block: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let space = block.iter().take(20).position(|&byte| byte == b' ')?;
    let length = usize::try_from(digits(&block[..space])?).ok()?;
    let body = block.get(space + 1..length)?.strip_suffix(b"\n")?;
    let equals = body.iter().position(|&byte| byte == b'=')?;
    Some((&body[..equals], &body[equals + 1..], &block[length..]))
}

fn digits(text: &[u8]) -> Option<u64> {
    if text.is_empty() || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(text).ok()?.parse().ok()
}

fn number(text: &[u8]) -> Result<u64> {
    digits(text).ok_or_else(|| bad("a number is malformed"))
}

fn time(text: &[u8]) -> Option<Time> {
    let (negative, text) = match text.strip_prefix(b"-") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = match text.iter().position(|&byte| byte == b'.') {
        Some(point) => (&text[..point], &text[point + 1..]),
        None => (text, &b"0"[..]),
    };
    let seconds = i64::try_from(digits(whole)?).ok()?;
    let mut nine = [b'0'; 9];
    for (place, digit) in nine.iter_mut().zip(fraction) {
        *place = *digit;
    }
    let nanoseconds = u32::try_from(digits(&nine)?).ok()?;
    Some(match (negative, nanoseconds) {
        (false, _) => Time { seconds, nanoseconds },
        (true, 0) => Time { seconds: -seconds, nanoseconds },
        (true, _) => Time { seconds: -seconds - 1, nanoseconds: 1_000_000_000 - nanoseconds },
    })
}

fn bad(why: &str) -> ArchiveError {
    ArchiveError::Damaged(format!("an extended header of the archive: {why}"))
}

impl Time {
    /// As a record states it.
    pub(super) fn written(self) -> String {
        match (self.seconds, self.nanoseconds) {
            (seconds, 0) => seconds.to_string(),
            (seconds, nanoseconds) if seconds >= 0 => format!("{seconds}.{nanoseconds:09}"),
            // Before 1970 the fraction counts backwards.
            (seconds, nanoseconds) => format!("-{}.{:09}", -(seconds + 1), 1_000_000_000 - nanoseconds),
        }
    }
}

/// Appends one record.
pub(super) fn append(block: &mut Vec<u8>, key: impl AsRef<[u8]>, value: &[u8]) {
    let key = key.as_ref();
    let bare = key.len() + value.len() + 3;
    // The length counts its own digits.
    let mut length = bare + 1;
    while length != bare + length.to_string().len() {
        length = bare + length.to_string().len();
    }
    block.extend_from_slice(format!("{length} ").as_bytes());
    block.extend_from_slice(key);
    block.push(b'=');
    block.extend_from_slice(value);
    block.push(b'\n');
}
