//! An engine comes to run on this host: installed from the distribution's packages, started one way or another.

use super::child::{Runner, Stop};
use super::host::{ENGINE_PACKAGES, Host, Start};
use super::{Request, Step, reach};
use crate::error::{Error, Kind, Result};
use crate::sandbox::ops::Deps;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long an engine may take from its start until it answers; it loads all its containers first.
const BOOT: Duration = Duration::from_secs(60);
/// Where an engine writes what it has to say when nobody else takes it; as the init script of Debian has it.
const LOG: &str = "/var/log/docker.log";

/// Makes an engine run, by the step that was planned.
pub(super) async fn bring_up(deps: &mut Deps, request: &Request, step: &Step) -> Result<()> {
    let host = Host::probe();
    Runner::new(deps, request, host.privilege).authorize().await?;
    if let Step::InstallEngine { .. } = step {
        deps.step("installing docker.io");
        let installed = install(deps, request, &host).await;
        deps.step_done();
        // The packages' own start may fail where ours does not; without the program there is nothing to start.
        match installed {
            Err(error) if error.kind() != Kind::Failed || Host::probe().dockerd.is_none() => return Err(error),
            Err(error) => deps.warn(format!("{}; going on with what was installed", error.message())),
            Ok(()) => {}
        }
        // The package may have started it; otherwise it is ours to start.
        match await_engine(deps, Duration::ZERO, None).await {
            Err(error) if is_final(&error) => return Err(error),
            Err(_) => {}
            Ok(()) => return Ok(()),
        }
    }
    start(deps, request).await
}

async fn install(deps: &Deps, request: &Request, host: &Host) -> Result<()> {
    let runner = Runner::new(deps, request, host.privilege);
    packages(&runner, &ENGINE_PACKAGES).await
}

/// Installs packages of the distribution.
///
/// # Errors
/// `failed`, with apt's last lines.
pub(super) async fn packages(runner: &Runner<'_>, packages: &[&str]) -> Result<()> {
    // Somebody else's apt, such as the daily one, is waited for.
    let lock = "DPkg::Lock::Timeout=300";
    runner.run("updating the package lists", &["apt-get", "-o", lock, "update"], Stop::Group).await?;
    let mut install = vec!["apt-get", "-o", lock, "install", "-y", "--no-install-recommends"];
    install.extend(packages);
    runner.run(&format!("installing {}", packages.join(" and ")), &install, Stop::Gently).await.map(drop)
}

/// Starts the engine that is installed: the first way that works.
async fn start(deps: &mut Deps, request: &Request) -> Result<()> {
    let host = Host::probe();
    let mut failures = Vec::new();
    deps.step("starting the container engine");
    for way in host.ways_to_start() {
        match attempt(deps, request, &host, way).await {
            Ok(()) => {
                deps.step_done();
                return Ok(());
            }
            Err(error) if is_final(&error) => return Err(error),
            Err(error) => failures.push(format!("{}: {}", way.command(), told(&error))),
        }
    }
    let mut error = Error::new(Kind::EngineUnreachable, "the container engine is installed and does not start");
    for failure in failures {
        error = error.hint(failure);
    }
    Err(error)
}

/// Another way to start it would end in the same.
fn is_final(error: &Error) -> bool {
    matches!(error.kind(), Kind::Interrupted | Kind::Terminated | Kind::Denied)
}

fn told(error: &Error) -> String {
    std::iter::once(error.message()).chain(error.hints().iter().map(String::as_str)).collect::<Vec<_>>().join("; ")
}

async fn attempt(deps: &mut Deps, request: &Request, host: &Host, way: Start) -> Result<()> {
    let what = "starting the engine";
    let before = std::fs::metadata(LOG).map_or(0, |metadata| metadata.len());
    let runner = Runner::new(deps, request, host.privilege);
    let mut pid = None;
    match way {
        Start::Systemd => drop(runner.run(what, &["systemctl", "start", "docker"], Stop::Group).await?),
        Start::Service => drop(runner.run(what, &["service", "docker", "start"], Stop::Group).await?),
        Start::Direct => {
            let dockerd = host.dockerd.as_ref().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
            let said = runner.run(what, &["sh", "-c", DETACHED, "sh", LOG, &dockerd], Stop::Group).await?;
            pid = said.rsplit(' ').next().and_then(|pid| pid.parse().ok());
        }
    }
    let answered = await_engine(deps, BOOT, pid).await;
    answered.map_err(|error| match last_failure(before) {
        Some(line) => error.hint(format!("its log {LOG} says: {line}")),
        None => error,
    })
}

/// A session of its own: neither our end nor the terminal's takes the engine along. A job in the background leads no
/// group, so that setsid need not fork and the number is the engine's.
const DETACHED: &str = r#"umask 022; setsid -- "$2" </dev/null >>"$1" 2>&1 & echo "the engine is process $!""#;

/// Waits until an engine answers; not for one that has ended.
async fn await_engine(deps: &mut Deps, patience: Duration, pid: Option<u32>) -> Result<()> {
    let begun = Instant::now();
    loop {
        let has_ended = pid.is_some_and(|pid| !Path::new(&format!("/proc/{pid}")).exists());
        deps.reconnect();
        let error = match reach(deps).await {
            Ok(_) => return Ok(()),
            Err(error) => error,
        };
        if Host::probe().refused {
            // It runs; this user is not in its group yet, and would not be before the next login.
            return Err(Error::new(Kind::Denied, "the container engine runs, and this user may not use it")
                .hint("sudo usermod -aG docker \"$USER\", log in again, then run `sandcastle setup` again"));
        }
        if !matches!(error.kind(), Kind::EngineUnreachable | Kind::Busy | Kind::TimedOut) {
            return Err(error);
        }
        if has_ended {
            return Err(Error::new(Kind::EngineUnreachable, "it ended at once"));
        }
        if begun.elapsed() > patience {
            let why = format!("it did not answer within {} s", patience.as_secs());
            return Err(Error::new(Kind::EngineUnreachable, why));
        }
        deps.signals.check()?;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// What the engine wrote about a failure since its log was `before` bytes long; else its last line.
fn last_failure(before: u64) -> Option<String> {
    let log = std::fs::read(LOG).ok()?;
    let text = String::from_utf8_lossy(log.get(usize::try_from(before).ok()?..)?).into_owned();
    let is_failure =
        |line: &&str| ["level=fatal", "level=error", "failed", "unable"].iter().any(|word| line.contains(word));
    let line = text.lines().rev().find(is_failure).or_else(|| text.lines().last())?;
    Some(line.chars().take(400).collect())
}
