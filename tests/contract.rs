//! What every engine promises, tried on the one in memory and on the real one with the same assertions.

#[path = "support/mod.rs"]
mod support;

use futures_util::StreamExt;
use sandcastle::engine::docker::DockerEngine;
use sandcastle::engine::docker::discover::{self, Clues};
use sandcastle::engine::fake::FakeEngine;
use sandcastle::engine::usage::{Change, ContainerEvent};
use sandcastle::engine::{ContainerSpec, ContainerState, Engine, EngineId, Mount, Selector};
use sandcastle::error::Kind;
use sandcastle::sandbox::id::Id;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::io::AsyncReadExt;

const KEY: &str = "sandcastle-contract";

/// What one run of the contract makes, so that it can be found and removed.
struct Run {
    mark: String,
    image: String,
    guest: String,
}

impl Run {
    fn labels(&self) -> BTreeMap<String, String> {
        BTreeMap::from([(KEY.to_owned(), self.mark.clone())])
    }

    fn selector(&self) -> Selector {
        Selector::label(KEY, &self.mark)
    }

    fn container(&self, name: &str, image_id: &str, network: Option<(EngineId, Ipv4Addr)>) -> ContainerSpec {
        let program = "/.sandcastle/sandcastle";
        ContainerSpec {
            name: format!("{KEY}-{}-{name}", self.mark),
            image_id: image_id.to_owned(),
            argv: [program, "guest", "init"].map(str::to_owned).to_vec(),
            labels: self.labels(),
            mounts: vec![Mount::Folder {
                source: self.guest.clone(),
                target: "/.sandcastle".to_owned(),
                read_only: true,
            }],
            network,
            cpus: 1.0,
            memory: 64 << 20,
            pids: 32,
            ..Default::default()
        }
    }
}

async fn keeps_the_contract(engine: &dyn Engine, run: &Run) {
    let image = engine.find_image(&run.image).await.unwrap().expect("the image was made for this");
    assert_eq!(engine.find_image("sandcastle-contract-no-such:image").await.unwrap(), None);

    let mut saved = Vec::new();
    engine.save_image(&image.id).read_to_end(&mut saved).await.unwrap();
    engine.remove_image(&run.image).await.unwrap();
    assert_eq!(engine.find_image(&image.id).await.unwrap(), None);
    for _ in 0..2 {
        engine.load_image(Box::new(std::io::Cursor::new(saved.clone()))).await.unwrap();
        assert!(engine.find_image(&image.id).await.unwrap().is_some(), "an image that was loaded is the one saved");
    }

    let made =
        engine.create_network(&format!("{KEY}-{}", run.mark), "10.77.244.0/24", false, &run.labels()).await.unwrap();
    let overlap = engine.create_network(&format!("{KEY}-{}-2", run.mark), "10.77.244.0/24", false, &run.labels()).await;
    assert_eq!(overlap.unwrap_err().kind(), Kind::Conflict, "a subnet that is taken");
    assert_eq!(engine.networks(&run.selector()).await.unwrap().len(), 1);

    let place = Some((made.id.clone(), Ipv4Addr::new(10, 77, 244, 7)));
    let spec = run.container("one", &image.id, place.clone());
    let one = engine.create(&spec).await.unwrap();
    assert_eq!(engine.create(&spec).await.unwrap_err().kind(), Kind::Conflict, "a name that is taken");
    let state = async || engine.container_named(&spec.name).await.unwrap().map(|container| container.state);
    assert_eq!(state().await, Some(ContainerState::Created));
    assert_eq!(engine.usage(&one).await.unwrap_err().kind(), Kind::WrongState, "it does not run yet");
    let selector = run.selector();
    let of_one =
        |event: &sandcastle::error::Result<ContainerEvent>| event.as_ref().is_ok_and(|event| event.container == one);
    let mut events = engine.events(&selector).filter(|event| std::future::ready(of_one(event)));
    // A stream asks only when it is polled.
    assert!(tokio::time::timeout(Duration::from_millis(300), events.next()).await.is_err(), "nothing happens yet");
    for _ in 0..2 {
        engine.start(&one).await.unwrap();
        assert_eq!(state().await, Some(ContainerState::Running));
    }
    assert_eq!(events.next().await.unwrap().unwrap().change, Change::Started);
    let used = engine.usage(&one).await.unwrap();
    assert_eq!((used.memory_limit, used.pids_limit, used.network.is_some()), (64 << 20, Some(32), true));
    let followed = engine.usages(&one).next().await.unwrap().unwrap();
    assert!(followed.at >= used.at && followed.cpu_time >= used.cpu_time);
    let sizes = engine.container_sizes(&run.selector()).await.unwrap();
    assert_eq!(sizes.iter().map(|size| &size.container).collect::<Vec<_>>(), [&one]);
    assert_eq!(engine.remove_network(&made.id).await.unwrap_err().kind(), Kind::Conflict, "a network in use");

    let two = engine.create(&run.container("two", &image.id, place)).await.unwrap();
    assert!(engine.start(&two).await.is_err(), "an address that is taken");
    engine.remove(&two).await.unwrap();

    let listed = engine.containers(&run.selector()).await.unwrap();
    assert_eq!(listed.iter().map(|container| &container.id).collect::<Vec<_>>(), [&one]);
    assert_eq!(listed[0].labels[KEY], run.mark);
    for _ in 0..2 {
        engine.stop(&one, Duration::from_secs(2)).await.unwrap();
        assert_eq!(state().await, Some(ContainerState::Exited));
    }
    assert_eq!(events.next().await.unwrap().unwrap().change, Change::Ended);
    assert_eq!(engine.usage(&one).await.unwrap_err().kind(), Kind::WrongState);
    assert!(engine.usages(&one).next().await.is_none(), "of one that has ended nothing follows");
    for _ in 0..2 {
        engine.remove(&one).await.unwrap();
        assert_eq!(state().await, None);
    }
    for _ in 0..2 {
        engine.ensure_volume(&format!("{KEY}-{}", run.mark), &run.labels()).await.unwrap();
    }
    assert_eq!(engine.volumes(&run.selector()).await.unwrap().len(), 1);
    let (one, two) = tokio::join!(engine.volume_sizes(), engine.volume_sizes());
    for sizes in [one, two] {
        assert!(sizes.unwrap().contains_key(&format!("{KEY}-{}", run.mark)), "also when asked twice at once");
    }
    for _ in 0..2 {
        engine.remove_volume(&format!("{KEY}-{}", run.mark)).await.unwrap();
        engine.remove_network(&made.id).await.unwrap();
    }
    assert!(engine.networks(&run.selector()).await.unwrap().is_empty());
    assert!(engine.volumes(&run.selector()).await.unwrap().is_empty());
    let gone = EngineId::parse(&"0".repeat(64)).unwrap();
    assert_eq!(engine.start(&gone).await.unwrap_err().kind(), Kind::NotFound);
    engine.remove(&gone).await.unwrap();
}

#[tokio::test]
async fn the_engine_in_memory_keeps_the_contract() {
    let run =
        Run { mark: Id::random().unwrap().to_string(), image: "some/image".to_owned(), guest: "/nowhere".to_owned() };
    keeps_the_contract(&FakeEngine::with_image(&run.image), &run).await;
}

#[tokio::test]
async fn the_real_engine_keeps_the_contract() {
    let _ready = support::Home::new();
    let clues = Clues { docker_host: support::engine_host(), ..Default::default() };
    let engine = DockerEngine::connect(discover::discover(&clues).unwrap(), Duration::from_secs(30)).await.unwrap();
    let folder = tempfile::tempdir_in(support::workshop()).unwrap();
    std::fs::copy(support::PROGRAM, folder.path().join("sandcastle")).unwrap();
    let mark = Id::random().unwrap().to_string();
    let run = Run { image: format!("{KEY}:{mark}"), mark, guest: folder.path().to_str().unwrap().to_owned() };
    let image = engine.import_image(Box::new(std::io::Cursor::new([0u8; 1024])), &run.image).await.unwrap();
    // Whatever an assertion makes of it, nothing is left.
    let kept = std::panic::AssertUnwindSafe(keeps_the_contract(&engine, &run));
    let kept = futures_util::FutureExt::catch_unwind(kept).await;
    for container in engine.containers(&run.selector()).await.unwrap() {
        engine.remove(&container.id).await.unwrap();
    }
    for network in engine.networks(&run.selector()).await.unwrap() {
        engine.remove_network(&network.id).await.unwrap();
    }
    for volume in engine.volumes(&run.selector()).await.unwrap() {
        engine.remove_volume(&volume.name).await.unwrap();
    }
    engine.remove_image(&image.id).await.unwrap();
    if let Err(panic) = kept {
        std::panic::resume_unwind(panic);
    }
}
