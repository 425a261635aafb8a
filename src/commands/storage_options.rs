//! What a new sandbox has of this machine and of its account: volumes, folders, home, data.

use crate::sandbox::storage::{self, DEFAULT_ACCOUNT, FolderMount, Storage, VolumeMount};

/// Options for what is mounted.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct StorageOptions {
    /// Whose home, data, volumes and secrets it has [default: the setting account]
    #[arg(long, value_name = "NAME", value_parser = storage::account)]
    account: Option<String>,
    /// Mount a volume of the account, made if missing: NAME:/path, with :ro for reading only; it outlives the sandbox
    #[arg(long, value_name = "NAME:PATH")]
    volume: Vec<VolumeMount>,
    /// Mount the account's home as the home of the sandbox user; it outlives the sandbox
    #[arg(long)]
    home: bool,
    /// Mount a folder of the account's data, made if missing, at /data: a path below the setting data_root
    #[arg(long, value_name = "PATH", value_parser = storage::data_path)]
    data: Option<String>,
    /// Mount a folder or file of this machine: FOLDER:/path, with :ro for reading only; the sandbox user gets the uid of
    /// its owner
    #[arg(long, value_name = "FOLDER:PATH")]
    mount: Vec<FolderMount>,
    /// Let --mount take folders of the system too, such as /etc
    #[arg(long, requires = "mount")]
    allow_system_mount: bool,
}

/// The account of the settings, and nothing mounted.
pub(super) fn of_account(account: &str) -> Storage {
    // The default one has many names: none is the same as its own.
    let account = if account == DEFAULT_ACCOUNT { String::new() } else { account.to_owned() };
    Storage { account, ..Storage::default() }
}

impl StorageOptions {
    /// `base`, with what was said over it: a mount takes the place of the one that was at its path.
    pub(super) fn over(&self, base: Storage) -> Storage {
        let mut storage = base;
        if let Some(account) = &self.account {
            storage.account = of_account(account).account;
        }
        storage.home |= self.home;
        storage.data = self.data.clone().or(storage.data);
        let said: Vec<&str> =
            self.volume.iter().map(|mount| &*mount.path).chain(self.mount.iter().map(|mount| &*mount.path)).collect();
        storage.volumes.retain(|mount| !said.contains(&&*mount.path));
        storage.folders.retain(|mount| !said.contains(&&*mount.path));
        storage.volumes.extend(self.volume.iter().cloned());
        let folders = self.mount.iter().cloned();
        storage.folders.extend(folders.map(|mount| FolderMount { system: self.allow_system_mount, ..mount }));
        storage
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_takes_the_place_of_what_was_at_its_path() {
        let options = |volume: &str, mount: &str| StorageOptions {
            volume: vec![volume.parse().unwrap()],
            mount: vec![mount.parse().unwrap()],
            ..StorageOptions::default()
        };
        let base = options("a:/one", "/x:/two").over(of_account("default"));
        assert_eq!(base.account, "");
        let over = options("b:/two", "/y:/three").over(base);
        let paths: Vec<&str> = over.places().iter().map(|place| place.path).collect();
        assert_eq!((paths, over.volumes.len()), (vec!["/three", "/one", "/two"], 2));
    }
}
