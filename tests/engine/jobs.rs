//! Commands that run detached: they outlive their caller, and their output and code are kept.

use crate::support::Home;
use std::time::{Duration, Instant};

#[test]
fn a_job_outlives_its_caller_and_keeps_output_and_code() {
    let home = Home::new();
    let id = home.init();
    let begun = Instant::now();
    let job = home.run(["exec", "-d", &id, "echo one; echo two >&2; sleep 1; echo three; exit 9"]).success().id();
    assert!(begun.elapsed() < Duration::from_millis(900), "it is not waited for");
    let list = home.run(["jobs", "ls", &id, "--json"]).success().json();
    assert_eq!(list["items"][0]["id"], job.as_str());
    assert_eq!(list["items"][0]["state"], "running");
    home.run(["jobs", "logs", "-f", &id, &job]).success().stdout("one\nthree\n").stderr_has("two\n");
    home.run(["jobs", "wait", "-q", &id, &job]).code(9);
    let shown = home.run(["jobs", "show", &id, &job, "--json"]).success().json();
    assert_eq!((&shown["state"], &shown["exit_code"]), (&"exited".into(), &9.into()));
    home.run(["stop", &id]).success();
    home.run(["start", &id]).success();
    home.run(["jobs", "logs", &id, &job]).success().stdout("one\nthree\n").stderr_has("two\n");
}

#[test]
fn a_job_can_be_ended_and_one_that_its_sandbox_took_along_says_so() {
    let home = Home::new();
    let id = home.init();
    let first = home.run(["exec", "-d", &id, "sleep 70"]).success().id();
    home.run(["jobs", "kill", "-q", &id, &first]).success();
    home.run(["jobs", "wait", "-q", &id, &first]).code(143);
    let second = home.run(["exec", "-d", &id, "trap '' TERM; sleep 71; sleep 71"]).success().id();
    home.run(["jobs", "kill", "-q", "--force", &id, &second]).success();
    home.run(["jobs", "wait", "-q", &id, &second]).code(137);
    home.run(["jobs", "show", "--json", &id, "abcdefghijkm"]).fails_in_json("not_found", 4, "abcdefghijkm", "");
}
