//! What `gc` did, or would do.

use crate::sandbox::ops::gc::{Action, Item};
use serde::Serialize;

/// The name of this shape.
pub const SCHEMA: &str = "gc.v1";

/// All that `gc` found.
#[derive(Debug, Clone, Serialize)]
pub struct GcView {
    /// Nothing was done: it is what would be done.
    pub dry_run: bool,
    /// The things, in the order of the work.
    pub items: Vec<GcItemView>,
    /// Things that went.
    pub removed_count: usize,
    /// Sandboxes that were stopped.
    pub stopped_count: usize,
    /// Operations that were finished or taken back.
    pub settled_count: usize,
    /// Sandboxes that would have gone, but.
    pub spared_count: usize,
    /// Things with which it could not be done.
    pub failed_count: usize,
    /// Bytes of what went, as far as they are known.
    pub freed_bytes: u64,
}

/// A thing that was found.
#[derive(Debug, Clone, Serialize)]
pub struct GcItemView {
    /// What kind of thing.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `remove`, `stop`, `settle`, `spare` or `report`.
    pub action: Action,
    /// Why.
    pub reason: String,
    /// Bytes that it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Why it could not be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl GcView {
    /// The view of what was found.
    pub fn of(items: &[Item], dry_run: bool) -> GcView {
        let done = |action| items.iter().filter(move |item| item.action == action && item.error.is_none());
        GcView {
            dry_run,
            removed_count: done(Action::Remove).count(),
            stopped_count: done(Action::Stop).count(),
            settled_count: done(Action::Settle).count(),
            spared_count: done(Action::Spare).count(),
            failed_count: items.iter().filter(|item| item.error.is_some()).count(),
            freed_bytes: done(Action::Remove).filter_map(|item| item.bytes).sum(),
            items: items.iter().map(GcItemView::of).collect(),
        }
    }
}

impl GcItemView {
    fn of(item: &Item) -> GcItemView {
        GcItemView {
            kind: item.kind,
            id: item.id.clone(),
            name: item.name.clone(),
            action: item.action,
            reason: item.reason.clone(),
            bytes: item.bytes,
            error: item.error.as_ref().map(|error| error.message().to_owned()),
        }
    }

    /// The headers of the listing.
    pub const HEADERS: [&'static str; 3] = ["ACTION", "WHAT", "WHY"];

    /// Whether something was done with it, or would be.
    pub fn acts(&self) -> bool {
        self.error.is_none() && matches!(self.action, Action::Remove | Action::Stop | Action::Settle)
    }

    /// A row of the listing.
    pub fn row(&self, dry_run: bool) -> Vec<String> {
        let (done, would) = match self.action {
            Action::Remove => ("removed", "would remove"),
            Action::Stop => ("stopped", "would stop"),
            Action::Settle => ("settled", "would settle"),
            Action::Spare => ("spared", "would spare"),
            Action::Report => ("stuck", "stuck"),
        };
        let action = if self.error.is_some() {
            "failed"
        } else if dry_run {
            would
        } else {
            done
        };
        let what = match self.kind {
            "sandbox" | "container" if self.id != self.name => format!("{} {} ({})", self.kind, self.name, self.id),
            kind => format!("{} {}", kind.replace('_', " "), self.name),
        };
        vec![action.to_owned(), what, self.reason.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Error, Kind};

    fn item(action: Action, error: Option<&str>) -> Item {
        Item {
            kind: "sandbox",
            id: "abcdefghijkm".to_owned(),
            name: "owl".to_owned(),
            action,
            reason: "because".to_owned(),
            bytes: Some(10),
            error: error.map(|why| Error::new(Kind::Failed, why)),
        }
    }

    #[test]
    fn what_could_not_be_done_counts_as_nothing_but_a_failure() {
        let items = [item(Action::Remove, None), item(Action::Remove, Some("no")), item(Action::Stop, None)];
        let view = GcView::of(&items, false);
        assert_eq!((view.removed_count, view.stopped_count, view.failed_count), (1, 1, 1));
        assert_eq!(view.freed_bytes, 10);
        let rows: Vec<_> = view.items.iter().map(|item| item.row(false)[0].clone()).collect();
        assert_eq!(rows, ["removed", "failed", "stopped"]);
        assert_eq!(view.items[0].row(true), ["would remove", "sandbox owl (abcdefghijkm)", "because"]);
        let json = serde_json::to_value(&view.items[1]).unwrap();
        assert_eq!((json["action"].as_str(), json["error"].as_str()), (Some("remove"), Some("no")));
    }
}
