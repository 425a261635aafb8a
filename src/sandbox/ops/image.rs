//! The image of a sandbox: a named one, pulled if absent, or the built-in one, built on first use.

use super::Deps;
use crate::engine::{Engine, Image};
use crate::error::{Error, Kind, Result};
use crate::sandbox::spec::SandboxSpec;

/// The Dockerfile of the built-in image.
pub const DOCKERFILE: &str = include_str!("../../../Dockerfile.sandbox");

/// Marks our images. Not one of our own label keys: those never count on an image.
pub const MARK: (&str, &str) = ("io.sandcastle.image", "sandbox");

/// The label that names the home that has built an image of ours.
pub const BUILDER: &str = "io.sandcastle.builder";

/// The name that built-in images have, before their version.
const BUILTIN: &str = "sandcastle-sandbox";

/// Which image is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The built-in one.
    Builtin,
    /// This one, by the engine's name for it.
    Named(String),
    /// This one, found before.
    Found(Box<Resolved>),
}

/// An image that the engine has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The name that was asked for.
    pub name: String,
    /// What it is.
    pub image: Image,
}

/// The name of the built-in image: by the content of its Dockerfile, so that a new one is built when that changes.
pub fn builtin_tag() -> String {
    format!("{BUILTIN}:{}", &blake3::hash(DOCKERFILE.as_bytes()).to_hex()[..12])
}

/// Whether a name is that of a built-in image, of whatever version.
pub fn is_builtin(tag: &str) -> bool {
    tag.strip_prefix(BUILTIN).is_some_and(|rest| rest.starts_with(':'))
}

/// Finds the very image of a sandbox or a snapshot: it is what the rest is a difference to.
///
/// # Errors
/// `not_found` when the engine has it no more.
pub async fn exact(engine: &dyn Engine, spec: &SandboxSpec) -> Result<Resolved> {
    if let Some(image) = engine.find_image(&spec.image_id).await? {
        return Ok(Resolved { name: spec.image.clone(), image });
    }
    let message = match engine.find_image(&spec.image).await? {
        Some(_) => {
            format!("the engine has another image by the name of {} now; {} is needed", spec.image, spec.image_id)
        }
        None => format!("the engine does not have the image {} ({})", spec.image, spec.image_id),
    };
    Err(Error::new(Kind::NotFound, message)
        .hint("pull or load that very image; an archive exported with --with-image brings it along"))
}

/// Finds the image, or pulls it.
///
/// # Errors
/// `not_found` when nobody has it, and for the built-in one when it was not built yet.
pub async fn ensure(deps: &Deps, engine: &dyn Engine, choice: &Choice) -> Result<Resolved> {
    let name = match choice {
        Choice::Builtin => builtin_tag(),
        Choice::Named(name) => name.clone(),
        Choice::Found(found) => return Ok((**found).clone()),
    };
    if let Some(image) = engine.find_image(&name).await? {
        return Ok(Resolved { name, image });
    }
    match choice {
        Choice::Builtin => Err(Error::new(Kind::NotFound, "the sandbox image is not built yet")
            .hint("run `sandcastle setup` once, or name an image with --image")),
        Choice::Named(_) | Choice::Found(_) => {
            deps.step(format!("pulling image {name}"));
            let image = deps.signals.guard(engine.pull_image(&name, &*deps.reporter)).await?;
            deps.step_done();
            Ok(Resolved { name, image })
        }
    }
}
