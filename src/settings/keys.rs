//! Every setting there is: its name, what it may be, its default, and who may set it.

use super::choices::{Answer, GuestRoad, RouteProvider, Scheme};
use super::value::{Form, Text, Value};
use crate::error::{Error, Result};
use crate::sandbox::duration::Span;
use crate::sandbox::hardening::Profile;
use crate::sandbox::pool::MOST;
use crate::sandbox::size::ByteSize;
use crate::sandbox::spec::IDLE;

/// A setting.
#[derive(Debug)]
pub struct Key {
    /// Its name, as in `config set`: `sandbox.memory`.
    pub name: &'static str,
    /// What it may be.
    pub form: Form,
    /// Its default, as it would be typed; a key with none may be empty.
    pub default: Option<&'static str>,
    /// What it is for, on one line.
    pub help: &'static str,
    /// Whether a project's `sandbox.toml` may set it: nothing that concerns the machine.
    pub project: bool,
    /// The variable of the environment that sets it.
    pub variable: Option<&'static str>,
}

const fn machine(name: &'static str, form: Form, default: Option<&'static str>, help: &'static str) -> Key {
    Key { name, form, default, help, project: false, variable: None }
}

const fn project(name: &'static str, form: Form, default: Option<&'static str>, help: &'static str) -> Key {
    Key { name, form, default, help, project: true, variable: None }
}

/// The longest time to live, and as good as for ever: 10 years.
const LONGEST: Span = Span::seconds(10 * 365 * 86_400);

/// The limits of memory, processes and processors are the engine's own: docker refuses less than 6 MiB, and
/// `pid_max` ends at 2^22.
pub static KEYS: &[Key] = &[
    Key {
        variable: Some("SANDCASTLE_ENGINE"),
        ..machine("engine", Form::Text(Text::Line), None, "address of the engine; empty: as docker finds it")
    },
    machine(
        "engine_timeout",
        Form::Span(Span::seconds(1), Span::seconds(3600)),
        Some("10s"),
        "limit of one call to the engine",
    ),
    machine(
        "lock_timeout",
        Form::Span(Span::seconds(1), Span::seconds(3600)),
        Some("30s"),
        "how long to wait for a lock",
    ),
    project("image", Form::Text(Text::Line), None, "image of new sandboxes; empty: the built-in one"),
    project("sandbox.cpus", Form::Float(0.01, 1024.0), Some("2"), "processors of a new sandbox"),
    project("sandbox.memory", Form::Size(ByteSize::mebibytes(6)), Some("2GiB"), "memory of a new sandbox"),
    project("sandbox.pids", Form::Integer(16, 4_194_304), Some("512"), "most processes of a new sandbox"),
    project("sandbox.network", Form::Text(Text::Network), Some("isolated"), "what a new sandbox can reach"),
    machine("sandbox.egress", Form::Text(Text::Egress), Some("public"), "what a new sandbox may reach outside"),
    machine("egress.resolver", Form::Text(Text::Server), None, "DNS server for names in egress rules; empty: as here"),
    project("sandbox.user", Form::Text(Text::User), None, "user of a new sandbox; empty: the image's"),
    project("sandbox.workdir", Form::Text(Text::AbsolutePath), None, "working directory; empty: the image's"),
    project("sandbox.ttl", Form::Span(Span::seconds(1), LONGEST), None, "age at which gc removes it; empty: never"),
    project(
        "sandbox.idle",
        Form::Span(IDLE.0, IDLE.1),
        None,
        "time without work after which gc stops it; empty: never",
    ),
    machine("sandbox.profile", Form::Choice(Profile::WORDS), Some("default"), "how strictly a new sandbox is confined"),
    machine(
        "sandbox.runtime",
        Form::Text(Text::Runtime),
        None,
        "runtime of a new sandbox; empty: the engine's default",
    ),
    project("sandbox.shm_size", Form::Size(ByteSize::mebibytes(1)), None, "size of /dev/shm; empty: 64 MiB"),
    project("sandbox.disk", Form::Size(ByteSize::mebibytes(1)), None, "most that it writes; empty: as the engine can"),
    machine(
        "trust_host_ca",
        Form::Choice(Answer::WORDS),
        Some("no"),
        "whether this machine's CAs and proxies count inside",
    ),
    machine("route.prefix", Form::Text(Text::LabelPrefix), Some("qa-"), "what a public host name starts with"),
    machine("route.provider", Form::Choice(RouteProvider::WORDS), Some("direct"), "what makes ports visible"),
    machine("route.dynamic_dir", Form::Text(Text::AbsolutePath), None, "folder that Traefik watches"),
    machine("route.domain", Form::Text(Text::Domain), None, "domain of public host names"),
    machine("route.entrypoints", Form::List(Text::Name), Some("web,websecure"), "entrypoints of Traefik"),
    machine(
        "route.scheme",
        Form::Choice(Scheme::WORDS),
        None,
        "scheme of URLs; empty: https with traefik, http direct",
    ),
    machine("route.public_port", Form::Integer(1, 65_535), None, "port of public URLs; empty: the scheme's"),
    machine("route.address", Form::Text(Text::Address), None, "address to publish ports on; empty: the bridge"),
    machine("guest.road", Form::Choice(GuestRoad::WORDS), Some("auto"), "how the guest in a sandbox is reached"),
    project(
        "snapshot.caches",
        Form::List(Text::FileName),
        Some("node_modules,.next,out,.venv,__pycache__,.cache"),
        "directories that snapshots and forks leave out",
    ),
    machine("pool.size", Form::Integer(0, MOST as u64), Some("0"), "sandboxes of the default image that wait, started"),
    machine("pool.members", Form::List(Text::PoolKind), None, "other kinds that wait: IMAGE [cpus=N] [memory=SIZE] N"),
    machine("pool.refill", Form::Choice(Answer::WORDS), Some("yes"), "whether a claim fills the pool up again"),
    machine(
        "pool.max_age",
        Form::Span(Span::seconds(60), Span::seconds(30 * 86_400)),
        Some("24h"),
        "age at which gc renews what waits in the pool",
    ),
    machine(
        "account",
        Form::Text(Text::Label),
        Some("default"),
        "whose home, data, volumes and versions are meant: a name as in DNS",
    ),
    machine("data_root", Form::Text(Text::AbsolutePath), None, "folder with a data folder per account; empty: our own"),
    machine("s3.endpoint", Form::Text(Text::Url), None, "URL of the object store; empty: the profile's, else AWS"),
    machine("s3.region", Form::Text(Text::Name), None, "region of the object store; empty: the profile's"),
    machine(
        "s3.path_style",
        Form::Choice(Answer::WORDS),
        None,
        "whether the bucket stands in the path; empty: with an endpoint",
    ),
    machine("s3.allow_http", Form::Choice(Answer::WORDS), Some("no"), "whether an object store may be without TLS"),
    machine("setup.mirror", Form::Text(Text::Url), None, "Debian mirror for images; empty: the host's own"),
];

impl Key {
    /// The key `name`; of an unknown one the error names the nearest.
    pub fn find(name: &str) -> Result<&'static Key> {
        KEYS.iter().find(|key| key.name == name).ok_or_else(|| unknown(name))
    }

    /// The value that `text` stands for. Empty is unset, where the key has no default.
    pub fn parse(&self, text: &str) -> Result<Value> {
        if text.trim().is_empty() && self.default.is_none() {
            return Ok(Value::Unset);
        }
        self.form.parse(text).ok_or_else(|| self.refuse(format_args!("`{}`", text.escape_debug())))
    }

    /// The value in a file.
    pub(super) fn read(&self, value: &toml_edit::Value) -> Result<Value> {
        if value.as_str() == Some("") && self.default.is_none() {
            return Ok(Value::Unset);
        }
        self.form.read(value).ok_or_else(|| self.refuse(format_args!("`{}`", value.to_string().trim())))
    }

    /// The value where nobody sets one.
    pub fn default_value(&self) -> Value {
        self.default.and_then(|text| self.form.parse(text)).unwrap_or(Value::Unset)
    }

    fn refuse(&self, value: impl std::fmt::Display) -> Error {
        Error::usage(format!("{}: {value} is not {}", self.name, self.form))
    }
}

/// An unknown key, with the nearest one as the hint.
fn unknown(name: &str) -> Error {
    let error = Error::usage(format!("there is no setting `{}`", name.escape_debug()));
    let likeness = |key: &&Key| strsim::normalized_damerau_levenshtein(name, key.name);
    let last_part = |key: &&Key| key.name.rsplit('.').next() == Some(name);
    let near = KEYS.iter().map(|key| (likeness(&key), key)).filter(|(likeness, _)| *likeness > 0.6);
    let nearest = near.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, key)| key);
    match nearest.or_else(|| KEYS.iter().find(last_part)) {
        Some(key) => error.hint(format!("did you mean `{}`?", key.name)),
        None => error.hint("list them: sandcastle config show"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(key: &str, text: &str) -> bool {
        Key::find(key).unwrap().parse(text).is_ok()
    }

    #[test]
    fn every_default_has_its_keys_form() {
        for key in KEYS {
            if let Some(default) = key.default {
                assert!(accepts(key.name, default), "{}", key.name);
            }
            assert!(key.help.len() < 80 && !key.help.ends_with('.'), "{}", key.name);
        }
    }

    #[test]
    fn values_out_of_range_or_of_another_form_are_refused() {
        for (key, good, bad) in [
            ("sandbox.cpus", &["0.01", "2", "1024"][..], &["0", "1025", "nan", "many", ""][..]),
            ("sandbox.memory", &["6MiB", "2g"], &["5MiB", "0", "-1", ""]),
            ("sandbox.pids", &["16", "4194304"], &["15", "4194305", "1.5", "-16"]),
            ("sandbox.network", &["isolated", "none", "group:web"], &["host", "Isolated", "group:", "group:A B", ""]),
            ("sandbox.egress", &["public", "none", "allow:x.example:443, public"], &["", "Public", "allow:x"]),
            ("egress.resolver", &["", "192.0.2.53", "127.0.0.1:5353"], &["dns.example", "192.0.2.53:x"]),
            ("sandbox.user", &["", "node", "1000:1000", "www-data"], &["a:b:c", "-x", "a b", ":1"]),
            ("sandbox.workdir", &["", "/workspace"], &["workspace", "./x"]),
            ("sandbox.ttl", &["", "24h", "60"], &["0", "ever"]),
            ("sandbox.profile", &["default", "strict"], &["", "none", "Strict"]),
            ("sandbox.runtime", &["", "runsc", "io.containerd.runc.v2"], &["a b", "../x", "-x"]),
            ("sandbox.shm_size", &["", "1MiB", "2g"], &["1k", "x"]),
            ("sandbox.disk", &["", "10GiB"], &["0", "-1"]),
            ("trust_host_ca", &["yes", "no"], &["", "true"]),
            ("sandbox.idle", &["", "60", "1d"], &["59s", "25h", "0"]),
            ("route.prefix", &["qa-", "x"], &["QA-", "-x", "a.b", "a_b", ""]),
            (
                "route.domain",
                &["", "example.com", "Sandbox.Example.COM", "localhost"],
                &["-a.com", "a..b", "a_b.c", "a b"],
            ),
            ("route.entrypoints", &["web", "web, websecure"], &["", "web,,x", "a b"]),
            ("route.public_port", &["", "1", "65535"], &["0", "65536", "http"]),
            ("route.address", &["", "10.0.0.1", "::1"], &["10.0.0", "localhost"]),
            ("account", &["default", "team-1"], &["", "Team", "1team", "a/b", "..", "a.b", "team-"]),
            ("s3.endpoint", &["", "https://s3.example.com", "http://127.0.0.1:8333"], &["s3.example.com", "https://"]),
            ("s3.region", &["", "eu-west-1"], &["a b", "eu/west"]),
            ("s3.path_style", &["", "yes", "no"], &["true", "maybe"]),
            ("route.dynamic_dir", &["", "/etc/traefik/dynamic"], &["dynamic"]),
            ("setup.mirror", &["", "http://deb.debian.org/debian"], &["ftp://x", "http://", "deb.debian.org"]),
            ("snapshot.caches", &["node_modules, .venv", "a b"], &["", "a/b", "..", "a,,b"]),
            ("pool.members", &["", "debian:13 cpus=1 2, snapshot:a 1"], &["debian", "x 201", "x cpus=0 1"]),
            ("lock_timeout", &["1s", "1h", "30"], &["0s", "61m", ""]),
            ("guest.road", &["auto", "shared", "bridge"], &["fast"]),
            ("engine", &["", "unix:///run/docker.sock"], &["a\nb"]),
        ] {
            good.iter().for_each(|text| assert!(accepts(key, text), "{key} = {text:?}"));
            bad.iter().for_each(|text| assert!(!accepts(key, text), "{key} = {text:?}"));
        }
    }

    #[test]
    fn a_refusal_says_what_is_expected() {
        let refusal = |key, text| Key::find(key).unwrap().parse(text).unwrap_err().to_string();
        insta::assert_snapshot!(
            [
                refusal("sandbox.cpus", "many"),
                refusal("sandbox.memory", "1k"),
                refusal("sandbox.network", "host"),
                refusal("lock_timeout", "2h"),
                refusal("route.entrypoints", "a b"),
            ]
            .join("\n"),
            @r"
        sandbox.cpus: `many` is not a number from 0.01 to 1024
        sandbox.memory: `1k` is not a size of at least 6 MiB
        sandbox.network: `host` is not isolated, none or group:NAME
        lock_timeout: `2h` is not a length of time from 1s to 1h
        route.entrypoints: `a b` is not a list of which each is a name of letters, digits, - and _
        "
        );
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let hint = |name| Key::find(name).unwrap_err().hints().join("; ");
        assert_eq!(hint("sandbox.memry"), "did you mean `sandbox.memory`?");
        assert_eq!(hint("memory"), "did you mean `sandbox.memory`?");
        assert_eq!(hint("route.dynamic-dir"), "did you mean `route.dynamic_dir`?");
        assert_eq!(hint("colour"), "list them: sandcastle config show");
    }
}
