//! Secrets in real sandboxes: they reach their command, and are found nowhere else.
#![expect(clippy::disallowed_methods, reason = "tests damage and plant files of ours")]

use crate::support::{Home, Run, docker};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What is hidden, and looked for.
const VALUE: &str = "pl4nted/S3cret?of=the&hunt+ 7f3a9c";

/// The value as it is, as base64 wherever it begins, as hex, as in a URL.
fn forms() -> Vec<Vec<u8>> {
    let hex: String = VALUE.bytes().map(|byte| format!("{byte:02x}")).collect();
    let url: String = VALUE
        .chars()
        .map(
            |letter| {
                if letter.is_ascii_alphanumeric() { letter.to_string() } else { format!("%{:02X}", letter as u32) }
            },
        )
        .collect();
    let mut forms =
        vec![VALUE.as_bytes().to_vec(), hex.to_uppercase().into_bytes(), hex.into_bytes(), url.into_bytes()];
    for before in 0..3 {
        let shifted = [&b"..."[..before], VALUE.as_bytes()].concat();
        let (begin, end) = ((before * 8).div_ceil(6), shifted.len() * 8 / 6);
        forms.push(STANDARD_NO_PAD.encode(&shifted).as_bytes()[begin..end].to_vec());
        forms.push(URL_SAFE_NO_PAD.encode(&shifted).as_bytes()[begin..end].to_vec());
    }
    forms
}

fn holds(bytes: &[u8]) -> bool {
    let is_in = |form: &Vec<u8>| bytes.windows(form.len()).any(|window| window[0] == form[0] && window == &form[..]);
    forms().iter().any(is_in)
}

/// Whether a stream holds it, read in pieces that overlap.
fn stream_holds(mut stream: impl Read) -> bool {
    let mut kept: Vec<u8> = Vec::new();
    let mut piece = vec![0; 1 << 20];
    let finder = aho_corasick::AhoCorasick::new(forms()).unwrap();
    loop {
        let count = stream.read(&mut piece).unwrap();
        if count == 0 {
            return false;
        }
        kept.extend_from_slice(&piece[..count]);
        if finder.is_match(&kept) {
            return true;
        }
        let tail = kept.len().saturating_sub(256);
        kept.drain(..tail);
    }
}

fn output_of(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).output().unwrap();
    [output.stdout, output.stderr].concat()
}

/// Every file below a folder that holds it; compressed ones are looked into.
fn files_with_it(folder: &Path) -> Vec<String> {
    let listed = output_of("find", &[folder.to_str().unwrap(), "-type", "f"]);
    let listed = String::from_utf8(listed).unwrap();
    let found = listed.lines().filter(|path| {
        let Ok(bytes) = std::fs::read(path) else { return false };
        let plain = bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]).then(|| zstd::Decoder::new(&bytes[..]).unwrap());
        stream_holds(&bytes[..]) || plain.is_some_and(stream_holds)
    });
    found.map(str::to_owned).collect()
}

/// Where on this machine, beside the sandbox's own processes, the value is seen while a command runs.
fn processes_with_it(container: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let path = entry.path();
        if !entry.file_name().to_string_lossy().bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let read = |name: &str| std::fs::read(path.join(name)).unwrap_or_default();
        if holds(&read("cmdline")) {
            found.push(format!("{}/cmdline", path.display()));
        }
        let is_inside = String::from_utf8_lossy(&read("cgroup")).contains(container);
        if !is_inside && holds(&read("environ")) {
            found.push(format!("{}/environ", path.display()));
        }
    }
    found
}

/// All that the engine tells of the objects of a home.
fn engine_says(home: &Home) -> Vec<(String, Vec<u8>)> {
    let label = format!("label=sandcastle.home={}", home.id());
    let mut says = Vec::new();
    let ids = |words: &[&str]| docker(words).lines().map(str::to_owned).collect::<Vec<_>>();
    for id in ids(&["ps", "-aq", "--no-trunc", "--filter", &label]) {
        says.push((format!("inspect {id}"), output_of("docker", &["inspect", &id])));
        says.push((format!("logs {id}"), output_of("docker", &["logs", &id])));
        says.push((format!("top {id}"), output_of("docker", &["top", &id, "-eo", "pid,args"])));
        let image = docker(&["inspect", "--format", "{{.Image}}", &id]).trim().to_owned();
        says.push(("image".to_owned(), output_of("docker", &["image", "inspect", &image])));
        says.push(("history".to_owned(), output_of("docker", &["history", "--no-trunc", &image])));
    }
    for id in ids(&["network", "ls", "-q", "--filter", &label]) {
        says.push((format!("network {id}"), output_of("docker", &["network", "inspect", &id])));
    }
    for name in ids(&["volume", "ls", "-q", "--filter", &label]) {
        says.push((format!("volume {name}"), output_of("docker", &["volume", "inspect", &name])));
    }
    says.push((
        "events".to_owned(),
        output_of("docker", &["events", "--since", "30m", "--until", "0s", "--filter", &label]),
    ));
    says
}

fn sha256(value: &str) -> String {
    Sha256::digest(value.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn set(home: &Home, name: &str, value: &str) {
    home.run_with_input(["-q", "secret", "set", name], value.as_bytes()).success();
}

fn container(id: &str) -> String {
    docker(&["ps", "-aq", "--no-trunc", "--filter", &format!("label=sandcastle.id={id}")]).trim().to_owned()
}

/// Keeps all that a run said, and gives its stdout.
fn heard(all: &mut Vec<u8>, run: Run) -> String {
    let run = run.any_stderr().success();
    all.extend_from_slice(run.said().as_bytes());
    let out = run.bytes();
    all.extend_from_slice(&out);
    String::from_utf8(out).unwrap().trim().to_owned()
}

/// Waits until the command is there.
fn runs(home: &Home, id: &str, file: &str) {
    let begun = Instant::now();
    while home.run(["exec", id, &format!("test -e {file}")]).any_stderr().exit_code() != Some(0) {
        assert!(begun.elapsed() < Duration::from_secs(60), "the command did not start");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_planted_secret_is_found_nowhere_but_in_its_command() {
    let home = Home::new();
    let mut said = Vec::new();
    let digest = sha256(VALUE);
    set(&home, "TOKEN", VALUE);
    let id = home.init_with(&["--name", "fox"]);
    let both = ["--secret", "TOKEN=GIVEN", "--secret-file", "TOKEN"];
    let look = "printf %s \"$GIVEN\" | sha256sum; sha256sum </run/secrets/TOKEN";
    let vv = ["-v", "-v"];
    let words = |verb: &[&str], rest: &[&str]| -> Vec<String> {
        vv.iter().chain(verb).chain(&both).chain(rest).map(|word| (*word).to_owned()).collect()
    };
    let twice = format!("{digest}  -\n{digest}  -");
    assert_eq!(heard(&mut said, home.run(words(&["exec"], &[&id, look]))), twice);
    assert_eq!(heard(&mut said, home.run(words(&["run"], &[look]))), twice);
    let job = heard(&mut said, home.run(words(&["exec", "-d"], &[&id, look])));
    home.run(["jobs", "wait", &id, &job]).any_stderr().success();
    heard(&mut said, home.run(["-v", "-v", "jobs", "show", &id, &job, "--json"]));
    assert_eq!(heard(&mut said, home.run(["jobs", "logs", &id, &job])), twice);
    // While one runs: an attached one, whose client is here to be looked at, and a job.
    let mut client = home.command(words(&["exec"], &[&id, "touch ~/one; sleep 600"]));
    let mut client = client.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let long = heard(&mut said, home.run(words(&["exec", "-d"], &[&id, "touch ~/two; sleep 600"])));
    runs(&home, &id, "~/one");
    runs(&home, &id, "~/two");
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", client.id())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    let of_fox = container(&id);
    assert_eq!(processes_with_it(&of_fox), Vec::<String>::new());
    for (what, bytes) in engine_says(&home) {
        assert!(!holds(&bytes), "found during delivery in {what}");
    }
    assert_eq!(files_with_it(home.folder()), Vec::<String>::new(), "during delivery");
    // Errors and views of every kind.
    for words in [
        &["-v", "-v", "exec", "--secret", "TOKEN", "fox", "-w", "/nowhere", "true"][..],
        &["-v", "-v", "--json", "exec", "--secret", "TOKEN", "fox", "-u", "nobody-here", "true"],
        &["-v", "-v", "--json", "exec", "--secret", "TOKEN", "fox", "/no/such/program", "x"],
        &["-v", "-v", "--json", "show", "fox"],
        &["-v", "-v", "--json", "ls"],
        &["-v", "-v", "--json", "events"],
        &["-v", "-v", "doctor", "--json"],
        &["-v", "-v", "secret", "ls", "--json"],
        &["-v", "-v", "secret", "rotate", "NOPE"],
    ] {
        let run = home.run(words).any_stderr();
        said.extend_from_slice(run.said().as_bytes());
        said.extend_from_slice(&run.bytes());
    }
    // Everything that leaves it, while it runs and afterwards.
    let first = heard(&mut said, home.run(["-v", "-v", "snapshot", &id]));
    client.kill().unwrap();
    let output = client.wait_with_output().unwrap();
    said.extend([output.stdout, output.stderr].concat());
    home.run(["jobs", "kill", &id, &long]).any_stderr().success();
    heard(&mut said, home.run(["-v", "-v", "snapshots", "export", &first, home.path("x.tar.zst").to_str().unwrap()]));
    let image = format!("sandcastle-test-secrets:{}", std::process::id());
    heard(&mut said, home.run(["-v", "-v", "snapshots", "export", &first, "--oci", &image]));
    let mut save = Command::new("docker").args(["save", &image]).stdout(Stdio::piped()).spawn().unwrap();
    let in_image = stream_holds(save.stdout.take().unwrap());
    save.wait().unwrap();
    docker(&["rmi", "-f", &image]);
    assert!(!in_image, "found in the image or its layers");
    let mut export = Command::new("docker").args(["export", &of_fox]).stdout(Stdio::piped()).spawn().unwrap();
    let in_tree = stream_holds(export.stdout.take().unwrap());
    export.wait().unwrap();
    assert!(!in_tree, "found in the container's tree");
    home.run(["stop", &id]).any_stderr().success();
    home.run(["start", &id]).any_stderr().success();
    home.run(["-q", "exec", "-u", "root", &id, "ls -A /run/secrets"]).success().stdout("");
    assert!(!holds(&said), "found in what was said");
    assert_eq!(files_with_it(home.folder()), Vec::<String>::new(), "afterwards");
    for (what, bytes) in engine_says(&home) {
        assert!(!holds(&bytes), "found afterwards in {what}");
    }
}

#[test]
fn the_hunt_finds_what_is_really_there() {
    let home = Home::new();
    let id = home.init_with(&["--workdir", "/tmp/pl4nted", "--label", &format!("note={VALUE}")]);
    let mut client = home.spawn(["exec", &id, &format!("touch /tmp/there; sleep 600; : {VALUE}")]);
    runs(&home, &id, "/tmp/there");
    let seen = processes_with_it(&container(&id));
    client.kill().unwrap();
    client.wait().unwrap();
    assert!(seen.iter().any(|place| place.ends_with("cmdline")), "{seen:?}");
    assert!(!files_with_it(home.folder()).is_empty());
    for form in forms() {
        let text = [&b"x"[..], &form, b"y"].concat();
        assert!(holds(&text) && stream_holds(&text[..]));
    }
    let mut packed = zstd::Encoder::new(Vec::new(), 1).unwrap();
    packed.write_all(VALUE.as_bytes()).unwrap();
    std::fs::write(home.path("packed.zst"), packed.finish().unwrap()).unwrap();
    assert!(files_with_it(&home.path("")).iter().any(|path| path.ends_with("packed.zst")));
}

#[test]
fn a_secret_is_its_commands_alone_and_gone_with_it() {
    let home = Home::new();
    set(&home, "TOKEN", "a-value-of-it");
    home.run_with_input(["-q", "secret", "set", "SERVED", "--access", "service"], b"not for commands").success();
    home.run_with_input(["-q", "secret", "set", "NUL"], b"a\0b").success();
    let id = home.init();
    home.run_with_input(["-q", "secret", "set", "TOKEN", "--sandbox", &id], b"its own").success();
    home.run(["exec", &id, "--secret", "TOKEN", "echo $TOKEN"]).success().stdout("its own\n");
    let environment = home.run(["exec", &id, "env"]).success().text();
    assert!(!environment.contains("TOKEN"), "{environment}");
    let look = "stat -c '%a %U' /run/secrets /run/secrets/t && cat /run/secrets/t && stat -f -c %T /run/secrets";
    let expected = "711 root\n400 sandbox\nits owntmpfs\n";
    home.run(["exec", &id, "--secret-file", "TOKEN=t", look]).success().stdout(expected);
    home.run(["exec", &id, "-u", "root", "--secret-file", "TOKEN", "cat /run/secrets/TOKEN"])
        .success()
        .stdout("its own");
    home.run(["exec", &id, "--secret-file", "NUL", "od -An -c /run/secrets/NUL"]).success().stdout("   a  \\0   b\n");
    home.run(["exec", &id, "-u", "root", "ls -A /run/secrets"]).success().stdout("");
    home.run(["exec", &id, "--secret", "NUL", "true"]).fails(2, "holds a NUL byte", "--secret-file NUL");
    home.run(["exec", &id, "--secret", "NOPE", "true"]).fails(125, "no secret NOPE", "sandcastle secret set NOPE");
    home.run(["exec", &id, "--secret", "SERVED", "true"]).fails(125, "may not go to commands", "--access exec");
    home.run(["run", "--secret", "NOPE", "true"]).fails(125, "no secret NOPE", "");
    // Two commands share a file; it goes with the last one.
    let job = home.run(["exec", "-d", &id, "--secret-file", "TOKEN", "touch ~/on; sleep 600"]).success().id();
    runs(&home, &id, "~/on");
    home.run(["exec", &id, "--secret-file", "TOKEN", "cat /run/secrets/TOKEN"]).success().stdout("its own");
    home.run(["exec", &id, "ls /run/secrets/TOKEN"]).success().stdout("/run/secrets/TOKEN\n");
    home.run(["exec", &id, "-u", "1234", "cat /run/secrets/TOKEN"]).code(1).stderr_has("denied");
    home.run(["exec", &id, "-u", "1234", "--secret-file", "TOKEN", "true"]).fails(
        125,
        "in use by a command of another user",
        "",
    );
    home.run(["jobs", "kill", &id, &job]).any_stderr().success();
    home.run(["exec", &id, "-u", "root", "ls -A /run/secrets"]).success().stdout("");
    home.run(["kill", &id]).any_stderr().success();
    home.run(["secret", "ls", "-q"]).success().stdout("NUL\nSERVED\nTOKEN\n");
    for folder in ["sandboxes", "delivered"] {
        assert_eq!(crate::support::names(&home.state().join("secrets").join(folder)), Vec::<String>::new());
    }
}

#[test]
fn a_snapshot_or_an_export_with_a_delivered_value_is_refused() {
    let home = Home::new();
    set(&home, "TOKEN", "hunter-two-and-more");
    let id = home.init();
    let snapshots = || home.run(["snapshots", "ls", "-q"]).success().text();
    // Before it was given, nothing is known of it.
    home.run(["exec", &id, "echo hunter-two-and-more > ~/typed"]).success();
    let innocent = home.run(["snapshot", &id]).any_stderr().success().id();
    home.run(["exec", &id, "--secret", "TOKEN", "echo $TOKEN | base64 > ~/.npmrc; rm ~/typed"]).success();
    home.run(["snapshot", &id]).fails(8, "TOKEN in home/sandbox/.npmrc", "--allow-secrets");
    assert_eq!(snapshots(), format!("{innocent}\n"));
    // The value is looked for after it was replaced, and in forks.
    home.run_with_input(["-q", "secret", "rotate", "TOKEN"], b"another value").success();
    home.run(["snapshot", &id]).fails(8, "TOKEN in home/sandbox/.npmrc", "");
    let fork = home.run(["fork", &id]).any_stderr().success().id();
    home.run(["snapshot", &fork]).fails(8, "TOKEN in home/sandbox/.npmrc", "");
    home.run(["kill", &fork]).any_stderr().success();
    let file = home.path("x.tar.zst");
    let file = file.to_str().unwrap();
    home.run(["snapshots", "export", &innocent, file]).fails(8, "TOKEN in home/sandbox/typed", "--allow-secrets");
    assert!(!Path::new(file).exists());
    let holder = home.run(["snapshot", &id, "--allow-secrets"]).stderr_has("the snapshot holds secrets").success().id();
    home.run(["kill", &id]).any_stderr().success();
    home.run(["snapshots", "export", &holder, file]).fails(8, "holds secrets: TOKEN", "--allow-secrets");
    home.run(["snapshots", "export", &holder, file, "--allow-secrets"]).any_stderr().success();
    assert!(Path::new(file).exists());
}
