//! The list of what an image holds, as every fresh container of it has it on this engine: with ctimes, which no user
//! process can have touched, and digests. Made once by a container of its own, and again when it fits no more.

use super::image::Resolved;
use super::{Deps, create, reach, tree};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::fs::StagedFolder;
use crate::guest::protocol::{Capture, Text};
use crate::sandbox::spec::SandboxSpec;
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// The list of an image.
#[derive(Debug, Clone)]
pub struct ImageList {
    path: PathBuf,
    /// It was made just now.
    pub is_new: bool,
}

impl ImageList {
    /// The list as [`crate::archive::ListReader`] reads it.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn open(&self) -> Result<impl Read + Send + use<>> {
        let failed = |error| Error::io(format!("reading {}", self.path.display()), error);
        let file = File::open(&self.path).map_err(failed)?;
        zstd::Decoder::with_buffer(BufReader::with_capacity(1 << 18, file)).map_err(failed)
    }

    /// Writes the list into a stream.
    ///
    /// # Errors
    /// When it can't be read, or not written.
    pub fn copy_to(&self, sink: &mut dyn Write) -> Result<()> {
        let failed = |error| Error::io(format!("passing {} on", self.path.display()), error);
        std::io::copy(&mut self.open()?, sink).map(drop).map_err(failed)
    }

    /// Forgets the list: it fits no more.
    ///
    /// # Errors
    /// When it can't be removed.
    pub fn forget(self) -> Result<()> {
        crate::fs::remove_file(&self.path)
    }
}

/// The volumes of an image, which are part of a sandbox's state.
pub fn volumes(image: &crate::engine::Image) -> Vec<Text> {
    image.volumes.iter().map(|volume| Text::from(volume.as_str())).collect()
}

/// The mounts that belong to a sandbox alone, and to its state: volumes of its image, and what of a strict one can be
/// written, where nothing of its account or of this machine is mounted.
pub fn own_volumes(image: &crate::engine::Image, spec: &SandboxSpec) -> Vec<Text> {
    let places = spec.storage.places();
    let taken = |volume: &str| places.iter().any(|place| place.path == volume.trim_end_matches('/'));
    let kept = spec.kept();
    let of_image = image.volumes.iter().filter(|volume| !taken(volume));
    of_image.chain(&kept).map(|volume| Text::from(volume.as_str())).collect()
}

/// The list of an image; made if there is none.
///
/// # Errors
/// Failures of the engine; `no_space`.
pub async fn of(deps: &Deps, engine: &dyn Engine, image: &Resolved) -> Result<ImageList> {
    let folder = deps.options.lists.clone();
    crate::fs::create_private(&folder)?;
    // Times of change belong to one engine's disk.
    let engine_key = &blake3::hash(engine.address().as_bytes()).to_hex()[..16];
    let image_key = image.image.id.strip_prefix("sha256:").unwrap_or(&image.image.id);
    let path = folder.join(format!("{image_key}-{engine_key}.zst"));
    if path.exists() {
        return Ok(ImageList { path, is_new: false });
    }
    crate::fs::remove_abandoned(&folder)?;
    deps.step("listing the files of the image");
    let wanted = Capture { mounts: volumes(&image.image), digests: true, pristine: true, ..Capture::default() };
    let to = path.clone();
    create::throwaway(deps, engine, image, async |record| {
        let connection = reach::ready(deps, engine, record).await?;
        tree::list(deps, connection, wanted, move |stream| keep(stream, &folder, &to)).await.map(drop)
    })
    .await?;
    deps.step_done();
    Ok(ImageList { path, is_new: true })
}

fn keep(stream: &mut dyn Read, folder: &Path, path: &Path) -> Result<()> {
    let staged = StagedFolder::create(folder)?;
    let half = staged.path().join("list");
    let mut write = || -> std::io::Result<()> {
        let mut encoder = zstd::Encoder::new(File::create(&half)?, 1)?;
        encoder.include_checksum(true)?;
        std::io::copy(stream, &mut encoder)?;
        encoder.finish()?.sync_all()
    };
    write().map_err(|error| Error::io(format!("writing {}", half.display()), error))?;
    check(&half)?;
    staged.give(&half, path)
}

/// What can't be read to its end is no list.
fn check(path: &Path) -> Result<()> {
    let list = ImageList { path: path.to_owned(), is_new: true };
    let mut reader = crate::archive::ListReader::new(BufReader::new(list.open()?))?;
    while reader.read()?.is_some() {}
    Ok(())
}
