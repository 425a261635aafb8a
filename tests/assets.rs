//! What is checked in because it is generated: completions and man pages, compared byte for byte with the binary's own.
//! After a change of the command line: `SANDCASTLE_BLESS=1 cargo test --test assets`.

use clap_complete::Shell;
use sandcastle::commands::{completions, man};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

type Files = BTreeMap<String, Vec<u8>>;

#[expect(clippy::disallowed_methods, reason = "the way to bless")]
fn blessing() -> bool {
    std::env::var_os("SANDCASTLE_BLESS").is_some()
}

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(folder: &Path) -> Files {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())).collect()
}

#[track_caller]
fn compare(name: &str, generated: Files) {
    let folder = folder(name);
    if blessing() {
        for old in read(&folder).into_keys() {
            std::fs::remove_file(folder.join(old)).unwrap();
        }
        for (file, content) in &generated {
            std::fs::File::create(folder.join(file)).unwrap().write_all(content).unwrap();
        }
    }
    let kept = read(&folder);
    let hint = "after a change of the command line: SANDCASTLE_BLESS=1 cargo test --test assets";
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&kept), names(&generated), "{name}/ holds other files than are generated; {hint}");
    for (file, content) in generated {
        assert!(kept[&file] == content, "{name}/{file} is not what is generated; {hint}");
    }
}

#[test]
fn completions_are_those_of_this_command_line() {
    let scripts = [
        ("sandcastle.bash", Shell::Bash),
        ("_sandcastle", Shell::Zsh),
        ("sandcastle.fish", Shell::Fish),
        ("_sandcastle.ps1", Shell::PowerShell),
        ("sandcastle.elv", Shell::Elvish),
    ];
    compare(
        "completions",
        scripts.into_iter().map(|(file, shell)| (file.to_owned(), completions::script(shell))).collect(),
    );
}

#[test]
fn man_pages_are_those_of_this_command_line() {
    compare("man", man::pages().unwrap().into_iter().collect());
}
