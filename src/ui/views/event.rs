//! Events as they are shown: the JSON of `events`, one object a line with `--follow`, and a row or a line for people.

use crate::events::{Caller, Datum, Event, Page, Severity, Subject};
use crate::ui::human;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// The name of a page's shape.
pub const PAGE: &str = "events.v1";

/// Some events, newest first.
#[derive(Debug, Clone, Serialize)]
pub struct PageView<'e> {
    /// The events.
    pub items: Vec<EventView<'e>>,
    /// What to give to `--before` for the next page; null when there is none.
    pub next_before: Option<String>,
}

impl<'e> PageView<'e> {
    /// The view of a page.
    pub fn of(page: &'e Page) -> PageView<'e> {
        PageView {
            items: page.events.iter().map(EventView::of).collect(),
            next_before: page.next_before.map(|id| id.to_string()),
        }
    }
}

/// An event.
#[derive(Debug, Clone, Serialize)]
pub struct EventView<'e> {
    /// The id; ids of later events are greater.
    pub id: String,
    /// When it was.
    pub at: Timestamp,
    /// What happened: `sandbox.created`.
    #[serde(rename = "type")]
    pub event_type: &'e str,
    /// `info`, `warning` or `error`.
    pub severity: Severity,
    /// Why, in one word; of a failure the error's code.
    pub reason: Option<&'e str>,
    /// To which sandbox, by its id and its name at that time.
    pub sandbox: Option<&'e Subject>,
    /// In which operation.
    pub operation: Option<&'e str>,
    /// In which task.
    pub task: Option<&'e str>,
    /// What else holds.
    pub flags: Vec<&'e str>,
    /// Numbers and plain words.
    pub data: BTreeMap<&'e str, &'e Datum>,
    /// Who ran sandcastle.
    pub caller: CallerView<'e>,
}

/// Who ran sandcastle.
#[derive(Debug, Clone, Serialize)]
pub struct CallerView<'e> {
    /// The user's name.
    pub user: Option<&'e str>,
    /// The name of the program that ran it.
    pub parent: Option<&'e str>,
    /// What `SANDCASTLE_ACTOR` said.
    pub actor: Option<&'e str>,
}

impl<'e> CallerView<'e> {
    fn of(caller: &'e Caller) -> CallerView<'e> {
        let Caller { user, parent, actor } = caller;
        CallerView { user: user.as_deref(), parent: parent.as_deref(), actor: actor.as_deref() }
    }
}

impl<'e> EventView<'e> {
    /// The headers of a listing.
    pub const HEADERS: [&'static str; 5] = ["TIME", "TYPE", "SANDBOX", "CALLER", "DETAIL"];

    /// The view of an event.
    pub fn of(event: &'e Event) -> EventView<'e> {
        EventView {
            id: event.id.to_string(),
            at: event.at,
            event_type: &event.event_type,
            severity: event.severity,
            reason: event.reason.as_deref(),
            sandbox: event.sandbox.as_ref(),
            operation: event.operation.as_ref().map(|id| id.as_str()),
            task: event.task.as_ref().map(|id| id.as_str()),
            flags: event.flags.iter().map(AsRef::as_ref).collect(),
            data: event.data.iter().map(|(key, datum)| (key.as_ref(), datum)).collect(),
            caller: CallerView::of(&event.caller),
        }
    }

    /// A row of a listing.
    pub fn row(&self) -> Vec<String> {
        vec![
            self.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            self.event_type.to_owned(),
            self.sandbox.map_or("-", |subject| subject.name.as_str()).to_owned(),
            self.caller.actor.or(self.caller.parent).or(self.caller.user).unwrap_or("-").to_owned(),
            self.detail(),
        ]
    }

    /// A line of its own, whose columns stand below those of others as a rule.
    pub fn line(&self) -> String {
        let row = self.row();
        let line = format!("{}  {:<18}  {:<16}  {:<10}  {}", row[0], row[1], row[2], row[3], row[4]);
        line.trim_end().to_owned()
    }

    /// The verb first, then why and how; a length of time as people say it.
    fn detail(&self) -> String {
        let verb = self.data.get("verb").map(|verb| verb.to_string());
        let words = self.reason.iter().chain(&self.flags).map(|word| (*word).to_owned());
        let rest = self.data.iter().filter(|(key, _)| **key != "verb").map(|(key, datum)| match (*key, datum) {
            ("duration_ms", Datum::Number(length)) => human::duration(Duration::from_millis(*length)),
            _ => format!("{key}={datum}"),
        });
        verb.into_iter().chain(words).chain(rest).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{Options, testing};

    fn sample() -> Event {
        let text = r#"{"schema":"event.v1","id":"1hkd2r8g3k0","at":"2026-11-21T14:32:01.25Z","type":"sandbox.created",
            "severity":"info","sandbox":{"id":"abcdefghijkm","name":"silent-panther"},"flags":["fork"],
            "data":{"ports":2},"caller":{"user":"ann","parent":"bash"}}"#;
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_page_names_its_next_one() {
        let (ui, out, _) = testing::captured(Options { json: true, ..Options::default() });
        let page = Page { next_before: Some(sample().id), events: vec![sample()] };
        ui.versioned(PAGE, &PageView::of(&page)).unwrap();
        insta::assert_snapshot!(out.text(), @r#"{"schema":"events.v1","items":[{"id":"1hkd2r8g3k0","at":"2026-11-21T14:32:01.25Z","type":"sandbox.created","severity":"info","reason":null,"sandbox":{"id":"abcdefghijkm","name":"silent-panther"},"operation":null,"task":null,"flags":["fork"],"data":{"ports":2},"caller":{"user":"ann","parent":"bash","actor":null}}],"next_before":"1hkd2r8g3k0"}"#);
    }

    #[test]
    fn a_line_says_when_what_whom_who_and_why() {
        let mut event = sample();
        insta::assert_snapshot!(EventView::of(&event).line(), @"2026-11-21T14:32:01Z  sandbox.created     silent-panther    bash        fork ports=2");
        (event.sandbox, event.caller) = (None, Caller { actor: Some("agent-7".to_owned()), ..event.caller });
        assert_eq!(EventView::of(&event).row()[2..4], ["-", "agent-7"]);
        (event.flags, event.reason) = (vec![], Some("not_found".into()));
        event.data = [("duration_ms", 1250u64.into()), ("verb", "upload".into())].map(|(k, d)| (k.into(), d)).into();
        assert_eq!(EventView::of(&event).row()[4], "upload not_found 1.2 s");
    }
}
