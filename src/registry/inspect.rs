//! What lies in the registry's folders, right or wrong: for `doctor`, which holds it against the records.

use super::{Registry, owner};
use crate::error::{Error, Result};
use crate::fs;
use crate::sandbox::{id::Id, name::Name};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The folders in which our own files are written.
const STAGING: [&str; 5] = ["", "registry/sandboxes", "registry/names", "registry/addresses", "journal"];

/// What an operation in the background has said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// The operation.
    pub operation: Id,
    /// The length of its file.
    pub bytes: u64,
}

/// What a name or an address is reserved for; none when the file says nothing that is an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservation {
    /// What is reserved.
    pub what: Reserved,
    /// For whom.
    pub owner: Option<Id>,
}

/// What can be reserved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reserved {
    /// A name.
    Name(Name),
    /// An address on the bridge.
    Address(Ipv4Addr),
}

impl std::fmt::Display for Reserved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Reserved::Name(name) => write!(f, "name {name}"),
            Reserved::Address(address) => write!(f, "address {address}"),
        }
    }
}

impl Registry {
    /// The folder of everything.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// All reservations.
    ///
    /// # Errors
    /// When the folders can't be read.
    pub fn reservations(&self) -> Result<Vec<Reservation>> {
        let names = fs::names_in(&self.root.join("registry/names"))?;
        let names = names.iter().filter_map(|name| Some(Reserved::Name(name.parse().ok()?)));
        let addresses = fs::names_in(&self.root.join("registry/addresses"))?;
        let addresses = addresses.iter().filter_map(|address| Some(Reserved::Address(address.parse().ok()?)));
        let owned = |what: Reserved| Ok(Reservation { owner: owner(&self.reserved_file(&what))?, what });
        names.chain(addresses).map(owned).collect()
    }

    /// Removes a reservation that still is as it was found.
    ///
    /// # Errors
    /// When the file can't be removed.
    pub fn drop_reservation(&self, reservation: &Reservation) -> Result<()> {
        let file = self.reserved_file(&reservation.what);
        if owner(&file)? == reservation.owner { fs::remove_file(&file) } else { Ok(()) }
    }

    fn reserved_file(&self, what: &Reserved) -> PathBuf {
        match what {
            Reserved::Name(name) => self.name_file(name),
            Reserved::Address(address) => self.address_file(*address),
        }
    }

    /// The sandboxes that have a shared folder.
    ///
    /// # Errors
    /// When the folder above them can't be read.
    pub fn run_folders(&self) -> Result<Vec<Id>> {
        Ok(fs::names_in(&self.run_root())?.iter().filter_map(|name| name.parse().ok()).collect())
    }

    /// The sandboxes that have a lock's file.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn locked_sandboxes(&self) -> Result<Vec<Id>> {
        let names = fs::names_in(&self.root.join("locks"))?;
        Ok(names.iter().filter_map(|name| name.strip_suffix(".lock")?.parse().ok()).collect())
    }

    /// The folders in which our own files are written.
    pub fn staging_folders(&self) -> Vec<PathBuf> {
        STAGING.iter().map(|folder| self.root.join(folder)).collect()
    }

    /// How long ago an operation in the background wrote something, if it is one.
    pub fn log_age(&self, operation: &Id) -> Option<Duration> {
        let modified = std::fs::metadata(self.operation_log(operation)).and_then(|metadata| metadata.modified());
        modified.ok()?.elapsed().ok()
    }

    /// Logs of operations that are no longer in the journal, and have not been written to for `age`.
    ///
    /// # Errors
    /// When a folder can't be read.
    pub fn logs_without_operation(&self, age: Duration) -> Result<Vec<Log>> {
        let logs = fs::names_in(&self.operation_logs())?;
        let logs = logs.iter().filter_map(|name| name.strip_suffix(".log")?.parse::<Id>().ok());
        let over = logs.filter(|id| !self.entry_file(id).exists() && is_older(&self.operation_log(id), age));
        Ok(over.map(|id| Log { bytes: fs::size_of(&self.operation_log(&id)), operation: id }).collect())
    }

    /// Removes the log of an operation; none is fine.
    ///
    /// # Errors
    /// When it can't be removed.
    pub fn remove_log(&self, operation: &Id) -> Result<()> {
        fs::remove_file(&self.operation_log(operation))
    }

    /// Files that were being written when their writer died: staged ones that are older than `age`.
    ///
    /// # Errors
    /// When a folder can't be read.
    pub fn leftovers(&self, age: Duration) -> Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for folder in self.staging_folders() {
            for name in fs::names_in(&folder)?.iter().filter(|name| name.starts_with(fs::STAGED)) {
                let path = folder.join(name);
                if is_older(&path, age) {
                    found.push(path);
                }
            }
        }
        Ok(found)
    }
}

fn is_older(path: &Path, age: Duration) -> bool {
    let modified = std::fs::symlink_metadata(path).and_then(|metadata| metadata.modified());
    modified.is_ok_and(|modified| SystemTime::now().duration_since(modified).is_ok_and(|elapsed| elapsed > age))
}

/// The folders of the registry that must be there, and be the caller's alone.
///
/// # Errors
/// When one can't be looked at.
pub fn folders(registry: &Registry) -> Result<Vec<(PathBuf, Option<std::fs::Metadata>)>> {
    let folders = ["", "registry/sandboxes", "registry/names", "registry/addresses", "journal", "locks", "run"];
    let look = |name: &str| {
        let path = registry.root.join(name);
        match std::fs::symlink_metadata(&path) {
            Ok(metadata) => Ok((path, Some(metadata))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok((path, None)),
            Err(error) => Err(Error::io(format!("looking at {}", path.display()), error)),
        }
    };
    folders.into_iter().map(look).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reservations_are_listed_and_dropped_only_as_they_were_found() {
        let folder = tempfile::tempdir().unwrap();
        let registry = Registry::open(folder.path()).unwrap();
        let (name, id) = (Name::made_up(), Id::random().unwrap());
        registry.reserve_name(&name, &id).unwrap();
        registry.reserve_address(Ipv4Addr::new(10, 0, 0, 9), &id).unwrap();
        let found = registry.reservations().unwrap();
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|reservation| reservation.owner.as_ref() == Some(&id)));
        let other = Reservation { owner: Some(Id::random().unwrap()), ..found[0].clone() };
        registry.drop_reservation(&other).unwrap();
        assert_eq!(registry.reservations().unwrap().len(), 2);
        registry.drop_reservation(&found[0]).unwrap();
        assert_eq!(registry.reservations().unwrap(), found[1..]);
    }

    #[test]
    fn staged_files_are_leftovers_once_they_are_old() {
        let folder = tempfile::tempdir().unwrap();
        let registry = Registry::open(folder.path()).unwrap();
        let staged = folder.path().join("journal/.staged-abc");
        std::fs::File::create(&staged).unwrap();
        assert!(registry.leftovers(Duration::from_secs(60)).unwrap().is_empty());
        std::thread::sleep(Duration::from_millis(5));
        assert_eq!(registry.leftovers(Duration::from_millis(1)).unwrap(), [staged]);
    }
}
