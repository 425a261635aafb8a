//! Commands at the limits: of arguments, of memory, of processes, of time; odd users, folders and terminals.

use crate::exec::{nothing_of, over_both_roads};
use crate::peak;
use crate::support::Home;
use crate::support::terminal::Terminal;
use std::time::{Duration, Instant};

#[test]
fn arguments_of_any_number_and_size_arrive_or_are_refused_as_too_long() {
    over_both_roads(|home, id| {
        let count = ["exec", id, "--", "sh", "-c", "echo $# \"${1:-none}\" ${#2}", "sh", ""];
        let many = vec!["x"; 9_999];
        home.run(count.iter().chain(&many)).success().stdout("10000 none 1\n");
        let long = "y".repeat(100_000);
        home.run(count.iter().chain(&[long.as_str()])).success().stdout("2 none 100000\n");
        // The kernel takes 128 KiB an argument, so none longer gets here; a variable from a file may be.
        let file = home.file("long", format!("LONG={}\n", "z".repeat(200_000)));
        let file = file.to_str().unwrap();
        home.run(["exec", "--json", "--env-file", file, id, "true"]).fails_in_json("usage", 2, "too long", "");
        let nul = home.file("nul", "A=x\0y\n");
        home.run(["exec", "--env-file", nul.to_str().unwrap(), id, "true"]).fails(2, "NUL", "");
        home.run(["exec", id, "--", "", "x"]).fails(127, "command not found", "");
        home.run(["exec", id, "echo hi", "x"]).fails(
            127,
            "echo hi: command not found; a line for the shell is one word",
            "",
        );
    });
}

#[test]
fn a_folder_of_the_guests_own_descriptors_is_no_working_directory_and_any_uid_is_a_user() {
    over_both_roads(|home, id| {
        for folder in ["/proc/self/fd/3", "/proc/self/fd/8", "/proc/1/fd/5", "/proc/1/root"] {
            home.run(["exec", "--json", "-w", folder, id, "pwd"]).fails_in_json("no_such_workdir", 125, folder, "");
        }
        home.run(["exec", "-u", "99999", id, "id -u; id -g"]).success().stdout("99999\n0\n");
        home.run(["exec", "--json", "-u", "99999999999", id, "true"]).any_stderr().code(125);
    });
}

#[test]
fn a_command_that_the_kernel_ends_for_want_of_memory_is_said_to_be() {
    for road in ["shared", "bridge"] {
        let home = Home::new();
        home.run(["config", "set", "guest.road", road]).success();
        let id = home.init_with(&["--memory", "64MiB"]);
        let hungry = "python3 -c 'x = bytearray(512 << 20)'";
        home.run(["exec", &id, hungry]).code(137).stderr_has("ran out of memory");
        let job = home.run(["exec", "-d", &id, hungry]).success().id();
        home.run(["jobs", "wait", "-q", &id, &job]).any_stderr().code(137);
        let shown = home.run(["jobs", "show", "--json", &id, &job]).success().json();
        // The kernel took the child of the shell, which says so with its code.
        assert_eq!((&shown["out_of_memory"], &shown["exit_code"]), (&true.into(), &137.into()), "{shown}");
        home.run(["exec", &id, "echo alive"]).success().stdout("alive\n");
    }
}

/// Takes every process that it can get, ignores TERM, and goes on.
const FULL: &str = r#"python3 -c '
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("begun", flush=True)
while True:
    try:
        if os.fork() == 0:
            time.sleep(8301)
    except OSError:
        time.sleep(0.01)
' sleep 8301"#;

#[test]
fn a_time_limit_holds_while_no_process_can_be_made() {
    for road in ["shared", "bridge"] {
        let home = Home::new();
        home.run(["config", "set", "guest.road", road]).success();
        let id = home.init_with(&["--pids", "32"]);
        let begun = Instant::now();
        home.run(["exec", "--timeout", "2s", &id, FULL]).code(124).stdout("begun\n").stderr_has("ended after 2s");
        assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
        nothing_of(&home, &id, "sleep 8301");
    }
}

#[test]
fn bytes_that_look_like_the_engines_frames_pass_a_terminal_unchanged() {
    over_both_roads(|home, id| {
        let terminal =
            Terminal::open(home, &["exec", "-t", id, "stty raw; printf '\\001\\000\\000\\000ok\\000\\033[1mend'"]);
        let shown = terminal.ends(0);
        assert!(shown.contains("\u{1}\0\0\0ok\0\u{1b}[1mend"), "{shown:?}");
    });
}

#[test]
fn much_output_without_a_line_end_passes_a_terminal() {
    over_both_roads(|home, id| {
        let terminal =
            Terminal::open(home, &["exec", "-t", id, "head -c 10000000 /dev/zero | tr '\\0' x; echo; echo end"]);
        let shown = terminal.ends(0);
        assert_eq!(shown.matches('x').count(), 10_000_000);
        assert!(shown.contains("end"));
    });
}

#[test]
fn a_terminal_costs_the_client_little_memory_whatever_comes_over_it() {
    over_both_roads(|home, id| {
        // What the engine's own client takes for the length of a frame: 4 GiB.
        let frame = "printf '\\001\\000\\000\\000\\377\\377\\377\\377'";
        let much = "head -c 10000000 /dev/zero | tr '\\0' x; echo; echo end; read line";
        let terminal = Terminal::open(home, &["exec", "-it", id, &format!("{frame}; {much}")]);
        terminal.sees("end");
        let peak = peak::of(terminal.pid()).unwrap();
        terminal.line("");
        terminal.ends(0);
        assert!(peak < 50 << 20, "{} MiB", peak >> 20);
    });
}
