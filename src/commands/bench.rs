//! `bench`: our verbs measured beside the engine's own client and API, on the user's machine.

use super::Context;
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::bench::{self, LOADS, Load, Plan, Subject};
use crate::sandbox::size::ByteSize;
use crate::ui::views::bench::{BenchView, MachineView, SCHEMA};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Stdio;

/// Measure this machine: our verbs beside the engine's own client.
///
/// Whole processes of ours, of the `docker` client where there is one, and calls to the engine's API, in turn and on the
/// same sandbox. What is shown are medians; the ratio is ours to the client's. Run it on a machine that does nothing
/// else, and from a release build.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to measure.
    #[command(subcommand)]
    action: Action,
}

/// What to measure.
#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Commands: how soon they run, and how fast their streams are
    Exec(How),
    /// Files in and out: many small ones, and a big one
    Transfer {
        /// How.
        #[command(flatten)]
        how: How,
        /// The size of the big file
        #[arg(long, value_name = "SIZE", default_value = "1GiB")]
        size: ByteSize,
        /// The number of small files
        #[arg(long, value_name = "NUMBER", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
        files: u64,
        /// The folder for files on this machine instead of the system's temporary one
        #[arg(long, value_name = "FOLDER")]
        dir: Option<PathBuf>,
    },
    /// Snapshots, exports, restores and forks, beside commit, save, load and run
    ///
    /// The pause is that of our snapshot beside the whole commit, which stops everything for as long as it takes. The
    /// column API is the whole tree by the engine's export, compressed with zstd. Forks are ready when each has run a
    /// first command.
    State {
        /// How.
        #[command(flatten)]
        how: How,
        /// The size of the big file; another load is a tenth of it
        #[arg(long, value_name = "SIZE", default_value = "1000MB")]
        size: ByteSize,
        /// The number of small files
        #[arg(long, value_name = "NUMBER", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
        files: u64,
        /// What has changed: nothing, tenth, many, big [default: all of them]
        #[arg(long, value_name = "LOAD", value_delimiter = ',')]
        load: Vec<LoadArg>,
        /// How many forks at once
        #[arg(long, value_name = "NUMBER", value_delimiter = ',', default_value = "1,8,32")]
        forks: Vec<u16>,
        /// The folder for files on this machine instead of the system's temporary one
        #[arg(long, value_name = "FOLDER")]
        dir: Option<PathBuf>,
    },
    /// New sandboxes until their first command has ended, beside run and exec; and lists of many
    ///
    /// As the public benchmarks of hosted sandboxes do it: one after the other, 200 ms apart, and all at once; made anew
    /// and from the pool. Of those at once the last one counts. --json also has the 95th and 99th percentile and the share
    /// that ended well. Lists are of records whose containers were never started. The pool of this home is emptied.
    Create {
        /// How.
        #[command(flatten)]
        how: How,
        /// How many at once, and staggered
        #[arg(long, value_name = "NUMBER", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=100))]
        burst: u16,
        /// How many records are listed
        #[arg(long, value_name = "NUMBER", value_delimiter = ',', default_value = "1,100,1000")]
        records: Vec<u32>,
    },
}

/// How much has changed.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum LoadArg {
    /// Nothing
    Nothing,
    /// One file, a tenth of the big one
    Tenth,
    /// Small files
    Many,
    /// The big file
    Big,
}

impl From<LoadArg> for Load {
    fn from(load: LoadArg) -> Load {
        match load {
            LoadArg::Nothing => Load::Nothing,
            LoadArg::Tenth => Load::Tenth,
            LoadArg::Many => Load::Many,
            LoadArg::Big => Load::Big,
        }
    }
}

/// How to measure.
#[derive(Debug, clap::Args)]
struct How {
    /// A sandbox that runs; without one, one is made for this and removed again
    #[arg(value_name = "SANDBOX")]
    sandbox: Option<String>,
    /// How many times; the median counts
    #[arg(long, value_name = "NUMBER", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pairs: u16,
    /// Print the table as Markdown
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
}

/// Measures.
///
/// # Errors
/// As making a sandbox; `failed` when one of the contenders fails.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let (mut loads, mut counts) = (Vec::new(), Vec::new());
    let (mut at_once, mut listed) = (0, Vec::new());
    let (subject, how, size, files, dir) = match args.action {
        Action::Exec(how) => (Subject::Exec, how, ByteSize::new(0), 0, None),
        Action::Transfer { how, size, files, dir } => (Subject::Transfer, how, size, files, dir),
        Action::State { how, size, files, load, forks, dir } => {
            loads = if load.is_empty() { LOADS.to_vec() } else { load.into_iter().map(Load::from).collect() };
            counts = forks;
            (Subject::State, how, size, files, dir)
        }
        Action::Create { how, burst, records } => {
            (at_once, listed) = (burst, records);
            (Subject::Create, how, ByteSize::new(0), 0, None)
        }
    };
    let engine = context.settings.engine().map(|address| [OsString::from("--engine"), address.into()]);
    let plan = Plan {
        pairs: usize::from(how.pairs),
        folder: dir.unwrap_or_else(std::env::temp_dir),
        size: size.bytes(),
        files,
        loads,
        forks: counts,
        burst: at_once,
        records: listed,
        ourselves: engine.into_iter().flatten().collect(),
    };
    let report = match &how.sandbox {
        Some(reference) => bench::run(&context.deps, &context.record(reference)?, subject, &plan).await?,
        None => {
            let record = make(context, &plan).await?;
            let report = bench::run(&context.deps, &record, subject, &plan).await;
            remove(context, &plan, &record).await?;
            report?
        }
    };
    let view = BenchView::new(machine(context).await?, plan.pairs, &report);
    if context.ui.is_json() {
        context.ui.versioned(SCHEMA, &view)?;
    } else if how.markdown {
        for line in [view.machine.line(), String::new()].iter().chain(&view.markdown()) {
            context.ui.line(line)?;
        }
    } else {
        context.ui.line(&view.machine.line())?;
        context.ui.table(&BenchView::HEADERS, &view.rows())?;
        if let Some(guest) = view.guest() {
            context.ui.line(&guest)?;
        }
    }
    Ok(Exit::DONE)
}

/// A sandbox with all the defaults, made by the same program.
async fn make(context: &Context, plan: &Plan) -> Result<SandboxRecord> {
    let mut command = tokio::process::Command::new(&context.deps.options.executable);
    command.args(&plan.ourselves).arg("init").stdin(Stdio::null()).stderr(Stdio::inherit());
    let made = command.output().await.map_err(|cause| Error::io("making a sandbox", cause))?;
    if !made.status.success() {
        // A Ctrl-C of the terminal ends both.
        context.deps.signals.check()?;
    }
    if !made.status.success() {
        return Err(Error::new(Kind::Failed, "making a sandbox for this: see above"));
    }
    context.record(String::from_utf8_lossy(&made.stdout).trim())
}

/// By a process of its own, which the signal that ended the measurements does not end.
async fn remove(context: &Context, plan: &Plan, record: &SandboxRecord) -> Result<()> {
    let mut command = tokio::process::Command::new(&context.deps.options.executable);
    command
        .args(&plan.ourselves)
        .args(["kill", "--yes", record.id.as_str()])
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    match command.status().await.map_err(|cause| Error::io("removing the sandbox", cause))? {
        status if status.success() => Ok(()),
        _ => Err(Error::new(Kind::Failed, format!("{} could not be removed: see above", record.name))
            .hint(format!("remove it: sandcastle kill {}", record.id))),
    }
}

async fn machine(context: &Context) -> Result<MachineView> {
    let engine = context.deps.engine().await?.capabilities().await?;
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    Ok(MachineView {
        cpus: engine.cpus,
        memory: engine.memory,
        kernel: kernel.trim().to_owned(),
        engine: format!("{} {}", engine.product, engine.version),
        storage: engine.storage,
        sandcastle: env!("CARGO_PKG_VERSION"),
    })
}
