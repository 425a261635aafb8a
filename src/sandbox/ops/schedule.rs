//! `gc` again and again: a timer of the user's systemd session, or a marked block in the user's crontab. What is not
//! ours in either is left as it is.

mod crontab;
mod systemd;

use super::Deps;
use crate::error::{Error, Kind, Result};
use serde::Serialize;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::str::FromStr;
use std::time::Duration;

/// A program that answers at once, or never.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often: what both cron and systemd can say without gaps at the full hour or at midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// So many minutes, a divisor of 60.
    Minutes(u32),
    /// So many hours, a divisor of 24.
    Hours(u32),
    /// Once a day, at midnight.
    Day,
}

impl FromStr for Every {
    type Err = Error;

    fn from_str(text: &str) -> Result<Every> {
        let wrong = || {
            Error::usage(format!("{text:?} is not an interval that cron knows"))
                .hint("give 1m 2m 3m 4m 5m 6m 10m 12m 15m 20m 30m, 1h 2h 3h 4h 6h 8h 12h, hourly or daily")
        };
        let seconds = match text {
            "hourly" => 3600,
            "daily" => 86_400,
            _ => text.parse::<crate::sandbox::duration::Span>().map_err(|_| wrong())?.duration().as_secs(),
        };
        let minutes = u32::try_from(seconds / 60).map_err(|_| wrong())?;
        match minutes {
            _ if !seconds.is_multiple_of(60) || minutes == 0 => Err(wrong()),
            1440 => Ok(Every::Day),
            1..60 if 60 % minutes == 0 => Ok(Every::Minutes(minutes)),
            60..1440 if minutes % 60 == 0 && 1440 % minutes == 0 => Ok(Every::Hours(minutes / 60)),
            _ => Err(wrong()),
        }
    }
}

/// What is to run, and how often.
#[derive(Debug, Clone)]
pub struct Job {
    /// How often.
    pub every: Every,
    /// Variables that it needs.
    pub variables: Vec<(&'static str, String)>,
    /// The program and its arguments.
    pub argv: Vec<String>,
    /// The folder of the user's systemd units.
    pub units: PathBuf,
}

/// Who runs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheduler {
    /// A timer of the user's systemd session.
    Systemd,
    /// The user's crontab.
    Crontab,
}

/// A change that is to be made, and shown before.
#[derive(Debug, Clone)]
pub struct Change {
    /// Who runs it.
    pub scheduler: Scheduler,
    /// What is added, or what goes; empty where nothing changes.
    pub text: String,
    steps: Steps,
}

#[derive(Debug, Clone)]
enum Steps {
    Nothing,
    Crontab(String),
    Install(Vec<(PathBuf, String)>, String),
    Remove(Vec<PathBuf>, String),
}

impl Change {
    /// Whether there is something to change.
    pub fn is_needed(&self) -> bool {
        !matches!(self.steps, Steps::Nothing)
    }

    /// Makes it.
    ///
    /// # Errors
    /// When a file can't be written, or a program fails.
    pub async fn make(self) -> Result<()> {
        match self.steps {
            Steps::Nothing => Ok(()),
            Steps::Crontab(table) => crontab::write(&table).await,
            Steps::Install(files, timer) => systemd::install(files, &timer).await,
            Steps::Remove(files, timer) => systemd::remove(files, &timer).await,
        }
    }
}

/// What is to be added so that the job runs. Of two schedulers the one that has it already is taken.
///
/// # Errors
/// `not_found`, with the line to add by hand, where there is neither; `usage` for what can't stand in a crontab.
pub async fn plan_install(deps: &Deps, job: &Job) -> Result<Change> {
    let home = deps.registry.home();
    if systemd::is_available().await {
        return systemd::plan_install(job, home);
    }
    match crontab::read().await? {
        Some(table) => crontab::plan_install(&table, job, home),
        None => Err(Error::new(Kind::NotFound, "there is neither a systemd session nor a crontab program here")
            .hint(format!("have this run by what there is: {}", crontab::line(job)?))),
    }
}

/// What is to go so that nothing of ours runs any more: wherever it is.
///
/// # Errors
/// When the crontab can't be read.
pub async fn plan_remove(deps: &Deps, job: &Job) -> Result<Vec<Change>> {
    let home = deps.registry.home();
    let mut changes = vec![systemd::plan_remove(job, home)];
    if let Some(table) = crontab::read().await? {
        changes.push(crontab::plan_remove(&table, home)?);
    }
    changes.retain(Change::is_needed);
    Ok(changes)
}

/// A word for a shell.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=:@,+".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// The job as a line for a shell.
///
/// # Errors
/// `usage` for line breaks, which neither form can hold.
fn shell_line(job: &Job) -> Result<String> {
    let variables = job.variables.iter().map(|(name, value)| format!("{name}={}", quoted(value)));
    let line = variables.chain(job.argv.iter().map(|word| quoted(word))).collect::<Vec<_>>().join(" ");
    if line.chars().any(char::is_control) {
        return Err(Error::usage("a path or an option holds a line break or another control character"));
    }
    Ok(line)
}

/// Runs a program to its end; none when there is no such program.
async fn call(program: &str, arguments: &[&str], input: Option<&str>) -> Result<Option<Output>> {
    let failed = |error| Error::io(format!("running {program}"), error);
    let mut command = tokio::process::Command::new(program);
    command.args(arguments).stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = match command.spawn() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(failed)?,
    };
    if let (Some(mut stdin), Some(input)) = (child.stdin.take(), input) {
        use tokio::io::AsyncWriteExt;
        stdin.write_all(input.as_bytes()).await.map_err(failed)?;
    }
    match tokio::time::timeout(PATIENCE, child.wait_with_output()).await {
        Ok(output) => output.map(Some).map_err(failed),
        Err(_) => Err(Error::new(Kind::TimedOut, format!("{program} did not end within {} s", PATIENCE.as_secs()))),
    }
}

/// What a program said when it failed, on one line.
fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_that_leave_no_gap() {
        let parse = |text: &str| text.parse::<Every>();
        for (text, every) in [
            ("10m", Every::Minutes(10)),
            ("60s", Every::Minutes(1)),
            ("hourly", Every::Hours(1)),
            ("60m", Every::Hours(1)),
            ("12h", Every::Hours(12)),
            ("daily", Every::Day),
            ("1d", Every::Day),
        ] {
            assert_eq!(parse(text).unwrap(), every, "{text}");
        }
        for text in ["0", "30s", "7m", "45m", "90m", "5h", "2d", "soon", ""] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn words_come_through_a_shell_as_they_are() {
        for word in ["plain/path", "", "it's", "a b", "$(x)", "%d", "`x`", "\"q\"", "ü"] {
            let line = format!("printf %s {}", quoted(word));
            let output = std::process::Command::new("sh").args(["-c", &line]).output().unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), word);
        }
    }
}
