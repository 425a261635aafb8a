//! Processes that are killed, interrupted or terminated at any moment: afterwards everything is whole or gone.

use crate::support::{Home, docker, names};
use std::process::{Command, Output};
use std::time::Duration;

/// Ends a running `init` after a while, and gives what became of it.
fn cut_short(home: &Home, signal: &str, after: Duration) -> Output {
    let init = home.spawn(["init", "--json"]);
    std::thread::sleep(after);
    let _ = Command::new("kill").args([signal, &init.id().to_string()]).output();
    init.wait_with_output().unwrap()
}

/// Whether engine and registry agree as soon as the engine has carried out what a dead process had asked for, which is
/// watched for by each command for 20 seconds.
#[track_caller]
fn comes_to_agree(home: &Home, moment: Duration) {
    let begun = std::time::Instant::now();
    while begun.elapsed() < Duration::from_secs(15) {
        // A request may also arrive after we looked: twice, a moment apart.
        home.run(["ls"]).success().any_stderr();
        std::thread::sleep(Duration::from_millis(300));
        home.run(["ls"]).success().any_stderr();
        if both(home).0 == both(home).1 {
            return;
        }
    }
    agrees(home, moment);
}

/// No container without a record, no record without a container.
#[track_caller]
fn agrees(home: &Home, moment: Duration) {
    let (containers, records) = both(home);
    assert_eq!(containers, records, "after {moment:?}");
}

fn both(home: &Home) -> (Vec<String>, Vec<String>) {
    let label = format!("label=sandcastle.home={}", home.id());
    let containers = docker(&["ps", "-a", "--format", "{{.Label \"sandcastle.id\"}}", "--filter", &label]);
    let mut containers: Vec<String> = containers.lines().map(|id| format!("{id}.toml")).collect();
    containers.sort();
    // What was being written when its writer died is no record: gc sees to it.
    let mut records = names(&home.state().join("registry/sandboxes"));
    records.retain(|name| !name.starts_with('.'));
    (containers, records)
}

#[test]
fn init_killed_at_any_moment_leaves_nothing_half_made_behind_the_next_command() {
    let home = Home::new();
    home.init();
    for milliseconds in (0..=460).step_by(20) {
        let moment = Duration::from_millis(milliseconds);
        cut_short(&home, "-KILL", moment);
        comes_to_agree(&home, moment);
    }
    home.run(["kill", "--all", "--yes"]).success().any_stderr();
    home.run(["gc"]).success().any_stderr();
    home.is_clean();
}

#[test]
fn init_interrupted_rolls_back_and_says_so_by_its_code() {
    let home = Home::new();
    home.init();
    let mut interrupted = 0;
    for (signal, name, code) in [("-INT", "interrupted", 130), ("-TERM", "terminated", 143)] {
        for milliseconds in [30, 90, 200, 280] {
            let moment = Duration::from_millis(milliseconds);
            let output = cut_short(&home, signal, moment);
            agrees(&home, moment);
            // Too late, or before it listened.
            if matches!(output.status.code(), Some(0) | None) {
                continue;
            }
            assert_eq!(output.status.code(), Some(code), "after {moment:?}: {output:?}");
            let error: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
            assert_eq!((&error["error"]["code"], &error["error"]["message"]), (&name.into(), &name.into()));
            assert!(output.stdout.is_empty());
            interrupted += 1;
        }
    }
    assert!(interrupted > 0, "every one of them was too late");
}

#[test]
fn a_transfer_into_a_stopped_sandbox_that_is_killed_leaves_it_stopped() {
    let home = Home::new();
    let id = home.init();
    home.run(["stop", &id]).success();
    for milliseconds in [150, 350, 500] {
        let mut upload =
            home.command(["upload", &id, "-", "/code"]).stdin(std::process::Stdio::piped()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        upload.kill().unwrap();
        upload.wait().unwrap();
        home.run(["ls"]).success().any_stderr();
        std::thread::sleep(Duration::from_millis(300));
        home.run(["ls"]).success().any_stderr();
        let state = home.run(["show", &id, "--json"]).success().any_stderr().json()["state"].clone();
        assert_eq!(state, "stopped", "after {milliseconds} ms");
    }
}

#[test]
fn a_start_that_is_interrupted_is_undone_and_can_be_repeated() {
    let home = Home::new();
    let id = home.init_with(&["-e", "KEPT=yes"]);
    for milliseconds in [60, 150, 220] {
        home.run(["stop", &id]).success().any_stderr();
        let mut start = home.spawn(["start", &id]);
        std::thread::sleep(Duration::from_millis(milliseconds));
        let _ = Command::new("kill").args(["-INT", &start.id().to_string()]).output();
        start.wait().unwrap();
        home.run(["start", &id]).success().any_stderr();
        home.run(["exec", &id, "echo $KEPT"]).success().stdout("yes\n");
    }
}

#[test]
fn a_sandbox_whose_container_was_removed_behind_our_back_is_lost_and_can_be_killed() {
    let home = Home::new();
    let id = home.init_with(&["--name", "gone"]);
    let container = home.run(["show", &id, "--json"]).success().json()["container_id"].as_str().unwrap().to_owned();
    docker(&["rm", "-f", &container]);
    assert_eq!(home.run(["ls", "--json"]).success().json()["items"][0]["state"], "lost");
    home.run(["exec", "gone", "true", "--json"]).any_stderr().code(125);
    home.run(["init", "--name", "gone", "--json"]).fails_in_json("conflict", 5, "gone", "kill gone");
    home.run(["kill", "gone"]).success();
    home.is_clean();
}

#[test]
fn a_deleted_registry_is_made_again_from_the_engine() {
    let home = Home::new();
    let id = home.init_with(&["--name", "phoenix", "--label", "team=a", "--port", "3000"]);
    let before = home.run(["show", &id, "--json"]).success().json();
    for folder in ["sandboxes", "names", "addresses"] {
        let folder = home.state().join("registry").join(folder);
        for name in names(&folder) {
            std::fs::remove_file(folder.join(name)).unwrap();
        }
    }
    assert_eq!(home.run(["ls", "--json"]).success().any_stderr().json()["items"].as_array().unwrap().len(), 0);
    home.run(["doctor", "--fix"]).any_stderr();
    let after = home.run(["show", "phoenix", "--json"]).success().any_stderr().json();
    for key in ["id", "name", "labels", "ports", "address", "image", "memory"] {
        assert_eq!(before[key], after[key], "{key}");
    }
    home.run(["exec", "phoenix", "echo again"]).success().stdout("again\n");
    home.run(["kill", "phoenix"]).success();
    home.is_clean();
}
