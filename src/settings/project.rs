//! The `[settings]` of the project that the caller works in: the nearest `sandbox.toml`.
//! It came with somebody's code, so it may set what a sandbox is like and nothing of this machine.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::keys::Key;
use super::layer::{Source, open};
use super::value::Value;
use crate::error::{Error, Kind, Result, plain};

/// What a project says.
#[derive(Debug, Default)]
pub(super) struct Project {
    pub(super) path: PathBuf,
    pub(super) settings: Vec<(&'static Key, Value)>,
    /// Why its file was ignored.
    pub(super) warning: Option<String>,
}

/// Reads the nearest `sandbox.toml`, if there is one that can be trusted.
pub(super) fn read(cwd: &Path, home: Option<&Path>) -> Result<Project> {
    // The working directory has no links in it; HOME may.
    let home = home.map(|home| home.canonicalize().unwrap_or_else(|_| home.to_owned()));
    let Some(path) = nearest(cwd, home.as_deref()) else { return Ok(Project::default()) };
    let ignored =
        |why: &str| Project { warning: Some(format!("ignored {}: {why}", path.display())), ..Project::default() };
    let found = match open(&path) {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(Project::default()),
        Err(cause) => return Ok(ignored(&plain(&cause))),
    };
    // In a folder such as /tmp somebody else could have put it above the caller's own.
    if found.metadata.uid() != rustix::process::geteuid().as_raw() {
        return Ok(ignored("it belongs to another user"));
    }
    if found.metadata.mode() & 0o002 != 0 {
        return Ok(ignored("anybody may write to it"));
    }
    let source = Source::read(found, &path, Kind::Usage)?;
    let settings = settings(&source)?;
    Ok(Project { path, settings, warning: None })
}

fn settings(source: &Source) -> Result<Vec<(&'static Key, Value)>> {
    let document = source.parse()?;
    let Some(item) = document.get("settings") else { return Ok(Vec::new()) };
    let Some(table) = item.as_table_like() else {
        return Err(Error::usage(format!("{}: `settings` is not a table", source.path.display())));
    };
    let settings = source.settings(table)?;
    // Of networks it may ask for none: another one might be more than the caller's own settings give.
    let widens = |key: &Key, value: &Value| key.name == "sandbox.network" && *value != Value::Text("none".to_owned());
    match settings.iter().find(|(key, value)| !key.project || widens(key, value)) {
        Some((key, _)) => {
            let message = format!("{}: a project may not set {}", source.path.display(), key.name);
            Err(Error::usage(message).hint(format!("set it for yourself: sandcastle config set {} VALUE", key.name)))
        }
        None => Ok(settings),
    }
}

/// The nearest file from `cwd` upwards. The folders above a project end where the caller's home folder begins.
fn nearest(cwd: &Path, home: Option<&Path>) -> Option<PathBuf> {
    let projects = cwd.ancestors().take_while(|folder| *folder == cwd || Some(*folder) != home);
    projects.map(|folder| folder.join("sandbox.toml")).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn folder(text: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("src/deep")).unwrap();
        crate::fs::write_atomic(&folder.path().join("sandbox.toml"), text.as_bytes(), 0o644).unwrap();
        folder
    }

    fn names(project: &Project) -> Vec<&'static str> {
        project.settings.iter().map(|(key, _)| key.name).collect()
    }

    #[test]
    fn the_nearest_file_upwards_is_read_and_its_other_tables_are_not() {
        let folder = folder("[web]\ncommand = 1\n[settings]\nimage = \"node:22\"\nsandbox.cpus = 4\n");
        let project = read(&folder.path().join("src/deep"), None).unwrap();
        assert_eq!(names(&project), ["image", "sandbox.cpus"]);
        assert_eq!(project.path, folder.path().join("sandbox.toml"));
    }

    #[test]
    fn the_search_ends_at_the_home_folder_unless_that_is_where_the_caller_works() {
        let folder = folder("[settings]\nimage = \"node:22\"\n");
        assert!(names(&read(&folder.path().join("src"), Some(folder.path())).unwrap()).is_empty());
        assert_eq!(names(&read(folder.path(), Some(folder.path())).unwrap()), ["image"]);
    }

    #[test]
    fn a_project_may_not_set_what_concerns_the_machine() {
        for line in [
            "sandbox.egress = 'open'",
            "sandbox.network = 'isolated'",
            "sandbox.network = 'group:shop'",
            "engine = 'tcp://evil'",
            "route.domain = 'a.b'",
            "guest.road = 'auto'",
            "setup.mirror = 'http://x'",
        ] {
            let folder = folder(&format!("[settings]\n{line}\n"));
            let error = read(folder.path(), None).unwrap_err();
            assert_eq!(error.kind(), Kind::Usage, "{line}");
            assert!(error.message().contains("a project may not set"), "{error}");
        }
    }

    #[test]
    fn a_project_may_do_without_a_network() {
        let folder = folder("[settings]\nsandbox.network = 'none'\n");
        assert_eq!(names(&read(folder.path(), None).unwrap()), ["sandbox.network"]);
    }

    #[test]
    fn a_file_that_anybody_may_write_to_is_ignored_with_a_warning() {
        let folder = folder("[settings]\nimage = \"evil\"\n");
        let path = folder.path().join("sandbox.toml");
        std::fs::set_permissions(&path, Permissions::from_mode(0o666)).unwrap();
        let project = read(folder.path(), None).unwrap();
        assert!(names(&project).is_empty());
        assert_eq!(project.warning.unwrap(), format!("ignored {}: anybody may write to it", path.display()));
    }

    #[test]
    fn mistakes_are_wrong_usage_and_say_where() {
        for (text, place) in [
            ("[settings]\nsandbox.cpus = \"two\"\n", "line 2, column 16: sandbox.cpus: `\"two\"` is not a number"),
            ("[settings]\n[settings.sandbox]\nmemry = 1\n", "line 3, column 9: there is no setting `sandbox.memry`"),
            ("[settings\n", "line 1, column 10: "),
        ] {
            let error = read(folder(text).path(), None).unwrap_err();
            assert_eq!(error.kind(), Kind::Usage);
            assert!(error.message().contains(place), "{error}");
        }
    }
}
