//! Who ran us: the user, the program above us, and who the caller says that it acts for. Never an argument of a command.

use serde::{Deserialize, Serialize};

/// Characters that are kept of a name that others chose.
const LONGEST: usize = 64;

/// Who ran us.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caller {
    /// The user's name, or the number where there is no name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The name of the program that ran us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What `SANDCASTLE_ACTOR` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
}

impl Caller {
    /// Looks who it is.
    pub(super) fn find(actor: Option<&str>) -> Caller {
        let uid = rustix::process::getuid().as_raw();
        // A static binary can't ask libc for names: that would load code at run time.
        let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        Caller {
            user: Some(user_of(&users, uid).map_or_else(|| uid.to_string(), plain)),
            parent: rustix::process::getppid().and_then(|pid| program(pid.as_raw_nonzero().get())),
            actor: actor.map(plain),
        }
    }
}

fn user_of(users: &str, uid: u32) -> Option<&str> {
    let uid = uid.to_string();
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == uid).then_some(name)
    })
}

/// The name that the kernel has for a process.
fn program(pid: i32) -> Option<String> {
    let name = std::fs::read(format!("/proc/{pid}/comm")).ok()?;
    Some(plain(String::from_utf8_lossy(&name).trim_end())).filter(|name| !name.is_empty())
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_comes_from_the_file_of_users() {
        let users = "root:x:0:0:root:/root:/bin/bash\nbroken\nann:x:1000:0::/:\n";
        assert_eq!(user_of(users, 0), Some("root"));
        assert_eq!(user_of(users, 1000), Some("ann"));
        assert_eq!(user_of(users, 1), None);
    }

    #[test]
    fn what_the_caller_says_is_cut_and_has_no_control_characters() {
        let caller = Caller::find(Some(&format!("a\u{1b}\n{}", "b".repeat(100))));
        assert_eq!(caller.actor.unwrap(), format!("a{}", "b".repeat(63)));
        assert!(caller.user.is_some() && caller.parent.is_some());
    }
}
