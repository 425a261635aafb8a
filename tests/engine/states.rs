//! The table of states: in each state every verb is tried; what is allowed works, and what is not names the state and the
//! verb that leads out.

use crate::support::terminal::Terminal;
use crate::support::{Home, docker};
use std::path::Path;
use std::process::Command;

const STATES: [&str; 5] = ["running", "stopped", "paused", "failed", "lost"];

/// Each verb, and its exit code in each state in the order of [`STATES`]. `{}` is the sandbox.
const TABLE: &[(&[&str], [i32; 5])] = &[
    (&["show", "{}"], [0, 0, 0, 0, 0]),
    (&["ls"], [0, 0, 0, 0, 0]),
    (&["exec", "{}", "true"], [0, 125, 125, 125, 125]),
    (&["exec", "-d", "{}", "true"], [0, 125, 125, 125, 125]),
    (&["upload", "{}", "FILE", "/tmp/x"], [0, 0, 6, 6, 6]),
    (&["download", "{}", "/etc/hostname", "OUT"], [0, 0, 6, 6, 6]),
    (&["cp", "FILE", "{}:/tmp/y"], [0, 0, 6, 6, 6]),
    (&["jobs", "ls", "{}"], [0, 0, 6, 6, 6]),
    (&["diff", "{}"], [0, 0, 6, 6, 6]),
    (&["apply", "first", "{}"], [0, 0, 6, 6, 6]),
    (&["snapshot", "{}"], [0, 0, 6, 6, 6]),
    (&["fork", "{}"], [0, 0, 6, 6, 6]),
    (&["get-host", "{}"], [0, 6, 6, 6, 6]),
    (&["keepalive", "{}"], [0, 0, 0, 0, 6]),
    (&["rename", "{}", "renamed"], [0, 0, 0, 0, 6]),
    (&["pause", "{}"], [0, 6, 0, 6, 6]),
    (&["resume", "{}"], [0, 6, 0, 6, 6]),
    (&["stop", "{}"], [0, 0, 0, 6, 6]),
    (&["start", "{}"], [0, 0, 6, 0, 6]),
    (&["restart", "{}"], [0, 0, 6, 0, 6]),
    (&["restore", "{}", "before"], [0, 0, 6, 6, 6]),
];

/// What leads out of a state, as the hint of a refusal says.
const WAYS_OUT: [&str; 5] =
    ["sandcastle stop", "sandcastle start", "sandcastle resume", "sandcastle start", "sandcastle kill"];

fn rename(from: &Path, to: &Path) {
    assert!(Command::new("mv").args([from, to]).status().unwrap().success());
}

struct Sandbox<'h> {
    home: &'h Home,
    id: String,
    wanted: &'static str,
}

impl Sandbox<'_> {
    fn show(&self) -> serde_json::Value {
        self.home.run(["show", "--json", &self.id]).success().json()
    }

    fn state(&self) -> String {
        self.show()["state"].as_str().unwrap().to_owned()
    }

    /// Brings it into its state, from whatever state a verb has left it in.
    fn enter(&self) {
        let home = self.home;
        let state = self.state();
        if state == self.wanted {
            return;
        }
        if state == "paused" {
            home.run(["resume", &self.id]).success();
        }
        match self.wanted {
            "running" => home.run(["start", &self.id]).success().any_stderr().text(),
            "stopped" => home.run(["stop", "--grace", "1s", &self.id]).success().any_stderr().text(),
            "paused" => {
                home.run(["start", &self.id]).success().any_stderr();
                home.run(["pause", &self.id]).success().text()
            }
            "failed" => {
                home.run(["stop", "--grace", "1s", &self.id]).success().any_stderr();
                // What is mounted into it is missing for a moment.
                let (guests, aside) = (home.state().join("../data/guest"), home.state().join("../data/aside"));
                rename(&guests, &aside);
                let failed = home.run(["start", &self.id]).any_stderr().exit_code();
                rename(&aside, &guests);
                assert!(failed != Some(0), "it started without its guest");
                String::new()
            }
            _ => docker(&["rm", "-f", self.show()["container_id"].as_str().unwrap()]),
        };
        assert_eq!(self.state(), self.wanted);
    }
}

#[test]
fn each_verb_does_in_each_state_what_the_contract_says() {
    let home = Home::new();
    let file = home.file("file", "content");
    let out = home.path("out");
    let first = home.init_with(&["--name", "first"]);
    home.run(["snapshot", "--name", "before", &first]).success().any_stderr();
    home.run(["exec", &first, "echo changed > /tmp/changed"]).success();
    for (column, wanted) in STATES.into_iter().enumerate() {
        let sandbox = Sandbox { home: &home, id: home.init(), wanted };
        for (verb, codes) in TABLE {
            sandbox.enter();
            let words = verb.iter().map(|word| match *word {
                "FILE" => file.to_str().unwrap().to_owned(),
                "OUT" => out.to_str().unwrap().to_owned(),
                word => word.replace("{}", &sandbox.id),
            });
            let done = home.run(["--json".to_owned()].into_iter().chain(words));
            let (code, what) = (codes[column], format!("{verb:?} of a sandbox that is {wanted}"));
            if code == 0 {
                assert_eq!(done.exit_code(), Some(0), "{what}: {}", done.stderr());
                drop(done.any_stderr());
                continue;
            }
            done.fails_in_json("wrong_state", code, wanted, WAYS_OUT[column]);
            assert_eq!(sandbox.state(), wanted, "after {what}");
        }
        // It waits for operations, and tells the one that failed.
        sandbox.enter();
        let shell = Terminal::open(&home, &["shell", &sandbox.id, "--", "true"]);
        shell.ends(if wanted == "running" { 0 } else { 125 });
        let waited = home.run(["wait", &sandbox.id]).any_stderr().exit_code();
        assert_eq!(waited == Some(0), wanted != "failed", "wait for a sandbox that is {wanted}: {waited:?}");
        assert_eq!(sandbox.show()["name"].as_str() == Some("renamed"), wanted != "lost");
        home.run(["kill", &sandbox.id]).success().any_stderr();
    }
}
