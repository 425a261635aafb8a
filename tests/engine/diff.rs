//! What a sandbox has changed, shown and brought elsewhere: real sandboxes, and the real git as the judge of patches.

use crate::exec::over_both_roads;
use crate::support::{Home, names};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

/// Makes a project in the sandbox's working directory with names and changes of every kind.
const EDIT: &str = r#"set -e
printf 'one\n2\nthree\n' > edited
printf 'no newline' > "$(printf 'odd\nname "x"\377')"
: > empty; printf '\0\1' > binary; chmod 755 run.sh
rm gone; rm link; mkdir link; echo in > link/in
mkdir -p node_modules/x; echo cached > node_modules/x/y"#;

fn project(home: &Home) -> std::path::PathBuf {
    home.file("project/edited", "one\ntwo\nthree\n");
    home.file("project/gone", "gone\n");
    home.file("project/run.sh", "#!/bin/sh\n");
    home.file("project/same", "same\n");
    symlink("same", home.path("project/link")).unwrap();
    home.path("project")
}

/// A sandbox with the project in it, edited, beside the project as it was.
fn edited(home: &Home) -> (String, std::path::PathBuf) {
    let (id, project) = (home.init(), project(home));
    home.run(["upload", &id, &format!("{}/.", project.display()), "."]).success();
    home.run(["exec", &id, EDIT]).success();
    (id, project)
}

/// A digest of a tree: names, kinds, whether a file runs, and content.
fn listing(root: &Path) -> String {
    let script = "cd \"$1\" && find . -printf '%P %y %l\\n' | sort; find . -type f -executable | sort; \
                  find . -type f -print0 | sort -z | xargs -0 -r sha256sum";
    let output = Command::new("sh").args(["-c", script, "sh"]).arg(root).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn git_apply(folder: &Path, patch: &[u8]) {
    let mut git = Command::new("git");
    // The folder lies in a repository, of which it is no part.
    let above = folder.parent().unwrap();
    git.args(["apply", "-"]).current_dir(folder).env("GIT_CEILING_DIRECTORIES", above).stdin(Stdio::piped());
    let mut git = git.spawn().unwrap();
    std::io::Write::write_all(&mut git.stdin.take().unwrap(), patch).unwrap();
    assert!(git.wait().unwrap().success(), "{}", String::from_utf8_lossy(patch));
}

const STATUS: &str = "A\tbinary\nM\tedited\nA\tempty\nD\tgone\nT\tlink/\nA\tlink/in\n\
                      A\t\"odd\\nname \\\"x\\\"\\377\"\nM\trun.sh\n";

#[test]
fn a_sandbox_is_compared_with_a_folder_and_git_takes_the_patch() {
    over_both_roads(|home, id| {
        let (id, project) = (id.to_owned(), project(home));
        let folder = project.to_str().unwrap();
        home.run(["upload", &id, &format!("{folder}/."), "."]).success();
        home.run(["diff", &id, folder, "--exit-code"]).success().stdout("").stderr_has("no differences");
        home.run(["exec", &id, EDIT]).success();
        home.run(["diff", &id, folder, "--name-status", "--exit-code"]).code(1).stdout(STATUS);
        home.run(["diff", &id, folder, "--name-only", "--include-all"]).success().stdout(
            "binary\nedited\nempty\ngone\nlink/\nlink/in\nnode_modules/x/y\n\"odd\\nname \\\"x\\\"\\377\"\nrun.sh\n",
        );
        let stat = home.run(["diff", &id, folder]).success().text();
        assert!(stat.contains("| Bin 0 -> 2 bytes\n") && stat.contains("| mode 0644 -> 0755\n"), "{stat}");
        assert!(stat.ends_with(" 8 paths changed, 3 insertions(+), 3 deletions(-)\n"), "{stat}");
        home.run(["diff", &id, folder, "-p"]).success().stderr_has("the patch only names 1 file");
        let patch = home.run(["diff", &id, folder, "-p", "--exclude", "binary"]).success().bytes();
        git_apply(&project, &patch);
        home.run(["diff", &id, folder, "--name-only"]).success().stdout("binary\n");
        let view = home.run(["diff", &id, folder, "--json"]).success().json();
        assert_eq!(view["schema"], "diff.v1");
        let new = serde_json::json!({ "kind": "file", "mode": "0644", "size": 2 });
        let item = serde_json::json!({
            "path": "binary", "change": "added", "new": new, "old": null, "binary": true,
        });
        assert_eq!(view["items"], serde_json::json!([item]));
    });
}

#[test]
fn changes_arrive_in_a_folder_whole_or_not_at_all() {
    let home = Home::new();
    let (id, project) = edited(&home);
    let (folder, before) = (project.to_str().unwrap(), home.path("before"));
    assert!(Command::new("cp").args(["-a"]).arg(&project).arg(&before).status().unwrap().success());
    let base = before.to_str().unwrap();
    let arguments = ["apply", &id, folder, "--base", base];
    home.run(arguments.iter().chain(&["--dry-run"])).success().stdout(STATUS);
    assert_eq!(listing(&project), listing(&before), "a dry run does nothing");
    // What both have changed is a conflict, and so is what would lie behind a link.
    fs::remove_file(project.join("edited")).unwrap();
    home.file("project/empty", "mine");
    let mine = listing(&project);
    let run = home.run(arguments.iter().chain(&["--json"]));
    run.fails_in_json("conflict", 5, "2 paths", "--force");
    let view = home.run(arguments.iter().chain(&["--json", "--dry-run"])).code(5).any_stderr().json();
    assert_eq!((&view["dry_run"], view["conflicts"].as_array().unwrap().len()), (&true.into(), 2));
    assert_eq!(listing(&project), mine, "nothing is half applied");
    home.run(arguments.iter().chain(&["--force"])).success().stdout(STATUS);
    home.run(["diff", &id, folder]).success().stdout("").stderr_has("no differences");
    home.run(arguments).success().stdout("").stderr_has("has all of it");
    assert!(!names(&project).iter().any(|name| name.starts_with(".sandcastle")), "{:?}", names(&project));
    let mode = fs::metadata(project.join("run.sh")).unwrap().permissions().mode();
    assert_eq!(mode & 0o100, 0o100);
}

#[test]
fn a_link_in_the_folder_leads_nothing_out_of_it() {
    let home = Home::new();
    let (id, project) = (home.init(), project(&home));
    home.file("project/way/file", "in\n");
    let (folder, outside) = (project.to_str().unwrap(), home.path("outside"));
    home.run(["upload", &id, &format!("{folder}/."), "."]).success();
    home.run(["snapshot", &id, "--name", "before", "-q"]).success();
    home.run(["exec", &id, "echo out > way/file; rm gone"]).success();
    fs::create_dir(&outside).unwrap();
    fs::remove_dir_all(project.join("way")).unwrap();
    symlink(&outside, project.join("way")).unwrap();
    for force in [&["--dry-run"][..], &["--force"]] {
        let run = home.run(["apply", &id, folder, "--base", "before"].iter().chain(force));
        run.code(5).stderr_has("conflict: way/file: it would lie behind a link");
    }
    assert_eq!(names(&outside), Vec::<String>::new());
    assert!(project.join("gone").exists(), "nothing is half applied");
    // Where the folder itself is new, it takes the link's place if that is asked for.
    home.run(["apply", &id, folder, "--force"]).success();
    assert_eq!(fs::read(project.join("way/file")).unwrap(), b"out\n");
    assert_eq!(names(&outside), Vec::<String>::new());
}

#[test]
fn changes_go_from_sandbox_to_sandbox_and_a_snapshot_is_a_side_like_any_other() {
    let home = Home::new();
    let (fox, owl) = (home.init_with(&["--name", "fox"]), home.init_with(&["--name", "owl"]));
    home.run(["diff", "fox"]).success().stdout("").stderr_has("no differences");
    home.run([
        "exec",
        "-u",
        "root",
        &fox,
        "echo more >> /etc/issue && rm /etc/debian_version && cp -a /etc/skel /etc/new",
    ])
    .success();
    home.run([
        "exec",
        &fox,
        "mkdir /workspace/a && ln -s x /workspace/a/l && echo 1 > /workspace/a/x && ln /workspace/a/x /workspace/a/y",
    ])
    .success();
    let snapshot = home.run(["snapshot", &fox, "--name", "first", "-q"]).success().id();
    home.run(["diff", "fox", "first"]).success().stdout("").stderr_has("no differences");
    let status = home.run(["diff", "fox", "--name-status"]).success().text();
    assert!(status.starts_with("D\tetc/debian_version\nM\tetc/issue\nA\tetc/new/"), "{status}");
    assert!(status.ends_with("A\tworkspace/a/l\nA\tworkspace/a/x\nA\tworkspace/a/y\n"), "{status}");
    assert_eq!(home.run(["diff", &snapshot, "--name-status"]).success().text(), status);
    assert_eq!(home.run(["diff", "snapshot:first", "owl", "--name-status"]).success().text(), status);
    let patch = home.run(["diff", "fox:/etc", "--patch", "--exclude", "new"]).success().text();
    assert!(
        patch.contains("deleted file mode 100644\n--- a/debian_version\n") && patch.contains("\n+more\n"),
        "{patch}"
    );
    home.run(["stop", "fox"]).any_stderr().code(0);
    assert_eq!(home.run(["apply", "fox", "owl"]).success().text(), status);
    home.run(["diff", "owl", "first"]).success().stdout("").stderr_has("no differences");
    assert_eq!(home.run(["show", "fox", "--json"]).success().json()["state"], "stopped");
    home.run(["exec", &owl, "cat /workspace/a/y; test -e /etc/debian_version"]).code(1).stdout("1\n");
    home.run(["exec", &owl, "echo 2 > /workspace/a/x; rm -r /etc/new"]).any_stderr().code(1);
    home.run(["apply", "first", "owl"]).code(5).stderr_has("conflict: workspace/a/x");
}

#[test]
fn a_tar_stream_holds_what_is_new_and_names_what_is_gone() {
    let home = Home::new();
    let (id, project) = edited(&home);
    let stream = home.run(["diff", &id, project.to_str().unwrap(), "--tar"]).success().bytes();
    let archive = home.file("changes.tar", stream);
    let back = home.path("back");
    fs::create_dir(&back).unwrap();
    assert!(Command::new("tar").arg("-C").arg(&back).arg("-xf").arg(archive).status().unwrap().success());
    assert_eq!(fs::read(back.join(".sandcastle/gone")).unwrap(), b"gone\0");
    assert_eq!(fs::read(back.join("link/in")).unwrap(), b"in\n");
    assert_eq!(fs::read(back.join("edited")).unwrap(), b"one\n2\nthree\n");
    assert!(!back.join("same").exists() && !back.join("node_modules").exists());
    home.run(["diff", &id, "--tar", "--json"]).fails_in_json("usage", 2, "no place for --json", "");
}

#[test]
fn what_can_not_be_compared_is_said() {
    let home = Home::new();
    let id = home.init_with(&["--name", "fox"]);
    home.run(["snapshot", "fox", "--name", "fox", "-q"]).success();
    home.run(["diff", "fox"]).fails(2, "is a sandbox and a snapshot", "sandbox:fox or snapshot:fox");
    home.run(["diff", "nobody"]).fails(4, "no sandbox or snapshot \"nobody\"", "sandcastle ls");
    home.run(["diff", &id, "nobody"]).fails(4, "no sandbox, snapshot or image", "");
    home.run(["diff", &id, "image:no-such"]).fails(4, "no image", "");
    home.run(["diff", "."]).fails(2, "nothing to compare", "the other side");
    home.run(["diff", &id, "/no/such/folder"]).any_stderr().code(4);
    home.run(["diff", &format!("{id}:/no/such")]).any_stderr().code(4);
    home.run(["diff", &format!("{id}:/lib")]).any_stderr().code(2);
    home.run(["diff", &id, "--exclude", "["]).fails(2, "--exclude", ".gitignore");
    home.run(["apply", ".", &id]).fails(2, "depends on what it is compared with", "--base");
    home.run(["apply", &id, "snapshot:fox"]).fails(2, "can't be changed", "DEST");
}
