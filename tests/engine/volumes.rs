//! What accounts keep beyond their sandboxes: volumes, a home, data.

use crate::support::{Home, docker, names};

/// The names that `volume ls` shows, homes as `-`, each with its account.
fn listed(home: &Home) -> Vec<String> {
    let listed = home.run(["volume", "ls", "--json"]).success().json();
    let items = listed["items"].as_array().unwrap().iter();
    items
        .map(|item| format!("{}/{}", item["account"].as_str().unwrap(), item["name"].as_str().unwrap_or("-")))
        .collect()
}

#[test]
fn an_account_keeps_volume_home_and_data_and_another_one_has_its_own() {
    let home = Home::new();
    let all = ["--volume", "cache:/cache", "--home", "--data", "reports/2026"];
    let one = home.init_with(&all);
    home.run(["exec", &one, "id -u; echo one | tee /cache/x /data/x ~/x; test -e ~/.profile && echo copied"])
        .success()
        .stdout("1000\none\ncopied\n");
    // Two at once; one of them only reads.
    let two = home.init_with(&["--volume", "cache:/c:ro", "--home", "--data", "reports"]);
    home.run(["exec", &two, "cat /c/x ~/x /data/2026/x; echo no > /c/x || echo closed"])
        .success()
        .stdout("one\none\none\nclosed\n")
        .any_stderr();
    let other = home.init_with(&[&["--account", "bob"], &all[..]].concat());
    home.run(["exec", &other, "ls -A /cache /data; test -e ~/x || echo fresh"])
        .success()
        .stdout("/cache:\n\n/data:\nfresh\n");
    assert_eq!(listed(&home), ["bob/-", "bob/cache", "default/-", "default/cache"]);
    // The account is a filter everywhere.
    assert_eq!(home.run(["ls", "-q", "--account", "bob"]).success().text(), format!("{other}\n"));
    assert_eq!(home.run(["ls", "-q", "--filter", "account=default"]).success().text(), format!("{one}\n{two}\n"));
    let homes = home.run(["volume", "ls", "--account", "bob", "--filter", "kind=home", "--json"]).success().json();
    assert_eq!(homes["items"].as_array().unwrap().len(), 1);
    home.run(["kill", "--account", "bob"]).success().any_stderr();
    // They outlive their sandboxes, and gc.
    home.run(["kill", "--all", "--yes"]).success();
    home.run(["gc"]).success().any_stderr();
    assert_eq!(listed(&home), ["bob/-", "bob/cache", "default/-", "default/cache"]);
    let back = home.init_with(&all);
    home.run(["exec", &back, "cat /cache/x /data/x ~/x"]).success().stdout("one\none\none\n");
    home.run(["kill", &back]).success();
    let names = home.run(["volume", "ls", "-q"]).success().text();
    home.run([&["volume", "rm", "--yes"], &names.lines().collect::<Vec<_>>()[..]].concat()).success();
    home.is_clean();
}

#[test]
fn a_volume_in_use_stays_and_what_is_asked_twice_is_done_once() {
    let home = Home::new();
    let made = home.run(["volume", "create", "cache", "--label", "team=a", "--json"]).success().json();
    assert_eq!(
        (made["created"].as_bool(), made["name"].as_str(), made["schema"].as_str()),
        (Some(true), Some("cache"), Some("volume.v1"))
    );
    assert_eq!(home.run(["volume", "create", "cache", "--json"]).success().json()["created"], false);
    assert_eq!(
        home.run(["volume", "ls", "--label", "team=a", "--json"]).success().json()["items"][0]["labels"]["team"],
        "a"
    );
    assert_eq!(home.run(["volume", "ls", "--label", "team=b", "-q"]).success().text(), "");
    home.run(["volume", "ls", "--filter", "colour=red"]).fails(2, "colour=red", "account=");
    let id = home.init_with(&["--name", "user", "--volume", "cache:/cache"]);
    home.run(["stop", &id]).success();
    for more in [&[][..], &["--dry-run"]] {
        home.run(["volume", "rm", "cache", "--json"].iter().chain(more)).fails_in_json(
            "wrong_state",
            6,
            "in use by user",
            "sandcastle kill user",
        );
    }
    home.run(["volume", "rm", "none", "--json"]).fails_in_json("not_found", 4, "none", "volume ls");
    home.run(["volume", "rm", "none", "--ignore-not-found"]).success();
    home.run(["volume", "rm", "--home", "--json"]).fails_in_json("not_found", 4, "no home", "--home");
    home.run(["volume", "create", "other"]).success().stdout("other\n");
    home.run(["kill", &id]).success();
    home.run(["volume", "rm", "cache", "other", "--json"]).fails_in_json("confirmation_required", 2, "", "--yes");
    assert_eq!(home.run(["volume", "rm", "cache", "other", "--dry-run"]).success().text(), "cache\nother\n");
    assert_eq!(home.run(["volume", "rm", "cache", "other", "--yes"]).success().text(), "cache\nother\n");
    home.is_clean();
}

#[test]
fn what_was_made_for_a_sandbox_that_was_not_goes_again() {
    let home = Home::new();
    home.run(["volume", "create", "kept"]).success().any_stderr();
    let arguments = [
        "init",
        "--user",
        "ghost",
        "--volume",
        "kept:/kept",
        "--volume",
        "fresh:/fresh",
        "--data",
        "a/b",
        "--account",
        "default",
    ];
    home.run(arguments).code(2).stderr_has("ghost");
    assert_eq!(listed(&home), ["default/kept"]);
    assert_eq!(names(&home.folder().join("home/data/accounts/default")), Vec::<String>::new());
    // Two homes never see each other's, nor take a volume under a name of ours for ours.
    let other = Home::new();
    assert_eq!(listed(&other), Vec::<String>::new());
    let id = home.init_with(&["--volume", "kept:/kept"]);
    assert_eq!(home.on_engine().iter().filter(|name| name.starts_with("sandcastle-vol-")).count(), 1);
    home.run(["kill", &id]).success();
    let theirs = format!("sandcastle-vol-{}.default.taken", home.id());
    docker(&["volume", "create", &theirs]);
    home.run(["init", "--json", "--volume", "taken:/x"]).fails_in_json("conflict", 5, "not ours", "docker volume rm");
    docker(&["volume", "rm", &theirs]);
}

#[test]
fn a_snapshot_takes_volumes_along_when_it_is_asked_to() {
    let home = Home::new();
    let id = home.init_with(&["--name", "source", "--volume", "cache:/cache", "--home"]);
    home.run([
        "exec",
        &id,
        "echo own > own; echo old | tee /cache/x ~/x; mkdir -m 750 /cache/d; ln /cache/x /cache/d/x",
    ])
    .success()
    .any_stderr();
    let taken = home.run(["snapshot", &id, "--name", "with", "--volumes", "--json"]).success().any_stderr().json();
    assert_eq!(taken["volumes"], serde_json::json!(["/cache", "/home/sandbox"]));
    home.run(["snapshot", &id, "--name", "without"]).success().stderr_has("/cache, /home/sandbox");
    // One adds to the other only where both have them.
    home.run(["snapshot", "--json", &id, "--since", "with"]).fails_in_json("usage", 2, "volumes", "--volumes");
    home.run(["exec", &id, "echo new | tee /cache/x ~/x own"]).success().any_stderr();
    let adds = home.run(["snapshot", &id, "--name", "adds", "--since", "with", "--volumes"]);
    adds.success().any_stderr();

    let look = "cat own /cache/x ~/x; stat -c '%a %U %h' /cache/d /cache/x; grep -oE ' (/cache|/home/sandbox) ' /proc/self/mountinfo | tr -d ' '";
    let is = |id: &str, text: &str, mounts: &str| {
        let seen = home.run(["exec", id, look]).any_stderr().text();
        assert_eq!(seen, format!("{text}750 sandbox 2\n644 sandbox 2\n{mounts}"));
    };
    // They are its own then, and the volumes stay as they are.
    let fork = home.run(["fork", "with"]).success().id();
    is(&fork, "own\nold\nold\n", "");
    let later = home.run(["fork", "adds"]).success().id();
    is(&later, "new\nnew\nnew\n", "");
    // A volume that is made for it is filled; one that is there is somebody's.
    let filled = home.run(["fork", "with", "--volume", "copy:/cache"]).success().stderr_has("/cache").id();
    is(&filled, "own\nold\nold\n", "/cache\n");
    let shared = home.run(["fork", "with", "--volume", "cache:/cache"]).success().stderr_has("/cache").id();
    is(&shared, "own\nnew\nold\n", "/cache\n");
    home.run(["restore", &id, "with"]).success().stderr_has("fork with --volume NEW-NAME:/cache");
    is(&id, "own\nnew\nnew\n", "/cache\n/home/sandbox\n");
    // Made for it once, and its account's ever since.
    home.run(["exec", &filled, "echo later > /cache/x"]).success();
    home.run(["restore", &filled, "with"]).success().any_stderr();
    is(&filled, "own\nlater\nold\n", "/cache\n");
    let bare = home.run(["fork", "without"]).success().stderr_has("/cache, /home/sandbox").id();
    home.run(["exec", &bare, "cat own; ls /cache"]).any_stderr().stdout("own\n");

    // On the way through a file, too.
    let archive = home.folder().join("with.tar.zst");
    home.run(["snapshots", "export", "with", archive.to_str().unwrap()]).success().any_stderr();
    home.run(["snapshots", "rm", "--cascade", "--yes", "with"]).success().any_stderr();
    home.run(["snapshots", "import", archive.to_str().unwrap()]).success().any_stderr();
    let imported = home.run(["fork", "with"]).success().id();
    is(&imported, "own\nold\nold\n", "");
    home.run(["kill", "--all", "--yes"]).success();
    let names = home.run(["volume", "ls", "-q"]).success().text();
    home.run([&["volume", "rm", "--yes"], &names.lines().collect::<Vec<_>>()[..]].concat()).success();
    home.is_clean();
}

#[test]
fn files_move_into_volumes_and_a_diff_and_a_snapshot_leave_them_out() {
    let home = Home::new();
    let id = home.init_with(&["--name", "box", "--volume", "cache:/cache", "--volume", "read:/read:ro"]);
    let file = home.file("file", "content");
    home.run(["upload", &id, file.to_str().unwrap(), "/cache/sub/file"]).success().any_stderr();
    home.run(["exec", &id, "cat /cache/sub/file; echo own > /code/own"]).success().stdout("content");
    let back = home.path("back");
    home.run(["download", &id, "/cache/sub/file", back.to_str().unwrap()]).success().any_stderr();
    assert_eq!(std::fs::read(&back).unwrap(), b"content");
    home.run(["upload", "--json", &id, file.to_str().unwrap(), "/read/file"]).any_stderr().code(8);
    let diff = home.run(["diff", &id, "--name-only"]).success().any_stderr().text();
    assert!(diff.contains("code/own") && !diff.contains("cache"), "{diff}");
    home.run(["snapshot", &id, "--name", "state"]).success().stderr_has("/cache");
    let fork = home.run(["fork", "state"]).success().stderr_has("/cache").id();
    home.run(["exec", &fork, "test -e /cache || cat /code/own"]).success().stdout("own\n");
}

#[test]
fn a_volume_that_another_number_wrote_can_still_be_written() {
    let home = Home::new();
    let place = tempfile::Builder::new().prefix("volumes-").tempdir_in("/tmp").unwrap();
    std::os::unix::fs::chown(place.path(), Some(1234), Some(1234)).unwrap();
    let mount = format!("{}:/workspace", place.path().display());
    let one = home.init_with(&["--volume", "cache:/cache", "--home"]);
    home.run(["exec", &one, "mkdir -p /cache/d && touch /cache/d/x && id -u"]).success().stdout("1000\n");
    // While somebody else has it, nothing in it is given away.
    let beside = home
        .run(["init", "--volume", "cache:/cache", "--mount", &mount])
        .success()
        .stderr_has("/cache belongs to uid 1000")
        .id();
    home.run(["kill", "--yes", &one, &beside]).success();
    let two = home.init_with(&["--volume", "cache:/cache", "--home", "--mount", &mount]);
    home.run(["exec", &two, "id -u; touch /cache/d/y ~/y && stat -c %u /cache/d/x ~/.profile"])
        .success()
        .stdout("1234\n1234\n1234\n");
    home.run(["kill", &two]).success();
    // Without a folder the number is that of the volume.
    let three = home.init_with(&["--volume", "cache:/cache"]);
    home.run(["exec", &three, "id -u; touch /cache/d/z"]).success().stdout("1234\n");
}
