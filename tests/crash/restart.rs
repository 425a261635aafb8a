//! A second engine, of the test's own, that is stopped and started again in the middle of things.

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs::File;
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The image that it has: a shell and little else.
pub const IMAGE: &str = "sandcastle-test/shell";

/// An engine beside the default one: its own data, its own socket, no bridge of its own, no firewall rules.
pub struct Engine {
    folder: tempfile::TempDir,
    containerd: Child,
    running: Option<Child>,
}

impl Engine {
    /// Starts it, with one image.
    pub fn start() -> Engine {
        // Sockets in here have long names already.
        let folder = tempfile::Builder::new().prefix("eng").tempdir_in("/tmp").unwrap();
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        // As on any host: it outlives the engine, and so do its containers.
        File::create(path("containerd.toml")).unwrap().write_all(b"version = 2\n").unwrap();
        let mut containerd = Command::new("containerd");
        containerd.args(["--config", &path("containerd.toml"), "--address", &path("containerd.sock")]);
        containerd.args(["--root", &path("images"), "--state", &path("tasks")]);
        let log = File::create(path("containerd.log")).unwrap();
        containerd.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        let containerd = containerd.spawn().expect("containerd is installed with the engine");
        let mut engine = Engine { folder, containerd, running: None };
        engine.starts();
        engine.import();
        engine
    }

    /// Its address.
    pub fn address(&self) -> String {
        format!("unix://{}", self.path("sock"))
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    /// Starts it again.
    #[track_caller]
    pub fn starts(&mut self) {
        // It refuses to start while the file of one that was killed names a process.
        let _ = std::fs::remove_file(self.path("pid"));
        let log = File::options().create(true).append(true).open(self.path("log")).unwrap();
        let mut dockerd = Command::new("dockerd");
        dockerd.args([
            "--data-root",
            &self.path("data"),
            "--exec-root",
            &self.path("run"),
            "--pidfile",
            &self.path("pid"),
        ]);
        dockerd.args(["--containerd", &self.path("containerd.sock")]);
        dockerd.args(["--bridge=none", "--iptables=false", "--ip-forward=false", "-H", &self.address()]);
        dockerd.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        self.running = Some(dockerd.spawn().expect("dockerd is installed: `sandcastle setup` has seen to it"));
        let begun = Instant::now();
        while !self.docker(["version"]).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success() {
            assert!(begun.elapsed().as_secs() < 90, "the engine does not start:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn log(&self) -> String {
        let text = std::fs::read_to_string(self.path("log")).unwrap_or_default();
        text.lines().rev().take(15).collect::<Vec<_>>().join("\n")
    }

    /// Ends it, by TERM or KILL; containers live or die as it leaves them.
    pub fn ends(&mut self, signal: Signal) {
        if let Some(mut running) = self.running.take() {
            kill(Pid::from_raw(i32::try_from(running.id()).unwrap()), signal).unwrap();
            running.wait().unwrap();
        }
    }

    fn docker<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut docker = Command::new("docker");
        docker.args(["-H", &self.address()]).args(arguments);
        docker
    }

    /// An image of the host's own shell with what it is linked to.
    fn import(&self) {
        let programs = ["/bin/sh", "/bin/sleep", "/bin/head", "/bin/cat"];
        let linked = Command::new("ldd").args(programs).output().unwrap();
        let linked = String::from_utf8_lossy(&linked.stdout).into_owned();
        let libraries = linked.split_whitespace().filter(|word| word.starts_with('/') && !word.ends_with(':'));
        let mut files: Vec<String> =
            programs.iter().map(|path| (*path).to_owned()).chain(libraries.map(str::to_owned)).collect();
        files.sort();
        files.dedup();
        let mut tar = Command::new("tar");
        tar.args(["-chPf", "-"]).args(&files).stdout(Stdio::piped());
        let mut tar = tar.spawn().unwrap();
        let archive = tar.stdout.take().unwrap();
        let imported = self.docker(["import", "-", IMAGE]).stdin(archive).output().unwrap();
        assert!(imported.status.success() && tar.wait().unwrap().success(), "{imported:?}");
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if self.running.is_some() {
            let left = self.docker(["ps", "-aq"]).output().map(|output| output.stdout).unwrap_or_default();
            let left = String::from_utf8_lossy(&left).into_owned();
            let ids: Vec<&str> = left.split_whitespace().collect();
            if !ids.is_empty() {
                let _ = self.docker(["rm", "-f"].into_iter().chain(ids)).output();
            }
            let networks = self.docker(["network", "prune", "-f"]).output();
            drop(networks);
        }
        self.ends(Signal::SIGTERM);
        if self.containerd.kill().is_ok() {
            let _ = self.containerd.wait();
        }
    }
}
