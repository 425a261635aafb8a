//! A connection to a sandbox's guest, on the best road that leads there.

use super::observe::{self, Sandbox};
use super::{Deps, egress, host_trust, storage};
use crate::engine::{Engine, EngineId};
use crate::error::{Error, Kind, Result};
use crate::guest::client::dial::{self, Closed};
use crate::guest::client::{Connection, Road};
use crate::guest::protocol::{Identity, Reply, Request};
use crate::registry::journal::OperationKind;
use crate::registry::record::SandboxRecord;
use crate::sandbox::status::State;
use std::time::{Duration, Instant};

/// How long a guest may take from its container's start until it listens, on a machine under load.
const BOOT: Duration = Duration::from_secs(30);

/// Connects to the guest of a sandbox that runs. On the shared road nothing is asked of the engine.
///
/// # Errors
/// `wrong_state` when it does not run; `engine_unreachable` where only the engine could tell.
pub async fn connect<'d>(deps: &'d Deps, record: &'d SandboxRecord) -> Result<Connection<'d>> {
    if deps.options.road != Some(Road::Bridge) {
        match shared(deps, record).await {
            Ok(connection) => return Ok(connection.doubted(Box::pin(not_running(deps, record)))),
            Err(closed) if deps.options.road == Some(Road::Shared) => return Err(explain(deps, record, closed).await),
            Err(_) => {}
        }
    }
    let engine = deps.engine().await?;
    let sandbox = observe::one(deps, &record.id).await?;
    sandbox.state.require(sandbox.state == State::Running, record.name.as_str(), "reach")?;
    match dial::bridge(engine, &container_id(record)?).await {
        // It was stopped after we had looked.
        Err(error) if error.kind() == Kind::Conflict => Err(not_running(deps, record).await.unwrap_or_else(|| {
            Error::new(Kind::Busy, format!("{} is being stopped or started", record.name))
                .hint("try again")
                .because(error)
        })),
        other => other,
    }
}

/// Connects to the guest of a sandbox that has no record yet, and was running a moment ago.
///
/// # Errors
/// When it does not answer on any road.
pub(super) async fn connect_unlisted<'d>(
    deps: &'d Deps,
    engine: &'d dyn Engine,
    record: &SandboxRecord,
) -> Result<Connection<'d>> {
    if deps.options.road != Some(Road::Bridge)
        && let Ok(connection) = shared(deps, record).await
    {
        return Ok(connection);
    }
    dial::bridge(engine, &container_id(record)?).await
}

async fn shared(deps: &Deps, record: &SandboxRecord) -> std::result::Result<Connection<'static>, Closed> {
    dial::shared(&deps.registry.run_folder(&record.id), &record.container, deps.options.call_timeout).await
}

async fn explain(deps: &Deps, record: &SandboxRecord, closed: Closed) -> Error {
    match observe::one(deps, &record.id).await {
        Ok(sandbox) => match sandbox.state.require(sandbox.state == State::Running, record.name.as_str(), "reach") {
            Ok(()) => Error::new(Kind::Failed, format!("the shared road to {} is closed: {closed}", record.name))
                .hint("let the road be chosen: sandcastle config unset guest.road"),
            Err(error) => error,
        },
        Err(error) => error,
    }
}

/// The id of a record's container.
///
/// # Errors
/// `damaged` when it is none.
pub fn container_id(record: &SandboxRecord) -> Result<EngineId> {
    EngineId::parse(&record.container)
        .ok_or_else(|| Error::new(Kind::Damaged, format!("the record of {} names no container", record.name)))
}

/// Waits until the guest of a container that was just started answers.
///
/// # Errors
/// `failed`, with what the container printed, when it ended; `timed_out`.
pub async fn ready(deps: &Deps, engine: &dyn Engine, record: &SandboxRecord) -> Result<Connection<'static>> {
    answering(deps, engine, record, || deps.signals.check()).await
}

/// As [`ready`], also after a signal: for a sandbox that becomes again what it was.
///
/// # Errors
/// The same.
pub async fn ready_despite_signals(
    deps: &Deps,
    engine: &dyn Engine,
    record: &SandboxRecord,
) -> Result<Connection<'static>> {
    answering(deps, engine, record, || Ok(())).await
}

async fn answering(
    deps: &Deps,
    engine: &dyn Engine,
    record: &SandboxRecord,
    go_on: impl Fn() -> Result<()>,
) -> Result<Connection<'static>> {
    let container = container_id(record)?;
    let begun = Instant::now();
    let mut looked = begun;
    // Seen ready 3 to 6 ms before the engine's start returns: the first try nearly always succeeds.
    while begun.elapsed() < BOOT {
        go_on()?;
        let mut not_offered = false;
        if deps.options.road != Some(Road::Bridge) {
            match shared(deps, record).await {
                Ok(connection) => return Ok(connection),
                Err(closed) => not_offered = closed == Closed::NotOffered,
            }
        }
        let bridge_is_due = not_offered
            || deps.options.road == Some(Road::Bridge)
            || !engine.is_local()
            || begun.elapsed() > Duration::from_secs(1);
        if bridge_is_due
            && deps.options.road != Some(Road::Shared)
            && let Ok(connection) = dial::bridge(engine, &container).await
            && connection.call(&Request::Health, deps.options.call_timeout).await.is_ok()
        {
            return dial::bridge(engine, &container).await;
        }
        if looked.elapsed() > Duration::from_millis(300) {
            looked = Instant::now();
            still_running(deps, engine, &record.id, &container).await?;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Err(Error::new(Kind::TimedOut, format!("the guest did not answer within {} s", BOOT.as_secs())))
}

async fn still_running(
    deps: &Deps,
    engine: &dyn Engine,
    id: &crate::sandbox::id::Id,
    container: &EngineId,
) -> Result<()> {
    // By its own id: one that is to take the place of another has not its name yet.
    let of_sandbox = crate::engine::Selector::label(crate::sandbox::labels::SANDBOX, id.to_string())
        .and(crate::sandbox::labels::HOME, deps.registry.home().to_string());
    let mut found = engine.containers(&of_sandbox).await?;
    found.retain(|found| found.id == *container);
    let running = found.iter().any(|found| found.state == crate::engine::ContainerState::Running);
    if running {
        return Ok(());
    }
    let said = engine.output_tail(container).await.unwrap_or_default();
    let status = found.into_iter().next().map_or("it is gone".to_owned(), |container| container.status);
    Err(Error::new(Kind::Failed, format!("the guest ended at once ({status}): {said}")))
}

/// Hands everything over to a guest, which may have had it before, once the sandbox's fence is seen from inside: a guest
/// that was started behind our back runs nothing until then.
///
/// # Errors
/// `denied` where its egress policy can't be enforced; as the guest classes its failure.
pub async fn introduce(
    deps: &Deps,
    engine: &dyn Engine,
    connection: Connection<'_>,
    record: &SandboxRecord,
) -> Result<()> {
    super::fence::ensure(deps, engine, record).await?;
    configure(deps, connection, record).await
}

async fn configure(deps: &Deps, connection: Connection<'_>, record: &SandboxRecord) -> Result<()> {
    // What a rebuilt registry takes back. No environment: its values stay out of the sandbox's files.
    let kept = SandboxRecord { env: Default::default(), ..record.clone() };
    let mut identity = Identity {
        env: record.env.iter().map(|(key, value)| (key.clone(), value.as_str().into())).collect(),
        workdir: record.spec.workdir.clone(),
        user: record.spec.user.clone(),
        record: kept.to_toml()?,
        mounts: storage::told(deps, record),
        trust: None,
        hosts: egress::pins(record),
    };
    host_trust::add(deps, record, &mut identity)?;
    let (road, deadline) = (connection.road, configuring(deps, record));
    match connection.call(&Request::Configure(identity), deadline).await? {
        Reply::Done => Ok(()),
        Reply::Mounted(found) => {
            if let Some(why) = &found.unpinned {
                warn_unpinned(deps, record, why);
            }
            storage::verify(deps, record, road, &found)
        }
        Reply::Unpinned { why } => {
            warn_unpinned(deps, record, &why);
            Ok(())
        }
        _ => Err(crate::guest::client::not_a_guest("an answer of the wrong kind")),
    }
}

fn warn_unpinned(deps: &Deps, record: &SandboxRecord, why: &str) {
    let why: String = why.chars().take(200).collect();
    deps.warn(format!("{}: the names of its egress policy were not written to /etc/hosts: {why}", record.name));
}

/// Who has something mounted may have to be given what is in it.
fn configuring(deps: &Deps, record: &SandboxRecord) -> Duration {
    if record.spec.storage.is_empty() { deps.options.call_timeout } else { deps.options.call_timeout.max(BOOT) }
}

/// One short call to the guest of a sandbox.
///
/// # Errors
/// As [`connect`], and as the guest classes its failure. A paused sandbox is `wrong_state`.
pub async fn call(deps: &Deps, record: &SandboxRecord, request: &Request) -> Result<Reply> {
    let answer = connect(deps, record).await?.call(request, deps.options.call_timeout).await;
    match answer {
        Err(error) if error.kind() == Kind::TimedOut => Err(why_silent(deps, record, error).await),
        other => other,
    }
}

/// A guest that accepts and says nothing is one that is paused, most of the time; one that falls silent may have been
/// stopped, or cut off with the engine.
pub async fn why_silent(deps: &Deps, record: &SandboxRecord, error: Error) -> Error {
    match observe::one(deps, &record.id).await {
        Ok(sandbox) => {
            let running = sandbox.state == State::Running;
            sandbox.state.require(running, record.name.as_str(), "reach").err().unwrap_or(error)
        }
        Err(engine) if matches!(engine.kind(), Kind::EngineUnreachable | Kind::Busy) => {
            engine.context(format!("the connection to {} broke off", record.name))
        }
        Err(_) => error,
    }
}

/// The error that tells the state of a sandbox that does not run, as far as the engine answers.
async fn not_running(deps: &Deps, record: &SandboxRecord) -> Option<Error> {
    let sandbox = observe::one(deps, &record.id).await.ok()?;
    sandbox.state.require(sandbox.state == State::Running, record.name.as_str(), "reach").err()
}

/// What has become of a sandbox whose connection broke off under a command, as far as the engine answers.
pub async fn explain_loss(deps: &Deps, record: &SandboxRecord, error: Error) -> Error {
    let begun = Instant::now();
    let why = loop {
        match observe::one(deps, &record.id).await {
            Err(gone) if gone.kind() == Kind::NotFound => break "it was removed",
            Err(_) => return error,
            Ok(Sandbox { operation: Some(operation), .. }) if operation.kind == OperationKind::Kill => {
                break "it was removed";
            }
            Ok(Sandbox { state: State::Lost, .. }) => break "it was removed",
            Ok(Sandbox { state: State::Stopped | State::Failed, .. }) => break "it was stopped",
            // The engine hears of the end later than we do.
            Ok(_) if begun.elapsed() < Duration::from_secs(1) => tokio::time::sleep(Duration::from_millis(20)).await,
            Ok(_) => return error,
        }
    };
    let message = format!("the connection to {} broke off: {why}; how the command ended is not known", record.name);
    Error::new(Kind::OutcomeUnknown, message).because(error)
}
