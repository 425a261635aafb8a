//! A second engine, of a test's own: for what the machine's has not.

use crate::support::docker;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// An engine in a network namespace of its own, without bridge and firewall rules.
pub struct Engine {
    folder: tempfile::TempDir,
    running: Child,
}

impl Engine {
    /// Starts one with this configuration, that keeps its data in `data` where that is given.
    pub fn start(config: &serde_json::Value, data: Option<&Path>) -> Engine {
        // A socket's path has no more than 107 bytes.
        let folder = tempfile::Builder::new().prefix("sc-engine").tempdir_in("/tmp").unwrap();
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        let data = data.map_or_else(|| path("data"), |data| data.to_string_lossy().into_owned());
        let mut file = File::create(folder.path().join("daemon.json")).unwrap();
        file.write_all(config.to_string().as_bytes()).unwrap();
        let log = File::create(folder.path().join("log")).unwrap();
        let mut dockerd = Command::new("unshare");
        dockerd.args(["--net", "dockerd", "--config-file", &path("daemon.json"), "--data-root", &data]);
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

    /// Where it listens.
    pub fn address(&self) -> String {
        format!("unix://{}", self.folder.path().join("sock").display())
    }

    /// Its own client, about to be run.
    pub fn docker(&self, arguments: &[&str]) -> Command {
        let mut docker = Command::new("docker");
        docker.args(["-H", &self.address()]).args(arguments);
        docker
    }

    /// The base image of the machine's engine, given on; its name.
    pub fn take_base_image(&self) -> String {
        let images = docker(&["images", "--format", "{{.Repository}}:{{.Tag}}", "sandcastle-base"]);
        let name = images.lines().next().expect("setup has made the base image");
        let mut save = Command::new("docker").args(["save", name]).stdout(Stdio::piped()).spawn().unwrap();
        let loaded = self.docker(&["load"]).stdin(save.stdout.take().unwrap()).output().unwrap();
        assert!(loaded.status.success() && save.wait().unwrap().success(), "{loaded:?}");
        name.to_owned()
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
