//! The environment of the process, read once. The only reader of it.
//! Values need not be UTF-8; where text is needed, what is not text is replaced and fails where it is used.

use super::aws::AwsKey;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::PathBuf;

/// A snapshot of the environment.
#[derive(Clone, Default)]
pub struct Environment {
    variables: BTreeMap<OsString, OsString>,
}

impl Environment {
    /// Takes the snapshot. Called once, by `main`.
    #[expect(clippy::disallowed_methods, reason = "this is the reader of the environment")]
    pub fn read() -> Self {
        Environment { variables: std::env::vars_os().collect() }
    }

    /// An environment of these variables alone.
    pub fn of<K: Into<OsString>, V: Into<OsString>>(variables: impl IntoIterator<Item = (K, V)>) -> Self {
        Environment { variables: variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect() }
    }

    /// The value of `name` exactly as it is, for `-e NAME`: empty is not unset.
    pub fn lookup(&self, name: impl AsRef<OsStr>) -> Option<&OsStr> {
        self.variables.get(name.as_ref()).map(OsString::as_os_str)
    }

    /// The value of one of our own variables: empty is unset.
    fn value(&self, name: &str) -> Option<&OsStr> {
        self.lookup(name).filter(|value| !value.is_empty())
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.value(name).map(|value| value.to_string_lossy().into_owned())
    }

    fn path(&self, name: &str) -> Option<PathBuf> {
        self.value(name).map(PathBuf::from)
    }

    /// The XDG specification has relative paths ignored.
    fn absolute(&self, name: &str) -> Option<PathBuf> {
        self.path(name).filter(|path| path.is_absolute())
    }

    /// Set, and neither empty nor a word for no.
    fn says_yes(&self, name: &str) -> bool {
        self.text(name)
            .is_some_and(|value| matches!(value.to_ascii_lowercase().as_str(), "1" | "true" | "yes" | "y" | "on"))
    }

    /// `SANDCASTLE_HOME`: the folder of everything.
    pub fn sandcastle_home(&self) -> Option<PathBuf> {
        self.path("SANDCASTLE_HOME")
    }

    /// `SANDCASTLE_YES`: every question is answered yes.
    pub fn yes(&self) -> bool {
        self.says_yes("SANDCASTLE_YES")
    }

    /// `SANDCASTLE_ACTOR`: who the caller acts for; events say so.
    pub fn actor(&self) -> Option<String> {
        self.text("SANDCASTLE_ACTOR")
    }

    /// `SANDCASTLE_LOG`: what the program tells of its steps.
    pub fn log(&self) -> Option<String> {
        self.text("SANDCASTLE_LOG")
    }

    /// `SANDCASTLE_SECRETS_KEY`: the key of the secrets, base64 of 32 bytes.
    pub fn secrets_key(&self) -> Option<String> {
        self.text("SANDCASTLE_SECRETS_KEY")
    }

    /// `DOCKER_HOST`: the engine's address.
    pub fn docker_host(&self) -> Option<String> {
        self.text("DOCKER_HOST")
    }

    /// `DOCKER_CONTEXT`: the name of a Docker context.
    pub fn docker_context(&self) -> Option<String> {
        self.text("DOCKER_CONTEXT")
    }

    /// `DOCKER_CONFIG`: the folder of Docker's client settings.
    pub fn docker_config(&self) -> Option<PathBuf> {
        self.path("DOCKER_CONFIG")
    }

    /// `DOCKER_TLS_VERIFY`: docker takes any value but the empty one as yes.
    pub fn docker_tls_verify(&self) -> bool {
        self.value("DOCKER_TLS_VERIFY").is_some()
    }

    /// `HOME`.
    pub fn home(&self) -> Option<PathBuf> {
        self.absolute("HOME")
    }

    /// `XDG_RUNTIME_DIR`: where rootless engines have their sockets.
    pub fn runtime_dir(&self) -> Option<PathBuf> {
        self.absolute("XDG_RUNTIME_DIR")
    }

    /// `XDG_CONFIG_HOME`.
    pub fn config_home(&self) -> Option<PathBuf> {
        self.absolute("XDG_CONFIG_HOME")
    }

    /// `XDG_DATA_HOME`.
    pub fn data_home(&self) -> Option<PathBuf> {
        self.absolute("XDG_DATA_HOME")
    }

    /// `XDG_STATE_HOME`.
    pub fn state_home(&self) -> Option<PathBuf> {
        self.absolute("XDG_STATE_HOME")
    }

    /// `NO_COLOR`: any value but the empty one (no-color.org).
    pub fn no_color(&self) -> bool {
        self.value("NO_COLOR").is_some()
    }

    /// `CLICOLOR_FORCE`: any value but `0` (bixense.com/clicolors).
    pub fn force_color(&self) -> bool {
        self.text("CLICOLOR_FORCE").is_some_and(|value| value != "0")
    }

    /// `TERM=dumb`: a terminal that can't move its cursor.
    pub fn dumb_terminal(&self) -> bool {
        self.value("TERM").is_some_and(|term| term == "dumb")
    }

    /// `http_proxy`. The upper-case form comes from request headers in CGI, so that curl ignores it; docker takes both.
    pub fn http_proxy(&self) -> Option<String> {
        self.either_case("http_proxy", "HTTP_PROXY")
    }

    /// `https_proxy` or `HTTPS_PROXY`.
    pub fn https_proxy(&self) -> Option<String> {
        self.either_case("https_proxy", "HTTPS_PROXY")
    }

    /// `no_proxy` or `NO_PROXY`.
    pub fn no_proxy(&self) -> Option<String> {
        self.either_case("no_proxy", "NO_PROXY")
    }

    fn either_case(&self, lower: &str, upper: &str) -> Option<String> {
        self.text(lower).or_else(|| self.text(upper))
    }

    /// `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, where both are set, and `AWS_SESSION_TOKEN`.
    pub(super) fn aws_key(&self) -> Option<AwsKey> {
        let (id, secret) = (self.text("AWS_ACCESS_KEY_ID")?, self.text("AWS_SECRET_ACCESS_KEY")?);
        Some(AwsKey { id, secret, token: self.text("AWS_SESSION_TOKEN") })
    }

    /// `AWS_PROFILE`: the name of a profile in the two files.
    pub(super) fn aws_profile(&self) -> Option<String> {
        self.text("AWS_PROFILE")
    }

    /// `AWS_SHARED_CREDENTIALS_FILE`, else the usual place.
    pub(super) fn aws_credentials_file(&self) -> Option<PathBuf> {
        self.path("AWS_SHARED_CREDENTIALS_FILE").or_else(|| Some(self.home()?.join(".aws/credentials")))
    }

    /// `AWS_CONFIG_FILE`, else the usual place.
    pub(super) fn aws_config_file(&self) -> Option<PathBuf> {
        self.path("AWS_CONFIG_FILE").or_else(|| Some(self.home()?.join(".aws/config")))
    }

    /// `AWS_REGION`, else `AWS_DEFAULT_REGION`.
    pub(super) fn aws_region(&self) -> Option<String> {
        self.text("AWS_REGION").or_else(|| self.text("AWS_DEFAULT_REGION"))
    }

    /// `AWS_ENDPOINT_URL_S3`, else `AWS_ENDPOINT_URL`.
    pub(super) fn aws_endpoint_url(&self) -> Option<String> {
        self.text("AWS_ENDPOINT_URL_S3").or_else(|| self.text("AWS_ENDPOINT_URL"))
    }

    /// The host's proxies, each under the name of its variable in lower and in upper case.
    pub fn proxies(&self) -> BTreeMap<String, String> {
        let named =
            [("http_proxy", self.http_proxy()), ("https_proxy", self.https_proxy()), ("no_proxy", self.no_proxy())];
        let set = named.into_iter().filter_map(|(name, value)| Some((name, value?)));
        set.flat_map(|(name, value)| [(name.to_owned(), value.clone()), (name.to_uppercase(), value)]).collect()
    }

    /// `SSL_CERT_FILE`: the host's own certificate authorities.
    pub fn ssl_cert_file(&self) -> Option<PathBuf> {
        self.path("SSL_CERT_FILE")
    }
}

/// Names only: values may be secrets.
impl fmt::Debug for Environment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.variables.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::ffi::OsStringExt;

    use super::*;

    #[test]
    fn a_value_that_is_not_utf_8_neither_panics_nor_is_lost() {
        let raw = OsString::from_vec(b"/tmp/\xff".to_vec());
        let environment = Environment::of([("SANDCASTLE_HOME", raw.clone()), ("DOCKER_HOST", raw.clone())]);
        assert_eq!(environment.sandcastle_home(), Some(PathBuf::from(raw.clone())));
        assert_eq!(environment.docker_host().as_deref(), Some("/tmp/\u{fffd}"));
        assert_eq!(environment.lookup("DOCKER_HOST"), Some(raw.as_os_str()));
    }

    #[test]
    fn empty_is_unset_for_us_and_kept_for_the_sandbox() {
        let environment = Environment::of([("SANDCASTLE_HOME", ""), ("NO_COLOR", ""), ("DOCKER_TLS_VERIFY", "")]);
        assert_eq!(environment.sandcastle_home(), None);
        assert!(!environment.no_color() && !environment.docker_tls_verify());
        assert_eq!(environment.lookup("NO_COLOR"), Some(OsStr::new("")));
        assert_eq!(environment.lookup("MISSING"), None);
    }

    #[test]
    fn yes_is_a_word_for_yes_and_nothing_else() {
        for (value, yes) in
            [("1", true), ("true", true), ("y", true), ("Yes", true), ("0", false), ("banana", false), ("no", false)]
        {
            assert_eq!(Environment::of([("SANDCASTLE_YES", value)]).yes(), yes, "{value}");
        }
    }

    #[test]
    fn relative_xdg_folders_are_ignored_and_proxies_are_read_in_both_cases() {
        let environment = Environment::of([("XDG_DATA_HOME", "data"), ("HTTPS_PROXY", "http://p"), ("no_proxy", "a")]);
        assert_eq!(environment.data_home(), None);
        assert_eq!(environment.https_proxy().as_deref(), Some("http://p"));
        assert_eq!(environment.no_proxy().as_deref(), Some("a"));
    }

    #[test]
    fn what_is_logged_of_it_are_names() {
        let shown = format!("{:?}", Environment::of([("TOKEN", "s3cret")]));
        assert_eq!(shown, r#"{"TOKEN"}"#);
    }

    #[test]
    fn the_environment_of_this_process_can_be_read() {
        assert!(Environment::read().lookup("PATH").is_some());
    }
}
