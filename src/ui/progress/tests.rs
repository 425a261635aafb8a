//! What is said of an operation where there is no terminal, and what a bar is told where there is one.

use indicatif::ProgressStyle;

use super::bar::{MEASURED_TRANSFER, STEP, TRANSFER};
use super::*;
use crate::ui::testing::{Captured, captured, over};
use crate::ui::{Options, Terminals};

const LONG: Duration = Duration::from_secs(3600);

fn started(step: &str) -> Event {
    Event::StepStarted { step: step.into() }
}

fn moved(bytes: u64, total: Option<u64>) -> Event {
    Event::Moved { bytes, entries: 1, total }
}

/// Off a terminal, with every step counted as a long one.
fn lines(options: Options, events: impl IntoIterator<Item = Event>) -> String {
    let (ui, out, err) = captured(options);
    let form = Progress::new(ui.clone()).shared.form;
    let progress = Progress::with(ui, form, Duration::ZERO);
    events.into_iter().for_each(|event| progress.report(event));
    drop(progress);
    assert_eq!(out.text(), "");
    let numbers = |letter: char| letter.is_ascii_digit();
    err.text().split("done in ").collect::<Vec<_>>().join("done in ").replace(numbers, "0")
}

#[test]
fn a_long_step_says_when_it_starts_and_when_it_ends() {
    let events = [started("building the sandbox image"), Event::StepEnded];
    insta::assert_snapshot!(lines(Options::default(), events), @r"
    building the sandbox image …
    building the sandbox image: done in 0 ms
    ");
}

#[test]
fn steps_nest_and_a_transfer_says_how_much_it_moved() {
    let events = [
        started("uploading a\nb"),
        Event::StepDetail { detail: "one of many".into(), of: Some((1, 9)) },
        started("packing"),
        moved(7, None),
        Event::StepEnded,
        Event::Warning("2 sockets were skipped".into()),
        moved(2048, Some(4096)),
        Event::StepEnded,
        Event::StepEnded,
    ];
    insta::assert_snapshot!(lines(Options::default(), events), @r"
    uploading a\nb …
    packing …
    packing: done in 0 ms, 0 B
    warning: 0 sockets were skipped
    uploading a\nb: done in 0 ms, 0 KiB
    ");
}

#[test]
fn a_short_step_says_nothing() {
    let (ui, _, err) = captured(Options::default());
    let progress = Progress::with(ui, Form::Lines, LONG);
    progress.report(started("stopping"));
    progress.report(Event::StepEnded);
    drop(progress);
    assert_eq!(err.text(), "");
}

#[test]
fn a_step_that_lasts_is_announced_by_the_timer_alone() {
    let (ui, _, err) = captured(Options::default());
    let progress = Progress::with(ui, Form::Lines, Duration::from_millis(1));
    progress.report(started("stopping"));
    let deadline = Instant::now() + Duration::from_secs(10);
    while err.text().is_empty() && Instant::now() < deadline {
        std::thread::yield_now();
    }
    assert_eq!(err.text(), "stopping …\n");
}

#[test]
fn an_operation_that_fails_ends_without_a_word() {
    assert_eq!(lines(Options::default(), [started("pulling")]), "pulling …\n");
}

#[test]
fn quiet_and_json_have_no_lines_but_keep_warnings() {
    let events = || [started("pulling"), Event::Note("cached".into()), Event::Warning("slow".into()), Event::StepEnded];
    assert_eq!(lines(Options { quiet: true, ..Options::default() }, events()), "warning: slow\n");
    let json = lines(Options { json: true, ..Options::default() }, events());
    assert_eq!(json, "{\"warning\":{\"message\":\"slow\"}}\n");
}

#[test]
fn nothing_is_said_after_the_end() {
    let (ui, _, err) = captured(Options::default());
    let progress = Progress::with(ui, Form::Lines, Duration::ZERO);
    progress.finish();
    progress.report(started("too late"));
    assert_eq!(err.text(), "");
}

#[test]
fn the_templates_are_valid_and_only_a_known_total_has_a_bar_and_a_time_left() {
    for template in [STEP, TRANSFER, MEASURED_TRANSFER] {
        assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        assert!(!template.contains("percent"));
    }
    assert!(!TRANSFER.contains("bar") && !TRANSFER.contains("left"));
    assert!(MEASURED_TRANSFER.contains("wide_bar") && MEASURED_TRANSFER.contains("left"));
}

#[test]
fn a_bar_follows_the_innermost_step_and_leaves_with_the_last() {
    let terminals = Terminals { stdin: true, stdout: true, stderr: true };
    let ui = over(Options::default(), terminals, Captured::default(), Captured::default());
    let progress = Progress::with(ui, Form::Bar, Duration::ZERO);
    let bar = |progress: &Progress| progress.shared.lock().bar.as_ref().map(|bar| (bar.template, bar.bar.clone()));

    progress.report(started("uploading"));
    let (template, shown) = bar(&progress).unwrap();
    assert_eq!((template, shown.message().as_str()), (STEP, "uploading"));

    progress.report(moved(10, None));
    assert_eq!(bar(&progress).unwrap().0, TRANSFER);
    progress.report(moved(20, Some(15)));
    let (template, shown) = bar(&progress).unwrap();
    assert_eq!((template, shown.position(), shown.length()), (MEASURED_TRANSFER, 20, Some(20)));

    progress.report(started("checking"));
    progress.report(Event::StepDetail { detail: "layer\u{1b}".into(), of: Some((2, 3)) });
    assert_eq!(bar(&progress).unwrap().1.message(), "checking: 2 of 3: layer\\u{1b}");

    progress.report(Event::StepEnded);
    progress.report(Event::StepEnded);
    assert!(bar(&progress).is_none());
}

#[test]
fn a_dumb_terminal_gets_lines() {
    let terminals = Terminals { stderr: true, ..Terminals::default() };
    let form = |options| over(options, terminals, Captured::default(), Captured::default()).progress().shared.form;
    assert_eq!(form(Options { dumb_terminal: true, ..Options::default() }), Form::Lines);
    assert_eq!(form(Options { json: true, ..Options::default() }), Form::Bar);
    assert_eq!(form(Options { quiet: true, ..Options::default() }), Form::Nothing);
}
