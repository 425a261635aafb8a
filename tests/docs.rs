//! What the README promises is what happens when it is pasted.

#[path = "support/mod.rs"]
mod support;

use std::path::Path;
use std::process::Command;
use support::Home;

const README: &str = include_str!("../README.md");

/// The code block behind a mark.
fn block(mark: &str) -> &'static str {
    let rest = README.split(mark).nth(1).expect("the mark is there");
    rest.split("```").nth(1).expect("a block follows").trim_start_matches("sh\n")
}

#[test]
fn the_seven_calls_of_the_tour_work_when_pasted() {
    let tour = block("<!-- tour -->");
    assert_eq!(tour.matches("sandcastle ").count(), 7, "{tour}");
    let home = Home::new();
    let folder = home.path("tour");
    std::fs::create_dir_all(folder.join("bin")).unwrap();
    std::os::unix::fs::symlink(support::PROGRAM, folder.join("bin/sandcastle")).unwrap();
    std::os::unix::fs::symlink(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"), folder.join("tests")).unwrap();
    // Its environment is that of the harness, with the program on the PATH.
    let plain = home.command(["--version"]);
    let mut shell = Command::new("bash");
    shell.args(["-euo", "pipefail", "-c", tour]).env_clear().current_dir(&folder);
    for (name, value) in plain.get_envs() {
        if let Some(value) = value {
            shell.env(name, value);
        }
    }
    let path = plain.get_envs().find(|(name, _)| *name == "PATH").and_then(|(_, value)| value).unwrap();
    shell.env("PATH", format!("{}:{}", folder.join("bin").display(), path.to_string_lossy()));
    let output = shell.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("\"result\":8"), "the app calculates: {output:?}");
    assert!(!stderr.contains("error"), "{stderr}");
    assert!(std::fs::read(folder.join("calculator.db")).unwrap().starts_with(b"SQLite format 3"));
    home.is_clean();
}

#[test]
fn every_command_that_the_readme_names_exists() {
    let command = sandcastle::cli::command();
    let table = README.split("## What there is").nth(1).unwrap().split("`sandcastle help").next().unwrap();
    for line in table.lines().filter(|line| line.starts_with("| `")) {
        let names = line.split('|').nth(1).unwrap();
        for name in names
            .split('`')
            .filter(|part| part.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-') && !part.is_empty())
        {
            assert!(command.find_subcommand(name).is_some(), "the README names {name}");
        }
    }
}
