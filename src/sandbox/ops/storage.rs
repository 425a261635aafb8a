//! What a sandbox has mounted: checked before anything is written down, made under the journal, taken back with it, and
//! held against what the guest found.

mod data;
mod folders;
mod passwd;

pub use folders::Guarded;

use super::image::Resolved;
use super::{Deps, observe};
use crate::engine::{Engine, Mount, Selector};
use crate::error::{Error, Kind, Result};
use crate::guest::client::Road;
use crate::guest::protocol::{MountKind, MountPoint, Mounted};
use crate::registry::journal::{Entry, Operation};
use crate::registry::lock::HomeLock;
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::storage::{FolderMount, Origin, Place, Storage};
use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Duration;

/// How long a creation that is taken back waits for others that use volumes at this moment.
const UNDO: Duration = Duration::from_secs(2);

/// The name of an account's volume on the engine, or of its home. Neither a home's id nor a name has a dot.
pub fn engine_name(home: &Id, account: &str, volume: Option<&str>) -> String {
    match volume {
        Some(volume) => format!("sandcastle-vol-{home}.{account}.{volume}"),
        None => format!("sandcastle-home-{home}.{account}"),
    }
}

/// The labels of an account's volume, or of its home.
pub fn labels_of(home: &Id, account: &str, volume: Option<&str>) -> BTreeMap<String, String> {
    let mut labels = labels::of_home(home);
    labels.insert(labels::ACCOUNT.to_owned(), account.to_owned());
    labels.extend(volume.map(|volume| (labels::VOLUME.to_owned(), volume.to_owned())));
    labels
}

/// Checks what is wanted, as far as it can be without the image, and finds out where it is. Nothing is made.
///
/// # Errors
/// `usage` for two mounts at one place; `not_found` for a folder that is not there; `denied` for what no sandbox gets,
/// and for folders of this machine on an engine that is elsewhere.
pub fn check(deps: &Deps, engine: &dyn Engine, wanted: &Storage) -> Result<Storage> {
    let mut storage = wanted.clone();
    if storage.is_empty() {
        return Ok(storage);
    }
    if !engine.is_local() && (storage.data.is_some() || !storage.folders.is_empty()) {
        let what = if storage.data.is_some() { "--data" } else { "--mount" };
        let message = format!("{what} needs an engine on this machine: {} can't see its folders", engine.address());
        return Err(Error::new(Kind::Denied, message).hint("use --volume or --home, and upload or sync for the files"));
    }
    let guarded = Guarded::of(deps, engine);
    for mount in &mut storage.folders {
        mount.folder = guarded.check(Path::new(&mount.folder), mount.system)?;
    }
    if let Some(path) = &storage.data {
        storage.data_folder = data::locate(&deps.options.data_root, storage.account(), path)?;
    }
    storage.check_places()?;
    Ok(storage)
}

/// Finds out where the account's home is to be, now that the image is there.
///
/// # Errors
/// `usage` when the sandbox user has no home that could be one; failures of the engine.
pub async fn settle_home(
    deps: &Deps,
    engine: &dyn Engine,
    mut storage: Storage,
    image: &Resolved,
    user: &str,
) -> Result<Storage> {
    if storage.home {
        let user = if user.is_empty() { &image.image.user } else { user };
        storage.home_path = passwd::home_of(deps, engine, image, user).await?;
        storage.check_places()?;
    }
    Ok(storage)
}

/// Makes what is missing, noted before it is made. What comes back keeps volumes from being removed until a container has
/// them.
///
/// # Errors
/// `conflict` for a volume of that name that is not ours; failures of the engine and of the file system.
pub async fn make(
    deps: &Deps,
    engine: &dyn Engine,
    storage: &Storage,
    id: &Id,
    entry: &mut Entry,
) -> Result<Option<HomeLock>> {
    if storage.is_empty() {
        return Ok(None);
    }
    let shared = deps.registry.share_networks(deps.options.lock_timeout).await?;
    let home = deps.registry.home();
    let names: Vec<Option<&str>> = storage.places().iter().filter_map(|place| volume_of(place)).collect();
    if !names.is_empty() {
        let there = engine.volumes(&Selector::default()).await?;
        for volume in names {
            let name = engine_name(home, storage.account(), volume);
            match there.iter().find(|found| found.name == name) {
                Some(found) if found.labels.get(labels::HOME).is_none_or(|of| *of != home.to_string()) => {
                    return Err(Error::new(Kind::Conflict, format!("the engine has a volume {name} that is not ours"))
                        .hint(format!("remove it with the engine's own client: docker volume rm {name}")));
                }
                Some(_) => {}
                None => {
                    entry.step("make volume")?;
                    let mut labels = labels_of(home, storage.account(), volume);
                    labels.insert(labels::MADE_FOR.to_owned(), id.to_string());
                    engine.ensure_volume(&name, &labels).await?;
                }
            }
        }
    }
    if !storage.data_folder.is_empty() {
        data::make(&deps.options.data_root, storage, entry)?;
    }
    data::make_mount_points(storage, entry)?;
    Ok(Some(shared))
}

/// What of it is to be passed over when a sandbox that is being made is filled: all but volumes that were made for it,
/// which hold only what its image has there.
///
/// # Errors
/// Failures of the engine.
pub async fn not_to_fill<'r>(deps: &Deps, engine: &dyn Engine, record: &'r SandboxRecord) -> Result<Vec<&'r str>> {
    let (home, storage) = (deps.registry.home(), &record.spec.storage);
    let mut places = storage.places();
    if places.iter().any(|place| volume_of(place).is_some()) {
        let made = Selector::label(labels::HOME, home.to_string()).and(labels::MADE_FOR, record.id.to_string());
        let made = engine.volumes(&made).await?;
        places.retain(|place| {
            let volume = volume_of(place).map(|volume| engine_name(home, storage.account(), volume));
            place.read_only || volume.is_none_or(|name| made.iter().all(|made| made.name != name))
        });
    }
    Ok(places.into_iter().map(|place| place.path).collect())
}

/// Takes back what a creation made that never came to its end, unless somebody else has it by now.
///
/// # Errors
/// Failures of the engine.
pub async fn undo(deps: &Deps, engine: &dyn Engine, operation: &Operation) -> Result<()> {
    if !operation.steps.iter().any(|step| step.name.starts_with(data::MADE) || step.name == "make volume") {
        return Ok(());
    }
    let made = Selector::label(labels::HOME, deps.registry.home().to_string())
        .and(labels::MADE_FOR, operation.sandbox.to_string());
    // Whoever is about to use one holds this.
    let Ok(_owned) = deps.registry.own_networks(UNDO).await else { return Ok(()) };
    for volume in engine.volumes(&made).await? {
        match engine.remove_volume(&volume.name).await {
            Err(error) if error.kind() != Kind::Conflict => return Err(error),
            _ => {}
        }
    }
    let others: Vec<SandboxRecord> = observe::all(deps).await?.0.into_iter().map(|sandbox| sandbox.record).collect();
    data::undo(operation, &others);
    Ok(())
}

fn volume_of<'s>(place: &Place<'s>) -> Option<Option<&'s str>> {
    match place.origin {
        Origin::Home => Some(None),
        Origin::Volume(name) => Some(Some(name)),
        Origin::Data(_) | Origin::Folder(_) => None,
    }
}

/// The mounts as the engine takes them.
pub fn mounts(home: &Id, storage: &Storage) -> Vec<Mount> {
    let mount = |place: &Place<'_>| {
        let (target, read_only) = (place.path.to_owned(), place.read_only);
        let volume = |name| engine_name(home, storage.account(), name);
        match place.origin {
            Origin::Home => Mount::Volume { name: volume(None), target, read_only },
            Origin::Volume(name) => Mount::Volume { name: volume(Some(name)), target, read_only },
            Origin::Data(source) | Origin::Folder(source) => {
                Mount::Folder { source: source.to_owned(), target, read_only }
            }
        }
    };
    storage.places().iter().map(mount).collect()
}

/// Checks once more what a sandbox that exists is about to get: a folder may have become another one since.
///
/// # Errors
/// As [`check`]; `denied` for a folder that is a link by now.
pub fn check_again(deps: &Deps, engine: &dyn Engine, record: &SandboxRecord) -> Result<()> {
    let storage = &record.spec.storage;
    if storage.folders.is_empty() && storage.data.is_none() {
        return Ok(());
    }
    let guarded = Guarded::of(deps, engine);
    let changed = |folder: &str| {
        Error::new(Kind::Denied, format!("{folder} leads elsewhere than when it was mounted"))
            .hint(format!("put it back, or kill the sandbox: sandcastle kill {}", record.name))
    };
    for FolderMount { folder, system, .. } in &storage.folders {
        if guarded.check(Path::new(folder), *system)? != *folder {
            return Err(changed(folder));
        }
    }
    let real = |folder: &str| std::fs::canonicalize(folder).is_ok_and(|real| real == Path::new(folder));
    if storage.data.is_some() && !real(&storage.data_folder) {
        return Err(changed(&storage.data_folder));
    }
    Ok(())
}

/// What the guest is told of the mounts of a sandbox.
pub fn told(deps: &Deps, record: &SandboxRecord) -> Vec<MountPoint> {
    let storage = &record.spec.storage;
    let places = storage.places();
    if places.is_empty() {
        return Vec::new();
    }
    let ids = deps.registry.ids().unwrap_or_default().into_iter().filter(|id| *id != record.id);
    let others: Vec<Storage> =
        ids.filter_map(|id| deps.registry.find(&id).ok().flatten()).map(|other| other.spec.storage).collect();
    let point = |place: &Place<'_>| {
        let used = |other: &Storage| {
            other.account() == storage.account() && other.places().iter().any(|theirs| theirs.origin == place.origin)
        };
        MountPoint {
            path: place.path.to_owned(),
            kind: match place.origin {
                Origin::Folder(_) => MountKind::Folder,
                Origin::Data(_) => MountKind::Data,
                Origin::Home | Origin::Volume(_) => MountKind::Volume,
            },
            read_only: place.read_only,
            hand_over: !others.iter().any(used),
        }
    };
    places.iter().map(point).collect()
}

/// Holds what the guest found against what was meant: the engine resolves paths once more when it mounts them. Says what
/// the sandbox user will not be able to write.
///
/// # Errors
/// `denied` when something else was mounted.
pub fn verify(deps: &Deps, record: &SandboxRecord, road: Road, found: &Mounted) -> Result<()> {
    let places = record.spec.storage.places();
    for (place, at) in places.iter().zip(&found.mounts) {
        let (folder, is_users) = match place.origin {
            Origin::Folder(folder) => (Some(folder), true),
            Origin::Data(folder) => (Some(folder), false),
            Origin::Home | Origin::Volume(_) => (None, false),
        };
        // A guest whose socket is at hand has the same kernel, and so the same numbers for the same folder.
        if let Some(folder) = folder.filter(|_| road == Road::Shared) {
            let here = std::fs::symlink_metadata(folder).map(|metadata| (metadata.dev(), metadata.ino()));
            if here.is_ok_and(|here| here != (at.device, at.inode)) {
                let message = format!("{folder} was replaced while it was being mounted at {}", place.path);
                return Err(
                    Error::new(Kind::Denied, message).hint("see who else can write to the folder that it is in")
                );
            }
        }
        let named = folder.map_or_else(|| place.path.to_owned(), |folder| format!("{folder} (at {})", place.path));
        if is_users && found.uid == 0 && at.uid != 0 && !place.read_only {
            deps.warn(format!("its user is root: what it writes to {named} will belong to root on this machine"));
        } else if !at.writable && !place.read_only {
            let (owner, user) = (at.uid, found.uid);
            deps.warn(format!(
                "{named} belongs to uid {owner}, and the sandbox user has uid {user}: it can't write there"
            ));
        }
    }
    Ok(())
}
