//! Files of this machine, or a tar stream, into a sandbox.

use super::stream::{ChannelWriter, PIECES, Piece, protocol_kind, send_all};
use super::{Source, amount, progress, protocol_summary, report_total};
use crate::archive::{self, ArchiveError, PackOptions};
use crate::error::{Error, Result};
use crate::guest::client::Connection;
use crate::guest::protocol::{Request, Summary, Upload};
use crate::registry::journal::OperationKind;
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::{Deps, quiet};
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc;

/// Moves files into a sandbox. A stopped one is started for it without its services, and stopped again.
///
/// # Errors
/// `not_found` for a missing source, `conflict`, `denied`, `damaged`, `no_space`. Nothing half-written stays.
pub async fn upload(
    deps: &Deps,
    record: &SandboxRecord,
    source: Source,
    wanted: Upload,
    pack: PackOptions,
) -> Result<Summary> {
    let (kind, name) = describe(&source, &pack)?;
    let request = Request::Upload(Upload { source: protocol_kind(kind), name: name.into(), ..wanted });
    let total = Arc::new(AtomicU64::new(0));
    if let Source::Paths(paths) = &source
        && deps.reporter.watches_bytes()
    {
        let (paths, options, total) = (paths.clone(), pack.clone(), Arc::clone(&total));
        // Beside the transfer: who waits for a total waits twice. What can't be measured is moved without one.
        tokio::task::spawn_blocking(move || {
            archive::measure(&paths, &options).map(|bytes| total.store(bytes, Ordering::Relaxed))
        });
    }
    let progress = progress(deps, total);
    let moving = async |connection: Connection<'_>| {
        let (reader, writer) = connection.open(&request, deps.options.call_timeout).await?;
        let (sender, receiver) = mpsc::channel(PIECES);
        let options = PackOptions { progress: Some(progress), ..pack };
        let packing = tokio::task::spawn_blocking(move || {
            feed(source, kind, &options, sender).map(protocol_summary).map_err(Error::from)
        });
        deps.signals.guard(send_all(reader, writer, receiver, packing)).await
    };
    let moved = quiet::with_guest(deps, record, "upload", moving);
    let moved = deps.recorded(OperationKind::Upload, record, moved, amount).await;
    moved.inspect(|summary| report_total(deps, summary))
}

fn describe(source: &Source, pack: &PackOptions) -> Result<(archive::Kind, Vec<u8>)> {
    match source {
        Source::Tar(_) => Ok((archive::Kind::Many, Vec::new())),
        Source::Paths(paths) => match paths.as_slice() {
            [single] => archive::source_kind(single, pack.follow).map_err(Error::from),
            many => {
                for path in many {
                    archive::source_kind(path, pack.follow)?;
                }
                Ok((archive::Kind::Many, Vec::new()))
            }
        },
    }
}

fn feed(
    source: Source,
    kind: archive::Kind,
    options: &PackOptions,
    sender: mpsc::Sender<Piece>,
) -> std::result::Result<archive::Summary, ArchiveError> {
    let mut sink = ChannelWriter::new(sender);
    let packed = match source {
        Source::Paths(paths) if kind == archive::Kind::Many => archive::pack_many(&paths, options, &mut sink),
        Source::Paths(paths) => archive::pack(&paths[0], kind, options, &mut sink),
        Source::Tar(mut stream) => archive::decompress(&mut stream, &mut sink).map(|()| archive::Summary::default()),
    }?;
    sink.flush().map_err(|_| ArchiveError::Failed("the transfer was broken off".to_owned()))?;
    Ok(packed)
}
