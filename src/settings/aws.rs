//! Who we are at an object store, as the tools of AWS are told: by the environment, else by a profile in two files.
//! Sources: AWS SDKs and Tools Reference Guide, "Shared config and credentials files". Roles, SSO and processes that give
//! credentials are not known here.

use super::{Environment, Settings};
use crate::error::{Error, Kind, Result};
use std::collections::BTreeMap;
use std::path::Path;

/// The region where nobody names one: what most servers other than AWS take.
const REGION: &str = "us-east-1";

/// A key.
#[derive(Clone, PartialEq, Eq)]
pub struct AwsKey {
    /// Its name.
    pub id: String,
    /// The secret.
    pub secret: String,
    /// Goes with a key that is valid for a while.
    pub token: Option<String>,
}

/// How an object store is reached.
pub struct AwsAccess {
    /// Who we are.
    pub key: AwsKey,
    /// The region that requests are signed for.
    pub region: String,
    /// The server's URL; without one it is AWS.
    pub endpoint: Option<String>,
    /// The bucket stands in the path, and not in the host's name.
    pub path_style: bool,
}

/// Puts together what settings, environment and profile say.
///
/// # Errors
/// `denied` without credentials; when a profile that was named is not there.
pub fn access(settings: &Settings, environment: &Environment) -> Result<AwsAccess> {
    let profile = Profile::read(environment)?;
    let key = environment.aws_key().or_else(|| profile.key()).ok_or_else(|| {
        Error::new(Kind::Denied, "there are no credentials for the object store").hint(
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile in ~/.aws/credentials (AWS_PROFILE names it)",
        )
    })?;
    let region = environment.aws_region().or_else(|| settings.s3_region().map(str::to_owned));
    let endpoint = environment.aws_endpoint_url().or_else(|| settings.s3_endpoint().map(str::to_owned));
    let endpoint = endpoint.or_else(|| profile.get("endpoint_url"));
    Ok(AwsAccess {
        key,
        region: region.or_else(|| profile.get("region")).unwrap_or_else(|| REGION.to_owned()),
        path_style: settings.s3_path_style().unwrap_or(endpoint.is_some()),
        endpoint,
    })
}

/// What the two files say of one profile.
#[derive(Debug, Default)]
struct Profile {
    values: BTreeMap<String, String>,
}

impl Profile {
    fn read(environment: &Environment) -> Result<Profile> {
        let named = environment.aws_profile();
        let name = named.as_deref().unwrap_or("default");
        let mut found = false;
        let mut values = BTreeMap::new();
        let files = [(environment.aws_config_file(), "profile "), (environment.aws_credentials_file(), "")];
        for (file, prefix) in files {
            let Some(text) = file.as_deref().map(read).transpose()?.flatten() else { continue };
            // In the first file the sections of profiles have a word before the name, but for `default`.
            for section in [name.to_owned(), format!("{prefix}{name}")] {
                if let Some(pairs) = section_of(&text, &section) {
                    found = true;
                    values.extend(pairs);
                }
            }
        }
        if let (Some(name), false) = (&named, found) {
            return Err(Error::new(Kind::NotFound, format!("there is no profile {name:?} in the files of AWS"))
                .hint("check AWS_PROFILE, AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE"));
        }
        Ok(Profile { values })
    }

    fn get(&self, key: &str) -> Option<String> {
        self.values.get(key).cloned()
    }

    fn key(&self) -> Option<AwsKey> {
        let (id, secret) = (self.get("aws_access_key_id")?, self.get("aws_secret_access_key")?);
        Some(AwsKey { id, secret, token: self.get("aws_session_token") })
    }
}

fn read(file: &Path) -> Result<Option<String>> {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    match std::fs::read(file) {
        Ok(text) => Ok(Some(String::from_utf8_lossy(&text).into_owned())),
        Err(error) if matches!(error.kind(), NotFound | NotADirectory) => Ok(None),
        Err(error) => Err(Error::io(format!("reading {}", file.display()), error)),
    }
}

/// The pairs of a section; lines that are indented belong to the one before and are not for us.
fn section_of(text: &str, wanted: &str) -> Option<BTreeMap<String, String>> {
    let mut pairs = None;
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with(['#', ';']) || line.starts_with(char::is_whitespace) || line.is_empty() {
            continue;
        }
        if let Some(section) = line.strip_prefix('[') {
            let name = section.split(']').next().unwrap_or_default();
            inside = name.split_whitespace().eq(wanted.split_whitespace());
            if inside {
                pairs.get_or_insert_with(BTreeMap::new);
            }
        } else if let (true, Some((key, value))) = (inside, line.split_once('=')) {
            let value = value.split(" #").next().unwrap_or_default().trim();
            if let (Some(pairs), false) = (&mut pairs, value.is_empty()) {
                pairs.insert(key.trim().to_ascii_lowercase(), value.to_owned());
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(variables: &[(&str, &str)], credentials: &str, config: &str) -> Result<Profile> {
        let folder = tempfile::tempdir().unwrap();
        let files = [("AWS_SHARED_CREDENTIALS_FILE", credentials), ("AWS_CONFIG_FILE", config)].map(|(name, text)| {
            let path = folder.path().join(name);
            crate::fs::write_atomic(&path, text.as_bytes(), 0o600).unwrap();
            (name.to_owned(), path.to_string_lossy().into_owned())
        });
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Profile::read(&Environment::of(variables.chain(files)))
    }

    const CREDENTIALS: &str = "[default]\naws_access_key_id = one\naws_secret_access_key=a=b\n\n[other]\naws_access_key_id = two\naws_secret_access_key = c\naws_session_token = t\n";
    const CONFIG: &str = "# comment\n[default]\nregion = eu-west-1\n[profile other]\nregion = eu-north-1 # cold\ns3 =\n  region = not-this\nendpoint_url = https://s3.example.com\n";

    #[test]
    fn the_profile_that_is_named_counts_and_default_where_none_is() {
        let found = profile(&[], CREDENTIALS, CONFIG).unwrap();
        assert!(found.key() == Some(AwsKey { id: "one".into(), secret: "a=b".into(), token: None }));
        assert_eq!(found.get("region").as_deref(), Some("eu-west-1"));
        let found = profile(&[("AWS_PROFILE", "other")], CREDENTIALS, CONFIG).unwrap();
        assert!(found.key() == Some(AwsKey { id: "two".into(), secret: "c".into(), token: Some("t".into()) }));
        assert_eq!(found.get("region").as_deref(), Some("eu-north-1"));
        assert_eq!(found.get("endpoint_url").as_deref(), Some("https://s3.example.com"));
    }

    #[test]
    fn a_profile_that_is_not_there_is_an_error_only_if_it_was_named() {
        assert!(profile(&[], "", "").unwrap().key().is_none());
        assert_eq!(profile(&[("AWS_PROFILE", "gone")], CREDENTIALS, CONFIG).unwrap_err().kind(), Kind::NotFound);
    }
}
