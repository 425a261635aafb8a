//! Builds the sandbox image from its embedded Dockerfile: with the host's proxies, trusting what the host trusts.

use super::mirror::is_loopback;
use super::{Request, trust};
use crate::engine::{Build, Engine};
use crate::error::{Error, Result};
use crate::sandbox::ops::{Deps, image, image_build, images};
use std::collections::BTreeMap;
use std::io::Cursor;

const DOCKERFILE: &str = "Dockerfile.sandbox";
/// The Dockerfile takes it along if it is there.
const CERTIFICATES: &str = "host-ca.crt";

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
    let build = Build {
        dockerfile: DOCKERFILE.to_owned(),
        args: arguments(request, base),
        tag,
        labels: image_build::labels(deps),
        fresh: request.rebuild,
    };
    let built = image_build::carry_out(deps, engine, build, Box::new(Cursor::new(context(&files)?))).await?;
    if let Some(before) = before.filter(|before| before.id != built.id) {
        // Another home's is for that one to remove.
        let ours = before.labels.get(image::BUILDER).map(String::as_str) == Some(deps.registry.home().as_str());
        let needed = images::snapshots(deps)
            .map_or(true, |snapshots| snapshots.iter().any(|snapshot| snapshot.spec.image_id == before.id));
        if ours && !needed {
            // Sandboxes may still be made of it: then it goes with the last of them.
            let _ = engine.remove_image(&before.id).await;
        }
    }
    deps.step_done();
    Ok(())
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
}
