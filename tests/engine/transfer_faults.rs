//! Transfers that are cut, stalled, met by another one, or run out of room: what was there before stands, whole.

use crate::live::until;
use crate::support::{Home, Run, names};
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

fn signal(child: &Child, signal: &str) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

/// A tar stream of one file of so many bytes, each the same.
fn tar(name: &str, byte: u8, size: usize) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(size as u64);
    header.set_mode(0o644);
    builder.append_data(&mut header, name, &vec![byte; size][..]).unwrap();
    builder.into_inner().unwrap()
}

/// Whether nothing of a transfer that broke off lies about inside.
fn nothing_staged(home: &Home, id: &str) -> bool {
    let find = "find / -xdev -name '.sandcastle-?*' -not -path '/.sandcastle-run*' 2>/dev/null";
    home.run(["exec", "-u", "root", id, find]).any_stderr().text().is_empty()
}

#[test]
fn an_upload_cut_anywhere_leaves_the_old_file_and_nothing_else() {
    let home = Home::new();
    let id = home.init();
    home.run_with_input(["upload", &id, "-", "/code"], &tar("file", b'o', 3)).success();
    let stream = tar("file", b'n', 3_000_000);
    for share in [1, 50, 99] {
        let cut = &stream[..stream.len() * share / 100];
        home.run_with_input(["upload", "--json", &id, "-", "/code"], cut).fails_in_json("damaged", 9, "", "");
        home.run(["exec", &id, "ls -A /code; cat /code/file"]).success().stdout("file\nooo");
        // And by the death of the client, while more would come.
        let mut child = home.command(["upload", &id, "-", "/code"]).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(cut).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        until("swept after a death", || nothing_staged(&home, &id));
        home.run(["exec", &id, "ls -A /code; cat /code/file"]).success().stdout("file\nooo");
        assert_eq!(home.run(["show", "--json", &id]).success().json()["state"], "running");
    }
}

#[test]
fn a_full_file_system_inside_is_told_and_keeps_what_was_there() {
    let home = Home::new();
    let id = home.init();
    home.run(["exec", &id, "printf old > /dev/shm/file"]).success();
    let size = home.run(["exec", &id, "stat -f -c '%b %S' /dev/shm"]).success().text();
    let room: usize = size.split_whitespace().map(|number| number.parse::<usize>().unwrap()).product();
    let big = tar("file", b'n', room + (1 << 20));
    home.run_with_input(["upload", "--json", &id, "-", "/dev/shm"], &big).fails_in_json("no_space", 1, "", "");
    home.run(["exec", &id, "ls -A /dev/shm; cat /dev/shm/file"]).success().stdout("file\nold");
}

#[test]
fn a_full_disk_here_is_told_and_the_destination_is_as_it_was() {
    let home = Home::new();
    let id = home.init();
    home.run(["exec", &id, "head -c 30000000 /dev/urandom > big"]).success();
    let folder = home.path("small");
    std::fs::create_dir_all(&folder).unwrap();
    let mount = |arguments: &[&str]| assert!(Command::new("mount").args(arguments).status().unwrap().success());
    mount(&["-t", "tmpfs", "-o", "size=8m", "tmpfs", folder.to_str().unwrap()]);
    std::fs::File::create(folder.join("big")).unwrap().write_all(b"old").unwrap();
    let full = home.run(["download", "--json", &id, "big", folder.to_str().unwrap()]);
    let (left, content) = (names(&folder), std::fs::read(folder.join("big")).unwrap());
    mount(&["-o", "remount,ro", folder.to_str().unwrap()]);
    let refused = home.run(["download", "--json", &id, "/etc/hostname", folder.to_str().unwrap()]);
    assert!(Command::new("umount").arg(&folder).status().unwrap().success());
    full.fails_in_json("no_space", 1, "", "");
    assert_eq!((left, content), (vec!["big".to_owned()], b"old".to_vec()));
    refused.fails_in_json("denied", 8, "", "");
}

#[test]
fn of_two_uploads_to_one_path_one_wins_whole() {
    let home = Home::new();
    let id = home.init();
    for _ in 0..5 {
        std::thread::scope(|scope| {
            for byte in *b"ab" {
                let (home, id) = (&home, &id);
                scope.spawn(move || {
                    home.run_with_input(["upload", id, "-", "/code"], &tar("file", byte, 4_000_000)).success()
                });
            }
        });
        let seen =
            home.run(["exec", &id, "wc -c < /code/file; fold -w1 /code/file | sort -u | wc -l"]).success().text();
        assert_eq!(seen, "4000000\n1\n", "a mixture");
    }
    assert!(nothing_staged(&home, &id));
}

#[test]
fn odd_places_of_a_sandbox_are_read_from_inside_of_it_alone() {
    let home = Home::new();
    let id = home.init();
    let to = |name: &str| home.path(name).to_str().unwrap().to_owned();
    // A way upwards ends at the sandbox's own root.
    home.run(["download", &id, "../../../../../../etc/hostname", &to("hostname")]).success();
    assert_eq!(std::fs::read_to_string(to("hostname")).unwrap(), format!("{id}\n"));
    home.run(["exec", &id, "echo memory > /dev/shm/x"]).success();
    home.run(["download", &id, "/dev/shm/x", &to("x")]).success();
    assert_eq!(std::fs::read_to_string(to("x")).unwrap(), "memory\n");
    home.run(["download", "--max-files", "100", &id, "/", &to("all")]).any_stderr().code(8);
    assert!(!home.path("all").exists());
    // Modes that would shut the caller out or let others in are mended, and told.
    let odd = "mkdir -p odd/shut && echo s > odd/setuid && chmod 6755 odd/setuid && echo w > odd/writable && chmod 222 odd/writable && echo i > odd/shut/in && chmod 000 odd/shut";
    home.run(["exec", "-u", "root", &id, odd]).success();
    home.run(["download", &id, "odd", &to("odd")]).success().stderr_has("setuid");
    let mode = |name: &str| {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(home.path("odd").join(name)).unwrap().permissions().mode() & 0o7777
    };
    assert_eq!(mode("setuid"), 0o755);
    assert_eq!((mode("writable") & 0o700, mode("shut") & 0o700), (0o200, 0), "modes survive but for the special bits");
}

/// Exchanges a folder and a link to a folder of the host, as fast as it can.
const SWAPPER: &str = r#"python3 -c '
import ctypes, time
libc = ctypes.CDLL(None)
while True:
    libc.renameat2(-100, b"/workspace/t/sub", -100, b"/workspace/t/aside", 2)
    time.sleep(0.0001)
'"#;

#[test]
fn a_folder_that_is_swapped_for_a_link_while_it_is_read_leads_no_download_anywhere() {
    let home = Home::new();
    let id = home.init();
    let canary = home.file("canary/secret", "of the host");
    let vault = canary.parent().unwrap().to_str().unwrap().to_owned();
    home.run([
        "exec",
        "-u",
        "root",
        &id,
        &format!("mkdir -p {vault} && echo of the sandbox > {vault}/secret && chmod 700 {vault}"),
    ])
    .success();
    home.run(["exec", &id, &format!("mkdir -p t/sub && echo plain > t/sub/secret && ln -s {vault} t/aside")]).success();
    home.run(["exec", "-d", &id, SWAPPER]).success().id();
    for round in 0..30 {
        let dest = home.path(&format!("dest-{round}"));
        let run = home.run(["download", &id, "t", dest.to_str().unwrap()]).any_stderr();
        if run.exit_code() == Some(0) {
            let inside = std::fs::canonicalize(&dest).unwrap();
            for name in names(&dest).iter().filter(|name| !dest.join(name).is_symlink()) {
                assert_eq!(std::fs::read_to_string(inside.join(name).join("secret")).unwrap(), "plain\n");
            }
        } else {
            assert!(!dest.exists(), "half a tree: {}", run.stderr());
        }
    }
    assert_eq!(std::fs::read_to_string(&canary).unwrap(), "of the host");
    assert_eq!(names(canary.parent().unwrap()), ["secret"]);
}

/// A download whose client stands still in the middle.
fn stalled(home: &Home, id: &str) -> Child {
    let mut child = home.command(["download", id, "big", "-"]);
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdout.as_mut().unwrap().read_exact(&mut [0; 100_000]).unwrap();
    signal(&child, "-STOP");
    child
}

#[test]
fn a_download_that_stands_still_holds_up_nobody() {
    let home = Home::new();
    let id = home.init_with(&["--name", "box"]);
    home.run(["exec", &id, "head -c 300000000 /dev/zero > big"]).success();
    let mut child = stalled(&home, &id);
    home.run(["exec", &id, "echo goes on"]).success().stdout("goes on\n");
    let file = home.file("file", "x");
    home.run(["upload", &id, file.to_str().unwrap(), "/code/"]).success();
    home.run(["download", &id, "/code/file", "-"]).success();
    assert_eq!(home.run(["ls", "--json"]).success().json()["items"][0]["state"], "running");
    // It goes on where it was, or says that it was given up.
    signal(&child, "-CONT");
    let mut rest = Vec::new();
    child.stdout.take().unwrap().read_to_end(&mut rest).unwrap();
    let output = child.wait_with_output().unwrap();
    match output.status.code() {
        Some(0) => assert!(rest.len() > 299_900_000, "{} bytes", rest.len()),
        code => assert!(!output.stderr.is_empty(), "{code:?}"),
    }
    // Nor does it keep the sandbox from being stopped and killed.
    let mut child = stalled(&home, &id);
    home.run(["stop", "box"]).success().any_stderr();
    home.run(["start", "box"]).success();
    let mut other = stalled(&home, &id);
    home.run(["kill", "box"]).success();
    home.is_clean();
    for child in [&mut child, &mut other] {
        signal(child, "-CONT");
        let mut rest = Vec::new();
        child.stdout.take().unwrap().read_to_end(&mut rest).unwrap();
        let code = child.wait().unwrap().code();
        assert!(code != Some(0), "a stream that was cut ended with {code:?}");
    }
}

#[test]
fn a_sandbox_that_is_killed_during_a_transfer_leaves_no_half_of_it() {
    let home = Home::new();
    for _ in 0..3 {
        let id = home.init();
        home.run(["exec", &id, "head -c 600000000 /dev/urandom > big"]).success();
        let dest = home.path("dest");
        let download = home.spawn(["download", "--json", &id, "big", dest.to_str().unwrap()]);
        let mut upload = home.command(["upload", "--json", &id, "-", "/code"]);
        let mut upload = upload.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let half = tar("file", b'n', 4_000_000);
        upload.stdin.as_mut().unwrap().write_all(&half[..2_000_000]).unwrap();
        std::thread::sleep(Duration::from_millis(200));
        home.run(["kill", &id]).success().any_stderr();
        let download = Run::of("download".to_owned(), download.wait_with_output().unwrap(), home.folder());
        let upload = Run::of("upload".to_owned(), upload.wait_with_output().unwrap(), home.folder());
        assert_ne!(upload.exit_code(), Some(0), "{}", upload.stderr());
        if download.exit_code() == Some(0) {
            assert_eq!(std::fs::metadata(&dest).unwrap().len(), 600_000_000);
            std::fs::remove_file(&dest).unwrap();
        } else {
            assert!(!dest.exists(), "{}", download.stderr());
        }
        drop((download.any_stderr(), upload.any_stderr()));
        assert_eq!(names(&home.path("")), Vec::<String>::new(), "nothing lies beside it");
        home.is_clean();
    }
}
