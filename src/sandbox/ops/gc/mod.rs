//! Clears away what is over: sandboxes whose time has come, operations that broke off, and what is left of sandboxes
//! that are gone. What is young, in use, at work, or another home's stays; nothing is asked.

mod due;
mod files;
mod left;
mod members;
mod operations;
mod sandboxes;
mod shared;

use super::observe::Sandbox;
use super::{Deps, doctor, observe};
use crate::engine::Container;
use crate::error::{Error, Kind, Result};
use crate::events::{Draft, EventType};
use crate::registry::journal::Seen;
use crate::sandbox::duration::Span;
use crate::sandbox::id::Id;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeSet;
use std::time::Duration;

/// What nobody asked for to be removed must at least be this old.
pub const GRACE: Duration = Duration::from_secs(60);
/// How long events are kept.
const REMEMBERED: Duration = Duration::from_secs(30 * 24 * 3600);
/// How long failed creations and logs are kept, unless something else is asked for.
const KEPT: Duration = Duration::from_secs(24 * 3600);

/// What is to be cleared away, beside what is over by itself.
#[derive(Debug, Clone)]
pub struct Request {
    /// Sandboxes that were made longer ago than this.
    pub older_than: Option<Duration>,
    /// Sandboxes that have been idle for so long are stopped.
    pub idle: Option<Duration>,
    /// Operations that have not moved for so long are told of.
    pub stuck: Duration,
    /// What has waited in the pool for longer is renewed.
    pub pool_age: Duration,
    /// Only say what would be done.
    pub dry_run: bool,
}

/// What was done with a thing, or would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It goes.
    Remove,
    /// It stops; its files are kept.
    Stop,
    /// It is finished or taken back.
    Settle,
    /// It would go, but for the reason that is given.
    Spare,
    /// It is only told of.
    Report,
}

/// A thing that was found.
#[derive(Debug)]
pub struct Item {
    /// What kind of thing: `sandbox`, `container`, `operation`, `file` and so on.
    pub kind: &'static str,
    /// Its id, or what else names it alone.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What becomes of it.
    pub action: Action,
    /// Why.
    pub reason: String,
    /// Bytes that it takes, where that is known.
    pub bytes: Option<u64>,
    /// Why it could not be done.
    pub error: Option<Error>,
}

impl Item {
    fn new(kind: &'static str, id: impl ToString, name: impl ToString, action: Action, reason: impl ToString) -> Item {
        let (id, name, reason) = (id.to_string(), name.to_string(), reason.to_string());
        Item { kind, id, name, action, reason, bytes: None, error: None }
    }

    fn bytes(self, bytes: u64) -> Item {
        Item { bytes: Some(bytes), ..self }
    }

    fn failed(self, error: Error) -> Item {
        Item { error: Some(error), ..self }
    }
}

/// What was found, as it comes. Ctrl-C ends the work; everything else that fails is told of, and the rest goes on.
#[derive(Debug, Default)]
pub struct Report {
    /// What was found, in the order of the work.
    pub items: Vec<Item>,
    /// What could not be looked at.
    pub failures: Vec<Error>,
}

impl Report {
    /// Whether something that waited in the pool went, so that another is to take its place.
    pub fn pool_shrank(&self) -> bool {
        self.items.iter().any(|item| item.kind == members::POOL_MEMBER && item.error.is_none())
    }

    /// Keeps what came of a thing; nothing came of what somebody else has done meanwhile.
    fn take(&mut self, item: Item, done: Result<bool>) -> Result<()> {
        match done {
            Ok(true) => self.items.push(item),
            Ok(false) => {}
            Err(error) if is_signal(&error) => return Err(error),
            // Somebody is at work on it, or has been quicker.
            Err(error) if matches!(error.kind(), Kind::Locked | Kind::NotFound) => {}
            Err(error) => self.items.push(item.failed(error)),
        }
        Ok(())
    }

    /// Goes on after a part of the work that failed as a whole.
    fn survive(&mut self, part: Result<()>) -> Result<()> {
        match part {
            Err(error) if is_signal(&error) => Err(error),
            Err(error) => {
                self.failures.push(error);
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }
}

fn is_signal(error: &Error) -> bool {
    matches!(error.kind(), Kind::Interrupted | Kind::Terminated)
}

/// What there is, looked at once: all the rest is held against it.
struct Look {
    now: Timestamp,
    /// Every sandbox with a record that can be read.
    sandboxes: Vec<Sandbox>,
    /// Every id with a record, whether it can be read or not.
    known: BTreeSet<Id>,
    /// What the engine has with this home's label.
    containers: Vec<Container>,
    operations: Vec<Seen>,
    /// Whom an operation is at work on, or was and is not settled.
    busy: BTreeSet<Id>,
}

impl Look {
    /// In this order: operations, engine, records. What is made or killed meanwhile is in the first.
    async fn take(deps: &Deps) -> Result<Look> {
        let operations: Vec<Seen> = deps.registry.operations()?.into_iter().flatten().collect();
        let busy = doctor::sandboxes::busy(deps)?;
        let containers = observe::listing(deps).await?;
        let (sandboxes, damaged) = observe::with(deps, containers.clone())?;
        for record in damaged {
            deps.warn(record.message().to_owned());
        }
        let known = deps.registry.ids()?.into_iter().collect();
        Ok(Look { now: crate::clock::now(), sandboxes, known, containers, operations, busy })
    }
}

/// Clears away what is over. With `chosen` only sandboxes where that holds are looked at, and nothing else.
///
/// # Errors
/// `engine_unreachable`; signals. What can't be removed is an item with its error.
pub async fn run(
    deps: &Deps,
    request: &Request,
    chosen: Option<&dyn Fn(&Sandbox) -> bool>,
    report: &mut Report,
) -> Result<()> {
    let ended = collect(deps, request, chosen, report).await;
    if !request.dry_run {
        tell(deps, report);
    }
    ended
}

async fn collect(
    deps: &Deps,
    request: &Request,
    chosen: Option<&dyn Fn(&Sandbox) -> bool>,
    report: &mut Report,
) -> Result<()> {
    let engine = deps.engine().await?;
    operations::settle(deps, request, chosen.is_none(), report).await?;
    let look = Look::take(deps).await?;
    operations::stuck(deps, request, &look, chosen, report).await?;
    let removed = sandboxes::run(deps, request, &look, chosen, report).await?;
    if chosen.is_some() {
        return Ok(());
    }
    let part = left::run(deps, engine, request, &look, report).await;
    report.survive(part)?;
    let part = members::run(deps, request, report).await;
    report.survive(part)?;
    let part = operations::collect(deps, request, report).await;
    report.survive(part)?;
    let part = files::run(deps, request, report).await;
    report.survive(part)?;
    let part = shared::run(deps, engine, request, &look, &removed, report).await;
    report.survive(part)
}

/// Writes down what went, beside the sandboxes, of which that is written down one by one.
fn tell(deps: &Deps, report: &Report) {
    let done =
        |item: &&Item| item.error.is_none() && matches!(item.action, Action::Remove | Action::Stop | Action::Settle);
    let done: Vec<&Item> = report.items.iter().filter(done).collect();
    if done.is_empty() {
        return;
    }
    let mut ran = Draft::new(EventType::GcRan);
    for kind in done.iter().map(|item| item.kind).collect::<BTreeSet<_>>() {
        ran = ran.with(kind, u64::try_from(done.iter().filter(|item| item.kind == kind).count()).unwrap_or_default());
    }
    deps.record(ran);
}

/// How long ago something was. A clock that was set back makes nothing older than new.
fn age(then: Timestamp, now: Timestamp) -> Duration {
    now.duration_since(then).try_into().unwrap_or_default()
}

/// A length of time in one unit, for people.
fn about(length: Duration) -> Span {
    let unit = match length.as_secs() {
        0..120 => 1,
        120..7200 => 60,
        7200..172_800 => 3600,
        _ => 86_400,
    };
    Span::seconds(length.as_secs() / unit * unit)
}
