//! What containers in memory use, the events of their lives, and sizes: made up, but as steady as the rest.

use super::{FakeEngine, State, fits};
use crate::engine::usage::{Change, ContainerEvent, ContainerSize, Flow, Usage};
use crate::engine::{ContainerState, EngineId, Selector};
use crate::error::{Error, Kind, Result};
use futures_util::stream::{self, BoxStream, StreamExt};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Who listens for events, and to which.
pub(super) type Listener = (Selector, UnboundedSender<ContainerEvent>);

impl State {
    /// Tells all who listen of a change.
    pub(super) fn tell(&mut self, id: &EngineId, change: Change) {
        let Some((container, _)) = self.containers.iter().find(|(container, _)| container.id == *id) else { return };
        let event = ContainerEvent { container: id.clone(), change };
        self.listeners
            .retain(|(selector, sender)| !fits(&container.labels, selector) || sender.send(event.clone()).is_ok());
    }

    fn usage(&mut self, id: &EngineId) -> Result<Usage> {
        let (container, spec) = self.find(id)?;
        if !matches!(container.state, ContainerState::Running | ContainerState::Paused) {
            return Err(Error::new(Kind::WrongState, "the container does not run"));
        }
        Ok(Usage {
            at: crate::clock::now(),
            cpu_time: Duration::from_millis(40),
            memory: 3 << 20,
            memory_limit: spec.memory,
            memory_peak: Some(4 << 20),
            pids: 4,
            pids_limit: spec.pids.try_into().ok(),
            network: spec.network.as_ref().map(|_| Flow { incoming: 1042, outgoing: 0 }),
            disk: None,
        })
    }
}

impl FakeEngine {
    pub(super) fn usage_of(&self, id: &EngineId) -> Result<Usage> {
        let mut state = self.state();
        if state.gone { Err(gone()) } else { state.usage(id) }
    }

    pub(super) fn usages_of<'e>(&'e self, id: &EngineId) -> BoxStream<'e, Result<Usage>> {
        let id = id.clone();
        let next = move || {
            let usage = self.usage_of(&id);
            async move {
                tokio::time::sleep(Duration::from_millis(10)).await;
                match usage {
                    Err(error) if error.kind() == Kind::WrongState => None,
                    usage => Some(usage),
                }
            }
        };
        stream::repeat_with(next)
            .then(|usage| usage)
            .take_while(|usage| std::future::ready(usage.is_some()))
            .filter_map(std::future::ready)
            .boxed()
    }

    pub(super) fn events_of<'e>(&'e self, selector: &Selector) -> BoxStream<'e, Result<ContainerEvent>> {
        let mut state = self.state();
        if state.gone {
            return stream::once(async { Err(gone()) }).boxed();
        }
        let (sender, receiver) = unbounded_channel();
        state.listeners.push((selector.clone(), sender));
        let next = async |mut receiver: UnboundedReceiver<ContainerEvent>| {
            receiver.recv().await.map(|event| (Ok(event), receiver))
        };
        stream::unfold(receiver, next).boxed()
    }

    pub(super) fn container_sizes_of(&self, selector: &Selector) -> Result<Vec<ContainerSize>> {
        let state = self.state();
        let fitting = state.containers.iter().filter(|(container, _)| fits(&container.labels, selector));
        Ok(fitting.map(|(container, _)| ContainerSize { container: container.id.clone(), writable: 4096 }).collect())
    }
}

fn gone() -> Error {
    Error::new(Kind::EngineUnreachable, "the fake engine is gone")
}
