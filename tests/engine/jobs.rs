//! Commands that run detached: they outlive their caller, and their output and code are kept.

use crate::exec::{nothing_of, over_both_roads};
use std::time::{Duration, Instant};

#[test]
fn a_job_outlives_its_caller_and_keeps_output_and_code() {
    over_both_roads(|home, id| {
        let begun = Instant::now();
        let job = home.run(["exec", "-d", id, "echo one; echo two >&2; sleep 1; echo three; exit 9"]).success().id();
        assert!(begun.elapsed() < Duration::from_millis(900), "it is not waited for");
        let list = home.run(["jobs", "ls", id, "--json"]).success().json();
        assert_eq!(list["items"][0]["id"], job.as_str());
        assert_eq!(list["items"][0]["state"], "running");
        home.run(["jobs", "logs", "-f", id, &job]).success().stdout("one\nthree\n").stderr_has("two\n");
        home.run(["jobs", "wait", "-q", id, &job]).code(9);
        let shown = home.run(["jobs", "show", id, &job, "--json"]).success().json();
        assert_eq!((&shown["state"], &shown["exit_code"]), (&"exited".into(), &9.into()));
        home.run(["stop", id]).success();
        home.run(["start", id]).success();
        home.run(["jobs", "logs", id, &job]).success().stdout("one\nthree\n").stderr_has("two\n");
    });
}

#[test]
fn a_job_can_be_ended_and_one_that_its_sandbox_took_along_says_so() {
    over_both_roads(|home, id| {
        let first = home.run(["exec", "-d", id, "sleep 70"]).success().id();
        home.run(["jobs", "kill", "-q", id, &first]).success();
        home.run(["jobs", "wait", "-q", id, &first]).code(143);
        let second = home.run(["exec", "-d", id, "trap '' TERM; sleep 71; sleep 71"]).success().id();
        let still = home.run(["jobs", "kill", "--json", id, &second]).success().json();
        assert_eq!(still["state"], "running", "it ignores TERM, and that is what is said");
        home.run(["jobs", "kill", "-q", "--force", id, &second]).success();
        home.run(["jobs", "wait", "-q", id, &second]).code(137);
        home.run(["jobs", "show", "--json", id, "abcdefghijkm"]).fails_in_json("not_found", 4, "abcdefghijkm", "");
    });
}

#[test]
fn a_time_limit_ends_a_job_and_waiting_has_one_of_its_own() {
    over_both_roads(|home, id| {
        let limited = home.run(["exec", "-d", "--timeout", "700ms", id, "setsid sleep 72 & sleep 72"]).success().id();
        let begun = Instant::now();
        home.run(["jobs", "wait", "--json", "--timeout", "100ms", id, &limited]).fails_in_json(
            "timed_out",
            124,
            "still runs",
            "jobs show",
        );
        home.run(["jobs", "wait", "-q", id, &limited]).code(124);
        assert!(begun.elapsed() < Duration::from_secs(6));
        let shown = home.run(["jobs", "show", "--json", id, &limited[..7]]).success().json();
        assert_eq!((&shown["state"], &shown["timed_out"]), (&"timed_out".into(), &true.into()));
        assert!(shown["duration_ms"].as_u64().unwrap() >= 700);
        let [good, bad] = ["exit 0", "exit 5"].map(|line| home.run(["exec", "-d", id, line]).success().id());
        home.run(["jobs", "wait", "-q", id, &good, &bad, &limited]).code(5);
        home.run(["jobs", "show", "--json", id, "no-job"]).fails_in_json("usage", 2, "no-job", "jobs ls");
        home.run(["jobs", "show", "--json", id, "zzzz"]).fails_in_json("not_found", 4, "zzzz", "jobs ls");
    });
}

#[test]
fn logs_begin_where_they_are_told_to_and_say_when_each_piece_was_written() {
    over_both_roads(|home, id| {
        let line = "for i in 1 2 3 4 5; do echo out $i; echo err $i >&2; sleep 0.05; done; sleep 1.5; printf last";
        let job = home.run(["exec", "-d", id, line]).success().id();
        std::thread::sleep(Duration::from_millis(600));
        home.run(["jobs", "logs", "-f", "--tail", "0", id, &job]).success().stdout("last");
        home.run(["jobs", "logs", "--tail", "2", id, &job]).success().stdout("last").stderr_has("err 5\n");
        home.run(["jobs", "logs", "--since", "1h", id, &job])
            .success()
            .stdout("out 1\nout 2\nout 3\nout 4\nout 5\nlast")
            .any_stderr();
        home.run(["jobs", "logs", "--since", "2099-01-01T00:00:00Z", id, &job]).success().stdout("");
        home.run(["jobs", "logs", "--since", "yesterday", id, &job]).fails(2, "yesterday", "10m");
        let lines = home.run(["jobs", "logs", "--json", "-n", "1", id, &job]).success().json();
        assert_eq!((&lines["schema"], &lines["data"]), (&"job_log.v1".into(), &"last".into()));
        assert!(lines["at"].as_str().unwrap().starts_with("20"), "{lines}");
    });
}

#[test]
fn what_a_stopped_sandbox_keeps_of_its_jobs_can_be_asked_for() {
    over_both_roads(|home, id| {
        let done = home.run(["exec", "-d", id, "echo done; exit 4"]).success().id();
        home.run(["jobs", "wait", "-q", id, &done]).code(4);
        let cut = home.run(["exec", "-d", id, "echo begun; sleep 100"]).success().id();
        while home.run(["jobs", "logs", id, &cut]).success().text().is_empty() {}
        home.run(["stop", id]).success();
        let list = home.run(["jobs", "ls", "--json", id]).success().json();
        assert_eq!(list["items"][0]["exit_code"], 4);
        assert_eq!(list["items"][1]["state"], "interrupted");
        home.run(["jobs", "logs", id, &cut]).success().stdout("begun\n");
        home.run(["jobs", "wait", "-q", id, &cut]).code(1);
        home.run(["jobs", "kill", "-q", id, &cut]).success();
        assert_eq!(home.run(["ls", "--json"]).success().json()["items"][0]["state"], "stopped");
    });
}

#[test]
fn of_much_output_the_newest_is_kept_and_the_rest_is_counted() {
    over_both_roads(|home, id| {
        let job = home.run(["exec", "-d", id, "seq 1 6000000; echo the end"]).success().id();
        home.run(["jobs", "wait", "-q", id, &job]).success();
        let run = home.run(["jobs", "logs", id, &job]).success().stderr_has("were dropped");
        let kept = run.bytes();
        assert!(kept.ends_with(b"6000000\nthe end\n") && kept.len() > 4 << 20, "{} bytes", kept.len());
        let dropped =
            home.run(["jobs", "show", "--json", id, &job]).success().json()["dropped_bytes"].as_u64().unwrap();
        let all: u64 = (1..=6_000_000u64).map(|number| number.to_string().len() as u64 + 1).sum::<u64>() + 8;
        assert_eq!(dropped + kept.len() as u64, all);
        home.run(["jobs", "logs", "-n", "1", id, &job]).success().stdout("the end\n").any_stderr();
    });
}

#[test]
fn a_signal_by_name_is_for_the_job_and_one_that_ends_it_for_all_that_came_from_it() {
    over_both_roads(|home, id| {
        let line = "trap 'echo got it' USR1; setsid sleep 8501 & echo up; while :; do sleep 0.1; done";
        let job = home.run(["exec", "-d", id, line]).success().id();
        let logged = |text: &str| {
            let begun = Instant::now();
            while !home.run(["jobs", "logs", id, &job]).any_stderr().text().contains(text) {
                assert!(begun.elapsed() < Duration::from_secs(10), "{text:?} was never logged");
                std::thread::sleep(Duration::from_millis(50));
            }
        };
        logged("up");
        home.run(["jobs", "kill", "-q", "--signal", "usr1", id, &job[..6]]).success();
        logged("got it");
        let daemon = ["exec", id, "grep -lzx '850[1]' /proc/[0-9]*/cmdline 2>/dev/null | wc -l"];
        home.run(daemon).success().stdout("1\n");
        home.run(["jobs", "kill", "-q", "-s", "SIGKILL", id, &job]).success();
        home.run(["jobs", "wait", "-q", id, &job]).code(137);
        nothing_of(home, id, "sleep 8501");
    });
}
