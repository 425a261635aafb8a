//! `shell`: a terminal in a sandbox, which can be left and come back to.

use super::Context;
use super::exec::Surroundings;
use super::secret_options::SecretOptions;
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::guest::protocol::{self, Text};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::ops::exec::Outcome;
use crate::sandbox::ops::shell::{self, Parting, Session, Terminal};
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;

/// Open a shell in a sandbox, or come back to one.
///
/// It is the login shell of the sandbox's user, or the given command, on a terminal of its own. The exit code is the
/// shell's, or as with `exec` when it can't be had: 125, 126, 127.
///
/// Ctrl-P Ctrl-Q leaves it running and prints the command that comes back to it. It is one of the sandbox's jobs: see
/// `sandcastle jobs`. Closing the terminal ends it.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "sandcastle shell [OPTIONS] <SANDBOX> [-- <COMMAND>...]\n       sandcastle shell --attach [SESSION] <SANDBOX>"
)]
pub struct Args {
    /// Come back to the session of this id, or to the only one that was left; a client that it has is detached
    #[arg(long, value_name = "SESSION", num_args = 0..=1, conflicts_with_all = ["command", "env", "env_file", "workdir", "user", "secret", "secret_file"])]
    attach: Option<Option<String>>,
    /// Its surroundings.
    #[command(flatten)]
    surroundings: Surroundings,
    /// Its secrets.
    #[command(flatten)]
    secrets: SecretOptions,
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX", required_unless_present = "attach")]
    sandbox: Option<String>,
    /// A command to run instead of the shell, and its arguments
    #[arg(value_name = "COMMAND", last = true)]
    command: Vec<OsString>,
}

impl Args {
    /// The sandbox, and the session if one is named: `--attach SANDBOX` alone names the sandbox.
    fn names(&self) -> Result<(&str, Option<Id>)> {
        match (&self.sandbox, &self.attach) {
            (Some(sandbox), Some(Some(session))) => Ok((sandbox, Some(session.parse()?))),
            (Some(name), _) | (None, Some(Some(name))) => Ok((name, None)),
            (None, _) => Err(Error::usage("no sandbox is named").hint("write: sandcastle shell --attach SANDBOX")),
        }
    }
}

/// Runs.
///
/// # Errors
/// With exit 125 for what failed on our side; 126 and 127 as the guest says; 4 when there is no session to come back to.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    if context.ui.is_json() {
        return Err(Error::usage("a shell has no result to print as JSON")
            .hint("run one command: sandcastle exec --json SANDBOX COMMAND"));
    }
    if !context.ui.terminals().stdin {
        return Err(Error::usage("stdin is not a terminal, and a shell needs one")
            .hint("run a script or a command: sandcastle exec SANDBOX COMMAND"));
    }
    let (sandbox, wanted) = args.names()?;
    let record = context.record(sandbox)?;
    let terminal = context.ui.attach_terminal(false)?;
    let session = match (&args.attach, wanted) {
        (None, _) => {
            let command = args.secrets.deliver(context, &record, request(&args, context)?).await?;
            shell::start(&context.deps, &record, command, terminal.size).await?
        }
        (Some(_), Some(id)) => shell::attach(&context.deps, &record, id, terminal.size).await?,
        (Some(_), None) => {
            let id = shell::detached(&context.deps, &record).await?;
            shell::attach(&context.deps, &record, id, terminal.size).await?
        }
    };
    stay(context, &record, session, terminal).await
}

async fn stay(
    context: &Context,
    record: &SandboxRecord,
    session: Session,
    terminal: crate::ui::terminal::Attached,
) -> Result<Exit> {
    let id = session.id.clone();
    let raw = context.ui.raw_mode()?;
    let joined = Terminal {
        keys: context.ui.stdin_pieces(),
        size: terminal.size,
        sizes: terminal.sizes,
        screen: context.ui.raw_streams(),
    };
    let parting = shell::relay(&context.deps, session, joined).await;
    drop(raw);
    if !matches!(parting, Ok(Parting::Ended(_))) {
        context.ui.new_line();
    }
    let name = &record.name;
    match parting? {
        Parting::Ended(ended) => {
            if ended.stopped {
                context.ui.warning(&format!("{name} was stopped, and the shell with it"));
            }
            if ended.oom {
                context.ui.warning(&format!("{name} ran out of memory ({})", record.spec.memory));
            }
            return Ok(Outcome::Ended(ended).exit());
        }
        Parting::ScreenClosed => return Ok(Outcome::OutputClosed.exit()),
        Parting::Detached => {
            context.ui.note(&format!("detached; come back with: sandcastle shell --attach {id} {name}"));
        }
        Parting::Unconfirmed => {
            context.ui.warning(&format!("{name} does not answer, so session {id} may have ended"));
            context.ui.hint(&format!("look later: sandcastle jobs ls {name}"));
        }
        Parting::TakenOver => context.ui.note(&format!("detached: another client has taken session {id} over")),
    }
    Ok(Exit::DONE)
}

fn request(args: &Args, context: &Context) -> Result<protocol::Exec> {
    let mut exec = args.surroundings.request(args.command.iter().cloned(), context)?;
    exec.login = exec.argv.is_empty();
    for name in ["TERM", "COLORTERM"] {
        if let Some(value) = context.environment.lookup(name).filter(|value| !value.is_empty()) {
            exec.env.entry(name.to_owned()).or_insert_with(|| Text(value.as_bytes().to_vec()));
        }
    }
    Ok(exec)
}
