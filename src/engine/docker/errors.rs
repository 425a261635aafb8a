//! The engine's errors in our terms: by status code and by what was asked, never by the text, which differs between engines.

use super::discover::Address;
use crate::error::{Error, Kind};
use bollard::errors::Error as Cause;

/// An error of a call.
pub(super) fn explain(address: &Address, what: &str, cause: Cause) -> Error {
    let kind = match &cause {
        Cause::DockerResponseServerError { status_code, .. } => match status_code {
            404 => Kind::NotFound,
            409 => Kind::Conflict,
            400 | 405 | 406 => Kind::Failed,
            401 | 403 => Kind::Denied,
            502..=504 => Kind::Busy,
            _ => Kind::Failed,
        },
        Cause::SocketNotFoundError(_) => Kind::EngineUnreachable,
        Cause::HyperLegacyError { err } if err.is_connect() => Kind::EngineUnreachable,
        Cause::RequestTimeoutError => Kind::TimedOut,
        Cause::HyperResponseError { .. } | Cause::HyperLegacyError { .. } | Cause::IOError { .. } => Kind::Busy,
        _ => Kind::Failed,
    };
    match kind {
        _ if is_foreign(&cause) => Error::new(
            Kind::EngineUnreachable,
            format!("can't reach the container engine at {address}: what answers there is not an engine"),
        )
        .hint("check the address: SANDCASTLE_ENGINE, DOCKER_HOST or --engine")
        .because(cause),
        Kind::EngineUnreachable => unreachable(address, &cause),
        Kind::Busy => Error::new(kind, format!("{what}: the connection to the engine broke off"))
            .hint("the engine may be restarting: try again")
            .because(cause),
        _ => {
            let why = match &cause {
                Cause::DockerResponseServerError { message, .. } => message.trim().to_owned(),
                Cause::DockerStreamError { error } => error.trim().to_owned(),
                other => other.to_string(),
            };
            Error::new(kind, format!("{what}: {}", one_line(&why))).because(cause)
        }
    }
}

/// An engine explains its errors in JSON; a web page or nothing is somebody else's answer.
fn is_foreign(cause: &Cause) -> bool {
    match cause {
        Cause::DockerResponseServerError { message, .. } => {
            message.trim().is_empty() || message.trim_start().starts_with('<')
        }
        _ => false,
    }
}

/// Nobody answers at `address`.
pub(super) fn unreachable(address: &Address, cause: &Cause) -> Error {
    let denied = innermost(cause).is_some_and(|kind| kind == std::io::ErrorKind::PermissionDenied);
    let why = if denied { "permission denied" } else { "nothing answers there" };
    let error = Error::new(Kind::EngineUnreachable, format!("can't reach the container engine at {address}: {why}"));
    if denied {
        error.hint("join the engine's group (such as `docker`) or run as root")
    } else {
        error.hint("start the engine, or let `sandcastle setup` make this machine ready")
    }
}

fn innermost(cause: &Cause) -> Option<std::io::ErrorKind> {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(cause);
    while let Some(error) = next {
        if let Some(io) = error.downcast_ref::<std::io::Error>() {
            return Some(io.kind());
        }
        next = error.source();
    }
    None
}

/// The engine's words on one line, capped: they may quote what a sandbox printed.
pub(super) fn one_line(text: &str) -> String {
    let flat: Vec<&str> = text.split_whitespace().collect();
    flat.join(" ").chars().take(600).collect()
}
