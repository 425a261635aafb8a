//! The images that sandcastle built: what there is, what uses them, and their end.

use super::observe::Sandbox;
use super::{Deps, image, observe};
use crate::engine::{ListedImage, Selector};
use crate::error::{Error, Kind, Result};
use crate::snapshot::Manifest;

/// An image of ours, and how it stands.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The image.
    pub image: ListedImage,
    /// The names of the sandboxes of this home that are made of it.
    pub sandboxes: Vec<String>,
    /// What the snapshots of this home are called that are differences to it: without it they can't be restored.
    pub snapshots: Vec<String>,
    /// It is the one that new sandboxes are made of where none is named.
    pub is_builtin: bool,
}

/// All images of ours on the engine, whichever home built them; the newest first.
///
/// # Errors
/// Failures of the engine.
pub async fn all(deps: &Deps) -> Result<Vec<Listed>> {
    let found = deps.engine().await?.images(&Selector::key(image::MARK.0)).await?;
    let (sandboxes, _) = observe::all(deps).await?;
    let (snapshots, _) = deps.snapshots.all()?;
    let builtin = image::builtin_tag();
    let mut images: Vec<Listed> = found
        .into_iter()
        .map(|image| Listed {
            sandboxes: made_of(&sandboxes, &image.id),
            snapshots: upon(&snapshots, &image.id),
            is_builtin: image.tags.contains(&builtin),
            image,
        })
        .collect();
    images.sort_by(|one, other| (other.image.created, &one.image.id).cmp(&(one.image.created, &other.image.id)));
    Ok(images)
}

fn made_of(sandboxes: &[Sandbox], id: &str) -> Vec<String> {
    let users = sandboxes.iter().filter(|sandbox| sandbox.record.spec.image_id == id);
    users.map(|sandbox| sandbox.record.name.to_string()).collect()
}

fn upon(snapshots: &[Manifest], id: &str) -> Vec<String> {
    snapshots
        .iter()
        .filter(|manifest| manifest.spec.image_id == id)
        .map(|manifest| manifest.called().to_owned())
        .collect()
}

/// The snapshots of this home, each of which is a difference to its very image.
///
/// # Errors
/// Where one can't be read, which may be a difference to any image.
pub(super) fn snapshots(deps: &Deps) -> Result<Vec<Manifest>> {
    let (snapshots, damaged) = deps.snapshots.all()?;
    match damaged.first() {
        Some(unreadable) => Err(Error::new(
            unreadable.kind(),
            format!("images stay, for a snapshot may need one: {}", unreadable.message()),
        )),
        None => Ok(snapshots),
    }
}

/// The one image of ours that a reference names: a name, an id, or a unique beginning of an id.
///
/// # Errors
/// `not_found`; `ambiguous`.
pub fn find<'i>(images: &'i [Listed], reference: &str) -> Result<&'i Listed> {
    let tagged = if reference.contains(':') { reference.to_owned() } else { format!("{reference}:latest") };
    if let Some(named) = images.iter().find(|listed| listed.image.tags.contains(&tagged)) {
        return Ok(named);
    }
    let hex = reference.strip_prefix("sha256:").unwrap_or(reference);
    let is_beginning = |id: &str| id.strip_prefix("sha256:").is_some_and(|id| id.starts_with(hex));
    let fitting: Vec<&Listed> =
        images.iter().filter(|listed| !hex.is_empty() && is_beginning(&listed.image.id)).collect();
    match fitting.as_slice() {
        [one] => Ok(one),
        [] => Err(Error::new(Kind::NotFound, format!("no image {reference:?} that sandcastle built"))
            .hint("list them with: sandcastle image ls")),
        many => Err(Error::new(Kind::Ambiguous, format!("{reference:?} fits {} images", many.len()))
            .hint("give more of the id: sandcastle image ls")),
    }
}

/// Removes an image with all its names.
///
/// # Errors
/// `wrong_state` while a sandbox, a snapshot, or another container, needs it.
pub async fn remove(deps: &Deps, listed: &Listed) -> Result<()> {
    require_unused(listed)?;
    snapshots(deps)?;
    let engine = deps.engine().await?;
    let names = if listed.image.tags.is_empty() { vec![listed.image.id.clone()] } else { listed.image.tags.clone() };
    for name in &names {
        engine.remove_image(name).await.map_err(|error| match error.kind() {
            Kind::Conflict => Error::new(Kind::WrongState, error.message())
                .hint("a container or an image that is not of this home uses it"),
            _ => error,
        })?;
    }
    Ok(())
}

/// Fails for an image that sandboxes of this home are made of, or snapshots are differences to.
///
/// # Errors
/// `wrong_state`, naming them.
pub fn require_unused(listed: &Listed) -> Result<()> {
    let image = listed.image.tags.first().unwrap_or(&listed.image.id);
    let some = |names: &[String]| names.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
    if let Some(first) = listed.sandboxes.first() {
        let (count, names) = (listed.sandboxes.len(), some(&listed.sandboxes));
        return Err(Error::new(Kind::WrongState, format!("{image} is in use by {count}: {names}"))
            .hint(format!("let them go first: sandcastle kill {first}")));
    }
    if let Some(first) = listed.snapshots.first() {
        let (count, names) = (listed.snapshots.len(), some(&listed.snapshots));
        return Err(Error::new(Kind::WrongState, format!("{count} snapshots are differences to {image}: {names}"))
            .hint(format!("let them go first: sandcastle snapshots rm {first}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(id: &str, tag: &str, sandboxes: &[&str]) -> Listed {
        let image = ListedImage {
            id: format!("sha256:{id:0<64}"),
            tags: (!tag.is_empty()).then(|| tag.to_owned()).into_iter().collect(),
            ..Default::default()
        };
        let sandboxes = sandboxes.iter().map(|&name| name.to_owned()).collect();
        Listed { image, sandboxes, snapshots: Vec::new(), is_builtin: false }
    }

    #[test]
    fn an_image_is_found_by_its_name_its_id_and_a_unique_beginning() {
        let images = [listed("abc1", "team/app:latest", &[]), listed("abd2", "team/app:v2", &[])];
        let found = |reference| find(&images, reference).map(|found| found.image.id[7..11].to_owned());
        assert_eq!(found("team/app").unwrap(), "abc1");
        assert_eq!(found("team/app:v2").unwrap(), "abd2");
        assert_eq!(found("abd").unwrap(), "abd2");
        assert_eq!(found(&images[0].image.id).unwrap(), "abc1");
        assert_eq!(found("ab").unwrap_err().kind(), Kind::Ambiguous);
        for nothing in ["other", "", "sha256:", "team/app:v3"] {
            assert_eq!(found(nothing).unwrap_err().kind(), Kind::NotFound, "{nothing:?}");
        }
    }

    #[test]
    fn one_that_is_in_use_is_kept_and_its_users_are_named() {
        let error = require_unused(&listed("ab", "x:1", &["one", "two"])).unwrap_err();
        assert_eq!((error.kind(), error.message()), (Kind::WrongState, "x:1 is in use by 2: one, two"));
        require_unused(&listed("ab", "x:1", &[])).unwrap();
        let needed = Listed { snapshots: vec!["first".to_owned()], ..listed("ab", "x:1", &[]) };
        let error = require_unused(&needed).unwrap_err();
        assert_eq!((error.kind(), error.message()), (Kind::WrongState, "1 snapshots are differences to x:1: first"));
    }
}
