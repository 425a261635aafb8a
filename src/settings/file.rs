//! Changes to `config.toml`: comments and order survive, two writers never lose a change, a refusal changes nothing.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use toml_edit::{DocumentMut, Item, TableLike};

use super::Home;
use super::keys::{KEYS, Key};
use super::layer::{Source, open};
use super::value::Value;
use crate::error::{Error, Kind, Result};
use crate::fs;

/// How long to wait for another process that changes the file; each change takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// The user's own value of `key`, if the file has one.
pub fn get(home: &Home, key: &Key) -> Result<Option<Value>> {
    let Some(source) = read(&home.config_file())? else { return Ok(None) };
    let document = source.parse()?;
    match find(document.as_table(), key.name) {
        Some(item) => item.as_value().map(|value| key.read(value)).transpose(),
        None => Ok(None),
    }
}

/// Sets `key` to what `text` stands for, and says whether that changed the file.
pub fn set(home: &Home, key: &Key, text: &str) -> Result<bool> {
    let value = written(&key.parse(text)?, text.trim());
    change(home, key.name, |document| put(document, key.name, value))
}

/// Removes `name` from the file, and says whether it was there. What is there may be removed, known or not.
pub fn unset(home: &Home, name: &str) -> Result<bool> {
    let known = Key::find(name);
    let group = format!("{name}.");
    if KEYS.iter().any(|key| key.name.starts_with(&group)) {
        // `unset sandbox` would take more than the one setting that was meant.
        return known.map(|_| false);
    }
    let changed = change(home, name, |document| {
        take(document, name);
        Ok(())
    })?;
    if changed { Ok(true) } else { known.map(|_| false) }
}

/// The settings file, if there is one. One that can't be read is damaged: nothing of ours depends on its owner's mood.
pub(super) fn read(path: &Path) -> Result<Option<Source>> {
    let found = open(path).map_err(|cause| {
        let why = crate::error::plain(&cause);
        Error::new(Kind::Damaged, format!("reading {}: {why}", path.display())).because(cause)
    })?;
    found.map(|found| Source::read(found, path, Kind::Damaged)).transpose()
}

fn change(home: &Home, what: &str, edit: impl FnOnce(&mut DocumentMut) -> Result<()>) -> Result<bool> {
    home.ensure()?;
    let _held = lock(home, what, PATIENCE)?;
    // A settings file may be a link into a folder of dotfiles: the file is replaced, the link stays.
    let link = home.config_file();
    let path = std::fs::canonicalize(&link).unwrap_or(link);
    let source = read(&path)?;
    let text = source.as_ref().map_or("", |source| source.text.as_str());
    let mut document = match &source {
        Some(source) => text.parse::<DocumentMut>().map_err(|cause| source.not_toml(&cause))?,
        None => DocumentMut::new(),
    };
    edit(&mut document)?;
    let new = document.to_string();
    if new == text {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        // What dead processes left half-written. It is in nobody's way: the next change tries again.
        let _ = fs::remove_abandoned(folder);
    }
    fs::write_atomic(&path, new.as_bytes(), mode(&path))?;
    Ok(true)
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).map_or(0o600, |found| found.permissions().mode() & 0o777)
}

/// Waits for the lock of the settings file. A file of its own: a lock on a file that is replaced protects nothing.
fn lock(home: &Home, what: &str, patience: Duration) -> Result<File> {
    let path: PathBuf = home.config_dir().join("config.toml.lock");
    let failed = |cause| Error::io(format_args!("locking {}", path.display()), cause);
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(failed)?;
    let started = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::Error(cause)) => return Err(failed(cause)),
            Err(TryLockError::WouldBlock) if started.elapsed() < patience => {
                std::thread::sleep(Duration::from_millis(5));
            }
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let named = file.read_to_string(&mut holder).is_ok() && !holder.is_empty();
                let holder = if named { holder.trim_end() } else { "another process" };
                let message = format!("the settings are locked by {holder}");
                return Err(Error::new(Kind::Locked, message).hint("try again when it has ended"));
            }
        }
    }
    // Who holds it, since when and for what, for whoever waits too long. The lock holds without it.
    let holder = format!("process {} since {} for config {what}\n", std::process::id(), jiff::Timestamp::now());
    let _ = file.set_len(0).and_then(|()| file.write_all(holder.as_bytes()));
    Ok(file)
}

/// The value as it stands in the file: sizes and times as they were typed.
fn written(value: &Value, typed: &str) -> toml_edit::Value {
    match value {
        Value::Unset | Value::Size(_) | Value::Span(_) => typed.into(),
        Value::Text(text) => text.as_str().into(),
        Value::Integer(number) => i64::try_from(*number).unwrap_or(i64::MAX).into(),
        Value::Float(number) if number.fract() == 0.0 => (*number as i64).into(),
        Value::Float(number) => (*number).into(),
        Value::List(items) => items.iter().map(String::as_str).collect::<toml_edit::Array>().into(),
    }
}

fn find<'a>(table: &'a dyn TableLike, name: &str) -> Option<&'a Item> {
    match name.split_once('.') {
        Some((group, rest)) => find(table.get(group)?.as_table_like()?, rest),
        None => table.get(name),
    }
}

fn put(document: &mut DocumentMut, name: &str, value: toml_edit::Value) -> Result<()> {
    let mut table: &mut dyn TableLike = document.as_table_mut();
    let mut rest = name;
    while let Some((group, inner)) = rest.split_once('.') {
        let item = table.entry(group).or_insert_with(toml_edit::table);
        table = item
            .as_table_like_mut()
            .ok_or_else(|| Error::usage(format!("`{group}` is not a table in the settings")))?;
        rest = inner;
    }
    match table.get_mut(rest) {
        Some(Item::Value(old)) => {
            // The comment behind a value belongs to its line.
            let around = old.decor().clone();
            if old.to_string().trim() != value.to_string().trim() {
                *old = value;
                *old.decor_mut() = around;
            }
        }
        Some(Item::None) | None => {
            table.insert(rest, Item::Value(value));
            part_tables(document);
        }
        Some(_) => return Err(Error::usage(format!("`{name}` is a table in the settings"))),
    }
    Ok(())
}

/// Leaves an empty line before a table that has just got a setting above it.
fn part_tables(document: &mut DocumentMut) {
    let root = document.as_table_mut();
    let above = root.iter().any(|(_, item)| item.is_value());
    let tables = root.iter_mut().filter_map(|(_, item)| item.as_table_mut());
    let first =
        tables.filter(|table| table.position().is_some() && !table.is_dotted()).min_by_key(|table| table.position());
    if let Some(table) =
        first.filter(|table| above && table.decor().prefix().is_some_and(|prefix| prefix.as_str() == Some("")))
    {
        table.decor_mut().set_prefix("\n");
    }
}

fn take(document: &mut DocumentMut, name: &str) {
    let mut table: &mut dyn TableLike = document.as_table_mut();
    let mut rest = name;
    while let Some((group, inner)) = rest.split_once('.') {
        let Some(found) = table.get_mut(group).and_then(Item::as_table_like_mut) else { return };
        (table, rest) = (found, inner);
    }
    // The lines above a key are often about the whole file: they move to the next key rather than go.
    let above = table.key(rest).and_then(|key| key.leaf_decor().prefix()?.as_str().map(str::to_owned));
    let above = above.filter(|above| above.contains('#'));
    let next = table.iter().map(|(key, _)| key.to_owned()).skip_while(|key| key != rest).nth(1);
    table.remove(rest);
    let Some(above) = above else { return };
    let Some(next) = next else {
        let trailing = document.trailing().as_str().unwrap_or("").to_owned();
        return document.set_trailing(above + &trailing);
    };
    let joined = |old: Option<&toml_edit::RawString>| above.clone() + old.and_then(|old| old.as_str()).unwrap_or("");
    if let Some(Item::Table(header)) = table.get_mut(&next).filter(|item| !is_dotted(item)) {
        let prefix = joined(header.decor().prefix());
        header.decor_mut().set_prefix(prefix);
    } else if let Some(mut key) = table.key_mut(&next) {
        let prefix = joined(key.leaf_decor().prefix());
        key.leaf_decor_mut().set_prefix(prefix);
    }
}

/// `sandbox.cpus = 2` makes a table without a header.
fn is_dotted(item: &Item) -> bool {
    item.as_table().is_some_and(toml_edit::Table::is_dotted)
}

#[cfg(test)]
mod tests;
