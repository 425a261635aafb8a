//! Who runs a command: /etc/passwd and /etc/group of the sandbox, which whoever is root inside may have written.
//! No libc lookups: the binary is static, and these files are the whole truth in a container.

use super::state;
use super::wire::failure;
use crate::guest::protocol::{Failure, FailureCode};
use rustix::fd::AsFd;
use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, chmodat, fstat, openat};
use std::io::{self, Read};

/// The most that is read of either file.
const CAP: u64 = 8 * 1024 * 1024;

/// What the two files say.
#[derive(Debug, Default)]
pub(super) struct Users {
    accounts: Vec<Account>,
    groups: Vec<Group>,
}

/// A user as a command runs as it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Account {
    /// Its name; empty for a number that nobody has.
    pub name: Vec<u8>,
    /// Its uid.
    pub uid: u32,
    /// Its group.
    pub gid: u32,
    /// Its further groups; only of a resolved account.
    pub groups: Vec<u32>,
    /// Its home, `/` when unknown.
    pub home: Vec<u8>,
    /// Its login shell; empty when unknown.
    pub shell: Vec<u8>,
}

#[derive(Debug)]
struct Group {
    name: Vec<u8>,
    gid: u32,
    members: Vec<Vec<u8>>,
}

/// The content of a regular file, without waiting for one that is a fifo; empty if there is none.
fn read_file(path: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    if let Ok(file) = openat(CWD, path, flags, Mode::empty())
        && fstat(&file).is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile)
    {
        let _ = std::fs::File::from(file).take(CAP).read_to_end(&mut bytes);
    }
    bytes
}

fn number(text: &[u8]) -> Option<u32> {
    if text.is_empty() || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // The last number means "unchanged" to the kernel.
    std::str::from_utf8(text).ok()?.parse().ok().filter(|number| *number != u32::MAX)
}

fn parse_passwd(text: &[u8]) -> Vec<Account> {
    let account = |line: &[u8]| {
        let fields: Vec<&[u8]> = line.split(|byte| *byte == b':').collect();
        let [name, _, uid, gid, _, home, ref rest @ ..] = fields[..] else { return None };
        Some(Account {
            name: name.to_vec(),
            uid: number(uid)?,
            gid: number(gid)?,
            groups: Vec::new(),
            home: if home.is_empty() { b"/".to_vec() } else { home.to_vec() },
            shell: rest.first().map(|shell| shell.to_vec()).unwrap_or_default(),
        })
    };
    text.split(|byte| *byte == b'\n').filter_map(account).collect()
}

fn parse_group(text: &[u8]) -> Vec<Group> {
    let group = |line: &[u8]| {
        let fields: Vec<&[u8]> = line.split(|byte| *byte == b':').collect();
        let [name, _, gid, members, ..] = fields[..] else { return None };
        let members = members.split(|byte| *byte == b',').filter(|member| !member.is_empty());
        Some(Group { name: name.to_vec(), gid: number(gid)?, members: members.map(<[u8]>::to_vec).collect() })
    };
    text.split(|byte| *byte == b'\n').filter_map(group).collect()
}

impl Users {
    /// Reads both files as they are now.
    pub(super) fn read() -> Users {
        Users::parse(&read_file("/etc/passwd"), &read_file("/etc/group"))
    }

    pub(super) fn parse(passwd: &[u8], group: &[u8]) -> Users {
        Users { accounts: parse_passwd(passwd), groups: parse_group(group) }
    }

    fn further_groups(&self, name: &[u8]) -> impl Iterator<Item = u32> {
        self.groups.iter().filter(move |group| group.members.iter().any(|member| member == name)).map(|group| group.gid)
    }

    /// The account that `name`, `uid`, `user:group` or `uid:gid` means; empty is root. A number needs no entry,
    /// a name does. As the engine does, a group that is named replaces the further groups.
    pub(super) fn resolve(&self, wanted: &str) -> Result<Account, Failure> {
        let (user, group) = match wanted.split_once(':') {
            Some((user, group)) => (user, Some(group)),
            None => (wanted, None),
        };
        let user = if user.is_empty() { "0" } else { user };
        let known = self
            .accounts
            .iter()
            .find(|account| account.name == user.as_bytes())
            .or_else(|| self.accounts.iter().find(|account| Some(account.uid) == number(user.as_bytes())));
        let mut account = match (known, number(user.as_bytes())) {
            (Some(account), _) => account.clone(),
            (None, Some(0)) => Account { name: b"root".to_vec(), home: b"/root".to_vec(), ..Account::default() },
            (None, Some(uid)) => Account { uid, home: b"/".to_vec(), ..Account::default() },
            (None, None) => return Err(failure(FailureCode::NoSuchUser, format!("{user}: no such user"))),
        };
        match group.filter(|group| !group.is_empty()) {
            Some(group) => {
                let named = self.groups.iter().find(|entry| entry.name == group.as_bytes()).map(|entry| entry.gid);
                account.gid = named
                    .or_else(|| number(group.as_bytes()))
                    .ok_or_else(|| failure(FailureCode::NoSuchUser, format!("{group}: no such group")))?;
                account.groups = vec![account.gid];
            }
            None => {
                account.groups = vec![account.gid];
                account.groups.extend(self.further_groups(&account.name).filter(|gid| *gid != account.gid));
                // The kernel takes 65,536 groups; nobody has that many.
                account.groups.truncate(1024);
            }
        }
        Ok(account)
    }

    /// Gives a user another number, as far as these users go.
    pub(super) fn give_number(&mut self, name: &[u8], uid: u32, gid: u32) {
        for account in self.accounts.iter_mut().filter(|account| account.name == name) {
            (account.uid, account.gid) = (uid, gid);
        }
    }

    /// Root's home, which the engine puts into the environment of the guest.
    pub(super) fn root_home(&self) -> &[u8] {
        self.accounts.iter().find(|account| account.uid == 0).map_or(b"/root", |account| &account.home)
    }

    /// Whether a user other than root, or the sandbox's user, is in the group: then it can't keep them out.
    pub(super) fn group_is_used(&self, gid: u32, user: &str) -> bool {
        let mortal =
            |name: &[u8]| self.accounts.iter().find(|entry| entry.name == name).is_some_and(|entry| entry.uid != 0);
        let sandbox_user = self.resolve(user).is_ok_and(|account| account.uid != 0 && account.groups.contains(&gid));
        sandbox_user
            || self.accounts.iter().any(|account| account.uid != 0 && account.gid == gid)
            || self.groups.iter().any(|group| group.gid == gid && group.members.iter().any(|name| mortal(name)))
    }
}

/// Gives a user another number in both files.
///
/// # Errors
/// When they can't be written.
pub(super) fn renumber(account: &Account, uid: u32, gid: u32) -> io::Result<()> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = openat(CWD, "/etc", flags, Mode::empty())?;
    let (passwd, group) = (read_file("/etc/passwd"), read_file("/etc/group"));
    // A user that has its name from nowhere needs no line.
    if account.name.is_empty() || passwd.len() as u64 == CAP || group.len() as u64 == CAP {
        return Ok(());
    }
    let replace = |name: &str, bytes: &[u8]| {
        state::write(folder.as_fd(), name, bytes)?;
        Ok::<_, io::Error>(chmodat(&folder, name, Mode::from_raw_mode(0o644), AtFlags::empty())?)
    };
    replace("passwd", &passwd_with(&passwd, &account.name, uid, gid))?;
    let of_its_own = parse_group(&group).iter().any(|entry| entry.gid == account.gid && entry.name == account.name);
    let taken = parse_group(&group).iter().any(|entry| entry.gid == gid);
    if of_its_own && !taken { replace("group", &group_with(&group, &account.name, gid)) } else { Ok(()) }
}

/// The file with another number for a user. Its line goes before those of others with that number: who asks for the name
/// of a number gets the first.
fn passwd_with(passwd: &[u8], name: &[u8], uid: u32, gid: u32) -> Vec<u8> {
    let is_its = |line: &&[u8]| line.split(|byte| *byte == b':').next() == Some(name);
    let mut lines: Vec<Vec<u8>> = passwd.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let Some(at) = lines.iter().position(|line| is_its(&&line[..])) else { return passwd.to_vec() };
    let mut fields: Vec<Vec<u8>> = lines[at].split(|byte| *byte == b':').map(<[u8]>::to_vec).collect();
    if fields.len() < 4 {
        return passwd.to_vec();
    }
    (fields[2], fields[3]) = (uid.to_string().into_bytes(), gid.to_string().into_bytes());
    let own = fields.join(&b':');
    let same = |line: &Vec<u8>| parse_passwd(line).first().is_some_and(|account| account.uid == uid);
    match lines.iter().position(same).filter(|first| *first < at) {
        Some(first) => {
            lines.remove(at);
            lines.insert(first, own);
        }
        None => lines[at] = own,
    }
    lines.join(&b'\n')
}

fn group_with(group: &[u8], name: &[u8], gid: u32) -> Vec<u8> {
    let line = |line: &[u8]| {
        let mut fields: Vec<Vec<u8>> = line.split(|byte| *byte == b':').map(<[u8]>::to_vec).collect();
        if fields.len() >= 3 && fields[0] == name {
            fields[2] = gid.to_string().into_bytes();
        }
        fields.join(&b':')
    };
    group.split(|byte| *byte == b'\n').map(line).collect::<Vec<_>>().join(&b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &[u8] = b"root:x:0:0:root:/root:/bin/sh\n# comment\nbroken:x:zz:1\n\
        agent:x:1000:1000:,,,:/home/agent:/bin/bash\nbare:x:1001:100::\nhuge:x:4294967295:1::/:\n";
    const GROUP: &[u8] = b"root:x:0:\nagent:x:1000:\nusers:x:100:agent,ghost\nsudo:x:27:root\ndocker:x:998:\nbad\n";

    fn users() -> Users {
        Users::parse(PASSWD, GROUP)
    }

    #[test]
    fn every_form_of_a_user_resolves() {
        let ids = |wanted: &str| {
            let account = users().resolve(wanted).unwrap();
            (account.uid, account.gid, account.groups)
        };
        assert_eq!(ids(""), (0, 0, vec![0, 27]));
        assert_eq!(ids("agent"), (1000, 1000, vec![1000, 100]));
        assert_eq!(ids("1000"), (1000, 1000, vec![1000, 100]));
        assert_eq!(ids("agent:users"), (1000, 100, vec![100]));
        assert_eq!(ids("agent:77"), (1000, 77, vec![77]));
        assert_eq!(ids("99999"), (99999, 0, vec![0]));
        assert_eq!(ids("99999:5"), (99999, 5, vec![5]));
        assert_eq!(ids(":users"), (0, 100, vec![100]));
        assert_eq!(users().resolve("bare").unwrap().home, b"/");
        assert_eq!(users().resolve("agent:77").unwrap().shell, b"/bin/bash");
        assert_eq!(users().resolve("bare").unwrap().shell, b"");
    }

    #[test]
    fn unknown_names_and_impossible_numbers_are_no_such_user() {
        for wanted in ["ghost", "agent:ghosts", "-1", "4294967295", "huge", "broken", "0:4294967295"] {
            assert_eq!(users().resolve(wanted).unwrap_err().code, FailureCode::NoSuchUser, "{wanted}");
        }
    }

    #[test]
    fn root_exists_without_any_file() {
        let account = Users::default().resolve("").unwrap();
        assert_eq!((account.uid, account.home), (0, b"/root".to_vec()));
    }

    #[test]
    fn a_user_gets_another_number_and_is_the_first_to_be_found_under_it() {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let passwd = text(passwd_with(PASSWD, b"agent", 1234, 50));
        assert!(passwd.contains("\nagent:x:1234:50:,,,:/home/agent:/bin/bash\nbare:x:1001:100::\n"), "{passwd}");
        let passwd = text(passwd_with(PASSWD, b"bare", 1000, 1000));
        assert!(passwd.contains("\nbare:x:1000:1000::\nagent:x:1000:1000:"), "{passwd}");
        let users = Users::parse(passwd.as_bytes(), GROUP);
        assert_eq!((users.resolve("1000").unwrap().name, users.accounts.len()), (b"bare".to_vec(), 3));
        assert_eq!(passwd_with(PASSWD, b"ghost", 1, 1), PASSWD);
        assert_eq!(passwd_with(b"x:y", b"x", 1, 1), b"x:y");
        assert!(text(group_with(GROUP, b"agent", 1234)).contains("\nagent:x:1234:\nusers:x:100:agent,ghost\n"));
        let mut users = self::users();
        users.give_number(b"agent", 7, 8);
        assert_eq!((users.resolve("agent").unwrap().uid, users.resolve("agent").unwrap().gid), (7, 8));
    }

    #[test]
    fn a_group_that_a_user_of_the_image_has_is_used() {
        let used: Vec<u32> =
            [0, 27, 100, 998, 1000].into_iter().filter(|gid| users().group_is_used(*gid, "")).collect();
        assert_eq!(used, [100, 1000]);
        assert!(users().group_is_used(4242, "77:4242"));
        assert!(!users().group_is_used(4242, "no-such-user"));
    }
}
