//! Commands that run detached: their kept output, and their end.

use super::exec::{Sink, Stream};
use super::{Deps, reach};
use crate::error::{Error, Kind, Result};
use crate::guest::client::{Reader, from_json, not_a_guest, refusal};
use crate::guest::protocol::{Frame, Job, Reply, Request};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;

/// Writes the kept output of a job, and goes on until it ends if it is to be followed. Returns how much was dropped.
///
/// # Errors
/// `not_found`; `closed_pipe` when the reader of the output has gone.
pub async fn output(
    deps: &Deps,
    record: &SandboxRecord,
    id: &Id,
    follow: bool,
    mut sink: Box<dyn Sink>,
) -> Result<u64> {
    let request = Request::JobOutput { id: id.to_string(), follow };
    let (mut reader, _writer) = reach::connect(deps, record).await?.open(&request, deps.options.call_timeout).await?;
    let reading = async {
        loop {
            let (kind, payload) = reader.receive().await?;
            let stream = match kind {
                Frame::Stdout => Stream::Stdout,
                Frame::Stderr => Stream::Stderr,
                Frame::Reply => return job_of(payload).map(|job| job.dropped_bytes),
                Frame::Failure => return Err(refusal(payload)),
                _ => return Err(not_a_guest("a frame that does not belong to a log")),
            };
            sink.write(stream, payload)
                .map_err(|cause| Error::new(Kind::ClosedPipe, "the reader has gone").because(cause))?;
        }
    };
    deps.signals.guard(reading).await
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
