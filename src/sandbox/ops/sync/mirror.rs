//! What is in a sandbox and not in a version: found through a list of the tree, and removed as an archive of changes.

use crate::archive::{Assembler, GONE, Item, ItemKind, ListReader, lies_below};
use crate::error::{Error, Kind, Result};
use crate::guest::client::Connection;
use crate::guest::protocol::{Apply, Capture};
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::{Deps, quiet, tree};
use std::collections::HashMap;
use std::io::{Read, Write};

/// What has to go, by paths from the top of what is filled; what lies below another one is not named.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Folders where the version has none, and what stands where it has folders: gone before it is filled.
    pub(super) in_the_way: Vec<Vec<u8>>,
    /// What the version does not hold.
    pub(super) extra: Vec<Vec<u8>>,
}

/// Finds out what has to go; nothing where the path is not there yet. Other mounts below it are left alone.
pub(super) async fn plan(
    deps: &Deps,
    record: &SandboxRecord,
    path: &[u8],
    items: &[(Item, Option<String>)],
) -> Result<Plan> {
    absolute(record, path)?;
    let wanted = Capture { path: path.to_vec().into(), ..Default::default() };
    let read = |stream: &mut dyn Read| {
        let mut found = Vec::new();
        let mut list = ListReader::new(stream)?;
        while let Some(item) = list.read()? {
            found.push((item.path, item.kind));
        }
        Ok(found)
    };
    let listed = quiet::with_guest(deps, record, "sync pull", async |connection: Connection<'_>| {
        tree::list(deps, connection, wanted, read).await
    });
    match listed.await {
        Ok((_, found)) => Ok(compare(found, items)),
        Err(error) if error.kind() == Kind::NotFound => Ok(Plan::default()),
        Err(error) => Err(error),
    }
}

fn compare(found: Vec<(Vec<u8>, ItemKind)>, items: &[(Item, Option<String>)]) -> Plan {
    let wanted: HashMap<&[u8], ItemKind> = items.iter().map(|(item, _)| (item.path.as_slice(), item.kind)).collect();
    let mut plan = Plan::default();
    let mut last: Option<Vec<u8>> = None;
    for (path, kind) in found {
        if path.is_empty() || last.as_ref().is_some_and(|last| lies_below(&path, last)) {
            continue;
        }
        match wanted.get(path.as_slice()) {
            Some(other) if (*other == ItemKind::Directory) == (kind == ItemKind::Directory) => {}
            Some(_) => {
                last = Some(path.clone());
                plan.in_the_way.push(path);
            }
            None => {
                last = Some(path.clone());
                plan.extra.push(path);
            }
        }
    }
    plan
}

/// Removes paths below `path`; how many they were.
pub(super) async fn remove(deps: &Deps, record: &SandboxRecord, path: &[u8], gone: Vec<Vec<u8>>) -> Result<u64> {
    let top = absolute(record, path)?;
    let count = gone.len() as u64;
    let mut names = Vec::new();
    for path in &gone {
        if !top.is_empty() {
            names.extend_from_slice(&top);
            names.push(b'/');
        }
        names.extend_from_slice(path);
        names.push(0);
    }
    let give = move |mut sink: &mut dyn Write| -> Result<()> {
        let mut item = Item::at(GONE.to_vec(), ItemKind::File);
        item.size = names.len() as u64;
        let mut assembler = Assembler::new(&mut sink);
        assembler.add(&item, &mut &names[..])?;
        Ok(assembler.finish()?)
    };
    quiet::with_guest(deps, record, "sync pull", async |connection: Connection<'_>| {
        tree::apply(deps, connection, Apply::default(), Box::new(give)).await
    })
    .await?;
    Ok(count)
}

/// The path from the root, without slashes at its ends.
fn absolute(record: &SandboxRecord, path: &[u8]) -> Result<Vec<u8>> {
    let whole =
        if path.starts_with(b"/") { path.to_vec() } else { [record.spec.workdir.as_bytes(), b"/", path].concat() };
    let names: Vec<&[u8]> = whole.split(|byte| *byte == b'/').filter(|name| !matches!(*name, b"" | b".")).collect();
    if names.contains(&&b".."[..]) || !whole.starts_with(b"/") {
        return Err(Error::usage("with --delete the path must be one from the root, without ..")
            .hint("write it as /folder/in/the/sandbox"));
    }
    if names.is_empty() {
        return Err(
            Error::new(Kind::Denied, "the whole sandbox can't be made what a version is").hint("name a folder below /")
        );
    }
    Ok(names.join(&b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_is_named_by_its_highest_folder_and_what_changes_its_kind_goes_first() {
        use ItemKind::{Directory, File, Symlink};
        let found = [
            ("", Directory),
            ("a", Directory),
            ("a/x", File),
            ("b", File),
            ("c", Directory),
            ("c/d", File),
            ("l", Symlink),
        ];
        let found = found.map(|(path, kind)| (path.as_bytes().to_vec(), kind)).to_vec();
        let wanted = [("", Directory), ("b", Directory), ("c", File), ("l", File)];
        let wanted = wanted.map(|(path, kind)| (Item::at(path.as_bytes().to_vec(), kind), None));
        let plan = compare(found, &wanted);
        assert_eq!(plan.extra, [b"a"]);
        assert_eq!(plan.in_the_way, [b"b", b"c"]);
    }
}
