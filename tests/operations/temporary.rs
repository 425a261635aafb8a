//! Temporary sandboxes: gone once they are stopped, or once the command is over that they were made for.

use super::*;
use sandcastle::sandbox::ops::restart;
use sandcastle::sandbox::ops::run;
use sandcastle::sandbox::ops::snapshot::{self, Wanted};

fn temporary(held: bool) -> create::Request {
    create::Request { temporary: true, held, ..request(Some("one")) }
}

#[tokio::test]
async fn a_temporary_sandbox_is_gone_once_it_is_stopped() {
    for state in [ContainerState::Running, ContainerState::Paused, ContainerState::Exited] {
        let bench = Bench::new();
        let deps = bench.process();
        let id = create::run(&deps, &temporary(false)).await.unwrap().record.id;
        bench.engine.set_state(&format!("sandcastle-one-{id}"), state);
        assert!(stop::run(&deps, &id, Duration::ZERO).await.unwrap());
        bench.is_clean(&format!("after the stop of a temporary one that was {state:?}"));
    }
}

#[tokio::test]
async fn one_that_was_stopped_behind_our_back_starts_and_restarts_as_any_other() {
    let bench = Bench::new();
    let deps = bench.process();
    let id = create::run(&deps, &temporary(false)).await.unwrap().record.id;
    let container = format!("sandcastle-one-{id}");
    bench.engine.set_state(&container, ContainerState::Exited);
    assert!(start::run(&deps, &id).await.unwrap());
    bench.engine.set_state(&container, ContainerState::Exited);
    restart::run(&deps, &id, Duration::ZERO).await.unwrap();
    assert_eq!(observe::one(&deps, &id).await.unwrap().state, State::Running);
}

#[tokio::test]
async fn a_snapshot_that_would_have_to_stop_it_is_refused_and_it_runs_on() {
    let bench = Bench::new();
    let deps = bench.process();
    let id = create::run(&deps, &temporary(false)).await.unwrap().record.id;
    let wanted = Wanted { stop: true, ..Wanted::plain().unwrap() };
    assert_eq!(snapshot::run(&deps, &id, &wanted).await.unwrap_err().kind(), Kind::WrongState);
    assert_eq!(observe::one(&deps, &id).await.unwrap().state, State::Running);
}

#[tokio::test]
async fn what_was_made_for_one_command_goes_with_its_maker() {
    let bench = Bench::new();
    let deps = bench.process();
    let created = create::run(&deps, &temporary(true)).await.unwrap();
    reconcile::abandoned(&bench.process()).await.unwrap();
    let seen = observe::one(&deps, &created.record.id).await.unwrap();
    assert_eq!((seen.state, seen.operation.unwrap().kind.verb()), (State::Running, "run"), "its maker lives");
    run::end(&deps, &created.record, created.held).await.unwrap();
    bench.is_clean("after its end");
    assert_eq!(bench.names("state/journal"), Vec::<String>::new());
}

#[tokio::test]
async fn a_maker_that_dies_has_its_sandbox_killed_by_the_next_command_also_by_another_name() {
    let bench = Bench::new();
    let created = create::run(&bench.process(), &temporary(true)).await.unwrap();
    let name = "other".parse().unwrap();
    sandcastle::sandbox::ops::rename::run(&bench.process(), &created.record.id, &name).await.unwrap();
    drop(created.held);
    reconcile::abandoned(&bench.process()).await.unwrap();
    bench.is_clean("after the death of its maker");
    assert_eq!(bench.names("state/journal"), Vec::<String>::new());
}

#[tokio::test]
async fn an_end_that_fails_is_made_up_for_by_the_next_command() {
    for (call, times) in [(Call::List, 3), (Call::Remove, 1)] {
        for nth in 0..times {
            let bench = Bench::new();
            let deps = bench.process();
            let created = create::run(&deps, &temporary(true)).await.unwrap();
            bench.engine.fail_at(call, nth, Failure::Error(Kind::Failed));
            run::end(&deps, &created.record, created.held).await.unwrap();
            bench.engine.forgive();
            reconcile::abandoned(&bench.process()).await.unwrap();
            bench.is_clean(&format!("after a failure at {call:?} {nth}"));
        }
    }
}
