//! The changes of one tree brought to another: checked against what is there first, then all of them or none.

use super::compare::{Change, Rules, compare};
use super::reference::Side;
use super::spool::Spool;
use super::tree::{Reading, Tree, blocking, inner};
use super::{Compared, Wanted};
use crate::archive::{self, Item, ItemKind, Items, Kind, Only, UnpackOptions, lies_below};
use crate::error::{Error, Result};
use crate::guest::protocol::{Summary, Upload};
use crate::sandbox::ops::Deps;
use crate::sandbox::ops::transfer::{self, Source, progress};
use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::io::Read;
use std::sync::Arc;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// What counts as a change.
    pub wanted: Wanted,
    /// Only look.
    pub dry_run: bool,
    /// Conflicts are settled in favour of the source.
    pub force: bool,
    /// Files keep the numbers of their owners.
    pub preserve_owner: bool,
    /// Files keep setuid, setgid and sticky bits.
    pub preserve_special: bool,
}

/// A path that can't be changed without losing what the destination has there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The path.
    pub path: Vec<u8>,
    /// Why it can't be.
    pub why: &'static str,
    /// Not even if it is asked for.
    pub is_final: bool,
}

/// What is to be done, or was.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The changes, in the order of a walk.
    pub steps: Vec<Change>,
    /// What stands in their way.
    pub conflicts: Vec<Conflict>,
    /// Changes that the destination has already.
    pub settled: u64,
    /// Changes that no archive can carry: device nodes, fifos, sockets, and modes of folders that exist.
    pub left_out: u64,
    /// What goes from the destination before the rest comes, directories before what is in them.
    gone: Vec<Vec<u8>>,
}

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    /// What was planned; with conflicts in it, nothing was done.
    pub plan: Plan,
    /// What was moved, if anything was.
    pub summary: Option<Summary>,
}

/// Brings what `source` has and `base` has not to `dest`. With conflicts, or as a dry run, nothing is done.
///
/// # Errors
/// Those of a comparison and of a transfer.
pub async fn run(deps: &Deps, source: &Side, base: &Side, dest: &Side, order: &Order) -> Result<Outcome> {
    if let Side::Snapshot(..) | Side::Image(..) = dest {
        return Err(Error::usage(format!("{} can't be changed", dest.shown()))
            .hint("DEST is a sandbox or a folder of this machine"));
    }
    let rules = order.wanted.rules(&[source, base, dest])?;
    deps.step(format!("comparing {} with {}", source.shown(), base.shown()));
    let reading = Reading { content: !order.dry_run, ..order.wanted.reading() };
    let new = Tree::read(deps, source, &reading).await?;
    let old = Tree::read(deps, base, &Reading { content: false, ..reading }).await?;
    let (one, other) = (new.clone(), old.clone());
    let modes = rules.modes;
    let compared = blocking(move || compare(one.items()?, other.items()?, &rules));
    let changes = deps.signals.guard(compared).await?;
    deps.step_done();
    // Of the destination everything counts, caches too.
    let rules = Rules { modes, ..Wanted::default().rules(&[dest])? };
    deps.step(format!("looking at {}", dest.shown()));
    let only = Only {
        paths: changes.iter().map(|change| change.path.clone()).collect(),
        whole: changes.iter().filter(|change| ends_folder(change)).map(|change| change.path.clone()).collect(),
    };
    let there = Tree::read(deps, dest, &Reading { only: Some(only), ..Reading::default() }).await?;
    let (force, all) = (order.force, changes);
    let planned = blocking(move || plan(all, there.items()?, &rules, force));
    let plan = deps.signals.guard(planned).await?;
    deps.step_done();
    if order.dry_run || !plan.conflicts.is_empty() || plan.steps.is_empty() {
        return Ok(Outcome { plan, summary: None });
    }
    let compared = Compared { changes: Vec::new(), new, old, contents: None };
    let archive = compared.archive(deps, &plan.steps, plan.gone.clone()).await?;
    deps.step(format!("applying {} changes to {}", plan.steps.len(), dest.shown()));
    let summary = carry_out(deps, dest, archive, order).await?;
    deps.step_done();
    Ok(Outcome { plan, summary: Some(summary) })
}

/// Whether something else comes where a folder was.
fn ends_folder(change: &Change) -> bool {
    change.new.as_ref().is_some_and(|item| item.kind != ItemKind::Directory)
}

/// Holds changes against what the destination has.
///
/// # Errors
/// `damaged`.
fn plan(changes: Vec<Change>, mut there: impl Items, rules: &Rules, force: bool) -> Result<Plan> {
    let by_path: HashMap<&[u8], &Change> = changes.iter().map(|change| (&change.path[..], change)).collect();
    let ways: HashSet<&[u8]> = changes.iter().flat_map(|change| folders_above(&change.path)).collect();
    let mut found: HashMap<Vec<u8>, Item> = HashMap::new();
    let mut plan = Plan::default();
    let mut replaced: Option<&[u8]> = None;
    while let Some(item) = there.next()? {
        let change = by_path.get(&item.path[..]);
        if change.is_none() && replaced.is_some_and(|folder| lies_below(&item.path, folder)) {
            let why = "something else would come in the place of its folder";
            plan.conflicts.push(Conflict { path: item.path, why, is_final: true });
            continue;
        }
        if item.kind == ItemKind::Directory
            && let Some(change) = change
            && ends_folder(change)
        {
            replaced = Some(&change.path);
        }
        if change.is_some() || ways.contains(&item.path[..]) {
            found.insert(item.path.clone(), item);
        }
    }
    let is_folder = |item: Option<&Item>| item.is_some_and(|item| item.kind == ItemKind::Directory);
    let mut taken = vec![false; changes.len()];
    for (change, taken) in changes.iter().zip(&mut taken) {
        let (new, old, now) = (change.new.as_ref(), change.old.as_ref(), found.get(&change.path));
        let same = |one: Option<&Item>, other: Option<&Item>| match (one, other) {
            (Some(one), Some(other)) => rules.are_same(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        let blocked = folders_above(&change.path).any(|folder| {
            let becomes_folder = by_path.get(folder).is_some_and(|above| is_folder(above.new.as_ref()));
            found.get(folder).is_some_and(|item| item.kind != ItemKind::Directory) && !becomes_folder
        });
        if new.is_some_and(|item| item.kind == ItemKind::Special) || (is_folder(new) && is_folder(old)) {
            plan.left_out += 1;
            continue;
        }
        if same(now, new) || (is_folder(now) && is_folder(new)) {
            plan.settled += 1;
            continue;
        }
        if blocked {
            let why = "it would lie behind a link or a file that the destination has there";
            plan.conflicts.push(Conflict { path: change.path.clone(), why, is_final: true });
            continue;
        }
        if !(force || same(now, old) || (is_folder(now) && is_folder(old))) {
            let why = match (old, now) {
                (None, _) => "the destination has something else there",
                (_, None) => "it is gone from the destination",
                _ => "the destination has changed it too",
            };
            plan.conflicts.push(Conflict { path: change.path.clone(), why, is_final: false });
            continue;
        }
        if now.is_some() && (new.is_none() || is_folder(now) != is_folder(new)) {
            plan.gone.push(change.path.clone());
        }
        *taken = true;
    }
    plan.conflicts.sort_by(|one, other| archive::order(&one.path, &other.path));
    drop(by_path);
    plan.steps = changes.into_iter().zip(taken).filter_map(|(change, taken)| taken.then_some(change)).collect();
    Ok(plan)
}

/// The folders that a path lies in, the top itself aside.
fn folders_above(path: &[u8]) -> impl Iterator<Item = &[u8]> {
    path.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| &path[..at])
}

async fn carry_out(deps: &Deps, dest: &Side, archive: Spool, order: &Order) -> Result<Summary> {
    match dest {
        Side::Sandbox(record, within) => {
            let upload = Upload {
                dest: [b"/", &inner(within)[..]].concat().into(),
                preserve_owner: order.preserve_owner,
                preserve_special: order.preserve_special,
                changes: true,
                ..Upload::default()
            };
            let source = Source::Tar(Box::new(archive.open()));
            transfer::upload(deps, record, source, upload, archive::PackOptions::default()).await
        }
        Side::Folder(path) => {
            let options = UnpackOptions {
                preserve_owner: order.preserve_owner,
                preserve_special: order.preserve_special,
                watch_startup_files: true,
                changes: Some(Vec::new()),
                progress: Some(progress(deps, Arc::default())),
                ..UnpackOptions::default()
            };
            let (path, signals) = (path.clone(), deps.signals.clone());
            // A signal cuts the stream, and what was staged is taken back. Once all is staged, it is moved to its end.
            let unpacked = blocking(move || {
                let mut stream = UntilSignal { stream: archive.open(), stopped: || signals.check().is_err() };
                Ok(archive::unpack(&mut stream, &path, Kind::Many, OsStr::new(""), &options)?)
            })
            .await;
            if unpacked.is_err() {
                deps.signals.check()?;
            }
            unpacked.map(transfer::protocol_summary)
        }
        Side::Snapshot(..) | Side::Image(..) => Ok(Summary::default()),
    }
}

/// A stream that ends with an error once it should stop.
struct UntilSignal<R, S> {
    stream: R,
    stopped: S,
}

impl<R: Read, S: Fn() -> bool> Read for UntilSignal<R, S> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if (self.stopped)() {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        self.stream.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::super::compare::tests::{file, folder, link, row, rules};
    use super::*;

    /// What each change comes to: applied, in conflict, or neither.
    fn planned(new: &[Item], old: &[Item], there: &[Item], force: bool) -> (Vec<String>, Vec<String>, Plan) {
        let changes = compare(row(new), row(old), &rules()).unwrap();
        let plan = plan(changes, row(there), &rules(), force).unwrap();
        let text = |path: &Vec<u8>| String::from_utf8(path.clone()).unwrap();
        let steps = plan.steps.iter().map(|step| text(&step.path)).collect();
        (steps, plan.conflicts.iter().map(|conflict| text(&conflict.path)).collect(), plan)
    }

    #[test]
    fn what_only_the_source_has_changed_is_applied() {
        let old = [file("edit", 1), file("gone", 1), file("same", 1), folder("d"), file("d/x", 1)];
        let new = [file("edit", 2), file("new", 1), file("same", 1)];
        let there = [&old[..], &[file("own", 9)]].concat();
        let (steps, conflicts, plan) = planned(&new, &old, &there, false);
        assert_eq!((steps, conflicts), (["d", "d/x", "edit", "gone", "new"].map(str::to_owned).to_vec(), vec![]));
        assert_eq!(plan.gone, [&b"d"[..], b"d/x", b"gone"]);
        let (steps, _, plan) = planned(&new, &old, &new, false);
        assert_eq!((steps, plan.settled), (vec![], 5), "all of it is there already");
    }

    #[test]
    fn what_both_have_changed_is_a_conflict_unless_forced() {
        let (old, new) = ([file("a", 1), file("b", 1), file("c", 1)], [file("a", 2), file("b", 2), file("new", 1)]);
        let there = [file("a", 3), file("c", 3), file("new", 3)];
        let (steps, conflicts, plan) = planned(&new, &old, &there, false);
        assert_eq!((steps.len(), conflicts), (0, ["a", "b", "c", "new"].map(str::to_owned).to_vec()));
        assert!(plan.conflicts.iter().all(|conflict| !conflict.is_final));
        let (steps, conflicts, plan) = planned(&new, &old, &there, true);
        assert_eq!((steps.len(), conflicts.len(), plan.gone), (4, 0, vec![b"c".to_vec()]));
    }

    #[test]
    fn nothing_goes_through_a_link_and_nothing_of_others_goes_with_a_folder() {
        let (new, old) = ([folder("d"), file("d/x", 2), file("e", 1)], [folder("d"), file("d/x", 1), folder("e")]);
        let there = [link("d", "/etc"), folder("e"), file("e/own", 1)];
        for force in [false, true] {
            let (_, conflicts, plan) = planned(&new, &old, &there, force);
            assert_eq!(conflicts, ["d/x", "e/own"], "{force}");
            assert!(plan.conflicts.iter().all(|conflict| conflict.is_final));
        }
    }

    #[test]
    fn a_thing_of_another_kind_makes_room_first() {
        let (new, old) = ([folder("a"), file("a/x", 1), link("b", "x")], [file("a", 1), folder("b"), file("b/y", 1)]);
        let (steps, conflicts, plan) = planned(&new, &old, &old, false);
        assert_eq!((steps.len(), conflicts.len()), (4, 0));
        assert_eq!(plan.gone, [&b"a"[..], b"b", b"b/y"]);
    }
}
