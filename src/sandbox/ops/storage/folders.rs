//! Folders of this machine that a sandbox may have: none through which it could become more than a sandbox.

use crate::engine::Engine;
use crate::error::{Error, Kind, Result};
use crate::sandbox::ops::Deps;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

/// What no sandbox gets, whatever is asked for.
#[derive(Debug)]
pub struct Guarded {
    /// The folders of our own.
    own: Vec<PathBuf>,
    /// The sockets of engines.
    sockets: Vec<PathBuf>,
}

/// The kernel's own, with all below them.
const KERNEL: [&str; 3] = ["/proc", "/sys", "/dev"];
/// The system's, with all below them.
const SYSTEM: [&str; 12] =
    ["/bin", "/boot", "/etc", "/lib", "/lib32", "/lib64", "/opt", "/run", "/sbin", "/snap", "/usr", "/var"];
/// What in them is a user's after all.
const OF_USERS: [&str; 6] = ["/run/media", "/var/folders", "/var/home", "/var/mnt", "/var/tmp", "/var/www"];
/// Folders that hold the folders of all users, and root's.
const OF_ALL: [&str; 5] = ["/home", "/root", "/Users", "/var/home", "/private"];

impl Guarded {
    /// What is guarded on this machine.
    pub fn of(deps: &Deps, engine: &dyn Engine) -> Guarded {
        let real = |path: &PathBuf| std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let connected = engine.address().strip_prefix("unix://").map(PathBuf::from);
        // One that is not there guards nothing: it could be anywhere.
        let sockets = deps.options.sockets.iter().filter(|path| path.exists()).chain(&connected);
        Guarded { own: deps.options.own.iter().map(real).collect(), sockets: sockets.map(real).collect() }
    }

    /// The path without links, if a sandbox may have what is there.
    ///
    /// # Errors
    /// `not_found`; `denied`.
    pub fn check(&self, path: &Path, system: bool) -> Result<String> {
        let real = std::fs::canonicalize(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                Error::new(Kind::NotFound, format!("there is no folder {}", path.display()))
                    .hint("make it first: --mount takes what is there")
            }
            _ => Error::io(format!("looking at {}", path.display()), error),
        })?;
        let found =
            std::fs::metadata(&real).map_err(|error| Error::io(format!("looking at {}", real.display()), error))?;
        let named = if real == path {
            real.display().to_string()
        } else {
            format!("{} (which is {})", path.display(), real.display())
        };
        let refuse = |why: &str| Error::new(Kind::Denied, format!("{named} can't be mounted: {why}"));
        self.never(&real, &found).map_err(|why| refuse(&why))?;
        if !found.is_dir() && !found.is_file() {
            return Err(refuse("it is neither a folder nor a file"));
        }
        if !system && is_system(&real) {
            return Err(refuse("it is a folder of the system").hint("if you mean it: --allow-system-mount"));
        }
        // The engine takes text.
        real.into_os_string().into_string().map_err(|_| Error::usage(format!("{named} is not a path in UTF-8")))
    }

    fn never(&self, real: &Path, found: &std::fs::Metadata) -> std::result::Result<(), String> {
        if real == Path::new("/") {
            return Err("it is the root of this machine".to_owned());
        }
        if KERNEL.iter().any(|folder| real.starts_with(folder)) {
            return Err("it is the kernel's".to_owned());
        }
        for socket in &self.sockets {
            // Another name of the same socket, or a mount of it, is no better.
            let same = std::fs::metadata(socket).is_ok_and(|socket| {
                (socket.dev(), socket.ino()) == (found.dev(), found.ino()) && found.file_type().is_socket()
            });
            if same || real == socket {
                return Err(
                    "it is the socket of a container engine, and whoever has that is root of its host".to_owned()
                );
            }
            if socket.starts_with(real) {
                return Err(format!("the socket of a container engine is in it: {}", socket.display()));
            }
        }
        for own in &self.own {
            if real.starts_with(own) || own.starts_with(real) {
                return Err(format!("what sandcastle itself trusts is there: {}", own.display()));
            }
        }
        self.inner_mounts(real)
    }

    /// A folder is mounted with all that is mounted in it.
    fn inner_mounts(&self, real: &Path) -> std::result::Result<(), String> {
        let table = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        for (point, kind) in table.lines().filter_map(mount_of_line) {
            if point == real || !point.starts_with(real) {
                continue;
            }
            if matches!(kind, "proc" | "sysfs" | "devtmpfs" | "cgroup" | "cgroup2" | "securityfs") {
                return Err(format!("a file system of the kernel is in it: {}", point.display()));
            }
            let socket = |path: &Path| std::fs::metadata(path).ok().map(|found| (found.dev(), found.ino()));
            let here = socket(&point);
            if here.is_some() && self.sockets.iter().any(|known| socket(known) == here) {
                return Err(format!("the socket of a container engine is in it: {}", point.display()));
            }
        }
        Ok(())
    }
}

/// The mount point and the type of file system in a line of mountinfo.
fn mount_of_line(line: &str) -> Option<(PathBuf, &str)> {
    let (before, after) = line.split_once(" - ")?;
    let point = unescape(before.split(' ').nth(4)?);
    Some((PathBuf::from(std::ffi::OsString::from_vec(point)), after.split(' ').next()?))
}

/// The kernel writes blanks and the like as `\040`.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = (*first == b'\\').then(|| after.get(..3)).flatten();
        let code = code.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 8).ok());
        (bytes, rest) = match code {
            Some(code) => ([bytes, vec![code]].concat(), &after[3..]),
            None => ([bytes, vec![*first]].concat(), after),
        };
    }
    bytes
}

fn is_system(real: &Path) -> bool {
    let of_users = OF_USERS.iter().any(|folder| real.starts_with(folder));
    OF_ALL.iter().any(|folder| real == Path::new(folder))
        || (SYSTEM.iter().any(|folder| real.starts_with(folder)) && !of_users)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn refused(guarded: &Guarded, path: impl AsRef<Path>) -> String {
        let error = guarded.check(path.as_ref(), true).unwrap_err();
        assert_eq!(error.kind(), Kind::Denied, "{error}");
        error.message().to_owned()
    }

    #[test]
    fn our_own_folders_are_refused_with_what_is_in_them_and_what_they_are_in() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        std::fs::create_dir_all(folder.join("home/data/x")).unwrap();
        std::fs::create_dir(folder.join("beside")).unwrap();
        symlink(folder.join("home"), folder.join("link")).unwrap();
        let guarded = Guarded { own: vec![folder.join("home/data")], sockets: Vec::new() };
        for path in ["", "home", "home/data", "home/data/x", "link", "link/data", "beside/../home/data"] {
            assert!(refused(&guarded, folder.join(path)).contains("sandcastle itself"), "{path}");
        }
        assert_eq!(guarded.check(&folder.join("beside"), false).unwrap(), folder.join("beside").to_str().unwrap());
        assert_eq!(guarded.check(&folder.join("none"), false).unwrap_err().kind(), Kind::NotFound);
    }

    #[test]
    fn the_engines_socket_is_refused_by_every_name_and_with_every_folder_above() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        std::fs::create_dir(folder.join("run")).unwrap();
        let socket = folder.join("run/engine.sock");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        symlink(&socket, folder.join("link")).unwrap();
        std::fs::hard_link(&socket, folder.join("twin")).unwrap();
        let guarded = Guarded { own: Vec::new(), sockets: vec![socket] };
        for path in ["run/engine.sock", "link", "twin", "run", ""] {
            assert!(refused(&guarded, folder.join(path)).contains("container engine"), "{path}");
        }
        let _other = std::os::unix::net::UnixListener::bind(folder.join("other")).unwrap();
        assert!(refused(&guarded, folder.join("other")).contains("neither a folder nor a file"));
    }

    #[test]
    fn the_kernels_and_the_root_are_refused_always_and_the_systems_unless_it_is_meant() {
        let guarded = Guarded { own: Vec::new(), sockets: Vec::new() };
        for path in ["/", "/proc", "/proc/self/root", "/sys", "/dev/null", "/etc/.."] {
            refused(&guarded, path);
        }
        for path in ["/etc", "/usr/bin", "/var/run", "/etc/passwd"] {
            let error = guarded.check(Path::new(path), false).unwrap_err();
            assert_eq!((error.kind(), error.hints().len()), (Kind::Denied, 1), "{path}");
        }
        assert_eq!(guarded.check(Path::new("/etc/passwd"), true).unwrap(), "/etc/passwd");
        for (path, system) in
            [("/home", true), ("/home/me", false), ("/var/home/me/x", false), ("/var/lib", true), ("/srv", false)]
        {
            assert_eq!(is_system(Path::new(path)), system, "{path}");
        }
    }

    #[test]
    fn a_line_of_mountinfo_gives_its_place() {
        let line = r"36 35 98:0 /mnt1 /mnt\0402/a rw,noatime master:1 - ext3 /dev/root rw";
        assert_eq!(mount_of_line(line), Some((PathBuf::from("/mnt 2/a"), "ext3")));
        assert_eq!(mount_of_line("nonsense"), None);
    }
}
