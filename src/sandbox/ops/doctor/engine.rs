//! The engine: whether it answers, what it can enforce, and whether it has the sandbox image.

use super::Check;
use crate::engine::{Capabilities, Engine};
use crate::error::Result;
use crate::guest::client::Road;
use crate::sandbox::ops::{Deps, image};

/// The engine if it answers, and what is to be said of it.
pub(super) async fn look(deps: &Deps) -> (Option<&dyn Engine>, Vec<Check>) {
    let (engine, capabilities) = match reach(deps).await {
        Ok(reached) => reached,
        Err(error) => return (None, vec![Check::of_error("engine", &error)]),
    };
    let mut checks = vec![Check::ok("engine", describe(engine, &capabilities))];
    checks.push(limits(&capabilities));
    checks.extend([seccomp(&capabilities), users(&capabilities), disk(&capabilities), runtimes(&capabilities)]);
    checks.push(road(deps, engine));
    checks.push(sandbox_image(engine).await);
    (Some(engine), checks)
}

async fn reach(deps: &Deps) -> Result<(&dyn Engine, Capabilities)> {
    let engine = deps.engine().await?;
    Ok((engine, engine.capabilities().await?))
}

fn describe(engine: &dyn Engine, is: &Capabilities) -> String {
    let rootless = if is.security.iter().any(|option| option.contains("rootless")) { ", rootless" } else { "" };
    format!(
        "{} {} at {}: API {}, {}/{}, storage {}, cgroup v{}{rootless}",
        is.product,
        is.version,
        engine.address(),
        is.api_version,
        is.os,
        is.arch,
        is.storage,
        is.cgroup_version,
    )
}

fn limits(is: &Capabilities) -> Check {
    if is.missing_limits.is_empty() {
        return Check::ok("limits", "memory, cpus and pids are enforced; no swap, open files and log bounded");
    }
    Check::warning("limits", format!("the engine can't enforce: {}", is.missing_limits.join(", ")))
        .hint("sandboxes can exhaust this machine, and --memory, --cpus and --pids are refused where they can't be kept: use cgroup v2, or enable those controllers for the engine")
}

fn seccomp(is: &Capabilities) -> Check {
    let named = is.security.iter().find(|option| option.contains("seccomp"));
    match named {
        Some(_) => Check::ok("seccomp", "system calls are filtered by a profile of sandcastle's own"),
        None => Check::warning("seccomp", "the engine can't filter system calls: no sandbox can be made")
            .hint("use a kernel and an engine with seccomp"),
    }
}

/// Whose root the root of a sandbox is, and who else looks after it.
fn users(is: &Capabilities) -> Check {
    let has = |name: &str| is.security.iter().any(|option| option.contains(name));
    let root = match (has("rootless"), has("userns")) {
        (true, _) => "the engine is rootless: root inside is nobody special outside",
        (_, true) => "users are remapped: root inside is nobody special outside",
        _ => "root inside is root outside, with eight capabilities and no way to more",
    };
    let guard = ["apparmor", "selinux"].into_iter().find(|name| has(name));
    Check::ok(
        "users",
        format!("{root}; {}", guard.map_or("no AppArmor or SELinux".to_owned(), |name| format!("{name} too"))),
    )
}

fn disk(is: &Capabilities) -> Check {
    match is.disk_limits {
        Some(true) => Check::ok("disk", "a sandbox writes at most 10 GiB to its root, or what --disk says"),
        None => Check::ok("disk", format!("storage {} may bound what a sandbox writes: where it does, at most 10 GiB", is.storage)),
        Some(false) => Check::warning("disk", format!("storage {} can't bound what a sandbox writes", is.storage))
            .hint("one sandbox can fill the engine's disk, and --disk is refused: use overlay2 on xfs with pquota, btrfs or zfs"),
    }
}

fn runtimes(is: &Capabilities) -> Check {
    Check::ok("runtimes", format!("{} (the default), of {}", is.default_runtime, is.runtimes.join(", ")))
}

fn road(deps: &Deps, engine: &dyn Engine) -> Check {
    match (engine.is_local(), deps.options.road) {
        (true, Some(Road::Bridge)) => {
            Check::ok("road", "guests are reached through the engine, as the setting guest.road says")
        }
        (true, _) => Check::ok("road", "guests are reached through shared sockets, else through the engine"),
        (false, Some(Road::Shared)) => {
            Check::failed("road", "the engine is elsewhere, and guest.road allows only shared sockets")
                .hint("sandcastle config unset guest.road")
        }
        (false, _) => Check::ok("road", "guests are reached through the engine, which is elsewhere"),
    }
}

async fn sandbox_image(engine: &dyn Engine) -> Check {
    let tag = image::builtin_tag();
    match engine.find_image(&tag).await {
        Ok(Some(_)) => Check::ok("image", format!("{tag} is built")),
        Ok(None) => Check::warning("image", format!("the sandbox image of this version, {tag}, is not built"))
            .hint("sandcastle setup"),
        Err(error) => Check::of_error("image", &error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::ops::doctor::Status;

    #[test]
    fn what_an_engine_can_not_enforce_is_a_warning() {
        let mut is = Capabilities { security: vec!["name=seccomp,profile=default".to_owned()], ..Default::default() };
        assert_eq!((limits(&is).status, seccomp(&is).status), (Status::Ok, Status::Ok));
        is.missing_limits = vec!["memory", "pids"];
        assert!(limits(&is).detail.ends_with("memory, pids"));
        is.security.clear();
        assert_eq!((limits(&is).status, seccomp(&is).status), (Status::Warning, Status::Warning));
        assert_eq!(disk(&is).status, Status::Ok);
        is.disk_limits = Some(false);
        assert_eq!(disk(&is).status, Status::Warning);
        assert!(users(&is).detail.contains("root outside"));
        is.security.push("name=rootless".to_owned());
        assert!(users(&is).detail.contains("rootless"));
    }
}
