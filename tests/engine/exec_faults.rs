//! What may go wrong under a command: nobody reads, nobody writes, its sandbox freezes, stops or goes away.

use crate::exec::{nothing_of, over_both_roads};
use crate::support::{Home, docker};
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// No step takes longer, however busy the machine is.
const LIMIT: Duration = Duration::from_secs(40);

/// Starts a command and waits for the word `up` that it prints first.
fn started(home: &Home, arguments: &[&str]) -> Child {
    let mut child = home.spawn(arguments);
    let mut word = [0; 3];
    child.stdout.as_mut().unwrap().read_exact(&mut word).unwrap();
    assert_eq!(&word, b"up\n");
    child
}

fn signal(child: &Child, signal: &str) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

/// How it ended, what else it printed, and its stderr.
#[track_caller]
fn ended(mut child: Child) -> (Option<i32>, String, String) {
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > LIMIT {
            let _ = child.kill();
            panic!("it does not end");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn container(home: &Home, id: &str) -> String {
    home.run(["show", id, "--json"]).success().json()["container_id"].as_str().unwrap().to_owned()
}

#[test]
fn both_streams_are_exact_however_they_alternate() {
    over_both_roads(|home, id| {
        let line = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); echo out $i; echo err $i >&2; done";
        let run = home.run(["exec", id, line]).success();
        let lines = |word: &str| (1..=100_000).map(|number| format!("{word} {number}\n")).collect::<String>();
        let run = run.stdout(lines("out"));
        assert!(run.stderr() == lines("err"), "stderr is not what was written");
    });
}

#[test]
fn stdin_that_nobody_reads_keeps_nothing_waiting() {
    over_both_roads(|home, id| {
        let mut command = home.command(["exec", id, "echo up; sleep 1; echo done"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let feeding = std::thread::spawn(move || {
            // More than any pipe and window hold; it breaks off when the command has ended.
            let block = vec![b'x'; 1 << 20];
            (0..1024).take_while(|_| stdin.write_all(&block).is_ok()).count()
        });
        assert_eq!(ended(child), (Some(0), "up\ndone\n".to_owned(), String::new()));
        assert!(feeding.join().unwrap() < 1024);
        // And with Ctrl-C while it blocks.
        let mut command = home.command(["exec", id, "echo up; sleep 8401"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let feeding = std::thread::spawn(move || while stdin.write_all(&[b'x'; 65536]).is_ok() {});
        child.stdout.as_mut().unwrap().read_exact(&mut [0; 3]).unwrap();
        std::thread::sleep(Duration::from_millis(300));
        signal(&child, "-INT");
        assert_eq!(ended(child).0, Some(130));
        feeding.join().unwrap();
        nothing_of(home, id, "sleep 8401");
    });
}

#[test]
fn ctrl_c_goes_to_the_command_and_the_second_one_ends_it() {
    over_both_roads(|home, id| {
        let deaf = "trap 'echo heard' INT; echo up; while :; do sleep 0.1; done";
        let mut child = started(home, &["exec", id, deaf]);
        signal(&child, "-INT");
        let mut word = [0; 6];
        child.stdout.as_mut().unwrap().read_exact(&mut word).unwrap();
        assert_eq!((&word, child.try_wait().unwrap().is_none()), (b"heard\n", true));
        signal(&child, "-INT");
        assert_eq!(ended(child).0, Some(137));
        let kind = "trap 'echo bye; exit 7' INT; echo up; while :; do sleep 0.1; done";
        let child = started(home, &["exec", id, kind]);
        signal(&child, "-INT");
        assert_eq!(ended(child), (Some(7), "bye\n".to_owned(), String::new()));
    });
}

#[test]
fn what_runs_on_in_the_background_and_holds_the_output_keeps_nobody() {
    over_both_roads(|home, id| {
        let begun = Instant::now();
        home.run(["exec", id, "sleep 8402 & setsid sleep 8402 & echo hi"])
            .success()
            .stdout("hi\n")
            .stderr_has("left in the background");
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
        nothing_of(home, id, "sleep 8402");
    });
}

#[test]
fn a_command_ends_with_its_sandbox_and_is_told_why() {
    over_both_roads(|home, id| {
        let name = home.run(["show", id, "--json"]).success().json()["name"].as_str().unwrap().to_owned();
        let child = started(home, &["exec", id, "echo up; sleep 8403"]);
        home.run(["stop", id]).success();
        let (code, _, stderr) = ended(child);
        assert_eq!(code, Some(143), "{stderr}");
        assert!(stderr.contains(&format!("{name} was stopped")), "{stderr}");
        home.run(["start", id]).success();
        let child = started(home, &["exec", id, "echo up; sleep 8403"]);
        docker(&["kill", &container(home, id)]);
        let (code, _, stderr) = ended(child);
        assert!(code == Some(125) && stderr.contains("it was stopped"), "{code:?} {stderr}");
        home.run(["start", id]).success();
        let child = started(home, &["exec", id, "echo up; sleep 8403"]);
        home.run(["kill", id]).success();
        let (code, _, stderr) = ended(child);
        assert!(code == Some(125) && stderr.contains("it was removed"), "{code:?} {stderr}");
    });
}

#[test]
fn a_frozen_sandbox_holds_its_command_up_and_no_time_limit() {
    over_both_roads(|home, id| {
        let container = container(home, id);
        let limited = started(home, &["exec", "--timeout", "2s", id, "echo up; sleep 8404"]);
        let waiting = started(home, &["exec", id, "echo up; sleep 1; echo done; exit 9"]);
        docker(&["pause", &container]);
        let (code, _, stderr) = ended(limited);
        let status = docker(&["inspect", "--format", "{{.State.Status}}", &container]);
        docker(&["unpause", &container]);
        assert_eq!((code, status.trim()), (Some(125), "paused"));
        assert!(stderr.contains("it is paused"), "{stderr}");
        assert_eq!(ended(waiting), (Some(9), "done\n".to_owned(), String::new()));
        nothing_of(home, id, "sleep 8404");
    });
}
