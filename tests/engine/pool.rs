//! Sandboxes that wait: claimed once, as clean and as isolated as those that are made anew, and never handed out broken.

use crate::support::{Home, docker};
use serde_json::Value;
use std::collections::HashSet;
use std::time::{Duration, Instant};

/// A home in whose pool so many wait.
fn pool_of(size: u16) -> Home {
    let home = Home::new();
    home.run(["pool", "fill", "--size", &size.to_string()]).success().any_stderr();
    home
}

fn made(home: &Home, arguments: &[&str]) -> Value {
    let all: Vec<&str> = ["init", "--json"].iter().chain(arguments).copied().collect();
    home.run(all).success().any_stderr().json()
}

fn ready(home: &Home) -> u64 {
    let status = home.run(["pool", "status", "--json"]).success().any_stderr().json();
    status["items"].as_array().unwrap().iter().map(|kind| kind["ready"].as_u64().unwrap()).sum()
}

#[track_caller]
fn ends_clean(home: &Home) {
    home.run(["kill", "--all", "--yes"]).any_stderr();
    home.run(["pool", "drain"]).success().any_stderr();
    home.is_clean();
}

/// What the engine holds a container to, without what differs from one to the next.
fn held_to(id: &str) -> Value {
    let container = docker(&["ps", "-aq", "--filter", &format!("label=sandcastle.id={id}")]);
    let inspected: Value = serde_json::from_str(&docker(&["inspect", container.trim()])).unwrap();
    let mut host = inspected[0]["HostConfig"].clone();
    host["Mounts"].as_array_mut().unwrap().retain(|mount| mount["ReadOnly"] == true);
    let config = &inspected[0]["Config"];
    serde_json::json!({
        "host": host, "env": config["Env"], "cmd": config["Cmd"], "user": config["User"], "entry": config["Entrypoint"],
        "networks": inspected[0]["NetworkSettings"]["Networks"].as_object().unwrap().keys().collect::<Vec<_>>(),
    })
}

#[test]
fn one_that_was_claimed_is_what_one_made_anew_is() {
    let home = pool_of(1);
    let options = ["--env", "A=b", "--label", "tier=web", "--user", "root", "--workdir", "/tmp", "--port", "9000"];
    let (claimed, anew) = (made(&home, &options), made(&home, &options));
    assert_eq!((&claimed["made"], &anew["made"]), (&"pool".into(), &"cold".into()));
    let ids = [claimed["id"].as_str().unwrap(), anew["id"].as_str().unwrap()];
    assert_eq!(held_to(ids[0]), held_to(ids[1]));
    for field in
        ["state", "image_id", "cpus", "memory", "pids", "network", "ports", "user", "workdir", "env_names", "labels"]
    {
        assert_eq!(claimed[field], anew[field], "{field}");
    }
    for line in [
        "env | sort | grep -v ^HOSTNAME",
        "id; pwd",
        "ps -eo user,args --no-headers | grep -v 'ps -eo'",
        "ls -la /tmp /home; ls -a /",
    ] {
        let said = ids.map(|id| home.run(["exec", id, line]).success().text());
        assert_eq!(said[0], said[1], "{line}");
    }
    for (id, other) in [(ids[0], ids[1]), (ids[1], ids[0])] {
        home.run(["exec", id, "hostname"]).success().stdout(format!("{id}\n"));
        assert_eq!(
            home.run(["diff", id, "--name-only"]).success().any_stderr().text(),
            "",
            "nothing was changed in {id}"
        );
        // Neither reaches the other.
        let address = home.run(["show", other, "--json"]).success().json()["address"].as_str().unwrap().to_owned();
        home.run(["exec", "-d", other, "--", "python3", "-m", "http.server", "9000"]).success().id();
        let ask = format!("timeout 2 python3 -c 'import socket; socket.create_connection((\"{address}\", 9000), 1)'");
        assert_ne!(home.run(["exec", id, &ask]).any_stderr().exit_code(), Some(0));
    }
    ends_clean(&home);
}

#[test]
fn of_many_who_ask_at_once_each_gets_another_one() {
    let home = pool_of(4);
    let asking: Vec<_> = (0..8).map(|_| home.spawn(["init", "--json"])).collect();
    let mut ids = HashSet::new();
    let mut claimed = 0;
    for init in asking {
        let output = init.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let made: Value = serde_json::from_slice(&output.stdout).unwrap();
        claimed += usize::from(made["made"] == "pool");
        ids.insert(made["id"].as_str().unwrap().to_owned());
    }
    assert_eq!((ids.len(), claimed), (8, 4));
    assert_eq!(ready(&home), 0);
    for id in &ids {
        home.run(["exec", id, "hostname"]).success().stdout(format!("{id}\n"));
    }
    ends_clean(&home);
}

#[test]
fn one_whose_network_was_taken_away_behind_our_back_gives_way_to_another() {
    let home = pool_of(1);
    let status = home.run(["pool", "status", "--json"]).success().json();
    let id = status["items"][0]["ids"][0].as_str().unwrap().to_owned();
    let container = docker(&["ps", "-q", "--filter", &format!("label=sandcastle.id={id}")]).trim().to_owned();
    let network = docker(&["network", "ls", "-q", "--filter", &format!("label=sandcastle.home={}", home.id())]);
    docker(&["network", "disconnect", "-f", network.trim(), &container]);
    let run = home.run(["init", "--json", "--name", "box"]).success().stderr_has("is of no use");
    let fresh = run.json();
    assert_eq!(fresh["made"], "cold");
    assert_ne!(fresh["id"], id.as_str());
    home.run(["exec", "box", "grep -q eth0 /proc/net/dev"]).success();
    ends_clean(&home);
}

#[test]
fn what_was_stopped_or_used_behind_our_back_is_not_handed_out() {
    let home = pool_of(2);
    let status = home.run(["pool", "status", "--json"]).success().json();
    let ids: Vec<&str> = status["items"][0]["ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    let container =
        |id: &str| docker(&["ps", "-q", "--filter", &format!("label=sandcastle.id={id}")]).trim().to_owned();
    docker(&["kill", &container(ids[0])]);
    docker(&["exec", "-d", &container(ids[1]), "sleep", "1000"]);
    let fresh = made(&home, &[]);
    assert_eq!(fresh["made"], "cold");
    assert!(!ids.contains(&fresh["id"].as_str().unwrap()));
    let status = home.run(["pool", "status", "--json"]).success().any_stderr().json();
    assert_eq!((&status["items"][0]["ready"], &status["items"][0]["stale"]), (&0.into(), &2.into()));
    ends_clean(&home);
}

#[test]
fn limits_are_set_and_what_can_not_be_had_is_made_anew() {
    let home = pool_of(3);
    let small = made(&home, &["--cpus", "0.5", "--memory", "256m", "--pids", "64"]);
    assert_eq!(small["made"], "pool");
    let id = small["id"].as_str().unwrap();
    let host = held_to(id)["host"].clone();
    assert_eq!((&host["Memory"], &host["MemorySwap"]), (&(256 << 20).into(), &(256 << 20).into()));
    assert_eq!((&host["NanoCpus"], &host["PidsLimit"]), (&500_000_000.into(), &64.into()));
    assert_eq!(made(&home, &["--network", "none"])["made"], "cold");
    docker(&[
        "tag",
        home.run(["show", id, "--json"]).success().json()["image_id"].as_str().unwrap(),
        "sandcastle-pool-test:1",
    ]);
    // The same image by another name is as good.
    assert_eq!(made(&home, &["--image", "sandcastle-pool-test:1"])["made"], "pool");
    home.run(["pool", "drain"]).success().text();
    assert_eq!(made(&home, &["--image", "sandcastle-pool-test:1"])["made"], "cold");
    home.run(["pool", "fill", "--image", "sandcastle-pool-test:1"]).success().any_stderr();
    assert_eq!(made(&home, &["--image", "sandcastle-pool-test:1"])["made"], "pool");
    home.run(["init", "--name", "a"]).success().any_stderr();
    // A name that is taken costs nothing that waits.
    let before = ready(&home);
    home.run(["init", "--name", "a"]).fails(5, "a sandbox named a exists", "");
    assert_eq!(ready(&home), before);
    ends_clean(&home);
    docker(&["rmi", "sandcastle-pool-test:1"]);
}

#[test]
fn a_snapshot_that_waits_is_forked_by_a_claim() {
    let home = Home::new();
    let id = home.init_with(&["--env", "A=b"]);
    home.run(["exec", &id, "echo kept > note; dd if=/dev/urandom of=data bs=1M count=3 2>/dev/null"]).success();
    home.run(["snapshot", &id, "--name", "base"]).success().any_stderr();
    home.run(["pool", "fill", "--snapshot", "base", "--size", "2"]).success().any_stderr();
    assert_eq!(ready(&home), 2);
    let forks = home.run(["fork", "-n", "2", "snapshot:base", "--env", "C=d"]).success().any_stderr().text();
    assert_eq!(ready(&home), 0);
    for fork in forks.lines() {
        home.run(["exec", fork, "cat note; echo $A $C; hostname"]).success().stdout(format!("kept\nb d\n{fork}\n"));
        let differs = home.run(["diff", &format!("sandbox:{fork}"), "snapshot:base", "--name-only"]);
        assert_eq!(differs.any_stderr().text(), "");
    }
    // A fork of a sandbox takes a plain one and fills it.
    home.run(["pool", "fill", "--size", "1"]).success().any_stderr();
    let fork = home.run(["fork", &id]).success().any_stderr().id();
    assert_eq!(ready(&home), 0);
    home.run(["exec", &fork, "cat note"]).success().stdout("kept\n");
    home.run(["snapshots", "prune", "--keep-last", "0", "--yes"]).success().any_stderr();
    ends_clean(&home);
}

#[test]
fn what_is_claimed_is_made_again_in_the_background() {
    let home = Home::new();
    home.run(["config", "set", "pool.size", "2"]).success().any_stderr();
    home.run(["pool", "fill"]).success().any_stderr();
    assert_eq!(made(&home, &[])["made"], "pool");
    let begun = Instant::now();
    while ready(&home) < 2 {
        assert!(begun.elapsed() < Duration::from_secs(60), "nobody fills it up");
        std::thread::sleep(Duration::from_millis(100));
    }
    home.run(["config", "set", "pool.refill", "no"]).success().any_stderr();
    assert_eq!(made(&home, &[])["made"], "pool");
    // The registry can be thrown away: what waits is not taken for a sandbox without a record.
    home.run(["doctor"]).any_stderr();
    assert_eq!(home.run(["ls", "-q"]).success().text().lines().count(), 2);
    home.run(["pool", "drain", "--dry-run"]).success().text();
    assert!(ready(&home) >= 1);
    ends_clean(&home);
}
