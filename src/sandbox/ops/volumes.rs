//! The volumes of accounts, and their homes: they outlive all sandboxes, and go only when somebody says so.

use super::{Deps, storage};
use crate::engine::Selector;
use crate::error::{Error, Kind, Result};
use crate::sandbox::labels;
use crate::sandbox::storage::Storage;
use std::collections::BTreeMap;

/// A volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name on the engine.
    pub engine_name: String,
    /// The account that it belongs to.
    pub account: String,
    /// Its name as people say it; none for the account's home.
    pub name: Option<String>,
    /// Labels that it was given.
    pub labels: BTreeMap<String, String>,
    /// Seconds since the Unix epoch.
    pub created: i64,
    /// The sandboxes that have it mounted, by name.
    pub sandboxes: Vec<String>,
}

impl Listed {
    /// What people call it.
    pub fn called(&self) -> String {
        match &self.name {
            Some(name) => format!("volume {name} of account {}", self.account),
            None => format!("the home of account {}", self.account),
        }
    }

    /// Whether a sandbox with this storage has it.
    fn is_in(&self, storage: &Storage) -> bool {
        match &self.name {
            Some(name) => storage.has_volume(&self.account, name),
            None => storage.home && storage.account() == self.account,
        }
    }
}

/// All of this home, account by account.
///
/// # Errors
/// Failures of the engine and of the registry.
pub async fn all(deps: &Deps) -> Result<Vec<Listed>> {
    let ours = Selector::label(labels::HOME, deps.registry.home().to_string());
    let found = deps.engine().await?.volumes(&ours).await?;
    let records: Vec<_> = deps.registry.ids()?.iter().filter_map(|id| deps.registry.find(id).ok().flatten()).collect();
    let listed = found.into_iter().filter_map(|volume| {
        let mut listed = Listed {
            account: volume.labels.get(labels::ACCOUNT)?.clone(),
            name: volume.labels.get(labels::VOLUME).cloned(),
            created: volume.created,
            labels: volume.labels.into_iter().filter(|(key, _)| !key.starts_with(labels::PREFIX)).collect(),
            engine_name: volume.name,
            sandboxes: Vec::new(),
        };
        let using = records.iter().filter(|record| listed.is_in(&record.spec.storage));
        listed.sandboxes = using.map(|record| record.name.to_string()).collect();
        listed.sandboxes.sort();
        Some(listed)
    });
    let mut listed: Vec<Listed> = listed.collect();
    listed.sort_by(|one, other| (&one.account, &one.name).cmp(&(&other.account, &other.name)));
    Ok(listed)
}

/// The volume that a reference means: a name of the account's, or a name on the engine.
///
/// # Errors
/// `not_found`.
pub fn find<'l>(all: &'l [Listed], account: &str, reference: &str) -> Result<&'l Listed> {
    let named = |listed: &&Listed| listed.account == account && listed.name.as_deref() == Some(reference);
    let found = all.iter().find(named).or_else(|| all.iter().find(|listed| listed.engine_name == reference));
    found.ok_or_else(|| {
        let elsewhere = all.iter().find(|listed| listed.name.as_deref() == Some(reference));
        let error = Error::new(Kind::NotFound, format!("account {account} has no volume {reference:?}"));
        match elsewhere {
            Some(listed) => error.hint(format!("account {0} has one: pass --account {0}", listed.account)),
            None => error.hint("see what there is: sandcastle volume ls"),
        }
    })
}

/// The home of an account.
///
/// # Errors
/// `not_found`.
pub fn home<'l>(all: &'l [Listed], account: &str) -> Result<&'l Listed> {
    all.iter().find(|listed| listed.account == account && listed.name.is_none()).ok_or_else(|| {
        Error::new(Kind::NotFound, format!("account {account} has no home yet"))
            .hint("it is made with the first sandbox that has it: sandcastle init --home")
    })
}

/// Makes a volume, unless it is there; false when it is. The labels of one that is there stay.
///
/// # Errors
/// Failures of the engine.
pub async fn create(deps: &Deps, account: &str, name: &str, own: &BTreeMap<String, String>) -> Result<(Listed, bool)> {
    let there = |all: &[Listed]| find(all, account, name).ok().cloned();
    if let Some(listed) = there(&all(deps).await?) {
        return Ok((listed, false));
    }
    let home = deps.registry.home();
    let labels = own.clone().into_iter().chain(storage::labels_of(home, account, Some(name))).collect();
    deps.engine().await?.ensure_volume(&storage::engine_name(home, account, Some(name)), &labels).await?;
    let made = there(&all(deps).await?);
    made.map(|listed| (listed, true)).ok_or_else(|| Error::new(Kind::Busy, "the volume was removed at this moment"))
}

/// Whether nothing uses a volume.
///
/// # Errors
/// `wrong_state`, naming the sandboxes that do.
pub fn require_unused(listed: &Listed) -> Result<()> {
    if listed.sandboxes.is_empty() {
        return Ok(());
    }
    let names = listed.sandboxes.join(", ");
    Err(Error::new(Kind::WrongState, format!("{} is in use by {names}", listed.called()))
        .hint(format!("kill them first: sandcastle kill {}", listed.sandboxes.join(" "))))
}

/// Removes a volume with all that is in it.
///
/// # Errors
/// `wrong_state` while a sandbox has it; `locked` while one is being made; failures of the engine.
pub async fn remove(deps: &Deps, listed: &Listed) -> Result<()> {
    require_unused(listed)?;
    // Whoever makes a sandbox shares this from before a volume is there until its container has it.
    let _owned = deps.signals.guard(deps.registry.own_networks(deps.options.lock_timeout)).await?;
    match deps.engine().await?.remove_volume(&listed.engine_name).await {
        Err(error) if error.kind() == Kind::Conflict => {
            let now = all(deps).await?;
            if let Some(now) = now.iter().find(|now| now.engine_name == listed.engine_name) {
                require_unused(now)?;
            }
            Err(Error::new(
                Kind::WrongState,
                format!("{} is in use by a container that is no sandbox", listed.called()),
            )
            .because(error)
            .hint(format!("find it with the engine's own client: docker ps -a --filter volume={}", listed.engine_name)))
        }
        other => other,
    }
}
