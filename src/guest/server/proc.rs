//! What /proc and the control group tell: parents, sessions, marks, listeners, kills for want of memory.
//! The parsers are pure; root inside can't put another /proc in place without more capabilities than it gets.

use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::io::pread;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::os::fd::OwnedFd;
use std::time::Duration;

/// The most that is read of a file there: the children of PID 1 may be many.
const LONGEST: u64 = 256 * 1024;

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

/// The process group and the session in a `/proc/PID/stat`, whose second field may hold anything, brackets and
/// spaces included.
fn parse_group(stat: &[u8]) -> Option<(i32, i32)> {
    let end = stat.iter().rposition(|byte| *byte == b')')?;
    let mut fields = std::str::from_utf8(stat.get(end + 1..)?).ok()?.split_ascii_whitespace().skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

/// The hard limit of real time in a `/proc/PID/limits`: the mark of a command, see [`super::sys::Program`].
fn parse_mark(limits: &str) -> Option<u64> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max realtime timeout"))?;
    line.split_ascii_whitespace().nth(1)?.parse().ok()
}

/// A process as a look at it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) pid: i32,
    pub(super) parent: i32,
    /// The letter of its state.
    pub(super) state: u8,
}

impl Seen {
    /// Somebody stopped it. One that is traced stands still for a moment only.
    pub(super) fn was_stopped(&self) -> bool {
        self.state == b'T'
    }

    /// It runs no code of its own: a parent that waits for its vfork is in the kernel's sleep.
    pub(super) fn is_quiet(&self) -> bool {
        matches!(self.state, b'T' | b't' | b'D' | b'Z' | b'X')
    }
}

fn parse_seen(pid: i32, stat: &[u8]) -> Option<Seen> {
    let end = stat.iter().rposition(|byte| *byte == b')')?;
    let mut fields = std::str::from_utf8(stat.get(end + 1..)?).ok()?.split_ascii_whitespace();
    let state = *fields.next()?.as_bytes().first()?;
    Some(Seen { pid, state, parent: fields.next()?.parse().ok()? })
}

/// One process; none if it is gone.
pub(super) fn look_at(pid: i32) -> Option<Seen> {
    parse_seen(pid, &read(pid, "stat")?)
}

/// The threads of a process, each by its own number.
pub(super) fn threads(pid: i32) -> Vec<Seen> {
    let Ok(entries) = std::fs::read_dir(format!("/proc/{pid}/task")) else { return Vec::new() };
    let numbers = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    numbers.filter_map(|number| parse_seen(number, &read(pid, &format!("task/{number}/stat"))?)).collect()
}

/// All processes.
pub(super) fn seen() -> Vec<Seen> {
    all().into_iter().filter_map(look_at).collect()
}

fn read(pid: i32, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(format!("/proc/{pid}/{name}")).ok()?.take(LONGEST).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn mark(pid: i32) -> Option<u64> {
    parse_mark(std::str::from_utf8(&read(pid, "limits")?).ok()?)
}

fn all() -> Vec<i32> {
    let Ok(entries) = std::fs::read_dir("/proc") else { return Vec::new() };
    entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

/// The processes of a command that are not in its group: those of its session, and those that carry its mark.
pub(super) fn outsiders(leader: i32, its: u64) -> Vec<i32> {
    let outside = |pid: &i32| {
        let stat = read(*pid, "stat").and_then(|stat| parse_group(&stat));
        stat.is_some_and(|(group, session)| group != leader && (session == leader || mark(*pid) == Some(its)))
    };
    all().into_iter().filter(outside).collect()
}

/// Whether a process that carries the mark has lost its parents: one that made a session of its own and stayed.
pub(super) fn has_orphan(its: u64, known: impl Fn(i32) -> bool) -> bool {
    // Most of all ends have none: this is one short read. Kernels without the file are asked for everything.
    let children = read(1, "task/1/children").and_then(|text| String::from_utf8(text).ok());
    let children = children.map_or_else(all, |text| text.split(' ').filter_map(|pid| pid.parse().ok()).collect());
    children.into_iter().any(|pid| pid != 1 && !known(pid) && mark(pid) == Some(its))
}

/// The parts of a `/proc/PID/maps` that are code and constants as they are in the program's file: nothing that can be
/// written, and nothing that the loader has changed (that has an offset, and is not executable).
fn parse_unchanged(maps: &str) -> Vec<(usize, usize)> {
    let part = |line: &str| {
        let mut fields = line.split_ascii_whitespace();
        let (range, permissions, offset) = (fields.next()?, fields.next()?, fields.next()?);
        let file = fields.nth(2).is_some_and(|path| path.starts_with('/'));
        let unchanged = permissions == "r-xp" || (permissions == "r--p" && offset.bytes().all(|digit| digit == b'0'));
        let (start, end) = range.split_once('-')?;
        let address = |text: &str| usize::from_str_radix(text, 16).ok();
        (file && unchanged).then_some((address(start)?, address(end)?))
    };
    maps.lines().filter_map(part).collect()
}

/// Where the guest's own program lies in memory, unchanged.
pub(super) fn program() -> Vec<(usize, usize)> {
    std::fs::read_to_string("/proc/self/maps").map(|maps| parse_unchanged(&maps)).unwrap_or_default()
}

/// The CPU time in a `/proc/PID/stat`, in hundredths of a second: of the process itself, and of its ended children.
fn parse_cpu(stat: &[u8]) -> Option<(u64, u64)> {
    let end = stat.iter().rposition(|byte| *byte == b')')?;
    let mut fields = std::str::from_utf8(stat.get(end + 1..)?).ok()?.split_ascii_whitespace().skip(11);
    let mut number = || fields.next()?.parse::<u64>().ok();
    Some((number()? + number()?, number()? + number()?))
}

/// The CPU time that everything in the sandbox but the guest has used since it was started.
pub(super) fn cpu_time() -> Duration {
    let ticks = |ticks: u64| Duration::from_millis(ticks * 10);
    let of = |pid| read(pid, "stat").and_then(|stat| parse_cpu(&stat)).unwrap_or_default();
    let text = |path| std::fs::read_to_string(path).unwrap_or_default();
    let group = text("/sys/fs/cgroup/cpuacct/cpuacct.usage").trim().parse().map(Duration::from_nanos).ok();
    let group = group.or_else(|| parse_usage(&text("/sys/fs/cgroup/cpu.stat")));
    let sum = || all().into_iter().map(of).map(|(own, ended)| ticks(own + ended)).sum();
    group.unwrap_or_else(sum).saturating_sub(ticks(of(1).0))
}

/// The CPU time in a `cpu.stat`.
fn parse_usage(stat: &str) -> Option<Duration> {
    stat.lines().find_map(|line| line.strip_prefix("usage_usec "))?.trim().parse().map(Duration::from_micros).ok()
}

/// The TCP segments that came in and went out since the sandbox was started.
pub(super) fn tcp_segments() -> u64 {
    std::fs::read_to_string("/proc/net/snmp").ok().and_then(|text| parse_segments(&text)).unwrap_or_default()
}

/// The segments in a `/proc/net/snmp`: a line of names, and one of numbers.
fn parse_segments(snmp: &str) -> Option<u64> {
    let mut lines = snmp.lines().filter_map(|line| line.strip_prefix("Tcp: "));
    let (names, numbers) = (lines.next()?.split(' '), lines.next()?.split(' '));
    let counted = names.zip(numbers).filter(|(name, _)| matches!(*name, "InSegs" | "OutSegs"));
    Some(counted.filter_map(|(_, number)| number.parse::<u64>().ok()).fold(0, u64::wrapping_add))
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

/// Processes besides this one.
pub(super) fn others() -> u32 {
    let named = std::fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.file_name());
    let processes = named.filter(|name| name.as_encoded_bytes().iter().all(u8::is_ascii_digit)).count();
    u32::try_from(processes).unwrap_or(u32::MAX).saturating_sub(1)
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
        assert_eq!(parse_group(b"12 (a) S 1 (x) S 3 4 5 6"), Some((4, 5)));
        assert_eq!(parse_group(b"12 (a"), None);
        assert_eq!(parse_seen(12, b"12 (a) S 1 (x) T 3 4 5"), Some(Seen { pid: 12, parent: 3, state: b'T' }));
    }

    #[test]
    fn the_mark_of_a_command_is_a_limit_that_nothing_else_uses() {
        let limits = |hard: &str| format!("Limit Soft Hard Units\nMax realtime timeout      7      {hard}     us\n");
        assert_eq!(parse_mark(&limits("18446744073709551614")), Some(u64::MAX - 1));
        assert_eq!(parse_mark(&limits("unlimited")), None);
        assert_eq!(parse_mark(""), None);
    }

    #[test]
    fn only_what_the_file_holds_unchanged_may_be_dropped_from_memory() {
        let maps = "1000-2000 r--p 00000000 fe:00 10 /p\n2000-3000 r-xp 00001000 fe:00 10 /p\n\
                    3000-4000 r--p 00002000 fe:00 10 /p\n4000-5000 rw-p 00003000 fe:00 10 /p\n\
                    5000-6000 rw-p 00000000 00:00 0\n7000-8000 r-xp 00000000 00:00 0 [vdso]\n";
        assert_eq!(parse_unchanged(maps), [(0x1000, 0x2000), (0x2000, 0x3000)]);
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
    fn cpu_time_and_segments_are_read_by_their_places_and_names() {
        let stat = b"7 (a) b) S 1 7 7 0 -1 4194304 100 0 0 0 12 3 40 5 20 0 1 0 99";
        assert_eq!(parse_cpu(stat), Some((15, 45)));
        assert_eq!(parse_cpu(b"7 (a) S 1"), None);
        assert_eq!(parse_usage("usage_usec 1500\nuser_usec 1000\n"), Some(Duration::from_micros(1500)));
        assert_eq!(parse_usage(""), None);
        let snmp = "Ip: Forwarding\nIp: 1\nTcp: MaxConn InSegs OutSegs InErrs\nTcp: -1 30 12 9\nUdp: InDatagrams\n";
        assert_eq!(parse_segments(snmp), Some(42));
        assert_eq!(parse_segments("Udp: x\n"), None);
    }

    #[test]
    fn both_forms_of_the_control_group_are_understood() {
        assert_eq!(parse_kills("low 0\nhigh 0\nmax 3\noom 2\noom_kill 1\n"), Some(1));
        assert_eq!(parse_kills("oom_kill_disable 0\nunder_oom 0\noom_kill 4\n"), Some(4));
        assert_eq!(parse_kills("oom_kill_disable 0\n"), None);
    }
}
