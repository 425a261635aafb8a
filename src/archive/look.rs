//! Shows what an archive of changes holds, entry by entry: for who looks for something in it.

use std::io::Read;

use super::Limits;
use super::error::Result;
use super::reader::Reader;

/// Reads an archive to its end. `see` gets each entry's path with everything that belongs to the entry, in parts: its
/// names, its attributes, its content.
///
/// # Errors
/// `Damaged` for anything but one whole archive.
pub fn look_through(stream: &mut dyn Read, mut see: impl FnMut(&[u8], &[u8])) -> Result<()> {
    let limits = Limits::default();
    let mut reader = Reader::new(stream);
    while let Some(entry) = reader.next(&limits)? {
        for part in [&entry.path, &entry.link] {
            see(&entry.path, part);
        }
        for (name, value) in &entry.attributes {
            see(&entry.path, name);
            see(&entry.path, value);
        }
        while let part @ [_, ..] = reader.data(u64::MAX)? {
            see(&entry.path, part);
        }
    }
    Ok(())
}
