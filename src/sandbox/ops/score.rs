//! Scores: what a command that judges prints, and which of several is the best.

/// The most that is shown of a line.
const SHOWN: usize = 200;

/// The number on the last line of what was printed.
///
/// # Errors
/// Why there is none; it reads well after "no score: ".
pub fn parse(printed: &[u8]) -> Result<f64, String> {
    let shown = last_line(printed).ok_or("nothing was printed")?;
    let line = last(printed);
    let is_plain = line.iter().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(byte));
    let number = std::str::from_utf8(line).ok().and_then(|line| line.parse().ok());
    // What is too large for the type would be infinite, and no better than any other such number.
    let number = number.filter(|number: &f64| is_plain && number.is_finite());
    number.ok_or_else(|| format!("{shown:?} is not a number"))
}

/// The last line with something on it, cut to what can be shown.
pub fn last_line(printed: &[u8]) -> Option<String> {
    let line: String = String::from_utf8_lossy(last(printed)).chars().take(SHOWN).collect();
    (!line.is_empty()).then_some(line)
}

fn last(printed: &[u8]) -> &[u8] {
    printed.trim_ascii_end().rsplit(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii()
}

/// The place of the best score: the highest, or the lowest; of equal ones the first.
pub fn best(scores: &[Option<f64>], lowest: bool) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (index, score) in scores.iter().enumerate() {
        let Some(score) = *score else { continue };
        if best.is_none_or(|(_, than)| if lowest { score < than } else { score > than }) {
            best = Some((index, score));
        }
    }
    best.map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_score_if_it_is_a_number_and_nothing_else() {
        for (printed, score) in [
            ("42\n", 42.0),
            ("42", 42.0),
            ("tests: 12\nok\n -1.5 \r\n\n", -1.5),
            ("1e3", 1000.0),
            ("+.5", 0.5),
            ("-0", 0.0),
        ] {
            assert_eq!(parse(printed.as_bytes()), Ok(score), "{printed:?}");
        }
    }

    #[test]
    fn what_is_not_a_number_is_no_score() {
        let bad =
            ["12 ms", "1,5", "0x10", "nan", "NaN", "inf", "-infinity", "1e999", "1_000", "score: 3", "3\nok", "--1"];
        for printed in bad {
            assert!(parse(printed.as_bytes()).unwrap_err().ends_with("is not a number"), "{printed:?}");
        }
        for printed in [&b""[..], b"\n \n"] {
            assert_eq!(parse(printed).unwrap_err(), "nothing was printed");
        }
        assert!(parse(b"\xff1\n").is_err());
        assert!(parse("9".repeat(400).as_bytes()).is_err());
    }

    #[test]
    fn the_best_is_the_highest_or_the_lowest_and_of_equals_the_first() {
        let scores = [None, Some(1.0), Some(3.0), None, Some(3.0), Some(-2.0), Some(-2.0)];
        assert_eq!(best(&scores, false), Some(2));
        assert_eq!(best(&scores, true), Some(5));
        assert_eq!(best(&[Some(-0.0), Some(0.0)], false), Some(0));
        assert_eq!(best(&[None, None], false), None);
        assert_eq!(best(&[], true), None);
    }
}
