//! Crash-only, proved: every verb that changes something is killed with SIGKILL wherever it is about to change a file,
//! the journal or the engine, or finds the disk full there; one more command follows, and then the oracle (see `yard.rs`).
//! Besides: random commands killed at random times, a storm of processes, and an engine that is stopped in the middle.
//!
//! Each failure names its seed. The long forms, each a test by its name (`cargo test --test crash NAME -- --nocapture`):
//! - `every_verb`: `SANDCASTLE_CRASH_ALL=1` tries all points, `SANDCASTLE_CRASH_VERB=WORD` only the verbs so named.
//! - `random_deaths`: `SANDCASTLE_CRASH_KILLS=10000`, at most `SANDCASTLE_CRASH_SECONDS`.
//! - `storm`: `SANDCASTLE_CRASH_STORM=60` lets 100 processes loose on 20 sandboxes for so many seconds.
//! - All: `SANDCASTLE_CRASH_SEED=N` repeats what was picked; when a process dies is up to the machine.

#[path = "../support/mod.rs"]
mod support;

mod daemon;
mod full;
mod random;
mod restart;
mod storm;
mod sweep;
mod trace;
mod verbs;
mod wire;
mod yard;

use nix::sys::signal::Signal;
use std::time::{Duration, Instant, SystemTime};
use trace::{Fault, Point};
use verbs::{On, VERBS, Verb};
use yard::Yard;

/// Of how many points one is tried, where not all are.
const EACH: usize = 4;
/// The same on the real engine, where a try takes seconds.
const EACH_REAL: usize = 8;
/// A verb without a journal has so many times the points of one with it.
const MORE: usize = 6;

#[test]
fn every_verb_may_die_at_any_change_on_the_engine_in_memory() {
    let yard = Yard::fake;
    if wanted("SANDCASTLE_CRASH_ALL").is_some() {
        sweep(yard, |verb| verb.on != On::Real, Fault::Death, 1, |_, _| true);
    } else {
        sweep(yard, |verb| verb.on != On::Real, Fault::Death, 1, |_, point| point.is_step());
        sweep(yard, |verb| verb.on != On::Real, Fault::Death, EACH, |_, point| !point.is_step());
    }
}

#[test]
fn every_verb_may_die_at_a_step_of_its_journal_on_the_real_engine() {
    let each = if wanted("SANDCASTLE_CRASH_ALL").is_some() { 1 } else { EACH_REAL };
    let counts = |verb: &Verb, point: &Point| !verb.journalled || point.is_decisive();
    sweep(Yard::with_store, |verb| verb.on != On::Memory, Fault::Death, each, counts);
}

#[test]
fn every_verb_may_find_the_disk_full_at_any_change_on_the_engine_in_memory() {
    let each = if wanted("SANDCASTLE_CRASH_ALL").is_some() { 1 } else { EACH };
    sweep(Yard::fake, |verb| verb.on != On::Real, Fault::FullDisk, each, |_, _| true);
}

#[test]
fn every_verb_may_find_the_disk_full_on_the_real_engine() {
    let each = if wanted("SANDCASTLE_CRASH_ALL").is_some() { 1 } else { 2 * EACH_REAL };
    sweep(Yard::with_store, |verb| verb.on == On::Real, Fault::FullDisk, each, |_, _| true);
}

/// Lets a fault come to every verb of the table that `fits` at every `each`th of the points that count, in two homes side
/// by side, as most machines have two processors.
fn sweep(yard: fn() -> Yard, fits: fn(&Verb) -> bool, fault: Fault, each: usize, counts: fn(&Verb, &Point) -> bool) {
    let only = support::variable("SANDCASTLE_CRASH_VERB").map(|name| name.to_string_lossy().into_owned());
    let chosen = |verb: &&Verb| fits(verb) && only.as_ref().is_none_or(|only| verb.name.contains(only.as_str()));
    let verbs: Vec<_> = VERBS.iter().filter(chosen).collect();
    let seed = seed();
    std::thread::scope(|scope| {
        for half in 0..2 {
            let verbs = &verbs;
            scope.spawn(move || {
                let mut dice = verbs::Dice::new(seed + half as u64);
                let yard = yard();
                for verb in verbs.iter().skip(half).step_by(2) {
                    let begun = Instant::now();
                    let each = if verb.journalled { each } else { each * MORE };
                    // Each run begins elsewhere: many of them try all.
                    let first = dice.below(each as u64) as usize;
                    let points = sweep::sweep(&yard, verb, fault, first, each, |point| counts(verb, point));
                    let seconds = begun.elapsed().as_secs_f32();
                    tell(format!("seed {seed}, {}: {fault:?} at {points} points, {seconds:.1} s", verb.name));
                }
                yard.ends_clean();
            });
        }
    });
}

#[test]
fn random_deaths_on_the_engine_in_memory() {
    random(Yard::fake, 100);
}

#[test]
fn random_deaths_on_the_real_engine() {
    random(Yard::real, 10);
}

#[test]
fn a_storm_of_processes_on_a_few_sandboxes_leaves_registry_and_engine_agreed() {
    let (processes, sandboxes, seconds) = match wanted("SANDCASTLE_CRASH_STORM") {
        Some(seconds) => (100, 20, seconds),
        None => (10, 5, 10),
    };
    let (yard, seed) = (Yard::real(), seed());
    let ends = storm::rage(&yard, seed, processes, sandboxes, Duration::from_secs(seconds));
    tell(format!("seed {seed}: {} commands: {ends:#?}", ends.values().sum::<usize>()));
    yard.run("ls").success();
    assert_eq!(yard.faults(), Vec::<String>::new(), "seed {seed}");
    yard.ends_clean();
}

/// What a long form came to.
#[expect(clippy::disallowed_macros, reason = "the tests' own voice, heard with --nocapture")]
fn tell(text: String) {
    println!("{text}");
}

fn wanted(name: &str) -> Option<u64> {
    support::variable(name).and_then(|text| text.to_str()?.parse().ok())
}

fn seed() -> u64 {
    let clock = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    wanted("SANDCASTLE_CRASH_SEED").unwrap_or(clock)
}

/// So many kills by two homes side by side, or as many as the environment wants.
fn random(yard: fn() -> Yard, kills: usize) {
    let seed = seed();
    let kills = wanted("SANDCASTLE_CRASH_KILLS").map_or(kills, |kills| kills as usize);
    let limit = Duration::from_secs(wanted("SANDCASTLE_CRASH_SECONDS").unwrap_or(24 * 3600));
    std::thread::scope(|scope| {
        for half in 0..2 {
            scope.spawn(move || {
                let yard = yard();
                if let Some(daemon) = &yard.daemon {
                    daemon.slowness.store(4000, std::sync::atomic::Ordering::Relaxed);
                }
                let seed = seed + half;
                let begun = Instant::now();
                let counts = random::deaths(&yard, seed, kills.div_ceil(2), limit);
                tell(format!("seed {seed}: {counts:?} in {:.0} s", begun.elapsed().as_secs_f32()));
                yard.ends_clean();
            });
        }
    });
}

#[test]
fn an_engine_that_is_stopped_in_the_middle_leaves_everything_whole_or_gone() {
    // Sees to it that there is an engine to start another one of.
    let _ready = support::Home::new();
    let mut engine = restart::Engine::start();
    let yard = Yard::on(&engine.address());
    yard.run(&format!("config set image {}", restart::IMAGE)).success();
    // The engine is in the middle of all that is said to a guest.
    yard.run("config set guest.road bridge").success();
    for signal in [Signal::SIGKILL, Signal::SIGTERM] {
        for case in restart::CASES {
            restart::cut(&mut engine, &yard, case, signal);
        }
    }
    yard.ends_clean();
}

#[test]
fn an_engine_whose_disk_is_full_makes_nothing_by_halves_and_keeps_what_it_has() {
    let _ready = support::Home::new();
    let engine = restart::Engine::start_on_disk_of(160);
    let yard = Yard::on(&engine.address());
    yard.run(&format!("config set image {}", restart::IMAGE)).success();
    full::try_verbs(&yard, &engine.disk());
    yard.ends_clean();
}

#[test]
fn a_hundred_at_once_are_a_hundred_sandboxes_and_ten_that_wait_are_given_once() {
    let yard = Yard::fake();
    storm::a_hundred(&yard);
    yard.ends_clean();
}

#[test]
fn a_job_runs_on_while_an_engine_that_lets_it_is_away_and_its_end_is_known() {
    let _ready = support::Home::new();
    let mut engine = restart::Engine::start_with(Some("--live-restore"));
    let yard = Yard::on(&engine.address());
    yard.run(&format!("config set image {}", restart::IMAGE)).success();
    yard.run("init --name one").success();
    for signal in [Signal::SIGKILL, Signal::SIGTERM] {
        let job = yard.home.run(["exec", "-d", "one", "sleep 2; echo done; exit 7"]).success().text();
        // Its road to the guest does not lead through the engine.
        let attached = yard.home.spawn(["exec", "one", "sleep 2; exit 5"]);
        engine.ends(signal);
        let output = attached.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(5), "{signal}: {output:?}");
        engine.starts();
        yard.run(&format!("jobs wait one {job}")).code(7);
        yard.run(&format!("jobs logs one {job}")).success().stdout("done\n");
    }
    yard.ends_clean();
}
