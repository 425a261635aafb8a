//! `keepalive`: for a time `gc` leaves sandboxes alone.

use super::{Context, select};
use crate::error::{Error, Result};
use crate::exit::Exit;
use crate::sandbox::duration::Span;
use crate::sandbox::ops::keepalive::{self, Wanted};
use crate::sandbox::spec;
use jiff::Timestamp;

/// Keep sandboxes alive for a time, whatever their age and however idle they are.
///
/// Until then `sandcastle gc` neither stops nor removes them; afterwards their --ttl and --idle count again, so that one
/// which has expired meanwhile goes with the next gc. The time is counted from now and replaces an earlier one; without
/// options it is one hour. With --ttl alone only the time of their removal is set anew.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which.
    #[command(flatten)]
    selection: select::Selection,
    /// How long from now, up to 7 days; 0 is no longer [default: 1h]
    #[arg(long = "for", value_name = "DURATION", value_parser = spec::keepalive)]
    span: Option<Span>,
    /// Until this time, such as 2026-12-24T18:00:00Z, within 7 days
    #[arg(long, value_name = "TIME", conflicts_with = "span")]
    until: Option<Timestamp>,
    /// No longer
    #[arg(long, conflicts_with_all = ["span", "until"])]
    off: bool,
    /// Let gc remove them this long from now, whatever was said before; 0 is never
    #[arg(long, value_name = "DURATION")]
    ttl: Option<Span>,
    /// List what would be kept alive, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Keeps alive.
///
/// # Errors
/// `usage` for a time out of range; failures of single sandboxes are shown and end in the code of the first.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let wanted = wanted(&args, crate::clock::now())?;
    let chosen = args.selection.choose(context).await?;
    select::each(context, chosen, "keepalive", args.dry_run, async |selected| {
        keepalive::run(&context.deps, &selected.id, wanted).await
    })
    .await
}

fn wanted(args: &Args, now: Timestamp) -> Result<Wanted> {
    let from_now = |span: Span| {
        let too_long = |_| Error::usage(format!("{span} is too long"));
        if span.is_zero() { Ok(None) } else { now.checked_add(span.duration()).map(Some).map_err(too_long) }
    };
    let until = match (args.span, args.until) {
        _ if args.off => Some(None),
        (Some(span), _) => Some(from_now(span)?),
        (None, Some(time)) => Some(Some(within_range(time, now)?)),
        (None, None) if args.ttl.is_some() => None,
        (None, None) => Some(from_now(Span::seconds(3600))?),
    };
    Ok(Wanted { until, expires: args.ttl.map(from_now).transpose()? })
}

fn within_range(time: Timestamp, now: Timestamp) -> Result<Timestamp> {
    let wrong = |why: &str| Err(Error::usage(format!("--until: {time} is {why}")).hint("give a time within 7 days"));
    let ahead = time.duration_since(now);
    if ahead.is_negative() || ahead.is_zero() {
        return wrong("in the past");
    }
    if ahead.unsigned_abs() > spec::LONGEST_KEEPALIVE.duration() { wrong("too far ahead") } else { Ok(time) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;
    use clap::Parser;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    type Changed = Option<Option<i64>>;

    /// What is wanted after `words` an hour after the epoch, as seconds since then: until when, and the expiry.
    fn told(words: &[&str]) -> Result<(Changed, Changed)> {
        let line = Line::try_parse_from(["keepalive", "box"].iter().chain(words))
            .map_err(|error| Error::usage(error.to_string()))?;
        let wanted = wanted(&line.args, Timestamp::from_second(3600).unwrap())?;
        let seconds = |time: Option<Timestamp>| time.map(Timestamp::as_second);
        Ok((wanted.until.map(seconds), wanted.expires.map(seconds)))
    }

    #[test]
    fn the_time_is_an_hour_or_what_is_said_and_an_expiry_alone_leaves_it() {
        for (words, until, expires) in [
            (&[][..], Some(Some(7200)), None),
            (&["--for", "2h"], Some(Some(10_800)), None),
            (&["--for", "0"], Some(None), None),
            (&["--for", "7d"], Some(Some(3600 + 7 * 86_400)), None),
            (&["--until", "1970-01-01T03:00:00+01:00"], Some(Some(7200)), None),
            (&["--off"], Some(None), None),
            (&["--ttl", "1h"], None, Some(Some(7200))),
            (&["--ttl", "0", "--off"], Some(None), Some(None)),
        ] {
            assert_eq!(told(words).unwrap(), (until, expires), "{words:?}");
        }
    }

    #[test]
    fn times_out_of_range_are_usage() {
        for words in [
            &["--for", "8d"][..],
            &["--for", "-1"],
            &["--until", "1970-01-01T00:30:00Z"],
            &["--until", "1971-01-01T00:00:00Z"],
            &["--until", "tomorrow"],
            &["--for", "1h", "--off"],
        ] {
            assert_eq!(told(words).unwrap_err().kind(), Kind::Usage, "{words:?}");
        }
    }
}
