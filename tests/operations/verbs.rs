//! The verbs of a life: restart, pause, resume, rename, keepalive. May be repeated, and whole after a death anywhere.

use super::*;
use sandcastle::registry::journal::{Operation, OperationKind};
use sandcastle::sandbox::name::Name;
use sandcastle::sandbox::ops::keepalive::Wanted;
use sandcastle::sandbox::ops::{keepalive, pause, rename, restart};

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

async fn state(deps: &Deps, id: &Id) -> State {
    observe::one(deps, id).await.unwrap().state
}

/// Does something in a process that dies in one of its calls to the engine.
async fn die_in<T>(bench: &Bench, call: Call, nth: usize, work: impl AsyncFnOnce(&Deps) -> T) {
    bench.engine.fail_at(call, nth, Failure::Hang);
    let deps = bench.process();
    let _ = tokio::time::timeout(Duration::from_millis(100), work(&deps)).await;
    bench.engine.forgive();
}

/// The name that a sandbox has everywhere: on the engine, in its record, and as the only one that is reserved for it.
#[track_caller]
fn one_name(bench: &Bench, deps: &Deps, id: &Id, when: &str) -> Name {
    let record = deps.registry.find(id).unwrap().unwrap();
    let container = format!("sandcastle-{}-{id}", record.name);
    assert!(bench.engine.objects().contains(&container), "{container} {when}: {:?}", bench.engine.objects());
    assert_eq!(bench.names("state/registry/names"), [record.name.to_string()], "{when}");
    let left = deps.registry.operations().unwrap();
    // One that was taken back may be watched for what still arrives.
    let watched = |operation: &Operation| operation.steps.last().is_some_and(|step| step.name == "rolled back");
    assert!(left.iter().flatten().all(|seen| watched(&seen.operation)), "{when}: {left:?}");
    record.name
}

#[tokio::test]
async fn a_restart_ends_what_runs_and_starts_what_is_stopped() {
    let bench = Bench::new();
    let deps = bench.process();
    let id = make(&deps, "one").await.unwrap().record.id;
    let before = bench.engine.calls().len();
    restart::run(&deps, &id, Duration::ZERO).await.unwrap();
    let calls = bench.engine.calls().split_off(before);
    assert!(calls.contains(&Call::Stop) && calls.contains(&Call::Start), "{calls:?}");
    stop::run(&deps, &id, Duration::ZERO).await.unwrap();
    restart::run(&deps, &id, Duration::ZERO).await.unwrap();
    assert_eq!(state(&deps, &id).await, State::Running);
    bench.engine.fail_at(Call::Start, 0, Failure::Error(Kind::Failed));
    assert_eq!(restart::run(&deps, &id, Duration::ZERO).await.unwrap_err().kind(), Kind::Failed);
    assert_eq!(state(&deps, &id).await, State::Failed);
    restart::run(&deps, &id, Duration::ZERO).await.unwrap();
    assert_eq!(state(&deps, &id).await, State::Running);
}

#[tokio::test]
async fn a_restart_whose_process_dies_anywhere_ends_with_a_sandbox_that_runs() {
    for (call, times) in [(Call::Stop, 1), (Call::Start, 1), (Call::Bridge, 2)] {
        for nth in 0..times {
            let bench = Bench::new();
            let id = make(&bench.process(), "one").await.unwrap().record.id;
            die_in(&bench, call, nth, async |deps| restart::run(deps, &id, Duration::ZERO).await).await;
            let deps = bench.process();
            reconcile::abandoned(&deps).await.unwrap();
            assert_eq!(state(&deps, &id).await, State::Running, "after a death at {call:?} {nth}");
            assert_eq!(bench.names("state/journal"), Vec::<String>::new());
        }
    }
}

#[tokio::test]
async fn pause_and_resume_may_be_repeated_and_a_death_leaves_one_of_both() {
    let bench = Bench::new();
    let deps = bench.process();
    let id = make(&deps, "one").await.unwrap().record.id;
    assert!(pause::run(&deps, &id).await.unwrap());
    assert!(!pause::run(&deps, &id).await.unwrap());
    assert_eq!(state(&deps, &id).await, State::Paused);
    let refused = start::run(&deps, &id).await.unwrap_err();
    assert_eq!(refused.kind(), Kind::WrongState);
    assert!(refused.hints()[0].contains("sandcastle resume one"), "{refused}");
    assert!(pause::resume(&deps, &id).await.unwrap());
    assert!(!pause::resume(&deps, &id).await.unwrap());
    assert_eq!(state(&deps, &id).await, State::Running);
    die_in(&bench, Call::Pause, 0, async |deps| pause::run(deps, &id).await).await;
    reconcile::abandoned(&deps).await.unwrap();
    assert_eq!((state(&deps, &id).await, bench.names("state/journal").len()), (State::Paused, 0));
    bench.engine.fail_at(Call::Start, 0, Failure::Error(Kind::Failed));
    assert_eq!(pause::resume(&deps, &id).await.unwrap_err().kind(), Kind::Failed);
    assert_eq!(observe::one(&deps, &id).await.unwrap().operation.unwrap().kind, OperationKind::Resume);
    kill::run(&deps, &id, Some(Duration::ZERO)).await.unwrap();
    bench.is_clean("after the kill of a paused one");
}

#[tokio::test]
async fn a_renamed_sandbox_has_its_new_name_everywhere_and_the_old_one_is_free() {
    let bench = Bench::new();
    let deps = bench.process_with(bench.traefik());
    let record = make(&deps, "one").await.unwrap().record;
    let route = bench.names("dynamic");
    assert!(rename::run(&deps, &record.id, &name("two")).await.unwrap());
    assert!(!rename::run(&deps, &record.id, &name("two")).await.unwrap());
    assert_eq!(one_name(&bench, &deps, &record.id, "after the rename"), name("two"));
    assert_eq!(bench.names("dynamic"), route, "its routes go by its id");
    assert_eq!(deps.registry.resolve("two").unwrap(), record.id);
    assert_eq!(deps.registry.resolve("one").unwrap_err().kind(), Kind::NotFound);
    let other = make(&deps, "one").await.unwrap().record.id;
    assert_eq!(rename::run(&deps, &other, &name("two")).await.unwrap_err().kind(), Kind::Conflict);
    assert_eq!(deps.registry.find(&other).unwrap().unwrap().name, name("one"));
    assert_eq!(bench.names("state/journal"), Vec::<String>::new());
    for id in [record.id, other] {
        kill::run(&deps, &id, None).await.unwrap();
    }
    bench.is_clean("after the kill of both");
}

#[tokio::test]
async fn a_rename_that_fails_or_dies_leaves_one_name() {
    let failures = [Failure::Error(Kind::Failed), Failure::DoneButLost(Kind::Failed), Failure::Hang];
    for failure in failures {
        let bench = Bench::new();
        let id = make(&bench.process(), "one").await.unwrap().record.id;
        bench.engine.fail_at(Call::Rename, 0, failure);
        let deps = bench.process();
        let tried = tokio::time::timeout(Duration::from_millis(100), rename::run(&deps, &id, &name("two"))).await;
        assert!(!matches!(tried, Ok(Ok(_))), "{failure:?}");
        drop(deps);
        let deps = bench.process();
        reconcile::abandoned(&deps).await.unwrap();
        assert_eq!(one_name(&bench, &deps, &id, &format!("after {failure:?}")), name("one"));
        if failure == Failure::Hang {
            // What a dead process had asked for may be carried out after it was taken back.
            let container = bench.engine.container_named(&format!("sandcastle-one-{id}")).await.unwrap().unwrap();
            bench.engine.rename(&container.id, &format!("sandcastle-two-{id}")).await.unwrap();
            reconcile::abandoned(&deps).await.unwrap();
            assert_eq!(one_name(&bench, &deps, &id, "after it was carried out late"), name("one"));
        }
        make(&deps, "two").await.unwrap();
    }
}

#[tokio::test]
async fn a_rename_that_dies_behind_its_record_is_done() {
    let bench = Bench::new();
    let deps = bench.process();
    let mut record = make(&deps, "one").await.unwrap().record;
    let id = record.id.clone();
    let entry = deps.registry.begin(OperationKind::Rename, &id, &record.name).unwrap();
    assert!(deps.registry.reserve_name(&name("two"), &id).unwrap());
    record.name = name("two");
    deps.registry.publish(&record).unwrap();
    drop(entry);
    reconcile::abandoned(&deps).await.unwrap();
    assert_eq!(one_name(&bench, &deps, &id, "after the death"), name("two"));
}

#[tokio::test]
async fn of_ten_that_want_one_name_one_gets_it() {
    let bench = Bench::new();
    let makers = (0..10).map(|_| async { create::run(&bench.process(), &request(None)).await.unwrap().record.id });
    let ids = futures_util::future::join_all(makers).await;
    let wanted = name("wanted");
    let renames = ids.iter().map(|id| async { rename::run(&bench.process(), id, &wanted).await });
    let done = futures_util::future::join_all(renames).await;
    assert_eq!(done.iter().filter(|result| result.is_ok()).count(), 1, "{done:?}");
    assert!(done.iter().filter_map(|result| result.as_ref().err()).all(|error| error.kind() == Kind::Conflict));
    assert_eq!(bench.names("state/registry/names").len(), 10);
}

#[tokio::test]
async fn keepalive_changes_what_was_said_and_nothing_else() {
    let bench = Bench::new();
    let deps = bench.process();
    let before = make(&deps, "one").await.unwrap().record;
    let at = jiff::Timestamp::from_second(4_000_000_000).unwrap();
    let until = Wanted { until: Some(Some(at)), expires: None };
    assert!(keepalive::run(&deps, &before.id, until).await.unwrap());
    assert!(!keepalive::run(&deps, &before.id, until).await.unwrap());
    stop::run(&deps, &before.id, Duration::ZERO).await.unwrap();
    assert!(keepalive::run(&deps, &before.id, Wanted { until: None, expires: Some(Some(at)) }).await.unwrap());
    let after = deps.registry.find(&before.id).unwrap().unwrap();
    assert_eq!((after.keepalive_until, after.expires_at), (Some(at), Some(at)));
    assert!(keepalive::run(&deps, &before.id, Wanted { until: Some(None), expires: Some(None) }).await.unwrap());
    assert_eq!(deps.registry.find(&before.id).unwrap().unwrap(), before);
}

#[tokio::test]
async fn a_group_without_an_address_left_takes_nobody_in_and_says_so() {
    let bench = Bench::new();
    let deps = bench.process();
    let of_group = |name| create::Request { network: Network::Group("team".parse().unwrap()), ..request(Some(name)) };
    let first = create::run(&deps, &of_group("one")).await.unwrap().record;
    let address = u32::from(first.spec.address.unwrap());
    // As many as a bridge takes, and more.
    for number in 0..=0x3ff {
        deps.registry.reserve_address(((address & !0x3ff) + number).into(), &first.id).unwrap();
    }
    let before = (bench.engine.objects(), bench.names("state/registry/addresses"));
    let error = create::run(&deps, &of_group("two")).await.unwrap_err();
    assert_eq!(error.kind(), Kind::NoSpace, "{}", error.message());
    assert!(error.message().contains("no address is left"), "{}", error.message());
    assert_eq!((bench.engine.objects(), bench.names("state/registry/addresses")), before);
    assert_eq!(bench.names("state/registry/names"), ["one"]);
    // Others have bridges of their own.
    make(&deps, "three").await.unwrap();
}
