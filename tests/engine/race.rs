//! One command in many sandboxes, and forks that compete; nothing of them is left when they are not to be kept.

use crate::exec::nothing_of;
use crate::support::terminal::Terminal;
use crate::support::{Home, Run, docker};
use serde_json::Value;
use std::process::Command;
use std::time::{Duration, Instant};

/// The ids that the listing shows.
fn listed(home: &Home) -> Vec<String> {
    home.run(["ls", "-q"]).success().text().lines().map(str::to_owned).collect()
}

/// The containers of this home.
fn containers(home: &Home) -> usize {
    let label = format!("label=sandcastle.home={}", home.id());
    docker(&["ps", "-aq", "--filter", &label]).lines().count()
}

/// Only the source is left, in the listing and on the engine.
#[track_caller]
fn only(home: &Home, source: &str) {
    assert_eq!(listed(home), [source]);
    assert_eq!(containers(home), 1);
}

fn items(run: Value) -> Vec<Value> {
    assert_eq!(run["schema"], "map.v1");
    run["items"].as_array().unwrap().clone()
}

#[test]
fn a_command_runs_in_each_sandbox_with_its_number_and_in_order() {
    let home = Home::new();
    let (one, two) = (home.init_with(&["--name", "one"]), home.init_with(&["--name", "second"]));
    let line = "test $SANDCASTLE_INDEX = 1 || sleep 0.3; echo $SANDCASTLE_INDEX of $SANDCASTLE_COUNT $X; echo e >&2";
    let run = home.run(["map", "-e", "X=y", "one", "second", "one", "--", line]).success();
    let run = run.stdout("one    | 0 of 2 y\nsecond | 1 of 2 y\n").stderr_has("one    | e\n");
    run.stderr_has("second: exit 0 after");
    home.run(["map", "--all", "-j", "1", "--", "printf", "%s|", "a b", "$X"]).success().any_stderr();

    // The code is that of the first by number that failed, and each says what it was.
    let line = "test $SANDCASTLE_INDEX = 1 && exit 3; sleep 0.3; exit 4";
    let run = home.run(["map", "--json", "one", "second", "--", line]).code(4);
    let items = items(run.json());
    let of = |place: usize, key: &str| items[place][key].clone();
    assert_eq!((of(0, "id"), of(0, "name"), of(0, "exit_code")), (one.as_str().into(), "one".into(), 4.into()));
    assert_eq!((of(1, "id"), of(1, "index"), of(1, "exit_code")), (two.as_str().into(), 1.into(), 3.into()));
    for key in ["signal", "error"] {
        assert_eq!(of(0, key), Value::Null);
    }
    assert_eq!((of(0, "origin"), of(0, "stdout"), of(0, "truncated")), ("command".into(), "".into(), false.into()));
    assert!(items[0]["duration_ms"].as_u64().is_some());

    let run = home.run(["map", "one", "second", "--timeout", "1s", "--json", "--", "kill -9 $$"]).code(137);
    assert_eq!(run.json()["items"][1]["signal"], 9);
    let run = home.run(["map", "one", "--timeout", "300ms", "--json", "--", "sleep 60"]).code(124);
    let item = run.json()["items"][0].clone();
    assert_eq!((item["origin"].clone(), item["timed_out"].clone()), ("sandcastle".into(), true.into()));
    let big = home.run(["map", "one", "--json", "--", "head -c 3000000 /dev/zero | tr '\\0' x"]).success().json();
    assert_eq!(big["items"][0]["stdout"].as_str().unwrap().len(), 1 << 20);
    assert_eq!(big["items"][0]["truncated"], true);
}

#[test]
fn what_fails_on_our_side_is_125_and_the_others_go_on() {
    let home = Home::new();
    home.init_with(&["--name", "one"]);
    home.init_with(&["--name", "halted"]);
    home.run(["stop", "halted"]).success();
    let run = home.run(["map", "halted", "nobody", "one", "--", "echo hi"]).code(125).stdout("one | hi\n");
    run.stderr_has("error: halted: ").stderr_has("no sandbox \"nobody\"");
    let run = home.run(["map", "--json", "halted", "one", "--", "true"]).code(125).any_stderr();
    let items = items(run.json());
    assert!(items[0]["error"].as_str().unwrap().contains("halted"));
    assert_eq!((items[0]["exit_code"].clone(), items[0]["origin"].clone()), (125.into(), "sandcastle".into()));
    assert_eq!(items[1]["exit_code"], 0);
    // A selection means those that run.
    home.run(["map", "--all", "--", "echo hi"]).success().stdout("one | hi\n").stderr_has("halted (stopped)");
    let run = home.run(["map", "one", "--", "no-such-command", "x"]).code(127);
    run.stdout("").stderr_has("no-such-command");
    home.run(["map", "--fork", "nobody", "-n", "2", "--", "true"]).fails(125, "no sandbox and no snapshot", "ls");
    home.run(["map", "--label", "no=such", "--", "true"]).fails(4, "no running sandbox", "ls");
    home.run(["map", "--", "true"]).fails(2, "no sandbox was named", "--all");
    home.run(["map", "one"]).code(2).any_stderr();
    home.run(["map", "one", "--keep", "--", "true"]).code(2).any_stderr();
}

#[test]
fn forks_are_made_for_a_command_and_gone_afterwards_unless_they_are_kept() {
    let home = Home::new();
    let source = home.init_with(&["--name", "box"]);
    home.run(["exec", &source, "echo state > ~/file"]).success();
    let line = "echo $SANDCASTLE_INDEX $(cat ~/file); echo new > ~/file; exit $((2 * SANDCASTLE_INDEX))";
    let run = home.run(["map", "--fork", "box", "-n", "3", "--name", "shard", "--", line]).code(2).any_stderr();
    run.stdout("shard-1 | 0 state\nshard-2 | 1 state\nshard-3 | 2 state\n");
    only(&home, &source);
    home.run(["exec", &source, "cat ~/file"]).success().stdout("state\n");

    let run = home.run(["map", "--fork", "box", "-n", "2", "--keep", "--json", "--", "true"]).success();
    let kept = items(run.json());
    assert_eq!(listed(&home).len(), 3);
    let shown = home.run(["show", "--json", kept[0]["id"].as_str().unwrap()]).success().json();
    let label = format!("map={}", shown["labels"]["map"].as_str().unwrap());
    home.run(["kill", "--yes", "--label", &label]).success();
    only(&home, &source);

    // A name that is taken keeps one fork from being made; the others run, and go.
    home.init_with(&["--name", "part-2"]);
    let run = home.run(["map", "--fork", "box", "-n", "2", "--name", "part", "--", "echo hi"]).code(125);
    run.stdout("part-1 | hi\n").stderr_has("part-2 exists");
    assert_eq!(listed(&home).len(), 2);
}

/// Sends a signal once something of the forks is there, and waits for the end.
fn interrupted(home: &Home, arguments: &[&str], signal: &str, ready: impl Fn(&Home) -> bool) -> Run {
    let child = home.spawn(arguments);
    let begun = Instant::now();
    while !ready(home) {
        assert!(begun.elapsed() < Duration::from_secs(60), "it never came to that");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    Run::of(format!("{arguments:?}"), child.wait_with_output().unwrap(), home.folder()).any_stderr()
}

#[test]
fn ctrl_c_and_term_leave_nothing_whenever_they_come() {
    let home = Home::new();
    let source = home.init_with(&["--name", "box"]);
    let being_made = |home: &Home| containers(home) > 1;
    let running = |home: &Home| listed(home).len() == 4;
    let map = ["map", "--fork", "box", "-n", "3", "--", "trap '' INT TERM; sleep 60"];
    let race = ["race", "box", "-n", "3", "--promote", "--", "trap '' INT TERM; sleep 60"];
    for verb in [&map, &race] {
        interrupted(&home, verb.as_slice(), "-INT", being_made).code(130).stdout("");
        only(&home, &source);
        interrupted(&home, verb.as_slice(), "-TERM", running).code(143).stdout("");
        only(&home, &source);
    }
    let scoring = ["race", "box", "-n", "3", "--keep", "best", "--score", "sleep 60", "--", "true"];
    interrupted(&home, &scoring, "-INT", running).code(130).stdout("");
    only(&home, &source);
    home.run(["exec", &source, "true"]).success();
    // Commands in sandboxes that stay are told, and what they say then is shown.
    let told = ["map", "box", "--", "trap 'echo bye; exit 7' INT; touch /tmp/up; while :; do sleep 0.1; done"];
    let up = |home: &Home| home.run(["exec", &source, "test -e /tmp/up"]).exit_code() == Some(0);
    interrupted(&home, &told, "-INT", up).code(130).stdout("box | bye\n");
    nothing_of(&home, &source, "touch /tmp/up");
}

#[test]
fn the_first_that_succeeds_wins_and_the_others_are_gone() {
    let home = Home::new();
    let source = home.init_with(&["--name", "box"]);
    let line = "case $SANDCASTLE_INDEX in 0) exit 1;; 1) echo mine > ~/file;; *) sleep 60;; esac";
    let winner = home.run(["race", "box", "-n", "3", "--", line]).success().stderr_has("has won").id();
    assert_eq!(home.run(["exec", &winner, "cat ~/file"]).success().text(), "mine\n");
    assert_eq!((listed(&home).len(), containers(&home)), (2, 2));
    home.run(["exec", &source, "test ! -e ~/file"]).success();
    home.run(["kill", &winner]).success().any_stderr();

    let raced = home.run(["race", "box", "-n", "3", "--json", "--", line]).success().json();
    assert_eq!(raced["schema"], "race.v1");
    assert_eq!((&raced["winner"]["index"], &raced["promoted"]), (&1.into(), &false.into()));
    let entrants = raced["entrants"].as_array().unwrap();
    let removed: Vec<bool> = entrants.iter().map(|entrant| entrant["removed"].as_bool().unwrap()).collect();
    assert_eq!(removed, [true, false, true]);
    // Whether the first one came to its end before the second had won is chance.
    assert_ne!(entrants[0]["exit_code"], 0);
    assert_eq!(entrants[2]["exit_code"], Value::Null);
    assert_eq!(entrants[2]["reason"], "another was first");
    for key in ["snapshot", "backup"] {
        assert_eq!(raced[key], Value::Null);
    }
    home.run(["kill", raced["winner"]["id"].as_str().unwrap()]).success().any_stderr();
    only(&home, &source);
}

#[test]
fn the_best_score_wins_among_those_that_succeeded_and_printed_a_number() {
    let home = Home::new();
    let source = home.init_with(&["--name", "box"]);
    let line = "echo $SANDCASTLE_INDEX > ~/n; test $SANDCASTLE_INDEX != 4";
    let score = "set -- 5 7 7 'seven' 9 -1; shift $SANDCASTLE_INDEX; echo scored; echo $1";
    for (more, index, value) in [(None, 1, 7.0), (Some("--lowest"), 5, -1.0)] {
        let arguments = ["race", "box", "-n", "6", "--keep", "best", "--score", score, "--json"];
        let raced = home.run(arguments.into_iter().chain(more).chain(["--", line])).success().json();
        assert_eq!((&raced["winner"]["index"], &raced["winner"]["score"]), (&index.into(), &value.into()));
        let out = |index: usize| raced["entrants"][index]["reason"].as_str().unwrap().to_owned();
        assert_eq!((out(3), out(4)), ("no score: \"seven\" is not a number".to_owned(), "exit 1".to_owned()));
        let winner = raced["winner"]["id"].as_str().unwrap();
        assert_eq!(home.run(["exec", winner, "cat ~/n"]).success().text(), format!("{index}\n"));
        home.run(["kill", winner]).success().any_stderr();
        only(&home, &source);
    }
}

#[test]
fn when_nobody_wins_each_reason_is_told_and_nothing_is_left() {
    let home = Home::new();
    let source = home.init_with(&["--name", "box"]);
    let line = "test $SANDCASTLE_INDEX = 1 && sleep 60; echo no luck >&2; exit 3";
    let run = home.run(["race", "box", "-n", "3", "--timeout", "1s", "--", line]);
    run.fails(1, "nobody has won: 0, 2 (exit 3: no luck); 1 (timed out)", "");
    only(&home, &source);
    let run = home.run(["race", "box", "-n", "2", "--keep", "best", "--score", "echo fast", "--json", "--", "true"]);
    let raced = run.code(1).stderr_has("is not a number").json();
    assert_eq!((&raced["winner"], &raced["entrants"][1]["removed"]), (&Value::Null, &true.into()));
    let run = home.run(["race", "box", "-n", "2", "--promote", "--", "no-such-command", "x"]);
    run.fails(1, "no-such-command", "");
    only(&home, &source);

    home.run(["race", "nobody", "-n", "2", "--", "true"]).fails(4, "no sandbox and no snapshot", "ls");
    home.run(["race", "box", "-n", "2", "--keep", "best", "--", "true"]).fails(2, "needs --score", "--score");
    home.run(["race", "box", "-n", "2", "--score", "echo 1", "--", "true"]).fails(2, "--keep best", "--keep best");
    home.run(["race", "box", "-n", "2", "--timeout", "0", "--", "true"]).fails(2, "time limit of 0", "--timeout");
    let kept = home.run(["snapshot", "box", "--name", "kept"]).success().any_stderr().id();
    home.run(["race", &kept, "-n", "2", "--promote", "--", "true"]).fails(2, "is a snapshot", "--promote");
    only(&home, &source);
}

#[test]
fn a_promoted_winner_is_what_the_source_becomes_and_what_that_was_is_kept() {
    let home = Home::new();
    let source = home.init_with(&["--name", "box"]);
    home.run(["exec", &source, "echo before > ~/file; echo lost > ~/old"]).success();
    let line = "test $SANDCASTLE_INDEX = 1 || sleep 60; echo after > ~/file; rm ~/old; mkdir ~/node_modules; echo m > ~/node_modules/x";
    let run = home.run(["race", "box", "-n", "2", "--promote", "--", line]).success();
    assert_eq!(run.stderr_has("what box was before is snapshot").id(), source);
    only(&home, &source);
    home.run(["exec", &source, "cat ~/file ~/node_modules/x; test ! -e ~/old"]).success().stdout("after\nm\n");

    let arguments = ["race", "box", "-n", "2", "--promote", "--json", "--", "echo $SANDCASTLE_INDEX > ~/file"];
    let raced = home.run(arguments).success().json();
    only(&home, &source);
    assert_eq!((&raced["promoted"], &raced["winner"]["removed"]), (&true.into(), &true.into()));
    let [snapshot, backup] = ["snapshot", "backup"].map(|key| raced[key].as_str().unwrap().to_owned());
    home.run(["snapshots", "verify", &snapshot]).success().any_stderr();
    home.run(["restore", "box", &backup]).success().any_stderr();
    home.run(["exec", &source, "cat ~/file"]).success().stdout("after\n");
}

#[test]
fn a_winner_that_cannot_be_promoted_is_kept() {
    let home = Home::new();
    let source = home.init_with(&["--name", "box"]);
    let line = "while ! test -e /tmp/go; do sleep 0.1; done; echo won > ~/file";
    let race = home.spawn(["race", "box", "-n", "1", "--promote", "--json", "--", line]);
    let begun = Instant::now();
    while listed(&home).len() < 2 {
        assert!(begun.elapsed() < Duration::from_secs(60), "no fork is made");
        std::thread::sleep(Duration::from_millis(20));
    }
    home.run(["kill", "box"]).success();
    let fork = listed(&home).into_iter().find(|id| *id != source).unwrap();
    home.run(["exec", &fork, "touch /tmp/go"]).success();
    let run = Run::of("race".to_owned(), race.wait_with_output().unwrap(), home.folder());
    run.fails_in_json("not_found", 4, "box", &format!("({fork})"));
    home.run(["exec", &fork, "cat ~/file"]).success().stdout("won\n");
    home.run(["snapshots", "ls", "-q"]).success().stdout("");
}

#[test]
fn a_source_runs_on_as_it_was_when_its_change_is_interrupted() {
    let home = Home::new();
    let source = home.init_with(&["--name", "box"]);
    home.run(["exec", &source, "head -c 200000000 /dev/urandom > ~/big; echo then > ~/file"]).success();
    home.run(["snapshot", "box", "--name", "then"]).success().any_stderr().id();
    home.run(["exec", &source, "rm ~/big; echo now > ~/file"]).success();
    let changing = |_: &Home| !docker(&["ps", "-q", "--filter", &format!("name={source}-restoring")]).is_empty();
    let restore = interrupted(&home, &["restore", "box", "then", "--no-backup"], "-INT", changing);
    // Whether the signal came before the end is the machine's affair; that both leave it whole and running is not.
    let file = if restore.exit_code() == Some(130) { "now\n" } else { "then\n" };
    home.run(["exec", &source, "cat ~/file"]).success().stdout(file);
    only(&home, &source);
}

#[test]
fn on_a_terminal_a_line_for_each_shows_how_it_goes_on() {
    let home = Home::new();
    home.init_with(&["--name", "fox"]);
    home.init_with(&["--name", "owl"]);
    let line = "printf 'half\\033[2J way\\n'; sleep 2; exit $SANDCASTLE_INDEX";
    let terminal = Terminal::open_with(&home, &["map", "fox", "owl", "--", line], |command| {
        command.env("TERM", "xterm");
    });
    terminal.sees("half\\u{1b}[2J way");
    terminal.sees("owl: exit 1 after");
    let shown = terminal.ends(1);
    assert!(shown.contains("fox  running"), "{shown}");
}

#[test]
fn a_reader_that_leaves_early_is_a_quiet_success() {
    let home = Home::new();
    let source = home.init_with(&["--name", "box"]);
    let line = "\"$0\" map --fork box -n 2 -q -- 'seq 100000' | head -1";
    let run = home.finish(home.command_of("sh", ["-c", line, crate::support::PROGRAM])).success();
    assert!(run.text().ends_with(" | 1\n"));
    only(&home, &source);
}

#[test]
fn forks_for_a_command_have_limits_a_policy_and_secrets_of_their_own() {
    let home = Home::new();
    let id = home.init_with(&["--name", "source"]);
    home.run_with_input(["secret", "set", "TOKEN"], b"hunter-2-hunter").success().any_stderr();
    let line = r#"test "$TOKEN" = hunter-2-hunter && cat /run/secrets/TOKEN | wc -c"#;
    let secrets = ["--secret", "TOKEN", "--secret-file", "TOKEN"];
    let fork = ["map", "--fork", "source", "-n", "2", "--keep", "--json", "--egress", "none", "--memory", "300m"];
    let made = items(home.run(fork.iter().chain(&secrets).chain(&["--", line])).success().any_stderr().json());
    for item in made {
        assert_eq!((&item["stdout"], &item["exit_code"]), (&"15\n".into(), &0.into()));
        let shown = home.run(["show", "--json", item["id"].as_str().unwrap()]).success().json();
        assert_eq!((&shown["egress"], &shown["memory"]), (&"none".into(), &(300 << 20).into()));
        home.run(["kill", item["id"].as_str().unwrap()]).success().stdout_has("");
    }
    home.run(["map", "source", "--secret", "TOKEN", "--", line.split_once(" &&").unwrap().0]).success().any_stderr();

    // What the losers said last is told, and never holds the secret.
    let race = ["race", "source", "-n", "2", "--network", "none", "--secret", "TOKEN"];
    let run = home.run(race.iter().chain(&["--", "! touch /opt/x && echo no $TOKEN >&2; exit 3"])).code(1);
    let said = run.stderr();
    assert!(said.contains("no [secret]") && !said.contains("hunter"), "{said}");

    home.run(["map", "source", "--egress", "none", "--", "true"]).fails(2, "are for forks", "--fork SOURCE");
    for (verb, code) in [(&["map", "--fork"][..], 125), (&["race"], 4)] {
        let run = home.run(verb.iter().chain(&["source", "-n", "1", "--secret", "OTHER", "--", "true"]));
        run.fails(code, "no secret OTHER", "secret set OTHER");
    }
    only(&home, &id);
}
