//! `config` from its command line to its two streams.

use std::path::Path;

use clap::Parser;

use super::*;
use crate::error::{Error, Kind};
use crate::settings::Environment;
use crate::ui::Options;
use crate::ui::testing::captured;

#[derive(Parser)]
#[command(name = "config")]
struct Command {
    #[command(flatten)]
    args: Args,
}

struct Place {
    folder: tempfile::TempDir,
    options: Options,
    engine: &'static str,
}

impl Place {
    fn new() -> Self {
        Place { folder: tempfile::tempdir().unwrap(), options: Options::default(), engine: "" }
    }

    /// Stdout and stderr of a success, or the error.
    fn try_run(&self, args: &[&str]) -> Result<(String, String), Error> {
        let path = self.folder.path().display().to_string();
        let environment = Environment::of([("SANDCASTLE_HOME", path.as_str()), ("SANDCASTLE_ENGINE", self.engine)]);
        let home = Home::locate(&environment, Path::new("/"))?;
        let settings = Settings::load(&environment, &home, &[], Path::new("/"));
        let command = Command::try_parse_from([&["config"], args].concat()).unwrap();
        let (ui, out, err) = captured(self.options);
        assert_eq!(run(&command.args, &home, settings, &Timeline::new(home.state_dir(), None), &ui)?, Exit::DONE);
        Ok((out.text().replace(&path, "HOME"), err.text()))
    }

    fn run(&self, args: &[&str]) -> String {
        let (out, err) = self.try_run(args).unwrap();
        assert_eq!(err, "");
        out
    }
}

#[test]
fn show_prints_every_setting_and_where_it_came_from() {
    let place = Place { engine: "tcp://engine:2375", ..Place::new() };
    assert_eq!(place.run(&["set", "sandbox.memory", "4g"]), "");
    insta::assert_snapshot!(place.run(&["show", "--origin"]), @r"
    KEY                VALUE                                            ORIGIN
    engine             tcp://engine:2375                                environment (SANDCASTLE_ENGINE)
    engine_timeout     10s                                              default
    lock_timeout       30s                                              default
    image                                                               default
    sandbox.cpus       2                                                default
    sandbox.memory     4 GiB                                            user (HOME/config.toml)
    sandbox.pids       512                                              default
    sandbox.network    isolated                                         default
    sandbox.egress     public                                           default
    egress.resolver                                                     default
    sandbox.user                                                        default
    sandbox.workdir                                                     default
    sandbox.ttl                                                         default
    sandbox.idle                                                        default
    sandbox.profile    default                                          default
    sandbox.runtime                                                     default
    sandbox.shm_size                                                    default
    sandbox.disk                                                        default
    trust_host_ca      no                                               default
    route.prefix       qa-                                              default
    route.provider     direct                                           default
    route.dynamic_dir                                                   default
    route.domain                                                        default
    route.entrypoints  web,websecure                                    default
    route.scheme       http                                             default
    route.public_port                                                   default
    route.address                                                       default
    guest.road         auto                                             default
    snapshot.caches    node_modules,.next,out,.venv,__pycache__,.cache  default
    pool.size          0                                                default
    pool.members                                                        default
    pool.refill        yes                                              default
    pool.max_age       1d                                               default
    account            default                                          default
    data_root                                                           default
    s3.endpoint                                                         default
    s3.region                                                           default
    s3.path_style                                                       default
    s3.allow_http      no                                               default
    setup.mirror                                                        default
    ");
}

#[test]
fn show_as_json_holds_typed_values() {
    let place = Place { options: Options { json: true, ..Options::default() }, ..Place::new() };
    let shown: serde_json::Value = serde_json::from_str(&place.run(&["show"])).unwrap();
    assert_eq!(shown["schema"], "config.v1");
    let values = shown["items"].as_array().unwrap().iter().map(|item| format!("{} = {}\n", item["key"], item["value"]));
    insta::assert_snapshot!(values.collect::<String>(), @r#"
    "engine" = null
    "engine_timeout" = "10s"
    "lock_timeout" = "30s"
    "image" = null
    "sandbox.cpus" = 2.0
    "sandbox.memory" = 2147483648
    "sandbox.pids" = 512
    "sandbox.network" = "isolated"
    "sandbox.egress" = "public"
    "egress.resolver" = null
    "sandbox.user" = null
    "sandbox.workdir" = null
    "sandbox.ttl" = null
    "sandbox.idle" = null
    "sandbox.profile" = "default"
    "sandbox.runtime" = null
    "sandbox.shm_size" = null
    "sandbox.disk" = null
    "trust_host_ca" = "no"
    "route.prefix" = "qa-"
    "route.provider" = "direct"
    "route.dynamic_dir" = null
    "route.domain" = null
    "route.entrypoints" = ["web","websecure"]
    "route.scheme" = "http"
    "route.public_port" = null
    "route.address" = null
    "guest.road" = "auto"
    "snapshot.caches" = ["node_modules",".next","out",".venv","__pycache__",".cache"]
    "pool.size" = 0
    "pool.members" = null
    "pool.refill" = "yes"
    "pool.max_age" = "1d"
    "account" = "default"
    "data_root" = null
    "s3.endpoint" = null
    "s3.region" = null
    "s3.path_style" = null
    "s3.allow_http" = "no"
    "setup.mirror" = null
    "#);
}

#[test]
fn show_quietly_prints_the_keys() {
    let place = Place { options: Options { quiet: true, ..Options::default() }, ..Place::new() };
    assert!(place.run(&["show"]).starts_with("engine\nengine_timeout\n"));
}

#[test]
fn get_prints_the_value_alone() {
    let place = Place::new();
    assert_eq!(place.run(&["get", "sandbox.memory"]), "2 GiB\n");
    assert_eq!(place.run(&["get", "image"]), "\n");
    let json = Place { options: Options { json: true, ..Options::default() }, ..place };
    insta::assert_snapshot!(json.run(&["get", "sandbox.ttl"]), @r#"{"schema":"config.v1","key":"sandbox.ttl","value":null,"origin":"default","origin_name":null,"help":"age at which gc removes it; empty: never"}"#);
}

#[test]
fn set_and_unset_may_be_repeated() {
    let place = Place::new();
    for _ in 0..2 {
        assert_eq!(place.run(&["set", "route.prefix", "x-"]), "");
        assert_eq!(place.run(&["get", "route.prefix"]), "x-\n");
    }
    for _ in 0..2 {
        assert_eq!(place.run(&["unset", "route.prefix"]), "");
        assert_eq!(place.run(&["get", "route.prefix"]), "qa-\n");
    }
}

#[test]
fn set_says_when_something_stronger_hides_it() {
    let place = Place { engine: "tcp://a", ..Place::new() };
    let (out, err) = place.try_run(&["set", "engine", "tcp://b"]).unwrap();
    assert_eq!(
        (out.as_str(), err.as_str()),
        ("", "engine is set, but here the environment (SANDCASTLE_ENGINE) overrides it\n")
    );
}

#[test]
fn a_broken_file_is_reported_and_a_mistake_in_it_can_be_removed() {
    let place = Place::new();
    let file = place.folder.path().join("config.toml");
    crate::fs::write_atomic(&file, b"imge = 'a'\n", 0o600).unwrap();
    assert_eq!(place.try_run(&["show"]).unwrap_err().kind(), Kind::Usage);
    assert_eq!(place.run(&["unset", "imge"]), "");
    assert!(place.run(&["show"]).starts_with("KEY"));

    crate::fs::write_atomic(&file, b"imge\n", 0o600).unwrap();
    assert_eq!(place.try_run(&["show"]).unwrap_err().kind(), Kind::Damaged);
    assert_eq!(place.try_run(&["set", "image", "a"]).unwrap_err().kind(), Kind::Damaged);
}

#[test]
fn unknown_keys_and_bad_values_are_wrong_usage() {
    let place = Place::new();
    for args in
        [&["get", "memory"][..], &["set", "memory", "1g"], &["set", "sandbox.memory", "-1"], &["unset", "memory"]]
    {
        assert_eq!(place.try_run(args).unwrap_err().exit(), Exit::USAGE, "{args:?}");
    }
}
