//! Output in other forms than raw: as events for programs, and of several sandboxes at once.

use crate::exec::over_both_roads;
use crate::support::Home;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::process::Command;
use std::time::{Duration, Instant};

fn events(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// The text of one stream, put together.
fn data(events: &[Value], stream: &str) -> String {
    let of = events.iter().filter(|event| event["stream"] == stream);
    of.map(|event| event["data"].as_str().unwrap_or_else(|| panic!("no text: {event}"))).collect()
}

#[test]
fn jsonl_holds_both_streams_and_ends_with_how_it_ended() {
    over_both_roads(|home, id| {
        let line =
            "echo out; sleep 0.1; echo err >&2; sleep 0.1; printf '\\342\\202'; sleep 0.2; printf '\\254'; exit 3";
        let events = events(&home.run(["exec", "--stream", "jsonl", id, line]).code(3).text());
        assert!(events.iter().all(|event| event["schema"] == "exec_event.v1"));
        assert_eq!((data(&events, "stdout"), data(&events, "stderr")), ("out\n€".to_owned(), "err\n".to_owned()));
        let order: Vec<&str> = events.iter().filter_map(|event| event["stream"].as_str()).collect();
        assert_eq!(order, ["stdout", "stderr", "stdout"]);
        let end = events.last().unwrap();
        assert_eq!((&end["event"], &end["exit_code"], &end["origin"]), (&"end".into(), &3.into(), &"command".into()));
        assert!(end.get("stdout").is_none() && events.iter().filter(|event| event.get("event").is_some()).count() == 1);
    });
}

#[test]
fn jsonl_carries_bytes_that_are_no_text() {
    let home = Home::new();
    let id = home.init();
    let line = r"head -c 300000 /dev/zero | tr '\0' '\377'; printf '\303'";
    let events = events(&home.run(["exec", "--stream", "jsonl", &id, line]).success().text());
    let (end, pieces) = events.split_last().unwrap();
    assert_eq!(end["event"], "end");
    let length: usize = pieces
        .iter()
        .map(|piece| {
            let base64 = piece["data_base64"].as_str().unwrap();
            base64.len() / 4 * 3 - base64.bytes().rev().take_while(|byte| *byte == b'=').count()
        })
        .sum();
    assert_eq!(length, 300_001);
    assert_eq!(pieces.last().unwrap()["data_base64"], "ww==");
}

#[test]
fn events_are_sent_when_they_happen() {
    let home = Home::new();
    let id = home.init();
    for (format, first) in
        [("jsonl", r#"{"schema":"exec_event.v1","stream":"stdout","data":"up\n"}"#), ("sse", "data: up")]
    {
        let begun = Instant::now();
        let mut exec = home.spawn(["exec", "--stream", format, &id, "echo up; sleep 30"]);
        let mut line = String::new();
        BufReader::new(exec.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line.trim_end(), first);
        assert!(begun.elapsed() < Duration::from_secs(10));
        signal(&exec, "-INT");
        assert_eq!(exec.wait().unwrap().code(), Some(141), "its reader has gone");
    }
}

#[track_caller]
fn signal(child: &std::process::Child, signal: &str) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn sse_is_an_event_a_line_and_says_when_it_is_done() {
    over_both_roads(|home, id| {
        let line = r"printf 'one\r\ntwo\rthree\n\n'; sleep 0.1; echo err >&2; sleep 0.1; printf '\377last'; exit 4";
        let text = home.run(["exec", "--stream", "sse", id, line]).code(4).text();
        let (output, end) = text.split_once("event: exit\n").unwrap();
        let lines = "data: one\n\ndata: two\n\ndata: three\n\ndata: \n\n";
        assert_eq!(output, format!("{lines}event: stderr\ndata: err\n\ndata: \u{fffd}last\n\n"));
        let (data, done) = end.strip_prefix("data: ").unwrap().split_once("\n\n").unwrap();
        assert_eq!(serde_json::from_str::<Value>(data).unwrap()["exit_code"], 4);
        assert_eq!(done, "data: [DONE]\n\n");
        home.run(["exec", "--stream", "sse", id, "--", "no-such-command", "x"]).fails(127, "no-such-command", "");
    });
}

#[test]
fn forms_that_exclude_each_other_are_refused() {
    let home = Home::new();
    let id = home.init();
    for arguments in [
        &["--json", "exec", "--stream", "jsonl", &id, "true"][..],
        &["exec", &id, "--json", "--stream", "raw", "true"],
        &["exec", "--stream", "sse", "-d", &id, "true"],
        &["exec", "--stream", "sse", "-t", &id, "true"],
        &["exec", "--stream", "sse", "--all", "true"],
        &["exec", "--all", "-t", "true"],
        &["exec", "--all", "-i", "true"],
        &["exec", "--all", "--parallel", "0", "true"],
        &["exec", "-j", "2", &id, "true"],
        &["exec", &id, "--all", "true"],
        &["exec", "--all"],
        &["exec", &id],
        &["exec", &id, "-w", "/"],
    ] {
        home.run(arguments).any_stderr().code(2).stdout("");
    }
}

#[test]
fn options_may_stand_on_either_side_of_the_sandbox_and_what_follows_the_command_is_its_own() {
    let home = Home::new();
    let id = home.init();
    home.run(["exec", &id, "-w", "/", "--env", "A=1", "pwd; echo $A"]).success().stdout("/\n1\n");
    home.run(["exec", "-w", "/", &id, "--", "echo", "-n", "--", "--all"]).success().stdout("-- --all");
    home.run(["exec", &id, "-w", "/", "--", "echo", "--json"]).success().stdout("--json\n");
    assert_eq!(home.run(["exec", &id, "--json", "exit 2"]).code(2).json()["exit_code"], 2);
    home.run(["exec", "-j", "1", "--all", "echo", "-n", "--json"]).success().stdout(prefixed(&home, &["--json"]));
}

/// Lines behind the name of the only sandbox.
fn prefixed(home: &Home, lines: &[&str]) -> String {
    let name = home.run(["ls", "--json"]).success().json()["items"][0]["name"].as_str().unwrap().to_owned();
    lines.iter().map(|line| format!("{name} | {line}\n")).collect()
}

/// Three sandboxes, oldest first; `c` has no label.
fn three() -> Home {
    let home = Home::new();
    for (name, label) in [("a", "tier=web"), ("bee", "tier=db"), ("c", "other=1")] {
        home.init_with(&["--name", name, "--label", label, "--env", &format!("ME={name}")]);
    }
    home
}

#[test]
fn several_run_at_once_and_the_first_failure_in_the_order_of_the_listing_counts() {
    let home = three();
    let line = "case $ME in a) sleep 0.5; exit 0;; bee) sleep 0.3; exit 6;; c) exit 5;; esac";
    home.run(["exec", "--all", line]).code(6).stdout("");
    home.run(["exec", "--all", "true"]).success().stdout("");
    // One after the other, in order; what has no newline gets one.
    let run = home.run(["exec", "--all", "-j", "1", "echo one; printf last; echo err >&2"]);
    let run = run.success().stdout("a   | one\na   | last\nbee | one\nbee | last\nc   | one\nc   | last\n");
    assert_eq!(run.stderr(), "a   | err\nbee | err\nc   | err\n");
    home.run(["exec", "--label", "tier", "-j", "1", "echo $ME"]).success().stdout("a   | a\nbee | bee\n");
    home.run(["exec", "--label", "tier=db", "echo $ME"]).success().stdout("bee | bee\n");
    home.run(["exec", "--filter", "name=c", "echo $ME"]).success().stdout("c | c\n");
    // stdin is nobody's.
    home.run_with_input(["exec", "--filter", "name=c", "wc -c"], b"abc").success().stdout("c | 0\n");
    home.run(["exec", "--filter", "nonsense", "true"]).fails(2, "not a filter", "");
    home.run(["exec", "--label", "none", "true"]).fails(4, "no running sandbox", "sandcastle ls");
    home.run(["exec", "--label", "none", "--json", "true"]).fails_in_json("not_found", 4, "", "");
}

#[test]
fn lines_of_several_never_mix() {
    let home = three();
    let line = "i=0; while [ $i -lt 3000 ]; do printf x; printf y >&2; echo x; echo y >&2; i=$((i+1)); done";
    let run = home.run(["exec", "--all", line]).success();
    let mut lines: Vec<String> = run.stderr().lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 9000);
    lines.sort();
    lines.dedup();
    assert_eq!(lines, ["a   | yy", "bee | yy", "c   | yy"]);
    // A line without end is cut.
    let text = home.run(["exec", "--all", "head -c 200000 /dev/zero | tr '\\0' x"]).success().text();
    assert_eq!(text.lines().count(), 12);
    assert_eq!(text.bytes().filter(|byte| *byte == b'x').count(), 600_000);
}

#[test]
fn several_in_json_and_as_events_say_whose_each_is() {
    let home = three();
    let items = home.run(["exec", "--all", "--json", "echo $ME; [ $ME != c ]"]).code(1).json();
    assert_eq!(items["schema"], "exec.v1");
    for (item, name) in items["items"].as_array().unwrap().iter().zip(["a", "bee", "c"]) {
        assert_eq!((&item["name"], &item["stdout"]), (&name.into(), &format!("{name}\n").into()));
        assert_eq!(item["exit_code"], i32::from(name == "c"));
        assert_eq!(item["sandbox"].as_str().unwrap().len(), 12);
    }
    let events = events(&home.run(["exec", "--all", "--stream", "jsonl", "echo $ME"]).success().text());
    for name in ["a", "bee", "c"] {
        let of: Vec<Value> = events.iter().filter(|event| event["name"] == name).cloned().collect();
        assert_eq!(data(&of, "stdout"), format!("{name}\n"));
        assert_eq!(of.last().unwrap()["event"], "end");
        assert_eq!(
            of.last().unwrap()["sandbox"],
            items["items"].as_array().unwrap().iter().find(|item| item["name"] == name).unwrap()["sandbox"]
        );
    }
}

#[test]
fn jobs_in_several_print_their_ids_in_the_order_of_the_listing() {
    let home = three();
    let text = home.run(["exec", "-d", "--all", "echo $ME"]).success().text();
    let jobs: Vec<&str> = text.lines().collect();
    assert_eq!(jobs.len(), 3);
    for (name, job) in ["a", "bee", "c"].into_iter().zip(jobs) {
        home.run(["jobs", "wait", "-q", name, job]).success();
        home.run(["jobs", "logs", name, job]).success().stdout(format!("{name}\n"));
    }
    let items = home.run(["exec", "-d", "--all", "--json", "true"]).success().json();
    assert_eq!((&items["schema"], &items["items"][1]["name"]), (&"job.v1".into(), &"bee".into()));
}

#[test]
fn one_that_is_stopped_is_skipped_and_one_that_goes_away_does_not_stop_the_others() {
    let home = three();
    home.run(["stop", "-q", "c"]).success();
    home.run(["exec", "--all", "-j", "1", "echo $ME"])
        .success()
        .stdout("a   | a\nbee | bee\n")
        .stderr_has("c (stopped)");
    let exec = home.spawn(["exec", "--label", "tier", "echo up; sleep 3; echo done"]);
    std::thread::sleep(Duration::from_secs(1));
    home.run(["kill", "-q", "a"]).success();
    let output = exec.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(125));
    let (stdout, stderr) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(stdout.contains("bee | done\n") && !stdout.contains("a   | done"), "{stdout}");
    assert!(stderr.contains("error: a: "), "{stderr}");
}

#[test]
fn ctrl_c_reaches_all_and_starts_no_more() {
    let home = three();
    let mut exec = home.spawn(["exec", "--all", "-j", "2", "trap 'echo told; exit 9' INT; echo up; sleep 60 & wait"]);
    let mut reader = BufReader::new(exec.stdout.take().unwrap());
    let mut line = String::new();
    for _ in 0..2 {
        reader.read_line(&mut line).unwrap();
    }
    signal(&exec, "-INT");
    reader.read_to_string(&mut line).unwrap();
    let mut lines: Vec<&str> = line.lines().collect();
    lines.sort();
    assert_eq!(lines, ["a   | told", "a   | up", "bee | told", "bee | up"]);
    let mut said = String::new();
    exec.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(said.contains("not started in c: interrupted"), "{said}");
    assert_eq!(exec.wait().unwrap().code(), Some(130));
    // Who does not listen is killed by the second one.
    let mut exec = home.spawn(["exec", "--all", "trap '' INT; echo up; while :; do sleep 1; done"]);
    let mut reader = BufReader::new(exec.stdout.take().unwrap());
    for _ in 0..3 {
        reader.read_line(&mut line).unwrap();
    }
    signal(&exec, "-INT");
    std::thread::sleep(Duration::from_millis(300));
    assert!(exec.try_wait().unwrap().is_none(), "it waits for the commands");
    signal(&exec, "-INT");
    assert_eq!(exec.wait().unwrap().code(), Some(130));
}

#[test]
fn a_reader_that_reads_nothing_slows_the_commands_and_no_memory_grows() {
    let home = three();
    let mut exec = home.spawn(["exec", "--all", "yes 0123456789"]);
    std::thread::sleep(Duration::from_secs(2));
    let status = std::fs::read_to_string(format!("/proc/{}/status", exec.id())).unwrap();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    let kib: u64 = peak.split_whitespace().nth(1).unwrap().parse().unwrap();
    assert!(kib < 40 << 10, "{peak}");
    drop(exec.stdout.take());
    assert_eq!(exec.wait().unwrap().code(), Some(141));
}
