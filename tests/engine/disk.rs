//! What a sandbox may write, on an engine whose storage can bound it: btrfs in a file.

use crate::second_engine::Engine;
use crate::support::{Home, docker};
use std::fs::File;
use std::path::PathBuf;
use std::process::Command;

/// A file system in a file.
struct Btrfs {
    folder: tempfile::TempDir,
}

impl Btrfs {
    fn make() -> Btrfs {
        let disk = Btrfs { folder: tempfile::Builder::new().prefix("sc-disk").tempdir_in("/tmp").unwrap() };
        let file = disk.folder.path().join("file");
        File::create(&file).unwrap().set_len(4 << 30).unwrap();
        std::fs::create_dir(disk.top()).unwrap();
        if Command::new("mkfs.btrfs").arg("--version").output().is_err() {
            // A bare machine has no lists of packages yet.
            let install = "apt-get install -q -y --no-install-recommends btrfs-progs";
            sh(&format!("{install} || {{ apt-get update -q && {install}; }}"));
        }
        sh(&format!("mkfs.btrfs -q {}", file.display()));
        sh(&format!("mount -o loop {} {}", file.display(), disk.top().display()));
        disk
    }

    fn top(&self) -> PathBuf {
        self.folder.path().join("top")
    }
}

impl Drop for Btrfs {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.top()).status();
    }
}

#[track_caller]
fn sh(line: &str) {
    let output = Command::new("sh").args(["-ec", line]).output().unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_sandbox_that_fills_its_disk_is_stopped_at_its_limit_and_no_other_notices() {
    let home = Home::new();
    let disk = Btrfs::make();
    let engine = Engine::start(&serde_json::json!({"storage-driver": "btrfs"}), Some(&disk.top()));
    let image = engine.take_base_image();
    home.set("SANDCASTLE_ENGINE", &engine.address());
    home.run(["doctor"]).any_stderr().stdout_has("at most 10 GiB");
    let init = |more: &[&str]| home.run([&["init", "--image", &image, "--network", "none"], more].concat());
    // Where nothing is said there is a limit, too.
    let other = init(&[]).any_stderr().success().id();
    assert!(limit_of(&engine, &other).contains("10737418240"), "{}", limit_of(&engine, &other));
    let bytes: u64 = docker(&["image", "inspect", "-f", "{{.Size}}", &image]).trim().parse().unwrap();
    let allowed = format!("{}MiB", (bytes >> 20) + 200);
    let filler = init(&["--disk", &allowed]).success().id();
    home.run(["exec", "-u", "root", &filler, "head -c 1G /dev/urandom > /fill"]).code(1).stderr_has("quota");
    let file = home.file("file", vec![7; 64 << 20]);
    let file = file.to_str().unwrap();
    home.run(["upload", "--json", &filler, file, "/more"]).fails_in_json("no_space", 1, "quota", "");
    home.run(["exec", &filler, "ls -A / | grep -c more"]).code(1).stdout("0\n");
    home.run(["upload", &other, file, "/more"]).success();
    home.run(["exec", "-u", "root", &filler, "rm /fill && echo room > /room && cat /room"]).success().stdout("room\n");
    // The image counts there, too.
    init(&["--json", "--disk", "1MiB"]).fails_in_json("failed", 1, "quota", "larger --disk");
    home.run(["kill", "--all", "--yes"]).any_stderr().success();
}

fn limit_of(engine: &Engine, id: &str) -> String {
    let label = format!("label=sandcastle.id={id}");
    let found = engine.docker(&["ps", "-q", "--filter", &label]).output().unwrap();
    let container = String::from_utf8(found.stdout).unwrap();
    let inspected = engine.docker(&["inspect", "-f", "{{.HostConfig.StorageOpt}}", container.trim()]).output().unwrap();
    String::from_utf8(inspected.stdout).unwrap()
}
