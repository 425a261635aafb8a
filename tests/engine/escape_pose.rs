//! Posing: as the guest towards the client, as the client towards the guest. The kernel says who somebody is.

use crate::live::until;
use crate::support::{Home, Run};

/// Takes the guest's place in the shared folder, again and again, in one of several ways: listens and answers as a guest
/// would, or with frames that are none; or puts a link, a fifo or a folder there.
const POSE: &str = r#"
import json, os, shutil, socket, struct, sys, threading, time
path, way = "/.sandcastle-run/guest.sock", sys.argv[1]
frame = lambda kind, body: struct.pack("<BI", kind, len(body)) + body
lies = {
    "answers": frame(1, json.dumps({"reply": "ended", "code": 0, "exit_code": 0}).encode()) + frame(2, b"forged\n"),
    "huge": struct.pack("<BI", 1, 0xFFFFFFFF) + b"x" * 100000,
    "garbage": bytes(range(256)) * 400,
    "silent": b"",
}

def serve(server):
    while True:
        try:
            peer, _ = server.accept()
            print("met", flush=True)
            peer.sendall(lies[way] * 3)
            if peer.recv(1):
                print("believed", flush=True)
        except OSError:
            return

def away():
    try:
        shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)
    except OSError:
        pass

print("begun", flush=True)
while True:
    away()
    try:
        if way in lies:
            server = socket.socket(socket.AF_UNIX)
            server.bind(path)
            os.chmod(path, 0o777)
            server.listen(20)
            threading.Thread(target=serve, args=(server,), daemon=True).start()
        elif way == "fifo":
            os.mkfifo(path, 0o777)
        elif way == "folder":
            os.mkdir(path, 0o777)
        else:
            os.symlink(way, path)
    except OSError:
        pass
    time.sleep(0.03)
"#;

/// Who has the folder can cut a connection off, which is told as such; what it can't is answer in the guest's place.
fn unless_cut(home: &Home, arguments: &[&str]) -> Run {
    for _ in 0..20 {
        let run = home.run(arguments).any_stderr();
        if !run.said().contains("broke off") {
            return run;
        }
    }
    panic!("{arguments:?} never came to its end");
}

#[test]
fn whatever_stands_in_the_place_of_the_guest_is_never_believed() {
    let home = Home::new();
    // The engine's own socket, by its path on the host: a client that follows the link speaks to it.
    let ways = ["answers", "huge", "garbage", "silent", "fifo", "folder", "/var/run/docker.sock", "/etc/passwd"];
    std::thread::scope(|scope| {
        for ways in ways.chunks(2) {
            let home = &home;
            scope.spawn(move || {
                let id = home.init();
                for way in ways {
                    let job =
                        home.run(["exec", "-d", "-u", "root", &id, "--", "python3", "-c", POSE, way]).success().id();
                    let logs = || unless_cut(home, &["jobs", "logs", &id, &job]).success().text();
                    until("begun to pose", || logs().starts_with("begun\n"));
                    // Where it listens, until a client met it.
                    let met =
                        |said: &str| way.starts_with('/') || ["fifo", "folder"].contains(way) || said.contains("met");
                    let mut rounds = 0;
                    until("met by a client", || {
                        unless_cut(home, &["exec", &id, "echo genuine; exit 7"]).code(7).stdout("genuine\n");
                        rounds += 1;
                        rounds >= 5 && met(&logs())
                    });
                    assert!(!logs().contains("believed"), "{way}: a client spoke to it");
                    home.run(["jobs", "kill", "-q", "--force", &id, &job]).success().any_stderr();
                }
                home.run(["kill", &id]).success();
            });
        }
    });
    home.is_clean();
}

#[test]
fn a_folder_of_the_guests_name_and_a_program_in_its_place_are_nobody() {
    let home = Home::new();
    let id = home.init();
    let replaced = "cd / && for of in .sandcastle .sandcastle/sandcastle .sandcastle-run; do rm -rf $of/* 2>/dev/null; mv $of x 2>/dev/null && echo moved; rmdir $of 2>/dev/null && echo removed; ln -sfn /tmp $of 2>/dev/null; done; cp /bin/true /.sandcastle/sandcastle 2>/dev/null && echo replaced; chmod 777 /.sandcastle/sandcastle 2>/dev/null && echo changed; ls -d /.sandcastle/sandcastle";
    let before = std::fs::metadata(program(&home)).unwrap().len();
    home.run(["exec", "-u", "root", &id, replaced]).success().stdout("/.sandcastle/sandcastle\n");
    assert_eq!(std::fs::metadata(program(&home)).unwrap().len(), before);
    // The bridge runs the guest's program through the engine: the one that is mounted, not one of a hostile PATH.
    home.run(["exec", "-u", "root", &id, "cp /bin/false /usr/local/bin/sandcastle; rm -rf /bin/sh.d"]).success();
    home.run(["config", "set", "guest.road", "bridge"]).success();
    home.run(["exec", &id, "echo genuine"]).success().stdout("genuine\n");
    home.run(["stop", &id]).success();
    home.run(["start", &id]).success();
    home.run(["exec", &id, "echo again"]).success().stdout("again\n");
}

/// The program that is mounted into the sandboxes of a home.
fn program(home: &Home) -> std::path::PathBuf {
    let guest = home.folder().join("home/data/guest");
    let digests = std::fs::read_dir(&guest).unwrap().flatten().map(|entry| entry.path());
    digests.map(|digest| digest.join("sandcastle")).find(|program| program.exists()).expect("it was copied there")
}

/// Speaks to the guest's sockets as the client does; says what came back.
const ASK: &str = r#"
import json, socket, struct, sys
for address in ("/.sandcastle-run/guest.sock", "\0sandcastle-guest"):
    for request in ({"protocol": 1, "request": "health"}, {"protocol": 1, "request": "exec", "command": ["id"]}):
        peer = socket.socket(socket.AF_UNIX)
        peer.settimeout(5)
        try:
            peer.connect(address)
            body = json.dumps(request).encode()
            peer.sendall(struct.pack("<BI", 1, len(body)) + body)
            print(len(peer.recv(100)))
        except PermissionError:
            print("EACCES")
        except (ConnectionResetError, BrokenPipeError):
            print("reset")
"#;

#[test]
fn a_process_inside_is_no_client_of_the_guest() {
    for road in ["shared", "bridge"] {
        let home = Home::new();
        home.run(["config", "set", "guest.road", road]).success();
        let id = home.init();
        for user in ["sandbox", "root"] {
            let run = home.run_with_input(["exec", "-u", user, &id, "--", "python3", "-"], ASK.as_bytes()).success();
            let text = run.text();
            let answers: Vec<&str> = text.lines().collect();
            assert_eq!(answers.len(), 4, "{text}");
            // The folder keeps the user out; root gets in, and is hung up on without a byte.
            let refused = |answer: &&str| matches!(*answer, "EACCES" | "reset" | "0");
            assert!(answers.iter().all(refused), "{road}, {user}: {text}");
            if user == "sandbox" && road == "shared" {
                assert_eq!(answers[..2], ["EACCES", "EACCES"]);
            }
        }
        home.run(["exec", &id, "echo works"]).success().stdout("works\n");
    }
}
