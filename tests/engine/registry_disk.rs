//! The disk of the registry is full, or can't be written: told by its class, and what was there is there byte for byte.

use crate::support::{Home, docker};
use std::io::Write;
use std::process::Command;

/// The state folder of a home on a file system of its own.
struct Mounted<'h>(&'h Home);

impl Mounted<'_> {
    fn mount(&self, options: &str) {
        let state = self.0.state();
        std::fs::create_dir_all(&state).unwrap();
        let folder = state.to_str().unwrap();
        let arguments = ["-t", "tmpfs", "-o", options, "tmpfs", folder];
        assert!(Command::new("mount").args(arguments).status().unwrap().success());
    }

    fn again(&self, options: &str) {
        let folder = self.0.state();
        assert!(Command::new("mount").args(["-o", options]).arg(&folder).status().unwrap().success());
    }

    /// All records with their content.
    fn records(&self) -> String {
        let line = "cd \"$1\" && find registry -type f | sort | xargs -r sha256sum";
        let output = Command::new("sh").args(["-c", line, "sh"]).arg(self.0.state()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("mount").args(["-o", "remount,rw,size=64m"]).arg(self.0.state()).status();
        let _ = Command::new(crate::support::PROGRAM)
            .args(["kill", "--all", "--yes", "-q"])
            .env("SANDCASTLE_HOME", self.0.folder().join("home"))
            .output();
        let _ = Command::new("umount").arg(self.0.state()).status();
    }
}

#[test]
fn a_registry_on_a_full_or_read_only_disk_keeps_what_it_has_and_says_so() {
    let home = Home::new();
    let mounted = Mounted(&home);
    mounted.mount("size=1m,mode=700");
    let id = home.init_with(&["--name", "kept"]);
    let before = mounted.records();
    let containers =
        || docker(&["ps", "-aq", "--filter", &format!("label=sandcastle.home={}", home.id())]).lines().count();
    let filler = home.state().join("filler");
    let mut file = std::fs::File::create(&filler).unwrap();
    while file.write_all(&[0; 512]).is_ok() {}
    drop(file);
    for verb in [&["init", "--json"][..], &["rename", "--json", "kept", "other"], &["keepalive", "--json", "kept"]] {
        let run = home.run(verb);
        assert_eq!(run.exit_code(), Some(1), "{verb:?}: {}", run.stderr());
        run.fails_in_json("no_space", 1, "", "");
        assert_eq!(mounted.records(), before, "{verb:?}");
    }
    assert_eq!(containers(), 1);
    home.run(["doctor"]).code(1).any_stderr().stdout_has("is full");
    home.run(["exec", &id, "echo works"]).success().any_stderr().stdout("works\n");
    mounted.again("remount,ro");
    for verb in [&["init", "--json"][..], &["rename", "--json", "kept", "other"]] {
        let run = home.run(verb).any_stderr();
        assert!(matches!(run.exit_code(), Some(1 | 8)), "{verb:?} ended with {:?}", run.exit_code());
        assert_eq!(mounted.records(), before, "{verb:?}");
    }
    assert_eq!(containers(), 1);
    home.run(["doctor"]).code(1).any_stderr().stdout_has("can't be written");
    mounted.again("remount,rw");
    std::fs::remove_file(&filler).unwrap();
    let other = home.init();
    home.run(["exec", &other, "echo again"]).success().stdout("again\n");
    home.run(["kill", &id, &other, "--yes"]).success();
    home.is_clean();
}
