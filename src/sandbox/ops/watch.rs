//! Looks at the sandboxes again when it is time to: after a change in the registry, the journal or the engine.

use super::observe::{self, Sandbox};
use super::{Deps, reconcile};
use crate::engine::usage::ContainerEvent;
use crate::engine::{Engine, Selector};
use crate::error::{Error, Result};
use crate::registry;
use crate::sandbox::labels;
use futures_util::future::{FutureExt, pending};
use futures_util::stream::{BoxStream, StreamExt};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// One change brings others: they are taken together. What is seen is never older than this and one look.
const SETTLE: Duration = Duration::from_millis(40);
/// An engine that went away is tried again so often.
const AGAIN: Duration = Duration::from_secs(1);
/// Whatever no sign tells of, such as a process that was killed in the middle of its work, is seen after this at the
/// latest. The look costs one listing.
const ANYWAY: Duration = Duration::from_secs(5);
/// The same where the system has no watches to give.
const BLIND: Duration = Duration::from_secs(2);

/// All sandboxes as they stand, oldest first, and the records that could not be read. What dead processes left is settled.
///
/// # Errors
/// Failures of the engine.
pub async fn look(deps: &Deps) -> Result<(Vec<Sandbox>, Vec<Error>)> {
    reconcile::abandoned(deps).await?;
    observe::all(deps).await
}

/// What is watched.
pub struct Watch<'d> {
    engine: &'d dyn Engine,
    selector: Selector,
    files: Option<registry::watch::Watch>,
    events: Option<BoxStream<'d, Result<ContainerEvent>>>,
    reconnect_at: Instant,
    anyway_at: Instant,
    settled_at: Option<Instant>,
}

impl<'d> Watch<'d> {
    /// Begins to watch the sandboxes of this home.
    ///
    /// # Errors
    /// `engine_unreachable` when there is none at all.
    pub async fn begin(deps: &'d Deps) -> Result<Watch<'d>> {
        let now = Instant::now();
        Ok(Watch {
            engine: deps.engine().await?,
            selector: Selector::label(labels::HOME, deps.registry.home().to_string()),
            files: deps.registry.watch().ok(),
            events: None,
            reconnect_at: now,
            anyway_at: now + ANYWAY,
            settled_at: None,
        })
    }

    /// Waits until it is time for a look. May be dropped at any time, without a change being lost.
    pub async fn changed(&mut self) {
        let settled_at = match self.settled_at {
            Some(at) => at,
            None => {
                self.sign().await;
                *self.settled_at.insert(Instant::now() + SETTLE)
            }
        };
        sleep_until(settled_at).await;
        self.settled_at = None;
        self.forget();
    }

    async fn sign(&mut self) {
        let connected = self.events.is_some();
        let registry = async {
            match &self.files {
                Some(files) => files.changed().await.unwrap_or(()),
                None => pending().await,
            }
        };
        let engine = async {
            match &mut self.events {
                Some(events) => events.next().await,
                None => pending().await,
            }
        };
        tokio::select! {
            () = registry => {}
            event = engine => if !matches!(event, Some(Ok(_))) { self.lost() },
            () = sleep_until(self.reconnect_at), if !connected => {
                self.events = Some(self.engine.events(&self.selector));
                // The request is only sent now: what happens until it arrives is seen by one more look.
                self.anyway_at = Instant::now() + AGAIN;
            }
            () = sleep_until(self.anyway_at) => {}
        }
    }

    fn lost(&mut self) {
        self.events = None;
        self.reconnect_at = Instant::now() + AGAIN;
    }

    /// All that has happened until now is seen by the look that follows.
    fn forget(&mut self) {
        if let Some(files) = &self.files {
            files.forget();
        }
        while let Some(event) = self.events.as_mut().and_then(|events| events.next().now_or_never()) {
            if !matches!(event, Some(Ok(_))) {
                self.lost();
            }
        }
        let now = Instant::now();
        if self.anyway_at <= now {
            self.anyway_at = now + if self.files.is_some() { ANYWAY } else { BLIND };
        }
    }
}
