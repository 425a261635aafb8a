//! What can be said of a sandbox when it is made, by whatever verb: limits, environment, network, labels.

use super::Context;
use super::hardening_options::HardeningOptions;
use super::limit_options::{LimitOptions, ReachOptions};
use super::storage_options::{self, StorageOptions};
use crate::error::{Error, Kind, Result};
use crate::sandbox::duration::Span;
use crate::sandbox::labels;
use crate::sandbox::ops::create::Request;
use crate::sandbox::ops::image::Choice;
use crate::sandbox::port::Port;
use crate::sandbox::spec;
use crate::settings::Environment;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Options of the verbs that make sandboxes.
#[derive(Debug, Clone, clap::Args)]
pub struct SandboxOptions {
    /// How much it may use.
    #[command(flatten)]
    limits: LimitOptions,
    /// A variable of its default environment: KEY=VALUE, or KEY with the caller's value
    #[arg(short, long, value_name = "KEY[=VALUE]")]
    env: Vec<OsString>,
    /// Read variables from a file of KEY=VALUE lines
    #[arg(long, value_name = "FILE")]
    env_file: Vec<PathBuf>,
    /// A label
    #[arg(short, long, value_name = "KEY=VALUE")]
    label: Vec<String>,
    /// The default working directory [default: the image's]
    #[arg(short, long, value_name = "PATH", value_parser = spec::workdir)]
    workdir: Option<String>,
    /// The default user [default: the image's]
    #[arg(short, long, value_parser = spec::user)]
    user: Option<String>,
    /// A port that something in it will listen on; the first one is the default of get-host
    #[arg(short, long, value_name = "PORT")]
    port: Vec<Port>,
    /// What it may reach.
    #[command(flatten)]
    reach: ReachOptions,
    /// After this long gc may remove it
    #[arg(long, value_name = "DURATION")]
    ttl: Option<Span>,
    /// After this long without work, 60s to 1d, gc stops it, its files kept
    #[arg(long, value_name = "DURATION", value_parser = spec::idle)]
    idle: Option<Span>,
    /// Temporary: it is gone, files and all, once it is stopped
    #[arg(long = "rm")]
    temporary: bool,
    /// What is mounted into it.
    #[command(flatten)]
    storage: StorageOptions,
    /// How it is confined.
    #[command(flatten)]
    hardening: HardeningOptions,
}

/// What the settings say of a new sandbox of this image; none is theirs too.
pub(super) fn from_settings(context: &Context, image: Option<String>) -> Request {
    let settings = &context.settings;
    let own = |default: Option<&str>| default.map(str::to_owned).unwrap_or_default();
    let image = image.or(settings.image().map(str::to_owned));
    Request {
        cpus: settings.cpus(),
        memory: settings.memory(),
        pids: settings.pids().into(),
        network: settings.network(),
        egress: settings.egress(),
        user: own(settings.user()),
        workdir: own(settings.workdir()),
        published_on: settings.route_address(),
        storage: storage_options::of_account(settings.account()),
        hardening: settings.hardening(),
        ttl: settings.ttl().map(Span::duration),
        idle: settings.idle(),
        ..Request::plain(image.map_or(Choice::Builtin, Choice::Named))
    }
}

impl SandboxOptions {
    /// What is asked for: `base`, with what was said over it.
    ///
    /// # Errors
    /// `usage` for a variable or a label that is none.
    pub fn over(&self, base: Request, context: &Context) -> Result<Request> {
        let mut request = base;
        self.limits.set(&mut request);
        self.reach.set(&mut request)?;
        request.user = self.user.clone().unwrap_or(request.user);
        request.workdir = self.workdir.clone().unwrap_or(request.workdir);
        request.ttl = self.ttl.map(Span::duration).or(request.ttl);
        request.idle = self.idle.or(request.idle);
        request.temporary |= self.temporary;
        request.storage = self.storage.over(request.storage);
        request.hardening = self.hardening.over(request.hardening);
        request.hardening.fits(request.memory)?;
        if !self.port.is_empty() {
            request.ports = distinct(&self.port);
        }
        request.env.extend(environment(&self.env, &self.env_file, context)?);
        for label in &self.label {
            let (key, value) = labels::parse(label)?;
            request.labels.insert(key, value);
        }
        Ok(request)
    }
}

/// A default environment as it was typed: the files first, then the entries.
pub(super) fn environment(
    entries: &[OsString],
    files: &[PathBuf],
    context: &Context,
) -> Result<BTreeMap<String, String>> {
    let mut env = BTreeMap::new();
    for file in files {
        env.extend(env_file(file)?);
    }
    for entry in entries {
        if let Some((key, value)) = env_entry(entry, &context.environment)? {
            let value = String::from_utf8(value)
                .map_err(|_| Error::usage(format!("the value of {key} is not text; pass it to exec instead")))?;
            env.insert(key, value);
        }
    }
    Ok(env)
}

/// Ports, each once, in their order.
pub(super) fn distinct(ports: &[Port]) -> Vec<Port> {
    let mut distinct = Vec::new();
    for port in ports {
        if !distinct.contains(port) {
            distinct.push(*port);
        }
    }
    distinct
}

/// A variable as it was typed: with a value, or with the caller's. None when the caller has none, as in docker.
pub(super) fn env_entry(entry: &OsStr, environment: &Environment) -> Result<Option<(String, Vec<u8>)>> {
    let bytes = entry.as_bytes();
    let (key, value) = match bytes.iter().position(|byte| *byte == b'=') {
        Some(at) => (&bytes[..at], Some(bytes[at + 1..].to_vec())),
        None => (bytes, None),
    };
    let key = env_key(key)?;
    let value = value.or_else(|| environment.lookup(&key).map(|value| value.as_bytes().to_vec()));
    Ok(value.map(|value| (key, value)))
}

fn env_key(key: &[u8]) -> Result<String> {
    let plain = !key.is_empty() && key.iter().all(|byte| byte.is_ascii_graphic());
    let text = String::from_utf8_lossy(key).into_owned();
    if plain {
        Ok(text)
    } else {
        Err(Error::usage(format!("{text:?} is not the name of a variable")).hint("write -e KEY=VALUE or -e KEY"))
    }
}

/// The variables of a file: `KEY=VALUE` lines; empty ones and those that begin with `#` do not count.
pub(super) fn env_file(path: &Path) -> Result<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidData => Error::usage(format!("{} is not text", path.display())),
        _ => Error::io(format!("reading {}", path.display()), error),
    })?;
    let mut env = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_start();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = format!("{}:{}", path.display(), number + 1);
        let (key, value) =
            line.split_once('=').ok_or_else(|| Error::new(Kind::Usage, format!("{place}: {line:?} has no =")))?;
        let key = env_key(key.as_bytes()).map_err(|error| Error::usage(format!("{place}: {}", error.message())))?;
        env.insert(key, value.to_owned());
    }
    Ok(env)
}
