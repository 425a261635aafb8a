//! The house's rules, held by reading the source: who may know whom, where things are done, how large rooms are.
//! A rule that hurts is changed here, with its reason, not worked around.

use std::path::{Path, PathBuf};

struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The code without tests at its end and without comments: those may name what they like.
    fn code(&self) -> String {
        let production = self.text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
        let lines = production.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs") || self.path.contains("/tests/") || self.path.ends_with("testing.rs")
    }

    fn lies_in(&self, rooms: &[&str]) -> bool {
        rooms.iter().any(|room| self.path.starts_with(room))
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    collect(&root().join("src"), &mut sources);
    assert!(sources.len() > 50, "the source was not found");
    sources
}

fn collect(folder: &Path, sources: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
            sources.push(Source { path: name, text: std::fs::read_to_string(&path).unwrap() });
        }
    }
}

/// Every file outside `rooms` whose code holds one of `words`.
#[track_caller]
fn only_in(rooms: &[&str], words: &[&str]) {
    let strangers: Vec<String> = sources()
        .iter()
        .filter(|source| !source.is_test() && !source.lies_in(rooms))
        .filter(|source| words.iter().any(|word| source.code().contains(word)))
        .map(|source| source.path.clone())
        .collect();
    assert!(strangers.is_empty(), "{words:?} belong in {rooms:?}, but stand in {strangers:?}");
}

/// Every file in `rooms` whose code holds one of `words`.
#[track_caller]
fn never_in(rooms: &[&str], words: &[&str]) {
    let strangers: Vec<String> = sources()
        .iter()
        .filter(|source| !source.is_test() && source.lies_in(rooms))
        .filter_map(|source| {
            let code = source.code();
            words.iter().find(|word| code.contains(**word)).map(|word| format!("{} ({word})", source.path))
        })
        .collect();
    assert!(strangers.is_empty(), "{rooms:?} must not know {words:?}, but do: {strangers:?}");
}

#[test]
fn the_client_library_of_the_engine_is_named_in_one_folder() {
    only_in(&["src/engine/docker/"], &["bollard"]);
}

#[test]
fn tables_bars_and_prompts_are_made_by_the_ui() {
    only_in(&["src/ui/"], &["comfy_table", "indicatif", "dialoguer", "ratatui", "crossterm"]);
}

#[test]
fn only_the_settings_read_the_environment() {
    only_in(&["src/settings/environment.rs", "src/app.rs", "src/guest/server/"], &["env::var", "env::vars"]);
    never_in(&["src/app.rs"], &["env::var"]);
}

#[test]
fn unsafe_code_stands_in_the_guest_alone() {
    only_in(&["src/guest/server/"], &["unsafe "]);
}

#[test]
fn the_domain_and_the_registry_know_neither_the_command_line_nor_the_ui() {
    never_in(
        &["src/sandbox/", "src/registry/"],
        &["clap::", "crate::ui", "crate::cli", "crate::commands", "crate::app"],
    );
    never_in(&["src/sandbox/", "src/registry/"], &["crate::settings"]);
}

#[test]
fn the_timeline_knows_nothing_of_who_writes_it() {
    never_in(
        &["src/events/"],
        &[
            "sandbox::ops",
            "crate::engine",
            "crate::registry",
            "crate::route",
            "crate::ui",
            "crate::settings",
            "crate::app",
            "crate::commands",
            "crate::guest",
        ],
    );
}

#[test]
fn secrets_know_nothing_of_who_asks_for_them_or_gets_them() {
    never_in(
        &["src/secrets/"],
        &[
            "sandbox::ops",
            "crate::engine",
            "crate::registry",
            "crate::guest",
            "crate::route",
            "crate::snapshot",
            "crate::archive",
            "crate::events",
            "crate::ui",
            "crate::settings",
            "crate::app",
            "crate::commands",
        ],
    );
    only_in(&["src/secrets/"], &["ring::aead", "aho_corasick"]);
}

#[test]
fn operations_know_traits_and_not_adapters() {
    never_in(&["src/sandbox/"], &["engine::docker", "route::traefik", "route::direct"]);
}

#[test]
fn adapters_know_their_own_trait_and_never_each_other() {
    never_in(
        &["src/engine/"],
        &["crate::registry", "crate::route", "crate::ui", "crate::settings", "crate::app", "crate::commands"],
    );
    never_in(
        &["src/route/"],
        &["crate::registry", "crate::engine", "crate::ui", "crate::settings", "crate::app", "crate::commands"],
    );
    never_in(
        &["src/archive/"],
        &[
            "crate::registry",
            "crate::engine",
            "crate::route",
            "crate::ui",
            "crate::guest",
            "crate::sandbox",
            "crate::settings",
        ],
    );
}

#[test]
fn the_guest_inside_knows_only_the_protocol_and_the_archive() {
    never_in(
        &["src/guest/server/"],
        &[
            "crate::registry",
            "crate::engine",
            "crate::route",
            "crate::ui",
            "crate::sandbox",
            "crate::settings",
            "crate::app",
            "tokio",
        ],
    );
    never_in(&["src/guest/protocol.rs", "src/guest/protocol/"], &["crate::"]);
}

#[test]
fn commands_have_no_engine_types_and_touch_no_state_files() {
    never_in(&["src/commands/"], &["crate::engine::", "bollard", "std::fs::write", "std::fs::remove", "File::create"]);
}

#[test]
fn adapters_are_built_in_one_place() {
    only_in(&["src/app.rs", "src/engine/docker/"], &["DockerEngine::connect"]);
    only_in(&["src/app.rs", "src/route/"], &["Traefik {", "Direct {"]);
}

#[test]
fn no_room_is_a_home_for_leftovers() {
    let homeless = ["common", "util", "utils", "helper", "helpers", "misc", "manager"];
    for source in sources() {
        let parts = source.path.trim_end_matches(".rs").split('/');
        for part in parts {
            assert!(!homeless.contains(&part), "{} has no home", source.path);
        }
    }
}

#[test]
fn no_room_grows_without_bound() {
    for source in sources().iter().filter(|source| !source.is_test()) {
        let production = source.text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
        let lines = production.lines().count();
        let limit = if source.path == "src/main.rs" { 40 } else { 500 };
        assert!(lines < limit, "{} has {lines} lines", source.path);
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for source in sources() {
        assert!(source.text.starts_with("//! "), "{} has no header", source.path);
    }
}

#[test]
fn nothing_is_unfinished_or_silenced_without_a_reason() {
    // Put together here, so that this file does not find itself.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X:"),
        "todo!(",
        "unimplemented!(",
        "#[allow(",
        "#![allow(",
        "dbg!(",
    ];
    for source in sources() {
        for mark in marks {
            assert!(!source.text.contains(mark), "{} holds {mark}", source.path);
        }
    }
}

#[test]
fn the_top_of_the_repository_holds_what_the_design_names_and_what_tools_demand() {
    let named = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "completions",
        "templates",
        "man",
        "tests",
        "Dockerfile.sandbox",
        "README.md",
        "LICENSE",
        "clippy.toml",
        ".ci",
        ".cargo",
        ".git",
        ".gitignore",
        ".rustfmt.toml",
        "target",
    ];
    for entry in std::fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(named.contains(&name.as_str()), "{name} has no place at the top of the repository");
    }
}
