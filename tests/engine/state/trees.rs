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
