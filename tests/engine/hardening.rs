//! How every sandbox is confined, what can be chosen beyond that, and what is refused before anything is made.

use crate::support::{Home, docker};

/// Tries system calls and kinds of sockets, and prints what came of each.
const PROBE: &str = r#"
import ctypes, os, socket
libc = ctypes.CDLL(None, use_errno=True)
for name, family, kind in [("alg", 38, 5), ("vsock", 40, 1), ("packet", 17, 3), ("unix", 1, 1), ("inet", 2, 1),
                           ("inet6", 10, 1), ("netlink", 16, 3)]:
    try:
        socket.socket(family, kind).close()
        print(name, "ok")
    except OSError as error:
        print(name, error.strerror)
for name, number in [("io_uring_setup", 425), ("bpf", 321), ("perf_event_open", 298), ("unshare", 272), ("mount", 165),
                     ("keyctl", 250), ("userfaultfd", 323), ("kexec_load", 246), ("setns", 308), ("swapon", 167)]:
    ctypes.set_errno(0)
    print(name, libc.syscall(number, 0, 0, 0, 0, 0), os.strerror(ctypes.get_errno()))
"#;

/// A debugger of a few lines: stops its own child, reads a word of it, and lets it go.
const DEBUGGER: &str = r#"
import ctypes, os, signal
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.restype = ctypes.c_long
libc.ptrace.argtypes = [ctypes.c_long] * 4
word = ctypes.create_string_buffer(b"inspected")
child = os.fork()
if child == 0:
    libc.ptrace(0, 0, 0, 0)
    os.kill(os.getpid(), signal.SIGSTOP)
    os._exit(7)
os.waitpid(child, 0)
seen = libc.ptrace(2, child, ctypes.addressof(word), 0)
libc.ptrace(7, child, 0, 0)
print(seen.to_bytes(8, "little").decode(), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"#;

#[test]
fn what_reaches_deep_into_the_kernel_is_refused_and_a_debugger_works() {
    let home = Home::new();
    let id = home.init();
    let told = home.run(["exec", &id, "--", "python3", "-c", PROBE]).success().text();
    for allowed in ["unix", "inet", "inet6", "netlink"] {
        assert!(told.contains(&format!("{allowed} ok\n")), "{allowed}: {told}");
    }
    let refused = told.lines().filter(|line| line.ends_with("Operation not permitted")).count();
    assert_eq!(refused, 13, "{told}");
    home.run(["exec", &id, "--", "python3", "-c", DEBUGGER]).success().stdout("inspecte 7\n");
    // A 32-bit program would reach the kernel by another door; here its very first call is refused.
    let status = home.run(["exec", &id, "grep -E 'Seccomp:|NoNewPrivs|CapEff|CapBnd' /proc/1/status"]).success().text();
    assert!(status.contains("Seccomp:\t2\n") && status.contains("CapBnd:\t00000000000004fb\n"), "{status}");
}

#[test]
fn files_memory_and_the_kernels_own_places_are_bounded() {
    let home = Home::new();
    let id = home.init_with(&["--memory", "256m", "--shm-size", "32m"]);
    let limits = home.run(["exec", &id, "ulimit -Hn; ulimit -c; df --output=size -k /dev/shm | tail -1"]).success();
    let limits = limits.text();
    let numbers: Vec<u64> = limits.split_whitespace().map(|word| word.parse().unwrap()).collect();
    assert!(numbers[0] <= 65_536 && numbers[1] == 0 && numbers[2] == 32 << 10, "{limits}");
    // More than there is goes into no file in memory, and nothing else dies of it.
    home.run(["exec", &id, "head -c 64M /dev/zero > /dev/shm/x"]).code(1).stderr_has("No space left");
    for path in [
        "/proc/sys/kernel/core_pattern",
        "/proc/sysrq-trigger",
        "/sys/kernel/mm/ksm/run",
        "/proc/irq/default_smp_affinity",
    ] {
        let tried = home.run(["exec", "-u", "root", &id, &format!("echo 1 > {path}")]).any_stderr();
        assert_ne!(tried.exit_code(), Some(0), "{path} was written");
    }
    let masked = "cat /proc/kcore /proc/keys /proc/timer_list /proc/sched_debug 2>/dev/null | wc -c; ls /proc/scsi /proc/acpi /sys/firmware 2>/dev/null | grep -v : | wc -w";
    home.run(["exec", "-u", "root", &id, masked]).success().stdout("0\n0\n");
}

#[test]
fn memory_that_ran_out_is_told_by_exec_and_by_show() {
    let home = Home::new();
    let id = home.init_with(&["--memory", "128m"]);
    assert_eq!(home.run(["show", "--json", &id]).success().json()["memory_kills"], 0);
    home.run(["exec", &id, "python3 -c 'x = bytearray(400 << 20)'"]).code(137).stderr_has("out of memory");
    assert_eq!(home.run(["show", "--json", &id]).success().json()["memory_kills"], 1);
    home.run(["show", &id]).success().stdout_has("1 processes were ended for want of memory");
    home.run(["stop", &id]).success();
    home.run(["show", &id]).success().stdout_has("memory ran out in it before it ended");
    home.run(["start", &id]).success();
    assert_eq!(home.run(["show", "--json", &id]).success().json()["memory_kills"], 0, "counted since its start");
}

#[test]
fn a_strict_sandbox_writes_only_where_it_works_and_keeps_that() {
    let home = Home::new();
    let id = home.init_with(&["--profile", "strict", "--memory", "512m"]);
    let write = |path: &str| home.run(["exec", &id, &format!("echo data > {path}")]).any_stderr().exit_code();
    for path in ["/workspace/kept", "$HOME/kept", "/tmp/gone", "/var/tmp/gone"] {
        assert_eq!(write(path), Some(0), "{path}");
    }
    for path in ["/etc/x", "/usr/bin/x", "/x", "/opt/x"] {
        assert_ne!(home.run(["exec", "-u", "root", &id, &format!("echo > {path}")]).any_stderr().exit_code(), Some(0));
    }
    home.run(["exec", &id, "df --output=size -k /tmp | tail -1 | tr -d ' '"]).success().stdout("262144\n");
    let file = home.file("file", "content");
    let file = file.to_str().unwrap();
    home.run(["upload", &id, file, "/workspace/"]).success();
    home.run(["upload", "--json", &id, file, "/etc/x"]).fails_in_json("denied", 8, "/etc", "");
    let job = home.run(["exec", "-d", &id, "echo from a job"]).success().id();
    home.run(["jobs", "wait", &id, &job]).success();
    home.run(["jobs", "logs", &id, &job]).success().stdout("from a job\n");
    home.run(["stop", &id]).success();
    home.run(["start", &id]).success();
    home.run(["exec", &id, "cat /workspace/kept ~/kept /workspace/file; ls /tmp"])
        .success()
        .stdout("data\ndata\ncontent");
    home.run(["jobs", "logs", &id, &job]).success().stdout("from a job\n");
    home.run(["show", &id]).success().stdout_has("profile strict");
    home.run(["kill", &id]).success();
    home.is_clean();
}

#[test]
fn the_state_of_a_strict_sandbox_is_kept_as_that_of_any_other() {
    let home = Home::new();
    let id = home.init_with(&["--profile", "strict", "--name", "strict"]);
    let write = "echo old | tee ~/kept kept; mkdir -m 750 d; ln kept d/hard; touch /tmp/memory; rm ~/.profile";
    home.run(["exec", &id, write]).success().any_stderr();
    home.run(["diff", "--name-only", &id])
        .success()
        .stdout("home/sandbox/.profile\nhome/sandbox/kept\nworkspace/d/hard\nworkspace/kept\n");
    home.run(["snapshot", &id, "--name", "state"]).success().any_stderr();
    home.run(["exec", &id, "echo new | tee ~/kept kept; touch more"]).success().any_stderr();
    let look = "cat ~/kept kept d/hard; ls -A . ~ /tmp; stat -c '%a %U %h' d kept; touch more /x; ls -A /etc/x";
    let is = |id: &str, kept: &str, files: &str| {
        let seen = home.run(["exec", id, look]).any_stderr();
        let expected = format!(
            "{kept}.:\n{files}\n/home/sandbox:\n.bash_logout\n.bashrc\n.local\nkept\n\n/tmp:\n750 sandbox 2\n644 sandbox 2\n"
        );
        assert_eq!(seen.text(), expected);
    };
    let fork = home.run(["fork", &id]).success().any_stderr().id();
    is(&fork, "new\nnew\nnew\n", "d\nkept\nmore\n");
    home.run(["restore", &id, "state"]).success().any_stderr();
    is(&id, "old\nold\nold\n", "d\nkept\n");
    let of_snapshot = home.run(["fork", "state"]).success().any_stderr().id();
    is(&of_snapshot, "old\nold\nold\n", "d\nkept\n");
    // Of another profile, and back: what lies where nothing can be written is not lost on the way.
    let plain = home.run(["fork", "state", "--profile", "default"]).success().any_stderr().id();
    home.run(["exec", "-u", "root", &plain, "echo x > /etc/x"]).success();
    home.run(["fork", "--json", &plain, "--profile", "strict"]).fails_in_json(
        "denied",
        8,
        "etc/x",
        "--profile default",
    );
    home.run(["kill", "--all", "--yes"]).success();
    home.run(["snapshots", "prune", "--keep-last", "0", "--yes"]).success().any_stderr();
    home.is_clean();
}

#[test]
fn what_can_not_be_had_is_refused_before_anything_is_made() {
    let home = Home::new();
    home.run(["init", "--json", "--runtime", "no-such"]).fails_in_json("usage", 2, "no runtime no-such", "runc");
    home.run(["init", "--json", "--runtime", "../runc"]).fails_in_json("usage", 2, "not the name of a runtime", "");
    home.run(["init", "--json", "--shm-size", "1g", "--memory", "1g"]).fails_in_json(
        "usage",
        2,
        "/dev/shm",
        "--shm-size",
    );
    for (option, value) in [
        ("--memory", "1"),
        ("--memory", "5MiB"),
        ("--memory", "1024PiB"),
        ("--memory", "-1"),
        ("--memory", "1x"),
        ("--pids", "0"),
        ("--pids", "-5"),
        ("--pids", "1"),
        ("--cpus", "1000000"),
        ("--shm-size", "1k"),
        ("--disk", "0"),
        ("--profile", "none"),
    ] {
        home.run(["init", "--json", &format!("{option}={value}")]).code(2).any_stderr();
    }
    // Here the engine's storage can't bound a disk, unless it is one that can.
    let storage = docker(&["info", "--format", "{{.Driver}} {{.DriverStatus}}"]);
    if storage.starts_with("overlay2") && storage.contains("extfs") {
        home.run(["init", "--json", "--disk", "1g"]).fails_in_json("denied", 8, "can't bound", "--disk");
        home.run(["doctor"]).any_stderr().stdout_has("can't bound what a sandbox writes");
    }
    assert_eq!(home.on_engine(), Vec::<String>::new());
    home.run(["doctor"]).any_stderr().stdout_has("runc");
}

#[test]
fn what_this_machine_trusts_is_trusted_inside_and_is_part_of_nothing() {
    let home = Home::new();
    let bundle = home.file("ca.pem", "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n");
    home.set("SSL_CERT_FILE", bundle.to_str().unwrap());
    home.set("https_proxy", "http://proxy.example.com:3128");
    let plain = home.init();
    home.run(["exec", &plain, "echo $PIP_CERT$https_proxy; ls -d /.sandcastle-trust"])
        .code(2)
        .any_stderr()
        .stdout("\n");
    let id = home.init_with(&["--trust-host-ca", "-e", "PIP_CERT=/mine"]);
    let names =
        "echo $SSL_CERT_FILE $NODE_EXTRA_CA_CERTS $GIT_SSL_CAINFO $APT_CONFIG $https_proxy $HTTPS_PROXY $PIP_CERT";
    home.run(["exec", &id, names]).success().stdout(
        "/.sandcastle-trust/ca.pem /.sandcastle-trust/ca.pem /.sandcastle-trust/ca.pem /.sandcastle-trust/apt.conf http://proxy.example.com:3128 http://proxy.example.com:3128 /mine\n",
    );
    for _ in 0..2 {
        home.run([
            "exec",
            &id,
            "grep -c QUJD $SSL_CERT_FILE; cat $APT_CONFIG; touch $SSL_CERT_FILE 2>/dev/null || echo kept",
        ])
        .success()
        .stdout("1\nAcquire::https::CaInfo \"/.sandcastle-trust/ca.pem\";\nkept\n");
        home.run(["stop", &id]).success();
        home.run(["start", &id]).success();
    }
    let diff = home.run(["diff", &id, "--name-only"]).any_stderr().success().text();
    assert!(!diff.contains("sandcastle-trust"), "{diff}");
    let fork = home.run(["fork", &id]).success().id();
    home.run(["exec", &fork, "grep -c QUJD $SSL_CERT_FILE"]).success().stdout("1\n");
}
