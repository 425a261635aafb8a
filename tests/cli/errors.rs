//! Every class of the exit-code table that can be raised without an engine: code, message and hint.

use crate::support::Home;

fn unreachable(home: &Home) -> String {
    format!("unix://{}", home.path("no-engine.sock").display())
}

#[test]
fn hostile_names_ports_sizes_and_references_are_usage_and_reach_no_engine() {
    let home = Home::without_engine();
    let engine = unreachable(&home);
    let long = "a".repeat(64);
    for name in [
        "",
        "-x",
        "x-",
        "A",
        "ü",
        "a b",
        "../images/x",
        "x/../../y",
        "x%2f",
        "a?b=c",
        "a#b",
        "a`) || PathPrefix(`/",
        "{{env \"K\"}}",
        "a: b",
        "a\nb",
        "\u{1b}[31m",
        &long,
    ] {
        home.run(["--engine", &engine, "init", &format!("--name={name}")]).code(2).any_stderr();
    }
    for (flag, value) in [
        ("--memory", "1"),
        ("--memory", "5MiB"),
        ("--memory", "1152921504606846976"),
        ("--memory", "-1"),
        ("--memory", "1x"),
        ("--pids", "0"),
        ("--pids", "-5"),
        ("--pids", "1"),
        ("--cpus", "1000000"),
        ("--cpus", "0"),
        ("--image", ";rm"),
        ("--image", "../x"),
        ("--port", "0"),
        ("--port", "65536"),
        ("--ttl", "soon"),
        ("--label", "nothing"),
        ("--label", "sandcastle.id=x"),
        ("--env", "=x"),
        ("--workdir", "relative"),
        ("--user", "a b"),
        ("--network", "host"),
        ("--volume", "cache"),
        ("--volume", "../cache:/x"),
        ("--volume", "a.b:/x"),
        ("--volume", "cache:relative"),
        ("--volume", "cache:/"),
        ("--volume", "cache:/proc/x"),
        ("--volume", "cache:/.sandcastle"),
        ("--volume", "cache:/a/../b"),
        ("--mount", "."),
        ("--mount", ":/x"),
        ("--mount", ".:/sys"),
        ("--data", "../x"),
        ("--data", "/etc"),
        ("--data", "a/../../b"),
        ("--account", "a/b"),
        ("--account", "A"),
        ("--wait", "up"),
        ("--env-file", "/no/such/file"),
    ] {
        let run = home.run(["--engine", &engine, "init", &format!("{flag}={value}")]).any_stderr();
        let code = run.exit_code();
        assert!(code == Some(2) || (flag == "--env-file" && code == Some(4)), "{flag}={value} ended with {code:?}");
    }
    for reference in ["", "../x", "A", "a b", "{{x}}", "x/y"] {
        home.run(["--engine", &engine, "show", reference]).code(2).any_stderr();
    }
}

#[test]
fn an_engine_that_is_not_there_is_7_with_what_to_do() {
    let home = Home::without_engine();
    let engine = unreachable(&home);
    home.run(["--engine", &engine, "ls", "--json"]).fails_in_json("engine_unreachable", 7, "no-engine.sock", "setup");
    home.run(["--engine", &engine, "ls"]).fails(7, "can't reach the container engine", "start the engine");
    home.run(["--engine", &engine, "init", "--no-input"]).any_stderr().code(7).stdout("");
    home.run(["--engine", "tcp://127.0.0.1:1", "ls", "--json"]).fails_in_json(
        "engine_unreachable",
        7,
        "tcp://127.0.0.1:1",
        "",
    );
    home.run(["--engine", "ssh://somewhere", "ls", "--json"]).fails_in_json("usage", 2, "ssh://somewhere", "unix://");
}

#[test]
fn what_does_not_exist_is_4() {
    let home = Home::without_engine();
    home.run(["show", "--json", "nobody"]).fails_in_json("not_found", 4, "nobody", "sandcastle ls");
    home.run(["exec", "--json", "nobody", "true"]).fails_in_json("not_found", 125, "nobody", "sandcastle ls");
    home.run(["kill", "nobody"]).fails(4, "nobody", "sandcastle ls");
    home.run(["kill", "--ignore-not-found", "nobody"]).success().stdout("");
    home.run(["get-host", "nobody"]).fails(4, "nobody", "");
    home.run(["man", "no-such-command"]).fails(4, "no-such-command", "");
}

#[test]
fn unknown_flags_and_missing_arguments_are_2_also_in_json() {
    let home = Home::without_engine();
    home.run(["init", "--no-such-flag"]).code(2).stderr_has("--no-such-flag");
    home.run(["init", "--json", "--no-such-flag"]).fails_in_json("usage", 2, "--no-such-flag", "--help");
    home.run(["upload", "x"]).code(2).any_stderr();
    home.run(["kill"]).fails(2, "no sandbox was named", "--all");
}

#[test]
fn a_damaged_record_is_9_for_that_sandbox_and_a_newer_one_is_6_and_neither_is_touched() {
    let home = Home::without_engine();
    home.run(["show", "nobody"]).code(4).any_stderr();
    for (content, code, exit) in [
        ("schema = 1\nid = ", "damaged", 9),
        ("", "damaged", 9),
        ("schema = 99\n", "wrong_state", 6),
        ("\u{feff}garbage", "damaged", 9),
    ] {
        let file = home.state().join("registry/sandboxes/abcdefghijkm.toml");
        std::io::Write::write_all(&mut std::fs::File::create(&file).unwrap(), content.as_bytes()).unwrap();
        home.run(["upload", "--json", "abcdefghijkm", "/etc/hostname", "/x"]).fails_in_json(
            code,
            exit,
            "abcdefghijkm.toml",
            "",
        );
        assert_eq!(std::fs::read_to_string(&file).unwrap(), content);
        std::fs::remove_file(file).unwrap();
    }
}

#[test]
fn a_prefix_that_fits_several_is_2_with_the_candidates() {
    let home = Home::without_engine();
    home.run(["show", "nobody"]).code(4).any_stderr();
    for id in ["abcdefghijkm", "abcdefghijkn"] {
        std::fs::File::create(home.state().join(format!("registry/sandboxes/{id}.toml"))).unwrap();
    }
    home.run(["show", "--json", "abcd"]).fails_in_json("ambiguous", 2, "abcd", "abcdefghijkm, abcdefghijkn");
}

#[test]
fn a_home_that_anybody_may_write_to_is_8() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::without_engine();
    std::fs::create_dir_all(home.folder().join("home")).unwrap();
    std::fs::set_permissions(home.folder().join("home"), std::fs::Permissions::from_mode(0o777)).unwrap();
    home.run(["ls", "--json"]).fails_in_json("denied", 8, "home", "");
}

#[test]
fn a_value_that_is_refused_is_told_with_what_would_be_right() {
    let home = Home::without_engine();
    home.run(["init", "--memory", "1"]).fails(2, "--memory", "from 6MiB to 64TiB");
    home.run(["init", "--json", "--pids", "1"]).fails_in_json("usage", 2, "--pids", "from 16 to 4194304");
    home.run(["init", "--name", "A"]).fails(2, "--name", "lower-case letters");
    home.run(["download", "x", "", "."]).fails(2, "a path is empty", "working directory");
}

#[test]
fn a_home_that_lost_its_id_while_it_has_sandboxes_is_9_and_gets_no_new_one() {
    let home = Home::without_engine();
    home.run(["show", "nobody"]).code(4).any_stderr();
    std::fs::File::create(home.state().join("registry/sandboxes/abcdefghijkm.toml")).unwrap();
    std::fs::remove_file(home.state().join("home-id")).unwrap();
    home.run(["ls", "--json"]).fails_in_json("damaged", 9, "home-id", "sandcastle.home");
    assert!(!home.state().join("home-id").exists());
}

#[test]
fn what_answers_and_is_no_engine_is_7() {
    let home = Home::without_engine();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("tcp://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut peer, _) = listener.accept().unwrap();
        let mut request = [0u8; 4096];
        let _ = std::io::Read::read(&mut peer, &mut request);
        let page = "<html>not found</html>";
        let answer =
            format!("HTTP/1.1 404 Not Found\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}", page.len());
        std::io::Write::write_all(&mut peer, answer.as_bytes()).unwrap();
    });
    home.run(["--engine", &address, "ls", "--json"]).fails_in_json(
        "engine_unreachable",
        7,
        "is not an engine",
        "--engine",
    );
    server.join().unwrap();
}

#[test]
fn what_can_not_be_handed_over_says_what_to_do_as_it_does_in_the_foreground() {
    let home = Home::without_engine();
    let engine = unreachable(&home);
    for verb in ["kill", "start"] {
        home.run(["--engine", &engine, verb, "--detach", "nobody"]).code(4).stderr_has("hint: ");
    }
}

#[test]
fn a_snapshot_that_is_not_there_leaves_stdout_empty() {
    let home = Home::without_engine();
    home.run(["snapshots", "rm", "--json", "nope"]).fails_in_json("not_found", 4, "no snapshot", "snapshots ls");
}
