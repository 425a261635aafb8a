//! `gc` by itself: added to a crontab or a systemd session once, shown first, and removed without a trace.

use crate::support::Home;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

const OTHERS: &str = "MAILTO=me\n5 4 * * * backup\n";

/// Puts a program first on the PATH.
fn put_program(home: &Home, name: &str, script: &str) {
    let path = home.file(&format!("bin/{name}"), format!("#!/bin/sh\n{script}"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    let folder = path.parent().unwrap();
    home.set("PATH", &format!("{}:/usr/bin:/bin", folder.display()));
}

/// A home with a crontab of its own, and without a systemd session. Gives the table's file.
fn with_crontab() -> (Home, PathBuf) {
    let home = Home::without_engine();
    put_program(&home, "systemctl", "exit 1\n");
    let table = home.path("table");
    let script = format!(
        "t='{0}'\ncase \"$1\" in\n-l) test -f \"$t\" || {{ echo 'no crontab for me' >&2; exit 1; }}; cat \"$t\";;\n\
         -) cat > \"$t\"; echo written >> \"$t.log\";;\nesac\n",
        table.display()
    );
    put_program(&home, "crontab", &script);
    (home, table)
}

fn read(path: &PathBuf) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn a_line_is_added_to_the_crontab_once_and_removed_with_nothing_else() {
    let (home, table) = with_crontab();
    home.file("table", OTHERS);
    let install = ["gc", "--install-cron", "--older-than", "24h", "--label", "team=a b"];
    home.run(install.iter().chain(&["--dry-run"])).success().stdout_has("*/10 * * * *");
    assert_eq!(read(&table), OTHERS, "a dry run changes nothing");
    home.run(install).code(2).any_stderr();
    assert_eq!(read(&table), OTHERS, "what nobody confirmed is not done");
    home.run(install.iter().chain(&["--yes"])).success().stdout_has("*/10 * * * *");
    let with = read(&table);
    assert!(with.starts_with(OTHERS), "{with}");
    let line = with.lines().find(|line| line.starts_with("*/10")).unwrap();
    let place = home.folder().join("home");
    assert!(line.contains(&format!("SANDCASTLE_HOME={} ", place.display())), "{line}");
    assert!(line.contains(&format!(" {} ", crate::support::PROGRAM)), "{line}");
    assert!(line.ends_with(" gc --quiet --no-input --older-than=1d '--label=team=a b' >/dev/null 2>&1"), "{line}");
    home.run(install.iter().chain(&["--yes"])).success().stderr_has("installed already").stdout("");
    let json = home.run(install.iter().chain(&["--yes", "--json"])).success().json();
    assert_eq!((&json["schema"], &json["changed"]), (&"cron.v1".into(), &false.into()));
    assert_eq!(read(&home.path("table.log")).lines().count(), 1, "written once");
    home.run(["gc", "--install-cron", "--every", "hourly", "--yes"]).success().stdout_has("0 * * * *");
    assert_eq!(read(&table).matches("gc --quiet").count(), 1);
    home.run(["gc", "--remove-cron", "--yes"]).success().stdout_has("0 * * * *");
    assert_eq!(read(&table), OTHERS);
    home.run(["gc", "--remove-cron", "--yes"]).success().stderr_has("not installed");
}

#[test]
fn the_line_does_what_cron_will_do_with_it() {
    let (home, table) = with_crontab();
    // An engine that is named by the environment is not there when cron runs it.
    home.set("DOCKER_HOST", "unix:///no%where/engine.sock");
    home.run(["gc", "--install-cron", "--yes"]).success().any_stderr();
    let table = read(&table);
    let line = table.lines().find(|line| line.starts_with("*/10")).unwrap();
    let command = line.split_once("* * * * ").unwrap().1.replace("\\%", "%").replace(" >/dev/null 2>&1", "");
    let output = std::process::Command::new("sh").args(["-c", &command]).env_clear().output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(7) && said.contains("/no%where/engine.sock"), "{said}");
}

#[test]
fn a_crontab_that_can_not_be_read_is_not_replaced_and_without_one_the_line_is_shown() {
    let (home, table) = with_crontab();
    put_program(&home, "crontab", "echo 'you are not allowed' >&2; exit 1\n");
    home.run(["gc", "--install-cron", "--yes"]).fails(8, "not allowed", "");
    assert!(!table.exists());
    std::fs::remove_file(home.path("bin/crontab")).unwrap();
    home.set("PATH", &home.path("bin").display().to_string());
    home.run(["gc", "--install-cron", "--yes"]).fails(4, "neither a systemd session nor a crontab", "*/10 * * * *");
    home.run(["gc", "--remove-cron", "--yes"]).success().stderr_has("not installed");
}

#[test]
fn where_there_is_a_systemd_session_it_gets_a_timer() {
    let (home, table) = with_crontab();
    let config = home.path("config");
    home.set("XDG_CONFIG_HOME", &config.display().to_string());
    put_program(&home, "systemctl", &format!("echo \"$@\" >> '{}'\n", home.path("calls").display()));
    home.run(["gc", "--install-cron", "--every", "6h", "--yes"]).success().stdout_has("OnCalendar=0/6:00");
    home.run(["gc", "--install-cron", "--every", "6h", "--yes"]).success().stderr_has("installed already").stdout("");
    let units = config.join("systemd/user");
    let id = home.id();
    let names = [format!("sandcastle-gc-{id}.service"), format!("sandcastle-gc-{id}.timer")];
    assert_eq!(crate::support::names(&units), names);
    let calls = read(&home.path("calls"));
    let timer = &names[1];
    assert!(calls.contains(&format!("--user enable {timer}\n--user restart {timer}\n")), "{calls}");
    assert!(!table.exists());
    home.run(["gc", "--remove-cron", "--yes"]).success().stdout_has(timer);
    assert_eq!(crate::support::names(&units), Vec::<String>::new());
    assert!(read(&home.path("calls")).contains(&format!("--user disable --now {timer}\n")));
}

#[test]
fn intervals_that_cron_can_not_say_are_usage() {
    let home = Home::without_engine();
    for every in ["7m", "90m", "30s", "2d", "x"] {
        home.run(["gc", "--install-cron", "--every", every]).fails(2, "is not an interval", "hourly or daily");
    }
    home.run(["gc", "--every", "10m"]).code(2).any_stderr();
    home.run(["gc", "--install-cron", "--remove-cron"]).code(2).any_stderr();
    home.run(["gc", "--older-than", "soon"]).code(2).any_stderr();
    home.run(["gc", "--filter", "size=9"]).code(2).any_stderr();
}
