//! Every kind of entry, at random: what a fork of an archive holds is what was there.

use super::{script, snapshot};
use crate::support::Home;

fn put(home: &Home, sandbox: &str, name: &str) {
    home.run(["upload", sandbox, script(name).to_str().unwrap(), &format!("/tmp/{name}")]).success();
}

fn tree(home: &Home, sandbox: &str) -> Vec<String> {
    put(home, sandbox, "tree.py");
    let listed = home.run(["exec", "-u", "root", sandbox, "python3", "/tmp/tree.py", "0"]).success().text();
    // Where the script itself lies is no part of it; caches of the interpreter are left out of snapshots.
    listed.lines().filter(|line| !line.contains("__pycache__")).map(str::to_owned).collect()
}

#[track_caller]
fn same(one: &[String], other: &[String], what: &str) {
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        let those: std::collections::HashSet<&String> = those.iter().collect();
        these.iter().filter(|line| !those.contains(line)).take(10).cloned().collect()
    };
    let (lost, made) = (only(one, other), only(other, one));
    assert!(lost.is_empty() && made.is_empty(), "{what}: lost {lost:#?}, made {made:#?}");
    assert_eq!(one.len(), other.len());
}

#[test]
fn links_and_holes_stay_what_they_are_in_a_snapshot_that_only_adds() {
    let home = Home::new();
    let id = home.init();
    let shell = |line: &str| super::shell(&home, &id, line);
    shell("head -c 9000000 /dev/urandom > big; echo x > a; ln a b; truncate -s 2T holes; printf end >> holes");
    let first = snapshot(&home, &[&id]);
    shell("echo more > c");
    let second = snapshot(&home, &[&id]);
    let shown = home.run(["snapshots", "show", &second, "--json"]).success().json();
    assert_eq!(shown["base"], first.as_str());
    assert!(shown["bytes"].as_u64().unwrap() < 100_000, "what has not changed is not kept again: {shown}");
    for verb in [&["fork", &second][..], &["restore", &id, &second, "--no-backup"]] {
        home.run(verb).success().any_stderr();
    }
    let seen = shell("stat -c '%h %s' a b holes; tail -c 3 holes; cat c; du -k holes | cut -f1");
    let lines: Vec<&str> = seen.lines().collect();
    assert_eq!(lines[..2], ["2 2", "2 2"]);
    assert_eq!(lines[2..4], ["1 2199023255555", "endmore"]);
    assert!(lines[4].parse::<u64>().unwrap() < 1000, "{seen}");
    home.run(["kill", "--all", "--yes"]).success().any_stderr();
    home.is_clean();
}

#[test]
fn random_trees_survive_snapshot_and_fork_and_restore_byte_for_byte() {
    let home = Home::new();
    // As root nothing changes hands: owners are compared too.
    let id = home.init_with(&["--user", "root"]);
    put(&home, &id, "random_tree.py");
    for seed in 1..=6 {
        let random = format!("python3 /tmp/random_tree.py {seed}");
        home.run(["exec", &id, &random]).success().any_stderr();
        let before = tree(&home, &id);
        let kept = snapshot(&home, &[&id]);
        home.run(["snapshots", "verify", &kept]).success().any_stderr().stdout(format!("{kept}\n"));
        let fork = home.run(["fork", &kept]).success().any_stderr().id();
        same(&before, &tree(&home, &fork), &format!("seed {seed}, fork of the snapshot"));
        home.run(["kill", &fork]).success();
        if seed % 2 == 0 {
            let fork = home.run(["fork", &id]).success().any_stderr().id();
            same(&before, &tree(&home, &fork), &format!("seed {seed}, fork of the sandbox"));
            home.run(["kill", &fork]).success();
            home.run(["exec", &id, "rm -rf /srv/* /workspace/* /opt /usr/share/perl; touch /etc/made"]).success();
            home.run(["restore", &id, &kept, "--no-backup"]).success().any_stderr();
            same(&before, &tree(&home, &id), &format!("seed {seed}, restored"));
        }
    }
    home.run(["kill", &id]).success();
    home.is_clean();
}
