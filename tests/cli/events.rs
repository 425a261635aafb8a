//! The timeline without an engine: many processes at once, pages, following, filters.

use crate::support::{Home, PROGRAM};
use sandcastle::events::{Draft, EventType, Filter, Timeline};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Values that differ: each makes one event.
fn set(home: &Home, seconds: usize) {
    home.run(["config", "set", "lock_timeout", &format!("{seconds}s")]).success();
}

fn page(home: &Home, arguments: &[&str]) -> serde_json::Value {
    home.run(["events", "--json"].iter().chain(arguments)).success().json()
}

fn ids(page: &serde_json::Value) -> Vec<String> {
    let items = page["items"].as_array().unwrap().iter();
    items.map(|event| event["id"].as_str().unwrap().to_owned()).collect()
}

/// Tells a process of this test where to write.
const STATE: &str = "SANDCASTLE_TEST_STATE";
const EACH: usize = 20;

#[test]
#[expect(clippy::disallowed_methods, reason = "this very test is what it runs a hundred times")]
fn a_hundred_processes_that_write_at_once_lose_no_event_and_keep_the_order() {
    if let Some(state) = std::env::var_os(STATE) {
        let timeline = Timeline::new(Path::new(&state), None);
        for _ in 0..EACH {
            timeline.append(Draft::new(EventType::GcRan)).unwrap();
        }
        return;
    }
    let home = Home::without_engine();
    let writer = || {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "events::a_hundred_processes_that_write_at_once_lose_no_event_and_keep_the_order"]);
        command.env(STATE, home.state()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let writers: Vec<Child> = (0..100).map(|_| writer()).collect();
    for writer in writers {
        let output = writer.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
    let events = Timeline::new(&home.state(), None).read(&Filter::default(), usize::MAX, None).unwrap().events;
    assert_eq!(events.len(), 100 * EACH);
    assert!(events.is_sorted_by(|newer, older| newer.id > older.id));
    assert_eq!(ids(&page(&home, &["--limit", "200"])).len(), 200);
}

#[test]
fn an_event_says_what_and_who_and_no_value() {
    let home = Home::without_engine();
    home.set("SANDCASTLE_ACTOR", "agent-7");
    home.run(["config", "set", "engine", "tcp://canary-4711:2375"]).success();
    home.run(["config", "unset", "engine"]).success();
    // Nothing changes: nothing is told.
    home.run(["config", "unset", "engine"]).success();
    let all = page(&home, &[]);
    assert_eq!(ids(&all).len(), 2);
    let newest = &all["items"][0];
    assert_eq!((&newest["type"], &newest["severity"]), (&"config.unset".into(), &"info".into()));
    assert_eq!(newest["data"], serde_json::json!({ "key": "engine" }));
    assert_eq!(newest["caller"]["actor"], "agent-7");
    assert!(newest["caller"]["user"].is_string() && newest["caller"]["parent"].is_string());
    assert_eq!(all["items"][1]["type"], "config.set");
    for entry in std::fs::read_dir(home.state().join("events")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains("canary-4711"), "{text}");
    }
}

#[test]
fn pages_go_on_where_the_last_one_ended() {
    let home = Home::without_engine();
    (1..=7).for_each(|count| set(&home, count));
    let whole = ids(&page(&home, &[]));
    let (mut found, mut next) = (Vec::new(), None::<String>);
    loop {
        let before = next.map(|id| format!("--before={id}"));
        let arguments = ["--limit=3"].into_iter().chain(before.as_deref()).collect::<Vec<_>>();
        let part = page(&home, &arguments);
        found.extend(ids(&part));
        set(&home, 100 + found.len());
        next = part["next_before"].as_str().map(str::to_owned);
        if next.is_none() {
            break;
        }
    }
    assert_eq!(found, whole);
}

#[test]
fn filters_that_mean_nothing_are_refused_with_what_there_is() {
    let home = Home::without_engine();
    set(&home, 1);
    home.run(["events", "--json", "--type", "sandbox.kiled"]).fails_in_json(
        "usage",
        2,
        "sandbox.kiled",
        "sandbox.killed",
    );
    home.run(["events", "--json", "--before", "x"]).fails_in_json("usage", 2, "--before", "next_before");
    home.run(["events", "--json", "--since", "yesterday"]).fails_in_json("usage", 2, "--since", "10m");
    home.run(["events", "--limit", "201"]).code(2).any_stderr();
    home.run(["events", "-f", "--before", "00000000000"]).code(2).any_stderr();
    home.run(["events", "--json", "nobody"]).fails_in_json("not_found", 4, "nobody", "");
    assert!(ids(&page(&home, &["--type", "sandbox"])).is_empty());
    assert_eq!(ids(&page(&home, &["--type", "config.*", "--type", "gc.ran", "--since", "1h"])).len(), 1);
    assert!(ids(&page(&home, &["--until", "1h"])).is_empty());
    let text = home.run(["events"]).success().text();
    assert!(text.starts_with("TIME ") && text.lines().nth(1).unwrap().contains("config.set"), "{text}");
    assert_eq!(home.run(["events", "-q"]).success().text().trim().len(), 11);
}

#[test]
fn who_follows_gets_each_event_on_a_line_and_ends_by_a_signal_or_with_its_reader() {
    let home = Home::without_engine();
    set(&home, 1);
    // From a moment on, so that it does not matter when it begins to listen.
    let mut child = home.spawn(["events", "-f", "--json", "--since", "1h"]);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = || -> serde_json::Value { serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap() };
    let mut last = String::new();
    for count in 2..5 {
        let event = next();
        assert_eq!((&event["schema"], &event["type"]), (&"event.v1".into(), &"config.set".into()));
        let id = event["id"].as_str().unwrap().to_owned();
        assert!(id > last);
        last = id;
        set(&home, count);
    }
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
}

#[test]
fn who_follows_ends_quietly_with_its_reader_also_when_nothing_happens() {
    let home = Home::without_engine();
    set(&home, 1);
    let mut line = home.command_of("bash", ["-c", "set -o pipefail; \"$0\" events -f --since 1h | head -1", PROGRAM]);
    line.stdin(Stdio::null());
    let text = home.finish(line).success().text();
    assert_eq!(text.lines().count(), 1);
    assert!(text.contains("config.set"), "{text}");
}
