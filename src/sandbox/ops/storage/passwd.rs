//! The home of an image's user, read before anything of the image runs.

use crate::engine::{ContainerSpec, Engine};
use crate::error::{Error, Kind, Result};
use crate::sandbox::id::Id;
use crate::sandbox::labels;
use crate::sandbox::ops::image::Resolved;
use crate::sandbox::ops::{Deps, errand};
use crate::sandbox::storage;
use std::io::Read;
use tokio::io::AsyncReadExt;

/// The most that is read of the file.
const CAP: u64 = 8 << 20;

/// Where the home of `user` is in the image.
///
/// # Errors
/// `usage` when it has none where something could be mounted; failures of the engine.
pub(super) async fn home_of(deps: &Deps, engine: &dyn Engine, image: &Resolved, user: &str) -> Result<String> {
    let file = read(deps, engine, image).await?;
    let user = user.split(':').next().unwrap_or_default();
    let user = if user.is_empty() { "root" } else { user };
    let home = find(&file, user).or_else(|| matches!(user, "root" | "0").then(|| "/root".to_owned()));
    let hint = "choose a user of the image with --user, or mount a volume at a path: --volume NAME:/path";
    let home = home.ok_or_else(|| {
        Error::usage(format!("{} has no user {user} whose home --home could be", image.name)).hint(hint)
    })?;
    storage::place(&home).map_err(|error| {
        Error::usage(format!("the home of {user} in {} is {home}, which --home can't be", image.name))
            .because(error)
            .hint(hint)
    })
}

/// The home of a user by name or number.
fn find(passwd: &str, user: &str) -> Option<String> {
    let lines = || passwd.lines().map(|line| line.split(':').collect::<Vec<_>>()).filter(|fields| fields.len() >= 6);
    let by = |at: usize| lines().find(|fields| fields[at] == user);
    by(0).or_else(|| by(2)).map(|fields| fields[5].to_owned())
}

/// `/etc/passwd` of an image; empty if it has none. A container that is never started has it at hand.
async fn read(deps: &Deps, engine: &dyn Engine, image: &Resolved) -> Result<String> {
    let home = deps.registry.home();
    let spec = ContainerSpec {
        // Under the name of what is removed once no sandbox is left, should we die here.
        name: format!("sandcastle-fill-{home}-{}", Id::random()?),
        image_id: image.image.id.clone(),
        argv: vec!["true".to_owned()],
        labels: labels::of_home(home),
        cpus: 1.0,
        memory: 64 << 20,
        pids: 16,
        ..Default::default()
    };
    let archive = errand::run(engine, &spec, async |helper| {
        let mut archive = Vec::new();
        match engine.archive(helper, "/etc/passwd").take(CAP).read_to_end(&mut archive).await {
            // An image without the file has no users either.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(Error::io("reading /etc/passwd of the image", error)),
            Ok(_) => Ok(archive),
        }
    });
    let archive = archive.await?;
    let mut passwd = String::new();
    let mut entries = tar::Archive::new(&archive[..]);
    let damaged = |error| Error::new(Kind::Damaged, "the engine's archive of /etc/passwd can't be read").because(error);
    if let Some(entry) = entries.entries().map_err(damaged)?.next() {
        let mut bytes = Vec::new();
        entry.map_err(damaged)?.read_to_end(&mut bytes).map_err(damaged)?;
        passwd = String::from_utf8_lossy(&bytes).into_owned();
    }
    Ok(passwd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_is_found_by_name_then_by_number() {
        let passwd = "root:x:0:0:root:/root:/bin/sh\nsandbox:x:1000:1000::/home/sandbox:/bin/bash\nshort:x:1\n1000:x:7:7::/odd:\n";
        assert_eq!(find(passwd, "sandbox").unwrap(), "/home/sandbox");
        assert_eq!(find(passwd, "0").unwrap(), "/root");
        assert_eq!(find(passwd, "1000").unwrap(), "/odd");
        assert_eq!(find(passwd, "short"), None);
    }
}
