//! What a hostile root inside a sandbox could try against its guest and its caller.

use crate::support::Home;

fn as_root(home: &Home, id: &str, line: &str) -> (Option<i32>, String) {
    let run = home.run(["exec", "-u", "root", id, line]);
    (run.exit_code(), run.any_stderr().text())
}

#[test]
fn root_inside_can_neither_trace_nor_kill_the_guest_nor_read_its_memory() {
    let home = Home::new();
    let id = home.init();
    let trace = r#"python3 -c '
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
print("attach", libc.ptrace(16, 1, 0, 0), os.strerror(ctypes.get_errno()))
try:
    open("/proc/1/mem", "rb+")
    print("memory opened")
except OSError as error:
    print("memory", error.strerror)
try:
    print("environment", len(open("/proc/1/environ").read()))
except OSError as error:
    print("environment", error.strerror)
'"#;
    let (_, text) = as_root(&home, &id, trace);
    assert_eq!(text, "attach -1 Operation not permitted\nmemory Permission denied\nenvironment Permission denied\n");
    as_root(&home, &id, "kill -KILL 1; kill -STOP 1; kill -INT 1");
    home.run(["exec", &id, "echo alive"]).success().stdout("alive\n");
}

#[test]
fn root_inside_can_neither_move_nor_write_the_guests_folders_and_a_lost_socket_comes_back() {
    let home = Home::new();
    let id = home.init();
    let (_, text) = as_root(
        &home,
        &id,
        "mv /.sandcastle /elsewhere 2>/dev/null || echo kept; touch /.sandcastle/x 2>/dev/null || echo read-only; mv /.sandcastle-run /elsewhere 2>/dev/null || echo kept; umount /.sandcastle 2>/dev/null || echo mounted; mount --bind /tmp /.sandcastle 2>/dev/null || echo refused",
    );
    assert_eq!(text, "kept\nread-only\nkept\nmounted\nrefused\n");
    as_root(&home, &id, "rm -f /.sandcastle-run/guest.sock");
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(home.run(["show", &id, "--json"]).success().json()["road"], "shared", "the socket was restored");
}

#[test]
fn nobody_inside_can_pose_as_the_guest() {
    let home = Home::new();
    let id = home.init();
    // A listener of root's own in the place of the socket: the kernel says that it is not the first process.
    let fake = r#"python3 -c '
import os, socket, time
for _ in range(200):
    try:
        os.unlink("/.sandcastle-run/guest.sock")
    except FileNotFoundError:
        pass
    try:
        server = socket.socket(socket.AF_UNIX)
        server.bind("/.sandcastle-run/guest.sock")
        server.listen(10)
        os.chmod("/.sandcastle-run/guest.sock", 0o777)
    except OSError:
        pass
    time.sleep(0.02)
' >/dev/null 2>&1"#;
    home.run(["exec", "-d", "-u", "root", &id, fake]).success().id();
    std::thread::sleep(std::time::Duration::from_millis(300));
    for _ in 0..10 {
        home.run(["exec", &id, "echo genuine"]).success().stdout("genuine\n");
    }
}

#[test]
fn nobody_inside_can_act_as_a_client() {
    let home = Home::new();
    let id = home.init();
    let pose = r#"python3 -c '
import json, socket, struct
def ask(address):
    peer = socket.socket(socket.AF_UNIX)
    peer.settimeout(3)
    try:
        peer.connect(address)
        body = json.dumps({"protocol": 1, "request": "health"}).encode()
        peer.sendall(struct.pack("<BI", 1, len(body)) + body)
        return len(peer.recv(100))
    except OSError:
        return 0
print(ask("/.sandcastle-run/guest.sock"), ask("\0sandcastle-guest"))
'"#;
    assert_eq!(as_root(&home, &id, pose).1, "0 0\n");
    assert_eq!(home.run(["exec", &id, pose]).success().text(), "0 0\n");
}

#[test]
fn a_sibling_cannot_be_given_the_socket_folder_of_another() {
    let home = Home::new();
    let (one, two) = (home.init(), home.init());
    // There is no mount of the caller's choice yet; what a sibling sees is its own folder alone.
    let (_, text) = as_root(&home, &one, "ls -a /.sandcastle-run; cat /proc/self/mountinfo | grep -c sandcastle-run");
    assert!(text.contains("guest.sock") && text.trim_end().ends_with('1'), "{text}");
    assert!(!text.contains(&two));
}
