//! stdout is the result and nothing else; a closed pipe is a quiet success; nothing asks where nobody can answer.

use crate::support::Home;
use std::process::{Command, Stdio};

#[test]
fn a_closed_pipe_is_a_quiet_success() {
    let home = Home::without_engine();
    for arguments in [vec!["completions", "bash"], vec!["config", "show"], vec!["man"]] {
        let mut child = home.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    }
}

#[test]
fn shells_accept_the_completion_scripts() {
    let home = Home::without_engine();
    let script = home.file("sandcastle.bash", home.run(["completions", "bash"]).success().text());
    let check = format!("source {} && complete -p sandcastle", script.display());
    let output = Command::new("bash").args(["--norc", "-c", &check]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn a_full_disk_behind_stdout_is_a_failure() {
    let home = Home::without_engine();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = home.command(["completions", "bash"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}
