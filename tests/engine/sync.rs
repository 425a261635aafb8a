//! Versions in object storage, on a real S3 server: pushed, pulled, listed, and what is damaged or half-written.

use crate::support::s3::{BUCKET, S3};
use crate::support::{Home, names};
use std::process::Command;
use std::time::Duration;

struct Bench {
    home: Home,
    s3: S3,
}

impl Bench {
    fn new() -> Bench {
        let home = Home::new();
        let s3 = S3::start(&home.path("s3"));
        s3.serve(&home);
        Bench { home, s3 }
    }

    fn push(&self, id: &str, path: &str) -> u64 {
        self.home.run(["sync", "push", id, path, &url()]).success().text().trim().parse().unwrap()
    }
}

fn url() -> String {
    format!("s3://{BUCKET}/backups")
}

/// Makes a tree of everything that a version keeps.
const TREE: &str = r#"mkdir -p /code/tree/deep/er "/code/tree/empty folder" && cd /code/tree &&
    printf content > plain && : > zero && head -c 20000000 /dev/urandom > large && printf '#!/bin/sh\necho ran' > run &&
    printf odd > "$(printf 'new\nline')" && printf bad > "$(printf 'bytes-\377')" && printf deep > deep/er/x &&
    printf colon > 'a: b?c#d%20e+f' && printf curly > '{x}^~`|\back' && printf uni > 'ümlaut 漢字' &&
    ln -s plain link && ln -s /nowhere/at/all dangling && ln plain more && truncate -s 3000000 holes &&
    chmod 750 run && chmod 700 deep && chmod 400 zero && touch -d '2001-02-03 04:05:06.789' plain deep/er deep && mkfifo fifo"#;
/// Tells all about it, and the contents.
const TELL: &str = r"find . -printf '%P|%y|%m|%T@|%l|%s\n' | grep -av -e '^fifo' -e '^|' | sed 's/\(|d|.*|\)[0-9]*$/\1/' | LC_ALL=C sort && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum";

#[test]
fn a_tree_is_the_same_after_a_push_and_a_pull() {
    let bench = Bench::new();
    let home = &bench.home;
    let (one, other) = (home.init(), home.init());
    home.run(["exec", &one, TREE]).success();
    let pushed = home.run(["sync", "push", "--json", &one, "/code/tree", &url()]).any_stderr().success().json();
    assert_eq!((&pushed["schema"], &pushed["files"]), (&"sync.v1".into(), &11.into()), "{pushed}");
    assert!(pushed["bytes"].as_u64().unwrap() > 23_000_000 && pushed["duration_ms"].is_u64());
    assert_eq!((&pushed["errors"], &pushed["left_out_count"]), (&0.into(), &1.into()));
    let told = home.run(["exec", &one, &format!("cd /code/tree && {TELL}")]).success().bytes();
    home.run(["sync", "pull", &other, "/code/back/again", &url()]).success().stdout(format!("{}\n", pushed["version"]));
    home.run(["exec", &other, &format!("cd /code/back/again && {TELL}")]).success().stdout(told);
    home.run(["exec", &other, "cd /code/back/again && test plain -ef more && stat -c %U plain"])
        .success()
        .stdout("sandbox\n");
}

#[test]
fn versions_are_listed_and_the_latest_is_the_highest_whole_one() {
    let bench = Bench::new();
    let home = &bench.home;
    let id = home.init_with(&["--name", "source"]);
    home.run(["sync", "latest", "--json", &url()]).fails_in_json("not_found", 4, "no version", "sync push");
    home.run(["sync", "ls", &url()]).success();
    home.run(["exec", &id, "mkdir tree && echo 1 > tree/x"]).success();
    let first = bench.push(&id, "tree");
    home.run(["exec", &id, "echo 2 > tree/x"]).success();
    let second = bench.push(&id, "tree");
    assert!(second > first);
    let listed = home.run(["sync", "ls", "--json", &url()]).success().json();
    let versions: Vec<_> = listed["items"].as_array().unwrap().iter().map(|item| item["version"].as_u64()).collect();
    assert_eq!(versions, [Some(first), Some(second)]);
    assert_eq!((&listed["items"][0]["files"], &listed["items"][0]["sandbox"]), (&1.into(), &"source".into()));
    home.run(["sync", "ls", "-q", &url()]).success().stdout(format!("{first}\n{second}\n"));
    home.run(["sync", "latest", &url()]).success().stdout(format!("{second}\n"));
    // One that has files and no manifest is none.
    bench.s3.objects("backups/default").put(&format!("{}/files/x", second + 100), b"half");
    home.run(["sync", "latest", &url()]).success().stdout(format!("{second}\n"));
    home.run(["sync", "pull", "-q", &id, "/code/old", &format!("{}@{first}", url())]).success();
    home.run(["sync", "pull", "-q", &id, "/code/new", &url()]).success();
    home.run(["exec", &id, "cat /code/old/x /code/new/x"]).success().stdout("1\n2\n");
    home.run(["sync", "pull", "--json", &id, "/code/none", &format!("{}@7", url())]).fails_in_json(
        "not_found",
        4,
        "version 7",
        "sync ls",
    );
    // Another account has versions of its own.
    home.run(["config", "set", "account", "team-b"]).success();
    home.run(["sync", "ls", &url()]).success();
    home.run(["sync", "ls", "-q", "--account", "default", &url()]).success().stdout(format!("{first}\n{second}\n"));
}

#[test]
fn pushes_at_the_same_moment_are_versions_of_their_own() {
    let bench = Bench::new();
    let home = &bench.home;
    let id = home.init();
    home.run(["exec", &id, "mkdir tree && echo 1 > tree/x"]).success();
    let mut versions: Vec<u64> = std::thread::scope(|scope| {
        let pushes: Vec<_> = (0..4).map(|_| scope.spawn(|| bench.push(&id, "tree"))).collect();
        pushes.into_iter().map(|push| push.join().unwrap()).collect()
    });
    versions.sort_unstable();
    versions.dedup();
    assert_eq!(versions.len(), 4);
    let listed = home.run(["sync", "ls", "-q", &url()]).success().text();
    assert_eq!(listed.lines().map(|line| line.parse().unwrap()).collect::<Vec<u64>>(), versions);
}

#[test]
fn a_push_that_is_killed_or_interrupted_leaves_no_version() {
    let bench = Bench::new();
    let home = &bench.home;
    let id = home.init();
    home.run(["exec", &id, "mkdir tree && head -c 300000000 /dev/urandom > tree/large && echo x > tree/x"]).success();
    for (signal, millis) in [("-INT", 500), ("-TERM", 900), ("-KILL", 300), ("-KILL", 700)] {
        let mut push = home.spawn(["sync", "push", &id, "tree", &url()]);
        std::thread::sleep(Duration::from_millis(millis));
        let _ = Command::new("kill").args([signal, &push.id().to_string()]).output();
        let code = push.wait().unwrap().code();
        assert!(matches!(code, None | Some(130 | 143)), "{signal}: {code:?}");
        home.run(["sync", "ls", "-q", &url()]).success().stdout("");
        if signal != "-KILL" {
            assert_eq!(bench.s3.begun_in_parts(), 0, "parts cost as long as they are there");
        }
    }
    // Those that could clean up did.
    let left = bench.s3.objects("backups").begun("default");
    assert!(left.len() <= 2, "{left:?}");
    let version = bench.push(&id, "tree");
    home.run(["sync", "ls", "-q", &url()]).success().stdout(format!("{version}\n"));
}

#[test]
fn what_is_damaged_or_of_a_newer_form_is_refused_and_nothing_is_changed() {
    let bench = Bench::new();
    let home = &bench.home;
    let id = home.init();
    home.run([
        "exec",
        &id,
        "mkdir tree there && echo kept > there/x && echo content > tree/x && head -c 9000000 /dev/urandom > tree/y",
    ])
    .success();
    let version = bench.push(&id, "tree");
    let objects = bench.s3.objects(&format!("backups/default/{version}"));
    let refused = |code: &str, exit: i32, message: &str| {
        home.run(["sync", "pull", "--json", &id, "there", &url()]).fails_in_json(code, exit, message, "");
        home.run(["exec", &id, "ls -A there && cat there/x"]).success().stdout("x\nkept\n");
    };
    for key in ["files/x", "files/y"] {
        let whole = objects.get(key).unwrap();
        let mut flipped = whole.clone();
        flipped[whole.len() / 2] ^= 4;
        objects.put(key, &flipped);
        refused("damaged", 9, "BLAKE3");
        objects.put(key, &whole[..whole.len() - 1]);
        refused("damaged", 9, "bytes where");
        objects.put(key, &whole);
    }
    let manifest = objects.get("manifest.json").unwrap();
    let text = String::from_utf8(manifest.clone()).unwrap();
    objects.put("manifest.json", text.replace("\"mode\":420", "\"mode\":511").as_bytes());
    refused("damaged", 9, "BLAKE3");
    objects.put("manifest.json", &manifest[..manifest.len() / 2]);
    refused("damaged", 9, "can't be read");
    objects.put("manifest.json", text.replace("\"format\":1", "\"format\":2").as_bytes());
    refused("wrong_state", 6, "form 2");
    objects.put("manifest.json", &manifest);
    objects.remove("files/x");
    refused("damaged", 9, "missing");
    objects.remove("manifest.json");
    home.run(["sync", "ls", "-q", &url()]).success().stdout("");
}

#[test]
fn delete_makes_the_folder_what_the_version_is_and_touches_nothing_beside_it() {
    let bench = Bench::new();
    let home = &bench.home;
    let id = home.init();
    home.run(["exec", &id, "mkdir -p tree/a && echo 1 > tree/a/x && echo 2 > tree/b && ln -s b tree/l"]).success();
    bench.push(&id, "tree");
    let stranger = "mkdir -p other/n/m other/b other/l && echo 3 > other/a && touch other/n/m/y other/b/z beside";
    home.run(["exec", &id, stranger]).success();
    home.run(["sync", "pull", "--json", &id, "other", &url()]).any_stderr().code(5);
    let pulled = home.run(["sync", "pull", "--json", "--delete", &id, "other", &url()]).success().json();
    assert_eq!(pulled["removed"], 4);
    home.run(["exec", &id, "diff -r tree other && readlink other/l && ls"])
        .success()
        .stdout("b\nbeside\nother\ntree\n");
    home.run(["sync", "pull", "--json", "--delete", &id, "/", &url()]).fails_in_json("denied", 8, "whole sandbox", "");
}

#[test]
fn a_stopped_sandbox_is_pushed_and_pulled_and_stays_stopped() {
    let bench = Bench::new();
    let home = &bench.home;
    let id = home.init();
    home.run(["exec", &id, "mkdir tree && echo 1 > tree/x"]).success();
    home.run(["stop", &id]).success();
    bench.push(&id, "tree");
    home.run(["sync", "pull", "-q", &id, "copy", &url()]).success();
    assert_eq!(home.run(["show", &id, "--json"]).success().json()["state"], "stopped");
    home.run(["start", &id]).success();
    home.run(["exec", &id, "cat copy/x"]).success().stdout("1\n");
}

#[test]
fn init_is_filled_before_the_first_command_and_not_made_when_that_fails() {
    let bench = Bench::new();
    let home = &bench.home;
    let id = home.init();
    home.run(["exec", &id, "mkdir tree && echo 1 > tree/x && chmod 666 tree/x"]).success();
    let version = bench.push(&id, "tree");
    let (from, old) = (format!("{}:/data", url()), format!("{}@{version}:/fixed:ro", url()));
    let filled = home.run(["init", "--sync-from", &from, "--sync-from", &old]).success().id();
    home.run(["exec", &filled, "cat /data/x /fixed/x && echo 2 > /data/x && stat -c %U /data/x /fixed/x"])
        .success()
        .stdout("1\n1\nsandbox\nroot\n");
    home.run(["exec", &filled, "echo 2 > /fixed/x || touch /fixed/y || rm -f /fixed/x"]).any_stderr().code(1);
    let before = home.run(["ls", "-q"]).success().text();
    home.run(["init", "--json", "--sync-from", &format!("{}@7:/data", url())]).fails_in_json(
        "not_found",
        4,
        "version 7",
        "",
    );
    home.run(["ls", "-q"]).success().stdout(before);
    home.run(["init", "--json", "--sync-from", "s3://x"]).fails_in_json("usage", 2, "", "s3://bucket/prefix");
}

#[test]
fn kill_pushes_first_and_kills_only_what_is_saved() {
    let mut bench = Bench::new();
    let id = bench.home.init_with(&["--name", "work"]);
    bench.home.run(["exec", &id, "echo 1 > x"]).success();
    bench.s3.stop();
    bench.home.run(["kill", "work", "--sync", &url()]).fails(7, "not killed", "s3.endpoint");
    bench.home.run(["exec", &id, "cat x"]).success().stdout("1\n");
    bench.s3.resume();
    let home = &bench.home;
    home.run(["kill", "work", "--sync", &url()]).any_stderr().success();
    let filled = home.init_with(&["--sync-from", &format!("{}:/code", url())]);
    home.run(["exec", &filled, "cat /code/x"]).success().stdout("1\n");
    home.run(["kill", &filled, "--sync", &url(), "--sync-path", "/no/such"]).fails(4, "/no/such", "");
    home.run(["kill", &filled]).success();
    home.is_clean();
}

#[test]
fn what_is_wrong_is_told_by_its_exit_code() {
    let mut bench = Bench::new();
    {
        let home = &bench.home;
        let id = home.init();
        home.run(["exec", &id, "mkdir tree && touch tree/x file"]).success();
        bench.push(&id, "tree");
        home.run(["sync", "push", "--json", &id, "file", &url()]).fails_in_json("conflict", 5, "no folder", "");
        home.run(["sync", "push", "--json", &id, "/no/such", &url()]).fails_in_json("not_found", 4, "/no/such", "");
        home.run(["sync", "push", "--json", &id, "tree", "http://x"]).fails_in_json("usage", 2, "s3://", "");
        home.run(["sync", "push", "--json", &id, "tree", &format!("{}@1", url())])
            .fails_in_json("usage", 2, "version", "");
        home.run(["sync", "push", "--json", "nobody", "tree", &url()]).fails_in_json("not_found", 4, "nobody", "");
        home.set("AWS_SECRET_ACCESS_KEY", "wrong");
        home.run(["sync", "push", "--json", &id, "tree", &url()]).fails_in_json(
            "denied",
            8,
            "credentials",
            "AWS_ACCESS_KEY_ID",
        );
        home.set("AWS_ACCESS_KEY_ID", "");
        home.set("AWS_SHARED_CREDENTIALS_FILE", "/nowhere");
        home.set("AWS_CONFIG_FILE", "/nowhere");
        home.run(["sync", "latest", "--json", &url()]).fails_in_json("denied", 8, "no credentials", "AWS_PROFILE");
        let profile = format!(
            "[here]\naws_access_key_id = {}\naws_secret_access_key = {}\n",
            crate::support::s3::KEY.0,
            crate::support::s3::KEY.1
        );
        home.set("AWS_SHARED_CREDENTIALS_FILE", home.file("credentials", profile).to_str().unwrap());
        home.set("AWS_PROFILE", "here");
        home.run(["sync", "latest", "-q", &url()]).success();
        assert_eq!(bench.s3.objects("backups").begun("default").len(), 1, "what failed left nothing");
        assert!(names(&home.state().join("journal")).is_empty());
    }
    bench.s3.stop();
    bench.home.run(["sync", "latest", "--json", &url()]).fails_in_json(
        "store_unreachable",
        7,
        "can't be reached",
        "s3.endpoint",
    );
}

#[test]
fn a_snapshot_goes_to_another_home_through_object_storage() {
    let bench = Bench::new();
    let home = &bench.home;
    let id = home.init_with(&["-e", "SECRET=value"]);
    home.run(["exec", &id, "mkdir kept && head -c 9000000 /dev/urandom > kept/x"]).success();
    let first = home.run(["snapshot", &id, "--name", "first"]).any_stderr().success().id();
    home.run(["exec", &id, "echo more > kept/y"]).success();
    let second = home.run(["snapshot", &id]).any_stderr().success().id();
    let needs = home.run(["snapshots", "show", &second, "--json"]).success().json()["base"].clone();
    let sent = if needs.is_null() { format!("{second}\n") } else { format!("{first}\n{second}\n") };
    home.run(["snapshots", "push", &second, "--remote", &url()]).success().stdout(&sent);
    let again = home.run(["snapshots", "push", "--json", &second, "--remote", &url()]).success().json();
    assert_eq!(again["items"][0]["changed"], false);
    home.run(["snapshots", "push", "-q", "first", "--remote", &url()]).success();
    home.run(["snapshots", "ls", "-q", "--remote", &url()]).success().stdout(format!("{first}\n{second}\n"));

    let away = Home::new();
    bench.s3.serve(&away);
    let objects = bench.s3.objects(&format!("backups/snapshots/{second}"));
    let whole = objects.get("tree.tar.zst").unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    objects.put("tree.tar.zst", &flipped);
    away.run(["snapshots", "pull", "--json", &second, "--remote", &url()]).fails_in_json("damaged", 9, "BLAKE3", "");
    objects.put("tree.tar.zst", &whole[..whole.len() - 1]);
    away.run(["snapshots", "pull", "--json", &second, "--remote", &url()]).fails_in_json(
        "damaged",
        9,
        "bytes where",
        "",
    );
    assert!(!away.run(["snapshots", "ls", "-q"]).success().text().contains(&second));
    objects.put("tree.tar.zst", &whole);
    away.run(["snapshots", "pull", "-q", &second, "--remote", &url()]).success();
    away.run(["snapshots", "verify", &second]).success();
    let fork = away.run(["fork", &second]).any_stderr();
    assert_eq!(fork.exit_code(), Some(0), "{}", fork.stderr());
    away.run(["snapshots", "pull", "--json", "no-such", "--remote", &url()]).fails_in_json(
        "not_found",
        4,
        "no-such",
        "snapshots ls",
    );
}
