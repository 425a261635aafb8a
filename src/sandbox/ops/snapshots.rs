//! The snapshots of this home: found, removed, pruned, verified. Their history outlives the sandboxes.

use super::Deps;
use crate::error::{Error, Kind, Result};
use crate::events::{Draft, EventType};
use crate::sandbox::id::Id;
use crate::sandbox::name::Name;
use crate::snapshot::remote::{self, Remote};
use crate::snapshot::{Chain, Manifest};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The one snapshot that a reference names: an id, a unique prefix of one, or a name, which the newest has.
///
/// # Errors
/// `usage` for what can't be a reference, `not_found`, `ambiguous` with the candidates; `damaged`.
pub fn resolve(deps: &Deps, reference: &str) -> Result<Manifest> {
    let gone = || {
        Error::new(Kind::NotFound, format!("no snapshot {reference:?}")).hint("list them with: sandcastle snapshots ls")
    };
    if let Ok(id) = reference.parse::<Id>()
        && let Some(manifest) = deps.snapshots.find(&id)?
    {
        return Ok(manifest);
    }
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if reference.is_empty() || reference.len() > 63 || !reference.bytes().all(plain) {
        return Err(Error::usage(format!("{reference:?} is neither a name nor an id of a snapshot"))
            .hint("list them with: sandcastle snapshots ls"));
    }
    let (all, damaged) = deps.snapshots.all()?;
    let named = |manifest: &&Manifest| manifest.name.as_ref().is_some_and(|name| name.as_str() == reference);
    if let Some(newest) = all.iter().rev().find(named) {
        return Ok(newest.clone());
    }
    let fitting: Vec<&Manifest> = all.iter().filter(|manifest| manifest.id.begins_with(reference)).collect();
    match fitting.as_slice() {
        [one] => Ok((*one).clone()),
        // Its manifest may be the one that can't be read.
        [] => Err(damaged.into_iter().find(|error| error.message().contains(reference)).unwrap_or_else(gone)),
        many => {
            let candidates: Vec<&str> = many.iter().map(|manifest| manifest.id.as_str()).take(10).collect();
            Err(Error::new(Kind::Ambiguous, format!("{reference:?} fits {} snapshots", many.len()))
                .hint(format!("give more of the id: {}", candidates.join(", "))))
        }
    }
}

/// The names, and which snapshot has each of them: of several that were given one, the newest.
pub fn names(all: &[Manifest]) -> BTreeMap<&Name, &Id> {
    all.iter().filter_map(|manifest| Some((manifest.name.as_ref()?, &manifest.id))).collect()
}

/// Bytes on disk that go if this one goes, and bytes of those that it needs besides.
pub fn sizes(all: &[Manifest], manifest: &Manifest) -> (u64, u64) {
    let own = |manifest: &Manifest| manifest.archive.bytes + manifest.index.bytes;
    let mut shared = 0;
    let mut base = manifest.base.as_ref();
    let mut seen = BTreeSet::new();
    while let Some(link) = base.and_then(|id| all.iter().find(|manifest| manifest.id == *id))
        && seen.insert(&link.id)
    {
        shared += own(link);
        base = link.base.as_ref();
    }
    (own(manifest), shared)
}

/// Those that need one of `ids`, directly or not, without these themselves; the neediest first.
pub fn dependents<'m>(all: &'m [Manifest], ids: &[Id]) -> Vec<&'m Manifest> {
    let mut found: Vec<&Manifest> = Vec::new();
    let mut reached: BTreeSet<&Id> = ids.iter().collect();
    // A base is older than what adds to it, or was imported before; in the end nothing new is found.
    loop {
        let next = all.iter().find(|manifest| {
            !reached.contains(&manifest.id) && manifest.base.as_ref().is_some_and(|base| reached.contains(base))
        });
        let Some(next) = next else { break };
        reached.insert(&next.id);
        found.push(next);
    }
    found.reverse();
    found
}

/// What a removal will take with it, in the order of removal.
///
/// # Errors
/// `wrong_state` when others need one of them and `cascade` is not wanted.
pub fn plan_removal(deps: &Deps, ids: &[Id], cascade: bool) -> Result<Vec<Id>> {
    let (all, _) = deps.snapshots.all()?;
    let needy = dependents(&all, ids);
    if !needy.is_empty() && !cascade {
        let names: Vec<&str> = needy.iter().map(|manifest| manifest.called()).take(10).collect();
        let message =
            format!("{} only add{} to what would go", names.join(", "), if needy.len() == 1 { "s" } else { "" });
        return Err(Error::new(Kind::WrongState, message).hint("remove them too with --cascade"));
    }
    let mut order: Vec<Id> = needy.iter().map(|manifest| manifest.id.clone()).collect();
    // Among those that were asked for, the neediest go first too.
    let mut own: Vec<&Id> = ids.iter().collect();
    own.sort_by_key(|id| std::cmp::Reverse(Chain::of(&deps.snapshots, id).map_or(0, |chain| chain.links.len())));
    own.dedup();
    order.extend(own.into_iter().cloned());
    Ok(order)
}

/// Removes a snapshot.
///
/// # Errors
/// When a file can't be removed.
pub fn remove(deps: &Deps, id: &Id) -> Result<()> {
    let manifest = deps.snapshots.find(id).ok().flatten();
    deps.snapshots.remove(id)?;
    let removed = Draft::new(EventType::SnapshotRemoved).with("snapshot", id);
    deps.record(match &manifest {
        Some(manifest) => removed.sandbox(&manifest.source.id, &manifest.source.name),
        None => removed,
    });
    Ok(())
}

/// Writes a snapshot to object storage, and those that it needs. The ids of what was sent.
///
/// # Errors
/// `damaged`, `denied`, `store_unreachable`. There is no snapshot there then.
pub async fn push(deps: &Deps, manifest: &Manifest, remote: &Remote) -> Result<Vec<Id>> {
    let chain = Chain::of(&deps.snapshots, &manifest.id)?;
    deps.step(format!("pushing {}", manifest.called()));
    let pushed = deps.signals.guard(remote::snapshots::push(&deps.snapshots, &chain, remote)).await;
    if pushed.is_err() {
        remote.abort_open().await;
    }
    let pushed = pushed?;
    deps.step_done();
    tell(deps, EventType::SnapshotPushed, &pushed);
    Ok(pushed)
}

/// Fetches a snapshot from object storage, and those that it needs. Its id, and the ids of what came.
///
/// # Errors
/// `not_found`, `ambiguous`, `damaged`, `denied`, `store_unreachable`.
pub async fn pull(deps: &Deps, remote: &Remote, reference: &str) -> Result<(Id, Vec<Id>)> {
    deps.step(format!("pulling {reference}"));
    let pulling = remote::snapshots::pull(&deps.snapshots, remote, reference);
    let (id, pulled) = deps.signals.guard(pulling).await?;
    deps.step_done();
    tell(deps, EventType::SnapshotImported, &pulled);
    Ok((id, pulled))
}

/// Writes down what became of snapshots that are here.
pub(super) fn tell(deps: &Deps, event_type: EventType, ids: &[Id]) {
    for id in ids {
        if let Ok(Some(manifest)) = deps.snapshots.find(id) {
            let source = &manifest.source;
            deps.record(Draft::new(event_type).sandbox(&source.id, &source.name).with("snapshot", id));
        }
    }
}

/// The snapshots that a rule of retention lets go: of each source all but the newest `keep_last`, and of those only
/// the ones older than `older_than`. Those that a kept one needs are kept.
///
/// # Errors
/// When the folder can't be read.
pub fn plan_prune(
    deps: &Deps,
    keep_last: Option<usize>,
    older_than: Option<Duration>,
    fits: impl Fn(&Manifest) -> bool,
) -> Result<Vec<Manifest>> {
    let (all, _) = deps.snapshots.all()?;
    Ok(prunable(&all, keep_last, older_than, crate::clock::now(), fits))
}

fn prunable(
    all: &[Manifest],
    keep_last: Option<usize>,
    older_than: Option<Duration>,
    now: Timestamp,
    fits: impl Fn(&Manifest) -> bool,
) -> Vec<Manifest> {
    let mut seen: BTreeMap<&Id, usize> = BTreeMap::new();
    let mut kept: BTreeSet<&Id> = BTreeSet::new();
    for manifest in all.iter().rev() {
        let rank = seen.entry(&manifest.source.id).or_default();
        *rank += 1;
        let among_last = keep_last.is_some_and(|count| *rank <= count);
        let young = older_than.is_some_and(|age| now.duration_since(manifest.created_at).unsigned_abs() < age);
        if among_last || young || !fits(manifest) {
            kept.insert(&manifest.id);
        }
    }
    loop {
        let needed = |manifest: &&Manifest| kept.contains(&manifest.id);
        let bases: Vec<&Id> = all.iter().filter(needed).filter_map(|manifest| manifest.base.as_ref()).collect();
        let before = kept.len();
        kept.extend(bases);
        if kept.len() == before {
            break;
        }
    }
    // The newest first: what needs others goes before them.
    all.iter().rev().filter(|manifest| !kept.contains(&manifest.id)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::manifest::tests::sample;

    fn history() -> Vec<Manifest> {
        let source = sample().source;
        let at = |hour: i64| Timestamp::from_second(1_700_000_000 + hour * 3600).unwrap();
        let mut all: Vec<Manifest> =
            (0..4).map(|hour| Manifest { source: source.clone(), created_at: at(hour), ..sample() }).collect();
        // The third adds to the second.
        all[2].base = Some(all[1].id.clone());
        all
    }

    #[test]
    fn what_others_need_is_found_however_far_away() {
        let mut all = history();
        all[3].base = Some(all[2].id.clone());
        let found: Vec<&Id> = dependents(&all, &[all[1].id.clone()]).iter().map(|manifest| &manifest.id).collect();
        assert_eq!(found, [&all[3].id, &all[2].id]);
        assert!(dependents(&all, &[all[0].id.clone()]).is_empty());
    }

    #[test]
    fn the_newest_and_what_they_need_are_kept() {
        let all = history();
        let now = Timestamp::from_second(1_700_000_000 + 100 * 3600).unwrap();
        let ids = |keep, age: Option<u64>| -> Vec<Id> {
            let age = age.map(|hours| Duration::from_secs(hours * 3600));
            prunable(&all, keep, age, now, |_| true).into_iter().map(|manifest| manifest.id).collect()
        };
        assert_eq!(ids(Some(1), None), [&all[2], &all[1], &all[0]].map(|manifest| manifest.id.clone()));
        assert_eq!(ids(Some(2), None), [all[0].id.clone()]);
        // The three youngest: the third needs the second.
        assert_eq!(ids(None, Some(99)), [all[0].id.clone()]);
        assert_eq!(ids(Some(10), None), []);
    }

    #[test]
    fn of_several_with_one_name_the_newest_has_it() {
        let all = history();
        assert_eq!(names(&all).into_values().next(), Some(&all[3].id));
    }
}
