//! Secrets where no engine is needed: what is asked and shown, the key, and writers that are many or die.
#![expect(clippy::disallowed_methods, reason = "tests damage and plant files of ours")]

use crate::support::terminal::Terminal;
use crate::support::{Home, PROGRAM};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::Duration;

fn set(home: &Home, name: &str, value: &[u8]) {
    home.run_with_input(["-q", "secret", "set", name], value).success().stdout("");
}

/// A setting that may be read back: the only way to see what was stored.
fn set_plain(home: &Home, name: &str, value: &[u8]) {
    home.run_with_input(["-q", "secret", "set", "--plain", name], value).success().stdout("");
}

fn plain(home: &Home, name: &str) -> Option<Vec<u8>> {
    let listed = home.run(["secret", "ls", "--plain", "--json"]).success().json();
    let items = listed["items"].as_array().unwrap().clone();
    let item = items.into_iter().find(|item| item["name"] == name)?;
    Some(match (item["value"].as_str(), item["value_base64"].as_str()) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, Some(encoded)) => STANDARD.decode(encoded).unwrap(),
        (None, None) => panic!("{item}"),
    })
}

#[test]
fn a_listing_tells_names_and_times_and_no_value() {
    let home = Home::without_engine();
    home.run(["secret", "ls"]).success().stdout("NAME  SCOPE  ACCESS  KIND  UPDATED\n");
    set(&home, "TOKEN", b"very-secret-value\n");
    home.run_with_input(["secret", "set", "KEY", "--account", "team", "--access", "service"], b"very-secret-value")
        .success()
        .stdout("")
        .stderr_has("KEY (account:team) is set\n");
    set_plain(&home, "LEVEL", b"debug");
    let table = home.run(["secret", "ls"]).success().text();
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().take(4).collect()).collect();
    assert_eq!(
        rows,
        [
            ["NAME", "SCOPE", "ACCESS", "KIND"],
            ["LEVEL", "global", "both", "plain"],
            ["TOKEN", "global", "both", "secret"],
            ["KEY", "account:team", "service", "secret"],
        ]
    );
    home.run(["secret", "ls", "-q", "--account", "team"]).success().stdout("KEY\n");
    let json = home.run(["secret", "ls", "--json"]).success().text();
    assert!(!json.contains("very") && !json.contains("debug") && json.contains("\"secret.v1\""), "{json}");
    assert_eq!(plain(&home, "LEVEL").unwrap(), b"debug");
    assert_eq!(plain(&home, "TOKEN"), None);
}

#[test]
fn a_value_is_never_an_argument_and_what_was_typed_is_not_repeated() {
    let home = Home::without_engine();
    for words in [
        &["TOKEN=hunter2"][..],
        &["TOKEN", "hunter2"],
        &["TOKEN", "--value=hunter2"],
        &["TOKEN", "--", "hunter2"],
        &["hunter2"],
        &["TOKEN", "--access=hunter2x", "more"],
    ] {
        for json in [&[][..], &["--json"]] {
            let run = home.run(["secret", "set"].iter().chain(words).chain(json)).code(2);
            let said = run.stderr();
            // What stands behind an option of ours that takes a few words is repeated: nobody puts a secret there.
            assert!(words[1..].iter().any(|word| word.starts_with("--access")) || !said.contains("hunter"), "{said}");
        }
    }
    home.run(["secret", "set", "TOKEN=x"]).fails(2, "a value is never given as an argument", "pass it on stdin");
    home.run(["secret", "ls", "-q"]).success().stdout("");
}

#[test]
fn a_value_comes_whole_from_where_it_is_said_to_be() {
    let home = Home::without_engine();
    let bytes: Vec<u8> = (0..=255).cycle().take(1 << 20).collect();
    let file = home.file("value", &bytes);
    home.run(["-q", "secret", "set", "--plain", "FROM_FILE", "--file", file.to_str().unwrap()]).success();
    assert_eq!(plain(&home, "FROM_FILE").unwrap(), bytes);
    for (given, options, kept) in [
        (&b"a\nb\n"[..], &[][..], &b"a\nb"[..]),
        (b"a\n\n", &[], b"a\n"),
        (b"a\n", &["--keep-newline"], b"a\n"),
        (b"\0\n\0", &[], b"\0\n\0"),
    ] {
        home.run_with_input(["-q", "secret", "set", "--plain", "PIPED"].iter().chain(options), given).success();
        assert_eq!(plain(&home, "PIPED").unwrap(), kept);
    }
    home.set("MY_TOKEN", "from the environment");
    home.run(["-q", "secret", "set", "--plain", "SEEN", "--from-env", "MY_TOKEN"]).success();
    assert_eq!(plain(&home, "SEEN").unwrap(), b"from the environment");
    home.run(["secret", "set", "X", "--from-env", "NO_SUCH"]).fails(2, "the variable NO_SUCH is not set", "export it");
    home.run(["secret", "set", "X"]).fails(2, "the value is empty", "pass it on stdin");
    home.run(["secret", "set", "X", "--file", "/nowhere"]).fails(4, "reading /nowhere", "");
    let long = vec![b'x'; (1 << 20) + 1];
    home.run_with_input(["secret", "set", "X"], &long).fails(2, "longer than 1048576 bytes", "");
    home.run_with_input(["-q", "secret", "set", "X"], &[&long[1..], b"\n"].concat()).success();
}

#[test]
fn rotate_and_rm_want_what_is_there() {
    let home = Home::without_engine();
    home.run_with_input(["secret", "rotate", "TOKEN", "--json"], b"x").fails_in_json(
        "not_found",
        4,
        "no secret TOKEN",
        "",
    );
    home.run_with_input(["-q", "secret", "set", "TOKEN", "--access", "none"], b"first").success();
    let rotated = home.run_with_input(["secret", "rotate", "TOKEN", "--json"], b"second").success().json();
    assert_eq!((&rotated["schema"], &rotated["access"]), (&"secret.v1".into(), &"none".into()));
    assert!(rotated["updated_at"].as_str() > rotated["created_at"].as_str(), "{rotated}");
    home.run(["secret", "rm", "TOKEN", "--dry-run"]).success().stdout("TOKEN\n");
    home.run(["secret", "rm", "NOPE", "TOKEN"]).code(4).stdout("TOKEN\n").stderr_has("no secret NOPE (global)");
    home.run(["secret", "rm", "TOKEN", "--ignore-not-found"]).success().stdout("");
    home.run(["secret", "ls", "-q"]).success().stdout("");
}

#[test]
fn fifty_at_once_are_all_there() {
    let home = Home::without_engine();
    let children: Vec<_> = (0..50)
        .map(|index| {
            let mut command = home.command(["-q", "secret", "set", "--plain", "--from-env", "V", &format!("S{index}")]);
            command.env("V", format!("value {index}")).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    for index in [0, 17, 49] {
        assert_eq!(plain(&home, &format!("S{index}")).unwrap(), format!("value {index}").into_bytes());
    }
    assert_eq!(home.run(["secret", "ls", "-q"]).success().text().lines().count(), 50);
}

#[test]
fn who_is_killed_in_the_middle_leaves_the_old_value_or_the_new_one() {
    let home = Home::without_engine();
    let (old, new) = (vec![b'o'; 1 << 20], vec![b'n'; 1 << 20]);
    let file = home.file("new", &new);
    set_plain(&home, "TOKEN", &old);
    for pause in 0..25 {
        let words = ["-q", "secret", "set", "--plain", "TOKEN", "--file", file.to_str().unwrap()];
        let mut child = home.spawn(words);
        std::thread::sleep(Duration::from_millis(pause * 2));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = plain(&home, "TOKEN").unwrap();
        assert!(found == old || found == new, "after {pause} steps: {} bytes", found.len());
    }
    home.run(["-q", "secret", "set", "--plain", "TOKEN", "--file", file.to_str().unwrap()]).success();
    assert_eq!(plain(&home, "TOKEN").unwrap(), new);
}

#[test]
fn who_is_killed_while_the_key_changes_loses_nothing() {
    let home = Home::without_engine();
    for index in 0..20 {
        set_plain(&home, &format!("S{index}"), format!("value {index}").as_bytes());
    }
    for pause in 0..20 {
        let mut child = home.spawn(["-q", "secret", "rekey"]);
        std::thread::sleep(Duration::from_millis(pause * 3));
        child.kill().unwrap();
        child.wait().unwrap();
        for index in [0, 7, 19] {
            assert_eq!(plain(&home, &format!("S{index}")).unwrap(), format!("value {index}").into_bytes());
        }
    }
    let rekeyed = home.run(["secret", "rekey", "--json"]).success().json();
    assert_eq!(rekeyed["secrets"], 20);
    assert_eq!(plain(&home, "S19").unwrap(), b"value 19");
}

#[test]
fn with_the_key_in_a_variable_a_new_one_needs_a_file() {
    let home = Home::without_engine();
    let text = |byte: u8| STANDARD.encode([byte; 32]);
    home.set("SANDCASTLE_SECRETS_KEY", &text(1));
    set_plain(&home, "TOKEN", b"a value");
    home.run(["secret", "rekey"]).fails(2, "the key comes from SANDCASTLE_SECRETS_KEY", "--key-file FILE");
    let file = home.path("new.key");
    home.run(["secret", "rekey", "--key-file", file.to_str().unwrap()]).success().stderr_has("from now on");
    home.run(["secret", "ls", "--plain"]).fails(9, "was sealed with another key", "use the key");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    home.set("SANDCASTLE_SECRETS_KEY", std::fs::read_to_string(&file).unwrap().trim());
    assert_eq!(plain(&home, "TOKEN").unwrap(), b"a value");
    home.set("SANDCASTLE_SECRETS_KEY", "c2hvcnQ=");
    home.run_with_input(["secret", "set", "OTHER"], b"x").fails(2, "SANDCASTLE_SECRETS_KEY holds no key", "head -c 32");
}

#[test]
fn a_key_file_that_others_may_read_is_refused_and_so_is_a_damaged_entry() {
    let home = Home::without_engine();
    set_plain(&home, "TOKEN", b"a value");
    let key = home.folder().join("home/secrets.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let hint = format!("chmod 600 {}", key.display());
    home.run(["secret", "ls", "--plain"]).fails(8, "others may use", &hint);
    home.run_with_input(["secret", "set", "OTHER", "--json"], b"x").fails_in_json("denied", 8, "others may use", &hint);
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    let entry = home.state().join("secrets/global/TOKEN.toml");
    let text = std::fs::read_to_string(&entry).unwrap();
    let value = text.lines().find(|line| line.starts_with("value")).unwrap();
    std::fs::write(&entry, text.replace(value, "value = \"AAAA\"")).unwrap();
    home.run(["secret", "ls", "--plain"]).fails(9, "secret TOKEN (global) is damaged", "set it again");
    std::fs::write(&entry, &text[..text.len() / 2]).unwrap();
    home.run(["secret", "ls"]).success().stderr_has("TOKEN.toml can't be read");
    std::fs::write(&entry, text.replace("schema = 1", "schema = 9")).unwrap();
    home.run_with_input(["secret", "set", "TOKEN"], b"x").fails(6, "was written by a newer sandcastle", "");
}

#[test]
fn nobody_else_can_read_anything_of_a_home() {
    let home = Home::without_engine();
    set(&home, "TOKEN", b"a value");
    home.run(["events"]).success().any_stderr();
    let top = home.folder().join("home");
    let loose = Command::new("find").arg(&top).args(["-perm", "/077"]).output().unwrap();
    assert_eq!(String::from_utf8(loose.stdout).unwrap(), "", "modes that let others in");
    if rustix::process::geteuid().is_root() {
        let mut other = Command::new("setpriv");
        other.args(["--reuid=65534", "--regid=65534", "--clear-groups", "cat"]).arg(top.join("secrets.key"));
        let output = other.stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap();
        assert!(!output.status.success() && output.stdout.is_empty());
        let mut other =
            home.command_of("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", PROGRAM, "secret", "ls"]);
        other.stdout(Stdio::piped()).stderr(Stdio::piped());
        assert_eq!(other.output().unwrap().status.code(), Some(8));
    }
    for mode in [0o777, 0o770] {
        std::fs::set_permissions(&top, std::fs::Permissions::from_mode(mode)).unwrap();
        for words in [&["ls"][..], &["secret", "ls"], &["config", "show"], &["events"], &["snapshots", "ls"]] {
            home.run(words).fails(8, "may write to", "chmod go-w");
        }
    }
    std::fs::set_permissions(&top, std::fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_value_that_is_typed_is_asked_for_twice_and_not_shown() {
    let home = Home::without_engine();
    let ask = || {
        let terminal = Terminal::open(&home, &["secret", "set", "--plain", "TYPED"]);
        terminal.sees("value of TYPED: ");
        terminal
    };
    let terminal = ask();
    terminal.line("hunter-2");
    terminal.sees("once more: ");
    terminal.line("hunter-3");
    terminal.sees("the two differ");
    for _ in 0..2 {
        terminal.line("hunter-2 ");
    }
    let shown = terminal.ends(0);
    assert!(!shown.contains("hunter"), "{shown}");
    assert_eq!(plain(&home, "TYPED").unwrap(), b"hunter-2 ");

    let terminal = ask();
    terminal.keys("half\x03");
    assert!(terminal.ends(130).contains("interrupted"));
    let terminal = ask();
    terminal.keys("\x04");
    assert!(terminal.ends(2).contains("the value is empty"));
    let terminal = ask();
    terminal.line("");
    assert!(terminal.ends(2).contains("the value is empty"));
    // What is longer a terminal would cut, silently.
    let terminal = ask();
    terminal.line(&"x".repeat(5000));
    assert!(terminal.ends(2).contains("--from-env"));
    assert_eq!(plain(&home, "TYPED").unwrap(), b"hunter-2 ");
}
