//! A place to try archives in, with something precious around it, and a maker of archives nobody would write.

mod capturing;
mod compacting;
mod compressed;
mod corruption;
mod crowd;
mod hostile;
mod matrix;
mod mounts;
mod numbers;
mod packing;
mod reading;
mod round_trip;
mod sifting;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::{ArchiveError, Kind, Limits, PackOptions, Summary, UnpackOptions, pack, source_kind, unpack};

/// A folder with `work/` to unpack in, and `canary/` beside it that must never change.
struct Arena {
    folder: tempfile::TempDir,
    before: Vec<String>,
}

impl Arena {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("canary/inner")).unwrap();
        fs::create_dir(folder.path().join("work")).unwrap();
        put(&folder.path().join("canary/secret"), b"precious");
        put(&folder.path().join("canary/inner/deep"), b"precious too");
        let before = tree(&folder.path().join("canary"));
        Arena { folder, before }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Below `work/`; a slash at the end is kept.
    fn work(&self, name: &str) -> PathBuf {
        let mut path = self.path("work").into_os_string();
        path.push("/");
        path.push(name);
        path.into()
    }

    fn unpack(&self, stream: &[u8], dest: &str, kind: Kind) -> Result<Summary, ArchiveError> {
        self.unpack_with(stream, dest, kind, &UnpackOptions::default())
    }

    fn unpack_with(
        &self,
        stream: &[u8],
        dest: &str,
        kind: Kind,
        options: &UnpackOptions,
    ) -> Result<Summary, ArchiveError> {
        let result = unpack(&mut &stream[..], &self.work(dest), kind, OsStr::new("name"), options);
        self.check();
        result
    }

    /// Nothing around `work/` changed, and no staging folder stayed anywhere.
    fn check(&self) {
        assert_eq!(tree(&self.path("canary")), self.before, "the canary changed");
        let mut around: Vec<_> =
            fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        around.retain(|name| !["canary", "work", "source"].contains(&name.to_str().unwrap()));
        assert!(around.is_empty(), "left around: {around:?}");
        let staging = tree(&self.path("work"));
        assert!(!staging.iter().any(|line| line.contains(super::STAGING_PREFIX)), "left: {staging:?}");
    }

    /// What is in `work/`.
    fn tree(&self) -> Vec<String> {
        tree(&self.path("work"))
    }

    fn assert_empty(&self) {
        assert_eq!(self.tree(), [""; 0], "something became visible");
    }
}

/// Every entry below `path`: name, kind, mode, and content or target.
fn tree(path: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    let mut pending = vec![path.to_path_buf()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let inner = entry.unwrap().path();
            let data = fs::symlink_metadata(&inner).unwrap();
            let name = super::shown(inner.strip_prefix(path).unwrap().as_os_str().as_bytes());
            lines.push(if data.is_dir() {
                pending.push(inner.clone());
                format!("{name}/ {:o}", data.mode() & 0o7777)
            } else if data.is_symlink() {
                format!("{name} -> {}", fs::read_link(&inner).unwrap().display())
            } else if data.is_file() && data.len() < 1000 {
                let content = fs::read(&inner).unwrap_or_default();
                format!("{name} {:o} {:?}", data.mode() & 0o7777, String::from_utf8_lossy(&content))
            } else {
                format!("{name} {:o} {} bytes", data.mode() & 0o7777, data.len())
            });
        }
    }
    lines.sort();
    lines
}

fn put(path: &Path, content: &[u8]) {
    File::create(path).unwrap().write_all(content).unwrap();
}

fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Packs `source` as the name typed says.
fn packed(source: &Path, options: &PackOptions) -> Result<(Kind, Vec<u8>, Summary), ArchiveError> {
    let (kind, _) = source_kind(source, options.follow)?;
    let mut stream = Vec::new();
    let summary = pack(source, kind, options, &mut stream)?;
    Ok((kind, stream, summary))
}

/// Any stream, honest or not, block by block.
#[derive(Default, Clone)]
struct Forged(Vec<u8>);

impl Forged {
    fn file(self, path: &str, content: &[u8]) -> Self {
        self.header(path, "", b'0', 0o644, content.len() as u64).data(content)
    }

    fn folder(self, path: &str) -> Self {
        self.header(path, "", b'5', 0o755, 0)
    }

    fn link(self, path: &str, target: &str) -> Self {
        self.header(path, target, b'2', 0o777, 0)
    }

    fn hard(self, path: &str, target: &str) -> Self {
        self.header(path, target, b'1', 0o644, 0)
    }

    fn pax(self, records: &[(&str, &[u8])]) -> Self {
        self.records(b'x', records)
    }

    fn records(self, flag: u8, records: &[(&str, &[u8])]) -> Self {
        let mut block = Vec::new();
        for (key, value) in records {
            super::pax::append(&mut block, key, value);
        }
        self.header("pax", "", flag, 0o644, block.len() as u64).data(&block)
    }

    fn long(self, flag: u8, name: &[u8]) -> Self {
        self.header("././@LongLink", "", flag, 0, name.len() as u64).data(name)
    }

    fn header(mut self, path: &str, link: &str, flag: u8, mode: u32, size: u64) -> Self {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::new(flag));
        header.set_mode(mode);
        header.set_size(size);
        header.set_mtime(1_000_000_000);
        header.set_uid(0);
        header.set_gid(0);
        let fields = header.as_old_mut();
        fields.name[..path.len()].copy_from_slice(path.as_bytes());
        fields.linkname[..link.len()].copy_from_slice(link.as_bytes());
        header.set_cksum();
        self.0.extend_from_slice(header.as_bytes());
        self
    }

    fn data(mut self, content: &[u8]) -> Self {
        self.0.extend_from_slice(content);
        self.0.resize(self.0.len().next_multiple_of(512), 0);
        self
    }

    fn end(mut self) -> Vec<u8> {
        self.0.extend_from_slice(&[0; 1024]);
        self.0
    }
}

/// An honest archive of one file.
fn one_file(content: &[u8]) -> Vec<u8> {
    Forged::default().file("file", content).end()
}

/// An honest archive of a directory with a file and one below.
fn one_folder() -> Vec<u8> {
    Forged::default().folder("./").file("./a", b"new a").folder("./sub/").file("./sub/b", b"new b").end()
}

#[track_caller]
fn assert_damaged(result: Result<Summary, ArchiveError>) {
    assert!(matches!(result, Err(ArchiveError::Damaged(_))), "{result:?}");
}

#[track_caller]
fn assert_denied(result: Result<Summary, ArchiveError>) {
    assert!(matches!(result, Err(ArchiveError::Denied(_))), "{result:?}");
}

#[track_caller]
fn assert_conflict(result: Result<Summary, ArchiveError>) {
    assert!(matches!(result, Err(ArchiveError::Conflict(_))), "{result:?}");
}
