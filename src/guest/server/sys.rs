//! The few system calls that no safe crate offers in the form needed here: fork and exec, signals, peers.
//! All the unsafe code of the program is in this file.

#![expect(
    unsafe_code,
    reason = "fork, exec, signal masks, kill by number and SO_PEERCRED with pid 0 have no safe form"
)]

use std::ffi::CString;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::ptr;

/// Where a child stopped on its way to the program it should become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Step {
    /// Session, terminal and descriptors.
    Setup = 1,
    /// Groups, gid and uid.
    User = 2,
    /// The working directory.
    Workdir = 3,
    /// The program itself.
    Exec = 4,
    /// The program is there, what interprets it is not.
    Interpreter = 5,
}

impl Step {
    /// The step and errno of a child's report.
    pub(super) fn parse(report: [u8; 8]) -> (Step, i32) {
        let step = [Step::User, Step::Workdir, Step::Exec, Step::Interpreter]
            .into_iter()
            .find(|step| *step as u8 == report[0])
            .unwrap_or(Step::Setup);
        (step, i32::from_le_bytes([report[4], report[5], report[6], report[7]]))
    }
}

/// Bytes of a child's report.
pub(super) const REPORT: usize = 8;

/// A program to become, with nothing left to allocate.
#[derive(Debug)]
pub(super) struct Program {
    /// Paths to try in turn.
    pub candidates: Vec<CString>,
    /// The arguments, the name first.
    pub argv: Vec<CString>,
    /// The environment, `NAME=value`.
    pub env: Vec<CString>,
    /// The working directory.
    pub workdir: CString,
    /// Who it runs as.
    pub uid: u32,
    /// Its group.
    pub gid: u32,
    /// Its further groups.
    pub groups: Vec<u32>,
    /// The soft and hard limit of open files that it gets.
    pub files: (u64, u64),
    /// The command's mark: its limit of real time, in microseconds. All its descendants inherit it, whatever session
    /// they make, and none can raise it; as it is centuries long, it limits nothing.
    pub mark: u64,
}

/// What a child takes over.
pub(super) struct Descriptors<'a> {
    /// Standard input, output and error.
    pub stdio: [BorrowedFd<'a>; 3],
    /// Standard input is a terminal to be controlled by.
    pub terminal: bool,
    /// Where a failure before exec is reported; must be close-on-exec.
    pub report: BorrowedFd<'a>,
}

/// What the child needs, as raw numbers and pointers.
struct Plan<'a> {
    program: &'a Program,
    argv: Vec<*const libc::c_char>,
    env: Vec<*const libc::c_char>,
    stdio: [RawFd; 3],
    terminal: bool,
    report: RawFd,
}

fn pointers(strings: &[CString]) -> Vec<*const libc::c_char> {
    strings.iter().map(|string| string.as_ptr()).chain([ptr::null()]).collect()
}

/// Forks and becomes the program in the child. Failures before exec arrive on the report descriptor as
/// [`REPORT`] bytes; its end without bytes means that the program runs.
///
/// # Errors
/// What fork failed with; `EAGAIN` is the limit of processes.
pub(super) fn spawn(program: &Program, descriptors: &Descriptors<'_>) -> io::Result<i32> {
    let plan = Plan {
        program,
        argv: pointers(&program.argv),
        env: pointers(&program.env),
        stdio: descriptors.stdio.map(|fd| fd.as_raw_fd()),
        terminal: descriptors.terminal,
        report: descriptors.report.as_raw_fd(),
    };
    // SAFETY: the child calls only async-signal-safe functions on memory prepared above, and never returns.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        0 => unsafe { child(&plan) },
        pid => Ok(pid),
    }
}

fn errno() -> i32 {
    // SAFETY: glibc's errno of this thread.
    unsafe { *libc::__errno_location() }
}

/// Reports a failure and ends the child.
unsafe fn give_up(report: RawFd, step: Step, errno: i32) -> ! {
    let number = errno.to_le_bytes();
    let bytes = [step as u8, 0, 0, 0, number[0], number[1], number[2], number[3]];
    // SAFETY: plain system calls on a stack buffer.
    unsafe {
        libc::write(report, bytes.as_ptr().cast(), bytes.len());
        libc::_exit(127)
    }
}

/// The child's way from fork to exec.
unsafe fn child(plan: &Plan<'_>) -> ! {
    const REPORT_FD: RawFd = 3;
    let program = plan.program;
    // SAFETY: system calls only; every pointer is into memory that the parent prepared.
    unsafe {
        let mut report = plan.report;
        if libc::setsid() < 0 || (plan.terminal && libc::ioctl(plan.stdio[0], libc::TIOCSCTTY, 0) < 0) {
            give_up(report, Step::Setup, errno());
        }
        for (target, source) in plan.stdio.iter().enumerate() {
            if libc::dup2(*source, target as RawFd) < 0 {
                give_up(report, Step::Setup, errno());
            }
        }
        if report != REPORT_FD {
            if libc::dup3(report, REPORT_FD, libc::O_CLOEXEC) < 0 {
                give_up(report, Step::Setup, errno());
            }
            report = REPORT_FD;
        }
        // A working directory like /proc/self/fd/8 must not find what the guest has open, so close-on-exec
        // alone is too late. Kernels before 5.9 lack the call.
        libc::syscall(libc::SYS_close_range, REPORT_FD + 1, libc::c_uint::MAX, 0);
        // The kernel shall choose any command before the guest.
        let file = libc::open(c"/proc/self/oom_score_adj".as_ptr(), libc::O_WRONLY | libc::O_CLOEXEC);
        if file >= 0 {
            libc::write(file, c"300".as_ptr().cast(), 3);
            libc::close(file);
        }
        let files = libc::rlimit { rlim_cur: program.files.0, rlim_max: program.files.1 };
        libc::setrlimit(libc::RLIMIT_NOFILE, &files);
        libc::setrlimit(libc::RLIMIT_RTTIME, &libc::rlimit { rlim_cur: program.mark, rlim_max: program.mark });
        if libc::setgroups(program.groups.len(), program.groups.as_ptr()) < 0
            || libc::setgid(program.gid) < 0
            || libc::setuid(program.uid) < 0
        {
            give_up(report, Step::User, errno());
        }
        // As the user: what the user may not enter is not entered.
        if libc::chdir(program.workdir.as_ptr()) < 0 {
            give_up(report, Step::Workdir, errno());
        }
        for signal in 1..32 {
            libc::signal(signal, libc::SIG_DFL);
        }
        let mut mask: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut mask);
        libc::sigprocmask(libc::SIG_SETMASK, &mask, ptr::null_mut());
        let mut verdict = (Step::Exec, libc::ENOENT);
        for candidate in &program.candidates {
            libc::execve(candidate.as_ptr(), plan.argv.as_ptr(), plan.env.as_ptr());
            match errno() {
                libc::ENOENT if libc::access(candidate.as_ptr(), libc::F_OK) == 0 => {
                    verdict = (Step::Interpreter, libc::ENOENT);
                }
                libc::ENOENT | libc::ENOTDIR => {}
                libc::EACCES => verdict = (Step::Exec, libc::EACCES),
                other => give_up(report, Step::Exec, other),
            }
        }
        give_up(report, verdict.0, verdict.1)
    }
}

/// Blocks the signals that the guest handles, for all threads made later, and gives a descriptor that reads them.
pub(super) fn signal_descriptor(signals: &[i32]) -> io::Result<OwnedFd> {
    // SAFETY: an initialised set on the stack; the descriptor is new and ours.
    unsafe {
        let mut mask: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut mask);
        for signal in signals {
            libc::sigaddset(&mut mask, *signal);
        }
        if libc::sigprocmask(libc::SIG_BLOCK, &mask, ptr::null_mut()) < 0 {
            return Err(io::Error::last_os_error());
        }
        libc::signal(libc::SIGPIPE, libc::SIG_IGN);
        match libc::signalfd(-1, &mask, libc::SFD_CLOEXEC | libc::SFD_NONBLOCK) {
            -1 => Err(io::Error::last_os_error()),
            fd => Ok(OwnedFd::from_raw_fd(fd)),
        }
    }
}

/// A signal to the guest.
pub(super) struct Signal {
    pub(super) number: i32,
    /// Whether it was sent from outside of the sandbox: no process there has a number here.
    pub(super) from_outside: bool,
}

/// The next signal of a [`signal_descriptor`], if there is one.
pub(super) fn next_signal(descriptor: BorrowedFd<'_>) -> Option<Signal> {
    // SAFETY: the structure is plain data and the kernel writes at most its size.
    unsafe {
        let mut info: libc::signalfd_siginfo = std::mem::zeroed();
        let size = std::mem::size_of::<libc::signalfd_siginfo>();
        let read = libc::read(descriptor.as_raw_fd(), ptr::from_mut(&mut info).cast(), size);
        (usize::try_from(read) == Ok(size))
            .then(|| Signal { number: i32::try_from(info.ssi_signo).unwrap_or(0), from_outside: info.ssi_pid == 0 })
    }
}

/// Sends a signal as `kill(2)` does: a negative pid is a process group, -1 is everything but the caller.
///
/// # Errors
/// `ESRCH` when there is nothing to signal.
pub(super) fn kill(pid: i32, signal: i32) -> io::Result<()> {
    // SAFETY: no memory is involved.
    if unsafe { libc::kill(pid, signal) } < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Who called `connect` (or, asked by the one who connected, `listen`) on a Unix socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Peer {
    /// Its process id as this process namespace sees it, 0 from outside it.
    pub pid: i32,
    /// Its uid.
    pub uid: u32,
}

/// The peer of a connected Unix socket. rustix's form takes a pid of 0 for impossible.
pub(super) fn peer(socket: BorrowedFd<'_>) -> io::Result<Peer> {
    // SAFETY: the kernel writes at most `length` bytes of plain data.
    unsafe {
        let mut credentials: libc::ucred = std::mem::zeroed();
        let mut length = std::mem::size_of::<libc::ucred>() as libc::socklen_t;
        let done = libc::getsockopt(
            socket.as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_PEERCRED,
            ptr::from_mut(&mut credentials).cast(),
            &mut length,
        );
        if done < 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(Peer { pid: credentials.pid, uid: credentials.uid })
    }
}

/// Makes every descriptor above standard error close-on-exec, whoever opened it.
pub(super) fn close_all_on_exec() {
    const CLOSE_RANGE_CLOEXEC: libc::c_uint = 4;
    // SAFETY: changes flags of descriptors only.
    unsafe {
        libc::syscall(libc::SYS_close_range, 3 as libc::c_uint, libc::c_uint::MAX, CLOSE_RANGE_CLOEXEC);
    }
}

/// Gives large buffers back to the system when they are done with, and keeps the transfers' threads from getting a
/// heap each.
pub(super) fn keep_memory_small() {
    // SAFETY: parameters of the allocator, set before any thread exists.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, 64 * 1024);
        libc::mallopt(libc::M_TRIM_THRESHOLD, 128 * 1024);
        libc::mallopt(libc::M_ARENA_MAX, 1);
    }
}

/// Lets go of the guest's own program in memory: what is needed again comes from the page cache, which all sandboxes
/// share. An idle guest then holds next to nothing.
pub(super) fn let_go_of_program() {
    for (start, end) in super::proc::program() {
        // SAFETY: private mappings of a file that is never altered, and that nothing was written to.
        unsafe {
            libc::madvise(start as *mut libc::c_void, end - start, libc::MADV_DONTNEED);
        }
    }
}
