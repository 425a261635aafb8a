//! Commands picked at random, up to three at once, killed at random times; after each round the oracle.

use crate::verbs::Dice;
use crate::yard::Yard;
use std::collections::BTreeMap;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The names that the commands fight over.
const NAMES: [&str; 4] = ["ant", "bee", "cat", "dog"];
/// Codes that a command may end with that was not killed: what it works on may have come or gone under it.
const CODES: [i32; 5] = [0, 3, 4, 5, 6];
/// More sandboxes than these are thinned out.
const CROWD: usize = 6;

/// What can be done to `X`, with another name `Y`; the second word tells what holds once it ended with 0 and nobody else was at `X`.
const COMMANDS: &[(&str, &str)] = &[
    ("init --name X", "running"),
    ("init --name X --if-exists reuse", "running"),
    ("init --name X --if-exists replace", "running"),
    ("init", ""),
    ("start X", "running"),
    ("stop X", "stopped"),
    ("kill X --ignore-not-found", "gone"),
    ("restart X", "running"),
    ("pause X", "paused"),
    ("resume X", "running"),
    ("rename X Y", ""),
    ("keepalive X", ""),
    ("get-host X 3000", ""),
    ("pool fill --size 2", ""),
    ("pool drain", ""),
    ("gc", ""),
    ("init --name X --detach", ""),
    ("start X --detach", ""),
    ("kill X --detach", ""),
];

/// Those that need guests with files.
const WITH_FILES: &[(&str, &str)] = &[
    ("run true", ""),
    ("snapshot X", ""),
    ("snapshot X --stop", "stopped"),
    ("fork X", ""),
    ("upload X @payload /tmp/payload", ""),
    ("snapshots prune --keep-last 1 --yes", ""),
    ("snapshot X --detach", ""),
];

/// How much was done.
#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    /// Commands that were killed before they ended.
    pub killed: usize,
    /// Commands that ended before they were to be killed.
    pub ended: usize,
    /// Rounds, each with its oracle.
    pub rounds: usize,
}

struct Going {
    line: String,
    target: &'static str,
    promise: &'static str,
    child: Child,
    dies_at: Duration,
    output: Option<Output>,
}

/// Goes on until so many commands were killed, or the time is over.
pub fn deaths(yard: &Yard, seed: u64, kills: usize, limit: Duration) -> Counts {
    let mut dice = Dice::new(seed);
    let mut counts = Counts::default();
    let mut usual: BTreeMap<&str, Duration> = BTreeMap::new();
    let begun = Instant::now();
    while counts.killed < kills && begun.elapsed() < limit {
        let before = yard.listed();
        let story = round(yard, &mut dice, &mut usual, &mut counts);
        settled(yard, seed, &story);
        let after = yard.listed();
        let lines: Vec<String> = story.iter().map(told).collect();
        let when = || format!("seed {seed}, round {}:\n{}\n{before:?}\n{after:?}", counts.rounds, lines.join("\n"));
        // Then a name says no more who was meant.
        let renames = story.iter().any(|going| going.line.starts_with("rename"));
        for (id, (name, state)) in &before {
            let touched = |going: &Going| {
                let takes = going.line.starts_with("kill") || going.line.contains("replace");
                // One that could not be made gives way to another that gets its name.
                let gives_way = state == "failed" && ["init", "rename"].iter().any(|verb| going.line.starts_with(verb));
                (takes || gives_way) && (renames || going.target == name)
            };
            assert!(after.contains_key(id) || story.iter().any(touched), "{name} is lost, {}", when());
        }
        for going in story.iter().filter(|_| !renames) {
            kept(going, &story, &after, &when);
        }
        yard.forget_rolled_back();
        let surplus = after.len().saturating_sub(CROWD);
        for id in after.keys().take(surplus) {
            yard.run(&format!("kill {id}")).success();
        }
        counts.rounds += 1;
    }
    counts
}

/// What a command that ended well has said is true, unless somebody else was at the same sandbox.
fn kept(going: &Going, story: &[Going], after: &BTreeMap<String, (String, String)>, when: &dyn Fn() -> String) {
    let Some(output) = &going.output else { return };
    let code = output.status.code();
    assert!(code.is_none_or(|code| CODES.contains(&code)), "exit {code:?} of {}: {output:?}, {}", going.line, when());
    let alone = story.iter().filter(|other| other.target == going.target).count() == 1;
    if code != Some(0) || !alone {
        return;
    }
    let state = after.values().find(|(name, _)| name == going.target).map(|(_, state)| state.as_str());
    match going.promise {
        "" => {}
        "gone" => assert_eq!(state, None, "{} came back, {}", going.target, when()),
        promised => assert_eq!(state, Some(promised), "{} was done, {}", going.line, when()),
    }
    let printed = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if going.line == "init" {
        assert!(after.contains_key(&printed), "{printed} was printed and is not there, {}", when());
    }
}

fn told(going: &Going) -> String {
    let end = going.output.as_ref().map(|output| {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        format!("{:?} {said}", output.status)
    });
    format!("{} (to be killed after {:?}): {}", going.line, going.dies_at, end.unwrap_or_default())
}

/// One to three commands at once, each killed at a time of its own or left alone.
fn round(
    yard: &Yard,
    dice: &mut Dice,
    usual: &mut BTreeMap<&'static str, Duration>,
    counts: &mut Counts,
) -> Vec<Going> {
    let mut going: Vec<Going> = (0..1 + dice.below(3)).map(|_| begin(yard, dice, usual)).collect();
    let begun = Instant::now();
    // What works in the background dies too, now and then.
    let workers_die_at = (dice.below(4) == 0).then(|| Duration::from_micros(dice.below(200_000)));
    let mut workers_live = true;
    while going.iter().any(|going| going.output.is_none()) {
        for one in going.iter_mut().filter(|one| one.output.is_none()) {
            let over = one.child.try_wait().unwrap().is_some();
            if over || begun.elapsed() >= one.dies_at {
                // One that ends at this very moment is dead already.
                let _ = one.child.kill();
                let output = collected(&mut one.child);
                if output.status.code().is_none() {
                    counts.killed += 1;
                } else {
                    counts.ended += 1;
                    if output.status.success()
                        && let Some(usual) = usual.get_mut(template(&one.line))
                    {
                        *usual = (*usual * 3 + begun.elapsed()) / 4;
                    }
                }
                one.output = Some(output);
            }
        }
        if workers_live && workers_die_at.is_some_and(|at| begun.elapsed() >= at) {
            workers_live = false;
            counts.killed += yard.kill_workers();
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    if workers_die_at.is_some() && workers_live {
        counts.killed += yard.kill_workers();
    }
    going
}

/// The command without its target: what times are kept by.
fn template(line: &str) -> &str {
    line.split_whitespace().next().unwrap_or_default()
}

fn begin(yard: &Yard, dice: &mut Dice, usual: &mut BTreeMap<&'static str, Duration>) -> Going {
    let real = yard.daemon.is_none();
    let all = COMMANDS.len() + if real { WITH_FILES.len() } else { 0 };
    let pick = dice.below(all as u64) as usize;
    let (text, promise) = *COMMANDS.get(pick).unwrap_or_else(|| &WITH_FILES[pick - COMMANDS.len()]);
    let target = if text.contains('X') { NAMES[dice.below(4) as usize] } else { "" };
    let first = Duration::from_millis(if real { 600 } else { 60 });
    let expected = *usual.entry(template(text)).or_insert(first);
    // One in eight is left alone.
    let dies_at = match dice.below(8) {
        0 => Duration::from_secs(120),
        _ => Duration::from_micros(dice.below(u64::try_from(expected.as_micros()).unwrap_or(1) * 5 / 4 + 1)),
    };
    let line = text.replace('X', target).replace('Y', NAMES[dice.below(4) as usize]);
    let mut command: Command = yard.command(&line);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    Going { line, target, promise, child, dies_at, output: None }
}

fn collected(child: &mut Child) -> Output {
    use std::io::Read;
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    child.stdout.take().unwrap().read_to_end(&mut stdout).unwrap();
    child.stderr.take().unwrap().read_to_end(&mut stderr).unwrap();
    Output { status: child.wait().unwrap(), stdout, stderr }
}

/// One more command, and all is as it must be. A request of a dead process may be carried out a moment later: then the
/// command after that one sees to it.
#[track_caller]
fn settled(yard: &Yard, seed: u64, story: &[Going]) {
    yard.wait_for_workers();
    let faults = yard.settled();
    if faults.is_empty() {
        return;
    }
    let lines: Vec<String> = story.iter().map(told).collect();
    panic!("seed {seed}:\n{}\n{}", lines.join("\n"), faults.join("\n"));
}
