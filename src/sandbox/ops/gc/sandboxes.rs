//! Sandboxes that are due go or stop. Only these are asked what runs in them, and looked at again under their lock.

use super::due::{Cause, Verdict, Why, judge};
use super::{Action, Item, Look, Report, Request, about};
use crate::error::{Error, Kind, Result};
use crate::events::{Draft, EventType};
use crate::guest::protocol::{Reply, Request as Ask};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::ops::doctor::sandboxes as doctor;
use crate::sandbox::ops::observe::Sandbox;
use crate::sandbox::ops::{Deps, kill, observe, reach, stop};
use crate::sandbox::status::State;
use futures_util::stream::{self, StreamExt};
use std::collections::BTreeSet;
use std::time::Duration;

/// Sandboxes that are worked on at once: the engine's work is bound by its processors.
const AT_ONCE: usize = 4;
/// How long the processes of an idle sandbox may take to end.
const STOP: Duration = Duration::from_secs(10);

/// What was decided once everybody was asked.
enum Decision {
    /// Nothing is to be done, and nothing said.
    Keep,
    /// It is named.
    Spare(String),
    Remove(Why),
    Stop(Why),
}

/// Removes and stops what is due. Gives the ids of those that went.
pub(super) async fn run(
    deps: &Deps,
    request: &Request,
    look: &Look,
    chosen: Option<&dyn Fn(&Sandbox) -> bool>,
    report: &mut Report,
) -> Result<BTreeSet<Id>> {
    let idle_hands = look.sandboxes.iter().filter(|sandbox| !look.busy.contains(&sandbox.record.id));
    let chosen = idle_hands.filter(|sandbox| chosen.is_none_or(|holds| holds(sandbox)));
    let due = chosen.filter_map(|sandbox| match judge(sandbox, request, look.now) {
        Verdict::Keep => None,
        verdict => Some((sandbox, verdict)),
    });
    let mut work = stream::iter(due)
        .map(|(sandbox, verdict)| async move { (sandbox, one(deps, request, look, sandbox, verdict).await) })
        .buffered(AT_ONCE);
    let mut removed = BTreeSet::new();
    while let Some((sandbox, (item, done))) = work.next().await {
        if matches!(done, Ok(true)) && item.action == Action::Remove {
            removed.insert(sandbox.record.id.clone());
        }
        report.take(item, done)?;
    }
    Ok(removed)
}

async fn one(deps: &Deps, request: &Request, look: &Look, sandbox: &Sandbox, verdict: Verdict) -> (Item, Result<bool>) {
    let record = &sandbox.record;
    let item = |action, reason: String| Item::new("sandbox", &record.id, &record.name, action, reason);
    let action = if matches!(verdict, Verdict::StopIfIdle(_)) { Action::Stop } else { Action::Remove };
    let decided = match deps.signals.check() {
        Ok(()) => decide(deps, sandbox, verdict).await,
        Err(stopped) => Err(stopped),
    };
    match decided {
        Err(error) => (item(action, "what runs in it is not known".to_owned()), Err(error)),
        Ok(Decision::Keep) => (item(Action::Spare, String::new()), Ok(false)),
        Ok(Decision::Spare(reason)) => (item(Action::Spare, reason), Ok(true)),
        Ok(Decision::Remove(_)) if let Some(reason) = shielded(look, sandbox) => {
            (item(Action::Spare, reason), Ok(true))
        }
        Ok(Decision::Remove(why)) if request.dry_run => (item(Action::Remove, why.text), Ok(true)),
        Ok(Decision::Stop(why)) if request.dry_run => (item(Action::Stop, why.text), Ok(true)),
        Ok(Decision::Remove(why)) => {
            let due = async || match again(deps, request, &record.id).await? {
                Decision::Remove(why) => Ok(tell(deps, record, why.cause)),
                _ => Ok(false),
            };
            (item(Action::Remove, why.text), kill::if_due(deps, &record.id, due).await)
        }
        Ok(Decision::Stop(why)) => {
            let due = async || match again(deps, request, &record.id).await? {
                Decision::Stop(why) => Ok(tell(deps, record, why.cause)),
                _ => Ok(false),
            };
            (item(Action::Stop, why.text), stop::if_due(deps, &record.id, STOP, due).await)
        }
    }
}

/// Writes down why it is about to go or to stop.
fn tell(deps: &Deps, record: &SandboxRecord, cause: Cause) -> bool {
    let event_type = match cause {
        Cause::Expired => EventType::SandboxExpired,
        Cause::Idle => EventType::SandboxIdle,
        Cause::Lost | Cause::Old | Cause::Temporary => EventType::GcRemoved,
    };
    deps.record(Draft::new(event_type).sandbox(&record.id, &record.name).reason(cause.word()));
    true
}

/// Somebody gave its container another name: it is not lost, and not to be told from what is not ours.
fn shielded(look: &Look, sandbox: &Sandbox) -> Option<String> {
    let of_it = |text: &String| text == sandbox.record.id.as_str();
    let labelled = look.containers.iter().filter(|container| container.labels.get(labels::SANDBOX).is_some_and(of_it));
    let stranger = labelled.filter(|_| sandbox.state == State::Lost).find(|found| observe::owner(found).is_none())?;
    Some(format!("its container is gone, but {} carries its label", stranger.name))
}

/// Judges it again, with its lock held.
async fn again(deps: &Deps, request: &Request, id: &Id) -> Result<Decision> {
    if doctor::busy(deps)?.contains(id) {
        return Ok(Decision::Keep);
    }
    let sandbox = observe::one(deps, id).await?;
    let verdict = judge(&sandbox, request, crate::clock::now());
    decide(deps, &sandbox, verdict).await
}

async fn decide(deps: &Deps, sandbox: &Sandbox, verdict: Verdict) -> Result<Decision> {
    let record = &sandbox.record;
    Ok(match verdict {
        Verdict::Keep => Decision::Keep,
        Verdict::Spare(reason) => Decision::Spare(reason),
        Verdict::Remove(why) => Decision::Remove(why),
        Verdict::RemoveIfQuiet(why) => match ask(deps, record).await? {
            Activity::Busy(count) => Decision::Spare(format!("{}, but {} in it", why.text, running(count))),
            Activity::Idle(_) | Activity::Unknown => Decision::Remove(why),
            Activity::NotRunning => Decision::Keep,
        },
        Verdict::StopIfIdle(limit) => match ask(deps, record).await? {
            Activity::Idle(idle) if idle >= limit => {
                let text = format!("idle for {}", about(idle));
                // It would be gone once it is stopped.
                if record.temporary {
                    Decision::Remove(Why { cause: Cause::Idle, text: format!("temporary, and {text}") })
                } else {
                    Decision::Stop(Why { cause: Cause::Idle, text })
                }
            }
            Activity::Unknown => {
                Decision::Spare("its guest is of an older version and does not say whether it is idle".to_owned())
            }
            Activity::Idle(_) | Activity::Busy(_) | Activity::NotRunning => Decision::Keep,
        },
    })
}

fn running(count: u32) -> String {
    if count == 1 { "something runs".to_owned() } else { format!("{count} things run") }
}

/// What a guest says of itself.
enum Activity {
    /// So many things run.
    Busy(u32),
    /// Nothing runs, and nothing happened for so long.
    Idle(Duration),
    /// Nothing runs; its version can't tell more.
    Unknown,
    /// It was stopped, paused or killed meanwhile.
    NotRunning,
}

async fn ask(deps: &Deps, record: &SandboxRecord) -> Result<Activity> {
    match answer(deps, record, Ask::Activity).await {
        Ok(Reply::Activity { busy: 0, idle_ms }) => Ok(Activity::Idle(Duration::from_millis(idle_ms))),
        Ok(Reply::Activity { busy, .. }) => Ok(Activity::Busy(busy)),
        // It does not know the question.
        Err(error) if error.kind() == Kind::Usage => match answer(deps, record, Ask::Health).await? {
            Reply::Health { execs, jobs, .. } if execs + jobs > 0 => Ok(Activity::Busy(execs + jobs)),
            _ => Ok(Activity::Unknown),
        },
        Err(error) if matches!(error.kind(), Kind::WrongState | Kind::NotFound) => Ok(Activity::NotRunning),
        Err(error) => Err(error),
        Ok(_) => Err(crate::guest::client::not_a_guest("an answer of the wrong kind")),
    }
}

async fn answer(deps: &Deps, record: &SandboxRecord, question: Ask) -> Result<Reply> {
    let explain = |error: Error| {
        error
            .context(format!("asking what runs in {}", record.name))
            .hint(format!("if it is not wanted any more: sandcastle kill {}", record.name))
    };
    reach::call(deps, record, &question).await.map_err(|error| match error.kind() {
        Kind::Usage | Kind::WrongState | Kind::NotFound | Kind::Interrupted | Kind::Terminated => error,
        _ => explain(error),
    })
}
