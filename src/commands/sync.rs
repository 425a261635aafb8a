//! `sync`: folders of sandboxes as versions in object storage.

use super::background::{self, Detach};
use super::{Context, files, remote};
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::registry::journal::OperationKind;
use crate::sandbox::name::Name;
use crate::sandbox::ops::sync::{self, Moved, Pull};
use crate::snapshot::remote::Location;
use crate::snapshot::remote::versions::Versions;
use crate::ui::views::sync::{SCHEMA, SyncView, VERSION_SCHEMA, VersionView};
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::time::Instant;

/// Keep folders of sandboxes as versions in object storage.
///
/// A push writes PREFIX/ACCOUNT/VERSION/files/… into the bucket, and PREFIX/ACCOUNT/VERSION/manifest.json last: a version
/// that is there is whole. Its number is the time in unix seconds, or the next free one; the highest is the latest. Modes,
/// times, links and empty folders survive; what is pulled belongs to the sandbox's user. Every file is checked against the
/// digest in the manifest. Requests are retried for some seconds; files of more than 8 MiB go in parts. Holes in files are
/// filled, and extended attributes are left out.
///
/// Credentials come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, else from the profile that AWS_PROFILE names. Where
/// the server is: s3.endpoint, s3.region, s3.path_style and s3.allow_http of the configuration, or AWS_ENDPOINT_URL and
/// AWS_REGION. The server must know If-None-Match, as S3, MinIO, R2 and SeaweedFS do. Parts of a push that was killed are
/// no version, but they stay until a lifecycle rule of the bucket removes them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    action: Action,
}

/// What to do with versions.
#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Write a folder of a sandbox as a new version, and print its number
    ///
    /// All files are sent each time. A push that fails leaves no version.
    Push {
        /// From where and to where.
        #[command(flatten)]
        ends: Ends,
    },
    /// Fill a folder of a sandbox from a version, and print its number
    ///
    /// The latest version, or the one in URL@VERSION. Nothing is to be seen of it in the sandbox before all of it is there;
    /// what is there already and not in the version stays.
    Pull {
        /// From where and to where.
        #[command(flatten)]
        ends: Ends,
        /// Remove what the version does not hold
        #[arg(long)]
        delete: bool,
    },
    /// List the versions, oldest first
    Ls {
        /// Where they are.
        #[command(flatten)]
        place: Place,
    },
    /// Print the number of the latest version
    Latest {
        /// Where they are.
        #[command(flatten)]
        place: Place,
    },
}

/// A folder of a sandbox, and a place in object storage.
#[derive(Debug, clap::Args)]
struct Ends {
    /// Name, id, or unique beginning of an id
    #[arg(value_name = "SANDBOX")]
    sandbox: String,
    /// The folder in the sandbox; relative ones start at its working directory
    #[arg(value_name = "PATH")]
    path: OsString,
    /// Where versions are.
    #[command(flatten)]
    place: Place,
    /// Whether to stay.
    #[command(flatten)]
    detach: Detach,
}

/// A place in object storage.
#[derive(Debug, clap::Args)]
struct Place {
    /// The place in a bucket: s3://bucket/prefix
    #[arg(value_name = "URL")]
    url: Location,
    /// Whose versions [default: the setting `account`]
    #[arg(long, value_name = "NAME")]
    account: Option<Name>,
}

impl Place {
    fn versions(&self, context: &Context) -> Result<Versions> {
        remote::versions(context, &self.url, self.account.as_ref())
    }
}

/// Does it.
///
/// # Errors
/// `not_found`, `denied`, `damaged`, `wrong_state` for a version of a newer form, `store_unreachable`.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    match args.action {
        Action::Push { ends } => push(context, ends).await,
        Action::Pull { ends, delete } => pull(context, ends, delete).await,
        Action::Ls { place } => {
            let versions = location_alone(place)?.versions(context)?;
            let all = context.deps.signals.guard(versions.all()).await?;
            let views: Vec<VersionView> = all.iter().map(VersionView::of).collect();
            let now = crate::clock::now();
            let name = |view: &VersionView| view.version.to_string();
            context.ui.list(VERSION_SCHEMA, &views, name, &VersionView::HEADERS, |view| view.row(now))?;
            Ok(Exit::DONE)
        }
        Action::Latest { place } => {
            let versions = location_alone(place)?.versions(context)?;
            let latest = VersionView::of(&context.deps.signals.guard(versions.latest()).await?);
            if context.ui.is_json() {
                context.ui.versioned(VERSION_SCHEMA, &latest)?;
            } else {
                context.ui.line(&latest.version.to_string())?;
            }
            Ok(Exit::DONE)
        }
    }
}

fn location_alone(place: Place) -> Result<Place> {
    Ok(Place { url: place.url.without_version()?, ..place })
}

async fn push(context: &Context, ends: Ends) -> Result<Exit> {
    files::not_empty(&ends.path)?;
    let place = location_alone(ends.place)?;
    let record = context.record(&ends.sandbox)?;
    let versions = place.versions(context)?;
    if ends.detach.is_wanted(context) {
        return background::hand_over(context, OperationKind::Sync, &record).await;
    }
    let begun = Instant::now();
    context.deps.step(format!("pushing {} of {}", ends.path.display(), record.name));
    let moved = sync::push(&context.deps, &record, ends.path.into_vec(), &versions).await?;
    context.deps.step_done();
    show(context, "push", &versions, &moved, begun)
}

async fn pull(context: &Context, ends: Ends, delete: bool) -> Result<Exit> {
    files::not_empty(&ends.path)?;
    let record = context.record(&ends.sandbox)?;
    let versions = ends.place.versions(context)?;
    if ends.detach.is_wanted(context) {
        return background::hand_over(context, OperationKind::Sync, &record).await;
    }
    let begun = Instant::now();
    context.deps.step(format!("pulling into {} of {}", ends.path.display(), record.name));
    let path = ends.path.into_vec();
    let wanted = Pull { path, version: ends.place.url.version, delete, read_only: false };
    let moved = sync::pull(&context.deps, &record, wanted, &versions).await?;
    context.deps.step_done();
    show(context, "pull", &versions, &moved, begun)
}

fn show(context: &Context, action: &'static str, versions: &Versions, moved: &Moved, begun: Instant) -> Result<Exit> {
    warn_of_left_out(context, moved);
    if context.ui.is_json() {
        let url = format!("{}@{}", versions.remote().location(), moved.version);
        context.ui.versioned(SCHEMA, &SyncView::of(action, url, versions.account(), moved, begun.elapsed()))?;
    } else {
        context.ui.line(&moved.version.to_string())?;
    }
    Ok(Exit::DONE)
}

/// Names what a version can't hold.
pub(super) fn warn_of_left_out(context: &Context, moved: &Moved) {
    if moved.left_out_count > 0 {
        let names: Vec<String> = moved.left_out.iter().take(5).map(|name| crate::archive::shown(name)).collect();
        context.ui.warning(&format!(
            "left out {} that no version can hold: {}",
            if moved.left_out_count == 1 { "a thing".to_owned() } else { format!("{} things", moved.left_out_count) },
            names.join(", ")
        ));
    }
}

/// What `init --sync-from` names: a version, the path that it fills, and whether nobody may write there.
#[derive(Debug, Clone)]
pub struct SyncFrom {
    /// Where it comes from.
    pub(super) from: Location,
    /// The path in the new sandbox.
    pub(super) path: String,
    /// Everything belongs to root, and nobody may write it.
    pub(super) read_only: bool,
}

impl std::str::FromStr for SyncFrom {
    type Err = Error;

    fn from_str(text: &str) -> Result<SyncFrom> {
        let refuse = || {
            Error::usage(format!("`{}` names no version and path", text.escape_debug()))
                .hint("write it as s3://bucket/prefix[@VERSION]:/path[:ro]")
        };
        let (rest, read_only) = text.strip_suffix(":ro").map_or((text, false), |rest| (rest, true));
        let scheme = "s3://".len();
        let at = rest.get(scheme..).and_then(|rest| rest.find(":/")).ok_or_else(refuse)? + scheme;
        let path = rest[at + 1..].to_owned();
        if path.bytes().any(|byte| byte == 0) {
            return Err(refuse());
        }
        Ok(SyncFrom { from: rest[..at].parse()?, path, read_only })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_with_a_path_is_read_whatever_stands_in_them() {
        let read: SyncFrom = "s3://bucket/a@7:/code/x:y".parse().unwrap();
        assert_eq!(
            (read.from.to_string().as_str(), read.path.as_str(), read.read_only),
            ("s3://bucket/a@7", "/code/x:y", false)
        );
        let read: SyncFrom = "s3://bucket:/data:ro".parse().unwrap();
        assert_eq!(
            (read.from.to_string().as_str(), read.path.as_str(), read.read_only),
            ("s3://bucket", "/data", true)
        );
        for text in ["", "s3://bucket/a", "s3://bucket/a:code", "bucket/a:/code", "s3://bucket/../a:/code", "é"] {
            assert!(text.parse::<SyncFrom>().is_err(), "{text}");
        }
    }
}
