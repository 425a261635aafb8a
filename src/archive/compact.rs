//! Several archives of changes, each over the one before, as one that changes a tree as all of them do one by one.
//! Streams: what is held are the names of hard links' targets, and their content, on disk, where the link outlives them.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fs::File;
use std::io::Read;
use std::os::unix::fs::FileExt;

use super::Limits;
use super::capture::GONE;
use super::error::{ArchiveError, Result};
use super::listing::{lies_below, order};
use super::names::{components, joined};
use super::reader::{CHUNK, Entry, EntryKind, Reader};
use super::writer::{Head, Writer};

/// One of the archives, with what its index says of it.
pub struct Layer<'a> {
    /// The archive as a plain tar.
    pub stream: &'a mut dyn Read,
    /// What it says is gone, in the order of a walk.
    pub gone: Vec<Vec<u8>>,
    /// What its hard links lead to.
    pub targets: HashSet<Vec<u8>>,
}

/// Writes `layers`, the oldest first, to `sink` as one. `scratch` is an empty file.
///
/// # Errors
/// `Damaged` for an archive that no capture makes, `NoSpace`; the sink's.
pub fn compact(layers: Vec<Layer<'_>>, scratch: File, sink: &mut dyn std::io::Write) -> Result<()> {
    let feeds = layers.into_iter().map(Feed::new).collect::<Result<Vec<_>>>()?;
    let scratch = Scratch { file: scratch, used: 0 };
    let merge = Merge { feeds, writer: Writer::new(sink), scratch, wipes: Vec::new(), gone: Vec::new() };
    merge.run()
}

/// The path of an entry as lists have it: no slash at either end, the top empty.
pub(super) fn plain_path(path: &[u8]) -> Result<Vec<u8>> {
    let names = components(path, &Limits::default())?;
    Ok(if names.is_empty() { Vec::new() } else { joined(&names) })
}

/// An archive that is being read.
struct Feed<'a> {
    reader: Reader<'a>,
    next: Option<(Vec<u8>, Entry)>,
    gone: VecDeque<Vec<u8>>,
    targets: HashSet<Vec<u8>>,
    /// What became of each target that was passed.
    passed: HashMap<Vec<u8>, Passed>,
}

/// What became of something that hard links of its archive lead to.
enum Passed {
    /// It is there under this path.
    Written(Vec<u8>),
    /// Something newer is in its place; its content lies in the scratch file.
    Kept { entry: Box<Entry>, begin: u64, length: u64 },
}

impl<'a> Feed<'a> {
    fn new(layer: Layer<'a>) -> Result<Feed<'a>> {
        let reader = Reader::new(layer.stream);
        let mut feed =
            Feed { reader, next: None, gone: layer.gone.into(), targets: layer.targets, passed: HashMap::new() };
        feed.advance(None)?;
        Ok(feed)
    }

    /// Goes on to the entry after `last`.
    fn advance(&mut self, last: Option<&[u8]>) -> Result<()> {
        self.next = None;
        while let Some(entry) = self.reader.next(&Limits::default())? {
            if entry.path == GONE {
                continue;
            }
            let path = plain_path(&entry.path)?;
            if last.is_some_and(|last| order(last, &path).is_ge()) {
                return Err(ArchiveError::damaged(&path, "stands in the wrong place of the archive"));
            }
            self.next = Some((path, entry));
            break;
        }
        Ok(())
    }

    /// The first path that it has something to say of.
    fn path(&self) -> Option<&[u8]> {
        let entry = self.next.as_ref().map(|(path, _)| path.as_slice());
        let gone = self.gone.front().map(Vec::as_slice);
        match (entry, gone) {
            (Some(entry), Some(gone)) if order(gone, entry).is_lt() => Some(gone),
            (None, gone) => gone,
            (entry, _) => entry,
        }
    }
}

/// Content of files that are to be written later.
struct Scratch {
    file: File,
    used: u64,
}

impl Scratch {
    fn keep(&mut self, reader: &mut Reader<'_>, entry: &Entry) -> Result<u64> {
        let begin = self.used;
        while let part @ [_, ..] = reader.data(u64::MAX)? {
            let written = self.file.write_all_at(part, self.used);
            written.map_err(|error| ArchiveError::system(&entry.path, errno_of(&error)))?;
            self.used += part.len() as u64;
        }
        Ok(begin)
    }
}

fn errno_of(error: &std::io::Error) -> rustix::io::Errno {
    rustix::io::Errno::from_io_error(error).unwrap_or(rustix::io::Errno::IO)
}

/// What all layers before `layer` say of what lies below `path` counts no more.
struct Wipe {
    path: Vec<u8>,
    layer: usize,
    /// There is no directory at the path in the end.
    closed: bool,
}

struct Merge<'a, 'w> {
    feeds: Vec<Feed<'a>>,
    writer: Writer<'w>,
    scratch: Scratch,
    /// Those that the current path lies below, the outermost first.
    wipes: Vec<Wipe>,
    gone: Vec<u8>,
}

impl Merge<'_, '_> {
    fn run(mut self) -> Result<()> {
        while let Some(path) = self.feeds.iter().filter_map(Feed::path).min_by(|one, other| order(one, other)) {
            let path = path.to_vec();
            self.step(&path)?;
        }
        if !self.gone.is_empty() {
            self.writer.made_up(GONE, &self.gone)?;
        }
        self.writer.finish()
    }

    /// Settles what becomes of one path.
    fn step(&mut self, path: &[u8]) -> Result<()> {
        while self.wipes.pop_if(|wipe| !lies_below(path, &wipe.path)).is_some() {}
        let oldest = self.wipes.iter().map(|wipe| wipe.layer).max().unwrap_or(0);
        let (mut winner, mut wiper) = (None, None);
        for layer in 0..self.feeds.len() {
            let feed = &mut self.feeds[layer];
            let gone = feed.gone.pop_front_if(|gone| gone == path).is_some();
            let kind = feed.next.as_ref().filter(|(at, _)| at == path).map(|(_, entry)| entry.kind);
            if layer < oldest {
                if kind.is_some() {
                    self.drop(layer)?;
                }
                continue;
            }
            if (kind.is_some() || gone)
                && let Some(older) = winner.take()
            {
                self.drop(older)?;
            }
            if kind.is_some() {
                winner = Some(layer);
            }
            if gone || kind.is_some_and(|kind| kind != EntryKind::Directory) {
                wiper = Some(layer);
            }
        }
        // Whatever is below a wipe hides what the tree had there.
        let hidden = !self.wipes.is_empty();
        let mut closed = true;
        match winner {
            Some(layer) => closed = !self.emit(layer, !hidden && wiper.is_some())?,
            None if wiper.is_some() && !hidden => {
                self.gone.extend_from_slice(path);
                self.gone.push(0);
            }
            None => {}
        }
        if let Some(layer) = wiper {
            self.wipes.push(Wipe { path: path.to_vec(), layer, closed });
        }
        Ok(())
    }

    /// Passes over an entry that something newer stands in the place of.
    fn drop(&mut self, layer: usize) -> Result<()> {
        let feed = &mut self.feeds[layer];
        let Some((path, entry)) = feed.next.take() else { return Ok(()) };
        let has_names = matches!(entry.kind, EntryKind::File | EntryKind::Symlink) && feed.targets.contains(&path);
        if has_names {
            let length = feed.reader.left();
            let begin = self.scratch.keep(&mut feed.reader, &entry)?;
            feed.passed.insert(path.clone(), Passed::Kept { entry: Box::new(entry), begin, length });
        }
        feed.advance(Some(&path))
    }

    /// Writes the entry that a layer has next; whether it is a directory.
    fn emit(&mut self, layer: usize, opaque: bool) -> Result<bool> {
        let feed = &mut self.feeds[layer];
        let Some((path, entry)) = feed.next.take() else { return Ok(false) };
        let nowhere = self.wipes.iter().any(|wipe| wipe.closed);
        if nowhere || matches!(entry.kind, EntryKind::Special(_)) {
            return Err(ArchiveError::damaged(&path, "is nothing that a snapshot holds"));
        }
        if entry.kind == EntryKind::HardLink {
            self.link(layer, &path, &entry)?;
        } else {
            let length = feed.reader.left();
            self.writer.head(&head(&entry, &path_of(&path, entry.kind), &entry.link, length, opaque)?)?;
            while let part @ [_, ..] = feed.reader.data(u64::MAX)? {
                self.writer.data(part)?;
            }
            self.writer.pad(length)?;
            if feed.targets.contains(&path) {
                feed.passed.insert(path.clone(), Passed::Written(path.clone()));
            }
        }
        self.feeds[layer].advance(Some(&path))?;
        Ok(entry.kind == EntryKind::Directory)
    }

    /// Writes one more name of a file. The first of those whose file is not there any more becomes the file.
    fn link(&mut self, layer: usize, path: &[u8], link: &Entry) -> Result<()> {
        let feed = &mut self.feeds[layer];
        let target = plain_path(&link.link)?;
        match feed.passed.get(&target) {
            None => return Err(ArchiveError::damaged(path, "is a hard link to nothing before it in its archive")),
            Some(Passed::Written(name)) => self.writer.head(&head(link, path, name, 0, false)?)?,
            Some(Passed::Kept { entry, begin, length }) => {
                self.writer.head(&head(entry, path, &entry.link, *length, false)?)?;
                let mut buffer = vec![0; CHUNK];
                let (mut at, end) = (*begin, begin + length);
                while at < end {
                    let wanted = usize::try_from(end - at).unwrap_or(CHUNK).min(CHUNK);
                    let read = self.scratch.file.read_exact_at(&mut buffer[..wanted], at);
                    read.map_err(|error| ArchiveError::system(path, errno_of(&error)))?;
                    self.writer.data(&buffer[..wanted])?;
                    at += wanted as u64;
                }
                self.writer.pad(*length)?;
                feed.passed.insert(target, Passed::Written(path.to_vec()));
            }
        }
        // Others may lead to this name in turn.
        if feed.targets.contains(path) {
            feed.passed.insert(path.to_vec(), Passed::Written(path.to_vec()));
        }
        Ok(())
    }
}

/// A path as archives have it.
pub(super) fn path_of(path: &[u8], kind: EntryKind) -> Vec<u8> {
    match kind {
        EntryKind::Directory if path.is_empty() => b"./".to_vec(),
        EntryKind::Directory => [path, b"/"].concat(),
        _ => path.to_vec(),
    }
}

/// What is written of an entry that was read, under another path.
pub(super) fn head<'h>(
    entry: &'h Entry,
    path: &'h [u8],
    link: &'h [u8],
    stored: u64,
    opaque: bool,
) -> Result<Head<'h>> {
    let owner =
        |number: u64| u32::try_from(number).map_err(|_| ArchiveError::damaged(path, "its owner is out of range"));
    Ok(Head {
        path,
        link,
        kind: entry.kind,
        size: stored,
        sparse: entry.sparse.then_some(entry.size),
        mode: entry.mode,
        uid: owner(entry.uid)?,
        gid: owner(entry.gid)?,
        mtime: entry.mtime,
        ctime: entry.ctime,
        identity: (entry.inode, entry.links),
        attributes: &entry.attributes,
        opaque: opaque && entry.kind == EntryKind::Directory,
    })
}
