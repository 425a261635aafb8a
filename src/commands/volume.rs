//! `volume`: what accounts keep beyond their sandboxes.

mod rm;

use super::Context;
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::sandbox::labels;
use crate::sandbox::ops::volumes::{self, Listed};
use crate::sandbox::storage;
use crate::ui::views::volume::{CreatedView, SCHEMA, VolumeView};

/// Create, list and remove volumes, which outlive sandboxes.
///
/// A volume belongs to an account: its sandboxes share it, those of another account have another one under the same
/// name. It is mounted with `init --volume NAME:/path`, which makes it if it is missing; what the image has at that path
/// is copied into one that is empty. `kill` and `gc` never remove one, nor an account's home.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Ls(LsArgs),
    Create(CreateArgs),
    Rm(rm::Args),
}

/// List the volumes and the homes of accounts
#[derive(Debug, clap::Args)]
struct LsArgs {
    /// Only those of this account
    #[arg(long, value_name = "NAME", value_parser = storage::account)]
    account: Option<String>,
    /// Only those with this label: KEY or KEY=VALUE
    #[arg(long, value_name = "LABEL")]
    label: Vec<String>,
    /// Only those where this holds: account=, name=, kind=volume|home, used=yes|no or label=
    #[arg(long, value_name = "KEY=VALUE")]
    filter: Vec<String>,
}

/// Make a volume of an account; one that is there stays as it is
#[derive(Debug, clap::Args)]
struct CreateArgs {
    /// Its name: lower-case letters, digits and hyphens
    #[arg(value_name = "NAME", value_parser = storage::volume_name)]
    name: crate::sandbox::name::Name,
    /// Whose it is [default: the setting account]
    #[arg(long, value_name = "NAME", value_parser = storage::account)]
    account: Option<String>,
    /// A label
    #[arg(short, long, value_name = "KEY=VALUE")]
    label: Vec<String>,
}

/// Does it.
///
/// # Errors
/// Failures of the engine; `usage`, `not_found`, `wrong_state`.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    match args.command {
        Command::Ls(args) => ls(&args, context).await,
        Command::Create(args) => create(&args, context).await,
        Command::Rm(args) => rm::run(args, context).await,
    }
}

/// The account that was named, else that of the settings.
fn account<'c>(named: Option<&'c String>, context: &'c Context) -> &'c str {
    named.map_or(context.settings.account(), String::as_str)
}

async fn ls(args: &LsArgs, context: &Context) -> Result<Exit> {
    let given = args.account.iter().map(|account| format!("account={account}"));
    let given = given.chain(args.label.iter().map(|label| format!("label={label}")));
    let tests = given.chain(args.filter.iter().cloned()).map(|text| test(&text)).collect::<Result<Vec<_>>>()?;
    let all = volumes::all(&context.deps).await?;
    let fitting = all.iter().filter(|listed| tests.iter().all(|test| test(listed)));
    let views: Vec<VolumeView> = fitting.map(VolumeView::from).collect();
    let now = crate::clock::now();
    context.ui.list(SCHEMA, &views, |view| view.engine_name.clone(), &VolumeView::HEADERS, |view| view.row(now))?;
    Ok(Exit::DONE)
}

type Test = Box<dyn Fn(&Listed) -> bool>;

fn test(text: &str) -> Result<Test> {
    let wrong = || {
        Error::usage(format!("{text:?} is not a filter"))
            .hint("give account=NAME, name=NAME, kind=volume|home, used=yes|no or label=KEY[=VALUE]")
    };
    let (key, value) = text.split_once('=').ok_or_else(wrong)?;
    let value = value.to_owned();
    Ok(match (key, value.as_str()) {
        ("account", _) => Box::new(move |listed| listed.account == value),
        ("name", _) => Box::new(move |listed| listed.name.as_ref() == Some(&value)),
        ("kind", "volume") => Box::new(|listed| listed.name.is_some()),
        ("kind", "home") => Box::new(|listed| listed.name.is_none()),
        ("used", "yes") => Box::new(|listed| !listed.sandboxes.is_empty()),
        ("used", "no") => Box::new(|listed| listed.sandboxes.is_empty()),
        ("label", _) => Box::new(move |listed| labels::fit(&listed.labels, &value)),
        _ => return Err(wrong()),
    })
}

async fn create(args: &CreateArgs, context: &Context) -> Result<Exit> {
    let labels = args.label.iter().map(|label| labels::parse(label)).collect::<Result<_>>()?;
    let account = account(args.account.as_ref(), context);
    let (listed, created) = volumes::create(&context.deps, account, args.name.as_str(), &labels).await?;
    if context.ui.is_json() {
        context.ui.versioned(SCHEMA, &CreatedView { volume: VolumeView::from(&listed), created })?;
    } else {
        context.ui.line(args.name.as_str())?;
    }
    Ok(Exit::DONE)
}
