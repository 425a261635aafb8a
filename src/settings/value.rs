//! What a setting may be, and what it is: forms that check, values that were checked.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use serde::{Serialize, Serializer};

use crate::sandbox::duration::Span;
use crate::sandbox::egress::Egress;
use crate::sandbox::name::Name;
use crate::sandbox::pool::Declared;
use crate::sandbox::size::ByteSize;

/// What the value of a key must look like.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// Some text.
    Text(Text),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number in this range.
    Integer(u64, u64),
    /// A number in this range.
    Float(f64, f64),
    /// A size, at least this one.
    Size(ByteSize),
    /// A length of time in this range.
    Span(Span, Span),
    /// Some texts, separated by commas on a command line.
    List(Text),
}

/// What a text must look like.
#[derive(Debug, Clone, Copy)]
pub enum Text {
    /// Anything on one line.
    Line,
    /// The beginning of a DNS label.
    LabelPrefix,
    /// A DNS label that begins with a letter.
    Label,
    /// A DNS name.
    Domain,
    /// An absolute path.
    AbsolutePath,
    /// An address of IP version 4 or 6.
    Address,
    /// A URL that starts with `http://` or `https://`.
    Url,
    /// A user, or a user and a group, by name or number.
    User,
    /// Letters, digits, `-` and `_`.
    Name,
    /// The name of a file or directory.
    FileName,
    /// A kind of sandbox and a number.
    PoolKind,
    /// The kind of a network.
    Network,
    /// The name of a container runtime.
    Runtime,
    /// What may be reached outside.
    Egress,
    /// The address of a server, with a port or without.
    Server,
}

/// The value of a setting.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// None: the key has no default either.
    Unset,
    /// A text or one of a few words.
    Text(String),
    /// A whole number.
    Integer(u64),
    /// A number.
    Float(f64),
    /// A size.
    Size(ByteSize),
    /// A length of time.
    Span(Span),
    /// Texts.
    List(Vec<String>),
}

impl Form {
    /// The value that `text` stands for, if it has this form.
    pub fn parse(self, text: &str) -> Option<Value> {
        let text = text.trim();
        match self {
            Form::Text(form) => form.parse(text).map(Value::Text),
            Form::Choice(words) => words.contains(&text).then(|| Value::Text(text.to_owned())),
            Form::Integer(least, most) => {
                text.parse().ok().filter(|number| (least..=most).contains(number)).map(Value::Integer)
            }
            Form::Float(least, most) => {
                text.parse().ok().filter(|number| (least..=most).contains(number)).map(Value::Float)
            }
            Form::Size(least) => text.parse().ok().filter(|size| *size >= least).map(Value::Size),
            Form::Span(least, most) => text.parse().ok().filter(|span| (least..=most).contains(span)).map(Value::Span),
            Form::List(form) => {
                text.split(',').map(|item| form.parse(item.trim())).collect::<Option<_>>().map(Value::List)
            }
        }
    }

    /// The value in a file, if it has this form. Numbers are no texts and texts are no numbers.
    pub(super) fn read(self, value: &toml_edit::Value) -> Option<Value> {
        match self {
            Form::Text(_) | Form::Choice(_) => self.parse(value.as_str()?),
            Form::Integer(..) => self.parse(&value.as_integer()?.to_string()),
            Form::Float(..) => {
                let number = value.as_float().map(|number| number.to_string());
                self.parse(&number.or_else(|| value.as_integer().map(|number| number.to_string()))?)
            }
            Form::Size(_) | Form::Span(..) => match value.as_integer() {
                Some(number) => self.parse(&number.to_string()),
                None => self.parse(value.as_str()?),
            },
            Form::List(form) => {
                let items = value.as_array()?;
                let items = items.iter().map(|item| item.as_str().and_then(|item| form.parse(item)));
                items.collect::<Option<Vec<_>>>().filter(|items| !items.is_empty()).map(Value::List)
            }
        }
    }
}

/// What is expected, after "is not".
impl fmt::Display for Form {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Form::Text(form) => form.fmt(formatter),
            Form::Choice(words) => write!(formatter, "one of {}", words.join(", ")),
            Form::Integer(least, most) => write!(formatter, "a whole number from {least} to {most}"),
            Form::Float(least, most) => write!(formatter, "a number from {least} to {most}"),
            Form::Size(least) => write!(formatter, "a size of at least {least}"),
            Form::Span(least, most) => write!(formatter, "a length of time from {least} to {most}"),
            Form::List(form) => write!(formatter, "a list of which each is {form}"),
        }
    }
}

impl Text {
    fn parse(self, text: &str) -> Option<String> {
        let valid = !text.is_empty() && text.len() <= 4096 && !text.chars().any(char::is_control);
        let label_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let fits = match self {
            Text::Line => true,
            // With the 12 characters of an id it must stay within the 63 of a label.
            Text::LabelPrefix => text.len() <= 51 && !text.starts_with('-') && text.bytes().all(label_letter),
            Text::Label => text.parse::<Name>().is_ok(),
            Text::Domain => return Some(text.to_ascii_lowercase()).filter(|name| valid && is_domain(name)),
            Text::AbsolutePath => text.starts_with('/'),
            Text::Address => text.parse::<IpAddr>().is_ok(),
            Text::Url => ["http://", "https://"].iter().any(|scheme| {
                text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
            }),
            Text::User => text.split(':').count() <= 2 && text.split(':').all(is_user),
            Text::Name => text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')),
            Text::PoolKind => text.parse::<Declared>().is_ok(),
            Text::Network => text.parse::<crate::sandbox::spec::Network>().is_ok(),
            Text::Runtime => crate::sandbox::hardening::runtime(text).is_ok(),
            Text::Egress => return text.parse::<Egress>().ok().filter(|_| valid).map(|egress| egress.to_string()),
            Text::Server => text.parse::<IpAddr>().is_ok() || text.parse::<SocketAddr>().is_ok(),
            Text::FileName => !text.contains(['/', '\0']) && !matches!(text, "." | "..") && text.len() <= 255,
        };
        (valid && fits).then(|| text.to_owned())
    }
}

fn is_domain(name: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    // A label of ours and its dot go before it; a whole name has 253 characters.
    name.len() <= 253 - 64 && name.split('.').all(label)
}

fn is_user(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('-')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Text::Line => "a text on one line",
            Text::LabelPrefix => "up to 51 lower-case letters, digits and hyphens",
            Text::Label => "up to 63 lower-case letters, digits and hyphens that begin with a letter",
            Text::Domain => "a DNS name such as sandbox.example.com",
            Text::AbsolutePath => "an absolute path",
            Text::Address => "an IP address",
            Text::Url => "a URL that starts with http:// or https://",
            Text::User => "a user, or user:group, by name or number",
            Text::Name => "a name of letters, digits, - and _",
            Text::FileName => "the name of a file or directory",
            Text::PoolKind => "a kind of sandbox and a number, such as debian:13 cpus=1 4",
            Text::Network => "isolated, none or group:NAME",
            Text::Runtime => "the name of a runtime, such as runsc",
            Text::Egress => "public, open, none, or rules such as allow:api.example.com:443,public",
            Text::Server => "an IP address, with :PORT or without",
        })
    }
}

/// As it can be typed back.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Unset => Ok(()),
            Value::Text(text) => formatter.write_str(text),
            Value::Integer(number) => number.fmt(formatter),
            Value::Float(number) => number.fmt(formatter),
            Value::Size(size) => size.fmt(formatter),
            Value::Span(span) => span.fmt(formatter),
            Value::List(items) => formatter.write_str(&items.join(",")),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Unset => serializer.serialize_none(),
            Value::Text(text) => text.serialize(serializer),
            Value::Integer(number) => number.serialize(serializer),
            Value::Float(number) => number.serialize(serializer),
            Value::Size(size) => size.serialize(serializer),
            Value::Span(span) => span.serialize(serializer),
            Value::List(items) => items.serialize(serializer),
        }
    }
}
