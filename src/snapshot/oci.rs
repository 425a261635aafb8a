//! A snapshot as an ordinary image: the image that it is over, as the engine saves it, with one more layer.
//! Source: Docker Image Specification v1.2 (`manifest.json`, the image's JSON), OCI image specification.

use super::portable::{BLOCK, ImageFile, member, padding};
use crate::error::{Error, Kind, Result};
use crate::snapshot::Manifest;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, Write};
use std::path::Path;
use std::sync::Arc;

/// The label that names the snapshot. Never one of those by which containers are ours.
pub const SNAPSHOT: &str = "dev.sandcastle.snapshot";
/// Tells which images and layers a saved file holds.
const LISTING: &str = "manifest.json";
/// Listings of other forms, which would speak of the old image alone.
const OTHER_LISTINGS: [&str; 3] = ["repositories", "index.json", "oci-layout"];
/// The most bytes of a listing or an image's JSON.
const MAX_JSON: u64 = 16 << 20;

/// The new layer.
#[derive(Debug)]
pub struct LayerFile {
    /// The plain tar, in a file without a name.
    pub file: File,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SHA-256 in hex digits.
    pub sha256: String,
}

impl LayerFile {
    /// Takes in what `write` writes, in a file in `folder`.
    ///
    /// # Errors
    /// Those of `write`; `no_space`.
    pub fn create(folder: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<LayerFile> {
        let failed = |error| Error::io("keeping the layer", error);
        let file = io::BufWriter::new(tempfile::tempfile_in(folder).map_err(failed)?);
        let mut sink = Digesting { file, hasher: Sha256::new(), bytes: 0 };
        write(&mut sink)?;
        let file = sink.file.into_inner().map_err(|error| failed(error.into_error()))?;
        Ok(LayerFile { file, bytes: sink.bytes, sha256: hex(&sink.hasher.finalize()) })
    }
}

struct Digesting {
    file: io::BufWriter<File>,
    hasher: Sha256,
    bytes: u64,
}

impl Write for Digesting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a saved file's listing says of an image.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Listed {
    config: String,
    layers: Vec<String>,
}

/// An image that the engine saved, looked through.
struct Saved {
    file: Arc<File>,
    /// Its members with all that belongs to them: where each begins and ends.
    kept: Vec<(u64, u64)>,
    config: Value,
    layers: Vec<String>,
}

/// The saved image with one more layer and the name `name`, as an engine loads it.
///
/// # Errors
/// `damaged` when what the engine saved is no image; `no_space`.
pub fn with_layer(saved: ImageFile, layer: LayerFile, manifest: &Manifest, name: &str) -> Result<Box<dyn Read + Send>> {
    let Saved { file, kept, config, mut layers } = look_through(saved)?;
    let config = extended(config, &layer, manifest, name)?;
    let config_name = format!("{}.json", hex(&Sha256::digest(&config)));
    let layer_name = format!("{}/layer.tar", layer.sha256);
    layers.push(layer_name.clone());
    let listing = json!([{ "Config": config_name, "RepoTags": [name], "Layers": layers }]).to_string().into_bytes();
    let mut parts: Vec<Box<dyn Read + Send>> = Vec::new();
    for (at, end) in kept {
        parts.push(Box::new(Part { file: Arc::clone(&file), at, end }));
    }
    let time = u64::try_from(manifest.created_at.as_second()).unwrap_or(0);
    let mut add = |name: &str, size: u64, content: Box<dyn Read + Send>| {
        parts.push(Box::new(Cursor::new(member(name, size, time))));
        parts.push(content);
        parts.push(Box::new(Cursor::new(padding(size))));
    };
    add(&layer_name, layer.bytes, Box::new(Part { file: Arc::new(layer.file), at: 0, end: layer.bytes }));
    add(&config_name, config.len() as u64, Box::new(Cursor::new(config)));
    add(LISTING, listing.len() as u64, Box::new(Cursor::new(listing)));
    parts.push(Box::new(Cursor::new([0; 2 * BLOCK])));
    Ok(Box::new(Parts { parts: parts.into_iter(), current: None }))
}

fn look_through(saved: ImageFile) -> Result<Saved> {
    let strange = |why: &str| Error::new(Kind::Damaged, format!("what the engine saved is no image: {why}"));
    let unread = |error: io::Error| strange(&crate::error::plain(&error));
    let file = Arc::new(saved.file);
    (&*file).rewind().map_err(unread)?;
    let (mut kept, mut small): (Vec<(u64, u64)>, Vec<_>) = (Vec::new(), Vec::new());
    let mut end = 0;
    let mut archive = tar::Archive::new(&*file);
    for entry in archive.entries_with_seek().map_err(unread)? {
        let mut entry = entry.map_err(unread)?;
        let name = entry.path().map_err(unread)?.to_string_lossy().into_owned();
        let begin = end;
        end = entry.raw_file_position() + entry.size().next_multiple_of(BLOCK as u64);
        // The image's JSON is one of those, whatever it is called.
        if entry.size() <= MAX_JSON && entry.header().entry_type().is_file() && !name.ends_with(".tar") {
            let mut start = [0];
            let read = entry.read(&mut start).map_err(unread)?;
            if read == 1 && matches!(start[0], b'{' | b'[') {
                small.push((name.clone(), entry.raw_file_position(), entry.size()));
            }
        }
        if name != LISTING && !OTHER_LISTINGS.contains(&name.as_str()) {
            match kept.last_mut().filter(|last| last.1 == begin) {
                Some(last) => last.1 = end,
                None => kept.push((begin, end)),
            }
        }
    }
    let json = |name: &str| -> Result<Vec<u8>> {
        let found = small.iter().find(|(other, ..)| other == name);
        let (_, at, size) = found.ok_or_else(|| strange(&format!("{name} is missing")))?;
        let mut content = Vec::new();
        let mut part = Part { file: Arc::clone(&file), at: *at, end: at + size };
        part.read_to_end(&mut content).map_err(unread)?;
        Ok(content)
    };
    let parsed = |error: serde_json::Error| strange(&error.to_string());
    let mut listed: Vec<Listed> = serde_json::from_slice(&json(LISTING)?).map_err(parsed)?;
    let (Some(image), true) = (listed.pop(), listed.is_empty()) else {
        return Err(strange("it is not exactly one"));
    };
    let config = serde_json::from_slice(&json(&image.config)?).map_err(parsed)?;
    Ok(Saved { file, kept, config, layers: image.layers })
}

/// The image's JSON with the layer and our labels; how it runs stays as it is.
fn extended(mut config: Value, layer: &LayerFile, manifest: &Manifest, name: &str) -> Result<Vec<u8>> {
    let strange = || Error::new(Kind::Damaged, "the image's JSON is not what one is");
    let created = manifest.created_at.to_string();
    let top = config.as_object_mut().ok_or_else(strange)?;
    // They tell of a container that made the old image.
    top.remove("container");
    top.remove("container_config");
    top.insert("created".to_owned(), json!(created));
    let layers = top.get_mut("rootfs").and_then(|rootfs| rootfs.get_mut("diff_ids")).and_then(Value::as_array_mut);
    layers.ok_or_else(strange)?.push(json!(format!("sha256:{}", layer.sha256)));
    let comment = format!("snapshot {} of {}", manifest.id, manifest.source.name);
    let step = json!({ "created": created, "created_by": "sandcastle snapshots export --oci", "comment": comment });
    match top.entry("history").or_insert_with(|| json!([])) {
        Value::Array(history) => history.push(step),
        other => *other = json!([step]),
    }
    let run = match top.entry("config").or_insert_with(|| json!({})) {
        Value::Object(run) => run,
        _ => return Err(strange()),
    };
    let labels = run.entry("Labels").or_insert_with(|| json!({}));
    if labels.is_null() {
        *labels = json!({});
    }
    let labels = labels.as_object_mut().ok_or_else(strange)?;
    for (key, value) in [
        ("org.opencontainers.image.ref.name", name),
        ("org.opencontainers.image.created", &created),
        ("org.opencontainers.image.base.name", &manifest.spec.image),
        ("org.opencontainers.image.base.digest", &manifest.spec.image_id),
        (SNAPSHOT, manifest.id.as_str()),
        ("dev.sandcastle.sandbox", manifest.source.name.as_str()),
    ] {
        labels.insert(key.to_owned(), json!(value));
    }
    serde_json::to_vec(&config).map_err(|cause| Error::new(Kind::Failed, "writing the image's JSON").because(cause))
}

/// A part of a file, which others may read too.
struct Part {
    file: Arc<File>,
    at: u64,
    end: u64,
}

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use std::os::unix::fs::FileExt;
        let wanted = usize::try_from(self.end - self.at).unwrap_or(buffer.len()).min(buffer.len());
        let count = self.file.read_at(&mut buffer[..wanted], self.at)?;
        if count == 0 && wanted > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.at += count as u64;
        Ok(count)
    }
}

/// One reader after the other.
struct Parts {
    parts: std::vec::IntoIter<Box<dyn Read + Send>>,
    current: Option<Box<dyn Read + Send>>,
}

impl Read for Parts {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(current) = &mut self.current {
                let count = current.read(buffer)?;
                if count > 0 || buffer.is_empty() {
                    return Ok(count);
                }
            }
            self.current = self.parts.next();
            if self.current.is_none() {
                return Ok(0);
            }
        }
    }
}
