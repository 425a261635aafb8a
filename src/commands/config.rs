//! `config`: show, read and change the settings.

use clap::Subcommand;
use serde::Serialize;

use crate::error::Result;
use crate::events::{Draft, EventType, Timeline};
use crate::exit::Exit;
use crate::settings::{Entry, Home, Key, Origin, Settings, Value, file};
use crate::ui::Ui;

/// Show or change the settings
///
/// A flag beats the environment, which beats the settings table of the project's sandbox.toml, which beats your own
/// config.toml, which beats the default.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print every setting and its value
    Show {
        /// Also print where each value came from
        #[arg(long)]
        origin: bool,
    },
    /// Print the value of one setting; an empty line if it has none
    Get {
        /// The setting, such as sandbox.memory
        key: String,
    },
    /// Set a setting in your own config.toml; comments and order stay
    Set {
        /// The setting, such as sandbox.memory
        key: String,
        /// Its value; lists are separated by commas, empty is none
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
    /// Remove a setting from your own config.toml, back to its default
    Unset {
        /// The setting, such as sandbox.memory
        key: String,
    },
}

/// A setting as it is shown.
#[derive(Debug, Clone, Serialize)]
pub struct ConfigView {
    /// Its name.
    pub key: &'static str,
    /// Its value: a string, a number, a list of strings, or null where there is none. Sizes are bytes.
    pub value: Value,
    /// Who set it: `flag`, `environment`, `project`, `user` or `default`.
    pub origin: &'static str,
    /// Which variable or file that was, or null.
    pub origin_name: Option<String>,
    /// What it is for.
    pub help: &'static str,
}

/// The name of the shape.
const SCHEMA: &str = "config.v1";

/// Runs `config`. The settings may have failed to load: what changes the file is there to repair that.
pub fn run(args: &Args, home: &Home, settings: Result<Settings>, timeline: &Timeline, ui: &Ui) -> Result<Exit> {
    // Of a setting its name: the value may be an address with a password in it. An unknown one is not even named.
    let record = |event_type, key: Option<&Key>| {
        let draft = Draft::new(event_type).with("key", key.map_or("unknown", |key| key.name));
        if let Err(error) = timeline.append(draft) {
            ui.verbose(&format!("an event was not written down: {error}"));
        }
    };
    match &args.action {
        Action::Show { origin } => show(settings?.entries(), *origin, ui)?,
        Action::Get { key } => get(settings?.entry(key)?, ui)?,
        Action::Set { key, value } => {
            let key = Key::find(key)?;
            if file::set(home, key, value)? {
                record(EventType::ConfigSet, Some(key));
            }
            note_override(settings.ok(), key, ui);
        }
        Action::Unset { key } => {
            if file::unset(home, key)? {
                record(EventType::ConfigUnset, Key::find(key).ok());
            }
        }
    }
    Ok(Exit::DONE)
}

fn show(entries: &[Entry], origin: bool, ui: &Ui) -> Result<()> {
    let views: Vec<ConfigView> = entries.iter().map(view).collect();
    let headers = if origin { &["KEY", "VALUE", "ORIGIN"][..] } else { &["KEY", "VALUE"] };
    let row = |view: &ConfigView| {
        let mut row = vec![view.key.to_owned(), view.value.to_string()];
        if origin {
            let name = view.origin_name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
            row.push(format!("{}{name}", view.origin));
        }
        row
    };
    ui.list(SCHEMA, &views, |view| view.key.to_owned(), headers, row)
}

fn get(entry: &Entry, ui: &Ui) -> Result<()> {
    if ui.is_json() { ui.versioned(SCHEMA, &view(entry)) } else { ui.line(&entry.value.to_string()) }
}

/// Says so if what was set has no effect here.
fn note_override(before: Option<Settings>, key: &Key, ui: &Ui) {
    let entry = before.as_ref().and_then(|settings| settings.entry(key.name).ok());
    if let Some(entry) = entry.filter(|entry| !matches!(entry.origin, Origin::User(_) | Origin::Default)) {
        ui.note(&format!("{} is set, but here the {} overrides it", key.name, entry.origin));
    }
}

fn view(entry: &Entry) -> ConfigView {
    ConfigView {
        key: entry.key.name,
        value: entry.value.clone(),
        origin: entry.origin.word(),
        origin_name: entry.origin.place(),
        help: entry.key.help,
    }
}

#[cfg(test)]
mod tests;
