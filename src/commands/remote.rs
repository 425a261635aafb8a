//! The way of commands to an object store: what settings, environment and profile say of it, put together.

use super::Context;
use crate::error::Result;
use crate::sandbox::name::Name;
use crate::settings::aws;
use crate::snapshot::remote::versions::Versions;
use crate::snapshot::remote::{self, Access, Location, Remote};

/// Opens a place in an object store. Nothing is sent yet.
pub(super) fn open(context: &Context, location: &Location) -> Result<Remote> {
    let (settings, environment) = (&context.settings, &context.environment);
    let found = aws::access(settings, environment)?;
    let access = Access {
        endpoint: found.endpoint,
        region: found.region,
        path_style: found.path_style,
        allow_http: settings.s3_allow_http(),
        key_id: found.key.id,
        secret: found.key.secret,
        token: found.key.token,
        http_proxy: environment.http_proxy(),
        https_proxy: environment.https_proxy(),
        no_proxy: environment.no_proxy(),
    };
    remote::connect(&access, location)
}

/// The versions of an account at a place: the one that was named, else that of the settings.
pub(super) fn versions(context: &Context, location: &Location, account: Option<&Name>) -> Result<Versions> {
    let account = account.map_or(context.settings.account(), Name::as_str);
    Ok(Versions::of(open(context, location)?, account))
}
