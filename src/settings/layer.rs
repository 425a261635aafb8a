//! One file of settings: its text, where in it things are, and the settings it holds.

use std::fs::OpenOptions;
use std::io::Read;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use toml_edit::{Document, Item, TableLike};

use super::keys::{KEYS, Key};
use super::value::Value;
use crate::error::{Error, Kind, Result, plain};

/// More than any file of settings has.
const LARGEST: u64 = 1 << 20;

/// A file that was read.
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) text: String,
    /// The kind of error that a file of this sort is when it is no TOML.
    pub(super) broken: Kind,
}

/// What the file system says of a file before it is trusted.
pub(super) struct Found {
    pub(super) metadata: std::fs::Metadata,
    file: std::fs::File,
}

/// Opens the file at `path`, if there is one, without waiting for what may be a fifo.
pub(super) fn open(path: &Path) -> std::io::Result<Option<Found>> {
    let opened = OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_CLOEXEC).open(path);
    match opened {
        Ok(file) => Ok(Some(Found { metadata: file.metadata()?, file })),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(cause),
    }
}

impl Source {
    /// Reads what was opened.
    pub(super) fn read(found: Found, path: &Path, broken: Kind) -> Result<Self> {
        let failed = |why: String| Error::new(broken, format!("reading {}: {why}", path.display()));
        if !found.metadata.is_file() {
            return Err(failed("it is not a file".into()));
        }
        let mut bytes = Vec::new();
        found.file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|cause| failed(plain(&cause)).because(cause))?;
        if bytes.len() as u64 > LARGEST {
            return Err(failed("it is larger than 1 MiB".into()));
        }
        let text = String::from_utf8(bytes).map_err(|cause| {
            let valid = &cause.as_bytes()[..cause.utf8_error().valid_up_to()];
            let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
            failed(format!("line {line} is not UTF-8"))
        })?;
        Ok(Source { path: path.to_owned(), text, broken })
    }

    /// The TOML in it.
    pub(super) fn parse(&self) -> Result<Document<&str>> {
        Document::parse(self.text.as_str()).map_err(|cause| self.not_toml(&cause))
    }

    /// What is wrong with it, with line and column.
    pub(super) fn not_toml(&self, cause: &toml_edit::TomlError) -> Error {
        let why = cause.message().replace('\n', " ");
        let message = format!("{}: {why}", self.place(cause.span().map_or(0, |span| span.start)));
        Error::new(self.broken, message).hint("correct the file; nothing was changed")
    }

    /// The settings in `table`, which is the file or a table of it. All of them are checked.
    pub(super) fn settings(&self, table: &dyn TableLike) -> Result<Vec<(&'static Key, Value)>> {
        let mut settings = Vec::new();
        self.collect(table, "", &mut settings)?;
        Ok(settings)
    }

    fn collect(&self, table: &dyn TableLike, above: &str, settings: &mut Vec<(&'static Key, Value)>) -> Result<()> {
        for (name, item) in table.iter() {
            let name = format!("{above}{name}");
            let at = |error: Error| {
                let written = table.key(name.rsplit('.').next().unwrap_or(&name)).and_then(|key| key.span());
                error.context(self.place(item.span().or(written).map_or(0, |span| span.start)))
            };
            let group = format!("{name}.");
            if let Some(inner) = item.as_table_like().filter(|_| KEYS.iter().any(|key| key.name.starts_with(&group))) {
                self.collect(inner, &group, settings)?;
                continue;
            }
            let key = Key::find(&name).map_err(at)?;
            let value = match item {
                Item::Value(value) => key.read(value).map_err(at)?,
                _ => return Err(at(Error::usage(format!("{}: a table is not {}", key.name, key.form)))),
            };
            settings.push((key, value));
        }
        Ok(())
    }

    /// `FILE, line 3, column 8`, counted in characters from 1.
    fn place(&self, offset: usize) -> String {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        format!("{}, line {line}, column {column}", self.path.display())
    }
}
