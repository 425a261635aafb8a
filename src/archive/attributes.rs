//! Extended attributes that belong to the user: `user.*` and access control lists. What the system itself believes
//! (`security.*`, `trusted.*`) is neither read nor written.

use std::os::fd::BorrowedFd;

use rustix::fs::XattrFlags;
use rustix::io::Errno;

/// A name and a value.
pub(super) type Attribute = (Vec<u8>, Vec<u8>);

/// Of one file; no honest file has more.
pub(super) const MAX_ATTRIBUTES: usize = 128;
/// The longest list of names, and the longest value, that Linux knows.
const MAX_LENGTH: usize = 64 * 1024;
/// All values of one file together.
const MAX_TOTAL: usize = 512 * 1024;

/// Whether an attribute of this name is moved.
pub(super) fn is_moved(name: &[u8]) -> bool {
    let list = matches!(name, b"system.posix_acl_access" | b"system.posix_acl_default");
    list || (name.starts_with(b"user.") && name.len() <= 255 && !name.contains(&b'=') && !name.contains(&0))
}

/// Whether a file may do what its caller may not: an attribute that only the system itself can set again.
pub(super) fn has_capabilities(file: BorrowedFd<'_>) -> bool {
    let mut value = [0u8; 64];
    rustix::fs::fgetxattr(file, "security.capability", &mut value[..]).is_ok()
}

/// The attributes of an open file or directory. What can't be read is left out: the file itself counts.
pub(super) fn of(file: BorrowedFd<'_>) -> Vec<Attribute> {
    let mut short = [0u8; 256];
    let long;
    let names = match rustix::fs::flistxattr(file, &mut short[..]) {
        Ok(0) => return Vec::new(),
        Ok(length) => &short[..length],
        Err(Errno::RANGE) => {
            let mut names = vec![0; MAX_LENGTH];
            let Ok(length) = rustix::fs::flistxattr(file, &mut names[..]) else { return Vec::new() };
            names.truncate(length);
            long = names;
            &long[..]
        }
        Err(_) => return Vec::new(),
    };
    let mut found = Vec::new();
    let mut total = 0;
    for name in names.split(|&byte| byte == 0).filter(|name| is_moved(name)).take(MAX_ATTRIBUTES) {
        let mut value = vec![0; MAX_LENGTH];
        let Ok(length) = rustix::fs::fgetxattr(file, name, &mut value[..]) else { continue };
        value.truncate(length);
        value.shrink_to_fit();
        total += length;
        if total > MAX_TOTAL {
            break;
        }
        found.push((name.to_vec(), value));
    }
    found
}

/// Puts attributes on an open file or directory; how many the file system did not take.
pub(super) fn put(file: BorrowedFd<'_>, attributes: &[Attribute]) -> u64 {
    let refused =
        |(name, value): &&Attribute| rustix::fs::fsetxattr(file, name.as_slice(), value, XattrFlags::empty()).is_err();
    attributes.iter().filter(refused).count() as u64
}
