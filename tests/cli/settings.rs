//! `config`, as it is used.

use crate::support::{Home, PROGRAM};

#[test]
fn a_value_is_set_shown_with_its_origin_and_unset() {
    let home = Home::without_engine();
    assert_eq!(home.run(["config", "get", "sandbox.memory"]).success().text(), "2 GiB\n");
    home.run(["config", "set", "sandbox.memory", "512m"]).success().stdout("");
    assert_eq!(home.run(["config", "get", "sandbox.memory"]).success().text(), "512 MiB\n");
    let shown = home.run(["config", "show", "--origin", "--json"]).success().json();
    let entry = shown["items"].as_array().unwrap().iter().find(|entry| entry["key"] == "sandbox.memory").unwrap();
    assert_eq!(entry["origin"], "user");
    home.run(["config", "unset", "sandbox.memory"]).success();
    assert_eq!(home.run(["config", "get", "sandbox.memory"]).success().text(), "2 GiB\n");
}

#[test]
fn comments_survive_and_nonsense_leaves_the_file_as_it_was() {
    let home = Home::without_engine();
    home.run(["config", "set", "sandbox.pids", "100"]).success();
    let file = home.folder().join("home/config.toml");
    let text = format!("# mine\n{}", std::fs::read_to_string(&file).unwrap());
    std::io::Write::write_all(&mut std::fs::File::create(&file).unwrap(), text.as_bytes()).unwrap();
    home.run(["config", "set", "sandbox.cpus", "3"]).success();
    let after = std::fs::read_to_string(&file).unwrap();
    assert!(after.starts_with("# mine\n") && after.contains("pids = 100"), "{after}");
    for (key, value) in [
        ("sandbox.pids", "many"),
        ("sandbox.pids", "1"),
        ("no.such.key", "x"),
        ("route.provider", "nginx"),
        ("route.address", "x"),
    ] {
        home.run(["config", "set", key, value]).code(2).any_stderr();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), after, "{key}={value}");
    }
    home.run(["config", "get", "sandbox.memry"]).fails(2, "sandbox.memry", "sandbox.memory");
}

#[test]
fn a_flag_beats_the_environment_and_the_environment_the_file() {
    let home = Home::without_engine();
    home.run(["config", "set", "engine", "unix:///from/file.sock"]).success();
    let tried = |home: &Home, environment: Option<&str>, flag: Option<&str>| {
        let mut command = home.command(["ls", "--json"].into_iter().chain(flag.map(|_| "--engine")).chain(flag));
        command.envs(environment.map(|value| ("SANDCASTLE_ENGINE", value)));
        home.finish(command).stderr()
    };
    assert!(tried(&home, None, None).contains("/from/file.sock"));
    assert!(tried(&home, Some("unix:///from/env.sock"), None).contains("/from/env.sock"));
    assert!(tried(&home, Some("unix:///from/env.sock"), Some("unix:///from/flag.sock")).contains("/from/flag.sock"));
}

#[test]
fn a_config_file_that_cannot_be_read_is_9_with_its_place() {
    let home = Home::without_engine();
    home.run(["config", "set", "sandbox.pids", "100"]).success();
    let file = home.folder().join("home/config.toml");
    std::io::Write::write_all(&mut std::fs::File::create(&file).unwrap(), b"[sandbox\n").unwrap();
    home.run(["ls", "--json"]).fails_in_json("damaged", 9, "config.toml, line 1", "");
}

#[test]
fn a_working_directory_that_was_removed_keeps_nobody_from_working() {
    let home = Home::without_engine();
    let gone = home.path("gone");
    let line = format!("mkdir -p {0} && cd {0} && rmdir {0} && \"$0\" events", gone.display());
    home.finish(home.command_of("bash", ["-c", &line, PROGRAM])).success().stdout_has("TYPE");
    let mut command = home.command_of("bash", ["-c", &line, PROGRAM]);
    command.env("SANDCASTLE_HOME", "relative");
    home.finish(command).fails(4, "/proc/self/cwd/relative", "");
}
