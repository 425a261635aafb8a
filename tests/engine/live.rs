//! What sandboxes use, told once, followed, and on one screen.

use crate::support::terminal::Terminal;
use crate::support::{Home, PROGRAM, docker, engine_host};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

fn container(home: &Home, id: &str) -> String {
    home.run(["show", id, "--json"]).success().json()["container_id"].as_str().unwrap().to_owned()
}

/// Runs until it says what is wanted, which an engine may take a look or two to see.
#[track_caller]
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(30), "never {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn stats_tell_what_a_sandbox_uses_and_of_a_stopped_one_that_it_is_stopped() {
    let home = Home::new();
    let one = home.init_with(&["--name", "one", "--memory", "256m", "--pids", "64"]);
    home.init_with(&["--name", "idle", "--network", "none"]);
    home.run(["exec", "-d", "one", "python3 -c 'x = bytearray(60 << 20)\nwhile True: pass'"]).success().id();
    until("busy", || {
        let used = home.run(["stats", "one", "--json"]).success().json();
        let used = &used["items"][0];
        used["cpu_percent"].as_f64().is_some_and(|share| share > 10.0)
            && used["memory_bytes"].as_u64().unwrap() > 60 << 20
    });
    let all = home.run(["stats", "--json"]).success().json();
    assert_eq!(all["schema"], "stats.v1");
    let names: Vec<&str> = all["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["one", "idle"]);
    let (busy, idle) = (&all["items"][0], &all["items"][1]);
    assert_eq!(busy["id"], one.as_str());
    assert_eq!((busy["memory_limit_bytes"].as_u64(), busy["pids_limit"].as_u64()), (Some(256 << 20), Some(64)));
    assert!(busy["network_received_bytes"].is_u64() && busy["cpu_time_ms"].as_u64().unwrap() > 0, "{busy}");
    assert!(idle["network_received_bytes"].is_null(), "it has no network: {idle}");

    let text = home.run(["stats", "idle"]).success().text();
    assert!(text.starts_with("NAME") && text.contains("MEMORY") && text.contains("idle"), "{text}");
    assert_eq!(home.run(["stats", "-q", "one"]).success().text(), format!("{one}\n"));

    docker(&["pause", &container(&home, "idle")]);
    assert!(home.run(["stats", "idle"]).success().text().contains("idle"));
    home.run(["stop", "idle"]).success().any_stderr();
    home.run(["stats", "--json", "idle"]).fails_in_json("wrong_state", 6, "idle", "start");
    home.run(["stats", "one", "nobody", "-q"]).code(4).stdout(format!("{one}\n")).stderr_has("nobody");
}

#[test]
fn followed_stats_are_an_object_a_line_and_end_with_the_sandbox() {
    let home = Home::new();
    let id = home.init();
    let mut child = home.spawn(["stats", "-f", "--json", &id]);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = || serde_json::from_str::<Value>(&lines.next().unwrap().unwrap()).unwrap();
    let (first, second) = (next(), next());
    assert_eq!((&first["schema"], &first["id"]), (&"stats.v1".into(), &id.as_str().into()));
    assert!(first["cpu_percent"].is_number() && first["at"].as_str() < second["at"].as_str());
    home.run(["kill", &id]).success();
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn who_follows_ends_with_its_reader_also_when_nothing_happens() {
    let home = Home::new();
    let id = home.init();
    let job = home.run(["exec", "-d", &id, "echo once; sleep 600"]).success().id();
    for follow in ["ls --watch", &format!("jobs logs -f {id} {job}")] {
        let line = format!("set -o pipefail; \"$0\" {follow} | head -1");
        let text = home.finish(home.command_of("bash", ["-c", &line, PROGRAM])).success().text();
        assert_eq!(text.lines().count(), 1, "{follow}: {text}");
    }
}

#[test]
fn du_tells_what_a_sandbox_wrote_what_a_snapshot_holds_and_what_is_due_to_go() {
    let home = Home::new();
    let id = home.init_with(&["--name", "writer"]);
    home.run(["exec", "writer", "head -c 10000000 /dev/urandom > /workspace/file"]).success();
    let snapshot = home.run(["snapshot", "-q", "writer"]).success().id();
    let part = |kind: &str, id: &str| {
        let all = home.run(["du", "--json"]).success().json();
        assert_eq!(all["schema"], "du.v1");
        let items = all["items"].as_array().unwrap().clone();
        let sum: u64 = items.iter().map(|item| item["bytes"].as_u64().unwrap()).sum();
        assert_eq!(all["total_bytes"], sum);
        items.into_iter().find(|item| item["kind"] == kind && item["id"] == id).unwrap()
    };
    let size = |part: &Value| part["bytes"].as_u64().unwrap();
    assert!(size(&part("sandbox", &id)) >= 10_000_000, "{}", part("sandbox", &id));
    let kept = part("snapshot", &snapshot);
    assert!(size(&kept) >= 10_000_000 && kept["shared_bytes"] == 0, "{kept}");
    // A second one only adds to it.
    home.run(["exec", "writer", "echo more > /workspace/more"]).success();
    let next = part("snapshot", &home.run(["snapshot", "-q", "writer"]).success().id());
    assert!(size(&next) < 1_000_000 && next["shared_bytes"] == kept["bytes"], "{next}");

    let text = home.run(["du", "writer"]).success().text();
    assert_eq!(text.lines().count(), 5, "headers, a sandbox, two snapshots and the sum:\n{text}");
    assert!(text.lines().last().unwrap().starts_with("total"), "{text}");

    assert_eq!(part("sandbox", &id)["reclaimable_bytes"], 0);
    let due = home.init_with(&["--ttl", "1s"]);
    until("due", || part("sandbox", &due)["reclaimable_bytes"] == part("sandbox", &due)["bytes"]);
    // What a dead process was writing goes too; what a living one writes does not.
    let staged = home.state().join("journal/.staged-dead");
    std::fs::File::create(&staged).unwrap().set_len(0).unwrap();
    let journal = || {
        let all = home.run(["du", "--json"]).success().json();
        let found = all["items"].as_array().unwrap().iter().find(|item| item["name"] == "journal").cloned();
        found.map(|item| item["reclaimable_bytes"].as_u64().unwrap())
    };
    std::io::Write::write_all(&mut std::fs::File::create(&staged).unwrap(), &[1; 8192]).unwrap();
    until("left over", || journal().is_some_and(|bytes| bytes >= 8192));
    let held = std::fs::File::open(&staged).unwrap();
    held.lock().unwrap();
    assert_eq!(journal(), Some(0));
}

#[test]
fn du_counts_volumes_and_homes_once_however_many_have_them() {
    let home = Home::new();
    home.init_with(&["--name", "one", "--volume", "cache:/cache", "--home"]);
    home.init_with(&["--name", "two", "--volume", "cache:/cache"]);
    home.run(["volume", "create", "unused"]).success();
    home.run(["exec", "-u", "0", "two", "head -c 5000000 /dev/zero > /cache/file"]).success();
    home.run(["exec", "one", "head -c 3000000 /dev/zero > ~/file"]).success();
    let volumes = |arguments: &[&str]| -> Vec<(String, u64)> {
        let all = home.run(["du", "--json"].iter().chain(arguments)).success().json();
        let items = all["items"].as_array().unwrap().clone();
        assert_eq!(all["total_bytes"], items.iter().map(|item| item["bytes"].as_u64().unwrap()).sum::<u64>());
        let volumes = items.iter().filter(|item| item["kind"] == "volume" && item["reclaimable_bytes"] == 0);
        volumes.map(|item| (item["name"].as_str().unwrap().to_owned(), item["bytes"].as_u64().unwrap())).collect()
    };
    let all = volumes(&[]);
    let names: Vec<&str> = all.iter().map(|(name, _)| &**name).collect();
    let of = "of account default";
    assert_eq!(names, [format!("the home {of}"), format!("volume cache {of}"), format!("volume unused {of}")]);
    assert!(all[0].1 >= 3_000_000 && all[1].1 >= 5_000_000 && all[2].1 < 1_000_000, "{all:?}");
    assert_eq!(volumes(&["two"]), all[1..2], "those of one sandbox");
}

/// The view of a home on a terminal of 24 rows and 80 columns.
fn top(home: &Home) -> Terminal {
    let top = Terminal::open(home, &["top"]);
    top.draws("q quit");
    top
}

#[test]
fn the_view_shows_what_others_do_stops_by_key_after_a_question_and_gives_the_terminal_back() {
    let home = Home::new();
    let view = top(&home);
    assert!(!view.is_as_before(), "keys are for the view");
    view.draws("no sandboxes");
    let id = home.init_with(&["--name", "seen-by-others"]);
    view.draws("seen-by-others");
    view.draws("running");
    view.keys("s");
    view.draws("stop seen-by-others? y or n");
    view.keys("n");
    view.keys("\r");
    view.draws("sandcastle-sandbox:");
    view.keys("x");
    assert_eq!(home.run(["show", &id, "--json"]).success().json()["state"], "running");
    view.keys("sy");
    view.draws("seen-by-others is stopped");
    assert_eq!(home.run(["show", &id, "--json"]).success().json()["state"], "stopped");
    view.resize(10, 40);
    view.keys("k");
    view.draws("kill seen-by-others with all its files?");
    view.keys("y");
    view.draws("seen-by-others is gone");
    home.is_clean();
    view.keys("q");
    let shown = view.ends(0);
    assert!(shown.contains("\u{1b}[?1049h") && shown.ends_with("\u{1b}[?25h\u{1b}[?1049l"), "{shown:?}");
}

#[test]
fn ctrl_c_and_term_give_the_terminal_back() {
    let home = Home::new();
    home.init();
    let view = top(&home);
    view.keys("\x03");
    assert!(view.ends(130).contains("\u{1b}[?1049l"));
    let view = top(&home);
    std::process::Command::new("kill").args(["-TERM", &view.pid().to_string()]).status().unwrap();
    assert!(view.ends(143).contains("\u{1b}[?1049l"));
    let listed = Terminal::open(&home, &["ls", "--watch"]);
    listed.draws("q quit");
    listed.keys("q");
    listed.ends(0);
}

#[test]
fn an_engine_that_goes_away_is_said_to_be_gone_and_waited_for() {
    let home = Home::new();
    home.init_with(&["--name", "waits"]);
    let relay = Relay::open(home.folder().join("engine.sock"));
    let view = Terminal::open(&home, &["top", "--engine", &format!("unix://{}", relay.path.display())]);
    view.draws("waits");
    relay.break_off();
    view.draws("trying again: can't reach the container engine");
    relay.listen();
    home.run(["stop", "waits"]).success();
    view.draws("1 stopped");
    assert!(!view.screen().contains("trying again"));
    view.keys("q");
    view.ends(0);
}

/// An engine that can go away: another socket before the real one.
struct Relay {
    path: PathBuf,
    open: Arc<Mutex<Vec<UnixStream>>>,
}

impl Relay {
    fn open(path: PathBuf) -> Relay {
        let relay = Relay { path, open: Arc::default() };
        relay.listen();
        relay
    }

    fn listen(&self) {
        let real = engine_host().unwrap_or_else(|| "unix:///var/run/docker.sock".to_owned());
        let real = real.strip_prefix("unix://").expect("the engine of the tests is on a socket").to_owned();
        let listener = UnixListener::bind(&self.path).unwrap();
        let open = Arc::clone(&self.open);
        std::thread::spawn(move || {
            for one in listener.incoming() {
                let (one, other) = (one.unwrap(), UnixStream::connect(&real).unwrap());
                for (from, to) in [(&one, &other), (&other, &one)] {
                    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    std::thread::spawn(move || {
                        // Ends with either side.
                        let _ = std::io::copy(&mut from, &mut to);
                        let _ = to.shutdown(Shutdown::Both);
                    });
                }
                open.lock().unwrap().extend([one, other]);
            }
        });
    }

    fn break_off(&self) {
        std::fs::remove_file(&self.path).unwrap();
        for stream in self.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

#[test]
fn changes_are_a_line_each_where_there_is_no_terminal() {
    let home = Home::new();
    let first = home.init_with(&["--name", "first"]);
    let mut child = home.spawn(["ls", "--watch", "--json"]);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut until = |change: &str, name: &str| loop {
        let line: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
        assert_eq!(line["schema"], "sandbox_change.v1");
        if line["change"] == change && line["sandbox"]["name"] == name {
            return line;
        }
    };
    assert_eq!(until("present", "first")["sandbox"]["id"], first.as_str());
    home.init_with(&["--name", "second"]);
    until("added", "second");
    home.run(["stop", "second"]).success();
    while until("changed", "second")["sandbox"]["state"] != "stopped" {}
    home.run(["kill", "first"]).success();
    until("removed", "first");
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    home.run(["top"]).fails(2, "needs a terminal", "sandcastle ls");
}
