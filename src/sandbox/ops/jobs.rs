//! Commands that run detached: their kept output, and their end.

use super::exec::{Output, Sink, Stream};
use super::{Deps, reach};
use crate::error::{Error, Kind, Result};
use crate::guest::client::{Reader, from_json, not_a_guest, refusal};
use crate::guest::protocol::{Frame, Job, Reply, Request};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;

/// Writes the kept output of a job, and goes on until it ends if it is to be followed. Returns how much was dropped.
///
/// # Errors
/// `not_found`; `conflict` for a session that runs; `closed_pipe` when the reader of the output has gone.
pub async fn output(deps: &Deps, record: &SandboxRecord, id: &Id, follow: bool, sink: Box<dyn Sink>) -> Result<u64> {
    let request = Request::JobOutput { id: id.to_string(), follow };
    let (mut reader, _writer) = reach::connect(deps, record).await?.open(&request, deps.options.call_timeout).await?;
    let mut output = Output::new(sink);
    let reading = async {
        loop {
            if output.is_full() && !output.deliver().await {
                return Ok(0);
            }
            let (kind, payload) = reader.receive().await?;
            match kind {
                Frame::Stdout => output.hold(Stream::Stdout, payload),
                Frame::Stderr => output.hold(Stream::Stderr, payload),
                Frame::Reply => return job_of(payload).map(|job| job.dropped_bytes),
                Frame::Failure => return Err(no_log(refusal(payload), record, id)),
                _ => return Err(not_a_guest("a frame that does not belong to a log")),
            }
        }
    };
    let dropped = deps.signals.guard(reading).await?;
    output.finish().await.map(|()| dropped)
}

fn no_log(error: Error, record: &SandboxRecord, id: &Id) -> Error {
    match error.kind() {
        Kind::Conflict => error.hint(format!("attach to it: sandcastle shell --attach {id} {}", record.name)),
        _ => error,
    }
}

/// Waits until a job has ended.
///
/// # Errors
/// `not_found`; `outcome_unknown` when the sandbox goes away meanwhile.
pub async fn wait(deps: &Deps, record: &SandboxRecord, id: &Id) -> Result<Job> {
    let request = Request::JobWait { id: id.to_string() };
    let (mut reader, _writer) = reach::connect(deps, record).await?.open(&request, deps.options.call_timeout).await?;
    deps.signals.guard(ended(&mut reader)).await
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
