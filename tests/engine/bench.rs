//! The benchmark: that it measures what it says and leaves nothing. Never how long anything took.

use crate::support::{Home, names};

#[test]
fn commands_are_measured_on_a_sandbox_that_is_gone_afterwards() {
    let home = Home::new();
    let report = home.run(["bench", "exec", "--pairs", "1", "--json"]).success().json();
    assert_eq!(report["schema"], "bench.v1");
    assert_eq!(report["cases"].as_array().unwrap().len(), 4);
    for case in report["cases"].as_array().unwrap() {
        for contender in ["sandcastle", "docker", "api"] {
            assert_eq!(case[contender]["runs_ms"].as_array().unwrap().len(), 1, "{case}");
        }
        assert!(case["ratio"].as_f64().unwrap() > 0.0 && case["goal"].as_f64().unwrap() > 0.0, "{case}");
    }
    assert!(report["guest_idle_memory"].as_u64().unwrap() > 0);
    assert_eq!(home.run(["ls", "-q"]).success().text(), "");
    home.is_clean();
}

#[test]
fn transfers_are_measured_on_a_sandbox_of_ones_own_and_leave_nothing_in_it() {
    let home = Home::new();
    let id = home.init();
    let folder = home.path("files");
    std::fs::create_dir(&folder).unwrap();
    let dir = folder.to_str().unwrap();
    let few = ["--pairs", "2", "--size", "1MiB", "--files", "20", "--dir", dir];
    let table = home.run([&["bench", "transfer", &id][..], &few].concat()).success().text();
    assert!(table.contains("upload, 20 files of 4 KiB") && table.contains("download, one file of 1 MiB"), "{table}");
    assert_eq!(names(&folder), Vec::<String>::new());
    home.run(["exec", &id, "ls /tmp"]).success().stdout("");
}

#[test]
fn an_interrupted_measurement_leaves_no_sandbox() {
    let home = Home::new();
    let mut bench = home.spawn(["bench", "exec", "--pairs", "50"]);
    while home.run(["ls", "-q"]).success().any_stderr().text().is_empty() {
        assert!(bench.try_wait().unwrap().is_none(), "it ended by itself");
    }
    let pid = bench.id().to_string();
    std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap();
    assert_eq!(bench.wait().unwrap().code(), Some(130));
    assert_eq!(home.run(["ls", "-q"]).success().text(), "");
    home.is_clean();
}
