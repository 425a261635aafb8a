//! Our verbs, measured beside the engine's own client and its API: whole processes, in turn, on one sandbox.

mod create;
mod exec;
mod process;
mod records;
mod samples;
mod state;
mod transfer;

use super::{Deps, reach};
use crate::engine::{Engine, EngineId};
use crate::error::{Error, Kind, Result};
use crate::registry::record::SandboxRecord;
use process::Run;
pub use samples::Samples;
pub use state::{LOADS, Load};
use std::ffi::OsString;
use std::path::PathBuf;

/// How to measure.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Rounds that count; one more comes before them, to warm up.
    pub pairs: usize,
    /// Where files for the transfers lie on this machine.
    pub folder: PathBuf,
    /// Bytes of the big file.
    pub size: u64,
    /// Small files.
    pub files: u64,
    /// How much changes before state is kept.
    pub loads: Vec<Load>,
    /// How many forks at once.
    pub forks: Vec<u16>,
    /// How many sandboxes are made at once.
    pub burst: u16,
    /// How many records are listed.
    pub records: Vec<u32>,
    /// Arguments for our own processes, so that they find the same engine.
    pub ourselves: Vec<OsString>,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Commands.
    Exec,
    /// Files in and out.
    Transfer,
    /// Snapshots, restores, forks.
    State,
    /// New sandboxes, and lists of them.
    Create,
}

/// Between two runs: an engine goes on for a while after an exec of its own has ended.
const SETTLE: std::time::Duration = std::time::Duration::from_millis(100);

/// Who is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contender {
    /// A process of ours.
    Ours,
    /// A process of the engine's client.
    Client,
    /// The engine's API, called from this process: what any client of it could reach at best.
    Api,
}

/// All of them, in the order of a first round.
const CONTENDERS: [Contender; 3] = [Contender::Ours, Contender::Client, Contender::Api];

/// One thing that was measured.
#[derive(Debug, Clone)]
pub struct Case {
    /// What.
    pub name: String,
    /// The ratio of medians, ours to the client's, that this project has set itself.
    pub goal: f64,
    /// Our times.
    pub ours: Samples,
    /// The client's.
    pub client: Option<Samples>,
    /// The API's.
    pub api: Samples,
    /// The most memory that a process of ours held, in bytes.
    pub peak: Option<u64>,
    /// The last one counts, not the median: all were begun at once.
    pub by_last: bool,
}

/// Memory that the guest holds, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct GuestMemory {
    /// After the measurements, at rest.
    pub idle: u64,
    /// The most since it started.
    pub peak: u64,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Report {
    /// What was measured.
    pub cases: Vec<Case>,
    /// The guest's memory, where the sandbox can tell it.
    pub guest: Option<GuestMemory>,
}

/// A run of measurements.
struct Bench<'d> {
    deps: &'d Deps,
    engine: &'d dyn Engine,
    record: &'d SandboxRecord,
    container: EngineId,
    plan: &'d Plan,
    has_client: bool,
    writes: bool,
}

/// Measures on a sandbox that runs; leaves nothing in it.
///
/// # Errors
/// Whatever a contender fails with; `interrupted`.
pub async fn run(deps: &Deps, record: &SandboxRecord, subject: Subject, plan: &Plan) -> Result<Report> {
    let engine = deps.engine().await?;
    // Says what state it is in, if it does not run.
    reach::connect(deps, record).await?;
    let container = reach::container_id(record)?;
    let has_client = process::client_exists(&engine.address()).await;
    if !has_client {
        deps.warn("there is no docker client on the PATH: nothing to compare with but the API");
    }
    let writes = subject != Subject::Exec;
    let bench = Bench { deps, engine, record, container, plan, has_client, writes };
    // Not dropped half-way: what was made for it goes first. A run that is under way comes to its end.
    let measured = match subject {
        Subject::Exec => bench.exec().await,
        Subject::Transfer => bench.transfer().await,
        Subject::State => bench.state().await,
        Subject::Create => bench.create().await,
    };
    deps.signals.check()?;
    let cases = measured?;
    Ok(Report { cases, guest: bench.guest_memory().await })
}

impl Bench<'_> {
    /// Measures one thing: in each round everybody once, beginning with another one each time. `run` gets the round.
    async fn case(
        &self,
        name: impl Into<String>,
        goal: f64,
        run: impl AsyncFn(Contender, usize) -> Result<Run>,
    ) -> Result<Case> {
        self.case_of(&CONTENDERS, name, goal, run).await
    }

    /// As [`Bench::case`], without the API.
    async fn only_two(
        &self,
        name: impl Into<String>,
        goal: f64,
        run: impl AsyncFn(Contender, usize) -> Result<Run>,
    ) -> Result<Case> {
        self.case_of(&CONTENDERS[..2], name, goal, run).await
    }

    async fn case_of(
        &self,
        contenders: &[Contender],
        name: impl Into<String>,
        goal: f64,
        run: impl AsyncFn(Contender, usize) -> Result<Run>,
    ) -> Result<Case> {
        let name = name.into();
        self.deps.step(format!("measuring {name}"));
        let mut times = [const { Vec::new() }; 3];
        let mut peak = None;
        for round in 0..=self.plan.pairs {
            for turn in 0..contenders.len() {
                let place = (turn + round) % contenders.len();
                if contenders[place] == Contender::Client && !self.has_client {
                    continue;
                }
                self.deps.signals.check()?;
                // Nobody pays for what another has left to be written, or an engine to be tidied up.
                if self.writes {
                    rustix::fs::sync();
                }
                tokio::time::sleep(SETTLE).await;
                let done = run(contenders[place], round).await?;
                if round > 0 {
                    times[place].push(done.time);
                    if contenders[place] == Contender::Ours {
                        peak = peak.max(done.peak);
                    }
                }
            }
        }
        self.deps.step_done();
        let [ours, client, api] = times;
        let client = self.has_client.then_some(client).map(Samples::new);
        Ok(Case { name, goal, ours: Samples::new(ours), client, api: Samples::new(api), peak, by_last: false })
    }

    /// A process of ours: `verb` and its arguments.
    async fn ours(&self, arguments: &[&std::ffi::OsStr], stdin: Option<&std::path::Path>) -> Result<Run> {
        let arguments = self.plan.ourselves.iter().map(OsString::as_os_str).chain(arguments.iter().copied());
        process::run(self.deps.options.executable.as_os_str(), arguments, stdin).await
    }

    /// A process of the engine's client.
    async fn client(&self, arguments: &[&std::ffi::OsStr], stdin: Option<&std::path::Path>) -> Result<Run> {
        let address = self.engine.address();
        let engine = ["-H", &address].map(std::ffi::OsStr::new);
        process::run("docker".as_ref(), engine.into_iter().chain(arguments.iter().copied()), stdin).await
    }

    /// What a program inside prints, as root.
    async fn inside(&self, argv: &[&str]) -> Result<Vec<u8>> {
        let mut stream = self.engine.bridge(&self.container, argv).await?;
        let mut output = Vec::new();
        tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut output)
            .await
            .map_err(|cause| Error::new(Kind::Failed, "listening to a program inside").because(cause))?;
        Ok(output)
    }

    async fn guest_memory(&self) -> Option<GuestMemory> {
        // It gives back what it does not need two seconds after the last client has gone.
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        let status = String::from_utf8(self.inside(&["cat", "/proc/1/status"]).await.ok()?).ok()?;
        Some(GuestMemory { idle: process::bytes_of(&status, "VmRSS")?, peak: process::bytes_of(&status, "VmHWM")? })
    }
}
