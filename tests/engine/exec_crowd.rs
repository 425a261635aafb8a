//! Very many commands, and very much through one: no code wrong, no byte lost, nothing left inside, memory flat.

use crate::peak;
use crate::support::Home;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

/// What one exec with 1 GiB through it may have resident.
const MEMORY: u64 = 40 << 20;
const LIMIT: Duration = Duration::from_secs(240);

/// The processes inside besides the guest, as the kernel lists them; the one that lists is not counted.
fn processes(home: &Home, id: &str) -> Vec<String> {
    let list =
        ["exec", "-u", "root", id, "--", "find", "/proc", "-maxdepth", "1", "-name", "[0-9]*", "-printf", "%f\n"];
    let text = home.run(list).success().text();
    let mut pids: Vec<String> = text.lines().filter(|pid| *pid != "1").map(str::to_owned).collect();
    pids.sort_by_key(|pid| pid.parse::<u64>().unwrap());
    // Process ids rise: the last is the listing itself.
    pids.pop();
    pids
}

#[test]
fn a_thousand_commands_in_a_row_keep_their_codes_and_their_output() {
    let home = Home::new();
    let id = home.init();
    let before = processes(&home, &id);
    for number in 0..1000 {
        let code = number % 251;
        let line = format!("echo out{number}; echo err{number} >&2; exit {code}");
        let run = home.run(["exec", &id, &line]).code(code).stdout(format!("out{number}\n"));
        assert_eq!(run.stderr(), format!("err{number}\n"));
    }
    assert_eq!(processes(&home, &id), before);
}

#[test]
fn fifty_commands_at_once_with_much_output_each_mix_nothing() {
    let home = Home::new();
    let id = home.init();
    let before = processes(&home, &id);
    std::thread::scope(|scope| {
        for number in 0..50 {
            let (home, id) = (&home, &id);
            scope.spawn(move || {
                let line = format!("seq -f out{number}-%.0f 30000; seq -f err{number}-%.0f 3000 >&2; exit {number}");
                let run = home.run(["exec", id, &line]).code(number);
                let lines = |stream: &str, count: u32| {
                    (1..=count).map(|line| format!("{stream}{number}-{line}\n")).collect::<String>()
                };
                let run = run.stdout(lines("out", 30_000));
                assert!(run.stderr() == lines("err", 3000), "stderr of {number} is not its own");
            });
        }
    });
    assert_eq!(processes(&home, &id), before);
}

/// The first word of what `sha256sum` said.
fn digest(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let digest = text.split_whitespace().next().unwrap_or_default().to_owned();
    assert_eq!(digest.len(), 64, "{text:?}");
    digest
}

/// Sends `mebibytes` through the stdin of a command, and to a witness on this side.
fn through_stdin(road: &str, mebibytes: u32) {
    let home = Home::new();
    home.run(["config", "set", "guest.road", road]).success();
    let id = home.init();
    let mut exec = home.command(["exec", &id, "sha256sum"]);
    let mut exec = exec.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut witness = Command::new("sha256sum").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut sinks = [exec.stdin.take().unwrap(), witness.stdin.take().unwrap()];
    let feeding = std::thread::spawn(move || {
        let mut block = vec![0; 1 << 20];
        blake3::Hasher::new().finalize_xof().fill(&mut block);
        for number in 0..mebibytes {
            block[..4].copy_from_slice(&number.to_le_bytes());
            for sink in &mut sinks {
                sink.write_all(&block).unwrap();
            }
        }
    });
    let (status, memory) = peak::wait(&mut exec, LIMIT);
    feeding.join().unwrap();
    assert!(status.success(), "{status}");
    let (said, expected) = (exec.wait_with_output().unwrap().stdout, witness.wait_with_output().unwrap().stdout);
    assert_eq!(digest(&said), digest(&expected));
    assert!(memory < MEMORY, "{} KiB were resident", memory >> 10);
}

/// Takes `mebibytes` of random bytes from a command, whose digest is made inside as they leave.
fn through_stdout(road: &str, mebibytes: u32) {
    let home = Home::new();
    home.run(["config", "set", "guest.road", road]).success();
    let id = home.init();
    let line = format!(
        "mkfifo /tmp/f && {{ sha256sum </tmp/f >/tmp/digest & head -c {mebibytes}M /dev/urandom | tee /tmp/f; wait; }}"
    );
    let mut exec = home.command(["exec", &id, &line]).stdout(Stdio::piped()).spawn().unwrap();
    let stdout = exec.stdout.take().unwrap();
    let witness = Command::new("sha256sum").stdin(stdout).stdout(Stdio::piped()).spawn().unwrap();
    let (status, memory) = peak::wait(&mut exec, LIMIT);
    assert!(status.success(), "{status}");
    let inside = home.run(["exec", &id, "cat /tmp/digest"]).success().bytes();
    assert_eq!(digest(&inside), digest(&witness.wait_with_output().unwrap().stdout));
    assert!(memory < MEMORY, "{} KiB were resident", memory >> 10);
}

#[test]
fn a_gibibyte_through_stdin_arrives_whole_in_little_memory() {
    through_stdin("shared", 1024);
    through_stdin("bridge", 64);
}

#[test]
fn a_gibibyte_of_output_arrives_whole_in_little_memory() {
    through_stdout("shared", 1024);
    through_stdout("bridge", 64);
}
