//! What the program does, step by step, for who looks for the reason of something: on stderr, when it is asked for.
//! Names and times, never an environment value, a secret, or what a command prints. Of other crates nothing is told, for
//! theirs may hold all of that.

use crate::error::{Error, Result};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The target that is ours.
const OURS: &str = "sandcastle";

/// Begins to tell `writer`, as `SANDCASTLE_LOG` says, or else as often as `-v` was given: twice are steps, thrice is all.
///
/// # Errors
/// `usage` for what is neither a level nor a list of `sandcastle::ROOM=LEVEL`.
pub fn start<W: std::io::Write>(
    wanted: Option<&str>,
    verbose: u8,
    writer: impl Fn() -> W + Send + Sync + 'static,
) -> Result<()> {
    let targets = match wanted.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => parse(text)?,
        None if verbose >= 3 => Targets::new().with_target(OURS, LevelFilter::TRACE),
        None if verbose == 2 => Targets::new().with_target(OURS, LevelFilter::DEBUG),
        None => return Ok(()),
    };
    let lines = tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(false);
    // Somebody may listen already, in a test: then that is who hears it.
    let _ = tracing_subscriber::registry().with(targets).with(lines).try_init();
    Ok(())
}

fn parse(text: &str) -> Result<Targets> {
    let refuse = || {
        Error::usage(format!("SANDCASTLE_LOG: {text:?} is not a level"))
            .hint("give error, warn, info, debug or trace, or rooms such as sandcastle::engine=debug")
    };
    if let Ok(level) = text.parse::<LevelFilter>() {
        return Ok(Targets::new().with_target(OURS, level));
    }
    let targets: Targets = text.parse().map_err(|_| refuse())?;
    let ours = |target: &str| target == OURS || target.starts_with("sandcastle::");
    if targets.iter().next().is_none() || targets.iter().any(|(target, _)| !ours(target)) {
        return Err(refuse());
    }
    Ok(targets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_for_our_own_rooms_and_nothing_else_is_told() {
        for (text, room, told) in [
            ("debug", "sandcastle::engine::docker", true),
            ("sandcastle::engine=debug", "sandcastle::engine::docker", true),
            ("sandcastle::engine=debug", "sandcastle::registry", false),
            ("debug", "hyper::client", false),
            ("off", "sandcastle::engine", false),
        ] {
            let targets = parse(text).unwrap();
            assert_eq!(targets.would_enable(room, &tracing::Level::DEBUG), told, "{text} {room}");
        }
        for text in ["loud", "hyper=trace", "sandcastle=debug,reqwest=trace", "=", "sandcastle::engine=loud"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
