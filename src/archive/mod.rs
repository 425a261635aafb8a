//! stub
use std::{
    ffi::OsStr,
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::Arc,
};
/// stub
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// s
    File,
    /// s
    Directory,
    /// s
    Contents,
    /// s
    Many,
}
/// stub
#[derive(Debug, Clone, Copy)]
pub struct Owner {
    /// s
    pub uid: u32,
    /// s
    pub gid: u32,
}
/// stub
#[derive(Default, Clone)]
pub struct PackOptions {
    /// s
    pub follow: bool,
    /// s
    pub exclude: Vec<String>,
    /// s
    pub gitignore: bool,
    /// s
    pub progress: Option<Arc<dyn Fn(u64, u64) + Send + Sync>>,
}
/// stub
#[derive(Default, Clone)]
pub struct UnpackOptions {
    /// s
    pub owner: Option<Owner>,
    /// s
    pub preserve_owner: bool,
    /// s
    pub preserve_special: bool,
    /// s
    pub strict: bool,
    /// s
    pub overwrite: bool,
    /// s
    pub progress: Option<Arc<dyn Fn(u64, u64) + Send + Sync>>,
}
/// stub
#[derive(Default, Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// s
    pub entries: u64,
    /// s
    pub bytes: u64,
    /// s
    pub skipped: Vec<Vec<u8>>,
    /// s
    pub skipped_count: u64,
    /// s
    pub stripped_count: u64,
}
/// stub
#[derive(thiserror::Error, Debug)]
pub enum ArchiveError {
    /// s
    #[error("{0}")]
    NotFound(String),
    /// s
    #[error("{0}")]
    Conflict(String),
    /// s
    #[error("{0}")]
    Denied(String),
    /// s
    #[error("{0}")]
    Damaged(String),
    /// s
    #[error("{0}")]
    NoSpace(String),
    /// s
    #[error("{0}")]
    Failed(String),
}
/// stub
pub fn source_kind(_path: &Path, _follow: bool) -> Result<(Kind, Vec<u8>), ArchiveError> {
    Err(ArchiveError::Failed("stub".into()))
}
/// stub
pub fn pack(
    _source: &Path,
    _kind: Kind,
    _options: &PackOptions,
    _sink: &mut dyn Write,
) -> Result<Summary, ArchiveError> {
    Err(ArchiveError::Failed("stub".into()))
}
/// stub
pub fn pack_many(_sources: &[PathBuf], _options: &PackOptions, _sink: &mut dyn Write) -> Result<Summary, ArchiveError> {
    Err(ArchiveError::Failed("stub".into()))
}
/// stub
pub fn unpack(
    _stream: &mut dyn Read,
    _dest: &Path,
    _kind: Kind,
    _name: &OsStr,
    _options: &UnpackOptions,
) -> Result<Summary, ArchiveError> {
    Err(ArchiveError::Failed("stub".into()))
}
