//! `jobs`: commands that were started with `exec --detach`, and the sessions of `shell`.

use super::Context;
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::guest::protocol::{Job, LogPart};
use crate::registry::record::SandboxRecord;
use crate::sandbox::duration::Span;
use crate::sandbox::id::Id;
use crate::sandbox::moment::Moment;
use crate::sandbox::ops::jobs;
use crate::ui::views::exec::JobView;
use std::time::{Duration, Instant};

/// The shape of a job.
const SCHEMA: &str = "job.v1";

/// Look at commands that run detached in a sandbox.
///
/// `exec --detach` starts them, and so does `shell`, whose sessions are told apart by the column SESSION: attached,
/// detached or ended. Their output and exit code are kept inside, also when the sandbox is stopped. A job is named by
/// its id or a unique beginning of it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    action: Action,
}

/// What to do with jobs.
#[derive(Debug, clap::Subcommand)]
enum Action {
    /// List the jobs of a sandbox, oldest first
    Ls {
        /// Name, id, or unique beginning of an id
        #[arg(value_name = "SANDBOX")]
        sandbox: String,
    },
    /// Show one job
    Show(Which),
    /// Print the kept output of a job
    ///
    /// stdout and stderr stay apart. The newest 16 MiB are kept; what was dropped before them is said. With --json each
    /// piece is one JSON object on a line of stdout, with its stream and the time when it was written.
    Logs {
        /// Which.
        #[command(flatten)]
        which: Which,
        /// Go on until the job ends
        #[arg(short, long)]
        follow: bool,
        /// Begin with so many of the last lines
        #[arg(short = 'n', long, value_name = "LINES")]
        tail: Option<u64>,
        /// Only what was written in this time (10m), or after this moment (2026-01-31T12:00:00Z)
        #[arg(long, value_name = "TIME")]
        since: Option<Moment>,
    },
    /// Wait until jobs end; the exit code is that of the first that failed
    ///
    /// Without --timeout it waits as long as they take. A job that its own time limit ended counts as 124, one whose
    /// sandbox was stopped under it as 1.
    Wait {
        /// Which.
        #[command(flatten)]
        which: Several,
        /// Wait no longer than this, and end with 124; the jobs run on
        #[arg(long, value_name = "DURATION")]
        timeout: Option<Span>,
    },
    /// End jobs: TERM to all their processes
    ///
    /// It is watched for up to 3 s whether they end, and then shown how they are. A job that has ended stays as it is.
    Kill {
        /// Which.
        #[command(flatten)]
        which: Several,
        /// Send KILL instead
        #[arg(long, conflicts_with = "signal")]
        force: bool,
        /// Send this signal instead, by name or number
        #[arg(short, long, value_name = "SIGNAL", value_parser = signal)]
        signal: Option<u8>,
    },
}

/// A job of a sandbox.
#[derive(Debug, clap::Args)]
struct Which {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
    /// The job's id, or a unique beginning of it
    #[arg(value_name = "JOB")]
    job: String,
}

/// Jobs of a sandbox.
#[derive(Debug, clap::Args)]
struct Several {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
    /// The jobs' ids, or unique beginnings of them
    #[arg(value_name = "JOB", required = true)]
    jobs: Vec<String>,
}

/// In milliseconds since the Unix epoch.
fn milliseconds(moment: Moment) -> u64 {
    u64::try_from(moment.seen_from(crate::clock::now()).as_millisecond()).unwrap_or(0)
}

/// A signal by its number, or by its name with or without SIG.
fn signal(text: &str) -> Result<u8> {
    let wanted = text.to_ascii_uppercase();
    let is_named = |number: &u8| {
        let name = signal_hook::low_level::signal_name(i32::from(*number));
        name.is_some_and(|name| name == wanted || name.strip_prefix("SIG") == Some(&wanted))
    };
    let number = text.parse().ok().filter(|number| (1..=64).contains(number));
    number
        .or_else(|| (1..=31).find(is_named))
        .ok_or_else(|| Error::usage(format!("{text:?} is not a signal")).hint("give a name such as INT, or a number"))
}

/// Looks.
///
/// # Errors
/// `not_found` for an unknown job; as for any call to a guest.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    match args.action {
        Action::Ls { sandbox } => list(context, &context.record(&sandbox)?).await,
        Action::Show(which) => {
            let record = context.record(&which.sandbox)?;
            show(context, vec![jobs::find(&context.deps, &record, &which.job).await?])
        }
        Action::Logs { which, follow, tail, since } => {
            let since_ms = since.map_or(0, milliseconds);
            let part = LogPart { since_ms, tail, times: context.ui.is_json() };
            logs(context, &which, follow, part).await
        }
        Action::Wait { which, timeout } => wait(context, &which, timeout).await,
        Action::Kill { which, force, signal } => {
            let record = context.record(&which.sandbox)?;
            let signal = signal.unwrap_or(if force { 9 } else { 15 });
            let mut told = Vec::new();
            for id in ids(context, &record, &which.jobs).await? {
                told.push(jobs::signal(&context.deps, &record, &id, signal).await?);
            }
            show(context, told)
        }
    }
}

/// The ids that references name; each is looked for before anything is done to one.
async fn ids(context: &Context, record: &SandboxRecord, references: &[String]) -> Result<Vec<Id>> {
    let mut ids = Vec::new();
    for reference in references {
        ids.push(id(context, record, reference).await?);
    }
    Ok(ids)
}

/// A whole id is taken as it is: the guest knows whether there is such a job.
async fn id(context: &Context, record: &SandboxRecord, reference: &str) -> Result<Id> {
    match reference.parse() {
        Ok(id) => Ok(id),
        Err(_) => jobs::find(&context.deps, record, reference).await?.id.parse(),
    }
}

async fn logs(context: &Context, which: &Which, follow: bool, part: LogPart) -> Result<Exit> {
    let record = context.record(&which.sandbox)?;
    let id = id(context, &record, &which.job).await?;
    let sink = if context.ui.is_json() { context.ui.jsonl_log() } else { context.ui.raw_streams() };
    let dropped = tokio::select! {
        dropped = jobs::output(&context.deps, &record, &id, follow, part, sink) => dropped?,
        gone = context.ui.unheard() => return Err(gone),
    };
    if dropped > 0 {
        context.ui.warning(&format!("the oldest {} of its output were dropped", crate::ui::human::size(dropped)));
    }
    Ok(Exit::DONE)
}

async fn wait(context: &Context, which: &Several, limit: Option<Span>) -> Result<Exit> {
    let record = context.record(&which.sandbox)?;
    let begun = Instant::now();
    let mut ended = Vec::new();
    for id in ids(context, &record, &which.jobs).await? {
        let left = limit.map(|limit| limit.duration().saturating_sub(begun.elapsed()).max(Duration::from_millis(1)));
        ended.push(jobs::wait(&context.deps, &record, &id, left).await?);
    }
    let exit = ended.iter().map(exit_of).find(|exit| *exit != Exit::DONE).unwrap_or(Exit::DONE);
    show(context, ended)?;
    Ok(exit)
}

fn exit_of(job: &Job) -> Exit {
    match (job.exit_code, job.signal) {
        _ if job.timed_out => Exit::TIMED_OUT,
        (Some(code), _) => Exit(code),
        (None, Some(signal)) => Exit::of_signal(i32::from(signal)),
        (None, None) => Exit::FAILED,
    }
}

async fn list(context: &Context, record: &SandboxRecord) -> Result<Exit> {
    let jobs = jobs::list(&context.deps, record).await?;
    let views: Vec<JobView> = jobs.into_iter().map(Into::into).collect();
    let now = crate::clock::now();
    context.ui.list(SCHEMA, &views, |view| view.id.clone(), &JobView::HEADERS, |view| view.row(now))?;
    Ok(Exit::DONE)
}

fn show(context: &Context, jobs: Vec<Job>) -> Result<Exit> {
    let views: Vec<JobView> = jobs.into_iter().map(JobView::from).collect();
    match views.as_slice() {
        [one] if context.ui.is_json() => context.ui.versioned(SCHEMA, one)?,
        several if context.ui.is_json() => context.ui.items(SCHEMA, several)?,
        several if !context.ui.is_quiet() => {
            let now = crate::clock::now();
            let rows: Vec<Vec<String>> = several.iter().map(|view| view.row(now)).collect();
            context.ui.table(&JobView::HEADERS, &rows)?;
        }
        _ => {}
    }
    Ok(Exit::DONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals_go_by_name_or_number() {
        assert_eq!(["INT", "sigkill", "15", "64"].map(|text| signal(text).unwrap()), [2, 9, 15, 64]);
        for text in ["0", "65", "SIG", "", "nope", "-9"] {
            assert!(signal(text).is_err(), "{text}");
        }
    }
}
