//! The base of the sandbox image: one that is there, else pulled, else made from Debian's packages.

use super::host::Host;
use super::{Request, Step, build, debian, mirror};
use crate::engine::{Build, Engine};
use crate::error::{Error, Kind, Result};
use crate::sandbox::ops::Deps;
use crate::sandbox::report::{Event, Reporter, Silent};
use std::io::Cursor;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Debian stable, as image registries have it.
pub(super) const PULLED: &str = "debian:trixie-slim";
/// The same, made here.
pub(super) const MADE: &str = "sandcastle-base:trixie";
/// How long an image registry may take until it says something. Behind a firewall that drops, it never does.
const FIRST_WORD: Duration = Duration::from_secs(20);
/// How long a pull may stand still.
const STALL: Duration = Duration::from_secs(60);

/// The step that gets it.
pub(super) fn step() -> Step {
    Step::BaseImage { image: PULLED.to_owned(), packages: debian::missing_packages() }
}

/// The base that the engine has already.
pub(super) async fn find(engine: &dyn Engine) -> Result<Option<&'static str>> {
    for name in [PULLED, MADE] {
        if engine.find_image(name).await?.is_some() {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// Finds a base, or gets one.
///
/// # Errors
/// `failed`, naming why it could neither be pulled nor made.
pub(super) async fn ensure(deps: &Deps, engine: &dyn Engine, request: &Request) -> Result<String> {
    match find(engine).await? {
        Some(PULLED) => return redirect(deps, engine, request).await,
        Some(there) => return Ok(there.to_owned()),
        None => {}
    }
    deps.step(format!("pulling base image {PULLED}"));
    let pulled = pull(deps, engine).await;
    deps.step_done();
    let why = match pulled {
        Ok(()) => return redirect(deps, engine, request).await,
        Err(error) if matches!(error.kind(), Kind::Interrupted | Kind::Terminated | Kind::NoSpace) => {
            return Err(error);
        }
        Err(error) => error,
    };
    deps.note(format!("{}: making the base image from Debian's packages instead", why.message()));
    match debian::make(deps, engine, request).await {
        Ok(()) => Ok(MADE.to_owned()),
        Err(error) if matches!(error.kind(), Kind::Interrupted | Kind::Terminated) => Err(error),
        Err(error) => {
            let kind = if error.kind() == Kind::NoSpace { Kind::NoSpace } else { Kind::Failed };
            let both = format!("no base image: {}; and {}", why.message(), error.message());
            let both = error.hints().iter().fold(Error::new(kind, both), |both, hint| both.hint(hint));
            Err(both.because(error))
        }
    }
}

/// The pulled base gets its packages from Debian's own mirror: from the one that was set instead, if one was.
async fn redirect(deps: &Deps, engine: &dyn Engine, request: &Request) -> Result<String> {
    if request.mirror.is_none() {
        return Ok(PULLED.to_owned());
    }
    let sources = mirror::choose(deps, request, &Host::probe()).await?.sources();
    let dockerfile = format!("FROM {PULLED}\nCOPY debian.sources /etc/apt/sources.list.d/\n");
    let context = build::context(&[("Dockerfile", &dockerfile), ("debian.sources", &sources)])?;
    let build = Build { dockerfile: "Dockerfile".to_owned(), tag: MADE.to_owned(), ..Default::default() };
    deps.signals.guard(engine.build_image(build, Box::new(Cursor::new(context)), &Silent)).await?;
    Ok(MADE.to_owned())
}

/// Hears when something was last heard.
struct Watch {
    reporter: Arc<dyn Reporter>,
    heard: Mutex<Option<Instant>>,
}

impl Reporter for Watch {
    fn report(&self, event: Event) {
        *self.heard.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        self.reporter.report(event);
    }
}

async fn pull(deps: &Deps, engine: &dyn Engine) -> Result<()> {
    let watch = Watch { reporter: Arc::clone(&deps.reporter), heard: Mutex::new(None) };
    let pulling = async { engine.pull_image(PULLED, &watch).await.map(drop) };
    deps.signals.guard(while_it_moves(pulling, &watch)).await
}

async fn while_it_moves(pulling: impl Future<Output = Result<()>>, watch: &Watch) -> Result<()> {
    let begun = Instant::now();
    tokio::pin!(pulling);
    loop {
        tokio::select! {
            done = &mut pulling => return done,
            () = tokio::time::sleep(Duration::from_millis(500)) => {}
        }
        let heard = *watch.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, patience) = heard.map_or((begun, FIRST_WORD), |heard| (heard, STALL));
        if since.elapsed() > patience {
            let why = format!("pulling image {PULLED}: the image registry said nothing for {} s", patience.as_secs());
            return Err(Error::new(Kind::TimedOut, why));
        }
    }
}
