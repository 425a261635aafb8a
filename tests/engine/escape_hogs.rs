//! Sandboxes that take all they can get: processes, memory, room on disk. The machine, the other sandboxes and the
//! caller go on, and what happened is told.

use crate::live::until;
use crate::support::{Home, docker};

/// Forks for ever, in every process that it makes, and ignores TERM.
const BOMB: &str = "import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    try:
        os.fork()
    except OSError:
        time.sleep(0.01)
";

/// Takes memory until there is no more.
const HOG: &str = "taken = []
while True:
    taken.append(bytearray(1 << 20))
";

#[test]
fn a_fork_bomb_stays_in_its_sandbox_which_reports_it_and_is_usable_when_it_was_killed() {
    let home = Home::new();
    let (bombed, other) = (home.init_with(&["--pids", "100"]), home.init());
    let job = home.run(["exec", "-d", &bombed, "--", "python3", "-c", BOMB]).success().id();
    let container = home.run(["show", &bombed, "--json"]).success().json()["container_id"].as_str().unwrap().to_owned();
    let full = || docker(&["top", &container, "-eo", "pid"]).lines().count() >= 100;
    until("the bomb fills the sandbox", full);
    home.run(["exec", "--json", &bombed, "true"]).fails_in_json("pids_limit", 125, "no more processes", "--pids");
    let counted = home.run(["stats", "--json", &bombed]).success().json();
    assert_eq!(
        (&counted["items"][0]["pids"], &counted["items"][0]["pids_limit"]),
        (&100.into(), &100.into()),
        "{counted}"
    );
    // Beside it another one works, and the machine still makes and removes some.
    home.run(["exec", &other, "echo works"]).success().stdout("works\n");
    let third = home.init();
    home.run(["kill", &third]).success();
    home.run(["jobs", "kill", "-q", "--force", &bombed, &job]).success().any_stderr();
    home.run(["exec", &bombed, "pgrep -c python3; true"]).success().stdout("0\n");
    // And one that nobody ended first can be stopped and killed.
    home.run(["exec", "-d", &bombed, "--", "python3", "-c", BOMB]).success().id();
    until("the bomb fills the sandbox again", full);
    home.run(["stop", &bombed]).success().any_stderr();
    home.run(["start", &bombed]).success();
    home.run(["exec", "-d", "-u", "root", &bombed, "--", "python3", "-c", BOMB]).success().id();
    until("a bomb of root's fills it", full);
    home.run(["kill", &bombed, &other, "--yes"]).success();
    home.is_clean();
}

#[test]
fn a_memory_hog_is_ended_and_told_as_such_and_its_sandbox_lives_on() {
    let home = Home::new();
    let id = home.init_with(&["--memory", "96m"]);
    for user in ["sandbox", "root"] {
        let run = home.run(["exec", "-u", user, &id, "--", "python3", "-c", HOG]);
        run.code(137).stdout("").stderr_has("ran out of memory (96 MiB)");
        home.run(["exec", &id, "echo alive"]).success().stdout("alive\n");
    }
    let told = home.run(["exec", "--json", &id, "--", "python3", "-c", HOG]).any_stderr().code(137).json();
    assert_eq!((&told["signal"], &told["origin"]), (&9.into(), &"command".into()), "{told}");
    // A hog of many processes is a hog as well.
    let many = format!("for n in 1 2 3 4; do python3 -c '{HOG}' & done; wait");
    home.run(["exec", &id, &many]).any_stderr();
    home.run(["exec", &id, "pgrep -c python3; true"]).success().stdout("0\n");
}
