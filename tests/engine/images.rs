//! Any Linux image of this processor works: one that holds nothing at all, and one with nothing but a shell.

use crate::support::terminal::Terminal;
use crate::support::{Home, docker};
use std::io::Write;
use std::process::{Command, Stdio};

/// An image made by a test, removed with it.
struct Image(String);

impl Image {
    fn of(name: &str, tar: &[u8], changes: &[&str]) -> Image {
        let mut import = Command::new("docker");
        import.arg("import");
        for change in changes {
            import.args(["--change", change]);
        }
        let mut child = import.args(["-", name]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(tar).unwrap();
        assert!(child.wait().unwrap().success());
        Image(name.to_owned())
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        let _ =
            Command::new("docker").args(["rmi", "-f", &self.0]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}

#[test]
fn an_empty_image_takes_files_and_runs_a_static_program() {
    let home = Home::new();
    let image = Image::of(&format!("sandcastle-test-empty:{}", std::process::id()), &[0u8; 1024], &[]);
    let id = home.init_with(&["--image", &image.0]);
    home.run(["upload", &id, crate::support::PROGRAM, "/tool"]).success();
    let version = home.run(["exec", &id, "--", "/tool", "--version"]).success().text();
    assert!(version.starts_with("sandcastle "), "{version}");
    home.run(["exec", "--json", &id, "echo no shell"]).fails_in_json("command_not_found", 127, "/bin/sh", "");
    assert!(Terminal::open(&home, &["shell", &id]).ends(127).contains("no shell"));
    let back = home.path("back");
    home.run(["download", &id, "/tool", back.to_str().unwrap()]).success();
    assert_eq!(std::fs::read(back).unwrap(), std::fs::read(crate::support::PROGRAM).unwrap());
    let job = home.run(["exec", "-d", &id, "--", "/tool", "--help"]).success().id();
    home.run(["jobs", "wait", "-q", &id, &job]).code(0);
    home.run(["kill", &id]).success();
    home.is_clean();
}

#[test]
fn an_image_with_nothing_but_a_shell_runs_lines_as_its_own_user() {
    let home = Home::new();
    let source = home.init();
    let pack = "mkdir -p /tmp/root/bin /tmp/root/etc && cp /bin/sh /tmp/root/bin/sh && for lib in $(ldd /bin/sh | grep -o '/[^ ]*'); do mkdir -p /tmp/root$(dirname $lib) && cp $lib /tmp/root$lib; done && echo 'app:x:77:78::/:/bin/sh' > /tmp/root/etc/passwd && echo 'app:x:78:' > /tmp/root/etc/group && tar -C /tmp/root -c .";
    let tar = home.run(["exec", &source, pack]).success().bytes();
    let image = Image::of(
        &format!("sandcastle-test-shell:{}", std::process::id()),
        &tar,
        &["USER app", "WORKDIR /work", "ENV FROM_IMAGE=yes"],
    );
    let id = home.init_with(&["--image", &image.0]);
    home.run(["exec", &id, "pwd; echo $FROM_IMAGE; echo mine > file; while read line; do echo $line; done < file"])
        .success()
        .stdout("/work\nyes\nmine\n");
    let passed = home.run_with_input(["exec", &id, "read a; read b; echo $b $a"], b"1\n2\n").success().text();
    assert_eq!(passed, "2 1\n");
    home.run(["exec", "--timeout", "1s", &id, "while :; do :; done"]).code(124).any_stderr();
    let shell = Terminal::open(&home, &["shell", &id]);
    shell.line("echo $SHELL in $PWD a''s $HOME");
    shell.sees("/bin/sh in /work as /");
    shell.line("exit 5");
    shell.ends(5);
    // The image goes only when nothing is made of it any more.
    home.run(["kill", "--all", "--yes"]).success();
}

#[test]
fn labels_that_an_image_brings_along_never_make_it_ours() {
    let home = Home::new();
    let keep = home.init();
    let home_label = format!("LABEL sandcastle.home={} sandcastle.id={keep}", home.id());
    let image = Image::of(
        &format!("sandcastle-test-label:{}", std::process::id()),
        &[0u8; 1024],
        &[&home_label, "CMD [\"/x\"]"],
    );
    let foreign = docker(&["create", "--name", &format!("foreign-{keep}"), &image.0]);
    let id = home.init_with(&["--image", &image.0]);
    assert_ne!(id, keep);
    assert_eq!(home.run(["ls", "--json"]).success().any_stderr().json()["items"].as_array().unwrap().len(), 2);
    home.run(["kill", "--all", "--yes"]).any_stderr();
    let left = docker(&["ps", "-aq", "--no-trunc", "--filter", &format!("name=foreign-{keep}")]);
    docker(&["rm", "-f", foreign.trim()]);
    assert_eq!(left, foreign, "what is not ours is left alone");
}

#[test]
fn an_image_that_nobody_has_is_not_found_and_nothing_is_left() {
    let home = Home::new();
    let run = home.run(["init", "--json", "--image", "localhost:1/no/such:image"]);
    assert_ne!(run.exit_code(), Some(0));
    let error = run.stderr();
    assert!(error.contains("localhost:1/no/such:image"), "{error}");
    home.is_clean();
}
