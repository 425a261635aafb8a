//! Fences: whether each sandbox that runs sees its own, and whether the kernel looks at what stays on one bridge.

use super::{Check, or_ok};
use crate::engine::{ContainerState, Engine};
use crate::error::Result;
use crate::sandbox::ops::{Deps, fence, observe};
use std::time::Duration;

/// A sandbox that is refused much at this moment gets its answer a second later: the kernel gives so many and no more.
const AGAIN: Duration = Duration::from_millis(1200);

/// Sandboxes that run, have a network, and are not behind the fence that their policy makes.
pub(super) async fn run(deps: &Deps, engine: &dyn Engine, fix: bool) -> Result<Vec<Check>> {
    let busy = super::sandboxes::busy(deps)?;
    let (mut problems, mut fenced) = (Vec::new(), 0);
    for id in deps.registry.ids()?.iter().filter(|id| !busy.contains(id)) {
        deps.signals.check()?;
        let Ok(sandbox) = observe::one(deps, id).await else { continue };
        let runs = sandbox.container.is_some_and(|container| container.state == ContainerState::Running);
        let record = sandbox.record;
        if !runs || record.spec.address.is_none() {
            continue;
        }
        let mut seen = fence::stands(deps, engine, &record).await;
        if matches!(seen, Ok(false)) {
            tokio::time::sleep(AGAIN).await;
            seen = fence::stands(deps, engine, &record).await;
        }
        match seen {
            Ok(true) => fenced += 1,
            Ok(false) => {
                let detail = format!("{}: its egress policy {} is not in force", record.name, record.spec.egress);
                let mended = if fix { Some(fence::ensure(deps, engine, &record).await) } else { None };
                problems.push(Check::failed("egress", detail).mended(mended));
            }
            Err(error) => problems.push(Check::of_error("egress", &error)),
        }
    }
    if fenced > 0 {
        problems.extend(bridged(deps, engine).await);
    }
    Ok(or_ok(problems, "egress", || format!("{fenced} sandboxes run behind their fences")))
}

async fn bridged(deps: &Deps, engine: &dyn Engine) -> Option<Check> {
    match fence::look(deps, engine).await {
        Ok(found) if found.bridged => None,
        Ok(_) => Some(
            Check::failed("egress", "the kernel of the engine's host does not keep sandboxes on one bridge apart")
                .hint("there, as root: modprobe br_netfilter && sysctl -w net.bridge.bridge-nf-call-iptables=1"),
        ),
        Err(error) => Some(Check::of_error("egress", &error)),
    }
}
