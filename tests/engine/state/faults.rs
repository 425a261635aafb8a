//! Snapshots, forks and restores that are killed, damaged, or out of room: the source is intact, nothing half-made shows.

use super::{shell, snapshot, stored};
use crate::support::{Home, docker, names};
use std::process::Command;
use std::time::Duration;

fn killed(home: &Home, arguments: &[&str], after: u64) -> Option<i32> {
    let mut child = home.spawn(arguments);
    std::thread::sleep(Duration::from_millis(after));
    let _ = Command::new("kill").args(["-KILL", &child.id().to_string()]).output();
    child.wait().unwrap().code()
}

/// The containers of a sandbox, by state.
fn containers(home: &Home) -> Vec<String> {
    let label = format!("label=sandcastle.home={}", home.id());
    let listed = docker(&["ps", "-a", "--format", "{{.Names}} {{.State}}", "--filter", &label]);
    let mut containers: Vec<String> = listed.lines().map(str::to_owned).collect();
    containers.sort();
    containers
}

#[test]
fn a_snapshot_killed_at_any_moment_leaves_the_source_at_work_and_nothing_of_itself() {
    let home = Home::new();
    let id = home.init_with(&["--name", "box"]);
    shell(&home, &id, "head -c 60000000 /dev/urandom > big");
    home.run(["exec", "-d", &id, "while :; do date +%s%N > ticks; sleep 0.01; done"]).success().id();
    // The list of the image is there from now on.
    snapshot(&home, &[&id]);
    let mut whole = 1;
    for after in (10..600).step_by(40) {
        whole += usize::from(killed(&home, &["snapshot", "box", "--since", "none"], after) == Some(0));
        let ticks = shell(&home, &id, "cat ticks");
        let goes_on = (0..100).any(|_| shell(&home, &id, "sleep 0.02; cat ticks") != ticks);
        assert!(goes_on, "killed after {after} ms, the sandbox stands still");
        let shown = home.run(["snapshots", "ls", "-q"]).success().text();
        let shown: Vec<&str> = shown.lines().collect();
        // It may have been published a moment before it died.
        assert!(shown.len() == whole || shown.len() == whole + 1, "{shown:?}");
        whole = shown.len();
    }
    home.run(["snapshots", "verify", "--all"]).success().any_stderr().text();
    std::thread::sleep(Duration::from_millis(1100));
    snapshot(&home, &["box"]);
    assert_eq!(stored(&home).len(), whole + 1, "the next one cleans up: {:?}", stored(&home));
    home.run(["kill", &id]).success();
    home.is_clean();
}

#[test]
fn a_restore_killed_at_any_moment_is_undone_or_done_by_the_next_command() {
    let home = Home::new();
    let id = home.init_with(&["--name", "box"]);
    shell(&home, &id, "echo old > file");
    let old = snapshot(&home, &[&id]);
    shell(&home, &id, "echo new > file");
    for after in (20..1100).step_by(60) {
        killed(&home, &["restore", "box", &old, "--no-backup"], after);
        home.run(["ls"]).success().any_stderr();
        // A request of the dead process may still be carried out by the engine.
        std::thread::sleep(Duration::from_millis(700));
        home.run(["ls"]).success().any_stderr();
        assert_eq!(containers(&home), [format!("sandcastle-box-{id} running")], "killed after {after} ms");
        let file = shell(&home, &id, "cat file");
        assert!(file == "old\n" || file == "new\n", "{file}");
        shell(&home, &id, "echo new > file");
    }
    home.run(["restore", "box", &old]).success().any_stderr();
    assert_eq!(shell(&home, &id, "cat file"), "old\n");
    home.run(["kill", &id]).success();
    home.is_clean();
}

#[test]
fn forks_killed_at_any_moment_leave_no_half_fork() {
    let home = Home::new();
    let id = home.init_with(&["--name", "box"]);
    shell(&home, &id, "head -c 30000000 /dev/urandom > big");
    snapshot(&home, &[&id]);
    for after in (20..700).step_by(80) {
        killed(&home, &["fork", "box", "-n", "3"], after);
        home.run(["ls"]).success().any_stderr();
        std::thread::sleep(Duration::from_millis(500));
        let listed = home.run(["ls", "-q"]).success().any_stderr().text();
        assert_eq!(containers(&home).len(), listed.lines().count(), "killed after {after} ms");
        for fork in listed.lines() {
            assert_eq!(shell(&home, fork, "wc -c < big").trim(), "30000000");
            if fork != id {
                home.run(["kill", fork]).success();
            }
        }
    }
    home.run(["kill", &id]).success().any_stderr();
    home.is_clean();
    assert_eq!(stored(&home).len(), 1, "nothing of what passed through is left: {:?}", stored(&home));
}

#[test]
fn a_damaged_or_newer_snapshot_is_refused_and_nothing_changes() {
    let home = Home::new();
    let id = home.init_with(&["--name", "box"]);
    shell(&home, &id, "echo old > file");
    let kept = snapshot(&home, &[&id]);
    shell(&home, &id, "echo new > file");
    let folder = home.folder().join("home/data/snapshots").join(&kept);
    let before = containers(&home);
    let refused = |what: &str, exit: i32, message: &str| {
        for verb in [&["restore", "box", &kept][..], &["fork", &kept], &["snapshots", "verify", &kept]] {
            let run = home.run(verb).code(exit).stderr_has(message);
            run.any_stderr().stdout("");
        }
        assert_eq!(shell(&home, &id, "cat file"), "new\n", "{what}");
        assert_eq!(containers(&home), before, "{what}");
        assert_eq!(stored(&home).len(), 1, "{what}");
    };
    let swap = |file: &str, change: &dyn Fn(&mut Vec<u8>)| -> Vec<u8> {
        let path = folder.join(file);
        let whole = std::fs::read(&path).unwrap();
        let mut changed = whole.clone();
        change(&mut changed);
        put(&path, &changed);
        whole
    };
    for file in ["tree.tar.zst", "index.zst"] {
        let whole = swap(file, &|bytes| bytes[20] ^= 1);
        refused("a flipped bit", 9, "damaged");
        put(&folder.join(file), &whole);
        let whole = swap(file, &|bytes| bytes.truncate(30));
        refused("a truncated file", 9, "damaged");
        put(&folder.join(file), &whole);
        let whole = swap(file, &|bytes| bytes.extend(b"more"));
        refused("garbage at the end", 9, "damaged");
        put(&folder.join(file), &whole);
    }
    let whole = swap("manifest.json", &|bytes| bytes.truncate(40));
    refused("a cut manifest", 9, "manifest");
    put(&folder.join("manifest.json"), &whole);
    let newer = String::from_utf8(whole.clone()).unwrap().replace("\"format\": 1", "\"format\": 2");
    put(&folder.join("manifest.json"), newer.as_bytes());
    refused("a newer manifest", 6, "newer sandcastle");
    put(&folder.join("manifest.json"), &whole);
    home.run(["restore", "box", &kept]).success().any_stderr();
    std::fs::remove_file(folder.join("manifest.json")).unwrap();
    home.run(["fork", &kept]).fails(9, "has no manifest", "");
    home.run(["snapshots", "ls"]).success().stderr_has("has no manifest").any_stderr();
    home.run(["kill", &id]).success();
    home.is_clean();
}

#[test]
fn a_full_disk_leaves_no_snapshot_and_the_sandbox_as_it_was() {
    let home = Home::new();
    let id = home.init_with(&["--name", "box"]);
    shell(&home, &id, "echo x > file");
    snapshot(&home, &[&id]);
    shell(&home, &id, "head -c 200000000 /dev/urandom > big");
    let folder = home.folder().join("home/data/snapshots");
    let mount = |arguments: &[&str]| assert!(Command::new("mount").args(arguments).status().unwrap().success());
    mount(&["-t", "tmpfs", "-o", "size=100m,mode=700", "tmpfs", folder.to_str().unwrap()]);
    let full = home.run(["snapshot", "box"]);
    let forked = home.run(["fork", "box"]);
    let left = names(&folder);
    assert!(Command::new("umount").arg(&folder).status().unwrap().success());
    full.code(1).stderr_has("no space left").any_stderr();
    forked.code(1).stderr_has("no space left").any_stderr();
    assert_eq!(left, Vec::<String>::new());
    assert_eq!(shell(&home, &id, "cat file; wc -c < big"), "x\n200000000\n");
    assert_eq!(containers(&home).len(), 1);
    home.run(["kill", &id]).success();
    home.is_clean();
}

#[test]
fn a_source_that_is_killed_meanwhile_leaves_whole_forks_and_whole_snapshots_or_none() {
    let home = Home::new();
    for after in [30, 150, 400, 900] {
        let id = home.init_with(&["--name", "box"]);
        shell(&home, &id, "head -c 40000000 /dev/urandom > big");
        let fork = home.spawn(["fork", "box", "-n", "4"]);
        let taken = home.spawn(["snapshot", "box", "--name", "kept"]);
        std::thread::sleep(Duration::from_millis(after));
        let begun = std::time::Instant::now();
        while home.run(["kill", "box", "--ignore-not-found"]).any_stderr().exit_code() != Some(0) {
            assert!(begun.elapsed() < Duration::from_secs(60), "it can't be killed");
        }
        let forked = fork.wait_with_output().unwrap();
        let taken = taken.wait_with_output().unwrap();
        let listed = home.run(["ls", "-q"]).success().any_stderr().text();
        for fork in String::from_utf8(forked.stdout).unwrap().lines() {
            assert!(listed.contains(fork), "{fork} was told and is not there");
        }
        for fork in listed.lines() {
            assert_eq!(shell(&home, fork, "wc -c < big").trim(), "40000000");
        }
        assert_eq!(containers(&home).len(), listed.lines().count(), "killed after {after} ms");
        let shown = home.run(["snapshots", "show", "kept"]).any_stderr().exit_code();
        assert_eq!(shown == Some(0), taken.status.success(), "{taken:?}");
        home.run(["snapshots", "verify", "--all"]).success().any_stderr();
        home.run(["snapshots", "prune", "--keep-last", "0", "--yes"]).success().any_stderr();
        home.run(["kill", "--all", "--yes"]).success().any_stderr();
    }
    home.is_clean();
}

#[test]
fn one_that_is_killed_while_it_is_made_is_made_or_gone() {
    let home = Home::new();
    for after in [0, 60, 120, 200, 300] {
        let init = home.spawn(["init", "--name", "box"]);
        std::thread::sleep(Duration::from_millis(after));
        home.run(["kill", "box", "--ignore-not-found"]).success().any_stderr();
        let made = init.wait_with_output().unwrap();
        let there = home.run(["show", "box"]).any_stderr().exit_code() == Some(0);
        assert!(made.status.success() || !there, "{made:?}");
        home.run(["kill", "box", "--ignore-not-found"]).success().any_stderr();
    }
    home.is_clean();
}

fn put(path: &std::path::Path, content: &[u8]) {
    std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), content).unwrap();
}
