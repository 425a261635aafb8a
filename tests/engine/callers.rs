//! Callers that are not root, and what other users of the machine can't do.

use crate::support::{Home, PROGRAM, workshop};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

/// Runs the program as a user with no other group than the engine's, in a home of its own.
fn as_user(home: &str, gid: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new("setpriv");
    command.args(["--reuid=1000", "--regid=1000", &format!("--groups={gid}"), PROGRAM]).args(arguments);
    command.env("SANDCASTLE_HOME", home).env("HOME", home).current_dir("/");
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_caller_of_uid_1000_in_the_engines_group_has_both_roads_and_leaves_nothing() {
    let ready = Home::new();
    drop(ready);
    let socket = std::fs::metadata("/var/run/docker.sock").unwrap();
    let gid = std::os::unix::fs::MetadataExt::gid(&socket).to_string();
    let folder = tempfile::Builder::new().prefix("user-").tempdir_in("/tmp").unwrap();
    std::os::unix::fs::chown(folder.path(), Some(1000), Some(1000)).unwrap();
    let home = folder.path().join("home").to_string_lossy().into_owned();
    // The program lies in a folder that the user may not be able to enter.
    let _ = workshop();
    let (code, id, stderr) = as_user(&home, &gid, &["init"]);
    assert_eq!(code, Some(0), "{stderr}");
    let id = id.trim();
    let (_, shown, _) = as_user(&home, &gid, &["show", id, "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["road"], "shared", "{shown}");
    assert_eq!(
        as_user(&home, &gid, &["exec", id, "id -u; touch /.sandcastle-run/x 2>/dev/null || echo closed"]).1,
        "1000\nclosed\n"
    );
    let run = folder.path().join("home/state/run");
    assert_eq!(std::fs::metadata(&run).unwrap().permissions().mode() & 0o777, 0o700, "other users are kept out here");
    // Root inside leaves what the caller can't remove.
    assert_eq!(
        as_user(
            &home,
            &gid,
            &[
                "exec",
                "-u",
                "root",
                id,
                "mkdir -p -m 700 /.sandcastle-run/left/deep && touch /.sandcastle-run/left/deep/x"
            ]
        )
        .0,
        Some(0)
    );
    let (code, _, stderr) = as_user(&home, &gid, &["kill", id]);
    assert_eq!(code, Some(0), "{stderr}");
    assert_eq!(std::fs::read_dir(&run).unwrap().count(), 0, "nothing is left in the shared folders");
}
