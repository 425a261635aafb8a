//! One bar on a terminal: a spinner with a step's detail, or the figures of a transfer.
//! What is not known is not shown: without a total neither a bar, nor a time left, and never a percentage.

use std::time::Duration;

use dialoguer::console::truncate_str;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::super::human;
use super::super::streams::Streams;
use super::{Moved, Step};

/// How often a bar moves although nothing was reported.
const TICK: Duration = Duration::from_millis(100);

/// The name of a step before a transfer's figures is cut to this many columns.
const NAME_WIDTH: usize = 40;

/// A bar and what it was last told, so that a report of moved bytes costs no more than setting a number.
pub(super) struct Bar {
    pub(super) bar: ProgressBar,
    pub(super) template: &'static str,
    name: String,
}

pub(super) const STEP: &str = "{spinner} {wide_msg}";
pub(super) const TRANSFER: &str = "{spinner} {prefix}  {binary_bytes}{msg}  {binary_bytes_per_sec}";
pub(super) const MEASURED_TRANSFER: &str =
    "{spinner} {prefix}  {wide_bar} {binary_bytes} of {binary_total_bytes}{msg}  {binary_bytes_per_sec}{time_left}";

impl Bar {
    /// A bar that is not on the screen yet.
    pub(super) fn unseen() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Bar { bar, template: "", name: String::new() }
    }

    /// Puts it on the screen.
    pub(super) fn draw(&self, streams: &Streams) {
        streams.draw(&self.bar);
        self.bar.enable_steady_tick(TICK);
    }

    /// Takes it off the screen.
    pub(super) fn erase(&self, streams: &Streams) {
        streams.erase(&self.bar);
    }

    /// Puts the step on the bar: its figures where bytes move, else its detail.
    pub(super) fn show(&mut self, step: &Step) {
        let template = match step.moved {
            Some(Moved { total: Some(_), .. }) => MEASURED_TRANSFER,
            Some(Moved { total: None, .. }) => TRANSFER,
            None => STEP,
        };
        if self.template != template {
            self.template = template;
            // The templates are ours and a test parses them; without one the bar keeps the style it has.
            if let Ok(style) = ProgressStyle::with_template(template) {
                self.bar.set_style(style.with_key("time_left", time_left));
            }
        }
        if self.name != step.name {
            self.name.clone_from(&step.name);
            self.bar.set_prefix(truncate_str(&step.name, NAME_WIDTH, "…").into_owned());
            // The rate and the time left are those of this step, not of the ones before it.
            self.bar.reset();
        }
        match step.moved {
            Some(moved) => {
                if let Some(total) = moved.total {
                    self.bar.set_length(total.max(moved.bytes));
                }
                // One file needs no count.
                let files = if moved.entries > 1 { format!(", {} files", moved.entries) } else { String::new() };
                self.bar.set_message(files);
                self.bar.set_position(moved.bytes);
            }
            None => {
                let detail = step.detail.as_deref().map(|detail| format!(": {detail}")).unwrap_or_default();
                self.bar.set_message(format!("{}{detail}", step.name));
            }
        }
    }
}

/// Nothing before there is a rate to go by: indicatif's own figure would be "0s".
fn time_left(progress: &ProgressState, text: &mut dyn std::fmt::Write) {
    if progress.pos() > 0 && progress.per_sec() > 0.0 {
        // The bar is drawn without it if it can't be written.
        let _ = write!(text, "  {} left", human::age(progress.eta()));
    }
}
