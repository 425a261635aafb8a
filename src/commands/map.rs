//! `map`: one command in many sandboxes, or in forks made for it.

use super::exec::Surroundings;
use super::limit_options::ForkOptions;
use super::secret_options::SecretOptions;
use super::{Context, fork, select};
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::sandbox::duration::Span;
use crate::sandbox::id::Id;
use crate::sandbox::name::Name;
use crate::sandbox::ops::capture::Captured;
use crate::sandbox::ops::create::Request;
use crate::sandbox::ops::exec::our_failure;
use crate::sandbox::ops::fork::Origin;
use crate::sandbox::ops::map::{self, Item, Wanted};
use crate::sandbox::ops::race;
use crate::ui::Ui;
use crate::ui::views::map::{MapView, failure_of};
use std::ffi::OsString;

/// How many sandboxes are worked in at once unless asked otherwise.
const AT_ONCE: u16 = 8;

/// Run one command in many sandboxes, or in forks made for it.
///
/// Each command finds its number in SANDCASTLE_INDEX, from 0 on, and how many there are in SANDCASTLE_COUNT, so that each
/// can do its share: `sandcastle map --fork app -n 4 -- './test --shard $SANDCASTLE_INDEX/$SANDCASTLE_COUNT'`. One word
/// after the two dashes is a line for the shell; several are passed on as they are. Nothing is read from stdin.
///
/// With --fork, SOURCE is forked NUMBER times and the command runs in the forks. They are removed afterwards, also when
/// something fails or Ctrl-C is pressed, unless --keep is given. If this program itself is killed, or Ctrl-C is pressed
/// twice, they may stay: all forks of one call have the same label map=ID, which `sandcastle show` tells, and
/// `sandcastle kill --label map=ID` removes them.
///
/// On a terminal a line for each sandbox shows how it goes on. What the commands wrote comes when all have ended, in the
/// order of the sandboxes, each line after the sandbox's name; up to 1 MiB of each output is kept. The exit code is 0 if
/// it was 0 everywhere, else that of the first, in that order, where it was not; 125 if that failed on our side.
#[derive(Debug, clap::Args)]
#[command(override_usage = "sandcastle map [OPTIONS] <SANDBOX>... -- <COMMAND>...\n       \
                            sandcastle map [OPTIONS] --all -- <COMMAND>...\n       \
                            sandcastle map [OPTIONS] --fork <SOURCE> -n <NUMBER> -- <COMMAND>...")]
pub struct Args {
    /// Where.
    #[command(flatten)]
    selection: select::Selection,
    /// Fork this sandbox or snapshot, and run it in the forks
    #[arg(long, value_name = "SOURCE", requires = "number", conflicts_with_all = ["sandboxes", "all", "label", "filter"])]
    fork: Option<String>,
    /// How many forks
    #[arg(short = 'n', long, value_name = "NUMBER", requires = "fork", value_parser = clap::value_parser!(u16).range(1..=500))]
    number: Option<u16>,
    /// A name; of several forks the names are NAME-1, NAME-2 and so on [default: made up]
    #[arg(long, requires = "fork")]
    name: Option<Name>,
    /// Keep the forks
    #[arg(long, requires = "fork")]
    keep: bool,
    /// How many sandboxes to work in at once, 1 to 256 [default: 8]
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    parallel: Option<u16>,
    /// End each command after this long: TERM to all its processes, then KILL
    #[arg(long, value_name = "DURATION")]
    timeout: Option<Span>,
    /// Its surroundings.
    #[command(flatten)]
    surroundings: Surroundings,
    /// Secrets of it.
    #[command(flatten)]
    secrets: SecretOptions,
    /// The command with its arguments
    #[arg(value_name = "COMMAND", required = true, last = true)]
    command: Vec<OsString>,
    // Last: its heading stands over all that follows.
    /// What the forks may use and reach.
    #[command(flatten)]
    fork_options: ForkOptions,
}

/// Runs it everywhere.
///
/// # Errors
/// With exit 125 for what failed on our side before anything ran; `interrupted`, `terminated`.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let command = args.surroundings.command(&args.command, args.timeout, context)?;
    if args.fork.is_none() && args.fork_options.any() {
        return Err(Error::usage("limits, network and the like are for forks, and these sandboxes are there already")
            .hint("add --fork SOURCE -n NUMBER, or change them: sandcastle modify"));
    }
    let (at_once, secrets) = (usize::from(args.parallel.unwrap_or(AT_ONCE)), args.secrets.asked());
    let (items, failures) = match &args.fork {
        Some(source) => {
            let origin = fork::origin(context, source)?;
            let label = Id::random()?;
            let name = args.name.as_ref();
            let number = args.number.unwrap_or(1);
            let requests = requests(context, &origin, number, name, (map::LABEL, &label), &args.fork_options).await?;
            args.secrets.check(context, requests[0].storage.account())?;
            let board = context.ui.board(requests.len());
            let wanted = Wanted { command, secrets, at_once, watcher: board.clone() };
            let items = map::in_forks(&context.deps, &origin, &requests, &wanted, args.keep).await;
            board.finish();
            let items = items?;
            if args.keep {
                let kept = items.iter().filter(|item| item.record.is_some()).count();
                let remove = format!("sandcastle kill --label {}={label}", map::LABEL);
                context.ui.note(&format!("{kept} forks are kept; remove them with: {remove}"));
            }
            (items, Vec::new())
        }
        None => {
            let (records, failures) = args.selection.to_run_in(context).await?;
            if records.is_empty() && failures.is_empty() {
                return Err(select::none_runs());
            }
            let board = context.ui.board(records.len());
            let wanted = Wanted { command, secrets, at_once, watcher: board.clone() };
            let items = map::run(&context.deps, records, &wanted).await;
            board.finish();
            (items, failures)
        }
    };
    context.ui.end_progress();
    show(context, items, failures).await
}

/// What is asked for each fork: what the source is, with a name and the label that tells whose they are.
pub(super) async fn requests(
    context: &Context,
    origin: &Origin,
    number: u16,
    name: Option<&Name>,
    (key, value): (&str, &Id),
    options: &ForkOptions,
) -> Result<Vec<Request>> {
    let mut base = options.over(origin.request(&context.deps).await?)?;
    // A source that was itself made by one of the two verbs belongs to another call.
    base.labels.retain(|key, _| ![map::LABEL, race::LABEL].contains(&key.as_str()));
    base.labels.insert(key.to_owned(), value.to_string());
    (1..=number).map(|nth| Ok(Request { name: fork::name_of(name, nth, number)?, ..base.clone() })).collect()
}

/// Shows what each came to, in their order; the exit code.
async fn show(context: &Context, items: Vec<Item>, others: Vec<Error>) -> Result<Exit> {
    let (mut views, mut outputs, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    let mut first = None;
    for (index, Item { record, result }) in items.into_iter().enumerate() {
        let exit = match result {
            Ok(captured) => {
                let exit = captured.outcome.exit();
                if context.ui.is_json() {
                    views.push(MapView::of(index, record.as_ref(), captured));
                } else {
                    outputs.extend(record.map(|record| (record.name, captured)));
                }
                exit
            }
            Err(error) => {
                let error = our_failure(failure_of(index, record.as_ref(), error));
                views.push(MapView::failed(index, record.as_ref(), &error));
                let exit = error.exit();
                failures.push(error);
                exit
            }
        };
        first = first.or(Some(exit).filter(|exit| *exit != Exit::DONE));
    }
    failures.extend(others.into_iter().map(our_failure));
    if context.ui.is_json() {
        context.ui.items("map.v1", &views)?;
    } else {
        let ui = context.ui.clone();
        // Not on this thread: a slow reader of stdout must not keep us from hearing Ctrl-C.
        let writing = tokio::task::spawn_blocking(move || write(&ui, &outputs));
        let written =
            async { writing.await.map_err(|cause| Error::new(Kind::Failed, "writing the output").because(cause))? };
        // After one signal the next one leaves at once, however slow the reader is.
        if context.deps.signals.check().is_ok() {
            context.deps.signals.guard(written).await?;
        } else {
            written.await?;
        }
    }
    // The commands were told of it, or dropped; the whole was stopped.
    context.deps.signals.check()?;
    let failed = select::failed(context, &failures);
    Ok(first.unwrap_or(failed))
}

fn write(ui: &Ui, outputs: &[(Name, Captured)]) -> Result<()> {
    let width = outputs.iter().map(|(name, _)| name.as_str().len()).max().unwrap_or_default();
    for (name, captured) in outputs {
        ui.prefixed_output(name.as_str(), width, &captured.stdout, &captured.stderr)?;
        if captured.truncated {
            ui.warning(&format!("{name} wrote more than is kept of each output ({} bytes)", map::KEPT));
        }
    }
    Ok(())
}
