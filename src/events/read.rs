//! Pages of events, newest first, without reading what comes after them.

use super::backwards::Backwards;
use super::segment::{segments, unread};
use super::{Event, EventId, Timeline, TypeFilter};
use crate::error::Result;
use crate::sandbox::id::Id;
use jiff::Timestamp;

/// Which events are wanted. Nothing said is all of them.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of one of these sandboxes: by its id, or by its name at that time.
    pub sandboxes: Vec<String>,
    /// Of one of these types.
    pub types: Vec<TypeFilter>,
    /// Not before this.
    pub since: Option<Timestamp>,
    /// Not after this.
    pub until: Option<Timestamp>,
    /// Of this task.
    pub task: Option<Id>,
}

impl Filter {
    /// Whether an event is wanted.
    pub fn holds(&self, event: &Event) -> bool {
        let subject = event.sandbox.as_ref();
        let is_of = |wanted: &String| {
            subject.is_some_and(|subject| subject.id.as_str() == wanted || subject.name.as_str() == wanted)
        };
        (self.sandboxes.is_empty() || self.sandboxes.iter().any(is_of))
            && (self.types.is_empty() || self.types.iter().any(|wanted| wanted.holds(&event.event_type)))
            && self.since.is_none_or(|since| event.at >= since)
            && self.until.is_none_or(|until| event.at <= until)
            && self.task.as_ref().is_none_or(|task| event.task.as_ref() == Some(task))
    }

    /// No event of this id or an earlier one is wanted. An id is never of an earlier time than its event.
    fn ends_at(&self, id: EventId) -> bool {
        self.since.is_some_and(|since| id < EventId::at(since))
    }
}

/// Some events, newest first.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The events.
    pub events: Vec<Event>,
    /// Where the next page begins, if there is one.
    pub next_before: Option<EventId>,
}

impl Timeline {
    /// Reads at most `limit` events that are older than `before`. Reading on at `next_before` leaves nothing out and gives
    /// nothing twice, whoever writes meanwhile.
    ///
    /// # Errors
    /// When a file can't be read. Lines that are torn or damaged are passed over.
    pub fn read(&self, filter: &Filter, limit: usize, before: Option<EventId>) -> Result<Page> {
        let mut page = Page::default();
        let is_wanted = |id: EventId| before.is_none_or(|before| id < before);
        for segment in segments(&self.folder)?.iter().rev().filter(|segment| is_wanted(segment.first)) {
            let Some(file) = segment.open()? else { continue };
            let failed = |error| unread(&segment.path, error);
            let mut lines = Backwards::in_large_blocks(&file).map_err(failed)?;
            while let Some(line) = lines.next().map_err(failed)? {
                let Some(event) = Event::parse(&line).filter(|event| is_wanted(event.id)) else { continue };
                if filter.ends_at(event.id) {
                    return Ok(page);
                }
                if !filter.holds(&event) {
                    continue;
                }
                if page.events.len() == limit {
                    page.next_before = page.events.last().map(|event| event.id);
                    return Ok(page);
                }
                page.events.push(event);
            }
        }
        Ok(page)
    }
}
