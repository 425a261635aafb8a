//! `run`: a command in a sandbox that is made for it and goes with it.

use super::exec::Surroundings;
use super::exec::streams::{self, Format, Joining};
use super::sandbox_options::{SandboxOptions, from_settings};
use super::secret_options::SecretOptions;
use super::{Context, pool, setup};
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::guest::protocol;
use crate::registry::record::SandboxRecord;
use crate::sandbox::duration::Span;
use crate::sandbox::name::Name;
use crate::sandbox::ops::create::{self, Request};
use crate::sandbox::ops::image::Choice;
use crate::sandbox::ops::{exec, run};
use crate::sandbox::spec;
use crate::ui::views::exec::{Attributed, Origin};
use std::ffi::OsString;

/// Run a command in a new sandbox, which is gone afterwards.
///
/// As `init`, `exec` and `kill` in one: the options are those of `init`, the command, its streams and its exit code are
/// as in `exec`. One word is a line for the shell; several are passed on as they are, and options stand before them.
/// Whatever ends the command, Ctrl-C and the end of this process included, nothing of the sandbox stays: should this
/// process be killed, the next sandcastle command removes it. Exit code 125 means that it failed on our side.
///
/// With --detach it prints the sandbox's id and returns; the command runs on as a job (`sandcastle jobs`), and the sandbox
/// stays until it is killed.
#[derive(Debug, clap::Args)]
#[command(override_usage = "sandcastle run [OPTIONS] [--] <COMMAND>...")]
pub struct Args {
    /// A name for it: lower-case letters, digits and hyphens [default: made up]
    #[arg(long)]
    name: Option<Name>,
    /// The image, by the engine's name for it [default: the built-in one]
    #[arg(long, value_parser = spec::image)]
    image: Option<String>,
    /// Limits, environment, network and the like.
    #[command(flatten)]
    options: SandboxOptions,
    /// The command's secrets.
    #[command(flatten)]
    secrets: SecretOptions,
    /// Leave the command running as a job, and the sandbox with it; print the sandbox's id
    #[arg(short, long, conflicts_with_all = ["tty", "interactive", "temporary"])]
    detach: bool,
    /// Read stdin even from a terminal
    #[arg(short, long)]
    interactive: bool,
    /// Give it a terminal
    #[arg(short, long, conflicts_with = "json")]
    tty: bool,
    /// End it after this long: TERM to all its processes, then KILL
    #[arg(long, value_name = "DURATION")]
    timeout: Option<Span>,
    /// How the output is written while it comes [default: raw]
    #[arg(long, value_name = "FORMAT", conflicts_with_all = ["json", "tty", "detach"])]
    stream: Option<Format>,
    /// Keep the sandbox, running, when the command has ended
    #[arg(long, conflicts_with = "temporary")]
    keep: bool,
    /// The command with its arguments
    #[arg(value_name = "COMMAND", required = true, trailing_var_arg = true)]
    words: Vec<OsString>,
}

/// Runs.
///
/// # Errors
/// With exit 125 for what failed on our side; 126 and 127 as the guest says. Nothing is left then.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit> {
    // `--json` may also stand before `run`.
    if context.ui.is_json() && (args.stream.is_some() || args.tty) {
        let option = if args.tty { "--tty" } else { "--stream" };
        return Err(Error::usage(format!("--json can't be used with {option}")));
    }
    if args.tty {
        // Before there is a sandbox that nobody could use.
        context.ui.require_terminal()?;
    }
    let command = Surroundings::default().command(&args.words, args.timeout, context)?;
    let stays = args.keep || args.detach;
    let base = from_settings(context, args.image.clone());
    let base = Request { name: args.name.clone(), temporary: !stays, held: !args.keep, ..base };
    let request = args.options.over(base, context)?;
    args.secrets.check(context, request.storage.account())?;
    setup::make_ready(context, request.image == Choice::Builtin).await?;
    let created = create::run(&context.deps, &request).await?;
    pool::fill_up(context);
    let record = created.record;
    let command = args.secrets.deliver(context, &record, command).await;
    if args.detach {
        let started = match command {
            Ok(command) => exec::detached(&context.deps, &record, command).await,
            Err(error) => Err(error),
        };
        return match (started, created.held) {
            (Ok(job), Some(held)) => held.close().and_then(|()| tell(context, &record, job.as_str())),
            (Ok(job), None) => tell(context, &record, job.as_str()),
            (Err(error), held) => {
                run::end(&context.deps, &record, held).await?;
                Err(error)
            }
        };
    }
    let done = match command {
        Ok(command) => attached(&args, context, &record, command).await,
        Err(error) => Err(error),
    };
    match created.held {
        Some(held) => run::end(&context.deps, &record, Some(held)).await?,
        None => context.ui.note(&format!("kept: {} ({})", record.name, record.id)),
    }
    done
}

async fn attached(args: &Args, context: &Context, record: &SandboxRecord, command: protocol::Exec) -> Result<Exit> {
    let joining = Joining { interactive: args.interactive, tty: args.tty, timeout: args.timeout, format: args.stream };
    if !context.ui.is_json() {
        return streams::joined(joining, context, record, command).await;
    }
    let (exit, view) = streams::captured(joining, context, record, command).await?;
    if let Some(value) = view {
        let origin = Origin { sandbox: record.id.to_string(), name: record.name.to_string() };
        context.ui.versioned("exec.v1", &Attributed { origin, value })?;
    }
    Ok(exit)
}

fn tell(context: &Context, record: &SandboxRecord, job: &str) -> Result<Exit> {
    if context.ui.is_json() {
        context.ui.versioned("job.v1", &serde_json::json!({ "id": job, "sandbox": record.id }))?;
    } else {
        let told = context.ui.line(record.id.as_str());
        told.map_err(|error| error.hint(format!("the sandbox runs all the same: {}", record.id)))?;
    }
    Ok(Exit::DONE)
}
