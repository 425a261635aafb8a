//! Hands our own program to sandboxes as their guest: copied once per content into a folder that is never altered.

use super::{Deps, errand};
use crate::engine::{ContainerSpec, Engine, Image, Mount};
use crate::error::{Error, Kind, Result};
use crate::fs;
use crate::guest::protocol::GUEST_FOLDER;
use crate::sandbox::labels;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The mount that brings the guest into a sandbox.
///
/// # Errors
/// `denied` when this program is not static; `wrong_state` when it is of another processor than the image.
pub async fn mount(deps: &Deps, engine: &dyn Engine, image: &Image) -> Result<Mount> {
    check_processor(image)?;
    let guests = deps.options.guests.clone();
    let executable = deps.options.executable.clone();
    let installed = tokio::task::spawn_blocking(move || install(&guests, &executable)).await;
    let folder = installed.map_err(|cause| Error::new(Kind::Failed, "installing the guest").because(cause))??;
    if engine.is_local() {
        let source = folder.to_string_lossy().into_owned();
        return Ok(Mount::Folder { source, target: GUEST_FOLDER.to_owned(), read_only: true });
    }
    let name = fill_volume(deps, engine, &folder, image).await?;
    Ok(Mount::Volume { name, target: GUEST_FOLDER.to_owned(), read_only: true })
}

fn check_processor(image: &Image) -> Result<()> {
    let ours = match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    if image.arch.is_empty() || image.arch == ours {
        return Ok(());
    }
    Err(Error::new(Kind::WrongState, format!("the image is for {} processors, this sandcastle for {ours}", image.arch))
        .hint("use an image for this processor"))
}

/// Whether a program can become the guest of any image.
///
/// # Errors
/// `denied` when it is not static, or not readable.
pub fn check(executable: &Path) -> Result<()> {
    require_static(&read(executable)?)
}

/// Copies the program to `guests/<digest>/sandcastle`, unless it is there.
fn install(guests: &Path, executable: &Path) -> Result<PathBuf> {
    let memo = memo(guests, executable)?;
    if let Ok(digest) = std::fs::read_to_string(&memo)
        && guests.join(&digest).join("sandcastle").exists()
    {
        return Ok(guests.join(digest));
    }
    let program = read(executable)?;
    require_static(&program)?;
    let digest = digest(&program);
    let folder = guests.join(&digest);
    fs::create_private(&folder)?;
    if !folder.join("sandcastle").exists() {
        fs::write_atomic(&folder.join("sandcastle"), &program, 0o555)?;
    }
    fs::write_atomic(&memo, digest.as_bytes(), 0o600)?;
    Ok(folder)
}

/// Where [`install`] copies the program to. Writes nothing: there may be no room on the disk.
fn place(guests: &Path, executable: &Path) -> Result<PathBuf> {
    let digest = match std::fs::read_to_string(memo(guests, executable)?) {
        Ok(digest) => digest,
        Err(_) => digest(&read(executable)?),
    };
    Ok(guests.join(digest))
}

fn read(executable: &Path) -> Result<Vec<u8>> {
    std::fs::read(executable).map_err(|error| Error::io(format!("reading {}", executable.display()), error))
}

fn digest(program: &[u8]) -> String {
    blake3::hash(program).to_hex()[..32].to_owned()
}

/// Hashing takes longer than all the rest: what was seen of this very file is remembered.
fn memo(guests: &Path, executable: &Path) -> Result<PathBuf> {
    let metadata =
        std::fs::metadata(executable).map_err(|error| Error::io(format!("reading {}", executable.display()), error))?;
    Ok(guests.join(format!(
        "seen-{:x}-{:x}-{:x}-{:x}-{:x}",
        metadata.dev(),
        metadata.ino(),
        metadata.size(),
        metadata.mtime(),
        metadata.mtime_nsec()
    )))
}

/// A program that needs a loader would not start in an image without one.
fn require_static(program: &[u8]) -> Result<()> {
    if program.starts_with(b"\x7fELF") && !has_interpreter(program).unwrap_or(true) {
        return Ok(());
    }
    Err(Error::new(Kind::Denied, "this sandcastle is not linked statically, so it can't run inside sandboxes")
        .hint("build it in its own checkout without RUSTFLAGS in the environment: cargo install --path . --locked"))
}

/// Whether a 64-bit little-endian ELF file has a program header of type `PT_INTERP` (3).
fn has_interpreter(program: &[u8]) -> Option<bool> {
    let number = |at: usize, length: usize| -> Option<usize> {
        let bytes = program.get(at..at + length)?;
        Some(bytes.iter().rev().fold(0usize, |sum, byte| (sum << 8) | usize::from(*byte)))
    };
    let (table, size, count) = (number(0x20, 8)?, number(0x36, 2)?, number(0x38, 2)?);
    (0..count).try_fold(false, |found, index| Some(found || number(table + index * size, 4)? == 3))
}

/// An engine elsewhere can't mount our folders: the guest goes into a volume, once per content.
async fn fill_volume(deps: &Deps, engine: &dyn Engine, folder: &Path, image: &Image) -> Result<String> {
    let digest = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = format!("sandcastle-guest-{}-{digest}", deps.registry.home());
    let ours = labels::of_home(deps.registry.home());
    let selector = crate::engine::Selector::label(labels::HOME, deps.registry.home().to_string());
    let _guard = deps.registry.own_networks(deps.options.lock_timeout).await?;
    // A volume counts as filled once that is noted here: one that a dead process left half-way does not.
    let engine_key = &blake3::hash(engine.address().as_bytes()).to_hex()[..16];
    let note = folder.join(format!("filled-{engine_key}"));
    let there = engine.volumes(&selector).await?.iter().any(|volume| volume.name == name);
    if there && note.exists() {
        return Ok(name);
    }
    deps.step("handing the guest to the engine");
    engine.ensure_volume(&name, &ours).await?;
    let spec = ContainerSpec {
        name: format!("sandcastle-fill-{}", deps.registry.home()),
        image_id: image.id.clone(),
        argv: vec![format!("{GUEST_FOLDER}/sandcastle")],
        labels: ours,
        mounts: vec![Mount::Volume { name: name.clone(), target: GUEST_FOLDER.to_owned(), read_only: false }],
        cpus: 1.0,
        memory: 64 << 20,
        pids: 16,
        ..Default::default()
    };
    let filled = async {
        let program =
            std::fs::read(folder.join("sandcastle")).map_err(|error| Error::io("reading the guest", error))?;
        let archive = std::io::Cursor::new(tar_of(&program)?);
        errand::run(engine, &spec, async |helper| engine.fill(helper, GUEST_FOLDER, Box::new(archive)).await).await
    };
    if let Err(error) = filled.await {
        // A volume that is there counts as filled: it must not stay half-way.
        engine.remove_volume(&name).await?;
        return Err(error);
    }
    fs::write_atomic(&note, b"", 0o600)?;
    deps.step_done();
    Ok(name)
}

fn tar_of(program: &[u8]) -> Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(program.len() as u64);
    header.set_mode(0o555);
    let packed = archive.append_data(&mut header, "sandcastle", program).and_then(|()| archive.into_inner());
    packed.map_err(|error| Error::io("packing the guest", error))
}

/// The folder of this program among the guests, if it was installed.
pub fn current(guests: &Path, executable: &Path) -> Option<PathBuf> {
    let digest = std::fs::read_to_string(memo(guests, executable).ok()?).ok()?;
    Some(guests.join(digest)).filter(|folder| folder.exists())
}

/// Removes the guests that no sandbox of this home can use any more: all but the one of this program.
///
/// # Errors
/// When a file can't be removed.
pub fn prune(deps: &Deps) -> Result<()> {
    staging_folders(deps)?.iter().try_for_each(|folder| fs::remove_abandoned(folder))?;
    stale(deps)?.iter().try_for_each(|path| remove(path))
}

/// Where guests are written, and may be left half-written by a process that died.
///
/// # Errors
/// When the folder can't be read.
pub fn staging_folders(deps: &Deps) -> Result<Vec<PathBuf>> {
    let guests = &deps.options.guests;
    let folders = fs::names_in(guests)?.into_iter().filter(|name| !name.starts_with(fs::STAGED));
    let folders = folders.map(|name| guests.join(name)).filter(|path| path.is_dir());
    Ok(std::iter::once(guests.clone()).chain(folders).collect())
}

/// What [`prune`] removes.
///
/// # Errors
/// When a file can't be read.
pub fn stale(deps: &Deps) -> Result<Vec<PathBuf>> {
    let guests = &deps.options.guests;
    let names: Vec<String> = fs::names_in(guests)?.into_iter().filter(|name| !name.starts_with(fs::STAGED)).collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let current = place(guests, &deps.options.executable)?;
    let is_stale = |path: &PathBuf, name: &str| match name.starts_with("seen-") {
        true => std::fs::read_to_string(path).is_ok_and(|digest| guests.join(digest) != current),
        false => *path != current,
    };
    let paths = names.iter().map(|name| (guests.join(name), name));
    Ok(paths.filter(|(path, name)| is_stale(path, name)).map(|(path, _)| path).collect())
}

/// Removes one of [`stale`].
///
/// # Errors
/// When it can't be removed.
pub fn remove(path: &Path) -> Result<()> {
    if path.is_dir() { fs::remove_folder(path) } else { fs::remove_file(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_with_a_loader_is_refused_and_a_static_one_is_not() {
        let ours = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        assert!(require_static(&ours).is_ok(), "the tests are built static");
        assert!(require_static(&std::fs::read("/bin/sh").unwrap()).is_err());
        assert!(require_static(b"#!/bin/sh").is_err());
        assert!(require_static(b"\x7fELF").is_err());
    }

    #[test]
    fn a_program_is_installed_once_per_content() {
        let folder = tempfile::tempdir().unwrap();
        let executable = std::env::current_exe().unwrap();
        let place = place(folder.path(), &executable).unwrap();
        assert!(fs::names_in(folder.path()).unwrap().is_empty(), "who only asks writes nothing");
        let first = install(folder.path(), &executable).unwrap();
        assert_eq!(first, place);
        assert_eq!(install(folder.path(), &executable).unwrap(), first);
        assert_eq!(std::fs::read(first.join("sandcastle")).unwrap(), std::fs::read(executable).unwrap());
    }
}
