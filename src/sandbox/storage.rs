//! What of this machine, or of other sandboxes, a sandbox has: volumes, folders, an account's home and data.

use super::hardening::is_default;
use super::name::Name;
use crate::error::{Error, Kind, Result};
use crate::guest::protocol::{GUEST_FOLDER, SECRETS_FOLDER, SOCKET_FOLDER, TRUST_FOLDER};
use serde::{Deserialize, Serialize};

/// The account that nobody named.
pub const DEFAULT_ACCOUNT: &str = "default";
/// Where a sandbox has the account's data.
pub const DATA_PATH: &str = "/data";
/// The longest path that Linux takes, in bytes.
const LONGEST: usize = 4095;

/// What is mounted into a sandbox.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Storage {
    /// Whose home, data, volumes and secrets it has; empty is the default account.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub account: String,
    /// Whether its home is that of the account, which outlives it.
    #[serde(skip_serializing_if = "is_default")]
    pub home: bool,
    /// Where that is inside: the home of the sandbox user as its image has it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub home_path: String,
    /// A folder below the account's data root that it has as `/data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// Where that is on this machine.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub data_folder: String,
    /// Named volumes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<VolumeMount>,
    /// Folders of this machine.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub folders: Vec<FolderMount>,
}

/// A named volume in a sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumeMount {
    /// Its name, as people say it.
    pub name: String,
    /// The absolute path inside.
    pub path: String,
    /// Whether it can't be written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub read_only: bool,
}

/// A folder of this machine in a sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderMount {
    /// The absolute path here, without links.
    pub folder: String,
    /// The absolute path inside.
    pub path: String,
    /// Whether it can't be written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub read_only: bool,
    /// Whether it may be a folder of the system.
    #[serde(default, skip_serializing_if = "is_default")]
    pub system: bool,
}

/// What is mounted at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin<'s> {
    /// The account's home.
    Home,
    /// The account's volume of this name.
    Volume(&'s str),
    /// The folder of the account's data, by its path on this machine.
    Data(&'s str),
    /// A folder or file of this machine.
    Folder(&'s str),
}

/// A place inside where something is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'s> {
    /// What.
    pub origin: Origin<'s>,
    /// The absolute path inside.
    pub path: &'s str,
    /// Whether it can't be written.
    pub read_only: bool,
}

impl Storage {
    /// The account by name.
    pub fn account(&self) -> &str {
        if self.account.is_empty() { DEFAULT_ACCOUNT } else { &self.account }
    }

    /// Whether nothing is mounted.
    pub fn is_empty(&self) -> bool {
        !self.home && self.data.is_none() && self.volumes.is_empty() && self.folders.is_empty()
    }

    /// All that is mounted, what lies inside another mount after that one.
    pub fn places(&self) -> Vec<Place<'_>> {
        let home = Place { origin: Origin::Home, path: &self.home_path, read_only: false };
        let data = Place { origin: Origin::Data(&self.data_folder), path: DATA_PATH, read_only: false };
        let folders = self.folders.iter().map(|mount| Place {
            origin: Origin::Folder(&mount.folder),
            path: &mount.path,
            read_only: mount.read_only,
        });
        let volumes = self.volumes.iter().map(|mount| Place {
            origin: Origin::Volume(&mount.name),
            path: &mount.path,
            read_only: mount.read_only,
        });
        let places = folders.chain(self.data.iter().map(|_| data)).chain(self.home.then_some(home)).chain(volumes);
        let mut places: Vec<Place<'_>> = places.collect();
        // The order of those that lie side by side stays: the first folder decides whose the files are.
        places.sort_by_key(|place| place.path.matches('/').count());
        places
    }

    /// Where the account's volumes and its home are mounted.
    pub fn volume_paths(&self) -> Vec<&str> {
        let of_engine = |place: &Place<'_>| matches!(place.origin, Origin::Home | Origin::Volume(_));
        self.places().into_iter().filter(of_engine).map(|place| place.path).collect()
    }

    /// Whether the account's volume of this name is mounted.
    pub fn has_volume(&self, account: &str, name: &str) -> bool {
        self.account() == account && self.volumes.iter().any(|mount| mount.name == name)
    }

    /// Checks that no two mounts come to one place.
    ///
    /// # Errors
    /// `usage`.
    pub fn check_places(&self) -> Result<()> {
        let mut paths: Vec<&str> = self.places().iter().map(|place| place.path).collect();
        paths.sort_unstable();
        match paths.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(Error::usage(format!("two things can't both be mounted at {}", pair[0]))
                .hint("give each mount a path of its own; --data takes /data")),
            None => Ok(()),
        }
    }
}

/// Splits `SOURCE:PATH[:ro]`; the path inside begins with the last `:/`.
fn parts(text: &str) -> Option<(&str, &str, bool)> {
    let (text, read_only) = match text.strip_suffix(":ro") {
        Some(rest) => (rest, true),
        None => (text.strip_suffix(":rw").unwrap_or(text), false),
    };
    let at = text.rfind(":/")?;
    Some((&text[..at], &text[at + 1..], read_only))
}

impl std::str::FromStr for VolumeMount {
    type Err = Error;

    fn from_str(text: &str) -> Result<VolumeMount> {
        let (name, path, read_only) = parts(text).ok_or_else(|| {
            Error::usage(format!("{text:?} is not a volume and a path"))
                .hint("write --volume NAME:/path, with :ro for one that can't be written")
        })?;
        Ok(VolumeMount { name: volume_name(name)?.to_string(), path: place(path)?, read_only })
    }
}

impl std::str::FromStr for FolderMount {
    type Err = Error;

    fn from_str(text: &str) -> Result<FolderMount> {
        let wrong = || {
            Error::usage(format!("{text:?} is not a folder and a path")).hint(
                "write --mount FOLDER:/path, such as --mount .:/workspace, with :ro for one that can't be written",
            )
        };
        let (folder, path, read_only) = parts(text).ok_or_else(wrong)?;
        if folder.is_empty() || folder.contains('\0') {
            return Err(wrong());
        }
        Ok(FolderMount { folder: folder.to_owned(), path: place(path)?, read_only, system: false })
    }
}

/// Checks the name of a volume: it becomes part of one on the engine.
///
/// # Errors
/// `usage`.
pub fn volume_name(text: &str) -> Result<Name> {
    text.parse().map_err(|error: Error| {
        let error = Error::usage(format!("{text:?} is not a name for a volume")).because(error);
        error.hint("use up to 63 lower-case letters, digits and hyphens; begin with a letter; for a folder of this machine: --mount")
    })
}

/// Checks the name of an account.
///
/// # Errors
/// `usage`.
pub fn account(text: &str) -> Result<String> {
    text.parse::<Name>().map(|name| name.to_string()).map_err(|error| {
        Error::usage(format!("{text:?} is not a name for an account"))
            .because(error)
            .hint("use up to 63 lower-case letters, digits and hyphens; begin with a letter")
    })
}

/// Checks a path below the account's data root: relative, plain, and never above it.
///
/// # Errors
/// `usage`; `denied` for one that leads out.
pub fn data_path(text: &str) -> Result<String> {
    let wrong = |kind, why: &str| {
        Error::new(kind, format!("{text:?} {why}"))
            .hint("give a folder below the account's data root, such as reports/2026")
    };
    if text.starts_with('/') {
        return Err(wrong(Kind::Denied, "is not a path below the account's data"));
    }
    let names: Vec<&str> = text.split('/').filter(|name| !matches!(*name, "" | ".")).collect();
    if names.contains(&"..") {
        return Err(wrong(Kind::Denied, "leads out of the account's data"));
    }
    let plain = |name: &&str| name.len() <= 255 && !name.chars().any(char::is_control);
    if names.is_empty() || !names.iter().all(plain) || text.len() > 1024 {
        return Err(wrong(Kind::Usage, "is not the path of a folder"));
    }
    Ok(names.join("/"))
}

/// What in a sandbox is the kernel's, the engine's or the guest's.
const TAKEN: [&str; 7] = ["/proc", "/sys", "/dev", GUEST_FOLDER, SOCKET_FOLDER, TRUST_FOLDER, SECRETS_FOLDER];

/// Checks a place for a mount: absolute, clean, and nobody's yet.
///
/// # Errors
/// `usage`; `denied` for a place that is taken.
pub fn place(text: &str) -> Result<String> {
    let wrong = |why: &str| Error::usage(format!("{text:?} {why}")).hint("give an absolute path, such as /workspace");
    if !text.starts_with('/') || text.len() > LONGEST || text.chars().any(char::is_control) {
        return Err(wrong("is not an absolute path in the sandbox"));
    }
    let names: Vec<&str> = text.split('/').filter(|name| !name.is_empty()).collect();
    if names.iter().any(|name| matches!(*name, "." | "..") || name.len() > 255) {
        return Err(wrong("is not a plain path"));
    }
    let path = format!("/{}", names.join("/"));
    let inside = |outer: &str| path == outer || path.starts_with(&format!("{outer}/"));
    let above = |inner: &str| inner.starts_with(&format!("{path}/"));
    if names.is_empty() || TAKEN.iter().any(|taken| inside(taken) || above(taken)) {
        return Err(Error::new(Kind::Denied, format!("nothing can be mounted at {path}: it is the sandbox's own"))
            .hint("mount it elsewhere, such as /workspace"));
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mounts_are_read_with_their_mode_and_a_clean_path() {
        let volume: VolumeMount = "cache:/var/cache//x/:ro".parse().unwrap();
        assert_eq!((volume.name.as_str(), volume.path.as_str(), volume.read_only), ("cache", "/var/cache/x", true));
        let folder: FolderMount = "./a:b:/workspace:rw".parse().unwrap();
        assert_eq!((folder.folder.as_str(), folder.path.as_str(), folder.read_only), ("./a:b", "/workspace", false));
        assert_eq!("/a/b:/c".parse::<FolderMount>().unwrap().folder, "/a/b");
    }

    #[test]
    fn hostile_names_and_paths_of_volumes_are_refused() {
        let long = format!("{}:/x", "a".repeat(64));
        for text in [
            "", "cache", "cache:", "cache:x", ":/x", "../x:/y", "/etc:/x", "a/b:/x", "A:/x", "a b:/x", "-a:/x",
            "a\n:/x", &long,
        ] {
            assert_eq!(text.parse::<VolumeMount>().unwrap_err().kind(), Kind::Usage, "{text:?}");
        }
        for text in ["", ".", ":/x", "a\0b:/x"] {
            assert_eq!(text.parse::<FolderMount>().unwrap_err().kind(), Kind::Usage, "{text:?}");
        }
    }

    #[test]
    fn nothing_is_mounted_where_something_of_the_sandboxs_own_is() {
        for path in [
            "/",
            "//",
            "/proc",
            "/proc/1",
            "/sys/fs",
            "/dev/shm",
            GUEST_FOLDER,
            SOCKET_FOLDER,
            "/.sandcastle/x",
            TRUST_FOLDER,
            "/run",
        ] {
            assert_eq!(place(path).unwrap_err().kind(), Kind::Denied, "{path:?}");
        }
        let deep = format!("/{}", "a".repeat(256));
        for path in ["", "x", "./x", "/a/../b", "/a/./b", "/a\nb", "/a\u{7f}", &deep] {
            assert_eq!(place(path).unwrap_err().kind(), Kind::Usage, "{path:?}");
        }
        for (path, clean) in [("/data/", "/data"), ("/processes", "/processes"), ("/workspace//a b", "/workspace/a b")]
        {
            assert_eq!(place(path).unwrap(), clean);
        }
    }

    #[test]
    fn data_never_leads_out() {
        for (path, kind) in [
            ("..", Kind::Denied),
            ("a/../../b", Kind::Denied),
            ("/etc", Kind::Denied),
            ("", Kind::Usage),
            (".", Kind::Usage),
            ("a\0b", Kind::Usage),
            ("a\nb", Kind::Usage),
        ] {
            assert_eq!(data_path(path).unwrap_err().kind(), kind, "{path:?}");
        }
        assert_eq!(data_path("a//b/./c d/").unwrap(), "a/b/c d");
    }

    #[test]
    fn inner_mounts_come_after_outer_ones_and_no_two_to_one_place() {
        let volumes = ["deps:/work/node_modules", "cache:/cache"].map(|text| text.parse().unwrap()).to_vec();
        let folders = ["/src:/work".parse().unwrap()].to_vec();
        let mut storage = Storage { volumes, folders, data: Some("x".into()), ..Storage::default() };
        let paths: Vec<&str> = storage.places().iter().map(|place| place.path).collect();
        assert_eq!(paths, ["/work", "/data", "/cache", "/work/node_modules"]);
        storage.check_places().unwrap();
        storage.volumes.push("other:/data".parse().unwrap());
        assert_eq!(storage.check_places().unwrap_err().kind(), Kind::Usage);
    }
}
