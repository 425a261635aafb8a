//! Files into a sandbox, out of it, and from one to another: one archive stream through the guest, with no copy
//! in between.

mod copy;
mod download;
pub(super) mod stream;
mod upload;

use super::Deps;
use crate::archive;
use crate::events::Draft;
use crate::guest::protocol::Summary;
use crate::sandbox::report::{Event, Reporter};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

pub use copy::copy;
pub use download::download;
pub use upload::upload;

/// Where an upload comes from.
pub enum Source {
    /// Files and folders of this machine, as they were typed.
    Paths(Vec<PathBuf>),
    /// A tar stream.
    Tar(Box<dyn Read + Send>),
}

/// Where a download goes.
pub enum Destination {
    /// A path of this machine, as it was typed.
    Path(PathBuf),
    /// A tar stream.
    Tar(Box<dyn Write + Send>),
}

/// How much was moved, for the timeline: never what.
fn amount(summary: &Summary, draft: Draft) -> Draft {
    draft.with("bytes", summary.bytes).with("entries", summary.entries)
}

fn report_total(deps: &Deps, summary: &Summary) {
    let Summary { bytes, entries, .. } = *summary;
    deps.reporter.report(Event::Moved { bytes, entries, total: Some(bytes) });
}

/// Reports what has moved; `total` is how much there is, 0 as long as that is not known.
pub(super) fn progress(deps: &Deps, total: Arc<AtomicU64>) -> Arc<dyn Fn(u64, u64) + Send + Sync> {
    let reporter: Arc<dyn Reporter> = Arc::clone(&deps.reporter);
    let last = std::sync::Mutex::new(Instant::now());
    Arc::new(move |bytes, entries| {
        // Often enough for the eye.
        if let Ok(mut last) = last.try_lock()
            && last.elapsed() > Duration::from_millis(50)
        {
            *last = Instant::now();
            let total = Some(total.load(Ordering::Relaxed)).filter(|&total| total > 0);
            reporter.report(Event::Moved { bytes, entries, total });
        }
    })
}

pub(super) fn protocol_summary(summary: archive::Summary) -> Summary {
    Summary {
        entries: summary.entries,
        bytes: summary.bytes,
        skipped: summary.skipped.into_iter().map(Into::into).collect(),
        skipped_count: summary.skipped_count,
        stripped_count: summary.stripped_count,
        kept_count: summary.kept_count,
        lost_attributes: summary.lost_attributes,
        startup: summary.startup.into_iter().map(Into::into).collect(),
        startup_count: summary.startup_count,
    }
}
