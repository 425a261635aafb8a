//! `run`: a command in a sandbox of its own, of which nothing stays.

use crate::support::{Home, docker};
use std::process::{Command, Stdio};

#[test]
fn the_command_has_its_streams_and_its_code_and_nothing_stays() {
    let home = Home::new();
    home.run(["run", "echo out; echo err >&2; exit 7"]).code(7).stdout("out\n").stderr_has("err");
    home.is_clean();
    home.run_with_input(["run", "-e", "WHO=me", "-w", "/tmp", "--", "sh", "-c", "cat; echo $WHO; pwd"], b"in\n")
        .success()
        .stdout("in\nme\n/tmp\n");
    home.run(["run", "kill -9 $$"]).code(137);
    home.run(["run", "--timeout", "300ms", "sleep 60"]).code(124).stderr_has("was ended after 300ms");
    home.run(["run", "--", "no-such-command", "x"]).code(127).any_stderr();
    let view = home.run(["run", "--json", "--name", "one-off", "echo hi; exit 3"]).code(3).json();
    assert_eq!((&view["stdout"], &view["exit_code"], &view["name"]), (&"hi\n".into(), &3.into(), &"one-off".into()));
    home.is_clean();
}

#[test]
fn what_fails_on_our_side_is_125_and_leaves_nothing() {
    let home = Home::new();
    home.run(["run", "--json", "--image", "localhost:1/no/such:image", "true"]).code(125).any_stderr();
    home.run(["run", "--json", "--memory", "1", "true"]).code(2).any_stderr();
    home.run(["run", "-d", "--rm", "true"]).code(2).any_stderr();
    home.run(["run", "--no-such", "true"]).code(2).any_stderr();
    // Before anything was made: there is no image of this name either.
    home.run(["run", "-t", "--image", "localhost:1/no/such:image", "true"]).code(2).stderr_has("not a terminal");
    home.is_clean();
}

#[test]
fn kept_it_stays_and_detached_it_goes_on() {
    let home = Home::new();
    home.run(["run", "--keep", "--name", "kept", "echo x > /tmp/x"]).success().stderr_has("kept: kept");
    home.run(["exec", "kept", "cat /tmp/x"]).success().stdout("x\n");
    assert_eq!(home.run(["show", "--json", "kept"]).success().json()["temporary"], false);
    let id = home.run(["run", "-d", "sleep 60"]).success().id();
    let jobs = home.run(["jobs", "ls", "--json", &id]).success().json();
    assert_eq!((&jobs["items"][0]["state"], &jobs["items"][0]["command"]), (&"running".into(), &"sleep 60".into()));
    home.run(["run", "-d", "--name", "gone", "-u", "no-such-user", "true"]).code(125).any_stderr();
    home.run(["show", "gone"]).code(4).any_stderr();
    home.run(["kill", "--yes", "kept", &id]).success();
    home.is_clean();
}

/// A `run` whose command has begun.
fn begun(home: &Home) -> std::process::Child {
    let mut child =
        home.command(["run", "echo begun; sleep 100"]).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = [0u8; 6];
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut line).unwrap();
    assert_eq!(&line, b"begun\n");
    child
}

fn signal(child: &std::process::Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn a_signal_ends_the_command_and_nothing_stays() {
    let home = Home::new();
    for (name, code) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        let mut child = begun(&home);
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), Some(code), "{name}");
        home.is_clean();
    }
}

#[test]
fn a_reader_that_goes_away_ends_it_and_nothing_stays() {
    let home = Home::new();
    let mut child = home.command(["run", "while :; do echo x; done"]).stdout(Stdio::piped()).spawn().unwrap();
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut [0u8; 2]).unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(141));
    home.is_clean();
}

#[test]
fn a_client_that_is_killed_has_its_sandbox_removed_by_the_next_command() {
    let home = Home::new();
    let mut child = begun(&home);
    let seen = home.run(["ls", "--json"]).success().json();
    assert_eq!((&seen["items"][0]["operation"], &seen["items"][0]["temporary"]), (&"run".into(), &true.into()));
    signal(&child, "-KILL");
    child.wait().unwrap();
    assert_eq!(home.run(["ls", "-q"]).success().any_stderr().text(), "");
    home.is_clean();
}

#[test]
fn a_temporary_sandbox_goes_with_its_stop_and_json_says_so() {
    let home = Home::new();
    let id = home.init_with(&["--rm", "--name", "brief"]);
    home.run(["snapshot", "--json", "--stop", &id]).fails_in_json("wrong_state", 6, "temporary", "leave --stop out");
    docker(&["stop", "-t", "0", &format!("sandcastle-brief-{id}")]);
    home.run(["start", &id]).success().stdout("brief\n");
    let told = home.run(["stop", "--dry-run", "--json", &id]).success().json();
    assert_eq!(told["items"][0]["action"], "kill");
    let told = home.run(["stop", "--json", &id]).success().json();
    assert_eq!((&told["items"][0]["action"], &told["items"][0]["changed"]), (&"kill".into(), &true.into()));
    home.is_clean();
}
