//! Shells on real terminals: what goes in and comes out, leaving and coming back, and the terminal as it was afterwards.

use crate::exec::over_both_roads;
use crate::support::terminal::Terminal;
use crate::support::{Home, docker};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The sessions of a sandbox that run: their ids, and whether somebody is attached.
fn sessions(home: &Home, id: &str) -> Vec<(String, String)> {
    let list = home.run(["jobs", "ls", id, "--json"]).success().json();
    let running = list["items"].as_array().unwrap().iter().filter(|job| job["state"] == "running");
    running.map(|job| (job["id"].as_str().unwrap().into(), job["session"].as_str().unwrap().into())).collect()
}

/// Waits until the sandbox has no process with this argument.
#[track_caller]
fn gone(home: &Home, id: &str, argument: &str) {
    let line = format!("cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -c 'sleep {argument}[ ]'");
    let begun = Instant::now();
    while home.run(["exec", id, &line]).bytes() != b"0\n" {
        assert!(begun.elapsed() < Duration::from_secs(10), "sleep {argument} still runs");
    }
}

fn digest(bytes: &[u8]) -> String {
    use std::io::Write;
    let mut child = Command::new("sha256sum").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()[..64].to_owned()
}

#[test]
fn a_shell_is_a_login_shell_on_a_terminal_that_follows_the_callers() {
    over_both_roads(|home, id| {
        let shell = Terminal::open_with(home, &["shell", "-e", "GIVEN=by the caller", "-w", "/tmp", id], |command| {
            command.env("TERM", "screen-256color").env("COLORTERM", "truecolor");
        });
        shell.line("shopt -q login_shell && echo lo''gin:$TERM:$COLORTERM:$GIVEN:$PWD:$(tty | cut -c1-8)");
        shell.sees("login:screen-256color:truecolor:by the caller:/tmp:/dev/pts");
        shell.line("stty size");
        shell.sees("24 80\r\n");
        shell.resize(43, 117);
        shell.line("until [ \"$(stty size)\" = '43 117' ]; do sleep 0.02; done; echo resi''zed");
        shell.sees("resized");
        shell.line("printf '%s\\n' 'Grüße 🏰 北京' | od -An -tx1 | tr -d '\\n '; echo; echo '🏰''🏰'");
        shell.sees("4772c3bcc39f6520f09f8fb020e58c97e4baac0a");
        shell.sees("🏰🏰\r\n");
        shell.line("exit 7");
        shell.ends(7);
        assert_eq!(sessions(home, id), []);
    });
}

#[test]
fn the_terminals_name_has_a_default_and_keys_reach_the_program_as_they_are() {
    let home = Home::new();
    let id = home.init();
    let shell = Terminal::open(&home, &["shell", &id]);
    shell.line("echo te''rm:$TERM");
    shell.sees("term:xterm-256color");
    shell.line("stty raw -echo; echo rea''dy; head -c 9 | od -An -tx1; stty sane");
    shell.sees("ready");
    // Ctrl-C, Ctrl-D, Ctrl-Z, Ctrl-P and something else, Ctrl-Q, Ctrl-S, a newline, DEL.
    shell.keys("\x03\x04\x1a\x10x\x11\x13\n\x7f");
    shell.sees("03 04 1a 10 78 11 13 0a 7f");
    // A key that is held back is passed on when nothing follows.
    shell.line("stty raw -echo; echo again''ready; head -c 1 | od -An -tx1; stty sane");
    shell.sees("againready");
    shell.keys("\x10");
    shell.sees(" 10\n");
    shell.line("exit");
    shell.ends(0);
    let given = Terminal::open(&home, &["shell", &id, "--", "sh", "-c", "test -t 0 && echo on a terminal; exit 3"]);
    assert!(given.ends(3).contains("on a terminal"));
    Terminal::open(&home, &["shell", &id, "--", "no-such-command"]).ends(127);
    Terminal::open(&home, &["shell", &id, "--", "/etc/passwd"]).ends(126);
    Terminal::open(&home, &["shell", &id, "-u", "nobody-at-all"]).ends(125);
}

#[test]
fn a_long_paste_arrives_whole_and_in_order() {
    over_both_roads(|home, id| {
        let text: Vec<u8> = (0..20_000u32).flat_map(|line| format!("{line:05}é").into_bytes()).collect();
        assert!(text.len() > 100_000);
        let shell = Terminal::open(home, &["shell", id]);
        let count = text.len();
        // It reads late: what is pasted waits.
        shell.line(&format!("stty raw -echo; echo rea''dy; sleep 1; head -c {count} | sha256sum; stty sane"));
        shell.sees("ready");
        shell.keys(&text);
        shell.sees(&digest(&text));
        shell.line("exit");
        shell.ends(0);
    });
}

#[test]
fn a_session_that_was_left_goes_on_and_is_come_back_to() {
    over_both_roads(|home, id| {
        let shell = Terminal::open(home, &["shell", id]);
        shell.line("kept=$((40 + 2)); echo be''fore:$kept; sleep 1; echo mean''while");
        shell.sees("before:42");
        shell.leave();
        let shown = shell.ends(0);
        let listed = sessions(home, id);
        let [(session, state)] = listed.as_slice() else { panic!("{listed:?}") };
        assert_eq!(state, "detached");
        let name = home.run(["show", id, "--json"]).success().json()["name"].as_str().unwrap().to_owned();
        let back = format!("sandcastle shell --attach {session} {name}\r\n");
        assert!(shown.ends_with(&back), "{shown}");

        std::thread::sleep(Duration::from_millis(1200));
        let again = Terminal::open(home, &["shell", id, "--attach"]);
        again.sees("before:42");
        again.sees("meanwhile");
        again.line("echo af''ter:$kept");
        again.sees("after:42");
        again.line("until [ \"$(stty size)\" = '24 80' ]; do sleep 0.02; done; echo whole''size");
        again.sees("wholesize");
        assert_eq!(sessions(home, id)[0].1, "attached");

        let third = Terminal::open(home, &["shell", "--attach", session, &name]);
        third.sees("after:42");
        assert!(again.ends(0).contains("another client has taken"));
        third.line("echo mi''ne");
        third.sees("mine");
        third.line("exit 9");
        third.ends(9);
        let late = Terminal::open(home, &["shell", "--attach", session, &name]);
        assert!(late.ends(4).contains("ended with exit code 9"));
        assert!(Terminal::open(home, &["shell", "--attach", &name]).ends(4).contains("no session"));
        home.run(["jobs", "logs", id, session]).success().any_stderr();
    });
}

#[test]
fn several_shells_do_not_disturb_each_other_and_one_of_several_must_be_named() {
    let home = Home::new();
    let id = home.init();
    let [first, second] = [1, 2].map(|_| Terminal::open(&home, &["shell", &id]));
    first.line("mine=first; echo $mine-is-h''ere");
    second.line("mine=second; echo $mine-is-h''ere");
    first.sees("first-is-here");
    second.sees("second-is-here");
    assert!(!first.shown().contains("second") && !second.shown().contains("first"));
    first.leave();
    first.ends(0);
    assert!(Terminal::open(&home, &["shell", &id, "--attach", "abcdefghijkm"]).ends(4).contains("no such job"));
    second.leave();
    second.ends(0);
    let both = sessions(&home, &id);
    assert_eq!(both.len(), 2);
    home.run(["jobs", "logs", &id, &both[0].0]).fails(5, "on its terminal", "sandcastle shell --attach");
    let shown = Terminal::open(&home, &["shell", &id, "--attach"]).ends(2);
    assert!(both.iter().all(|(session, _)| shown.contains(session)), "{shown}");

    let job = home.run(["exec", "-d", &id, "sleep 70"]).success().id();
    Terminal::open(&home, &["shell", "--attach", &job, &id]).ends(5);
    home.run(["jobs", "kill", "-q", &id, &both[0].0]).success();
    home.run(["jobs", "wait", "-q", &id, &both[0].0]).code(129);
    let rest = Terminal::open(&home, &["shell", "--attach", &id]);
    rest.line("echo $mine-is-b''ack");
    rest.sees("-is-back");
    home.run(["jobs", "kill", "-q", &id, &both[1].0]).success();
    rest.ends(129);
}

#[test]
fn the_terminal_is_as_before_whatever_ends_the_shell() {
    let home = Home::new();
    let id = home.init();
    let fills = "printf '\\033[?1049h\\033[?25l\\033[?2004h\\033[1;31m'; echo fi''lled; sleep";
    let undone = |shown: &str| {
        let from = shown.rfind("filled").unwrap();
        for sequence in ["\x1b[0m", "\x1b[?25h", "\x1b[?1049l", "\x1b[?2004l"] {
            assert!(shown[from..].contains(sequence), "{sequence:?} is not in {:?}", &shown[from..]);
        }
    };

    let left = Terminal::open(&home, &["shell", &id]);
    left.line(&format!("{fills} 8201"));
    left.sees("filled");
    left.leave();
    undone(&left.ends(0));
    let (session, _) = sessions(&home, &id).remove(0);
    home.run(["jobs", "kill", "-q", &id, &session]).success();
    gone(&home, &id, "8201");

    for (signal, code) in [("-TERM", 143), ("-HUP", 129), ("-INT", 130)] {
        let told = Terminal::open(&home, &["shell", &id]);
        told.line(&format!("{fills} 8202"));
        told.sees("filled");
        Command::new("kill").args([signal, &told.pid().to_string()]).status().unwrap();
        undone(&told.ends(code));
        gone(&home, &id, "8202");
    }

    let closed = Terminal::open(&home, &["shell", &id]);
    closed.line("echo runs''now; sleep 8203");
    closed.sees("runsnow");
    closed.close();
    gone(&home, &id, "8203");
    assert_eq!(sessions(&home, &id), []);

    let stopped = Terminal::open(&home, &["shell", &id]);
    stopped.line("echo runs''now");
    stopped.sees("runsnow");
    home.run(["stop", &id]).success();
    stopped.ends(129);
    let shown = Terminal::open(&home, &["shell", &id]).ends(125);
    assert!(shown.contains("stopped") && shown.contains("sandcastle start"), "{shown}");

    home.run(["start", &id]).success();
    let killed = Terminal::open(&home, &["shell", &id]);
    killed.line(&format!("{fills} 8204"));
    killed.sees("filled");
    let name = docker(&["ps", "--format", "{{.Names}}", "--filter", &format!("label=sandcastle.id={id}")]);
    docker(&["kill", name.trim()]);
    let shown = killed.ends(125);
    undone(&shown);
    assert!(shown.contains("broke off"), "{shown}");
}

#[test]
fn a_frozen_sandbox_and_a_program_that_reads_nothing_can_be_left() {
    let home = Home::new();
    let id = home.init();
    let busy = Terminal::open(&home, &["shell", &id]);
    busy.line("stty raw -echo; echo rea''dy; sleep 60");
    busy.sees("ready");
    busy.keys(vec![b'x'; 600_000]);
    busy.leave();
    assert!(busy.ends(0).contains("come back with"));

    let frozen = Terminal::open(&home, &["shell", &id]);
    frozen.line("echo runs''now");
    frozen.sees("runsnow");
    let name = docker(&["ps", "--format", "{{.Names}}", "--filter", &format!("label=sandcastle.id={id}")]);
    docker(&["pause", name.trim()]);
    frozen.leave();
    let shown = frozen.ends(0);
    assert!(shown.contains("does not answer"), "{shown}");
    docker(&["unpause", name.trim()]);
    // It hears of the farewell when it goes on.
    let begun = Instant::now();
    while sessions(&home, &id).iter().any(|(_, state)| state == "attached") {
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
    assert_eq!(sessions(&home, &id).len(), 2);
}

#[test]
fn what_is_no_terminal_gets_no_shell() {
    let home = Home::new();
    let id = home.init();
    home.run(["shell", &id]).fails(2, "stdin is not a terminal", "sandcastle exec");
    home.run(["shell", "--json", &id]).fails_in_json("usage", 2, "JSON", "sandcastle exec");
    assert!(Terminal::open(&home, &["shell", "no-such-sandbox"]).ends(125).contains("no-such-sandbox"));
    home.run(["jobs", "ls", &id]).success().stdout("JOB  STATE  SESSION  AGE  COMMAND\n");
}
