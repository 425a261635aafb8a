//! The name of an image that is to be made: a repository and a tag.
//! Source: the Distribution project's reference grammar.

use crate::error::Error;

/// A name such as `team/app:v2`, always with its tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageName(String);

impl ImageName {
    /// The name with its tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ImageName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for ImageName {
    type Err = Error;

    fn from_str(text: &str) -> Result<ImageName, Error> {
        let malformed = || {
            Error::usage(format!("{text:?} is no name for an image"))
                .hint("a name is lower-case letters, digits and - _ . / with a tag perhaps: team/app:v2")
        };
        let (repository, tag) = match text.rsplit_once(':') {
            // The colon before a port is none before a tag.
            Some((repository, tag)) if !tag.contains('/') => (repository, tag),
            _ => (text, "latest"),
        };
        let (host, path) = match repository.split_once('/') {
            Some((host, path)) if host.contains(['.', ':']) || host == "localhost" => (Some(host), path),
            _ => (None, repository),
        };
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let is_part = |part: &str| {
            let ends = part.bytes().next().is_some_and(plain) && part.bytes().last().is_some_and(plain);
            ends && part.bytes().all(|byte| plain(byte) || matches!(byte, b'-' | b'_' | b'.')) && !part.contains("..")
        };
        let is_host = |host: &str| {
            let (name, port) = host.split_once(':').unwrap_or((host, "0"));
            let is_label = |label: &str| {
                let ends = !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
                ends && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            };
            name.split('.').all(is_label) && port.parse::<u16>().is_ok()
        };
        let is_tag = tag.len() <= 128
            && tag.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        let fits = repository.len() <= 255 && is_tag && host.is_none_or(is_host) && path.split('/').all(is_part);
        if fits { Ok(ImageName(format!("{repository}:{tag}"))) } else { Err(malformed()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_get_a_tag_and_what_is_no_name_is_refused() {
        for (text, name) in [
            ("app", "app:latest"),
            ("team/app:V2", "team/app:V2"),
            ("localhost:5000/a/b", "localhost:5000/a/b:latest"),
            ("host.example/a_b.c:1", "host.example/a_b.c:1"),
        ] {
            assert_eq!(text.parse::<ImageName>().unwrap().as_str(), name);
        }
        for text in ["", "App", "a:", "a/../b", "../x", "a@sha256:00", "a b", "/a", "a/", "a:b c", "x:99999/a"] {
            assert!(text.parse::<ImageName>().is_err(), "{text:?}");
        }
    }
}
