//! `setup`: this machine is made ready, by asking once.

use super::Context;
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::sandbox::ops::setup::{self, Report, Request, Step};

/// Make this machine ready: a container engine that runs, and the sandbox image.
///
/// An engine is started if one is installed, else installed from the distribution's packages (Debian, Ubuntu; root or
/// sudo). The image is built from the Dockerfile in this program; its base is pulled, or made from Debian's packages
/// where no image registry answers. The host's proxies and certificates are honoured. What is there stays as it is:
/// a second run does nothing.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Build the image although it is there
    #[arg(long)]
    rebuild: bool,
    /// List what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Makes ready.
///
/// # Errors
/// `engine_unreachable` where only the user can install one; `confirmation_required`; failures of packages and build.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit> {
    let request = Request { rebuild: args.rebuild, ..request(context, true) };
    let report = if args.dry_run {
        Report { done: setup::plan(&context.deps, &request).await?, image: None }
    } else {
        make(context, &request).await?
    };
    context.ui.end_progress();
    if context.ui.is_json() {
        context.ui.versioned(
            "setup.v1",
            &serde_json::json!({ "steps": report.done, "dry_run": args.dry_run, "image": report.image }),
        )?;
    } else if report.done.is_empty() {
        context.ui.note("this machine is ready: nothing to do");
    } else if args.dry_run {
        for step in &report.done {
            context.ui.line(&format!("would {}", step.sentence()))?;
        }
    } else {
        context.ui.note("this machine is ready");
    }
    Ok(Exit::DONE)
}

/// Does what `setup` does where something is missing, for a command that can't go on without it.
///
/// # Errors
/// As [`run`]; an unreachable engine stays one where nothing may be asked.
pub async fn make_ready(context: &mut Context, image: bool) -> Result<()> {
    // One call on a machine that is ready, which nearly every one is.
    if setup::is_ready(&context.deps, image).await {
        return Ok(());
    }
    let request = request(context, image);
    make(context, &request).await.map(drop)
}

/// Builds the built-in image, if it is not there or is to be built anew. The engine has to be there.
///
/// # Errors
/// Failures of the packages and the build.
pub(super) async fn build_image(context: &mut Context, rebuild: bool) -> Result<()> {
    let request = Request { rebuild, ..request(context, true) };
    setup::run(&mut context.deps, &request).await.map(drop)
}

async fn make(context: &mut Context, request: &Request) -> Result<Report> {
    let steps = setup::plan(&context.deps, request).await?;
    if steps.is_empty() {
        return Ok(Report { done: steps, image: None });
    }
    confirm(context, &steps).await?;
    setup::run(&mut context.deps, request).await
}

async fn confirm(context: &Context, steps: &[Step]) -> Result<()> {
    if !context.ui.options().yes {
        context.ui.note("this machine is not ready; sandcastle will");
        for step in steps {
            context.ui.note(&format!("  - {}", step.sentence()));
        }
    }
    match context.ui.confirm("make this machine ready?") {
        Ok(()) => Ok(()),
        // Where nobody can be asked, what is missing says more than that a question was not answered.
        Err(error) if error.kind() == Kind::ConfirmationRequired => {
            let missing = match context.deps.engine().await {
                Err(error) if error.kind() == Kind::EngineUnreachable => error,
                Ok(engine)
                    if engine.capabilities().await.is_err_and(|error| error.kind() == Kind::EngineUnreachable) =>
                {
                    Error::new(
                        Kind::EngineUnreachable,
                        format!("can't reach the container engine at {}", engine.address()),
                    )
                    .hint("start the engine")
                }
                _ => Error::new(Kind::NotFound, "the sandbox image is not built yet"),
            };
            Err(missing.hint("let sandcastle do it: sandcastle setup --yes"))
        }
        Err(error) => Err(error),
    }
}

fn request(context: &Context, image: bool) -> Request {
    let environment = &context.environment;
    let (settings, terminals) = (&context.settings, context.ui.terminals());
    Request {
        image,
        rebuild: false,
        engine_is_named: settings.engine().is_some()
            || environment.docker_host().is_some()
            || environment.docker_context().is_some(),
        interactive: terminals.stdin && terminals.stderr && !context.ui.options().no_input,
        mirror: settings.setup_mirror().map(str::to_owned),
        proxies: environment.proxies(),
        ca_bundle: environment.ssl_cert_file(),
    }
}
