//! `init`: a new sandbox.

use super::Context;
use crate::error::{Error, Kind, Result};
use crate::exit::Exit;
use crate::sandbox::duration::Span;
use crate::sandbox::labels;
use crate::sandbox::name::Name;
use crate::sandbox::ops::create::{self, IfExists, Request};
use crate::sandbox::ops::image::Choice;
use crate::sandbox::ops::wait::{self, Condition};
use crate::sandbox::ops::{kill, observe};
use crate::sandbox::port::Port;
use crate::sandbox::spec::{self, Network};
use crate::settings::Environment;
use crate::ui::views::sandbox::{SCHEMA, SandboxView};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Make a sandbox and print its id.
///
/// It has 2 GiB of memory without swap, 2 CPUs, 512 processes, eight capabilities, an address of its own and no way to
/// other sandboxes, unless the options or the configuration say otherwise. It runs until it is stopped or killed.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A name for it: lower-case letters, digits and hyphens [default: made up]
    #[arg(long)]
    name: Option<Name>,
    /// The image, by the engine's name for it [default: the built-in one]
    #[arg(long, value_parser = spec::image)]
    image: Option<String>,
    /// Processors
    #[arg(long, value_name = "NUMBER", value_parser = spec::cpus)]
    cpus: Option<f64>,
    /// Memory, such as 512m or 2GiB; there is no swap beyond it
    #[arg(long, value_name = "SIZE", value_parser = spec::memory)]
    memory: Option<crate::sandbox::size::ByteSize>,
    /// The most processes and threads
    #[arg(long, value_name = "NUMBER", value_parser = spec::pids, allow_negative_numbers = true)]
    pids: Option<i64>,
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
    /// The network: isolated (the internet, but no other sandbox) or none
    #[arg(long, value_name = "KIND")]
    network: Option<Network>,
    /// After this long gc may remove it
    #[arg(long, value_name = "DURATION")]
    ttl: Option<Span>,
    /// What to do when the name is taken
    #[arg(long, value_name = "WHAT", default_value = "fail", requires = "name")]
    if_exists: IfExistsArg,
    /// Wait until it is running, ready, port:N or http:STATUS[@/path]
    #[arg(long, value_name = "CONDITION")]
    wait: Option<Condition>,
    /// How long --wait may take
    #[arg(long, value_name = "DURATION", default_value = "60s", requires = "wait")]
    timeout: Span,
}

/// What to do when the name is taken.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum IfExistsArg {
    /// End with exit 5
    Fail,
    /// Print the id of the one that is there, started if it was stopped
    Reuse,
    /// Kill the one that is there first
    Replace,
}

/// Makes it.
///
/// # Errors
/// `usage`, `conflict`, `engine_unreachable`, `not_found` for the image; nothing is left then.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit> {
    let request = request(&args, context)?;
    super::setup::make_ready(context, request.image == Choice::Builtin).await?;
    let created = create::run(&context.deps, &request).await?;
    let record = created.record;
    if let Some(condition) = &args.wait
        && let Err(error) = wait::run(&context.deps, &record.id, condition, args.timeout.duration()).await
    {
        // Whoever did not get an id could not kill it.
        let error = error.context(format!("waiting for {}", record.name));
        if created.reused {
            return Err(error);
        }
        kill::run(&context.deps, &record.id, None).await?;
        return Err(error.hint("the new sandbox was removed again"));
    }
    if context.ui.is_json() {
        let sandbox = observe::one(&context.deps, &record.id).await?;
        context.ui.versioned(SCHEMA, &SandboxView::of(&sandbox))?;
    } else {
        let told = context.ui.line(record.id.as_str());
        told.map_err(|error| error.hint(format!("the sandbox runs all the same: {}", record.id)))?;
    }
    Ok(Exit::DONE)
}

fn request(args: &Args, context: &Context) -> Result<Request> {
    let settings = &context.settings;
    let own = |given: &Option<String>, default: Option<&str>| {
        given.clone().or(default.map(str::to_owned)).unwrap_or_default()
    };
    let image = args.image.clone().or(settings.image().map(str::to_owned));
    Ok(Request {
        name: args.name.clone(),
        if_exists: match args.if_exists {
            IfExistsArg::Fail => IfExists::Fail,
            IfExistsArg::Reuse => IfExists::Reuse,
            IfExistsArg::Replace => IfExists::Replace,
        },
        image: image.map_or(Choice::Builtin, Choice::Named),
        cpus: args.cpus.unwrap_or(settings.cpus()),
        memory: args.memory.unwrap_or(settings.memory()),
        pids: args.pids.unwrap_or(settings.pids().into()),
        network: args.network.unwrap_or(settings.network()),
        user: own(&args.user, settings.user()),
        workdir: own(&args.workdir, settings.workdir()),
        ports: distinct(&args.port),
        published_on: settings.route_address(),
        env: environment(args, context)?,
        labels: args.label.iter().map(|label| labels::parse(label)).collect::<Result<_>>()?,
        ttl: args.ttl.or(settings.ttl()).map(Span::duration),
    })
}

fn distinct(ports: &[Port]) -> Vec<Port> {
    let mut distinct = Vec::new();
    for port in ports {
        if !distinct.contains(port) {
            distinct.push(*port);
        }
    }
    distinct
}

fn environment(args: &Args, context: &Context) -> Result<BTreeMap<String, String>> {
    let mut env = BTreeMap::new();
    for file in &args.env_file {
        env.extend(env_file(file)?);
    }
    for entry in &args.env {
        if let Some((key, value)) = env_entry(entry, &context.environment)? {
            let value = String::from_utf8(value)
                .map_err(|_| Error::usage(format!("the value of {key} is not text; pass it to exec instead")))?;
            env.insert(key, value);
        }
    }
    Ok(env)
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
