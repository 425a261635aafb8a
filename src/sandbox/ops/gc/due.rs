//! Which sandboxes are due, and why: judged by what is known without asking anybody.

use super::{GRACE, Request, about, age};
use crate::sandbox::duration::Span;
use crate::sandbox::ops::observe::Sandbox;
use crate::sandbox::status::State;
use jiff::Timestamp;
use std::time::Duration;

/// Why something is done, as a word of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    Expired,
    Idle,
    Lost,
    Old,
    Temporary,
}

impl Cause {
    pub(super) fn word(self) -> &'static str {
        match self {
            Cause::Expired => "expired",
            Cause::Idle => "idle",
            Cause::Lost => "lost",
            Cause::Old => "old",
            Cause::Temporary => "temporary",
        }
    }
}

/// Why something is done, for people and for the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Why {
    pub(super) cause: Cause,
    pub(super) text: String,
}

/// What is to become of a sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing.
    Keep,
    /// It goes, for this reason.
    Remove(Why),
    /// It goes, for this reason, unless something runs in it.
    RemoveIfQuiet(Why),
    /// It stops if it has been idle for so long.
    StopIfIdle(Duration),
    /// It would go, but.
    Spare(String),
}

/// Judges a sandbox that nobody is at work on.
pub(super) fn judge(sandbox: &Sandbox, request: &Request, now: Timestamp) -> Verdict {
    let record = &sandbox.record;
    let old = age(record.created_at, now);
    // One that is being made in the background, or was to be, is there by name only.
    if record.container.is_empty() {
        return Verdict::Keep;
    }
    let verdict = if sandbox.state == State::Lost {
        return if old < GRACE { Verdict::Keep } else { remove(Cause::Lost, "its container is gone".to_owned()) };
    } else if let Some(expired) = record.expires_at.filter(|at| *at <= now) {
        remove(Cause::Expired, format!("expired {} ago", about(age(expired, now))))
    } else if record.temporary && matches!(sandbox.state, State::Stopped | State::Failed) {
        remove(Cause::Temporary, "temporary, and stopped".to_owned())
    } else if let Some(limit) = request.older_than.filter(|limit| old >= *limit && !old.is_zero()) {
        let text = format!("older than {}: made {} ago", about(limit), about(old));
        match sandbox.state {
            State::Running => Verdict::RemoveIfQuiet(Why { cause: Cause::Old, text }),
            State::Paused => Verdict::Spare(format!("{text}, but paused, and what runs in it can't be asked for")),
            State::Stopped | State::Failed | State::Lost | State::Pending => remove(Cause::Old, text),
        }
    } else if let Some(limit) = idle_limit(sandbox, request) {
        Verdict::StopIfIdle(limit)
    } else {
        Verdict::Keep
    };
    match (record.keepalive_until.filter(|until| *until > now), verdict) {
        (Some(_), Verdict::StopIfIdle(_)) => Verdict::Keep,
        (Some(until), Verdict::Remove(why) | Verdict::RemoveIfQuiet(why)) => {
            Verdict::Spare(format!("{}, but kept alive until {until}", why.text))
        }
        (_, verdict) => verdict,
    }
}

fn remove(cause: Cause, text: String) -> Verdict {
    Verdict::Remove(Why { cause, text })
}

/// After being idle for how long a sandbox that runs is stopped: its own limit, or the one that is asked for.
fn idle_limit(sandbox: &Sandbox, request: &Request) -> Option<Duration> {
    let own = sandbox.record.idle.map(Span::duration);
    own.into_iter().chain(request.idle).min().filter(|_| sandbox.state == State::Running)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::record::SandboxRecord;
    use jiff::ToSpan;

    fn sandbox(state: State, made_ago: i64) -> Sandbox {
        let now = now();
        let text = format!(
            "schema = 1\nid = \"abcdefghijkm\"\nname = \"owl\"\ncreated_at = \"{}\"\ncontainer = \"c\"\n\
             [spec]\nimage = \"x\"\nimage_id = \"sha256:00\"\ncpus = 1.0\nmemory = 67108864\npids = 64\n\
             network = \"none\"\nports = [8000]\n# end\n",
            now - made_ago.seconds()
        );
        let record = SandboxRecord::parse(std::path::Path::new("x"), &text).unwrap();
        Sandbox { record, state, container: None, operation: None }
    }

    fn now() -> Timestamp {
        "2026-05-01T12:00:00Z".parse().unwrap()
    }

    fn request() -> Request {
        Request {
            older_than: None,
            idle: None,
            stuck: Duration::from_secs(300),
            pool_age: Duration::MAX,
            dry_run: false,
        }
    }

    fn older(seconds: u64) -> Request {
        Request { older_than: Some(Duration::from_secs(seconds)), ..request() }
    }

    #[test]
    fn without_options_only_what_is_over_by_itself_goes() {
        let judge_plain = |sandbox: &Sandbox| judge(sandbox, &request(), now());
        for state in [State::Running, State::Stopped, State::Paused, State::Failed] {
            assert_eq!(judge_plain(&sandbox(state, 1_000_000)), Verdict::Keep, "{state:?}");
            let mut expired = sandbox(state, 100);
            expired.record.expires_at = Some(now());
            assert!(matches!(judge_plain(&expired), Verdict::Remove(_)), "{state:?}");
            expired.record.expires_at = Some(now() + 1.second());
            assert_eq!(judge_plain(&expired), Verdict::Keep, "{state:?}");
            let mut temporary = sandbox(state, 100);
            temporary.record.temporary = true;
            let goes = matches!(judge_plain(&temporary), Verdict::Remove(_));
            assert_eq!(goes, matches!(state, State::Stopped | State::Failed), "{state:?}");
        }
        assert_eq!(judge_plain(&sandbox(State::Lost, 59)), Verdict::Keep);
        assert!(matches!(judge_plain(&sandbox(State::Lost, 60)), Verdict::Remove(_)));
    }

    #[test]
    fn age_counts_from_the_creation_and_one_in_the_future_is_no_age() {
        assert!(matches!(judge(&sandbox(State::Stopped, 100), &older(100), now()), Verdict::Remove(_)));
        assert_eq!(judge(&sandbox(State::Stopped, 99), &older(100), now()), Verdict::Keep);
        assert!(matches!(judge(&sandbox(State::Running, 100), &older(100), now()), Verdict::RemoveIfQuiet(_)));
        assert!(matches!(judge(&sandbox(State::Paused, 100), &older(100), now()), Verdict::Spare(_)));
        for state in [State::Stopped, State::Lost, State::Running] {
            assert_eq!(judge(&sandbox(state, -3600), &older(0), now()), Verdict::Keep, "{state:?}");
        }
    }

    #[test]
    fn who_is_kept_alive_is_spared_and_named_but_not_for_being_idle_or_lost() {
        let kept = |state, request: &Request| {
            let mut sandbox = sandbox(state, 1000);
            sandbox.record.keepalive_until = Some(now() + 1.second());
            (judge(&sandbox, request, now()), {
                sandbox.record.keepalive_until = Some(now());
                judge(&sandbox, request, now())
            })
        };
        let (alive, over) = kept(State::Stopped, &older(100));
        assert!(matches!(alive, Verdict::Spare(reason) if reason.contains("kept alive until 2026-05-01T12:00:01Z")));
        assert!(matches!(over, Verdict::Remove(_)));
        let idle = Request { idle: Some(Duration::from_secs(9)), ..request() };
        assert_eq!(kept(State::Running, &idle), (Verdict::Keep, Verdict::StopIfIdle(Duration::from_secs(9))));
        assert!(matches!(kept(State::Lost, &request()).0, Verdict::Remove(_)));
    }

    #[test]
    fn the_shorter_time_of_being_idle_counts_and_only_for_who_runs() {
        let idle = Request { idle: Some(Duration::from_secs(90)), ..request() };
        let mut sandbox = sandbox(State::Running, 1000);
        sandbox.record.idle = Some(Span::seconds(60));
        assert_eq!(judge(&sandbox, &idle, now()), Verdict::StopIfIdle(Duration::from_secs(60)));
        assert_eq!(judge(&sandbox, &request(), now()), Verdict::StopIfIdle(Duration::from_secs(60)));
        sandbox.record.idle = Some(Span::seconds(100));
        assert_eq!(judge(&sandbox, &idle, now()), Verdict::StopIfIdle(Duration::from_secs(90)));
        for state in [State::Stopped, State::Paused, State::Failed] {
            sandbox.state = state;
            assert_eq!(judge(&sandbox, &idle, now()), Verdict::Keep);
        }
    }
}
