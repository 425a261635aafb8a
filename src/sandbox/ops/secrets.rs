//! Secrets at work: set, changed, delivered to commands, and searched for in what leaves a sandbox.

use super::Deps;
use crate::error::{Error, Kind, Result};
use crate::guest::protocol::{Base64, Exec, SECRETS_FOLDER, SecretFile, Text};
use crate::registry::Registry;
use crate::registry::lock::HomeLock;
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::secrets::{Entry, Key, KeySource, LEAST, Needles, New, Scope, Sealed, Secret, SecretName, Store};

/// The most bytes of one variable that the kernel takes, name and ends included (MAX_ARG_STRLEN).
const LONGEST_VARIABLE: usize = 128 << 10;

/// Where a secret goes in a sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A variable of the command's environment.
    Variable(String),
    /// A file of this name in the folder of secrets.
    File(String),
}

/// A secret that a command is to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its name.
    pub name: SecretName,
    /// Where it goes.
    pub place: Place,
}

/// The store of a registry's home.
pub(super) fn store(registry: &Registry, keys: KeySource) -> Store {
    Store::new(registry.state().join("secrets"), keys)
}

/// Takes leave to use the secrets, after a change of their key that broke off was ended.
///
/// # Errors
/// `locked`; `damaged` when the key that is there is none of the two.
pub async fn share(deps: &Deps) -> Result<HomeLock> {
    let patience = deps.options.lock_timeout;
    loop {
        let shared = deps.signals.guard(deps.registry.share_secrets(patience)).await?;
        if !deps.secrets.is_rekeying() {
            return Ok(shared);
        }
        drop(shared);
        let alone = deps.signals.guard(deps.registry.own_secrets(patience)).await?;
        deps.secrets.settle()?;
        drop(alone);
    }
}

/// Sets a secret, new or anew.
///
/// # Errors
/// As [`Store::set`]; `locked`.
pub async fn set(deps: &Deps, new: &New, value: &Secret) -> Result<Entry> {
    let _leave = share(deps).await?;
    deps.secrets.set(new, value)
}

/// Gives a secret that is there a new value. The names of the sandboxes that were given the old one.
///
/// # Errors
/// `not_found`; as [`set`].
pub async fn rotate(deps: &Deps, name: &SecretName, scope: &Scope, value: &Secret) -> Result<(Entry, Vec<String>)> {
    let _leave = share(deps).await?;
    let Some(old) = deps.secrets.find(name, scope)? else { return Err(not_found(name, scope)) };
    let new = New { name: name.clone(), scope: scope.clone(), access: None, plain: None };
    let entry = deps.secrets.set(&new, value)?;
    let had = |id: &Id| {
        let given = deps.secrets.delivered_to(id).unwrap_or_default();
        given.iter().any(|given| given.entry.version == old.entry.version)
    };
    let name_of = |id: Id| deps.registry.find(&id).ok().flatten().map(|record| record.name.to_string());
    let holders = deps.secrets.sandboxes()?.into_iter().filter(had).filter_map(name_of).collect();
    Ok((entry, holders))
}

/// There is no such secret in a scope.
pub fn not_found(name: &SecretName, scope: &Scope) -> Error {
    Error::new(Kind::NotFound, format!("no secret {name} ({scope})")).hint("list them with: sandcastle secret ls")
}

/// Seals all secrets with another key; how many there are.
///
/// # Errors
/// As [`Store::rekey`]; `locked` while others use them.
pub async fn rekey(deps: &Deps, new: &Key) -> Result<usize> {
    let _alone = deps.signals.guard(deps.registry.own_secrets(deps.options.lock_timeout)).await?;
    deps.secrets.settle()?;
    deps.secrets.rekey(new)
}

/// Fails when a command could not have these: before a sandbox is made for it.
///
/// # Errors
/// `not_found`; `denied` for what no command may have; `damaged`.
pub fn check(deps: &Deps, account: &str, asked: &[Asked]) -> Result<()> {
    asked.iter().try_for_each(|asked| permitted(deps, account, None, asked).map(drop))
}

fn permitted(deps: &Deps, account: &str, sandbox: Option<&Id>, asked: &Asked) -> Result<Sealed> {
    let found = deps.secrets.lookup(&asked.name, account, sandbox)?;
    if found.entry.access.allows_exec() {
        return Ok(found);
    }
    let message = format!("secret {} may not go to commands (access: {})", asked.name, found.entry.access.as_str());
    Err(Error::new(Kind::Denied, message)
        .hint(format!("set it again with --access exec or both: sandcastle secret set {}", asked.name)))
}

/// A command with the secrets that it is to have, and their values. That the sandbox gets them is written down first.
///
/// # Errors
/// As [`check`]; `usage` for a value that its place can't take.
pub async fn deliver(
    deps: &Deps,
    record: &SandboxRecord,
    asked: &[Asked],
    mut exec: Exec,
) -> Result<(Exec, Vec<Secret>)> {
    if asked.is_empty() {
        return Ok((exec, Vec::new()));
    }
    let _leave = share(deps).await?;
    let mut values = Vec::new();
    for asked in asked {
        let found = permitted(deps, record.spec.storage.account(), Some(&record.id), asked)?;
        let value = deps.secrets.open(&found)?;
        match &asked.place {
            Place::Variable(variable) => {
                fits_a_variable(&asked.name, variable, &value)?;
                exec.env.insert(variable.clone(), Text(value.bytes().to_vec()));
            }
            Place::File(name) => {
                exec.secret_files.push(SecretFile { name: name.clone(), content: Base64(value.bytes().to_vec()) });
            }
        }
        deps.secrets.remember(&record.id, &found)?;
        if !found.entry.plain {
            values.push(value);
        }
    }
    Ok((exec, values))
}

fn fits_a_variable(name: &SecretName, variable: &str, value: &Secret) -> Result<()> {
    let why = if value.bytes().contains(&0) {
        "holds a NUL byte"
    } else if variable.len() + value.bytes().len() + 2 > LONGEST_VARIABLE {
        "is longer than 128 KiB"
    } else {
        return Ok(());
    };
    Err(Error::usage(format!("secret {name} {why}, so it can't be a variable"))
        .hint(format!("give it as a file, {SECRETS_FOLDER}/{name}: --secret-file {name}")))
}

/// What is searched for in the files of a sandbox: the values that it was given; none when it was given none.
///
/// # Errors
/// `damaged` when one can't be opened.
pub async fn needles(deps: &Deps, sandbox: &Id) -> Result<Option<Needles>> {
    if deps.secrets.delivered_to(sandbox)?.is_empty() {
        return Ok(None);
    }
    let _leave = share(deps).await?;
    let values = deps.secrets.values_given_to(sandbox)?;
    for (name, _) in values.iter().filter(|(_, value)| value.bytes().len() < LEAST) {
        deps.note(format!("note: {name} is too short to be searched for in the files"));
    }
    Needles::new(&values)
}
