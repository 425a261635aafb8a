//! The local index of sandboxes: one TOML file a record, names and addresses reserved by files of their own.
//! It can be thrown away: `doctor --fix` makes it again from the engine.

pub mod background;
pub mod fence;
pub mod inspect;
pub mod journal;
pub mod lock;
pub mod pool;
pub mod record;
pub mod watch;

use crate::error::{Error, Kind, Result};
use crate::fs;
use crate::sandbox::{id::Id, name::Name};
use record::SandboxRecord;
use std::io::Write;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

/// The registry of one home.
#[derive(Debug, Clone)]
pub struct Registry {
    root: PathBuf,
    home: Id,
}

impl Registry {
    /// Opens the registry under the state folder, or makes it.
    ///
    /// # Errors
    /// `denied` or `no_space` when the folder can't be written; `damaged` when the home's id can't be read.
    pub fn open(state: &Path) -> Result<Registry> {
        let id_file = state.join("home-id");
        let home = match std::fs::read_to_string(&id_file) {
            Ok(text) => parse_home_id(&id_file, &text)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Registry::first_use(state, &id_file)?,
            Err(error) => return Err(Error::io(format!("reading {}", id_file.display()), error)),
        };
        Ok(Registry { root: state.to_owned(), home })
    }

    fn first_use(state: &Path, id_file: &Path) -> Result<Id> {
        // A new id would make all sandboxes of this home somebody else's.
        let records = fs::names_in(&state.join("registry/sandboxes"))?;
        if records.iter().any(|name| name.ends_with(".toml")) {
            return Err(home_id_lost(id_file, "it is gone, and there are sandboxes"));
        }
        for folder in ["registry/sandboxes", "registry/names", "registry/addresses", "journal", "locks", "run"] {
            fs::create_private(&state.join(folder))?;
        }
        // Two first commands at once: the one that links its file first gives the id, the other takes it.
        let id = Id::random()?;
        fs::write_once(id_file, id.as_str().as_bytes())?;
        let text = std::fs::read_to_string(id_file)
            .map_err(|error| Error::io(format!("reading {}", id_file.display()), error))?;
        parse_home_id(id_file, &text)
    }

    /// The random id of this home, which labels carry.
    pub fn home(&self) -> &Id {
        &self.home
    }

    /// The state folder that it lies in.
    pub fn state(&self) -> &Path {
        &self.root
    }

    /// The folder that is mounted into a sandbox for its socket. Its parent is 0700: that mode is the boundary
    /// which keeps other users of the machine out.
    pub fn run_folder(&self, id: &Id) -> PathBuf {
        self.root.join("run").join(id.as_str())
    }

    /// The folder above all [`Registry::run_folder`]s.
    pub fn run_root(&self) -> PathBuf {
        self.root.join("run")
    }

    fn sandboxes(&self) -> PathBuf {
        self.root.join("registry/sandboxes")
    }

    fn record_file(&self, id: &Id) -> PathBuf {
        self.sandboxes().join(format!("{id}.toml"))
    }

    fn name_file(&self, name: &Name) -> PathBuf {
        self.root.join("registry/names").join(name.as_str())
    }

    fn address_file(&self, address: Ipv4Addr) -> PathBuf {
        self.root.join("registry/addresses").join(address.to_string())
    }

    /// The record of an id, if there is one.
    ///
    /// # Errors
    /// `damaged` when it can't be read, `wrong_state` when a newer sandcastle wrote it.
    pub fn find(&self, id: &Id) -> Result<Option<SandboxRecord>> {
        let file = self.record_file(id);
        match std::fs::read_to_string(&file) {
            Ok(text) => match SandboxRecord::parse(&file, &text)? {
                record if record.id == *id => Ok(Some(record)),
                _ => Err(record::damaged(&file, "it is the record of another sandbox")),
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                Err(record::damaged(&file, "it is not text"))
            }
            Err(error) if error.kind() == std::io::ErrorKind::IsADirectory => {
                Err(record::damaged(&file, "it is a folder"))
            }
            Err(error) => Err(Error::io(format!("reading {}", file.display()), error)),
        }
    }

    /// The ids of all records, whether they can be read or not.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn ids(&self) -> Result<Vec<Id>> {
        let mut ids: Vec<Id> = fs::names_in(&self.sandboxes())?
            .iter()
            .filter_map(|name| name.strip_suffix(".toml")?.parse().ok())
            .collect();
        ids.sort();
        Ok(ids)
    }

    /// Whether there is a record of an id, readable or not.
    pub fn has_record(&self, id: &Id) -> bool {
        self.record_file(id).exists()
    }

    /// Publishes a record, whole or not at all.
    ///
    /// # Errors
    /// `no_space`, `denied`; the old record is untouched then.
    pub fn publish(&self, record: &SandboxRecord) -> Result<()> {
        fs::write_atomic(&self.record_file(&record.id), record.to_toml()?.as_bytes(), 0o600)
    }

    /// Removes a record, its name and its address. What is not there is fine.
    ///
    /// # Errors
    /// When a file can't be removed.
    pub fn forget(&self, id: &Id, name: Option<&Name>, address: Option<Ipv4Addr>) -> Result<()> {
        if let Some(name) = name {
            self.release(&self.name_file(name), id)?;
        }
        if let Some(address) = address {
            self.release(&self.address_file(address), id)?;
        }
        fs::remove_file(&self.record_file(id))
    }

    /// Reserves a name for an id. False when somebody else has it.
    ///
    /// # Errors
    /// When the file can't be made.
    pub fn reserve_name(&self, name: &Name, id: &Id) -> Result<bool> {
        reserve(&self.name_file(name), id)
    }

    /// Gives back all names that are reserved for an id, but this one.
    ///
    /// # Errors
    /// When the names can't be read, or one not be given back.
    pub fn release_other_names(&self, id: &Id, kept: &Name) -> Result<()> {
        let folder = self.root.join("registry/names");
        for name in fs::names_in(&folder)?.iter().filter(|name| *name != kept.as_str() && !name.starts_with('.')) {
            self.release(&folder.join(name), id)?;
        }
        Ok(())
    }

    /// The id that a name is reserved for.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn id_of(&self, name: &Name) -> Result<Option<Id>> {
        owner(&self.name_file(name))
    }

    /// Reserves an address for an id. False when somebody else has it.
    ///
    /// # Errors
    /// When the file can't be made.
    pub fn reserve_address(&self, address: Ipv4Addr, id: &Id) -> Result<bool> {
        reserve(&self.address_file(address), id)
    }

    /// Removes what dead processes left half-written.
    ///
    /// # Errors
    /// When a folder can't be read, or a file not be removed.
    pub fn remove_abandoned_files(&self) -> Result<()> {
        for folder in ["registry/sandboxes", "registry/pool", "registry/names", "registry/addresses", "journal"] {
            fs::remove_abandoned(&self.root.join(folder))?;
        }
        Ok(())
    }

    /// Whether an address is reserved for anybody.
    pub fn is_reserved(&self, address: Ipv4Addr) -> bool {
        self.address_file(address).exists()
    }

    /// Gives an address back that was reserved for an id.
    ///
    /// # Errors
    /// When the file can't be removed.
    pub fn release_address(&self, address: Ipv4Addr, id: &Id) -> Result<()> {
        self.release(&self.address_file(address), id)
    }

    /// All addresses that are reserved.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn addresses(&self) -> Result<Vec<Ipv4Addr>> {
        let names = fs::names_in(&self.root.join("registry/addresses"))?;
        Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
    }

    /// Gives back whatever addresses were reserved for an id: for who does not know them any more.
    ///
    /// # Errors
    /// When a file can't be read or removed.
    pub fn release_addresses(&self, id: &Id) -> Result<()> {
        self.addresses()?.into_iter().try_for_each(|address| self.release_address(address, id))
    }

    fn release(&self, file: &Path, id: &Id) -> Result<()> {
        if owner(file)?.as_ref() == Some(id) { fs::remove_file(file) } else { Ok(()) }
    }

    /// The one sandbox that a reference names: a name, an id, or a unique prefix of an id.
    ///
    /// # Errors
    /// `usage` for what can't be a reference, `not_found`, `ambiguous` with the candidates.
    pub fn resolve(&self, reference: &str) -> Result<Id> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if reference.is_empty() || reference.len() > 63 || !reference.bytes().all(plain) {
            return Err(Error::usage(format!("{reference:?} is neither a name nor an id"))
                .hint("list them with: sandcastle ls"));
        }
        if let Ok(name) = reference.parse::<Name>()
            && let Some(id) = self.id_of(&name)?
            && self.record_file(&id).exists()
        {
            return Ok(id);
        }
        if let Ok(id) = reference.parse::<Id>()
            && self.record_file(&id).exists()
        {
            return Ok(id);
        }
        let fitting: Vec<Id> = self.ids()?.into_iter().filter(|id| id.begins_with(reference)).collect();
        match fitting.as_slice() {
            [id] => Ok(id.clone()),
            [] => self.resolve_by_scan(reference),
            many => {
                let candidates: Vec<&str> = many.iter().map(Id::as_str).take(10).collect();
                Err(Error::new(Kind::Ambiguous, format!("{reference:?} fits {} sandboxes", many.len()))
                    .hint(format!("give more of the id: {}", candidates.join(", "))))
            }
        }
    }

    /// A name whose reservation is gone is still found in the records.
    fn resolve_by_scan(&self, reference: &str) -> Result<Id> {
        for id in self.ids()? {
            if let Ok(Some(record)) = self.find(&id)
                && record.name.as_str() == reference
            {
                return Ok(id);
            }
        }
        if let Some(id) = self.resolve_planned(reference)? {
            return Ok(id);
        }
        Err(Error::new(Kind::NotFound, format!("no sandbox {reference:?}")).hint("list them with: sandcastle ls"))
    }
}

/// Without its id a home does not know its sandboxes on the engine.
fn home_id_lost(file: &Path, why: &str) -> Error {
    Error::new(Kind::Damaged, format!("{} can't be used: {why}", file.display()))
        .hint("write the id back: it is the label sandcastle.home of this home's containers on the engine")
}

fn parse_home_id(file: &Path, text: &str) -> Result<Id> {
    text.trim().parse().map_err(|_| home_id_lost(file, "it holds no id"))
}

/// Makes a file that holds an id, unless it is there. The id is in it from the start: a reader never sees it empty.
fn reserve(file: &Path, id: &Id) -> Result<bool> {
    if fs::write_once(file, id.as_str().as_bytes())? {
        return Ok(true);
    }
    Ok(owner(file)?.as_ref() == Some(id))
}

fn owner(file: &Path) -> Result<Option<Id>> {
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(text.trim().parse().ok()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(format!("reading {}", file.display()), error)),
    }
}

/// Writes all of `bytes` to an open file: for locks and journals, which are written in place.
pub(super) fn write_all(file: &mut std::fs::File, path: &Path, bytes: &[u8]) -> Result<()> {
    file.write_all(bytes).map_err(|error| Error::io(format!("writing {}", path.display()), error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registry() -> (tempfile::TempDir, Registry) {
        let folder = tempfile::tempdir().unwrap();
        let registry = Registry::open(folder.path()).unwrap();
        (folder, registry)
    }

    #[test]
    fn a_home_keeps_its_id() {
        let (folder, registry) = registry();
        assert_eq!(Registry::open(folder.path()).unwrap().home(), registry.home());
    }

    #[test]
    fn twenty_threads_that_want_one_name_make_one_winner() {
        let (_folder, registry) = registry();
        let name = Name::made_up();
        let winners: usize = std::thread::scope(|scope| {
            let claims: Vec<_> = (0..20)
                .map(|_| scope.spawn(|| registry.reserve_name(&name, &Id::random().unwrap()).unwrap()))
                .collect();
            claims.into_iter().map(|claim| usize::from(claim.join().unwrap())).sum()
        });
        assert_eq!(winners, 1);
    }

    #[test]
    fn only_the_owner_gives_a_name_back() {
        let (_folder, registry) = registry();
        let (name, owner, other) = (Name::made_up(), Id::random().unwrap(), Id::random().unwrap());
        assert!(registry.reserve_name(&name, &owner).unwrap());
        registry.forget(&other, Some(&name), None).unwrap();
        assert_eq!(registry.id_of(&name).unwrap(), Some(owner.clone()));
        registry.forget(&owner, Some(&name), None).unwrap();
        assert_eq!(registry.id_of(&name).unwrap(), None);
    }

    #[test]
    fn all_addresses_of_one_are_given_back_and_nobody_elses() {
        let (_folder, registry) = registry();
        let (one, other) = (Id::random().unwrap(), Id::random().unwrap());
        let address = |last| Ipv4Addr::new(10, 0, 0, last);
        for (last, id) in [(2, &one), (3, &other), (4, &one)] {
            assert!(registry.reserve_address(address(last), id).unwrap());
        }
        registry.release_addresses(&one).unwrap();
        assert_eq!([2, 3, 4].map(|last| registry.is_reserved(address(last))), [false, true, false]);
    }

    #[test]
    fn what_can_be_no_reference_is_usage_and_what_is_unknown_not_found() {
        let (_folder, registry) = registry();
        for reference in ["", "../x", "A", "a b", "{{x}}"] {
            assert_eq!(registry.resolve(reference).unwrap_err().kind(), Kind::Usage, "{reference:?}");
        }
        assert_eq!(registry.resolve("nobody").unwrap_err().kind(), Kind::NotFound);
    }
}
