//! A home with its engine, in memory or real, and the oracle over both: what must be true after any death.

use crate::daemon::{Daemon, IMAGE};
use crate::support::s3::S3;
use crate::support::{Home, Run, docker, names};
use sandcastle::engine::{Container, ContainerState, Engine, Selector};
use sandcastle::registry::Registry;
use sandcastle::registry::pool::Member;
use sandcastle::registry::record::SandboxRecord;
use sandcastle::sandbox::id::Id;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The sandbox that nobody names: it must be what it was after each death.
pub const BYSTANDER: &str = "bystander";

/// A home and its engine.
pub struct Yard {
    pub home: Home,
    pub daemon: Option<Daemon>,
    /// A real engine that is not the default one.
    engine: Option<String>,
    /// The S3 server that its commands reach, if they reach one.
    store: Option<S3>,
    socket: tempfile::TempDir,
}

/// A container as the engine shows it.
#[derive(Debug)]
struct Held {
    name: String,
    sandbox: Option<String>,
    state: ContainerState,
}

impl Yard {
    /// With the engine in memory. Its guests are reached over the bridge; routes are written for Traefik.
    pub fn fake() -> Yard {
        let socket = tempfile::tempdir().unwrap();
        let path = socket.path().join("engine.sock");
        let yard = Yard::of(Home::without_engine(), Some(Daemon::start(&path)), None, socket);
        yard.home.set("SANDCASTLE_ENGINE", &format!("unix://{}", path.display()));
        std::fs::create_dir_all(yard.routes()).unwrap();
        let routes = yard.routes().to_string_lossy().into_owned();
        for (key, value) in [
            ("guest.road", "bridge"),
            ("image", IMAGE),
            ("route.dynamic_dir", &*routes),
            ("route.domain", "example.test"),
            ("route.provider", "traefik"),
        ] {
            yard.home.run(["config", "set", key, value]).success();
        }
        yard
    }

    fn of(home: Home, daemon: Option<Daemon>, engine: Option<String>, socket: tempfile::TempDir) -> Yard {
        for value in ["old", "new"] {
            home.file(value, value);
        }
        Yard { home, daemon, engine, store: None, socket }
    }

    /// With the real engine.
    pub fn real() -> Yard {
        let yard = Yard::of(Home::new(), None, None, tempfile::tempdir().unwrap());
        yard.home.file("payload", [7; 100_000]);
        yard
    }

    /// With the real engine, and a server for what goes into object storage.
    pub fn with_store() -> Yard {
        let mut yard = Yard::real();
        let folder = yard.home.path("s3");
        // By a thread that ends: who traces waits for all that its own thread has started.
        let store = std::thread::spawn(move || S3::start(&folder)).join().unwrap();
        store.serve(&yard.home);
        yard.store = Some(store);
        yard
    }

    /// With a real engine of the test's own.
    pub fn on(engine: &str) -> Yard {
        let engine = Some(engine.to_owned());
        let yard = Yard::of(Home::without_engine(), None, engine, tempfile::tempdir().unwrap());
        yard.home.set("SANDCASTLE_ENGINE", yard.engine.as_deref().unwrap());
        yard
    }

    /// What the client of the yard's real engine prints.
    fn docker(&self, arguments: &[&str]) -> String {
        let host: Vec<&str> = self.engine.iter().flat_map(|engine| ["-H", engine]).collect();
        docker(&[&host[..], arguments].concat())
    }

    /// Folders of data that accounts have.
    pub fn data(&self) -> Vec<String> {
        let root = self.home.folder().join("home/data/accounts");
        names(&root).iter().map(|name| root.join(name).to_string_lossy().into_owned()).collect()
    }

    fn routes(&self) -> PathBuf {
        self.socket.path().join("dynamic")
    }

    /// A command given as one line; `@` is a folder beside the home.
    pub fn command(&self, line: &str) -> Command {
        let beside = self.home.path("x").with_file_name("").to_string_lossy().into_owned();
        self.home.command(line.split_whitespace().map(|word| word.replace('@', &beside)))
    }

    #[track_caller]
    pub fn run(&self, line: &str) -> Run {
        self.home.finish(self.command(line)).any_stderr()
    }

    /// Ids, names and states, as the program itself shows them.
    #[track_caller]
    pub fn listed(&self) -> BTreeMap<String, (String, String)> {
        let list = self.run("ls --json").success().json();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let items = list["items"].as_array().unwrap().iter();
        items.map(|item| (text(&item["id"]), (text(&item["name"]), text(&item["state"])))).collect()
    }

    fn held(&self) -> Vec<Held> {
        let home = self.home.id();
        match &self.daemon {
            Some(daemon) => {
                let selector = Selector::label("sandcastle.home", home);
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                let all = runtime.block_on(daemon.engine.containers(&selector)).unwrap();
                let held = |Container { name, state, mut labels, .. }: Container| Held {
                    name,
                    sandbox: labels.remove("sandcastle.id"),
                    state,
                };
                all.into_iter().map(held).collect()
            }
            None => {
                let label = format!("label=sandcastle.home={home}");
                let form = "{{.Names}} {{.State}} {{.Label \"sandcastle.id\"}}";
                let lines = self.docker(&["ps", "-a", "--format", form, "--filter", &label]);
                let held = |line: &str| {
                    let mut words = line.split(' ').map(str::to_owned);
                    let (name, state) = (words.next().unwrap(), words.next().unwrap_or_default());
                    let state = match state.as_str() {
                        "running" => ContainerState::Running,
                        "paused" => ContainerState::Paused,
                        "created" => ContainerState::Created,
                        _ => ContainerState::Exited,
                    };
                    Held { name, sandbox: words.next().filter(|id| !id.is_empty()), state }
                };
                lines.lines().map(held).collect()
            }
        }
    }

    /// What is not as it must be, once the commands after a death have come: the engine carries out what a dead process
    /// had asked for, as late as it likes, and whoever comes next takes it back.
    #[track_caller]
    pub fn settled(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for patience in [0, 50, 500, 3000] {
            std::thread::sleep(std::time::Duration::from_millis(patience));
            self.run("ls").success();
            faults = self.faults();
            if faults.is_empty() {
                break;
            }
        }
        faults
    }

    /// What is not as it must be, in words.
    pub fn faults(&self) -> Vec<String> {
        let state = self.home.state();
        let Ok(registry) = Registry::open(&state) else { return Vec::new() };
        let mut faults = Vec::new();
        let mut records: BTreeMap<Id, SandboxRecord> = BTreeMap::new();
        for id in registry.ids().unwrap() {
            match registry.find(&id) {
                Ok(Some(record)) => drop(records.insert(id, record)),
                Ok(None) => {}
                Err(error) => faults.push(format!("record {id}: {error}")),
            }
        }
        let pool = registry.pool().unwrap();
        let operations = registry.operations().unwrap();
        self.compare(&records, &pool, &mut faults);
        for (folder, owner) in [("names", "name"), ("addresses", "address")] {
            let folder = state.join("registry").join(folder);
            let reserved: BTreeMap<String, String> = names(&folder)
                .into_iter()
                .filter(|name| !name.starts_with(".staged-"))
                .map(|name| (name.clone(), std::fs::read_to_string(folder.join(name)).unwrap_or_default()))
                .collect();
            let mut wanted: BTreeMap<String, String> = records
                .values()
                .filter_map(|record| {
                    let key = if owner == "name" {
                        Some(record.name.to_string())
                    } else {
                        record.spec.address.map(|address| address.to_string())
                    };
                    Some((key?, record.id.to_string()))
                })
                .collect();
            if owner == "address" {
                // One that waits in the pool has an address and no name.
                let waiting =
                    pool.iter().filter_map(|member| Some((member.spec.address?.to_string(), member.id.to_string())));
                wanted.extend(waiting);
            }
            if owner == "name" {
                // What could not be made in the background keeps its name, to be tried again.
                let makes = operations.iter().flatten().flat_map(|seen| seen.operation.makes());
                wanted.extend(makes.map(|planned| (planned.name.to_string(), planned.id.to_string())));
            }
            if reserved != wanted {
                faults.push(format!("reserved is {reserved:?}, and by the records it would be {wanted:?}"));
            }
        }
        for seen in operations {
            match seen {
                Err(error) => faults.push(format!("journal: {error}")),
                Ok(seen) => {
                    let operation = seen.operation;
                    let last = operation.steps.last().map(|step| step.name.as_str());
                    // Rolled back and watched for some seconds; or failed, and kept until somebody looks.
                    if last != Some("rolled back") && operation.error.is_none() {
                        faults.push(format!("an entry stays in the journal: {operation:?}"));
                    }
                }
            }
        }
        for id in names(&state.join("run")) {
            let waits = pool.iter().any(|member| member.id.as_str() == id);
            if !waits && !records.keys().any(|known| known.as_str() == id) {
                faults.push(format!("the shared folder of {id} stays without its sandbox"));
            }
        }
        for name in names(&self.routes()).iter().filter(|name| !name.starts_with('.')) {
            let routed = name.strip_prefix("sandcastle-").and_then(|name| name.strip_suffix(".toml"));
            if !routed.is_some_and(|id| records.keys().any(|known| known.as_str() == id)) {
                faults.push(format!("the route {name} leads nowhere"));
            }
        }
        for name in names(&state.join("locks")) {
            if File::open(state.join("locks").join(&name)).is_ok_and(|file| file.try_lock().is_err()) {
                faults.push(format!("the lock {name} is held"));
            }
        }
        faults.extend(self.torn_events());
        faults
    }

    /// Every container has its record and every record its container; nothing is frozen or of nobody.
    fn compare(&self, records: &BTreeMap<Id, SandboxRecord>, pool: &[Member], faults: &mut Vec<String>) {
        let held = self.held();
        for Held { name, sandbox, state } in &held {
            if let Some(member) = pool.iter().find(|member| *name == format!("sandcastle-pool-{}", member.id)) {
                if *state != ContainerState::Running || records.contains_key(&member.id) {
                    faults.push(format!("{name} waits in the pool, {state:?}"));
                }
                continue;
            }
            let owner = records.values().find(|record| Some(record.id.as_str()) == sandbox.as_deref());
            match owner {
                Some(record) if *name == format!("sandcastle-{}-{}", record.name, record.id) => {}
                _ => faults.push(format!("container {name} ({state:?}) has no record")),
            }
        }
        for record in records.values() {
            let own = held.iter().filter(|held| held.sandbox.as_deref() == Some(record.id.as_str())).count();
            if own != 1 {
                faults.push(format!("{} ({}) has {own} containers", record.name, record.id));
            }
        }
        for member in pool {
            if held.iter().filter(|held| held.sandbox.as_deref() == Some(member.id.as_str())).count() != 1 {
                faults.push(format!("{} in the pool has no container", member.id));
            }
        }
        for (id, limits) in self.limits(&held) {
            let wanted = records.get(&id).map(|record| (record.spec.memory.bytes(), record.spec.pids));
            if wanted.is_some_and(|wanted| wanted != limits) {
                faults.push(format!("{id} has the limits {limits:?}, and by its record {wanted:?}"));
            }
        }
        let addresses: Vec<_> = records.values().filter_map(|record| record.spec.address).collect();
        if addresses.iter().collect::<BTreeSet<_>>().len() != addresses.len() {
            faults.push(format!("an address is given twice: {addresses:?}"));
        }
    }

    /// The memory and the number of processes that the engine allows each sandbox.
    fn limits(&self, held: &[Held]) -> Vec<(Id, (u64, i64))> {
        let limits = |one: &Held| {
            let id = one.sandbox.as_ref()?.parse().ok()?;
            let limits = match &self.daemon {
                Some(daemon) => daemon.engine.spec_of(&one.name).map(|spec| (spec.memory, spec.pids))?,
                None => {
                    let host: Vec<&str> = self.engine.iter().flat_map(|engine| ["-H", engine]).collect();
                    let form = "{{.HostConfig.Memory}} {{.HostConfig.PidsLimit}}";
                    let shown =
                        Command::new("docker").args(host).args(["inspect", "--format", form, &one.name]).output();
                    // It may be gone by now.
                    let text = String::from_utf8(shown.ok()?.stdout).ok()?;
                    let (memory, pids) = text.trim().split_once(' ')?;
                    (memory.parse().ok()?, pids.parse().ok()?)
                }
            };
            Some((id, limits))
        };
        held.iter().filter_map(limits).collect()
    }

    fn torn_events(&self) -> Vec<String> {
        let folder = self.home.state().join("events");
        let mut torn = Vec::new();
        for name in names(&folder).iter().filter(|name| name.ends_with(".jsonl")) {
            let text = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
            let bad = text.lines().filter(|line| serde_json::from_str::<serde_json::Value>(line).is_err());
            torn.extend(bad.map(|line| format!("a torn event in {name}: {line}")));
        }
        torn
    }

    /// Files that were being written when their writer died, and that nothing has removed since.
    pub fn staged(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.home.folder().join("home"), self.routes()];
        while let Some(folder) = folders.pop() {
            for name in names(&folder) {
                let path = folder.join(&name);
                if name.starts_with(".staged-") {
                    found.push(path);
                } else if path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) {
                    folders.push(path);
                }
            }
        }
        found
    }

    /// The processes of this home that work in the background.
    fn workers(&self) -> Vec<nix::unistd::Pid> {
        let home = format!("SANDCASTLE_HOME={}", self.home.folder().join("home").display());
        let of_home = |pid: &String| {
            let environment = std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
            let mut variables = environment.split(|byte| *byte == 0);
            variables.any(|variable| variable == home.as_bytes())
        };
        let processes = names(Path::new("/proc")).into_iter().filter(|name| name.parse::<i32>().is_ok());
        processes.filter(of_home).filter_map(|pid| pid.parse().ok().map(nix::unistd::Pid::from_raw)).collect()
    }

    /// Kills them. How many there were.
    pub fn kill_workers(&self) -> usize {
        let dead = |pid: &nix::unistd::Pid| nix::sys::signal::kill(*pid, nix::sys::signal::Signal::SIGKILL).is_ok();
        self.workers().into_iter().filter(dead).count()
    }

    /// Waits until none is left.
    #[track_caller]
    pub fn wait_for_workers(&self) {
        let begun = std::time::Instant::now();
        while !self.workers().is_empty() {
            assert!(begun.elapsed().as_secs() < 60, "work in the background never ends: {:?}", self.workers());
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }

    /// Creations that were rolled back are watched for 20 s, by every command: as if those were over.
    pub fn forget_rolled_back(&self) {
        let journal = self.home.state().join("journal");
        let over = |path: &PathBuf| {
            let written = path.metadata().and_then(|metadata| metadata.modified()).ok();
            self.daemon.is_some() && written.and_then(|at| at.elapsed().ok()).is_some_and(|age| age.as_millis() > 100)
        };
        for path in names(&journal).iter().map(|name| journal.join(name)).filter(over) {
            if std::fs::read_to_string(&path).is_ok_and(|text| text.contains("\"rolled back\"")) {
                std::fs::remove_file(path).unwrap();
            }
        }
    }

    /// Everything is killed, and nothing is left of it anywhere.
    #[track_caller]
    pub fn ends_clean(&self) {
        self.run("kill --all --yes").success();
        self.run("pool drain").success();
        if !self.staged().is_empty() {
            // One that is younger than a second may be somebody's who lives: whoever comes later removes it.
            std::thread::sleep(std::time::Duration::from_millis(1100));
            self.run("init --name last").success();
            self.run("gc").success();
            self.run("kill last").success();
            self.run("config set sandbox.ttl 1h").success();
        }
        assert_eq!(self.staged(), Vec::<PathBuf>::new(), "half-written files stay");
        assert_eq!(self.faults(), Vec::<String>::new());
        match &self.daemon {
            Some(daemon) => assert_eq!(daemon.engine.objects(), Vec::<String>::new(), "left on the engine"),
            None if self.engine.is_some() => assert!(self.held().is_empty(), "left on the engine: {:?}", self.held()),
            None => assert_eq!(self.home.on_engine(), Vec::<String>::new(), "left on the engine"),
        }
    }
}

impl Drop for Yard {
    fn drop(&mut self) {
        if self.daemon.is_some() || self.engine.is_some() {
            // The harness would kill what is left with the default engine, which knows nothing of it.
            let _ = std::fs::remove_dir_all(self.home.state().join("registry"));
        }
    }
}
