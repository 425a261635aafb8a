//! Builds the sandbox image from its embedded Dockerfile: with the host's proxies, trusting what the host trusts.

use super::mirror::is_loopback;
use super::{Request, trust};
use crate::engine::{Build, Engine};
use crate::error::{Error, Kind, Result};
use crate::sandbox::ops::{Deps, image};
use crate::sandbox::report::{Event, Reporter};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const DOCKERFILE: &str = "Dockerfile.sandbox";
/// The Dockerfile takes it along if it is there.
const CERTIFICATES: &str = "host-ca.crt";
/// How long the engine may hold what a build that was stopped has left.
const HELD: Duration = Duration::from_secs(15);

/// Builds it upon `base`.
///
/// # Errors
/// `failed`, with the last lines of the build. Nothing of a build that failed or was stopped stays.
pub(super) async fn run(deps: &Deps, engine: &dyn Engine, request: &Request, base: &str) -> Result<()> {
    let tag = image::builtin_tag();
    let before = engine.find_image(&tag).await?;
    for (key, proxy) in &request.proxies {
        if is_loopback(proxy) && !key.eq_ignore_ascii_case("no_proxy") {
            deps.warn(format!("{key} names a proxy on this machine's loopback, which the build can't reach"));
            break;
        }
    }
    deps.step("building the sandbox image");
    let certificates = trust::additions(deps, request);
    let mut files = vec![(DOCKERFILE, image::DOCKERFILE)];
    if !certificates.is_empty() {
        files.push((CERTIFICATES, &certificates));
    }
    let watch = Watch { reporter: Arc::clone(&deps.reporter), layers: Mutex::default() };
    let build = Build {
        context: context(&files)?,
        dockerfile: DOCKERFILE.to_owned(),
        args: arguments(request, base),
        tag,
        labels: BTreeMap::from([(image::MARK.0.to_owned(), image::MARK.1.to_owned())]),
        fresh: request.rebuild,
    };
    match deps.signals.guard(engine.build_image(build, &watch)).await {
        Ok(built) => {
            if let Some(before) = before.filter(|before| before.id != built.id) {
                // Sandboxes may still be made of it: then it goes with the last of them.
                let _ = engine.remove_image(&before.id).await;
            }
            deps.step_done();
            Ok(())
        }
        Err(error) => {
            let made = watch.last_made();
            if let Some(layer) = made {
                remove(deps, engine, &layer).await;
            }
            Err(error)
        }
    }
}

fn arguments(request: &Request, base: &str) -> BTreeMap<String, String> {
    let mut arguments = request.proxies.clone();
    arguments.insert("BASE".to_owned(), base.to_owned());
    arguments
}

/// The build's folder as a tar, of files by name and text.
pub(super) fn context(files: &[(&str, &str)]) -> Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    let failed = |error| Error::io("packing the build", error);
    for (name, text) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, text.as_bytes()).map_err(failed)?;
    }
    archive.into_inner().map_err(failed)
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
    use std::io::Read;

    #[test]
    fn the_context_is_a_tar_of_readable_files() {
        let context = context(&[("Dockerfile.sandbox", "FROM x"), ("host-ca.crt", "PEM")]).unwrap();
        let mut archive = tar::Archive::new(&context[..]);
        let entries = archive.entries().unwrap().map(|entry| {
            let mut entry = entry.unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            (entry.path().unwrap().display().to_string(), entry.header().mode().unwrap(), text)
        });
        let expected = [("Dockerfile.sandbox", "FROM x"), ("host-ca.crt", "PEM")]
            .map(|(name, text)| (name.into(), 0o644, text.into()));
        assert_eq!(entries.collect::<Vec<(String, u32, String)>>(), expected);
    }

    #[test]
    fn proxies_and_the_base_are_build_arguments() {
        let proxies = BTreeMap::from([("http_proxy".to_owned(), "http://p:1".to_owned())]);
        let arguments = arguments(&Request { proxies, ..Default::default() }, "b:1");
        assert_eq!(arguments["BASE"], "b:1");
        assert_eq!(arguments["http_proxy"], "http://p:1");
    }

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
