//! A command's output as it comes, in forms that programs or several sandboxes call for: each is a sink before another.

use super::escape::escape_json;
use super::input::RawStreams;
use super::lines::{Break, LONGEST, Lines, incomplete_tail};
use super::{Ui, broken_output};
use crate::error::Result;
use crate::sandbox::ops::exec::{Sink, Stream};
use crate::ui::views::exec::{ExecView, Origin};
use base64::Engine as _;
use jiff::Timestamp;
use serde::Serialize;
use std::io;

/// The shape of a line of `--stream jsonl`.
const SCHEMA: &str = "exec_event.v1";
/// The shape of a line of `jobs logs --json`.
const LOG_SCHEMA: &str = "job_log.v1";

impl Ui {
    /// Output as one JSON object a line on stdout.
    pub fn jsonl_events(&self, origin: Option<Origin>) -> Box<dyn Sink> {
        Box::new(Jsonl::new(SCHEMA, origin, Box::new(RawStreams)))
    }

    /// Kept output as one JSON object a line on stdout, each with the time of its writing.
    pub fn jsonl_log(&self) -> Box<dyn Sink> {
        Box::new(Jsonl::new(LOG_SCHEMA, None, Box::new(RawStreams)))
    }

    /// Output as server-sent events on stdout.
    pub fn sse_events(&self) -> Box<dyn Sink> {
        Box::new(ByLine::new(Form::Sse, Break::Any, Box::new(RawStreams)))
    }

    /// Output of one of several sandboxes, each line after its name, which is padded to `width`.
    pub fn prefixed_streams(&self, name: &str, width: usize) -> Box<dyn Sink> {
        Box::new(ByLine::new(Form::Prefixed(prefix(name, width)), Break::Lf, Box::new(RawStreams)))
    }

    /// What was kept of the output of one of several sandboxes, each line after its name. It may block.
    ///
    /// # Errors
    /// When the streams can't be written.
    pub fn prefixed_output(&self, name: &str, width: usize, stdout: &[u8], stderr: &[u8]) -> Result<()> {
        let mut sink = self.prefixed_streams(name, width);
        let written = sink.write(Stream::Stdout, stdout).and_then(|()| sink.write(Stream::Stderr, stderr));
        written.and_then(|()| sink.end()).map_err(broken_output)
    }

    /// The last line of `--stream jsonl`: how the command ended. It may block, as [`Sink::write`].
    ///
    /// # Errors
    /// When stdout can't be written.
    pub fn jsonl_end(&self, origin: Option<Origin>, view: &ExecView) -> Result<()> {
        let end = End { schema: SCHEMA, event: "end", origin, view };
        RawStreams.write(Stream::Stdout, &json_line(&end).map_err(broken_output)?).map_err(broken_output)
    }

    /// The last two events of `--stream sse`: how the command ended, and that nothing follows. A stream without them
    /// was broken off, so they are sent only when a command has ended, with whatever code.
    ///
    /// # Errors
    /// When stdout can't be written.
    pub fn sse_end(&self, view: &ExecView) -> Result<()> {
        RawStreams.write(Stream::Stdout, &sse_end(view).map_err(broken_output)?).map_err(broken_output)
    }
}

fn sse_end(view: &ExecView) -> io::Result<Vec<u8>> {
    let mut events = b"event: exit\ndata: ".to_vec();
    events.extend_from_slice(&json_line(view)?);
    events.extend_from_slice(b"\ndata: [DONE]\n\n");
    Ok(events)
}

fn json_line(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = escape_json(serde_json::to_string(value)?).into_bytes();
    line.push(b'\n');
    Ok(line)
}

fn prefix(name: &str, width: usize) -> String {
    format!("{name:width$} | ")
}

fn place(stream: Stream) -> usize {
    usize::from(stream == Stream::Stderr)
}

#[derive(Serialize)]
struct Event<'a> {
    schema: &'static str,
    #[serde(flatten)]
    origin: Option<&'a Origin>,
    stream: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_base64: Option<String>,
}

#[derive(Serialize)]
struct End<'a> {
    schema: &'static str,
    event: &'static str,
    #[serde(flatten)]
    origin: Option<Origin>,
    #[serde(flatten)]
    view: &'a ExecView,
}

struct Jsonl {
    schema: &'static str,
    origin: Option<Origin>,
    at: Option<Timestamp>,
    /// Of each stream the beginning of a character whose rest has not come yet.
    tails: [Vec<u8>; 2],
    to: Box<dyn Sink>,
}

impl Jsonl {
    fn new(schema: &'static str, origin: Option<Origin>, to: Box<dyn Sink>) -> Jsonl {
        Jsonl { schema, origin, at: None, tails: Default::default(), to }
    }

    fn event(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        let data = std::str::from_utf8(bytes).ok();
        let event = Event {
            schema: self.schema,
            origin: self.origin.as_ref(),
            at: self.at,
            stream: if stream == Stream::Stdout { "stdout" } else { "stderr" },
            data,
            data_base64: data.is_none().then(|| base64::engine::general_purpose::STANDARD.encode(bytes)),
        };
        self.to.write(Stream::Stdout, &json_line(&event)?)
    }
}

impl Sink for Jsonl {
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        let mut piece = std::mem::take(&mut self.tails[place(stream)]);
        piece.extend_from_slice(bytes);
        self.tails[place(stream)] = piece.split_off(piece.len() - incomplete_tail(&piece));
        self.event(stream, &piece)
    }

    fn written(&mut self, at_ms: u64) {
        self.at = i64::try_from(at_ms).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok());
    }

    fn end(&mut self) -> io::Result<()> {
        for stream in [Stream::Stdout, Stream::Stderr] {
            let tail = std::mem::take(&mut self.tails[place(stream)]);
            self.event(stream, &tail)?;
        }
        Ok(())
    }
}

/// How lines are shown.
enum Form {
    /// As server-sent events, both streams on stdout.
    Sse,
    /// Behind a prefix, each on its stream.
    Prefixed(String),
}

impl Form {
    fn target(&self, stream: Stream) -> Stream {
        match self {
            Form::Sse => Stream::Stdout,
            Form::Prefixed(_) => stream,
        }
    }

    fn show(&self, stream: Stream, line: &[u8], shown: &mut Vec<u8>) {
        match self {
            Form::Prefixed(prefix) => shown.extend([prefix.as_bytes(), line, b"\n"].concat()),
            Form::Sse => {
                // Server-sent events are UTF-8, whatever a command writes; what stands in for a byte is longer than it.
                let text = String::from_utf8_lossy(line);
                let mut rest = text.as_ref();
                loop {
                    let (event, later) = rest.split_at(rest.floor_char_boundary(LONGEST));
                    let kind = if stream == Stream::Stdout { "" } else { "event: stderr\n" };
                    shown.extend(format!("{kind}data: {event}\n\n").into_bytes());
                    if later.is_empty() {
                        break;
                    }
                    rest = later;
                }
            }
        }
    }
}

struct ByLine {
    form: Form,
    lines: [Lines; 2],
    to: Box<dyn Sink>,
}

impl ByLine {
    fn new(form: Form, breaks: Break, to: Box<dyn Sink>) -> ByLine {
        ByLine { form, lines: [Lines::new(breaks), Lines::new(breaks)], to }
    }
}

impl Sink for ByLine {
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        let ByLine { form, lines, to } = self;
        let target = form.target(stream);
        // All lines of a piece in one go, but never much at once: a piece of nothing but newlines grows a lot.
        let mut shown = Vec::new();
        lines[place(stream)].feed(bytes, |line| {
            form.show(stream, line, &mut shown);
            if shown.len() > LONGEST { to.write(target, &std::mem::take(&mut shown)) } else { Ok(()) }
        })?;
        if shown.is_empty() { Ok(()) } else { to.write(target, &shown) }
    }

    fn end(&mut self) -> io::Result<()> {
        let ByLine { form, lines, to } = self;
        for stream in [Stream::Stdout, Stream::Stderr] {
            lines[place(stream)].end(|line| {
                let mut shown = Vec::new();
                form.show(stream, line, &mut shown);
                to.write(form.target(stream), &shown)
            })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exit::Exit;
    use crate::guest::protocol::Ended;
    use std::sync::{Arc, Mutex};

    type Written = Arc<Mutex<Vec<(Stream, Vec<u8>)>>>;

    struct Recorder(Written);

    impl Sink for Recorder {
        fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
            self.0.lock().unwrap().push((stream, bytes.to_vec()));
            Ok(())
        }
    }

    /// What a sink makes of pieces: one entry for each write, and what was on each stream.
    fn shown(make: impl FnOnce(Box<dyn Sink>) -> Box<dyn Sink>, pieces: &[(Stream, &[u8])]) -> Vec<(Stream, String)> {
        let written = Written::default();
        let mut sink = make(Box::new(Recorder(Arc::clone(&written))));
        for (stream, bytes) in pieces {
            sink.write(*stream, bytes).unwrap();
        }
        sink.end().unwrap();
        let written = std::mem::take(&mut *written.lock().unwrap());
        written.into_iter().map(|(stream, bytes)| (stream, String::from_utf8(bytes).unwrap())).collect()
    }

    fn jsonl(origin: Option<Origin>, pieces: &[(Stream, &[u8])]) -> String {
        let written = shown(|to| Box::new(Jsonl::new(SCHEMA, origin, to)), pieces);
        assert!(written.iter().all(|(stream, _)| *stream == Stream::Stdout));
        written.into_iter().map(|(_, text)| text).collect()
    }

    fn sse(pieces: &[(Stream, &[u8])]) -> Vec<String> {
        let written = shown(|to| Box::new(ByLine::new(Form::Sse, Break::Any, to)), pieces);
        assert!(written.iter().all(|(stream, _)| *stream == Stream::Stdout));
        written.into_iter().map(|(_, text)| text).collect()
    }

    use Stream::{Stderr, Stdout};

    #[test]
    fn jsonl_is_text_where_it_is_text_and_base64_where_it_is_not() {
        let pieces: [(Stream, &[u8]); 4] =
            [(Stdout, b"one\n\x1b[31m"), (Stderr, b"oh"), (Stdout, b"\xff\x00"), (Stdout, b"last")];
        insta::assert_snapshot!(jsonl(None, &pieces), @r#"
        {"schema":"exec_event.v1","stream":"stdout","data":"one\n\u001b[31m"}
        {"schema":"exec_event.v1","stream":"stderr","data":"oh"}
        {"schema":"exec_event.v1","stream":"stdout","data_base64":"/wA="}
        {"schema":"exec_event.v1","stream":"stdout","data":"last"}
        "#);
        let origin = Origin { sandbox: "abcdefghijkm".into(), name: "fox".into() };
        insta::assert_snapshot!(jsonl(Some(origin), &[(Stdout, b"hi")]), @r#"{"schema":"exec_event.v1","sandbox":"abcdefghijkm","name":"fox","stream":"stdout","data":"hi"}"#);
    }

    #[test]
    fn a_character_that_arrives_in_parts_stays_one_and_its_beginning_alone_is_shown_at_the_end() {
        let euro = "€".as_bytes();
        let text = jsonl(None, &[(Stdout, &euro[..1]), (Stderr, b"x"), (Stdout, &euro[1..2]), (Stdout, &euro[2..])]);
        insta::assert_snapshot!(text, @r#"
        {"schema":"exec_event.v1","stream":"stderr","data":"x"}
        {"schema":"exec_event.v1","stream":"stdout","data":"€"}
        "#);
        insta::assert_snapshot!(jsonl(None, &[(Stdout, &euro[..2])]), @r#"{"schema":"exec_event.v1","stream":"stdout","data_base64":"4oI="}"#);
    }

    #[test]
    fn sse_gives_each_line_as_soon_as_it_is_whole() {
        let pieces: [(Stream, &[u8]); 6] = [
            (Stdout, b"one\ntw"),
            (Stderr, b"oh\n"),
            (Stdout, b"o\r"),
            (Stdout, b"\n\xff\n\n"),
            (Stdout, b""),
            (Stdout, b"last"),
        ];
        let events = [
            "data: one\n\n",
            "event: stderr\ndata: oh\n\n",
            "data: two\n\n",
            "data: \u{fffd}\n\ndata: \n\n",
            "data: last\n\n",
        ];
        assert_eq!(sse(&pieces), events);
    }

    #[test]
    fn many_short_lines_are_written_in_bounded_pieces() {
        let events = sse(&[(Stdout, &[b'\n'; LONGEST])]);
        assert!(events.iter().all(|piece| piece.len() <= LONGEST + 8), "{}", events.len());
        assert_eq!(events.concat(), "data: \n\n".repeat(LONGEST));
    }

    #[test]
    fn no_event_is_longer_than_the_longest_line() {
        let text = sse(&[(Stdout, &[0xff; LONGEST]), (Stdout, &[0xff; LONGEST])]).concat();
        assert!(text.split("\n\n").all(|event| event.len() <= LONGEST + 6));
        assert_eq!(text.matches('\u{fffd}').count(), 2 * LONGEST);
    }

    #[test]
    fn an_end_says_how_it_ended_and_nothing_of_the_output() {
        let view =
            ExecView::without_output(Exit(3), Ended { exit_code: Some(3), duration_ms: 5, ..Default::default() });
        let end = End { schema: SCHEMA, event: "end", origin: None, view: &view };
        insta::assert_snapshot!(String::from_utf8(json_line(&end).unwrap()).unwrap(), @r#"{"schema":"exec_event.v1","event":"end","exit_code":3,"signal":null,"origin":"command","duration_ms":5,"truncated":false,"timed_out":false,"out_of_memory":false,"leftover_ended":false}"#);
        insta::assert_snapshot!(String::from_utf8(sse_end(&view).unwrap()).unwrap(), @r#"
        event: exit
        data: {"exit_code":3,"signal":null,"origin":"command","duration_ms":5,"truncated":false,"timed_out":false,"out_of_memory":false,"leftover_ended":false}
        
        data: [DONE]
        
        "#);
    }

    #[test]
    fn lines_of_several_stand_behind_their_names_each_on_its_stream() {
        let form = Form::Prefixed(prefix("fox", 5));
        let pieces: [(Stream, &[u8]); 3] = [(Stdout, b"one\ntw"), (Stderr, b"oh"), (Stdout, b"o\n\nlast")];
        let written = shown(|to| Box::new(ByLine::new(form, Break::Lf, to)), &pieces);
        let text = |wanted: Stream| -> String {
            written.iter().filter(|(stream, _)| *stream == wanted).map(|(_, text)| text.as_str()).collect()
        };
        assert_eq!(text(Stdout), "fox   | one\nfox   | two\nfox   | \nfox   | last\n");
        assert_eq!(text(Stderr), "fox   | oh\n");
    }
}
