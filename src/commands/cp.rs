//! `cp`: files between two sandboxes, or between one and this machine.

use super::{Context, files};
use crate::archive::Limits;
use crate::error::{Error, Result};
use crate::exit::Exit;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

/// Copy files between sandboxes.
///
/// Paths mean what they mean to `docker cp`; see `upload` and `download` for where they differ. `SANDBOX:PATH` is a path in a sandbox; anything else, `/a:b` and `./a:b` among it, is a path of this machine, and
/// `-` is a tar stream on stdin or stdout. What goes from one sandbox to another is not kept on this machine in between.
/// Stopped sandboxes work too.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to copy: SANDBOX:PATH, PATH, or `-`
    #[arg(value_name = "SRC")]
    source: OsString,
    /// Where to: SANDBOX:PATH, PATH, or `-`
    #[arg(value_name = "DEST")]
    dest: OsString,
    /// What is taken, and what is kept of it.
    #[command(flatten)]
    handling: files::Handling,
}

/// Where a path lies.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    /// In a sandbox.
    Sandbox(String, OsString),
    /// On this machine.
    Here(OsString),
}

impl Place {
    /// As `docker cp` reads it: before the first colon stands a sandbox, unless what was typed begins like a path.
    fn of(typed: OsString) -> Place {
        let bytes = typed.as_bytes();
        if bytes.starts_with(b"/") || bytes.starts_with(b".") {
            return Place::Here(typed);
        }
        let colon = bytes.iter().position(|&byte| byte == b':');
        let named = colon.and_then(|colon| {
            let sandbox = std::str::from_utf8(&bytes[..colon]).ok().filter(|name| !name.is_empty())?;
            Some((sandbox.to_owned(), OsStr::from_bytes(&bytes[colon + 1..]).to_owned()))
        });
        match named {
            Some((sandbox, path)) => Place::Sandbox(sandbox, path),
            None => Place::Here(OsString::from_vec(typed.into_vec())),
        }
    }
}

/// Copies.
///
/// # Errors
/// `not_found`, `conflict`, `denied`, `damaged`, `no_space`, `wrong_state`.
pub async fn run(args: Args, context: &Context) -> Result<Exit> {
    let handling = &args.handling;
    match (Place::of(args.source), Place::of(args.dest)) {
        (Place::Sandbox(from, source), Place::Sandbox(to, dest)) => {
            files::copy(context, (&from, source), (&to, dest), handling).await
        }
        (Place::Sandbox(from, source), Place::Here(dest)) => {
            files::download(context, &from, source, dest, handling, Limits::default()).await
        }
        (Place::Here(source), Place::Sandbox(to, dest)) => {
            files::upload(context, &to, vec![source], dest, handling).await
        }
        (Place::Here(_), Place::Here(_)) => {
            Err(Error::usage("neither SRC nor DEST is in a sandbox").hint("name one as SANDBOX:PATH"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sandbox_stands_before_the_first_colon_unless_it_looks_like_a_path() {
        let inside = |sandbox: &str, path: &str| Place::Sandbox(sandbox.to_owned(), path.into());
        assert_eq!(Place::of("fox:/a:b".into()), inside("fox", "/a:b"));
        assert_eq!(Place::of("fox:".into()), inside("fox", ""));
        for here in ["/a:b", "./a:b", "../a:b", ".:b", "-", "plain", ":x"] {
            assert_eq!(Place::of(here.into()), Place::Here(here.into()), "{here}");
        }
        let odd = OsString::from_vec(b"\xff:x".to_vec());
        assert_eq!(Place::of(odd.clone()), Place::Here(odd));
    }
}
