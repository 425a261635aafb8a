//! Images: found, pulled, built, imported.

use super::errors::one_line;
use super::networks::odd_answer;
use super::{Build, DockerEngine, Image, ListedImage, Source, hash, tree};
use crate::error::{Error, Kind, Result};
use crate::sandbox::report::{Event, Reporter};
use bollard::models::{CreateImageInfo, ProgressDetail};
use bollard::query_parameters::{
    BuildImageOptionsBuilder, CreateImageOptionsBuilder, ImportImageOptionsBuilder, ListImagesOptionsBuilder,
    RemoveImageOptionsBuilder,
};
use futures_util::{StreamExt, stream};
use std::collections::HashMap;
use std::io::{Error as IoError, ErrorKind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::AsyncRead;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::io::StreamReader;

/// A stream of which nothing moves for so long has ended.
const STALL: Duration = Duration::from_secs(60);
/// Before the first byte of an image, and after the last one, the engine has all its layers to go through.
const WORK: Duration = Duration::from_secs(600);

pub(super) async fn find(engine: &DockerEngine, name: &str) -> Result<Option<Image>> {
    let answer = engine.call(&format!("looking for image {name}"), engine.docker.inspect_image(name)).await;
    let found = match answer {
        Err(error) if error.kind() == Kind::NotFound => return Ok(None),
        other => other?,
    };
    let config = found.config.unwrap_or_default();
    Ok(Some(Image {
        id: found.id.ok_or_else(|| odd_answer("an image without an id"))?,
        user: config.user.unwrap_or_default(),
        workdir: config.working_dir.unwrap_or_default(),
        arch: found.architecture.unwrap_or_default(),
        labels: tree(config.labels),
        volumes: config.volumes.unwrap_or_default(),
    }))
}

pub(super) async fn list(engine: &DockerEngine, filters: HashMap<String, Vec<String>>) -> Result<Vec<ListedImage>> {
    let options = ListImagesOptionsBuilder::default().filters(&filters).shared_size(true).build();
    let found = engine.call("listing images", engine.docker.list_images(Some(options))).await?;
    let listed = found.into_iter().map(|image| ListedImage {
        id: image.id,
        // An image without a name is listed under one that no image can have.
        tags: image.repo_tags.into_iter().filter(|tag| tag != "<none>:<none>").collect(),
        labels: tree(Some(image.labels)),
        created: image.created,
        bytes: u64::try_from(image.size).unwrap_or_default(),
        // Engines before API 1.42 do not tell, and say -1.
        shared: u64::try_from(image.shared_size).ok(),
    });
    Ok(listed.collect())
}

pub(super) async fn pull(engine: &DockerEngine, name: &str, reporter: &dyn Reporter) -> Result<Image> {
    let tagged = if name.contains('@') || name.rsplit('/').next().is_some_and(|last| last.contains(':')) {
        name.to_owned()
    } else {
        // Without a tag the engine would pull every one there is.
        format!("{name}:latest")
    };
    let options = CreateImageOptionsBuilder::default().from_image(&tagged).build();
    let what = format!("pulling image {name}");
    let mut lines = engine.docker.create_image(Some(options), None, None);
    let mut layers: HashMap<String, (i64, i64)> = HashMap::new();
    while let Some(line) = lines.next().await {
        let line = line.map_err(|cause| {
            let error = engine.explain(&what, cause);
            let hint = "check the name, or that the image registry can be reached from the engine";
            if error.kind() == Kind::EngineUnreachable { error } else { error.hint(hint) }
        })?;
        report_layer(&line, &mut layers, reporter);
    }
    find(engine, name)
        .await?
        .ok_or_else(|| Error::new(Kind::NotFound, format!("{what}: the engine does not have it after the pull")))
}

fn report_layer(line: &CreateImageInfo, layers: &mut HashMap<String, (i64, i64)>, reporter: &dyn Reporter) {
    if let (Some(layer), Some(ProgressDetail { current: Some(current), total: Some(total), .. })) =
        (&line.id, &line.progress_detail)
        && line.status.as_deref() == Some("Downloading")
    {
        layers.insert(layer.clone(), (*current, *total));
    }
    let sum = |part: fn(&(i64, i64)) -> i64| u64::try_from(layers.values().map(part).sum::<i64>()).unwrap_or_default();
    if layers.is_empty() {
        let detail = one_line(line.status.as_deref().unwrap_or_default());
        reporter.report(Event::StepDetail { detail, of: None });
    } else {
        reporter.report(Event::Moved { bytes: sum(|layer| layer.0), entries: 0, total: Some(sum(|layer| layer.1)) });
    }
}

pub(super) async fn build(
    engine: &DockerEngine,
    build: Build,
    context: Source,
    reporter: &dyn Reporter,
) -> Result<Image> {
    let options = BuildImageOptionsBuilder::default()
        .dockerfile(&build.dockerfile)
        .t(&build.tag)
        .buildargs(&hash(&build.args))
        .labels(&hash(&build.labels))
        .rm(true)
        .forcerm(true)
        .nocache(build.fresh)
        .build();
    let what = format!("building image {}", build.tag);
    let mut lines = engine.docker.build_image(options, None, Some(bollard::body_try_stream(pieces(context))));
    let mut step = None;
    let mut tail = Tail::default();
    while let Some(line) = lines.next().await {
        // The client makes an error of what the engine tells of a step that failed.
        let line = line.map_err(|cause| match (engine.explain(&what, cause), tail.text()) {
            (error, said) if error.kind() != Kind::Failed || said.is_empty() => error,
            (error, said) => error.hint(format!("its last lines: {said}")),
        })?;
        // The engine colours what a step says on stderr, whoever reads it.
        let stream = line.stream.unwrap_or_default().replace("\u{1b}[91m", "").replace("\u{1b}[0m", "");
        for text in stream.lines().map(str::trim).filter(|text| !text.is_empty()) {
            step = parse_step(text).or(step);
            tail.push(text);
            reporter.report(Event::StepDetail { detail: one_line(text), of: step });
        }
    }
    find(engine, &build.tag).await?.ok_or_else(|| odd_answer("no image after the build"))
}

/// `Step 3/9 : RUN …` of the classic builder.
fn parse_step(line: &str) -> Option<(u64, u64)> {
    let (step, steps) = line.strip_prefix("Step ")?.split_whitespace().next()?.split_once('/')?;
    Some((step.parse().ok()?, steps.parse().ok()?))
}

/// The last lines of a build, for the message about its failure.
#[derive(Default)]
struct Tail(std::collections::VecDeque<String>);

impl Tail {
    fn push(&mut self, line: &str) {
        if self.0.len() == 5 {
            self.0.pop_front();
        }
        self.0.push_back(one_line(line));
    }

    fn text(&self) -> String {
        self.0.iter().map(String::as_str).collect::<Vec<_>>().join(" | ")
    }
}

/// The bytes of a source, read on a thread of their own.
pub(super) fn pieces(mut source: Source) -> ReceiverStream<std::io::Result<bytes::Bytes>> {
    let (sender, receiver) = tokio::sync::mpsc::channel(8);
    tokio::task::spawn_blocking(move || {
        let mut buffer = vec![0u8; 256 * 1024];
        loop {
            let piece = match source.read(&mut buffer) {
                Ok(0) => return,
                Ok(length) => Ok(bytes::Bytes::copy_from_slice(&buffer[..length])),
                Err(error) => Err(error),
            };
            let failed = piece.is_err();
            if sender.blocking_send(piece).is_err() || failed {
                return;
            }
        }
    });
    ReceiverStream::new(receiver)
}

pub(super) async fn import(engine: &DockerEngine, root: Source, tag: &str) -> Result<Image> {
    let (repository, version) = tag.rsplit_once(':').unwrap_or((tag, "latest"));
    let options = CreateImageOptionsBuilder::default().from_src("-").repo(repository).tag(version).build();
    let body = bollard::body_try_stream(pieces(root));
    let what = format!("importing image {tag}");
    let mut lines = engine.docker.create_image(Some(options), Some(body), None);
    while let Some(line) = lines.next().await {
        line.map_err(|cause| engine.explain(&what, cause))?;
    }
    find(engine, tag).await?.ok_or_else(|| odd_answer("no image after the import"))
}

pub(super) fn save<'e>(engine: &'e DockerEngine, id: &str) -> Box<dyn AsyncRead + Send + Unpin + 'e> {
    let pieces = Box::pin(engine.docker.export_image(id));
    let patient = stream::unfold((pieces, WORK), async |(mut pieces, patience)| {
        let piece = match timeout(patience, pieces.next()).await {
            Err(_) => Err(IoError::new(ErrorKind::TimedOut, "the engine sends no more of the image")),
            Ok(None) => return None,
            Ok(Some(piece)) => piece.map_err(IoError::other),
        };
        Some((piece, (pieces, STALL)))
    });
    Box::new(StreamReader::new(Box::pin(patient)))
}

pub(super) async fn load(engine: &DockerEngine, images: Source) -> Result<()> {
    let deadline = Arc::new(Mutex::new(Instant::now() + STALL));
    let moved = {
        let deadline = Arc::clone(&deadline);
        move |patience| *deadline.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now() + patience
    };
    let handed_over = moved.clone();
    let sent = pieces(images).inspect(move |_| moved(STALL));
    let end = stream::once(async move { handed_over(WORK) }).filter_map(async |()| None);
    let what = "handing an image to the engine";
    let options = ImportImageOptionsBuilder::default().build();
    let mut lines = engine.docker.import_image(options, bollard::body_try_stream(sent.chain(end)), None);
    loop {
        let until = *deadline.lock().unwrap_or_else(PoisonError::into_inner);
        match timeout_at(until, lines.next()).await {
            Ok(None) => return Ok(()),
            Ok(Some(line)) => drop(line.map_err(|cause| engine.explain(what, cause))?),
            Err(_) if *deadline.lock().unwrap_or_else(PoisonError::into_inner) <= Instant::now() => {
                return Err(Error::new(Kind::TimedOut, format!("{what}: it takes no more of it")));
            }
            Err(_) => {}
        }
    }
}

pub(super) async fn remove(engine: &DockerEngine, name: &str) -> Result<()> {
    let options = RemoveImageOptionsBuilder::default().build();
    let removal =
        engine.call(&format!("removing image {name}"), engine.docker.remove_image(name, Some(options), None)).await;
    super::networks::gone_is_done(removal.map(drop))
}
