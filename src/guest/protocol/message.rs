//! What is asked and answered, as JSON. Fields that are missing have their default.

use super::identity::{Identity, Mounted};
use super::text::{Base64, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;

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
    /// Answers [`Reply::Activity`]. Traffic and CPU time are held against an earlier look.
    Activity,
    /// Hands identity and default environment over, in the place of what was handed over before. Answers
    /// [`Reply::Mounted`] where anything is mounted, else [`Reply::Done`] or [`Reply::Unpinned`].
    Configure(Identity),
    /// Answers [`Reply::Identity`]: what was configured last, without environment values.
    Identity,
    /// Runs a command: `Stdout`, `Stderr`, `Window` … then [`Ended`]. With `job` set: answers [`Reply::Done`] once it runs.
    Exec(Exec),
    /// Joins a session that runs, in the stead of the client that it has: [`Reply::Job`], its recent output, then all
    /// as for [`Request::Exec`].
    Attach {
        /// The session's job.
        id: String,
        /// The size of the terminal, rows and columns.
        tty: (u16, u16),
    },
    /// Answers [`Reply::Jobs`].
    Jobs,
    /// The kept output of a job as `Stdout` and `Stderr` frames in the order they came, then [`Reply::Job`].
    JobOutput {
        /// The job.
        id: String,
        /// Go on until the job ends.
        follow: bool,
        /// Where to begin, and what is told.
        #[serde(default)]
        part: LogPart,
    },
    /// Answers [`Reply::Job`] when the job has ended.
    JobWait {
        /// The job.
        id: String,
    },
    /// Sends a signal to the job's process group; those that end, stop or continue it to everything that came from
    /// it. Answers [`Reply::Job`].
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
    /// Gives out the list of the whole tree: `Data` …, then `DataEnd` with a [`Captured`].
    List(Capture),
    /// Takes the list of the tree as it was, `Data` …, `DataEnd`, and meanwhile gives out what has changed since as an
    /// archive: `Data` …, then `DataEnd` with a [`Captured`]. The client sends and receives at the same time.
    Capture(Capture),
    /// Takes an archive of changes in and makes the tree so: `Data` …, `DataEnd` from the client, then a `DataEnd` with
    /// a [`Summary`]. Files that stand in the way are replaced; a failure leaves the tree half-way, so this is for
    /// sandboxes that nobody has seen yet.
    Apply(Apply),
    /// Whether something listens on a TCP port inside; answers [`Reply::Listening`].
    Listening {
        /// The port.
        port: u16,
    },
    /// Whether the mark of a fence is seen from inside: a port of the host's address on the sandbox's network that
    /// answers as no machine does. Answers [`Reply::Fenced`].
    Fenced {
        /// The host's address.
        gateway: Ipv4Addr,
        /// The fence's own port.
        port: u16,
    },
    /// Empties the shared folder before the sandbox is removed; answers [`Reply::Done`].
    Farewell,
}

/// Which part of a job's output is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogPart {
    /// Nothing that was written before, in milliseconds since the Unix epoch.
    pub since_ms: u64,
    /// At first no more than so many of the last lines.
    pub tail: Option<u64>,
    /// Say when it was written, with [`Frame::Written`].
    ///
    /// [`Frame::Written`]: super::Frame::Written
    pub times: bool,
}

/// A command to run.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Exec {
    /// The program and its arguments, byte for byte; never empty but for `login`.
    pub argv: Vec<Text>,
    /// The login shell of the user in the stead of `argv`.
    pub login: bool,
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
    /// Run detached from the connection as the job of this id, its output kept inside. With a PTY and stdin it is a
    /// session: attached at first, and a job from which a client can part with [`Frame::Detach`].
    ///
    /// [`Frame::Detach`]: super::Frame::Detach
    pub job: Option<String>,
    /// Secrets that lie as files in [`SECRETS_FOLDER`] while it runs.
    ///
    /// [`SECRETS_FOLDER`]: super::SECRETS_FOLDER
    pub secret_files: Vec<SecretFile>,
}

/// A secret as a file.
#[derive(Clone, Serialize, Deserialize)]
pub struct SecretFile {
    /// The file's name.
    pub name: String,
    /// What is in it.
    pub content: Base64,
}

impl SecretFile {
    /// Whether a file can be called so.
    pub fn is_name(name: &str) -> bool {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        (1..=128).contains(&name.len()) && !name.starts_with('.') && name.bytes().all(plain)
    }
}

/// Without what is in it.
impl std::fmt::Debug for SecretFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SecretFile({})", self.name)
    }
}

impl Exec {
    /// Whether it is a job with a terminal.
    pub fn is_session(&self) -> bool {
        self.job.is_some() && self.tty.is_some() && self.stdin
    }
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
    /// Keep files that stand in the way instead of replacing them.
    pub no_overwrite: bool,
    /// The archive is one of changes: what its last entry names goes before the rest takes its place.
    pub changes: bool,
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

/// How a tree is listed or captured. What the engine mounted is not part of it, nor what is the guest's own.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Capture {
    /// The directory whose tree is meant; relative to the working directory, `/` where it is empty.
    pub path: Text,
    /// Mounts that belong to the tree: volumes.
    pub mounts: Vec<Text>,
    /// Names of directories that are left out wherever they are new: caches.
    pub caches: Vec<Text>,
    /// Patterns, as in a `.gitignore`, of what is left out.
    pub exclude: Vec<String>,
    /// A list holds the BLAKE3 of every file.
    pub digests: bool,
    /// Of a list: nobody has changed anything yet. What is known of an untouched overlay goes into the list.
    pub pristine: bool,
    /// Every other process is stopped meanwhile, and goes on afterwards.
    pub pause: bool,
    /// Files that changed since then, in milliseconds since the Unix epoch, count as unchanged only if their content is
    /// what the list says: a store to a page that was already dirty leaves no trace in a ctime.
    pub doubt_since_ms: u64,
}

/// How an archive of changes is taken in.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Apply {
    /// Bytes that it will need, as far as is known.
    pub bytes: u64,
    /// What lies in the home and in the working directory of this user becomes its own. Root (or empty): everything
    /// keeps the owner that the archive states.
    pub user: String,
    /// The working directory that is meant.
    pub workdir: String,
    /// The machine gets an id of its own.
    pub new_machine: bool,
    /// Where something is mounted that is no part of the tree: what the archive has there is passed over.
    pub mounted: Vec<Text>,
}

/// What a list or an archive of changes holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Captured {
    /// Entries that are new or changed; of a list, all.
    pub entries: u64,
    /// Bytes of their files.
    pub bytes: u64,
    /// Paths that are gone.
    pub gone: u64,
    /// Things that are as they were.
    pub unchanged: u64,
    /// How many of them were known by their ctime.
    pub recognised: u64,
    /// What was left out; at most 100 are named.
    pub left_out: Vec<Text>,
    /// How many were left out.
    pub left_out_count: u64,
    /// What can't be made again: device nodes, fifos, sockets, attributes of the system; at most 100 are named.
    pub unkept: Vec<Text>,
    /// How many there were.
    pub unkept_count: u64,
    /// For how many microseconds processes were stopped, if they were.
    pub paused_us: Option<u64>,
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
    /// Done, and this is what was found mounted.
    Mounted(Mounted),
    /// Done, but for the names: `/etc/hosts` could not be written.
    Unpinned {
        /// Why.
        why: String,
    },
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
        /// Processes inside besides the guest.
        #[serde(default)]
        processes: u32,
        /// As in [`Reply::Activity`]; a guest of an older version does not say.
        #[serde(default)]
        idle_ms: Option<u64>,
        /// Processes that the kernel has ended for want of memory since the start, where it can be told.
        #[serde(default)]
        memory_kills: Option<u64>,
    },
    /// What goes on inside.
    Activity {
        /// Commands, jobs, sessions and transfers that run now.
        busy: u32,
        /// Milliseconds since something last ran, or there was traffic or work; 0 while something runs.
        idle_ms: u64,
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
    /// Whether this very fence is around the sandbox.
    Fenced(bool),
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
    /// The kernel's out-of-memory killer was at work in the sandbox while it ran.
    pub oom: bool,
    /// Bytes of output that were dropped because the kept output is limited.
    pub dropped_bytes: u64,
    /// It has a terminal, to which one client at a time can be attached.
    pub session: bool,
    /// A client is attached to it.
    pub attached: bool,
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
    /// The sandbox was stopped under it.
    pub stopped: bool,
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
    /// Files that were kept as they are, because nothing was to be overwritten.
    pub kept_count: u64,
    /// Extended attributes that the file system did not take.
    pub lost_attributes: u64,
    /// Files that programs of the caller run or obey without being asked; at most 100 are named.
    pub startup: Vec<Text>,
    /// How many of them there were.
    pub startup_count: u64,
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
