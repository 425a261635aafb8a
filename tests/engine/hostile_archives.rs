//! Archives that want more than to be unpacked, given to a real sandbox: refused with the contract's code, in little
//! memory, with nothing left behind; and a folder that is swapped for a link while files arrive.

use crate::peak;
use crate::support::{Home, Run};
use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

/// What the client may have resident, whatever an archive claims.
const MEMORY: u64 = 64 << 20;
/// Each is answered in less; the machine may be busy.
const LIMIT: Duration = Duration::from_secs(20);

/// A tar stream, honest or not, block by block.
#[derive(Default, Clone)]
struct Forged(Vec<u8>);

impl Forged {
    fn header(self, path: &str, link: &str, flag: u8, mode: u32, size: u64) -> Forged {
        self.block(path, link, flag, mode, format!("{size:011o}\0").as_bytes())
    }

    /// With a size in any notation.
    fn block(mut self, path: &str, link: &str, flag: u8, mode: u32, size: &[u8]) -> Forged {
        let mut block = [0; 512];
        block[..path.len()].copy_from_slice(path.as_bytes());
        block[100..108].copy_from_slice(format!("{mode:07o}\0").as_bytes());
        block[108..116].copy_from_slice(b"0000000\0");
        block[116..124].copy_from_slice(b"0000000\0");
        block[124..124 + size.len()].copy_from_slice(size);
        block[136..148].copy_from_slice(b"07346545000\0");
        block[148..156].fill(b' ');
        block[156] = flag;
        block[157..157 + link.len()].copy_from_slice(link.as_bytes());
        block[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        self.0.extend(block);
        self
    }

    fn data(mut self, content: &[u8]) -> Forged {
        self.0.extend(content);
        self.0.resize(self.0.len().next_multiple_of(512), 0);
        self
    }

    fn file(self, path: &str, content: &[u8]) -> Forged {
        self.header(path, "", b'0', 0o644, content.len() as u64).data(content)
    }

    fn folder(self, path: &str) -> Forged {
        self.header(path, "", b'5', 0o755, 0)
    }

    fn link(self, path: &str, target: &str) -> Forged {
        self.header(path, target, b'2', 0o777, 0)
    }

    fn hard(self, path: &str, target: &str) -> Forged {
        self.header(path, target, b'1', 0o644, 0)
    }

    fn long(self, name: &[u8]) -> Forged {
        self.header("././@LongLink", "", b'L', 0, name.len() as u64).data(name)
    }

    fn pax(self, records: &[(&[u8], &[u8])]) -> Forged {
        let mut block = Vec::new();
        for (key, value) in records {
            let rest = key.len() + value.len() + 3;
            let digits = |length: usize| length.to_string().len();
            let length = rest + digits(rest + digits(rest));
            block.extend([format!("{length} ").as_bytes(), key, b"=", value, b"\n"].concat());
        }
        self.header("pax", "", b'x', 0o644, block.len() as u64).data(&block)
    }

    fn end(mut self) -> Vec<u8> {
        self.0.extend([0; 1024]);
        self.0
    }
}

/// A file of `size` bytes, all of them a hole, in the format of GNU tar 1.0.
fn hole(name: &str, size: u64) -> Forged {
    let size = size.to_string();
    let records: [(&[u8], &[u8]); 4] = [
        (b"GNU.sparse.major", b"1"),
        (b"GNU.sparse.minor", b"0"),
        (b"GNU.sparse.name", name.as_bytes()),
        (b"GNU.sparse.realsize", size.as_bytes()),
    ];
    let map = format!("1\n{size}\n0\n");
    Forged::default().pax(&records).file("x", &[map.as_bytes(), &vec![0; 512 - map.len()]].concat())
}

/// A number that base-256 writes: the first bit set, then big-endian.
fn base_256(value: u128, negative: bool) -> [u8; 12] {
    let mut bytes = [0; 12];
    bytes.copy_from_slice(&value.to_be_bytes()[4..]);
    if negative {
        bytes = [0xff; 12];
    } else {
        bytes[0] = 0x80;
    }
    bytes
}

/// Each archive with its name and the exit code that refuses it.
fn refused() -> Vec<(&'static str, i32, Vec<u8>)> {
    let new = Forged::default;
    let ok = || new().file("ok", b"fine");
    let deep = "a/".repeat(2000);
    let whole = ok().folder("d").file("d/x", b"content").end();
    let mut wrong_sum = whole.clone();
    wrong_sum[1] ^= 1;
    vec![
        ("a way upwards", 8, ok().file("../canary/x", b"x").end()),
        ("a way upwards in the middle", 8, ok().file("a/../../canary/x", b"x").end()),
        ("a folder that is the way upwards", 8, ok().folder("..").end()),
        ("an absolute name", 8, ok().file("/m/canary/x", b"x").end()),
        ("a file through a link", 8, ok().link("l", "../canary").file("l/x", b"x").end()),
        ("a file through an absolute link", 8, ok().link("l", "/m/canary").file("l/secret", b"x").end()),
        ("a folder through two links", 8, ok().link("a", "../canary").link("b", "a").folder("b/x").end()),
        ("a link that replaces a folder", 8, ok().file("d/x", b"").link("d", "../canary").file("d/x", b"x").end()),
        ("a hard link to outside", 8, ok().hard("h", "../canary/secret").end()),
        ("a hard link to an absolute name", 8, ok().hard("h", "/etc/shadow").end()),
        ("a hard link through a link", 8, ok().link("l", "../canary").hard("h", "l/secret").end()),
        ("a hard link to what stood there", 8, ok().hard("h", "stood").end()),
        ("a pax path upwards", 8, ok().pax(&[(b"path", b"../canary/x")]).file("x", b"x").end()),
        ("a long name upwards", 8, ok().long(b"../canary/x\0").file("x", b"x").end()),
        ("2,000 levels", 8, ok().long(deep.as_bytes()).file("x", b"x").end()),
        ("2,000 levels in pax", 8, ok().pax(&[(b"path", deep.as_bytes())]).file("x", b"x").end()),
        ("a name of 5,000 bytes", 8, ok().long(&[b'n'; 5000]).file("x", b"x").end()),
        ("a size of 2^60", 8, ok().block("x", "", b'0', 0o644, &base_256(1 << 60, false)).end()),
        ("a size of 8 GiB with no data", 9, ok().header("x", "", b'0', 0o644, 0o77777777777).end()),
        ("a size that is larger than the data", 9, ok().header("x", "", b'0', 0o644, 100_000).data(b"x").end()),
        ("a size that is smaller than the data", 9, ok().header("x", "", b'0', 0o644, 0).data(b"data").end()),
        ("a pax size that lies", 9, ok().pax(&[(b"size", b"5000")]).file("x", b"x").end()),
        ("a pax size below zero", 9, ok().pax(&[(b"size", b"-1")]).file("x", b"x").end()),
        ("a pax size beyond all numbers", 9, ok().pax(&[(b"size", &[b'9'; 40])]).file("x", b"x").end()),
        ("a pax path with a zero byte", 9, ok().pax(&[(b"path", b"a\0b")]).file("x", b"x").end()),
        ("a pax keyword of 2 MiB", 9, ok().pax(&[(&vec![b'k'; 2 << 20], b"v")]).file("x", b"x").end()),
        ("a size below zero in base 256", 9, ok().block("x", "", b'0', 0o644, &base_256(0, true)).end()),
        ("a size in base 256 with no data", 9, ok().block("x", "", b'0', 0o644, &base_256(1 << 33, false)).end()),
        ("a size of 2^80", 9, ok().block("x", "", b'0', 0o644, &base_256(1 << 80, false)).end()),
        ("a folder with data", 9, ok().header("d", "", b'5', 0o755, 512).file("x", b"").end()),
        ("a long name of 3 GiB", 9, ok().header("././@LongLink", "", b'L', 0, 3 << 30).end()),
        ("a pax header of 3 GiB", 9, ok().header("pax", "", b'x', 0, 3 << 30).end()),
        ("no end blocks", 9, ok().0),
        ("cut at an entry boundary", 9, whole[..1024].to_vec()),
        ("cut in the middle of a file", 9, whole[..whole.len() - 1024 - 300].to_vec()),
        ("one end block of two", 9, whole[..whole.len() - 512].to_vec()),
        ("something behind the end", 9, [&whole[..], b"garbage"].concat()),
        ("a second archive behind the end", 9, [&whole[..], &whole].concat()),
        ("a wrong checksum", 9, wrong_sum),
        ("nothing at all", 9, Vec::new()),
        ("no tar", 9, b"no tar at all, but longer than nothing".repeat(40)),
        ("gzip", 9, [&b"\x1f\x8b\x08\0"[..], &[7; 2000]].concat()),
        ("zstd", 9, [&b"\x28\xb5\x2f\xfd"[..], &[7; 2000]].concat()),
    ]
}

/// Sends an archive, with the memory of the client watched.
#[track_caller]
fn send(home: &Home, arguments: &[&str], archive: &[u8]) -> Run {
    let mut command = home.command(arguments);
    let shown = format!("{command:?}");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // Who has refused reads no further.
            let _ = stdin.write_all(archive);
        });
        let (_, memory) = peak::wait(&mut child, LIMIT);
        assert!(memory < MEMORY, "{} KiB were resident: {shown}", memory >> 10);
    });
    Run::of(shown, child.wait_with_output().unwrap(), home.folder())
}

/// What of the sandbox must not change, and whether staging folders lie anywhere.
fn surroundings(home: &Home, id: &str) -> String {
    let line = "find /m -printf '%P %y %m %u %l\\n' | sort; find /m -type f -printf '%P %s %i %T@\n' | sort; cat /m/canary/secret /m/dest/stood; find / -xdev -name '.sandcastle-?*' -not -path '/.sandcastle-run*' -not -path '/proc/*'";
    home.run(["exec", "-u", "root", id, line]).success().text()
}

fn prepared(home: &Home) -> String {
    let id = home.init();
    let line = "mkdir -p /m/canary /m/dest && echo precious >/m/canary/secret && echo stood >/m/dest/stood";
    home.run(["exec", "-u", "root", &id, line]).success();
    id
}

#[test]
fn hostile_archives_are_refused_and_leave_everything_as_it_was() {
    let home = Home::new();
    let id = prepared(&home);
    let before = surroundings(&home, &id);
    for (name, code, archive) in refused() {
        for dest in ["/m/dest", "/m/new/inner"] {
            let run = send(&home, &["upload", &id, "-", dest], &archive).any_stderr();
            assert_eq!(run.exit_code(), Some(code), "{name} to {dest}: {}", run.stderr());
        }
    }
    assert_eq!(surroundings(&home, &id), before);
    let peak = home.run(["exec", "-u", "root", &id, "--", "grep", "VmHWM", "/proc/1/status"]).success().text();
    let kibibytes: u64 = peak.split_whitespace().nth(1).unwrap().parse().unwrap();
    assert!(kibibytes < MEMORY >> 10, "the guest had {kibibytes} KiB resident");
}

#[test]
fn odd_archives_arrive_without_what_is_dangerous_in_them() {
    let home = Home::new();
    let id = prepared(&home);
    let upload = |archive: Forged| send(&home, &["upload", &id, "-", "/m/dest"], &archive.end()).success();
    let inside = |line: &str| home.run(["exec", "-u", "root", "-w", "/m/dest", &id, line]).success().text();
    upload(hole("hole", 10_000_000_000)).stdout("");
    assert_eq!(inside("stat -c %s hole; test $(du -k hole | cut -f1) -lt 1000 && echo small"), "10000000000\nsmall\n");
    let devices = Forged::default().header("disk", "", b'4', 0o666, 0).header("tty", "", b'3', 0o666, 0);
    upload(devices.header("pipe", "", b'6', 0o666, 0).file("beside", b"x")).stderr_has("left out 3");
    assert_eq!(inside("ls -d disk tty pipe beside 2>/dev/null || true"), "beside\n");
    upload(Forged::default().file("twice", b"one").file("twice", b"two")).stdout("");
    assert_eq!(inside("cat twice"), "two");
    upload(Forged::default().header("tool", "", b'0', 0o6755, 0).header("shared", "", b'5', 0o3777, 0))
        .stderr_has("setuid");
    assert_eq!(inside("stat -c '%a %U' tool shared"), "755 sandbox\n777 sandbox\n");
    upload(Forged::default().link("out", "../canary/secret").link("far", "/etc/shadow")).stdout("");
    assert_eq!(inside("readlink out far; cat ../canary/secret"), "../canary/secret\n/etc/shadow\nprecious\n");
    // 20 parts of 204 bytes with a slash each, and one more byte: as long as a name may be.
    let name = format!("{}f", format!("{}/", "n".repeat(203)).repeat(20));
    let longest = format!("{}{}", name, "f".repeat(4096 - name.len()));
    upload(Forged::default().long(longest.as_bytes()).file("x", b"deep")).stdout("");
    assert_eq!(inside("find nnn* -type f -printf '%s\\n'"), "4\n");
    upload(Forged::default().block("counted", "", b'0', 0o644, &base_256(5, false)).data(b"bytes")).stdout("");
    assert_eq!(inside("cat counted"), "bytes");
}

/// Exchanges a folder and a link as fast as it can, and counts.
const SWAPPER: &str = r#"python3 -c '
import ctypes, os, time
libc = ctypes.CDLL(None)
count = 0
while True:
    libc.renameat2(-100, b"/workspace/t/sub", -100, b"/workspace/t/aside", 2)
    count += 1
    if count % 1000 == 0:
        with open("/tmp/new", "w") as file:
            file.write(str(count))
        os.replace("/tmp/new", "/tmp/count")
        time.sleep(0.0001)
'"#;

#[test]
fn a_folder_that_is_swapped_for_a_link_leads_no_upload_out_of_its_destination() {
    let home = Home::new();
    let id = home.init();
    let canary = home.file("canary/secret", "precious");
    home.file("tree/sub/secret", "gone");
    home.file("tree/sub/inner/deep", "gone");
    let tree = home.path("tree/.").to_str().unwrap().to_owned();
    // What root may write and the swapper may not; the path is also one of the host.
    let vault = canary.parent().unwrap().to_str().unwrap().to_owned();
    let prepare = format!("mkdir -p {vault}/inner && echo precious >{vault}/secret && chmod -R go-w {vault}");
    home.run(["exec", "-u", "root", &id, &prepare]).success();
    let before =
        home.run(["exec", "-u", "root", &id, &format!("find {vault} -printf '%P %i %T@ %s\n'")]).success().text();
    home.run(["exec", &id, &format!("mkdir -p t/sub/inner && ln -s {vault} t/aside")]).success();
    home.run(["exec", "-d", &id, SWAPPER]).success().id();
    let mut met = 0;
    for _ in 0..100 {
        let run = home.run(["upload", &id, &tree, "/workspace/t"]).any_stderr();
        match run.exit_code() {
            Some(0) => {}
            // What comes is a folder, what stands there a link: refused, or in the way.
            Some(5 | 8) => met += 1,
            other => panic!("{other:?}: {}", run.stderr()),
        }
    }
    assert!(met > 0, "the race was never met");
    let count: u64 = home.run(["exec", &id, "cat /tmp/count"]).success().text().parse().unwrap();
    assert!(count > 1000, "{count} swaps");
    let after =
        home.run(["exec", "-u", "root", &id, &format!("find {vault} -printf '%P %i %T@ %s\n'")]).success().text();
    assert_eq!(after, before);
    // A destination that itself leads through the swapped folder is the caller's word: it lands in the sandbox, whole.
    let note = home.file("note", "a note");
    for _ in 0..20 {
        home.run(["upload", &id, note.to_str().unwrap(), "/workspace/t/sub/note"]).any_stderr();
    }
    let found = home.run(["exec", "-u", "root", &id, "cat /workspace/t/*/note"]).any_stderr().text();
    assert!(found == "a note" || found == "a notea note", "{found:?}");
    assert_eq!(std::fs::read_to_string(&canary).unwrap(), "precious");
    assert_eq!(crate::support::names(canary.parent().unwrap()), ["secret"]);
}
