//! `jobs`: commands that were started with `exec --detach`, and the sessions of `shell`.

use super::Context;
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::guest::protocol::{Job, Reply, Request};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::ops::{jobs, reach};
use crate::ui::views::exec::JobView;

/// Look at commands that run detached in a sandbox.
///
/// `exec --detach` starts them, and so does `shell`, whose sessions are told apart by the column SESSION: attached,
/// detached or ended. Their output and exit code are kept inside, also when the sandbox is stopped.
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
    Logs {
        /// Which.
        #[command(flatten)]
        which: Which,
        /// Go on until the job ends
        #[arg(short, long)]
        follow: bool,
    },
    /// Wait until a job ends; the exit code is the job's
    Wait(Which),
    /// Send TERM to all processes of a job
    Kill {
        /// Which.
        #[command(flatten)]
        which: Which,
        /// Send KILL instead
        #[arg(long)]
        force: bool,
    },
}

/// A job of a sandbox.
#[derive(Debug, clap::Args)]
struct Which {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
    /// The job's id
    #[arg(value_name = "JOB")]
    job: Id,
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
            let jobs = all(context, &record).await?;
            let job = jobs.into_iter().find(|job| job.id == which.job.as_str());
            let unknown = || Error::new(crate::error::Kind::NotFound, format!("no job {}", which.job));
            show(context, job.ok_or_else(unknown)?)
        }
        Action::Logs { which, follow } => {
            let record = context.record(&which.sandbox)?;
            let dropped = jobs::output(&context.deps, &record, &which.job, follow, context.ui.raw_streams()).await?;
            if dropped > 0 {
                context
                    .ui
                    .warning(&format!("the oldest {} of its output were dropped", crate::ui::human::size(dropped)));
            }
            Ok(Exit::DONE)
        }
        Action::Wait(which) => {
            let record = context.record(&which.sandbox)?;
            let job = jobs::wait(&context.deps, &record, &which.job).await?;
            let exit = match (job.exit_code, job.signal) {
                (Some(code), _) => Exit(code),
                (None, Some(signal)) => Exit::of_signal(i32::from(signal)),
                (None, None) => Exit::FAILED,
            };
            show(context, job)?;
            Ok(exit)
        }
        Action::Kill { which, force } => {
            let record = context.record(&which.sandbox)?;
            let request = Request::JobSignal { id: which.job.to_string(), signal: if force { 9 } else { 15 } };
            match reach::call(&context.deps, &record, &request).await? {
                Reply::Job(job) => show(context, job),
                _ => Err(crate::guest::client::not_a_guest("an answer of the wrong kind")),
            }
        }
    }
}

async fn all(context: &Context, record: &SandboxRecord) -> Result<Vec<Job>> {
    match reach::call(&context.deps, record, &Request::Jobs).await? {
        Reply::Jobs(jobs) => Ok(jobs),
        _ => Err(crate::guest::client::not_a_guest("an answer of the wrong kind")),
    }
}

async fn list(context: &Context, record: &SandboxRecord) -> Result<Exit> {
    let views: Vec<JobView> = all(context, record).await?.into_iter().map(Into::into).collect();
    let now = crate::clock::now();
    context.ui.list("job.v1", &views, |view| view.id.clone(), &JobView::HEADERS, |view| view.row(now))?;
    Ok(Exit::DONE)
}

fn show(context: &Context, job: Job) -> Result<Exit> {
    let view = JobView::from(job);
    if context.ui.is_json() {
        context.ui.versioned("job.v1", &view)?;
    } else if !context.ui.is_quiet() {
        context.ui.table(&JobView::HEADERS, &[view.row(crate::clock::now())])?;
    }
    Ok(Exit::DONE)
}
