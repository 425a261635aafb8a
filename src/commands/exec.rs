//! `exec`: a command in a sandbox, its streams and its exit code ours; or the same command in several.

mod many;
pub(super) mod streams;

use super::secret_options::SecretOptions;
use super::{Context, select};
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::guest::protocol::{self, Text};
use crate::sandbox::duration::Span;
use crate::sandbox::ops::exec;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;
use streams::{Format, Joining};

/// Run a command in a sandbox, or in several.
///
/// One word is a line for the shell (`sandcastle exec ID "cd /code && ls"`); several are passed on as they are.
/// stdin is passed on when it is a pipe, a file or a socket; stdout and stderr stay apart. The exit code is the
/// command's own: 126 when it can't be executed, 127 when it does not exist, 128+N for signal N, 124 after --timeout,
/// 125 for everything that failed on our side. Nothing keeps running afterwards unless --detach is given.
///
/// With --all, --label or --filter the command runs in every running sandbox that they select, in several at once.
/// Each line of output stands after the sandbox's name, and nothing is read from stdin. The exit code is 0 if it was 0
/// everywhere, else that of the first sandbox, in the order of `sandcastle ls`, where it was not.
#[derive(Debug, clap::Args)]
#[command(override_usage = "sandcastle exec [OPTIONS] <SANDBOX> <COMMAND>...\n       \
                            sandcastle exec [OPTIONS] --all <COMMAND>...")]
pub struct Args {
    /// Run it as a job: print the job's id and return; see `sandcastle jobs`
    #[arg(short, long, conflicts_with_all = ["tty", "interactive"])]
    detach: bool,
    /// Its surroundings.
    #[command(flatten)]
    surroundings: Surroundings,
    /// Its secrets.
    #[command(flatten)]
    secrets: SecretOptions,
    /// Read stdin even from a terminal
    #[arg(short, long, conflicts_with_all = ["all", "label", "filter"])]
    interactive: bool,
    /// Give it a terminal
    #[arg(short, long, conflicts_with_all = ["json", "all", "label", "filter"])]
    tty: bool,
    /// End it after this long: TERM to all its processes, then KILL
    #[arg(long, value_name = "DURATION")]
    timeout: Option<Span>,
    /// How the output is written while it comes [default: raw]
    #[arg(long, value_name = "FORMAT", conflicts_with_all = ["json", "tty", "detach"])]
    stream: Option<Format>,
    /// Run it in all running sandboxes of this home
    #[arg(long)]
    all: bool,
    /// In which of them.
    #[command(flatten)]
    conditions: select::Conditions,
    /// How many sandboxes to work in at once, 1 to 256 [default: 8]
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    parallel: Option<u16>,
    /// The sandbox (its name, id, or a unique beginning of its id; none with --all, --label or --filter), and then the
    /// command with its arguments
    // One argument for both, for only the options say whether the first word is a sandbox.
    #[arg(value_name = "SANDBOX COMMAND", required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<OsString>,
    #[arg(skip)]
    named: Option<OsString>,
}

impl Args {
    fn means_many(&self) -> bool {
        self.all || self.conditions.any()
    }

    /// The sandbox's name, if one is meant, and the command's words.
    pub fn words(&self) -> &[OsString] {
        &self.words
    }

    /// The words after the sandbox's name, where options of ours may stand too, as in `exec ID -w /tmp ls`.
    pub fn after_sandbox(&self) -> Option<&[OsString]> {
        self.words.get(1..).filter(|_| !self.means_many())
    }

    /// Names the sandbox, after options that stand behind its name were read; all words are the command's then.
    pub fn name_sandbox(&mut self, name: OsString) {
        self.named = Some(name);
    }

    /// The sandbox's name, unless several are meant, and the command's words.
    fn split(&self) -> Result<(Option<&OsString>, &[OsString])> {
        let (name, command) = match (&self.named, self.words.as_slice()) {
            (Some(name), words) => (Some(name), words),
            (None, words) if self.means_many() => (None, words),
            (None, [name, rest @ ..]) => (Some(name), rest.strip_prefix(&[OsString::from("--")]).unwrap_or(rest)),
            (None, []) => (None, [].as_slice()),
        };
        if command.is_empty() {
            return Err(Error::usage("no command was given")
                .hint("name the sandbox, then the command: sandcastle exec SANDBOX COMMAND"));
        }
        Ok((name, command))
    }

    /// Fails on options that don't go together where `clap` can't see it.
    fn check(&self, context: &Context) -> Result<()> {
        if let Some(name) = self.named.as_ref().filter(|_| self.means_many()) {
            return Err(Error::usage(format!("{} is named, and --all, --label or --filter is given", name.display()))
                .hint("give one or the other; --filter name=NAME means one sandbox"));
        }
        // `--json` may also stand before `exec`.
        if context.ui.is_json() && (self.stream.is_some() || self.tty) {
            let option = if self.tty { "--tty" } else { "--stream" };
            return Err(Error::usage(format!("--json can't be used with {option}")));
        }
        if self.parallel.is_some() && !self.means_many() {
            return Err(
                Error::usage("--parallel is for several sandboxes").hint("say which: --all, --label or --filter")
            );
        }
        if self.stream == Some(Format::Sse) && self.means_many() {
            return Err(Error::usage("--stream sse is for one sandbox").hint("use --stream jsonl for several"));
        }
        Ok(())
    }
}

// Where, as whom and with which variables a command runs. No doc comment: clap would make it the command's own.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Surroundings {
    /// Set a variable: KEY=VALUE, or KEY with the caller's value
    #[arg(short, long, value_name = "KEY[=VALUE]")]
    env: Vec<OsString>,
    /// Read variables from a file of KEY=VALUE lines
    #[arg(long, value_name = "FILE")]
    env_file: Vec<PathBuf>,
    /// The working directory instead of the sandbox's
    #[arg(short, long, value_name = "PATH")]
    workdir: Option<OsString>,
    /// The user instead of the sandbox's: a name, uid, user:group or uid:gid
    #[arg(short, long)]
    user: Option<String>,
}

impl Surroundings {
    /// A request for a command as it is typed: one word is a line for the shell.
    pub(super) fn command(
        &self,
        words: &[OsString],
        timeout: Option<Span>,
        context: &Context,
    ) -> Result<protocol::Exec> {
        if timeout.is_some_and(Span::is_zero) {
            return Err(Error::usage("a time limit of 0 would end the command at once")
                .hint("leave --timeout out for no limit"));
        }
        let words = match words {
            [line] => vec!["/bin/sh".into(), "-c".into(), line.clone()],
            words => words.to_vec(),
        };
        let timeout_ms = timeout.map(|limit| exec::milliseconds(limit.duration()));
        Ok(protocol::Exec { timeout_ms, ..self.request(words, context)? })
    }

    /// A request for these words in these surroundings.
    pub(super) fn request(
        &self,
        words: impl IntoIterator<Item = OsString>,
        context: &Context,
    ) -> Result<protocol::Exec> {
        let mut env = BTreeMap::new();
        for file in &self.env_file {
            env.extend(super::sandbox_options::env_file(file)?.into_iter().map(|(key, value)| (key, value.into())));
        }
        for entry in &self.env {
            if let Some((key, value)) = super::sandbox_options::env_entry(entry, &context.environment)? {
                env.insert(key, Text(value));
            }
        }
        Ok(protocol::Exec {
            argv: words.into_iter().map(text).collect(),
            env,
            workdir: self.workdir.clone().map(text),
            user: self.user.as_deref().map(crate::sandbox::spec::user).transpose()?,
            ..Default::default()
        })
    }
}

/// Runs.
///
/// # Errors
/// With exit 125 for what failed on our side; 126 and 127 as the guest says.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    args.check(context)?;
    let (name, words) = args.split()?;
    let command = args.surroundings.command(words, args.timeout, context)?;
    let Some(name) = name else { return many::run(&args, context, command).await };
    let record = context.record(&name.to_string_lossy())?;
    let command = args.secrets.deliver(context, &record, command).await?;
    if args.detach {
        let id = exec::detached(&context.deps, &record, command).await?;
        if context.ui.is_json() {
            context.ui.versioned("job.v1", &serde_json::json!({ "id": id, "sandbox": record.id }))?;
        } else {
            let told = context.ui.line(id.as_str());
            told.map_err(|error| error.hint(format!("the job runs all the same: {id}")))?;
        }
        return Ok(Exit::DONE);
    }
    let joining = Joining { interactive: args.interactive, tty: args.tty, timeout: args.timeout, format: args.stream };
    if !context.ui.is_json() {
        return streams::joined(joining, context, &record, command).await;
    }
    let (exit, view) = streams::captured(joining, context, &record, command).await?;
    if let Some(view) = view {
        context.ui.versioned("exec.v1", &view)?;
    }
    Ok(exit)
}

fn text(word: OsString) -> Text {
    Text(word.into_vec())
}
