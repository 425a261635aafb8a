//! A real terminal for the program under test: the other end of a PTY, with what it shows and how it is set.

use super::{Home, PROGRAM};
use rustix::fd::OwnedFd;
use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, unlockpt};
use rustix::termios::{LocalModes, OutputModes, Winsize, tcgetattr, tcgetwinsize, tcsetwinsize};
use std::process::{Child, Command};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// No step of a test takes longer, however busy the machine is.
const LIMIT: Duration = Duration::from_secs(30);

/// A terminal in which the program runs.
pub struct Terminal {
    master: OwnedFd,
    terminal: OwnedFd,
    child: Child,
    shown: Arc<Mutex<Vec<u8>>>,
}

impl Terminal {
    /// A terminal of 24 rows and 80 columns with the program in it.
    #[track_caller]
    pub fn open(home: &Home, arguments: &[&str]) -> Terminal {
        Terminal::open_with(home, arguments, |_| ())
    }

    /// The same, with more said about the command.
    #[track_caller]
    pub fn open_with(home: &Home, arguments: &[&str], change: impl FnOnce(&mut Command)) -> Terminal {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let master = openpt(flags).unwrap();
        grantpt(&master).and_then(|()| unlockpt(&master)).unwrap();
        let terminal = ioctl_tiocgptpeer(&master, flags).unwrap();
        // As the controlling terminal: only then does the program hear of sizes and of the end.
        let mut command = home.command_of("setsid", ["--ctty", PROGRAM].iter().chain(arguments));
        let end = || terminal.try_clone().unwrap();
        command.stdin(end()).stdout(end()).stderr(end());
        change(&mut command);
        set_size(&master, 24, 80);
        let child = command.spawn().unwrap();
        drop(command);
        let shown = Arc::new(Mutex::new(Vec::new()));
        let (kept, reader) = (Arc::clone(&shown), master.try_clone().unwrap());
        std::thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(count @ 1..) = rustix::io::read(&reader, &mut buffer) {
                kept.lock().unwrap().extend_from_slice(&buffer[..count]);
            }
        });
        Terminal { master, terminal, child, shown }
    }

    /// Types, however long it takes.
    pub fn keys(&self, keys: impl AsRef<[u8]>) {
        let mut keys = keys.as_ref();
        while !keys.is_empty() {
            let count = rustix::io::write(&self.master, keys).unwrap();
            keys = &keys[count..];
        }
    }

    /// Types a line.
    pub fn line(&self, line: &str) {
        self.keys(format!("{line}\r"));
    }

    /// Types Ctrl-P Ctrl-Q.
    pub fn leave(&self) {
        self.keys("\x10\x11");
    }

    /// Everything that was shown so far.
    pub fn shown(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().unwrap()).into_owned()
    }

    /// Waits until this is shown.
    #[track_caller]
    pub fn sees(&self, text: &str) {
        let begun = Instant::now();
        while !self.shown().contains(text) {
            assert!(begun.elapsed() < LIMIT, "expected {text:?} on the terminal:\n{}", self.shown());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Gives it another size.
    pub fn resize(&self, rows: u16, columns: u16) {
        set_size(&self.master, rows, columns);
    }

    /// What stands on the screen now: for what draws instead of printing.
    pub fn screen(&self) -> String {
        let size = tcgetwinsize(&self.master).unwrap();
        let mut screen = vt100::Parser::new(size.ws_row.try_into().unwrap(), size.ws_col.try_into().unwrap(), 0);
        screen.process(&self.shown.lock().unwrap());
        screen.screen().contents()
    }

    /// Waits until this stands on the screen.
    #[track_caller]
    pub fn draws(&self, text: &str) {
        let begun = Instant::now();
        while !self.screen().contains(text) {
            assert!(begun.elapsed() < LIMIT, "expected {text:?} on the screen:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whether keys become lines, are shown, and lines end as usual: as before the program.
    pub fn is_as_before(&self) -> bool {
        let attributes = tcgetattr(&self.terminal).unwrap();
        attributes.local_modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
            && attributes.output_modes.contains(OutputModes::OPOST)
    }

    /// The process id of the program.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until the program ends with this code, the terminal put back. Gives what was shown.
    #[track_caller]
    pub fn ends(mut self, code: i32) -> String {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < LIMIT, "it does not end:\n{}", self.shown());
            std::thread::sleep(Duration::from_millis(5));
        };
        // What was written last is still on its way through the terminal.
        std::thread::sleep(Duration::from_millis(50));
        assert_eq!(status.code(), Some(code), "{status}\n{}", self.shown());
        assert!(self.is_as_before(), "the terminal was not put back:\n{}", self.shown());
        self.shown()
    }

    /// Closes the terminal; waits until the program is gone.
    #[track_caller]
    pub fn close(self) {
        let Terminal { master, terminal, mut child, .. } = self;
        drop(terminal);
        // The thread that reads it holds it too: what hangs up is told by the signal.
        std::process::Command::new("kill").args(["-HUP", &child.id().to_string()]).status().unwrap();
        drop(master);
        let begun = Instant::now();
        while child.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < LIMIT, "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

fn set_size(master: &OwnedFd, rows: u16, columns: u16) {
    tcsetwinsize(master, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
}
