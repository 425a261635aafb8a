//! Labels: ours on the engine's objects, which never change, and the user's in the record.

use super::{id::Id, name::Name};
use crate::error::Error;
use std::collections::BTreeMap;

/// The sandbox that an object belongs to.
pub const SANDBOX: &str = "sandcastle.id";
/// The home that an object belongs to.
pub const HOME: &str = "sandcastle.home";
/// The account that a volume belongs to: those that have it outlive all sandboxes.
pub const ACCOUNT: &str = "sandcastle.account";
/// The name of a volume as people say it; an account's home has none.
pub const VOLUME: &str = "sandcastle.volume";
/// The sandbox for which a volume was made, if it was made for one.
pub const MADE_FOR: &str = "sandcastle.made_for";
/// What the keys of our own labels begin with.
pub const PREFIX: &str = "sandcastle.";
/// The group that a network is for.
pub const GROUP: &str = "sandcastle.group";
/// The version of the labels' form.
pub const SCHEMA: &str = "sandcastle.schema";
/// The spec as made, as JSON: never a secret, never an environment value.
pub const SPEC: &str = "sandcastle.spec";
/// What the labels say today.
pub const SCHEMA_VERSION: &str = "1";

/// The labels of a sandbox's container.
pub fn of_sandbox(id: &Id, home: &Id, spec: &str) -> BTreeMap<String, String> {
    let mut labels = of_home(home);
    labels.insert(SANDBOX.to_owned(), id.to_string());
    labels.insert(SPEC.to_owned(), spec.to_owned());
    labels
}

/// The labels of what all sandboxes of a home share.
pub fn of_home(home: &Id) -> BTreeMap<String, String> {
    BTreeMap::from([(HOME.to_owned(), home.to_string()), (SCHEMA.to_owned(), SCHEMA_VERSION.to_owned())])
}

/// The name of a sandbox's container.
pub fn container_name(name: &Name, id: &Id) -> String {
    format!("sandcastle-{name}-{id}")
}

/// The name and id in a container's name, if it is one of ours.
pub fn parse_container_name(text: &str) -> Option<(Name, Id)> {
    let (name, id) = text.strip_prefix("sandcastle-")?.rsplit_once('-')?;
    Some((name.parse().ok()?, id.parse().ok()?))
}

/// A label that a user gives: `key=value`.
///
/// # Errors
/// Usage, when there is no `=`, the key is empty or reserved, or either holds control characters.
pub fn parse(text: &str) -> Result<(String, String), Error> {
    let bad = |why: &str| Error::usage(format!("label {text:?} {why}")).hint("write --label key=value");
    let (key, value) = text.split_once('=').ok_or_else(|| bad("has no ="))?;
    if key.is_empty() || key.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
        return Err(bad("has a key that is empty or not plain text"));
    }
    if key.starts_with(PREFIX) {
        return Err(bad("uses the reserved prefix sandcastle."));
    }
    if value.contains('\0') || text.len() > 128 * 1024 {
        return Err(bad("has a value that is too long or holds a NUL byte"));
    }
    Ok((key.to_owned(), value.to_owned()))
}

/// Whether labels have one that is asked for as `KEY` or `KEY=VALUE`.
pub fn fit(labels: &BTreeMap<String, String>, wanted: &str) -> bool {
    match wanted.split_once('=') {
        Some((key, value)) => labels.get(key).is_some_and(|has| has == value),
        None => labels.contains_key(wanted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_container_name_gives_name_and_id_back() {
        let name: Name = "a-b-c".parse().unwrap();
        let id = Id::random().unwrap();
        assert_eq!(parse_container_name(&container_name(&name, &id)), Some((name, id)));
        assert_eq!(parse_container_name("sandcastle-x"), None);
        assert_eq!(parse_container_name("other-a-abcdefghijkl"), None);
    }

    #[test]
    fn reserved_and_malformed_labels_are_refused() {
        for text in ["x", "=v", "sandcastle.id=1", "a b=c"] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert_eq!(parse("k=a=b").unwrap(), ("k".to_owned(), "a=b".to_owned()));
    }
}
