//! The life of a sandbox, its defaults, and verbs that may be repeated.

use crate::support::{Home, docker};
use std::time::{Duration, Instant};

fn inspect(home: &Home, id: &str, format: &str) -> String {
    let container = home.run(["show", id, "--json"]).success().json()["container_id"].as_str().unwrap().to_owned();
    docker(&["inspect", "--format", format, &container]).trim().to_owned()
}

#[test]
fn a_sandbox_has_the_limits_and_the_hardening_that_are_documented() {
    let home = Home::new();
    let id = home.init();
    let host = "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}} {{.HostConfig.Privileged}} {{index .HostConfig.SecurityOpt 0}}";
    assert_eq!(inspect(&home, &id, host), "2147483648 2147483648 2000000000 512 false no-new-privileges");
    let status = home.run(["exec", &id, "grep -E 'CapBnd|NoNewPrivs' /proc/self/status"]).success().text();
    assert_eq!(status.split_whitespace().collect::<Vec<_>>(), ["CapBnd:", "00000000000004fb", "NoNewPrivs:", "1"]);
    home.run(["exec", &id, "python3 -c 'import fastapi, uvicorn, sqlite3, venv' && node --version >/dev/null && npm --version >/dev/null && vite --version >/dev/null && git --version >/dev/null && curl --version >/dev/null && rg --version >/dev/null && sqlite3 --version >/dev/null && jq --version >/dev/null && ps >/dev/null; pwd; id -un; stat -c '%U %u:%g' /code /workspace"])
        .success()
        .stdout("/workspace\nsandbox\nsandbox 1000:1000\nsandbox 1000:1000\n");
}

#[test]
fn limits_that_were_asked_for_are_in_force() {
    let home = Home::new();
    let id = home.init_with(&["--memory", "256m", "--cpus", "0.5", "--pids", "64"]);
    assert_eq!(
        inspect(&home, &id, "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}}"),
        "268435456 500000000 64"
    );
    home.run(["exec", &id, "python3 -c 'x = bytearray(400 << 20)'"]).code(137).stderr_has("out of memory");
}

#[test]
fn sandboxes_reach_the_internet_and_not_each_other_and_one_without_a_network_reaches_nothing() {
    let home = Home::new();
    let (one, two) = (home.init(), home.init());
    home.run(["exec", "-d", &two, "cd /tmp && python3 -m http.server 8000"]).success().id();
    let address = home.run(["show", &two, "--json"]).success().json()["address"].as_str().unwrap().to_owned();
    let url = home.run(["get-host", &two]).success().text();
    crate::support::http::Site::of(url.trim()).until("/", 200);
    let connect = format!("import socket; socket.create_connection(('{address}', 8000), 2)");
    assert_ne!(home.run(["exec", &one, "--", "python3", "-c", &connect]).any_stderr().exit_code(), Some(0));
    let none = home.init_with(&["--network", "none"]);
    assert_eq!(home.run(["exec", &none, "ls /sys/class/net"]).success().text(), "lo\n");
    home.run(["get-host", "--json", &none]).fails_in_json("wrong_state", 6, "no network", "isolated");
    home.run(["exec", &none, "echo works"]).success().stdout("works\n");
}

#[test]
fn stop_and_start_keep_files_name_and_address_and_may_be_repeated() {
    let home = Home::new();
    let id = home.init_with(&["--name", "steady", "-e", "KEPT=yes"]);
    let before = home.run(["show", &id, "--json"]).success().json();
    home.run(["exec", &id, "echo data > /workspace/file"]).success();
    for _ in 0..2 {
        home.run(["stop", "steady"]).success().stdout("steady\n");
    }
    home.run(["exec", "--json", "steady", "true"]).fails_in_json("wrong_state", 125, "stopped", "sandcastle start");
    for _ in 0..2 {
        home.run(["start", "steady"]).success().stdout("steady\n");
    }
    let after = home.run(["show", &id, "--json"]).success().json();
    for key in ["id", "name", "address", "container_id", "created_at"] {
        assert_eq!(before[key], after[key], "{key}");
    }
    home.run(["exec", "steady", "cat /workspace/file; echo $KEPT"]).success().stdout("data\nyes\n");
}

#[test]
fn a_paused_sandbox_is_said_to_be_paused_and_can_be_stopped() {
    let home = Home::new();
    let id = home.init();
    let container = home.run(["show", &id, "--json"]).success().json()["container_id"].as_str().unwrap().to_owned();
    docker(&["pause", &container]);
    assert_eq!(home.run(["ls", "--json"]).success().json()["items"][0]["state"], "paused");
    let begun = Instant::now();
    home.run(["exec", "--json", &id, "true"]).fails_in_json("wrong_state", 125, "paused", "sandcastle resume");
    home.run(["jobs", "ls", "--json", &id]).fails_in_json("wrong_state", 6, "paused", "sandcastle resume");
    let file = home.file("file", "content");
    let file = file.to_str().unwrap();
    home.run(["upload", "--json", &id, file, "/tmp"]).fails_in_json("wrong_state", 6, "paused", "sandcastle resume");
    assert!(begun.elapsed() < Duration::from_secs(9), "each is told long before the engine's deadline of 10 s");
    home.run(["start", "--json", &id]).fails_in_json("wrong_state", 6, "paused", "sandcastle resume");
    home.run(["stop", &id]).success().any_stderr();
    home.run(["kill", &id]).success();
    home.is_clean();
}

#[test]
fn names_prefixes_and_labels_find_sandboxes() {
    let home = Home::new();
    let one = home.init_with(&["--name", "one", "--label", "team=a", "--label", "x=1"]);
    let two = home.init_with(&["--name", "two", "--label", "team=b"]);
    for reference in ["one", &one, &one[..6]] {
        assert_eq!(home.run(["show", "-q", reference]).success().text(), format!("{one}\n"));
    }
    assert_eq!(home.run(["ls", "-q", "--label", "team=b"]).success().text(), format!("{two}\n"));
    assert_eq!(home.run(["ls", "-q", "--filter", "name=one"]).success().text(), format!("{one}\n"));
    home.run(["ls", "--filter", "colour=red"]).fails(2, "colour=red", "state=");
    home.run(["init", "--name", "one"]).fails(5, "a sandbox named one exists", "--if-exists");
    assert_eq!(home.run(["init", "--name", "one", "--if-exists", "reuse"]).success().id(), one);
    let other = home.run(["init", "--name", "one", "--if-exists", "replace"]).success().id();
    assert_ne!(other, one);
    assert_eq!(home.run(["kill", "--dry-run", "--label", "team=b"]).success().text(), "two\n");
    home.run(["kill", "two", "nobody"]).code(4).stdout("two\n").stderr_has("nobody");
    home.run(["kill", "--yes", "one", "nobody"]).code(4).stdout("one\n").stderr_has("nobody");
    home.run(["kill", "--ignore-not-found", "one"]).success();
    home.is_clean();
}

#[test]
fn init_waits_for_what_it_is_told_and_leaves_nothing_when_that_never_comes() {
    let home = Home::new();
    home.run(["init", "--json", "--wait", "port:9999", "--timeout", "1s"]).fails_in_json(
        "timed_out",
        124,
        "waiting for",
        "--timeout",
    );
    home.is_clean();
    home.init_with(&["--wait", "ready"]);
}

#[test]
fn a_lock_that_is_held_is_3_and_says_by_whom() {
    let home = Home::new();
    let id = home.init();
    home.run(["config", "set", "lock_timeout", "1s"]).success();
    let mut lock = std::fs::File::create(home.state().join(format!("locks/{id}.lock"))).unwrap();
    lock.lock().unwrap();
    std::io::Write::write_all(&mut lock, b"snapshot (process 4711) since yesterday\n").unwrap();
    home.run(["stop", "--json", &id]).fails_in_json(
        "locked",
        3,
        "snapshot (process 4711) since yesterday",
        "lock_timeout",
    );
    drop(lock);
    home.run(["stop", &id]).success();
}

#[test]
fn what_the_engine_cannot_do_is_1_and_leaves_nothing() {
    let home = Home::new();
    // An address of the range for documentation, which no machine has.
    home.run(["config", "set", "route.address", "192.0.2.77"]).success();
    home.run(["init", "--json", "--port", "8000"]).fails_in_json(
        "failed",
        1,
        "starting the container",
        "route.address",
    );
    home.is_clean();
}

#[test]
fn a_failed_replacement_leaves_the_old_sandbox() {
    let home = Home::new();
    let id = home.init_with(&["--name", "kept"]);
    let replaced =
        home.run(["init", "--name", "kept", "--if-exists", "replace", "--image", "localhost:1/no/such:image"]);
    assert_ne!(replaced.any_stderr().exit_code(), Some(0));
    home.run(["exec", "kept", "echo here"]).success().stdout("here\n");
    assert_eq!(home.run(["show", "-q", "kept"]).success().text(), format!("{id}\n"));
}

#[test]
fn environment_and_labels_keep_values_of_any_kind() {
    let home = Home::new();
    let (odd, long) = ("two\nlines = \"and\" 'more' \u{1b}[31m $HOME \\", "y".repeat(100_000));
    let arguments = ["-e", &format!("ODD={odd}"), "-e", &format!("LONG={long}"), "-e", "EMPTY="];
    let id = home.init_with(&[&arguments[..], &["--label", &format!("odd={}", "v=a b;ü")]].concat());
    let print = "printf %s \"$ODD\"; printf '|%s|%s' \"${#LONG}\" \"${EMPTY-unset}\"";
    home.run(["exec", &id, print]).success().stdout(format!("{odd}|100000|"));
    home.run(["restart", &id]).success();
    home.run(["exec", &id, print]).success().stdout(format!("{odd}|100000|"));
    assert_eq!(home.run(["show", "--json", &id]).success().json()["labels"]["odd"], "v=a b;ü");
}

#[test]
fn a_container_of_somebody_else_keeps_its_name_and_stays() {
    let home = Home::new();
    let images = home.run(["image", "ls", "--json"]).success().json();
    let image = images["items"].as_array().unwrap().iter().find(|image| image["builtin"] == true).unwrap().clone();
    let name = format!("sandcastle-foreign-{}", std::process::id());
    let foreign = docker(&["create", "--name", &name, image["names"][0].as_str().unwrap(), "true"]);
    let short = name.trim_start_matches("sandcastle-");
    let id = home.init_with(&["--name", short]);
    home.run(["kill", short]).success();
    home.run(["gc"]).success().any_stderr();
    let left = docker(&["ps", "-aq", "--no-trunc", "--filter", &format!("name=^/{name}$")]);
    docker(&["rm", "-f", foreign.trim()]);
    assert_eq!(left, foreign, "it was touched by the life of {id}");
    home.is_clean();
}
