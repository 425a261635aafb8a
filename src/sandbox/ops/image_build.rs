//! Images from Dockerfiles: of a build that failed or was stopped nothing stays.

use super::{Deps, image};
use crate::archive;
use crate::engine::{Build, Engine, Image, Source};
use crate::error::{Error, Kind, Result};
use crate::sandbox::image_name::ImageName;
use crate::sandbox::report::{Event, Reporter};
use std::collections::BTreeMap;
use std::io::BufWriter;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long the engine may hold what a build that was stopped has left.
const HELD: Duration = Duration::from_secs(15);

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The folder that is built from.
    pub folder: PathBuf,
    /// The Dockerfile in it, seen from there.
    pub dockerfile: PathBuf,
    /// The image's name.
    pub tag: ImageName,
    /// Build arguments.
    pub args: BTreeMap<String, String>,
    /// Take nothing from earlier builds.
    pub fresh: bool,
}

/// Builds an image of a folder of this machine.
///
/// # Errors
/// `not_found`, `denied` for the folder; `failed`, with the last lines of the build.
pub async fn run(deps: &Deps, wanted: Wanted) -> Result<Image> {
    let engine = deps.engine().await?;
    let Wanted { folder, dockerfile, tag, args, fresh } = wanted;
    let name = dockerfile.to_str().ok_or_else(|| Error::usage("the name of the Dockerfile is not text"))?.to_owned();
    deps.step(format!("building {tag}"));
    let build = Build { dockerfile: name, args, tag: tag.to_string(), labels: labels(deps), fresh };
    let failed = |error| Error::io("packing the build's folder", error);
    let (reader, writer) = std::io::pipe().map_err(failed)?;
    let packing = tokio::task::spawn_blocking(move || {
        archive::pack_context(&folder, &dockerfile, BufWriter::with_capacity(1 << 16, writer)).map_err(Error::from)
    });
    let built = carry_out(deps, engine, build, Box::new(reader)).await;
    let packed =
        packing.await.map_err(|cause| Error::new(Kind::Failed, "packing the build's folder").because(cause))?;
    // A folder that could not be read to its end explains what the engine says of a stream that is cut.
    packed?;
    let built = built?;
    deps.step_done();
    Ok(built)
}

/// What marks an image as ours, and as built by this home.
pub(super) fn labels(deps: &Deps) -> BTreeMap<String, String> {
    BTreeMap::from([
        (image::MARK.0.to_owned(), image::MARK.1.to_owned()),
        (image::BUILDER.to_owned(), deps.registry.home().to_string()),
    ])
}

/// Builds an image until it is there, or a signal arrives.
///
/// # Errors
/// `failed`, with the last lines of the build. Nothing of a build that failed or was stopped stays.
pub(super) async fn carry_out(deps: &Deps, engine: &dyn Engine, build: Build, context: Source) -> Result<Image> {
    let watch = Watch { reporter: Arc::clone(&deps.reporter), layers: Mutex::default() };
    let built = deps.signals.guard(engine.build_image(build, context, &watch)).await;
    if built.is_err()
        && let Some(layer) = watch.last_made()
    {
        remove(deps, engine, &layer).await;
    }
    built
}

/// Hears which layers the build makes. The classic builder says ` ---> ID` at the end of each step, and
/// ` ---> Using cache` before that where the layer was there already.
struct Watch {
    reporter: Arc<dyn Reporter>,
    layers: Mutex<Layers>,
}

#[derive(Debug, Default)]
struct Layers {
    /// What stands behind `FROM` is the base, which is not ours.
    from: bool,
    ours: bool,
    made: Option<String>,
}

impl Layers {
    fn hear(&mut self, line: &str) {
        if line.starts_with("Step ") {
            self.ours = self.from;
            self.from |= line.contains(" : FROM ");
        } else if line == "---> Using cache" {
            self.ours = false;
        } else if let Some(id) = line.strip_prefix("---> ") {
            let is_id = (12..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_hexdigit());
            if is_id && self.ours {
                self.made = Some(id.to_owned());
            }
        }
    }
}

impl Watch {
    fn last_made(&self) -> Option<String> {
        self.layers.lock().unwrap_or_else(PoisonError::into_inner).made.take()
    }
}

impl Reporter for Watch {
    fn report(&self, event: Event) {
        if let Event::StepDetail { detail, .. } = &event {
            self.layers.lock().unwrap_or_else(PoisonError::into_inner).hear(detail);
        }
        self.reporter.report(event);
    }
}

/// Removes the last layer that a broken build made, and with it those below that nobody else has. The engine holds it
/// until the container of the step that was stopped is gone.
async fn remove(deps: &Deps, engine: &dyn Engine, layer: &str) {
    let begun = Instant::now();
    loop {
        match engine.remove_image(layer).await {
            Err(error) if error.kind() == Kind::Conflict && begun.elapsed() < HELD => {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            Err(error) => {
                return deps.warn(format!("a part of the build that broke off is left: {}", error.message()));
            }
            Ok(()) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_layers_that_this_build_made_are_taken_back() {
        let mut layers = Layers::default();
        let mut hear = |lines: &[&str]| {
            lines.iter().for_each(|line| layers.hear(line));
            layers.made.clone()
        };
        let base = ["Step 1/6 : ARG BASE=x", "Step 2/6 : FROM ${BASE}", "---> e2cf3034534b"];
        assert_eq!(hear(&base), None);
        assert_eq!(hear(&["Step 3/6 : LABEL a=b", "---> Using cache", "---> 111111111111"]), None);
        let made = hear(&["Step 4/6 : RUN x", "---> Running in 999999999999", "---> 222222222222"]);
        assert_eq!(made.as_deref(), Some("222222222222"));
        let stopped = hear(&["Step 5/6 : RUN y", "---> Running in 888888888888", "---> not an id"]);
        assert_eq!(stopped.as_deref(), Some("222222222222"));
    }
}
