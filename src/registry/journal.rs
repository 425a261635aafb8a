//! The journal of operations in flight, which makes them crash-only: an entry whose lock can be taken belongs to a
//! dead process. The entry is the lock: it is never replaced, only appended to, and removed by who holds it.

use super::background::Background;
use super::{Registry, record, write_all};
use crate::error::{Error, Kind, Result};
use crate::fs;
use crate::sandbox::{id::Id, name::Name};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions, TryLockError};
use std::net::Ipv4Addr;
use std::path::PathBuf;

/// The schema that this build writes.
pub const SCHEMA: u32 = 1;

/// The kinds of operation that are journalled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationKind {
    /// A new sandbox.
    Create,
    /// A start.
    Start,
    /// A stop.
    Stop,
    /// A removal.
    Kill,
    /// A snapshot of it.
    Snapshot,
    /// A snapshot into it.
    Restore,
    /// Others that begin as it is.
    Fork,
    /// Files into it.
    Upload,
    /// Files out of it.
    Download,
    /// Versions in object storage.
    Sync,
    /// An image: of no sandbox.
    BuildImage,
    /// A sandbox for the pool.
    Pool,
    /// A stop and a start.
    Restart,
    /// It is frozen.
    Pause,
    /// It goes on.
    Resume,
    /// It gets another name.
    Rename,
    /// It gets other limits, environment, labels, ports or times.
    Modify,
    /// It was made for one command, and goes with it.
    Run,
}

impl Operation {
    /// Whether a step was noted.
    pub fn noted(&self, name: &str) -> bool {
        self.steps.iter().any(|step| step.name == name)
    }

    /// One that begins now.
    pub fn new(kind: OperationKind, id: Id, sandbox: &Id, name: &Name) -> Operation {
        Operation {
            schema: SCHEMA,
            id: Some(id),
            kind,
            sandbox: sandbox.clone(),
            name: name.clone(),
            started_at: crate::clock::now(),
            error: None,
            error_code: None,
            addresses: Vec::new(),
            background: None,
            steps: Vec::new(),
        }
    }
}

impl OperationKind {
    /// The verb of the command line.
    pub fn verb(self) -> &'static str {
        match self {
            OperationKind::Create => "init",
            OperationKind::Start => "start",
            OperationKind::Stop => "stop",
            OperationKind::Kill => "kill",
            OperationKind::Snapshot => "snapshot",
            OperationKind::Restore => "restore",
            OperationKind::Fork => "fork",
            OperationKind::Upload => "upload",
            OperationKind::Download => "download",
            OperationKind::Sync => "sync",
            OperationKind::BuildImage => "image build",
            OperationKind::Pool => "pool fill",
            OperationKind::Restart => "restart",
            OperationKind::Pause => "pause",
            OperationKind::Resume => "resume",
            OperationKind::Rename => "rename",
            OperationKind::Modify => "modify",
            OperationKind::Run => "run",
        }
    }
}

/// An operation as it was planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// The version of this form.
    pub schema: u32,
    /// Its own id, which is the name of its file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// What it does.
    pub kind: OperationKind,
    /// To which sandbox; its own id where it is of none.
    pub sandbox: Id,
    /// By which name.
    pub name: Name,
    /// When it began.
    pub started_at: Timestamp,
    /// How it failed, once it did and was rolled back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The code of that error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_code: Option<Kind>,
    /// Addresses that were reserved for it, in the order of trying.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Ipv4Addr>,
    /// What it was told, where it goes on without its caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<Background>,
    /// The steps that began.
    #[serde(default, rename = "step", skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// A step that began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// When it began.
    pub at: Timestamp,
    /// The address that it reserved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Ipv4Addr>,
    /// The code of the error that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Kind>,
}

/// An entry that this process holds.
#[derive(Debug)]
pub struct Entry {
    file: File,
    path: PathBuf,
    /// What it says.
    pub operation: Operation,
}

/// An entry as a reader finds it.
#[derive(Debug)]
pub enum Found {
    /// Its process lives.
    Running(Entry),
    /// Its process is dead; the reader holds it now.
    Abandoned(Entry),
    /// It failed and was rolled back; kept until the sandbox is started or killed.
    Failed(Entry),
}

impl Registry {
    fn journal(&self) -> PathBuf {
        self.root.join("journal")
    }

    pub(super) fn entry_file(&self, id: &Id) -> PathBuf {
        self.journal().join(format!("{id}.toml"))
    }

    /// Looks at the entry of this id.
    pub(super) fn look(&self, id: &Id) -> Result<Option<Found>> {
        open(self.entry_file(id), File::try_lock_shared)
    }

    /// Begins an operation: the entry is on disk, whole and locked, before this returns.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn begin(&self, kind: OperationKind, sandbox: &Id, name: &Name) -> Result<Entry> {
        self.begin_with(Operation::new(kind, Id::random()?, sandbox, name))
    }

    pub(super) fn begin_with(&self, operation: Operation) -> Result<Entry> {
        let text = toml::to_string(&operation)
            .map_err(|cause| Error::new(Kind::Failed, "writing a journal entry").because(cause))?;
        let path = self.entry_file(operation.id.as_ref().unwrap_or(&operation.sandbox));
        let file = fs::write_locked(&path, text.as_bytes())?;
        tracing::debug!(sandbox = %operation.sandbox, "{} begins", operation.kind.verb());
        Ok(Entry { file, path, operation })
    }

    /// All entries, looked at: of living processes, of dead ones, and the failed ones that are kept. Nothing is taken.
    ///
    /// # Errors
    /// When the folder can't be read. An entry that can't be read is left alone and reported as `damaged`.
    pub fn operations(&self) -> Result<Vec<Result<Seen>>> {
        let entries = self.entries()?.into_iter();
        Ok(entries
            .filter_map(|path| open(path, File::try_lock_shared).map(|found| found.map(Found::seen)).transpose())
            .collect())
    }

    /// Takes the entries of dead processes and the failed ones, one after the other: `work` holds one at a time, so
    /// that no other process finds one held for longer than it is worked on.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub async fn take_operations(&self, work: impl AsyncFn(Result<Found>)) -> Result<()> {
        for path in self.entries()? {
            if let Some(found) = open(path, File::try_lock).transpose() {
                work(found).await;
            }
        }
        Ok(())
    }

    fn entries(&self) -> Result<Vec<PathBuf>> {
        let folder = self.journal();
        let names = fs::names_in(&folder)?;
        let entries = names.iter().filter(|name| name.ends_with(".toml") && !name.starts_with('.'));
        Ok(entries.map(|name| folder.join(name)).collect())
    }

    /// Whether a living process is making the sandbox of this id.
    ///
    /// # Errors
    /// When the journal can't be read.
    pub fn is_being_made(&self, id: &Id) -> Result<bool> {
        let made = |seen: &Seen| {
            let operation = &seen.operation;
            let makes = operation.kind == OperationKind::Create && operation.sandbox == *id;
            seen.lives && (makes || operation.makes().iter().any(|planned| planned.id == *id))
        };
        Ok(self.operations()?.iter().flatten().any(made))
    }

    /// Drops the kept entries of failed operations on a sandbox: it is tried again, or goes.
    ///
    /// # Errors
    /// When the journal can't be changed.
    pub fn clear_failed(&self, id: &Id) -> Result<()> {
        for path in self.entries()? {
            let found = open(path, File::try_lock).ok().flatten().map(Found::into_entry);
            // Whoever looks at it at this moment has its lock, and no more.
            let failed = found.filter(|entry| entry.operation.error.is_some() && entry.operation.concerns(id));
            failed.map_or(Ok(()), Entry::close)?;
        }
        Ok(())
    }
}

/// An entry that was looked at.
#[derive(Debug)]
pub struct Seen {
    /// What it says.
    pub operation: Operation,
    /// Its process lives.
    pub lives: bool,
}

impl Found {
    pub(super) fn into_entry(self) -> Entry {
        match self {
            Found::Running(entry) | Found::Abandoned(entry) | Found::Failed(entry) => entry,
        }
    }

    pub(super) fn seen(self) -> Seen {
        match self {
            Found::Running(entry) => Seen { operation: entry.operation, lives: true },
            Found::Abandoned(entry) | Found::Failed(entry) => Seen { operation: entry.operation, lives: false },
        }
    }
}

/// Reads an entry, and takes it with `lock` if its process is dead. None when it ended meanwhile.
fn open(path: PathBuf, lock: impl Fn(&File) -> Result<(), TryLockError>) -> Result<Option<Found>> {
    let mut file = match OpenOptions::new().read(true).append(true).open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io(format!("reading {}", path.display()), error)),
    };
    let free = match lock(&file) {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(error)) => return Err(Error::io(format!("locking {}", path.display()), error)),
    };
    if !path.exists() {
        return Ok(None);
    }
    let text =
        std::io::read_to_string(&mut file).map_err(|error| Error::io(format!("reading {}", path.display()), error))?;
    let mut operation = parse(&text).map_err(|why| record::damaged(&path, &why))?;
    operation.id = path.file_stem().and_then(|stem| stem.to_str()?.parse().ok());
    Ok(Some(match (free, &operation.error) {
        (false, _) => Found::Running(Entry { file, path, operation }),
        (true, None) => Found::Abandoned(Entry { file, path, operation }),
        (true, Some(_)) => Found::Failed(Entry { file, path, operation }),
    }))
}

/// The last append may be torn by a crash: what can't be read at the end is left out, step by step.
fn parse(text: &str) -> Result<Operation, String> {
    let whole = toml::from_str::<Operation>(text).map_err(|cause| cause.message().to_owned());
    let mut operation = match whole {
        Ok(operation) => operation,
        Err(why) => {
            let cut = text.rfind("\n[").ok_or(why)?;
            return parse(&text[..cut]);
        }
    };
    operation.addresses = operation.steps.iter().filter_map(|step| step.address).collect();
    if let Some(last) = operation.steps.last()
        && let Some(message) = last.name.strip_prefix(FAILED)
    {
        operation.error = Some(message.to_owned());
        operation.error_code = last.code;
    }
    Ok(operation)
}

const FAILED: &str = "failed: ";

/// The step in which the engine is asked to start a container.
pub const START: &str = "start container";

impl Entry {
    /// Notes that a step begins.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn step(&mut self, name: &str) -> Result<()> {
        tracing::debug!(sandbox = %self.operation.sandbox, "{}: {name}", self.operation.kind.verb());
        self.append(Step { name: name.to_owned(), at: crate::clock::now(), address: None, code: None })
    }

    /// Notes an address before it is reserved.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn address(&mut self, address: Ipv4Addr) -> Result<()> {
        self.operation.addresses.push(address);
        self.append(Step {
            name: "reserve address".to_owned(),
            at: crate::clock::now(),
            address: Some(address),
            code: None,
        })
    }

    fn append(&mut self, step: Step) -> Result<()> {
        let text = toml::to_string(&step)
            .map_err(|cause| Error::new(Kind::Failed, "writing a journal entry").because(cause))?;
        write_all(&mut self.file, &self.path, format!("\n[[step]]\n{text}").as_bytes())?;
        // Who rolls back in this process looks at the same steps as who finds the file.
        self.operation.steps.push(step);
        Ok(())
    }

    /// The open entry for a process that is to hold it from now on.
    ///
    /// # Errors
    /// When the system has no descriptor left.
    pub fn hand_over(&self) -> Result<File> {
        self.file.try_clone().map_err(|error| Error::io("handing an operation over", error))
    }

    /// The operation is done, or undone: the entry goes.
    ///
    /// # Errors
    /// When it can't be removed.
    pub fn close(self) -> Result<()> {
        tracing::debug!(sandbox = %self.operation.sandbox, "{} is over", self.operation.kind.verb());
        fs::remove_file(&self.path)
    }

    /// The operation failed and was rolled back: the entry stays, with its error, until the next try.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn fail(mut self, error: &Error) -> Result<()> {
        let code = Some(error.kind());
        self.append(Step { name: format!("{FAILED}{}", error.message()), at: crate::clock::now(), address: None, code })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registry() -> (tempfile::TempDir, Registry) {
        let folder = tempfile::tempdir().unwrap();
        let registry = Registry::open(folder.path()).unwrap();
        (folder, registry)
    }

    fn begin(registry: &Registry) -> Entry {
        registry.begin(OperationKind::Create, &Id::random().unwrap(), &Name::made_up()).unwrap()
    }

    #[test]
    fn an_entry_of_a_living_process_is_seen_and_can_not_be_taken() {
        let (_folder, registry) = registry();
        let mut entry = begin(&registry);
        entry.step("create container").unwrap();
        let found = registry.operations().unwrap();
        assert!(matches!(&found[..], [Ok(seen)] if seen.lives && seen.operation.steps.len() == 1), "{found:?}");
        drop(found);
        entry.close().unwrap();
        assert!(registry.operations().unwrap().is_empty());
    }

    #[test]
    fn an_entry_of_a_dead_process_is_handed_over_with_its_addresses() {
        let (_folder, registry) = registry();
        let mut entry = begin(&registry);
        entry.address(Ipv4Addr::new(10, 0, 0, 9)).unwrap();
        drop(entry);
        let seen = registry.operations().unwrap().pop().unwrap().unwrap();
        assert!(!seen.lives && seen.operation.addresses == [Ipv4Addr::new(10, 0, 0, 9)]);
        let path = registry.entries().unwrap().pop().unwrap();
        assert!(matches!(open(path, File::try_lock), Ok(Some(Found::Abandoned(_)))));
    }

    #[test]
    fn a_failed_entry_keeps_its_error() {
        let (_folder, registry) = registry();
        begin(&registry).fail(&Error::new(Kind::Failed, "no luck")).unwrap();
        let seen = registry.operations().unwrap().pop().unwrap().unwrap();
        assert_eq!(seen.operation.error.as_deref(), Some("no luck"));
    }

    #[test]
    fn a_failed_entry_is_dropped_even_while_somebody_looks_at_it() {
        let (_folder, registry) = registry();
        let entry = begin(&registry);
        let id = entry.operation.sandbox.clone();
        entry.fail(&Error::new(Kind::Failed, "no luck")).unwrap();
        let looking = File::open(registry.entries().unwrap().pop().unwrap()).unwrap();
        looking.try_lock_shared().unwrap();
        registry.clear_failed(&id).unwrap();
        assert!(registry.operations().unwrap().is_empty());
    }

    #[test]
    fn an_entry_cut_anywhere_behind_its_plan_is_still_read() {
        let (_folder, registry) = registry();
        let mut entry = begin(&registry);
        let plan = std::fs::read_to_string(&entry.path).unwrap().len();
        entry.step("one").unwrap();
        entry.address(Ipv4Addr::LOCALHOST).unwrap();
        let text = std::fs::read_to_string(&entry.path).unwrap();
        for cut in plan..text.len() {
            assert_eq!(parse(&text[..cut]).unwrap().sandbox, entry.operation.sandbox, "cut at {cut}");
        }
    }
}
