//! What a test does to an engine in memory behind the back of who works with it, and what it asks about it.

use super::{Call, Failure, FakeEngine};
use crate::engine::{ContainerSpec, ContainerState, ListedImage};

impl FakeEngine {
    /// Makes the `nth` call of a kind from now on fail, counted from 0.
    pub fn fail_at(&self, call: Call, nth: usize, failure: Failure) {
        let mut state = self.state();
        let before = state.calls.iter().filter(|made| **made == call).count();
        state.failures.push((call, before + nth, failure));
    }

    /// Forgets all failures that were asked for.
    pub fn forgive(&self) {
        self.state().failures.clear();
    }

    /// The calls so far, in order.
    pub fn calls(&self) -> Vec<Call> {
        self.state().calls.clone()
    }

    /// Makes its guests say that no fence is around them, or that one is.
    pub fn set_unfenced(&self, unfenced: bool) {
        self.state().unfenced = unfenced;
    }

    /// Makes the engine unreachable, or reachable again.
    pub fn set_gone(&self, gone: bool) {
        let mut state = self.state();
        state.gone = gone;
        // Its connections break.
        state.listeners.clear();
    }

    /// Names of all containers, networks and volumes.
    pub fn objects(&self) -> Vec<String> {
        let state = self.state();
        let containers = state.containers.iter().map(|(container, _)| container.name.clone());
        let networks = state.networks.iter().map(|network| network.name.clone());
        containers.chain(networks).chain(state.volumes.keys().cloned()).collect()
    }

    /// What a container was made of.
    pub fn spec_of(&self, name: &str) -> Option<ContainerSpec> {
        let state = self.state();
        state.containers.iter().find(|(container, _)| container.name == name).map(|(_, spec)| spec.clone())
    }

    /// Puts a container into a state, as somebody else's client could.
    pub fn set_state(&self, name: &str, wanted: ContainerState) {
        for (container, _) in &mut self.state().containers {
            if container.name == name {
                container.state = wanted;
            }
        }
    }

    /// Makes a container's guest say how much it has to do, and for how many milliseconds it has been idle.
    pub fn set_activity(&self, id: &str, busy: u32, idle_ms: u64) {
        self.state().activities.insert(id.to_owned(), (busy, idle_ms));
    }

    /// Dates the making of a container, in seconds since the Unix epoch.
    pub fn set_created(&self, name: &str, created: i64) {
        for (container, _) in &mut self.state().containers {
            if container.name == name {
                container.created = created;
            }
        }
    }

    /// Adds an image that a listing shows.
    pub fn put_image(&self, image: ListedImage) {
        self.state().listed.push(image);
    }
}
