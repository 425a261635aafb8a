//! The folders that hold our own state: one folder with `SANDCASTLE_HOME`, else the platform's three.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::Environment;
use crate::error::{Error, Kind, Result};
use crate::fs;

/// Where settings, data and state are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    config: PathBuf,
    data: PathBuf,
    state: PathBuf,
}

impl Home {
    /// Finds the folders. A relative `SANDCASTLE_HOME` counts from `cwd`.
    ///
    /// Kind [`Denied`](Kind::Denied) where others may write to one of them: whoever can, could name an engine.
    pub fn locate(environment: &Environment, cwd: &Path) -> Result<Self> {
        let home = match environment.sandcastle_home() {
            Some(folder) => {
                let folder = cwd.join(folder);
                Home { data: folder.join("data"), state: folder.join("state"), config: folder }
            }
            None => Home::of_the_platform(environment)?,
        };
        home.check()?;
        Ok(home)
    }

    fn of_the_platform(environment: &Environment) -> Result<Self> {
        let own = |folder: Option<PathBuf>| folder.map(|folder| folder.join("sandcastle"));
        let (config, data) = (own(environment.config_home()), own(environment.data_home()));
        let state = own(environment.state_home());
        if let (Some(config), Some(data), Some(state)) = (&config, &data, &state) {
            return Ok(Home { config: config.clone(), data: data.clone(), state: state.clone() });
        }
        let platform = ProjectDirs::from("", "", "sandcastle").ok_or_else(|| {
            Error::new(Kind::Failed, "the caller has no home folder").hint("set SANDCASTLE_HOME to a folder of yours")
        })?;
        // macOS has no folder for state, and one folder for settings and data.
        let default_state = || platform.state_dir().map_or_else(|| platform.data_dir().join("state"), Path::to_owned);
        Ok(Home {
            config: config.unwrap_or_else(|| platform.config_dir().to_owned()),
            data: data.unwrap_or_else(|| platform.data_dir().to_owned()),
            state: state.unwrap_or_else(default_state),
        })
    }

    /// The folder of `config.toml`; with `SANDCASTLE_HOME`, that folder.
    pub fn config_dir(&self) -> &Path {
        &self.config
    }

    /// The user's settings.
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// The key of the secrets, unless the environment holds it.
    pub fn secrets_key_file(&self) -> PathBuf {
        self.config.join("secrets.key")
    }

    /// What would be missed if it were lost: registry, snapshots, secrets.
    pub fn data_dir(&self) -> &Path {
        &self.data
    }

    /// What belongs to this machine and this moment: journal, locks, sockets.
    pub fn state_dir(&self) -> &Path {
        &self.state
    }

    /// Makes the folders that are missing, for the caller alone (0700).
    pub fn ensure(&self) -> Result<()> {
        for folder in self.folders() {
            fs::create_private(folder)?;
        }
        self.check()
    }

    fn folders(&self) -> [&Path; 3] {
        [&self.config, &self.data, &self.state]
    }

    fn check(&self) -> Result<()> {
        for folder in self.folders() {
            let mode = match std::fs::metadata(folder) {
                Ok(found) if !found.is_dir() => {
                    let message = format!("{} is not a folder", folder.display());
                    return Err(Error::new(Kind::Conflict, message));
                }
                Ok(found) => found.permissions().mode(),
                Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => continue,
                Err(cause) => return Err(Error::io(format_args!("looking at {}", folder.display()), cause)),
            };
            if mode & 0o022 != 0 {
                let who = if mode & 0o002 != 0 { "anybody" } else { "its group" };
                let message = format!("{who} may write to {}, which holds what sandcastle trusts", folder.display());
                return Err(Error::new(Kind::Denied, message).hint(format!("chmod go-w {}", folder.display())));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;

    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn with_sandcastle_home_everything_is_under_it_and_it_is_absolute() {
        let home = Home::locate(&Environment::of([("SANDCASTLE_HOME", "h")]), Path::new("/work")).unwrap();
        assert_eq!(home.config_file(), Path::new("/work/h/config.toml"));
        assert_eq!((home.data_dir(), home.state_dir()), (Path::new("/work/h/data"), Path::new("/work/h/state")));
    }

    #[test]
    fn xdg_folders_are_honoured_and_an_empty_sandcastle_home_is_unset() {
        let environment = Environment::of([
            ("SANDCASTLE_HOME", ""),
            ("XDG_CONFIG_HOME", "/x/config"),
            ("XDG_DATA_HOME", "/x/data"),
            ("XDG_STATE_HOME", "/x/state"),
        ]);
        let home = Home::locate(&environment, Path::new("/")).unwrap();
        assert_eq!(home.config_file(), Path::new("/x/config/sandcastle/config.toml"));
        assert_eq!(home.data_dir(), Path::new("/x/data/sandcastle"));
        assert_eq!(home.state_dir(), Path::new("/x/state/sandcastle"));
    }

    #[test]
    fn folders_are_made_lazily_and_for_the_caller_alone() {
        let folder = tempfile::tempdir().unwrap();
        let environment = Environment::of([("SANDCASTLE_HOME", folder.path().join("home"))]);
        let home = Home::locate(&environment, Path::new("/")).unwrap();
        assert!(!home.config_dir().exists());
        home.ensure().unwrap();
        home.ensure().unwrap();
        for folder in home.folders() {
            assert_eq!(mode(folder), 0o700, "{}", folder.display());
        }
    }

    #[test]
    fn a_home_that_others_may_write_to_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let environment = Environment::of([("SANDCASTLE_HOME", folder.path())]);
        for mode in [0o777, 0o1777, 0o770, 0o702] {
            std::fs::set_permissions(folder.path(), Permissions::from_mode(mode)).unwrap();
            let error = Home::locate(&environment, Path::new("/")).unwrap_err();
            assert_eq!(error.kind(), Kind::Denied);
            assert_eq!(error.hints(), [format!("chmod go-w {}", folder.path().display())]);
        }
    }

    #[test]
    fn a_file_in_the_place_of_the_home_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let environment = Environment::of([("SANDCASTLE_HOME", file.path())]);
        assert!(Home::locate(&environment, Path::new("/")).is_err());
    }
}
