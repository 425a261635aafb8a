//! Files from one sandbox to another, or within one: what one guest packs, the other unpacks. Nothing of it is kept
//! here, in memory or on disk.

use super::stream::{Broken, PIECES, receive_all, send_all, source_of};
use super::{amount, report_total};
use crate::error::{Error, Kind, Result};
use crate::events::Draft;
use crate::guest::client::Connection;
use crate::guest::protocol::{Download, Request, Summary, Upload};
use crate::registry::journal::OperationKind;
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::{Deps, quiet};
use tokio::sync::mpsc;

/// Moves files from one sandbox to another. Stopped ones are started for it without their services, and stopped again.
///
/// # Errors
/// As an upload and a download. Nothing half-written stays.
pub async fn copy(
    deps: &Deps,
    (from, taken): (&SandboxRecord, Download),
    (to, given): (&SandboxRecord, Upload),
) -> Result<Summary> {
    let moving = async |source: Connection<'_>, target: Connection<'_>| relay(deps, source, taken, target, given).await;
    // Two copies in opposite directions between stopped sandboxes must not wait for each other's locks.
    let copying = async {
        if from.id <= to.id {
            let outer = async |source: Connection<'_>| {
                quiet::with_guest(deps, to, "cp", async |target| moving(source, target).await).await
            };
            quiet::with_guest(deps, from, "cp", outer).await
        } else {
            let outer = async |target: Connection<'_>| {
                quiet::with_guest(deps, from, "cp", async |source| moving(source, target).await).await
            };
            quiet::with_guest(deps, to, "cp", outer).await
        }
    };
    let told = |summary: &Summary, draft: Draft| amount(summary, draft).with("from", &from.id);
    let copied = deps.recorded(OperationKind::Upload, to, copying, told).await;
    copied.inspect(|summary| report_total(deps, summary))
}

async fn relay(
    deps: &Deps,
    source: Connection<'_>,
    taken: Download,
    target: Connection<'_>,
    given: Upload,
) -> Result<Summary> {
    let limit = deps.options.call_timeout;
    let (mut source, source_writer) = source.open(&Request::Download(taken), limit).await?;
    let (kind, name) = source_of(&mut source).await?;
    let given = Upload { source: kind, name: name.into(), ..given };
    let (reader, writer) = target.open(&Request::Upload(given), limit).await?;
    let (sender, pieces) = mpsc::channel(PIECES);
    let taking = tokio::spawn(async move {
        let _open = source_writer;
        receive_all(&mut source, sender).await.map_err(|broken| match broken {
            Broken::Guest(error) => error,
            // The other guest says why.
            Broken::Taking => Error::new(Kind::Failed, "the copy was broken off"),
        })
    });
    deps.signals.guard(send_all(reader, writer, pieces, taking)).await
}
