//! What each kind of output does under each option.

use std::io::{self, Write};

use super::testing::{Captured, captured, over};
use super::*;
use crate::exit::Exit;

const JSON: fn() -> Options = || Options { json: true, ..Options::default() };
const QUIET: fn() -> Options = || Options { quiet: true, ..Options::default() };

fn say_everything(ui: &Ui) {
    ui.note("a note");
    ui.warning("a warning");
    ui.hint("a hint");
    ui.verbose("a detail");
}

#[test]
fn people_read_notes_warnings_and_hints_on_stderr() {
    let (ui, out, err) = captured(Options { verbose: 1, ..Options::default() });
    say_everything(&ui);
    insta::assert_snapshot!(err.text(), @r"
    a note
    warning: a warning
    hint: a hint
    a detail
    ");
    assert_eq!(out.text(), "");
}

#[test]
fn quiet_leaves_only_warnings() {
    let (ui, _, err) = captured(Options { verbose: 2, ..QUIET() });
    say_everything(&ui);
    assert_eq!(err.text(), "warning: a warning\n");
}

#[test]
fn with_json_every_line_on_stderr_is_json() {
    let (ui, out, err) = captured(JSON());
    say_everything(&ui);
    ui.error(&Error::usage("no such key"));
    insta::assert_snapshot!(err.text(), @r#"
    {"warning":{"message":"a warning"}}
    {"error":{"code":"usage","message":"no such key","hint":null,"retryable":false,"exit_code":2}}
    "#);
    assert_eq!(out.text(), "");
}

#[test]
fn a_list_is_a_table_or_ids_or_json() {
    #[derive(Serialize)]
    struct Item {
        id: &'static str,
    }
    let list = |options| {
        let (ui, out, _) = captured(options);
        let items = [Item { id: "one" }, Item { id: "two\n" }];
        ui.list("item.v1", &items, |item| item.id.into(), &["ID"], |item| vec![item.id.into()]).unwrap();
        out.text()
    };
    assert_eq!(list(Options::default()), "ID\none\ntwo\\n\n");
    assert_eq!(list(QUIET()), "one\ntwo\\n\n");
    assert_eq!(list(JSON()), "{\"schema\":\"item.v1\",\"items\":[{\"id\":\"one\"},{\"id\":\"two\\n\"}]}\n");
}

#[test]
fn a_line_is_escaped_and_bytes_are_not() {
    let (ui, out, _) = captured(Options::default());
    ui.line("a\u{1b}b").unwrap();
    ui.bytes(b"\x1b\xff").unwrap();
    ui.streams.write_out(b"\n").unwrap();
    assert_eq!(out.0.lock().unwrap().as_slice(), b"a\\u{1b}b\n\x1b\xff\n");
}

struct Failing(io::ErrorKind);

impl Write for Failing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_ends_the_command_as_a_quiet_success() {
    let err = Captured::default();
    let ui = over(Options::default(), Terminals::default(), Failing(io::ErrorKind::BrokenPipe), err.clone());
    let error = ui.line("nobody reads this").unwrap_err();
    ui.error(&error);
    assert_eq!((error.exit(), err.text().as_str()), (Exit::DONE, ""));
}

#[test]
fn a_full_disk_behind_stdout_is_an_error() {
    let err = Captured::default();
    let ui = over(Options::default(), Terminals::default(), Failing(io::ErrorKind::StorageFull), err.clone());
    let error = ui.line("lost").unwrap_err();
    ui.error(&error);
    assert_eq!((error.kind(), err.text().as_str()), (Kind::NoSpace, "error: writing to stdout: no storage space\n"));
}

#[test]
fn a_broken_stderr_stops_nothing() {
    let ui = over(Options::default(), Terminals::default(), Captured::default(), Failing(io::ErrorKind::BrokenPipe));
    say_everything(&ui);
    ui.error(&Error::usage("nobody reads this"));
}
