//! `secret set` and `secret rotate`: where a value comes from.

use super::ScopeOptions;
use crate::commands::Context;
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::sandbox::ops::secrets;
use crate::secrets::{Access, MOST, New, Secret, SecretName};
use crate::ui::views::secret::{SCHEMA, SecretView};
use std::ffi::OsString;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Set a secret
///
/// The value is read from stdin (one line break at its end does not count), asked for twice where stdin is a terminal,
/// or taken from --file or --from-env. It is never an argument: those are seen by other users and kept in histories.
/// It may be of any bytes, up to 1 MiB. A secret that is there gets the new value; what is not said stays as it was.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which, and its value.
    #[command(flatten)]
    value: ValueArgs,
    /// Where it may be delivered [default: both]
    #[arg(long, value_name = "WHERE")]
    access: Option<Access>,
    /// It is a setting and no secret: `secret ls --plain` shows it, and nothing is searched for it
    #[arg(long)]
    plain: bool,
}

/// Give a secret a new value
///
/// The value comes from where `secret set` takes it. Commands that run keep the old one; new ones get the new one.
#[derive(Debug, clap::Args)]
pub(super) struct RotateArgs {
    /// Which, and its value.
    #[command(flatten)]
    value: ValueArgs,
}

/// A secret, and where its value comes from.
#[derive(Debug, clap::Args)]
struct ValueArgs {
    /// Its name: upper-case letters, digits and underscores
    #[arg(value_name = "NAME")]
    name: SecretName,
    /// Whose.
    #[command(flatten)]
    scope: ScopeOptions,
    /// Where the value comes from.
    #[command(flatten)]
    source: ValueOptions,
    /// What must not be there: a value.
    #[arg(hide = true)]
    rest: Vec<OsString>,
}

/// Where a value comes from.
#[derive(Debug, clap::Args)]
struct ValueOptions {
    /// Read the value from this file, as it is
    #[arg(long, value_name = "FILE", conflicts_with = "from_env")]
    file: Option<PathBuf>,
    /// Take the value of this variable
    #[arg(long, value_name = "VARIABLE")]
    from_env: Option<OsString>,
    /// Keep the line break at the end of what stdin gives
    #[arg(long, conflicts_with_all = ["file", "from_env"])]
    keep_newline: bool,
}

impl ValueOptions {
    async fn value(&self, name: &SecretName, context: &Context) -> Result<Secret> {
        if let Some(path) = &self.file {
            return file(path);
        }
        if let Some(variable) = &self.from_env {
            let shown = variable.display();
            let value = context.environment.lookup(variable).ok_or_else(|| {
                Error::usage(format!("the variable {shown} is not set")).hint("export it, or pass the value on stdin")
            })?;
            return Secret::new(value.as_bytes().to_vec());
        }
        if context.ui.terminals().stdin {
            let what = format!("value of {name}");
            let value = context.deps.signals.guard(context.ui.ask_secret(&what)).await;
            if value.as_ref().is_err_and(|error| matches!(error.kind(), Kind::Interrupted | Kind::Terminated)) {
                context.ui.new_line();
            }
            return Secret::new(value?.to_vec());
        }
        let mut value = stdin(context).await?;
        if !self.keep_newline && value.last() == Some(&b'\n') {
            value.pop();
        }
        Secret::new(value)
    }
}

fn file(path: &std::path::Path) -> Result<Secret> {
    let unread = |error| Error::io(format!("reading {}", path.display()), error);
    let mut value = Zeroizing::new(Vec::with_capacity(MOST + 1));
    std::fs::File::open(path).map_err(unread)?.take(MOST as u64 + 1).read_to_end(&mut value).map_err(unread)?;
    Secret::new(value)
}

/// All of stdin, and one byte more than is allowed where it is too long.
async fn stdin(context: &Context) -> Result<Zeroizing<Vec<u8>>> {
    let mut pieces = context.ui.stdin_pieces();
    let mut value = Zeroizing::new(Vec::with_capacity(MOST + 2));
    let reading = async {
        while let Some(piece) = pieces.recv().await {
            // A line break at the end may still go.
            let room = MOST + 2 - value.len();
            value.extend_from_slice(&piece[..piece.len().min(room)]);
            if value.len() == MOST + 2 {
                break;
            }
        }
        Ok(())
    };
    context.deps.signals.guard(reading).await?;
    Ok(value)
}

/// Sets it.
///
/// # Errors
/// `usage` for a value that is none; `damaged`, `denied`, `no_space`, `locked`.
pub(super) async fn run(args: Args, context: &Context) -> Result<Exit> {
    let ValueArgs { name, scope, source, rest } = args.value;
    refuse_values(&rest)?;
    let scope = scope.scope(context)?;
    let value = source.value(&name, context).await?;
    let new = New { name, scope, access: args.access, plain: args.plain.then_some(true) };
    let entry = secrets::set(&context.deps, &new, &value).await?;
    show(context, SecretView::of(&entry, None), "is set")
}

/// Sets it anew.
///
/// # Errors
/// `not_found`; as [`run`].
pub(super) async fn rotate(args: RotateArgs, context: &Context) -> Result<Exit> {
    let ValueArgs { name, scope, source, rest } = args.value;
    refuse_values(&rest)?;
    let scope = scope.scope(context)?;
    if context.deps.secrets.find(&name, &scope)?.is_none() {
        return Err(secrets::not_found(&name, &scope).hint(format!("set it: sandcastle secret set {name}")));
    }
    let value = source.value(&name, context).await?;
    let (entry, holders) = secrets::rotate(&context.deps, &name, &scope, &value).await?;
    if !holders.is_empty() {
        context.ui.note(&format!("{} had the old value: commands that run there keep it", holders.join(", ")));
    }
    show(context, SecretView { held_by: holders, ..SecretView::of(&entry, None) }, "has a new value")
}

fn show(context: &Context, view: SecretView, what: &str) -> Result<Exit> {
    if context.ui.is_json() {
        context.ui.versioned(SCHEMA, &view)?;
    }
    context.ui.note(&format!("{} ({}) {what}", view.name, view.scope));
    Ok(Exit::DONE)
}

fn refuse_values(rest: &[OsString]) -> Result<()> {
    if rest.is_empty() { Ok(()) } else { Err(SecretName::value_as_argument()) }
}
