//! Frames and messages between the client outside and the guest inside: the only thing both sides share.
//! One connection carries one request. Each side treats what the other sends as hostile: every length is capped.
//!
//! A frame is `type: u8`, `length: u32` little-endian, `length` bytes. The client speaks first, with a
//! [`Frame::Request`]; the guest answers with [`Frame::Hello`] and then with what the request calls for.
//! Fields that are missing have their default, so that sides of different age understand each other.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The protocol that this build speaks. The guest answers requests of this version and the one before.
pub const VERSION: u32 = 1;
/// Bytes of a frame's header.
pub const HEADER: usize = 5;
/// The most bytes that a data frame carries; also the size of a relay buffer.
pub const MAX_DATA: usize = 64 * 1024;
/// The most bytes that a frame with JSON carries.
pub const MAX_CONTROL: usize = 4 * 1024 * 1024;
/// Bytes of stdin that the client may send before the guest grants more with [`Frame::Window`].
pub const STDIN_WINDOW: usize = 256 * 1024;
/// The folder of the guest's binary inside a sandbox, and of the shared socket. Both lie directly under `/`,
/// where root inside can't rename them away.
pub const GUEST_FOLDER: &str = "/.sandcastle";
/// The shared folder inside a sandbox.
pub const SOCKET_FOLDER: &str = "/.sandcastle-run";
/// The socket's name in the shared folder.
pub const SOCKET_NAME: &str = "guest.sock";
/// A file of this name in the shared folder, in the socket's stead: no group of the caller is out of reach for
/// the users inside, so only the bridge is left.
pub const NO_SOCKET_NAME: &str = "no-socket";
/// The abstract socket (without its leading NUL) on which the guest accepts the bridge.
pub const BRIDGE_SOCKET: &str = "sandcastle-guest";
/// The guest's own folder inside a sandbox: identity and jobs, readable by root only.
pub const STATE_FOLDER: &str = "/var/lib/sandcastle";

/// The kinds of frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Frame {
    /// Client: a [`Request`] as JSON; the first frame, sent once.
    Request = 1,
    /// Client: bytes for the command's stdin, within the window.
    Stdin = 2,
    /// Client: end of stdin. Empty.
    StdinEnd = 3,
    /// Client: one byte, the number of a signal for the process group.
    Signal = 4,
    /// Client: the terminal's size, rows and columns as two `u16` little-endian.
    Resize = 5,
    /// Both: bytes of an archive or a log.
    Data = 6,
    /// Both: the whole stream was sent. Empty from the client; a [`Summary`] as JSON from the guest.
    DataEnd = 7,
    /// Guest: a [`Hello`] as JSON; its first frame.
    Hello = 16,
    /// Guest: the answer to a request as JSON, [`Reply`].
    Reply = 17,
    /// Guest: a [`Failure`] as JSON; nothing follows.
    Failure = 18,
    /// Guest: bytes of the command's stdout (or of its PTY).
    Stdout = 19,
    /// Guest: bytes of the command's stderr.
    Stderr = 20,
    /// Guest: an [`Ended`] as JSON; nothing follows.
    Ended = 21,
    /// Guest: a `u32` little-endian, bytes of stdin granted beyond those granted before.
    Window = 22,
}

impl Frame {
    /// The frame of a type byte, if it is one.
    pub fn from_byte(byte: u8) -> Option<Frame> {
        use Frame::*;
        [Request, Stdin, StdinEnd, Signal, Resize, Data, DataEnd, Hello, Reply, Failure, Stdout, Stderr, Ended, Window]
            .into_iter()
            .find(|frame| *frame as u8 == byte)
    }

    /// The most bytes that a frame of this kind may carry.
    pub fn cap(self) -> usize {
        match self {
            Frame::Stdin | Frame::Data | Frame::Stdout | Frame::Stderr => MAX_DATA,
            Frame::StdinEnd => 0,
            Frame::Signal => 1,
            Frame::Resize | Frame::Window => 4,
            Frame::Request | Frame::DataEnd | Frame::Hello | Frame::Reply | Frame::Failure | Frame::Ended => {
                MAX_CONTROL
            }
        }
    }
}

/// The header of a frame of `kind` with `length` bytes.
pub fn header(kind: Frame, length: usize) -> [u8; HEADER] {
    let length = u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
    [kind as u8, length[0], length[1], length[2], length[3]]
}

/// A header that no honest peer sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// An unknown type byte.
    #[error("unknown frame type {0}")]
    Type(u8),
    /// More bytes than this kind may carry.
    #[error("frame of {0} bytes is over the limit")]
    Length(u32),
}

/// Reads a header: the kind and the length of what follows.
pub fn parse_header(bytes: [u8; HEADER]) -> Result<(Frame, usize), Malformed> {
    let kind = Frame::from_byte(bytes[0]).ok_or(Malformed::Type(bytes[0]))?;
    let length = u32::from_le_bytes([bytes[1], bytes[2], bytes[3], bytes[4]]);
    let size = usize::try_from(length).unwrap_or(usize::MAX);
    if size > kind.cap() { Err(Malformed::Length(length)) } else { Ok((kind, size)) }
}

/// Bytes that are mostly text: an argument, an environment value, a path. JSON text where it is UTF-8, hex where not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Text(pub Vec<u8>);

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum TextForm {
    Plain(String),
    Hex { hex: String },
}

impl Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => {
                let hex = self.0.iter().map(|byte| format!("{byte:02x}")).collect();
                TextForm::Hex { hex }.serialize(serializer)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match TextForm::deserialize(deserializer)? {
            TextForm::Plain(text) => Ok(Text(text.into_bytes())),
            TextForm::Hex { hex } => {
                let digits = hex.as_bytes();
                if digits.len() % 2 != 0 {
                    return Err(serde::de::Error::custom("odd number of hex digits"));
                }
                digits
                    .chunks(2)
                    .map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()))
                    .collect::<Option<Vec<u8>>>()
                    .map(Text)
                    .ok_or_else(|| serde::de::Error::custom("not hex digits"))
            }
        }
    }
}

impl<T: Into<Vec<u8>>> From<T> for Text {
    fn from(bytes: T) -> Self {
        Text(bytes.into())
    }
}

/// A request with the version of its sender.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Envelope {
    /// The protocol that the client speaks, [`VERSION`].
    pub protocol: u32,
    /// What is asked.
    pub request: Request,
}

/// What a client can ask.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Answers [`Reply::Health`]; needs no new thread or process.
    Health,
    /// Hands identity and default environment over; answers [`Reply::Done`]. Replaces what was handed over before.
    Configure(Identity),
    /// Answers [`Reply::Identity`]: what was configured last, without environment values.
    Identity,
    /// Runs a command: `Stdout`, `Stderr`, `Window` … then [`Ended`]. With `job` set: answers [`Reply::Done`] once it runs.
    Exec(Exec),
    /// Answers [`Reply::Jobs`].
    Jobs,
    /// The kept output of a job as `Stdout` and `Stderr` frames in the order they came, then [`Reply::Job`].
    JobOutput {
        /// The job.
        id: String,
        /// Go on until the job ends.
        follow: bool,
    },
    /// Answers [`Reply::Job`] when the job has ended.
    JobWait {
        /// The job.
        id: String,
    },
    /// Sends a signal to the job's process group; answers [`Reply::Job`].
    JobSignal {
        /// The job.
        id: String,
        /// The number of the signal.
        signal: u8,
    },
    /// Takes an archive in: `Data` …, `DataEnd` from the client, then a `DataEnd` with a [`Summary`] from the guest.
    Upload(Upload),
    /// Gives a path out as an archive: [`Reply::Source`], `Data` …, then `DataEnd` with a [`Summary`].
    Download(Download),
    /// Whether something listens on a TCP port inside; answers [`Reply::Listening`].
    Listening {
        /// The port.
        port: u16,
    },
    /// Empties the shared folder before the sandbox is removed; answers [`Reply::Done`].
    Farewell,
}

/// What a sandbox is told about itself after it was started.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    /// The default environment of what runs inside, over the image's.
    pub env: BTreeMap<String, Text>,
    /// The default working directory; made if missing, owned by the user.
    pub workdir: String,
    /// The default user: a name, `uid`, `user:group` or `uid:gid`; empty is root.
    pub user: String,
    /// What a rebuilt registry takes back, as JSON text that the guest does not read. Never a secret.
    pub record: String,
}

/// A command to run.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Exec {
    /// The program and its arguments, byte for byte; never empty.
    pub argv: Vec<Text>,
    /// Added to the default environment.
    pub env: BTreeMap<String, Text>,
    /// The working directory instead of the default one.
    pub workdir: Option<Text>,
    /// The user instead of the default one.
    pub user: Option<String>,
    /// Whether stdin comes over the connection; otherwise it is `/dev/null`.
    pub stdin: bool,
    /// A PTY of this size, rows and columns; stderr then arrives as stdout.
    pub tty: Option<(u16, u16)>,
    /// After so many milliseconds the process group gets TERM, two seconds later KILL.
    pub timeout_ms: Option<u64>,
    /// Run detached from the connection as the job of this id, its output kept inside.
    pub job: Option<String>,
}

/// Where an archive goes, in the terms of `docker cp`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Upload {
    /// The destination as it was typed; relative to the working directory.
    pub dest: Text,
    /// What the archive holds.
    pub source: SourceKind,
    /// The name under which a single source goes into an existing directory.
    pub name: Text,
    /// Keep the owners of the archive instead of giving everything to the sandbox user.
    pub preserve_owner: bool,
    /// Keep setuid and setgid bits.
    pub preserve_special: bool,
    /// Refuse what would otherwise be skipped: device nodes, fifos, sockets.
    pub strict: bool,
}

/// What the entries of an archive are relative to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// One entry that is not a directory, under the name `.`.
    #[default]
    File,
    /// A directory: the entry `.` is the directory itself, the others lie below it.
    Directory,
    /// The content of a directory (`SRC/.`): as [`SourceKind::Directory`], but it goes into an existing destination.
    Contents,
    /// Any number of entries that go below the destination, which is a directory or becomes one.
    Many,
}

/// A path that is wanted as an archive.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Download {
    /// The path as it was typed; relative to the working directory.
    pub path: Text,
    /// Take what links point to.
    pub follow: bool,
    /// Patterns, as in a `.gitignore`, of what is left out.
    pub exclude: Vec<String>,
    /// Leave out what the `.gitignore` files on the way leave out.
    pub gitignore: bool,
    /// Refuse device nodes, fifos and sockets instead of leaving them out.
    pub strict: bool,
    /// Put the path under its own last name into the archive ([`SourceKind::Many`]): for who reads it with `tar`.
    pub named: bool,
}

/// The guest's first word.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Hello {
    /// The protocol that the guest speaks.
    pub protocol: u32,
    /// The version of the guest's program.
    pub version: String,
}

/// The answer to a request that is not a stream.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Done.
    Done,
    /// The guest is well.
    Health {
        /// Milliseconds since the guest started.
        uptime_ms: u64,
        /// Commands that run attached.
        execs: u32,
        /// Jobs that run.
        jobs: u32,
        /// Whether an identity was handed over since the start.
        configured: bool,
        /// The uid of the default user; 0 means that the sandbox's user is root.
        uid: u32,
    },
    /// What was configured, environment values left out.
    Identity(Identity),
    /// All jobs, oldest first.
    Jobs(Vec<Job>),
    /// One job.
    Job(Job),
    /// What a download will hold.
    Source {
        /// The kind of what was named.
        kind: SourceKind,
        /// Its last name.
        name: Text,
    },
    /// Whether the port accepts connections on an address that is reachable from outside the sandbox.
    Listening(bool),
}

/// A detached command.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Job {
    /// Its id: 12 lower-case letters and digits.
    pub id: String,
    /// What runs.
    pub argv: Vec<Text>,
    /// Milliseconds since the Unix epoch.
    pub started_at_ms: u64,
    /// The same; absent while it runs.
    pub ended_at_ms: Option<u64>,
    /// Its exit code, once it ended by itself.
    pub exit_code: Option<u8>,
    /// The signal that ended it.
    pub signal: Option<u8>,
    /// The sandbox was stopped under it: neither code nor signal is known.
    pub interrupted: bool,
    /// The time limit ended it.
    pub timed_out: bool,
    /// Bytes of output that were dropped because the kept output is limited.
    pub dropped_bytes: u64,
}

/// How a command ended.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Ended {
    /// Its exit code, if it exited.
    pub exit_code: Option<u8>,
    /// The signal that ended it, if one did.
    pub signal: Option<u8>,
    /// The time limit ended it.
    pub timed_out: bool,
    /// The kernel's out-of-memory killer was at work in the sandbox while it ran.
    pub oom: bool,
    /// Processes of its group that were still there and were told to end.
    pub leftover: bool,
    /// Milliseconds from start to end.
    pub duration_ms: u64,
}

/// What a transfer moved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// Entries written, directories included.
    pub entries: u64,
    /// Bytes of file content.
    pub bytes: u64,
    /// Names of device nodes, fifos and sockets that were left out; at most 100 are named.
    pub skipped: Vec<Text>,
    /// How many were left out in all.
    pub skipped_count: u64,
    /// Setuid and setgid bits that were removed.
    pub stripped_count: u64,
}

/// Why the guest can't.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Failure {
    /// The class of the failure.
    pub code: FailureCode,
    /// What failed: why. Lower case.
    pub message: String,
}

/// Classes of failure, as far as a client tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    /// The command does not exist.
    CommandNotFound,
    /// The command exists and can't be executed.
    NotExecutable,
    /// No such user or group.
    NoSuchUser,
    /// No such working directory.
    NoSuchWorkdir,
    /// No more processes or threads are allowed.
    PidsLimit,
    /// No such path or job.
    NotFound,
    /// Something of another kind stands there: a file where a directory is needed, or the reverse.
    Conflict,
    /// Refused: a path that leaves the destination, a read-only file system, no permission.
    Denied,
    /// The archive is damaged or cut.
    Damaged,
    /// No room left.
    NoSpace,
    /// The request makes no sense: empty argv, a NUL byte, an argument that is too long.
    Invalid,
    /// The guest does not speak the client's protocol.
    Version,
    /// Anything else.
    Failed,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_survives_json_whatever_its_bytes() {
        for bytes in [&b"plain"[..], "grün".as_bytes(), b"\xff\x00\x80", b""] {
            let json = serde_json::to_string(&Text(bytes.to_vec())).unwrap();
            assert_eq!(serde_json::from_str::<Text>(&json).unwrap().0, bytes);
        }
    }

    #[test]
    fn a_header_over_the_cap_is_refused_before_anything_is_allocated() {
        assert_eq!(parse_header([6, 0xff, 0xff, 0xff, 0xff]), Err(Malformed::Length(u32::MAX)));
        assert_eq!(parse_header([99, 0, 0, 0, 0]), Err(Malformed::Type(99)));
        assert_eq!(parse_header(header(Frame::Data, MAX_DATA)), Ok((Frame::Data, MAX_DATA)));
    }
}
