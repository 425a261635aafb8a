//! A way to object storage that fails: what is retried, what is given up, and that nothing half-written is ever seen.

use crate::support::Home;
use crate::support::s3::{BUCKET, S3};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// What happens to a connection.
#[derive(Clone, Copy)]
enum Fault {
    /// Each request is answered with this status.
    Status(u16),
    /// It is cut after so many bytes towards the server.
    Cut(usize),
    /// So many bytes towards the server every 50 ms.
    Slow(usize),
    /// One bit is turned after so many bytes towards the server.
    Flip(usize),
}

/// Which connection meets which fault.
type Plan = fn(usize) -> Option<Fault>;

/// A way to the server that fails for its first connections: `fault` says which of them how.
fn way_to(
    server: SocketAddr,
    fault: impl Fn(usize) -> Option<Fault> + Send + Sync + 'static,
) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let seen = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&seen);
    // It ends with the process of the tests.
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let fault = fault(count.fetch_add(1, Ordering::Relaxed));
            std::thread::spawn(move || {
                // A connection that breaks is what this is for.
                let _ = carry(client, server, fault);
            });
        }
    });
    (address, seen)
}

fn carry(mut client: TcpStream, server: SocketAddr, fault: Option<Fault>) -> std::io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    if let Some(Fault::Status(status)) = fault {
        let _ = client.read(&mut buffer)?;
        write!(client, "HTTP/1.1 {status} Fault\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
        // What is still being sent must not turn the answer into a reset.
        client.shutdown(std::net::Shutdown::Write)?;
        return std::io::copy(&mut client, &mut std::io::sink()).map(drop);
    }
    let mut upstream = TcpStream::connect(server)?;
    let (mut back, mut answers) = (upstream.try_clone()?, client.try_clone()?);
    let answering = std::thread::spawn(move || {
        let _ = std::io::copy(&mut back, &mut answers);
        let _ = answers.shutdown(std::net::Shutdown::Both);
    });
    let mut passed = 0;
    loop {
        let length = client.read(&mut buffer)?;
        let part = &mut buffer[..length];
        match fault {
            _ if part.is_empty() => break,
            Some(Fault::Cut(after)) if passed + part.len() > after => {
                let _ = upstream.shutdown(std::net::Shutdown::Both);
                return client.shutdown(std::net::Shutdown::Both);
            }
            Some(Fault::Flip(after)) if (passed..passed + part.len()).contains(&after) => part[after - passed] ^= 1,
            _ => {}
        }
        match fault {
            Some(Fault::Slow(bytes)) => {
                for few in part.chunks(bytes) {
                    upstream.write_all(few)?;
                    std::thread::sleep(Duration::from_millis(50));
                }
            }
            _ => upstream.write_all(part)?,
        }
        passed += part.len();
    }
    let _ = upstream.shutdown(std::net::Shutdown::Write);
    let _ = answering.join();
    Ok(())
}

fn bench() -> (Home, S3, String) {
    let home = Home::new();
    let s3 = S3::start(&home.path("s3"));
    let id = home.init();
    home.run(["exec", &id, "mkdir tree && head -c 20000000 /dev/urandom > tree/large && echo x > tree/x"]).success();
    (home, s3, id)
}

fn url() -> String {
    format!("s3://{BUCKET}/backups")
}

/// Pulls what was pushed, past all faults, and compares.
#[track_caller]
fn is_whole(home: &Home, s3: &S3, id: &str) {
    s3.serve(home);
    home.run(["sync", "pull", "-q", id, "copy", &url()]).success();
    home.run(["exec", id, "diff -r tree copy"]).success();
}

#[test]
fn a_server_that_fails_now_and_then_and_connections_that_break_are_tried_again() {
    let faults: [Plan; 4] = [
        |number| (number < 3).then_some(Fault::Status(500)),
        |number| (number % 3 == 1).then_some(Fault::Status(503)),
        |number| (number % 2 == 1).then_some(Fault::Cut(3_000_000)),
        |number| (number < 4).then_some(Fault::Slow(256 * 1024)),
    ];
    let (home, s3, id) = bench();
    for fault in faults {
        let (address, _) = way_to(s3.address, fault);
        s3.serve_at(&home, address);
        home.run(["sync", "push", "-q", &id, "tree", &url()]).success();
        is_whole(&home, &s3, &id);
        home.run(["exec", &id, "rm -r copy"]).success();
        s3.serve_at(&home, address);
        home.run(["sync", "pull", "-q", &id, "copy", &url()]).success();
        home.run(["exec", &id, "diff -r tree copy && rm -r copy"]).success();
    }
}

#[test]
fn a_server_that_goes_on_failing_is_given_up_and_there_is_no_version() {
    let (home, s3, id) = bench();
    let faults: [(Plan, &str); 3] = [
        (|_| Some(Fault::Status(500)), "again and again"),
        (|_| Some(Fault::Cut(0)), "broke off"),
        // The claim gets through, the parts do not.
        (|number| Some(if number == 0 { Fault::Cut(100_000) } else { Fault::Cut(50_000) }), ""),
    ];
    for (fault, message) in faults {
        let (address, seen) = way_to(s3.address, fault);
        s3.serve_at(&home, address);
        home.run(["sync", "push", "--json", &id, "tree", &url()]).fails_in_json(
            "store_unreachable",
            7,
            message,
            "s3.endpoint",
        );
        assert!(seen.load(Ordering::Relaxed) > 3, "it was tried again");
        s3.serve(&home);
        home.run(["sync", "ls", "-q", &url()]).success().stdout("");
    }
}

#[test]
fn what_changes_on_the_way_to_the_server_is_refused_by_it() {
    let (home, s3, id) = bench();
    let (address, _) = way_to(s3.address, |_| Some(Fault::Flip(1_000_000)));
    s3.serve_at(&home, address);
    home.run(["sync", "push", "--json", &id, "tree", &url()]).any_stderr().code(1);
    s3.serve(&home);
    home.run(["sync", "ls", "-q", &url()]).success().stdout("");
}

#[test]
fn a_refusal_is_not_tried_again_and_says_what_to_set() {
    let (home, s3, id) = bench();
    for (status, code, exit, hint) in [
        (403, "denied", 8, "AWS_ACCESS_KEY_ID"),
        (404, "not_found", 4, "s3.endpoint"),
        (400, "failed", 1, "s3.region"),
        (301, "failed", 1, "s3.region"),
    ] {
        let (address, seen) = way_to(s3.address, move |_| Some(Fault::Status(status)));
        s3.serve_at(&home, address);
        home.run(["sync", "push", "--json", &id, "tree", &url()]).fails_in_json(code, exit, "", hint);
        assert_eq!(seen.load(Ordering::Relaxed), 1, "{status}");
    }
    home.run(["config", "set", "s3.endpoint", "http://name.invalid:1"]).success();
    home.run(["sync", "latest", "--json", &url()]).fails_in_json(
        "store_unreachable",
        7,
        "can't be reached",
        "s3.endpoint",
    );
}

/// A file system in memory, on a folder.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn on(folder: PathBuf, size: &str) -> SmallDisk {
        std::fs::create_dir_all(&folder).unwrap();
        let options = format!("size={size}");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(&folder).status();
        assert!(mounted.unwrap().success());
        SmallDisk(folder)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_server_whose_disk_is_full_gets_no_version_and_no_snapshot_and_what_it_has_stays() {
    let home = Home::new();
    let disk = SmallDisk::on(home.path("s3").join("data"), "40m");
    let s3 = S3::start(&home.path("s3"));
    s3.serve(&home);
    let id = home.init();
    home.run(["exec", &id, "mkdir tree && echo x > tree/x"]).success();
    let version = home.run(["sync", "push", "-q", &id, "tree", &url()]).success().text();
    home.run(["exec", &id, "head -c 60000000 /dev/urandom > tree/large"]).success();
    home.run(["snapshot", "-q", &id, "--name", "large"]).success();
    for verb in [&["sync", "push", &id, "tree", &url()][..], &["snapshots", "push", "large", "--remote", &url()]] {
        let run = home.run(verb).stdout("");
        let (code, said) = (run.exit_code(), run.stderr());
        assert!(matches!(code, Some(1 | 3 | 7)), "{verb:?} ended with {code:?}: {said}");
    }
    home.run(["sync", "ls", "-q", &url()]).success().stdout(version);
    home.run(["snapshots", "ls", "-q", "--remote", &url()]).success().stdout("");
    home.run(["sync", "pull", "-q", &id, "copy", &url()]).success();
    home.run(["exec", &id, "cat copy/x"]).success().stdout("x\n");
    home.run(["snapshots", "verify", "--all"]).success().any_stderr();
    drop((s3, disk));
}
