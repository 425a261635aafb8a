//! What a change leaves as it was, and what it refuses.

use super::super::Environment;
use super::*;

fn home(text: &str) -> (tempfile::TempDir, Home) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::locate(&Environment::of([("SANDCASTLE_HOME", folder.path())]), Path::new("/")).unwrap();
    if !text.is_empty() {
        fs::write_atomic(&home.config_file(), text.as_bytes(), 0o640).unwrap();
    }
    (folder, home)
}

fn set_key(home: &Home, name: &str, text: &str) -> Result<bool> {
    set(home, Key::find(name)?, text)
}

fn text(home: &Home) -> String {
    std::fs::read_to_string(home.config_file()).unwrap()
}

const COMMENTED: &str = "\
# my settings

engine = 'tcp://a' # the big one
image = \"node:22\"

# limits
[sandbox]
cpus = 4   # of 8
# half
memory = \"2g\"
";

#[test]
fn the_first_setting_makes_the_file_for_the_caller_alone() {
    let (_folder, home) = home("");
    assert!(set_key(&home, "sandbox.memory", "512m").unwrap());
    assert!(set_key(&home, "sandbox.cpus", "2").unwrap());
    assert!(set_key(&home, "sandbox.ttl", "7d").unwrap());
    assert!(set_key(&home, "engine", "unix:///run/x.sock").unwrap());
    assert!(set_key(&home, "route.entrypoints", "a, b").unwrap());
    insta::assert_snapshot!(text(&home), @r#"
    engine = "unix:///run/x.sock"

    [sandbox]
    memory = "512m"
    cpus = 2
    ttl = "7d"

    [route]
    entrypoints = ["a", "b"]
    "#);
    assert_eq!(mode(&home.config_file()), 0o600);
}

#[test]
fn comments_order_and_mode_survive_a_change() {
    let (_folder, home) = home(COMMENTED);
    set_key(&home, "sandbox.cpus", "0.5").unwrap();
    set_key(&home, "engine", "tcp://b").unwrap();
    set_key(&home, "sandbox.pids", "64").unwrap();
    set_key(&home, "lock_timeout", "1m").unwrap();
    insta::assert_snapshot!(text(&home), @r#"
    # my settings

    engine = "tcp://b" # the big one
    image = "node:22"
    lock_timeout = "1m"

    # limits
    [sandbox]
    cpus = 0.5   # of 8
    # half
    memory = "2g"
    pids = 64
    "#);
    assert_eq!(mode(&home.config_file()), 0o640);
}

#[test]
fn what_was_set_is_what_is_got() {
    let (_folder, home) = home(COMMENTED);
    for key in KEYS {
        let text = key.default.unwrap_or("");
        set(&home, key, text).unwrap();
        assert_eq!(get(&home, key).unwrap(), Some(key.default_value()), "{}", key.name);
        assert!(!set(&home, key, text).unwrap(), "{}", key.name);
    }
}

#[test]
fn unset_takes_the_setting_and_leaves_the_comments() {
    let (_folder, home) = home(COMMENTED);
    assert!(unset(&home, "engine").unwrap());
    assert!(unset(&home, "sandbox.memory").unwrap());
    assert!(!unset(&home, "sandbox.memory").unwrap());
    insta::assert_snapshot!(text(&home), @r#"
    # my settings

    image = "node:22"

    # limits
    [sandbox]
    cpus = 4   # of 8
    # half
    "#);
}

#[test]
fn the_last_setting_leaves_its_comment_to_what_follows() {
    let (_folder, home) = home("# about all\nimage = 'a'\n# more\n[sandbox]\ncpus = 1\n");
    unset(&home, "image").unwrap();
    unset(&home, "sandbox.cpus").unwrap();
    insta::assert_snapshot!(text(&home), @r"
    # about all
    # more
    [sandbox]
    ");
}

#[test]
fn a_mistake_in_the_file_can_be_removed_but_a_group_of_settings_cannot() {
    let (_folder, home) = home("imge = 'a'\n[sandbox]\ncpus = 1\n[engine]\nx = 1\n");
    assert!(unset(&home, "imge").unwrap());
    assert!(unset(&home, "engine").unwrap());
    assert_eq!(unset(&home, "sandbox").unwrap_err().kind(), Kind::Usage);
    assert_eq!(unset(&home, "imge").unwrap_err().kind(), Kind::Usage);
    assert_eq!(text(&home), "[sandbox]\ncpus = 1\n");
}

#[test]
fn a_refusal_changes_nothing() {
    for (before, name, value, kind) in [
        (COMMENTED, "sandbox.cpus", "0", Kind::Usage),
        (COMMENTED, "sandbox.cpu", "1", Kind::Usage),
        ("image = = 1\n", "image", "a", Kind::Damaged),
        ("sandbox = 1\n", "sandbox.cpus", "1", Kind::Usage),
        ("[image]\na = 1\n", "image", "a", Kind::Usage),
    ] {
        let (_folder, home) = home(before);
        assert_eq!(set_key(&home, name, value).unwrap_err().kind(), kind, "{name}");
        assert_eq!(text(&home), before);
    }
}

#[test]
fn a_settings_file_that_is_a_link_stays_one() {
    let (folder, home) = home("");
    let real = folder.path().join("dotfiles.toml");
    fs::write_atomic(&real, b"image = 'a'\n", 0o600).unwrap();
    std::os::unix::fs::symlink(&real, home.config_file()).unwrap();
    set_key(&home, "image", "b").unwrap();
    assert!(home.config_file().symlink_metadata().unwrap().is_symlink());
    assert_eq!(std::fs::read_to_string(&real).unwrap(), "image = \"b\"\n");
}

#[test]
fn a_lock_that_is_held_says_who_holds_it_since_when_and_for_what() {
    let (_folder, home) = home("");
    let _held = lock(&home, "image", Duration::ZERO).unwrap();
    let error = lock(&home, "engine", Duration::ZERO).unwrap_err();
    let expected = format!("the settings are locked by process {} since 2", std::process::id());
    assert_eq!(error.kind(), Kind::Locked);
    assert!(error.message().starts_with(&expected) && error.message().ends_with("Z for config image"), "{error}");
}

#[test]
fn writers_at_the_same_moment_lose_nothing() {
    let (_folder, home) = home("");
    let keys: Vec<_> = KEYS.iter().filter(|key| key.default.is_some()).collect();
    std::thread::scope(|scope| {
        for key in &keys {
            let home = &home;
            scope.spawn(move || set(home, key, key.default.unwrap()).unwrap());
        }
    });
    for key in keys {
        assert!(get(&home, key).unwrap().is_some(), "{}", key.name);
    }
}
