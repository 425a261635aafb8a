//! Another runtime: gVisor's, of Debian's package `runsc`, on an engine of the test's own that knows it.

use crate::second_engine::Engine;
use crate::support::{Home, workshop};
use std::fs::File;
use std::path::PathBuf;
use std::process::Command;

/// The program of Debian's package, fetched once into the target folder.
fn runsc() -> PathBuf {
    let folder = workshop().join("runsc");
    let program = folder.join("usr/bin/runsc");
    let lock = File::create(workshop().join("runsc.lock")).unwrap();
    lock.lock().unwrap();
    if !program.exists() {
        std::fs::create_dir_all(&folder).unwrap();
        // A bare machine has no lists of packages yet.
        let fetch = "apt-get download -q runsc || { apt-get update -q && apt-get download -q runsc; }
                     dpkg -x runsc_*.deb . && rm runsc_*.deb";
        let fetched = Command::new("sh").args(["-ec", fetch]).current_dir(&folder).output().unwrap();
        assert!(program.exists(), "apt fetches runsc: {}", String::from_utf8_lossy(&fetched.stderr));
    }
    program
}

#[test]
fn a_sandbox_under_gvisor_is_reached_over_the_bridge_and_is_never_snapshot_by_halves() {
    let home = Home::new();
    // Without a network of its own: this release takes a namespace of a recent kernel for the host's.
    let arguments = ["--platform=ptrace", "--network=none"];
    let config = serde_json::json!({"runtimes": {"runsc": {"path": runsc(), "runtimeArgs": arguments}}});
    let engine = Engine::start(&config, None);
    let image = engine.take_base_image();
    home.set("SANDCASTLE_ENGINE", &engine.address());
    home.run(["doctor"]).any_stderr().stdout_has("runsc");
    home.run(["config", "set", "sandbox.runtime", "runsc"]).success();
    let id = home.run(["init", "--image", &image, "--network", "none"]).any_stderr().success().id();
    home.run(["exec", &id, "cat /proc/version"]).success().stdout_has("Linux version 4.4.0");
    let shown = home.run(["show", "--json", &id]).success().json();
    assert_eq!((&shown["road"], &shown["hardening"]["runtime"]), (&"bridge".into(), &"runsc".into()));
    let file = home.file("file", "content");
    // Not in /tmp: an empty one is in memory there.
    home.run(["upload", &id, file.to_str().unwrap(), "/srv/file"]).success();
    home.run(["stop", &id]).success();
    home.run(["start", &id]).success();
    home.run(["exec", &id, "cat /srv/file; exit 7"]).code(7).stdout("content");
    let back = home.path("back");
    home.run(["download", &id, "/srv/file", back.to_str().unwrap()]).success();
    assert_eq!(std::fs::read(back).unwrap(), b"content");
    // Who is not root inside can't speak as a client.
    let pose = "setpriv --reuid 1000 --regid 1000 --clear-groups /.sandcastle/sandcastle guest connect </dev/null";
    home.run(["exec", &id, pose]).code(8).stderr_has("ermission denied");
    let taken = home.run(["snapshot", &id, "--name", "one"]).any_stderr();
    if taken.exit_code() == Some(0) {
        let fork = home.run(["fork", "one"]).any_stderr().success().id();
        home.run(["exec", &fork, "cat /srv/file"]).success().stdout("content");
    }
    home.run(["kill", "--all", "--yes"]).any_stderr().success();
}
