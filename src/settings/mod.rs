//! Settings: flag > environment > project file > user config > default, each value with its origin.
//! The only reader of the environment, and of the files of settings.

pub mod aws;
mod choices;
mod environment;
pub mod file;
mod getters;
mod home;
mod keys;
mod layer;
mod origin;
mod project;
mod value;

use std::path::Path;

pub use self::choices::{Answer, GuestRoad, RouteProvider, Scheme};
pub use self::environment::Environment;
pub use self::home::Home;
pub use self::keys::{KEYS, Key};
pub use self::origin::Origin;
pub use self::value::{Form, Text, Value};
use crate::error::Result;

/// A setting with its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Which setting.
    pub key: &'static Key,
    /// Its value.
    pub value: Value,
    /// Who set it.
    pub origin: Origin,
}

/// All settings, resolved.
#[derive(Debug, Clone)]
pub struct Settings {
    entries: Vec<Entry>,
    warnings: Vec<String>,
}

type Layer = Vec<(&'static Key, Value)>;

impl Settings {
    /// Reads every source. All of each is checked, also what a stronger source overrides.
    pub fn load(environment: &Environment, home: &Home, flags: &[(&str, &str)], cwd: &Path) -> Result<Self> {
        let flags: Layer = flags
            .iter()
            .map(|(name, text)| Key::find(name).and_then(|key| Ok((key, key.parse(text)?))))
            .collect::<Result<_>>()?;
        let variables = variables(environment)?;
        let project = project::read(cwd, environment.home().as_deref())?;
        let config = home.config_file();
        let user = match file::read(&config)? {
            Some(source) => source.settings(source.parse()?.as_table())?,
            None => Layer::new(),
        };
        let in_layer = |layer: &Layer, key: &Key| {
            layer.iter().rev().find(|(other, _)| other.name == key.name).map(|(_, value)| value.clone())
        };
        let resolve = |key: &'static Key| {
            let entry = |value, origin| Entry { key, value, origin };
            let variable = || in_layer(&variables, key).zip(key.variable);
            in_layer(&flags, key)
                .map(|value| entry(value, Origin::Flag))
                .or_else(|| variable().map(|(value, name)| entry(value, Origin::Environment(name))))
                .or_else(|| {
                    in_layer(&project.settings, key).map(|value| entry(value, Origin::Project(project.path.clone())))
                })
                .or_else(|| in_layer(&user, key).map(|value| entry(value, Origin::User(config.clone()))))
                .unwrap_or_else(|| entry(key.default_value(), Origin::Default))
        };
        let entries = KEYS.iter().map(resolve).collect();
        let mut settings = Settings { entries, warnings: project.warning.into_iter().collect() };
        settings.derive_scheme();
        Ok(settings)
    }

    /// Every setting, in the order of the table of keys.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What should be said about the sources: a project file that was ignored.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// One setting.
    pub fn entry(&self, name: &str) -> Result<&Entry> {
        let key = Key::find(name)?;
        Ok(self.of(key.name))
    }

    /// The one default that follows from another setting.
    fn derive_scheme(&mut self) {
        let scheme = Value::Text(self.route_scheme().to_string());
        let entry = self.entries.iter_mut().find(|entry| entry.key.name == "route.scheme");
        if let Some(entry) = entry.filter(|entry| entry.value == Value::Unset) {
            (entry.value, entry.origin) = (scheme, Origin::Default);
        }
    }

    fn of(&self, name: &str) -> &Entry {
        match self.entries.iter().find(|entry| entry.key.name == name) {
            Some(entry) => entry,
            None => unreachable!("the getters name keys of the table"),
        }
    }
}

/// The settings in the environment. An empty variable is an unset one.
fn variables(environment: &Environment) -> Result<Layer> {
    let set = |key: &'static Key| {
        let name = key.variable?;
        let text = environment.text(name)?;
        Some(key.parse(&text).map(|value| (key, value)).map_err(|error| error.context(name)))
    };
    KEYS.iter().filter_map(set).collect()
}

#[cfg(test)]
mod tests;
