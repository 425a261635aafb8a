//! Work that goes on without its caller: shown while it lasts, waited for, told when it fails, and tried again.

use crate::support::Home;
use std::process::Command;

fn state_of(home: &Home, name: &str) -> String {
    home.run(["show", name, "--json"]).success().any_stderr().json()["state"].as_str().unwrap().to_owned()
}

#[test]
fn a_sandbox_has_its_id_and_name_before_it_is_there() {
    let home = Home::new();
    let id = home.run(["init", "--detach", "--name", "box", "--env", "A=1"]).success().id();
    let shown = home.run(["show", "box", "--json"]).success().json();
    assert_eq!(shown["id"], id.as_str());
    assert!(["pending", "running"].contains(&shown["state"].as_str().unwrap()), "{shown}");
    home.run(["init", "--detach", "--name", "box"]).fails(5, "a sandbox named box exists", "");
    home.run(["wait", &id]).success().any_stderr();
    home.run(["exec", "box", "echo $A"]).success().stdout("1\n");
    assert_eq!(home.run(["ls", "--json"]).success().json()["items"][0]["operation"], serde_json::Value::Null);
    home.run(["retry", "box"]).fails(6, "nothing has failed on", "show");
    home.run(["wait", "box", "stopped", "--timeout", "200ms"]).fails(124, "did not come true", "--timeout");
    home.run(["kill", "box"]).success().any_stderr();
    home.is_clean();
}

#[test]
fn a_creation_that_fails_is_told_kept_tried_again_and_let_go() {
    let home = Home::new();
    let id = home.run(["init", "-d", "--name", "box", "--image", "no-such-image:1"]).success().id();
    home.run(["wait", "box"]).any_stderr();
    assert_eq!(state_of(&home, "box"), "failed");
    let shown = home.run(["ls", "--json"]).success().json();
    assert_eq!((&shown["items"][0]["id"], &shown["items"][0]["operation"]), (&id.as_str().into(), &"init".into()));
    assert!(shown["items"][0]["operation_error"].as_str().unwrap().contains("no-such-image"));
    home.run(["exec", "box", "true"]).fails(125, "box is failed", "retry box");
    home.run(["stop", "box"]).fails(6, "box is failed", "kill box");
    home.run(["retry", "box"]).fails(1, "no-such-image", "");
    assert_eq!(state_of(&home, "box"), "failed");
    home.run(["kill", "box"]).success();
    home.run(["show", "box"]).fails(4, "no sandbox", "");
    home.is_clean();
}

#[test]
fn one_whose_process_was_killed_is_told_to_have_failed_and_can_be_made_again() {
    let home = Home::new();
    let id = home.run(["init", "-d", "--name", "box", "--wait", "port:9999"]).success().id();
    let shown = home.run(["show", &id, "--json"]).success().json();
    let operation = shown["operation_id"].as_str().unwrap().to_owned();
    // The process in the background is found by the operation that it carries out.
    let pattern = format!("operation={operation}");
    assert!(Command::new("pkill").args(["-KILL", "-f", &pattern]).status().unwrap().success());
    home.run(["wait", &operation]).any_stderr();
    let shown = home.run(["show", &id, "--json"]).success().any_stderr().json();
    assert_eq!(shown["operation_error"], "its process ended before it was done", "{shown}");
    // It was made already, or not at all.
    if shown["state"] == "failed" {
        home.run(["retry", &id, "--detach"]).success().id();
    }
    home.run(["kill", &id]).any_stderr();
    home.run(["kill", &id, "--ignore-not-found"]).any_stderr();
    home.is_clean();
}

#[test]
fn files_travel_in_the_background_and_a_second_operation_is_told_who_is_at_work() {
    let home = Home::new();
    let id = home.init();
    let file = home.file("data", vec![7; 8 << 20]);
    let upload = home.run(["upload", "-d", &id, file.to_str().unwrap(), "/tmp/data"]).success().id();
    home.run(["wait", &upload]).success().any_stderr();
    let back = home.path("back");
    let download = home.run(["download", "--detach", &id, "/tmp/data", back.to_str().unwrap()]).success().id();
    home.run(["wait", &download]).success().any_stderr();
    assert_eq!(std::fs::read(&back).unwrap(), vec![7; 8 << 20]);
    home.run(["upload", "-d", &id, "-", "/tmp/x"]).fails(2, "stream of the caller", "");
    home.run(["upload", "-d", &id, "/no/such/file", "/tmp/x"]).fails(4, "/no/such/file", "");
    // One that fails stays beside the sandbox, which goes on.
    let failed = home.run(["download", "-d", &id, "/no/such/file", back.to_str().unwrap()]).success().id();
    home.run(["wait", &failed]).fails(4, "/no/such/file", "retry");
    assert_eq!(home.run(["show", &id, "--json"]).success().json()["operation"], "download");
    home.run(["exec", &id, "touch /no-such-file; true"]).any_stderr();
    home.run(["retry", &id]).fails(4, "/no/such/file", "");
    home.run(["stop", &id]).success();
    assert_eq!(home.run(["show", &id, "--json"]).success().json()["operation"], serde_json::Value::Null);
    home.run(["start", "-d", &id]).success().id();
    home.run(["wait", &id, "ready"]).success().any_stderr();
    home.run(["kill", "--detach", &id]).success().id();
    home.run(["kill", &id, "--ignore-not-found"]).any_stderr();
    home.is_clean();
}

#[test]
fn forks_have_their_ids_before_they_are_there_and_snapshots_and_restores_go_on_alone() {
    let home = Home::new();
    let id = home.init_with(&["--name", "box"]);
    home.run(["exec", &id, "echo one > note"]).success();
    let snapshot = home.run(["snapshot", "-d", &id, "--name", "first"]).success().id();
    home.run(["wait", &snapshot]).success().any_stderr();
    assert_eq!(home.run(["snapshots", "show", "first", "--json"]).success().json()["id"], snapshot.as_str());
    let forks = home.run(["fork", "-d", "-n", "2", "--name", "copy", &id]).success().text();
    let forks: Vec<&str> = forks.lines().collect();
    assert_eq!(forks.len(), 2);
    home.run(["wait", &id]).success().any_stderr();
    for fork in ["copy-1", "copy-2"] {
        home.run(["exec", fork, "cat note"]).success().stdout("one\n");
        assert!(forks.contains(&home.run(["show", fork, "-q"]).success().text().trim()));
    }
    home.run(["exec", &id, "echo two > note"]).success();
    let restore = home.run(["restore", "-d", &id, "first"]).success().id();
    home.run(["wait", &restore]).success().any_stderr();
    home.run(["exec", &id, "cat note"]).success().stdout("one\n");
    home.run(["kill", "--all", "--yes"]).success().any_stderr();
    home.is_clean();
}
