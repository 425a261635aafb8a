//! The folder of an image's build as a plain tar, without what its `.dockerignore` leaves out.
//! Owners are left out too: an engine gives what is copied to root, and a cached step must not depend on who builds.

use super::ArchiveError;
use super::error::Result;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::fs::{File, Metadata};
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};
use tar::{Builder, EntryType, Header};

/// The file whose patterns are left out.
const IGNORE: &str = ".dockerignore";

/// Packs what lies in `root`. `dockerfile`, seen from there, goes along whatever is left out.
///
/// # Errors
/// `NotFound`, `Denied`; `Invalid` for a pattern that is none; `Damaged` for a file that shrinks while it is read.
pub fn pack_context(root: &Path, dockerfile: &Path, sink: impl Write) -> Result<()> {
    let ignored = match std::fs::read_to_string(root.join(IGNORE)) {
        Ok(text) => Ignored::parse(&text)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ignored(Vec::new()),
        Err(error) => return Err(failed(&root.join(IGNORE), &error)),
    };
    let kept = [dockerfile, Path::new(IGNORE)];
    let mut packer = Packer { root, ignored, kept, tar: Builder::new(sink), closed: false };
    let packed = packer.folder(Path::new("")).and_then(|()| {
        let ended = packer.tar.finish().and_then(|()| packer.tar.get_mut().flush());
        packer.check(root, ended)
    });
    // Who reads it has heard enough, and says why.
    if packer.closed { Ok(()) } else { packed }
}

struct Packer<'a, W: Write> {
    root: &'a Path,
    ignored: Ignored,
    kept: [&'a Path; 2],
    tar: Builder<W>,
    closed: bool,
}

impl<W: Write> Packer<'_, W> {
    fn check(&mut self, place: &Path, done: io::Result<()>) -> Result<()> {
        done.map_err(|error| {
            self.closed |= error.kind() == io::ErrorKind::BrokenPipe;
            failed(place, &error)
        })
    }

    fn folder(&mut self, folder: &Path) -> Result<()> {
        let place = self.root.join(folder);
        let list = || std::fs::read_dir(&place)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>();
        let mut names = list().map_err(|error| failed(&place, &error))?;
        // In the same order each time: the same folder gives the same bytes.
        names.sort();
        for name in names {
            self.entry(&folder.join(name))?;
        }
        Ok(())
    }

    fn entry(&mut self, path: &Path) -> Result<()> {
        let place = self.root.join(path);
        let found = std::fs::symlink_metadata(&place).map_err(|error| failed(&place, &error))?;
        let goes = self.kept.contains(&path) || !self.ignored.leaves_out(path, found.is_dir());
        if goes {
            let done = self.append(path, &place, &found);
            self.check(&place, done)?;
        }
        // Below a folder that is left out something may be wanted all the same.
        let leads_on = goes || self.ignored.takes_back() || self.kept.iter().any(|kept| kept.starts_with(path));
        if found.is_dir() && leads_on { self.folder(path) } else { Ok(()) }
    }

    fn append(&mut self, path: &Path, place: &Path, found: &Metadata) -> io::Result<()> {
        let mut header = Header::new_gnu();
        header.set_mode(found.mode() & 0o7777);
        header.set_mtime(u64::try_from(found.mtime()).unwrap_or_default());
        header.set_size(0);
        let kind = found.file_type();
        if kind.is_dir() {
            header.set_entry_type(EntryType::Directory);
            self.tar.append_data(&mut header, path, io::empty())
        } else if kind.is_symlink() {
            header.set_entry_type(EntryType::Symlink);
            self.tar.append_link(&mut header, path, std::fs::read_link(place)?)
        } else if kind.is_file() {
            header.set_size(found.len());
            self.tar.append_data(&mut header, path, Exactly { file: File::open(place)?, left: found.len() })
        } else {
            // Sockets, fifos and devices are nothing to build from.
            Ok(())
        }
    }
}

/// A file at the size that its header tells, or a failure.
struct Exactly {
    file: File,
    left: u64,
}

impl Read for Exactly {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = (&mut self.file).take(self.left).read(buffer)?;
        if read == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it shrank while it was read"));
        }
        self.left -= read as u64;
        Ok(read)
    }
}

/// The patterns of a `.dockerignore`. Other than in a `.gitignore` each begins at the top, and the last one that fits a
/// path or a folder above it decides, so that something can come back from a folder that is left out.
struct Ignored(Vec<(bool, Gitignore)>);

impl Ignored {
    fn parse(text: &str) -> Result<Ignored> {
        let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut rules = Vec::new();
        for line in lines {
            let (takes_back, pattern) = match line.strip_prefix('!') {
                Some(pattern) => (true, pattern.trim()),
                None => (false, line),
            };
            let pattern = cleaned(pattern);
            if pattern.is_empty() {
                continue;
            }
            let mut builder = GitignoreBuilder::new("");
            let wrong = |error: ignore::Error| ArchiveError::Invalid(format!("{IGNORE}: {line:?}: {error}"));
            builder.add_line(None, &format!("/{pattern}")).map_err(wrong)?;
            rules.push((takes_back, builder.build().map_err(wrong)?));
        }
        Ok(Ignored(rules))
    }

    fn leaves_out(&self, path: &Path, directory: bool) -> bool {
        let fits = |rule: &Gitignore| rule.matched_path_or_any_parents(path, directory).is_ignore();
        self.0.iter().rev().find(|(_, rule)| fits(rule)).is_some_and(|(takes_back, _)| !takes_back)
    }

    fn takes_back(&self) -> bool {
        self.0.iter().any(|(takes_back, _)| *takes_back)
    }
}

/// A pattern without the parts that name nothing: `./x/`, `/x` and `a/../x` are `x`.
fn cleaned(pattern: &str) -> String {
    let mut parts = PathBuf::new();
    for part in Path::new(pattern).components() {
        match part {
            Component::Normal(name) => parts.push(name),
            Component::ParentDir => drop(parts.pop()),
            Component::RootDir | Component::CurDir | Component::Prefix(_) => {}
        }
    }
    parts.to_string_lossy().into_owned()
}

fn failed(place: &Path, error: &io::Error) -> ArchiveError {
    let text = format!("{}: {}", super::shown(place.as_os_str().as_bytes()), crate::error::plain(error));
    match error.kind() {
        io::ErrorKind::NotFound => ArchiveError::NotFound(text),
        io::ErrorKind::PermissionDenied => ArchiveError::Denied(text),
        io::ErrorKind::UnexpectedEof => ArchiveError::Damaged(text),
        _ => ArchiveError::Failed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that go along of a folder with these files.
    fn packed(files: &[&str], ignore: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            File::create(path).unwrap().write_all(file.as_bytes()).unwrap();
        }
        File::create(folder.path().join(IGNORE)).unwrap().write_all(ignore.as_bytes()).unwrap();
        let mut stream = Vec::new();
        pack_context(folder.path(), Path::new("Dockerfile"), &mut stream).unwrap();
        let mut archive = tar::Archive::new(&stream[..]);
        let files =
            archive.entries().unwrap().map(Result::unwrap).filter(|entry| entry.header().entry_type().is_file());
        let names = files.map(|mut entry| {
            let name = entry.path().unwrap().display().to_string();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            assert!(text == name || name == IGNORE, "{name}: {text}");
            name
        });
        names.filter(|name| name != IGNORE).collect()
    }

    #[test]
    fn patterns_begin_at_the_top_and_the_last_that_fits_decides() {
        let files = ["Dockerfile", "a.log", "sub/a.log", "sub/deep/keep.txt", "sub/deep/other.txt", "x"];
        let all = ["Dockerfile", "a.log", "sub/a.log", "sub/deep/keep.txt", "sub/deep/other.txt", "x"];
        assert_eq!(packed(&files, "# nothing\n\n"), all);
        assert_eq!(
            packed(&files, "*.log"),
            ["Dockerfile", "sub/a.log", "sub/deep/keep.txt", "sub/deep/other.txt", "x"]
        );
        assert_eq!(packed(&files, "**/*.log\n/x"), ["Dockerfile", "sub/deep/keep.txt", "sub/deep/other.txt"]);
        assert_eq!(packed(&files, "sub/\n!sub/deep/keep.txt"), ["Dockerfile", "a.log", "sub/deep/keep.txt", "x"]);
        assert_eq!(packed(&files, "!sub/deep/keep.txt\n./sub"), ["Dockerfile", "a.log", "x"]);
    }

    #[test]
    fn the_dockerfile_goes_along_whatever_is_left_out() {
        assert_eq!(packed(&["Dockerfile", "x"], "*"), ["Dockerfile"]);
    }

    #[test]
    fn a_file_that_shrinks_fails_the_build() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        File::create(&path).unwrap().write_all(b"abc").unwrap();
        let mut short = Exactly { file: File::open(&path).unwrap(), left: 9 };
        assert_eq!(short.read_to_end(&mut Vec::new()).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
