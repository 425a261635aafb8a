//! A timer and a service in the user's own systemd session.

use super::{Change, Every, Job, Scheduler, Steps, call, said, shell_line};
use crate::error::{Error, Kind, Result};
use crate::fs;
use crate::sandbox::id::Id;
use std::path::PathBuf;

const SERVICE: &str = include_str!("../../../../templates/cron/sandcastle-gc.service");
const TIMER: &str = include_str!("../../../../templates/cron/sandcastle-gc.timer");

/// Whether the user has a session that takes timers.
pub(super) async fn is_available() -> bool {
    let asked = call("systemctl", &["--user", "show-environment"], None).await;
    asked.is_ok_and(|output| output.is_some_and(|output| output.status.success()))
}

fn files(job: &Job, home: &Id) -> [(PathBuf, &'static str); 2] {
    let path = |kind| job.units.join(format!("sandcastle-gc-{home}.{kind}"));
    [(path("service"), SERVICE), (path("timer"), TIMER)]
}

fn timer(home: &Id) -> String {
    format!("sandcastle-gc-{home}.timer")
}

fn schedule(every: Every) -> String {
    match every {
        Every::Minutes(minutes) => format!("*:0/{minutes}"),
        Every::Hours(hours) => format!("0/{hours}:00"),
        Every::Day => "daily".to_owned(),
    }
}

/// A line as one argument in a unit, where `%` and `$` mean something.
fn escaped(line: &str) -> String {
    let line = line.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    format!("\"{line}\"")
}

pub(super) fn plan_install(job: &Job, home: &Id) -> Result<Change> {
    let command = escaped(&shell_line(job)?);
    let fill = |template: &str| {
        let filled = template.replace("{home}", home.as_str()).replace("{schedule}", &schedule(job.every));
        filled.replace("{command}", &command)
    };
    let units = files(job, home).map(|(path, template)| (path, fill(template)));
    let is_there = |(path, text): &(PathBuf, String)| std::fs::read_to_string(path).is_ok_and(|old| old == *text);
    let text = units.iter().map(|(path, text)| format!("# {}\n{text}", path.display())).collect::<Vec<_>>().join("\n");
    let steps = if units.iter().all(is_there) { Steps::Nothing } else { Steps::Install(units.into(), timer(home)) };
    Ok(Change { scheduler: Scheduler::Systemd, text, steps })
}

pub(super) fn plan_remove(job: &Job, home: &Id) -> Change {
    let there: Vec<PathBuf> = files(job, home).into_iter().map(|(path, _)| path).filter(|path| path.exists()).collect();
    let text = there.iter().map(|path| format!("{}\n", path.display())).collect();
    let steps = if there.is_empty() { Steps::Nothing } else { Steps::Remove(there, timer(home)) };
    Change { scheduler: Scheduler::Systemd, text, steps }
}

pub(super) async fn install(files: Vec<(PathBuf, String)>, timer: &str) -> Result<()> {
    for (path, text) in &files {
        if let Some(folder) = path.parent() {
            fs::create_private(folder)?;
        }
        fs::write_atomic(path, text.as_bytes(), 0o644)?;
    }
    let started = async {
        systemctl(&["daemon-reload"]).await?;
        systemctl(&["enable", timer]).await?;
        // One that runs with an older schedule takes the new one up.
        systemctl(&["restart", timer]).await
    };
    if let Err(error) = started.await {
        // Files that are there count as installed.
        files.iter().try_for_each(|(path, _)| fs::remove_file(path))?;
        return Err(error);
    }
    Ok(())
}

pub(super) async fn remove(files: Vec<PathBuf>, timer: &str) -> Result<()> {
    // Without a session nothing runs that could be stopped.
    let session = is_available().await;
    if session {
        systemctl(&["disable", "--now", timer]).await?;
    }
    files.iter().try_for_each(|path| fs::remove_file(path))?;
    if session { systemctl(&["daemon-reload"]).await } else { Ok(()) }
}

async fn systemctl(arguments: &[&str]) -> Result<()> {
    let all: Vec<&str> = std::iter::once("--user").chain(arguments.iter().copied()).collect();
    match call("systemctl", &all, None).await? {
        Some(output) if output.status.success() => Ok(()),
        Some(output) => Err(Error::new(Kind::Failed, format!("systemctl {}: {}", all.join(" "), said(&output)))),
        None => Err(Error::new(Kind::NotFound, "there is no systemctl any more")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_written_once_and_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let home = Id::random().unwrap();
        let job = Job {
            every: Every::Hours(6),
            variables: vec![("SANDCASTLE_HOME", "/it's 100%".to_owned())],
            argv: ["/usr/bin/sandcastle", "gc"].map(str::to_owned).into(),
            units: folder.path().to_owned(),
        };
        assert!(!plan_remove(&job, &home).is_needed());
        let Change { text, steps: Steps::Install(files, timer), .. } = plan_install(&job, &home).unwrap() else {
            panic!("nothing to install");
        };
        assert!(text.contains("OnCalendar=0/6:00\n"));
        assert!(
            text.contains(r#"ExecStart=/bin/sh -c "SANDCASTLE_HOME='/it'\\''s 100%%' /usr/bin/sandcastle gc""#),
            "{text}"
        );
        assert_eq!(timer, format!("sandcastle-gc-{home}.timer"));
        for (path, text) in &files {
            fs::write_atomic(path, text.as_bytes(), 0o644).unwrap();
        }
        assert!(!plan_install(&job, &home).unwrap().is_needed());
        assert!(plan_remove(&job, &home).is_needed());
        assert!(!plan_remove(&job, &Id::random().unwrap()).is_needed());
    }
}
