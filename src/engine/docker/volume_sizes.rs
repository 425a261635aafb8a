//! How much lies in volumes. Engines tell it in two forms, and older ones to one caller at a time.

use super::DockerEngine;
use super::usage::WALK;
use crate::error::{Error, Kind, Result};
use bollard::models::Volume;
use bollard::query_parameters::{DataUsageOptionsBuilder, ListVolumesOptions};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::sleep;

const MEASURING: &str = "measuring volumes";
/// Engines before 23 refuse a second caller while they walk for the first one, and don't say that it is this.
const PAUSE: Duration = Duration::from_millis(250);
const TRIES: u32 = 40;

pub(super) async fn volume_sizes(engine: &DockerEngine) -> Result<BTreeMap<String, u64>> {
    for _ in 1..TRIES {
        match ask(engine).await {
            Err(error) if error.kind() == Kind::Failed => sleep(PAUSE).await,
            other => return other,
        }
    }
    ask(engine).await
}

async fn ask(engine: &DockerEngine) -> Result<BTreeMap<String, u64>> {
    let volumes = match before_1_52(engine).await? {
        Some(volumes) => volumes,
        None => since_1_52(engine).await?,
    };
    // What the engine does not know is -1.
    let size = |volume: Volume| Some((volume.name, volume.usage_data?.size.try_into().ok()?));
    Ok(volumes.into_iter().filter_map(size).collect())
}

/// The library knows the newest form alone. The older one holds a list as that of volumes is.
async fn before_1_52(engine: &DockerEngine) -> Result<Option<Vec<Volume>>> {
    let docker = engine.docker.clone().with_request_modifier(|mut request| {
        let uri = request.uri().to_string().replacen("/volumes", "/system/df?type=volume", 1);
        if let Ok(uri) = uri.trim_end_matches('?').parse() {
            *request.uri_mut() = uri;
        }
        request
    });
    let listing = docker.list_volumes(None::<ListVolumesOptions>);
    Ok(engine.call_within(WALK, MEASURING, listing).await?.volumes)
}

async fn since_1_52(engine: &DockerEngine) -> Result<Vec<Volume>> {
    let options = DataUsageOptionsBuilder::default()._type(vec!["volume".to_owned()]).verbose(true).build();
    let told = engine.call_within(WALK, MEASURING, engine.docker.df(Some(options))).await?;
    let items = told.volume_usage.and_then(|usage| usage.items).unwrap_or_default();
    let read = |item| serde_json::from_value(item).map_err(|cause| Error::new(Kind::Failed, MEASURING).because(cause));
    items.into_iter().map(read).collect()
}
