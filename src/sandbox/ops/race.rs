//! Forks of one sandbox compete with the same command. One of them wins and is kept, or becomes what its source is; the
//! others are removed, however it ends.

use super::capture::Captured;
use super::create::Request;
use super::exec::Outcome;
use super::fork::Origin;
use super::snapshot::{self, Wanted};
use super::{Deps, map, restore, score, snapshots};
use crate::error::{Error, Kind, Result};
use crate::guest::protocol::{Ended, Exec};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::report::Phase;
use crate::snapshot::Manifest;
use futures_util::stream::{self, StreamExt};

/// The label of forks that were made for a race.
pub const LABEL: &str = "race";

/// Who wins.
#[derive(Debug, Clone)]
pub enum Rule {
    /// The first whose command exits with 0.
    FirstSuccess,
    /// The one with the best score among those whose command exited with 0.
    Best {
        /// Prints the score.
        score: Box<Exec>,
        /// The lowest is the best.
        lowest: bool,
    },
}

/// One of the forks.
#[derive(Debug)]
pub struct Entrant {
    /// The fork; none when it could not be made.
    pub record: Option<SandboxRecord>,
    /// How its command ended, if it came to that.
    pub captured: Option<Captured>,
    /// Its score.
    pub score: Option<f64>,
    /// Why it is out.
    pub out: Option<String>,
    /// Whether nothing of it is there any more.
    pub removed: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct Raced {
    /// All, by their index.
    pub entrants: Vec<Entrant>,
    /// The index of the winner.
    pub winner: Option<usize>,
    /// What became of the source, if the winner was promoted.
    pub promoted: Option<Promoted>,
}

/// A source that has become what the winner was.
#[derive(Debug)]
pub struct Promoted {
    /// The source as it is now.
    pub record: SandboxRecord,
    /// The winner.
    pub snapshot: Manifest,
    /// What the source was before.
    pub backup: Option<Manifest>,
}

/// Holds a race. With `promote` the winner is restored into that sandbox, and removed too.
///
/// # Errors
/// When not one fork could be made; `interrupted`, `terminated`: no fork is left then. When the winner can't be promoted
/// it is kept, and named in a hint.
pub async fn run(
    deps: &Deps,
    origin: &Origin,
    requests: &[Request],
    wanted: &map::Wanted,
    rule: &Rule,
    promote: Option<&Id>,
) -> Result<Raced> {
    let forks = map::forks(deps, origin, requests, &*wanted.watcher).await?;
    let (mut entrants, first) = compete(deps, forks, wanted, rule).await;
    let mut winner = match rule {
        Rule::FirstSuccess => first,
        Rule::Best { lowest, .. } => {
            score::best(&entrants.iter().map(|entrant| entrant.score).collect::<Vec<_>>(), *lowest)
        }
    };
    tell_losers(&mut entrants, winner);
    remove(deps, &mut entrants, |index| Some(index) != winner).await;
    // Nobody wins a race that was broken off.
    let mut crowned = deps.signals.check().map(|()| None);
    if let (Ok(None), Some(index)) = (&crowned, winner)
        && let Some(record) = &entrants[index].record
    {
        crowned = crown(deps, origin, record, promote).await;
    }
    match crowned {
        Ok(None) => Ok(Raced { entrants, winner, promoted: None }),
        Ok(promoted) => {
            remove(deps, &mut entrants, |index| Some(index) == winner).await;
            Ok(Raced { entrants, winner, promoted })
        }
        Err(error) if deps.signals.check().is_err() => {
            remove(deps, &mut entrants, |index| Some(index) == winner).await;
            Err(error)
        }
        Err(error) => Err(match winner.take().and_then(|index| entrants[index].record.as_ref()) {
            Some(record) => error.hint(format!("the winner is kept: {} ({})", record.name, record.id)),
            None => error,
        }),
    }
}

/// Runs the command in all, until somebody has won by being the first, a signal comes, or all have ended. The index of
/// the first that succeeded.
async fn compete(
    deps: &Deps,
    forks: Vec<Result<SandboxRecord>>,
    wanted: &map::Wanted,
    rule: &Rule,
) -> (Vec<Entrant>, Option<usize>) {
    let count = forks.len();
    let mut entrants: Vec<Entrant> = forks
        .into_iter()
        .map(|fork| {
            let (record, out) = match fork {
                Ok(record) => (Some(record), None),
                Err(error) => (None, Some(format!("no fork: {}", error.message()))),
            };
            Entrant { removed: record.is_none(), record, captured: None, score: None, out }
        })
        .collect();
    let records: Vec<(usize, SandboxRecord)> =
        entrants.iter().enumerate().filter_map(|(index, entrant)| Some((index, entrant.record.clone()?))).collect();
    let mut first = None;
    {
        let mut running = stream::iter(&records)
            .map(|(index, record)| async move {
                let (captured, verdict) = enter(deps, record, (*index, count), wanted, rule).await;
                (*index, captured, verdict)
            })
            .buffer_unordered(wanted.at_once);
        // Once it is decided, the rest is dropped, and each guest ends what nobody waits for.
        while let Some((index, captured, verdict)) = running.next().await {
            let entrant = &mut entrants[index];
            entrant.captured = captured;
            match verdict {
                Ok(score) => {
                    entrant.score = score;
                    first = first.or(Some(index));
                    if matches!(rule, Rule::FirstSuccess) {
                        break;
                    }
                }
                Err(why) => entrant.out = Some(why),
            }
            if deps.signals.check().is_err() {
                break;
            }
        }
    }
    for (index, entrant) in entrants.iter().enumerate() {
        if entrant.captured.is_none() && entrant.out.is_none() {
            let why = if first.is_some() { "ended: another has won" } else { "interrupted" };
            wanted.watcher.phase(index, Phase::Ended(why.to_owned()));
        }
    }
    (entrants, first)
}

/// Runs the command in one and judges it: its score where there is one, or why it is out.
async fn enter(
    deps: &Deps,
    record: &SandboxRecord,
    place: (usize, usize),
    wanted: &map::Wanted,
    rule: &Rule,
) -> (Option<Captured>, std::result::Result<Option<f64>, String>) {
    wanted.watcher.phase(place.0, Phase::Running);
    let running = map::numbered(deps, record, place, &wanted.command, wanted);
    let (captured, verdict) = match deps.signals.guard(running).await {
        Err(error) => (None, Err(error.message().to_owned())),
        Ok(captured) if !succeeded(&captured) => {
            let why = with_last_words(&captured);
            (Some(captured), Err(why))
        }
        Ok(captured) => {
            let verdict = match rule {
                Rule::FirstSuccess => Ok(None),
                Rule::Best { score, .. } => {
                    wanted.watcher.phase(place.0, Phase::Scoring);
                    judge(deps, record, place, wanted, score).await.map(Some)
                }
            };
            (Some(captured), verdict)
        }
    };
    let how = match &verdict {
        Ok(None) => "exit 0".to_owned(),
        Ok(Some(score)) => format!("exit 0, score {score}"),
        Err(why) => why.clone(),
    };
    wanted.watcher.phase(place.0, Phase::Ended(how));
    (captured, verdict)
}

async fn judge(
    deps: &Deps,
    record: &SandboxRecord,
    place: (usize, usize),
    wanted: &map::Wanted,
    command: &Exec,
) -> std::result::Result<f64, String> {
    let running = map::numbered(deps, record, place, command, wanted);
    let captured = deps.signals.guard(running).await.map_err(|error| format!("no score: {}", error.message()))?;
    if !succeeded(&captured) {
        return Err(format!("no score: {}", with_last_words(&captured)));
    }
    if captured.truncated {
        return Err(format!("no score: more than {} bytes were printed", map::KEPT));
    }
    score::parse(&captured.stdout).map_err(|why| format!("no score: {why}"))
}

fn succeeded(captured: &Captured) -> bool {
    matches!(&captured.outcome, Outcome::Ended(Ended { exit_code: Some(0), timed_out: false, stopped: false, .. }))
}

/// How it ended, and the last line that it wrote, for that mostly says why.
fn with_last_words(captured: &Captured) -> String {
    let how = captured.outcome.to_string();
    let words = [&captured.stderr, &captured.stdout].into_iter().find_map(|output| score::last_line(output));
    words.map_or(how.clone(), |words| format!("{how}: {words}"))
}

fn tell_losers(entrants: &mut [Entrant], winner: Option<usize>) {
    for (index, entrant) in entrants.iter_mut().enumerate() {
        if entrant.out.is_none() && Some(index) != winner {
            let why = if entrant.captured.is_some() { "another was better" } else { "another was first" };
            entrant.out = Some(why.to_owned());
        }
    }
}

async fn remove(deps: &Deps, entrants: &mut [Entrant], which: impl Fn(usize) -> bool) {
    let chosen = entrants.iter_mut().enumerate().filter(|(index, _)| which(*index)).map(|(_, entrant)| entrant);
    let mut chosen: Vec<&mut Entrant> = chosen.filter(|entrant| entrant.record.is_some()).collect();
    let gone = map::remove(deps, chosen.iter().filter_map(|entrant| entrant.record.as_ref())).await;
    for (entrant, gone) in chosen.iter_mut().zip(gone) {
        entrant.removed = gone;
    }
}

/// What is done with the winner once the others are gone: nothing, or the source becomes what it is. What the source was
/// before is kept as a snapshot.
async fn crown(deps: &Deps, origin: &Origin, winner: &SandboxRecord, promote: Option<&Id>) -> Result<Option<Promoted>> {
    let Some(source) = promote else { return Ok(None) };
    deps.step(format!("making {} what {} is", origin.called(), winner.name));
    let comment = format!("the winner of a race of forks of {}", origin.called());
    // Caches too: the source would lose what the winner has built.
    let wanted = Wanted { comment, caches: Vec::new(), allow_secrets: true, ..Wanted::plain()? };
    let snapshot = snapshot::run(deps, &winner.id, &wanted).await?;
    match restore::run(deps, source, &snapshot, true, false).await {
        Ok(restored) => {
            deps.step_done();
            Ok(Some(Promoted { record: restored.record, snapshot, backup: restored.backup }))
        }
        Err(error) => {
            // Either the winner is kept itself, or nothing is to be kept. What is left here is listed and can be removed.
            let _ = snapshots::remove(deps, &snapshot.id);
            Err(error)
        }
    }
}

/// The failure of a race that nobody has won: why each is out, the same reasons together.
pub fn nobody(entrants: &[Entrant]) -> Error {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for (index, entrant) in entrants.iter().enumerate() {
        let why = entrant.out.as_deref().unwrap_or("nothing is known");
        match reasons.iter_mut().find(|(other, _)| *other == why) {
            Some((_, indices)) => indices.push(index.to_string()),
            None => reasons.push((why, vec![index.to_string()])),
        }
    }
    let reasons: Vec<String> = reasons.into_iter().map(|(why, of)| format!("{} ({why})", of.join(", "))).collect();
    Error::new(Kind::Failed, format!("nobody has won: {}", reasons.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(why: &str) -> Entrant {
        Entrant { record: None, captured: None, score: None, out: Some(why.to_owned()), removed: true }
    }

    #[test]
    fn who_is_out_for_the_same_reason_is_named_together() {
        let error = nobody(&[out("exit 3: no"), out("timed out"), out("exit 3: no")]);
        assert_eq!(error.message(), "nobody has won: 0, 2 (exit 3: no); 1 (timed out)");
        assert_eq!(error.exit().0, 1);
    }
}
