//! What has changed among sandboxes between two looks: the lines of `ls --watch`.

use super::sandbox::SandboxView;
use jiff::Timestamp;
use serde::Serialize;

/// The name of the shape of a line of JSON.
pub const SCHEMA: &str = "sandbox_change.v1";

/// A change that was seen.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// `present` at first, then `added`, `changed` or `removed`.
    pub change: &'static str,
    /// The sandbox as it stands now, or stood last.
    pub sandbox: SandboxView,
}

impl Change {
    /// The line that people read.
    pub fn line(&self) -> String {
        let sandbox = &self.sandbox;
        let operation = match (sandbox.operation, &sandbox.operation_error) {
            (None, _) => String::new(),
            (Some(operation), None) => format!("  {operation}"),
            (Some(operation), Some(error)) => format!("  {operation} failed: {error}"),
        };
        format!(
            "{:.3}  {:<8} {}  {}  {}{operation}",
            self.at,
            self.change,
            sandbox.name,
            sandbox.id,
            sandbox.state.as_str()
        )
    }
}

/// Finds what has changed between two looks.
#[derive(Debug, Default)]
pub struct Changes {
    known: Option<Vec<SandboxView>>,
}

impl Changes {
    /// What has changed since the last look; at first, all there is.
    pub fn since(&mut self, views: Vec<SandboxView>, at: Timestamp) -> Vec<Change> {
        let first = self.known.is_none();
        let before = self.known.replace(views).unwrap_or_default();
        let now = self.known.as_deref().unwrap_or_default();
        let is_in = |views: &[SandboxView], id: &str| views.iter().any(|view| view.id == id);
        let gone = before.iter().filter(|view| !is_in(now, &view.id)).map(|view| ("removed", view));
        let rest = now.iter().filter(|view| !before.contains(view)).map(|view| match is_in(&before, &view.id) {
            true => ("changed", view),
            false => (if first { "present" } else { "added" }, view),
        });
        gone.chain(rest).map(|(change, sandbox)| Change { at, change, sandbox: sandbox.clone() }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::record::SandboxRecord;
    use crate::sandbox::ops::observe::Sandbox;
    use crate::sandbox::status::State;

    fn sample(name: &str) -> SandboxView {
        let text = format!(
            "schema = 1\nid = \"aaaaaaaaaa{:02}\"\nname = \"{name}\"\ncreated_at = \"2026-01-01T00:00:00Z\"\ncontainer = \"\"\n\
             [spec]\nimage = \"some/image\"\nimage_id = \"\"\ncpus = 1.0\nmemory = 1\npids = 16\nnetwork = \"none\"\n# end\n",
            name.len() + usize::from(name.starts_with('t'))
        );
        let record = SandboxRecord::parse(std::path::Path::new("record"), &text).unwrap();
        SandboxView::of(&Sandbox { record, state: State::Running, container: None, operation: None })
    }

    #[test]
    fn what_comes_changes_and_goes_is_told_once_and_what_stays_never_again() {
        let mut changes = Changes::default();
        let mut told = |views: &[&SandboxView]| -> Vec<String> {
            let views = views.iter().map(|view| (*view).clone()).collect();
            let at = Timestamp::UNIX_EPOCH;
            changes.since(views, at).iter().map(|change| format!("{} {}", change.change, change.sandbox.name)).collect()
        };
        let (one, two) = (sample("one"), sample("two"));
        let stopped = SandboxView { state: State::Stopped, ..one.clone() };
        assert_eq!(told(&[&one]), ["present one"]);
        assert_eq!(told(&[&one]), [""; 0]);
        assert_eq!(told(&[&one, &two]), ["added two"]);
        assert_eq!(told(&[&stopped, &two]), ["changed one"]);
        assert_eq!(told(&[&two]), ["removed one"]);
    }

    #[test]
    fn a_line_says_how_an_operation_failed() {
        let failed = SandboxView {
            operation: Some("start"),
            operation_error: Some("no address".to_owned()),
            state: State::Failed,
            ..sample("one")
        };
        let line = Change { at: Timestamp::UNIX_EPOCH, change: "changed", sandbox: failed }.line();
        assert_eq!(line, "1970-01-01T00:00:00.000Z  changed  one  aaaaaaaaaa03  failed  start failed: no address");
    }
}
