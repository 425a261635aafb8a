//! Commands that run detached: their kept output, and their end. Of a stopped sandbox too: what it keeps is asked of a
//! guest that is started for that.

use super::exec::{Output, Sink, Stream};
use super::{Deps, quiet};
use crate::error::{Error, Kind, Result};
use crate::guest::client::{Connection, Reader, from_json, not_a_guest, refusal};
use crate::guest::protocol::{Frame, Job, LogPart, Reply, Request};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use std::time::Duration;

/// How long a job that was told to end is watched doing so.
const ENDING: Duration = Duration::from_secs(3);

/// All jobs of a sandbox, oldest first.
///
/// # Errors
/// As [`quiet::with_guest`].
pub async fn list(deps: &Deps, record: &SandboxRecord) -> Result<Vec<Job>> {
    let asking = async |connection: Connection<'_>| match deps
        .signals
        .guard(connection.call(&Request::Jobs, deps.options.call_timeout))
        .await?
    {
        Reply::Jobs(jobs) => Ok(jobs),
        _ => Err(not_a_guest("an answer of the wrong kind")),
    };
    quiet::with_guest(deps, record, "jobs", asking).await
}

/// The job that a reference names: its id, or a beginning that no other has.
///
/// # Errors
/// `usage` for what is neither, `not_found`, `ambiguous` with the candidates.
pub async fn find(deps: &Deps, record: &SandboxRecord, reference: &str) -> Result<Job> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if reference.is_empty() || reference.len() > 12 || !reference.bytes().all(plain) {
        return Err(Error::usage(format!("{reference:?} is not the id of a job"))
            .hint(format!("list them with: sandcastle jobs ls {}", record.name)));
    }
    let mut fitting: Vec<Job> = list(deps, record).await?;
    fitting.retain(|job| job.id.starts_with(reference));
    match (fitting.pop(), fitting.len()) {
        (Some(job), 0) => Ok(job),
        (None, _) => Err(Error::new(Kind::NotFound, format!("no job {reference} in {}", record.name))
            .hint(format!("list them with: sandcastle jobs ls {}", record.name))),
        (Some(last), others) => {
            let ids: Vec<&str> = fitting.iter().chain([&last]).map(|job| job.id.as_str()).take(10).collect();
            Err(Error::new(Kind::Ambiguous, format!("{reference} fits {} jobs", others + 1))
                .hint(format!("give more of the id: {}", ids.join(", "))))
        }
    }
}

/// Writes the kept output of a job, and goes on until it ends if it is to be followed. Returns how much was dropped.
///
/// # Errors
/// `not_found`; `conflict` for a session that runs; `closed_pipe` when the reader of the output has gone.
pub async fn output(
    deps: &Deps,
    record: &SandboxRecord,
    id: &Id,
    follow: bool,
    part: LogPart,
    sink: Box<dyn Sink>,
) -> Result<u64> {
    let request = Request::JobOutput { id: id.to_string(), follow, part };
    let reading =
        async |connection: Connection<'_>| deps.signals.guard(read(deps, record, id, &request, connection, sink)).await;
    quiet::with_guest(deps, record, "jobs", reading).await
}

async fn read(
    deps: &Deps,
    record: &SandboxRecord,
    id: &Id,
    request: &Request,
    connection: Connection<'_>,
    sink: Box<dyn Sink>,
) -> Result<u64> {
    let (mut reader, _writer) = connection.open(request, deps.options.call_timeout).await?;
    let mut output = Output::new(sink);
    let dropped = loop {
        if output.is_full() && !output.deliver().await {
            break 0;
        }
        let (kind, payload) = reader.receive().await?;
        match kind {
            Frame::Stdout => output.hold(Stream::Stdout, payload),
            Frame::Stderr => output.hold(Stream::Stderr, payload),
            Frame::Written => output.hold_time(payload.try_into().map(u64::from_le_bytes).unwrap_or_default()),
            Frame::Reply => break job_of(payload)?.dropped_bytes,
            Frame::Failure => return Err(no_log(refusal(payload), record, id)),
            _ => return Err(not_a_guest("a frame that does not belong to a log")),
        }
    };
    output.finish().await.map(|()| dropped)
}

fn no_log(error: Error, record: &SandboxRecord, id: &Id) -> Error {
    match error.kind() {
        Kind::Conflict => error.hint(format!("attach to it: sandcastle shell --attach {id} {}", record.name)),
        _ => error,
    }
}

/// Waits until a job has ended; at most for `limit`, if there is one.
///
/// # Errors
/// `not_found`; `timed_out`; `outcome_unknown` when the sandbox goes away meanwhile.
pub async fn wait(deps: &Deps, record: &SandboxRecord, id: &Id, limit: Option<Duration>) -> Result<Job> {
    let request = Request::JobWait { id: id.to_string() };
    let waiting = async |connection: Connection<'_>| {
        let (mut reader, _writer) = connection.open(&request, deps.options.call_timeout).await?;
        match limit {
            None => deps.signals.guard(ended(&mut reader)).await,
            Some(limit) => {
                tokio::time::timeout(limit, deps.signals.guard(ended(&mut reader))).await.unwrap_or_else(|_| {
                    Err(Error::new(Kind::TimedOut, format!("the time for waiting is up, and job {id} still runs"))
                        .hint(format!("it runs on; look at it: sandcastle jobs show {} {id}", record.name)))
                })
            }
        }
    };
    quiet::with_guest(deps, record, "jobs", waiting).await
}

/// Sends a signal to a job, and watches for a moment whether it ends. One that has ended stays as it is.
///
/// # Errors
/// `not_found`; `usage` for a signal that there is not.
pub async fn signal(deps: &Deps, record: &SandboxRecord, id: &Id, signal: u8) -> Result<Job> {
    let request = Request::JobSignal { id: id.to_string(), signal };
    let telling = async |connection: Connection<'_>| match deps
        .signals
        .guard(connection.call(&request, deps.options.call_timeout))
        .await?
    {
        Reply::Job(job) => Ok(job),
        _ => Err(not_a_guest("an answer of the wrong kind")),
    };
    let job = quiet::with_guest(deps, record, "jobs", telling).await?;
    if job.ended_at_ms.is_some() || job.interrupted {
        return Ok(job);
    }
    match wait(deps, record, id, Some(ENDING)).await {
        Err(error) if error.kind() == Kind::TimedOut => Ok(job),
        other => other,
    }
}

async fn ended(reader: &mut Reader) -> Result<Job> {
    match reader.receive().await? {
        (Frame::Reply, payload) => job_of(payload),
        (Frame::Failure, payload) => Err(refusal(payload)),
        _ => Err(not_a_guest("an answer of the wrong kind")),
    }
}

fn job_of(payload: &[u8]) -> Result<Job> {
    match from_json(payload)? {
        Reply::Job(job) => Ok(job),
        _ => Err(not_a_guest("an answer of the wrong kind")),
    }
}
