//! `show`: all that can be found out about one sandbox.

use super::Context;
use crate::error::Result;
use crate::exit::Exit;
use crate::guest::protocol::{Reply, Request};
use crate::sandbox::ops::observe::Sandbox;
use crate::sandbox::ops::{observe, reach, reconcile, route};
use crate::sandbox::status::State;
use crate::ui::views::net::EgressView;
use crate::ui::views::sandbox::{DetailView, HardeningView, SCHEMA, SandboxView};

/// Show one sandbox.
///
/// Its state, limits, address, URL, and the road to the guest inside.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
}

/// Shows.
///
/// # Errors
/// `not_found`, `damaged`; failures of the engine.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let id = context.deps.registry.resolve(&args.sandbox)?;
    reconcile::abandoned(&context.deps).await?;
    let sandbox = observe::look(&context.deps, &id).await?;
    let view = detail(context, &sandbox).await;
    if context.ui.is_json() {
        context.ui.versioned(SCHEMA, &view)?;
    } else if context.ui.is_quiet() {
        context.ui.line(&view.sandbox.id)?;
    } else {
        for (name, value) in view.lines(crate::clock::now()) {
            context.ui.line(&format!("{name:<12} {value}"))?;
        }
    }
    Ok(Exit::DONE)
}

pub(super) async fn detail(context: &Context, sandbox: &Sandbox) -> DetailView {
    let (deps, record) = (&context.deps, &sandbox.record);
    let mut view = DetailView {
        sandbox: SandboxView::of(sandbox),
        egress_enforced: EgressView::of(record),
        url: None,
        road: None,
        guest_uptime_ms: None,
        running_execs: None,
        running_jobs: None,
        idle_ms: None,
        memory_kills: None,
        hardening: HardeningView::of(&record.spec),
        remarks: Vec::new(),
    };
    if sandbox.state == State::Running {
        let endpoint = route::known(deps, record, record.spec.default_port()).await;
        view.url = endpoint.ok().map(|endpoint| endpoint.url());
        match reach::connect(deps, record).await {
            Ok(connection) => {
                view.road = Some(connection.road);
                match connection.call(&Request::Health, deps.options.call_timeout).await {
                    Ok(Reply::Health { uptime_ms, execs, jobs, uid, idle_ms, memory_kills, .. }) => {
                        view.memory_kills = memory_kills;
                        (view.guest_uptime_ms, view.idle_ms) = (Some(uptime_ms), idle_ms);
                        (view.running_execs, view.running_jobs) = (Some(execs), Some(jobs));
                        if uid == 0 {
                            view.remarks.push("its user is root: it can cut the road to its guest, and on the bridge act as a client of it".to_owned());
                        }
                    }
                    Ok(_) => {}
                    Err(error) => view.remarks.push(format!("the guest does not answer: {}", error.message())),
                }
            }
            Err(error) => view.remarks.push(format!("the guest can't be reached: {}", error.message())),
        }
    }
    if matches!(sandbox.state, State::Stopped | State::Failed) && ran_out_of_memory(context, sandbox).await {
        view.remarks.push("memory ran out in it before it ended; give it more: sandcastle modify --memory".to_owned());
    }
    if sandbox.state == State::Lost {
        view.remarks.push("its container is gone; remove the record with: sandcastle kill".to_owned());
    }
    view
}

/// The counter of the kernel is gone with the container's processes: what the engine heard is all there is.
async fn ran_out_of_memory(context: &Context, sandbox: &Sandbox) -> bool {
    let Ok(container) = reach::container_id(&sandbox.record) else { return false };
    let Ok(engine) = context.deps.engine().await else { return false };
    engine.ran_out_of_memory(&container).await.unwrap_or(false)
}
