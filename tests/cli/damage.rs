//! A registry that something has happened to: told by its class, never overwritten, never in the way of the rest.

use crate::support::{Home, names};
use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

const ID: &str = "abcdefghijkm";

/// A record as this version writes it.
const RECORD: &str = r#"schema = 1
id = "abcdefghijkm"
name = "box"
created_at = "2026-01-02T03:04:05Z"
container = "3be054cd5f5079c9e9f404c13d54b2072c8a7ff0608623f44326cd0749c38c65"

[spec]
image = "debian"
image_id = "sha256:e0509f7e3c918c6ea15e9fd62a1df205f6ccdac01208b19eff0a6cd8377452cb"
cpus = 1.0
memory = 67108864
pids = 64
network = "isolated"
address = "10.1.2.3"
user = "sandbox"
workdir = "/workspace"

# end
"#;

fn put(path: &Path, content: &[u8]) {
    fs::File::create(path).unwrap().write_all(content).unwrap();
}

/// A home with that record; its file.
fn with(content: &[u8]) -> (Home, PathBuf) {
    let home = Home::without_engine();
    home.run(["show", "nobody"]).code(4).any_stderr();
    let file = home.state().join(format!("registry/sandboxes/{ID}.toml"));
    put(&file, content);
    (home, file)
}

/// Asks for something that reads the record, on an engine that is not there; the code and the exit code.
fn asked(home: &Home) -> (String, i32) {
    let engine = format!("unix://{}", home.path("no-engine.sock").display());
    let run = home.run(["--engine", &engine, "stop", "--json", ID]);
    let exit = run.exit_code().unwrap();
    let error: serde_json::Value = serde_json::from_str(run.stderr().lines().last().unwrap()).unwrap();
    (error["error"]["code"].as_str().unwrap().to_owned(), exit)
}

#[test]
fn a_record_that_something_happened_to_is_9_and_stays_as_it_is() {
    let long = RECORD.replace("# end", &format!("x = \"{}\n# end", "y".repeat(10 << 20)));
    let twice = RECORD.replace("# end", "pids = 65\n# end");
    let cut = |at: &str| RECORD[..RECORD.find(at).unwrap() + 2].to_owned();
    let damaged: Vec<(&str, Vec<u8>)> = vec![
        ("empty", Vec::new()),
        ("cut in the schema", cut("schema").into_bytes()),
        ("cut behind the schema", b"schema = 1\n".to_vec()),
        ("cut in the id of the container", cut("container").into_bytes()),
        ("cut before the image", cut("[spec]").into_bytes()),
        ("cut where a whole one could end", cut("workdir").trim_end_matches("wo").as_bytes().to_vec()),
        ("cut before its end", RECORD.replace("# end\n", "").into_bytes()),
        ("cut in a number", cut("memory").into_bytes()),
        ("a key twice", twice.into_bytes()),
        ("no text", vec![0xff; 300]),
        ("zeros", vec![0; 4096]),
        ("another form", b"{\"schema\": 1}".to_vec()),
        ("ten megabytes of one value that is none", long.into_bytes()),
        ("a schema below zero", RECORD.replace("schema = 1", "schema = -1").into_bytes()),
        ("an id that is none", RECORD.replace("id = \"abcdefghijkm\"", "id = \"../../x\"").into_bytes()),
        ("a name that is none", RECORD.replace("\"box\"", "\"../box\"").into_bytes()),
    ];
    for (what, content) in damaged {
        let (home, file) = with(&content);
        assert_eq!(asked(&home), ("damaged".to_owned(), 9), "{what}");
        assert_eq!(fs::read(&file).unwrap(), content, "{what}");
        assert_eq!(names(file.parent().unwrap()), [format!("{ID}.toml")], "{what}");
    }
    for (what, content) in [
        ("as it was written", RECORD.to_owned()),
        ("with the line ends of another system", RECORD.replace('\n', "\r\n")),
        ("with what an editor puts before it", format!("\u{feff}{RECORD}")),
        ("with a comment", format!("# mine\n{RECORD}")),
    ] {
        let (home, _) = with(content.as_bytes());
        assert_eq!(asked(&home), ("engine_unreachable".to_owned(), 7), "{what}");
    }
    let (home, file) = with(RECORD.replace("schema = 1", "schema = 2").as_bytes());
    assert_eq!(asked(&home), ("wrong_state".to_owned(), 6));
    assert!(fs::read_to_string(file).unwrap().starts_with("schema = 2"));
}

#[test]
fn what_stands_in_the_place_of_a_record_is_not_followed_and_not_removed() {
    let (home, file) = with(RECORD.as_bytes());
    let elsewhere = home.file("elsewhere.toml", RECORD);
    fs::remove_file(&file).unwrap();
    symlink(&elsewhere, &file).unwrap();
    let through = asked(&home);
    assert!(through.1 == 9 || through.1 == 7, "{through:?}");
    assert!(file.is_symlink());
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(asked(&home).1, 9);
    assert!(file.is_dir());
    assert_eq!(fs::read_to_string(elsewhere).unwrap(), RECORD);
}

#[test]
fn a_lock_of_a_process_that_stands_still_is_told_and_that_of_a_dead_one_is_free() {
    let (home, _) = with(RECORD.as_bytes());
    home.run(["config", "set", "lock_timeout", "1s"]).success();
    let lock = home.state().join(format!("locks/{ID}.lock"));
    put(&lock, b"upload (process 4711) since long ago\n");
    let line = format!("exec 9<>{}; flock 9; echo held; read wait", lock.display());
    let mut holder = std::process::Command::new("bash");
    let mut holder = holder
        .args(["-c", &line])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Read::read_exact(holder.stdout.as_mut().unwrap(), &mut [0; 5]).unwrap();
    let signal = |name: &str| {
        assert!(std::process::Command::new("kill").args([name, &holder.id().to_string()]).status().unwrap().success());
    };
    signal("-STOP");
    let engine = format!("unix://{}", home.path("no-engine.sock").display());
    home.run(["--engine", &engine, "stop", "--json", ID]).fails_in_json(
        "locked",
        3,
        "upload (process 4711)",
        "lock_timeout",
    );
    signal("-KILL");
    holder.wait().unwrap();
    assert_eq!(asked(&home), ("engine_unreachable".to_owned(), 7), "the lock ended with its process");
}
