//! One command in several sandboxes at once, each with a number; or in forks that are made for it and gone afterwards.

use super::capture::{self, Captured};
use super::create::Request;
use super::fork::{self, Origin};
use super::secrets::{self, Asked};
use super::{Deps, kill};
use crate::error::Result;
use crate::guest::protocol::{Exec, Text};
use crate::registry::record::SandboxRecord;
use crate::sandbox::report::{Phase, Watcher};
use futures_util::stream::{self, StreamExt};
use std::sync::Arc;

/// The label of forks that were made for a command in each.
pub const LABEL: &str = "map";
/// The variable with a command's number among those that run, from 0.
pub const INDEX: &str = "SANDCASTLE_INDEX";
/// The variable with their count.
pub const COUNT: &str = "SANDCASTLE_COUNT";
/// The most of each output of each command that is kept.
pub const KEPT: usize = 1 << 20;
/// How many sandboxes are removed at once: the engine's work is bound by its processors.
const REMOVED_AT_ONCE: usize = 4;

/// What is to be done.
#[derive(Clone)]
pub struct Wanted {
    /// The command.
    pub command: Exec,
    /// Secrets that it gets everywhere.
    pub secrets: Vec<Asked>,
    /// How many of it run at once.
    pub at_once: usize,
    /// Who hears how each goes on.
    pub watcher: Arc<dyn Watcher>,
}

/// What came of the command in one sandbox.
#[derive(Debug)]
pub struct Item {
    /// The sandbox; none when it could not be made.
    pub record: Option<SandboxRecord>,
    /// How the command ended, or why it did not run.
    pub result: Result<Captured>,
}

/// Runs a command in sandboxes that are there; what became of it in each, in their order. Signals are handed on to the
/// commands; those that come after one do not begin.
pub async fn run(deps: &Deps, records: Vec<SandboxRecord>, wanted: &Wanted) -> Vec<Item> {
    // Also between one command's end and the next one's start.
    let _handing_on = deps.signals.hand_on();
    let count = records.len();
    for (index, record) in records.iter().enumerate() {
        wanted.watcher.named(index, record.name.as_str());
    }
    each(records.into_iter().map(Ok).collect(), wanted.at_once, async |index, record| {
        deps.signals.check()?;
        one(deps, record, (index, count), &wanted.command, wanted).await
    })
    .await
}

/// Forks, runs a command in each fork, and removes the forks, whatever happened, unless they are to be kept. A signal
/// ends the commands at once.
///
/// # Errors
/// Those of [`fork::run`], or of the first fork, when there is none at all. What can't be removed is warned of.
pub async fn in_forks(
    deps: &Deps,
    origin: &Origin,
    requests: &[Request],
    wanted: &Wanted,
    keep: bool,
) -> Result<Vec<Item>> {
    let forks = forks(deps, origin, requests, &*wanted.watcher).await?;
    let count = forks.len();
    let items = each(forks, wanted.at_once, async |index, record| {
        deps.signals.guard(one(deps, record, (index, count), &wanted.command, wanted)).await
    })
    .await;
    if !keep {
        remove(deps, items.iter().filter_map(|item| item.record.as_ref())).await;
    }
    Ok(items)
}

/// Makes the forks, as many as can be made. Nothing may fail afterwards before they are removed.
///
/// # Errors
/// Those of [`fork::run`], or of the first fork, when there is none at all.
pub(super) async fn forks(
    deps: &Deps,
    origin: &Origin,
    requests: &[Request],
    watcher: &dyn Watcher,
) -> Result<Vec<Result<SandboxRecord>>> {
    for index in 0..requests.len() {
        watcher.phase(index, Phase::Forking);
    }
    let mut forks = fork::run(deps, origin, requests).await?;
    if forks.iter().all(Result::is_err) {
        let first = forks.drain(..).find_map(Result::err);
        return first.map_or(Ok(Vec::new()), |error| Err(error.context("no fork could be made")));
    }
    for (index, fork) in forks.iter().enumerate() {
        match fork {
            Ok(fork) => {
                watcher.named(index, fork.record.name.as_str());
                watcher.phase(index, Phase::Waiting);
            }
            Err(error) => watcher.phase(index, Phase::Ended(format!("no fork: {}", error.message()))),
        }
    }
    Ok(forks.into_iter().map(|fork| fork.map(|fork| fork.record)).collect())
}

async fn each(
    places: Vec<Result<SandboxRecord>>,
    at_once: usize,
    work: impl AsyncFn(usize, &SandboxRecord) -> Result<Captured>,
) -> Vec<Item> {
    let work = &work;
    let mut items: Vec<(usize, Item)> = stream::iter(places.into_iter().enumerate())
        .map(|(index, place)| async move {
            let item = match place {
                Ok(record) => Item { result: work(index, &record).await, record: Some(record) },
                Err(error) => Item { record: None, result: Err(error) },
            };
            (index, item)
        })
        .buffer_unordered(at_once)
        .collect()
        .await;
    items.sort_by_key(|(index, _)| *index);
    items.into_iter().map(|(_, item)| item).collect()
}

async fn one(
    deps: &Deps,
    record: &SandboxRecord,
    place: (usize, usize),
    command: &Exec,
    wanted: &Wanted,
) -> Result<Captured> {
    wanted.watcher.phase(place.0, Phase::Running);
    let captured = numbered(deps, record, place, command, wanted).await;
    let how = match &captured {
        Ok(captured) => captured.outcome.to_string(),
        Err(error) => error.message().to_owned(),
    };
    wanted.watcher.phase(place.0, Phase::Ended(how));
    captured
}

/// Runs a command that knows its index and the count, with the secrets that all get.
pub(super) async fn numbered(
    deps: &Deps,
    record: &SandboxRecord,
    (index, count): (usize, usize),
    command: &Exec,
    wanted: &Wanted,
) -> Result<Captured> {
    let (mut command, values) = secrets::deliver(deps, record, &wanted.secrets, command.clone()).await?;
    values.iter().for_each(|value| wanted.watcher.secret(value));
    command.env.insert(INDEX.to_owned(), Text::from(index.to_string().as_str()));
    command.env.insert(COUNT.to_owned(), Text::from(count.to_string().as_str()));
    let watcher = Arc::clone(&wanted.watcher);
    let watch = Box::new(move |bytes: &[u8]| watcher.output(index, bytes));
    capture::run(deps, record, command, None, KEPT, Some(watch)).await
}

/// Removes forks, also after a signal. What can't be removed is warned of, and stays. Gives whether each is gone.
pub(super) async fn remove<'r>(deps: &Deps, records: impl IntoIterator<Item = &'r SandboxRecord>) -> Vec<bool> {
    let remove = async |record: &SandboxRecord| {
        let removed = kill::despite_signals(deps, &record.id).await;
        if let Err(error) = &removed {
            let name = &record.name;
            deps.warn(format!("{name} is still there ({}); remove it: sandcastle kill {name}", error.message()));
        }
        removed.is_ok()
    };
    let remove = &remove;
    stream::iter(records).map(|record| async move { remove(record).await }).buffered(REMOVED_AT_ONCE).collect().await
}
