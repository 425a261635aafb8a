//! What the timeline tells of a sandbox's life, and what it never holds.

use crate::support::{Home, docker};

/// The events of a sandbox, oldest first, each as `type` or `type verb`.
fn told(home: &Home, sandbox: &str) -> Vec<String> {
    let page = home.run(["events", "--json", "--limit", "200", sandbox]).success().json();
    assert!(page["next_before"].is_null());
    let items = page["items"].as_array().unwrap().iter().rev();
    items
        .map(|event| {
            let verb = event["data"]["verb"].as_str().map(|verb| format!(" {verb}"));
            format!("{}{}", event["type"].as_str().unwrap(), verb.unwrap_or_default())
        })
        .collect()
}

#[test]
fn the_life_of_a_sandbox_is_told_in_order_and_nothing_private_is() {
    let canary = "canary-4711";
    let home = Home::new();
    let file = home.file(&format!("{canary}.txt"), canary);
    let labelled = format!("owner={canary}");
    let id = home.init_with(&["--name", "told", "-e", &format!("TOKEN={canary}"), "--label", &labelled]);
    home.run(["exec", &id, &format!("echo {canary} > /workspace/{canary}; echo $TOKEN")]).success();
    home.run(["upload", "told", file.to_str().unwrap(), "/workspace/"]).success();
    home.run(["download", "told", &format!("/workspace/{canary}"), home.path("back").to_str().unwrap()]).success();
    home.run(["download", "told", &format!("/no/{canary}"), home.path("none").to_str().unwrap()]).code(4).any_stderr();
    home.run(["stop", "told"]).success();
    home.run(["stop", "told"]).success();
    home.run(["start", "told"]).success();
    let comment = format!("with {canary}");
    let snapshot = home.run(["snapshot", "told", "--comment", &comment]).any_stderr().success().id();
    home.run(["restore", "told", &snapshot]).any_stderr().success();
    let fork = home.run(["fork", "told"]).success().id();
    home.run(["kill", "told"]).success();
    home.run(["snapshots", "rm", &snapshot]).success();
    let expected = [
        "operation.started init",
        "sandbox.created",
        "operation.finished init",
        "operation.started upload",
        "operation.finished upload",
        "operation.started download",
        "operation.finished download",
        "operation.started download",
        "operation.failed download",
        "operation.started stop",
        "sandbox.stopped",
        "operation.finished stop",
        "operation.started start",
        "sandbox.started",
        "operation.finished start",
        "operation.started snapshot",
        "snapshot.taken",
        "operation.finished snapshot",
        "operation.started restore",
        "operation.started snapshot",
        "snapshot.taken",
        "operation.finished snapshot",
        "snapshot.restored",
        "operation.finished restore",
        "operation.started kill",
        "sandbox.killed",
        "operation.finished kill",
        "snapshot.removed",
    ];
    assert_eq!(told(&home, &id), expected);
    // By the name that it had, also now that it is gone.
    assert_eq!(told(&home, "told"), expected);
    let forked = home.run(["events", "--json", "--type", "sandbox.created", &fork]).success().json();
    assert_eq!(forked["items"][0]["flags"], serde_json::json!(["fork"]));
    let failed = home.run(["events", "--json", "--type", "operation.failed", &id]).success().json();
    assert_eq!(
        (&failed["items"][0]["reason"], &failed["items"][0]["severity"]),
        (&"not_found".into(), &"error".into())
    );
    for entry in std::fs::read_dir(home.state().join("events")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains(canary), "{text}");
    }
}

#[test]
fn work_in_the_background_is_one_operation_by_the_id_that_the_caller_knows() {
    let home = Home::new();
    let id = home.init();
    let operation = home.run(["snapshot", "--detach", &id]).success().id();
    home.run(["wait", &id]).success();
    let page = home.run(["events", "--json", &id]).success().json();
    let items: Vec<_> =
        page["items"].as_array().unwrap().iter().filter(|event| event["operation"] == *operation).collect();
    let types: Vec<_> = items.iter().map(|event| event["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["operation.finished", "snapshot.taken", "operation.started"]);
    assert_eq!(items[0]["flags"], serde_json::json!(["detached"]));
    assert!(items.iter().all(|event| event["caller"] == items[2]["caller"]), "{items:?}");
    assert_eq!(told(&home, &id).iter().filter(|told| told.starts_with("operation.started")).count(), 2);
}

#[test]
fn a_loss_is_told_once_however_often_it_is_seen() {
    let home = Home::new();
    let id = home.init();
    let container = home.run(["show", &id, "--json"]).success().json()["container_id"].as_str().unwrap().to_owned();
    docker(&["rm", "-f", &container]);
    for _ in 0..2 {
        home.run(["ls", "--json"]).success();
        home.run(["show", &id, "--json"]).success();
    }
    let losses = |home: &Home| told(home, &id).iter().filter(|told| *told == "sandbox.lost").count();
    assert_eq!(losses(&home), 1);
    home.run(["kill", &id]).success();
    assert_eq!(losses(&home), 1);
}
