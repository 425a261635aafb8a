//! Another runtime: gVisor's, of Debian's package `runsc`, on an engine of the test's own that knows it.

use crate::support::{Home, docker, workshop};
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// An engine in a network namespace of its own, with `runsc` registered.
struct Engine {
    folder: tempfile::TempDir,
    running: Child,
}

impl Engine {
    fn start() -> Engine {
        // A socket's path has no more than 107 bytes.
        let folder = tempfile::Builder::new().prefix("scgv").tempdir_in("/tmp").unwrap();
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        // Without a network of its own: this release takes a namespace of a recent kernel for the host's.
        let arguments = ["--platform=ptrace", "--network=none"];
        let runtimes = serde_json::json!({"runtimes": {"runsc": {"path": runsc(), "runtimeArgs": arguments}}});
        let mut config = File::create(folder.path().join("daemon.json")).unwrap();
        config.write_all(runtimes.to_string().as_bytes()).unwrap();
        let log = File::create(folder.path().join("log")).unwrap();
        let mut dockerd = Command::new("unshare");
        dockerd.args(["--net", "dockerd", "--config-file", &path("daemon.json"), "--data-root", &path("data")]);
        dockerd.args(["--exec-root", &path("run"), "--pidfile", &path("pid"), "--bridge=none", "--iptables=false"]);
        dockerd.args(["--ip-forward=false", "-H", &format!("unix://{}", path("sock"))]);
        dockerd.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        let engine = Engine { running: dockerd.spawn().expect("dockerd is installed"), folder };
        let begun = Instant::now();
        while !engine.docker(&["version"]).output().unwrap().status.success() {
            let log = std::fs::read_to_string(engine.folder.path().join("log")).unwrap_or_default();
            assert!(begun.elapsed().as_secs() < 90, "the engine does not start:\n{log}");
            std::thread::sleep(Duration::from_millis(100));
        }
        engine
    }

    fn address(&self) -> String {
        format!("unix://{}", self.folder.path().join("sock").display())
    }

    fn docker(&self, arguments: &[&str]) -> Command {
        let mut docker = Command::new("docker");
        docker.args(["-H", &self.address()]).args(arguments);
        docker
    }

    /// The sandbox image of the machine's engine, given on.
    fn take_image(&self, name: &str) {
        let mut save = Command::new("docker").args(["save", name]).stdout(Stdio::piped()).spawn().unwrap();
        let loaded = self.docker(&["load"]).stdin(save.stdout.take().unwrap()).output().unwrap();
        assert!(loaded.status.success() && save.wait().unwrap().success(), "{loaded:?}");
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let left = self.docker(&["ps", "-aq"]).output().map(|output| output.stdout).unwrap_or_default();
        for id in String::from_utf8_lossy(&left).split_whitespace() {
            let _ = self.docker(&["rm", "-f", id]).output();
        }
        let _ = Command::new("kill").arg(self.running.id().to_string()).status();
        let _ = self.running.wait();
    }
}

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
    let image = docker(&["images", "--format", "{{.Repository}}:{{.Tag}}", "sandcastle-base"]);
    let image = image.lines().next().expect("setup has made the base image");
    let engine = Engine::start();
    engine.take_image(image);
    home.set("SANDCASTLE_ENGINE", &engine.address());
    home.run(["doctor"]).any_stderr().stdout_has("runsc");
    home.run(["config", "set", "sandbox.runtime", "runsc"]).success();
    let id = home.run(["init", "--image", image, "--network", "none"]).any_stderr().success().id();
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
