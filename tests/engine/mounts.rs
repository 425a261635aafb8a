//! Folders of this machine in sandboxes: whose files they are, and what no sandbox gets.

use crate::support::{Home, PROGRAM, docker};
use std::os::unix::fs::{MetadataExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder outside the tests' own, which is in a home that no sandbox gets.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Place {
        Place(tempfile::Builder::new().prefix("mounts-").tempdir_in("/tmp").unwrap())
    }

    fn folder(&self, name: &str, uid: u32) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::create_dir(&path).unwrap();
        chown(&path, Some(uid), Some(uid)).unwrap();
        path
    }
}

fn mount(folder: &Path, rest: &str) -> String {
    format!("{}:{rest}", folder.display())
}

/// Git here, as the user whose folder it is.
fn git(folder: &Path, uid: u32, arguments: &[&str]) -> String {
    let mut command = Command::new("setpriv");
    command.args([&format!("--reuid={uid}"), &format!("--regid={uid}"), "--clear-groups", "git"]).args(arguments);
    for (key, value) in [("GIT_AUTHOR_NAME", "me"), ("GIT_COMMITTER_NAME", "me"), ("HOME", "/nonexistent")] {
        command.env(key, value);
    }
    command.env("GIT_AUTHOR_EMAIL", "me@example.test").env("GIT_COMMITTER_EMAIL", "me@example.test");
    let output = command.current_dir(folder).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const COMMIT: &str = "git -c user.name=me -c user.email=me@example.test commit -qm";

#[test]
fn git_and_node_modules_work_on_both_sides_whoever_owns_the_folder() {
    let (home, place) = (Home::new(), Place::new());
    for uid in [1234, 1000] {
        let project = place.folder(&format!("project-{uid}"), uid);
        git(&project, uid, &["init", "-q"]);
        let id = home.init_with(&["--mount", &mount(&project, "/workspace")]);
        let inside = format!(
            "id -u; id -un; echo $HOME; echo code > a && git add a && {COMMIT} inside && \
             mkdir -p node_modules/x && touch node_modules/x/index.js ~/own /code/own && echo done"
        );
        let expected = format!("{uid}\nsandbox\n/home/sandbox\ndone\n");
        home.run(["exec", &id, &inside]).success().stdout(expected);
        // What was written there is the owner's here, and the other way round.
        assert_eq!(std::fs::metadata(project.join("node_modules/x/index.js")).unwrap().uid(), uid);
        git(&project, uid, &["commit", "--allow-empty", "-qm", "outside"]);
        std::fs::remove_dir_all(project.join("node_modules/x")).unwrap();
        home.run(["exec", &id, "git log --format=%s; test -e node_modules/x || echo gone"])
            .success()
            .stdout("outside\ninside\ngone\n");
        let listed = home.run(["show", &id, "--json"]).success().json();
        let shown = &listed["mounts"][0];
        assert_eq!((shown["kind"].as_str(), shown["source"].as_str()), (Some("folder"), project.to_str()));
        // It is the same after a stop, and with root the files keep their owner here.
        home.run(["stop", &id]).success();
        home.run(["start", &id]).success();
        home.run(["exec", &id, "id -u; git status --short"]).success().stdout(format!("{uid}\n"));
    }
    home.run(["kill", "--all", "--yes"]).success();
    home.is_clean();
}

#[test]
fn a_fork_shares_the_folder_and_a_snapshot_never_writes_into_one() {
    let (home, place) = (Home::new(), Place::new());
    let project = place.folder("project", 1234);
    std::fs::File::create(project.join("kept")).unwrap();
    chown(project.join("kept"), Some(77), Some(77)).unwrap();
    // A state with files of its own where others have a folder mounted.
    let plain = home.init_with(&["--name", "plain"]);
    home.run(["exec", &plain, "mkdir -p sub && echo own > kept && echo own > sub/file && echo code > /code/file"])
        .success();
    home.run(["snapshot", &plain, "--name", "state"]).success().any_stderr();
    let mounted = mount(&project, "/workspace");
    let fork = home.run(["fork", "state", "--mount", &mounted]).success().any_stderr().id();
    home.run(["exec", &fork, "cat /code/file; ls; wc -c < kept; touch new"]).success().stdout("code\nkept\n0\n");
    // Nothing in it got another owner but by its owner's hand.
    assert_eq!(std::fs::metadata(project.join("kept")).unwrap().uid(), 77);
    assert_eq!(std::fs::metadata(project.join("new")).unwrap().uid(), 1234);
    assert!(!project.join("sub").exists());
    let again = home.run(["fork", &fork]).success().any_stderr().id();
    home.run(["exec", &again, "id -u; ls; cat /code/file; touch again"]).success().stdout("1234\nkept\nnew\ncode\n");
    // A restore leaves it alone as well.
    home.run(["restore", &again, "state", "--no-backup"]).success().any_stderr();
    home.run(["exec", &again, "id -u; ls; cat /code/file"]).success().stdout("1234\nagain\nkept\nnew\ncode\n");
    assert_eq!(std::fs::metadata(project.join("kept")).unwrap().uid(), 77);
    // A snapshot says what it leaves out, and brings no folder along.
    home.run(["snapshot", &again, "--name", "other"]).success().stderr_has("/workspace");
    let bare = home.run(["fork", "snapshot:other"]).success().stderr_has("/workspace").id();
    home.run(["exec", &bare, "ls; cat /code/file"]).success().stdout("code\n");
}

#[test]
fn mounts_in_mounts_read_only_ones_and_files_are_what_was_asked_for() {
    let (home, place) = (Home::new(), Place::new());
    let (project, other) = (place.folder("project", 1234), place.folder("other", 55));
    std::fs::File::create(project.join("file")).unwrap();
    let id = home
        .run([
            "init",
            "--volume=deps:/workspace/node_modules",
            &format!("--mount={}", mount(&project, "/workspace")),
            &format!("--mount={}", mount(&other, "/other:ro")),
            &format!("--mount={}", mount(&project.join("file"), "/etc/app.conf:ro")),
        ])
        .success()
        .id();
    home.run(["exec", &id, "touch node_modules/x a && ls; touch /other/x 2>/dev/null || echo closed; echo x >> /etc/app.conf || echo closed"])
        .success()
        .stdout("a\nfile\nnode_modules\nclosed\nclosed\n")
        .any_stderr();
    let inner = std::fs::metadata(project.join("node_modules")).unwrap();
    assert_eq!(inner.uid(), 1234, "the place of the inner mount is not root's");
    assert_eq!(std::fs::read_dir(project.join("node_modules")).unwrap().count(), 0);
    // A folder whose owner is not the first one's is said to be closed; as is root's.
    let roots = place.folder("roots", 0);
    let arguments =
        ["init", "--mount", &mount(&project, "/a"), "--mount", &mount(&other, "/b"), "--mount", &mount(&roots, "/c")];
    let said = home.run(arguments).success().stderr();
    assert!(said.contains("(at /b) belongs to uid 55") && said.contains("(at /c) belongs to uid 0"), "{said}");
    assert!(!said.contains("(at /a)"), "{said}");
}

#[test]
fn no_sandbox_gets_the_engines_socket_our_own_folders_or_the_systems() {
    let (home, place) = (Home::new(), Place::new());
    let at = |name: &str| place.0.path().join(name);
    symlink("/var/run/docker.sock", at("socket")).unwrap();
    symlink("/", at("root")).unwrap();
    symlink(home.folder().join("home"), at("home")).unwrap();
    symlink("/etc", at("etc")).unwrap();
    let own = home.folder().join("home").display().to_string();
    let linked = |name: &str| at(name).display().to_string();
    for (source, why) in [
        ("/".to_owned(), "root of this machine"),
        (linked("root"), "root of this machine"),
        ("/var/run/docker.sock".to_owned(), "socket of a container engine"),
        (linked("socket"), "socket of a container engine"),
        ("/var/run".to_owned(), "socket of a container engine"),
        (format!("{}/var/run", linked("root")), "socket of a container engine"),
        ("/proc".to_owned(), "kernel"),
        ("/proc/self/root".to_owned(), "root of this machine"),
        ("/dev".to_owned(), "kernel"),
        (own.clone(), "sandcastle itself"),
        (format!("{own}/state"), "sandcastle itself"),
        (home.folder().display().to_string(), "sandcastle itself"),
        (linked("home"), "sandcastle itself"),
    ] {
        for more in [&[][..], &["--allow-system-mount"]] {
            let arguments = ["init", "--json", "--mount", &format!("{source}:/x")];
            home.run(arguments.iter().chain(more)).fails_in_json("denied", 8, why, "");
        }
    }
    for source in ["/etc", &linked("etc"), "/usr/lib", "/var/lib", "/root"] {
        home.run(["init", "--json", "--mount", &format!("{source}:/x")]).fails_in_json(
            "denied",
            8,
            "folder of the system",
            "--allow-system-mount",
        );
    }
    home.run(["init", "--json", "--mount", "/no/such/folder:/x"]).fails_in_json(
        "not_found",
        4,
        "/no/such/folder",
        "make",
    );
    assert_eq!(home.on_engine(), Vec::<String>::new(), "nothing was made for any of them");
    let meant = home.init_with(&["--mount", "/etc/hostname:/host:ro", "--allow-system-mount"]);
    home.run(["exec", &meant, "cat /host"]).success().stdout(std::fs::read("/etc/hostname").unwrap());
}

#[test]
fn a_folder_that_became_a_link_is_not_mounted_again() {
    let (home, place) = (Home::new(), Place::new());
    let (project, secret) = (place.folder("project", 1234), place.folder("secret", 1234));
    std::fs::File::create(secret.join("key")).unwrap();
    let id = home.init_with(&["--name", "moved", "--mount", &mount(&project, "/workspace")]);
    home.run(["stop", &id]).success();
    std::fs::remove_dir(&project).unwrap();
    symlink(&secret, &project).unwrap();
    home.run(["start", "--json", &id]).fails_in_json("denied", 8, "leads elsewhere", "sandcastle kill moved");
    home.run(["fork", "--json", &id]).fails_in_json("denied", 8, "leads elsewhere", "");
    std::fs::remove_file(&project).unwrap();
    std::fs::create_dir(&project).unwrap();
    chown(&project, Some(1234), Some(1234)).unwrap();
    home.run(["start", &id]).success();
    home.run(["exec", &id, "ls -A"]).success().stdout("");
}

#[test]
fn a_caller_that_is_not_root_shares_its_folder_and_keeps_its_road() {
    drop(Home::new());
    let place = Place::new();
    let project = place.folder("project", 4321);
    std::os::unix::fs::chown(place.0.path(), Some(4321), Some(4321)).unwrap();
    let gid = std::fs::metadata("/var/run/docker.sock").unwrap().gid();
    let run = |arguments: &[&str]| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=4321", "--regid=4321", &format!("--groups={gid}"), PROGRAM]).args(arguments);
        let output = command.env("SANDCASTLE_HOME", place.0.path().join("home")).current_dir("/").output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let id = run(&["init", "--mount", &mount(&project, "/workspace"), "--data", "x"]);
    let id = id.trim();
    let script = "id -u; touch a /data/b && echo may; touch /.sandcastle-run/x 2>/dev/null || echo closed";
    assert_eq!(run(&["exec", id, script]), "4321\nmay\nclosed\n");
    assert_eq!(std::fs::metadata(project.join("a")).unwrap().uid(), 4321);
    let shown: serde_json::Value = serde_json::from_str(&run(&["show", id, "--json"])).unwrap();
    assert_eq!(shown["road"], "shared");
    run(&["stop", id]);
    run(&["start", id]);
    assert_eq!(run(&["exec", id, script]), "4321\nmay\nclosed\n");
    let container = shown["container_id"].as_str().unwrap();
    let mounts = docker(&["inspect", "--format", "{{len .HostConfig.Binds}} {{len .HostConfig.Mounts}}", container]);
    assert_eq!(mounts.trim(), "0 4");
    run(&["kill", id]);
}

#[test]
fn a_folder_of_roots_stays_roots_even_as_the_working_directory_and_under_the_strict_profile() {
    let (home, place) = (Home::new(), Place::new());
    let roots = place.folder("roots", 0);
    let at = mount(&roots, "/workspace");
    for more in [&[][..], &["--profile", "strict"]] {
        let arguments = [&["init", "--mount", &at], more].concat();
        let run = home.run(arguments).success().stderr_has("(at /workspace) belongs to uid 0");
        home.run(["exec", &run.id(), "touch x"]).code(1).stderr_has("denied");
        assert_eq!(std::fs::metadata(&roots).unwrap().uid(), 0);
    }
    let project = place.folder("project", 1234);
    let id = home.init_with(&["--profile", "strict", "--mount", &mount(&project, "/workspace")]);
    home.run(["exec", &id, "touch x ~/y"]).success();
    assert_eq!(std::fs::metadata(project.join("x")).unwrap().uid(), 1234);
}
