//! A list of what a tree holds, in the order of a walk: what a later walk is held against to find what has changed.
//! The form is binary and streams: neither side ever holds a whole list.

use std::cmp::Ordering;
use std::io::{Read, Write};

use super::error::{ArchiveError, Result};

/// The first bytes of a list: the form and its version.
const MAGIC: &[u8; 8] = b"sclist 2";
/// In the place of a kind: the list is whole.
const END: u8 = 0xff;
/// Bytes of the fields of fixed length after the kind.
const FIXED: usize = 1 + 2 + 2 + 2 + 4 + 4 + 4 + 8 + 12 + 12 + 8;
const WITH_DIGEST: u8 = 1;
const WITH_ATTRIBUTES: u8 = 2;
const SETTLED: u8 = 4;

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ItemKind {
    /// A regular file.
    File = 1,
    /// A directory.
    Directory = 2,
    /// A symbolic link.
    Symlink = 3,
    /// A device node, fifo or socket.
    Special = 4,
    /// Nothing is there any more: only in the list of what has changed.
    Gone = 5,
}

/// One thing in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its way from the top, without a slash at either end; the top itself is empty.
    pub path: Vec<u8>,
    /// What it is.
    pub kind: ItemKind,
    /// Its permissions.
    pub mode: u32,
    /// Its user.
    pub uid: u32,
    /// Its group.
    pub gid: u32,
    /// Bytes of a file.
    pub size: u64,
    /// When its content was changed: seconds since 1970, nanoseconds.
    pub mtime: (i64, u32),
    /// When anything about it was changed. Nobody can set it, and it is no other on another engine's disk.
    pub ctime: (i64, u32),
    /// Its number on the disk; 0 where that is not known, or no other list is of the same disk.
    pub inode: u64,
    /// Where a symbolic link leads; of a file that an archive holds as one more name of another, that one.
    pub link: Vec<u8>,
    /// It has extended attributes, where that was asked for.
    pub attributes: bool,
    /// Of a directory: as long as its ctime is this one, nothing has changed below it either. In an overlay a change
    /// anywhere below makes a new directory of each one above, which has a ctime of its own.
    pub settled: bool,
    /// BLAKE3 of a file's content, where it was asked for.
    pub digest: Option<[u8; 32]>,
}

impl Item {
    /// Something of which only the place is known.
    pub fn at(path: Vec<u8>, kind: ItemKind) -> Item {
        let (mtime, ctime) = ((0, 0), (0, 0));
        Item {
            path,
            kind,
            mode: 0,
            uid: 0,
            gid: 0,
            size: 0,
            mtime,
            ctime,
            inode: 0,
            link: Vec::new(),
            attributes: false,
            settled: false,
            digest: None,
        }
    }
}

/// The order of a walk: a directory, then what it holds, by the bytes of the names.
pub fn order(one: &[u8], other: &[u8]) -> Ordering {
    // No name holds a NUL, so in its place a slash sorts before all that a longer name could go on with.
    let key = |byte: &u8| if *byte == b'/' { 0 } else { *byte };
    one.iter().map(key).cmp(other.iter().map(key))
}

/// Whether `path` lies below `folder`.
pub fn lies_below(path: &[u8], folder: &[u8]) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.first() == Some(&b'/'))
}

/// Writes a list.
pub struct ListWriter<W> {
    sink: W,
    last: Vec<u8>,
}

impl<W: Write> ListWriter<W> {
    /// Begins a list.
    ///
    /// # Errors
    /// The sink's.
    pub fn new(mut sink: W) -> std::io::Result<Self> {
        sink.write_all(MAGIC)?;
        Ok(ListWriter { sink, last: Vec::new() })
    }

    /// Adds an item; items come in the order of a walk.
    ///
    /// # Errors
    /// The sink's; `InvalidInput` for a path or link of more than 65,535 bytes.
    pub fn write(&mut self, item: &Item) -> std::io::Result<()> {
        let shared = item.path.iter().zip(&self.last).take_while(|(one, other)| one == other).count();
        let shared = shared.min(usize::from(u16::MAX));
        let rest = &item.path[shared..];
        let short = |length: usize| u16::try_from(length).map_err(|_| std::io::ErrorKind::InvalidInput);
        let mut record = Vec::with_capacity(1 + FIXED + rest.len() + item.link.len() + 32);
        record.push(item.kind as u8);
        let flag = |set: bool, flag: u8| if set { flag } else { 0 };
        record.push(
            flag(item.digest.is_some(), WITH_DIGEST)
                | flag(item.attributes, WITH_ATTRIBUTES)
                | flag(item.settled, SETTLED),
        );
        record.extend(short(shared)?.to_le_bytes());
        record.extend(short(rest.len())?.to_le_bytes());
        record.extend(short(item.link.len())?.to_le_bytes());
        for number in [item.mode, item.uid, item.gid] {
            record.extend(number.to_le_bytes());
        }
        record.extend(item.size.to_le_bytes());
        for (seconds, nanoseconds) in [item.mtime, item.ctime] {
            record.extend(seconds.to_le_bytes());
            record.extend(nanoseconds.to_le_bytes());
        }
        record.extend(item.inode.to_le_bytes());
        record.extend(rest);
        record.extend(&item.link);
        record.extend(item.digest.iter().flatten());
        self.sink.write_all(&record)?;
        self.last.truncate(shared);
        self.last.extend_from_slice(rest);
        Ok(())
    }

    /// Ends the list, and gives the sink back.
    ///
    /// # Errors
    /// The sink's.
    pub fn finish(mut self) -> std::io::Result<W> {
        self.sink.write_all(&[END])?;
        self.sink.flush()?;
        Ok(self.sink)
    }
}

/// Reads a list, item by item.
pub struct ListReader<R> {
    source: R,
    last: Option<Vec<u8>>,
    ended: bool,
}

impl<R: Read> ListReader<R> {
    /// Begins to read; `source` should be buffered.
    ///
    /// # Errors
    /// `Damaged` for what is no list.
    pub fn new(mut source: R) -> Result<Self> {
        let mut magic = [0; MAGIC.len()];
        fill(&mut source, &mut magic)?;
        if magic != *MAGIC {
            return Err(ArchiveError::Damaged("the list of files is none, or of another version".to_owned()));
        }
        Ok(ListReader { source, last: None, ended: false })
    }

    /// The next item; none at the end. Items come in the order of a walk, or the list is damaged.
    ///
    /// # Errors
    /// `Damaged` for a list that was cut off or altered.
    pub fn read(&mut self) -> Result<Option<Item>> {
        if self.ended {
            return Ok(None);
        }
        let mut kind = [0];
        fill(&mut self.source, &mut kind)?;
        use ItemKind::*;
        let kind = match kind[0] {
            END => {
                self.ended = true;
                return Ok(None);
            }
            byte => [File, Directory, Symlink, Special, Gone].into_iter().find(|kind| *kind as u8 == byte),
        };
        let kind = kind.ok_or_else(damaged)?;
        let mut fixed = [0; FIXED];
        fill(&mut self.source, &mut fixed)?;
        let mut fields = Fields(&fixed);
        let [flags] = fields.take();
        let [shared, rest, link] = [(); 3].map(|()| usize::from(u16::from_le_bytes(fields.take())));
        let [mode, uid, gid] = [(); 3].map(|()| u32::from_le_bytes(fields.take()));
        let size = u64::from_le_bytes(fields.take());
        let [mtime, ctime] = [(); 2].map(|()| (i64::from_le_bytes(fields.take()), u32::from_le_bytes(fields.take())));
        let inode = u64::from_le_bytes(fields.take());
        let last = self.last.as_deref();
        let mut path = last.unwrap_or_default().get(..shared).ok_or_else(damaged)?.to_vec();
        path.resize(shared + rest, 0);
        fill(&mut self.source, &mut path[shared..])?;
        let mut target = vec![0; link];
        fill(&mut self.source, &mut target)?;
        let digest = if flags & WITH_DIGEST == 0 {
            None
        } else {
            let mut digest = [0; 32];
            fill(&mut self.source, &mut digest)?;
            Some(digest)
        };
        if last.is_some_and(|last| order(last, &path) != Ordering::Less) || path.contains(&0) {
            return Err(damaged());
        }
        self.last = Some(path.clone());
        let attributes = flags & WITH_ATTRIBUTES != 0;
        let settled = flags & SETTLED != 0;
        Ok(Some(Item {
            path,
            kind,
            mode,
            uid,
            gid,
            size,
            mtime,
            ctime,
            inode,
            link: target,
            attributes,
            settled,
            digest,
        }))
    }
}

/// Items in the order of a walk, one by one.
pub trait Items {
    /// The next item; none at the end.
    ///
    /// # Errors
    /// `Damaged` for a list that was cut off or altered.
    fn next(&mut self) -> Result<Option<Item>>;
}

impl<R: Read> Items for ListReader<R> {
    fn next(&mut self) -> Result<Option<Item>> {
        self.read()
    }
}

impl<I: Items + ?Sized> Items for Box<I> {
    fn next(&mut self) -> Result<Option<Item>> {
        (**self).next()
    }
}

/// Numbers of fixed length, one after the other.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let mut field = [0; N];
        if let Some((head, rest)) = self.0.split_at_checked(N) {
            field.copy_from_slice(head);
            self.0 = rest;
        }
        field
    }
}

fn fill(source: &mut impl Read, place: &mut [u8]) -> Result<()> {
    source.read_exact(place).map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => ArchiveError::Damaged("the list of files was cut off".to_owned()),
        _ => ArchiveError::Failed(format!("reading the list of files: {}", crate::error::plain(&error))),
    })
}

fn damaged() -> ArchiveError {
    ArchiveError::Damaged("the list of files is damaged".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(path: &str) -> Item {
        Item {
            mode: 0o644,
            uid: 7,
            gid: 8,
            size: 9,
            mtime: (-5, 6),
            ctime: (1_700_000_000, 999_999_999),
            inode: u64::MAX,
            ..Item::at(path.into(), ItemKind::File)
        }
    }

    fn written(items: &[Item]) -> Vec<u8> {
        let mut writer = ListWriter::new(Vec::new()).unwrap();
        for item in items {
            writer.write(item).unwrap();
        }
        writer.finish().unwrap()
    }

    fn read(bytes: &[u8]) -> Result<Vec<Item>> {
        let mut reader = ListReader::new(bytes)?;
        let mut items = Vec::new();
        while let Some(item) = reader.read()? {
            items.push(item);
        }
        Ok(items)
    }

    fn sample() -> Vec<Item> {
        let mut link = item("a/link");
        (link.kind, link.link) = (ItemKind::Symlink, b"../\xff".to_vec());
        let mut whole = item("a/whole");
        (whole.digest, whole.attributes) = (Some([3; 32]), true);
        let top = Item { kind: ItemKind::Directory, ..item("") };
        vec![top, Item { kind: ItemKind::Directory, settled: true, ..item("a") }, link, whole, item("a-b"), item("b")]
    }

    #[test]
    fn a_list_is_read_as_it_was_written() {
        assert_eq!(read(&written(&sample())).unwrap(), sample());
        assert_eq!(read(&written(&[])).unwrap(), []);
    }

    #[test]
    fn what_a_directory_holds_comes_before_names_that_go_on() {
        let mut paths = [&b"a-b"[..], b"a/x", b"a", b"a\x01", b"", b"a/x/y"];
        paths.sort_by(|one, other| order(one, other));
        assert_eq!(paths, [&b""[..], b"a", b"a/x", b"a/x/y", b"a\x01", b"a-b"]);
        assert!(
            lies_below(b"a/x", b"a") && lies_below(b"a", b"") && !lies_below(b"a-b", b"a") && !lies_below(b"a", b"a")
        );
    }

    #[test]
    fn a_list_that_was_cut_at_any_byte_is_damaged() {
        let bytes = written(&sample());
        for end in 0..bytes.len() {
            assert!(matches!(read(&bytes[..end]), Err(ArchiveError::Damaged(_))), "cut at {end}");
        }
    }

    #[test]
    fn a_list_out_of_order_is_damaged() {
        for items in [[item("b"), item("a")], [item("a"), item("a")]] {
            assert!(matches!(read(&written(&items)), Err(ArchiveError::Damaged(_))));
        }
    }
}
