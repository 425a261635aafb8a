//! Commands: codes, streams, signals, limits. The same over both roads to the guest.

use crate::support::Home;
use std::io::Read;
use std::process::Command;
use std::time::{Duration, Instant};

/// Runs a test over the shared socket and over the bridge, each in a sandbox of its own.
pub fn over_both_roads(test: impl Fn(&Home, &str) + Sync) {
    std::thread::scope(|scope| {
        for road in ["shared", "bridge"] {
            let test = &test;
            scope.spawn(move || {
                let home = Home::new();
                home.run(["config", "set", "guest.road", road]).success();
                let id = home.init();
                assert_eq!(home.run(["show", &id, "--json"]).success().json()["road"], road);
                test(&home, &id);
            });
        }
    });
}

#[test]
fn a_commands_code_and_streams_are_ours() {
    over_both_roads(|home, id| {
        home.run(["exec", id, "echo out; echo err >&2; exit 3"]).code(3).stdout("out\n").stderr_has("err\n");
        home.run(["exec", id, "exit 300"]).code(44);
        home.run(["exec", id, "exit 255"]).code(255);
        home.run(["exec", id, "kill -KILL $$"]).code(137);
        home.run(["exec", id, "kill -TERM $$"]).code(143);
        home.run(["exec", id, "true"]).success().stdout("");
        home.run(["exec", id, "--", "printf", "%s|", "a b", "", "$HOME", "-x"]).success().stdout("a b||$HOME|-x|");
    });
}

#[test]
fn what_cannot_run_has_the_codes_of_a_shell_and_what_fails_on_our_side_is_125() {
    over_both_roads(|home, id| {
        home.run(["exec", id, "--", "no-such-command", "x"]).fails(127, "no-such-command", "");
        home.run(["exec", id, "--", "/etc/passwd", "x"]).fails(126, "/etc/passwd", "");
        home.run(["exec", id, "--", "/etc", "x"]).fails(126, "/etc", "");
        home.run(["exec", "--json", "-u", "nobody-here", id, "true"]).fails_in_json(
            "no_such_user",
            125,
            "nobody-here",
            "",
        );
        home.run(["exec", "--json", "-w", "/no/such", id, "true"]).fails_in_json(
            "no_such_workdir",
            125,
            "/no/such",
            "",
        );
    });
}

#[test]
fn stdin_arrives_whole_with_its_end() {
    over_both_roads(|home, id| {
        let input: Vec<u8> = (0..3_000_000u32).map(|n| (n % 251) as u8).collect();
        let output = home.run_with_input(["exec", id, "cat"], &input).success().bytes();
        assert!(output == input, "{} of {} bytes", output.len(), input.len());
        home.run_with_input(["exec", id, "true"], &input).success();
        home.run_with_input(["exec", id, "wc -c"], b"").success().stdout("0\n");
    });
}

#[test]
fn binary_output_arrives_whole() {
    over_both_roads(|home, id| {
        let line = "i=0; while [ $i -lt 40 ]; do head -c 1000000 /dev/zero | tr '\\0' '\\377'; i=$((i+1)); done";
        let output = home.run(["exec", id, line]).success().bytes();
        assert!(output.len() == 40_000_000 && output.iter().all(|byte| *byte == 0xff), "{} bytes", output.len());
    });
}

#[test]
fn a_time_limit_ends_the_whole_group_even_one_that_ignores_term() {
    over_both_roads(|home, id| {
        let begun = Instant::now();
        let line = "trap '' TERM; sleep 61 & sleep 61 & while :; do sleep 1; done";
        home.run(["exec", "--timeout", "1s", id, line]).code(124).stderr_has("ended after");
        assert!(begun.elapsed() < Duration::from_secs(10));
        nothing_of(home, id, "sleep 61");
    });
}

/// Nothing of that name is left inside.
#[track_caller]
pub fn nothing_of(home: &Home, id: &str, name: &str) {
    let begun = Instant::now();
    loop {
        let processes = home
            .run(["exec", "-u", "root", id, "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '"])
            .any_stderr()
            .text();
        // The very line that looks for it is not it.
        if !processes.contains(name) {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(8), "still there: {processes}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn nothing_outlives_a_caller_that_is_killed_or_interrupted() {
    over_both_roads(|home, id| {
        for (signal, code) in [("-KILL", None), ("-INT", Some(130)), ("-TERM", Some(143))] {
            let mut exec = home.spawn(["exec", id, "echo up; sleep 62"]);
            let mut first = [0u8; 3];
            exec.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
            assert!(Command::new("kill").args([signal, &exec.id().to_string()]).status().unwrap().success());
            assert_eq!(exec.wait().unwrap().code(), code, "{signal}");
            nothing_of(home, id, "sleep 62");
        }
    });
}

#[test]
fn environment_user_and_working_directory_are_those_asked_for() {
    let home = Home::new();
    let env_file = home.file("vars", "# a comment\nFROM_FILE=1\n");
    let id = home.init_with(&[
        "-e",
        "A=default",
        "-e",
        "B=kept",
        "--env-file",
        env_file.to_str().unwrap(),
        "--workdir",
        "/workspace/sub",
    ]);
    home.run(["exec", &id, "pwd; id -un; echo $A $B $FROM_FILE $HOME"])
        .success()
        .stdout("/workspace/sub\nsandbox\ndefault kept 1 /home/sandbox\n");
    let mut passing = home.command([
        "exec",
        "-e",
        "A=own",
        "-e",
        "CALLER",
        "-e",
        "ABSENT",
        "-w",
        "/tmp",
        "-u",
        "root",
        &id,
        "pwd; id -un; echo $A $CALLER ${ABSENT-unset}",
    ]);
    passing.env("CALLER", "passed on");
    home.finish(passing).success().stdout("/tmp\nroot\nown passed on unset\n");
    home.run(["exec", "-u", "4242:4243", &id, "id -u; id -g"]).success().stdout("4242\n4243\n");
    let inspected = crate::support::docker(&[
        "inspect",
        home.run(["show", &id, "--json"]).success().json()["container_id"].as_str().unwrap(),
    ]);
    assert!(
        !inspected.contains("default") || !inspected.contains("B=kept"),
        "the environment is not in the engine's configuration"
    );
}

#[test]
fn json_holds_both_streams_and_says_whose_code_it_is() {
    let home = Home::new();
    let id = home.init();
    let result = home.run(["exec", "--json", &id, "echo out; printf '\\377' >&2; exit 7"]).code(7).json();
    assert_eq!(result["schema"], "exec.v1");
    assert_eq!(
        (&result["exit_code"], &result["origin"], &result["stdout"]),
        (&7.into(), &"command".into(), &"out\n".into())
    );
    assert_eq!(result["stderr_base64"], "/w==");
    assert_eq!(result["truncated"], false);
    assert!(result["duration_ms"].is_u64());
}

#[test]
fn a_reader_that_goes_away_stops_the_command() {
    let home = Home::new();
    let id = home.init();
    let mut exec = home.spawn(["exec", &id, "yes still-writing"]);
    let mut some = [0u8; 100];
    exec.stdout.take().unwrap().read_exact(&mut some).unwrap();
    assert_eq!(exec.wait().unwrap().code(), Some(141));
    nothing_of(&home, &id, "yes still-writing");
}

/// Takes every process that it can get, and asks again for what it could not.
const FORK_WITHOUT_END: &str = r#"python3 -c '
import os, time
while True:
    try:
        if os.fork() == 0:
            time.sleep(99)
            os._exit(0)
    except OSError:
        time.sleep(0.01)
'"#;

#[test]
fn a_full_pids_limit_is_said_as_such_and_the_guest_still_answers() {
    let home = Home::new();
    let id = home.init_with(&["--pids", "32"]);
    home.run(["exec", "-d", &id, FORK_WITHOUT_END]).success().id();
    let begun = Instant::now();
    loop {
        let run = home.run(["exec", "--json", &id, "--", "/bin/true", "x"]).any_stderr();
        if run.exit_code() == Some(125) {
            run.fails_in_json("pids_limit", 125, "", "--pids");
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "the limit was never reached");
    }
    assert!(home.run(["show", &id, "--json"]).success().json()["running_jobs"].is_u64());
    home.run(["kill", &id]).success();
    home.is_clean();
}
