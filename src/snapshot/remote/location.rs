//! Where something is in an object store, as it is typed: `s3://bucket/prefix[@VERSION]`.

use crate::error::{Error, Result};
use std::fmt;
use std::str::FromStr;

/// Bytes of a prefix: a key has 1,024, and the rest is needed for paths.
const MAX_PREFIX: usize = 256;

/// A place in a bucket, and a version there if one was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The bucket.
    pub bucket: String,
    /// What all keys begin with, without a slash at either end; empty is the bucket itself.
    pub prefix: String,
    /// The version that is meant.
    pub version: Option<u64>,
}

impl Location {
    /// The same place without a version.
    ///
    /// # Errors
    /// `usage` when a version was named.
    pub fn without_version(self) -> Result<Location> {
        match self.version {
            None => Ok(self),
            Some(version) => Err(Error::usage(format!("a version can't be chosen here: @{version}"))
                .hint("leave it out: s3://bucket/prefix")),
        }
    }
}

impl FromStr for Location {
    type Err = Error;

    fn from_str(text: &str) -> Result<Location> {
        let refuse = |why: &str| {
            Error::usage(format!("`{}` is no place in an object store: {why}", text.escape_debug()))
                .hint("write it as s3://bucket/prefix, or s3://bucket/prefix@VERSION")
        };
        let rest = text.strip_prefix("s3://").ok_or_else(|| refuse("it does not begin with s3://"))?;
        let (place, version) = match rest.rsplit_once('@') {
            None => (rest, None),
            Some((place, version)) => {
                let digits = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
                let number = version.parse().ok().filter(|_| digits);
                (place, Some(number.ok_or_else(|| refuse("a version is a number"))?))
            }
        };
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        if !is_bucket(bucket) {
            return Err(refuse("a bucket has 3 to 63 lower-case letters, digits, dots and hyphens"));
        }
        let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
        if prefix.len() > MAX_PREFIX {
            return Err(refuse("its prefix is too long"));
        }
        if prefix.chars().any(char::is_control) {
            return Err(refuse("a control character is in it"));
        }
        if !prefix.is_empty() && prefix.split('/').any(|name| matches!(name, "" | "." | "..")) {
            return Err(refuse("a part of its prefix is empty, `.` or `..`"));
        }
        Ok(Location { bucket: bucket.to_owned(), prefix: prefix.to_owned(), version })
    }
}

/// The rules of S3 for new buckets.
fn is_bucket(name: &str) -> bool {
    let letter = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = name.as_bytes();
    (3..=63).contains(&bytes.len())
        && bytes.iter().all(|byte| letter(byte) || matches!(byte, b'.' | b'-'))
        && [bytes.first(), bytes.last()].into_iter().flatten().all(letter)
        && !name.contains("..")
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "s3://{}", self.bucket)?;
        if !self.prefix.is_empty() {
            write!(formatter, "/{}", self.prefix)?;
        }
        self.version.map_or(Ok(()), |version| write!(formatter, "@{version}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    #[test]
    fn a_place_is_read_and_written_the_same() {
        for (text, bucket, prefix, version) in [
            ("s3://bucket", "bucket", "", None),
            ("s3://my.bucket-1/a/b", "my.bucket-1", "a/b", None),
            ("s3://bucket/a b@17", "bucket", "a b", Some(17)),
        ] {
            let location: Location = text.parse().unwrap();
            assert_eq!((location.bucket.as_str(), location.prefix.as_str()), (bucket, prefix));
            assert_eq!((location.version, location.to_string().as_str()), (version, text));
        }
        assert_eq!("s3://bucket/a/".parse::<Location>().unwrap().prefix, "a");
    }

    #[test]
    fn what_leads_away_or_means_nothing_is_refused() {
        for text in [
            "",
            "bucket/a",
            "http://bucket/a",
            "s3://",
            "s3:///a",
            "s3://ab/x",
            "s3://Bucket/a",
            "s3://b_c_d/a",
            "s3://-abc",
            "s3://a..b/x",
            "s3://bucket/../x",
            "s3://bucket/a//b",
            "s3://bucket//a",
            "s3://bucket/./a",
            "s3://bucket/a\nb",
            "s3://bucket/a@",
            "s3://bucket/a@latest",
            "s3://bucket/a@-1",
            "s3://bucket/a@99999999999999999999",
            "s3://bucket/a//",
        ] {
            assert_eq!(text.parse::<Location>().unwrap_err().kind(), Kind::Usage, "{text:?}");
        }
    }
}
