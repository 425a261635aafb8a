//! The live view without a terminal: what it shows at several sizes, and what keys do.

use super::draw::draw;
use super::{Key, Model, Row, Wish};
use crate::engine::usage::{Flow, Usage};
use crate::sandbox::id::Id;
use crate::sandbox::status::State;
use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::time::Duration;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn row(letter: char, name: &str, state: State) -> Row {
    let id: Id = letter.to_string().repeat(12).parse().unwrap();
    Row {
        name: name.to_owned(),
        state,
        operation: None,
        error: None,
        created_at: at(i64::from(u32::from(letter)) - 300),
        expires_at: None,
        ports: String::new(),
        marks: String::new(),
        text: format!("{name} {id} {} some/image", state.as_str()),
        id,
    }
}

fn usage(second: i64, cpu_milliseconds: u64, incoming: u64) -> Usage {
    Usage {
        at: at(second),
        cpu_time: Duration::from_millis(cpu_milliseconds),
        memory: 12 << 20,
        memory_limit: 2 << 30,
        memory_peak: None,
        pids: 3,
        pids_limit: Some(512),
        network: Some(Flow { incoming, outgoing: 10 }),
        disk: None,
    }
}

/// Five sandboxes, of which one is worked on, one could not be started, and one does much.
fn sample() -> Model {
    let mut model = Model::default();
    let busy = Row { operation: Some(("snapshot", at(-3))), ..row('b', "busy-badger", State::Running) };
    let error = "starting the container: the address is in use\u{1b}[31m".to_owned();
    let failed = Row {
        operation: Some(("start", at(-90))),
        error: Some(error),
        marks: "T".to_owned(),
        ..row('c', "clumsy-crow", State::Failed)
    };
    let kept = Row {
        expires_at: Some(at(7500)),
        ports: "8000→,9000→".to_owned(),
        marks: "PR".to_owned(),
        ..row('a', "able-ant", State::Running)
    };
    model.set_rows(vec![
        kept.clone(),
        busy,
        failed,
        row('d', "drowsy-dog", State::Stopped),
        row('e', "eager-elephant", State::Pending),
    ]);
    model.set_usage(&kept.id, usage(-4, 1000, 0));
    model.set_usage(&kept.id, usage(-2, 3400, 3 << 20));
    model.set_disk(&[(kept.id, 9 << 20)].into());
    model
}

fn drawn(model: &mut Model, columns: u16, rows: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| draw(frame, model, at(0), true)).unwrap();
    let buffer = terminal.backend().buffer().clone();
    let line = |y: u16| (0..columns).map(|x| buffer[(x, y)].symbol().to_owned()).collect::<String>();
    (0..rows).map(|y| format!("{}\n", line(y).trim_end())).collect()
}

fn press(model: &mut Model, keys: impl IntoIterator<Item = Key>) -> Option<Wish> {
    keys.into_iter().filter_map(|key| model.press(key)).last()
}

fn words(text: &str) -> Vec<Key> {
    text.chars().map(Key::Letter).collect()
}

fn shown(model: &Model) -> Vec<&str> {
    model.shown().into_iter().map(|row| row.name.as_str()).collect()
}

#[test]
fn the_view_at_80x24_has_what_matters_and_at_any_width_whole_columns() {
    let mut model = sample();
    insta::assert_snapshot!("view_80x24", drawn(&mut model, 80, 24));
    insta::assert_snapshot!("view_40x10", drawn(&mut model, 40, 10));
    insta::assert_snapshot!("view_150x9", drawn(&mut model, 150, 9));
}

#[test]
fn no_size_is_too_small() {
    for columns in 1..60 {
        for rows in 1..12 {
            for key in [Key::Escape, Key::Letter('?'), Key::Letter('/'), Key::Letter('k')] {
                let mut model = sample();
                model.press(key);
                drawn(&mut model, columns, rows);
            }
            let mut model = sample();
            model.show_details("able-ant".to_owned(), vec!["a long line ".repeat(20); 30]);
            drawn(&mut model, columns, rows);
        }
    }
}

#[test]
fn what_a_sandbox_says_of_itself_reaches_no_terminal() {
    let mut model = sample();
    press(&mut model, [Key::Down, Key::Down]);
    let text = drawn(&mut model, 200, 10);
    assert!(!text.contains('\u{1b}'), "{text:?}");
    assert!(text.contains("clumsy-crow: starting the container: the address is in use"), "{text}");
}

#[test]
fn a_question_comes_before_a_stop_and_a_kill_and_only_y_is_yes() {
    let second: Id = "b".repeat(12).parse().unwrap();
    for (key, wish) in [('s', Wish::Stop(second.clone())), ('k', Wish::Kill(second))] {
        let mut model = sample();
        assert_eq!(press(&mut model, [Key::Down, Key::Letter(key)]), None);
        let text = drawn(&mut model, 80, 24);
        assert!(text.contains("busy-badger") && text.trim_end().ends_with("? y or n"), "{text}");
        assert_eq!(model.press(Key::Enter), None);
        assert_eq!(press(&mut model, [Key::Letter(key), Key::Letter('n')]), None);
        assert_eq!(press(&mut model, [Key::Letter(key), Key::Letter('y')]), Some(wish));
        assert!(!drawn(&mut model, 80, 24).contains("y or n"));
    }
}

#[test]
fn only_what_failed_is_retried() {
    let mut model = sample();
    assert_eq!(model.press(Key::Letter('r')), None);
    assert!(drawn(&mut model, 80, 24).contains("nothing to retry"));
    let failed: Id = "c".repeat(12).parse().unwrap();
    assert_eq!(press(&mut model, [Key::Down, Key::Down, Key::Letter('r')]), Some(Wish::Retry(failed)));
}

#[test]
fn rows_are_filtered_by_all_words_and_shown_again_by_escape() {
    let mut model = sample();
    press(&mut model, words("/RUN ant"));
    assert_eq!(shown(&model), ["able-ant"]);
    press(&mut model, [Key::Backspace, Key::Enter]);
    assert_eq!(model.press(Key::Letter('q')), Some(Wish::Quit), "the filter takes no more letters");
    press(&mut model, [Key::Escape]);
    assert_eq!(shown(&model).len(), 5);
    press(&mut model, words("/nobody"));
    assert!(drawn(&mut model, 80, 24).contains("none fits the filter"));
    assert_eq!(
        press(&mut model, [Key::Enter, Key::Enter, Key::Letter('s'), Key::Letter('y')]),
        None,
        "nothing is meant"
    );
}

#[test]
fn rows_are_ordered_by_what_the_keys_choose_and_turned_round() {
    let mut model = sample();
    assert_eq!(shown(&model)[0], "able-ant");
    press(&mut model, words("o"));
    assert_eq!(shown(&model)[0], "eager-elephant");
    press(&mut model, words("o>>"));
    assert_eq!(shown(&model), ["clumsy-crow", "eager-elephant", "able-ant", "busy-badger", "drowsy-dog"], "by state");
    model.set_usage(&"b".repeat(12).parse().unwrap(), usage(-4, 0, 0));
    model.set_usage(&"b".repeat(12).parse().unwrap(), usage(-2, 4000, 0));
    press(&mut model, words(">"));
    assert_eq!(shown(&model)[..2], ["busy-badger", "able-ant"], "by cpu");
    press(&mut model, words("<<<<"));
    assert_eq!(model.order.name(), "ttl");
    assert_eq!(shown(&model)[0], "able-ant");
}

#[test]
fn the_chosen_sandbox_stays_chosen_wherever_it_goes_and_its_neighbour_follows_it() {
    let mut model = sample();
    press(&mut model, [Key::Down]);
    assert_eq!(model.selected_row().unwrap().name, "busy-badger");
    press(&mut model, words("o"));
    assert_eq!(model.selected_row().unwrap().name, "busy-badger");
    press(&mut model, words("o"));
    let rows: Vec<Row> = model.all().iter().filter(|row| row.name != "busy-badger").cloned().collect();
    model.set_rows(rows);
    assert_eq!(model.selected_row().unwrap().name, "clumsy-crow");
    model.set_rows(Vec::new());
    assert!(model.selected_row().is_none());
    assert!(drawn(&mut model, 80, 24).contains("sandcastle init"));
}

#[test]
fn a_long_list_is_scrolled_to_the_chosen_row_and_only_what_is_seen_is_measured() {
    let mut model = Model::default();
    let letters = 'a'..='z';
    model.set_rows(letters.map(|letter| row(letter, &format!("{letter}-one"), State::Running)).collect());
    let text = drawn(&mut model, 80, 10);
    assert!(text.contains("a-one") && !text.contains("h-one"), "{text}");
    assert_eq!(model.counted().len(), 6);
    press(&mut model, [Key::End]);
    let text = drawn(&mut model, 80, 10);
    assert!(text.contains("z-one") && !text.contains("a-one"), "{text}");
    press(&mut model, [Key::PageUp, Key::PageUp]);
    assert!(drawn(&mut model, 80, 10).contains("n-one"));
    press(&mut model, [Key::Home]);
    assert!(drawn(&mut model, 80, 10).contains("a-one"));
}

#[test]
fn trouble_with_the_engine_stands_there_until_it_answers() {
    let mut model = sample();
    model.set_trouble("can't reach the container engine");
    press(&mut model, [Key::Down]);
    assert!(drawn(&mut model, 80, 24).contains("can't reach the container engine"));
    model.set_rows(vec![row('a', "able-ant", State::Running)]);
    assert!(!drawn(&mut model, 80, 24).contains("can't reach"));
}

#[test]
fn what_is_measured_is_forgotten_with_the_end_of_the_sandbox() {
    let mut model = sample();
    assert!(drawn(&mut model, 80, 24).contains("120%"));
    model.set_rows(vec![row('a', "able-ant", State::Stopped)]);
    let text = drawn(&mut model, 150, 9);
    assert!(!text.contains("120%") && text.contains("9 MiB"), "{text}");
}
