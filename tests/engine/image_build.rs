//! Images of the user's own: built from a folder, used, listed, removed.

use crate::support::{Home, docker};
use std::time::Duration;

/// Removes the images that this filter finds, whatever becomes of the test.
struct Built(String);

impl Built {
    fn named(name: &str) -> Built {
        Built(format!("reference={name}"))
    }
}

impl Drop for Built {
    fn drop(&mut self) {
        let images = docker(&["images", "-aq", "--filter", &self.0]);
        for id in images.split_whitespace() {
            let _ = std::process::Command::new("docker").args(["rmi", "-f", id]).output();
        }
    }
}

fn base(home: &Home) -> String {
    let images = home.run(["image", "ls", "--json"]).success().json();
    let builtin = images["items"].as_array().unwrap().iter().find(|image| image["builtin"] == true).unwrap().clone();
    builtin["names"][0].as_str().unwrap().to_owned()
}

#[test]
fn an_image_is_built_from_a_folder_used_kept_while_it_is_and_removed() {
    let home = Home::new();
    let name = format!("sandcastle-test/build-{}:v1", std::process::id());
    let built = Built::named(&name);
    let folder = home.path("context");
    std::fs::create_dir_all(folder.join("secret")).unwrap();
    for (file, text) in [
        (".dockerignore", "secret\n*.log\n".to_owned()),
        ("Dockerfile", format!("FROM {}\nARG WHO\nCOPY . /stuff/\nRUN echo \"$WHO\" > /tmp/who\n", base(&home))),
        ("a.txt", "a".to_owned()),
        ("x.log", "x".to_owned()),
        ("secret/key", "k".to_owned()),
    ] {
        home.file(&format!("context/{file}"), text);
    }
    let folder = folder.to_str().unwrap();
    let id = home
        .run(["image", "build", "-q", "--tag", &name, "--build-arg", "WHO=me", folder])
        .success()
        .any_stderr()
        .text();
    let sandbox = home.init_with(&["--image", &name, "--name", "user"]);
    home.run(["exec", &sandbox, "ls /stuff; cat /tmp/who"]).success().stdout("Dockerfile\na.txt\nme\n");
    let images = home.run(["image", "ls", "--json"]).success().json();
    let listed = images["items"].as_array().unwrap().iter().find(|image| image["names"][0] == *name).unwrap().clone();
    assert_eq!((listed["id"].as_str().unwrap(), &listed["sandboxes"][0]), (id.trim(), &"user".into()));
    home.run(["image", "rm", "--json", &name]).fails_in_json("wrong_state", 6, "in use by 1: user", "sandcastle kill");
    home.run(["snapshot", "-q", &sandbox, "--name", "needs-it"]).success();
    home.run(["kill", &sandbox]).success();
    let refused = home.run(["image", "rm", "--json", &name]);
    refused.fails_in_json("wrong_state", 6, "snapshots are differences to", "snapshots rm needs-it");
    home.run(["fork", "needs-it", "--name", "again"]).success();
    home.run(["kill", "again"]).success();
    home.run(["snapshots", "rm", "needs-it"]).success();
    home.run(["image", "rm", "--dry-run", &name]).success().stdout(format!("{name}\n"));
    home.run(["image", "rm", &name]).success().stdout(format!("{name}\n"));
    home.run(["image", "rm", "--json", &name]).fails_in_json("not_found", 4, "no image", "image ls");
    home.run(["image", "rm", "--ignore-not-found", &name]).success();
    drop(built);
}

#[test]
fn a_build_that_fails_says_why_and_what_can_not_be_meant_is_usage() {
    let home = Home::new();
    home.file("context/Dockerfile", format!("FROM {}\nRUN echo the reason; exit 3\n", base(&home)));
    let folder = home.path("context");
    let folder = folder.to_str().unwrap();
    let tag = format!("sandcastle-test/broken-{}", std::process::id());
    home.run(["image", "build", "--json", "--tag", &tag, folder]).fails_in_json(
        "failed",
        1,
        "returned a non-zero code: 3",
        "the reason",
    );
    home.run(["image", "build", "--json", "--tag", "Bad Name", folder]).code(2).any_stderr();
    home.run(["image", "build", "--json", "--tag", &tag]).fails_in_json("usage", 2, "built-in", "folder");
    home.run(["image", "build", "--json", "--file", "/etc/hostname", folder]).fails_in_json(
        "usage",
        2,
        "does not lie",
        "",
    );
    home.run(["image", "build", "--json", "/no/such/folder"]).fails_in_json("not_found", 4, "/no/such/folder", "");
}

#[test]
fn a_build_that_is_killed_leaves_no_image_and_the_next_one_is_whole() {
    let home = Home::new();
    let mark = format!("crash={}", std::process::id());
    let name = format!("sandcastle-test/killed-{}:v1", std::process::id());
    // The engine keeps the layers that were made as a cache, whoever asked for them.
    let built = (Built(format!("label={mark}")), Built::named(&name));
    let steps = "RUN echo one > /tmp/one\nRUN sleep 0.5\nRUN echo two > /tmp/two";
    home.file("context/Dockerfile", format!("FROM {}\nLABEL {mark}\n{steps}\n", base(&home)));
    let folder = home.path("context");
    let build = ["image", "build", "-q", "--tag", &name, folder.to_str().unwrap()];
    for after in [50, 300, 800, 1500] {
        let mut child = home.spawn(build);
        std::thread::sleep(Duration::from_millis(after));
        child.kill().unwrap();
        child.wait().unwrap();
        let made = docker(&["images", "-q", &name]);
        // It may have been done a moment before: then it is whole.
        if !made.is_empty() {
            home.run(["run", "--image", &name, "cat /tmp/one /tmp/two"]).success().any_stderr().stdout("one\ntwo\n");
        }
    }
    let first = home.run(build).success().any_stderr().text();
    home.run(["run", "--image", &name, "cat /tmp/one /tmp/two"]).success().any_stderr().stdout("one\ntwo\n");
    assert_eq!(home.run(build).success().any_stderr().text(), first);
    home.run(["image", "rm", &name]).success().any_stderr();
    assert_eq!(docker(&["ps", "-aq", "--filter", &format!("label={mark}")]), "");
    drop(built);
}
