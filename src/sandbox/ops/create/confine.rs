//! Whether the engine can confine a sandbox as it is wanted: asked before anything is made, and only where it matters.

use super::Request;
use crate::engine::{Capabilities, ContainerSpec, Engine, EngineId};
use crate::error::{Error, Kind, Result};
use crate::sandbox::hardening::Hardening;
use crate::sandbox::ops::Deps;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

/// What a sandbox may write to its root where nothing is said and the engine can enforce it.
const DISK: u64 = 10 << 30;
/// How long it counts what an engine was found to be able to do: the question costs a tenth of a whole creation.
const REMEMBERED: Duration = Duration::from_secs(3600);

/// Whether the engine has the runtime and can enforce the limits that were asked for.
///
/// # Errors
/// `usage` for a runtime that it has not; `denied` for a limit that it can't enforce: nothing runs without it.
pub(super) async fn check(engine: &dyn Engine, request: &Request) -> Result<()> {
    let hardening = &request.hardening;
    hardening.fits(request.memory)?;
    if hardening.runtime.is_none() && hardening.disk.is_none() && request.must_limit.is_empty() {
        return Ok(());
    }
    allows(&engine.capabilities().await?, hardening, &request.must_limit)
}

/// Whether the engine can enforce these limits.
///
/// # Errors
/// `denied`, naming one that it can't.
pub(in crate::sandbox::ops) async fn can_limit(engine: &dyn Engine, limits: &[&'static str]) -> Result<()> {
    if limits.is_empty() { Ok(()) } else { allows(&engine.capabilities().await?, &Hardening::default(), limits) }
}

fn allows(is: &Capabilities, hardening: &Hardening, must_limit: &[&'static str]) -> Result<()> {
    if let Some(runtime) = hardening.runtime.as_ref().filter(|runtime| !is.runtimes.contains(runtime)) {
        return Err(Error::usage(format!("the engine has no runtime {runtime}"))
            .hint(format!("it has: {}", is.runtimes.join(", "))));
    }
    if hardening.disk.is_some() && is.disk_limits == Some(false) {
        return Err(Error::new(
            Kind::Denied,
            format!("this engine can't bound what a sandbox writes: its storage is {}", is.storage),
        )
        .hint(
            "leave --disk (setting sandbox.disk) out, or give the engine overlay2 on xfs with pquota, btrfs or zfs",
        ));
    }
    match must_limit.iter().find(|limit| is.missing_limits.contains(limit)) {
        Some(limit) => Err(Error::new(Kind::Denied, format!("this engine can't enforce a limit of {limit}"))
            .hint(format!("leave --{limit} out, or use an engine with cgroup v2"))),
        None => Ok(()),
    }
}

/// Makes a container whose root is bounded: as was asked for, or by default where the engine can enforce that.
///
/// # Errors
/// Those of the engine.
pub(in crate::sandbox::ops) async fn create(
    deps: &Deps,
    engine: &dyn Engine,
    mut container: ContainerSpec,
) -> Result<EngineId> {
    if container.disk.is_none() && bounds_disks(deps, engine).await {
        container.disk = Some(DISK);
        match engine.create(&container).await {
            // It looked as if it could, and can't.
            Err(error) if error.kind() == Kind::Failed => {
                remember(deps, engine, false);
                container.disk = None;
            }
            other => return other,
        }
    }
    let asked = container.disk;
    engine.create(&container).await.map_err(|error| match asked {
        Some(_) if error.kind() == Kind::Failed => {
            error.hint("on some storages the image counts as well: give a larger --disk, or leave it out")
        }
        _ => error,
    })
}

/// Whether the engine bounds what a container writes, as far as is known; it is asked once an hour.
async fn bounds_disks(deps: &Deps, engine: &dyn Engine) -> bool {
    let file = memo(deps, engine);
    let age = std::fs::metadata(&file).and_then(|file| file.modified()).ok();
    let fresh = age.and_then(|at| SystemTime::now().duration_since(at).ok()).is_some_and(|age| age < REMEMBERED);
    if fresh && let Ok(known) = std::fs::read_to_string(&file) {
        return known == "yes";
    }
    let Ok(is) = engine.capabilities().await else { return false };
    let can = is.disk_limits != Some(false);
    remember(deps, engine, can);
    can
}

fn memo(deps: &Deps, engine: &dyn Engine) -> PathBuf {
    let key = &blake3::hash(engine.address().as_bytes()).to_hex()[..16];
    deps.options.lists.join(format!("disk-{key}"))
}

/// What can't be written down is asked again.
fn remember(deps: &Deps, engine: &dyn Engine, can: bool) {
    let answer = if can { "yes" } else { "no" };
    let written = crate::fs::create_private(&deps.options.lists);
    let _ = written.and_then(|()| crate::fs::write_atomic(&memo(deps, engine), answer.as_bytes(), 0o600));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::size::ByteSize;

    fn engine() -> Capabilities {
        Capabilities {
            runtimes: vec!["kata".to_owned(), "runc".to_owned()],
            missing_limits: vec!["pids"],
            disk_limits: Some(false),
            storage: "overlay2 on extfs".to_owned(),
            ..Default::default()
        }
    }

    #[test]
    fn a_runtime_that_is_not_there_is_usage_and_names_those_that_are() {
        let of = |name: &str| Hardening { runtime: Some(name.to_owned()), ..Default::default() };
        assert!(allows(&engine(), &of("kata"), &[]).is_ok());
        let error = allows(&engine(), &of("runsc"), &[]).unwrap_err();
        assert_eq!((error.kind(), error.hints()[0].as_str()), (Kind::Usage, "it has: kata, runc"));
    }

    #[test]
    fn a_limit_that_can_not_be_enforced_is_denied_where_it_was_asked_for() {
        let disk = Hardening { disk: Some(ByteSize::mebibytes(1)), ..Default::default() };
        assert_eq!(allows(&engine(), &disk, &[]).unwrap_err().kind(), Kind::Denied);
        let unknown = Capabilities { disk_limits: None, ..engine() };
        assert!(allows(&unknown, &disk, &[]).is_ok());
        assert!(allows(&engine(), &Hardening::default(), &["memory"]).is_ok());
        assert_eq!(allows(&engine(), &Hardening::default(), &["pids"]).unwrap_err().kind(), Kind::Denied);
    }
}
