//! Destinations on other file systems, and files that are mounts themselves. Needs root.

use std::process::Command;

use super::*;

/// Runs the body of a test of this file in a mount namespace of its own, so that nobody else sees its mounts: by
/// running the same test again in one.
#[expect(clippy::disallowed_methods, reason = "how the second run knows that it is the second")]
fn alone(test: &str, body: fn()) {
    const SECOND: &str = "SANDCASTLE_TEST_IN_ITS_OWN_NAMESPACE";
    if std::env::var_os(SECOND).is_some() {
        return body();
    }
    let name = format!("{}::{test}", module_path!().split_once("::").unwrap().1);
    let mut command = Command::new("unshare");
    command.args(["--mount", "--propagation", "private"]).arg(std::env::current_exe().unwrap());
    // The second run can't remove what it has mounted on; its mounts are gone when it has ended.
    let folder = tempfile::tempdir().unwrap();
    command.env("TMPDIR", folder.path());
    let output = command.args(["--exact", &name]).env(SECOND, "1").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("1 passed"), "{told}{} (mounts need root)", String::from_utf8_lossy(&output.stderr));
}

#[track_caller]
fn mount(arguments: &[&str], target: &Path) {
    assert!(Command::new("mount").args(arguments).arg(target).status().unwrap().success());
}

#[test]
fn a_mount_below_the_destination_gets_its_files() {
    alone("a_mount_below_the_destination_gets_its_files", below_the_destination);
}

fn below_the_destination() {
    let arena = Arena::new();
    fs::create_dir(arena.work("sub")).unwrap();
    mount(&["-t", "tmpfs", "none"], &arena.work("sub"));
    put(&arena.work("sub/old"), b"old");
    let stream = Forged::default()
        .folder("./")
        .folder("./sub/")
        .file("./sub/old", b"new")
        .link("./sub/l", "old")
        .header("./sub/d", "", b'5', 0o500, 0)
        .header("./sub/d/e", "", b'5', 0o711, 0)
        .file("./sub/d/e/x", b"x")
        .end();
    let options = UnpackOptions { owner: Some(super::super::Owner { uid: 12, gid: 34 }), ..UnpackOptions::default() };
    arena.unpack_with(&stream, "", Kind::Contents, &options).unwrap();
    assert_eq!(tree(&arena.work("sub")), ["d/ 500", "d/e/ 711", "d/e/x 644 \"x\"", "l -> old", "old 644 \"new\""]);
    for name in ["sub/old", "sub/l", "sub/d", "sub/d/e", "sub/d/e/x"] {
        let data = fs::symlink_metadata(arena.work(name)).unwrap();
        assert_eq!((data.uid(), data.gid(), data.mtime()), (12, 34, 1_000_000_000), "{name}");
    }
}

#[test]
fn a_file_that_is_a_mount_is_written_to() {
    alone("a_file_that_is_a_mount_is_written_to", onto_a_mounted_file);
}

fn onto_a_mounted_file() {
    let arena = Arena::new();
    put(&arena.work("real"), b"a longer old content");
    put(&arena.work("hosts"), b"");
    mount(&["--bind", arena.work("real").to_str().unwrap()], &arena.work("hosts"));
    arena.unpack(&one_file(b"new"), "hosts", Kind::File).unwrap();
    assert_eq!(fs::read(arena.work("hosts")).unwrap(), b"new");
    assert_eq!(fs::read(arena.work("real")).unwrap(), b"new");
}

#[test]
fn a_full_disk_is_told_and_nothing_stays() {
    alone("a_full_disk_is_told_and_nothing_stays", onto_a_full_disk);
}

fn onto_a_full_disk() {
    let arena = Arena::new();
    mount(&["-t", "tmpfs", "-o", "size=1m", "none"], &arena.work(""));
    put(&arena.work("old"), b"old");
    let stream = Forged::default().file("old", b"new").file("big", &vec![1; 2 << 20]).end();
    let result = arena.unpack(&stream, "", Kind::Contents);
    assert!(matches!(result, Err(ArchiveError::NoSpace(_))), "{result:?}");
    assert_eq!(arena.tree(), ["old 644 \"old\""]);
}

#[test]
fn a_read_only_destination_is_denied() {
    alone("a_read_only_destination_is_denied", onto_a_read_only_mount);
}

fn onto_a_read_only_mount() {
    let arena = Arena::new();
    mount(&["-t", "tmpfs", "-o", "ro", "none"], &arena.work(""));
    assert_denied(arena.unpack(&one_file(b"x"), "new", Kind::File));
}
