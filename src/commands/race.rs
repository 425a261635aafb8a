//! `race`: forks compete, and one is kept.

use super::exec::Surroundings;
use super::limit_options::ForkOptions;
use super::secret_options::SecretOptions;
use super::{Context, fork, map::requests};
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::sandbox::duration::Span;
use crate::sandbox::id::Id;
use crate::sandbox::ops::fork::Origin;
use crate::sandbox::ops::map::Wanted;
use crate::sandbox::ops::race::{self, Promoted, Raced, Rule};
use crate::ui::views::map::RaceView;
use std::ffi::OsString;

/// Let forks of a sandbox compete with the same command, keep the winner, and print its id.
///
/// SOURCE, a sandbox or a snapshot, is forked NUMBER times, and the command runs in each fork, with its number in
/// SANDCASTLE_INDEX, from 0 on, and their count in SANDCASTLE_COUNT. One word after the two dashes is a line for the shell;
/// several are passed on as they are. As soon as a command exits with 0 its fork has won, and the others are ended. With
/// --keep best all run to their end; then the line after --score runs in each that has exited with 0, and prints a number
/// on its last line: the highest wins, with --lowest the lowest, and of equal ones the first by number. A fork without a
/// number is out.
///
/// The losers are removed in every case, and all forks when nobody wins (exit 1, with the reasons) or Ctrl-C is pressed.
/// If this program itself is killed, or Ctrl-C is pressed twice, they may stay: all forks of one race have the same label
/// race=ID, which `sandcastle show` tells, and `sandcastle kill --label race=ID` removes them.
///
/// With --promote the source becomes what the winner is, and its id is printed in the stead of the winner's, which is
/// removed. What the source was before is kept as a snapshot, whose id is told; what runs in it ends, as with restore.
/// Caches such as node_modules do not come along into forks, so the source has only those that the winner has made.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A sandbox or a snapshot, by name, id, or unique beginning of an id; sandbox:X or snapshot:X says which
    #[arg(value_name = "SOURCE")]
    source: String,
    /// How many forks
    #[arg(short = 'n', long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=256))]
    number: u16,
    /// Who wins
    #[arg(long, value_name = "RULE", default_value = "first-success")]
    keep: Keep,
    /// Prints the score of a fork in which the command has exited with 0
    #[arg(long, value_name = "LINE")]
    score: Option<OsString>,
    /// The lowest score wins
    #[arg(long, requires = "score")]
    lowest: bool,
    /// Make the source what the winner is
    #[arg(long)]
    promote: bool,
    /// How many run at once, 1 to 256 [default: all]
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    parallel: Option<u16>,
    /// End each command, also those that score, after this long: TERM to all its processes, then KILL
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

/// Who wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Keep {
    /// The first that exits with 0
    FirstSuccess,
    /// The one with the best score
    Best,
}

/// Holds the race.
///
/// # Errors
/// `failed` when nobody wins; when no fork can be made, or the winner not be promoted; `interrupted`, `terminated`.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let rule = rule(&args, context)?;
    let command = args.surroundings.command(&args.command, args.timeout, context)?;
    let origin = fork::origin(context, &args.source)?;
    let promote = match (&origin, args.promote) {
        (_, false) => None,
        (Origin::Sandbox(record), true) => Some(record.id.clone()),
        (Origin::Snapshot(_), true) => {
            return Err(Error::usage(format!("{} is a snapshot, which --promote can't change", origin.called()))
                .hint("leave --promote out; the winner is kept then"));
        }
    };
    let label = Id::random()?;
    let requests = requests(context, &origin, args.number, None, (race::LABEL, &label), &args.fork_options).await?;
    args.secrets.check(context, requests[0].storage.account())?;
    let board = context.ui.board(requests.len());
    let at_once = usize::from(args.parallel.unwrap_or(args.number));
    let wanted = Wanted { command, secrets: args.secrets.asked(), at_once, watcher: board.clone() };
    let raced = race::run(&context.deps, &origin, &requests, &wanted, &rule, promote.as_ref()).await;
    board.finish();
    context.ui.end_progress();
    let raced = raced?;
    tell_difference(context, &origin, &raced).await;
    show(context, &raced)
}

/// What the winner has that its source has not, or had not before the winner was promoted. For people: a race is not
/// lost because this can't be told.
async fn tell_difference(context: &Context, origin: &Origin, raced: &Raced) {
    let Some(winner) = raced.winner.and_then(|index| raced.entrants[index].record.as_ref()) else { return };
    if context.ui.is_json() || context.ui.is_quiet() {
        return;
    }
    let source = match origin {
        Origin::Sandbox(record) => format!("sandbox:{}", record.id),
        Origin::Snapshot(manifest) => format!("snapshot:{}", manifest.id),
    };
    let (new, old) = match &raced.promoted {
        None => (format!("sandbox:{}", winner.id), source),
        Some(Promoted { snapshot, backup: Some(backup), .. }) => {
            (format!("snapshot:{}", snapshot.id), format!("snapshot:{}", backup.id))
        }
        Some(Promoted { backup: None, .. }) => return,
    };
    let told = super::diff::stat_of(context, &new, &old).await;
    context.ui.end_progress();
    match told {
        Ok(stat) if stat.is_empty() => {
            context.ui.note(&format!("{} differs in nothing from {}", winner.name, origin.called()))
        }
        Ok(stat) => stat.lines().for_each(|line| context.ui.note(line)),
        Err(error) => context.ui.warning(&format!("how the winner differs can't be told: {}", error.message())),
    }
}

fn rule(args: &Args, context: &Context) -> Result<Rule> {
    match (args.keep, &args.score) {
        (Keep::FirstSuccess, None) => Ok(Rule::FirstSuccess),
        (Keep::Best, Some(line)) => {
            let score = args.surroundings.command(std::slice::from_ref(line), args.timeout, context)?;
            Ok(Rule::Best { score: Box::new(score), lowest: args.lowest })
        }
        (Keep::FirstSuccess, Some(_)) => Err(Error::usage("--score is for --keep best").hint("add --keep best")),
        (Keep::Best, None) => Err(Error::usage("--keep best needs --score")
            .hint("give the line that prints a number: --keep best --score 'cat score.txt'")),
    }
}

fn show(context: &Context, raced: &Raced) -> Result<Exit> {
    if context.ui.is_json() {
        context.ui.versioned("race.v1", &RaceView::new(raced))?;
    }
    let Some(winner) = raced.winner.and_then(|index| raced.entrants[index].record.as_ref()) else {
        return Err(race::nobody(&raced.entrants));
    };
    let id = match &raced.promoted {
        None => {
            context.ui.note(&format!("{} has won", winner.name));
            &winner.id
        }
        Some(Promoted { record, snapshot, backup }) => {
            context.ui.note(&format!("{} is now what {} was, snapshot {}", record.name, winner.name, snapshot.id));
            if let Some(backup) = backup {
                context.ui.note(&format!("what {} was before is snapshot {}", record.name, backup.id));
            }
            &record.id
        }
    };
    if !context.ui.is_json() {
        context.ui.line(id.as_str())?;
    }
    Ok(Exit::DONE)
}
