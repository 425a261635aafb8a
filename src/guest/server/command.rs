//! From what was asked to what is executed: the environment, the paths to try, the strings the kernel wants.
//! Pure but for the user database that is passed in.

use super::sys::Program;
use super::users::Account;
use super::wire::failure;
use crate::guest::protocol::{Exec, Failure, FailureCode, Text};
use std::collections::BTreeMap;
use std::ffi::CString;

/// Where commands are looked for when nothing says so.
const DEFAULT_PATH: &[u8] = b"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/// The most folders of a PATH that are tried.
const MAX_FOLDERS: usize = 256;

/// An environment by name.
pub(super) type Environment = BTreeMap<Vec<u8>, Vec<u8>>;

/// The environment of a command: the image's, the sandbox's, the request's, and what every login has.
fn environment(
    base: &Environment,
    sandbox: &BTreeMap<String, Text>,
    exec: &Exec,
    account: &Account,
) -> Result<Environment, Failure> {
    let mut environment = base.clone();
    for (name, value) in sandbox.iter().chain(&exec.env) {
        if name.is_empty() || name.contains('=') {
            return Err(failure(FailureCode::Invalid, format!("{name:?}: not the name of a variable")));
        }
        environment.insert(name.as_bytes().to_vec(), value.0.clone());
    }
    let mut default = |name: &str, value: &[u8]| {
        if !value.is_empty() {
            environment.entry(name.as_bytes().to_vec()).or_insert_with(|| value.to_vec());
        }
    };
    default("PATH", DEFAULT_PATH);
    default("HOME", &account.home);
    default("USER", &account.name);
    default("LOGNAME", &account.name);
    if exec.tty.is_some() {
        default("TERM", b"xterm-256color");
    }
    if exec.is_session() {
        default("SHELL", &account.shell);
        // What is typed and shown is UTF-8, unless somebody said otherwise.
        if !["LC_ALL", "LC_CTYPE", "LANG"].iter().any(|name| environment.contains_key(name.as_bytes())) {
            environment.insert(b"LANG".to_vec(), b"C.UTF-8".to_vec());
        }
    }
    Ok(environment)
}

/// The paths at which the program may be: itself if it has a slash, else below each folder of PATH.
fn candidates(program: &[u8], path: &[u8]) -> Vec<Vec<u8>> {
    if program.contains(&b'/') || program.is_empty() {
        return vec![program.to_vec()];
    }
    let below = |folder: &[u8]| {
        // An empty entry is the working directory, as everywhere.
        let folder: &[u8] = if folder.is_empty() { b"." } else { folder };
        [folder, b"/", program].concat()
    };
    path.split(|byte| *byte == b':').take(MAX_FOLDERS).map(below).collect()
}

fn c_string(bytes: Vec<u8>, what: &str) -> Result<CString, Failure> {
    CString::new(bytes).map_err(|_| failure(FailureCode::Invalid, format!("{what}: holds a NUL byte")))
}

/// The program that a request means.
///
/// # Errors
/// `Invalid` for an empty argv, NUL bytes and names that are none.
pub(super) fn prepare(
    exec: &Exec,
    base: &Environment,
    sandbox: &BTreeMap<String, Text>,
    workdir: &[u8],
    account: &Account,
    files: (u64, u64),
) -> Result<Program, Failure> {
    let Some(program) = exec.argv.first() else {
        return Err(failure(FailureCode::Invalid, "no command was given"));
    };
    let environment = environment(base, sandbox, exec, account)?;
    let path = environment.get(&b"PATH"[..]).cloned().unwrap_or_default();
    let strings = |list: Vec<Vec<u8>>, what: &str| {
        list.into_iter().map(|bytes| c_string(bytes, what)).collect::<Result<Vec<CString>, Failure>>()
    };
    let pairs = environment.into_iter().map(|(name, value)| [&name[..], b"=", &value[..]].concat()).collect();
    Ok(Program {
        candidates: strings(candidates(&program.0, &path), "argument")?,
        argv: strings(exec.argv.iter().map(|argument| argument.0.clone()).collect(), "argument")?,
        env: strings(pairs, "environment")?,
        workdir: c_string(workdir.to_vec(), "working directory")?,
        uid: account.uid,
        gid: account.gid,
        groups: account.groups.clone(),
        files,
        mark: u64::MAX,
    })
}

/// A path of a request: as typed if absolute, else below the default working directory. A trailing slash stays.
pub(super) fn resolve_path(workdir: &str, path: &[u8]) -> Vec<u8> {
    let workdir = if workdir.starts_with('/') { workdir } else { "/" };
    if path.starts_with(b"/") {
        path.to_vec()
    } else if path.is_empty() {
        workdir.as_bytes().to_vec()
    } else {
        [workdir.trim_end_matches('/').as_bytes(), b"/", path].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agent() -> Account {
        Account {
            name: b"agent".to_vec(),
            uid: 1000,
            gid: 1000,
            groups: vec![1000],
            home: b"/home/agent".to_vec(),
            shell: b"/bin/bash".to_vec(),
        }
    }

    fn exec(argv: &[&str]) -> Exec {
        Exec { argv: argv.iter().map(|part| Text::from(*part)).collect(), ..Exec::default() }
    }

    #[test]
    fn the_request_wins_over_the_sandbox_and_the_sandbox_over_the_image() {
        let base = Environment::from([(b"A".to_vec(), b"image".to_vec()), (b"B".to_vec(), b"image".to_vec())]);
        let sandbox = BTreeMap::from([("A".to_owned(), Text::from("sandbox")), ("HOME".to_owned(), Text::from("/h"))]);
        let mut request = exec(&["true"]);
        request.env.insert("C".to_owned(), Text::from("request"));
        request.tty = Some((24, 80));
        let program = prepare(&request, &base, &sandbox, b"/", &agent(), (1, 1)).unwrap();
        let text: Vec<&str> = program.env.iter().map(|pair| pair.to_str().unwrap()).collect();
        let path = format!("PATH={}", std::str::from_utf8(DEFAULT_PATH).unwrap());
        assert_eq!(
            text,
            [
                "A=sandbox",
                "B=image",
                "C=request",
                "HOME=/h",
                "LOGNAME=agent",
                &path,
                "TERM=xterm-256color",
                "USER=agent"
            ]
        );
    }

    #[test]
    fn the_path_of_the_command_is_searched_and_slashes_are_not() {
        assert_eq!(candidates(b"ls", b"/bin::/x"), [b"/bin/ls".to_vec(), b"./ls".to_vec(), b"/x/ls".to_vec()]);
        assert_eq!(candidates(b"./ls", b"/bin"), [b"./ls".to_vec()]);
        assert_eq!(candidates(b"", b"/bin"), [b"".to_vec()]);
    }

    #[test]
    fn what_the_kernel_cannot_take_is_invalid() {
        let nul = exec(&["a\0b"]);
        let mut name = exec(&["a"]);
        name.env.insert("A=B".to_owned(), Text::from("c"));
        let mut value = exec(&["a"]);
        value.env.insert("A".to_owned(), Text::from("b\0c"));
        for request in [exec(&[]), nul, name, value] {
            let told = prepare(&request, &Environment::new(), &BTreeMap::new(), b"/", &agent(), (1, 1)).unwrap_err();
            assert_eq!(told.code, FailureCode::Invalid, "{}", told.message);
        }
    }

    #[test]
    fn relative_paths_lie_below_the_working_directory() {
        assert_eq!(resolve_path("/work", b"a/"), b"/work/a/");
        assert_eq!(resolve_path("/work/", b"a/."), b"/work/a/.");
        assert_eq!(resolve_path("/work", b"/x"), b"/x");
        assert_eq!(resolve_path("", b"x"), b"/x");
        assert_eq!(resolve_path("/work", b""), b"/work");
    }
}
