//! The main job: an app is uploaded, runs, is used through its URL, survives a stop, gives its data out, and goes.

use crate::support::http::Site;
use crate::support::traefik::Traefik;
use crate::support::{Home, Run};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;

fn app(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/calculator").join(file)
}

pub fn serve(home: &Home, id: &str) {
    let line = "cd /code && exec python3 -m uvicorn main:app --host 0.0.0.0 --port 8000";
    home.run(["exec", "-d", id, line]).success().id();
}

pub fn calculate(site: &Site, expression: &str) -> u16 {
    site.request("POST", "/api/calculate", Some(&json!({ "expression": expression }))).status
}

pub fn results(site: &Site) -> Vec<(String, f64)> {
    let history = site.get("/api/history").json();
    let entries = history.as_array().expect("a list").iter();
    entries.map(|entry| (entry["expression"].as_str().unwrap().to_owned(), entry["result"].as_f64().unwrap())).collect()
}

/// What is done with the app, wherever its URL leads.
fn use_it(home: &Home, id: &str, site: &Site) {
    assert_eq!(site.until("/health", 200).json()["status"], "ok");
    let answer = site.request("POST", "/api/calculate", Some(&json!({ "expression": "5 + 3" })));
    assert_eq!((answer.status, answer.json()["result"].as_f64()), (200, Some(8.0)));
    assert_eq!(calculate(site, "10 * 6"), 200);
    assert_eq!(calculate(site, "__import__('os')"), 400);
    assert!(site.get("/").body.contains("<html"), "the page is served");
    let history = vec![("5 + 3".to_owned(), 8.0), ("10 * 6".to_owned(), 60.0)];
    assert_eq!(results(site), history);

    home.run(["stop", id]).success();
    assert_eq!(home.run(["show", id, "--json"]).success().json()["state"], "stopped");
    home.run(["start", id]).success();
    serve(home, id);
    site.until("/health", 200);
    assert_eq!(results(site), history, "the history survives stop, start and a restarted app");

    let database = home.path("calculator.db");
    home.run(["download", id, "/code/calculator.db", database.to_str().unwrap()]).success().stdout("");
    let query =
        "import sqlite3,sys; print(sqlite3.connect(sys.argv[1]).execute('select count(*) from history').fetchone()[0])";
    let read = Command::new("python3").args(["-c", query]).arg(&database).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&read.stdout).trim(), "2", "sqlite reads what was downloaded: {read:?}");
    std::fs::remove_file(&database).unwrap();

    assert!((200..300).contains(&site.request("DELETE", "/api/history", None).status));
    assert_eq!(results(site), []);
}

pub fn start(home: &Home) -> String {
    let id = home.init();
    let upload =
        |file: &str| -> Run { home.run(["upload", &id, app(file).to_str().unwrap(), &format!("/code/{file}")]) };
    upload("main.py").success().stdout("");
    upload("index.html").success().stdout("");
    serve(home, &id);
    id
}

#[test]
fn the_calculator_works_through_the_direct_url() {
    let home = Home::new();
    let id = start(&home);
    let url = home.run(["get-host", &id]).success().text();
    let site = Site::of(url.trim());
    use_it(&home, &id, &site);
    // A sibling keeps the bridge up: without it the address would be asked for outside of this machine.
    let sibling = home.init();
    home.run(["kill", &id]).success();
    assert_eq!(site.get("/health").status, 0, "the URL is gone");
    home.run(["kill", &sibling]).success();
    home.is_clean();
}

#[test]
fn the_calculator_works_through_traefik_by_host_name() {
    let home = Home::new();
    let traefik = Traefik::start(&home.path("traefik-home"));
    for (key, value) in [
        ("route.dynamic_dir", traefik.folder.to_str().unwrap()),
        ("route.domain", "example.test"),
        ("route.scheme", "http"),
        ("route.public_port", &traefik.http.port().to_string()),
        ("route.provider", "traefik"),
    ] {
        home.run(["config", "set", key, value]).success();
    }
    let id = start(&home);
    let url = home.run(["get-host", &id]).success().text();
    assert_eq!(url, format!("http://qa-{id}.example.test:{}\n", traefik.http.port()));
    let site = Site::behind(traefik.http, &format!("qa-{id}.example.test"));
    use_it(&home, &id, &site);
    home.run(["kill", &id]).success();
    site.until("/health", 404);
    assert_eq!(crate::support::names(&traefik.folder), Vec::<String>::new(), "no route file is left");
    home.is_clean();
}
