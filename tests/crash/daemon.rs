//! The engine in memory behind the API of a real one: it outlives the processes that are killed, and carries a request
//! out whatever becomes of who sent it.

use crate::wire::{self, labels, selector, shown, spec, volume};
use sandcastle::engine::fake::FakeEngine;
use sandcastle::engine::{Engine, EngineId, ListedImage, Volume};
use sandcastle::error::{Error, Kind};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};

/// The image that it has.
pub const IMAGE: &str = "some/image";

/// An engine in memory that is reached over a socket.
pub struct Daemon {
    pub engine: Arc<FakeEngine>,
    /// The most microseconds that a change takes, half before and half after it is carried out.
    pub slowness: Arc<AtomicU64>,
    _runtime: tokio::runtime::Runtime,
}

impl Daemon {
    /// Serves it on a socket.
    pub fn start(socket: &Path) -> Daemon {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let (engine, slowness) = (Arc::new(FakeEngine::with_image(IMAGE)), Arc::new(AtomicU64::new(0)));
        let listener = runtime.block_on(async { UnixListener::bind(socket).unwrap() });
        let (served, slow) = (Arc::clone(&engine), Arc::clone(&slowness));
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (engine, slowness) = (Arc::clone(&served), Arc::clone(&slow));
                // Whoever asks may go away at any moment.
                tokio::spawn(async move { drop(serve(stream, &engine, &slowness).await) });
            }
        });
        Daemon { engine, slowness, _runtime: runtime }
    }
}

struct Asked {
    method: String,
    path: Vec<String>,
    query: BTreeMap<String, String>,
    body: Value,
}

async fn serve(stream: UnixStream, engine: &Arc<FakeEngine>, slowness: &AtomicU64) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    while let Some(asked) = read(&mut stream).await? {
        let parts: Vec<&str> = asked.path.iter().map(String::as_str).collect();
        if let ("POST", ["exec", id, "start"]) = (asked.method.as_str(), &parts[..]) {
            return bridge(stream, engine, id).await;
        }
        let half = Duration::from_micros(match asked.method.as_str() {
            "GET" => 0,
            _ => slowness.load(Ordering::Relaxed) / 2,
        });
        let engine = Arc::clone(engine);
        // On a task of its own: it is carried out even if nobody waits for the answer any more.
        let carried_out = tokio::spawn(async move {
            tokio::time::sleep(half).await;
            let answer = answer(&engine, &asked).await;
            tokio::time::sleep(half).await;
            answer
        });
        let (status, value) = match carried_out.await.unwrap() {
            Ok(Value::Null) => (204, String::new()),
            Ok(value) => (200, value.to_string()),
            Err(error) => (status(error.kind()), json!({"message": error.message()}).to_string()),
        };
        let head = format!(
            "HTTP/1.1 {status} ok\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            value.len()
        );
        stream.write_all((head + &value).as_bytes()).await?;
    }
    Ok(())
}

fn status(kind: Kind) -> u16 {
    match kind {
        Kind::NotFound => 404,
        Kind::Conflict => 409,
        Kind::Denied => 403,
        _ => 500,
    }
}

async fn read(stream: &mut BufReader<UnixStream>) -> std::io::Result<Option<Asked>> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).await? == 0 {
            return Ok(None);
        }
    }
    let length =
        head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await?;
    let mut words = head.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    Ok(Some(Asked {
        method: method.to_owned(),
        path: path.split('/').filter(|part| !part.is_empty()).map(decoded).collect(),
        query: pairs.map(|(key, value)| (key.to_owned(), decoded(value))).collect(),
        body: serde_json::from_slice(&body).unwrap_or_default(),
    }))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().unwrap_or(b'0'), rest.next().unwrap_or(b'0')];
                u8::from_str_radix(&String::from_utf8_lossy(&digits), 16).unwrap_or(b'?')
            }
            other => other,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn answer(engine: &FakeEngine, asked: &Asked) -> Result<Value, Error> {
    let parts: Vec<&str> = asked.path.iter().map(String::as_str).collect();
    let query = |key: &str| asked.query.get(key).map(String::as_str).unwrap_or_default();
    let id = |text: &str| EngineId::parse(text).ok_or_else(|| Error::new(Kind::NotFound, format!("no such {text}")));
    let none = |()| Value::Null;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match (asked.method.as_str(), &parts[..]) {
        ("GET", ["version"]) => {
            Ok(json!({"Version": "20.10.24", "ApiVersion": "1.41", "Os": "linux", "Arch": "amd64"}))
        }
        ("GET", ["info"]) => Ok(json!({"MemoryLimit": true, "CpuCfsQuota": true, "PidsLimit": true})),
        ("GET", ["images", name @ .., "json"]) if !name.is_empty() => match engine.find_image(&name.join("/")).await? {
            Some(image) => Ok(json!({"Id": image.id, "Config": {"WorkingDir": image.workdir, "Labels": image.labels}})),
            None => Err(Error::new(Kind::NotFound, "no such image")),
        },
        ("GET", ["images", "json"]) => {
            let filters: Value = serde_json::from_str(query("filters")).unwrap_or_default();
            let shown = |image: &ListedImage| {
                json!({
                    "Id": image.id, "RepoTags": image.tags, "Labels": image.labels, "Created": image.created, "Size": 0,
                    "ParentId": "", "RepoDigests": [], "SharedSize": 0, "Containers": 0,
                })
            };
            Ok(engine.images(&selector(&filters)).await?.iter().map(shown).collect())
        }
        ("GET", ["containers", "json"]) => {
            let filters: Value = serde_json::from_str(query("filters")).unwrap_or_default();
            let found = engine.containers(&selector(&filters)).await?;
            // The engine's filter is a pattern; the adapter's is always one whole name.
            let named =
                filters["name"][0].as_str().map(|pattern| pattern.trim_matches(['^', '/', '?', '$']).to_owned());
            let found = found.iter().filter(|container| named.as_ref().is_none_or(|name| container.name == *name));
            Ok(found.map(shown).collect())
        }
        ("POST", ["containers", "create"]) => {
            let made = engine.create(&spec(query("name"), &asked.body)).await?;
            Ok(json!({"Id": made.as_str(), "Warnings": []}))
        }
        ("POST", ["containers", container, verb]) => {
            let container = id(container)?;
            match *verb {
                "start" => engine.start(&container).await.map(none),
                "stop" => engine.stop(&container, Duration::ZERO).await.map(none),
                "pause" => engine.pause(&container).await.map(none),
                "update" => {
                    let (cpus, memory, pids) = wire::limits(&asked.body);
                    engine.update(&container, cpus, memory, pids).await.map(|()| json!({"Warnings": []}))
                }
                "unpause" => engine.unpause(&container).await.map(none),
                "rename" => engine.rename(&container, query("name")).await.map(none),
                "exec" => Ok(json!({"Id": container.as_str()})),
                other => Err(Error::new(Kind::Failed, format!("the fake engine has no {other}"))),
            }
        }
        ("DELETE", ["containers", container]) => engine.remove(&id(container)?).await.map(none),
        ("GET", ["containers", _, "logs"]) => Ok(Value::Null),
        ("POST", ["networks", "create"]) => {
            let body = &asked.body;
            let subnet = text(&body["IPAM"]["Config"][0]["Subnet"]);
            let made = engine.create_network(&text(&body["Name"]), &subnet, false, &labels(&body["Labels"])).await?;
            Ok(json!({"Id": made.id.as_str(), "Warning": ""}))
        }
        ("GET", ["networks"]) => {
            let filters: Value = serde_json::from_str(query("filters")).unwrap_or_default();
            let found = engine.networks(&selector(&filters)).await?.into_iter().map(|network| {
                let ipam = json!({"Config": [{"Subnet": network.subnet}]});
                json!({"Id": network.id.as_str(), "Name": network.name, "Labels": network.labels, "IPAM": ipam})
            });
            Ok(found.collect())
        }
        ("DELETE", ["networks", network]) => engine.remove_network(&id(network)?).await.map(none),
        ("POST", ["volumes", "create"]) => {
            let name = text(&asked.body["Name"]);
            engine.ensure_volume(&name, &labels(&asked.body["Labels"])).await?;
            Ok(volume(&Volume { name, labels: labels(&asked.body["Labels"]), created: 0 }))
        }
        ("GET", ["volumes"]) => {
            let filters: Value = serde_json::from_str(query("filters")).unwrap_or_default();
            let found: Vec<Value> = engine.volumes(&selector(&filters)).await?.iter().map(volume).collect();
            Ok(json!({"Volumes": found, "Warnings": []}))
        }
        ("DELETE", ["volumes", name]) => engine.remove_volume(name).await.map(none),
        (method, path) => Err(Error::new(Kind::Failed, format!("the fake engine has no {method} {path:?}"))),
    }
}

/// An exec of the engine that joins a stream with the guest: bytes there, frames of the engine back.
async fn bridge(mut stream: BufReader<UnixStream>, engine: &FakeEngine, container: &str) -> std::io::Result<()> {
    let guest = match EngineId::parse(container) {
        Some(id) => engine.bridge(&id, &[]).await.map_err(|error| error.message().to_owned()),
        None => Err("no such exec".to_owned()),
    };
    let guest = match guest {
        Ok(guest) => guest,
        Err(why) => {
            let body = json!({"message": why}).to_string();
            let head =
                format!("HTTP/1.1 409 no\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n", body.len());
            return stream.write_all((head + &body).as_bytes()).await;
        }
    };
    let upgraded = "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
    stream.write_all(upgraded.as_bytes()).await?;
    let (mut from_client, mut to_client) = tokio::io::split(stream);
    let (mut from_guest, mut to_guest) = tokio::io::split(guest);
    let there = async {
        tokio::io::copy(&mut from_client, &mut to_guest).await?;
        to_guest.shutdown().await
    };
    let back = async {
        let mut piece = vec![0; 16 * 1024];
        loop {
            let count = from_guest.read(&mut piece).await?;
            if count == 0 {
                return to_client.shutdown().await;
            }
            let length = u32::try_from(count).map_err(std::io::Error::other)?.to_be_bytes();
            to_client.write_all(&[&[1, 0, 0, 0][..], &length, &piece[..count]].concat()).await?;
        }
    };
    // The guest has the last word.
    tokio::select! {
        ended = back => ended,
        Err(error) = there => Err(error),
    }
}
