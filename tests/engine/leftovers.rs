//! What commands leave behind in sessions of their own: nothing, unless they ran detached.

use crate::exec::over_both_roads;
use crate::support::Home;
use std::process::Command;
use std::time::{Duration, Instant};

/// How many processes inside have this argument.
fn count(home: &Home, id: &str, seconds: &str) -> usize {
    let line = format!("cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -o 'sleep {seconds}[ ]' | wc -l");
    home.run(["exec", id, &line]).success().text().trim().parse().unwrap()
}

fn gone(home: &Home, id: &str, seconds: &str) {
    let begun = Instant::now();
    while count(home, id, seconds) > 0 {
        assert!(begun.elapsed() < Duration::from_secs(6), "sleep {seconds} still runs");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_daemon_that_a_command_started_ends_with_it_and_is_told_of() {
    over_both_roads(|home, id| {
        home.run(["exec", id, "setsid sh -c 'setsid sleep 8101 & sleep 8101' & sleep 0.2; echo started"])
            .success()
            .stdout("started\n")
            .stderr_has("were ended");
        gone(home, id, "8101");
    });
}

#[test]
fn a_daemon_ends_with_the_time_limit_even_if_it_ignores_term() {
    let home = Home::new();
    let id = home.init();
    let line = "setsid sh -c 'trap \"\" TERM; sleep 8102; sleep 8102' & sleep 60";
    home.run(["exec", "--timeout", "500ms", &id, line]).code(124).stderr_has("ended after").any_stderr();
    gone(&home, &id, "8102");
}

#[test]
fn a_daemon_ends_when_the_caller_is_killed() {
    let home = Home::new();
    let id = home.init();
    let mut caller: std::process::Child = home.command(["exec", &id, "setsid sleep 8103 & sleep 60"]).spawn().unwrap();
    let begun = Instant::now();
    while count(&home, &id, "8103") == 0 {
        assert!(begun.elapsed() < Duration::from_secs(10), "it never started");
    }
    Command::new("kill").args(["-9", &caller.id().to_string()]).status().unwrap();
    caller.wait().unwrap();
    gone(&home, &id, "8103");
}

#[test]
fn a_job_may_leave_a_daemon_and_killing_a_job_ends_all_that_came_from_it() {
    let home = Home::new();
    let id = home.init();
    let starter = home.run(["exec", "-d", &id, "setsid sleep 8104 & sleep 0.3"]).success().id();
    home.run(["jobs", "wait", "-q", &id, &starter]).success();
    assert_eq!(count(&home, &id, "8104"), 1, "that is how a daemon starts");
    let job = home.run(["exec", "-d", &id, "setsid sleep 8105 & sleep 60"]).success().id();
    let begun = Instant::now();
    while count(&home, &id, "8105") == 0 {
        assert!(begun.elapsed() < Duration::from_secs(10), "it never started");
    }
    home.run(["jobs", "kill", "-q", &id, &job]).success();
    gone(&home, &id, "8105");
}
