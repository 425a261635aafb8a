//! Many processes at once that do this and that to the same few sandboxes: nobody waits for ever, nobody ends with a
//! code that the contract does not know, and afterwards registry and engine agree.

use crate::verbs::Dice;
use crate::yard::Yard;
use std::collections::{BTreeMap, BTreeSet};
use std::process::{Child, Output, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// What is done, how often, and the codes that it may end with. What a sandbox runs may be ended by who stops it,
/// and a transfer may break off (1). Any of them may time out (124) on a machine that has far more to do than it can.
const COMMANDS: &[(&str, u64, &[i32])] = &[
    ("exec X echo here", 8, &[0, 125, 137, 143]),
    ("exec X false", 4, &[1, 125, 137, 143]),
    ("show X --json", 4, &[0, 4]),
    ("ls --json", 4, &[0]),
    ("init --name X --if-exists reuse", 6, &[0, 3, 6]),
    ("init --name X", 2, &[0, 3, 5]),
    ("init --name X --if-exists replace", 1, &[0, 3, 5]),
    ("start X", 4, &[0, 3, 4, 6]),
    ("stop X", 3, &[0, 3, 4, 6]),
    ("kill X --ignore-not-found", 1, &[0, 3]),
    ("restart X", 1, &[0, 3, 4, 6]),
    // A kernel with cgroup v1 gives up on freezing what starts processes all the time: 1.
    ("pause X", 1, &[0, 1, 3, 4, 6]),
    ("resume X", 2, &[0, 3, 4, 6]),
    ("get-host X 3000", 2, &[0, 3, 4, 6]),
    ("upload X @payload /tmp/payload", 2, &[0, 1, 3, 4, 6]),
    ("download X /etc/hostname -", 2, &[0, 1, 3, 4, 6]),
    ("snapshot X", 1, &[0, 1, 3, 4, 6]),
    ("fork X --rm", 1, &[0, 1, 3, 4, 6]),
    ("snapshots prune --keep-last 1 --yes", 1, &[0, 3]),
];

/// A command that takes longer is stuck: a lock is waited for 30 s, and on a machine under this load all takes its time.
const STUCK: Duration = Duration::from_secs(240);

/// Lets `processes` loose on `sandboxes` sandboxes for a while. How often each command ended with which code.
pub fn rage(yard: &Yard, seed: u64, processes: u64, sandboxes: u64, time: Duration) -> BTreeMap<(String, i32), usize> {
    for number in 0..sandboxes {
        yard.run(&format!("init --name s{number}")).success();
    }
    let ends = Mutex::new(BTreeMap::new());
    let until = Instant::now() + time;
    std::thread::scope(|scope| {
        for process in 0..processes {
            let ends = &ends;
            scope.spawn(move || {
                let mut dice = Dice::new(seed.wrapping_add(process << 32));
                while Instant::now() < until {
                    let (template, codes) = pick(&mut dice);
                    let line = template.replace('X', &format!("s{}", dice.below(sandboxes)));
                    let output = run(yard, &line);
                    let code = output.status.code().unwrap_or(-1);
                    let said = String::from_utf8_lossy(&output.stderr);
                    assert!(codes.contains(&code) || code == 124, "seed {seed}: exit {code} of {line}: {said}");
                    assert!(!said.contains("panicked"), "seed {seed}: {line}: {said}");
                    if template.ends_with("echo here") && code == 0 {
                        assert_eq!(output.stdout, b"here\n", "seed {seed}: {line}");
                    }
                    *ends.lock().unwrap().entry((template.to_owned(), code)).or_insert(0) += 1;
                }
            });
        }
    });
    ends.into_inner().unwrap()
}

fn pick(dice: &mut Dice) -> (&'static str, &'static [i32]) {
    let all: u64 = COMMANDS.iter().map(|(_, weight, _)| weight).sum();
    let mut left = dice.below(all);
    for (template, weight, codes) in COMMANDS {
        if left < *weight {
            return (template, codes);
        }
        left -= weight;
    }
    unreachable!("the weights add up")
}

/// Runs a command to its end, unless that does not come.
fn run(yard: &Yard, line: &str) -> Output {
    let (stdout, stderr) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    let mut command = yard.command(line);
    command.stdin(Stdio::null()).stdout(stdout.try_clone().unwrap()).stderr(stderr.try_clone().unwrap());
    let mut child: Child = command.spawn().unwrap();
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > STUCK {
            let _ = child.kill();
            panic!("{line} is stuck; it said: {}", String::from_utf8_lossy(&crate::trace::content(&stderr)));
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    Output { status, stdout: crate::trace::content(&stdout), stderr: crate::trace::content(&stderr) }
}

/// A hundred who want a sandbox at once, where ten wait: all get one, ten of them one that waited, nobody another's.
pub fn a_hundred(yard: &Yard) {
    yard.run("pool fill --size 10").success();
    let spawn = |number: u32| {
        let mut command = yard.command(&format!("init --name s{number} --json"));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let going: Vec<Child> = (0..100).map(spawn).collect();
    let (mut ids, mut waited) = (BTreeSet::new(), 0);
    for child in going {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let made: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        waited += usize::from(made["made"] == "pool");
        ids.insert(made["id"].as_str().unwrap().to_owned());
    }
    assert_eq!((ids.len(), waited), (100, 10));
    assert_eq!(yard.listed().into_keys().collect::<BTreeSet<String>>(), ids);
    assert_eq!(yard.faults(), Vec::<String>::new());
}
