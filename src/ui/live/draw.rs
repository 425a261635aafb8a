//! The live view as cells of a terminal of any size. What does not fit is left out, the least important first.

use super::model::{Mode, Model};
use super::row::{Column, Row};
use crate::sandbox::status::State;
use crate::ui::escape;
use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Wrap};

/// Between columns.
const GAP: usize = 1;

/// The help: keys and marks.
const HELP: [&str; 20] = [
    "Keys",
    "  up, down     choose a sandbox (also page up, page down, home, end)",
    "  enter, l     its limits, addresses, last operation and jobs",
    "  r            retry the operation that failed",
    "  s            stop it",
    "  k            kill it: its files go too",
    "  <  >         order by age, name, state, cpu, memory, network, disk, ttl",
    "  o            turn the order round",
    "  /            show only what has these words in name, id, state, image or labels",
    "  esc          show all again",
    "  q, Ctrl-C    leave",
    "",
    "Columns",
    "  CPU          percent of one processor: two busy ones are 200%",
    "  MEMORY       used and limit, without the page cache",
    "  IN/S OUT/S   bytes a second over the network",
    "  DISK         what it added to its image",
    "  TTL          time left until gc removes it",
    "  MARKS        T temporary, K kept alive, I idle limit, P ports, R routed by",
    "               name, N no network, L labels",
];

/// Draws the view as it stands at `now`.
pub(super) fn draw(frame: &mut Frame<'_>, model: &mut Model, now: Timestamp, coloured: bool) {
    let area = frame.area();
    let paint = Painter { coloured };
    let [top, body, message, keys] = parts(area);
    frame.render_widget(Clear, area);
    frame.render_widget(Paragraph::new(paint.summary(model)), top);
    match &model.mode {
        Mode::Help => frame.render_widget(Paragraph::new(HELP.map(Line::raw).to_vec()), body),
        Mode::Details(title, lines, at) => {
            let mut shown = vec![paint.bold(title)];
            shown.extend(lines.iter().skip(*at).map(|line| Line::raw(escape(line).into_owned())));
            frame.render_widget(Paragraph::new(shown).wrap(Wrap { trim: false }), body);
            model.fit(usize::from(body.height));
        }
        _ => rows(frame, model, now, paint, body),
    }
    if let Some((bad, text)) = model.message() {
        let style = if bad { paint.colour(Color::Red) } else { paint.colour(Color::Cyan) };
        frame.render_widget(Line::styled(escape(&text).into_owned(), style), message);
    }
    frame.render_widget(paint.keys(model), keys);
}

/// One line of summary, the rows, a message, the keys; a screen of few lines has only the first of them.
fn parts(area: Rect) -> [Rect; 4] {
    let line = |at: u16| match at < area.height {
        true => Rect { y: area.y + at, height: 1, ..area },
        false => Rect { height: 0, ..area },
    };
    let below = area.height.saturating_sub(1).min(2);
    let body = Rect { y: area.y + area.height.min(1), height: area.height.saturating_sub(1 + below), ..area };
    let (message, keys) = match below {
        0 => (u16::MAX, u16::MAX),
        1 => (u16::MAX, area.height - 1),
        _ => (area.height - 2, area.height - 1),
    };
    [line(0), body, line(message), line(keys)]
}

fn rows(frame: &mut Frame<'_>, model: &mut Model, now: Timestamp, paint: Painter, area: Rect) {
    let fitting = usize::from(area.height.saturating_sub(1));
    let first = model.fit(fitting);
    let shown = model.shown();
    let longest = model.all().iter().map(|row| row.name.len()).max().unwrap_or_default();
    let columns = columns(usize::from(area.width), longest);
    let header = columns.iter().map(|(column, width)| padded(column.title(), *width, column.is_number()));
    let mut lines = vec![paint.bold(&header.collect::<Vec<_>>().join(&" ".repeat(GAP)))];
    let selected = model.selected_row().map(|row| row.id.clone());
    for row in shown.iter().skip(first).take(fitting) {
        let mut line = paint.row(row, model, &columns, now);
        if selected.as_ref() == Some(&row.id) {
            line = line.style(Style::new().add_modifier(Modifier::REVERSED));
        }
        lines.push(line);
    }
    if shown.is_empty() {
        let text = match (model.all().is_empty(), model.filter.is_empty()) {
            (true, _) => "no sandboxes: make one with: sandcastle init",
            (false, true) => "none",
            (false, false) => "none fits the filter",
        };
        lines.push(Line::raw(text));
    }
    frame.render_widget(Paragraph::new(lines), area);
}

/// The columns that fit and their widths: the heaviest first, and the operation takes what is left.
fn columns(width: usize, longest: usize) -> Vec<(Column, usize)> {
    let mut chosen: Vec<Column> = Vec::new();
    let mut taken = 0;
    for column in Column::BY_WEIGHT {
        let more = column.width(longest) + if chosen.is_empty() { 0 } else { GAP };
        if taken + more > width && !chosen.is_empty() {
            break;
        }
        taken += more;
        chosen.push(column);
    }
    let left = width.saturating_sub(taken);
    let of = |column: Column| column.width(longest) + if column == Column::Operation { left } else { 0 };
    Column::ALL.into_iter().filter(|column| chosen.contains(column)).map(|column| (column, of(column))).collect()
}

/// Exactly so many cells wide.
fn padded(text: &str, width: usize, right: bool) -> String {
    let cells = |text: &str| Span::raw(text).width();
    let mut shown = text.to_owned();
    if cells(&shown) > width {
        while cells(&shown) >= width && shown.pop().is_some() {}
        shown.push_str(if width > 0 { "…" } else { "" });
    }
    let space = " ".repeat(width.saturating_sub(cells(&shown)));
    if right { space + &shown } else { shown + &space }
}

#[derive(Clone, Copy)]
struct Painter {
    coloured: bool,
}

impl Painter {
    fn colour(self, colour: Color) -> Style {
        if self.coloured { Style::new().fg(colour) } else { Style::new() }
    }

    fn bold(self, text: &str) -> Line<'static> {
        Line::styled(text.to_owned(), Style::new().add_modifier(Modifier::BOLD))
    }

    fn summary(self, model: &Model) -> Line<'static> {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for row in model.all() {
            match counts.iter_mut().find(|(state, _)| *state == row.state.as_str()) {
                Some((_, count)) => *count += 1,
                None => counts.push((row.state.as_str(), 1)),
            }
        }
        counts.sort_unstable();
        let states: Vec<String> = counts.iter().map(|(state, count)| format!("{count} {state}")).collect();
        let mut text = if states.is_empty() { "no sandboxes".to_owned() } else { states.join(", ") };
        text += &format!("  by {}{}", model.order.name(), if model.reversed { ", reversed" } else { "" });
        if !model.filter.is_empty() {
            text += &format!("  with {:?}", model.filter);
        }
        self.bold(&text)
    }

    fn row(self, row: &Row, model: &Model, columns: &[(Column, usize)], now: Timestamp) -> Line<'static> {
        let measured = model.measured(row);
        let mut spans = Vec::new();
        for (at, (column, width)) in columns.iter().enumerate() {
            let text = escape(&column.cell(row, &measured, now)).into_owned();
            let style = match column {
                Column::State => self.state(row.state),
                Column::Operation if row.error.is_some() => self.colour(Color::Red),
                Column::Operation => self.colour(Color::Cyan),
                _ => Style::new(),
            };
            if at > 0 {
                spans.push(Span::raw(" ".repeat(GAP)));
            }
            spans.push(Span::styled(padded(&text, *width, column.is_number()), style));
        }
        Line::from(spans)
    }

    fn state(self, state: State) -> Style {
        self.colour(match state {
            State::Running => Color::Green,
            State::Paused => Color::Yellow,
            State::Failed | State::Lost => Color::Red,
            _ => Color::Reset,
        })
    }

    fn keys(self, model: &Model) -> Line<'static> {
        match &model.mode {
            Mode::Confirm(_, question) => self.bold(&format!("{question} y or n")),
            Mode::Filter => self.bold(&format!("/{}_  enter keeps it, esc shows all", model.filter)),
            Mode::Help => Line::raw("any key goes back"),
            Mode::Details(..) => Line::raw("up, down scroll  any other key goes back"),
            Mode::Rows => Line::raw("? help  enter details  s stop  k kill  r retry  / filter  < > order  q quit"),
        }
    }
}
