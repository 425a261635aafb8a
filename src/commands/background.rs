//! Work that goes on when its caller has gone: the same command line once more, in a process with a session of its own
//! that holds the operation's entry in the journal.

use super::Context;
use super::select::Chosen;
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::registry::background::{Background, Planned};
use crate::registry::journal::{Entry, OperationKind};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::ops::{Deps, background};
use crate::ui::views::operation::{OperationView, SCHEMA};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Stdio;

/// Leave to go on without the caller.
#[derive(Debug, Clone, clap::Args)]
pub struct Detach {
    /// Print the id at once and do the work in the background: see show, wait and retry
    #[arg(short, long)]
    detach: bool,
}

impl Detach {
    /// Whether the work is to be handed over: not by who does it already.
    pub fn is_wanted(&self, context: &Context) -> bool {
        self.detach && context.worker.is_none()
    }
}

/// What the process that does the work knows of it.
#[derive(Debug, Clone)]
pub struct Worker {
    /// The operation's id.
    pub operation: Id,
    /// The sandboxes that it is to make.
    pub makes: Vec<Planned>,
}

/// Hands an operation on a sandbox over, and prints its id.
///
/// # Errors
/// `locked` when another one is under way; when no process can be started.
pub async fn hand_over(context: &Context, kind: OperationKind, record: &SandboxRecord) -> Result<Exit> {
    hand_over_as(context, kind, record, Id::random()?).await
}

/// As [`hand_over`], for an operation whose id is that of what it makes.
///
/// # Errors
/// The same.
pub async fn hand_over_as(context: &Context, kind: OperationKind, record: &SandboxRecord, id: Id) -> Result<Exit> {
    let told = told(context, Vec::new())?;
    let entry = background::begin(&context.deps, kind, id, record, told).await?;
    start(context, entry).and_then(|view| show(context, &view))
}

/// Hands an operation on chosen sandboxes over, and prints its id.
///
/// # Errors
/// Why a sandbox was not found; `locked` when another operation is under way on the only one.
pub async fn hand_over_chosen(context: &Context, kind: OperationKind, chosen: Chosen) -> Result<Exit> {
    if let Some(failure) = chosen.failures.into_iter().next() {
        return Err(failure);
    }
    match chosen.sandboxes.as_slice() {
        [one] => match context.deps.registry.find(&one.id)? {
            Some(record) => hand_over(context, kind, &record).await,
            None => hand_over_alone(context, kind),
        },
        _ => hand_over_alone(context, kind),
    }
}

/// Hands over an operation that is of no sandbox, or of several, and prints its id.
///
/// # Errors
/// When no process can be started.
pub fn hand_over_alone(context: &Context, kind: OperationKind) -> Result<Exit> {
    let (id, name) = (Id::random()?, background::free_name(&context.deps)?);
    let entry = context.deps.registry.begin_background(kind, id.clone(), &id, &name, told(context, Vec::new())?)?;
    start(context, entry).and_then(|view| show(context, &view))
}

/// What an operation in the background is told: this command line.
///
/// # Errors
/// When there is no working directory.
pub fn told(context: &Context, makes: Vec<Planned>) -> Result<Background> {
    let words: Option<Vec<String>> = context.arguments.iter().map(|word| word.to_str().map(str::to_owned)).collect();
    let folder = std::env::current_dir().map_err(|error| Error::io("finding the working directory", error))?;
    Ok(Background { words: words.unwrap_or_default(), folder, makes })
}

/// Starts the process that carries an operation out.
///
/// # Errors
/// When it can't be started: the operation has ended then.
pub fn start(context: &Context, entry: Entry) -> Result<OperationView> {
    let words = context.arguments.clone();
    start_with(context, entry, words, None)
}

/// As [`start`], with the words that an earlier one was told, where it was told them.
///
/// # Errors
/// The same; `wrong_state` when its words were not kept.
pub fn start_again(context: &Context, entry: Entry) -> Result<OperationView> {
    let told = entry.operation.background.clone();
    let (words, folder) = told.map(|told| (told.words, told.folder)).unwrap_or_default();
    if words.is_empty() {
        entry.close()?;
        return Err(Error::new(Kind::WrongState, "its arguments were not text and are not kept")
            .hint("give the command once more"));
    }
    start_with(context, entry, words.into_iter().map(OsString::from).collect(), Some(folder))
}

fn start_with(context: &Context, entry: Entry, words: Vec<OsString>, folder: Option<PathBuf>) -> Result<OperationView> {
    let view = OperationView::of(&entry.operation);
    context.deps.begun(&entry.operation);
    let spawned = spawn(context, &entry, &view.id, words, folder);
    if let Err(error) = spawned {
        for planned in entry.operation.makes() {
            context.deps.registry.forget(&planned.id, Some(&planned.name), None)?;
        }
        context.deps.undone(entry, &error)?;
        return Err(error);
    }
    // The lock of the entry lives on in the other process.
    Ok(view)
}

fn spawn(context: &Context, entry: &Entry, id: &str, words: Vec<OsString>, folder: Option<PathBuf>) -> Result<()> {
    let log = crate::fs::log_file(&context.deps.registry.operation_logs(), id)?;
    let failed = |error| Error::io("going on in the background", error);
    let mut command = std::process::Command::new(&context.deps.options.executable);
    if let Some(folder) = folder {
        command.current_dir(folder);
    }
    command.arg(format!("--operation={id}")).arg("--no-input").args(words);
    command.stdin(Stdio::from(entry.hand_over()?)).stdout(Stdio::null()).stderr(log);
    command.spawn().map(wait_aside).map_err(failed)
}

/// Starts a process of its own that nobody waits for and nobody hears of.
///
/// # Errors
/// When it can't be started.
pub fn spawn_alone(context: &Context, words: impl IntoIterator<Item = OsString>) -> Result<()> {
    let mut command = std::process::Command::new(&context.deps.options.executable);
    if let Some(address) = context.settings.engine() {
        command.args(["--engine", address]);
    }
    command.arg("--no-input").args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(wait_aside).map_err(|error| Error::io("starting a process in the background", error))
}

/// Takes note of the end of a process, should it come before ours: a view that stays open would leave one dead process
/// after the other behind.
fn wait_aside(mut child: std::process::Child) {
    std::thread::spawn(move || child.wait());
}

/// Leaves the session of the caller: its terminal's signals and end are not ours.
pub fn leave_session() {
    // Fails for who leads a group already: one that was started by hand.
    let _ = rustix::process::setsid();
}

/// Shows an operation that was handed over.
///
/// # Errors
/// When stdout can't be written.
pub fn show(context: &Context, view: &OperationView) -> Result<Exit> {
    if context.ui.is_json() {
        context.ui.versioned(SCHEMA, view)?;
    } else {
        context.ui.line(&view.id)?;
    }
    Ok(Exit::DONE)
}

/// Begins the work that was handed over to this process: its session is its own, so that the caller's terminal and end
/// are not.
///
/// # Errors
/// `usage` when it was not.
pub fn adopt(context: &mut Context, id: &Id) -> Result<Entry> {
    let entry = context.deps.registry.adopt(id, std::io::stdin())?;
    leave_session();
    context.deps.carry_out(id.clone());
    context.worker = Some(Worker { operation: id.clone(), makes: entry.operation.makes().to_vec() });
    Ok(entry)
}

/// Ends the work: what went well leaves only what it said, a failure stays in the journal.
///
/// # Errors
/// When the journal can't be written.
pub fn finish(deps: &Deps, entry: Entry, done: &Result<Exit>) -> Result<()> {
    match done {
        Ok(Exit::DONE) => deps.done(entry),
        Ok(_) => {
            let log = entry.operation.id.as_ref().map(|id| deps.registry.operation_log(id));
            deps.keep_failure(entry, &told_in(&log.unwrap_or_default()))
        }
        Err(error) => deps.keep_failure(entry, error),
    }
}

/// The failure that a command has shown itself: the last one in what it said.
fn told_in(log: &std::path::Path) -> Error {
    let said = std::fs::read_to_string(log).unwrap_or_default();
    let last = said.lines().rev().find_map(|line| line.strip_prefix("error: "));
    Error::new(Kind::Failed, last.unwrap_or("it did not end well"))
}
