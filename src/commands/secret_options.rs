//! The options with which a command is given secrets, by whatever verb it runs.

use super::Context;
use crate::error::{Error, Result};
use crate::guest::protocol::{Exec, SECRETS_FOLDER, SecretFile};
use crate::registry::record::SandboxRecord;
use crate::sandbox::ops::secrets::{self, Asked, Place};

/// Which secrets a command gets.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SecretOptions {
    /// Give it this secret as a variable of its environment: of the same name, or of another
    #[arg(long, value_name = "NAME[=VARIABLE]", value_parser = variable)]
    secret: Vec<Asked>,
    /// Give it this secret as the file /run/secrets/NAME, or FILE there; in memory, for its user, gone when it ends
    #[arg(long, value_name = "NAME[=FILE]", value_parser = file)]
    secret_file: Vec<Asked>,
}

impl SecretOptions {
    /// What was asked for.
    pub fn asked(&self) -> Vec<Asked> {
        self.secret.iter().chain(&self.secret_file).cloned().collect()
    }

    /// Whether any was given.
    pub fn any(&self) -> bool {
        !self.secret.is_empty() || !self.secret_file.is_empty()
    }

    /// Fails when they can't be had, before anything is made for the command.
    ///
    /// # Errors
    /// As [`secrets::check`].
    pub fn check(&self, context: &Context, account: &str) -> Result<()> {
        secrets::check(&context.deps, account, &self.asked())
    }

    /// The command with its secrets. Whatever is said from now on does not repeat them.
    ///
    /// # Errors
    /// As [`secrets::deliver`].
    pub async fn deliver(&self, context: &Context, record: &SandboxRecord, command: Exec) -> Result<Exec> {
        let (command, values) = secrets::deliver(&context.deps, record, &self.asked(), command).await?;
        for value in values {
            context.ui.hide(&value);
        }
        Ok(command)
    }
}

fn variable(text: &str) -> Result<Asked> {
    let (name, place) = text.split_once('=').unwrap_or((text, text));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if place.is_empty() || place.starts_with(|first: char| first.is_ascii_digit()) || !place.bytes().all(plain) {
        // It may be a value in the wrong place.
        return Err(Error::usage("what stands behind the `=` is not the name of a variable")
            .hint("write --secret NAME, or --secret NAME=VARIABLE; the value comes from: sandcastle secret set NAME"));
    }
    Ok(Asked { name: name.parse()?, place: Place::Variable(place.to_owned()) })
}

fn file(text: &str) -> Result<Asked> {
    let (name, place) = text.split_once('=').unwrap_or((text, text));
    let below = place.strip_prefix(SECRETS_FOLDER).and_then(|rest| rest.strip_prefix('/')).unwrap_or(place);
    if !SecretFile::is_name(below) {
        return Err(Error::usage(format!("what stands behind the `=` is not the name of a file in {SECRETS_FOLDER}"))
            .hint("write --secret-file NAME, or --secret-file NAME=FILE; the value comes from: sandcastle secret set NAME"));
    }
    Ok(Asked { name: name.parse()?, place: Place::File(below.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_goes_to_a_variable_or_a_file_by_its_own_name_or_another() {
        let place = |asked: Result<Asked>| asked.unwrap().place;
        assert_eq!(place(variable("TOKEN")), Place::Variable("TOKEN".to_owned()));
        assert_eq!(place(variable("TOKEN=gh_token")), Place::Variable("gh_token".to_owned()));
        assert_eq!(place(file("KEY")), Place::File("KEY".to_owned()));
        assert_eq!(place(file("KEY=id.pem")), Place::File("id.pem".to_owned()));
        assert_eq!(place(file("KEY=/run/secrets/id.pem")), Place::File("id.pem".to_owned()));
    }

    #[test]
    fn what_may_be_a_value_is_not_repeated() {
        for text in
            ["TOKEN=hunter-2", "hunter-2", "TOKEN=", "TOKEN=9hunter-2", "TOKEN=/etc/hunter-2", "TOKEN=../hunter-2"]
        {
            for refused in [variable(text), file(text).and_then(|_| variable(text))] {
                let error = refused.unwrap_err();
                assert!(!format!("{error} {:?}", error.hints()).contains("hunter"), "{text}: {error}");
            }
        }
    }
}
