//! Waits until a sandbox is as somebody needs it.

use super::{Deps, observe, reach, route};
use crate::error::{Error, Kind, Result};
use crate::guest::protocol::{Reply, Request};
use crate::registry::record::SandboxRecord;
use crate::sandbox::id::Id;
use crate::sandbox::port::Port;
use crate::sandbox::status::State;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// What is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Its container runs.
    Running,
    /// Its guest answers.
    Ready,
    /// Something listens on this port.
    Port(Port),
    /// Its default port answers a GET of this path with this status.
    Http {
        /// The status.
        status: u16,
        /// The path, with its slash.
        path: String,
    },
    /// Nothing of it runs.
    Stopped,
}

impl std::fmt::Display for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Condition::Running => f.write_str("running"),
            Condition::Ready => f.write_str("ready"),
            Condition::Stopped => f.write_str("stopped"),
            Condition::Port(port) => write!(f, "port:{port}"),
            Condition::Http { status, path } => write!(f, "http:{status}@{path}"),
        }
    }
}

impl std::str::FromStr for Condition {
    type Err = Error;

    fn from_str(text: &str) -> Result<Condition> {
        let bad = || {
            Error::usage(format!("{text:?} is nothing to wait for"))
                .hint("give running, ready, stopped, port:N or http:STATUS[@/path]")
        };
        match text.split_once(':') {
            None => match text {
                "running" => Ok(Condition::Running),
                "ready" => Ok(Condition::Ready),
                "stopped" => Ok(Condition::Stopped),
                _ => Err(bad()),
            },
            Some(("port", port)) => port.parse().map(Condition::Port),
            Some(("http", rest)) => {
                let (status, path) = rest.split_once('@').unwrap_or((rest, "/"));
                let status = status.parse().ok().filter(|status| (100..600).contains(status)).ok_or_else(bad)?;
                let plain = path.starts_with('/') && path.bytes().all(|byte| byte.is_ascii_graphic());
                if plain { Ok(Condition::Http { status, path: path.to_owned() }) } else { Err(bad()) }
            }
            Some(_) => Err(bad()),
        }
    }
}

/// Waits for a condition, up to `timeout`.
///
/// # Errors
/// `timed_out`; `wrong_state` when it can't come true any more.
pub async fn run(deps: &Deps, id: &Id, condition: &Condition, timeout: Duration) -> Result<()> {
    let mut pause = Duration::from_millis(10);
    let waiting = async {
        while !holds(deps, id, condition).await? {
            tokio::time::sleep(pause).await;
            pause = (pause * 3 / 2).min(Duration::from_millis(250));
        }
        Ok(())
    };
    let in_vain = |_| {
        let within = humantime::format_duration(timeout);
        Err(Error::new(Kind::TimedOut, format!("{condition} did not come true within {within}"))
            .hint("wait longer with --timeout"))
    };
    deps.signals.guard(async { tokio::time::timeout(timeout, waiting).await.unwrap_or_else(in_vain) }).await
}

async fn holds(deps: &Deps, id: &Id, condition: &Condition) -> Result<bool> {
    let record = observe::record(deps, id)?;
    match condition {
        Condition::Running => Ok(observe::one(deps, id).await?.state == State::Running),
        Condition::Stopped => Ok(observe::one(deps, id).await?.state == State::Stopped),
        Condition::Ready => Ok(matches!(reach::call(deps, &record, &Request::Health).await, Ok(Reply::Health { .. }))),
        Condition::Port(port) => {
            let answer = reach::call(deps, &record, &Request::Listening { port: port.number() }).await?;
            Ok(matches!(answer, Reply::Listening(true)))
        }
        Condition::Http { status, path } => http_status(deps, &record, path).await.map(|got| got == Some(*status)),
    }
}

/// The status of a GET on the default port; none when nothing sensible answers.
async fn http_status(deps: &Deps, record: &SandboxRecord, path: &str) -> Result<Option<u16>> {
    let target = route::target(deps, record, record.spec.default_port()).await?.backend;
    let ask = async {
        let mut stream = tokio::net::TcpStream::connect(target).await.ok()?;
        let request = format!("GET {path} HTTP/1.0\r\nHost: {target}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut head = [0u8; 12];
        stream.read_exact(&mut head).await.ok()?;
        // `HTTP/1.x NNN`
        std::str::from_utf8(&head[9..12]).ok().filter(|_| head.starts_with(b"HTTP/"))?.parse().ok()
    };
    Ok(tokio::time::timeout(Duration::from_secs(5), ask).await.ok().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_and_nonsense_is_usage() {
        assert_eq!(
            "http:200@/health".parse::<Condition>().unwrap(),
            Condition::Http { status: 200, path: "/health".into() }
        );
        assert_eq!("http:404".parse::<Condition>().unwrap(), Condition::Http { status: 404, path: "/".into() });
        for text in
            ["", "up", "port:0", "port:x", "http:", "http:99", "http:200@x", "http:200@/a b", "http:200@/a\r\nX: y"]
        {
            assert_eq!(text.parse::<Condition>().unwrap_err().kind(), Kind::Usage, "{text:?}");
        }
    }
}
