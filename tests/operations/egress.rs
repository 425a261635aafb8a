//! Names of egress policies: looked up before anything is made, kept, and looked up again.

use super::dns::Dns;
use super::*;
use sandcastle::registry::record::SandboxRecord;
use sandcastle::sandbox::change::{Change, Wanted};
use sandcastle::sandbox::ops::create::Request;
use sandcastle::sandbox::ops::{egress, fence, modify, restart};
use std::net::Ipv4Addr;

fn asked(policy: &str) -> Request {
    Request { egress: policy.parse().unwrap(), ..request(Some("one")) }
}

fn bench(dns: &Dns) -> (Bench, Deps) {
    let bench = Bench::new();
    let mut deps = bench.process();
    deps.options.resolver = Some(dns.address());
    (bench, deps)
}

fn addresses(record: &SandboxRecord, name: &str) -> Vec<Ipv4Addr> {
    record.resolved.as_ref().unwrap().names[&name.parse().unwrap()].clone()
}

const ONE: [u8; 4] = [198, 51, 100, 7];
const OTHER: [u8; 4] = [198, 51, 100, 8];

#[tokio::test]
async fn what_a_name_stands_for_is_kept_and_becomes_the_fence() {
    let dns = Dns::new(&[("api.example.test", &[OTHER, ONE]), ("b.example.test", &[[203, 0, 113, 5]])]);
    let (_bench, deps) = bench(&dns);
    let made =
        create::run(&deps, &asked("allow:api.example.test:443,deny:b.example.test,public")).await.unwrap().record;
    assert_eq!(addresses(&made, "api.example.test"), [Ipv4Addr::from(ONE), OTHER.into()]);
    let stored = deps.registry.find(&made.id).unwrap().unwrap();
    assert_eq!(stored.resolved, made.resolved);
    let fence = fence::of(&stored);
    assert!(fence.allows(ONE.into(), 443) && !fence.allows([203, 0, 113, 5].into(), 443));
}

#[tokio::test]
async fn a_name_that_is_none_or_leads_inward_makes_no_sandbox() {
    let dns = Dns::new(&[("in.example.test", &[ONE, [10, 1, 2, 3]]), ("cloud.example.test", &[[169, 254, 169, 254]])]);
    let (bench, deps) = bench(&dns);
    let refused = async |policy: &str| create::run(&deps, &asked(policy)).await.unwrap_err();
    let unknown = refused("allow:no.example.test:443").await;
    assert_eq!((unknown.kind(), unknown.message().contains("no.example.test")), (Kind::NotFound, true), "{unknown}");
    let inward = refused("allow:in.example.test,public").await;
    assert_eq!((inward.kind(), inward.hints().join("").contains("allow:10.1.2.3")), (Kind::Denied, true), "{inward}");
    assert_eq!(refused("deny:api.example.test,allow:cloud.example.test").await.kind(), Kind::NotFound);
    assert_eq!(refused("allow:cloud.example.test").await.kind(), Kind::Denied);
    bench.is_clean("after names that can't be");
    let many: Vec<[u8; 4]> = (0..65).map(|last| [198, 51, 100, last]).collect();
    dns.set(&[("many.example.test", &many)]);
    assert!(refused("allow:many.example.test").await.message().contains("65 addresses"));
    // Once the address is allowed too, the name may lead there.
    dns.set(&[("in.example.test", &[[10, 1, 2, 3]])]);
    create::run(&deps, &asked("allow:in.example.test:5432,allow:10.1.2.3:5432")).await.unwrap();
}

#[tokio::test]
async fn a_start_looks_the_names_up_again_and_does_without_an_answer() {
    let dns = Dns::new(&[("api.example.test", &[ONE])]);
    let (_bench, deps) = bench(&dns);
    let id = create::run(&deps, &asked("allow:api.example.test")).await.unwrap().record.id;
    let stored = || deps.registry.find(&id).unwrap().unwrap();
    let first = stored();
    restart::run(&deps, &id, Duration::ZERO).await.unwrap();
    assert_eq!(stored().resolved, first.resolved, "nothing has changed");
    dns.set(&[("api.example.test", &[OTHER])]);
    restart::run(&deps, &id, Duration::ZERO).await.unwrap();
    assert_eq!(addresses(&stored(), "api.example.test"), [Ipv4Addr::from(OTHER)]);
    // One that leads inward by now is not followed.
    dns.set(&[("api.example.test", &[[127, 0, 0, 1]])]);
    restart::run(&deps, &id, Duration::ZERO).await.unwrap();
    assert_eq!(addresses(&stored(), "api.example.test"), [Ipv4Addr::from(OTHER)]);
    dns.fall_silent();
    restart::run(&deps, &id, Duration::ZERO).await.unwrap();
    assert_eq!(addresses(&stored(), "api.example.test"), [Ipv4Addr::from(OTHER)]);
}

#[tokio::test]
async fn without_a_network_nothing_is_looked_up_and_nothing_can_be_allowed() {
    let dns = Dns::new(&[]);
    let (_bench, deps) = bench(&dns);
    let lonely = Request { network: Network::None, ..asked("allow:api.example.test") };
    let record = create::run(&deps, &lonely).await.unwrap().record;
    assert_eq!(record.resolved, None);
    let planned = egress::planned(&deps, &record, &"public".parse().unwrap()).await;
    assert_eq!(planned.unwrap_err().kind(), Kind::Usage);
}

#[tokio::test]
async fn another_policy_is_planned_with_its_names_and_changes_nothing_yet() {
    let dns = Dns::new(&[("api.example.test", &[ONE])]);
    let (_bench, deps) = bench(&dns);
    let record = create::run(&deps, &asked("public")).await.unwrap().record;
    let planned = egress::planned(&deps, &record, &"allow:api.example.test:443".parse().unwrap()).await.unwrap();
    assert_eq!(addresses(&planned, "api.example.test"), [Ipv4Addr::from(ONE)]);
    assert_eq!(planned.spec.egress.to_string(), "allow:api.example.test:443");
    assert_eq!(deps.registry.find(&record.id).unwrap().unwrap(), record);
    let wanted = Wanted { egress: Some(planned.spec.egress.clone()), ..Wanted::default() };
    let modified = async || modify::run(&deps, &record.id, &wanted, false, false).await.unwrap().changes;
    let settings = |changes: &[Change]| changes.iter().map(|change| change.setting.clone()).collect::<Vec<_>>();
    assert_eq!(settings(&modified().await), ["egress", "egress_names"]);
    assert_eq!(fence::of(&deps.registry.find(&record.id).unwrap().unwrap()), fence::of(&planned));
    assert_eq!(settings(&modified().await), Vec::<String>::new());
    // The same policy once more looks its names up again.
    dns.set(&[("api.example.test", &[OTHER])]);
    assert_eq!(settings(&modified().await), ["egress_names"]);
    assert_eq!(
        addresses(&deps.registry.find(&record.id).unwrap().unwrap(), "api.example.test"),
        [Ipv4Addr::from(OTHER)]
    );
}
