//! `gc` on the real engine: what is over goes, what is idle stops, what works stays, whatever happens beside it.

use crate::support::http::Site;
use crate::support::{Home, docker};
use serde_json::Value;
use std::process::Command;
use std::time::{Duration, Instant};

fn gc(home: &Home, options: &[&str]) -> Value {
    home.run(["gc", "--json"].iter().chain(options)).success().any_stderr().json()
}

/// Action, kind and id of what was found.
fn found(report: &Value) -> Vec<(String, String, String)> {
    let text = |item: &Value, key: &str| item[key].as_str().unwrap().to_owned();
    let items = report["items"].as_array().unwrap().iter();
    items.map(|item| (text(item, "action"), text(item, "kind"), text(item, "id"))).collect()
}

fn sandbox(action: &str, id: &str) -> (String, String, String) {
    (action.to_owned(), "sandbox".to_owned(), id.to_owned())
}

fn state(home: &Home, id: &str) -> String {
    home.run(["show", "--json", id]).success().json()["state"].as_str().unwrap().to_owned()
}

/// Changes the record of a sandbox by hand.
fn edit(home: &Home, id: &str, change: impl FnOnce(String) -> String) {
    let file = home.state().join(format!("registry/sandboxes/{id}.toml"));
    let text = change(std::fs::read_to_string(&file).unwrap());
    std::io::Write::write_all(&mut std::fs::File::create(&file).unwrap(), text.as_bytes()).unwrap();
}

/// Makes a sandbox an hour older than it is.
fn age(home: &Home, id: &str) {
    edit(home, id, |text| {
        let dated = |line: &str| match line.strip_prefix("created_at = \"") {
            Some(date) => {
                let date: jiff::Timestamp = date.trim_end_matches('"').parse().unwrap();
                format!("created_at = \"{}\"", date - jiff::SignedDuration::from_hours(1))
            }
            None => line.to_owned(),
        };
        text.lines().map(|line| dated(line) + "\n").collect()
    });
}

#[test]
fn what_is_over_goes_and_what_works_or_is_of_another_home_stays() {
    let (home, other) = (Home::new(), Home::new());
    let foreign = other.init_with(&["--ttl", "1ms"]);
    let expired = home.init_with(&["--ttl", "1ms"]);
    let brief = home.init_with(&["--rm"]);
    docker(&["stop", "-t", "0", &format!("sandcastle-{}-{brief}", name(&home, &brief))]);
    let lost = home.init();
    docker(&["rm", "-f", &format!("sandcastle-{}-{lost}", name(&home, &lost))]);
    let (old, works, young) = (home.init(), home.init(), home.init());
    home.run(["exec", "-d", &works, "sleep 600"]).success().id();
    for id in [&lost, &old, &works] {
        age(&home, id);
    }
    let asked = ["--older-than", "30m"];
    let dry = found(&gc(&home, &["--older-than", "30m", "--dry-run"]));
    let mut report = found(&gc(&home, &asked));
    assert_eq!(dry, report, "a dry run says what will be done");
    let mut expected = [&expired, &brief, &lost, &old].map(|id| sandbox("remove", id)).to_vec();
    expected.push(sandbox("spare", &works));
    expected.sort();
    report.sort();
    assert_eq!(report, expected);
    assert_eq!(found(&gc(&home, &asked)), [sandbox("spare", &works)], "twice is once");
    assert_eq!((state(&home, &works).as_str(), state(&home, &young).as_str()), ("running", "running"));
    assert_eq!(state(&other, &foreign), "running");
    home.run(["gc", "-q", "--filter", &format!("name={}", name(&home, &young)), "--older-than", "1ms"])
        .success()
        .stdout(format!("{young}\n"));
    home.run(["kill", &works]).success().any_stderr();
    home.is_clean();
    assert_eq!(other.run(["gc", "-q"]).success().text(), format!("{foreign}\n"));
    other.is_clean();
}

fn name(home: &Home, id: &str) -> String {
    home.run(["show", "--json", id]).success().json()["name"].as_str().unwrap().to_owned()
}

#[test]
fn an_idle_one_stops_and_keeps_its_files_while_jobs_traffic_and_work_keep_others() {
    let home = Home::new();
    let (idle, job, served, burns) = (home.init(), home.init(), home.init(), home.init());
    // A server that nobody asks is idle; as a daemon of its own it is no job.
    let serve = "cd /tmp && echo hi > x && (setsid python3 -m http.server 8000 >/dev/null 2>&1 &) ; sleep 0.5";
    for id in [&idle, &served] {
        let starter = home.run(["exec", "-d", id, serve]).success().id();
        home.run(["jobs", "wait", "-q", id, &starter]).success();
    }
    home.run(["exec", "-d", &job, "sleep 600"]).success().id();
    let burner = home.run(["exec", "-d", &burns, "(setsid sh -c 'while :; do :; done' &) ; sleep 0.2"]).success().id();
    home.run(["jobs", "wait", "-q", &burns, &burner]).success();
    let url = home.run(["get-host", &served]).success().text();
    let site = Site::of(url.trim());
    let begun = Instant::now();
    loop {
        // Long before the limit, and seen only by who compares.
        site.until("/x", 200);
        std::thread::sleep(Duration::from_millis(1500));
        let report = found(&gc(&home, &["--idle", "1s"]));
        assert!(report.iter().all(|item| *item == sandbox("stop", &idle)), "{report:?}");
        if !report.is_empty() {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "it never became idle");
    }
    assert_eq!(found(&gc(&home, &["--idle", "1h"])), [], "what is stopped is not looked at");
    for (id, expected) in [(&idle, "stopped"), (&job, "running"), (&served, "running"), (&burns, "running")] {
        assert_eq!(state(&home, id), expected, "{id}");
    }
    home.run(["start", &idle]).success().any_stderr();
    home.run(["exec", &idle, "cat /tmp/x"]).success().stdout("hi\n");
    assert!(home.run(["show", "--json", &job]).success().json()["idle_ms"] == 0, "a job runs");
}

#[test]
fn creations_and_kills_that_died_are_cleared_away_at_once_or_with_the_next_gc() {
    let home = Home::new();
    let kept = home.init();
    for milliseconds in [30, 90, 150, 210, 270, 330, 390] {
        for words in [&["init"][..], &["kill"]] {
            let target = if words == ["kill"] { vec![home.init()] } else { Vec::new() };
            let mut child = home.spawn(words.iter().map(|word| (*word).to_owned()).chain(target));
            std::thread::sleep(Duration::from_millis(milliseconds));
            Command::new("kill").args(["-9", &child.id().to_string()]).output().unwrap();
            child.wait().unwrap();
            gc(&home, &[]);
        }
    }
    // What the engine was asked for may still arrive: that is watched for.
    let begun = Instant::now();
    loop {
        gc(&home, &[]);
        let label = format!("label=sandcastle.home={}", home.id());
        let containers = docker(&["ps", "-aq", "--filter", &label]).lines().count();
        let records = crate::support::names(&home.state().join("registry/sandboxes")).len();
        let folders = crate::support::names(&home.state().join("run")).len();
        let journal = crate::support::names(&home.state().join("journal")).len();
        if (containers, folders, journal) == (records, records, 0) {
            break;
        }
        let counts = (containers, records, folders, journal);
        assert!(begun.elapsed() < Duration::from_secs(40), "{counts:?}");
        std::thread::sleep(Duration::from_millis(500));
    }
    assert_eq!(found(&gc(&home, &[])), [], "nothing is left to be done");
    assert_eq!(state(&home, &kept), "running");
    home.run(["kill", "--all", "--yes"]).success().any_stderr();
    home.is_clean();
}

#[test]
fn nothing_that_is_made_beside_it_is_lost() {
    let home = Home::new();
    let ids = std::thread::scope(|scope| {
        let makers: Vec<_> =
            (0..2).map(|_| scope.spawn(|| (0..4).map(|_| home.init()).collect::<Vec<String>>())).collect();
        while !makers.iter().all(std::thread::ScopedJoinHandle::is_finished) {
            let many: Vec<_> = (0..3).map(|_| home.spawn(["gc", "--json"])).collect();
            for child in many {
                let output = child.wait_with_output().unwrap();
                let report: Value = serde_json::from_slice(&output.stdout).unwrap();
                assert_eq!(found(&report), [], "{report}");
                assert!(output.status.success());
            }
        }
        makers.into_iter().flat_map(|maker| maker.join().unwrap()).collect::<Vec<_>>()
    });
    for id in ids {
        home.run(["exec", &id, "true"]).success();
    }
}
