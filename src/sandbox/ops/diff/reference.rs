//! What is compared, as it is typed: a sandbox, a snapshot, an image or a folder of this machine.

use super::layers::below;
use super::tree::inner;
use crate::error::{Error, Kind, Result};
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::image::{self, Resolved};
use crate::sandbox::ops::{Deps, observe, snapshots};
use crate::snapshot::Manifest;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// A side as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// `NAME` or `NAME:/PATH`: whatever has that name.
    Any(String, Option<Vec<u8>>),
    /// `sandbox:NAME`.
    Sandbox(String, Option<Vec<u8>>),
    /// `snapshot:NAME`.
    Snapshot(String, Option<Vec<u8>>),
    /// `image:NAME`.
    Image(String, Option<Vec<u8>>),
    /// A folder of this machine.
    Folder(PathBuf),
}

/// A side that was found.
#[derive(Debug, Clone)]
pub enum Side {
    /// A sandbox; of it one folder, or all.
    Sandbox(Box<SandboxRecord>, Vec<u8>),
    /// A snapshot.
    Snapshot(Box<Manifest>, Vec<u8>),
    /// An image.
    Image(Resolved, Vec<u8>),
    /// A folder of this machine.
    Folder(PathBuf),
}

impl Typed {
    /// Reads what was typed; `home` is what a `~` stands for.
    ///
    /// # Errors
    /// `usage`.
    pub fn parse(typed: &OsStr, home: Option<&Path>) -> Result<Typed> {
        let bytes = typed.as_bytes();
        let path = |path: OsString| Ok(Typed::Folder(path.into()));
        let begins = |start: &[u8]| bytes.starts_with(start);
        if bytes == b"~" || begins(b"~/") {
            let home = home.ok_or_else(|| Error::usage("there is no home that `~` could stand for"))?;
            return path(
                home.join(OsStr::from_bytes(bytes[1..].trim_ascii_start().strip_prefix(b"/").unwrap_or(b""))).into(),
            );
        }
        if begins(b"/") || begins(b"./") || begins(b"../") || matches!(bytes, b"." | b"..") {
            return path(typed.to_owned());
        }
        let unknown = || {
            Error::usage(format!(
                "{:?} is neither a sandbox, a snapshot, an image nor a folder",
                typed.display().to_string()
            ))
            .hint("name a sandbox, snapshot:NAME or image:NAME; a folder of this machine begins with / or ./")
        };
        // No name holds a colon before a slash: that is where a path begins.
        let colon = bytes.windows(2).position(|pair| pair == b":/");
        let (name, folder) = match colon {
            Some(at) => (&bytes[..at], Some(bytes[at + 1..].to_vec())),
            None => (bytes, None),
        };
        if folder.as_ref().is_some_and(|folder| folder.split(|byte| *byte == b'/').any(|name| name == b"..")) {
            return Err(Error::usage("a path in a sandbox can't hold ..").hint("name the folder itself"));
        }
        let name = std::str::from_utf8(name).ok().filter(|name| !name.is_empty()).ok_or_else(unknown)?;
        type Make = fn(String, Option<Vec<u8>>) -> Typed;
        let kinds: [(&str, Make); 3] =
            [("sandbox:", Typed::Sandbox), ("snapshot:", Typed::Snapshot), ("image:", Typed::Image)];
        for (prefix, kind) in kinds {
            match name.strip_prefix(prefix) {
                Some("") => return Err(unknown()),
                Some(name) => return Ok(kind(name.to_owned(), folder)),
                None => {}
            }
        }
        Ok(Typed::Any(name.to_owned(), folder))
    }

    /// The folder that was named inside, if one was.
    fn within(&self) -> Option<&Vec<u8>> {
        match self {
            Typed::Any(_, path) | Typed::Sandbox(_, path) | Typed::Snapshot(_, path) | Typed::Image(_, path) => {
                path.as_ref()
            }
            Typed::Folder(_) => None,
        }
    }
}

/// Finds what was typed. A bare word is a sandbox or else a snapshot, and where `images` says so, else an image.
///
/// # Errors
/// `not_found`; `ambiguous` for a name that a sandbox and a snapshot have; failures of the engine.
pub async fn find(deps: &Deps, typed: &Typed, images: bool) -> Result<Side> {
    let within = typed.within().cloned().unwrap_or_default();
    match typed {
        Typed::Folder(path) => Ok(Side::Folder(path.clone())),
        Typed::Sandbox(name, _) => sandbox(deps, name, within),
        Typed::Snapshot(name, _) => {
            snapshots::resolve(deps, name).map(|manifest| Side::Snapshot(Box::new(manifest), within))
        }
        Typed::Image(name, _) => find_image(deps, name, within).await?.ok_or_else(|| {
            Error::new(Kind::NotFound, format!("the engine has no image {name:?}"))
                .hint("an image that only others have is pulled by: sandcastle init --image NAME")
        }),
        Typed::Any(name, _) => {
            let sandbox = known(sandbox(deps, name, within.clone()))?;
            let snapshot = known(snapshots::resolve(deps, name))?;
            match (sandbox, snapshot) {
                (Some(_), Some(_)) => Err(Error::new(Kind::Ambiguous, format!("{name:?} is a sandbox and a snapshot"))
                    .hint(format!("say which: sandbox:{name} or snapshot:{name}"))),
                (Some(sandbox), None) => Ok(sandbox),
                (None, Some(manifest)) => Ok(Side::Snapshot(Box::new(manifest), within)),
                (None, None) => {
                    let found = if images { find_image(deps, name, within).await? } else { None };
                    found.ok_or_else(|| nothing(name, images))
                }
            }
        }
    }
}

fn nothing(name: &str, images: bool) -> Error {
    let kinds = if images { "no sandbox, snapshot or image" } else { "no sandbox or snapshot" };
    Error::new(Kind::NotFound, format!("{kinds} {name:?}"))
        .hint("see: sandcastle ls, sandcastle snapshots ls; a folder of this machine begins with / or ./")
}

fn sandbox(deps: &Deps, name: &str, within: Vec<u8>) -> Result<Side> {
    let id = deps.registry.resolve(name)?;
    observe::record(deps, &id).map(|record| Side::Sandbox(Box::new(record), within))
}

async fn find_image(deps: &Deps, name: &str, within: Vec<u8>) -> Result<Option<Side>> {
    let found = deps.engine().await?.find_image(name).await?;
    Ok(found.map(|image| Side::Image(Resolved { name: name.to_owned(), image }, within)))
}

/// None for what is not there, or could not be the name of one.
fn known<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if matches!(error.kind(), Kind::NotFound | Kind::Usage) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Side {
    /// The image that it is made of.
    ///
    /// # Errors
    /// `usage` for what is made of none; `not_found`; failures of the engine.
    pub async fn image(&self, deps: &Deps) -> Result<Side> {
        let (spec, within) = match self {
            Side::Sandbox(record, within) => (&record.spec, within.clone()),
            Side::Snapshot(manifest, within) => (&manifest.spec, within.clone()),
            Side::Image(image, _) => {
                return Err(Error::usage(format!("there is nothing to compare image {} with", image.name))
                    .hint("name the other side too"));
            }
            Side::Folder(path) => {
                return Err(Error::usage(format!("there is nothing to compare {} with", path.display()))
                    .hint("name the other side too: a sandbox, a snapshot, an image or a folder"));
            }
        };
        image::exact(deps.engine().await?, spec).await.map(|image| Side::Image(image, within))
    }

    /// Where what is meant lies, in the words of a message.
    pub fn shown(&self) -> String {
        let (name, within) = match self {
            Side::Sandbox(record, within) => (record.name.to_string(), within),
            Side::Snapshot(manifest, within) => (format!("snapshot {}", manifest.called()), within),
            Side::Image(image, within) => (format!("image {}", image.name), within),
            Side::Folder(path) => return path.display().to_string(),
        };
        if within.is_empty() { name } else { format!("{name}:{}", crate::archive::shown(within)) }
    }

    fn within(&mut self) -> Option<&mut Vec<u8>> {
        match self {
            Side::Sandbox(_, within) | Side::Snapshot(_, within) | Side::Image(_, within) => Some(within),
            Side::Folder(_) => None,
        }
    }

    fn workdir(&self) -> Vec<u8> {
        let workdir = match self {
            Side::Sandbox(record, _) => &record.spec.workdir,
            Side::Snapshot(manifest, _) => &manifest.spec.workdir,
            Side::Image(image, _) => &image.image.workdir,
            Side::Folder(_) => return Vec::new(),
        };
        workdir.as_bytes().to_vec()
    }

    /// What a place inside is called in what is meant, if it lies there.
    pub(super) fn path_of(&self, place: &[u8]) -> Option<Vec<u8>> {
        match self {
            Side::Sandbox(_, within) | Side::Snapshot(_, within) | Side::Image(_, within) => {
                below(place, &inner(within)).map(<[u8]>::to_vec)
            }
            Side::Folder(_) => None,
        }
    }

    /// Whether it is a folder of this machine.
    pub fn is_folder(&self) -> bool {
        matches!(self, Side::Folder(_))
    }
}

/// Lets all sides mean the same part of a tree: beside a folder of this machine, the working directory; beside one
/// that was narrowed, the same folder.
pub fn align(sides: &mut [&mut Side]) {
    let beside_folder = sides.iter().any(|side| side.is_folder());
    let named = sides.iter_mut().find_map(|side| side.within().filter(|within| !within.is_empty()).cloned());
    for side in sides {
        let meant = if beside_folder { side.workdir() } else { named.clone().unwrap_or_default() };
        if let Some(within) = side.within()
            && within.is_empty()
        {
            *within = meant;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(typed: &str) -> Typed {
        Typed::parse(OsStr::new(typed), Some(Path::new("/home/me"))).unwrap()
    }

    #[test]
    fn what_is_typed_tells_what_is_meant() {
        let path = |path: &str| Some(path.as_bytes().to_vec());
        assert_eq!(parse("fox"), Typed::Any("fox".into(), None));
        assert_eq!(parse("fox:/code/x"), Typed::Any("fox".into(), path("/code/x")));
        assert_eq!(parse("debian:12"), Typed::Any("debian:12".into(), None));
        assert_eq!(parse("host:5000/debian:12"), Typed::Any("host:5000/debian:12".into(), None));
        assert_eq!(parse("image:debian:12"), Typed::Image("debian:12".into(), None));
        assert_eq!(parse("snapshot:fox:/etc"), Typed::Snapshot("fox".into(), path("/etc")));
        assert_eq!(parse("sandbox:fox"), Typed::Sandbox("fox".into(), None));
        for folder in ["/a:/b", "./x", "../x", ".", ".."] {
            assert_eq!(parse(folder), Typed::Folder(folder.into()));
        }
        assert_eq!(parse("~/x"), Typed::Folder("/home/me/x".into()));
        assert_eq!(parse("~"), Typed::Folder("/home/me".into()));
        for wrong in ["", ":/x", "image:", "fox:/a/../b"] {
            assert_eq!(Typed::parse(OsStr::new(wrong), None).unwrap_err().kind(), Kind::Usage, "{wrong}");
        }
    }
}
