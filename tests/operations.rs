//! Operations against the engine in memory: every call to the engine fails once, is lost once, and is the last one of a
//! killed process once; afterwards everything is whole or gone.

#[path = "support/dns.rs"]
mod dns;
#[path = "operations/egress.rs"]
mod egress;
#[path = "operations/temporary.rs"]
mod temporary;
#[path = "operations/verbs.rs"]
mod verbs;

use sandcastle::engine::fake::{Call, Failure, FakeEngine};
use sandcastle::engine::{ContainerState, Engine};
use sandcastle::error::{Error, Kind};
use sandcastle::events::{Event, Filter};
use sandcastle::guest::client::Road;
use sandcastle::registry::Registry;
use sandcastle::registry::background::{Background, Planned};
use sandcastle::registry::journal::OperationKind;
use sandcastle::route::{direct::Direct, traefik::Traefik};
use sandcastle::sandbox::id::Id;
use sandcastle::sandbox::ops::create::{self, Created, IfExists};
use sandcastle::sandbox::ops::host_trust::HostTrust;
use sandcastle::sandbox::ops::image::Choice;
use sandcastle::sandbox::ops::{Deps, Options, kill, observe, reconcile, route, start, stop};
use sandcastle::sandbox::port::Port;
use sandcastle::sandbox::report::Silent;
use sandcastle::sandbox::spec::Network;
use sandcastle::sandbox::status::State;
use sandcastle::signal::Signals;
use sandcastle::snapshot::LocalStore;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

#[path = "operations/gc.rs"]
mod gc;

struct Bench {
    folder: tempfile::TempDir,
    engine: Arc<FakeEngine>,
}

impl Bench {
    fn new() -> Bench {
        Bench { folder: tempfile::tempdir().unwrap(), engine: Arc::new(FakeEngine::with_image("some/image")) }
    }

    /// What one process works with.
    fn process(&self) -> Deps {
        self.process_with(Arc::new(Direct { scheme: "http".to_owned() }))
    }

    fn process_with(&self, routes: Arc<dyn sandcastle::route::RouteWriter>) -> Deps {
        let options = Options {
            lock_timeout: Duration::from_secs(5),
            call_timeout: Duration::from_secs(5),
            road: Some(Road::Bridge),
            guests: self.folder.path().join("guest"),
            executable: std::env::current_exe().unwrap(),
            caches: Vec::new(),
            lists: self.folder.path().join("lists"),
            data_root: self.folder.path().join("accounts"),
            own: vec![self.folder.path().join("state")],
            sockets: Vec::new(),
            host: HostTrust::default(),
            resolver: None,
        };
        let engine: Arc<dyn Engine> = self.engine.clone();
        let connect = Box::new(move || -> futures_util::future::BoxFuture<'static, _> {
            let engine = engine.clone();
            Box::pin(async move { Ok(engine) })
        });
        let registry = Registry::open(&self.folder.path().join("state")).unwrap();
        let snapshots = LocalStore::new(self.folder.path().join("snapshots"));
        Deps::new(registry, snapshots, routes, Arc::new(Silent), Signals::none(), options, connect)
    }

    fn traefik(&self) -> Arc<Traefik> {
        let folder = self.folder.path().join("dynamic");
        std::fs::create_dir_all(&folder).unwrap();
        Arc::new(Traefik {
            folder,
            prefix: "qa-".to_owned(),
            domain: "example.test".to_owned(),
            entrypoints: vec!["web".to_owned()],
            scheme: "http".to_owned(),
            public_port: 80,
        })
    }

    fn names(&self, folder: &str) -> Vec<String> {
        names(&self.folder.path().join(folder))
    }

    /// The oracle for a home without sandboxes.
    #[track_caller]
    fn is_clean(&self, when: &str) {
        assert_eq!(self.engine.objects(), Vec::<String>::new(), "on the engine {when}");
        for folder in ["registry/sandboxes", "registry/names", "registry/addresses", "run"] {
            assert_eq!(self.names(&format!("state/{folder}")), Vec::<String>::new(), "in {folder} {when}");
        }
    }
}

fn names(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn request(name: Option<&str>) -> create::Request {
    create::Request {
        id: None,
        name: name.map(|name| name.parse().unwrap()),
        if_exists: IfExists::Fail,
        image: Choice::Named("some/image".to_owned()),
        cpus: 1.0,
        memory: "64m".parse().unwrap(),
        pids: 64,
        network: Network::Isolated,
        user: String::new(),
        workdir: String::new(),
        ports: Vec::new(),
        published_on: None,
        egress: Default::default(),
        resolved: None,
        hardening: Default::default(),
        must_limit: Vec::new(),
        storage: Default::default(),
        env: Default::default(),
        labels: Default::default(),
        ttl: None,
        idle: None,
        temporary: false,
        held: false,
    }
}

async fn make(deps: &Deps, name: &str) -> Result<Created, Error> {
    create::run(deps, &request(Some(name))).await
}

/// The calls of one creation, and how often each is made.
const CREATION: [(Call, usize); 8] = [
    (Call::FindImage, 1),
    (Call::Networks, 3),
    (Call::CreateNetwork, 1),
    (Call::Create, 1),
    (Call::Start, 1),
    (Call::Bridge, 2),
    (Call::List, 1),
    (Call::RemoveNetwork, 1),
];

#[tokio::test]
async fn a_creation_is_labelled_limited_and_recorded() {
    let bench = Bench::new();
    let deps = bench.process();
    let record = make(&deps, "first").await.unwrap().record;
    let spec = bench.engine.spec_of(&format!("sandcastle-first-{}", record.id)).unwrap();
    assert_eq!(spec.labels["sandcastle.id"], record.id.as_str());
    assert_eq!(spec.labels["sandcastle.home"], deps.registry.home().as_str());
    assert_eq!((spec.memory, spec.pids, spec.capabilities.len()), (64 << 20, 64, 8));
    assert!(spec.env.is_empty(), "no environment reaches the engine");
    assert_eq!(spec.network.unwrap().1, record.spec.address.unwrap());
    assert_eq!(deps.registry.find(&record.id).unwrap(), Some(record));
    assert_eq!(bench.names("state/journal"), Vec::<String>::new());
}

#[tokio::test]
async fn a_creation_that_fails_at_any_call_leaves_nothing_and_tells_why() {
    for (call, times) in CREATION {
        for nth in 0..times {
            for failure in [Failure::Error(Kind::NoSpace), Failure::DoneButLost(Kind::NoSpace)] {
                let bench = Bench::new();
                let deps = bench.process();
                bench.engine.fail_at(call, nth, failure);
                let when = format!("after {failure:?} at {call:?} {nth}");
                match make(&deps, "one").await {
                    Err(error) => assert_eq!(error.kind(), Kind::NoSpace, "{when}"),
                    Ok(created) => kill::run(&deps, &created.record.id, None).await.unwrap_or_default(),
                }
                // What the failure kept from being taken back is taken back by the next command.
                reconcile::abandoned(&deps).await.unwrap();
                bench.is_clean(&when);
                make(&deps, "one").await.unwrap_or_else(|error| panic!("the name is not free {when}: {error}"));
            }
        }
    }
}

#[tokio::test]
async fn a_process_that_dies_in_any_call_of_a_creation_is_cleaned_up_after() {
    for (call, times) in CREATION {
        for nth in 0..times {
            let bench = Bench::new();
            bench.engine.fail_at(call, nth, Failure::Hang);
            let died = tokio::time::timeout(Duration::from_millis(100), async {
                let deps = bench.process();
                make(&deps, "one").await.map(|created| created.record.id)
            });
            let made = died.await.ok();
            bench.engine.forgive();
            let deps = bench.process();
            reconcile::abandoned(&deps).await.unwrap();
            if let Some(Ok(id)) = made {
                kill::run(&deps, &id, None).await.unwrap();
            }
            bench.is_clean(&format!("after a death at {call:?} {nth}"));
        }
    }
}

#[tokio::test]
async fn a_process_that_dies_in_any_call_of_a_kill_has_its_work_finished() {
    for (call, times) in [(Call::List, 4), (Call::Remove, 1), (Call::Networks, 1), (Call::RemoveNetwork, 1)] {
        for nth in 0..times {
            let bench = Bench::new();
            let id = make(&bench.process(), "one").await.unwrap().record.id;
            bench.engine.fail_at(call, nth, Failure::Hang);
            let died = tokio::time::timeout(Duration::from_millis(100), async {
                let deps = bench.process();
                kill::run(&deps, &id, None).await
            });
            let _ = died.await;
            bench.engine.forgive();
            let deps = bench.process();
            reconcile::abandoned(&deps).await.unwrap();
            // Where it died before it had begun, nothing has happened.
            kill::run(&deps, &id, None).await.unwrap();
            bench.is_clean(&format!("after a death at {call:?} {nth}"));
        }
    }
}

#[tokio::test]
async fn a_request_of_a_dead_process_that_is_carried_out_late_is_cleaned_up_too() {
    let bench = Bench::new();
    bench.engine.fail_at(Call::Create, 0, Failure::Hang);
    let arrived = async {
        while !bench.engine.objects().iter().any(|name| name.starts_with("sandcastle-one-")) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let process = bench.process();
    tokio::select! {
        _ = make(&process, "one") => panic!("a request that hangs has no end"),
        () = arrived => {}
    }
    drop(process);
    let spec = {
        let object = bench.engine.objects().into_iter().find(|name| name.starts_with("sandcastle-one-")).unwrap();
        bench.engine.spec_of(&object).unwrap()
    };
    let deps = bench.process();
    reconcile::abandoned(&deps).await.unwrap();
    bench.is_clean("after the roll-back");
    bench.engine.create(&spec).await.unwrap();
    reconcile::abandoned(&deps).await.unwrap();
    bench.is_clean("after the late arrival");
}

#[tokio::test]
async fn a_second_network_of_one_name_that_a_dead_process_had_asked_for_is_in_nobodys_way() {
    let bench = Bench::new();
    let deps = bench.process();
    let id = make(&deps, "one").await.unwrap().record.id;
    stop::run(&deps, &id, Duration::ZERO).await.unwrap();
    let home = deps.registry.home();
    let name = format!("sandcastle-{home}-0");
    let late = async |subnet| {
        let labels = sandcastle::sandbox::labels::of_home(home);
        bench.engine.create_network(&name, subnet, false, &labels).await.unwrap();
    };
    late("10.255.0.0/22").await;
    assert!(start::run(&deps, &id).await.unwrap());
    late("10.255.4.0/22").await;
    let other = make(&deps, "two").await.unwrap().record.id;
    assert_eq!(bench.engine.objects().iter().filter(|object| **object == name).count(), 1);
    for id in [id, other] {
        kill::run(&deps, &id, None).await.unwrap();
    }
    bench.is_clean("after all of it");
}

#[tokio::test]
async fn a_name_that_is_promised_in_the_background_is_nobody_elses_until_its_maker_has_come_to_its_end() {
    let bench = Bench::new();
    let deps = bench.process();
    let spec = make(&deps, "other").await.unwrap().record.spec;
    let (id, name) = (Id::random().unwrap(), "promised".parse().unwrap());
    let planned = Planned { id: id.clone(), name, spec };
    let told = Background { words: Vec::new(), folder: "/".into(), makes: vec![planned.clone()] };
    let operation = Id::random().unwrap();
    let entry = deps.registry.begin_background(OperationKind::Create, operation, &id, &planned.name, told).unwrap();
    assert!(deps.registry.reserve_name(&planned.name, &id).unwrap());
    let replacing = create::Request { if_exists: IfExists::Replace, ..request(Some("promised")) };
    let process = bench.process();
    tokio::select! {
        made = create::run(&process, &replacing) => panic!("it did not wait: {:?}", made.map(|made| made.record.id)),
        () = tokio::time::sleep(Duration::from_millis(200)) => {}
    }
    assert_eq!(deps.registry.id_of(&planned.name).unwrap(), Some(id.clone()));
    drop((entry, process));
    let made = create::run(&deps, &replacing).await.unwrap().record.id;
    assert_ne!(made, id);
    assert_eq!(deps.registry.id_of(&planned.name).unwrap(), Some(made));
}

#[tokio::test]
async fn of_twenty_who_want_one_name_one_wins_and_with_reuse_all_get_the_same() {
    let bench = Bench::new();
    let all = |if_exists| {
        let bench = &bench;
        async move {
            let tries = (0..20).map(|_| async move {
                create::run(&bench.process(), &create::Request { if_exists, ..request(Some("wanted")) }).await
            });
            futures_util::future::join_all(tries).await
        }
    };
    let results = all(IfExists::Fail).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    assert!(results.iter().flat_map(|result| result.as_ref().err()).all(|error| error.kind() == Kind::Conflict));
    let first = results.into_iter().find_map(Result::ok).unwrap().record.id;
    let results = all(IfExists::Reuse).await;
    assert!(results.iter().all(|result| result.as_ref().is_ok_and(|created| created.record.id == first)));
    let replaced =
        create::run(&bench.process(), &create::Request { if_exists: IfExists::Replace, ..request(Some("wanted")) })
            .await;
    assert_ne!(replaced.unwrap().record.id, first);
}

#[tokio::test]
async fn twenty_at_once_have_ids_names_and_addresses_of_their_own() {
    let bench = Bench::new();
    let makers = (0..20).map(|_| async { create::run(&bench.process(), &request(None)).await.unwrap().record });
    let records = futures_util::future::join_all(makers).await;
    let distinct = |of: &dyn Fn(&sandcastle::registry::record::SandboxRecord) -> String| {
        records.iter().map(of).collect::<std::collections::HashSet<_>>().len()
    };
    assert_eq!(distinct(&|record| record.id.to_string()), 20);
    assert_eq!(distinct(&|record| record.name.to_string()), 20);
    assert_eq!(distinct(&|record| record.spec.address.unwrap().to_string()), 20);
}

#[tokio::test]
async fn stop_and_start_may_be_repeated_and_a_failed_start_is_shown_until_it_is_tried_again() {
    let bench = Bench::new();
    let deps = bench.process();
    let id = make(&deps, "one").await.unwrap().record.id;
    let state = async || observe::one(&deps, &id).await.unwrap();
    assert!(stop::run(&deps, &id, Duration::ZERO).await.unwrap());
    assert!(!stop::run(&deps, &id, Duration::ZERO).await.unwrap());
    assert_eq!(state().await.state, State::Stopped);
    bench.engine.fail_at(Call::Start, 0, Failure::Error(Kind::Failed));
    assert_eq!(start::run(&deps, &id).await.unwrap_err().kind(), Kind::Failed);
    let failed = state().await;
    assert_eq!(failed.state, State::Failed);
    assert!(failed.operation.unwrap().error.unwrap().contains("a failure that the test asked for"));
    assert!(start::run(&deps, &id).await.unwrap());
    assert!(!start::run(&deps, &id).await.unwrap());
    let running = state().await;
    assert_eq!((running.state, running.operation), (State::Running, None));
}

#[tokio::test]
async fn paused_and_lost_sandboxes_allow_what_the_contract_says() {
    let bench = Bench::new();
    let deps = bench.process();
    let record = make(&deps, "one").await.unwrap().record;
    let name = format!("sandcastle-one-{}", record.id);
    bench.engine.set_state(&name, ContainerState::Paused);
    assert_eq!(start::run(&deps, &record.id).await.unwrap_err().kind(), Kind::WrongState);
    assert!(stop::run(&deps, &record.id, Duration::ZERO).await.unwrap());
    let container = bench.engine.container_named(&name).await.unwrap().unwrap();
    bench.engine.remove(&container.id).await.unwrap();
    assert_eq!(observe::one(&deps, &record.id).await.unwrap().state, State::Lost);
    assert_eq!(start::run(&deps, &record.id).await.unwrap_err().kind(), Kind::WrongState);
    assert_eq!(make(&deps, "one").await.unwrap_err().kind(), Kind::Conflict);
    kill::run(&deps, &record.id, None).await.unwrap();
    bench.is_clean("after the kill of a lost one");
}

#[tokio::test]
async fn ten_kills_at_once_and_one_more_all_end_well() {
    let bench = Bench::new();
    let id = make(&bench.process(), "one").await.unwrap().record.id;
    let kills = (0..10).map(|_| async { kill::run(&bench.process(), &id, None).await });
    assert!(futures_util::future::join_all(kills).await.iter().all(Result::is_ok));
    kill::run(&bench.process(), &id, None).await.unwrap();
    bench.is_clean("after eleven kills");
}

#[tokio::test]
async fn a_damaged_record_can_be_killed_and_fails_no_listing() {
    let bench = Bench::new();
    let deps = bench.process();
    let id = make(&deps, "one").await.unwrap().record.id;
    make(&deps, "two").await.unwrap();
    let file = bench.folder.path().join(format!("state/registry/sandboxes/{id}.toml"));
    let whole = std::fs::read(&file).unwrap();
    for cut in (0..whole.len()).step_by(7) {
        std::io::Write::write_all(&mut std::fs::File::create(&file).unwrap(), &whole[..cut]).unwrap();
        let (sandboxes, damaged) = observe::all(&deps).await.unwrap();
        assert_eq!(sandboxes.len() + damaged.len(), 2, "cut at {cut}");
        assert_eq!(std::fs::read(&file).unwrap(), &whole[..cut], "it is never overwritten");
    }
    std::fs::File::create(&file).unwrap();
    kill::run(&deps, &id, None).await.unwrap();
    assert_eq!(observe::all(&deps).await.unwrap().0.len(), 1);
    make(&deps, "one").await.expect("the name of a damaged record is free once that is killed");
}

#[tokio::test]
async fn an_engine_that_is_gone_is_said_and_nothing_changes() {
    let bench = Bench::new();
    let deps = bench.process();
    let id = make(&deps, "one").await.unwrap().record.id;
    bench.engine.set_gone(true);
    for error in [
        make(&deps, "two").await.err(),
        kill::run(&deps, &id, None).await.err(),
        stop::run(&deps, &id, Duration::ZERO).await.err(),
        start::run(&deps, &id).await.err(),
    ] {
        assert_eq!(error.unwrap().kind(), Kind::EngineUnreachable);
    }
    bench.engine.set_gone(false);
    assert_eq!(observe::one(&deps, &id).await.unwrap().state, State::Running);
    kill::run(&deps, &id, None).await.unwrap();
    bench.is_clean("after the engine came back");
}

#[tokio::test]
async fn routes_are_written_for_the_default_port_grow_with_get_host_and_go_with_the_sandbox() {
    let bench = Bench::new();
    let deps = bench.process_with(bench.traefik());
    let id: Id = make(&deps, "one").await.unwrap().record.id;
    assert_eq!(bench.names("dynamic"), [format!("sandcastle-{id}.toml")]);
    let port = Port::new(3000).unwrap();
    let url = route::endpoint(&deps, &id, Some(port)).await.unwrap().url();
    assert_eq!(url, format!("http://qa-{id}-3000.example.test"));
    let text = std::fs::read_to_string(bench.folder.path().join(format!("dynamic/sandcastle-{id}.toml"))).unwrap();
    assert!(text.contains(":8000") && text.contains(":3000"), "{text}");
    kill::run(&deps, &id, None).await.unwrap();
    assert_eq!(bench.names("dynamic"), Vec::<String>::new());
}

#[tokio::test]
async fn a_published_port_is_looked_up_anew_after_each_start() {
    let bench = Bench::new();
    let deps = bench.process();
    let wanted = create::Request {
        ports: vec![Port::DEFAULT],
        published_on: Some("127.0.0.1".parse().unwrap()),
        ..request(Some("one"))
    };
    let id = create::run(&deps, &wanted).await.unwrap().record.id;
    let before = route::endpoint(&deps, &id, None).await.unwrap().url();
    stop::run(&deps, &id, Duration::ZERO).await.unwrap();
    assert_eq!(route::endpoint(&deps, &id, None).await.unwrap_err().kind(), Kind::WrongState);
    start::run(&deps, &id).await.unwrap();
    assert_ne!(route::endpoint(&deps, &id, None).await.unwrap().url(), before);
}

/// What the timeline tells, oldest first: the type, and the verb and the reason where there are any.
fn told(deps: &Deps) -> Vec<String> {
    let mut events = deps.timeline.read(&Filter::default(), 200, None).unwrap().events;
    events.reverse();
    let words = |event: &Event| {
        let verb = event.data.get("verb").map(|verb| verb.to_string());
        let words = [Some(event.event_type.to_string()), verb, event.reason.as_ref().map(|reason| reason.to_string())];
        words.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    events.iter().map(words).collect()
}

#[tokio::test]
async fn a_failure_is_told_by_its_code_and_nothing_is_told_to_have_been_made() {
    let bench = Bench::new();
    let deps = bench.process();
    bench.engine.fail_at(Call::Start, 0, Failure::Error(Kind::NoSpace));
    make(&deps, "one").await.unwrap_err();
    assert_eq!(told(&deps), ["operation.started init", "operation.failed init no_space"]);
    // A name that is taken begins nothing.
    make(&deps, "two").await.unwrap();
    make(&deps, "two").await.unwrap_err();
    assert_eq!(told(&deps)[2..], ["operation.started init", "sandbox.created", "operation.finished init"]);
}

#[tokio::test]
async fn what_became_of_the_work_of_a_dead_process_is_told_once() {
    let bench = Bench::new();
    // It hangs in its call, and is dropped there.
    let die = async |call: Call, work: &mut (dyn Future<Output = ()> + Unpin)| {
        let made = || bench.engine.calls().iter().filter(|made| **made == call).count();
        let before = made();
        bench.engine.fail_at(call, 0, Failure::Hang);
        let hangs = async {
            while made() == before {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::select! {
            () = work => panic!("it did not hang"),
            () = hangs => bench.engine.forgive(),
        }
    };
    let deps = bench.process();
    die(Call::Start, &mut Box::pin(async { drop(make(&deps, "one").await) })).await;
    for _ in 0..3 {
        reconcile::abandoned(&deps).await.unwrap();
    }
    assert_eq!(told(&deps), ["operation.started init", "operation.failed init abandoned"]);
    let id = make(&deps, "two").await.unwrap().record.id;
    die(Call::Remove, &mut Box::pin(async { drop(kill::run(&deps, &id, None).await) })).await;
    for _ in 0..3 {
        reconcile::abandoned(&deps).await.unwrap();
    }
    let settled = ["operation.started kill", "sandbox.killed recovered", "operation.finished kill recovered"];
    assert_eq!(told(&deps)[5..], settled);
}

#[tokio::test]
async fn a_failure_is_told_once_though_it_is_looked_at_again_or_could_not_be_taken_back_at_once() {
    for (failures, reason) in [
        (&[(Call::Create, Failure::DoneButLost(Kind::TimedOut))][..], "timed_out"),
        (&[(Call::Start, Failure::Error(Kind::NoSpace)), (Call::Remove, Failure::Error(Kind::Failed))], "no_space"),
    ] {
        let bench = Bench::new();
        let deps = bench.process();
        for (call, failure) in failures {
            bench.engine.fail_at(*call, 0, *failure);
        }
        make(&deps, "one").await.unwrap_err();
        for _ in 0..3 {
            reconcile::abandoned(&deps).await.unwrap();
        }
        assert_eq!(told(&deps), ["operation.started init".to_owned(), format!("operation.failed init {reason}")]);
        bench.is_clean(reason);
    }
}

#[tokio::test]
async fn an_engine_is_known_to_bound_no_disk_only_where_it_makes_a_container_without_the_bound() {
    let bench = Bench::new();
    let deps = bench.process();
    let disk = |created: &Created| {
        bench.engine.spec_of(&format!("sandcastle-{}-{}", created.record.name, created.record.id)).unwrap().disk
    };
    // Something else is in the way.
    for nth in 0..2 {
        bench.engine.fail_at(Call::Create, nth, Failure::Error(Kind::Failed));
    }
    make(&deps, "one").await.unwrap_err();
    assert!(disk(&make(&deps, "two").await.unwrap()).is_some());
    bench.engine.fail_at(Call::Create, 0, Failure::Error(Kind::Failed));
    assert_eq!(disk(&make(&deps, "three").await.unwrap()), None);
    assert_eq!(disk(&make(&deps, "four").await.unwrap()), None);
}

#[tokio::test]
async fn routes_are_told_of_when_a_proxy_has_them() {
    let bench = Bench::new();
    let deps = bench.process_with(bench.traefik());
    let id = make(&deps, "one").await.unwrap().record.id;
    route::endpoint(&deps, &id, Some(Port::new(3000).unwrap())).await.unwrap();
    kill::run(&deps, &id, None).await.unwrap();
    let routes: Vec<String> = told(&deps).into_iter().filter(|told| told.starts_with("route.")).collect();
    assert_eq!(routes, ["route.written", "route.written", "route.removed"]);
}

#[tokio::test]
async fn a_timeline_that_can_not_be_written_fails_nothing() {
    let bench = Bench::new();
    let deps = bench.process();
    std::fs::File::create(bench.folder.path().join("state/events")).unwrap();
    let id = make(&deps, "one").await.unwrap().record.id;
    stop::run(&deps, &id, Duration::ZERO).await.unwrap();
    start::run(&deps, &id).await.unwrap();
    kill::run(&deps, &id, None).await.unwrap();
    bench.is_clean("without a timeline");
}
