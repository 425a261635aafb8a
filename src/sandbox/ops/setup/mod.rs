//! Makes a bare machine ready: an engine that runs, and the sandbox image. What is there stays as it is.
//! `plan` says what is missing, so that the user can be asked once; `run` does it, one setup at a time.

mod base;
mod build;
mod child;
mod debian;
mod engine;
mod host;
pub(super) mod mirror;
pub(super) mod trust;

pub use host::{Family, Host, Privilege, Start};

use super::{Deps, image};
use crate::engine::Engine;
use crate::error::{Error, Kind, Result};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// How long another setup is waited for: installing and building take minutes on a slow line.
const PATIENCE: Duration = Duration::from_secs(30 * 60);

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The sandbox image is wanted too, not only an engine.
    pub image: bool,
    /// Build the image although it is there.
    pub rebuild: bool,
    /// The engine was named by a setting, `DOCKER_HOST` or a Docker context: then it is the user's to start.
    pub engine_is_named: bool,
    /// There is a terminal on which sudo may ask for a password.
    pub interactive: bool,
    /// The Debian mirror for images, instead of the host's own.
    pub mirror: Option<String>,
    /// Proxy variables by name, in both cases: `http_proxy` and `HTTP_PROXY`, and so on.
    pub proxies: BTreeMap<String, String>,
    /// The host's own certificate authorities as the caller names them (`SSL_CERT_FILE`), beside the system's.
    pub ca_bundle: Option<PathBuf>,
}

/// Something that is missing, and what will be done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// An installed engine is started: the first of these ways that works.
    StartEngine {
        /// The ways.
        ways: Vec<Start>,
    },
    /// An engine is installed from the distribution's packages, and started.
    InstallEngine {
        /// The commands, which run as root.
        commands: Vec<String>,
    },
    /// The base of the sandbox image is pulled, or made from Debian's packages.
    BaseImage {
        /// The image that is pulled.
        image: String,
        /// Packages that are installed first where it can't be pulled.
        packages: Vec<String>,
    },
    /// The sandbox image is built.
    BuildImage {
        /// Its name.
        image: String,
    },
}

impl Step {
    /// What will be done, to be read after "will ".
    pub fn sentence(&self) -> String {
        match self {
            Step::StartEngine { ways } => {
                let commands: Vec<&str> = ways.iter().map(|way| way.command()).collect();
                format!("start the container engine: {}", commands.join(", else "))
            }
            Step::InstallEngine { commands } => {
                format!("install a container engine and start it: {}", commands.join(" && "))
            }
            Step::BaseImage { image, packages } if packages.is_empty() => {
                format!("get the base image: pull {image}, else make it from Debian's packages")
            }
            Step::BaseImage { image, packages } => format!(
                "get the base image: pull {image}, else make it from Debian's packages (with {}, which will be installed)",
                packages.join(" and ")
            ),
            Step::BuildImage { image } => format!("build the sandbox image {image}"),
        }
    }
}

/// What setup did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The steps that were done; none on a machine that was ready.
    pub done: Vec<Step>,
    /// The name of the sandbox image, if it was wanted.
    pub image: Option<String>,
}

/// Whether a sandbox can be made here, found out with one call: of the built-in image if that is wanted.
pub async fn is_ready(deps: &Deps, image: bool) -> bool {
    let Ok(engine) = deps.engine().await else { return false };
    // The answer for any other image only shows that the engine is there.
    matches!(engine.find_image(&image::builtin_tag()).await, Ok(found) if found.is_some() || !image)
}

/// What is missing on this machine. Changes nothing. Where the engine does not answer yet, what it lacks is assumed.
///
/// # Errors
/// `engine_unreachable` with hints, where only the user can make an engine run.
pub async fn plan(deps: &Deps, request: &Request) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    match reach(deps).await {
        Ok(engine) if request.image => images(engine, request, &mut steps).await?,
        Ok(_) => {}
        Err(error) if error.kind() == Kind::EngineUnreachable => {
            steps.push(way_to_engine(deps, request, error).await?);
            if request.image {
                steps.push(base::step());
                steps.push(Step::BuildImage { image: image::builtin_tag() });
            }
        }
        Err(error) => return Err(error),
    }
    Ok(steps)
}

/// Does what is missing.
///
/// # Errors
/// As [`plan`]; `denied` without a way to root; `locked` while another setup runs for too long; failures of the
/// packages, the mirror or the build. Nothing half-made stays.
pub async fn run(deps: &mut Deps, request: &Request) -> Result<Report> {
    let mut report = Report { done: Vec::new(), image: request.image.then(image::builtin_tag) };
    if plan(deps, request).await?.is_empty() {
        return Ok(report);
    }
    let _lock = wait_for_lock(deps).await?;
    // Another setup may have done it while we waited.
    if let Err(error) = reach(deps).await {
        if error.kind() != Kind::EngineUnreachable {
            return Err(error);
        }
        let step = way_to_engine(deps, request, error).await?;
        engine::bring_up(deps, request, &step).await?;
        report.done.push(step);
    }
    if request.image {
        let engine = deps.engine().await?;
        let mut missing = Vec::new();
        images(engine, request, &mut missing).await?;
        if !missing.is_empty() {
            let base = base::ensure(deps, engine, request).await?;
            build::run(deps, engine, request, &base).await?;
        }
        report.done.extend(missing);
    }
    Ok(report)
}

/// What a setup that died has left on this host; the next one that makes a base image removes it first.
pub async fn leftover(deps: &Deps) -> Option<PathBuf> {
    let folder = PathBuf::from(debian::folder(deps));
    if !folder.exists() {
        return None;
    }
    // While a setup runs it is not left.
    let _lock = deps.registry.lock_setup(Duration::ZERO).await.ok()?;
    folder.exists().then_some(folder)
}

/// The engine, if it answers.
async fn reach(deps: &Deps) -> Result<&dyn Engine> {
    let engine = deps.engine().await?;
    engine.capabilities().await?;
    Ok(engine)
}

/// What to do about an engine that does not answer.
async fn way_to_engine(deps: &Deps, request: &Request, cause: Error) -> Result<Step> {
    // Its hints lead to setup, which this is.
    let cause = Error::new(cause.kind(), cause.message()).because(cause);
    let elsewhere = deps.engine().await.is_ok_and(|engine| !is_of_system(&engine.address()));
    if request.engine_is_named || elsewhere {
        return Err(cause
            .hint("it was named by a setting, DOCKER_HOST or a Docker context: start it there, or name another one"));
    }
    Host::probe().way_to_engine(cause)
}

/// Whether an address is one of those where engines listen by themselves. A Docker context, which Docker's own
/// configuration may name, leads elsewhere: an engine that we start would never be asked.
fn is_of_system(address: &str) -> bool {
    ["unix:///var/run/", "unix:///run/"].iter().any(|start| address.starts_with(start))
}

async fn images(engine: &dyn Engine, request: &Request, steps: &mut Vec<Step>) -> Result<()> {
    let tag = image::builtin_tag();
    if engine.find_image(&tag).await?.is_some() && !request.rebuild {
        return Ok(());
    }
    if base::find(engine).await?.is_none() {
        steps.push(base::step());
    }
    steps.push(Step::BuildImage { image: tag });
    Ok(())
}

async fn wait_for_lock(deps: &Deps) -> Result<crate::registry::lock::HomeLock> {
    match deps.registry.lock_setup(Duration::ZERO).await {
        Err(error) if error.kind() == Kind::Locked => {}
        taken => return taken,
    }
    deps.step("waiting for another setup");
    let lock = deps.signals.guard(deps.registry.lock_setup(PATIENCE)).await?;
    deps.step_done();
    Ok(lock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_elsewhere_than_in_the_systems_own_folders_is_the_users_to_start() {
        for address in ["unix:///var/run/docker.sock", "unix:///run/user/1000/docker.sock"] {
            assert!(is_of_system(address), "{address}");
        }
        for address in ["tcp://far:2375", "unix:///home/u/.docker/desktop/docker.sock"] {
            assert!(!is_of_system(address), "{address}");
        }
    }

    #[test]
    fn each_step_reads_as_what_will_be_done() {
        let steps = [
            Step::StartEngine { ways: vec![Start::Service, Start::Direct] },
            Step::InstallEngine { commands: vec!["a".to_owned(), "b".to_owned()] },
            Step::BaseImage { image: "x:1".to_owned(), packages: Vec::new() },
            Step::BaseImage { image: "x:1".to_owned(), packages: vec!["p".to_owned(), "q".to_owned()] },
            Step::BuildImage { image: "y:1".to_owned() },
        ];
        insta::assert_snapshot!(steps.each_ref().map(Step::sentence).join("\n"));
        insta::assert_snapshot!(serde_json::to_string_pretty(&steps[..2]).unwrap());
    }
}
