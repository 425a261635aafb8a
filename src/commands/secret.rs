//! `secret`: values that sandboxes are given and that are found nowhere else.

mod set;

use super::{Context, select};
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::sandbox::name::Name;
use crate::sandbox::ops::secrets;
use crate::secrets::{Key, Scope, SecretName};
use crate::ui::views::secret::{RemovedView, SCHEMA, SecretView};
use std::path::PathBuf;

/// Keep secrets, and give them to commands in sandboxes.
///
/// A secret is sealed on disk (AES-256-GCM) and there is no command that prints it. A command gets it with --secret NAME
/// as a variable, or with --secret-file NAME as the file /run/secrets/NAME in memory (exec, run, shell). It is never in
/// the sandbox's settings, image, snapshots or events, nor on a command line. What a sandbox was given is searched for
/// before a snapshot or an export of it is made: as it is, as base64, as hex, and as in a URL.
///
/// The key is SANDCASTLE_SECRETS_KEY (base64 of 32 bytes), else the file secrets.key beside the settings, which is made
/// at the first use. Keep a copy: without it the secrets are lost.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    action: Action,
}

/// What to do with secrets.
#[derive(Debug, clap::Subcommand)]
enum Action {
    Set(set::Args),
    /// List secrets: names and times, never values
    ///
    /// With --plain only those that may be read back (`secret set --plain`), and their values.
    Ls {
        /// Whose.
        #[command(flatten)]
        scope: ScopeOptions,
        /// Only settings that may be read back, with their values
        #[arg(long)]
        plain: bool,
    },
    /// Remove secrets
    ///
    /// A command that runs keeps what it was given.
    Rm {
        /// Their names.
        #[arg(value_name = "NAME", required = true)]
        names: Vec<SecretName>,
        /// Whose.
        #[command(flatten)]
        scope: ScopeOptions,
        /// A secret that does not exist is fine
        #[arg(long)]
        ignore_not_found: bool,
        /// List what would be removed, and do nothing
        #[arg(long)]
        dry_run: bool,
    },
    Rotate(set::RotateArgs),
    /// Seal all secrets with another key
    ///
    /// The new key is random, or that of --key-file. Should this break off, the next command that uses secrets ends it:
    /// with the old key unless all was sealed with the new one already.
    Rekey {
        /// Take the new key from this file; one that is not there is made
        #[arg(long, value_name = "FILE")]
        key_file: Option<PathBuf>,
    },
}

/// Who may have a secret.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct ScopeOptions {
    /// For sandboxes of this account alone; without this and --sandbox it is for all sandboxes
    #[arg(long, value_name = "NAME", conflicts_with = "sandbox")]
    account: Option<Name>,
    /// For this sandbox alone, and gone with it
    #[arg(long, value_name = "SANDBOX")]
    sandbox: Option<String>,
}

impl ScopeOptions {
    /// The scope that is meant; the global one when nothing is said.
    fn scope(&self, context: &Context) -> Result<Scope> {
        Ok(self.given(context)?.unwrap_or_default())
    }

    fn given(&self, context: &Context) -> Result<Option<Scope>> {
        match (&self.account, &self.sandbox) {
            (Some(name), _) => Ok(Some(Scope::Account(name.clone()))),
            (None, Some(reference)) => context.record(reference).map(|record| Some(Scope::Sandbox(record.id))),
            (None, None) => Ok(None),
        }
    }
}

/// Does it.
///
/// # Errors
/// `not_found`, `usage`, `denied`, `damaged`, `locked`.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    match args.action {
        Action::Set(args) => set::run(args, context).await,
        Action::Rotate(args) => set::rotate(args, context).await,
        Action::Ls { scope, plain } => list(&scope, plain, context).await,
        Action::Rm { names, scope, ignore_not_found, dry_run } => {
            let scope = scope.scope(context)?;
            // Whoever changes the key must not bring one back.
            let leave = secrets::share(&context.deps).await?;
            let (removed, failures) = remove(&names, &scope, ignore_not_found, dry_run, context);
            drop(leave);
            tell_removed(&removed, &failures, context)
        }
        Action::Rekey { key_file } => rekey(key_file, context).await,
    }
}

async fn list(scope: &ScopeOptions, plain: bool, context: &Context) -> Result<Exit> {
    let only = scope.given(context)?;
    let leave = secrets::share(&context.deps).await?;
    let store = &context.deps.secrets;
    let (found, damaged) = store.list()?;
    let mut views = Vec::new();
    for sealed in found {
        let fits = only.as_ref().is_none_or(|only| *only == sealed.entry.scope) && (!plain || sealed.entry.plain);
        if fits {
            let value = plain.then(|| store.open(&sealed)).transpose()?;
            views.push(SecretView::of(&sealed.entry, value.as_ref().map(|value| value.bytes())));
        }
    }
    // Whoever reads slowly is in nobody's way.
    drop(leave);
    for error in &damaged {
        context.ui.warning(error.message());
    }
    let now = crate::clock::now();
    let (headers, row) = if plain { (&SecretView::PLAIN_HEADERS, true) } else { (&SecretView::HEADERS, false) };
    context.ui.list(SCHEMA, &views, |view| view.name.clone(), headers, |view| view.row(now, row))?;
    Ok(Exit::DONE)
}

fn remove(
    names: &[SecretName],
    scope: &Scope,
    ignore: bool,
    dry_run: bool,
    context: &Context,
) -> (Vec<RemovedView>, Vec<Error>) {
    let store = &context.deps.secrets;
    let one = |name: &SecretName| {
        let found = match store.find(name, scope) {
            // One that can't be read can be removed.
            Err(error) if error.kind() == Kind::Damaged => true,
            found => found?.is_some(),
        };
        if found && !dry_run {
            store.remove(name, scope)?;
        }
        if found || ignore { Ok(found) } else { Err(secrets::not_found(name, scope)) }
    };
    let (mut views, mut failures) = (Vec::new(), Vec::new());
    for name in names {
        match one(name) {
            Ok(true) => views.push(RemovedView { name: name.to_string(), scope: scope.to_string(), dry_run }),
            Ok(false) => {}
            Err(error) => failures.push(error),
        }
    }
    (views, failures)
}

fn tell_removed(views: &[RemovedView], failures: &[Error], context: &Context) -> Result<Exit> {
    if !context.ui.is_json() {
        views.iter().try_for_each(|view| context.ui.line(&view.name))?;
    } else if failures.is_empty() || !views.is_empty() {
        context.ui.items("secret_removed.v1", views)?;
    }
    Ok(select::failed(context, failures))
}

async fn rekey(key_file: Option<PathBuf>, context: &Context) -> Result<Exit> {
    let from_variable = context.deps.secrets.keys().file().is_none();
    let new = match &key_file {
        Some(path) => Key::read_or_make(path)?,
        None if from_variable => {
            return Err(Error::usage("the key comes from SANDCASTLE_SECRETS_KEY, so a new one must be kept by you")
                .hint("name a file for it: sandcastle secret rekey --key-file FILE"));
        }
        None => Key::random()?,
    };
    let count = secrets::rekey(&context.deps, &new).await?;
    if context.ui.is_json() {
        context.ui.versioned("secret_rekeyed.v1", &serde_json::json!({ "secrets": count }))?;
    }
    let what = if count == 1 { "1 secret is".to_owned() } else { format!("{count} secrets are") };
    context.ui.note(&format!("{what} sealed with the new key"));
    if let Some(path) = key_file.filter(|_| from_variable) {
        context.ui.warning(&format!("from now on SANDCASTLE_SECRETS_KEY must be what is in {}", path.display()));
    }
    Ok(Exit::DONE)
}
