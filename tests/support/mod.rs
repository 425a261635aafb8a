//! One harness for all tests that run the real binary: a home and a label namespace of their own, a cleared environment,
//! and nothing left on the engine, even by a test that was killed.
#![allow(dead_code, clippy::allow_attributes, reason = "each test program uses a part of it")]

pub mod dns;
pub mod http;
pub mod s3;
pub mod terminal;
pub mod traefik;

use std::ffi::OsStr;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, OnceLock};

/// The binary under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_sandcastle");

/// A home of its own.
pub struct Home {
    folder: PathBuf,
    variables: Mutex<Vec<(String, String)>>,
    _alive: File,
}

/// What passes from the environment of the tests: where programs are, and how the registries' certificates are checked.
const PASSED: [&str; 11] = [
    "DOCKER_HOST",
    "PATH",
    "HOME",
    "SSL_CERT_FILE",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "PIP_CERT",
];

/// A variable of the tests' own environment.
#[expect(clippy::disallowed_methods, reason = "the harness decides what a test's program sees")]
pub fn variable(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name)
}

/// The engine that `DOCKER_HOST` names, if it names one.
pub fn engine_host() -> Option<String> {
    variable("DOCKER_HOST").map(|host| host.to_string_lossy().into_owned())
}

/// A folder under the target folder, which outlives a killed test.
pub fn workshop() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sandcastle");
    std::fs::create_dir_all(&target).unwrap();
    target
}

impl Home {
    /// A home without an engine: for what never gets that far.
    pub fn without_engine() -> Home {
        let folder = tempfile::Builder::new().prefix("home-").tempdir_in(workshop()).unwrap().keep();
        // A lock that ends with this process, however that ends: by it a later run knows what to clean up.
        let alive = File::create(folder.join("alive")).unwrap();
        alive.try_lock().unwrap();
        Home { folder, variables: Mutex::default(), _alive: alive }
    }

    /// A home on the real engine, which is made ready first.
    pub fn new() -> Home {
        engine_is_ready();
        Home::without_engine()
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of its state.
    pub fn state(&self) -> PathBuf {
        self.folder.join("home/state")
    }

    /// A file for a test, in a folder beside the home.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.join("files").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        File::create(&path).unwrap().write_all(content.as_ref()).unwrap();
        path
    }

    /// A path beside the home that is not there yet.
    pub fn path(&self, name: &str) -> PathBuf {
        std::fs::create_dir_all(self.folder.join("files")).unwrap();
        self.folder.join("files").join(name)
    }

    /// The command, not run yet.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        self.command_of(PROGRAM, arguments)
    }

    /// Another program in the same surroundings.
    pub fn command_of<S: AsRef<OsStr>>(&self, program: &str, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).env_clear().current_dir(&self.folder).stdin(Stdio::null());
        command.envs(PASSED.iter().filter_map(|name| variable(name).map(|value| (name, value))));
        command.env("SANDCASTLE_HOME", self.folder.join("home"));
        command.envs(self.variables.lock().unwrap().iter().cloned());
        command
    }

    /// Sets a variable of the environment of all commands from now on.
    pub fn set(&self, name: &str, value: &str) {
        self.variables.lock().unwrap().push((name.to_owned(), value.to_owned()));
    }

    /// Runs it.
    #[track_caller]
    pub fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Run {
        self.finish(self.command(arguments))
    }

    /// Runs it with bytes on stdin.
    #[track_caller]
    pub fn run_with_input<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>, input: &[u8]) -> Run {
        let mut command = self.command(arguments);
        let shown = format!("{command:?}");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let output = std::thread::scope(|scope| {
            scope.spawn(move || {
                // A program that ends without reading closes the pipe.
                let _ = stdin.write_all(input);
            });
            child.wait_with_output().unwrap()
        });
        Run::of(shown, output, &self.folder)
    }

    /// Runs a command that was put together by the test.
    #[track_caller]
    pub fn finish(&self, mut command: Command) -> Run {
        let shown = format!("{command:?}");
        Run::of(shown, command.output().unwrap(), &self.folder)
    }

    /// Starts it, its streams piped.
    pub fn spawn<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Child {
        self.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// A new sandbox of the built-in image; its id.
    #[track_caller]
    pub fn init(&self) -> String {
        self.run(["init"]).success().id()
    }

    /// A new sandbox with more arguments; its id.
    #[track_caller]
    pub fn init_with(&self, arguments: &[&str]) -> String {
        self.run(["init"].iter().chain(arguments)).success().id()
    }

    /// The id that labels of this home carry.
    pub fn id(&self) -> String {
        std::fs::read_to_string(self.state().join("home-id")).unwrap_or_default()
    }

    /// What the engine holds of this home: containers, networks and volumes, by their names.
    #[track_caller]
    pub fn on_engine(&self) -> Vec<String> {
        let id = self.id();
        if id.is_empty() {
            return Vec::new();
        }
        let label = format!("label=sandcastle.home={id}");
        let listings: [&[&str]; 3] = [
            &["ps", "-a", "--format", "{{.Names}}", "--filter", &label],
            &["network", "ls", "--format", "{{.Name}}", "--filter", &label],
            &["volume", "ls", "--format", "{{.Name}}", "--filter", &label],
        ];
        listings.iter().flat_map(|arguments| docker(arguments).lines().map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    /// The oracle: nothing of this home is left anywhere.
    #[track_caller]
    pub fn is_clean(&self) {
        assert_eq!(self.on_engine(), Vec::<String>::new(), "left on the engine");
        for folder in ["registry/sandboxes", "registry/names", "registry/addresses", "run"] {
            let left: Vec<_> = names(&self.state().join(folder));
            assert!(left.is_empty(), "left in {folder}: {left:?}");
        }
        assert!(!self.state().join("fence").exists(), "rules are left in the kernel");
    }
}

/// Names in a folder; none when it is not there.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

impl Drop for Home {
    fn drop(&mut self) {
        clean(&self.folder);
    }
}

fn clean(folder: &Path) {
    let home = folder.join("home");
    if home.join("state/registry").exists() {
        let mut kill = Command::new(PROGRAM);
        kill.args(["kill", "--all", "--yes", "--quiet"]).env("SANDCASTLE_HOME", &home).stdin(Stdio::null());
        // Best effort: the test has been judged.
        let _ = kill.stdout(Stdio::null()).stderr(Stdio::null()).status();
        remove_volumes(&home);
    }
    let _ = std::fs::remove_dir_all(folder);
}

/// What accounts keep outlives their sandboxes, but not the test.
fn remove_volumes(home: &Path) {
    let Ok(id) = std::fs::read_to_string(home.join("state/home-id")) else { return };
    let label = format!("label=sandcastle.home={}", id.trim());
    let listed = Command::new("docker").args(["volume", "ls", "-q", "--filter", &label]).output();
    let listed = listed.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    for name in listed.lines().filter(|_| !id.trim().is_empty()) {
        let _ = Command::new("docker").args(["volume", "rm", name]).stdout(Stdio::null()).status();
    }
}

/// Makes the engine and the sandbox image ready, once for all test programs, and cleans up after killed ones.
fn engine_is_ready() {
    static READY: OnceLock<()> = OnceLock::new();
    READY.get_or_init(|| {
        let mut setup = Command::new(PROGRAM);
        setup.args(["setup", "--yes"]).env("SANDCASTLE_HOME", workshop().join("setup")).stdin(Stdio::null());
        let output = setup.output().unwrap();
        let shown = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "sandcastle setup --yes failed:\n{shown}");
        for name in names(&workshop()).iter().filter(|name| name.starts_with("home-")) {
            let folder = workshop().join(name);
            if File::open(folder.join("alive")).is_ok_and(|alive| alive.try_lock().is_ok()) {
                clean(&folder);
            }
        }
    });
}

/// What the engine's own client prints; it is the witness, never the tool of the product.
#[track_caller]
pub fn docker(arguments: &[&str]) -> String {
    let output = Command::new("docker").args(arguments).output().expect("the engine's client is installed with it");
    assert!(output.status.success(), "docker {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What a run came to. What was not stated must be empty: stderr is checked when this is dropped.
pub struct Run {
    shown: String,
    code: Option<i32>,
    stdout: Vec<u8>,
    stderr: String,
    folder: PathBuf,
    heard: bool,
}

impl Run {
    pub fn of(shown: String, output: Output, folder: &Path) -> Run {
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        Run {
            shown,
            code: output.status.code(),
            stdout: output.stdout,
            stderr,
            folder: folder.to_owned(),
            heard: false,
        }
    }

    fn story(&self) -> String {
        let tree = Command::new("find")
            .arg(&self.folder)
            .args(["-maxdepth", "5"])
            .output()
            .map(|output| output.stdout)
            .unwrap_or_default();
        format!(
            "{}\nexit: {:?}\nstdout: {}\nstderr: {}\nhome:\n{}",
            self.shown,
            self.code,
            String::from_utf8_lossy(&self.stdout),
            self.stderr,
            String::from_utf8_lossy(&tree)
        )
    }

    /// It ended with 0.
    #[track_caller]
    pub fn success(self) -> Run {
        self.code(0)
    }

    /// The code that it ended with.
    pub fn exit_code(&self) -> Option<i32> {
        self.code
    }

    /// It ended with this code.
    #[track_caller]
    pub fn code(self, code: i32) -> Run {
        assert_eq!(self.code, Some(code), "{}", self.story());
        self
    }

    /// stdout is exactly this.
    #[track_caller]
    pub fn stdout(self, expected: impl AsRef<[u8]>) -> Run {
        assert!(
            self.stdout == expected.as_ref(),
            "expected {:?}\n{}",
            String::from_utf8_lossy(expected.as_ref()),
            self.story()
        );
        self
    }

    /// stdout holds this.
    #[track_caller]
    pub fn stdout_has(self, expected: &str) -> Run {
        assert!(
            String::from_utf8_lossy(&self.stdout).contains(expected),
            "expected {expected:?} on stdout\n{}",
            self.story()
        );
        self
    }

    /// stderr holds this; the rest of it is fine then.
    #[track_caller]
    pub fn stderr_has(mut self, expected: &str) -> Run {
        self.heard = true;
        assert!(self.stderr.contains(expected), "expected {expected:?} on stderr\n{}", self.story());
        self
    }

    /// stderr is anything.
    pub fn any_stderr(mut self) -> Run {
        self.heard = true;
        self
    }

    /// stderr, to be looked at.
    pub fn stderr(mut self) -> String {
        self.heard = true;
        self.stderr.clone()
    }

    /// stderr, to be kept beside the rest.
    pub fn said(&self) -> String {
        self.stderr.clone()
    }

    /// stdout as it is.
    pub fn bytes(self) -> Vec<u8> {
        self.stdout.clone()
    }

    /// stdout as text.
    #[track_caller]
    pub fn text(self) -> String {
        String::from_utf8(self.stdout.clone()).unwrap_or_else(|_| panic!("stdout is not text\n{}", self.story()))
    }

    /// stdout is an id and a newline, nothing else.
    #[track_caller]
    pub fn id(self) -> String {
        let story = self.story();
        let text = self.text();
        let id = text.strip_suffix('\n').unwrap_or_else(|| panic!("no newline\n{story}")).to_owned();
        let well_formed = id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        assert!(well_formed, "{id:?} is no id\n{story}");
        id
    }

    /// stdout is one JSON value.
    #[track_caller]
    pub fn json(self) -> serde_json::Value {
        serde_json::from_slice(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{}", self.story()))
    }

    /// It failed as the exit-code table says, in words and in JSON: code, exit code, part of the message, part of the hint.
    #[track_caller]
    pub fn fails_in_json(mut self, code: &str, exit: i32, message: &str, hint: &str) {
        self.heard = true;
        let story = self.story();
        let line = self.stderr.lines().last().unwrap_or_default();
        let error: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}\n{story}"));
        let error = &error["error"];
        assert_eq!(error["code"], code, "{story}");
        assert_eq!(error["exit_code"], exit, "{story}");
        assert_eq!(self.code, Some(exit), "{story}");
        assert!(error["message"].as_str().unwrap().contains(message), "expected {message:?}\n{story}");
        assert!(error["hint"].as_str().unwrap_or_default().contains(hint), "expected the hint {hint:?}\n{story}");
        assert!(self.stdout.is_empty(), "stdout is not empty\n{story}");
    }

    /// It failed in words: `error: …message…` and `hint: …hint…` on stderr, nothing on stdout.
    #[track_caller]
    pub fn fails(mut self, exit: i32, message: &str, hint: &str) {
        self.heard = true;
        let story = self.story();
        assert_eq!(self.code, Some(exit), "{story}");
        let holds =
            |label: &str, text: &str| self.stderr.lines().any(|line| line.starts_with(label) && line.contains(text));
        assert!(holds("error: ", message), "expected the error {message:?}\n{story}");
        assert!(hint.is_empty() || holds("hint: ", hint), "expected the hint {hint:?}\n{story}");
        assert!(self.stdout.is_empty(), "stdout is not empty\n{story}");
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        if !self.heard && !std::thread::panicking() {
            // How long a step takes is the machine's affair, and so is whether it is long enough to be announced.
            let progress = |line: &str| line.ends_with(" …") || line.contains(": done in ");
            let unstated = self.stderr.lines().any(|line| !progress(line));
            assert!(!unstated, "stderr was not stated and is not empty\n{}", self.story());
        }
    }
}
