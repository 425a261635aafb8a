//! What people do with state, one thing after the other.

use super::{shell, snapshot};
use crate::calculator::{calculate, results, serve, start};
use crate::support::Home;
use crate::support::http::Site;
use std::io::Write;

fn site(home: &Home, id: &str) -> Site {
    let url = home.run(["get-host", id]).success().text();
    Site::of(url.trim())
}

#[test]
fn the_calculator_is_kept_forked_and_brought_back_with_its_history() {
    let home = Home::new();
    let id = start(&home);
    let here = site(&home, &id);
    here.until("/health", 200);
    assert_eq!((calculate(&here, "5 + 3"), calculate(&here, "10 * 6")), (200, 200));
    let old = results(&here);
    let kept = snapshot(&home, &[&id, "--name", "two-entries"]);
    assert_eq!((calculate(&here, "1 + 1"), calculate(&here, "2 + 2")), (200, 200));
    let new = results(&here);
    assert_eq!((old.len(), new.len()), (2, 4));

    let fork = home.run(["fork", "two-entries", "--name", "then"]).success().any_stderr().id();
    assert_ne!(fork, id);
    serve(&home, &fork);
    let there = site(&home, &fork);
    there.until("/health", 200);
    assert_eq!(results(&there), old, "the fork has the history of the snapshot");
    assert_eq!(results(&here), new, "and its source its own");

    let restored = home.run(["restore", &id, "two-entries", "--json"]).success().any_stderr().json();
    assert_eq!((&restored["id"], &restored["snapshot"]), (&id.as_str().into(), &kept.as_str().into()));
    let backup = restored["backup"].as_str().unwrap().to_owned();
    serve(&home, &id);
    here.until("/health", 200);
    assert_eq!(results(&here), old, "id and URL are the same, the history is the old one");
    assert_eq!(calculate(&there, "7 * 7"), 200);
    assert_eq!(results(&here), old, "what happens in the fork stays there");

    home.run(["restore", &id, &backup, "--no-backup"]).success().any_stderr();
    serve(&home, &id);
    here.until("/health", 200);
    assert_eq!(results(&here), new, "what was before the restore was kept");
    home.run(["kill", "--all", "--yes"]).success().any_stderr();
    home.is_clean();
    assert_eq!(home.run(["snapshots", "ls", "-q"]).success().text().lines().count(), 2, "history outlives the sandbox");
}

#[test]
fn a_name_goes_to_the_newest_and_what_others_need_is_not_removed() {
    let home = Home::new();
    let id = home.init();
    shell(&home, &id, "head -c 9000000 /dev/urandom > big; echo 1 > small");
    let first = snapshot(&home, &[&id, "--name", "state"]);
    shell(&home, &id, "echo 2 > small; rm /usr/share/doc/bash/README 2>/dev/null || true");
    let second = snapshot(&home, &[&id, "--name", "state", "-m", "the second"]);
    shell(&home, &id, "rm small; mkdir small; echo 3 > small/3; mv big large");
    let third = snapshot(&home, &[&id]);
    let shown = |reference: &str| home.run(["snapshots", "show", reference, "--json"]).success().json();
    assert_eq!(shown("state")["id"], second.as_str(), "the name is the newest one's");
    assert_eq!(shown(&first)["name"], serde_json::Value::Null);
    assert_eq!((&shown(&second)["base"], &shown(&third)["base"]), (&first.as_str().into(), &second.as_str().into()));
    assert!(shown(&second)["unique_bytes"].as_u64().unwrap() < 100_000, "it only adds what has changed");
    assert_eq!(shown(&third)["parent"], second.as_str());

    home.run(["snapshots", "rm", &first]).fails(6, "only add", "--cascade");
    home.run(["snapshots", "verify", "--all"]).success().stdout(format!("{first}\n{second}\n{third}\n"));
    for (of, expected) in [(&first, "1"), (&second, "2")] {
        home.run(["restore", &id, of, "--no-backup"]).success().any_stderr();
        assert_eq!(shell(&home, &id, "cat small; wc -c < big").trim(), format!("{expected}\n9000000"));
    }
    home.run(["restore", &id, &third, "--no-backup"]).success().any_stderr();
    assert_eq!(shell(&home, &id, "cat small/3; wc -c < large; ls").trim(), "3\n9000000\nlarge\nsmall");
    home.run(["snapshots", "rm", &first, "--cascade"]).fails(2, "remove 3 snapshots", "--yes");
    let planned = home.run(["snapshots", "rm", &first, "--cascade", "--dry-run"]).success().text();
    assert_eq!(planned, format!("{third}\n{second}\n{first}\n"));
    home.run(["snapshots", "rm", &first, "--cascade", "--yes"]).success().stdout(planned);
    assert!(super::stored(&home).is_empty());
    home.run(["kill", &id]).success();
}

#[test]
fn a_stopped_sandbox_is_kept_forked_and_restored_and_stays_stopped() {
    let home = Home::new();
    let id = home.init_with(&["-e", "COLOUR=blue", "--label", "team=red"]);
    shell(&home, &id, "echo one > file; mkdir node_modules dist; touch node_modules/x dist/y");
    home.run(["stop", &id]).success();
    let state = |id: &str| home.run(["show", id, "--json"]).success().json()["state"].clone();
    let taken = home.run(["snapshot", &id, "--name", "one", "--json"]).success().any_stderr().json();
    assert_eq!(taken["excluded"], serde_json::json!(["workspace/node_modules"]));
    assert_eq!(taken["pause_ms"], serde_json::Value::Null, "nothing ran that could stand still");
    assert_eq!(state(&id), "stopped");
    let fork = home.run(["fork", &id, "-e", "SIZE=xl"]).success().any_stderr().id();
    let seen = shell(&home, &fork, "cat file; ls; echo $COLOUR $SIZE");
    assert_eq!(seen, "one\ndist\nfile\nblue xl\n");
    assert_eq!(home.run(["show", &fork, "--json"]).success().json()["labels"]["team"], "red");
    let all = snapshot(&home, &[&id, "--include-all"]);
    let whole = home.run(["fork", &all]).success().any_stderr().id();
    assert_eq!(shell(&home, &whole, "ls; echo $COLOUR"), "dist\nfile\nnode_modules\nblue\n");
    home.run(["restore", &id, "one"]).success().any_stderr();
    assert_eq!(state(&id), "stopped");
    home.run(["restore", &id, "one", "--start"]).success().any_stderr();
    assert_eq!(state(&id), "running");
    assert_eq!(shell(&home, &id, "ls"), "dist\nfile\n");
    home.run(["kill", "--all", "--yes"]).success().any_stderr();
    home.is_clean();
}

#[test]
fn a_snapshot_in_the_background_is_told_by_its_id_at_once_and_its_failure_by_the_sandbox() {
    let home = Home::new();
    let id = home.init_with(&["--name", "box"]);
    shell(&home, &id, "echo x > file");
    let taken = home.run(["snapshot", "box", "--detach", "--name", "later", "-m", "with a 'quote'"]).success().id();
    while home.run(["snapshots", "show", &taken]).any_stderr().exit_code() != Some(0) {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let shown = home.run(["snapshots", "show", "later", "--json"]).success().json();
    assert_eq!((&shown["id"], &shown["comment"]), (&taken.as_str().into(), &"with a 'quote'".into()));
    home.run(["stop", "box"]).success();
    // Where its folder should be there is a file.
    let folder = home.folder().join("home/data/lists");
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::File::create(&folder).unwrap();
    home.run(["snapshot", "box", "-d"]).success().id();
    let failed = || home.run(["show", "box", "--json"]).success().any_stderr().json()["operation_error"].clone();
    while failed().is_null() {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let shown = home.run(["show", "box", "--json"]).success().json();
    assert_eq!((&shown["operation"], &shown["state"]), (&"snapshot".into(), &"stopped".into()));
    std::fs::remove_file(&folder).unwrap();
    snapshot(&home, &["box"]);
    assert!(failed().is_null(), "it is tried again, and done");
    home.run(["kill", "box"]).success();
    home.is_clean();
}

#[test]
fn what_is_not_there_or_not_meant_is_said() {
    let home = Home::new();
    let id = home.init_with(&["--name", "box"]);
    home.run(["snapshot", "nobody"]).fails(4, "no sandbox", "sandcastle ls");
    home.run(["restore", "box", "nothing"]).fails(4, "no snapshot", "snapshots ls");
    home.run(["fork", "neither"]).fails(4, "no sandbox and no snapshot", "snapshots ls");
    home.run(["snapshot", "box", "--exclude", "a["]).fails(2, "a[", "");
    home.run(["snapshots", "show", "../x"]).fails(2, "neither a name nor an id", "snapshots ls");
    home.run(["snapshot", "box", "--since", "nothing"]).fails(4, "no snapshot", "snapshots ls");
    snapshot(&home, &["box", "--name", "box"]);
    home.run(["fork", "box"]).fails(2, "is a sandbox and a snapshot", "sandbox:box or snapshot:box");
    let fork = home.run(["fork", "snapshot:box"]).success().any_stderr().id();
    home.run(["snapshot", &fork, "--since", "box"]).fails(2, "is not of", "taken since its last restore");
    home.run(["fork", "sandbox:box", "--name", "box"]).fails(5, "box exists", "");
    home.run(["kill", &id, &fork, "--yes"]).success().any_stderr();
    home.is_clean();
}

#[test]
fn ten_thousand_snapshots_are_listed_and_one_of_them_is_found() {
    let home = Home::new();
    let id = home.init();
    let first = snapshot(&home, &[&id, "--name", "first"]);
    home.run(["kill", &id]).success();
    let store = home.folder().join("home/data/snapshots");
    let manifest = std::fs::read_to_string(store.join(&first).join("manifest.json")).unwrap();
    for number in 0..10_000 {
        let copy = format!("zzzzzzz{number:05}");
        std::fs::create_dir(store.join(&copy)).unwrap();
        let manifest = manifest.replace(&first, &copy).replace("\"first\"", &format!("\"copy-{number}\""));
        std::fs::File::create_new(store.join(&copy).join("manifest.json"))
            .unwrap()
            .write_all(manifest.as_bytes())
            .unwrap();
    }
    assert_eq!(home.run(["snapshots", "ls", "-q"]).success().text().lines().count(), 10_001);
    let shown = home.run(["snapshots", "show", "copy-9876", "--json"]).success().json();
    assert_eq!(shown["id"], "zzzzzzz09876");
    home.run(["snapshots", "rm", "copy-9876"]).success().any_stderr();
    assert_eq!(home.run(["snapshots", "ls", "-q"]).success().text().lines().count(), 10_000);
}
