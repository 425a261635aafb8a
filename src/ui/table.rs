//! Tables: upper-case headers, no borders, two spaces between columns, one line a row.
//! The only user of comfy-table, which is built without its terminal half: the width comes from the caller.

use comfy_table::{Cell, Table, presets};
use dialoguer::console::{measure_text_width, truncate_str};

use super::escape::escape;

/// The last column is never cut below this many columns of the terminal: the line wraps instead.
const NARROWEST: usize = 8;

/// The table as text, each line ended. With a `width`, the last column is cut to fit; without, nothing is ever cut.
pub(super) fn render(headers: &[&str], rows: &[Vec<String>], width: Option<usize>) -> String {
    let mut rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| escape(cell).into_owned()).collect()).collect();
    if let Some(width) = width {
        fit(headers, &mut rows, width);
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(headers.iter().map(Cell::new));
    for row in rows {
        table.add_row(row);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    let mut text = table.trim_fmt();
    text.push('\n');
    text
}

/// Cuts the last column so that the lines fit `width` columns.
fn fit(headers: &[&str], rows: &mut [Vec<String>], width: usize) {
    let Some(last) = headers.len().checked_sub(1) else { return };
    let before: usize = (0..last)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| measure_text_width(cell));
            cells.chain([measure_text_width(headers[column])]).max().unwrap_or(0) + 2
        })
        .sum();
    let room = width.saturating_sub(before).max(NARROWEST).max(measure_text_width(headers[last]));
    for cell in rows.iter_mut().filter_map(|row| row.get_mut(last)) {
        *cell = truncate_str(cell, room, "…").into_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<Vec<String>> {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        vec![
            row(["silent-panther", "running", "python -m http.server --directory /workspace"]),
            row(["大-fox", "failed", "a\nb\u{1b}[31m"]),
            row(["x", "", ""]),
        ]
    }

    #[test]
    fn off_a_terminal_nothing_is_cut_and_a_row_is_a_line() {
        insta::assert_snapshot!(render(&["NAME", "STATE", "COMMAND"], &sample(), None), @r"
        NAME            STATE    COMMAND
        silent-panther  running  python -m http.server --directory /workspace
        大-fox          failed   a\nb\u{1b}[31m
        x
        ");
    }

    #[test]
    fn on_a_terminal_the_last_column_is_cut_to_the_width() {
        let text = render(&["NAME", "STATE", "COMMAND"], &sample(), Some(40));
        insta::assert_snapshot!(text, @r"
        NAME            STATE    COMMAND
        silent-panther  running  python -m http…
        大-fox          failed   a\nb\u{1b}[31m
        x
        ");
        assert!(text.lines().all(|line| measure_text_width(line) <= 40));
    }

    #[test]
    fn a_terminal_too_narrow_for_the_table_keeps_the_last_column_readable() {
        insta::assert_snapshot!(render(&["NAME", "STATE", "COMMAND"], &sample(), Some(10)), @r"
        NAME            STATE    COMMAND
        silent-panther  running  python …
        大-fox          failed   a\nb\u{…
        x
        ");
    }

    #[test]
    fn a_list_of_nothing_has_its_headers() {
        assert_eq!(render(&["NAME", "STATE"], &[], Some(80)), "NAME  STATE\n");
    }

    #[test]
    fn a_thousand_columns_of_text_stay_one_line() {
        let text = render(&["A", "B"], &[vec!["word ".repeat(500), "end".into()]], None);
        assert_eq!(text.lines().count(), 2);
    }
}
