//! What `gc` clears away and what it leaves: of each kind one thing that is over, and others beside it that stay.

use super::*;
use sandcastle::engine::{ContainerSpec, ListedImage};
use sandcastle::registry::journal::OperationKind;
use sandcastle::registry::record::SandboxRecord;
use sandcastle::sandbox::duration::Span;
use sandcastle::sandbox::labels;
use sandcastle::sandbox::ops::gc::{self, Action, Report, Request};
use sandcastle::sandbox::ops::{image, pool};
use sandcastle::sandbox::pool::{Class, Origin};
use sandcastle::secrets::{New, Scope, Secret};
use std::collections::BTreeMap;
use std::fs::File;
use std::time::SystemTime;

fn asked() -> Request {
    Request { older_than: None, idle: None, stuck: Duration::from_secs(300), pool_age: Duration::MAX, dry_run: false }
}

fn older() -> Request {
    Request { older_than: Some(Duration::from_secs(100)), ..asked() }
}

fn idle(seconds: u64) -> Request {
    Request { idle: Some(Duration::from_secs(seconds)), ..asked() }
}

async fn collect(deps: &Deps, request: &Request) -> Report {
    let mut report = Report::default();
    gc::run(deps, request, None, &mut report).await.unwrap();
    assert!(report.failures.is_empty(), "{report:?}");
    report
}

/// What was found, as action, kind and name.
fn told(report: &Report) -> Vec<(Action, &'static str, String)> {
    report.items.iter().map(|item| (item.action, item.kind, item.name.clone())).collect()
}

fn one(action: Action, kind: &'static str, name: impl ToString) -> Vec<(Action, &'static str, String)> {
    vec![(action, kind, name.to_string())]
}

async fn sandbox(deps: &Deps, name: &str) -> SandboxRecord {
    make(deps, name).await.unwrap().record
}

/// A sandbox whose record says something else.
async fn changed(deps: &Deps, name: &str, change: impl FnOnce(&mut SandboxRecord)) -> SandboxRecord {
    let mut record = sandbox(deps, name).await;
    change(&mut record);
    deps.registry.publish(&record).unwrap();
    record
}

fn ago(seconds: i64) -> jiff::Timestamp {
    jiff::Timestamp::now() - jiff::SignedDuration::from_secs(seconds)
}

fn container(record: &SandboxRecord) -> String {
    labels::container_name(&record.name, &record.id)
}

/// A container with these labels, made long ago.
async fn put_container(bench: &Bench, name: &str, labels: &[(&str, &str)]) {
    let labels = labels.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    bench.engine.create(&ContainerSpec { name: name.to_owned(), labels, ..Default::default() }).await.unwrap();
}

fn date(path: &Path, ago: u64) {
    let file = File::open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(ago)).unwrap();
}

#[track_caller]
fn has(deps: &Deps, record: &SandboxRecord) -> bool {
    deps.registry.find(&record.id).unwrap().is_some()
}

#[tokio::test]
async fn with_nothing_over_nothing_is_done_and_twice_in_a_row_is_once() {
    let bench = Bench::new();
    let deps = bench.process();
    let kept = sandbox(&deps, "kept").await;
    assert_eq!(told(&collect(&deps, &asked()).await), []);
    let gone = changed(&deps, "gone", |record| record.expires_at = Some(ago(1))).await;
    let dry = Request { dry_run: true, ..asked() };
    for _ in 0..2 {
        assert_eq!(told(&collect(&deps, &dry).await), one(Action::Remove, "sandbox", "gone"));
    }
    assert_eq!(told(&collect(&deps, &asked()).await), one(Action::Remove, "sandbox", "gone"));
    assert_eq!(told(&collect(&deps, &asked()).await), []);
    assert!(has(&deps, &kept) && !has(&deps, &gone));
}

#[tokio::test]
async fn only_what_has_expired_goes_and_who_is_kept_alive_is_named() {
    let bench = Bench::new();
    let deps = bench.process();
    changed(&deps, "expired", |record| record.expires_at = Some(ago(1))).await;
    let later = changed(&deps, "later", |record| record.expires_at = Some(ago(-60))).await;
    let alive = changed(&deps, "alive", |record| {
        record.expires_at = Some(ago(1));
        record.keepalive_until = Some(ago(-60));
    })
    .await;
    let report = collect(&deps, &asked()).await;
    assert_eq!(report.items.len(), 2, "{report:?}");
    assert!(report.items.iter().any(|item| item.action == Action::Remove && item.name == "expired"));
    let spared = report.items.iter().find(|item| item.action == Action::Spare).unwrap();
    assert!(spared.name == "alive" && spared.reason.contains("kept alive until"), "{spared:?}");
    assert!(has(&deps, &later) && has(&deps, &alive));
}

#[tokio::test]
async fn old_ones_go_unless_something_runs_in_them_and_a_clock_set_back_makes_none_old() {
    let bench = Bench::new();
    let deps = bench.process();
    let old = |record: &mut SandboxRecord| record.created_at = ago(1000);
    changed(&deps, "old", old).await;
    let busy = changed(&deps, "busy", old).await;
    bench.engine.set_activity(&busy.container, 2, 0);
    let paused = changed(&deps, "paused", old).await;
    bench.engine.set_state(&container(&paused), ContainerState::Paused);
    changed(&deps, "stopped", |record| record.created_at = ago(101)).await;
    stop::run(&deps, &deps.registry.resolve("stopped").unwrap(), Duration::ZERO).await.unwrap();
    let young = sandbox(&deps, "young").await;
    let future = changed(&deps, "future", |record| record.created_at = ago(-5000)).await;
    let report = collect(&deps, &older()).await;
    let mut found: Vec<_> = report.items.iter().map(|item| (item.name.as_str(), item.action)).collect();
    found.sort_by_key(|(name, _)| *name);
    let (remove, spare) = (Action::Remove, Action::Spare);
    assert_eq!(found, [("busy", spare), ("old", remove), ("paused", spare), ("stopped", remove)]);
    assert!(report.items.iter().any(|item| item.reason.contains("2 things run")), "{report:?}");
    assert!([&busy, &paused, &young, &future].iter().all(|record| has(&deps, record)));
}

#[tokio::test]
async fn idle_ones_stop_and_keep_their_files_by_their_own_limit_or_the_one_that_is_asked_for() {
    let bench = Bench::new();
    let deps = bench.process();
    let own = changed(&deps, "own", |record| record.idle = Some(Span::seconds(60))).await;
    let works = changed(&deps, "works", |record| record.idle = Some(Span::seconds(60))).await;
    let other = sandbox(&deps, "other").await;
    let brief = changed(&deps, "brief", |record| {
        record.idle = Some(Span::seconds(60));
        record.temporary = true;
    })
    .await;
    for record in [&own, &other, &brief] {
        bench.engine.set_activity(&record.container, 0, 90_000);
    }
    bench.engine.set_activity(&works.container, 1, 0);
    let report = collect(&deps, &asked()).await;
    assert_eq!(report.items.len(), 2, "{report:?}");
    assert!(told(&report).contains(&(Action::Stop, "sandbox", "own".to_owned())));
    assert!(told(&report).contains(&(Action::Remove, "sandbox", "brief".to_owned())), "it is gone once it is stopped");
    assert_eq!(observe::one(&deps, &own.id).await.unwrap().state, State::Stopped);
    assert_eq!(told(&collect(&deps, &idle(91)).await), []);
    assert_eq!(told(&collect(&deps, &idle(90)).await), one(Action::Stop, "sandbox", "other"));
    assert_eq!(told(&collect(&deps, &idle(1)).await), [], "what is stopped is not looked at");
    assert_eq!(observe::one(&deps, &works.id).await.unwrap().state, State::Running);
}

#[tokio::test]
async fn temporary_ones_go_once_they_are_stopped_and_others_stay() {
    let bench = Bench::new();
    let deps = bench.process();
    let temporary = |record: &mut SandboxRecord| record.temporary = true;
    let brief = changed(&deps, "brief", temporary).await;
    let runs = changed(&deps, "runs", temporary).await;
    let plain = sandbox(&deps, "plain").await;
    for record in [&brief, &plain] {
        bench.engine.set_state(&container(record), ContainerState::Exited);
    }
    assert_eq!(told(&collect(&deps, &asked()).await), one(Action::Remove, "sandbox", "brief"));
    assert!(has(&deps, &runs) && has(&deps, &plain));
}

#[tokio::test]
async fn a_record_without_a_container_goes_when_it_is_not_young_and_nothing_carries_its_label() {
    let bench = Bench::new();
    let deps = bench.process();
    let mut lost = Vec::new();
    for (name, age) in [("young", 10), ("lost", 100), ("renamed", 100)] {
        let record = changed(&deps, name, |record| record.created_at = ago(age)).await;
        bench.engine.remove(&sandcastle::engine::EngineId::parse(&record.container).unwrap()).await.unwrap();
        lost.push(record);
    }
    let home = deps.registry.home().to_string();
    put_container(&bench, "my-own-name", &[(labels::SANDBOX, lost[2].id.as_str()), (labels::HOME, &home)]).await;
    let report = collect(&deps, &asked()).await;
    assert_eq!(report.items.len(), 2, "{report:?}");
    assert!(told(&report).contains(&(Action::Remove, "sandbox", "lost".to_owned())));
    assert!(report.items.iter().any(|item| item.action == Action::Spare && item.reason.contains("my-own-name")));
    assert_eq!((has(&deps, &lost[0]), has(&deps, &lost[1]), has(&deps, &lost[2])), (true, false, true));
}

#[tokio::test]
async fn a_container_without_a_record_goes_and_those_of_others_or_without_our_name_stay() {
    let bench = Bench::new();
    let deps = bench.process();
    let home = deps.registry.home().to_string();
    sandbox(&deps, "keeps-the-registry").await;
    let ids: Vec<String> = (0..4).map(|_| Id::random().unwrap().to_string()).collect();
    let name = |index: usize| format!("sandcastle-some-{}", ids[index]);
    put_container(&bench, &name(0), &[(labels::SANDBOX, &ids[0]), (labels::HOME, &home)]).await;
    put_container(&bench, &name(1), &[(labels::SANDBOX, &ids[1]), (labels::HOME, "anotherhome1")]).await;
    put_container(&bench, "no-name-of-ours", &[(labels::SANDBOX, &ids[2]), (labels::HOME, &home)]).await;
    put_container(&bench, &name(3), &[(labels::SANDBOX, &ids[3]), (labels::HOME, &home)]).await;
    bench.engine.set_created(&name(3), ago(20).as_second());
    put_container(&bench, "postgres", &[]).await;
    assert_eq!(told(&collect(&deps, &asked()).await), one(Action::Remove, "container", "some"));
    let left = bench.engine.objects();
    assert!(!left.contains(&name(0)), "{left:?}");
    for stays in [name(1), name(3), "no-name-of-ours".to_owned(), "postgres".to_owned()] {
        assert!(left.contains(&stays), "{stays} is gone: {left:?}");
    }
    // From the future, as far as this clock goes: as young as can be.
    bench.engine.set_created(&name(3), ago(-5000).as_second());
    assert_eq!(told(&collect(&deps, &asked()).await), []);
    bench.engine.set_created(&name(3), ago(61).as_second());
    assert_eq!(told(&collect(&deps, &asked()).await), one(Action::Remove, "container", "some"));
}

#[tokio::test]
async fn a_registry_that_was_lost_does_not_cost_the_sandboxes() {
    let bench = Bench::new();
    let deps = bench.process();
    let record = sandbox(&deps, "box").await;
    for folder in ["sandboxes", "names", "addresses"] {
        let folder = bench.folder.path().join("state/registry").join(folder);
        std::fs::remove_dir_all(&folder).unwrap();
        std::fs::create_dir(&folder).unwrap();
    }
    let report = collect(&deps, &asked()).await;
    assert_eq!(told(&report), one(Action::Spare, "container", "box"));
    assert!(report.items[0].reason.contains("doctor --fix"));
    assert!(bench.engine.objects().contains(&container(&record)));
}

#[tokio::test]
async fn what_is_left_of_a_sandbox_that_is_gone_goes_and_nothing_of_one_that_is_being_made() {
    let bench = Bench::new();
    let traefik = bench.traefik();
    let deps = bench.process_with(traefik.clone());
    let kept = sandbox(&deps, "kept").await;
    let (gone, made, foreign) = (Id::random().unwrap(), Id::random().unwrap(), Id::random().unwrap());
    let name = "being-made".parse().unwrap();
    let entry = deps.registry.begin(OperationKind::Create, &made, &name).unwrap();
    for (index, id) in [&gone, &made].into_iter().enumerate() {
        std::fs::create_dir_all(deps.registry.run_folder(id)).unwrap();
        deps.registry.reserve_name(&format!("name-{index}").parse().unwrap(), id).unwrap();
        deps.registry.reserve_address([10, 0, 0, 9 + index as u8].into(), id).unwrap();
    }
    let new = New { name: "TOKEN".parse().unwrap(), scope: Scope::Global, access: None, plain: None };
    deps.secrets.set(&new, &Secret::new(b"a value".to_vec()).unwrap()).unwrap();
    let sealed = deps.secrets.find(&new.name, &new.scope).unwrap().unwrap();
    for id in [&gone, &made, &kept.id] {
        deps.secrets.remember(id, &sealed).unwrap();
    }
    for id in [&gone, &made, &foreign] {
        std::fs::copy(route_file_of(&bench, &traefik, &kept), route_file(&bench, id)).unwrap();
    }
    put_container(&bench, "theirs", &[(labels::SANDBOX, foreign.as_str()), (labels::HOME, "anotherhome1")]).await;
    let report = collect(&deps, &asked()).await;
    assert!(report.items.iter().all(|item| item.id == gone.as_str() && item.error.is_none()), "{report:?}");
    let mut kinds: Vec<_> = report.items.iter().map(|item| item.kind).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["reservation", "reservation", "route", "run_folder", "secrets"]);
    assert!(deps.secrets.delivered_to(&gone).unwrap().is_empty());
    assert!([&made, &kept.id].iter().all(|id| !deps.secrets.delivered_to(id).unwrap().is_empty()));
    assert!(!deps.registry.run_folder(&gone).exists() && deps.registry.run_folder(&made).exists());
    assert!(deps.registry.run_folder(&kept.id).exists());
    assert_eq!(deps.registry.id_of(&"name-0".parse().unwrap()).unwrap(), None);
    assert_eq!(deps.registry.id_of(&"name-1".parse().unwrap()).unwrap(), Some(made.clone()));
    assert!(!route_file(&bench, &gone).exists() && route_file(&bench, &made).exists());
    assert!(route_file(&bench, &foreign).exists(), "a route of another home is theirs");
    entry.close().unwrap();
}

fn route_file(bench: &Bench, id: &Id) -> std::path::PathBuf {
    bench.folder.path().join(format!("dynamic/sandcastle-{id}.toml"))
}

/// The route file of a sandbox, made if it has none.
fn route_file_of(bench: &Bench, traefik: &Traefik, record: &SandboxRecord) -> std::path::PathBuf {
    use sandcastle::route::{Route, RouteWriter, Target};
    let target = Target { port: Port::new(8000).unwrap(), backend: "10.0.0.1:8000".parse().unwrap() };
    traefik.write(&Route { id: record.id.clone(), targets: vec![target] }).unwrap();
    route_file(bench, &record.id)
}

#[tokio::test]
async fn locks_of_nobody_go_and_held_ones_stay() {
    let bench = Bench::new();
    let deps = bench.process();
    let (left, held) = (Id::random().unwrap(), Id::random().unwrap());
    drop(deps.registry.lock_sandbox(&left, "kill", Duration::ZERO).await.unwrap());
    let _lock = deps.registry.lock_sandbox(&held, "init", Duration::ZERO).await.unwrap();
    let report = collect(&bench.process(), &asked()).await;
    assert_eq!(report.items.len(), 1, "{report:?}");
    assert_eq!((report.items[0].kind, report.items[0].id.as_str()), ("lock", left.as_str()));
    assert_eq!(bench.names("state/locks").iter().filter(|name| name.starts_with(left.as_str())).count(), 0);
    assert_eq!(bench.names("state/locks").iter().filter(|name| name.starts_with(held.as_str())).count(), 1);
}

#[tokio::test]
async fn an_operation_that_broke_off_is_settled_and_told_of_once_by_one_of_many() {
    let bench = Bench::new();
    let deps = bench.process();
    let id = Id::random().unwrap();
    let name = "half".parse().unwrap();
    deps.registry.reserve_name(&name, &id).unwrap();
    drop(deps.registry.begin(OperationKind::Create, &id, &name).unwrap());
    let living =
        deps.registry.begin(OperationKind::Snapshot, &Id::random().unwrap(), &"lives".parse().unwrap()).unwrap();
    let dry = collect(&deps, &Request { dry_run: true, ..asked() }).await;
    assert_eq!(told(&dry), one(Action::Settle, "operation", "init of half"));
    let processes: Vec<Deps> = (0..10).map(|_| bench.process()).collect();
    let reports =
        futures_util::future::join_all(processes.iter().map(|deps| async { collect(deps, &asked()).await })).await;
    let all: Vec<_> = reports.iter().flat_map(told).collect();
    assert_eq!(all, one(Action::Settle, "operation", "init of half"));
    assert_eq!(deps.registry.id_of(&name).unwrap(), None);
    assert_eq!(deps.registry.operations().unwrap().into_iter().flatten().filter(|seen| seen.lives).count(), 1);
    living.close().unwrap();
}

#[tokio::test]
async fn an_operation_that_does_not_move_is_named_and_left_alone() {
    let bench = Bench::new();
    let deps = bench.process();
    let record = sandbox(&deps, "slow").await;
    let mut entry = deps.registry.begin(OperationKind::Snapshot, &record.id, &record.name).unwrap();
    entry.step("pack").unwrap();
    assert_eq!(told(&collect(&deps, &asked()).await), []);
    let impatient = Request { stuck: Duration::ZERO, ..older() };
    let report = collect(&deps, &impatient).await;
    assert_eq!(told(&report), one(Action::Report, "operation", "snapshot of slow"));
    assert!(report.items[0].reason.contains("in the step \"pack\""), "{report:?}");
    assert!(deps.registry.operations().unwrap().into_iter().flatten().all(|seen| seen.lives));
}

#[tokio::test]
async fn a_failed_creation_goes_with_its_log_after_a_day_and_that_of_a_sandbox_stays() {
    let bench = Bench::new();
    let deps = bench.process();
    let record = sandbox(&deps, "box").await;
    let error = Error::new(Kind::Failed, "no luck");
    let fail = |kind, id: &Id, seconds_ago: i64| {
        let name = "failed".parse().unwrap();
        let entry = deps.registry.begin(kind, id, &name).unwrap();
        let operation = entry.operation.id.clone().unwrap();
        entry.fail(&error).unwrap();
        let path = bench.folder.path().join(format!("state/journal/{operation}.toml"));
        let text = std::fs::read_to_string(&path).unwrap();
        let dated: Vec<String> = text
            .lines()
            .map(
                |line| {
                    if line.starts_with("at = ") { format!("at = \"{}\"", ago(seconds_ago)) } else { line.to_owned() }
                },
            )
            .collect();
        put(&path, &dated.join("\n"));
        put(&log(&bench, &operation), "error: no luck\n");
        operation
    };
    let day = 24 * 3600;
    let old = fail(OperationKind::Create, &Id::random().unwrap(), day + 60);
    let young = fail(OperationKind::Create, &Id::random().unwrap(), day - 60);
    let future = fail(OperationKind::Create, &Id::random().unwrap(), -day);
    let start = fail(OperationKind::Start, &record.id, 3 * day);
    assert_eq!(told(&collect(&deps, &asked()).await), one(Action::Remove, "operation", "init of failed"));
    let is_there = |id: &Id| (deps.registry.operation(id).unwrap().is_some(), log(&bench, id).exists());
    assert_eq!(is_there(&old), (false, false));
    assert_eq!([is_there(&young), is_there(&future), is_there(&start)], [(true, true); 3]);
    assert_eq!(told(&collect(&deps, &older()).await), one(Action::Remove, "operation", "init of failed"));
    assert_eq!(is_there(&young), (false, false));
}

fn log(bench: &Bench, operation: &Id) -> std::path::PathBuf {
    bench.folder.path().join(format!("state/operations/{operation}.log"))
}

fn put(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::io::Write::write_all(&mut File::create(path).unwrap(), text.as_bytes()).unwrap();
}

#[tokio::test]
async fn logs_of_operations_that_are_over_go_after_a_day() {
    let bench = Bench::new();
    let deps = bench.process();
    let entry = deps.registry.begin(OperationKind::Snapshot, &Id::random().unwrap(), &"x".parse().unwrap()).unwrap();
    let (over, fresh, runs) = (Id::random().unwrap(), Id::random().unwrap(), entry.operation.id.clone().unwrap());
    for (id, age) in [(&over, 25 * 3600), (&fresh, 3600), (&runs, 25 * 3600)] {
        put(&log(&bench, id), "said\n");
        date(&log(&bench, id), age);
    }
    let report = collect(&deps, &asked()).await;
    assert_eq!(told(&report), one(Action::Remove, "log", format!("log of {over}")));
    assert_eq!(report.items[0].bytes, Some(5));
    assert_eq!([&over, &fresh, &runs].map(|id| log(&bench, id).exists()), [false, true, true]);
}

#[tokio::test]
async fn half_written_files_of_the_dead_go_and_those_of_the_living_stay() {
    let bench = Bench::new();
    let deps = bench.process();
    let staged = |folder: &str, name: &str| bench.folder.path().join(folder).join(format!(".staged-{name}"));
    let kept = bench.folder.path().join("snapshots").join(Id::random().unwrap().as_str());
    put(&kept.join("manifest.json"), "{}");
    let part = bench.folder.path().join("snapshots").join(Id::random().unwrap().as_str());
    put(&part.join("tree.tar.zst"), "half");
    for path in [&kept, &part] {
        date(path, 100);
    }
    let files = [staged("state/registry/sandboxes", "a"), staged("snapshots", "b"), staged("lists", "c")];
    for file in &files {
        put(file, "12345");
        date(file, 100);
    }
    let young = staged("state/journal", "young");
    put(&young, "");
    let held = staged("snapshots", "held");
    put(&held, "");
    date(&held, 100);
    let lock = File::open(&held).unwrap();
    lock.try_lock().unwrap();
    let report = collect(&deps, &asked()).await;
    assert_eq!(report.items.len(), 4, "{report:?}");
    assert_eq!(report.items.iter().filter_map(|item| item.bytes).sum::<u64>(), 19);
    assert!(files.iter().chain([&part]).all(|path| !path.exists()));
    assert!(young.exists() && held.exists() && kept.join("manifest.json").exists());
}

#[tokio::test]
async fn networks_and_volumes_go_when_nobody_needs_them_and_those_of_others_stay() {
    let bench = Bench::new();
    let deps = bench.process();
    let record = sandbox(&deps, "box").await;
    stop::run(&deps, &record.id, Duration::ZERO).await.unwrap();
    let ours = labels::of_home(deps.registry.home());
    let theirs = BTreeMap::from([(labels::HOME.to_owned(), "anotherhome1".to_owned())]);
    bench.engine.create_network("empty-shard", "10.1.0.0/22", false, &ours).await.unwrap();
    bench.engine.create_network("their-network", "10.2.0.0/22", false, &theirs).await.unwrap();
    bench.engine.create_network("no-labels", "10.3.0.0/22", false, &BTreeMap::new()).await.unwrap();
    bench.engine.ensure_volume("our-volume", &ours).await.unwrap();
    bench.engine.ensure_volume("their-volume", &theirs).await.unwrap();
    assert_eq!(told(&collect(&deps, &asked()).await), one(Action::Remove, "network", "empty-shard"));
    let bridge = format!("sandcastle-{}-0", deps.registry.home());
    assert!(bench.engine.objects().contains(&bridge), "a stopped sandbox needs its network");
    // Somebody uses them at this moment.
    bench.engine.remove(&sandcastle::engine::EngineId::parse(&record.container).unwrap()).await.unwrap();
    deps.registry.forget(&record.id, Some(&record.name), record.spec.address).unwrap();
    std::fs::remove_dir_all(deps.registry.run_folder(&record.id)).unwrap();
    let shared = deps.registry.share_networks(Duration::ZERO).await.unwrap();
    assert!(told(&collect(&deps, &asked()).await).iter().all(|(_, kind, _)| *kind == "lock"));
    drop(shared);
    let mut names: Vec<_> = collect(&deps, &asked()).await.items.into_iter().map(|item| item.name).collect();
    names.sort_unstable();
    assert_eq!(names, ["our-volume".to_owned(), bridge]);
    assert_eq!(bench.engine.objects(), ["their-network", "no-labels", "their-volume"]);
}

#[tokio::test]
async fn images_that_this_home_has_built_go_when_nothing_needs_them() {
    let bench = Bench::new();
    let deps = bench.process();
    let record = sandbox(&deps, "box").await;
    let home = deps.registry.home().to_string();
    let image = |number: u32, tags: &[&str], labels: &[(&str, &str)], age: i64| ListedImage {
        id: format!("sha256:{number:064x}"),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        labels: labels.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        created: ago(age).as_second(),
        bytes: 100,
        shared: None,
    };
    let ours = [image::MARK, (image::BUILDER, home.as_str())];
    let committed = [ours[0], ours[1], (labels::SANDBOX, record.id.as_str())];
    let theirs = [image::MARK, (image::BUILDER, "anotherhome1")];
    let current = image::builtin_tag();
    for image in [
        image(100, &[&current], &ours, 1000),
        image(101, &[], &ours, 2000),
        image(102, &["sandcastle-sandbox:000000000000"], &ours, 2000),
        // And these stay: what a sandbox is made of, newer than ours, young, committed, another home's, named, unmarked.
        ListedImage { id: record.spec.image_id.clone(), ..image(0, &[], &ours, 2000) },
        image(103, &["sandcastle-sandbox:111111111111"], &ours, 500),
        image(104, &[], &ours, 30),
        image(105, &[], &committed, 2000),
        image(106, &[], &theirs, 2000),
        image(107, &["mine:1"], &ours, 2000),
        image(108, &[], &[], 2000),
    ] {
        bench.engine.put_image(image);
    }
    let report = collect(&deps, &asked()).await;
    let ids: Vec<_> = report.items.iter().map(|item| (item.kind, item.id.clone())).collect();
    assert_eq!(ids, [101, 102].map(|number| ("image", format!("sha256:{number:064x}"))));
    assert_eq!(told(&collect(&deps, &asked()).await), []);
    use sandcastle::engine::Selector;
    assert_eq!(bench.engine.images(&Selector::default()).await.unwrap().len(), 8);
}

#[tokio::test]
async fn a_selection_means_its_sandboxes_and_nothing_else() {
    let bench = Bench::new();
    let deps = bench.process();
    let expired = |record: &mut SandboxRecord| record.expires_at = Some(ago(1));
    changed(&deps, "chosen", expired).await;
    let other = changed(&deps, "other", expired).await;
    std::fs::create_dir_all(deps.registry.run_folder(&Id::random().unwrap())).unwrap();
    let mut report = Report::default();
    let chosen = |sandbox: &observe::Sandbox| sandbox.record.name.as_str() == "chosen";
    gc::run(&deps, &asked(), Some(&chosen), &mut report).await.unwrap();
    assert_eq!(told(&report), one(Action::Remove, "sandbox", "chosen"));
    assert!(has(&deps, &other));
}

#[tokio::test]
async fn the_timeline_says_why_something_went_and_nothing_of_a_look() {
    let bench = Bench::new();
    let deps = bench.process();
    let record = changed(&deps, "box", |record| record.expires_at = Some(ago(1))).await;
    let kept = changed(&deps, "kept", |record| record.idle = Some(Span::seconds(60))).await;
    bench.engine.set_activity(&kept.container, 0, 90_000);
    let told_of = |deps: &Deps| {
        let page = deps.timeline.read(&Default::default(), 100, None).unwrap();
        let mut types: Vec<String> = page.events.iter().map(|event| event.event_type.to_string()).collect();
        types.reverse();
        types
    };
    let before = told_of(&deps).len();
    collect(&deps, &Request { dry_run: true, ..asked() }).await;
    assert_eq!(told_of(&deps).len(), before);
    collect(&deps, &asked()).await;
    let mut types = told_of(&deps).split_off(before);
    assert_eq!(types.pop().as_deref(), Some("gc.ran"));
    let at =
        |wanted: &str| types.iter().position(|text| *text == wanted).unwrap_or_else(|| panic!("{wanted}: {types:?}"));
    assert!(at("sandbox.expired") < at("sandbox.killed"));
    assert!(at("sandbox.idle") < at("sandbox.stopped"));
    let now = told_of(&deps).len();
    collect(&deps, &asked()).await;
    assert_eq!(told_of(&deps).len(), now, "nothing was over");
    assert!(!has(&deps, &record));
}

#[tokio::test]
async fn what_waits_in_the_pool_is_no_orphan_and_goes_when_it_is_old() {
    let bench = Bench::new();
    let deps = bench.process();
    let class = Class { origin: Origin::Image("some/image".to_owned()), ..Class::default_image() };
    let wanted = pool::wanted(&deps, &class, &request(None)).await.unwrap();
    let filled = pool::fill(&deps, &wanted, 2).await.unwrap();
    assert_eq!(filled.made.len(), 2, "{filled:?}");
    // Whether they are fit is the pool's affair; what is theirs is not what is left of anybody.
    let dry = collect(&deps, &Request { dry_run: true, ..asked() }).await;
    assert!(told(&dry).iter().all(|(_, kind, _)| *kind == "pool_member"), "{dry:?}");
    std::thread::sleep(Duration::from_millis(2));
    let renew = Request { pool_age: Duration::ZERO, ..asked() };
    let report = collect(&deps, &renew).await;
    assert!(report.pool_shrank() && report.items.len() == 2, "{report:?}");
    collect(&deps, &asked()).await;
    bench.is_clean("after the pool went");
}

#[tokio::test]
async fn what_somebody_works_on_is_left_to_them_without_a_word() {
    let bench = Bench::new();
    let deps = bench.process();
    let record = changed(&deps, "box", |record| record.expires_at = Some(ago(1))).await;
    let lock = deps.registry.lock_sandbox(&record.id, "snapshot", Duration::ZERO).await.unwrap();
    assert_eq!(told(&collect(&bench.process(), &asked()).await), []);
    let entry = deps.registry.begin(OperationKind::Snapshot, &record.id, &record.name).unwrap();
    drop(lock);
    assert_eq!(told(&collect(&bench.process(), &asked()).await), []);
    let dry = Request { dry_run: true, ..asked() };
    assert_eq!(told(&collect(&bench.process(), &dry).await), []);
    entry.close().unwrap();
    assert_eq!(told(&collect(&bench.process(), &asked()).await), one(Action::Remove, "sandbox", "box"));
}

#[tokio::test]
async fn what_can_not_be_removed_is_told_and_the_rest_goes_on() {
    let bench = Bench::new();
    let deps = bench.process();
    let expired = |record: &mut SandboxRecord| record.expires_at = Some(ago(1));
    changed(&deps, "first", expired).await;
    changed(&deps, "second", expired).await;
    bench.engine.fail_at(Call::Remove, 0, Failure::Error(Kind::NoSpace));
    let report = collect(&deps, &asked()).await;
    let failed = report.items.iter().filter(|item| item.error.is_some()).count();
    assert_eq!((report.items.len(), failed), (2, 1), "{report:?}");
    collect(&deps, &asked()).await;
    bench.is_clean("after the second time");
}

#[tokio::test]
async fn ten_at_once_remove_each_thing_once_beside_one_that_makes_more() {
    let bench = Bench::new();
    let deps = bench.process();
    for index in 0..8 {
        changed(&deps, &format!("old-{index}"), |record| record.expires_at = Some(ago(1))).await;
    }
    let makes = async {
        let deps = bench.process();
        let mut made = Vec::new();
        for index in 0..10 {
            made.push(sandbox(&deps, &format!("new-{index}")).await);
        }
        made
    };
    let collectors: Vec<Deps> = (0..10).map(|_| bench.process()).collect();
    let collecting = futures_util::future::join_all(collectors.iter().map(|deps| async {
        let mut items = Vec::new();
        for _ in 0..5 {
            items.extend(told(&collect(deps, &asked()).await));
            tokio::task::yield_now().await;
        }
        items
    }));
    let (made, found) = tokio::join!(makes, collecting);
    let mut names: Vec<String> = found.into_iter().flatten().map(|(_, _, name)| name).collect();
    names.sort_unstable();
    assert_eq!(names, (0..8).map(|index| format!("old-{index}")).collect::<Vec<_>>());
    for record in made {
        assert!(has(&deps, &record), "{} was lost", record.name);
        assert!(deps.registry.run_folder(&record.id).exists());
        assert_eq!(observe::one(&deps, &record.id).await.unwrap().state, State::Running);
        start::run(&deps, &record.id).await.unwrap();
    }
}

#[tokio::test]
async fn a_thousand_sandboxes_cost_one_call_of_each_kind() {
    let bench = Bench::new();
    let deps = bench.process();
    let pattern = sandbox(&deps, "pattern").await;
    let mut spec = bench.engine.spec_of(&container(&pattern)).unwrap();
    for index in 0..1000 {
        let (id, name): (Id, sandcastle::sandbox::name::Name) =
            (Id::random().unwrap(), format!("copy-{index}").parse().unwrap());
        spec.name = labels::container_name(&name, &id);
        spec.labels.insert(labels::SANDBOX.to_owned(), id.to_string());
        let made = bench.engine.create(&spec).await.unwrap();
        let record =
            SandboxRecord { id: id.clone(), name: name.clone(), container: made.to_string(), ..pattern.clone() };
        let file = bench.folder.path().join(format!("state/registry/sandboxes/{id}.toml"));
        put(&file, &record.to_toml().unwrap());
        put(&bench.folder.path().join("state/registry/names").join(name.as_str()), id.as_str());
    }
    let before = bench.engine.calls().len();
    assert_eq!(told(&collect(&deps, &older()).await), []);
    let mut calls = bench.engine.calls().split_off(before);
    calls.sort_by_key(|call| format!("{call:?}"));
    assert_eq!(calls, [Call::Images, Call::List, Call::Networks, Call::Volumes]);
}
