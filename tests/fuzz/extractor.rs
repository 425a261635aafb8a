//! Any archive, unpacked beside something precious: never a panic, never a file outside, nothing left after a refusal.

use arbitrary::{Arbitrary, Unstructured};
use sandcastle::archive::{ArchiveError, Kind, Limits, STAGING_PREFIX, UnpackOptions, unpack};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;

/// What a stream is put together from. Names are few and short, so that entries meet.
#[derive(Debug, Arbitrary)]
enum Piece {
    Entry { kind: Flag, path: Name, link: Name, mode: u16, lie: Lie, content: Content },
    Long { link: bool, path: Name, times: u8 },
    Pax { global: bool, records: Vec<Record> },
    Map { name: Name, size: u16, numbers: Vec<u16>, content: Content },
    Number { field: u8, bytes: [u8; 12] },
    Flip { place: u16, value: u8, mend: bool },
    Cut { by: u16 },
    End,
}

#[derive(Debug, Arbitrary)]
enum Flag {
    File,
    Directory,
    Link,
    HardLink,
    Device,
    Fifo,
    Any(u8),
}

/// Up to four parts; mostly more than one.
#[derive(Debug, Arbitrary)]
struct Name(u8, [Part; 4]);

/// A size that is not the content's; rare, since nothing behind it is understood.
#[derive(Debug, Arbitrary)]
struct Lie(u8, u32);

#[derive(Debug, Arbitrary)]
enum Part {
    A,
    B,
    Here,
    Up(u8),
    Nothing,
    Canary,
    Secret,
    Any(u8),
}

#[derive(Debug, Arbitrary)]
struct Content(u8, bool);

#[derive(Debug, Arbitrary)]
enum Record {
    Path(Name),
    Link(Name),
    Size(i32),
    Owner(i64),
    Time(i64, u32),
    Any(String, String),
    Broken(Vec<u8>),
}

impl Name {
    fn bytes(&self) -> Vec<u8> {
        let parts = self.1.iter().take(usize::from(self.0) % 5).map(|part| match part {
            Part::A => b"a".to_vec(),
            Part::B => b"b".to_vec(),
            Part::Here => b".".to_vec(),
            Part::Up(times) => [&b".."[..]].repeat(1 + usize::from(*times) % 4).join(&b'/'),
            Part::Nothing => Vec::new(),
            Part::Canary => b"canary".to_vec(),
            Part::Secret => b"secret".to_vec(),
            Part::Any(byte) => vec![*byte; usize::from(*byte)],
        });
        parts.collect::<Vec<_>>().join(&b'/')
    }
}

impl Content {
    fn bytes(&self) -> Vec<u8> {
        vec![if self.1 { 0 } else { self.0 }; usize::from(self.0) * 9]
    }
}

fn header(path: &[u8], link: &[u8], flag: u8, mode: u16, size: u64) -> [u8; 512] {
    let mut block = [0; 512];
    let mut put = |at: usize, bytes: &[u8], most: usize| {
        let length = bytes.len().min(most);
        block[at..at + length].copy_from_slice(&bytes[..length]);
    };
    put(0, path, 100);
    put(100, format!("{mode:07o}").as_bytes(), 8);
    put(108, b"0000000", 8);
    put(116, b"0000000", 8);
    put(124, format!("{size:011o}").as_bytes(), 12);
    put(136, b"07346545000", 12);
    put(156, &[flag], 1);
    put(157, link, 100);
    put(257, b"ustar  \0", 8);
    mend(&mut block);
    block
}

/// Makes the checksum right, so that what is in the header is believed.
fn mend(block: &mut [u8]) {
    block[148..156].fill(b' ');
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
}

fn record(key: &str, value: &[u8]) -> Vec<u8> {
    let rest = key.len() + value.len() + 3;
    let digits = |length: usize| length.to_string().len();
    let length = rest + digits(rest + digits(rest));
    [format!("{length} {key}=").as_bytes(), value, b"\n"].concat()
}

fn append(stream: &mut Vec<u8>, head: [u8; 512], content: &[u8]) {
    stream.extend(head);
    stream.extend(content);
    stream.resize(stream.len().next_multiple_of(512), 0);
}

fn add(stream: &mut Vec<u8>, piece: &Piece) {
    match piece {
        Piece::Entry { kind, path, link, mode, lie, content } => {
            let flag = match kind {
                Flag::File => b'0',
                Flag::Directory => b'5',
                Flag::Link => b'2',
                Flag::HardLink => b'1',
                Flag::Device => b'3',
                Flag::Fifo => b'6',
                Flag::Any(flag) => *flag,
            };
            let content = if flag == b'0' { content.bytes() } else { Vec::new() };
            let size = if lie.0 > 250 { u64::from(lie.1) } else { content.len() as u64 };
            append(stream, header(&path.bytes(), &link.bytes(), flag, *mode, size), &content);
        }
        Piece::Long { link, path, times } => {
            let name = path.bytes().repeat(usize::from(*times).max(1));
            let flag = if *link { b'K' } else { b'L' };
            append(stream, header(b"././@LongLink", b"", flag, 0, name.len() as u64), &name);
        }
        Piece::Pax { global, records } => {
            let block: Vec<u8> = records.iter().take(8).flat_map(written).collect();
            let flag = if *global { b'g' } else { b'x' };
            append(stream, header(b"pax", b"", flag, 0o644, block.len() as u64), &block);
        }
        Piece::Map { name, size, numbers, content } => {
            let records = [
                record("GNU.sparse.major", b"1"),
                record("GNU.sparse.minor", b"0"),
                record("GNU.sparse.name", &name.bytes()),
                record("GNU.sparse.realsize", size.to_string().as_bytes()),
            ]
            .concat();
            append(stream, header(b"pax", b"", b'x', 0o644, records.len() as u64), &records);
            let lines: Vec<String> = numbers.iter().take(40).map(|number| format!("{number}\n")).collect();
            let mut body = lines.concat().into_bytes();
            body.resize(body.len().next_multiple_of(512), 0);
            body.extend(content.bytes());
            append(stream, header(b"x", b"", b'0', 0o644, body.len() as u64), &body);
        }
        // A number of the last header in another notation, or none at all.
        Piece::Number { field, bytes } => {
            let last = stream.chunks_exact_mut(512).rev().find(|block| block[257..262] == *b"ustar");
            if let Some(block) = last {
                let (at, length) = [(100, 8), (108, 8), (116, 8), (124, 12), (136, 12)][usize::from(*field) % 5];
                block[at..at + length].copy_from_slice(&bytes[..length]);
                mend(block);
            }
        }
        Piece::Flip { place, value, mend: mended } if !stream.is_empty() => {
            let place = usize::from(*place) % stream.len();
            stream[place] ^= value;
            let block = place / 512 * 512;
            if *mended && stream.len() >= block + 512 {
                mend(&mut stream[block..block + 512]);
            }
        }
        Piece::Flip { .. } => {}
        Piece::Cut { by } => stream.truncate(stream.len().saturating_sub(usize::from(*by) % 2048)),
        Piece::End => stream.extend([0; 1024]),
    }
}

fn written(written: &Record) -> Vec<u8> {
    match written {
        Record::Path(name) => record("path", &name.bytes()),
        Record::Link(name) => record("linkpath", &name.bytes()),
        Record::Size(size) => record("size", size.to_string().as_bytes()),
        Record::Owner(owner) => record("uid", owner.to_string().as_bytes()),
        Record::Time(seconds, part) => record("mtime", format!("{seconds}.{part}").as_bytes()),
        Record::Any(key, value) => record(key, value.as_bytes()),
        Record::Broken(bytes) => bytes.clone(),
    }
}

/// How an archive is tried.
#[derive(Debug, Arbitrary)]
struct Case {
    raw: bool,
    kind: u8,
    dest: u8,
    there: [Option<There>; 2],
    strict: bool,
    special: bool,
    keep: bool,
    ended: bool,
}

/// What stands at the destination already.
#[derive(Debug, Arbitrary)]
enum There {
    File,
    Folder,
    LinkOut,
    LinkAround,
}

fn stand(work: &Path, name: &str, there: &There) {
    let path = work.join(name);
    match there {
        There::File => put(&path, b"there"),
        There::Folder => fs::create_dir(path).unwrap(),
        There::LinkOut => symlink("../canary", path).unwrap(),
        There::LinkAround => symlink("a", path).unwrap(),
    }
}

fn put(path: &Path, content: &[u8]) {
    File::create(path).unwrap().write_all(content).unwrap();
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// One input.
pub fn run(data: &[u8]) {
    let mut source = Unstructured::new(data);
    let Ok(case) = Case::arbitrary(&mut source) else { return };
    let mut stream = Vec::new();
    if case.raw {
        stream.extend(source.take_rest());
        stream.chunks_exact_mut(512).filter(|block| block[257..262] == *b"ustar").for_each(mend);
    } else {
        while !source.is_empty() && stream.len() < 1 << 18 {
            let Ok(piece) = Piece::arbitrary(&mut source) else { break };
            add(&mut stream, &piece);
        }
        if case.ended {
            stream.extend([0; 1024]);
        }
    }
    attempt(&case, &stream);
}

fn attempt(case: &Case, stream: &[u8]) {
    let arena = tempfile::tempdir().unwrap();
    let (work, canary) = (arena.path().join("work"), arena.path().join("canary"));
    fs::create_dir(&work).unwrap();
    fs::create_dir(&canary).unwrap();
    put(&canary.join("secret"), b"precious");
    let before = fs::metadata(canary.join("secret")).unwrap();
    for (name, there) in ["a", "b"].iter().zip(&case.there) {
        there.iter().for_each(|there| stand(&work, name, there));
    }
    let stood = names(&work);
    let kind = [Kind::File, Kind::Directory, Kind::Contents, Kind::Many][usize::from(case.kind) % 4];
    let dest = ["", "new", "new/inner", "a/new"][usize::from(case.dest) % 4];
    let options = UnpackOptions {
        strict: case.strict,
        preserve_special: case.special,
        overwrite: !case.keep,
        limits: Limits { max_entries: 500, max_bytes: 1 << 20, max_depth: 50, max_name: 4096 },
        ..UnpackOptions::default()
    };
    // A link out of the work folder that the caller himself names is his own affair.
    let leads_out = dest.starts_with('a') && matches!(case.there[0], Some(There::LinkOut));
    if leads_out {
        return;
    }
    let result = unpack(&mut &stream[..], &work.join(dest), kind, OsStr::new("name"), &options);
    assert_eq!(names(arena.path()), ["canary", "work"], "something lies around");
    assert_eq!(names(&canary), ["secret"], "the canary has company");
    let after = fs::metadata(canary.join("secret")).unwrap();
    assert_eq!(fs::read(canary.join("secret")).unwrap(), b"precious");
    assert_eq!((before.mode(), before.mtime(), before.nlink()), (after.mode(), after.mtime(), after.nlink()));
    let left = names(&work);
    assert!(!left.iter().any(|name| name.starts_with(STAGING_PREFIX)), "staging was left: {left:?}");
    if let Err(ArchiveError::Damaged(_) | ArchiveError::Denied(_) | ArchiveError::Conflict(_)) = result {
        assert_eq!(left, stood, "something of a refused archive became visible");
    }
    // What refuses its owner would stop the folder's removal, were we not root.
    drop(result);
}
