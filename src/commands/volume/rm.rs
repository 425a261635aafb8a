//! `volume rm`: volumes that no sandbox has go, with all that is in them.

use crate::commands::{Context, select};
use crate::error::{Kind, Result};
use crate::exit::Exit;
use crate::sandbox::ops::volumes::{self, Listed};
use crate::sandbox::storage;
use crate::ui::views::sandbox::ActionView;

/// Remove volumes with all that is in them.
///
/// One that a sandbox has, running or not, is kept: exit code 6, naming the sandboxes. More than one volume needs a
/// confirmation, or --yes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Names of the account's volumes, or names on the engine as `volume ls -q` prints them
    #[arg(value_name = "VOLUME", required_unless_present = "home")]
    volumes: Vec<String>,
    /// The account's home
    #[arg(long)]
    home: bool,
    /// Whose they are [default: the setting account]
    #[arg(long, value_name = "NAME", value_parser = storage::account)]
    account: Option<String>,
    /// A volume that does not exist is fine
    #[arg(long)]
    ignore_not_found: bool,
    /// List what would be removed, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Removes.
///
/// # Errors
/// `confirmation_required`; failures of single volumes are shown and end in the code of the first.
pub(super) async fn run(args: Args, context: &Context) -> Result<Exit> {
    let account = super::account(args.account.as_ref(), context);
    let all = volumes::all(&context.deps).await?;
    let mut chosen: Vec<&Listed> = Vec::new();
    let mut failures = Vec::new();
    let named = args.volumes.iter().map(|reference| volumes::find(&all, account, reference));
    for found in named.chain(args.home.then(|| volumes::home(&all, account))) {
        match found {
            Ok(found) if chosen.contains(&found) => {}
            Ok(found) => chosen.push(found),
            Err(error) if args.ignore_not_found && error.kind() == Kind::NotFound => {}
            Err(error) => failures.push(error),
        }
    }
    if chosen.len() > 1 && !args.dry_run {
        context.ui.confirm(&format!("remove {} volumes with all that is in them?", chosen.len()))?;
    }
    let mut views = Vec::new();
    for listed in chosen {
        let done =
            if args.dry_run { volumes::require_unused(listed) } else { volumes::remove(&context.deps, listed).await };
        match done {
            Ok(()) => views.push(ActionView {
                id: listed.engine_name.clone(),
                name: listed.name.clone().unwrap_or_else(|| listed.called()),
                action: "volume rm",
                changed: true,
                dry_run: args.dry_run,
            }),
            Err(error) => failures.push(error),
        }
    }
    select::told(context, &views, &failures)
}
