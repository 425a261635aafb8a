//! Runs the real program under ptrace and kills it where it is about to change something: files, journal, engine. Or it
//! finds the disk full from there on. Each such system call is a point; the same command has the same points each time,
//! give or take a few.

use nix::sys::ptrace::{self, Options};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use std::collections::HashSet;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Output, Stdio};

/// A system call that changes something.
#[derive(Debug, Clone)]
pub struct Point {
    /// What it is, for people: `rename …/journal/x.toml`.
    pub what: String,
    /// Whether it takes room on a disk.
    takes_room: bool,
}

/// What happens at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The process is killed.
    Death,
    /// There is no room on any disk, here and from here on.
    FullDisk,
}

/// What a process is let do.
enum Fate {
    GoesOn,
    Dies,
    FindsNoRoom,
}

impl Point {
    /// Whether a fault can strike here.
    pub fn is_open_to(&self, fault: Fault) -> bool {
        fault == Fault::Death || self.takes_room
    }

    /// Whether a step of the journal begins or ends here, or the engine is told to do something.
    pub fn is_step(&self) -> bool {
        self.what.contains("/journal/") || self.what.contains("HTTP/")
    }

    /// Whether the journal, the record or a snapshot is another afterwards: what is tried where a try is dear.
    pub fn is_decisive(&self) -> bool {
        let staged = self.what.contains("/.staged-") && !self.what.starts_with("name ");
        let kept = ["/journal/", "/registry/sandboxes/", "/registry/pool/", "/data/snapshots/", "/files/"];
        !staged && kept.iter().any(|folder| self.what.contains(folder))
    }
}

/// How a run went.
#[derive(Debug)]
pub enum Ending {
    /// The fault came at that point.
    Struck(Point),
    /// It ended before there was such a point.
    Ended(Output),
}

/// Runs `command` and lets the fault come to the process that comes to the `nth` of the points that `counts` counts,
/// from 0. Everything that it started is waited for.
pub fn struck_at(command: &Command, fault: Fault, nth: usize, counts: impl Fn(&Point) -> bool) -> (Ending, Output) {
    let mut seen = 0;
    let mut struck = None;
    let output = traced(command, |point| {
        let hit = struck.is_none() && point.is_open_to(fault) && counts(point) && {
            seen += 1;
            seen == nth + 1
        };
        if hit {
            struck = Some(point.clone());
        }
        match fault {
            Fault::Death if hit => Fate::Dies,
            Fault::FullDisk if struck.is_some() && point.takes_room => Fate::FindsNoRoom,
            _ => Fate::GoesOn,
        }
    });
    match struck {
        Some(point) => (Ending::Struck(point), output),
        None => (Ending::Ended(output.clone()), output),
    }
}

/// Runs a command to its end; each process has the fate that `fate` says at the entry of a call.
fn traced(command: &Command, mut fate: impl FnMut(&Point) -> Fate) -> Output {
    let (stdout, stderr) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    let first = spawn_stopped(command, &stdout, &stderr);
    let options = Options::PTRACE_O_TRACESYSGOOD
        | Options::PTRACE_O_TRACECLONE
        | Options::PTRACE_O_TRACEFORK
        | Options::PTRACE_O_TRACEVFORK
        | Options::PTRACE_O_TRACEEXEC
        | Options::PTRACE_O_EXITKILL;
    ptrace::seize(first, options).expect("a child of ours can be traced");
    kill(first, Signal::SIGCONT).unwrap();
    // Calls are counted from when a process is the program, and no more the shell that became it.
    let mut programs = HashSet::new();
    let mut refused = HashSet::new();
    let mut status = ExitStatus::default();
    // Only what this thread started and traces: other tests trace their own.
    let ours = WaitPidFlag::__WALL | WaitPidFlag::__WNOTHREAD;
    while let Ok(event) = waitpid(Pid::from_raw(-1), Some(ours)) {
        let (thread, signal) = match event {
            WaitStatus::Exited(pid, code) => {
                if pid == first {
                    status = std::os::unix::process::ExitStatusExt::from_raw(code << 8);
                }
                continue;
            }
            WaitStatus::Signaled(pid, signal, _) => {
                if pid == first {
                    status = std::os::unix::process::ExitStatusExt::from_raw(signal as i32);
                }
                continue;
            }
            WaitStatus::PtraceSyscall(thread) if refused.remove(&thread) => {
                answer(thread, nix::libc::ENOSPC);
                (thread, None)
            }
            WaitStatus::PtraceSyscall(thread) => {
                let process = process_of(thread);
                if programs.contains(&process)
                    && let Some(point) = point(thread)
                {
                    match fate(&point) {
                        Fate::GoesOn => {}
                        Fate::Dies => {
                            kill(process, Signal::SIGKILL).unwrap();
                            continue;
                        }
                        Fate::FindsNoRoom => {
                            refuse(thread);
                            refused.insert(thread);
                        }
                    }
                }
                (thread, None)
            }
            WaitStatus::PtraceEvent(thread, _, event) => {
                if event == nix::libc::PTRACE_EVENT_EXEC {
                    programs.insert(process_of(thread));
                } else if let Ok(child) = ptrace::getevent(thread)
                    && event != nix::libc::PTRACE_EVENT_STOP
                    && programs.contains(&process_of(thread))
                {
                    // A child of the program is the program too, until it becomes another.
                    let child = Pid::from_raw(i32::try_from(child).unwrap());
                    programs.insert(process_of(child));
                }
                (thread, None)
            }
            WaitStatus::Stopped(thread, signal) => (thread, Some(signal)),
            _ => continue,
        };
        // It may have been killed meanwhile.
        let _ = ptrace::syscall(thread, signal);
    }
    Output { status, stdout: content(&stdout), stderr: content(&stderr) }
}

/// A process that stops itself before it becomes the program, so that nothing of that is missed.
#[expect(clippy::zombie_processes, reason = "it is waited for by its number, as what is traced must be")]
fn spawn_stopped(command: &Command, stdout: &File, stderr: &File) -> Pid {
    let mut stopped = Command::new("sh");
    stopped.args(["-c", "kill -STOP $$; exec \"$@\"", "sh"]).arg(command.get_program()).args(command.get_args());
    stopped.env_clear().envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    if let Some(folder) = command.get_current_dir() {
        stopped.current_dir(folder);
    }
    stopped.stdin(Stdio::null()).stdout(stdout.try_clone().unwrap()).stderr(stderr.try_clone().unwrap());
    let child = stopped.spawn().unwrap();
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap());
    assert!(matches!(waitpid(pid, Some(WaitPidFlag::WUNTRACED)), Ok(WaitStatus::Stopped(..))));
    pid
}

/// All that a file holds, wherever its offset is.
pub fn content(file: &File) -> Vec<u8> {
    let mut bytes = vec![0; usize::try_from(file.metadata().unwrap().len()).unwrap()];
    file.read_exact_at(&mut bytes, 0).unwrap();
    bytes
}

fn process_of(thread: Pid) -> Pid {
    let status = std::fs::read_to_string(format!("/proc/{thread}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("Tgid:"));
    line.and_then(|id| id.trim().parse().ok()).map_or(thread, Pid::from_raw)
}

/// The point that a thread has come to, if the call that it enters is one.
fn point(thread: Pid) -> Option<Point> {
    use nix::libc as c;
    if ptrace::syscall_info(thread).ok()?.op != c::PTRACE_SYSCALL_INFO_ENTRY {
        return None;
    }
    let text = std::fs::read_to_string(format!("/proc/{thread}/syscall")).ok()?;
    let mut fields = text.split_whitespace();
    let number: i64 = fields.next()?.parse().ok()?;
    let arguments: Vec<u64> =
        fields.filter_map(|field| u64::from_str_radix(field.strip_prefix("0x")?, 16).ok()).collect();
    let argument = |index: usize| arguments.get(index).copied().unwrap_or_default();
    let path = |index: usize| text_at(thread, argument(index));
    let file = |index: usize| descriptor(thread, argument(index));
    // Ours are absolute.
    let is_new = |path: &str| !Path::new(path).exists();
    let mut takes_room = false;
    let what = match number {
        #[cfg(target_arch = "x86_64")]
        c::SYS_rename | c::SYS_link => format!("name {} {}", path(0), path(1)),
        #[cfg(target_arch = "x86_64")]
        c::SYS_unlink | c::SYS_rmdir => format!("change {}", path(0)),
        #[cfg(target_arch = "x86_64")]
        c::SYS_mkdir => {
            takes_room = is_new(&path(0));
            format!("change {}", path(0))
        }
        c::SYS_renameat | c::SYS_renameat2 | c::SYS_linkat => format!("name {} {}", path(1), path(3)),
        c::SYS_unlinkat => format!("change {}", path(1)),
        c::SYS_mkdirat => {
            takes_room = is_new(&path(1));
            format!("change {}", path(1))
        }
        c::SYS_openat if argument(2) & c::O_CREAT as u64 != 0 => {
            takes_room = is_new(&path(1));
            format!("make {}", path(1))
        }
        c::SYS_ftruncate => format!("cut {}", file(0)),
        c::SYS_copy_file_range => {
            takes_room = true;
            format!("write {}", file(2))
        }
        c::SYS_write | c::SYS_writev | c::SYS_pwrite64 | c::SYS_sendto | c::SYS_sendmsg => {
            let file = file(0);
            let said = if file.starts_with("socket:") { text_at(thread, argument(1)) } else { String::new() };
            let said = said.lines().next().unwrap_or_default();
            // What a runtime tells itself changes nothing, and no more does a question.
            if file.contains("anon_inode") || said.starts_with("GET ") {
                return None;
            }
            // Not pipes, and not what the tests themselves catch.
            takes_room = file.starts_with('/') && !file.starts_with("/dev/") && !file.ends_with(" (deleted)");
            if file.starts_with("socket:") { format!("send {said}") } else { format!("write {file}") }
        }
        _ => return None,
    };
    Some(Point { what, takes_room })
}

/// Has the call that a thread enters not be carried out.
fn refuse(thread: Pid) {
    // It may have been killed meanwhile.
    if let Ok(mut registers) = ptrace::getregs(thread) {
        registers.orig_rax = u64::MAX;
        let _ = ptrace::setregs(thread, registers);
    }
}

/// Has the call that a thread leaves have failed with this error.
fn answer(thread: Pid, error: i32) {
    if let Ok(mut registers) = ptrace::getregs(thread) {
        registers.rax = i64::from(-error).cast_unsigned();
        let _ = ptrace::setregs(thread, registers);
    }
}

fn descriptor(thread: Pid, number: u64) -> String {
    let link = std::fs::read_link(format!("/proc/{thread}/fd/{number}"));
    link.map(|path| path.to_string_lossy().into_owned()).unwrap_or_default()
}

fn text_at(thread: Pid, address: u64) -> String {
    let mut bytes = [0; 512];
    let memory = File::open(format!("/proc/{thread}/mem"));
    let count = memory.and_then(|memory| memory.read_at(&mut bytes, address)).unwrap_or_default();
    let end = bytes[..count].iter().position(|byte| *byte == 0).unwrap_or(count);
    String::from_utf8_lossy(&bytes[..end]).into_owned()
}
