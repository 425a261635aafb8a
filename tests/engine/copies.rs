//! `cp` between sandboxes, and what upload, download and cp refuse or say besides.

use crate::support::{Home, names};
use std::process::Command;

#[test]
fn files_go_from_one_sandbox_to_another_without_the_host_in_between() {
    let home = Home::new();
    let [from, to] = ["from", "to"].map(|name| home.init_with(&["--name", name]));
    home.run([
        "exec",
        &from,
        "mkdir -p d/e; echo deep > d/e/f; ln -s e d/link; chmod 750 d/e; touch -d 2001-02-03 d/e/f",
    ])
    .success();
    home.run(["cp", "from:d", &format!("{to}:/tmp/new/d")]).success().stdout("");
    let look = "cd /tmp/new/d && cat e/f && readlink link && stat -c '%a %U' e && date -r e/f +%F";
    home.run(["exec", &to, look]).success().stdout("deep\ne\n750 sandbox\n2001-02-03\n");
    // Into a folder that is there: under its own name; what it holds: into it; within one sandbox as well.
    home.run(["cp", "from:d/e", "to:/tmp/new"]).success();
    home.run(["cp", "from:d/e/.", "to:/tmp/new/d"]).success();
    home.run(["cp", "to:/tmp/new/d/e/f", "to:/tmp/new/same"]).success();
    home.run(["exec", &to, "cd /tmp/new && cat e/f d/f same"]).success().stdout("deep\ndeep\ndeep\n");
    // One of them stopped, then both: they are stopped again.
    home.run(["stop", &from]).success();
    home.run(["cp", "from:d/e/f", "to:/tmp/new/late"]).success();
    home.run(["stop", &to]).success();
    home.run(["cp", "to:/tmp/new/late", "from:/tmp/back"]).success();
    for id in [&from, &to] {
        assert_eq!(home.run(["show", id, "--json"]).success().json()["state"], "stopped");
    }
    home.run(["start", &from]).any_stderr().success();
    home.run(["exec", &from, "cat /tmp/back"]).success().stdout("deep\n");
}

#[test]
fn cp_is_upload_and_download_where_one_side_is_this_machine() {
    let home = Home::new();
    let id = home.init_with(&["--name", "fox"]);
    home.file("a:b", "colon");
    let folder = home.path("");
    let here = |arguments: &[&str]| {
        let mut command = home.command(arguments);
        command.current_dir(&folder);
        home.finish(command)
    };
    here(&["cp", "./a:b", "fox:/tmp/"]).success();
    here(&["cp", "fox:/tmp/a:b", "back"]).success();
    assert_eq!(std::fs::read_to_string(folder.join("back")).unwrap(), "colon");
    let stream = here(&["cp", "fox:/tmp/a:b", "-"]).success().bytes();
    home.run_with_input(["cp", "-", "fox:/tmp/again"], &stream).success();
    home.run(["exec", &id, "cat /tmp/again/a:b"]).success().stdout("colon");
    here(&["cp", "back", "there"]).fails(2, "neither SRC nor DEST", "SANDBOX:PATH");
    here(&["cp", "nobody:/x", "there"]).fails(4, "nobody", "sandcastle ls");
    here(&["cp", "fox:/no/such", "fox:/tmp/x"]).fails(4, "/no/such", "");
    here(&["cp", "--json", "fox:/tmp/x", "-"]).fails_in_json("usage", 2, "tar stream", "");
    here(&["cp", "--exclude", "{x", "back", "fox:/tmp"]).fails(2, "{x", ".gitignore");
}

#[test]
fn a_copy_that_the_other_side_refuses_leaves_nothing_and_says_why() {
    let home = Home::new();
    let id = home.init_with(&["--name", "fox"]);
    home.run(["exec", &id, "mkdir -p big there/x; head -c 3000000 /dev/urandom > big/x"]).success();
    home.run(["cp", "--json", "fox:big/.", "fox:there"]).fails_in_json("conflict", 5, "is a directory", "");
    home.run(["cp", "--json", "fox:big", "fox:/proc/x"]).any_stderr().code(4);
    home.run(["exec", &id, "ls -A there there/x"]).success().stdout("there:\nx\n\nthere/x:\n");
}

#[test]
fn what_is_there_is_kept_when_asked_and_counted() {
    let home = Home::new();
    let id = home.init();
    home.file("t/a", "old");
    let tree = format!("{}/.", home.path("t").display());
    home.run(["upload", &id, &tree, "d"]).success();
    home.file("t/a", "new");
    home.file("t/b", "new");
    let result = home.run(["upload", "--json", "--no-overwrite", &id, &tree, "d"]).success().json();
    assert_eq!(result["kept_count"], 1);
    home.run(["exec", &id, "cat d/a d/b"]).success().stdout("oldnew");
    home.run(["download", "--no-overwrite", &id, "d/.", home.path("t").to_str().unwrap()])
        .success()
        .stderr_has("kept 2 files that were there already");
    assert_eq!(std::fs::read_to_string(home.path("t/a")).unwrap(), "new");
}

#[test]
fn a_source_that_is_no_file_is_refused_before_anything_starts() {
    let home = Home::new();
    let id = home.init();
    let fifo = home.path("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    home.run(["upload", &id, fifo.to_str().unwrap(), "/tmp"]).fails(2, "is a fifo", "");
    home.run(["upload", &id, "/dev/null", "/tmp"]).fails(2, "is a character device", "");
    let file = home.file("file", "x");
    home.run(["upload", &id, &format!("{}/", file.display()), "/tmp"]).fails(2, "is not a directory", "");
    home.run(["exec", &id, "mkfifo f; touch x"]).success();
    home.run(["download", &id, "f", "."]).fails(2, "is a fifo", "");
    home.run(["download", &id, "x/", "."]).fails(2, "is not a directory", "");
    home.run(["download", &id, "/proc/self/status", "-"]).success();
}

#[test]
fn a_download_says_which_files_would_be_run_unasked_and_keeps_to_its_limits() {
    let home = Home::new();
    let id = home.init();
    home.run(["exec", &id, "mkdir -p p/.git/hooks p/src; touch p/.git/hooks/post-checkout p/.envrc p/src/main.c"])
        .success();
    let dest = home.path("p");
    let to = dest.to_str().unwrap();
    home.run(["download", "--max-files", "3", &id, "p", to]).fails(8, "more than 3", "");
    home.run(["download", "--max-depth", "2", &id, "p", to]).fails(8, "more than 2", "");
    home.run(["exec", &id, "truncate -s 10G p/sparse"]).success();
    home.run(["download", "--max-bytes", "1GiB", &id, "p", to]).fails(8, "", "");
    assert_eq!(names(&home.path("")), Vec::<String>::new());
    let said = home.run(["download", &id, "p", to]).success().stderr();
    assert!(said.contains(".git/hooks/post-checkout") && said.contains(".envrc"), "{said}");
    assert!(!said.contains("main.c"), "{said}");
    let sparse = std::fs::metadata(dest.join("sparse")).unwrap();
    assert_eq!(sparse.len(), 10 << 30);
    assert!(std::os::unix::fs::MetadataExt::blocks(&sparse) < 1000, "it has arrived as sparse as it was");
}

#[test]
fn a_compressed_tar_stream_is_taken_and_a_broken_one_leaves_nothing() {
    let home = Home::new();
    let id = home.init();
    home.file("t/x", "packed");
    let pack = |flag: &str| {
        let output = Command::new("tar").arg("-C").arg(home.path("t")).args([flag, "-cf", "-", "x"]).output().unwrap();
        assert!(output.status.success());
        output.stdout
    };
    for (flag, name) in [("-z", "gzip"), ("-J", "xz"), ("--zstd", "zstd"), ("-j", "bzip2")] {
        let stream = pack(flag);
        home.run_with_input(["upload", &id, "-", name], &stream).success();
        home.run(["exec", &id, &format!("cat {name}/x; rm -r {name}")]).success().stdout("packed");
        let cut = &stream[..stream.len() / 2];
        home.run_with_input(["upload", "--json", &id, "-", name], cut).fails_in_json("damaged", 9, "", "");
    }
    let twice = pack("-z").repeat(2);
    home.run_with_input(["upload", "--json", &id, "-", "twice"], &twice).fails_in_json(
        "damaged",
        9,
        "follows its end",
        "",
    );
    home.run_with_input(["upload", "--json", &id, "-", "x"], b"\x1f\x8bgarbage")
        .fails_in_json("damaged", 9, "gzip", "");
    home.run(["exec", &id, "ls -A"]).success().stdout("");
}

#[test]
fn who_stops_reading_a_tar_stream_is_no_error_and_limits_on_one_are_refused() {
    let home = Home::new();
    let id = home.init();
    let mut child = home.command(["download", &id, "/usr", "-"]);
    let mut child = child.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).contains("error")), (Some(0), false));
    home.run(["download", &id, "/usr", "-", "--max-files", "3"]).fails(2, "limits", "--max-files");
}
