//! A verb is killed, or finds the disk full, at one point after the other; then comes one more command, then the oracle, then the verb again.

use crate::trace::{Ending, Fault, Point, struck_at};
use crate::verbs::{BUCKET, OTHER, STATE, STILL_THERE, Verb};
use crate::yard::{BYSTANDER, Yard};
use std::collections::BTreeMap;

/// Sandboxes by id, with name and state.
type Listing = BTreeMap<String, (String, String)>;

/// Lets a fault come to `verb` at every `stride`th point, from the `first` on, of those that `counts` counts. How many
/// there were.
#[track_caller]
pub fn sweep(
    yard: &Yard,
    verb: &Verb,
    fault: Fault,
    first: usize,
    stride: usize,
    counts: impl Fn(&Point) -> bool,
) -> usize {
    if yard.listed().is_empty() {
        yard.run(&format!("init --name {BYSTANDER}")).success();
    }
    let mut points = 0;
    for nth in (first..).step_by(stride) {
        for line in verb.before {
            let run = yard.run(line);
            // What is waited for may be a failure.
            if !line.starts_with("wait ") {
                run.success();
            }
        }
        let before = yard.listed();
        let (ending, output) = struck_at(&yard.command(verb.run), fault, nth, &counts);
        let point = match ending {
            Ending::Struck(point) => point,
            Ending::Ended(output) => {
                assert!(output.status.success(), "{}, with nobody killed: {output:?}", verb.name);
                clear(yard, verb);
                break;
            }
        };
        points += 1;
        let when = format!("{}, {fault:?} at {nth} ({})", verb.name, point.what);
        if fault == Fault::FullDisk {
            let (code, said) = (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned());
            // What is only told, such as an event, may be missing. Those that run a command have a code of their own for us.
            let right = code == Some(0) || (matches!(code, Some(1 | 125)) && said.contains("no space left"));
            assert!(right, "{when}: {output:?}");
        }
        let after = yard.listed();
        let mut faults = yard.settled();
        faults.extend(promises(verb, &before, &after, &output.stdout, yard));
        assert!(faults.is_empty(), "{when}:\n{}\n{output:?}\n{after:?}", faults.join("\n"));
        let then = yard.run(verb.then);
        let again = then.exit_code();
        let said = then.stderr();
        assert!(
            again.is_some_and(|code| verb.again.contains(&code)),
            "{when}, then {}: exit {again:?} {said}",
            verb.then
        );
        if verb.run.contains("--detach") {
            // Its end alone is waited for: it may have been killed.
            yard.run("wait one").any_stderr();
        }
        if verb.before.contains(&STATE) {
            yard.run("start one").success();
            yard.run(STILL_THERE).success();
        }
        let faults = yard.settled();
        assert!(faults.is_empty(), "{when}, after it was done again:\n{}", faults.join("\n"));
        clear(yard, verb);
    }
    points
}

/// What was there and was not asked to go is there; what was acknowledged is true.
fn promises(verb: &Verb, before: &Listing, after: &Listing, stdout: &[u8], yard: &Yard) -> Vec<String> {
    let mut faults = Vec::new();
    let takes_away = ["kill", "gc"].iter().any(|word| verb.name.starts_with(word))
        || ["replacing", "temporary"].iter().any(|word| verb.name.contains(word));
    let freezes = ["pause", "resume"].iter().any(|word| verb.name.starts_with(word));
    for (id, (name, state)) in before {
        match after.get(id) {
            None if takes_away && name != BYSTANDER => {}
            // One that could not be made gives way.
            None if state == "failed" => {}
            None => faults.push(format!("{name} ({id}) is lost")),
            Some((_, now)) if name == BYSTANDER && now != state => faults.push(format!("{name} was {state}, is {now}")),
            Some((_, now)) if now == "paused" && freezes => {}
            Some((_, now)) if now == "failed" && state == "failed" => {}
            // Work in the background that broke off is told beside the sandbox.
            Some((_, now)) if now == "failed" && verb.run.contains("--detach") => {}
            Some((_, now)) if !["running", "stopped"].contains(&now.as_str()) => {
                faults.push(format!("{name} was {state}, is {now}"));
            }
            Some(_) => {}
        }
    }
    // Others that work in the background print the id of an operation, which is gone once it is done.
    // So does a snapshot that was to be taken there: if it broke off, there is none of that id.
    let is_promise = |of: &&str| verb.run.starts_with(*of) && !(*of == "snapshot " && verb.run.contains("--detach"));
    let makes = ["init", "fork", "snapshot "].iter().any(is_promise);
    let printed = if makes { String::from_utf8_lossy(stdout) } else { "".into() };
    for id in printed.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).filter(|line| line.len() == 12) {
        let is_snapshot = || yard.run(&format!("snapshots show {id}")).exit_code() == Some(0);
        if !after.contains_key(id) && !is_snapshot() && !takes_away {
            faults.push(format!("{id} was printed and is not there"));
        }
    }
    if yard.daemon.is_none() && yard.run("snapshots verify --all").exit_code() != Some(0) {
        faults.push("a snapshot is damaged".to_owned());
    }
    if verb.run.contains("--volume") && !after.values().any(|(name, _)| name == "one") {
        faults.extend(yard.run("volume ls -q").success().text().lines().map(|left| format!("{left} stays")));
        faults.extend(yard.data().iter().map(|left| format!("the folder {left} stays")));
    }
    if verb.before.contains(&OTHER) {
        faults.extend(secrets(yard));
    }
    if verb.run.contains(BUCKET) {
        // What is listed is whole, and what is not listed is nothing.
        yard.run(&format!("sync ls {BUCKET}")).success();
        yard.run(&format!("snapshots ls --remote {BUCKET}")).success();
    }
    faults
}

/// Every setting can be read, and is what it was or what it was to be.
fn secrets(yard: &Yard) -> Vec<String> {
    let listed = yard.run("secret ls --plain --json");
    let said = listed.said();
    if listed.exit_code() != Some(0) || !said.is_empty() {
        return vec![format!("the secrets can't be read: {said}")];
    }
    let items = listed.json()["items"].as_array().cloned().unwrap_or_default();
    let value = |name: &str| items.iter().find(|item| item["name"] == name).map(|item| item["value"].clone());
    let mut faults = Vec::new();
    if value("OTHER") != Some("old".into()) {
        faults.push(format!("OTHER is {:?}", value("OTHER")));
    }
    if value("TOKEN").is_some_and(|value| value != "old" && value != "new") {
        faults.push(format!("TOKEN is {:?}", value("TOKEN")));
    }
    faults
}

/// Everything goes but the bystander.
#[track_caller]
fn clear(yard: &Yard, verb: &Verb) {
    let rest: Vec<String> =
        yard.listed().into_iter().filter(|(_, (name, _))| name != BYSTANDER).map(|(id, _)| id).collect();
    if !rest.is_empty() {
        yard.run(&format!("kill --yes {}", rest.join(" "))).success();
    }
    yard.run("pool drain").success();
    yard.forget_rolled_back();
    let list = yard.run("snapshots ls --json").success().json();
    for snapshot in list["items"].as_array().unwrap() {
        yard.run(&format!("snapshots rm --cascade --ignore-not-found {}", snapshot["id"].as_str().unwrap())).success();
    }
    for line in verb.after {
        yard.run(line);
    }
    for folder in yard.data() {
        std::fs::remove_dir_all(folder).unwrap();
    }
}
