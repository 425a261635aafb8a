//! An engine in memory, for tests: names, addresses and networks behave as on a real one, its containers answer as
//! guests do, and any call can be made to fail, to be lost after it was carried out, or never to return.

mod failure;
mod guest;
mod steer;
mod usage;

pub use failure::{Call, Failure};

use super::usage::{Change, ContainerEvent, ContainerSize, Usage};
use super::{
    Build, Capabilities, Container, ContainerSpec, ContainerState, Duplex, Engine, EngineId, Image, ListedImage, Mount,
    Network, Selector, Source, Volume,
};
use crate::error::{Error, Kind, Result};
use crate::sandbox::report::Reporter;
use async_trait::async_trait;
use futures_util::stream::BoxStream;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

#[derive(Default)]
struct State {
    containers: Vec<(Container, ContainerSpec)>,
    networks: Vec<Network>,
    volumes: BTreeMap<String, BTreeMap<String, String>>,
    images: BTreeMap<String, Image>,
    listed: Vec<ListedImage>,
    activities: BTreeMap<String, (u32, u64)>,
    calls: Vec<Call>,
    failures: Vec<(Call, usize, Failure)>,
    listeners: Vec<usage::Listener>,
    gone: bool,
    unfenced: bool,
    ids: u64,
    ports: u16,
}

/// An engine in memory.
#[derive(Default)]
pub struct FakeEngine {
    state: Mutex<State>,
}

impl FakeEngine {
    /// An engine with one image of this name.
    pub fn with_image(name: &str) -> FakeEngine {
        let engine = FakeEngine::default();
        let image = Image { id: format!("sha256:{:064x}", 1), workdir: "/work".to_owned(), ..Default::default() };
        engine.state().images.insert(name.to_owned(), image);
        engine
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a call, carries it out unless it is to fail before, and fails it afterwards if it is to.
    async fn call<T>(&self, call: Call, effect: impl FnOnce(&mut State) -> Result<T>) -> Result<T> {
        let (failure, result) = {
            let mut state = self.state();
            if state.gone {
                return Err(Error::new(Kind::EngineUnreachable, "the fake engine is gone"));
            }
            let nth = state.calls.iter().filter(|made| **made == call).count();
            state.calls.push(call);
            let failure =
                state.failures.iter().find(|(which, at, _)| *which == call && *at == nth).map(|found| found.2);
            if let Some(Failure::Error(kind)) = failure {
                return Err(injected(kind));
            }
            (failure, effect(&mut state))
        };
        match failure {
            Some(Failure::DoneButLost(kind)) => Err(injected(kind)),
            Some(Failure::Hang) => std::future::pending().await,
            _ => result,
        }
    }
}

fn injected(kind: Kind) -> Error {
    Error::new(kind, "a failure that the test asked for")
}

fn missing(what: &str) -> Error {
    Error::new(Kind::NotFound, format!("no such {what}"))
}

impl State {
    fn next_id(&mut self) -> Result<EngineId> {
        self.ids += 1;
        EngineId::parse(&format!("{:064x}", self.ids)).ok_or_else(|| missing("id"))
    }

    fn find(&mut self, id: &EngineId) -> Result<&mut (Container, ContainerSpec)> {
        self.containers.iter_mut().find(|(container, _)| container.id == *id).ok_or_else(|| missing("container"))
    }
}

fn fits(labels: &BTreeMap<String, String>, selector: &Selector) -> bool {
    selector.labels.iter().all(|(key, value)| labels.get(key) == Some(value))
        && selector.keys.iter().all(|key| labels.contains_key(key))
}

#[async_trait]
impl Engine for FakeEngine {
    fn address(&self) -> String {
        "fake://".to_owned()
    }

    fn is_local(&self) -> bool {
        true
    }

    async fn capabilities(&self) -> Result<Capabilities> {
        self.call(Call::FindImage, |_| Ok(Capabilities { product: "Fake Engine".to_owned(), ..Default::default() }))
            .await
    }

    async fn find_image(&self, name: &str) -> Result<Option<Image>> {
        self.call(Call::FindImage, |state| {
            let by_id = || state.images.values().find(|image| image.id == name);
            Ok(state.images.get(name).or_else(by_id).cloned())
        })
        .await
    }

    async fn pull_image(&self, name: &str, _reporter: &dyn Reporter) -> Result<Image> {
        Err(missing(&format!("image {name}")))
    }

    async fn build_image(&self, build: Build, mut context: Source, _reporter: &dyn Reporter) -> Result<Image> {
        std::io::copy(&mut context, &mut std::io::sink()).map_err(|cause| Error::io("reading the folder", cause))?;
        let image = Image { id: format!("sha256:{:064x}", 2), ..Default::default() };
        self.state().images.insert(build.tag, image.clone());
        Ok(image)
    }

    async fn import_image(&self, root: Source, tag: &str) -> Result<Image> {
        let build = Build { tag: tag.to_owned(), ..Default::default() };
        self.build_image(build, root, &crate::sandbox::report::Silent).await
    }

    fn save_image<'e>(&'e self, id: &str) -> Box<dyn tokio::io::AsyncRead + Send + Unpin + 'e> {
        Box::new(std::io::Cursor::new(id.as_bytes().to_vec()))
    }

    async fn load_image(&self, mut images: Source) -> Result<()> {
        let mut id = String::new();
        images.read_to_string(&mut id).map_err(|cause| Error::io("reading the image", cause))?;
        self.state().images.insert(id.clone(), Image { id, workdir: "/work".to_owned(), ..Default::default() });
        Ok(())
    }

    async fn images(&self, selector: &Selector) -> Result<Vec<ListedImage>> {
        self.call(Call::Images, |state| {
            Ok(state.listed.iter().filter(|image| fits(&image.labels, selector)).cloned().collect())
        })
        .await
    }

    async fn remove_image(&self, name: &str) -> Result<()> {
        let mut state = self.state();
        state.images.remove(name);
        state.listed.retain(|image| image.id != name && image.tags.iter().all(|tag| tag != name));
        Ok(())
    }

    async fn create(&self, spec: &ContainerSpec) -> Result<EngineId> {
        self.call(Call::Create, |state| {
            if state.containers.iter().any(|(container, _)| container.name == spec.name) {
                return Err(Error::new(Kind::Conflict, format!("the name {} is taken", spec.name)));
            }
            let container = Container {
                id: state.next_id()?,
                name: spec.name.clone(),
                state: ContainerState::Created,
                status: "Created".to_owned(),
                labels: spec.labels.clone(),
                created: 0,
                published: Vec::new(),
            };
            let id = container.id.clone();
            state.containers.push((container, spec.clone()));
            state.tell(&id, Change::Created);
            Ok(id)
        })
        .await
    }

    async fn start(&self, id: &EngineId) -> Result<()> {
        self.call(Call::Start, |state| {
            let wanted = state.find(id)?.1.network.clone();
            let taken = |(container, spec): &(Container, ContainerSpec)| {
                container.id != *id && container.state == ContainerState::Running && spec.network == wanted
            };
            if wanted.is_some() && state.containers.iter().any(taken) {
                return Err(Error::new(Kind::Failed, "the address is in use"));
            }
            // As engines do that allow two networks of one name.
            let name =
                |on: &EngineId| state.networks.iter().find(|network| network.id == *on).map(|network| &network.name);
            let own = wanted.as_ref().and_then(|(on, _)| name(on));
            if own.is_some_and(|own| state.networks.iter().filter(|network| network.name == *own).count() > 1) {
                return Err(Error::new(Kind::Failed, "the network is ambiguous"));
            }
            state.ports += 10;
            let first = 32_000 + state.ports;
            let (container, spec) = state.find(id)?;
            let before = std::mem::replace(&mut container.state, ContainerState::Running);
            // Published ports are others after each start, as on a real engine.
            // A helper does its work and ends.
            if spec.host_network {
                container.state = ContainerState::Exited;
            }
            container.published = spec.published.iter().map(|(port, _)| *port).zip(first..).collect();
            if before != ContainerState::Running {
                state.tell(id, Change::Started);
            }
            Ok(())
        })
        .await
    }

    async fn stop(&self, id: &EngineId, _grace: Duration) -> Result<()> {
        self.call(Call::Stop, |state| {
            let (container, _) = state.find(id)?;
            let before = std::mem::replace(&mut container.state, ContainerState::Exited);
            container.published.clear();
            if matches!(before, ContainerState::Running | ContainerState::Paused) {
                state.tell(id, Change::Ended);
            }
            Ok(())
        })
        .await
    }

    async fn pause(&self, id: &EngineId) -> Result<()> {
        self.call(Call::Pause, |state| {
            state.find(id)?.0.state = ContainerState::Paused;
            state.tell(id, Change::Paused);
            Ok(())
        })
        .await
    }

    async fn unpause(&self, id: &EngineId) -> Result<()> {
        self.call(Call::Start, |state| {
            state.find(id)?.0.state = ContainerState::Running;
            state.tell(id, Change::Resumed);
            Ok(())
        })
        .await
    }

    async fn remove(&self, id: &EngineId) -> Result<()> {
        self.call(Call::Remove, |state| {
            state.tell(id, Change::Removed);
            state.containers.retain(|(container, _)| container.id != *id);
            Ok(())
        })
        .await
    }

    async fn rename(&self, id: &EngineId, name: &str) -> Result<()> {
        self.call(Call::Rename, |state| {
            if state.containers.iter().any(|(container, _)| container.name == name && container.id != *id) {
                return Err(Error::new(Kind::Conflict, "the name is taken"));
            }
            for (container, _) in state.containers.iter_mut().filter(|(container, _)| container.id == *id) {
                name.clone_into(&mut container.name);
            }
            state.tell(id, Change::Renamed);
            Ok(())
        })
        .await
    }

    async fn update(&self, id: &EngineId, cpus: f64, memory: u64, pids: i64) -> Result<()> {
        self.call(Call::Update, |state| {
            let (_, spec) = state.find(id)?;
            (spec.cpus, spec.memory, spec.pids) = (cpus, memory, pids);
            Ok(())
        })
        .await
    }

    async fn containers(&self, selector: &Selector) -> Result<Vec<Container>> {
        self.call(Call::List, |state| {
            let all = state.containers.iter().map(|(container, _)| container);
            Ok(all.filter(|container| fits(&container.labels, selector)).cloned().collect())
        })
        .await
    }

    async fn container_named(&self, name: &str) -> Result<Option<Container>> {
        self.call(Call::List, |state| {
            let mut all = state.containers.iter().map(|(container, _)| container);
            Ok(all.find(|container| container.name == name).cloned())
        })
        .await
    }

    async fn output_tail(&self, _id: &EngineId) -> Result<String> {
        Ok(String::new())
    }

    async fn ran_out_of_memory(&self, _id: &EngineId) -> Result<bool> {
        Ok(false)
    }

    async fn bridge(&self, id: &EngineId, _argv: &[&str]) -> Result<Box<dyn Duplex>> {
        let (state, activity, fenced) = self
            .call(Call::Bridge, |state| {
                let activity = state.activities.get(&id.to_string()).copied().unwrap_or_default();
                Ok((state.find(id)?.0.state, activity, !state.unfenced))
            })
            .await?;
        match state {
            ContainerState::Running => Ok(guest::answering(activity, fenced)),
            ContainerState::Paused => Err(Error::new(Kind::Conflict, "the container is paused")),
            _ => Err(Error::new(Kind::Conflict, "the container does not run")),
        }
    }

    async fn fill(&self, _id: &EngineId, _folder: &str, mut archive: Source) -> Result<()> {
        std::io::copy(&mut archive, &mut std::io::sink()).map_err(|cause| Error::io("reading the archive", cause))?;
        Ok(())
    }

    fn archive<'e>(&'e self, _id: &EngineId, _path: &str) -> Box<dyn tokio::io::AsyncRead + Send + Unpin + 'e> {
        Box::new(tokio::io::empty())
    }

    async fn create_network(
        &self,
        name: &str,
        subnet: &str,
        _talks: bool,
        labels: &BTreeMap<String, String>,
    ) -> Result<Network> {
        self.call(Call::CreateNetwork, |state| {
            if state.networks.iter().any(|network| network.subnet.as_deref() == Some(subnet)) {
                return Err(Error::new(Kind::Conflict, "the subnet is taken"));
            }
            let id = state.next_id()?;
            let network = Network {
                id,
                name: name.to_owned(),
                subnet: Some(subnet.to_owned()),
                interface: format!("fake{}", state.networks.len()),
                labels: labels.clone(),
            };
            state.networks.push(network.clone());
            Ok(network)
        })
        .await
    }

    async fn networks(&self, selector: &Selector) -> Result<Vec<Network>> {
        self.call(Call::Networks, |state| {
            Ok(state.networks.iter().filter(|network| fits(&network.labels, selector)).cloned().collect())
        })
        .await
    }

    async fn remove_network(&self, id: &EngineId) -> Result<()> {
        self.call(Call::RemoveNetwork, |state| {
            let on_it = |(container, spec): &(Container, ContainerSpec)| {
                container.state == ContainerState::Running && spec.network.as_ref().is_some_and(|(on, _)| on == id)
            };
            if state.containers.iter().any(on_it) {
                return Err(Error::new(Kind::Conflict, "the network is in use"));
            }
            state.networks.retain(|network| network.id != *id);
            Ok(())
        })
        .await
    }

    async fn ensure_volume(&self, name: &str, labels: &BTreeMap<String, String>) -> Result<()> {
        // The labels of who was first stay, as on a real engine.
        self.state().volumes.entry(name.to_owned()).or_insert_with(|| labels.clone());
        Ok(())
    }

    async fn volumes(&self, selector: &Selector) -> Result<Vec<Volume>> {
        self.call(Call::Volumes, |state| {
            let fitting = state.volumes.iter().filter(|(_, labels)| fits(labels, selector));
            let volume = |(name, labels): (&String, &BTreeMap<_, _>)| Volume {
                name: name.clone(),
                labels: labels.clone(),
                created: 0,
            };
            Ok(fitting.map(volume).collect())
        })
        .await
    }

    async fn remove_volume(&self, name: &str) -> Result<()> {
        let mut state = self.state();
        let used = |mount: &Mount| matches!(mount, Mount::Volume { name: mounted, .. } if mounted == name);
        if state.containers.iter().any(|(_, spec)| spec.mounts.iter().any(used)) {
            return Err(Error::new(Kind::Conflict, "the volume is in use"));
        }
        state.volumes.remove(name);
        Ok(())
    }

    async fn usage(&self, id: &EngineId) -> Result<Usage> {
        self.usage_of(id)
    }

    fn usages<'e>(&'e self, id: &EngineId) -> BoxStream<'e, Result<Usage>> {
        self.usages_of(id)
    }

    fn events<'e>(&'e self, selector: &Selector) -> BoxStream<'e, Result<ContainerEvent>> {
        self.events_of(selector)
    }

    async fn container_sizes(&self, selector: &Selector) -> Result<Vec<ContainerSize>> {
        self.container_sizes_of(selector)
    }

    async fn volume_sizes(&self) -> Result<BTreeMap<String, u64>> {
        Ok(self.state().volumes.keys().map(|name| (name.clone(), 4096)).collect())
    }
}
