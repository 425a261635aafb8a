//! Forks of sandboxes at work: the source goes on, and its forks are consistent.

use super::{shell, snapshot};
use crate::support::Home;

/// Writes rows for ever, and says in a file how many are committed.
const WRITER: &str = "
import sqlite3, itertools, os
base = sqlite3.connect('rows.db')
base.execute('pragma journal_mode=wal')
base.execute('create table if not exists rows (number integer primary key, text text)')
for number in itertools.count(1):
    with base:
        base.execute('insert into rows values (?, ?)', (number, 'x' * (number % 900)))
    with open('committed.new', 'w') as file:
        file.write(str(number))
    os.replace('committed.new', 'committed')
";
const CHECK: &str = "import sqlite3; base = sqlite3.connect('rows.db'); \
print(base.execute('pragma integrity_check').fetchone()[0], base.execute('select count(*), max(number) from rows').fetchone())";

fn count(text: &str) -> u64 {
    let inner = text.trim().strip_prefix("ok (").unwrap_or_else(|| panic!("the database is damaged: {text}"));
    let (count, last) = inner.trim_end_matches(')').split_once(", ").unwrap();
    assert_eq!(count, last, "a row is missing");
    count.parse().unwrap()
}

#[test]
fn twenty_forks_of_a_writing_database_are_whole_and_the_source_loses_nothing() {
    let home = Home::new();
    let id = home.init();
    let writer = home.file("writer.py", WRITER);
    home.run(["upload", &id, writer.to_str().unwrap(), "writer.py"]).success();
    home.run(["exec", "-d", &id, "python3 writer.py"]).success().id();
    while shell(&home, &id, "cat committed 2>/dev/null || echo 0").trim().parse::<u64>().unwrap_or(0) < 50 {}
    let forks = home.run(["fork", &id, "-n", "20"]).success().any_stderr().text();
    let forks: Vec<&str> = forks.lines().collect();
    assert_eq!(forks.len(), 20);
    let mut counts = Vec::new();
    for fork in &forks {
        counts.push(count(&home.run(["exec", fork, "python3", "-c", CHECK]).success().text()));
    }
    counts.dedup();
    assert_eq!(counts.len(), 1, "one capture serves them all");
    let then: u64 = shell(&home, &id, "cat committed").trim().parse().unwrap();
    assert!(then >= counts[0], "the source is not behind its forks");
    while shell(&home, &id, "cat committed").trim().parse::<u64>().unwrap_or(0) <= then {}
    home.run(["exec", &id, "pkill -f writer.py; sleep 0.2"]).any_stderr();
    let committed: u64 = shell(&home, &id, "cat committed").trim().parse().unwrap_or(then);
    assert!(count(&home.run(["exec", &id, "python3", "-c", CHECK]).success().text()) >= committed);
    // Each is a machine of its own.
    let mut hosts: Vec<String> =
        forks.iter().map(|fork| shell(&home, fork, "hostname; cat /etc/machine-id 2>/dev/null || true")).collect();
    hosts.sort();
    hosts.dedup();
    assert_eq!(hosts.len(), 20);
    home.run(["kill", "--all", "--yes"]).success().any_stderr();
    home.is_clean();
}

#[test]
fn nobody_in_the_sandbox_notices_the_pause_but_by_the_clock() {
    let home = Home::new();
    let id = home.init();
    // An interactive shell with a job would say "Stopped"; a process that was stopped before stays so.
    let script = "set -m; (while :; do sleep 0.01; done) & J=$!; sleep 1000 & P=$!; kill -STOP $P; echo $P > stopped; \
                  wait $J";
    home.run(["exec", "-d", &id, "bash", "-c", script]).success().id();
    while shell(&home, &id, "cat stopped 2>/dev/null || true").trim().is_empty() {}
    std::thread::sleep(std::time::Duration::from_millis(300));
    for _ in 0..5 {
        snapshot(&home, &[&id]);
    }
    let state = shell(&home, &id, "ps -o stat= -p $(cat stopped); ps -eo stat= | grep -c '^T'");
    let lines: Vec<&str> = state.split_whitespace().collect();
    assert!(lines[0].starts_with('T') && lines[1] == "1", "{state}");
    let logs = home.run(["jobs", "ls", &id, "-q"]).success().text();
    let said = home.run(["jobs", "logs", &id, logs.trim()]).success().any_stderr().text();
    assert!(!said.contains("Stopped"), "{said}");
    home.run(["kill", &id]).success();
}

#[test]
fn commands_that_begin_meanwhile_wait_for_the_end_of_the_pause() {
    let home = Home::new();
    let id = home.init();
    shell(&home, &id, "head -c 150000000 /dev/urandom > big");
    std::thread::scope(|scope| {
        let snapshots: Vec<_> = (0..2).map(|_| scope.spawn(|| snapshot(&home, &[&id, "--since", "none"]))).collect();
        for _ in 0..60 {
            assert_eq!(shell(&home, &id, "echo here"), "here\n");
        }
        for snapshot in snapshots {
            snapshot.join().unwrap();
        }
    });
    home.run(["kill", &id]).success();
}

#[test]
fn a_fork_that_can_not_be_made_leaves_the_others_and_is_told() {
    let home = Home::new();
    let id = home.init_with(&["--name", "source"]);
    let taken = home.init_with(&["--name", "kid-2"]);
    let run = home.run(["fork", "source", "-n", "3", "--name", "kid"]).code(5).stderr_has("kid-2 exists");
    let made = run.any_stderr().text();
    assert_eq!(made.lines().count(), 2);
    let names = home.run(["ls", "--json"]).success().json();
    let mut names: Vec<&str> =
        names["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["kid-1", "kid-2", "kid-3", "source"]);
    home.run(["kill", &id, &taken, "kid-1", "kid-3", "--yes"]).success().any_stderr();
    home.is_clean();
}
