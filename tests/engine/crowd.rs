//! Many processes at once.

use crate::support::{Home, Run};
use std::collections::HashSet;

fn together(home: &Home, arguments: &[Vec<String>]) -> Vec<Run> {
    std::thread::scope(|scope| {
        let runs: Vec<_> = arguments.iter().map(|arguments| scope.spawn(move || home.run(arguments))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    })
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[test]
fn twenty_at_once_are_twenty_sandboxes_and_killing_all_leaves_nothing() {
    let home = Home::new();
    let ids: HashSet<String> =
        together(&home, &vec![words(&["init"]); 20]).into_iter().map(|run| run.success().id()).collect();
    assert_eq!(ids.len(), 20);
    let list = home.run(["ls", "--json"]).success().json();
    let items = list["items"].as_array().unwrap();
    let distinct = |key: &str| items.iter().map(|item| item[key].as_str().unwrap()).collect::<HashSet<_>>().len();
    assert_eq!((items.len(), distinct("id"), distinct("name"), distinct("address")), (20, 20, 20, 20));
    assert!(items.iter().all(|item| item["state"] == "running"), "{list}");
    home.run(["kill", "--all"]).fails(2, "confirmation", "--yes");
    let killed = home.run(["kill", "--all", "--yes"]).success().text();
    assert_eq!(killed.lines().count(), 20);
    home.is_clean();
}

#[test]
fn of_ten_who_want_one_name_one_gets_it() {
    let home = Home::new();
    let runs = together(&home, &vec![words(&["init", "--name", "wanted", "--json"]); 10]);
    let mut winners = 0;
    for run in runs {
        let run = run.any_stderr();
        match run.exit_code() {
            Some(0) => winners += 1,
            other => assert_eq!(other, Some(5), "the others are told that it exists"),
        }
    }
    assert_eq!(winners, 1);
    home.run(["kill", "wanted"]).success();
    home.is_clean();
}

#[test]
fn all_who_would_reuse_a_name_get_the_same_sandbox() {
    let home = Home::new();
    let runs = together(&home, &vec![words(&["init", "--name", "shared", "--if-exists", "reuse"]); 6]);
    let ids: HashSet<String> = runs.into_iter().map(|run| run.success().id()).collect();
    assert_eq!(ids.len(), 1);
    home.run(["kill", "shared"]).success();
    home.is_clean();
}

#[test]
fn ten_kills_of_one_sandbox_at_once_all_end_well() {
    let home = Home::new();
    let id = home.init();
    for run in together(&home, &vec![words(&["kill", "--ignore-not-found", &id]); 10]) {
        run.success();
    }
    home.is_clean();
}

#[test]
fn a_hundred_commands_at_once_keep_their_codes_and_their_output() {
    let home = Home::new();
    let id = home.init();
    let commands: Vec<Vec<String>> =
        (0..100).map(|n| words(&["exec", &id, &format!("echo out{n}; echo err{n} >&2; exit {n}")])).collect();
    for (n, run) in together(&home, &commands).into_iter().enumerate() {
        let run = run.code(n.try_into().unwrap()).stdout(format!("out{n}\n"));
        assert_eq!(run.stderr(), format!("err{n}\n"));
    }
    let left = home.run(["exec", "-u", "root", &id, "ls", "/proc"]).success().text();
    let processes = left.lines().filter(|name| name.bytes().all(|byte| byte.is_ascii_digit())).count();
    assert!(processes <= 2, "only the guest and this very ls: {left}");
}
