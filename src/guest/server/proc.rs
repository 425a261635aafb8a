//! What /proc and the control group tell: parents, sessions, listeners, kills for want of memory.
//! The parsers are pure; root inside can't put another /proc in place without more capabilities than it gets.

use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::io::pread;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::os::fd::OwnedFd;

/// The parent in a `/proc/PID/status`.
fn parse_parent(status: &str) -> Option<i32> {
    status.lines().find_map(|line| line.strip_prefix("PPid:")).and_then(|rest| rest.trim().parse().ok())
}

/// The parent of a process; 0 is a parent outside this process namespace.
pub(super) fn parent(pid: i32) -> Option<i32> {
    let mut status = String::new();
    File::open(format!("/proc/{pid}/status")).ok()?.take(16 * 1024).read_to_string(&mut status).ok()?;
    parse_parent(&status)
}

/// The session in a `/proc/PID/stat`, whose second field may hold anything, brackets and spaces included.
fn parse_session(stat: &[u8]) -> Option<i32> {
    let end = stat.iter().rposition(|byte| *byte == b')')?;
    let fields = std::str::from_utf8(stat.get(end + 1..)?).ok()?;
    fields.split_ascii_whitespace().nth(3)?.parse().ok()
}

/// The processes of a session.
pub(super) fn session_members(session: i32) -> Vec<i32> {
    let Ok(entries) = std::fs::read_dir("/proc") else { return Vec::new() };
    let member = |entry: std::fs::DirEntry| {
        let pid: i32 = entry.file_name().to_str()?.parse().ok()?;
        let mut stat = Vec::new();
        File::open(entry.path().join("stat")).ok()?.take(4096).read_to_end(&mut stat).ok()?;
        (parse_session(&stat)? == session).then_some(pid)
    };
    entries.flatten().filter_map(member).collect()
}

/// Whether a line of `/proc/net/tcp` or `tcp6` is a listener on `port` that others than the loopback reach.
fn listens(line: &str, port: u16) -> bool {
    let mut fields = line.split_ascii_whitespace();
    let (Some(local), Some("0A")) = (fields.nth(1), fields.nth(1)) else { return false };
    let Some((address, local_port)) = local.split_once(':') else { return false };
    // The kernel prints 32-bit words of network order as the processor's numbers: the first byte of an IPv4
    // address is the last pair of digits here.
    let loopback = match address.len() {
        8 => address.ends_with("7F"),
        32 => {
            address == "00000000000000000000000001000000"
                || (address.starts_with("0000000000000000FFFF0000") && address.ends_with("7F"))
        }
        _ => return false,
    };
    u16::from_str_radix(local_port, 16) == Ok(port) && !loopback
}

/// Whether something accepts TCP connections on the port at an address that is reachable from outside.
pub(super) fn listening(port: u16) -> bool {
    ["/proc/net/tcp", "/proc/net/tcp6"].into_iter().any(|path| {
        let lines = File::open(path).map(|file| BufReader::new(file).lines());
        lines.is_ok_and(|lines| lines.map_while(Result::ok).any(|line| listens(&line, port)))
    })
}

/// The count of kills in a `memory.events` or a `memory.oom_control`: the same word in both.
fn parse_kills(text: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix("oom_kill ")).and_then(|rest| rest.trim().parse().ok())
}

/// Counts the kills for want of memory in the sandbox, where its control group can be read.
pub(super) struct MemoryKills(Option<OwnedFd>);

impl MemoryKills {
    pub(super) fn open() -> MemoryKills {
        let paths = ["/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control"];
        let open = |path: &str| openat(CWD, path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()).ok();
        MemoryKills(paths.into_iter().find_map(open))
    }

    pub(super) fn count(&self) -> Option<u64> {
        let mut buffer = [0; 512];
        let count = pread(self.0.as_ref()?, &mut buffer, 0).ok()?;
        parse_kills(std::str::from_utf8(&buffer[..count]).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_and_sessions_are_read_whatever_the_name_of_the_process() {
        assert_eq!(parse_parent("Name:\tPPid: 7\nPid:\t9\nPPid:\t0\n"), Some(0));
        assert_eq!(parse_parent("Name:\tx\n"), None);
        assert_eq!(parse_session(b"12 (a) S 1 (x) S 3 4 5 6"), Some(5));
        assert_eq!(parse_session(b"12 (a"), None);
    }

    #[test]
    fn only_listeners_that_others_reach_count() {
        let line = |address: &str, state: &str| format!("   0: {address}:1F90 00000000:0000 {state} 00000000:0");
        assert!(listens(&line("00000000", "0A"), 8080));
        assert!(listens(&line("020011AC", "0A"), 8080));
        assert!(listens(&line("00000000000000000000000000000000", "0A"), 8080));
        assert!(!listens(&line("0100007F", "0A"), 8080));
        assert!(!listens(&line("0500007F", "0A"), 8080));
        assert!(!listens(&line("00000000000000000000000001000000", "0A"), 8080));
        assert!(!listens(&line("0000000000000000FFFF00000100007F", "0A"), 8080));
        assert!(!listens(&line("00000000", "01"), 8080));
        assert!(!listens(&line("00000000", "0A"), 8081));
        assert!(!listens("  sl  local_address rem_address   st", 8080));
    }

    #[test]
    fn both_forms_of_the_control_group_are_understood() {
        assert_eq!(parse_kills("low 0\nhigh 0\nmax 3\noom 2\noom_kill 1\n"), Some(1));
        assert_eq!(parse_kills("oom_kill_disable 0\nunder_oom 0\noom_kill 4\n"), Some(4));
        assert_eq!(parse_kills("oom_kill_disable 0\n"), None);
    }
}
