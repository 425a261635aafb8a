//! Ways out of a default sandbox, each tried by hostile code as the sandbox's user and as root, and refused for the
//! right reason: the kernel's own word, not just a failure.

use crate::support::{Home, docker, names};
use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

/// The attempts on the kernel; its header says how it answers.
const ATTEMPTS: &str = include_str!("escape/attempts.py");

/// What is not `EPERM`: the attempt, and the kernel's word for the sandbox's user and for root in it.
const OTHER: [(&str, &str, &str); 26] = [
    // The first process can't be looked into, by root neither: it is not dumpable.
    ("enter the namespace of PID 1", "EACCES", "EACCES"),
    ("open the memory of PID 1", "EACCES", "EACCES"),
    ("open the root of PID 1", "EACCES", "EACCES"),
    ("open a descriptor of PID 1", "EACCES", "EACCES"),
    ("read the environment of PID 1", "EACCES", "EACCES"),
    // Switches of the whole machine: read-only mounts, for root too.
    ("/proc/sysrq-trigger", "EACCES", "EROFS"),
    ("/proc/sys/kernel/core_pattern", "EACCES", "EROFS"),
    ("/proc/sys/kernel/modprobe", "EACCES", "EROFS"),
    ("/proc/sys/fs/binfmt_misc/register", "EACCES", "EROFS"),
    ("/proc/sys/net/ipv4/ip_forward", "EACCES", "EROFS"),
    ("/proc/irq/default_smp_affinity", "EACCES", "EROFS"),
    ("/sys/kernel/uevent_helper", "EROFS", "EROFS"),
    ("/sys/kernel/mm/transparent_hugepage/enabled", "EROFS", "EROFS"),
    ("/sys/power/state", "EROFS", "EROFS"),
    ("/sys/devices/system/cpu/cpu1/online", "EROFS", "EROFS"),
    ("cgroup files", "EACCES", "EROFS"),
    // Masked: an empty file or folder lies over it.
    ("/proc/kcore", "empty", "empty"),
    ("/proc/keys", "empty", "empty"),
    ("/proc/timer_list", "empty", "empty"),
    ("/sys/firmware", "[]", "[]"),
    // The machine's devices are not there.
    ("/dev/mem", "ENOENT", "ENOENT"),
    ("/dev/kmsg", "ENOENT", "ENOENT"),
    ("/dev/fuse", "ENOENT", "ENOENT"),
    ("/dev/kvm", "ENOENT", "ENOENT"),
    ("/dev/vda", "ENOENT", "ENOENT"),
    // And what a developer needs: were this refused, too, the rest would prove little.
    ("trace its own child", "done", "done"),
];

/// Whether an outcome is as it has to be. What this machine's kernel was built without can't be there inside either.
fn is_right(attempt: &str, outcome: &str, expected: &str) -> bool {
    let absent = attempt.starts_with('/') && !Path::new(attempt).exists();
    outcome == expected || (outcome == "ENOENT" && absent) || (attempt == "cgroup files" && outcome == "none there")
}

#[test]
fn every_attempt_on_the_kernel_is_refused_for_the_right_reason() {
    let home = Home::new();
    let id = home.init();
    for user in ["root", "sandbox"] {
        home.run(["exec", "-d", "-u", user, &id, "exec sleep 900"]).success().id();
    }
    for (user, column) in [("sandbox", 0), ("root", 1)] {
        let run = home.run_with_input(["exec", "-u", user, &id, "--", "python3", "-"], ATTEMPTS.as_bytes());
        let text = run.success().text();
        let outcomes: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once(": ")).collect();
        let mut wrong = Vec::new();
        for (attempt, outcome) in outcomes.iter().filter(|(attempt, _)| *attempt != "devices") {
            let words = OTHER.iter().find(|(name, ..)| name == attempt).map(|(_, user, root)| [*user, *root]);
            let expected = words.map_or("EPERM", |words| words[column]);
            if !is_right(attempt, outcome, expected) {
                wrong.push(format!("{attempt}: {outcome}, not {expected}"));
            }
        }
        assert!(wrong.is_empty(), "as {user}:\n{}", wrong.join("\n"));
        let tried: HashSet<&str> = outcomes.iter().map(|(attempt, _)| *attempt).collect();
        assert!(OTHER.iter().all(|(name, ..)| tried.contains(name)), "as {user}: an attempt was not made\n{text}");
        let devices = "fd full mqueue null ptmx pts random shm stderr stdin stdout tty urandom zero";
        assert_eq!(outcomes.last(), Some(&("devices", devices)));
    }
}

#[test]
fn a_sandbox_has_namespaces_of_its_own_and_sees_no_process_but_its_own() {
    let home = Home::new();
    let id = home.init();
    let listed = "for space in cgroup ipc mnt net pid uts; do readlink /proc/self/ns/$space; done";
    let inside = home.run(["exec", &id, listed]).success().text();
    let outside = String::from_utf8(Command::new("sh").args(["-c", listed]).output().unwrap().stdout).unwrap();
    let (inside, outside): (Vec<_>, Vec<_>) = (inside.lines().collect(), outside.lines().collect());
    assert_eq!((inside.len(), outside.len()), (6, 6));
    for (inside, outside) in inside.iter().zip(&outside) {
        assert_ne!(inside, outside, "it is the host's");
    }
    // Its cgroup is the root of what it sees, so that not even its id on the host is told.
    home.run(["exec", &id, "cut -d: -f3 /proc/self/cgroup | sort -u"]).success().stdout("/\n");
    home.run(["exec", &id, "--", "ps", "-eo", "comm="]).success().stdout("sandcastle\nps\n");
    home.run(["exec", &id, "ipcs -m | grep -c 0x; ipcs -q | grep -c 0x"]).any_stderr().stdout("0\n0\n");
    let status = home.run(["exec", "-u", "root", &id, "grep -E '^(Cap|NoNew|Seccomp:)' /proc/self/status"]).success();
    assert_eq!(
        status.text().split_whitespace().collect::<Vec<_>>().join(" "),
        "CapInh: 0000000000000000 CapPrm: 00000000000004fb CapEff: 00000000000004fb CapBnd: 00000000000004fb CapAmb: 0000000000000000 NoNewPrivs: 1 Seccomp: 2"
    );
}

/// Removes the image of this name, whatever becomes of the test.
struct Image(String);

impl Drop for Image {
    fn drop(&mut self) {
        let _ = Command::new("docker").args(["rmi", "-f", &self.0]).output();
    }
}

#[test]
fn setuid_programs_and_file_capabilities_of_an_image_give_nothing() {
    let home = Home::new();
    let images = home.run(["image", "ls", "--json"]).success().json();
    let builtin = images["items"].as_array().unwrap().iter().find(|image| image["builtin"] == true).unwrap().clone();
    // What the engine gives to its containers by default, permitted and effective, as `setcap` writes it.
    let capable = "import os, struct; os.setxattr('/capable', 'security.capability', struct.pack('<IIIII', 0x02000001, 0x4fb, 0, 0, 0))";
    let dockerfile = format!(
        "FROM {}\nUSER root\nRUN cp /usr/bin/python3 /setuid && chmod 6755 /setuid && cp /usr/bin/python3 /capable && python3 -c \"{capable}\"\nUSER sandbox\n",
        builtin["names"][0].as_str().unwrap()
    );
    home.file("context/Dockerfile", dockerfile);
    let image = Image(format!("sandcastle-test/gain-{}:v1", std::process::id()));
    let folder = home.path("context");
    home.run(["image", "build", "-q", "--tag", &image.0, folder.to_str().unwrap()]).success().any_stderr();
    let id = home.init_with(&["--image", &image.0]);
    // They are what they seem: where new privileges may be had, both give them.
    let told =
        "import os; print(os.geteuid(), [l.split()[1] for l in open('/proc/self/status') if l[:6] == 'CapEff'][0])";
    for (program, gained) in [("/setuid", "0 0000"), ("/capable", "1000 00000000000004fb")] {
        let plain = docker(&["run", "--rm", "--user", "1000:1000", &image.0, program, "-c", told]);
        assert!(plain.starts_with(gained), "{program}: {plain}");
    }
    for program in ["/setuid", "/capable"] {
        home.run(["exec", &id, "--", program, "-c", told]).success().stdout("1000 0000000000000000\n");
        home.run(["exec", &id, &format!("{program} -c \"{told}\"")]).success().stdout("1000 0000000000000000\n");
    }
    // One that arrives by upload has lost the bit on the way; one that root inside makes gives nothing.
    let made = "cp /usr/bin/python3 /tmp/made && chown root /tmp/made && chmod 4755 /tmp/made && stat -c %a /tmp/made";
    home.run(["exec", "-u", "root", &id, made]).success().stdout("4755\n");
    home.run(["exec", &id, "--", "/tmp/made", "-c", told]).success().stdout("1000 0000000000000000\n");
    home.run(["kill", &id]).success();
    drop(image);
}

#[test]
fn no_socket_of_the_engine_and_no_folder_of_the_host_is_inside() {
    let home = Home::new();
    let id = home.init();
    let found = home.run(["exec", "-u", "root", &id, "find / -path /proc -prune -o -type s -print 2>/dev/null | sort"]);
    found.success().stdout("/.sandcastle-run/guest.sock\n");
    let absent = "for at in /run /var/run /host /mnt /tmp /root; do for of in docker containerd/containerd podman/podman crio/crio; do ls -d $at/$of.sock; done; done 2>/dev/null; true";
    home.run(["exec", "-u", "root", &id, absent]).success().stdout("");
    // The program and the socket's folder are ours; names of three files are the engine's.
    let mounts = r"grep -E ' - ext4| - xfs| - btrfs' /proc/self/mountinfo | cut -d' ' -f5 | sort | tr '\n' ' '";
    home.run(["exec", &id, mounts])
        .success()
        .stdout("/.sandcastle /.sandcastle-run /etc/hostname /etc/hosts /etc/resolv.conf ");
}

#[test]
fn root_inside_can_not_end_its_first_process_and_what_ignores_term_ends_with_the_sandbox() {
    let home = Home::new();
    let id = home.init_with(&["--name", "firm"]);
    home.run(["exec", &id, "for signal in KILL STOP TERM INT HUP; do kill -$signal 1 && echo allowed; done"])
        .any_stderr()
        .code(1)
        .stdout("");
    let all =
        "for signal in KILL STOP TERM INT HUP QUIT USR1 SEGV ABRT CONT; do kill -$signal 1; done; sleep 0.3; echo here";
    home.run(["exec", "-u", "root", &id, all]).success().stdout("here\n");
    home.run(["exec", &id, "echo alive"]).success().stdout("alive\n");
    let deaf = r#"trap "" TERM INT HUP; echo deaf; while :; do sleep 8401; done"#;
    let job = home.run(["exec", "-d", "-u", "root", &id, deaf]).success().id();
    let container = home.run(["show", &id, "--json"]).success().json()["container_id"].as_str().unwrap().to_owned();
    let before = docker(&["top", &container, "-eo", "pid,args"]);
    assert!(before.contains("sleep 8401"), "{before}");
    let pids: Vec<&str> = before.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    home.run(["stop", "firm"]).success().any_stderr();
    for pid in &pids {
        assert!(!Path::new("/proc").join(pid).exists(), "{pid} outlived the stop\n{before}");
    }
    home.run(["start", "firm"]).success();
    home.run(["exec", &id, "pgrep -x sleep >/dev/null || echo gone"]).success().stdout("gone\n");
    home.run(["exec", "-d", &id, deaf]).success().id();
    home.run(["kill", "firm"]).success();
    home.is_clean();
    drop(job);
}

#[test]
fn what_root_inside_leaves_in_the_shared_folder_touches_nothing_of_the_host() {
    let home = Home::new();
    let id = home.init();
    let canary = home.path("canary");
    std::fs::create_dir_all(canary.join("deep")).unwrap();
    home.file("canary/deep/file", "canary");
    let before = tree(&canary);
    // Links to the host's folders by their paths there, folders that nobody can read, a flood of names, a deep tree.
    let left = format!(
        "cd /.sandcastle-run && ln -s {canary} link && ln -s {canary}/deep/file file && mkdir -p folder/below && ln -s {canary} folder/below/up && mkfifo fifo && cp /bin/sh shell && chmod 6777 shell && python3 -c '
import os
for n in range(3000): open(f\"flood-{{n}}\", \"w\")
os.makedirs(\"/\".join([\"d\" * 200] * 15))
' && chattr +i folder 2>/dev/null; head -c 30000000 /dev/zero > big; chown -R 4711:4711 folder; chmod 000 folder; ls | wc -l",
        canary = canary.display()
    );
    home.run(["exec", "-u", "root", &id, &left]).success().stdout("3008\n");
    // The mode of the folder above is what keeps other users of the machine from the setuid shell.
    let run = home.state().join("run");
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&run).unwrap().permissions()) & 0o7777,
        0o700
    );
    home.run(["exec", &id, "echo works"]).success().stdout("works\n");
    home.run(["kill", &id]).success();
    home.is_clean();
    assert_eq!(names(&run), Vec::<String>::new());
    assert_eq!(tree(&canary), before, "the host's files are as they were");
}

/// Every path below a folder, with its mode, owner and content's length.
fn tree(folder: &Path) -> String {
    let listed = Command::new("find").arg(folder).args(["-printf", "%p %m %U:%G %s %T@\n"]).output().unwrap();
    String::from_utf8(listed.stdout).unwrap()
}
