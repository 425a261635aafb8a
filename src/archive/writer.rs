//! Puts a tar stream together: GNU headers, with a long-name entry where a name is too long for one,
//! and a pax header for what only that can say.

use std::io::{BufWriter, Write};

use tar::{EntryType, Header};

use super::attributes::Attribute;
use super::error::{ArchiveError, Result};
use super::pax::{self, ATTRIBUTE, OPAQUE, Time};
use super::reader::{BLOCK, CHUNK, EntryKind};

/// Bytes of a name or link target in the header itself.
const SHORT: usize = 100;

/// What is said of one entry.
pub(super) struct Head<'h> {
    pub(super) path: &'h [u8],
    pub(super) link: &'h [u8],
    pub(super) kind: EntryKind,
    /// Bytes that follow in the stream.
    pub(super) size: u64,
    /// Bytes of the file, where it has holes.
    pub(super) sparse: Option<u64>,
    pub(super) mode: u32,
    pub(super) uid: u32,
    pub(super) gid: u32,
    pub(super) mtime: Time,
    /// When anything about it was changed: told in archives of changes only.
    pub(super) ctime: Option<Time>,
    /// With it: its number on the disk, and the names that it has there.
    pub(super) identity: (u64, u64),
    pub(super) attributes: &'h [Attribute],
    /// Of a directory: nothing of what was there before stays.
    pub(super) opaque: bool,
}

impl<'h> Head<'h> {
    /// A small file of root's that is in no tree.
    pub(super) fn made_up(path: &'h [u8], size: u64) -> Head<'h> {
        let mtime = Time { seconds: 0, nanoseconds: 0 };
        let (kind, mode, opaque) = (EntryKind::File, 0o600, false);
        let (link, attributes) = (&b""[..], &[][..]);
        Head {
            path,
            link,
            kind,
            size,
            sparse: None,
            mode,
            uid: 0,
            gid: 0,
            mtime,
            ctime: None,
            identity: (0, 0),
            attributes,
            opaque,
        }
    }
}

/// Writes entries to a sink.
pub(super) struct Writer<'a> {
    sink: BufWriter<&'a mut dyn Write>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(sink: &'a mut dyn Write) -> Self {
        Writer { sink: BufWriter::with_capacity(CHUNK, sink) }
    }

    /// Begins an entry; its data and `pad` follow.
    pub(super) fn head(&mut self, head: &Head<'_>) -> Result<()> {
        let mut extended = Vec::new();
        if let Some(size) = head.sparse {
            pax::append(&mut extended, "GNU.sparse.major", b"1");
            pax::append(&mut extended, "GNU.sparse.minor", b"0");
            pax::append(&mut extended, "GNU.sparse.name", head.path);
            pax::append(&mut extended, "GNU.sparse.realsize", size.to_string().as_bytes());
        }
        if head.mtime.seconds < 0 || head.mtime.nanoseconds != 0 {
            pax::append(&mut extended, "mtime", head.mtime.written().as_bytes());
        }
        if let Some(ctime) = head.ctime {
            pax::append(&mut extended, "ctime", ctime.written().as_bytes());
            // Of a directory the names are no concern of ours.
            let links = if head.kind == EntryKind::Directory { 1 } else { head.identity.1 };
            let comment = pax::identity_comment(head.identity.0, links);
            pax::append(&mut extended, "comment", comment.as_bytes());
        }
        if head.opaque {
            pax::append(&mut extended, OPAQUE, b"1");
        }
        for (name, value) in head.attributes {
            pax::append(&mut extended, [ATTRIBUTE, name].concat(), value);
        }
        if !extended.is_empty() {
            self.extension(b'x', &extended)?;
        }
        if head.link.len() > SHORT {
            self.extension(b'K', &[head.link, b"\0"].concat())?;
        }
        // With the name in the pax header, what is here is for readers that don't know sparse files.
        let path = if head.sparse.is_some() { b"GNUSparseFile.0" } else { head.path };
        if path.len() > SHORT {
            self.extension(b'L', &[path, b"\0"].concat())?;
        }
        // Below a GNU header GNU tar expects a map of its own older form.
        let mut header = if head.sparse.is_some() { Header::new_ustar() } else { Header::new_gnu() };
        header.set_entry_type(match head.kind {
            EntryKind::File | EntryKind::Special(_) => EntryType::Regular,
            EntryKind::Directory => EntryType::Directory,
            EntryKind::Symlink => EntryType::Symlink,
            EntryKind::HardLink => EntryType::Link,
        });
        header.set_mode(head.mode);
        header.set_uid(u64::from(head.uid));
        header.set_gid(u64::from(head.gid));
        header.set_size(head.size);
        header.set_mtime(u64::try_from(head.mtime.seconds).unwrap_or(0));
        let fields = header.as_old_mut();
        copy(&mut fields.name, path);
        copy(&mut fields.linkname, head.link);
        header.set_cksum();
        self.data(header.as_bytes())
    }

    fn extension(&mut self, flag: u8, content: &[u8]) -> Result<()> {
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::new(flag));
        header.set_mode(0o644);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(0);
        header.set_size(content.len() as u64);
        copy(&mut header.as_old_mut().name, b"././@LongLink");
        header.set_cksum();
        self.data(header.as_bytes())?;
        self.data(content)?;
        self.pad(content.len() as u64)
    }

    /// Writes a file that is in no tree.
    pub(super) fn made_up(&mut self, path: &[u8], content: &[u8]) -> Result<()> {
        let size = content.len() as u64;
        self.head(&Head::made_up(path, size))?;
        self.data(content)?;
        self.pad(size)
    }

    /// A part of an entry's data.
    pub(super) fn data(&mut self, bytes: &[u8]) -> Result<()> {
        self.sink.write_all(bytes).map_err(unwritten)
    }

    /// Ends an entry of `size` bytes.
    pub(super) fn pad(&mut self, size: u64) -> Result<()> {
        let missing = size.wrapping_neg() % BLOCK as u64;
        self.data(&[0; BLOCK][..usize::try_from(missing).unwrap_or(0)])
    }

    /// Ends for now: more may be written after it.
    pub(super) fn pause(mut self) -> Result<()> {
        self.sink.flush().map_err(unwritten)
    }

    /// Ends the archive.
    pub(super) fn finish(mut self) -> Result<()> {
        self.data(&[0; 2 * BLOCK])?;
        self.sink.flush().map_err(unwritten)
    }
}

fn copy(field: &mut [u8; SHORT], value: &[u8]) {
    let length = value.len().min(SHORT);
    field[..length].copy_from_slice(&value[..length]);
}

fn unwritten(error: std::io::Error) -> ArchiveError {
    let text = format!("the archive can't be written: {}", crate::error::plain(&error));
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => ArchiveError::NoSpace(text),
        _ => ArchiveError::Failed(text),
    }
}
