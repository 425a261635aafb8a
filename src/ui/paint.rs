//! Colour: whether there is any, and which.

use dialoguer::console::Style;

use super::{ColorChoice, Options};

/// Whether labels are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    Plain,
    Coloured,
}

/// What a label says.
#[derive(Debug, Clone, Copy)]
pub(super) enum Tone {
    Error,
    Warning,
    Hint,
}

impl Paint {
    /// The flag beats the environment; there, `NO_COLOR` beats `CLICOLOR_FORCE`, which beats what the stream is.
    pub(super) fn choose(options: &Options, terminal: bool) -> Self {
        let coloured = match options.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if options.no_color => false,
            ColorChoice::Auto => options.force_color || (terminal && !options.dumb_terminal),
        };
        if coloured { Paint::Coloured } else { Paint::Plain }
    }

    /// `label`, coloured or not.
    pub(super) fn on(self, label: &str, tone: Tone) -> String {
        if self == Paint::Plain {
            return label.to_owned();
        }
        let style = Style::new().bold().force_styling(true);
        let style = match tone {
            Tone::Error => style.red(),
            Tone::Warning => style.yellow(),
            Tone::Hint => style.cyan(),
        };
        style.apply_to(label).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_beats_the_environment_which_beats_the_stream() {
        let plain = Options::default();
        let no_color = Options { no_color: true, force_color: true, ..plain };
        let forced = Options { force_color: true, ..plain };
        let dumb = Options { dumb_terminal: true, ..plain };
        let choose = |options: Options, terminal| Paint::choose(&options, terminal) == Paint::Coloured;

        assert_eq!((choose(plain, true), choose(plain, false)), (true, false));
        assert_eq!((choose(no_color, true), choose(forced, false), choose(dumb, true)), (false, true, false));
        assert!(choose(Options { color: ColorChoice::Always, ..no_color }, false));
        assert!(!choose(Options { color: ColorChoice::Never, ..forced }, true));
    }

    #[test]
    fn a_coloured_label_ends_its_colour() {
        assert_eq!(Paint::Coloured.on("error:", Tone::Error), "\u{1b}[31m\u{1b}[1merror:\u{1b}[0m");
    }
}
