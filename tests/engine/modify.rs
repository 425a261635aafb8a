//! A sandbox that is there gets other limits, variables, labels, ports and times.

use crate::support::{Home, docker};

fn inspect(home: &Home, id: &str, format: &str) -> String {
    let container = home.run(["show", id, "--json"]).success().json()["container_id"].as_str().unwrap().to_owned();
    docker(&["inspect", "--format", format, &container]).trim().to_owned()
}

const LIMITS: &str =
    "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}}";

#[test]
fn limits_count_at_once_and_variables_for_new_commands() {
    let home = Home::new();
    let id = home.init_with(&["--name", "box", "--memory", "256m", "-e", "OLD=1", "--label", "team=a"]);
    let job = home.run(["exec", "-d", "box", "sleep 1000"]).success().id();
    let line = "modify box --memory 512m --cpus 0.5 --pids 99 -e NEW=secret-value --unset-env OLD --label x=y --remove-label team --port 3000 --ttl 1h --idle 10m";
    let words: Vec<&str> = line.split(' ').collect();
    let before = home.run(["show", "--json", "box"]).success().json();
    let planned = home.run(words.iter().copied().chain(["--dry-run"])).success().text();
    assert!(planned.starts_with("SETTING"), "{planned}");
    assert!(
        planned.contains("512 MiB") && planned.contains("new commands") && !planned.contains("secret-value"),
        "{planned}"
    );
    assert_eq!(home.run(["show", "--json", "box"]).success().json()["memory"], before["memory"], "nothing was done");
    assert_eq!(inspect(&home, &id, LIMITS), "268435456 268435456 2000000000 512");
    let done = home.run(words.iter().copied().chain(["--json"])).success().json();
    assert_eq!(
        (&done["schema"], &done["changed"], &done["restarted"]),
        (&"modify.v1".into(), &true.into(), &false.into())
    );
    assert_eq!(inspect(&home, &id, LIMITS), "536870912 536870912 500000000 99");
    home.run(["exec", "box", "echo $NEW-$OLD"]).success().stdout("secret-value-\n");
    let after = home.run(["show", "--json", "box"]).success().json();
    assert_eq!((&after["memory"], &after["pids"]), (&(512u64 << 20).into(), &99.into()));
    assert_eq!((&after["labels"]["x"], &after["labels"]["team"]), (&"y".into(), &serde_json::Value::Null));
    assert_eq!((&after["ports"][0], &after["idle_limit_ms"]), (&3000.into(), &600_000.into()));
    assert!(after["expires_at"].is_string() && after["running_jobs"] == 1, "{after}");
    assert!(home.run(["get-host", "box"]).success().text().contains(":3000"));
    // The time to live counts from now, each time; the rest is as it was.
    home.run(["modify", "box", "--memory", "512m", "-q"]).success().stdout(format!("{id}\n"));
    home.run(["modify", "box", "--memory", "512m"]).code(0).stdout("").stderr_has("nothing is different");
    assert!(home.run(["events", "--type", "sandbox.modified"]).success().text().contains("box"));
    home.run(["stop", "box"]).success();
    home.run(["start", "box"]).success();
    home.run(["exec", "box", "echo $NEW"]).success().stdout("secret-value\n");
    assert_eq!(inspect(&home, &id, LIMITS), "536870912 536870912 500000000 99");
    home.run(["jobs", "show", "box", &job]).success();
}

#[test]
fn less_memory_than_is_used_needs_a_restart_and_gets_it_only_when_told() {
    let home = Home::new();
    let id = home.init_with(&["--memory", "512m"]);
    home.run([
        "exec",
        "-d",
        &id,
        "python3 -c 'import time; x = bytearray(200 << 20); print(1, flush=True); time.sleep(1000)'",
    ])
    .success()
    .id();
    home.run(["exec", &id, "until [ $(ps -C python3 -o rss= | head -1) -gt 204800 ]; do sleep 0.1; done"]).success();
    home.run(["modify", "--json", &id, "--memory", "100m"]).fails_in_json("wrong_state", 6, "of memory", "--restart");
    assert!(inspect(&home, &id, LIMITS).starts_with("536870912 "));
    home.run(["exec", &id, "pgrep -c python3"]).success().stdout("1\n");
    let done = home.run(["modify", "--json", &id, "--memory", "100m", "--restart"]).success().json();
    assert_eq!(done["restarted"], true);
    assert!(inspect(&home, &id, LIMITS).starts_with("104857600 104857600 "));
    home.run(["exec", &id, "pgrep -c python3"]).code(1).stdout("0\n");
}

#[test]
fn a_stopped_one_is_modified_for_its_next_start_and_what_is_impossible_is_refused() {
    let home = Home::new();
    let id = home.init_with(&["--memory", "256m"]);
    home.run(["stop", &id]).success();
    home.run(["modify", &id, "--memory", "128m", "-e", "A=b"]).success().stdout_has("128 MiB");
    assert_eq!(home.run(["show", "--json", &id]).success().json()["state"], "stopped");
    home.run(["start", &id]).success();
    home.run(["exec", &id, "python3 -c 'x = bytearray(200 << 20)'"]).code(137).stderr_has("out of memory");
    home.run(["exec", &id, "echo $A"]).success().stdout("b\n");
    home.run(["modify", "--json", &id]).fails_in_json("usage", 2, "nothing", "--memory");
    home.run(["modify", "--json", &id, "--memory", "1k"]).fails_in_json("usage", 2, "memory", "");
    home.run(["modify", "--json", &id, "--memory", "32m"]).fails_in_json("wrong_state", 6, "/dev/shm", "more memory");
    home.run(["modify", "--json", "nobody", "--cpus", "1"]).fails_in_json("not_found", 4, "nobody", "");
    home.run(["config", "set", "route.address", "127.0.0.1"]).success();
    let published = home.init_with(&["--port", "8000"]);
    home.run(["modify", "--json", &published, "--port", "9000"]).fails_in_json("wrong_state", 6, "published", "fork");
    home.run(["modify", "--engine", "unix:///nowhere", "--json", &id, "--cpus", "1"]).fails_in_json(
        "engine_unreachable",
        7,
        "",
        "",
    );
}
