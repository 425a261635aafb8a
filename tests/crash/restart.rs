//! A second engine, of the test's own, that is stopped and started again in the middle of things.

use crate::yard::Yard;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs::File;
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A command that the engine ends under.
pub struct Case {
    /// The command; `-` is a tar whose end never comes.
    line: &'static str,
    /// Lines that are said to the sandbox before.
    inside: &'static [&'static str],
    /// It is in the middle once the journal says so, or after half a second.
    journalled: Option<&'static str>,
    /// The codes that tell what happened, or that it was done.
    codes: &'static [i32],
}

/// The verbs that last.
pub const CASES: &[Case] = &[
    Case { line: "init --name new", inside: &[], journalled: Some("start container"), codes: &[0, 3, 7] },
    Case { line: "snapshot one", inside: &[], journalled: Some("kind = \"snapshot\""), codes: &[0, 3, 7] },
    Case { line: "restore one first", inside: &[NEWER], journalled: Some("kind = \"restore\""), codes: &[0, 3, 7] },
    Case { line: "upload one - /tmp", inside: &[], journalled: None, codes: &[3, 7] },
    Case { line: "download one /big @big", inside: &[BIG], journalled: None, codes: &[0, 3, 7] },
    // The engine's TERM ends what runs in its sandboxes.
    Case { line: "exec one sleep 60", inside: &[], journalled: None, codes: &[125, 137, 143] },
];

/// What is not in the snapshot that comes before.
const NEWER: &str = "echo newer > /newer";
/// More than goes through the engine in half a second.
const BIG: &str = "head -c 200000000 /dev/urandom > /big";

/// Ends the engine in the middle of a command, starts it again, and looks.
#[track_caller]
pub fn cut(engine: &mut Engine, yard: &Yard, case: &Case, signal: Signal) {
    yard.run("init --name one --if-exists reuse").success();
    yard.run("exec one head -c 1000000 /dev/zero").success();
    yard.run("snapshot one --name first").success();
    for line in case.inside {
        yard.home.run(["exec", "one", line]).success();
    }
    let mut command = yard.command(case.line);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut going = command.spawn().unwrap();
    let stdin = going.stdin.take().unwrap();
    (&stdin).write_all(&endless_tar()).unwrap();
    await_the_middle(yard, case, &mut going);
    engine.ends(signal);
    let output = going.wait_with_output().unwrap();
    drop(stdin);
    let when = format!("{signal} under {}: {output:?}", case.line);
    assert!(output.status.code().is_some_and(|code| case.codes.contains(&code)), "{when}");
    assert!(output.status.success() || !output.stderr.is_empty(), "nothing was said, {when}");
    engine.starts();
    let mut faults = Vec::new();
    // What the engine had begun may come to its end after its start.
    for patience in [0, 300, 1000, 3000] {
        std::thread::sleep(Duration::from_millis(patience));
        yard.run("ls").success();
        faults = yard.faults();
        if faults.is_empty() {
            break;
        }
    }
    assert!(faults.is_empty(), "{}\n{when}", faults.join("\n"));
    yard.run("snapshots verify --all").success();
    yard.run("start one").success();
    yard.run("download one /tmp/endless @endless").code(4);
    if output.status.success() && case.line.starts_with("init") {
        yard.run("exec new cat").success();
    }
    if case.line.starts_with("restore") {
        let restored = yard.home.run(["exec", "one", "test -s /newer"]).exit_code() != Some(0);
        assert!(restored || !output.status.success(), "{when}");
    }
    let there = std::fs::metadata(yard.home.path("big")).map(|big| big.len()).ok();
    assert_eq!(there, (case.line.starts_with("download") && output.status.success()).then_some(200_000_000), "{when}");
    let _ = std::fs::remove_file(yard.home.path("big"));
    yard.home.run(["exec", "one", "cat /dev/null > /big; cat /dev/null > /newer"]).success();
    yard.run("kill new --ignore-not-found").success();
}

/// The beginning of an archive of one file that says that it is larger than what comes.
fn endless_tar() -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    header.set_path("endless").unwrap();
    header.set_size(64 << 20);
    header.set_mode(0o644);
    header.set_cksum();
    [header.as_bytes().to_vec(), vec![7; 32 << 10]].concat()
}

fn await_the_middle(yard: &Yard, case: &Case, going: &mut Child) {
    let Some(words) = case.journalled else { return std::thread::sleep(Duration::from_millis(500)) };
    let journal = yard.home.state().join("journal");
    let says = |name: &String| std::fs::read_to_string(journal.join(name)).is_ok_and(|text| text.contains(words));
    while !crate::support::names(&journal).iter().any(says) && going.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// The image that it has: a shell and little else.
pub const IMAGE: &str = "sandcastle-test/shell";

/// An engine beside the default one: its own data, its own socket, no bridge of its own, no firewall rules.
pub struct Engine {
    folder: tempfile::TempDir,
    option: Option<&'static str>,
    containerd: Child,
    running: Option<Child>,
}

impl Engine {
    /// Starts it, with one image.
    pub fn start() -> Engine {
        // Sockets in here have long names already.
        Engine::start_with(None)
    }

    /// Starts it with one more option.
    pub fn start_with(option: Option<&'static str>) -> Engine {
        Engine::start_in(tempfile::Builder::new().prefix("eng").tempdir_in("/tmp").unwrap(), option)
    }

    /// Starts it on a disk of so many MiB.
    pub fn start_on_disk_of(megabytes: u32) -> Engine {
        let folder = tempfile::Builder::new().prefix("eng").tempdir_in("/tmp").unwrap();
        let (data, size) = (folder.path().join("data"), format!("size={megabytes}m"));
        std::fs::create_dir(&data).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&data).status();
        assert!(mounted.is_ok_and(|status| status.success()));
        Engine::start_in(folder, None)
    }

    /// Where it keeps its images and containers.
    pub fn disk(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    fn start_in(folder: tempfile::TempDir, option: Option<&'static str>) -> Engine {
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        // As on any host: it outlives the engine, and so do its containers.
        File::create(path("containerd.toml")).unwrap().write_all(b"version = 2\n").unwrap();
        let mut containerd = Command::new("containerd");
        containerd.args(["--config", &path("containerd.toml"), "--address", &path("containerd.sock")]);
        containerd.args(["--root", &path("images"), "--state", &path("tasks")]);
        let log = File::create(path("containerd.log")).unwrap();
        containerd.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        let containerd = containerd.spawn().expect("containerd is installed with the engine");
        let mut engine = Engine { folder, option, containerd, running: None };
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
        assert!(self.tries_to_start(), "the engine does not start:\n{}", self.log());
    }

    fn tries_to_start(&mut self) -> bool {
        // It refuses to start while the file of one that was killed names a process.
        let _ = std::fs::remove_file(self.path("pid"));
        let log = File::options().create(true).append(true).open(self.path("log")).unwrap();
        // In a network namespace of its own: with --bridge=none an engine removes docker0, whosever it is.
        let mut dockerd = Command::new("unshare");
        dockerd.args(["--net", "dockerd", "--data-root", &self.path("data"), "--exec-root", &self.path("run")]);
        dockerd.args(["--pidfile", &self.path("pid"), "--containerd", &self.path("containerd.sock")]);
        dockerd.args(["--bridge=none", "--iptables=false", "--ip-forward=false", "-H", &self.address()]);
        dockerd.args(self.option);
        dockerd.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        self.running = Some(dockerd.spawn().expect("dockerd is installed: `sandcastle setup` has seen to it"));
        let begun = Instant::now();
        let answers = || {
            let mut version = self.docker(["version"]);
            version.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
        };
        while !answers() {
            if begun.elapsed().as_secs() > 90 {
                return false;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        true
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
        // Whatever a failed test has left: containers would outlive their engine.
        if self.running.is_some() || self.tries_to_start() {
            let left = self.docker(["ps", "-aq"]).output().map(|output| output.stdout).unwrap_or_default();
            let left = String::from_utf8_lossy(&left).into_owned();
            let ids: Vec<&str> = left.split_whitespace().collect();
            if !ids.is_empty() {
                let _ = self.docker(["rm", "-f"].into_iter().chain(ids)).output();
            }
            let _ = self.docker(["network", "prune", "-f"]).output();
        }
        self.ends(Signal::SIGTERM);
        if self.containerd.kill().is_ok() {
            let _ = self.containerd.wait();
        }
        // An engine that is killed leaves its data mounted on itself.
        let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
        let ours = mounts.lines().rev().filter_map(|line| line.split(' ').nth(1));
        for mount in ours.filter(|mount| mount.starts_with(&self.path(""))) {
            let _ = Command::new("umount").args(["-l", mount]).output();
        }
    }
}
