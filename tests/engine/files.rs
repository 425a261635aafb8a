//! Files in and out, over both roads, into places that the engine's own copy can't reach.

use crate::exec::over_both_roads;
use crate::support::{Home, names};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

/// A digest of a tree: names, kinds, modes, times and content.
fn listing(root: &std::path::Path) -> String {
    let script = "cd \"$1\" && find . -printf '%P %y %m %Ts %l\\n' | sort && find . -type f -print0 | sort -z | xargs -0 -r sha256sum";
    let output = Command::new("sh").args(["-c", script, "sh"]).arg(root).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn tree(home: &Home) -> std::path::PathBuf {
    home.file("tree/plain.txt", "plain");
    home.file("tree/empty", "");
    home.file("tree/deep/er/x", vec![7u8; 300_000]);
    home.file("tree/odd \n name", "odd");
    home.file("tree/-rf", "dash");
    let script = home.file("tree/run.sh", "#!/bin/sh\necho ran\n");
    std::fs::set_permissions(script, std::fs::Permissions::from_mode(0o755)).unwrap();
    std::os::unix::fs::symlink("plain.txt", home.path("tree/link")).unwrap();
    std::os::unix::fs::symlink("/nowhere", home.path("tree/dangling")).unwrap();
    home.path("tree")
}

#[test]
fn a_tree_goes_in_and_comes_out_the_same_over_both_roads() {
    for road in ["shared", "bridge"] {
        let home = Home::new();
        home.run(["config", "set", "guest.road", road]).success();
        let id = home.init();
        let tree = tree(&home);
        home.run(["upload", &id, tree.to_str().unwrap(), "/workspace/new/tree"]).success().stdout("");
        home.run(["exec", &id, "cd /workspace/new && stat -c %U . tree tree/deep/er/x | sort -u && tree/run.sh"])
            .success()
            .stdout("sandbox\nran\n");
        let back = home.path("back");
        home.run(["download", &id, "/workspace/new/tree", back.to_str().unwrap()]).success().stdout("");
        assert_eq!(listing(&tree), listing(&back));
        let result = home.run(["upload", "--json", &id, tree.to_str().unwrap(), "/tmp"]).success().json();
        assert_eq!(result["schema"], "transfer.v1");
        home.run(["exec", &id, "cat /tmp/tree/plain.txt"]).success().stdout("plain");
    }
}

#[test]
fn files_arrive_in_memory_file_systems_and_in_a_stopped_sandbox() {
    over_both_roads(|home, id| {
        let id = id.to_owned();
        let file = home.file("note", "a note");
        home.run(["upload", &id, file.to_str().unwrap(), "/dev/shm/note"]).success();
        home.run(["exec", &id, "cat /dev/shm/note"]).success().stdout("a note");
        home.run(["stop", &id]).success();
        home.run(["upload", &id, file.to_str().unwrap(), "/code/"]).success();
        let back = home.path("back");
        home.run(["download", &id, "/code/note", back.to_str().unwrap()]).success();
        assert_eq!(std::fs::read(back).unwrap(), b"a note");
        assert_eq!(home.run(["show", &id, "--json"]).success().json()["state"], "stopped", "it is stopped again");
    });
}

#[test]
fn a_dash_is_a_tar_stream_both_ways() {
    over_both_roads(|home, id| {
        let id = id.to_owned();
        let tree = tree(home);
        let packed = Command::new("tar")
            .arg("-C")
            .arg(tree.parent().unwrap())
            .args(["-cf", "-", "tree"])
            .output()
            .unwrap()
            .stdout;
        home.run_with_input(["upload", &id, "-", "/workspace"], &packed).success();
        let stream = home.run(["download", &id, "/workspace/tree", "-"]).success().bytes();
        let archive = home.file("back.tar", stream);
        let back = home.path("unpacked");
        std::fs::create_dir_all(&back).unwrap();
        assert!(Command::new("tar").arg("-C").arg(&back).arg("-xf").arg(archive).status().unwrap().success());
        assert_eq!(listing(&tree), listing(&back.join("tree")));
        home.run_with_input(["upload", "--json", &id, "-", "/workspace"], &packed[..packed.len() / 2])
            .fails_in_json("damaged", 9, "", "");
        home.run_with_input(["upload", "--json", &id, "-", "/workspace"], b"").fails_in_json("damaged", 9, "", "");
    });
}

#[test]
fn what_is_missing_or_of_the_wrong_kind_is_said_and_nothing_is_left() {
    over_both_roads(|home, id| {
        let id = id.to_owned();
        let file = home.file("note", "x");
        let note = file.to_str().unwrap();
        home.run(["upload", "--json", &id, "/no/such/file", "/code/"]).fails_in_json(
            "not_found",
            4,
            "/no/such/file",
            "",
        );
        home.run(["download", "--json", &id, "/no/such/file", "."]).fails_in_json("not_found", 4, "/no/such/file", "");
        home.run(["upload", "--json", &id, note, "/etc/passwd/x"]).fails_in_json("conflict", 5, "", "");
        home.run(["upload", "--json", "nobody", note, "/x"]).fails_in_json("not_found", 4, "nobody", "sandcastle ls");
        let left = home.run(["exec", &id, "ls -A /code"]).success().text();
        assert_eq!(left, "");
    });
}

#[test]
fn a_hostile_sandbox_writes_nothing_outside_the_destination() {
    over_both_roads(|home, id| {
        let id = id.to_owned();
        let canary = home.file("canary/file", "untouched");
        let outside = canary.parent().unwrap().to_str().unwrap().to_owned();
        home.run([
            "exec",
            &id,
            &format!(
                "mkdir -p /code/d && ln -s {outside} /code/d/way-out && mkfifo /code/d/fifo && echo x > /code/d/x"
            ),
        ])
        .success();
        let dest = home.path("dest");
        home.run(["download", &id, "/code/d", dest.to_str().unwrap()]).success().stderr_has("fifo");
        assert_eq!(
            std::fs::read_link(dest.join("way-out")).unwrap().to_str(),
            Some(outside.as_str()),
            "links are links"
        );
        assert_eq!(names(canary.parent().unwrap()), ["file"]);
        assert!(!dest.join("fifo").exists());
        // The same name is a folder now: it must not be written through the link that stands there.
        home.run(["exec", &id, "cd /code/d && rm way-out && mkdir way-out && echo evil > way-out/file"]).success();
        home.run(["download", "--json", &id, "/code/d/.", dest.to_str().unwrap()]).any_stderr().code(8);
        assert_eq!(std::fs::read_to_string(&canary).unwrap(), "untouched");
    });
}

#[test]
fn strict_refuses_both_ways_what_would_be_left_out() {
    over_both_roads(|home, id| {
        let id = id.to_owned();
        home.file("tree/x", "x");
        let fifo = home.path("tree/fifo");
        assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        let tree = home.path("tree").to_str().unwrap().to_owned();
        home.run(["upload", "--json", "--strict", &id, &tree, "/workspace/new"]).fails_in_json("denied", 8, "fifo", "");
        home.run(["exec", &id, "mkdir d && mkfifo d/fifo && ls -A /workspace"]).success().stdout("d\n");
        let dest = home.path("dest");
        home.run(["download", "--json", "--strict", &id, "/workspace/d", dest.to_str().unwrap()])
            .fails_in_json("denied", 8, "fifo", "");
        assert!(!dest.exists());
        home.run(["upload", &id, &tree, "/workspace/new"]).success().stderr_has("fifo");
    });
}

#[test]
fn a_download_that_is_killed_or_interrupted_leaves_nothing_after_the_next_one() {
    let home = Home::new();
    let id = home.init();
    home.run(["exec", &id, "head -c 400000000 /dev/zero > big"]).success();
    let folder = home.path("into");
    std::fs::create_dir_all(&folder).unwrap();
    for (signal, code) in [("-INT", Some(130)), ("-TERM", Some(143)), ("-KILL", None)] {
        let mut download = home.spawn(["download", &id, "big", folder.to_str().unwrap()]);
        std::thread::sleep(std::time::Duration::from_millis(120));
        let _ = Command::new("kill").args([signal, &download.id().to_string()]).output();
        let ended = download.wait().unwrap().code();
        assert!(ended == code || ended == Some(0), "{signal}: {ended:?}");
        if signal != "-KILL" {
            let left: Vec<String> = names(&folder).into_iter().filter(|name| name.starts_with('.')).collect();
            assert_eq!(left, Vec::<String>::new(), "after {signal}");
        }
    }
    std::thread::sleep(std::time::Duration::from_secs(4));
    home.run(["download", &id, "big", folder.to_str().unwrap()]).success();
    assert_eq!(names(&folder), ["big"]);
}

#[test]
fn an_upload_from_a_pipe_that_never_ends_is_refused_at_once() {
    let home = Home::new();
    let id = home.init();
    let mut upload = home.command(["upload", &id, "-", "/etc/passwd/x"]);
    let mut child = upload.stdin(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let stdin = child.stdin.take().unwrap();
    let begun = std::time::Instant::now();
    assert_eq!(child.wait().unwrap().code(), Some(5));
    assert!(begun.elapsed() < std::time::Duration::from_secs(20));
    drop(stdin);
}
