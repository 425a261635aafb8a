//! Precedence, origins, and that no source is taken on trust.

use super::*;
use crate::error::Kind;
use crate::sandbox::spec::Network;

/// A home and a project, with what is in their files.
struct Place {
    folder: tempfile::TempDir,
    environment: Vec<(&'static str, String)>,
}

impl Place {
    fn new(user: &str, project: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place =
            Place { environment: vec![("SANDCASTLE_HOME", folder.path().join("home").display().to_string())], folder };
        place.home().ensure().unwrap();
        std::fs::create_dir(place.folder.path().join("project")).unwrap();
        for (path, text) in [(place.home().config_file(), user), (place.project(), project)] {
            if !text.is_empty() {
                crate::fs::write_atomic(&path, text.as_bytes(), 0o600).unwrap();
            }
        }
        place
    }

    fn with(mut self, variable: &'static str, value: &str) -> Self {
        self.environment.push((variable, value.to_owned()));
        self
    }

    fn environment(&self) -> Environment {
        Environment::of(self.environment.clone())
    }

    fn home(&self) -> Home {
        Home::locate(&self.environment(), Path::new("/")).unwrap()
    }

    fn project(&self) -> std::path::PathBuf {
        self.folder.path().join("project/sandbox.toml")
    }

    fn load(&self, flags: &[(&str, &str)]) -> Result<Settings> {
        Settings::load(&self.environment(), &self.home(), flags, &self.folder.path().join("project"))
    }

    fn refuse(&self) -> crate::error::Error {
        self.load(&[]).unwrap_err()
    }
}

#[test]
fn flag_beats_environment_beats_project_beats_user_beats_default() {
    let place = Place::new("engine = 'user'\nimage = 'user'\nsandbox.pids = 99", "[settings]\nimage = 'project'")
        .with("SANDCASTLE_ENGINE", "environment");
    let all = place.load(&[]).unwrap();
    let flagged = place.load(&[("engine", "flag"), ("image", "flag")]).unwrap();
    let shown = |settings: &Settings, name| {
        let entry = settings.entry(name).unwrap();
        format!("{name} = {} from {}", entry.value, entry.origin)
    };
    let lines = [
        shown(&flagged, "engine"),
        shown(&all, "engine"),
        shown(&flagged, "image"),
        shown(&all, "image"),
        shown(&all, "sandbox.pids"),
        shown(&all, "sandbox.memory"),
    ];
    insta::assert_snapshot!(lines.join("\n").replace(&place.folder.path().display().to_string(), "PLACE"), @r"
    engine = flag from flag
    engine = environment from environment (SANDCASTLE_ENGINE)
    image = flag from flag
    image = project from project (PLACE/project/sandbox.toml)
    sandbox.pids = 99 from user (PLACE/home/config.toml)
    sandbox.memory = 2 GiB from default
    ");
}

#[test]
fn an_empty_variable_is_unset_and_an_empty_setting_overrides() {
    let place = Place::new("image = 'user'", "[settings]\nimage = ''").with("SANDCASTLE_ENGINE", "");
    let settings = place.load(&[]).unwrap();
    assert_eq!(settings.entry("engine").unwrap().origin, Origin::Default);
    assert_eq!((settings.image(), settings.entry("image").unwrap().origin.word()), (None, "project"));
}

#[test]
fn with_no_files_every_getter_gives_the_default_of_the_table() {
    let settings = Place::new("", "").load(&[]).unwrap();
    assert!(settings.entries().iter().all(|entry| entry.origin == Origin::Default));
    let is = |name: &str, value: &dyn std::fmt::Display| {
        assert_eq!(settings.entry(name).unwrap().value.to_string(), value.to_string(), "{name}");
    };
    is("sandbox.cpus", &settings.cpus());
    is("sandbox.memory", &settings.memory());
    is("sandbox.pids", &settings.pids());
    is("sandbox.network", &settings.network());
    is("sandbox.egress", &settings.egress());
    is("route.prefix", &settings.route_prefix());
    is("route.provider", &settings.route_provider());
    is("route.scheme", &settings.route_scheme());
    is("route.entrypoints", &settings.route_entrypoints().join(","));
    is("guest.road", &settings.guest_road());
    is("lock_timeout", &format!("{}s", settings.lock_timeout().as_secs()));
    is("engine_timeout", &format!("{}s", settings.engine_timeout().as_secs()));
    assert_eq!((settings.engine(), settings.image(), settings.user(), settings.workdir()), (None, None, None, None));
    assert_eq!((settings.route_dynamic_dir(), settings.route_domain(), settings.setup_mirror()), (None, None, None));
    assert_eq!((settings.ttl(), settings.route_public_port(), settings.route_address()), (None, None, None));
}

#[test]
fn every_getter_gives_what_the_file_says() {
    let text = r#"
        engine = "tcp://engine:2375"
        engine_timeout = "20s"
        lock_timeout = 60
        image = "node:22"
        setup.mirror = "http://mirror/debian"
        guest.road = "bridge"
        sandbox = { cpus = 0.5, memory = "1g", pids = 64, network = "none", user = "node", workdir = "/app", ttl = "24h" }
        [route]
        prefix = "x"
        provider = "traefik"
        dynamic_dir = "/etc/traefik"
        domain = "Example.COM"
        entrypoints = ["web"]
        public_port = 8443
        address = "10.0.0.1"
    "#;
    let settings = Place::new(text, "").load(&[]).unwrap();
    assert_eq!((settings.engine(), settings.image()), (Some("tcp://engine:2375"), Some("node:22")));
    assert_eq!((settings.engine_timeout().as_secs(), settings.lock_timeout().as_secs()), (20, 60));
    assert_eq!((settings.cpus(), settings.memory().bytes(), settings.pids()), (0.5, 1 << 30, 64));
    assert_eq!((settings.network(), settings.guest_road()), (Network::None, GuestRoad::Bridge));
    assert_eq!((settings.user(), settings.workdir()), (Some("node"), Some("/app")));
    assert_eq!(settings.ttl().unwrap().to_string(), "1d");
    assert_eq!((settings.route_prefix(), settings.route_provider()), ("x", RouteProvider::Traefik));
    assert_eq!(settings.route_dynamic_dir(), Some(Path::new("/etc/traefik")));
    assert_eq!((settings.route_domain(), settings.route_entrypoints()), (Some("example.com"), &["web".to_owned()][..]));
    assert_eq!(settings.route_public_port().unwrap().number(), 8443);
    assert_eq!(settings.route_address(), Some([10, 0, 0, 1].into()));
    assert_eq!(settings.setup_mirror(), Some("http://mirror/debian"));
}

#[test]
fn the_scheme_follows_the_provider_unless_it_is_set() {
    let scheme = |text| Place::new(text, "").load(&[]).unwrap().entry("route.scheme").unwrap().value.to_string();
    assert_eq!(scheme(""), "http");
    assert_eq!(scheme("route.provider = 'traefik'"), "https");
    assert_eq!(scheme("route.provider = 'traefik'\nroute.scheme = 'http'"), "http");
}

#[test]
fn a_settings_file_that_is_no_toml_is_damaged_and_says_where() {
    let place = Place::new("image = 'a'\nengine = = 'b'\n", "");
    let error = place.refuse();
    assert_eq!(error.kind(), Kind::Damaged);
    let message = error.message().replace(&place.folder.path().display().to_string(), "PLACE");
    insta::assert_snapshot!(message, @r"PLACE/home/config.toml, line 2, column 10: extra `=`, expected nothing");
}

#[test]
fn a_settings_file_that_cannot_be_read_is_damaged() {
    let place = Place::new("", "");
    std::fs::create_dir(place.home().config_file()).unwrap();
    assert_eq!(place.refuse().kind(), Kind::Damaged);

    let place = Place::new("", "");
    crate::fs::write_atomic(&place.home().config_file(), b"image = 'a'\n# \xff\n", 0o600).unwrap();
    assert!(place.refuse().message().ends_with("line 2 is not UTF-8"));

    let place = Place::new(&"#".repeat(2 << 20), "");
    assert!(place.refuse().message().ends_with("it is larger than 1 MiB"));
}

#[test]
fn settings_files_are_strict() {
    for (text, expected) in [
        ("imge = 'a'", "there is no setting `imge`"),
        ("sandbox.cpus = '2'", "is not a number from 0.01 to 1024"),
        ("sandbox.pids = 1.5", "is not a whole number"),
        ("sandbox.memory = true", "is not a size"),
        ("image = 5", "is not a text"),
        ("route.entrypoints = 'web'", "is not a list"),
        ("route.entrypoints = []", "is not a list"),
        ("[image]\nname = 'a'", "image: a table is not a text on one line"),
        ("sandbox = 'a'", "there is no setting `sandbox`"),
    ] {
        let error = Place::new(text, "").refuse();
        assert_eq!(error.kind(), Kind::Usage, "{text}");
        assert!(error.message().contains(expected), "{text}: {error}");
        assert!(error.message().contains("config.toml, line 1, column"), "{text}: {error}");
    }
}

#[test]
fn a_bad_variable_and_a_bad_flag_are_named() {
    let place = Place::new("", "").with("SANDCASTLE_ENGINE", "a\u{7f}b");
    assert!(place.refuse().message().starts_with("SANDCASTLE_ENGINE: engine: "));
    let error = Place::new("", "").load(&[("sandbox.cpus", "0")]).unwrap_err();
    assert_eq!(error.to_string(), "sandbox.cpus: `0` is not a number from 0.01 to 1024");
}

#[test]
fn a_project_file_that_was_ignored_is_a_warning() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new("", "[settings]\nimage = 'a'");
    std::fs::set_permissions(place.project(), std::fs::Permissions::from_mode(0o666)).unwrap();
    let settings = place.load(&[]).unwrap();
    assert_eq!((settings.image(), settings.warnings().len()), (None, 1));
}
