//! The timeline on a real disk: order, rotation, torn lines, pages, following, pruning.

use super::segment::segments;
use super::*;
use crate::sandbox::{id::Id, name::Name};
use jiff::Timestamp;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

struct Home {
    folder: tempfile::TempDir,
    timeline: Timeline,
}

/// A home whose files hold some events each.
fn home() -> Home {
    let folder = tempfile::tempdir().unwrap();
    let mut timeline = Timeline::new(folder.path(), None);
    timeline.full = 2000;
    Home { folder, timeline }
}

impl Home {
    fn append(&self) -> EventId {
        self.timeline.append(Draft::new(EventType::GcRan)).unwrap()
    }

    fn append_at(&self, second: i64) -> EventId {
        let clock = || Timestamp::from_second(second).unwrap();
        self.timeline.append_by(Draft::new(EventType::GcRan), clock).unwrap()
    }

    fn all(&self) -> Vec<EventId> {
        let mut all = ids(&self.timeline.read(&Filter::default(), usize::MAX, None).unwrap());
        all.reverse();
        all
    }

    fn files(&self) -> Vec<PathBuf> {
        segments(&self.timeline.folder).unwrap().into_iter().map(|segment| segment.path).collect()
    }

    /// What a process leaves that dies while it writes.
    fn tear(&self, piece: &str) {
        let newest = self.files().pop().unwrap();
        std::fs::File::options().append(true).open(newest).unwrap().write_all(piece.as_bytes()).unwrap();
    }
}

/// An event that does not come fails the test.
async fn next(follower: &mut Follower) -> EventId {
    let waited = tokio::time::timeout(Duration::from_secs(60), follower.next());
    waited.await.expect("the next event comes").unwrap().id
}

fn ids(page: &Page) -> Vec<EventId> {
    page.events.iter().map(|event| event.id).collect()
}

#[test]
fn a_home_without_events_has_an_empty_page_and_no_folder() {
    let home = home();
    let page = home.timeline.read(&Filter::default(), 50, None).unwrap();
    assert!(page.events.is_empty() && page.next_before.is_none());
    assert_eq!(home.timeline.prune(crate::clock::now(), false).unwrap(), Pruned::default());
    assert!(!home.timeline.folder.exists());
}

#[test]
fn what_was_recorded_is_read_back() {
    let home = home();
    let (id, name, operation) = (Id::random().unwrap(), Name::made_up(), Id::random().unwrap());
    let draft = Draft::new(EventType::SandboxCreated).sandbox(&id, &name).operation(&operation).reason("asked");
    let draft = draft.flag("fork", true).flag("pool", false).with("ports", 2u64).with("image", "builtin");
    let written = home.timeline.append(draft).unwrap();
    let event = home.timeline.read(&Filter::default(), 50, None).unwrap().events.pop().unwrap();
    assert_eq!((event.id, event.event_type.as_ref(), event.severity), (written, "sandbox.created", Severity::Info));
    assert_eq!(event.sandbox, Some(Subject { id, name }));
    assert_eq!((event.operation, event.reason.as_deref()), (Some(operation), Some("asked")));
    assert_eq!(event.flags, ["fork"]);
    let data: Vec<String> = event.data.iter().map(|(key, datum)| format!("{key}={datum}")).collect();
    assert_eq!(data, ["image=builtin", "ports=2"]);
    assert!(event.caller.user.is_some());
}

#[test]
fn files_are_for_the_caller_alone_and_are_begun_anew_when_they_are_full() {
    let home = home();
    let written: Vec<EventId> = (0..40).map(|_| home.append()).collect();
    assert_eq!(home.all(), written);
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home.timeline.folder), 0o700);
    assert!(home.files().len() > 2);
    for file in home.files() {
        assert_eq!(mode(&file), 0o600);
        assert!(std::fs::metadata(&file).unwrap().len() <= 2000);
    }
}

#[test]
fn ids_grow_when_the_clock_stands_and_when_it_was_set_back() {
    let home = home();
    let seconds = [1_800_000_000, 1_800_000_000, 1_700_000_000, 1_600_000_000, 1_800_000_001];
    let written: Vec<EventId> = seconds.iter().flat_map(|second| (0..5).map(|_| home.append_at(*second))).collect();
    assert!(written.is_sorted_by(|a, b| a < b), "{written:?}");
    assert!(home.files().len() > 1);
    assert_eq!(home.all(), written);
}

#[test]
fn half_a_line_of_a_dead_process_is_passed_over_and_ended_by_the_next() {
    let home = home();
    let first = home.append();
    home.tear("{\"schema\":\"event.v1\",\"id\":");
    assert_eq!(home.all(), [first]);
    let second = home.append();
    home.tear("\n\n[]\n{}\nnonsense\n\u{0}");
    let third = home.append();
    assert_eq!(home.all(), [first, second, third]);
    assert!(first < second && second < third);
}

#[test]
fn a_file_that_was_begun_and_never_written_to_is_no_harm() {
    let home = home();
    let first = home.append_at(1_800_000_000);
    let begun = EventId::at(Timestamp::from_second(1_900_000_000).unwrap());
    std::fs::File::create(home.timeline.folder.join(format!("{begun}.jsonl"))).unwrap();
    let second = home.append_at(1_800_000_001);
    assert!(second > begun);
    assert_eq!(home.all(), [first, second]);
}

#[test]
fn pages_leave_nothing_out_and_give_nothing_twice_while_others_write() {
    let home = home();
    let written: Vec<EventId> = (0..100).map(|_| home.append()).collect();
    let mut found = Vec::new();
    let mut before = None;
    loop {
        let page = home.timeline.read(&Filter::default(), 7, before).unwrap();
        found.extend(ids(&page));
        home.append();
        before = page.next_before;
        if before.is_none() {
            break;
        }
        assert_eq!(page.events.len(), 7);
    }
    found.reverse();
    assert_eq!(found, written);
}

#[test]
fn filters_choose_by_sandbox_type_task_and_time() {
    let home = home();
    let (id, name, task) = (Id::random().unwrap(), Name::made_up(), Id::random().unwrap());
    let mut second = 1_800_000_000;
    let mut append = |draft: Draft| {
        second += 10;
        home.timeline.append_by(draft, || Timestamp::from_second(second).unwrap()).unwrap()
    };
    let a = append(Draft::new(EventType::SandboxCreated).sandbox(&id, &name));
    let b = append(Draft::new(EventType::SandboxKilled).sandbox(&Id::random().unwrap(), &name));
    let c = append(Draft::new(EventType::TaskStarted).sandbox(&id, &Name::made_up()).task(&task));
    let d = append(Draft::new(EventType::GcRan));
    let read = |filter: Filter| ids(&home.timeline.read(&filter, 50, None).unwrap());
    let of = |sandbox: &str| read(Filter { sandboxes: vec![sandbox.to_owned()], ..Filter::default() });
    assert_eq!(of(id.as_str()), [c, a]);
    assert_eq!(of(name.as_str()), [b, a]);
    assert_eq!(of("nobody"), []);
    let types = ["sandbox.*", "gc.ran"].map(|text| text.parse().unwrap()).to_vec();
    assert_eq!(read(Filter { types, ..Filter::default() }), [d, b, a]);
    assert_eq!(read(Filter { task: Some(task), ..Filter::default() }), [c]);
    let moment = |second: i64| Some(Timestamp::from_second(1_800_000_000 + second).unwrap());
    assert_eq!(read(Filter { since: moment(20), until: moment(30), ..Filter::default() }), [c, b]);
    assert_eq!(read(Filter { since: moment(41), ..Filter::default() }), []);
}

#[test]
fn since_finds_what_was_written_by_a_clock_that_was_set_back() {
    let home = home();
    home.append_at(1_800_000_000);
    let back = home.append_at(1_700_000_000);
    let since = Some(Timestamp::from_second(1_699_999_999).unwrap());
    let until = Some(Timestamp::from_second(1_700_000_001).unwrap());
    assert_eq!(ids(&home.timeline.read(&Filter { since, until, ..Filter::default() }, 50, None).unwrap()), [back]);
}

#[test]
fn whole_old_files_go_and_the_newest_stays() {
    let home = home();
    let written: Vec<EventId> = (0..40).map(|count| home.append_at(1_800_000_000 + count)).collect();
    let files = home.files();
    let moment = Timestamp::from_second(1_800_000_020).unwrap();
    let planned = home.timeline.prune(moment, true).unwrap();
    assert_eq!(home.files(), files);
    assert_eq!(home.timeline.prune(moment, false).unwrap(), planned);
    assert_eq!(home.files().len() as u64, files.len() as u64 - planned.files);
    assert!(planned.files > 0 && planned.bytes > 0);
    let left = home.all();
    assert!(written.ends_with(&left) && left[0] <= EventId::at(moment), "{left:?}");
    home.timeline.prune(Timestamp::from_second(1_900_000_000).unwrap(), false).unwrap();
    assert_eq!(home.files(), files[files.len() - 1..]);
    assert!(home.append_at(1_700_000_000) > written[39]);
}

#[test]
fn there_are_never_more_files_than_the_most() {
    let mut home = home();
    home.timeline.full = 1;
    let written: Vec<EventId> = (0..MOST_FILES + 5).map(|_| home.append()).collect();
    assert_eq!(home.files().len(), MOST_FILES);
    assert_eq!(home.all(), written[5..]);
}

#[test]
fn threads_that_write_at_once_lose_nothing() {
    let home = home();
    let mut written: Vec<EventId> = std::thread::scope(|scope| {
        let writers: Vec<_> =
            (0..8).map(|_| scope.spawn(|| (0..50).map(|_| home.append()).collect::<Vec<_>>())).collect();
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    });
    written.sort();
    assert_eq!(home.all(), written);
}

#[test]
fn a_lock_that_is_held_for_long_costs_the_event_and_the_next_ones_no_time() {
    let home = home();
    home.append();
    let _held = Timeline::new(home.folder.path(), None).lock().unwrap();
    home.timeline.gave_up.store(true, std::sync::atomic::Ordering::Relaxed);
    let error = home.timeline.append(Draft::new(EventType::GcRan)).unwrap_err();
    assert_eq!(error.kind(), crate::error::Kind::Locked);
}

#[test]
fn what_is_told_once_is_told_once() {
    let home = home();
    let id = Id::random().unwrap();
    for _ in 0..3 {
        home.timeline.append_once(Draft::new(EventType::SandboxLost), &id).unwrap();
    }
    assert_eq!(home.all().len(), 1);
    home.timeline.unmark(&id).unwrap();
    home.timeline.append_once(Draft::new(EventType::SandboxLost), &id).unwrap();
    assert_eq!(home.all().len(), 2);
}

#[test]
fn who_goes_on_for_somebody_names_them() {
    let home = home();
    let operation = Id::random().unwrap();
    let caller = Timeline::new(home.folder.path(), Some("agent-7".to_owned()));
    caller.append(Draft::new(EventType::OperationStarted).operation(&operation)).unwrap();
    home.timeline.go_on(&operation);
    home.append();
    let newest = home.timeline.read(&Filter::default(), 1, None).unwrap().events.pop().unwrap();
    assert_eq!(newest.caller.actor.as_deref(), Some("agent-7"));
}

#[tokio::test]
async fn a_follower_gets_each_event_once_across_files_and_pieces() {
    let home = home();
    home.append();
    home.tear("{\"torn\":");
    let mut follower = home.timeline.follow(None).unwrap();
    let writer = Timeline { full: 2000, ..Timeline::new(home.folder.path(), None) };
    let writing = tokio::task::spawn_blocking(move || {
        let append = |_| {
            std::thread::sleep(Duration::from_millis(1));
            writer.append(Draft::new(EventType::GcRan)).unwrap()
        };
        (0..60).map(append).collect::<Vec<EventId>>()
    });
    let mut found = Vec::new();
    while found.len() < 60 {
        found.push(next(&mut follower).await);
    }
    assert_eq!(found, writing.await.unwrap());
    assert!(home.files().len() > 3);
    let more = tokio::time::timeout(Duration::from_millis(50), follower.next()).await;
    assert!(more.is_err(), "{more:?}");
}

#[tokio::test]
async fn a_follower_of_a_moment_begins_with_the_file_that_it_lies_in() {
    let home = home();
    let written: Vec<EventId> = (0..40).map(|count| home.append_at(1_800_000_000 + count)).collect();
    let since = Timestamp::from_second(1_800_000_030).unwrap();
    let mut follower = home.timeline.follow(Some(since)).unwrap();
    let mut found = Vec::new();
    while found.last() != written.last() {
        found.push(next(&mut follower).await);
    }
    assert!(written.ends_with(&found) && found.len() < 40, "{found:?}");
    assert!(found[0] <= EventId::at(since));
}

#[tokio::test]
async fn a_follower_of_a_home_without_events_gets_the_first() {
    let home = home();
    let mut follower = home.timeline.follow(None).unwrap();
    let first = home.append();
    assert_eq!(next(&mut follower).await, first);
}

#[tokio::test]
async fn a_follower_whose_file_is_pruned_goes_on_with_the_next() {
    let home = home();
    home.append_at(1_800_000_000);
    let mut follower = home.timeline.follow(None).unwrap();
    let written: Vec<EventId> = (1..40).map(|count| home.append_at(1_800_000_000 + count)).collect();
    assert_eq!(next(&mut follower).await, written[0]);
    home.timeline.prune(Timestamp::from_second(1_900_000_000).unwrap(), false).unwrap();
    let mut last = next(&mut follower).await;
    while last != written[38] {
        let next = next(&mut follower).await;
        assert!(next > last);
        last = next;
    }
}
